"""A case goes out as a workbook and comes back the same, to the byte."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import SMALL
from random_case import cases
from small_case import SERBIA
from tertius.case.workbook.read import read_workbook
from tertius.case.workbook.sheets import column_letters, column_number, escape, unescape
from tertius.case.workbook.write import export_workbook
from tertius.case.write import cells_text, write_table
from tertius.evidence.tables import TABLES
from tertius.evidence.taxonomy import published
from workbooks import brought_back, changed, exported, refused, shared, small_book


@pytest.mark.parametrize("folder", [SMALL, SERBIA], ids=["small", "serbia"])
@pytest.mark.parametrize("again", [False, True], ids=["as exported", "saved again"])
def test_round_trip(folder: Path, again: bool, tmp_path: Path):
    """A case that comes back changes no byte; openpyxl, which rewrites every cell, changes nothing either."""
    case = Path(tmp_path / "case")
    case.mkdir()
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    for name, data in before.items():
        (case / name).write_bytes(data)
    data = exported(case)
    stamps = {file.name: file.stat().st_mtime_ns for file in case.iterdir()}
    assert brought_back(case, changed(data, lambda book: None) if again else data) == []
    assert {file.name: file.read_bytes() for file in case.iterdir()} == before
    assert {file.name: file.stat().st_mtime_ns for file in case.iterdir()} == stamps


def test_shared_strings(small: Any):
    """A workbook whose strings stand in a table of their own comes back the same."""
    before = small.bytes()
    assert brought_back(small.path, shared(small_book())) == []
    assert small.bytes() == before


@settings(max_examples=15)
@given(case=cases())
def test_random_cases_come_back(tmp_path_factory: pytest.TempPathFactory, case: Any):
    """Sorted tables of any case go out and come back without a byte changed."""
    folder = tmp_path_factory.mktemp("random")
    for row in TABLES:
        write_table(folder, row, case.rows(row.table))
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert brought_back(folder, export_workbook(folder, case, [])[0]) == []
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(
    lambda text: text.replace("\0", "").strip()
)


@settings(max_examples=30)
@given(records=st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=5))
@example(records=[("=1+1", "_x0041_", "_x005F_x0041_"), ("#REF!", "a\rb\nc\td", "'\x0b\ufffe'")])
@example(records=[("", "", "0\r0"), ("a", "c\rd", "b\nc")])
@example(records=[("2014-10", "007", "1e5"), ("TRUE", "56,15", "<b>&amp;</b>")])
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, records: list[tuple[str, ...]]
):
    """Whatever text stands in a cell comes back as it was, formulas, marks and control characters too."""
    folder = tmp_path_factory.mktemp("text")
    for row in TABLES:
        write_table(folder, row, ())
    names = next(row for row in TABLES if row.table == "names")
    (folder / "names.csv").write_text(cells_text(names, records), encoding="utf-8", newline="")
    (folder / "book.xlsx").write_bytes(export_workbook(folder, None, [])[0])
    back = read_workbook(folder / "book.xlsx", published())
    assert back.problems == []
    assert sorted(back.tables["names"]) == sorted(record for record in records if any(record))


@given(TEXT)
def test_escapes_are_undone(text: str):
    """What a cell cannot hold is escaped, and the escaped text means the same again."""
    assert unescape(escape(text)) == text
    assert not re.search("[\x00-\x08\x0b-\x1f]", escape(text))


@given(st.integers(1, 16_384))
def test_columns_have_letters(number: int):
    """A column's letters lead back to its number; the last of a sheet is XFD."""
    assert column_number(column_letters(number)) == number
    assert [column_letters(n) for n in (1, 26, 27, 702, 703, 16_384)] == [
        "A", "Z", "AA", "ZZ", "AAA", "XFD",
    ]  # fmt: skip


def test_a_faulty_case_goes_out_and_comes_back(small: Any):
    """Faulty cells come back as they stand, and so do rows that are too short or full of nothing."""
    small.set("ties", "srb-owns-nis", "start", "2019-13")
    small.set("ties", "srb-owns-nis", "share_pct", "29,87")
    small.end("redirects.csv", "short\n,,\n")
    small.end("places.csv", ",Niš,SRB,,,\n,Niš,SRB,,,\n")
    before = small.bytes()
    assert brought_back(small.path, exported(small.path)) == []
    assert small.bytes() == before


def test_the_same_rows_written_otherwise(small: Any):
    """A table whose rows are the same keeps its byte order mark, line ends and order."""
    header, *rows = (small.path / "places.csv").read_text(encoding="utf-8").splitlines()
    small.write("places.csv", "\ufeff" + "\r\n".join([header, *reversed(rows)]))
    before = small.bytes()
    assert brought_back(small.path, exported(small.path)) == []
    assert small.bytes() == before


def test_a_table_with_a_wrong_header(small: Any):
    """Headings that a table does not have go out as they stand, and do not come back until they are mended."""
    small.write("places.csv", "id:x\n")
    assert refused(small.path, exported(small.path))[0] == (
        'book.xlsx places!A1: "id:x" is no column of places. Write id, or delete the column. '
        "The headings are: id, name, host, lat, lon, precision"
    )
