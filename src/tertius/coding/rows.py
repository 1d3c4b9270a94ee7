"""A statement becomes the rows of actors, engagement, claims and observations: from a case and an object to cells."""

from collections.abc import Mapping
from dataclasses import dataclass

from tertius.case.proposals.proposal import Rows
from tertius.case.read import Case
from tertius.coding.claims import add_claim, add_further, add_observation, add_step
from tertius.coding.draft import Became, Draft, Fault
from tertius.coding.engagement import engagement_cells, name_engagement
from tertius.coding.statement import Statement


@dataclass(frozen=True)
class Coded:
    """Hold the rows of a statement, or what keeps it from becoming any."""

    rows: Rows
    fields: Mapping[tuple[str, int, str], str]
    """For cells of the rows, by table, row and column, which field they come from."""
    faults: tuple[Fault, ...] = ()
    became: tuple[Became, ...] = ()
    engagement: str = ""
    """The id of the engagement."""
    alike: tuple[str, ...] = ()
    """The engagements of the case that may be the same one."""


def coded(case: Case, statement: Statement) -> Coded:
    """Return the rows that a statement comes to in a case; the case is not changed.

    Every fault is collected, each at its field; where there is one, the rows are not whole.
    """
    draft = Draft(case, statement)
    _fill(draft)
    return Coded(
        rows={table: tuple(rows) for table, rows in draft.rows.items() if rows},
        fields=draft.fields,
        faults=tuple(dict.fromkeys(draft.faults)),
        became=tuple(dict.fromkeys(draft.became)),
        engagement=draft.engagement,
        alike=draft.alike,
    )


def _fill(draft: Draft) -> None:
    """Write the engagement, then what the source says of it."""
    statement = draft.statement
    steps = list(enumerate(statement.steps, 1))
    dates = [draft.date(f"steps {n} date", step.date) for n, step in steps]
    stages = [draft.word("stage", f"steps {n} stage", step.stage) for n, step in steps]
    cells = engagement_cells(draft, list(zip(stages, dates, strict=True)))
    name_engagement(draft, cells)
    draft.put("engagements", cells, {name: name for name in cells})
    for number, step in steps:
        add_step(draft, number, step, stages[number - 1], dates[number - 1])
    if not any(stages) and not draft.faults:
        add_claim(draft, "", {"property": "exists", "value": "yes"}, statement)
    for number, more in enumerate(statement.further, 1):
        add_further(draft, f"further {number}", more)
    for number, one in enumerate(statement.numbers, 1):
        add_observation(draft, f"numbers {number}", one)
    if not statement.source:
        draft.lack("source", "is empty. Say which source of sources.json states it.")
