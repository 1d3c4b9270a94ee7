"""Rows put into a case that is read already, and what would be wrong with it then."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tertius.case.checks.run import check_rows
from tertius.case.problems import Problem, message
from tertius.case.read import FIRST_NEW, Case, Lines, read_row, read_source
from tertius.evidence.row import Row
from tertius.evidence.source import Source
from tertius.evidence.tables import BY_NAME, NAMING_SPACE

Place = tuple[str, int]
"""A file, and the line of it."""


@dataclass(frozen=True)
class NewRow:
    """Hold a row that is to stand in a case, as cells, or a source as its item."""

    table: str
    cells: Mapping[str, Any]
    line: int = 0
    """The line it is checked on, counted from FIRST_NEW; a source is checked on its place in the list, counted from there too."""
    replaces: str = ""
    """The id of the row in whose place it comes; where none has it, it comes behind the others."""


@dataclass(frozen=True)
class Extended:
    """Hold a case with new rows in it; each new row is named by its index among those given."""

    case: Case
    places: Mapping[Place, int]
    """Where each row that was put in is checked."""
    refused: tuple[tuple[Problem, int], ...]
    """Why a row could not be put in."""

    def located(self, problems: Iterable[Problem]) -> list[tuple[Problem, int | None]]:
        """Return problems of the case, each with the new row at which it shows; None elsewhere."""
        return [(problem, self.places.get((problem.file, problem.row))) for problem in problems]


def file_of(table: str) -> str:
    """Return the name of the file in which the rows of a table stand."""
    return "sources.json" if table == "sources" else f"{table}.csv"


def with_rows(case: Case, rows: Iterable[NewRow], *, shared: Collection[str] = ()) -> Extended:
    """Return the case with rows in it, and why some of them cannot be put there.

    Refused is a row that is none of its table, and one whose id another row has. Of `shared`
    tables, a row that stands in the case already is left as it is there instead.
    """
    extension = _Extension(case, shared)
    for index, row in enumerate(rows):
        extension.add(index, row)
    return extension.extended()


def newly_wrong(changed: Case, before: Collection[Problem]) -> set[Problem]:
    """Return the problems across the tables of a changed case that were not among those before."""
    return set(check_rows(changed)) - set(before)


class _Extension:
    """Collect rows on top of a case; the case itself stays as it is."""

    def __init__(self, case: Case, shared: Collection[str]) -> None:
        self._case = case
        self._shared = shared
        self._sources = dict(case.sources)
        self._tables = {
            name: Lines([*lines.rows], [*lines.numbers]) for name, lines in case.tables.items()
        }
        self._ids = {name: file_of(table) for name, (table, _) in case.by_id.items()}
        self._keys = {
            table: {_key(row) for row in case.rows(table)} for table in shared if table in BY_NAME
        }
        self._places: dict[Place, int] = {}
        self._refused: list[tuple[Problem, int]] = []
        self._moved: set[str] = set()

    def extended(self) -> Extended:
        case = replace(
            self._case,
            sources=self._sources,
            tables=self._tables,
            items=self._case.items.without(self._moved),
        )
        return Extended(case, self._places, tuple(self._refused))

    def add(self, index: int, new: NewRow) -> None:
        if new.table == "sources":
            self._add_source(index, new)
        elif new.table in BY_NAME:
            self._add_row(index, new)
        else:
            wrong = message("bad-row", "no_table", table=new.table)
            self._refuse(index, wrong.at(file_of(new.table)))

    def _refuse(self, index: int, *problems: Problem) -> None:
        self._refused += [(problem, index) for problem in problems]

    def _add_source(self, index: int, new: NewRow) -> None:
        number = FIRST_NEW + len(self._sources) + 1
        source = read_source(number, new.cells)
        if not isinstance(source, Source):
            self._refuse(index, *source)
        elif source.id not in self._sources:
            self._sources[source.id] = source
            self._places["sources.json", number] = index
        elif source.id == new.replaces:
            self._sources[source.id] = source
            place = FIRST_NEW + list(self._sources).index(source.id) + 1
            self._places["sources.json", place] = index
            self._moved.add(source.id)
        elif "sources" not in self._shared:
            self._refuse(index, _doubled("sources", number, source.id, "sources.json"))

    def _add_row(self, index: int, new: NewRow) -> None:
        number = FIRST_NEW + new.line
        row = read_row(BY_NAME[new.table], number, {k: v for k, v in new.cells.items() if v})
        name = str(new.cells.get("id") or "") if new.table in NAMING_SPACE else ""
        if isinstance(row, list):
            self._refuse(index, *row)
        elif new.replaces:
            self._put(index, number, row, instead_of=new.replaces)
        elif new.table in self._shared and _key(row) in self._keys[new.table]:
            return
        elif name in self._ids:
            self._refuse(index, _doubled(new.table, number, name, self._ids[name]))
        else:
            self._put(index, number, row)
        if name:
            self._ids.setdefault(name, "this proposal")

    def _put(self, index: int, number: int, row: Row, *, instead_of: str = "") -> None:
        lines = self._tables[row.table]
        names = [getattr(one, "id", None) for one in lines.rows] if instead_of else []
        if instead_of in names:
            at = names.index(instead_of)
            lines.rows[at], lines.numbers[at] = row, number
        else:
            lines.rows.append(row)
            lines.numbers.append(number)
        if row.table in self._shared:
            self._keys[row.table].add(_key(row))
        self._places[f"{row.table}.csv", number] = index


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in type(row).key)


def _doubled(table: str, number: int, name: str, file: str) -> Problem:
    return message("doubled-id", "addition", first=file).at(file_of(table), number, "id", name)
