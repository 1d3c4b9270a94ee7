"""Every outlet is graded by one rule, published in the docs, and `check --fix` fills it in."""

import csv
import re
from pathlib import Path

import pytest

from small_case import SERBIA
from tertius.case.grades import fill_grades
from tertius.evidence.grades import RULE, grade_of
from tertius.evidence.taxonomy import published

DOCS = Path(__file__).parents[2] / "docs" / "how-to" / "check-a-source.md"


def test_the_rule_reaches_every_kind():
    """Each kind of outlet has a grade for each state of control, and control never makes one better."""
    for kind in published().words("outlet_kind"):
        grades = [grade_of(kind, control)[0] for control in ("no", "partly", "yes")]
        assert grades == sorted(grades)
    assert grade_of("rumour", "no") is None


def test_the_docs_print_the_rule():
    """The table in the docs is the rule, row by row."""
    text = DOCS.read_text(encoding="utf-8")
    printed = re.findall(
        r"^\| ([a-z_, ]+) \| ([A-F]) \| ([A-F]) \| ([A-F]) \|$", text, re.MULTILINE
    )
    assert [(tuple(kinds.split(", ")), list(grades)) for kinds, *grades in printed] == [
        (kinds, [row["no"], row["partly"], row["yes"]]) for kinds, row in RULE.items()
    ]


def test_serbia_follows_the_rule():
    """Every outlet of the first case has the grade that the rule gives."""
    with (SERBIA / "outlets.csv").open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            assert row["reliability"] == grade_of(row["kind"], row["state_controlled"])[0], row[
                "id"
            ]


def test_fix_fills_what_is_empty(small):
    """An outlet with kind and control gets grade and reason; a grade that stands, and every other byte, stays."""
    before = small.path.joinpath("outlets.csv").read_bytes()
    small.add(
        "outlets", id="zz-wire", name="ZZ", kind="wire", state_controlled="yes", why="the state's"
    )
    small.add("outlets", id="zzz", name="ZZZ", kind="wire")
    small.add(
        "outlets",
        id="zzzz",
        name="Z",
        kind="other",
        state_controlled="no",
        reliability="B",
        why="mine",
    )
    assert fill_grades(small.path) == ["zz-wire"]
    lines = (
        small.path.joinpath("outlets.csv").read_bytes().removeprefix(before).decode().splitlines()
    )
    assert lines == [
        "zz-wire,ZZ,,wire,yes,D,wire under state control is D; the state's",
        "zzz,ZZZ,,wire,,,",
        "zzzz,Z,,other,no,B,mine",
    ]
    assert fill_grades(small.path) == []


@pytest.mark.parametrize("text", ["", "id\n", "id,name\na,b,c\n", '"'])
def test_a_broken_table_is_left_alone(small, text):
    """What is no table of outlets is not touched."""
    small.write("outlets.csv", text)
    assert fill_grades(small.path) == []
    assert small.path.joinpath("outlets.csv").read_text() == text
