"""A case read from its folder: rows with the lines that they stand on, and what cannot be read."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tertius.case.document import Document, read_document
from tertius.case.folder import LARGEST_DOCUMENT, Unreadable, decoded, read_text
from tertius.case.grid import Grid, ragged, read_grid
from tertius.case.items import SOURCES, Items
from tertius.case.near import listed
from tertius.case.problems import Message, Problem, message
from tertius.case.refused import refused, steps
from tertius.case.settings import TEXTS, Settings, keys_beside
from tertius.evidence.row import Column, Row, columns
from tertius.evidence.source import Custom, Source
from tertius.evidence.tables import TABLES
from tertius.evidence.taxonomy import Taxonomy, published
from tertius.evidence.text import shorten

EMPTY_ID = "empty-id-"
"""Begins the stand-in id of a row whose id is empty, so that the rest of it is checked too."""


FIRST_NEW = 10**9
"""The first line of rows that are not in a file yet: no line of a file has its number."""

SETTINGS = "case.yml"

Unread = dict[str, frozenset[str] | None]


@dataclass(frozen=True)
class Lines:
    """Hold the rows of one table and, in parallel, the line each stands on."""

    rows: list[Any] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        return iter(zip(self.numbers, self.rows, strict=True))


@dataclass(frozen=True)
class Case:
    """Hold everything in a case folder that could be read, before it is checked across tables."""

    folder: Path
    settings: Settings
    taxonomy: Taxonomy
    sources: Mapping[str, Source]
    tables: Mapping[str, Lines]
    unread: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    """For each table that was not read whole the ids of the rows left out; None where all were."""
    assumed: frozenset[str] = frozenset()
    """The claims and observations that no source makes and a scenario assumes."""
    document: Document = field(
        default_factory=lambda: Document(None, {}, ()), compare=False, repr=False
    )
    """What case.yml says as it is written, with its lines."""
    items: Items = field(default_factory=Items, compare=False, repr=False)
    """Where the sources stand in sources.json."""

    def source_line(self, name: str, *keys: str) -> int:
        """Return the line of a source in sources.json, or of one of its keys.

        One that is not in the file yet has its place in the list, counted from FIRST_NEW.
        """
        line = self.items.line_of(name, *keys)
        return line or FIRST_NEW + 1 + list(self.sources).index(name)

    def may_hold(self, table: str, name: str) -> bool:
        """Return whether a row that could not be read has this id, as far as can be told."""
        left_out = self.unread.get(table, frozenset())
        return left_out is None or name in left_out

    def is_whole(self, table: str) -> bool:
        """Return whether every row of a table could be read."""
        return self.unread.get(table, frozenset()) == frozenset()

    def rows(self, table: str) -> list[Any]:
        """Return the rows of one table."""
        return self.tables[table].rows

    def without(self, withdrawn: Collection[str]) -> "Case":
        """Return the case without some of its rows."""
        kept = {
            name: Lines(*(list(part) for part in zip(*pairs, strict=True))) if pairs else Lines()
            for name, lines in self.tables.items()
            if (
                pairs := [(row, n) for n, row in lines if getattr(row, "id", None) not in withdrawn]
            )
            is not None
        }
        return replace(self, tables=kept)

    @cached_property
    def by_id(self) -> Mapping[str, tuple[str, Any]]:
        """Return every row that has an id: its table, and the row."""
        return {
            row.id: (name, row)
            for name, lines in self.tables.items()
            for row in lines.rows
            if "id" in type(row).model_fields
        }

    @cached_property
    def issues(self) -> Mapping[str, Any]:
        """Return the issues of the case by id."""
        return {issue.id: issue for issue in self.settings.issues}


def read_case(folder: Path) -> tuple[Case | None, list[Problem]]:
    """Return the case in a folder, and the problems of each file taken by itself.

    There is no case where case.yml cannot be read; rows that cannot be read are left out.
    """
    problems: list[Problem] = []
    unread: Unread = {}
    read = read_settings_file(folder, problems)
    sources, places = _read_sources(folder, problems, unread)
    tables = {row.table: _read_table(folder, row, problems, unread) for row in TABLES}
    if read is None:
        return None, problems
    settings, document = read
    taxonomy = published().with_additions(settings.vocabulary)
    case = Case(
        folder, settings, taxonomy, sources, tables, unread, document=document, items=places
    )
    return case, problems


def read_settings(folder: Path, problems: list[Problem]) -> Settings | None:
    """Return what case.yml says; None where it cannot be used, and then the reasons are added to the problems."""
    read = read_settings_file(folder, problems)
    return read[0] if read else None


def read_settings_file(folder: Path, problems: list[Problem]) -> tuple[Settings, Document] | None:
    """Return what case.yml says, with the lines on which it says it; None where it cannot be used."""
    try:
        document = read_document(folder, SETTINGS)
    except Unreadable as unreadable:
        problems.append(unreadable.problem)
        return None
    problems += document.broken_off(SETTINGS, TEXTS)
    if not isinstance(document.value, dict):
        problems.append(message("yaml", "no_settings").at(SETTINGS))
        return None
    said = {key: value for key, value in document.value.items() if value is not None}
    try:
        return Settings.model_validate(said), document
    except ValidationError as error:
        problems += [_wrong_setting(document, details) for details in error.errors()]
        return None


def _wrong_setting(document: Document, details: Any) -> Problem:
    path = steps(details)
    found = details["input"]
    cell = None if found is None or isinstance(found, (dict, list)) else shorten(str(found))
    wrong = refused("setting", details, keys=keys_beside(path))
    return wrong.at(SETTINGS, document.line(*path), ".".join(map(str, path)), cell)


def _read_sources(
    folder: Path, problems: list[Problem], unread: Unread
) -> tuple[dict[str, Source], Items]:
    unread["sources"] = None
    try:
        text = read_text(folder, SOURCES, limit=LARGEST_DOCUMENT)
        listed = decoded(SOURCES, text)
    except Unreadable as unreadable:
        problems.append(unreadable.problem)
        return {}, Items()
    if not isinstance(listed, list):
        problems.append(message("json", "no_file_of_items").at(SOURCES))
        return {}, Items()
    sources: dict[str, Source] = {}
    first: dict[str, int] = {}
    left_out: set[str] = set()
    places = Items(text)
    for number, item in enumerate(listed):
        source = read_source(number, item, places)
        if isinstance(source, list):
            problems += source
            left_out.add(str(item.get("id", "")) if isinstance(item, dict) else "")
            continue
        if source.id in sources:
            line = places.line(first[source.id])
            doubled = _doubled_item(sources[source.id], source, line)
            problems.append(doubled.at(SOURCES, places.line(number), "id", source.id))
        first.setdefault(source.id, number)
        sources[source.id] = source
    unread["sources"] = frozenset(left_out)
    return sources, places


def read_source(number: int, item: Any, places: Items | None = None) -> Source | list[Problem]:
    """Return a source from its item in sources.json, or the problems that keep it from being one.

    The number is its place in the list, counted from 0, where `places` say on which lines items stand.
    """
    try:
        return Source.model_validate(item)
    except ValidationError as error:
        name = item.get("id") if isinstance(item, dict) else None
        entry = shorten(str(name), 60) if isinstance(name, (str, int)) else ""
        problems = []
        for details in error.errors():
            path = [str(step) for step in steps(details)]
            line = places.line(number, *path) if places else number
            wrong = refused("json", details, keys=SOURCE_KEYS)
            problems.append(wrong.at(SOURCES, line, ".".join(path), entry=entry))
        return problems


def _doubled_item(first: Source, second: Source, line: int) -> Message:
    one, other = (source.model_dump(by_alias=True) for source in (first, second))
    differ = sorted(key for key in {*one, *other} if one.get(key) != other.get(key))
    if not differ:
        return message("doubled-id", "same_item", line=line)
    return message("doubled-id", "item", line=line, columns=" and ".join(differ))


SOURCE_KEYS = tuple(Custom.model_fields)
"""The keys of `custom`, the one part of a source in which none may stand that is not known."""


def _read_table(folder: Path, row: type[Row], problems: list[Problem], unread: Unread) -> Lines:
    name = f"{row.table}.csv"
    unread[row.table] = None
    try:
        grid = _without_empty_columns(read_grid(folder, name))
    except Unreadable as unreadable:
        problems.append(unreadable.problem)
        return Lines()
    declared = {column.name: column for column in columns(row)}
    header_problems = list(_check_header(name, grid, declared))
    problems += header_problems
    lines = Lines()
    if any(problem.blocks for problem in header_problems):
        return lines
    left_out: set[str] = set()
    for number, cells in grid.records:
        if len(cells) != len(grid.header):
            left_out |= set(cells)
            problems.append(ragged(cells, len(grid.header)).at(name, number))
            continue
        if cells == grid.header:
            problems.append(message("repeated-header", "line").at(name, number))
            continue
        values = {key: cell for key, cell in zip(grid.header, cells, strict=True) if cell}
        if "id" in declared and "id" not in values:
            problems.append(message("empty-id", "cell").at(name, number, "id"))
            values["id"] = f"{EMPTY_ID}{row.table}-{number}"
        read = read_row(row, number, values)
        if isinstance(read, list):
            problems += read
            left_out.add(values.get("id", ""))
        else:
            lines.rows.append(read)
            lines.numbers.append(number)
    unread[row.table] = frozenset(left_out)
    return lines


def read_row(row: type[Row], number: int, values: Mapping[str, str]) -> Row | list[Problem]:
    """Return a row from its cells that are not empty, or the problems that keep it from being one."""
    try:
        return row.model_validate(values)
    except ValidationError as error:
        declared = {column.name: column for column in columns(row)}
        return [_row_problem(f"{row.table}.csv", number, declared, d) for d in error.errors()]


LATER = {"searches.csv": ("would_refute",)}
"""Columns that came after the first release: a table written before them need not have them."""


MOST_ABOVE = 10
"""Lines above a header in which it is looked for: a title, a date, a note on the export."""


def _without_empty_columns(grid: Grid) -> Grid:
    """Return a table without the columns at its end that have neither a name nor a cell, as spreadsheets leave them."""
    width = len(grid.header)
    while width and not grid.header[width - 1]:
        width -= 1
    whole = len(grid.header)
    if width == whole or any(any(cells[width:]) for _, cells in grid.records):
        return grid
    records = [(n, cells[:width] if len(cells) == whole else cells) for n, cells in grid.records]
    return Grid(grid.header[:width], records)


def _check_header(name: str, grid: Grid, declared: Mapping[str, Column]) -> Iterator[Problem]:
    if len(grid.header) > MOST_COLUMNS:
        many = message(
            "unknown-column", "many", columns=len(grid.header), header=",".join(declared)
        )
        yield many.at(name, 1)
        return
    if len(declared.keys() & {*grid.header}) <= 1:
        for number, cells in grid.records[:MOST_ABOVE]:
            if len(declared.keys() & {*cells}) > len(declared) / 2:
                yield message("missing-column", "below", line=number).at(name, 1)
                return
    for column in declared:
        if column in grid.header:
            continue
        if column in LATER.get(name, ()):
            yield message("later-column", "file").at(name, 1, column)
        else:
            missing = message("missing-column", "file", header=",".join(declared))
            yield missing.at(name, 1, column)
    for place, column in enumerate(grid.header):
        if not column:
            yield message("unknown-column", "unnamed").at(name, 1, f"column {place + 1}")
        elif column in grid.header[:place]:
            yield message("doubled-column", "file").at(name, 1, column)
        elif column not in declared:
            near = difflib.get_close_matches(column.lower(), declared, n=1)
            fields = {"file": name, "header": ",".join(declared)}
            unknown = (
                message("unknown-column", "near", near=near[0], **fields)
                if near and near[0] not in grid.header
                else message("unknown-column", "file", **fields)
            )
            yield unknown.at(name, 1, shorten(column))


MOST_COLUMNS = 200
"""No table has more than 32 columns; a file of more is another table, or none."""


def _empty(column: Column) -> Message:
    """Return what to write into a cell that is needed: what it is for, and its words where it has some."""
    if column.words is None:
        return message("empty-cell", "column", column=column.description)
    words = listed(published().words(column.words))
    return message("empty-cell", "word", column=column.description.rstrip("."), listed=words)


def _row_problem(name: str, number: int, declared: Mapping[str, Column], details: Any) -> Problem:
    column = str(details["loc"][0]) if details["loc"] else ""
    if details["type"] == "missing":
        return _empty(declared[column]).at(name, number, column)
    if not column:
        return refused("bad-row", details).at(name, number)
    kind = {"date": "bad-date", "number": "bad-number"}.get(declared[column].kind, "bad-cell")
    code = "bad-id" if column == "id" else kind
    return refused(code, details).at(name, number, column, str(details["input"]))
