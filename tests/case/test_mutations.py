"""Whatever is done to the small case: a list of problems or a build, never a traceback."""

import csv
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tertius.case.problems import Problem
from tertius.evidence.row import Column, columns
from tertius.evidence.tables import BY_NAME, TABLES
from tertius.evidence.taxonomy import published
from tertius.study.open import check_case, open_case
from tertius.study.result import Study
from tertius.study.run import run_study

FILES = ["case.yml", "sources.json", "findings.yml", *(f"{row.table}.csv" for row in TABLES)]
NASTY = [
    "", "=1+1", "-5", "@x", "0", "1e9", "9" * 15, "100.01", "2019-13", "2020", "2008/..", "../..", "XXXX", "nis", "rus",
    "a;b", ";", "x" * 300, "中国", "\u2028", "'; DROP TABLE facts; --", "${jndi:x}", "<script>", "lender:nis", "no-such-id",
    "yes", "unknown", "disputes", "mismatch", "deprecated", "EUR", "RSD", "RUS;CHN", "SRB", "٥", "null", "true",
]  # fmt: skip


def check(folder: Path) -> list[Problem]:
    """The problems of a folder; every one can be printed, and checking changed no file."""
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    _, _, problems = check_case(folder)
    for problem in problems:
        assert str(problem).encode()
        assert problem.file
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} == before
    return problems


def build(folder: Path) -> Study:
    case, compiled, _ = open_case(folder)
    study = run_study(case, compiled, with_flips=False)
    assert {result.verdict for result in study.results} <= {"holds", "fails", "open"}
    assert len(study.results) == len(compiled)
    return study


def table_of(folder: Path, name: str) -> list[list[str]]:
    with (folder / name).open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def put(folder: Path, name: str, rows: list[list[str]]) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(rows)


@settings(max_examples=100)
@given(data=st.data())
def test_any_byte(copy_small: Callable[[Path], Any], data: st.DataObject):
    """A few bytes changed, cut out, put in, or the rest of a file cut off: a list of problems."""
    with tempfile.TemporaryDirectory() as folder:
        small = copy_small(Path(folder))
        name = data.draw(st.sampled_from(FILES))
        text = (small.path / name).read_bytes()
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.sampled_from([0, 1, 2, 40, len(text)]))
        new = data.draw(
            st.binary(max_size=3)
            | st.sampled_from([b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"{", b"- ", b"&a ", b";"])
        )
        small.write(name, text[:start] + new + text[start + length :])
        check(small.path)


@settings(max_examples=100)
@given(data=st.data())
def test_any_cell(copy_small: Callable[[Path], Any], data: st.DataObject):
    """A cell that holds anything, or what another cell holds: a list of problems."""
    with tempfile.TemporaryDirectory() as folder:
        small = copy_small(Path(folder))
        name = f"{data.draw(st.sampled_from(TABLES)).table}.csv"
        rows = table_of(small.path, name)
        for _ in range(data.draw(st.integers(1, 3))):
            row = data.draw(st.integers(0, len(rows) - 1))
            column = data.draw(st.integers(0, len(rows[0]) - 1))
            elsewhere = rows[data.draw(st.integers(0, len(rows) - 1))][
                data.draw(st.integers(0, len(rows[0]) - 1))
            ]
            rows[row][column] = data.draw(
                st.sampled_from(NASTY)
                | st.just(elsewhere)
                | st.text(max_size=20).filter(lambda t: t.isprintable())
            )
        put(small.path, name, rows)
        check(small.path)


def likely(column: Column, others: list[str]) -> list[str]:
    """What a column may well hold: another row's value, a word of its vocabulary, a date, a number."""
    found = set(others)
    if column.words:
        found |= set(published().words(column.words))
    if column.kind == "date":
        found |= {"", "2008", "2012?", "2014-10", "2016-02-29", "../2015", "201X", "2008/.."}
    if column.kind == "number" or column.name == "value":
        found |= {"", "0", "1", "49.99", "999999999999999"}
    return sorted(found)


def change_likely(folder: Path, data: st.DataObject) -> None:
    """Change one cell to what it may well hold, or take a row out."""
    table = data.draw(
        st.sampled_from(
            [
                "claims",
                "claims",
                "engagements",
                "ties",
                "positions",
                "links",
                "observations",
                "searches",
                "actors",
            ]
        )
    )
    rows = table_of(folder, f"{table}.csv")
    number = data.draw(st.integers(1, len(rows) - 1))
    column = data.draw(
        st.sampled_from([c for c in columns(BY_NAME[table]) if c.name != "id"] * 3 + [None])
    )
    if column is None:
        del rows[number]
    else:
        place = rows[0].index(column.name)
        rows[number][place] = data.draw(
            st.sampled_from(likely(column, [row[place] for row in rows[1:]]))
        )
    put(folder, f"{table}.csv", rows)


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_any_likely_change(copy_small: Callable[[Path], Any], data: st.DataObject):
    """Changes within what columns may hold, each kept unless it is refused: the case can be built."""
    with tempfile.TemporaryDirectory() as folder:
        small = copy_small(Path(folder))
        text = (small.path / "case.yml").read_text(encoding="utf-8")
        small.write("case.yml", text[: text.index("expects:")])
        for _ in range(data.draw(st.integers(2, 12))):
            before = small.bytes()
            change_likely(small.path, data)
            if any(problem.blocks for problem in check(small.path)):
                for name, held in before.items():
                    small.write(name, held)
        build(small.path)
