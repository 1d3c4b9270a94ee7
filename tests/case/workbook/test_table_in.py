"""Cells are read as what was typed, and never guessed: what cannot be told is named, with its place."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tertius.case.kinds import BOOK_KINDS
from tertius.case.workbook.table_in import plain_number
from tertius.evidence.text import several
from workbooks import at, brought_back, changed, patched, put, refused, saved, small_book

NUMBERS = [
    ("ties", "srb-owns-nis", "share_pct", 29.87, "0.00", "29.87"),
    ("ties", "srb-owns-nis", "share_pct", 56.149999999999999, "General", "56.15"),
    ("ties", "srb-owns-nis", "share_pct", 30, "General", "30"),
    ("places", "belgrade", "lat", -44.5, "#,##0.0 [$€-1]", "-44.5"),
    ("observations", "exports-by-tabloid", "value", 41928, "General", "41928"),
    ("observations", "exports-by-tabloid", "value", 1 / 3, "General", None),
    ("observations", "exports-by-tabloid", "value", 1e20, "General", None),
    ("observations", "exports-by-tabloid", "period", 2014, "General", "2014"),
    ("observations", "exports-by-tabloid", "question", 2014, "General", "2014"),
    ("observations", "exports-by-tabloid", "information", 3, "General", "3"),
    ("observations", "exports-by-tabloid", "information", 7, "General", None),
    ("observations", "exports-by-tabloid", "locator", 12, "General", None),
]  # fmt: skip


@pytest.mark.parametrize(("table", "row", "column", "value", "look", "text"), NUMBERS)
def test_number_cells(
    small: Any, table: str, row: str, column: str, value: float, look: str, text: str | None
):
    """A number cell is taken where a number, a year or such a word is asked, if it reads back exactly."""
    data = changed(small_book(), put(table, row, column, value, look))
    if text is None:
        assert len(refused(small.path, data)) == 2
        return
    brought_back(small.path, data)
    other = small.bytes()
    small.set(table, row, column, text)
    assert small.bytes() == other


def test_amounts_as_number_cells(small: Any):
    """The value of a claim may be a number cell where its property is a number, and not elsewhere."""
    book = load_workbook(io.BytesIO(small_book()))
    sheet = book["claims"]
    by_property = {sheet.cell(n, 3).value: n for n in range(2, sheet.max_row + 1)}
    sheet.cell(by_property["amount"], 4).value = 123456.5
    brought_back(small.path, saved(book))
    assert ",123456.5," in (small.path / "claims.csv").read_text(encoding="utf-8")
    sheet.cell(by_property["stage"], 4).value = 12
    assert "is a number in a column of text" in refused(small.path, saved(book))[0]


@given(st.decimals(-(10**14), 10**14, places=1) | st.decimals(-999, 999, places=6))
def test_numbers_read_back(number: Any):
    """A number of up to 15 digits that a spreadsheet keeps as a binary fraction reads back as typed."""
    typed = f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
    typed = "0" if typed in ("-0", "") else typed
    assert plain_number(repr(float(number))) == typed
    assert plain_number(f"{float(number):.17g}") == typed


AS_TEXT = "Format the cell as text and write"


def _rename(old: str, new: str) -> Callable[[Any], None]:
    return lambda book: setattr(book[old], "title", new)


def _head(place: str, text: str | None) -> Callable[[Any], None]:
    return lambda book: setattr(book["places"][place], "value", text)


NOON = datetime(2014, 10, 16, 12)  # noqa: DTZ001 - a spreadsheet knows no time zones

# fmt: off
BROKEN: list[tuple[str, set[str], Callable[[Any], object], list[str]]] = [
    ("a renamed sheet", {"sheet"}, _rename("places", "Places 2"), [
        "book.xlsx Places 2: is a sheet that is no table. Name it places.",
        "book.xlsx places: is missing. Put the sheet back; to empty a table, delete its rows and keep the headings.",
    ]),
    ("a missing sheet", {"sheet"}, lambda b: b.remove(b["places"]), [
        "book.xlsx places: is missing. Put the sheet back; to empty a table, delete its rows and keep the headings.",
    ]),
    ("a sheet too many", {"sheet"}, lambda b: b.create_sheet("Pivot"), [
        "book.xlsx Pivot: is a sheet that is no table. Delete it, or move it to a file of its own.",
    ]),
    ("a renamed column", {"unknown-column", "missing-column"}, _head("B1", "names"), [
        'book.xlsx places!B1: "names" is no column of places. Write name, or delete the column. The headings are: id, name, host, lat, lon, precision',
        "book.xlsx places: lacks the column name. Put its heading back; its cells may be empty.",
    ]),
    ("a column that was deleted", {"missing-column"}, lambda b: b["places"].delete_cols(4), [
        "book.xlsx places: lacks the column lat. Put its heading back; its cells may be empty.",
    ]),
    ("a column twice", {"doubled-column", "missing-column"}, _head("E1", "lat"), [
        'book.xlsx places!E1: "lat" stands twice in the headings. Keep one of the two.',
        "book.xlsx places: lacks the column lon. Put its heading back; its cells may be empty.",
    ]),
    ("a column too many", {"unknown-column"}, _head("G1", "seen"), [
        'book.xlsx places!G1: "seen" is no column of places. Delete the column. The headings are: id, name, host, lat, lon, precision',
    ]),
    ("values without a heading", {"unknown-column"}, lambda b: [_head("H2", "x")(b), _head("H3", "y")(b)], [
        'book.xlsx places!H2: "x" stands in a column without a heading. Move it below one, or delete the column H.',
    ]),
    ("no headings", {"missing-column"}, lambda b: b["places"].delete_rows(1, 99), [
        "book.xlsx places!A1: has no headings. They are: id, name, host, lat, lon, precision",
    ]),
    ("merged cells", {"merged-cells"}, lambda b: b["places"].merge_cells("C2:C3"), [
        "book.xlsx places!C2:C3: are merged cells. Undo the merging, and write the value into each cell.",
    ]),
    ("a formula", {"formula-cell"}, put("places", "belgrade", "lat", "=40+4.82"), [
        'book.xlsx places!D2: "=40+4.82" is a formula, and formulas are not read. Write the value itself.',
    ]),
    ("a formula that runs a program", {"formula-cell"}, put("places", "belgrade", "name", "=cmd|'/C calc'!A0"), [
        "book.xlsx places!B2: \"=cmd|'/C calc'!A0\" is a formula, and formulas are not read. Write the value itself.",
    ]),
    ("a formula into another workbook", {"formula-cell"}, put("places", "belgrade", "name", "=[1]Sheet1!A1"), [
        'book.xlsx places!B2: "=[1]Sheet1!A1" is a formula, and formulas are not read. Write the value itself.',
    ]),
    ("a formula for a heading", {"formula-cell", "missing-column"}, _head("B1", "=A1"), [
        'book.xlsx places!B1: "=A1" is a formula, and formulas are not read. Write the value itself.',
        "book.xlsx places: lacks the column name. Put its heading back; its cells may be empty.",
    ]),
    ("a date cell", {"date-cell"}, put("redirects", "nis-ad", "date", date(2014, 10, 1), "mmm yy"), [
        ('book.xlsx redirects!C2: "41913" is a date cell, which keeps a day and not what was typed. '
        f"It shows 2014-10-01, and may have been a month or a year. {AS_TEXT} as much of the date as the source says, "
        "such as 2014, 2014-10 or 2014-10-01."),
    ]),
    ("a time", {"date-cell"}, put("redirects", "nis-ad", "date", time(10, 30), "h:mm"), [
        ('book.xlsx redirects!C2: "0.4375" is a date cell, which keeps a day and not what was typed. '
        f"{AS_TEXT} as much of the date as the source says, such as 2014, 2014-10 or 2014-10-16."),
    ]),
    ("a date in a column of text", {"date-cell"}, put("places", "belgrade", "name", NOON, "yyyy-mm-dd"), [
        ('book.xlsx places!B2: "41928.5" is a date cell, which keeps a day and not what was typed. '
        f"It shows 2014-10-16, and may have been a month or a year. {AS_TEXT} as much of the date as the source says, "
        "such as 2014, 2014-10 or 2014-10-16."),
    ]),
    ("a bare day number", {"date-cell"}, put("redirects", "nis-ad", "date", 41928, "General"), [
        ('book.xlsx redirects!C2: "41928" is a number, and may be the day number of a date. '
        f"It shows 2014-10-16, and may have been a month or a year. {AS_TEXT} as much of the date as the source says, "
        "such as 2014, 2014-10 or 2014-10-16."),
    ]),
    ("a number in a column of text", {"number-cell"}, put("places", "belgrade", "name", 12, "General"), [
        (f'book.xlsx places!B2: "12" is a number in a column of text. {AS_TEXT} what shall stand there; '
        "if it was a date, as much of it as the source says."),
    ]),
    ("a number of too many digits", {"number-cell"}, put("places", "belgrade", "lat", 44.12345678, "General"), [
        (f'book.xlsx places!D2: "44.12345678" is a number that does not read back exactly. {AS_TEXT} its digits, '
        "at most 15 with 6 behind the point."),
    ]),
    ("a percentage", {"number-cell"}, put("ties", "srb-owns-nis", "share_pct", 0.5615, "0.00%"), [
        f'book.xlsx ties!F9: "0.5615" is shown as a percentage. {AS_TEXT} the number of percent, such as 56.15.',
    ]),
    ("a truth value", {"truth-cell"}, put("places", "belgrade", "name", True), [
        f'book.xlsx places!B2: "TRUE" is a truth value of the spreadsheet. {AS_TEXT} the word, such as yes or no.',
    ]),
    ("an error", {"error-cell"}, put("places", "belgrade", "name", "#REF!"), [
        'book.xlsx places!B2: "#REF!" is an error of the spreadsheet. Write the value itself, or nothing.',
    ]),
    ("a source without an id", {"source-line"}, put("sources", "daily-2017", "id", None), [
        "book.xlsx sources Šta je ostalo od sporazuma: is a source without an id. Write one, such as amos-putins-man-2017.",
    ]),
    ("several faults", {"error-cell", "truth-cell", "formula-cell"},
     lambda b: [put("places", "belgrade", "name", "#N/A")(b), put("places", "novi-sad", "name", False)(b), put("ties", "srb-owns-nis", "role", "=1")(b)], [
        'book.xlsx places!B2: "#N/A" is an error of the spreadsheet. Write the value itself, or nothing.',
        f'book.xlsx places!B3: "FALSE" is a truth value of the spreadsheet. {AS_TEXT} the word, such as yes or no.',
        'book.xlsx ties!E9: "=1" is a formula, and formulas are not read. Write the value itself.',
    ]),
]
# fmt: on


@pytest.mark.parametrize(("change", "said"), [b[2:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_each_fault_is_named(small: Any, change: Callable[[Any], object], said: list[str]):
    """Each fault of a workbook gives exactly these messages, and nothing is written."""

    def also(book: Any) -> None:
        at(book, "actors", "ana-maric", "note").value = "A change that is not to be written."
        change(book)

    assert refused(small.path, changed(small_book(), also)) == [
        *said,
        f"{several(len(said), 'problem')} in book.xlsx. Nothing was written.",
    ]


def test_every_kind_is_made():
    """Every kind of problem that only a workbook has is made by one of the faults above."""
    assert set(BOOK_KINDS) <= set().union(*(codes for _, codes, _, _ in BROKEN))


def test_many_faults_are_cut(small: Any):
    """Of thousands of faults the first two hundred are shown, and all are counted."""

    def change(book: Any) -> None:
        for number in range(2, 3_000):
            book["places"].cell(number, 2).value = True

    lines = refused(small.path, changed(small_book(), change))
    assert len(lines) == 202
    assert lines[-2:] == ["… and 2798 more", "2,998 problems in book.xlsx. Nothing was written."]


def test_what_a_formula_last_showed(small: Any):
    """A formula is quoted with the value that it last showed, which is not taken."""
    data = patched(
        small_book(), "xl/worksheets/sheet5.xml",
        r'<c r="B2"[^>]*>.*?</c>', '<c r="B2" t="str"><f>A2&amp;"!"</f><v>belgrade!</v></c>',
    )  # fmt: skip
    assert refused(small.path, data)[0] == (
        'book.xlsx places!B2: "=A2&"!"" is a formula, and formulas are not read. '
        "Write the value itself, such as belgrade!, which it last showed."
    )


def test_text_that_looks_like_something_else(small: Any):
    """Text is taken as it stands; a decimal comma and a broken formula in it are what the check of the case reports."""

    def change(book: Any) -> None:
        for column, text in (("share_pct", "29,87"), ("start", "2008-12"), ("role", "#REF!")):
            cell = at(book, "ties", "srb-owns-nis", column)
            cell.value = text
            cell.data_type = "s"

    assert brought_back(small.path, changed(small_book(), change)) == [
        "ties: 0 added, 1 changed, 0 removed"
    ]
    assert small.problems()[:2] == [
        (
            'ties.csv:9 role: "#REF!" is what a spreadsheet writes where a formula is broken. Write what '
            "stood there before, or leave the cell empty."
        ),
        'ties.csv:9 share_pct: "29,87" is not a number. Write 29.87.',
    ]
