"""The page of problems: everything that a check can say."""

from collections.abc import Iterable

from tertius.case.kinds import KINDS
from tertius.reference.markdown import table


def problems_page() -> Iterable[str]:
    """Yield the page: every kind of problem with its code, what is wrong, and whether it blocks."""
    yield "# Problems"
    yield (
        "`tertius check` lists every problem of a case: first those that keep it from building, then the others, both "
        "sorted by file, row and column. Each names the cell, quotes it and says what to write instead. One that blocks "
        "keeps the case from building; the others are shown, and the case builds all the same, unless "
        "`tertius build --strict` asks for none. `tertius import` lists those of a workbook in the same way, and then "
        "writes nothing."
    )
    yield table(
        ("code", "what is wrong", "what to know", "blocks"),
        (
            (f"`{kind.code}`", kind.title, kind.help, "yes" if kind.blocks else "no")
            for kind in KINDS.values()
        ),
    )
