"""What counts as tested in the Serbia case can fail: each such finding was seen to, in words and in rows."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from conftest import Copy
from small_case import SERBIA
from tertius.sensitivity.chance.deal import exchanges_of
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
    "cultural-emphases-differ": (
        "two of the scientific initiatives turn out to be Russian",
        [
            cell("engagements", "china-serbia-scientific-exchanges", "power", "RUS"),
            cell("engagements", "belt-and-road-innovation-initiatives", "power", "RUS"),
        ],
    ),
    "chinese-culture-revolves-around-confucius-institutes": (
        "the two institutes turn out to teach no language",
        [
            cell("engagements", "confucius-institute-belgrade", "sector", "society"),
            cell("engagements", "confucius-institute-novi-sad", "sector", "society"),
        ],
    ),
}
"""By finding: what would have to be so for it to fail, and the rows, three at the most, that say so."""


FIGURES = {
    *("amount", "cost_to_host", "quantity", "jobs", "duration"),
    *("share_pct", "loan_share_pct", "local_content_pct"),
}
"""The properties of claims that hold a number; each current claim on one is a figure, as is each observation."""


@pytest.fixture(scope="module")
def opened():
    """The Serbia case and its findings, compiled."""
    case, compiled, _ = open_case(SERBIA)
    return case, compiled


def test_the_case_holds_the_whole_paper(opened):
    """All four chapters are coded: 175 engagements, 40 in each domain, 130 figures and 180 actors at least."""
    case, _ = opened
    claims = [row for row in case.rows("claims") if row.status == "current"]
    figures = sum(row.property in FIGURES for row in claims) + len(case.rows("observations"))
    by_domain = Counter(row.domain for row in case.rows("engagements"))
    assert by_domain.total() >= 175 and min(by_domain.values()) >= 40
    assert set(by_domain) == {"politics", "defence", "economy", "culture"}
    assert figures >= 130
    assert len(case.rows("actors")) >= 180


def test_what_is_tested_today_has_a_row_that_makes_it_fail(opened):
    """Every finding that counts as tested stands in the table above, and nothing else does."""
    case, compiled = opened
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
