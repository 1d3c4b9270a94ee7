"""The sheet of sources, both ways: sources.json as lines to edit, and what was edited back into its entries."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import Field

from tertius.case.entries import read_entries
from tertius.case.folder import Unreadable
from tertius.case.grid import Grid
from tertius.case.lines import insert_items, items, remove_items, replace_items
from tertius.case.problems import Message, message
from tertius.case.proposals.bundle import SOURCE_CELLS, cells, with_cells
from tertius.case.read import read_source
from tertius.case.workbook.sheets import LONGEST, SOURCES, Record, escape
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import Date, PointsTo, Row, Text, columns
from tertius.evidence.text import shorten

SHOWN = {
    "id": "id",
    "title": "title",
    "date": "issued",
    "outlet": "custom.outlet",
    "type": "type",
    "author": "author",
    "container": "container-title",
    "publisher": "publisher",
    "place": "publisher-place",
    "volume": "volume",
    "page": "page",
    "url": "URL",
    "accessed": "accessed",
    "language": "language",
    "note": "note",
    "derived_from": "custom.derived_from",
}
"""For each column of the sheet the cell of a source that it shows; the rest of an entry is kept as it is."""

DATES = ("date", "accessed")
BEFORE = ("id", "title", "date", "outlet")
"""The columns of a sheet that older workbooks have, which was there to look ids up."""


def _told(column: str) -> Any:
    return Field(None, description=SOURCE_CELLS[SHOWN[column]])


class SourceLine(Row):
    """A source as the workbook shows it: one line of what people edit."""

    table: ClassVar = SOURCES

    id: Text = Field(description=SOURCE_CELLS["id"])
    title: Text | None = _told("title")
    date: Date | None = _told("date")
    outlet: Annotated[str | None, PointsTo("outlets")] = _told("outlet")
    type: Text | None = _told("type")
    author: Text | None = _told("author")
    container: Text | None = _told("container")
    publisher: Text | None = _told("publisher")
    place: Text | None = _told("place")
    volume: Text | None = _told("volume")
    page: Text | None = _told("page")
    url: Text | None = _told("url")
    accessed: Date | None = _told("accessed")
    language: Text | None = _told("language")
    note: Text | None = _told("note")
    derived_from: Annotated[str | None, PointsTo("sources")] = _told("derived_from")


NAMES = tuple(column.name for column in columns(SourceLine))


@dataclass(frozen=True)
class Edited:
    """Hold sources.json as an import makes it, and what is another in it."""

    data: bytes
    added: int
    changed: int
    removed: tuple[str, ...]


def source_grid(folder: Path) -> Grid | None:
    """Return the sources of a case as lines, in the order of their ids; None where the file cannot be read."""
    try:
        entries = read_entries(folder)
    except Unreadable:
        return None
    listed = sorted(entries.items, key=lambda item: str(item.get("id", "")))
    return Grid(list(NAMES), [(number, list(record_of(one))) for number, one in enumerate(listed)])


def record_of(item: Mapping[str, Any]) -> Record:
    """Return an entry as a line; what does not fit a cell is not shown, and so not changed."""
    shown = cells("sources", {**item, "id": str(item.get("id", ""))})
    texts = (shown.get(SHOWN[name], "") for name in NAMES)
    return tuple(text if len(escape(text)) <= LONGEST else "" for text in texts)


def edited(data: bytes, records: Sequence[Record]) -> Edited | list[tuple[str, Message]]:
    """Return sources.json with what the lines say, or what is wrong with them, each beside its source.

    What a line does not show stays in its entry, and so does a cell that says the same; an entry of
    which nothing changed keeps every byte. A source whose line is gone is taken out.
    """
    there = [span.value for span in items(data.decode("utf-8"))]
    standing = {str(item.get("id", "")): item for item in there}
    lines = [dict(zip(NAMES, record, strict=True)) for record in records]
    if wrong := [*_wrong_ids(lines, there), *_renamed(lines, standing)]:
        return wrong
    made: dict[str, dict[str, Any]] = {}
    for line in lines:
        name = line["id"]
        item = made[name] = _with_line(standing.get(name, {}), line)
        wrong += [(name, one) for one in _wrong_cells(line, is_new=name not in standing)]
        if not wrong:
            read = read_source(1, item)
            refused = read if isinstance(read, list) else []
            wrong += [
                (f"{name} {one.column}", message("source-line", "refused", why=one.message))
                for one in refused
            ]
    if wrong:
        return wrong
    gone = [item for name, item in standing.items() if name not in made]
    old = [
        standing[name] for name, item in made.items() if name in standing and item != standing[name]
    ]
    new = [made[str(item["id"])] for item in old]
    come = [item for name, item in made.items() if name not in standing]
    written = insert_items(remove_items(replace_items(data, old, new), gone), come)
    return Edited(written, len(come), len(old), tuple(sorted(str(item["id"]) for item in gone)))


def _with_line(item: Mapping[str, Any], line: Mapping[str, str]) -> dict[str, Any]:
    """Return an entry with the cells of a line that say something else than it."""
    before = dict(zip(NAMES, record_of(item), strict=True)) if item else dict.fromkeys(NAMES, "")
    new = {
        SHOWN[name]: cell
        for name, cell in line.items()
        if " ".join(cell.split()) != " ".join(before[name].split())
    }
    return with_cells("sources", item, new)


def _wrong_ids(
    lines: Sequence[Mapping[str, str]], there: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, Message]]:
    for line in lines:
        if not line["id"]:
            yield shorten(line["title"], 60), message("source-line", "no_id")
    for name, count in Counter(line["id"] for line in lines if line["id"]).items():
        if count > 1:
            yield name, message("source-line", "doubled")
    for name, count in Counter(str(item.get("id", "")) for item in there).items():
        if count > 1:
            yield name, message("source-line", "doubled_there")


def _renamed(
    lines: Sequence[Mapping[str, str]], standing: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, Message]]:
    """Yield a problem for each line that is an entry under another id: rows would still name the old one."""
    named = {line["id"] for line in lines}
    gone = {record_of(item)[1:]: name for name, item in standing.items() if name not in named}
    for line in lines:
        rest = tuple(line[name] for name in NAMES[1:])
        if line["id"] and line["id"] not in standing and rest in gone:
            yield line["id"], message("source-line", "renamed", old=gone[rest], new=line["id"])


def _wrong_cells(line: Mapping[str, str], *, is_new: bool) -> Iterator[Message]:
    if is_new and not line["type"]:
        yield message("source-line", "no_type")
    for name in DATES:
        try:
            if line[name]:
                PartialDate.read(line[name])
        except ValueError as error:
            yield message("source-line", "date", column=name, cell=shorten(line[name]), why=error)
