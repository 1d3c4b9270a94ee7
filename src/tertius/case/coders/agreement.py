"""How far two coders of the same material agree: table by table, column by column, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tertius.case.coders.alpha import Level, alpha
from tertius.case.coders.pairing import Cells, Names, Pair, Pairing, pair_cases
from tertius.case.problems import Problem
from tertius.case.read import Case, read_case
from tertius.errors import CaseError
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import DECIMAL
from tertius.evidence.tables import BY_NAME
from tertius.evidence.text import shorten

GRADES = {"information": "12345", "reliability": "ABCDE"}
"""Columns whose words have an order. The last word, cannot be judged, is no part of it."""
SPLIT = {"claims": "property", "observations": "indicator"}
AMOUNTS = ("value", "low", "high")
"""Columns that mean another thing with each property or indicator, and are compared by each."""
DATES = ("start", "until")
"""Properties whose value is a date."""
DIRECTIONS = ("lat", "lon")
"""Numbers without a zero that means none."""


@dataclass(frozen=True)
class Difference:
    """Hold a cell that two coders fill otherwise."""

    table: str
    row: str
    """The row's id with the first coder, or its key."""
    row_b: str
    column: str
    a: str
    b: str


@dataclass(frozen=True)
class ColumnAgreement:
    """Hold how far two coders agree in one column, over the rows that both have."""

    column: str
    level: Level
    n: int
    """Rows that alpha is computed from."""
    alpha: float | None
    why: str
    """Why there is no alpha; empty where there is one."""
    filled: int
    """Rows in which at least one coder wrote something."""
    agreed: int
    """Those of them in which both wrote the same."""
    one_only: int
    """Those in which only one wrote something."""


@dataclass(frozen=True)
class TableAgreement:
    """Hold how far two coders agree in one table."""

    table: str
    by_id: int
    by_content: int
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    columns: tuple[ColumnAgreement, ...]

    @property
    def compared(self) -> int:
        """Return rows that both have."""
        return self.by_id + self.by_content


@dataclass(frozen=True)
class Agreement:
    """Hold how far two coders agree, and where they do not."""

    tables: tuple[TableAgreement, ...]
    differences: tuple[Difference, ...]
    unread: tuple[str, ...]
    """What could not be read of either case, and so was not compared."""


def agree(folder_a: Path, folder_b: Path) -> Agreement:
    """Return the agreement of two coders, from their cases. Raises CaseError where one cannot be read."""
    a, wrong_a = _open(folder_a)
    b, wrong_b = _open(folder_b)
    pairings, names = pair_cases(a, b)
    differences: list[Difference] = []
    tables = []
    for table, pairing in pairings.items():
        if pairing.pairs or pairing.only_a or pairing.only_b:
            tables.append(_table(a, table, pairing, names, differences))
    unread = [
        f"{folder}/{problem}"
        for folder, wrong in ((folder_a, wrong_a), (folder_b, wrong_b))
        for problem in wrong
    ]
    return Agreement(tuple(tables), tuple(differences), tuple(unread))


def _open(folder: Path) -> tuple[Case, list[Problem]]:
    case, problems = read_case(folder)
    if case is None:
        listed = "\n".join(str(problem) for problem in problems[:20])
        raise CaseError(f"{listed}\n{folder} cannot be read as a case.")
    return case, problems


def _table(
    case: Case, table: str, pairing: Pairing, names: Names, differences: list[Difference]
) -> TableAgreement:
    by_label: dict[str, _Column] = {}
    for pair in pairing.pairs:
        for name, a, b in _cells(table, pair, names):
            label = _label(table, name, pair.a)
            column = by_label.setdefault(label, _Column(case, table, name, pair.a))
            if a != b:
                row, row_b = _name(table, pair.a), _name(table, pair.b)
                differences.append(Difference(table, row, row_b, label, _shown(a), _shown(b)))
            column.pairs.append((a, b))
    by_content = sum(bool(pair.by) for pair in pairing.pairs)
    return TableAgreement(
        table,
        len(pairing.pairs) - by_content,
        by_content,
        tuple(_name(table, row) for row in pairing.only_a),
        tuple(_name(table, row) for row in pairing.only_b),
        tuple(column.agreement(label) for label, column in by_label.items() if column.is_used),
    )


def _cells(table: str, pair: Pair, names: Names) -> Iterator[tuple[str, Any, Any]]:
    """Yield the cells of two rows that are compared: not ids, nor what paired the rows.

    Where the coders disagree on the property or indicator, that is the difference: what the amounts
    are is not compared.
    """
    split = SPLIT.get(table)
    is_split = split is not None and pair.a[split] != pair.b[split]
    for name, value in pair.a.items():
        if name == "id" or name in pair.by or (is_split and name in AMOUNTS):
            continue
        other = names.meant(pair.b[name])
        other = tuple(sorted(other)) if isinstance(other, tuple) else other
        if table == "claims" and name == "value":
            read = _date if pair.a["property"] in DATES else _number
            yield name, read(value), read(other)
        else:
            yield name, value, other


def _number(value: Any) -> Any:
    return Decimal(value) if isinstance(value, str) and DECIMAL.match(value) else value


def _date(value: Any) -> Any:
    try:
        return PartialDate.read(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _label(table: str, name: str, row: Cells) -> str:
    return f"{name} of {row[SPLIT[table]]}" if table in SPLIT and name in AMOUNTS else name


def _name(table: str, row: Cells) -> str:
    """Return a row's id, or where it has none its key."""
    if "id" in row:
        return str(row["id"])
    return " ".join(_shown(row[name]) for name in BY_NAME[table].key)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return ";".join(value) if isinstance(value, tuple) else str(value)


@dataclass
class _Column:
    """Hold the cells of one column in the rows that both coders have."""

    case: Case
    table: str
    name: str
    first: Cells
    pairs: list[tuple[Any, Any]] = field(default_factory=list)

    @property
    def is_used(self) -> bool:
        return any(a is not None or b is not None for a, b in self.pairs)

    def agreement(self, label: str) -> ColumnAgreement:
        """Return how far the coders agree in it."""
        filled = [pair for pair in self.pairs if pair != (None, None)]
        level, units = self._units()
        value = alpha(units, level) if len(units) > 1 else None
        return ColumnAgreement(
            label,
            level,
            len(units),
            value,
            "" if value is not None else self._why(len(units)),
            len(filled),
            sum(a == b for a, b in filled),
            sum(a is None or b is None for a, b in filled),
        )

    def _units(self) -> tuple[Level, list[tuple[Any, Any]]]:
        """Return the level of measurement, and the pairs of values that alpha is computed from."""
        if grades := GRADES.get(self.name):
            judged = [p for p in self.pairs if all(v is not None and v in grades for v in p)]
            return "ordinal", judged
        both = [(a, b) for a, b in self.pairs if a is not None and b is not None]
        values = [value for pair in both for value in pair]
        if values and all(isinstance(value, Decimal) for value in values) and self._is_measured():
            below = self.name in DIRECTIONS or any(value < 0 for value in values)
            return "interval" if below else "ratio", both
        if values and all(isinstance(value, PartialDate) for value in values):
            return "interval", [(_middle(a), _middle(b)) for a, b in both]
        return "nominal", [(_shown(a), _shown(b)) for a, b in self.pairs]

    def _why(self, number: int) -> str:
        """Return why there is no alpha."""
        if number < 2:
            return "undefined: fewer than two rows in which both wrote something"
        value = next(_shown(a) for a, b in self.pairs if a is not None and b is not None)
        return f"undefined: both wrote only {shorten(value, 30)}, so chance would agree as well"

    def _is_measured(self) -> bool:
        """Return whether a claim's value is a number by its property, and not a word in digits."""
        if self.table != "claims" or self.name != "value":
            return True
        entry = self.case.taxonomy.words("property").get(self.first["property"], {})
        return entry.get("type") == "number" or self.first["property"] == "share_pct"


def _middle(when: PartialDate) -> int:
    """Return the middle of the days that a date can mean, or the end that is known, as a number of days."""
    first, last = when.earliest or when.latest, when.latest or when.earliest
    assert first is not None
    assert last is not None
    return (date.toordinal(first) + date.toordinal(last)) // 2
