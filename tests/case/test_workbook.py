"""A case goes out as a workbook and comes back: nothing lost, nothing guessed, nothing half written."""

import io
import os
import re
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from conftest import SMALL
from random_case import cases
from small_case import SERBIA
from tertius.case import unpack, xlsx
from tertius.case.problems import BOOK_KINDS
from tertius.case.read import read_case
from tertius.case.table_in import plain_number
from tertius.case.workbook import column_letters, column_number, escape, unescape
from tertius.case.workbook_in import import_workbook, read_workbook
from tertius.case.workbook_out import export_workbook
from tertius.case.write import cells_text, write_all, write_table
from tertius.errors import CaseError
from tertius.evidence.row import columns
from tertius.evidence.tables import TABLES
from tertius.evidence.taxonomy import published
from tertius.study import check_case


def exported(folder: Path) -> bytes:
    case, _, problems = check_case(folder)
    return export_workbook(folder, case, problems)[0]


@cache
def small_book() -> bytes:
    return exported(SMALL)


def saved(book: Workbook) -> bytes:
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


def test_sheets():
    """The sheets are a first page, the tables in their order, and two to look things up in; all is text."""
    book = load_workbook(io.BytesIO(small_book()))
    assert book.sheetnames == ["Read me", *(row.table for row in TABLES), "words", "sources"]
    for row in TABLES:
        sheet = book[row.table]
        assert [cell.value for cell in sheet[1]] == [column.name for column in columns(row)]
        assert sheet.freeze_panes == "B2"
        for column in columns(row):
            letters = column_letters(list(columns(row)).index(column) + 1)
            assert sheet.column_dimensions[letters].number_format == "@"
            assert sheet[f"{letters}1"].comment.text.startswith(column.description)
        for cells in sheet.iter_rows():
            for cell in cells:
                assert cell.value is None or (cell.data_type, cell.number_format) == ("s", "@")
    assert [cell.value for cell in book["sources"][3]] == [
        "daily-2014", "Kredit za prugu potpisan", "2014-03-29", "daily",
    ]  # fmt: skip


def offered(book: Any, table: str, column: str) -> tuple[list[str], bool]:
    """The words that the cells of a column offer, and whether others are forbidden."""
    sheet = book[table]
    letters = column_letters([cell.value for cell in sheet[1]].index(column) + 1)
    rules = sheet.data_validations.dataValidation
    (rule,) = (rule for rule in rules if f"{letters}2:{letters}1048576" in str(rule.sqref))
    name, _, place = rule.formula1.replace("$", "").partition("!")
    return [cell.value for (cell,) in book[name][place]], bool(rule.showErrorMessage)


def test_lists(small: Any):
    """Columns of words offer this case's words and forbid others; codes and issues are only suggested."""
    small.swap("case.yml", "vocabulary: {}", "vocabulary: {unit: {ships: {means: Ships.}}}")
    book = load_workbook(io.BytesIO(exported(small.path)))
    assert offered(book, "claims", "stance") == (["supports", "disputes"], True)
    assert offered(book, "actors", "kind") == (list(published().words("actor_kind")), True)
    units, is_closed = offered(book, "observations", "unit")
    assert ("ships" in units, "EUR" in units, is_closed) == (True, True, True)
    assert offered(book, "engagements", "host") == (["SRB"], False)
    assert offered(book, "engagements", "power")[0][:2] == ["RUS", "CHN"]
    assert "eu-accession" in offered(book, "positions", "issue")[0]
    listed = {
        (a.value, b.value): d.value for a, b, _, d in book["words"].iter_rows(min_row=2, max_col=4)
    }
    assert listed["unit", "ships"] == "Ships."
    assert listed["host", "SRB"] == "A code; others can be written too."


def test_problems_are_marked(small: Any):
    """A problem stands at its cell, with what to write; one without a cell stands on the first sheet."""
    small.set("ties", "srb-owns-nis", "start", "2019-13")
    small.set("engagements", "crimea-vote", "sector", "rail")
    small.end("redirects.csv", "a,b,2021,c\n")
    small.swap("case.yml", "currency: EUR", "currency: XYZ")
    case, _, problems = check_case(small.path)
    data, done = export_workbook(small.path, case, problems)
    book = load_workbook(io.BytesIO(data))
    marked = {
        f"{sheet.title}!{cell.coordinate}": (cell.comment.text, cell.style)
        for sheet in book
        for cells in sheet.iter_rows(min_row=2)
        for cell in cells
        if cell.comment
    }
    assert marked == {
        "ties!I9": (
            '"2019-13" is not a date. Write 2019, 2019-03, 2019-03-21, 2019? or 2012/2016.',
            "tertius problem",
        ),
        "engagements!G6": (
            '"rail" lies outside politics. Change the domain, or add a sector of it.',
            "tertius remark",
        ),
        "redirects!A3": (
            "has 4 cells where the header has 3. Put quotes around a text that holds a comma.",
            "tertius problem",
        ),
    }
    assert book["redirects"]["D3"].value == "c"
    said = [cell.value for (cell,) in book["Read me"].iter_rows(max_col=1)]
    assert [line for line in said if line.startswith("case.yml")] == [
        str(problem) for problem in problems if problem.file == "case.yml"
    ]
    assert (done.marked, done.listed) == (3, len(problems) - 3)
    assert any("tertius import" in line for line in said)


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
    small.write("places.csv", "id;x\n")
    assert refused(small.path, exported(small.path))[0] == (
        'book.xlsx places!A1: "id;x" is no column of places. Write id, or delete the column. '
        "The headings are: id, name, host, lat, lon, precision"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: (s.path / "ties.csv").unlink(), "ties.csv: is missing."),
        (lambda s: s.end("ties.csv", '"'), "ties.csv:10: cannot be read as CSV from here on"),
        (lambda s: s.set("ties", "srb-owns-nis", "role", "x" * 40_000), "ties.csv:9 role: has 40,000 characters"),
        (lambda s: s.end("ties.csv", "," * 16_384 + "\n"), "ties.csv:10 has 16,385 cells"),
    ],
)  # fmt: skip
def test_what_does_not_go_out(small: Any, change: Callable[[Any], object], said: str):
    """A table that cannot be split into cells, or does not fit a sheet, is named, and no workbook is made."""
    change(small)
    with pytest.raises(CaseError) as caught:
        exported(small.path)
    assert str(caught.value).startswith(said)


def test_a_case_without_settings_goes_out(small: Any):
    """A case whose case.yml is broken goes out with the published words, and the fault on its first sheet."""
    small.write("case.yml", "title: [")
    small.write("sources.json", "{")
    book = load_workbook(io.BytesIO(exported(small.path)))
    said = [cell.value for (cell,) in book["Read me"].iter_rows(max_col=1)]
    assert sum(line.startswith(("case.yml", "sources.json")) for line in said) == 2
    assert book["claims"].max_row == 54


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
    assert "actors.csv:2 id: is empty. Run `tertius check --fix`, or write one." in small.problems()


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
        f"{len(said)} problems in book.xlsx. Nothing was written.",
    ]


def test_every_kind_is_made():
    """Every kind of problem that only a workbook has is made by one of the faults above."""
    assert set(BOOK_KINDS) <= set().union(*(codes for _, codes, _, _ in BROKEN))


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
    """Text is taken as it stands, and a decimal comma in it is what the check of the case reports."""

    def change(book: Any) -> None:
        for column, text in (("share_pct", "29,87"), ("start", "2008-12"), ("role", "#REF!")):
            cell = at(book, "ties", "srb-owns-nis", column)
            cell.value = text
            cell.data_type = "s"

    assert brought_back(small.path, changed(small_book(), change)) == [
        "ties: 0 added, 1 changed, 0 removed"
    ]
    assert small.problems()[0] == (
        'ties.csv:9 share_pct: "29,87" is not a number. Write digits with a decimal point and no separators, '
        "such as 56.15; at most 15 digits before the point and 6 behind it."
    )


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


def _zip(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


OLE = unpack.OLE + b"\0" * 600
DEFINED = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
NO_WORKBOOKS = {
    "nothing": (b"", "is no workbook. Save the sheets as .xlsx."),
    "CSV": (b"id,name\n", "is no workbook. Save the sheets as .xlsx."),
    "an old workbook": (OLE, "is an old workbook (.xls). Save it as .xlsx."),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "is locked with a password. Save it without one."),
    "OpenDocument": (_zip(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "is an OpenDocument file (.ods). Save it as .xlsx."),
    "a binary workbook": (_zip(**{"xl/workbook.bin": ""}), "is a binary workbook (.xlsb). Save it as .xlsx."),
    "some zip file": (_zip(a="b"), "is a zip file and no workbook. Save the sheets as .xlsx."),
    "half a workbook": (small_book()[:9_000], "is no workbook. Save the sheets as .xlsx."),
    "a document": (_zip(**{"[Content_Types].xml": "", "word/document.xml": ""}), "lacks its part xl/workbook.xml. Open it in a spreadsheet and save it again as .xlsx."),
    "XML that breaks off": (patched(small_book(), "xl/worksheets/sheet5.xml", "</worksheet>", ""), "is damaged in xl/worksheets/sheet5.xml"),
    "words of its own": (patched(small_book(), "xl/worksheets/sheet5.xml", "<worksheet", DEFINED + "<worksheet"), "defines words of its own in its XML, as no spreadsheet does."),
    "words of its own in the strings": (patched(shared(small_book()), "xl/sharedStrings.xml", "<sst", DEFINED + "<sst"), "defines words of its own in its XML, as no spreadsheet does."),
    "a string that is not there": (patched(small_book(), "xl/worksheets/sheet5.xml", r'<c r="B2"[^>]*>.*?</c>', '<c r="B2" t="s"><v>999999</v></c>'), "holds something unreadable in xl/worksheets/sheet5.xml."),
    "a place that is none": (patched(small_book(), "xl/worksheets/sheet5.xml", 'r="B2"', 'r="2B"'), "holds something unreadable in xl/worksheets/sheet5.xml."),
    "a column beyond the last": (patched(small_book(), "xl/worksheets/sheet5.xml", 'r="F2"', 'r="XFE2"'), "holds something unreadable in xl/worksheets/sheet5.xml."),
    "a row twice": (patched(small_book(), "xl/worksheets/sheet5.xml", '<row r="3"', '<row r="2"'), "holds something unreadable in xl/worksheets/sheet5.xml."),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_WORKBOOKS)
def test_what_is_no_workbook(small: Any, name: str):
    """A file that is no workbook, is locked or is damaged is refused in a sentence, and nothing is written."""
    data, said = NO_WORKBOOKS[name]
    (line,) = refused(small.path, data)
    assert line.startswith(f"book.xlsx {said}")
    assert line.endswith(" Nothing was written.")


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


@pytest.mark.parametrize(
    ("place", "name", "limit", "said"),
    [
        (unpack, "LARGEST_FILE", 1_000, "is larger than 0 MiB, the limit."),
        (unpack, "LARGEST_UNPACKED", 10_000, "unpacks to more than 0 MiB or 10,000 parts, the limit."),
        (unpack, "MOST_PARTS", 3, "unpacks to more than 256 MiB or 3 parts, the limit."),
        (unpack, "MOST_TAGS", 2_000, "has more than 2,000 tags, the limit."),
        (xlsx, "MOST_TEXT", 2_000, "holds more than 0 MiB of text, the limit."),
    ],
)  # fmt: skip
def test_bounds(
    small: Any, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, limit: int, said: str
):
    """A file that is too large, unpacks to too much or holds too much is refused before it is read whole."""
    monkeypatch.setattr(place, name, limit)
    (line,) = refused(small.path, small_book())
    assert line.startswith(f"book.xlsx {said}")


def test_a_part_larger_than_it_says(small: Any):
    """A part that unpacks to more than the directory says is read no further than that, and is damaged."""
    data = bytearray(small_book())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("xl/worksheets/sheet5.xml")
    at = data.index(b"PK\x01\x02", 0)
    while data[at + 46 : at + 46 + len(info.filename)] != info.filename.encode():
        at = data.index(b"PK\x01\x02", at + 1)
    struct.pack_into("<I", data, at + 24, info.file_size // 2)
    (line,) = refused(small.path, bytes(data))
    assert line.startswith("book.xlsx is damaged in xl/worksheets/sheet5.xml")


def test_macros_and_links_are_not_followed(small: Any):
    """Macros, external links and pictures in a workbook are not even unpacked; the tables are read."""
    buffer = io.BytesIO(small_book())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xff" * 100)
        archive.writestr("xl/externalLinks/externalLink1.xml", "<not even XML")
    assert brought_back(small.path, buffer.getvalue()) == []


def test_many_faults_are_cut(small: Any):
    """Of thousands of faults the first two hundred are shown, and all are counted."""

    def change(book: Any) -> None:
        for number in range(2, 3_000):
            book["places"].cell(number, 2).value = True

    lines = refused(small.path, changed(small_book(), change))
    assert len(lines) == 202
    assert lines[-2:] == ["… and 2798 more", "2998 problems in book.xlsx. Nothing was written."]


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


def test_a_new_file_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A file that was not there before is not there after a failure either."""
    real = os.replace

    def fail(source: str, target: Path) -> None:
        if target.name == "b":
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError):
        write_all({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert list(tmp_path.iterdir()) == []


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
