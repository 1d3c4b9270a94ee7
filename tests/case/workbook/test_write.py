"""What a workbook shows and offers, and which case does not go out as one."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from tertius.case.workbook.sheets import column_letters
from tertius.case.workbook.sources import SourceLine
from tertius.case.workbook.write import export_workbook
from tertius.errors import CaseError
from tertius.evidence.row import columns
from tertius.evidence.tables import TABLES
from tertius.evidence.taxonomy import published
from tertius.study.open import check_case
from workbooks import exported, small_book


def test_sheets():
    """The sheets are a first page, the tables in their order, the words and the sources; all is text."""
    book = load_workbook(io.BytesIO(small_book()))
    assert book.sheetnames == ["Read me", *(row.table for row in TABLES), "words", "sources"]
    for row in (*TABLES, SourceLine):
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
        "daily-2014", "Kredit za prugu potpisan", "2014-03-29", "daily", "article-newspaper",
        *[None] * 8, "sr", None, "wire-2014",
    ]  # fmt: skip


def test_the_first_sheet_is_read_at_a_glance(small: Any):
    """Its title stays in view, it is printed as wide as its page, its text wraps in one wide column in rows that are high enough, and no cell is a formula."""
    small.write("sources.json", "{")
    sheet = load_workbook(io.BytesIO(exported(small.path)))["Read me"]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 110
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    said = [cell for (cell,) in sheet.iter_rows(max_col=1)]
    assert sheet.max_column == 1
    assert all(cell.data_type == "s" and not cell.value.startswith("=") for cell in said)
    for cell in said[1:]:
        assert cell.alignment.wrap_text
        assert cell.number_format == "General"
        lines = (sheet.row_dimensions[cell.row].height - 6) / 15.5
        assert lines * 110 >= len(cell.value) or lines > 20
    assert said[-1].value.startswith("By these marks an import sees")


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
            '"2019-13" is not a date. There is no month 13: write the date that the source means.',
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


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: (s.path / "ties.csv").unlink(), "ties.csv: is missing."),
        (lambda s: s.end("ties.csv", '"'), "ties.csv:10: cannot be read as CSV from here on"),
        (lambda s: s.set("ties", "srb-owns-nis", "role", "x" * 40_000), "ties.csv:9 role: has 40,000 characters"),
        (lambda s: s.end("ties.csv", "a" + "," * 16_384 + "\n"), "ties.csv:10 has 16,385 cells"),
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
