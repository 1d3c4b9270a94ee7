"""The form of the review page: what stands in it, and what came back from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tertius.case.proposals.bundle import rewritten, with_cells
from tertius.case.proposals.inbox import MOST_ROWS, TABLES
from tertius.case.proposals.proposal import Proposal, Rows
from tertius.case.proposals.trial import Wrong
from tertius.case.write import LINE_END
from tertius.review.fields import columns_of
from tertius.review.guard import Form


@dataclass(frozen=True)
class Shown:
    """Hold what stands in the form of one page."""

    proposal: Proposal
    rows: Rows
    merged: Mapping[str, str]
    left_out: frozenset[tuple[str, int]] = frozenset()
    wrong: tuple[Wrong, ...] = ()
    said: str = ""
    looked_for: Mapping[tuple[str, int], str] | None = None
    """For each row the words by which somebody searched its like."""
    reason: str = ""
    is_known: bool = False
    """Whether rows are merged because the case has them by now, and nobody said so yet."""


def shown_of(proposal: Proposal, merged: Mapping[str, str]) -> Shown:
    """Return a proposal as it is shown at first: as it was decided, or as it was proposed, some rows merged."""
    decision = proposal.decision
    is_taken = decision is not None and any(decision.rows.values())
    rows = decision.rows if decision and is_taken else proposal.rows
    return Shown(proposal, rows, merged, is_known=not is_taken and bool(merged))


def places(rows: Rows) -> list[tuple[str, int]]:
    """Return each row of a bundle by its table and its place in it."""
    return [(table, index) for table in TABLES for index in range(len(rows.get(table, ())))]


def read_form(proposal: Proposal, form: Form) -> Shown:
    """Return the bundle as a form has it: cells written anew, rows left out, merged or added."""
    written = _written(form)
    rows: dict[str, tuple[Mapping[str, Any], ...]] = {}
    renamed: dict[str, str] = {}
    for table in TABLES:
        base = proposal.rows.get(table, ())
        count = max([len(base), *(at[1] + 1 for at in written if at[0] == table)])
        new_rows = []
        for index in range(min(count, MOST_ROWS)):
            old = base[index] if index < len(base) else {}
            new = with_cells(table, old, written.get((table, index), {}))
            if old.get("id") and new.get("id") and old["id"] != new["id"]:
                renamed[old["id"]] = new["id"]
            new_rows.append(new)
        if new_rows:
            rows[table] = tuple(new_rows)
    followed = rewritten(rows, renamed, named_in=proposal.rows) if renamed else rows
    merged: dict[str, str] = {}
    left_out = frozenset(at for at in places(followed) if form.get(f"out:{at[0]}:{at[1]}"))
    for table, index in places(followed):
        other = form.get(f"m:{table}:{index}", "").strip()
        own = followed[table][index].get("id")
        if other and own and (table, index) not in left_out:
            merged[str(own)] = other
    return Shown(proposal, followed, merged, left_out)


def _written(form: Form) -> dict[tuple[str, int], dict[str, str]]:
    """Return, for each row of the form, its cells; fields that are no cell of a table are passed over."""
    columns = {table: {column.name for column in columns_of(table)} for table in TABLES}
    written: dict[tuple[str, int], dict[str, str]] = {}
    for name, value in form.items():
        kind, table, number, column = [*name.split(":", 3), "", "", ""][:4]
        is_place = number.isascii() and number.isdecimal() and len(number) < 4
        if kind == "c" and is_place and column in columns.get(table, ()):
            written.setdefault((table, int(number)), {})[column] = LINE_END.sub(" ", value)
    return written


def taken(shown: Shown) -> Rows:
    """Return the rows of the form that are not left out, each in its place."""
    return {
        table: tuple(
            {} if (table, index) in shown.left_out else row for index, row in enumerate(rows)
        )
        for table, rows in shown.rows.items()
    }


def with_row(shown: Shown, table: str) -> Shown:
    """Return the form with an empty row more, filled with what the others already say."""
    if table not in TABLES or sum(map(len, shown.rows.values())) >= MOST_ROWS:
        return shown
    columns = {column.name for column in columns_of(table)}
    cells: dict[str, Any] = {}
    if table in ("claims", "observations"):
        cells = {"source": shown.proposal.via, "locator": shown.proposal.locator}
        cells = {name: cell for name, cell in cells.items() if cell and name in columns}
    rows = {**shown.rows, table: (*shown.rows.get(table, ()), cells)}
    return replace(shown, rows=rows, said="")
