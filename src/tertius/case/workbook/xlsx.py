"""The cells of an XLSX file. Formulas stay text; the size that a sheet declares is not believed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tertius.case.workbook.sheets import (
    LONGEST,
    MOST_COLUMNS,
    MOST_ROWS,
    column_number,
    unescape,
)
from tertius.sandbox.archive import SAVE_AGAIN, NoWorkbook, Parts, drain, plain

# Strings stand once in a file and in any number of cells, so what cells say is counted as well as the file.
MOST_TEXT = 256 * 2**20
MOST_IN_CELL = 2**20
"""So many characters of one cell are gathered, as of a cell of a CSV file: a spreadsheet holds 32,767."""
# Each merged range is a problem of its own, and an import lists no more than some hundreds of those.
MOST_MERGED = 1_000

DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The built-in formats that show a date or time (ECMA-376, numFmt; with the East Asian ones)."""
PERCENT_FORMATS = frozenset({9, 10})


class Cell(NamedTuple):
    """Hold one cell that holds something."""

    column: int
    kind: str
    """text, number, date, percent, truth, error or formula."""
    text: str
    """What it holds: the text, the number as it is written in the file, the formula."""
    shown: str | None = None
    """Of a formula the value that was last computed; it may be stale."""


@dataclass
class Sheet:
    """Hold one sheet of a workbook; what is hidden or merged in it is known once its rows are read."""

    name: str
    part: str
    is_hidden: bool
    merged: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


class Workbook:
    """Read an XLSX file. Raises NoWorkbook where it is none, is locked or is too large."""

    def __init__(self, data: bytes) -> None:
        self._letters = 0
        self._parts = Parts(data)
        main = self._parts.target("", "officeDocument") or "xl/workbook.xml"
        self.counts_from_1904 = False
        self.sheets = self._read_sheets(main)
        self._strings = self._read_strings(self._parts.target(main, "sharedStrings"))
        self._formats = self._read_formats(self._parts.target(main, "styles"))

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows of a sheet that hold something, each with its number."""
        reader = _Rows(sheet, self._strings, self._formats, self._count_text)
        for _ in self._parts.parse(sheet.part, reader.start, reader.end, reader.data):
            yield from reader.done
            reader.done.clear()

    def _count_text(self, length: int) -> None:
        self._letters += length
        if self._letters > MOST_TEXT:
            raise NoWorkbook(f"holds more than {MOST_TEXT // 2**20} MiB of text, the limit.")

    def _read_sheets(self, main: str) -> list[Sheet]:
        targets = {name: target for _, name, target in self._parts.relations(main)}
        sheets: list[Sheet] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "workbookPr":
                self.counts_from_1904 = _is_true(attributes.get("date1904"))
            if name == "sheet":
                key = next((v for k, v in attributes.items() if plain(k) == "id"), "")
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(Sheet(attributes["name"], targets.get(key, ""), hidden))

        drain(self._parts.parse(main, start))
        return sheets

    def _read_strings(self, part: str | None) -> list[str]:
        strings: list[str] = []
        text = _Text()

        def start(name: str, _: dict[str, str]) -> None:
            if name == "si":
                text.clear()
            text.start(name)

        def end(name: str) -> None:
            text.end(name)
            if name == "si":
                strings.append(unescape(text.whole()))

        if part:
            drain(self._parts.parse(part, start, end, text.data))
        return strings

    def _read_formats(self, part: str | None) -> list[str]:
        """Return, for each style of a cell, whether it shows a number as a date, a percentage or neither."""
        own: dict[str, str] = {}
        formats: list[str] = []
        within = [False]

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "numFmt":
                own[attributes["numFmtId"]] = _kind_of_format(attributes.get("formatCode", ""))
            if name == "cellXfs":
                within[0] = True
            if name == "xf" and within[0]:
                number = attributes.get("numFmtId", "0")
                formats.append(own.get(number) or _kind_of_number(int(number)))

        def end(name: str) -> None:
            if name == "cellXfs":
                within[0] = False

        if part:
            drain(self._parts.parse(part, start, end))
        return formats


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")


def _kind_of_number(number: int) -> str:
    if number in DATE_FORMATS:
        return "date"
    return "percent" if number in PERCENT_FORMATS else "number"


def _kind_of_format(code: str) -> str:
    """Return whether a format shows a date or a percentage, by the letters outside quotes and brackets."""
    bare = re.sub(r'"[^"]*"|\[[^]]*]|[\\_*].', "", code).lower()
    if re.search(r"[dmyhs]", bare):
        return "date"
    return "percent" if "%" in bare else "number"


class _Text:
    """Gather the text of a string, without the reading aids that stand beside it."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.is_open = self.is_aid = False

    def start(self, name: str) -> None:
        self.is_aid = self.is_aid or name == "rPh"
        self.is_open = name == "t" and not self.is_aid

    def end(self, name: str) -> None:
        self.is_open = False
        if name == "rPh":
            self.is_aid = False

    def data(self, text: str) -> None:
        if self.is_open:
            self.length = _longer(self.length, text)
            self.pieces.append(text)

    def whole(self) -> str:
        return "".join(self.pieces)


def _longer(length: int, text: str) -> int:
    """Return how long a cell is with one more piece. Raises NoWorkbook where that is more than any cell holds."""
    length += len(text)
    if length > MOST_IN_CELL:
        raise NoWorkbook(
            f"has a cell with more than {MOST_IN_CELL:,} characters, where a spreadsheet holds {LONGEST:,}. "
            f"{SAVE_AGAIN}"
        )
    return length


class _Rows:
    """Gather the rows of a sheet while its part is read."""

    def __init__(
        self, sheet: Sheet, strings: list[str], formats: list[str], count: Callable[[int], None]
    ) -> None:
        self.sheet, self.strings, self.formats, self.count = sheet, strings, formats, count
        self.done: list[tuple[int, list[Cell]]] = []
        self.row = self.column = 0
        self.is_hidden = False
        self.row_digits = ""
        self.type = "n"
        self.style: str | None = None
        self.value: str | None = None
        self.formula: str | None = None
        self.cells: list[Cell] = []
        self.pieces: list[str] | None = None
        self.length = 0
        self.text = _Text()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "f"):
            self.pieces, self.length = [], 0
        elif name in ("t", "r", "rPh"):
            self.text.start(name)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "mergeCell":
            self._note_merged(attributes["ref"])
        elif name == "col" and _is_true(attributes.get("hidden")):
            self.sheet.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def _note_merged(self, place: str) -> None:
        if len(self.sheet.merged) < MOST_MERGED:
            self.sheet.merged.append(place)

    def data(self, text: str) -> None:
        if self.pieces is not None:
            self.length = _longer(self.length, text)
            self.pieces.append(text)
        else:
            self.text.data(text)

    def end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name == "v":
            self.value, self.pieces = "".join(self.pieces or ()), None
        elif name == "f":
            self.formula, self.pieces = "".join(self.pieces or ()), None
        elif name in ("t", "rPh"):
            self.text.end(name)
        elif name == "row" and self.cells:
            self.done.append((self.row, self.cells))
            self.sheet.hidden_rows += self.is_hidden

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self.row + 1))
        if not self.row < number <= MOST_ROWS:
            raise ValueError
        self.row, self.column, self.cells = number, 0, []
        self.row_digits = str(number)
        self.is_hidden = _is_true(attributes.get("hidden"))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        number = self.column + 1
        if place := attributes.get("r"):
            if not place.endswith(self.row_digits):
                raise ValueError
            number = column_number(place.removesuffix(self.row_digits))
        if not self.column < number <= MOST_COLUMNS:
            raise ValueError
        self.column = number
        self.type, self.style = attributes.get("t", "n"), attributes.get("s")
        self.value = self.formula = None
        self.text.clear()

    def _end_cell(self) -> None:
        kind, text = self._held()
        if self.formula is not None:
            self.cells.append(Cell(self.column, "formula", f"={self.formula}", text))
        elif text:
            self.count(len(text))
            self.cells.append(Cell(self.column, kind, text))

    def _held(self) -> tuple[str, str]:
        value = self.value or ""
        if self.type == "inlineStr":
            return "text", unescape(self.text.whole())
        if self.type == "s":
            return "text", self.strings[int(value)] if value else ""
        if self.type == "str":
            return "text", unescape(value)
        if self.type == "b":
            return "truth", "TRUE" if _is_true(value) else "FALSE"
        if self.type == "e":
            return "error", value
        if self.type == "d":
            return "date", value
        style = int(self.style or 0)
        return self.formats[style] if style < len(self.formats) else "number", value
