"""Tables that a spreadsheet separated by semicolons or tabs, written with commas, no cell changed."""

import csv
import io
from pathlib import Path

from tertius.case.folder import LARGEST_TABLE, Unreadable, read_text
from tertius.case.grid import DECLARED, SEPARATORS, separator
from tertius.case.lines import BOM
from tertius.case.write import csv_line, write_atomically
from tertius.evidence.row import Row, columns
from tertius.evidence.tables import TABLES


def write_commas(folder: Path) -> dict[str, str]:
    """Write commas in the tables of a case that are separated by something else; returns which, and what was found.

    A line `sep=;` above a header is taken out. A table stays as it is where its header is not that of
    the table, where a row has another number of cells, or where a cell would not come back the same.
    """
    written: dict[str, str] = {}
    for row_type in TABLES:
        name = f"{row_type.table}.csv"
        try:
            text = read_text(folder, name, limit=LARGEST_TABLE)
        except Unreadable:
            continue
        found = with_commas(text, row_type)
        if found is not None:
            new, what = found
            mark = BOM if (folder / name).read_bytes().startswith(BOM.encode()) else ""
            write_atomically(folder / name, f"{mark}{new}".encode())
            written[name] = what
    return written


def with_commas(text: str, row_type: type[Row]) -> tuple[str, str] | None:
    """Return a table's text with commas between its cells, and what it had; None where nothing can or need be done."""
    first, end, rest = text.partition("\n")
    declared = DECLARED.match(first.rstrip("\r"))
    body = rest if declared and end else text
    header = body.lstrip("\r\n").partition("\n")[0]
    mark = separator(header)
    if mark is None:
        known = {column.name for column in columns(row_type)}
        is_ours = declared and known & {cell.strip() for cell in header.split(",")}
        return (body, first.strip()) if is_ours else None
    records = _records(body, mark)
    if not records or not _is_of(records[0], row_type) or len({len(row) for row in records}) > 1:
        return None
    ending = "\r\n" if "\r\n" in body else "\n"
    new = "".join(f"{csv_line(cells)}{ending}" for cells in records)
    return (new, SEPARATORS[mark]) if _records(new, ",") == records else None


def _records(text: str, mark: str) -> list[list[str]]:
    """Return the cells of a text, without rows that hold none; none where it is no table."""
    csv.field_size_limit(2**20)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        return [cells for cells in reader if cells]
    except csv.Error:
        return []


def _is_of(header: list[str], row_type: type[Row]) -> bool:
    """Return whether a header is that of a table: more than half of its columns stand in it."""
    known = {column.name for column in columns(row_type)}
    return len(known & {cell.strip() for cell in header}) > len(known) / 2
