"""The tables of several states of one case, such as its scenarios, which share most of their rows."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tertius.case.read import Case
from tertius.inputs.grading import Grader
from tertius.inputs.schema import SHAPES, arrow, inputs

NOT_COMPUTED_WITH = frozenset({"origins", "bases", "known_days"})
"""The tables that neither a step nor a verdict reads."""

GRADED = {"claims": "claims", "observation_rows": "observations"}
"""By table, that of the rows of a case that are graded one by one."""


def tables_of_states(
    today: Case, others: Mapping[str, Case]
) -> tuple[dict[str, pa.Table], dict[str, dict[str, pa.Table]]]:
    """Return the tables of a case, and those of other states of it, by their names, as computation takes them.

    Rows that any of the states ties together are in one family, and in one component, in all. Tables
    of other states are not sorted.
    """
    names = SHAPES.keys() - NOT_COMPUTED_WITH
    grader = Grader(today, None, tuple(others.values()))
    base = inputs(today, grader, names)
    return base, {
        name: inputs(case, grader.of(case), names - GRADED.keys())
        | {table: _graded(table, base[table], today, grader.of(case)) for table in GRADED}
        for name, case in others.items()
    }


def _graded(table: str, base: pa.Table, today: Case, grader: Grader) -> pa.Table:
    """Return the graded rows of another state; those that both have are graded as in the first."""
    case = grader.case
    rows: Sequence[Any] = case.rows(GRADED[table])
    before: Sequence[Any] = today.rows(GRADED[table]) if _grades_alike(today, case) else ()
    there = {row.id: row for row in before}
    shared = {
        row.id
        for row in rows
        if row.id in there
        and row is there[row.id]
        and (row.id in case.assumed) is (row.id in today.assumed)
    }
    other = [row for row in rows if row.id not in shared]
    kept = base.filter(pc.is_in(base["id"], pa.array(sorted(shared), pa.string())))
    graded = grader.claims(other) if table == "claims" else grader.observations(other)
    return pa.concat_tables([kept, arrow(graded, SHAPES[table])])


def _grades_alike(today: Case, case: Case) -> bool:
    """Return whether a row that two states have is graded alike, as far as it does not itself say how."""
    return (
        case.settings is today.settings
        and case.taxonomy is today.taxonomy
        and case.rows("outlets") == today.rows("outlets")
        and all(case.sources.get(name) is source for name, source in today.sources.items())
    )
