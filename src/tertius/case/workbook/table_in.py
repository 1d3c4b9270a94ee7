"""One sheet of a workbook, read into the cells of its table."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from tertius.case.problems import Message, Problem, message
from tertius.case.workbook.sheets import LONGEST, Record, column_letters
from tertius.case.workbook.xlsx import Cell, Sheet, Workbook
from tertius.evidence.row import DECIMAL, Column, Row, columns
from tertius.evidence.taxonomy import Taxonomy
from tertius.evidence.text import nearest, shorten

MOST_SHOWN = 200
"""Problems of a workbook that are shown; of more the number is told."""
FIRST_YEAR, LAST_YEAR = 1000, 2999
"""A whole number within is taken for a year, though it could be the day number of a day from 1902 to 1908."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


@dataclass
class Read:
    """Hold the tables of a workbook as far as they can be read, and everything that is wrong with it."""

    tables: dict[str, list[Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    """For each table the mark of its rows when the workbook was taken out, where it is there."""
    count: int = 0

    def add(self, problem: Problem) -> None:
        """Keep a problem; of very many only the first are kept, and all are counted."""
        self.count += 1
        if len(self.problems) < MOST_SHOWN:
            self.problems.append(problem)


class SheetReader:
    """Read the rows of one sheet into the columns of its table."""

    def __init__(
        self,
        file: str,
        row: type[Row],
        sheet: Sheet,
        book: Workbook,
        taxonomy: Taxonomy,
        result: Read,
    ) -> None:
        self.file, self.row, self.sheet, self.book = file, row, sheet, book
        self.taxonomy, self.found = taxonomy, result
        self.declared = {column.name: column for column in columns(row)}
        self.places = {name: place for place, name in enumerate(self.declared)}
        self.heads: dict[int, Column | None] = {}

    def read(self) -> list[Record]:
        """Return the rows that hold anything; what is wrong is added to what was found."""
        records: list[Record] = []
        has_header = False
        for number, cells in self.book.rows(self.sheet):
            if number == 1:
                has_header = True
                self._read_header(cells)
            elif has_header and (record := self._read_row(number, cells)):
                records.append(record)
        if not has_header:
            self._say(1, 1, message("missing-column", "sheet", header=self._header()))
        for place in self.sheet.merged:
            self._say_at(place, message("merged-cells", "range"))
        self._note_hidden()
        return records

    def _note_hidden(self) -> None:
        ranges = self.sheet.hidden_columns
        names = [
            column.name
            for place, column in self.heads.items()
            if column and any(first <= place <= last for first, last in ranges)
        ]
        hidden = [
            "the sheet itself" if self.sheet.is_hidden else "",
            f"columns ({', '.join(names)})" if names else "",
            f"rows ({self.sheet.hidden_rows})" if self.sheet.hidden_rows else "",
        ]
        if any(hidden):
            what = " and ".join(part for part in hidden if part)
            self.found.notes.append(
                f"{self.sheet.name}: hidden are {what}. What is hidden is read like the rest."
            )

    def _header(self) -> str:
        return ", ".join(self.declared)

    def _read_header(self, cells: Sequence[Cell]) -> None:
        names: set[str] = set()
        for cell in cells:
            name = cell.text.strip()
            if not name:
                continue
            column = self.declared.get(name) if cell.kind == "text" else None
            self.heads[cell.column] = column
            if cell.kind == "formula":
                self._say(1, cell.column, _formula(cell), cell.text)
            elif column is None:
                near = nearest(name.lower(), self.declared)
                fields = {"sheet": self.sheet.name, "header": self._header()}
                wrong = (
                    message("unknown-column", "sheet_near", near=near, **fields)
                    if near
                    else message("unknown-column", "sheet", **fields)
                )
                self._say(1, cell.column, wrong, name)
            elif name in names:
                self._say(1, cell.column, message("doubled-column", "sheet"), name)
            names.add(name)
        for name in self.declared:
            if name not in names:
                self._say_at("", message("missing-column", "heading", column=name))

    def _read_row(self, number: int, cells: Sequence[Cell]) -> Record | None:
        values = [""] * len(self.declared)
        for cell in cells:
            if cell.kind != "formula" and not cell.text.strip():
                continue
            if cell.column not in self.heads:
                self.heads[cell.column] = None
                letters = column_letters(cell.column)
                wrong = message("unknown-column", "no_heading", letters=letters)
                self._say(number, cell.column, wrong, cell.text)
            column = self.heads[cell.column]
            if column is None:
                continue
            if cell.kind == "text":
                values[self.places[column.name]] = self._text(number, cell)
            else:
                values[self.places[column.name]] = self._value(number, cell, column, cells)
        return tuple(values) if any(values) else None

    def _text(self, number: int, cell: Cell) -> str:
        if len(cell.text) > LONGEST:
            wrong = message("bad-cell", "long", letters=len(cell.text), longest=LONGEST)
            self._say(number, cell.column, wrong, cell.text)
        return cell.text.strip()

    def _value(self, number: int, cell: Cell, column: Column, cells: Sequence[Cell]) -> str:
        """Return the text of a cell that is no text; empty where there is none, which is then a problem."""
        if cell.kind == "number":
            read = plain_number(cell.text)
            if read is not None and self._fits(read, column, cells):
                return read
        self._say(number, cell.column, self._fault(cell, column), cell.text)
        return ""

    def _fits(self, number: str, column: Column, cells: Sequence[Cell]) -> bool:
        if column.kind == "number":
            return True
        if column.words and number in self.taxonomy.words(column.words):
            return True
        if (self.row.table, column.name) == ("claims", "value"):
            named = next((c.text.strip() for c in cells if self._name(c) == "property"), "")
            entry = self.taxonomy.words("property").get(named, {})
            if named == "share_pct" or entry.get("type") == "number":
                return True
        return number.isdecimal() and FIRST_YEAR <= int(number) <= LAST_YEAR

    def _name(self, cell: Cell) -> str:
        column = self.heads.get(cell.column)
        return column.name if column else ""

    def _fault(self, cell: Cell, column: Column) -> Message:
        if cell.kind == "formula":
            return _formula(cell)
        if cell.kind == "error":
            return message("error-cell", "error")
        if cell.kind == "truth":
            return message("truth-cell", "truth")
        if cell.kind == "percent":
            shown = (
                plain_number(str(Decimal(repr(float(cell.text))) * 100))
                if _is_number(cell.text)
                else None
            )
            return message("number-cell", "percent", percent=shown or "56.15")
        if cell.kind == "date" or column.kind == "date":
            wording = "date" if cell.kind == "date" else "number"
            day = self._day(cell.text)
            if not day:
                return message("date-cell", wording)
            return message("date-cell", f"{wording}_shown", year=day[:4], month=day[:7], day=day)
        return message("number-cell", "inexact" if column.kind == "number" else "text")

    def _day(self, text: str) -> str | None:
        """Return the day that a day number stands for; None where it stands for none."""
        if not _is_number(text):
            return text[:10] if DAY.match(text[:10]) else None
        first = date(1904, 1, 1) if self.book.counts_from_1904 else date(1899, 12, 30)
        days = math.floor(float(text))
        return str(first + timedelta(days)) if 60 < days < 1_000_000 else None

    def _say(self, row: int, column: int, wrong: Message, cell: str | None = None) -> None:
        self._say_at(f"{column_letters(column)}{row}", wrong, cell)

    def _say_at(self, place: str, wrong: Message, cell: str | None = None) -> None:
        where = f"{self.sheet.name}!{place}" if place else self.sheet.name
        self.found.add(wrong.at(self.file, 0, where, cell))


def _formula(cell: Cell) -> Message:
    if cell.shown:
        return message("formula-cell", "shown", shown=shorten(cell.shown))
    return message("formula-cell", "formula")


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def plain_number(text: str) -> str | None:
    """Return the digits of a number as a spreadsheet keeps it; None where they would not read back exactly.

    A spreadsheet keeps 56.15 as a binary fraction, at times written 56.149999999999999: the
    shortest digits that mean the same fraction are what was typed, up to 15 of them.
    """
    if not _is_number(text):
        return None
    digits = format(Decimal(repr(float(text))), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    digits = "0" if digits == "-0" else digits
    is_exact = sum(letter.isdecimal() for letter in digits.lstrip("-0.")) <= 15
    return digits if is_exact and DECIMAL.match(digits) else None
