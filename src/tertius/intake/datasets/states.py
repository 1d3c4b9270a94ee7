"""Which state a number or name of a dataset means, and when: one table of codes, one of successions."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from tertius.evidence.codes import code_named, name_of


@dataclass(frozen=True)
class Spell:
    """Hold that a number of the Correlates of War meant a state from one day to another."""

    code: str
    cow: int
    first: date
    last: date
    was: str
    note: str


def _table(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def spells() -> tuple[Spell, ...]:
    """Return the table of successions: what a number meant while it did not mean one state throughout."""
    return tuple(
        Spell(
            code=row["code"],
            cow=int(row["cow"]),
            first=date.fromisoformat(row["first"]),
            last=date.fromisoformat(row["last"]) if row["last"] else date.max,
            was=row["was"],
            note=row["note"],
        )
        for row in _table("successions.csv")
    )


@cache
def numbers() -> Mapping[int, str]:
    """Return the code of each number of the Correlates of War, whatever the day."""
    return {int(row["cow"]): row["code"] for row in _table("states.csv")}


@cache
def roll_call_names() -> Mapping[str, int]:
    """Return the number of each state as the release of 2019 names it."""
    return {row["unvotes"]: int(row["cow"]) for row in _table("states.csv") if row["unvotes"]}


@cache
def founded() -> Mapping[str, date]:
    """Return the day since which each state founded after 1945 is one.

    It is the day from which the Correlates of War count it (list of states, 2016), but for Serbia and
    Russia, whose numbers meant another state before: theirs stands in the table of successions.
    """
    return {
        row["code"]: date.fromisoformat(row["since"])
        for row in _table("states.csv")
        if row["since"]
    }


@cache
def regions() -> Mapping[str, str]:
    """Return the region of each state by its code, as the United Nations' M49 divides the world; empty for states that are gone."""
    return {row["code"]: row["region"] for row in _table("states.csv")}


def spells_of(number: int) -> tuple[Spell, ...]:
    """Return what a number meant and when; one spell without ends where it always meant one state."""
    own = tuple(spell for spell in spells() if spell.cow == number)
    code = numbers().get(number)
    return own or ((Spell(code, number, date.min, date.max, code, ""),) if code else ())


def number_of(code: str, year: int) -> int | None:
    """Return the number of a state in a year; None for a bloc and where it had none."""
    for number, known in numbers().items():
        for spell in spells_of(number) if known == code or _is_spelled(code) else ():
            if spell.code == code and spell.first.year <= year <= spell.last.year:
                return number
    return None


def _is_spelled(code: str) -> bool:
    return any(spell.code == code for spell in spells())


NAMED = {
    "Bolivia (Plurinational State of)": "BOL",
    "Cape Verde": "CPV",
    "Cote dIvoire": "CIV",
    "DR Congo": "COD",
    "Macedonia (FYROM)": "MKD",
    "Micronesia": "FSM",
    "Palestine": "PSE",
    "Russia": "RUS",
    "Soviet Union": "SUN",
    "Swaziland": "SWZ",
    "Turkey": "TUR",
    "Turkiye": "TUR",
}
"""Names that publishers write and lists of countries do not have."""


@cache
def named(name: str) -> str | None:
    """Return the code of a country as publishers write its name; None where it is unknown."""
    return NAMED.get(name) or code_named(name)


def label(code: str) -> str:
    """Return the name of a code, to be read."""
    return name_of(code) or code


def lost(keys: Iterable[object]) -> tuple[str, ...]:
    """Return the first five different keys, to be shown."""
    return tuple(sorted({str(key) for key in keys})[:5])
