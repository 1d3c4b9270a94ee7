"""A row that cannot be read: what is wrong with its cell, and what to write there instead."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tertius.case.grades import FILE as GRADES
from tertius.case.items import place_of
from tertius.case.near import listed, odd_letter, parts_of
from tertius.case.problems import Message, Problem, message
from tertius.case.refused import refused
from tertius.case.write import slug
from tertius.evidence.engagement import PARTY, ROLES
from tertius.evidence.grades import grade_of
from tertius.evidence.meant import date_meant, says_nothing
from tertius.evidence.row import DECIMAL, ID, Column, no_number
from tertius.evidence.taxonomy import published
from tertius.evidence.text import shorten


@dataclass(frozen=True)
class Misread:
    """Hold a row that cannot be read: where it stands, its cells, and those above it."""

    file: str
    number: int
    values: Mapping[str, str]
    above: Mapping[str, str]


def _empty(column: Column, above: str | None) -> Message:
    """Return what to write into a cell that is needed: what it is for, its words where it has some, the id above where it has one."""
    if column.points_to and above:
        files = [place_of(table) for table in column.points_to]
        return message("empty-cell", "above", above=shorten(above), files=" or ".join(files))
    if column.words is None:
        return message("empty-cell", "column", column=column.description)
    words = listed(published().words(column.words))
    return message("empty-cell", "word", column=column.description.rstrip("."), listed=words)


def _is_graded(read: Misread, column: str) -> bool:
    """Return whether an empty cell follows from others of its row by the published rule, as the grade of an outlet does."""
    if (
        read.file != GRADES
        or column not in ("reliability", "why")
        or read.values.get("reliability")
    ):
        return False
    return grade_of(read.values.get("kind", "other"), "no") is not None


def row_problem(read: Misread, declared: Mapping[str, Column], details: Any) -> Problem:
    """Return what keeps a row from being read, given one error of pydantic's, and what to write instead."""
    column = str(details["loc"][0]) if details["loc"] else ""
    found = str(details["input"])
    if details["type"] == "missing" and _is_graded(read, column):
        return message("empty-cell", "graded").at(read.file, read.number, "reliability")
    if details["type"] == "missing":
        wrong = _empty(declared[column], read.above.get(column))
        return wrong.at(read.file, read.number, column)
    if not column:
        return refused("bad-row", details).at(read.file, read.number)
    if column == "parties" and (several := _parties(read.values.get(column, ""), read.values)):
        return several.at(read.file, read.number, column, read.values[column])
    wrong = _plainer(declared, column, found) or refused(_kind(declared, column), details)
    return wrong.at(read.file, read.number, column, found)


def _kind(declared: Mapping[str, Column], column: str) -> str:
    kind = {"date": "bad-date", "number": "bad-number"}.get(declared[column].kind, "bad-cell")
    return "bad-id" if column == "id" else kind


def _plainer(declared: Mapping[str, Column], column: str, found: str) -> Message | None:
    """Return what to write where the column tells more than the cell alone; None where it does not."""
    kind = _kind(declared, column)
    ids = parts_of(found) if kind == "bad-cell" and declared[column].many else []
    if ids and ";" not in found and all(map(ID.match, ids)):
        return message("bad-cell", "several", near=";".join(ids))
    odd = odd_letter(found)
    if odd and odd.wording == "wide":
        if kind == "bad-id":
            return odd
        odd = None  # A date or number in wide letters is told as one is written here.
    if kind == "bad-id" and not ID.match(found) and not odd and slug(found):
        return message("bad-id", "meant", near=slug(found))
    if kind == "bad-date" and column in ("start", "until"):
        first, slash, last = (date_meant(found) or "").partition("/")
        if slash and column == "start" and last == "..":
            return message("bad-date", "since", near=first)
        if slash and column == "until" and first == "..":
            return message("bad-date", "until", near=last)
    is_word = not any(letter.isdigit() for letter in found) and not odd
    if kind == "bad-date" and is_word and not says_nothing(found):
        return message("bad-date", "needed" if declared[column].required else "no_date")
    lacks = not set(SAID_OF_NUMBERS) <= declared.keys()
    if kind == "bad-number" and lacks and not DECIMAL.match(found) and not odd:
        return message("bad-number", "reason", reason=no_number(found, declared))
    return None


SAID_OF_NUMBERS = ("low", "high", "unit", "approx")
"""The columns into which a number's range, unit and doubt go; not every table has them."""


LONGEST_PARTIES = 2_000
"""A longer cell of parties is not put right for anybody."""


def _parties(cell: str, values: Mapping[str, str]) -> Message | None:
    """Return what to write for a cell of parties of which none reads right as it stands; None where that cannot be told."""
    if len(cell) > LONGEST_PARTIES:
        return None
    roles = published().words("role")
    called = {
        plain: role
        for role, entry in roles.items()
        for plain in (role, *map(str, entry.get("also", ())))
    }
    parts = [_role_first(part.strip(), called) for part in re.split(r"[;,]", cell) if part.strip()]
    if bare := [part for part in parts if ":" not in part]:
        return _without_role(bare, len(parts), values)
    meant, slips = [], []
    for part in parts:
        role, _, actor = (one.strip() for one in part.partition(":"))
        if not actor:
            return None
        actor, at, power = actor.partition("@")
        found, role = role, called.get(role.lower().replace(" ", "_"), role)
        slips += [f'"{shorten(found)}", which is no role'] if found not in roles else []
        slips += [f'"{shorten(actor)}", which is no id'] if not ID.match(actor) else []
        meant.append(f"{role}:{slug(actor)}{at}{power}")
    near = ";".join(dict.fromkeys(meant))
    if not all(PARTY.match(part) for part in meant):
        return None
    if slips:
        named = ", and ".join(dict.fromkeys(slips))
        return message("bad-cell", "slips", slips=named, near=near)
    wording = "parties" if len(meant) > 1 else "party"
    return message("bad-cell", wording, near=near)


def _role_first(part: str, called: Mapping[str, str]) -> str:
    """Return a party as it is written here where its role stands behind it, such as `Hellir Power (borrower)`."""
    match = re.fullmatch(r"([^:()]+?)\s*\(([\w ]+)\)", part)
    role = called.get(match[2].strip().lower().replace(" ", "_")) if match else None
    return f"{role}:{slug(match[1])}" if match and role else part


def _without_role(bare: Sequence[str], count: int, values: Mapping[str, str]) -> Message | None:
    """Return what to write for actors without a role, of so many parties: one of the roles that their type of engagement has."""
    names = [slug(part) for part in bare]
    if not all(names) or any(map(says_nothing, bare)):
        return None
    roles = ROLES.get(values.get("type", ""), ("signatory",))
    near = " or ".join(f"{role}:{names[0]}" for role in roles)
    if count > 1:
        named = ", ".join(f'"{shorten(part)}"' for part in bare)
        return message("bad-cell", "lack_roles", bare=named, near=near)
    return message("bad-cell", "no_role" if len(roles) == 1 else "no_roles", near=near)
