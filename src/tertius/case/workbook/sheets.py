"""What both ways of a workbook share: its sheets, and how a text stands in a cell."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache

from tertius.case.grid import Grid
from tertius.evidence.row import Row, columns

READ_ME, WORDS, SOURCES = "Read me", "words", "sources"
LOOKED_UP = (READ_ME, WORDS)
"""Sheets that are there to be read by people; nothing in them is read back."""

LONGEST = 32_767
"""How many characters a cell of a spreadsheet holds."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""As many as an XLSX sheet has."""

_LETTERS = re.compile(r"[A-Z]{1,3}\Z")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNSAFE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")


Record = tuple[str, ...]
"""The cells of one row, in the order of its table's columns."""


def records_of(grid: Grid, row: type[Row]) -> list[Record]:
    """Return the rows of a table as they stand in its file, without those that hold nothing."""
    names = [column.name for column in columns(row)]
    place = {name: grid.header.index(name) for name in names if name in grid.header}
    records = [
        tuple(
            cells[place[name]] if name in place and place[name] < len(cells) else ""
            for name in names
        )
        for _, cells in grid.records
    ]
    return [record for record in records if any(record)]


TAKEN_OUT = "By these marks an import sees whether a table has changed since it was taken out: "
MARK = re.compile(r"\b([a-z]+) ([0-9a-f]{16})\b")


def mark_of(records: Iterable[Record]) -> str:
    """Return a short mark of a table's rows, whatever their order."""
    rows = sorted("\x1f".join(record) for record in records)
    return hashlib.sha256("\x1e".join(rows).encode()).hexdigest()[:16]


def escape(text: str) -> str:
    """Return the text as a cell keeps it: what XML cannot hold stands as `_xHHHH_` (ECMA-376, ST_Xstring)."""
    return _UNSAFE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape(text: str) -> str:
    """Return the text that a cell means."""
    return _ESCAPE.sub(_letter, text) if "_x" in text else text


def _letter(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return match[0] if 0xD800 <= number <= 0xDFFF else chr(number)


def column_letters(number: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27. Raises ValueError where the letters are none."""
    if not _LETTERS.match(letters):
        raise ValueError(letters)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
