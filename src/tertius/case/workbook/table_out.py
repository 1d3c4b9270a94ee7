"""The sheets of a workbook as they are written: styles, widths, notes, lists to choose from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from tertius.case.grid import Grid
from tertius.case.problems import Problem
from tertius.case.workbook.lists import Lists, choices
from tertius.case.workbook.sheets import LONGEST, MOST_ROWS, WORDS, column_letters, escape
from tertius.evidence.row import Column, Row, columns
from tertius.evidence.text import shorten

AUTHOR = "Tertius"
NARROWEST, WIDEST = 8, 48
LONGEST_COMMENT = 3_000
"""A longer comment does not fit on a screen."""
SAMPLE = 500
"""Rows by whose cells the widths of columns are chosen; the others are cut where they are longer."""
LONGEST_LINE = LONGEST // 8
"""How much of a text is shown on a sheet that is not read back."""

PLAIN, HEADING, PROSE, TITLE = "tertius cell", "tertius heading", "tertius prose", "tertius title"
BLOCKING, LESSER = "tertius problem", "tertius remark"

PROSE_WIDTH = 110
"""Letters of a line on the first sheet: as wide as a small screen shows."""
TITLE_HEIGHT, LINE_HEIGHT = 28, 15.5
"""In points."""

Marks = Mapping[tuple[int, int], list[Problem]]
"""The problems of one table by the row and column of its sheet."""


def add_styles(book: Workbook) -> None:
    """Make known how cells look. All hold text, so that a spreadsheet turns nothing into a date."""
    styles: dict[str, dict[str, Any]] = {
        PLAIN: {},
        HEADING: {"font": Font(bold=True), "fill": _colour("DDE6EE")},
        # Excel shows a long text of a cell that is formatted as text as a row of hashes.
        PROSE: {
            "alignment": Alignment(wrap_text=True, vertical="top"),
            "number_format": "General",
        },
        TITLE: {"font": Font(bold=True, size=16)},
        BLOCKING: {"fill": _colour("F7C4B4")},
        LESSER: {"fill": _colour("FFEDB3")},
    }
    for name, looks in styles.items():
        book.add_named_style(NamedStyle(name, **{"number_format": "@", **looks}))


def _colour(code: str) -> PatternFill:
    return PatternFill("solid", start_color=code)


class TableSheet:
    """Hold the sheet of one table."""

    def __init__(
        self, book: Workbook, row: type[Row], grid: Grid, marks: Marks, lists: Lists
    ) -> None:
        self.row, self.grid, self.marks, self.lists = row, grid, marks, lists
        self.sheet = book.create_sheet(row.table)
        self.plain = cell_of(self.sheet, PLAIN)
        self.declared = {column.name: column for column in columns(row)}

    def write(self) -> None:
        """Write the sheet, row by row."""
        self.sheet.freeze_panes = "B2"
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.auto_filter.ref = (
            f"A1:{column_letters(len(self.grid.header))}{len(self.grid.records) + 1}"
        )
        set_columns(self.sheet, self._widths())
        self.sheet.append([self._heading(n, name) for n, name in enumerate(self.grid.header, 1)])
        marked = {row for row, _ in self.marks}
        for number, (_, cells) in enumerate(self.grid.records, start=2):
            self.sheet.append(self._record(number, cells, is_marked=number in marked))
        for number, name in enumerate(self.grid.header, 1):
            if name in self.declared:
                self._offer_words(number, self.declared[name])

    def _heading(self, number: int, name: str) -> Any:
        cell = cell_of(self.sheet, HEADING, name)
        comments = (
            [self.lists.explain(self.row, self.declared[name])] if name in self.declared else []
        )
        if problems := self.marks.get((1, number)):
            cell.style = _style(problems)
            comments += [_message(problem) for problem in problems]
        if comments:
            _comment(cell, "\n\n".join(comments))
        return cell

    def _record(self, number: int, cells: Sequence[str], *, is_marked: bool) -> Iterator[Any]:
        """Yield the cells of a row; one cell serves for all plain ones, because each is written at once."""
        plain = self.plain
        for place, text in enumerate(cells, 1):
            if is_marked and (problems := self.marks.get((number, place))):
                cell = cell_of(self.sheet, _style(problems), text)
                _comment(cell, "\n\n".join(_message(problem) for problem in problems))
                yield cell
            elif text:
                plain.value = escape(text)
                plain.data_type = "s"
                yield plain
            else:
                yield None

    def _widths(self) -> list[int]:
        """Return the width of each column: as wide as its heading and what stands below, within bounds."""
        widths = [max(NARROWEST, len(name) + 4) for name in self.grid.header]
        for _, cells in self.grid.records[:SAMPLE]:
            for place, text in enumerate(cells[: len(widths)]):
                widths[place] = max(widths[place], min(len(text) + 1, WIDEST))
        return widths

    def _offer_words(self, number: int, column: Column) -> None:
        offered = choices(self.row, column)
        place = self.lists.place(offered.name) if offered else None
        if offered is None or place is None:
            return
        letters = column_letters(number)
        rule = DataValidation(
            type="list",
            formula1=f"{WORDS}!$B${place[0]}:$B${place[1]}",
            allow_blank=True,
            showErrorMessage=offered.is_closed,
            errorTitle="Not in the list",
            error=f"Pick a word from the list. The sheet {WORDS} says what each means.",
        )
        rule.add(f"{letters}2:{letters}{MOST_ROWS}")
        self.sheet.data_validations.append(rule)


def cell_of(sheet: Any, style: str, text: str = "") -> Any:
    """Return a cell that holds a text as text, also one that begins like a formula."""
    cell = WriteOnlyCell(sheet, escape(text))
    cell.data_type = "s"
    cell.style = style
    return cell


def line_height(text: str) -> float:
    """Return how high a row of the first sheet is, in points: its lines, and some space below."""
    # Words wrap before the edge, so that a line holds some nine tenths of what its column does.
    lines = sum(1 + len(part) // (PROSE_WIDTH * 9 // 10) for part in text.split("\n"))
    return min(lines * LINE_HEIGHT + 6, 400)


A4 = 9
"""The number of a paper's size in a workbook."""


def fit_to_page(sheet: Any) -> None:
    """Have a sheet printed as wide as its page, which lies on its side, and as many pages long as it is.

    LibreOffice makes several columns smaller until they fit a page, and cuts off one that does not.
    """
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def set_columns(sheet: Any, widths: Iterable[int]) -> None:
    """Set widths, and text as the format of whole columns: also of cells that are still empty."""
    for number, width in enumerate(widths, 1):
        column = sheet.column_dimensions[column_letters(number)]
        column.width = width
        column.number_format = "@"


def _style(problems: Iterable[Problem]) -> str:
    return BLOCKING if any(problem.blocks for problem in problems) else LESSER


def _message(problem: Problem) -> str:
    quoted = "" if problem.cell is None else f'"{shorten(problem.cell)}" '
    return f"{quoted}{problem.message}"


def _comment(cell: Any, text: str) -> None:
    lines = sum(1 + len(line) // 52 for line in text.split("\n"))
    cell.comment = Comment(escape(_cut(text)), AUTHOR, width=340, height=24 + 16 * min(lines, 30))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_COMMENT else f"{text[:LONGEST_COMMENT]}…"


def write_lines(
    book: Workbook,
    name: str,
    header: Sequence[str],
    lines: Iterable[Sequence[str]],
    widths: Sequence[int],
) -> None:
    """Write a sheet to look things up in, line by line."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    fit_to_page(sheet)
    set_columns(sheet, widths)
    sheet.append([cell_of(sheet, HEADING, text) for text in header])
    for line in lines:
        sheet.append(
            [cell_of(sheet, PLAIN, text[:LONGEST_LINE]) if text else None for text in line]
        )
