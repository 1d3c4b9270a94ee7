"""A case as a workbook: a sheet for each table, with the words, the sources and the problems at hand."""

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from tertius.case.folder import Unreadable
from tertius.case.grid import Grid, read_grid
from tertius.case.problems import Problem
from tertius.case.read import Case
from tertius.case.workbook.lists import word_lists
from tertius.case.workbook.sheets import (
    LONGEST,
    MOST_COLUMNS,
    MOST_ROWS,
    READ_ME,
    SOURCES,
    TAKEN_OUT,
    WORDS,
    escape,
    mark_of,
    records_of,
)
from tertius.case.workbook.sources import BEFORE, SourceLine, source_grid
from tertius.case.workbook.table_out import (
    LONGEST_LINE,
    PROSE,
    PROSE_WIDTH,
    TITLE,
    TITLE_HEIGHT,
    Marks,
    TableSheet,
    add_styles,
    cell_of,
    fit_to_page,
    line_height,
    write_lines,
)
from tertius.errors import CaseError
from tertius.evidence.tables import TABLES
from tertius.evidence.text import several, shorten

MOST_COMMENTS = 5_000
"""How many problems are marked in their cells; a spreadsheet becomes slow with more comments."""


@dataclass(frozen=True)
class Exported:
    """Hold how much a workbook holds."""

    rows: int
    marked: int
    listed: int


def export_workbook(
    folder: Path, case: Case | None, problems: Sequence[Problem]
) -> tuple[bytes, Exported]:
    """Return a workbook of the tables in a case folder, and what it holds.

    The cells stand as they are in the files, faulty ones and unknown columns included. Raises
    CaseError where a table cannot be split into cells, or does not fit a spreadsheet.
    """
    try:
        grids = {row.table: read_grid(folder, f"{row.table}.csv") for row in TABLES}
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable}\nMend it first; no workbook was written.") from None
    for name, grid in grids.items():
        _check_size(name, grid)
    marks, left = _placed(grids, problems)
    book = Workbook(write_only=True)
    add_styles(book)
    lists = word_lists(case)
    marked = ", ".join(
        f"{row.table} {mark_of(records_of(grids[row.table], row))}" for row in TABLES
    )
    sources = source_grid(folder)
    if sources is not None:
        marked += f", {SOURCES} {mark_of(records_of(sources, SourceLine))}"
    _write_read_me(book, case, problems, left, marked)
    for row in TABLES:
        TableSheet(book, row, grids[row.table], marks[row.table], lists).write()
    write_lines(
        book, WORDS, ("list", "word", "label", "what it means"), lists.lines, (18, 30, 34, 110)
    )
    TableSheet(book, SourceLine, sources or Grid([*BEFORE], []), {}, lists).write()
    buffer = io.BytesIO()
    book.save(buffer)
    rows = sum(len(grid.records) for grid in grids.values())
    return buffer.getvalue(), Exported(rows, len(problems) - len(left), len(left))


def _check_size(name: str, grid: Grid) -> None:
    for number, cells in [(1, grid.header), *grid.records]:
        for place, cell in enumerate(cells):
            if len(cell) > LONGEST // 8 and _length(escape(cell)) > LONGEST:
                column = grid.header[place] if place < len(grid.header) else ""
                raise CaseError(
                    f"{name}.csv:{number} {shorten(column, 40)}: has {len(cell):,} characters, and a cell of a "
                    f"spreadsheet holds {LONGEST:,}. Shorten it; no workbook was written."
                )
        if len(cells) > MOST_COLUMNS:
            raise CaseError(
                f"{name}.csv:{number} has {len(cells):,} cells, and a sheet has {MOST_COLUMNS:,} columns."
            )
    if len(grid.records) >= MOST_ROWS:
        raise CaseError(f"{name}.csv has more rows than a sheet, which has {MOST_ROWS:,}.")


def _length(text: str) -> int:
    """Return how many characters a spreadsheet counts: one outside the first plane counts twice."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _placed(
    grids: Mapping[str, Grid], problems: Iterable[Problem]
) -> tuple[Mapping[str, Marks], list[Problem]]:
    """Return the problems by the cell of a sheet, and those that belong to no cell or are too many."""
    marks: dict[str, dict[tuple[int, int], list[Problem]]] = defaultdict(lambda: defaultdict(list))
    rows = {
        name: {1: 1} | {number: row for row, (number, _) in enumerate(grid.records, start=2)}
        for name, grid in grids.items()
    }
    left: list[Problem] = []
    count = 0
    for problem in problems:
        table = problem.file.removesuffix(".csv")
        row = rows.get(table, {}).get(problem.row)
        header = grids[table].header if table in grids else []
        if (
            row is None
            or (problem.column and problem.column not in header)
            or count >= MOST_COMMENTS
        ):
            left.append(problem)
            continue
        column = header.index(problem.column) + 1 if problem.column else 1
        marks[table][row, column].append(problem)
        count += 1
    return marks, left


def _write_read_me(
    book: Workbook,
    case: Case | None,
    problems: Sequence[Problem],
    left: Sequence[Problem],
    marks: str,
) -> None:
    sheet = book.create_sheet(READ_ME)
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["A"].width = PROSE_WIDTH
    fit_to_page(sheet)
    title = case.settings.title if case else "A case"
    blocking = sum(problem.blocks for problem in problems)
    marked = len(problems) - len(left)
    lines = [
        *SENTENCES,
        f"`tertius check` found {several(len(problems), 'problem')} in this case, {blocking} of which {'keeps' if blocking == 1 else 'keep'} it from building. "
        f"{marked} are marked in their cells: the comment on a coloured cell says what to write. "
        + (
            f"{_belonging(len(left))} to no cell, and stand{'s' * (len(left) == 1)} here:"
            if left
            else "None stands elsewhere."
        ),
        *(str(problem) for problem in left),
        f"{TAKEN_OUT}{marks}.",
    ]
    shown = [text[:LONGEST_LINE] for text in lines]
    # No spreadsheet has to guess how high a row of wrapped text is; one that wrote a height keeps it.
    heights = [TITLE_HEIGHT, *(line_height(text) for text in shown)]
    for number, height in enumerate(heights, 1):
        sheet.row_dimensions[number].height = height
    sheet.append([cell_of(sheet, TITLE, title)])
    for text in shown:
        sheet.append([cell_of(sheet, PROSE, text)])


def _belonging(count: int) -> str:
    return "One belongs" if count == 1 else f"{count} belong"


SENTENCES = (
    (
        "This workbook holds the tables of a case in Tertius: one sheet for each table, one line for each row, "
        "withheld rows included. Change cells, add rows below the others, or delete whole rows."
    ),
    (
        "To bring it back, save it as .xlsx and run: tertius import CASE WORKBOOK, where CASE is the folder of the case. "
        "A row that is not here any more is removed from its table. Nothing is written while anything here cannot be read."
    ),
    "Leave the names of the sheets and the headings as they are. The comment on a heading says what its column holds.",
    (
        "Every cell is formatted as text, so that 2014-10 stays a month and does not become a day. Write the values "
        "themselves: formulas are not read. Where you paste from elsewhere, paste values only."
    ),
    "Leave the id of a new row empty: `tertius check CASE --fix` fills it after the import.",
    (
        "Columns with a fixed set of words offer them as a list. The sheet `words` says what each means; a case adds words "
        "of its own in case.yml. It is not read back, and neither is this one."
    ),
    (
        "The sheet `sources` shows of each entry of sources.json what people edit; the rest of the entry stays. A new "
        "source needs an id and a type. Authors are written Family, Given; the next one so too."
    ),
)
