"""The cells of a sheet are what it holds, however its program wrote them."""

import io
import re
import zipfile
from typing import Any

import pytest

from workbooks import brought_back, patched, refused, shared, small_book


@pytest.mark.parametrize("cell", [
    '<c r="B2" t="inlineStr"><is><r><t>Bel</t></r><r><rPr><b/></rPr><t>grade</t></r></is></c>',
    '<c r="B2" t="inlineStr"><is><t>Belgrade</t><rPh sb="0" eb="1"><t>aid</t></rPh></is></c>',
    '<c r="B2" t="str"><v>Belgrade</v></c>',
    '<c t="inlineStr"><is><t xml:space="preserve"> Belgrade_x000D_\n</t></is></c>',
])  # fmt: skip
def test_ways_to_write_a_text(small: Any, cell: str):
    """Formatted text, text with reading aids, and a cell that names no place are read as what they say."""
    before = small.bytes()
    data = patched(small_book(), "xl/worksheets/sheet5.xml", r'<c r="B2"[^>]*>.*?</c>', cell)
    assert brought_back(small.path, data) == []
    assert small.bytes() == before


def test_strict_and_prefixed_names(small: Any):
    """A workbook that names its elements with a prefix, or in the strict dialect, is read alike."""
    data = small_book()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("xl/worksheets/sheet5.xml").decode()
    prefixed = re.sub(r"<(/?)(\w)", r"<\1x:\2", text).replace("xmlns=", "xmlns:x=")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            after.writestr(name, prefixed if name.endswith("sheet5.xml") else before.read(name))
    assert brought_back(small.path, buffer.getvalue()) == []


def test_a_lone_cell_far_out(small: Any):
    """A cell in the last row and column of a sheet is named; the rows before it are not made up."""
    far = '</row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    data = patched(small_book(), "xl/worksheets/sheet5.xml", "</row></sheetData>", far)
    assert refused(small.path, data)[0] == (
        'book.xlsx places!XFD1048576: "x" stands in a column without a heading. '
        "Move it below one, or delete the column XFD."
    )


def test_a_declared_size_is_not_believed(small: Any):
    """A sheet that declares millions of rows is read by what it holds."""
    data = patched(
        small_book(),
        "xl/worksheets/sheet5.xml",
        "<sheetViews",
        '<dimension ref="A1:XFD1048576"/><sheetViews',
    )
    assert brought_back(small.path, data) == []


@pytest.mark.parametrize("kind", ["inlineStr", "str", "s"])
def test_a_cell_longer_than_any_is_refused_while_it_is_read(small: Any, kind: str):
    """A cell of a million characters and one more is refused, wherever a workbook keeps its text."""
    long = "a" * (2**20 + 1)
    inner = f"<is><t>{long}</t></is>" if kind == "inlineStr" else f"<v>{long}</v>"
    cell = f'<c r="B2" t="{kind}">{inner}</c>'
    data = (
        patched(shared(small_book()), "xl/sharedStrings.xml", "<t>", f"<t>{long}")
        if kind == "s"
        else patched(small_book(), "xl/worksheets/sheet5.xml", r'<c r="B2"[^>]*>.*?</c>', cell)
    )
    (said,) = refused(small.path, data)
    assert (
        "has a cell with more than 1,048,576 characters, where a spreadsheet holds 32,767." in said
    )
