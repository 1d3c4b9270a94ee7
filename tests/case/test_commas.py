"""Tables that a spreadsheet separated by something else come back with commas, and with every cell."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.case.commas import with_commas, write_commas
from tertius.evidence.actor import Name, Redirect

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


def separated(rows: list[list[str]], mark: str, ending: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator=ending).writerows(rows)
    return out.getvalue()


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=4), st.sampled_from(";\t|"))
def test_no_cell_is_changed(rows: list[tuple[str, str, str]], mark: str):
    """Whatever stands in the cells, all of them stand there afterwards, or the table is left alone."""
    table = [["actor", "name", "lang"], *map(list, rows)]
    made = with_commas(separated(table, mark), Name)
    if made is not None:
        assert list(csv.reader(io.StringIO(made[0], newline=""))) == table


def test_a_decimal_comma_stays_in_its_cell():
    made = with_commas("old;new;date\r\na;b,5;2021\r\n", Redirect)
    assert made == ('old,new,date\r\na,"b,5",2021\r\n', "semicolons")


@pytest.mark.parametrize(
    "text",
    [
        "old,new,date\na;b;2021\n",  # the header has commas
        "old;new;date\na;b\n",  # a row is short: nobody knows where a cell is missing
        "one;two;three\na;b;c\n",  # no header of the table
        'old;new;date\n"a;b;2021\n',  # a quote that is never closed
    ],
)
def test_what_is_left_alone(text: str):
    assert with_commas(text, Redirect) is None


@pytest.mark.parametrize("mark", [";", "\t"])
@pytest.mark.parametrize("first", ["", "sep={}\r\n"])
def test_a_table_is_mended_and_the_case_is_as_before(small: Any, mark: str, first: str):
    """The file says what it said, the line for the spreadsheet is gone, and nothing more is written."""
    before = small.bytes()
    rows = list(csv.reader(io.StringIO(before["actors.csv"].decode())))
    small.write("actors.csv", "\ufeff" + first.format(mark) + separated(rows, mark))
    assert small.problems() != []
    assert list(write_commas(small.path)) == ["actors.csv"]
    assert small.problems() == []
    after = small.bytes()
    assert after.pop("actors.csv").removeprefix(b"\xef\xbb\xbf") == before.pop("actors.csv")
    assert after == before
    assert write_commas(small.path) == {}


def test_a_line_for_a_spreadsheet_above_commas_is_taken_out(small: Any):
    before = small.bytes()["places.csv"]
    small.write("places.csv", b"sep=,\r\n" + before)
    assert write_commas(small.path) == {"places.csv": "sep=,"}
    assert small.bytes()["places.csv"] == before
