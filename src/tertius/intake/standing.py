"""What of a dataset a case has already: rows of it in the tables, and what was asked before.

A row of a dataset is recognised by its place in it, whoever wrote the case's row and under what id:
`record 42555`, `T-72, order of 2016`, `roll call 9075`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from tertius.case.proposals.inbox import read_inbox
from tertius.case.read import Case
from tertius.case.write import row_cells
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import DECIMAL
from tertius.intake.datasets import datasets
from tertius.intake.datasets.protocol import Cells

TABLES = ("claims", "observations")
WORD = re.compile(r"[^\s,;:()]*[^\s,;:().]")
YEAR = re.compile(r"(?:19|20)\d\d\Z")
ABOUT = frozenset({"id", "note", "recorded", "checked", "information"})
"""Columns that say nothing of what a row states."""

Content = frozenset[tuple[str, str]]


@cache
def _public() -> frozenset[str]:
    return frozenset(str(one.source["id"]) for one in datasets().values())


def is_own(row: Any) -> bool:
    """Return whether a row rests on anything but public datasets: what people coded, and no second origin."""
    return not row.source or not _public().issuperset(row.source)


def own_claims(case: Case) -> list[Any]:
    """Return the claims of a case that rest on anything but public datasets.

    By these alone a dataset is laid beside a case: what one dataset added leads no other anywhere,
    so that the order in which they come does not matter.
    """
    return [row for row in case.rows("claims") if is_own(row)]


def names_of(locator: str) -> frozenset[str]:
    """Return the words by which a place in a dataset is known: those with figures, or all where these are years alone."""
    words = [word.casefold() for word in WORD.findall(locator)]
    figures = [word for word in words if any(letter.isdigit() for letter in word)]
    return frozenset(words if all(map(YEAR.match, figures)) else figures)


@dataclass(frozen=True)
class Standing:
    """Hold what a case has of a dataset: its rows by table, as cells, and what was asked before."""

    rows: Mapping[str, tuple[Cells, ...]]
    """The rows that rest on the dataset, withdrawn ones too."""
    asked: Mapping[Content, str]
    """What the rows of earlier proposals state, and the verdict on them, empty while they wait."""

    def naming(self, names: Collection[frozenset[str]], subject: str = "") -> list[Cells]:
        """Return the claims whose locator has all the words of one of some names; on a subject, where one is given."""
        return [
            row
            for row in self.rows["claims"]
            if subject in ("", row["subject"]) and _names(row, names)
        ]

    def naming_several(self, names: Collection[frozenset[str]]) -> frozenset[str]:
        """Return the ids of claims whose locator names several rows of the dataset."""
        return frozenset(
            row["id"]
            for row in self.rows["claims"]
            if sum(_names(row, [one]) for one in set(names)) > 1
        )

    def naming_what_is_not_in(self, words: Collection[str]) -> list[str]:
        """Return the ids of current claims whose locator has a word with figures, other than a year, that is not among some."""
        return [
            row["id"]
            for row in self.rows["claims"]
            if row.get("status", "current") == "current"
            and any(
                word not in words and not YEAR.match(word) and any(map(str.isdigit, word))
                for word in names_of(row.get("locator") or "")
            )
        ]

    def verdict_on(self, table: str, cells: Cells) -> str | None:
        """Return the verdict on what a row states, empty while it waits, None where nobody was asked.

        Where all that was asked of a row's place in the dataset, and of its subject, was rejected, so
        is what a newer release says there.
        """
        stated = content(table, cells)
        if stated in self.asked:
            return self.asked[stated]
        known = self.verdicts_at(cells)
        return "rejected" if known == {"rejected"} else None

    def verdicts_at(self, cells: Cells) -> set[str]:
        """Return the verdicts on whatever was asked of a claim's place in the dataset and of its subject."""
        place = {(name, cells.get(name, "")) for name in ("subject", "locator")}
        return {verdict for one, verdict in self.asked.items() if place <= one}


def standing(folder: Path, case: Case, source: str) -> Standing:
    """Return what a case has of a dataset, which is named by its source."""
    rows = {
        table: tuple(row_cells(row) for row in case.rows(table) if source in row.source)
        for table in TABLES
    }
    asked: dict[Content, str] = {}
    for proposal in read_inbox(folder)[0]:
        if proposal.via == source:
            verdict = "" if proposal.decision is None else proposal.decision.verdict
            for table in TABLES:
                for cells in proposal.rows.get(table, ()):
                    asked[content(table, cells)] = verdict
    return Standing(rows, asked)


def content(table: str, cells: Mapping[str, object]) -> Content:
    """Return what a row states, apart from its id and from the word by which a case parts numbers of things."""
    aside = ABOUT | ({"qualifier"} if cells.get("property") == "quantity" else set())
    said = {name: str(cell) for name, cell in cells.items() if cell and name not in aside}
    return frozenset({"table": table, **said}.items())


def key_of(table: str, cells: Cells) -> tuple[str, ...]:
    """Return what a row is the answer to: rows of one key say the same, or something else."""
    if table == "observations":
        names = ["indicator", "area", "counterpart", "sector", "stage", "period", "qualifier"]
    else:
        names = ["subject", "property", "stage", "unit"]
        names += ["qualifier"] * (cells["property"] != "quantity")
        names += ["value"] * (cells["property"] == "stage")
    return tuple(cells.get(name) or "" for name in names)


def says_the_same(one: Cells, other: Cells) -> bool:
    """Return whether two rows of one key say the same: a number as exactly as both give it, a stage on one day."""
    if one.get("property") == "stage":
        days = [PartialDate.read(row["date"]) for row in (one, other) if row.get("date")]
        return len(days) < 2 or not (days[0].is_before(days[1]) or days[1].is_before(days[0]))
    first, second = (row.get("value") or "" for row in (one, other))
    if DECIMAL.match(first) and DECIMAL.match(second):
        short, long = sorted((Decimal(first), Decimal(second)), key=_places)
        return long.quantize(Decimal((0, (1,), -_places(short)))) == short
    return first.casefold() == second.casefold()


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _names(row: Cells, names: Iterable[frozenset[str]]) -> bool:
    words = {word.casefold() for word in WORD.findall(row.get("locator") or "")}
    return any(one and one <= words for one in names)


def otherwise(there: Iterable[Cells], table: str, cells: Cells) -> Iterator[str]:
    """Yield what rows of the case have where a row of the dataset has another value for the same."""
    same = [row for row in there if key_of(table, row) == key_of(table, cells)]
    if not any(says_the_same(row, cells) for row in same):
        yield from dict.fromkeys(row.get("date") or row["value"] for row in same)
