"""The tables of a study as they are published, whatever the format."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow as pa

from tertius.case.read import Case
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import Row, columns
from tertius.evidence.source import Source
from tertius.evidence.tables import TABLES
from tertius.inputs.schema import NUMBER, TEXT, arrow
from tertius.measures import MEASURES
from tertius.study.result import Study

SOURCES = "sources"
"""The name of the table of publications, which a case keeps as JSON."""

SOURCE_COLUMNS: dict[str, tuple[pa.DataType, str, Callable[[Source], Any]]] = {
    "id": (TEXT, "Names the source; what `source` and `via` of claims and observations hold.", lambda s: s.id),
    "type": (TEXT, "What kind of publication it is, in the words of CSL.", lambda s: s.type),
    "title": (TEXT, "Its title; empty where none is known.", lambda s: s.title),
    "author": (pa.list_(TEXT), "Its authors, each a name in one line.", lambda s: s.author_names),
    "issued": (TEXT, "When it was published, as exactly as is known (EDTF).", lambda s: s.date and str(s.date)),
    "container": (TEXT, "In what it was published: a journal, newspaper or book.", lambda s: s.container),
    "outlet": (TEXT, "Who publishes it: `id` in case_outlets.", lambda s: s.custom.outlet),
    "language": (TEXT, "In which language it is.", lambda s: s.language),
    "url": (TEXT, "Its address on the web.", lambda s: s.url),
    "doi": (TEXT, "Its DOI.", lambda s: s.doi),
    "derived_from": (TEXT, "The source that it repeats, so that both count as one origin.", lambda s: s.custom.derived_from),
    "lost": (pa.bool_(), "Whether it stands for a note whose text is lost.", lambda s: s.custom.lost),
}  # fmt: skip
"""By column of the table of publications: its type, what it means, and how a source answers it."""


def study_tables(study: Study) -> dict[str, pa.Table]:
    """Return the case's own tables (`case_…`), its sources among them, and every measure (`measure_…`), by name.

    Rows of a measure stand in an order that their contents alone decide, so that the same case comes
    out as the same bytes.
    """
    study.computation.compute(MEASURES)
    measures = {f"measure_{name}": _ordered(study.computation.table(name)) for name in MEASURES}
    return {**_case_tables(study.case), **measures}


def _ordered(table: pa.Table) -> pa.Table:
    """Return a table with its rows in order of all its columns, from the first."""
    return table.sort_by([(name, "ascending") for name in table.column_names])


def _case_tables(case: Case) -> dict[str, pa.Table]:
    """Return the case's own tables, typed as their columns declare."""
    tables = {f"case_{row.table}": _typed(row, case.rows(row.table)) for row in TABLES}
    return {**tables, f"case_{SOURCES}": _sources(case.sources)}


def _sources(sources: Mapping[str, Source]) -> pa.Table:
    """Return the publications of a case as a table, by id."""
    shape = pa.schema([(name, kind) for name, (kind, _, _) in SOURCE_COLUMNS.items()])
    plain = (
        {name: answer(source) for name, (_, _, answer) in SOURCE_COLUMNS.items()}
        for _, source in sorted(sources.items())
    )
    return arrow(plain, shape)


def _typed(row_type: type[Row], rows: Iterable[Row]) -> pa.Table:
    kinds = {"number": NUMBER}
    shape = pa.schema(
        [(c.name, pa.list_(TEXT) if c.many else kinds.get(c.kind, TEXT)) for c in columns(row_type)]
    )
    plain = (
        {
            c.name: str(v) if isinstance(v := getattr(r, c.name), PartialDate) else v
            for c in columns(row_type)
        }
        for r in rows
    )
    return arrow(plain, shape)
