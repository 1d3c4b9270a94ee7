"""A workbook back into the tables of a case: all of it, or nothing."""

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tertius.case.folder import Unreadable
from tertius.case.grid import read_grid
from tertius.case.problems import message
from tertius.case.read import read_settings
from tertius.case.workbook.sheets import (
    LOOKED_UP,
    MARK,
    READ_ME,
    TAKEN_OUT,
    Record,
    mark_of,
    records_of,
)
from tertius.case.workbook.table_in import MOST_SHOWN, Read, SheetReader
from tertius.case.workbook.xlsx import Sheet, Workbook
from tertius.case.write import cells_text, write_all
from tertius.errors import CaseError
from tertius.evidence.row import Row, columns
from tertius.evidence.tables import BY_NAME, TABLES
from tertius.evidence.taxonomy import Taxonomy, published
from tertius.evidence.text import shorten
from tertius.sandbox.archive import NoWorkbook, read_file


@dataclass(frozen=True)
class TableChange:
    """Hold what an import did to one table."""

    table: str
    added: int
    changed: int
    removed: int
    removed_keys: tuple[str, ...]

    def __str__(self) -> str:
        counts = f"{self.table}: {self.added} added, {self.changed} changed, {self.removed} removed"
        shown = ", ".join(self.removed_keys[:10])
        more = f" and {len(self.removed_keys) - 10} more" if len(self.removed_keys) > 10 else ""
        return f"{counts} ({shown}{more})" if shown else counts


@dataclass(frozen=True)
class Imported:
    """Hold the tables that an import changed, and what its user should know."""

    changes: tuple[TableChange, ...]
    notes: tuple[str, ...]


def import_workbook(folder: Path, workbook: Path, *, replace: bool = False) -> Imported:
    """Write the tables of a workbook into a case folder, where they say something else than there.

    Raises CaseError, listing every fault of the workbook, and then has written nothing; so too
    where a table has changed since the workbook was taken out, unless `replace` says that the
    workbook prevails. A table whose rows are the same is left as it is, to the byte.
    """
    read = read_workbook(workbook, _taxonomy(folder))
    if read.problems:
        raise CaseError(_listed(workbook, read))
    files: dict[Path, bytes] = {}
    changes: list[TableChange] = []
    stale: list[str] = []
    for row in TABLES:
        new = read.tables[row.table]
        try:
            old, is_sound = _standing(folder, row)
        except Unreadable as unreadable:
            raise CaseError(f"{unreadable}\nNothing was written.") from None
        if is_sound and Counter(old) == Counter(new):
            continue
        if read.marks.get(row.table, mark_of(old)) != mark_of(old):
            stale.append(f"{row.table}.csv")
        changes.append(_change(row, old, new))
        files[folder / f"{row.table}.csv"] = cells_text(row, new).encode("utf-8")
    if stale and not replace:
        raise CaseError(
            f"{', '.join(stale)} changed since {workbook.name} was taken out, and bringing it back would undo"
            " that. Take the case out anew and make your changes there; or, if those changes came from"
            " this workbook or may go, give --replace. Nothing was written."
        )
    write_all(files)
    return Imported(tuple(changes), tuple(read.notes))


def _taxonomy(folder: Path) -> Taxonomy:
    settings = read_settings(folder, [])
    return published().with_additions(settings.vocabulary) if settings else published()


def _listed(workbook: Path, read: Read) -> str:
    shown = "\n".join(str(problem) for problem in read.problems[:MOST_SHOWN])
    more = read.count - MOST_SHOWN
    rest = f"\n… and {more} more" if more > 0 else ""
    return f"{shown}{rest}\n{read.count} problems in {workbook.name}. Nothing was written."


def _standing(folder: Path, row: type[Row]) -> tuple[list[Record], bool]:
    """Return the rows of a table as they stand in its file, and whether no cell stands outside its columns."""
    grid = read_grid(folder, f"{row.table}.csv")
    names = [column.name for column in columns(row)]
    is_sound = sorted(grid.header) == sorted(names) and all(
        len(cells) <= len(grid.header) for _, cells in grid.records
    )
    return records_of(grid, row), is_sound


def _change(row: type[Row], old: Sequence[Record], new: Sequence[Record]) -> TableChange:
    names = [column.name for column in columns(row)]
    places = [names.index(name) for name in row.key]

    def key(record: Record) -> Record:
        return tuple(record[place] for place in places)

    before, after = Counter(old), Counter(new)
    gone = Counter(key(record) for record in (before - after).elements())
    come = Counter(key(record) for record in (after - before).elements())
    named = Counter({k: n for k, n in gone.items() if any(k)})
    changed = named & come
    removed = gone - changed
    return TableChange(
        row.table,
        added=(come - changed).total(),
        changed=changed.total(),
        removed=removed.total(),
        removed_keys=tuple(sorted(" ".join(k) or "(no id)" for k in removed)),
    )


def read_workbook(path: Path, taxonomy: Taxonomy) -> Read:
    """Return every table of a workbook, and every fault in it. Raises CaseError where it is no workbook."""
    read = Read()
    try:
        book = Workbook(read_file(path))
        sheets = _tables(path.name, book.sheets, read)
        read.marks = _marks(book)
        for row in TABLES:
            if sheet := sheets.get(row.table):
                reader = SheetReader(path.name, row, sheet, book, taxonomy, read)
                read.tables[row.table] = reader.read()
    except NoWorkbook as wrong:
        raise CaseError(f"{path.name} {wrong} Nothing was written.") from None
    return read


def _marks(book: Workbook) -> dict[str, str]:
    """Return, for each table, the mark of its rows as they were taken out, where the first sheet still says it."""
    for sheet in book.sheets:
        for _, cells in book.rows(sheet) if sheet.name == READ_ME else ():
            for cell in cells:
                if cell.text.startswith(TAKEN_OUT):
                    return dict(MARK.findall(cell.text))
    return {}


def _tables(file: str, sheets: Sequence[Sheet], read: Read) -> dict[str, Sheet]:
    """Return the sheets that hold tables, by table."""
    there: dict[str, Sheet] = {}
    missing = [row.table for row in TABLES if row.table not in {sheet.name for sheet in sheets}]
    for sheet in sheets:
        if sheet.name in there:
            read.add(message("sheet", "doubled").at(file, 0, sheet.name))
        elif sheet.name in BY_NAME:
            there[sheet.name] = sheet
        elif sheet.name not in LOOKED_UP:
            near = difflib.get_close_matches(sheet.name.lower(), missing, n=1)
            wrong = message("sheet", "near", near=near[0]) if near else message("sheet", "unknown")
            read.add(wrong.at(file, 0, shorten(sheet.name)))
    for table in missing:
        read.add(message("sheet", "absent").at(file, 0, table))
    return there
