"""A case in which some ids are written as others, everywhere that a row names them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tertius.case.read import Case, Lines
from tertius.evidence.claim import Claim
from tertius.evidence.engagement import PARTY, Engagement
from tertius.evidence.row import Row, columns
from tertius.evidence.tables import BY_NAME


def renamed(case: Case, new: Mapping[str, str]) -> Case:
    """Return the case with each id that is a key written as its value wherever a row names it.

    A row that has such an id as its own is left out, for the row of the new id stands for it; rows
    that then say the same as one before them are left out too. Sources keep their ids, and so do
    the rows of judgements and redirects, which speak of the ids themselves.
    """
    if not new:
        return case
    tables = {
        name: lines if name in ("judgements", "redirects") else _renamed_lines(name, lines, new)
        for name, lines in case.tables.items()
    }
    return replace(case, tables=tables)


def _renamed_lines(table: str, lines: Lines, new: Mapping[str, str]) -> Lines:
    row_type = BY_NAME[table]
    named = [c.name for c in columns(row_type) if c.points_to and c.points_to != ("sources",)]
    kept, seen = Lines(), set()
    for number, row in lines:
        if getattr(row, "id", None) in new:
            continue
        changes = dict(_changes(row, named, new))
        changed = row.model_copy(update=changes) if changes else row
        key = tuple(str(getattr(changed, column)) for column in row_type.key)
        if changes and "id" not in row_type.model_fields and key in seen:
            continue
        seen.add(key)
        kept.rows.append(changed)
        kept.numbers.append(number)
    return kept


def _changes(row: Row, named: list[str], new: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for column in named:
        cell = getattr(row, column)
        if isinstance(cell, tuple):
            if not new.keys().isdisjoint(cell):
                yield column, tuple(dict.fromkeys(new.get(value, value) for value in cell))
        elif cell in new:
            yield column, new[cell]
    if isinstance(row, Engagement):
        parties = tuple(dict.fromkeys(_party(text, new) for text in row.parties))
        if parties != row.parties:
            yield "parties", parties
    if isinstance(row, Claim) and row.property == "party" and row.value:
        party = _party(row.value, new)
        if party != row.value:
            yield "value", party


def _party(text: str, new: Mapping[str, str]) -> str:
    """Return a party as it is written with the new id of its actor."""
    parts = PARTY.match(text)
    if parts is None or parts[2] not in new:
        return text
    return f"{parts[1]}:{new[parts[2]]}" + (f"@{parts[3]}" if parts[3] else "")
