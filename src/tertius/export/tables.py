"""The tables of a study as they are published, whatever the format."""

from collections.abc import Iterable

import pyarrow as pa

from tertius.case.read import Case
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import Row, columns
from tertius.evidence.tables import TABLES
from tertius.inputs.schema import NUMBER, TEXT, arrow
from tertius.measures import MEASURES
from tertius.study.result import Study


def study_tables(study: Study) -> dict[str, pa.Table]:
    """Return the case's own tables (`case_…`) and every measure (`measure_…`), by name.

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
    return {f"case_{row.table}": _typed(row, case.rows(row.table)) for row in TABLES}


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
