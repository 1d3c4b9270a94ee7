"""What counts as tested in the Serbia case can fail: each such finding was seen to, in words and in rows."""

import shutil
from pathlib import Path

import pytest

from conftest import Copy
from small_case import SERBIA
from tertius.sensitivity.chance import exchanges_of
from tertius.study.open import named_finding, open_case
from tertius.study.run import run_study


def cell(table, row, column, value):
    """One cell of a row written anew."""
    return lambda case: case.set(table, row, column, value)


def row(table, **cells):
    """A row added."""
    return lambda case: case.add(table, **cells)


def claimed(subject, **cells):
    """A claim added, as a person would write it who had opened a newspaper that says so."""
    return row(
        "claims",
        id=f"{subject}-seen",
        subject=subject,
        source="paper-2020",
        locator="line 1",
        quote="so it was written",
        stance="supports",
        information="2",
        checked="yes",
        recorded="2026-11-29",
        **cells,
    )


FAILS = {
    "russia-longer-in-energy": (
        "the Chinese contract for Kostolac turns out to be of 1990",
        [
            cell("engagements", "kostolac-b3-contract", "start", "1990"),
            cell("claims", "kostolac-b3-contract-stage", "date", "1990"),
        ],
    ),
    "russia-muted-in-transport": (
        "a Russian company signed for a bridge in 2015",
        [
            row(
                "engagements",
                id="russian-bridge",
                label="A Russian bridge",
                type="contract",
                power="RUS",
                host="SRB",
                domain="economy",
                sector="road",
                start="2015",
                direction="power_to_host",
                scope="core",
            ),
            claimed("russian-bridge", property="stage", value="signed", date="2015"),
        ],
    ),
    "powers-avoid-competition-in-metals": (
        "Mechel holds a fifth of the mine in Bor",
        [
            row(
                "ties",
                id="mechel-owns-rtb-bor",
                actor="mechel",
                relation="owns",
                target="rtb-bor",
                share_pct="20",
                domain="economy",
                sector="metals",
            ),
            claimed("mechel-owns-rtb-bor", property="exists", value="yes"),
        ],
    ),
}
"""By finding: what would have to be so for it to fail, and the rows, three at the most, that say so."""


def test_what_is_tested_today_has_a_row_that_makes_it_fail():
    """Every finding that counts as tested stands in the table above, and nothing else does."""
    case, compiled, _ = open_case(SERBIA)
    asked = [one for one in compiled if one.finding.sort == "computed" and exchanges_of(one)[0]]
    study = run_study(case, asked, with_flips=False, with_chance=True)
    assert {result.id for result in study.results if result.support == "tested"} == set(FAILS)


@pytest.mark.parametrize("name", FAILS)
def test_a_tested_finding_fails_after_three_rows(name, tmp_path):
    """It holds as the rows lie, and fails, rather than being open, once a few of them say otherwise."""
    _, changes = FAILS[name]
    assert len(changes) <= 3
    case = Copy(Path(shutil.copytree(SERBIA, tmp_path / "serbia")))
    for change in changes:
        change(case)
    read, compiled, problems = open_case(case.path)
    assert not [problem for problem in problems if problem.blocks]
    (result,) = run_study(read, named_finding(compiled, name), with_flips=False).results
    assert (result.verdict, result.state) == ("fails", None)
