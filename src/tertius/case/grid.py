"""The cells of a CSV file, and what a spreadsheet or a merge may have made of it."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tertius.case.folder import LARGEST_TABLE, Unreadable, read_text
from tertius.case.problems import Message, message

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}
"""What spreadsheets put between cells where a comma is the decimal mark."""

DECLARED = re.compile(r"\"?sep=(.)\"?\s*\Z", re.IGNORECASE)
"""A first line by which Excel is told what separates cells; it is no part of a table."""


@dataclass(frozen=True)
class Grid:
    """Hold the cells of a CSV file: its header, and each record with its line number."""

    header: list[str]
    records: list[tuple[int, list[str]]]


def read_grid(folder: Path, name: str) -> Grid:
    """Return the cells of a CSV file, trimmed of outer spaces, without the rows that hold nothing.

    Raises Unreadable where it is none.
    """
    text = read_text(folder, name, limit=LARGEST_TABLE)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable(message("half-file", "zero_byte").at(name, line))
    if wrong := _other_separator(text):
        raise Unreadable(wrong.at(name, 1))
    csv.field_size_limit(2**20)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            trimmed = [cell.strip() for cell in cells]
            if any(trimmed):
                records.append((begins, trimmed))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(message("half-file", "breaks_off", why=error).at(name, begins)) from None
    if not records:
        raise Unreadable(message("half-file", "empty").at(name, 1))
    return Grid(records[0][1], records[1:])


def _other_separator(text: str) -> Message | None:
    """Return what to say of a table whose header is separated by something else than commas."""
    first, _, rest = text.lstrip("\r\n").partition("\n")
    declared = DECLARED.match(first)
    if declared:
        second = rest.partition("\n")[0]
        other = separator(second)
        more = f", and separate the cells by commas instead of {SEPARATORS[other]}" if other else ""
        return message("separator", "declared", line=first.strip(), other=more)
    other = separator(first)
    return message("separator", "other", named=SEPARATORS[other]) if other else None


def separator(line: str) -> str | None:
    """Return what separates the cells of a line, where it is not commas."""
    counts = {mark: line.count(mark) for mark in SEPARATORS}
    most = max(counts, key=lambda mark: counts[mark])
    return most if counts[most] > line.count(",") else None


def ragged(cells: Sequence[str], columns: int) -> Message:
    """Return what to say of a row with more or fewer cells than the header."""
    if len(cells) == 1 and columns > 1:
        other = separator(cells[0])
        if other and cells[0].count(other) == columns - 1:
            return message("ragged-row", "separator", named=SEPARATORS[other])
        return message("ragged-row", "one", columns=columns)
    if len(cells) > columns and not any(cells[columns:]):
        return message("ragged-row", "empty", cells=len(cells), columns=columns)
    wording = "more" if len(cells) > columns else "fewer"
    return message("ragged-row", wording, cells=len(cells), columns=columns)
