"""The page of measures: the question of each, and every column of its table."""

import inspect
from collections.abc import Iterable

from tertius.measures import MEASURES, measure_columns
from tertius.present.columns import column_sentence
from tertius.reference.markdown import table

KINDS_OF_VALUE = {"text": "text", "number": "number", "truth": "yes or no"}


def measures_page() -> Iterable[str]:
    """Yield the page: every measure with its question, what comes back, and its columns."""
    yield "# Measures"
    yield (
        "A measure is a table computed from facts and observations. A [finding](findings-yml.md) asks it by the names "
        "of its columns. It is computed again only for the partitions that a world touches."
    )
    columns = measure_columns()
    yield table(
        ("measure", "question"),
        ((f"[{name}](#{name})", measure.question) for name, measure in MEASURES.items()),
    )
    for name, measure in MEASURES.items():
        yield f"## {name}"
        yield f"**{measure.question}**"
        yield inspect.getdoc(measure.function) or ""
        yield f"Computed again by: {', '.join(f'`{part}`' for part in measure.per)}."
        yield table(
            ("column", "what it holds", "kind"),
            (
                (f"`{c}`", column_sentence(name, c), KINDS_OF_VALUE[kind])
                for c, kind in columns[name].items()
            ),
        )
