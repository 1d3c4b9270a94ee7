"""A workbook back into the tables of a case: all of it, or nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tertius.case.entries import FILE
from tertius.case.folder import LARGEST_DOCUMENT, Unreadable, read_bytes
from tertius.case.grid import read_grid
from tertius.case.problems import message
from tertius.case.read import read_settings
from tertius.case.workbook.sheets import (
    LOOKED_UP,
    MARK,
    READ_ME,
    SOURCES,
    TAKEN_OUT,
    Record,
    mark_of,
    records_of,
)
from tertius.case.workbook.sources import BEFORE, SourceLine, edited, source_grid
from tertius.case.workbook.table_in import MOST_SHOWN, Read, SheetReader
from tertius.case.workbook.xlsx import Sheet, Workbook
from tertius.case.write import cells_text, write_all
from tertius.errors import CaseError
from tertius.evidence.row import Row, columns
from tertius.evidence.tables import BY_NAME, TABLES
from tertius.evidence.taxonomy import Taxonomy, published
from tertius.evidence.text import nearest, several, shorten
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
    if SOURCES in read.tables:
        changed = _sources(folder, workbook, read, stale)
        if changed is not None:
            changes.append(changed[0])
            files[folder / FILE] = changed[1]
    if stale and not replace:
        raise CaseError(
            f"{', '.join(stale)} changed since {workbook.name} was taken out, and bringing it back would undo"
            " that. Take the case out anew and make your changes there; or, if those changes came from"
            " this workbook or may go, give --replace. Nothing was written."
        )
    write_all(files)
    return Imported(tuple(changes), tuple(read.notes))


def _sources(
    folder: Path, workbook: Path, read: Read, stale: list[str]
) -> tuple[TableChange, bytes] | None:
    """Return what the sheet of sources changes, and sources.json as it becomes; None where it changes nothing."""
    new = read.tables[SOURCES]
    standing = source_grid(folder)
    if standing is None:
        if read.marks.get(SOURCES):
            stale.append(FILE)
        return None
    old = records_of(standing, SourceLine)
    if Counter(old) == Counter(new):
        return None
    if read.marks.get(SOURCES, mark_of(old)) != mark_of(old):
        stale.append(FILE)
    made = edited(read_bytes(folder, FILE, limit=LARGEST_DOCUMENT), new)
    if isinstance(made, list):
        for name, wrong in made:
            read.add(wrong.at(workbook.name, 0, f"{SOURCES} {name}".strip()))
        raise CaseError(_listed(workbook, read))
    change = TableChange(SOURCES, made.added, made.changed, len(made.removed), made.removed)
    return change, made.data


def _taxonomy(folder: Path) -> Taxonomy:
    settings = read_settings(folder, [])
    return published().with_additions(settings.vocabulary) if settings else published()


def _listed(workbook: Path, read: Read) -> str:
    shown = "\n".join(str(problem) for problem in read.problems[:MOST_SHOWN])
    more = read.count - MOST_SHOWN
    rest = f"\n… and {more} more" if more > 0 else ""
    return (
        f"{shown}{rest}\n{several(read.count, 'problem')} in {workbook.name}. Nothing was written."
    )


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
        if sheet := sheets.get(SOURCES):
            _read_sources(path.name, sheet, book, taxonomy, read)
        elif SOURCES in read.marks:
            read.add(message("sheet", "absent").at(path.name, 0, SOURCES))
    except NoWorkbook as wrong:
        raise CaseError(f"{path.name} {wrong} Nothing was written.") from None
    return read


def _read_sources(file: str, sheet: Sheet, book: Workbook, taxonomy: Taxonomy, read: Read) -> None:
    """Read the sheet of sources; one of an older workbook, which was there to look ids up, is left."""
    header = next(([cell.text.strip() for cell in cells] for _, cells in book.rows(sheet)), [])
    if set(header) <= set(BEFORE):
        read.notes.append(
            f"{SOURCES}: the sheet is of an older workbook, which was no way back. sources.json stays as it is."
        )
        return
    read.tables[SOURCES] = SheetReader(file, SourceLine, sheet, book, taxonomy, read).read()


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
        elif sheet.name in (SOURCES, *BY_NAME):
            there[sheet.name] = sheet
        elif sheet.name not in LOOKED_UP:
            near = nearest(sheet.name.lower(), missing)
            wrong = message("sheet", "near", near=near) if near else message("sheet", "unknown")
            read.add(wrong.at(file, 0, shorten(sheet.name)))
    for table in missing:
        read.add(message("sheet", "absent").at(file, 0, table))
    return there
