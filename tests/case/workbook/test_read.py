"""What somebody changed in a workbook is written: all of it, or nothing."""

import os
from typing import Any

import pytest

from tertius.case.read import read_case
from tertius.case.workbook.read import import_workbook
from tertius.errors import CaseError
from workbooks import at, brought_back, changed, exported, put, refused, small_book


def test_changes_come_back(small: Any):
    """Changed, added and removed rows are written and counted; only their tables are touched."""

    def change(book: Any) -> None:
        at(book, "actors", "ana-maric", "note").value = "  Wrote the paper. "
        book["actors"].delete_rows(3)
        book["actors"].append(["aaa", "Person", "A", "SRB", None])
        book["actors"].append([None, "Person", "B", "SRB", None])
        book["places"].insert_rows(2, 3)
        at(book, "redirects", "nis-ad", "old").value = "nis-a-d"
        book["names"].auto_filter.ref = "A1:C3"

    others = {
        name: data
        for name, data in small.bytes().items()
        if not name.startswith(("actors", "redirects"))
    }
    lines = (small.path / "actors.csv").read_text(encoding="utf-8").splitlines()
    assert brought_back(small.path, changed(small_book(), change)) == [
        "actors: 2 added, 1 changed, 1 removed (bank-of-china)",
        "redirects: 1 added, 0 changed, 1 removed (nis-ad)",
    ]
    now = (small.path / "actors.csv").read_text(encoding="utf-8").splitlines()
    assert now == [
        lines[0], ",Person,B,SRB,", "aaa,Person,A,SRB,", "ana-maric,Person,Ana Marić,SRB,Wrote the paper.", *lines[3:],
    ]  # fmt: skip
    assert {
        n: d for n, d in small.bytes().items() if not n.startswith(("actors", "redirects"))
    } == others
    assert (
        "actors.csv:2 id: is empty. Run `tertius check CASE --fix`, or write one."
        in small.problems()
    )


def test_what_changed_meanwhile_is_not_undone(small: Any):
    """Where a table changed since it was taken out, nothing is written unless the workbook is to prevail."""
    book = changed(
        small_book(), lambda b: setattr(at(b, "places", "novi-sad", "name"), "value", "Neusatz")
    )
    small.set("places", "belgrade", "lat", "44.8")
    small.set("actors", "ana-maric", "note", "Changed elsewhere.")
    before = small.bytes()
    file = small.path.parent / "book.xlsx"
    file.write_bytes(book)
    with pytest.raises(CaseError) as caught:
        import_workbook(small.path, file)
    assert str(caught.value).startswith(
        "actors.csv, places.csv changed since book.xlsx was taken out"
    )
    assert small.bytes() == before
    import_workbook(small.path, file, replace=True)
    assert "Neusatz" in (small.path / "places.csv").read_text(encoding="utf-8")


def test_columns_in_another_order(small: Any):
    """Columns that were moved are read by their headings; rows in another order are the same rows."""

    def change(book: Any) -> None:
        sheet = book["places"]
        rows = [[cell.value for cell in cells] for cells in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        for cells in [rows[0], *reversed(rows[1:])]:
            sheet.append([None, *reversed(cells)])

    before = small.bytes()
    assert brought_back(small.path, changed(small_book(), change)) == []
    assert small.bytes() == before


def test_what_is_hidden_is_read(small: Any):
    """Hidden sheets, columns and rows are read like the rest, and named."""

    def change(book: Any) -> None:
        book["outlets"].sheet_state = "veryHidden"
        book["claims"].column_dimensions["D"].hidden = True
        book["claims"].row_dimensions[7].hidden = True
        at(book, "claims", book["claims"]["A7"].value, "note").value = "Hidden."

    book = small.path.parent / "book.xlsx"
    book.write_bytes(changed(small_book(), change))
    done = import_workbook(small.path, book)
    assert [str(change) for change in done.changes] == ["claims: 0 added, 1 changed, 0 removed"]
    assert done.notes == (
        "outlets: hidden are the sheet itself. What is hidden is read like the rest.",
        "claims: hidden are columns (value) and rows (1). What is hidden is read like the rest.",
    )


def test_a_table_out_of_the_folder_is_not_written(small: Any):
    """A table that is a link out of the case folder is not written through."""
    outside = small.path.parent / "outside.csv"
    outside.write_bytes((small.path / "places.csv").read_bytes())
    (small.path / "places.csv").unlink()
    (small.path / "places.csv").symlink_to(outside)
    before = outside.read_bytes()
    data = changed(small_book(), put("places", "belgrade", "name", "Beograd"))
    assert refused(small.path, data)[0].startswith("places.csv: leads out of the case folder.")
    assert outside.read_bytes() == before


@pytest.mark.parametrize("name", ["fsync", "replace", "chmod"])
def test_all_tables_or_none(small: Any, monkeypatch: pytest.MonkeyPatch, name: str):
    """Where the second of two tables cannot be written, the first is as it was, and no other file is left."""

    def change(book: Any) -> None:
        put("places", "belgrade", "name", "Beograd")(book)
        put("actors", "ana-maric", "note", "x")(book)

    data, calls, real = changed(small_book(), change), [], getattr(os, name)

    def fail(*args: Any) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(*args)

    before = small.bytes()
    monkeypatch.setattr(os, name, fail)
    with pytest.raises(OSError):
        brought_back(small.path, data)
    assert small.bytes() == before


def test_the_case_is_read_by_its_own_words(small: Any):
    """Cells of the workbook that the class of a row would fill in stay empty: nothing is added to them."""
    case, _ = read_case(small.path)
    assert case is not None
    empty = next(row.id for row in case.rows("claims"))
    small.set("claims", empty, "stance", "")
    before = small.bytes()
    data = changed(exported(small.path), put("claims", empty, "note", "x"))
    brought_back(small.path, data)
    small.set("claims", empty, "note", "")
    assert small.bytes() == before
