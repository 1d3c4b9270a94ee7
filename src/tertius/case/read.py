"""A case read from its folder: rows with the lines that they stand on, and what cannot be read."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tertius.case.document import Document, dotted, read_document
from tertius.case.folder import LARGEST_DOCUMENT, Unreadable, decoded, read_text
from tertius.case.grid import ragged, read_grid
from tertius.case.header import check_header, without_empty_columns
from tertius.case.items import SOURCES, Items, place_of
from tertius.case.meant import Known, letters
from tertius.case.misread import Misread, row_problem
from tertius.case.problems import Message, Problem, message
from tertius.case.refused import refused, steps
from tertius.case.settings import TEXTS, Settings, keys_beside
from tertius.case.spelled import names_in, spelled, texts_of
from tertius.case.write import slug
from tertius.evidence.row import Row, columns
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


BEARS = {"outlets": "name", "actors": "name", "places": "name", "engagements": "label"}
"""The column of a table in which a row's name stands."""


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
    refused: Mapping[str, Lines] = field(default_factory=dict, compare=False, repr=False)
    """For each table the cells of the rows left out, those that cannot be read themselves taken away."""
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

    def known(self, tables: tuple[str, ...]) -> Known:
        """Return the ids of some tables (or sources, issues, perceptions), with the names and places of their rows."""
        if tables not in self._known:
            self._known[tables] = self._known_of(tables)
        return self._known[tables]

    def _known_of(self, tables: tuple[str, ...]) -> Known:
        names: dict[str, str] = {}
        for text, name in (pair for table in tables for pair in self.called(table)):
            folded = letters(text)
            names[folded] = name if names.get(folded, name) == name else ""
        files = [place_of(table) for table in tables]
        ids = {name: place for table in tables for name, place in self._placed(table).items()}
        listed = " or ".join([", ".join(files[:-1]), files[-1]] if files[1:] else files)
        return Known(listed, ids.keys(), {k: v for k, v in names.items() if k and v}, ids)

    def _placed(self, table: str) -> Mapping[str, str]:
        """Return, for each id of a table, of the sources, issues or perceptions, where it stands."""
        if table == "sources":
            lines = {name: self.items.line_of(name) for name in self.sources}
            return {name: f"{SOURCES}:{line}" if line else SOURCES for name, line in lines.items()}
        if table == "issues":
            numbered = enumerate(self.settings.issues)
            lines = {issue.id: self.document.line("issues", number) for number, issue in numbered}
            return {
                name: f"{SETTINGS}:{line}" if line else SETTINGS for name, line in lines.items()
            }
        if table == "perceptions":
            return {one.asked: SETTINGS for one in self.settings.perceptions}
        placed = {
            row.id: f"{table}.csv:{line}" if line < FIRST_NEW else f"{table}.csv"
            for line, row in self.tables[table]
        }
        return {name: place for name, place in placed.items() if not name.startswith(EMPTY_ID)}

    def called(self, table: str) -> Iterator[tuple[str, str]]:
        """Yield each name that the rows of a table bear, with the id of its row."""
        if table == "sources":
            yield from ((one.title, one.id) for one in self.sources.values() if one.title)
        elif table == "issues":
            yield from ((issue.label, issue.id) for issue in self.settings.issues)
        elif table in BEARS:
            yield from ((getattr(row, BEARS[table]), row.id) for row in self.rows(table))
        if table == "actors":
            yield from ((row.name, row.actor) for row in self.rows("names"))

    @cached_property
    def _known(self) -> dict[tuple[str, ...], Known]:
        return {}

    @cached_property
    def by_id(self) -> Mapping[str, tuple[str, Any]]:
        """Return every row that has an id: its table, and the row."""
        return {
            row.id: (name, row)
            for name, lines in self.tables.items()
            for row in lines.rows
            if "id" in type(row).model_fields
        }

    def qualified(self, qualifier: str | None) -> str:
        """Return what a qualifier says in a reader's words: an actor by its name; empty text where there is none."""
        table, row = self.by_id.get(qualifier or "", ("", None))
        if row is not None and table == "actors":
            return str(row.name)
        return spelled(qualifier or "", self._names_in_texts)

    @cached_property
    def _names_in_texts(self) -> Mapping[str, str]:
        """Return the words that English texts of the case always write with a capital."""
        return names_in(texts_of(self))

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
    cells: dict[str, Lines] = {row.table: Lines() for row in TABLES}
    tables = {
        row.table: _read_table(folder, row, problems, unread, cells[row.table]) for row in TABLES
    }
    if read is None:
        return None, problems
    settings, document = read
    taxonomy = published().with_additions(settings.vocabulary)
    case = Case(
        folder,
        settings,
        taxonomy,
        sources,
        tables,
        unread,
        cells,
        document=document,
        items=places,
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
    line = document.line(*path)
    if details["type"] == "extra_forbidden":
        wrong = refused("setting", details, keys=keys_beside(path))
        return wrong.at(SETTINGS, line, dotted(path[:-1]), shorten(str(path[-1])))
    if path[:1] == ("expects",) and len(path) == 4 and details["type"] == "missing" and found:
        wrong = message("setting", "from_to", count=shorten(str(found[0])))
        return wrong.at(SETTINGS, line, dotted(path[:3]))
    wrong = _of_its_place(path, cell) or refused("setting", details, keys=keys_beside(path))
    return wrong.at(SETTINGS, line, dotted(path), cell)


def _of_its_place(path: tuple[str | int, ...], cell: str | None) -> Message | None:
    """Return what to write where the place in case.yml tells more than the model: two numbers, an issue, or a word and its meaning."""
    if cell is None:
        return None
    if path[:1] == ("expects",) and len(path) == 3 and cell.isdigit():
        return message("setting", "from_to", count=cell)
    if path[:1] == ("issues",) and len(path) == 2 and slug(cell):
        return message("setting", "issue", named=slug(cell), label=cell)
    if path[:1] == ("vocabulary",) and len(path) == 3:
        domain = "domain: economy, " if path[1] == "sector" else ""
        return message("setting", "word", word=path[2], domain=domain, means=cell)
    return None


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
            cell = path.pop() if details["type"] == "extra_forbidden" else None
            problems.append(wrong.at(SOURCES, line, ".".join(path), cell, entry=entry))
        return problems


def _doubled_item(first: Source, second: Source, line: int) -> Message:
    one, other = (source.model_dump(by_alias=True) for source in (first, second))
    differ = sorted(key for key in {*one, *other} if one.get(key) != other.get(key))
    if not differ:
        return message("doubled-id", "same_item", line=line)
    return message("doubled-id", "item", line=line, columns=", ".join(differ))


SOURCE_KEYS = tuple(Custom.model_fields)
"""The keys of `custom`, the one part of a source in which none may stand that is not known."""


def _read_table(
    folder: Path, row: type[Row], problems: list[Problem], unread: Unread, refused: Lines
) -> Lines:
    """Return the rows of a table that can be read, and put the cells of the others into `refused`."""
    name = f"{row.table}.csv"
    unread[row.table] = None
    try:
        grid = without_empty_columns(read_grid(folder, name))
    except Unreadable as unreadable:
        problems.append(unreadable.problem)
        return Lines()
    declared = {column.name: column for column in columns(row)}
    header_problems = list(check_header(name, grid, declared))
    problems += header_problems
    lines = Lines()
    if any(problem.blocks for problem in header_problems):
        return lines
    left_out: set[str] = set()
    above: dict[str, str] = {}
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
        read = read_row(row, number, values, above)
        above |= values
        if isinstance(read, list):
            problems += read
            left_out.add(values.get("id", ""))
            wrong = {problem.column for problem in read}
            refused.rows.append({k: v for k, v in values.items() if k not in wrong})
            refused.numbers.append(number)
        else:
            lines.rows.append(read)
            lines.numbers.append(number)
    unread[row.table] = frozenset(left_out)
    return lines


def read_row(
    row: type[Row], number: int, values: Mapping[str, str], above: Mapping[str, str] | None = None
) -> Row | list[Problem]:
    """Return a row from its cells that are not empty, or the problems that keep it from being one.

    `above` has the last cells that were filled above it, of which a message may speak.
    """
    try:
        return row.model_validate(values)
    except ValidationError as error:
        read = Misread(f"{row.table}.csv", number, values, above or {})
        declared = {column.name: column for column in columns(row)}
        wrong = (row_problem(read, declared, details) for details in error.errors())
        return list(dict.fromkeys(wrong))  # Two values of one cell can be put right by one message.
