"""Writing tables so that a crash leaves the old file whole."""

import csv
import io
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tertius.case.folder import LARGEST_TABLE, Unreadable, read_bytes
from tertius.case.grid import Grid, read_grid
from tertius.case.problems import Problem
from tertius.evidence.fold import plain
from tertius.evidence.row import Row, columns
from tertius.evidence.tables import BY_NAME, NAMING_SPACE


def write_atomically(path: Path, data: bytes) -> None:
    """Put the bytes in place of a file at once: readers see the old file or the new one."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Put bytes in place of several files: all of them, or none where one cannot be written.

    Each new file is whole on the disk before the first takes its place. A file that was replaced
    when the next could not be is put back; a loss of power between two replacements is not undone.
    """
    staged: dict[Path, str] = {}
    replaced: dict[Path, bytes | None] = {}
    try:
        for path, data in files.items():
            _stage(path, data, staged)
        for path, temporary in staged.items():
            before = path.read_bytes() if len(files) > 1 and path.exists() else None
            os.replace(temporary, path)
            replaced[path] = before
    except BaseException:
        for temporary in staged.values():
            Path(temporary).unlink(missing_ok=True)
        for path, old in replaced.items():
            _put_back(path, old)
        raise


def _stage(path: Path, data: bytes, staged: dict[Path, str]) -> None:
    """Write the bytes to a temporary file beside the one whose place it shall take."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    staged[path] = temporary
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    os.chmod(temporary, mode)


def _put_back(path: Path, old: bytes | None) -> None:
    if old is None:
        path.unlink(missing_ok=True)
    else:
        write_atomically(path, old)


def table_text(row_type: type[Row], rows: Iterable[Row]) -> str:
    """Return a table as the text of its CSV file, sorted by its key."""
    ordered = sorted(
        rows, key=lambda row: tuple(str(getattr(row, column)) for column in row_type.key)
    )
    names = [column.name for column in columns(row_type)]
    return _csv_text([names, *([_cell(getattr(row, name)) for name in names] for row in ordered)])


def cells_text(row_type: type[Row], records: Iterable[Sequence[str]]) -> str:
    """Return a table as the text of its CSV file, sorted by its key, from cells as they are written."""
    names = [column.name for column in columns(row_type)]
    places = [names.index(column) for column in row_type.key]
    ordered = sorted(records, key=lambda cells: tuple(cells[place] for place in places))
    return _csv_text([names, *ordered])


def write_table(folder: Path, row_type: type[Row], rows: Iterable[Row]) -> None:
    """Write a table to its file in the case folder, sorted and at once."""
    text = table_text(row_type, rows)
    write_atomically(folder / f"{row_type.table}.csv", text.encode("utf-8"))


def fill_ids(folder: Path, problems: Sequence[Problem]) -> list[str]:
    """Fill the empty ids that a check found, and change no other byte. Returns the new ids.

    Fills none while a table cannot be read, because an id in it could be given a second time, and none
    of a row with another fault, because a slip in a cell would stay in the id that is made of it.
    """
    try:
        grids = {f"{table}.csv": read_grid(folder, f"{table}.csv") for table in NAMING_SPACE}
    except Unreadable:
        return []
    taken = {
        cells[grid.header.index("id")]
        for grid in grids.values()
        if "id" in grid.header
        for _, cells in grid.records
        if len(cells) == len(grid.header)
    }
    filled: list[str] = []
    empty = [one for one in problems if one.code == "empty-id" and one.wording == "cell"]
    for file in sorted({problem.file for problem in empty}):
        numbers = {problem.row for problem in empty if problem.file == file}
        filled += _fill_file(folder, file, grids[file], numbers, taken)
    return filled


def _fill_file(
    folder: Path, file: str, grid: Grid, numbers: set[int], taken: set[str]
) -> list[str]:
    text = read_bytes(folder, file, limit=LARGEST_TABLE).decode("utf-8")
    begins = [0, *(line_end.end() for line_end in LINE_END.finditer(text))]
    place = grid.header.index("id")
    new: list[str] = []
    pieces: list[str] = []
    copied = 0
    for number, cells in grid.records:
        if number not in numbers:
            continue
        values = dict(zip(grid.header, cells, strict=True))
        name = unused_id(propose_id(file.removesuffix(".csv"), values), taken)
        taken.add(name)
        new.append(name)
        start, end = cell_span(text, begins[number - 1], place)
        pieces += [text[copied:start], name]
        copied = end
    write_atomically(folder / file, "".join([*pieces, text[copied:]]).encode("utf-8"))
    return new


LINE_END = re.compile(r"\r\n|\n|\r")
"""What ends a line for the reader of CSV; other line separators belong to the text of a cell."""


def cell_span(text: str, start: int, place: int) -> tuple[int, int]:
    """Return where one cell of the record that begins at `start` begins and ends, its quotes included."""
    quoted, seen, begin = False, 0, start
    for index in range(start, len(text)):
        letter = text[index]
        if letter == '"':
            quoted = not quoted
        elif not quoted and letter in ",\r\n":
            if seen == place:
                return begin, index
            seen, begin = seen + 1, index + 1
    return begin, len(text)


NAMED_BY = {
    "outlets": ("name",),
    "actors": ("name",),
    "places": ("name",),
    "ties": ("actor", "relation", "target"),
    "engagements": ("label",),
    "positions": ("actor", "view", "issue"),
    "links": ("subject", "relation", "object"),
    "claims": ("subject", "property"),
    "observations": ("indicator", "area", "counterpart", "period", "qualifier"),
    "searches": ("looked_for",),
}
"""What an id is made of, where none was written."""


def propose_id(table: str, values: dict[str, str]) -> str:
    """Return an id for a row, from the cells that tell it from others."""
    named = [slug(values.get(column, "")) for column in NAMED_BY[table]]
    return "-".join(filter(None, named)) or BY_NAME[table].__name__.lower()


LONGEST_SLUG = 80
"""Letters of a slug; a longer one ends behind the last whole word within them, so that an id can be read and typed."""


def slug(text: str) -> str:
    """Return lower-case words joined by hyphens, for an id or a file name; at most 80 letters, the last word whole."""
    letters = plain(text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(words) <= LONGEST_SLUG:
        return words
    cut = words[:LONGEST_SLUG]
    whole = cut if words[LONGEST_SLUG] == "-" else cut.rpartition("-")[0]
    return (whole or cut).strip("-")


def unused_id(name: str, taken: Collection[str]) -> str:
    """Return the id, with a number behind it where it is taken."""
    candidate, count = name, 1
    while candidate in taken:
        count += 1
        candidate = f"{name}-{count}"
    return candidate


def row_cells(row: Row) -> dict[str, str]:
    """Return the cells of a row as its line holds them, the empty ones too."""
    return {column.name: _cell(getattr(row, column.name)) for column in columns(type(row))}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return ";".join(value) if isinstance(value, tuple) else str(value)


def _csv_text(rows: Iterable[Sequence[str]]) -> str:
    return "".join(f"{csv_line(cells)}\n" for cells in rows)


def csv_line(cells: Sequence[str]) -> str:
    """Return a record as it stands in a CSV file, without its line end.

    Before Python 3.13 a letter that ends lines is quoted only where it is one of the terminator's.
    """
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().removesuffix("\r\n")


def header(table: str) -> str:
    """Return the header line of a table."""
    return ",".join(column.name for column in columns(BY_NAME[table]))
