"""A case read from its folder: rows with the lines that they stand on, and what cannot be read."""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tertius.case.document import Document, dotted, read_document
from tertius.case.folder import LARGEST_DOCUMENT, Unreadable, decoded, read_text
from tertius.case.grid import Grid, ragged, read_grid
from tertius.case.items import SOURCES, Items
from tertius.case.meant import Known, letters
from tertius.case.near import listed, odd_letter
from tertius.case.problems import Message, Problem, message
from tertius.case.refused import refused, steps
from tertius.case.settings import TEXTS, Settings, keys_beside
from tertius.case.write import slug
from tertius.evidence.engagement import PARTY, ROLES
from tertius.evidence.meant import date_meant, says_nothing
from tertius.evidence.row import DECIMAL, ID, Column, Row, columns, no_number
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


FILES = {
    "sources": SOURCES,
    "issues": "the issues of case.yml",
    "perceptions": "the perceptions of case.yml",
}
"""Where ids stand that are in no table."""


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
        files = [FILES.get(table, f"{table}.csv") for table in tables]
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
    """Return what to write where the place in case.yml tells more than the model: two numbers, or a word and its meaning."""
    if cell is None:
        return None
    if path[:1] == ("expects",) and len(path) == 3 and cell.isdigit():
        return message("setting", "from_to", count=cell)
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
        read = _Read(f"{row.table}.csv", number, values, above or {})
        declared = {column.name: column for column in columns(row)}
        return [_row_problem(read, declared, details) for details in error.errors()]


@dataclass(frozen=True)
class _Read:
    """Hold a row that cannot be read: where it stands, its cells, and those above it."""

    file: str
    number: int
    values: Mapping[str, str]
    above: Mapping[str, str]


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
    near = _meant_columns(grid.header, declared)
    for column in declared:
        if column in grid.header or column in near.values():
            continue
        if column in LATER.get(name, ()):
            yield message("later-column", "file", column=column).at(name, 1, column)
        else:
            missing = message("missing-column", "file", header=",".join(declared))
            yield missing.at(name, 1, column)
    if capitals := {c: n for c, n in near.items() if letters(c) == letters(n)}:
        wrong = message("unknown-column", "letters", near=", ".join(capitals.values()))
        yield wrong.at(name, 1, "", ", ".join(map(shorten, capitals)))
    for place, column in enumerate(grid.header):
        if not column:
            free = [one for one in declared if one not in grid.header]
            unnamed = message("unknown-column", "unnamed", file=name)
            if free:
                unnamed = message("unknown-column", "unnamed_of", missing=" or ".join(free))
            yield unnamed.at(name, 1, f"column {place + 1}")
        elif column in grid.header[:place]:
            yield message("doubled-column", "file").at(name, 1, column)
        elif column in near and column not in capitals:
            meant = message("unknown-column", "near", file=name, near=near[column])
            yield meant.at(name, 1, shorten(column))
        elif column not in declared and column not in near:
            unknown = message("unknown-column", "file", file=name, header=",".join(declared))
            yield unknown.at(name, 1, shorten(column))


def _meant_columns(header: Sequence[str], declared: Mapping[str, Column]) -> dict[str, str]:
    """Return, for each name in a header that is no column, the missing column that it stands for, where one is near."""
    missing = [column for column in declared if column not in header]
    near: dict[str, str] = {}
    for column in header:
        if not column or column in declared or column in near:
            continue
        free = [one for one in missing if one not in near.values()]
        same = [one for one in free if letters(one) == letters(column)]
        found = same or difflib.get_close_matches(column.lower(), free, n=1)
        if found:
            near[column] = found[0]
    return near


MOST_COLUMNS = 200
"""No table has more than 32 columns; a file of more is another table, or none."""


def _empty(column: Column, above: str | None) -> Message:
    """Return what to write into a cell that is needed: what it is for, its words where it has some, the id above where it has one."""
    if column.points_to and above:
        files = [FILES.get(table, f"{table}.csv") for table in column.points_to]
        return message("empty-cell", "above", above=shorten(above), files=" or ".join(files))
    if column.words is None:
        return message("empty-cell", "column", column=column.description)
    words = listed(published().words(column.words))
    return message("empty-cell", "word", column=column.description.rstrip("."), listed=words)


def _row_problem(read: _Read, declared: Mapping[str, Column], details: Any) -> Problem:
    column = str(details["loc"][0]) if details["loc"] else ""
    found = str(details["input"])
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
    parts = [part.strip() for part in re.split(r"[;,]", cell) if part.strip()]
    meant, slips = [], []
    for part in parts:
        role, mark, actor = (one.strip() for one in part.partition(":"))
        if not mark or not actor:
            return _without_role(parts, values) if not mark else None
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


def _without_role(parts: Sequence[str], values: Mapping[str, str]) -> Message | None:
    """Return what to write for an actor without its role: one of the roles that its type of engagement has."""
    if len(parts) != 1 or not (name := slug(parts[0])) or says_nothing(parts[0]):
        return None
    roles = ROLES.get(values.get("type", ""), ("signatory",))
    near = " or ".join(f"{role}:{name}" for role in roles)
    return message("bad-cell", "no_role" if len(roles) == 1 else "no_roles", near=near)
