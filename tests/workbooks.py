"""Workbooks of a case, as people and programs change them, and what importing one says."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from conftest import SMALL
from tertius.case.workbook.read import import_workbook
from tertius.case.workbook.write import export_workbook
from tertius.errors import CaseError
from tertius.study.open import check_case


def exported(folder: Path) -> bytes:
    """The workbook of a case, with its problems marked."""
    case, _, problems = check_case(folder)
    return export_workbook(folder, case, problems)[0]


@cache
def small_book() -> bytes:
    """The workbook of the small case."""
    return exported(SMALL)


def saved(book: Workbook) -> bytes:
    """The workbook as openpyxl saves it."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def changed(data: bytes, change: Callable[[Any], object]) -> bytes:
    """The workbook as somebody saved it after changing it."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    return saved(book)


def patched(data: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with a piece of one of its parts replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                assert re.search(old.encode(), text)
                text = re.sub(old.encode(), lambda _: new.encode(), text, count=1)
            after.writestr(name, text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def shared(data: bytes) -> bytes:
    """The workbook with its strings in a table of their own, as Excel and LibreOffice save it."""
    buffer, strings = io.BytesIO(), []

    def share(found: re.Match[bytes]) -> bytes:
        strings.append(found[2])
        return b'<c %s t="s"><v>%d</v></c>' % (found[1], len(strings) - 1)

    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(
                    rb'<c ([^>]*?) ?t="inlineStr"[^>]*><is>(.*?)</is></c>',
                    share,
                    text,
                    flags=re.DOTALL,
                )
            if name == "xl/_rels/workbook.xml.rels":
                lead = b'<Relationship Type="a/sharedStrings" Target="sharedStrings.xml" Id="s"/>'
                text = text.replace(b"</Relationships>", lead + b"</Relationships>")
            after.writestr(name, text, zipfile.ZIP_DEFLATED)
        items = b"".join(b"<si>%s</si>" % item for item in strings)
        space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        after.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (space, items))
    assert len(strings) > 100
    return buffer.getvalue()


def brought_back(folder: Path, data: bytes) -> list[str]:
    """Import a workbook; gives what is said of the tables that changed."""
    book = folder.parent / "book.xlsx"
    book.write_bytes(data)
    return [str(change) for change in import_workbook(folder, book).changes]


def refused(folder: Path, data: bytes) -> list[str]:
    """What an import says that refuses a workbook; the case is as it was."""
    before = {file: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(CaseError) as caught:
        brought_back(folder, data)
    assert {file: file.read_bytes() for file in folder.iterdir()} == before
    return str(caught.value).splitlines()


def at(book: Any, table: str, row: str, column: str) -> Any:
    """The cell of a row that has an id."""
    sheet = book[table]
    place = [cell.value for cell in sheet[1]].index(column) + 1
    number = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 1).value == row)
    return sheet.cell(number, place)


def put(table: str, row: str, column: str, value: object, look: str = "@") -> Callable[[Any], None]:
    """Write a value into a cell, with a number format."""

    def change(book: Any) -> None:
        cell = at(book, table, row, column)
        cell.value = value
        cell.number_format = look

    return change
