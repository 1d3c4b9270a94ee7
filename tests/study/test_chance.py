"""Chance of a case: mirrored with its powers, the same for shuffled rows, kept, and of no other world."""

import random
import re

import pytest

from answers import keep_answers
from dealt import deals_case, dealt_study
from tertius.case.read import Case, Lines
from tertius.export.json import findings_json
from tertius.findings.read import read_findings
from tertius.measures import measure_columns
from tertius.sensitivity.chance import deal as sampled
from tertius.study import chance as kept
from tertius.study.run import run_study
from tertius.worlds.selection import BASELINE

DEALS = [
    ("a", "RUS", "rail"),
    ("b", "RUS", "rail"),
    ("c", "RUS", "road"),
    ("d", "CHN", "road"),
    ("e", "CHN", "road"),
]
STAGES = [("a", "delivered", "2017"), ("b", "delivered", "2017"), ("d", "cancelled", "2016")]
FINDINGS = """
- id: rail
  statement: Russia has the railways.
  measure: leader
  where: "host = 'SRB' and sector = 'rail' and basis = 'count'"
  expect: "leader = 'RUS' and value >= 2"
- id: apart
  statement: Russia and China differ.
  measure: overlap
  where: "host = 'SRB' and sector = 'all' and power = 'RUS' and other = 'CHN' and basis = 'count'"
  expect: "schoener < 0.4"
- id: kept
  statement: What Russia promised arrived.
  measure: delivery
  where: "host = 'SRB' and power = 'RUS' and sector = 'all'"
  expect: "delivered >= 2"
- id: broken
  statement: What China promised arrived.
  measure: delivery
  where: "host = 'SRB' and power = 'CHN' and sector = 'all'"
  expect: "delivered > cancelled"
- id: money
  statement: Russia paid.
  measure: presence
  where: "host = 'SRB' and sector = 'rail' and power = 'RUS'"
  expect: "amount > 1"
- id: said
  statement: It was signed.
  supports: [[claim-0]]
- id: later
  statement: If China builds railways, this ends.
  trigger: {measure: presence, where: "sector = 'rail' and power = 'CHN'", expect: "engagements > 0"}
  horizon: "2030"
"""
TURNED = {"RUS": "CHN", "CHN": "RUS"}


def turned(text):
    return re.sub("RUS|CHN", lambda code: TURNED[code[0]], text)


def shuffled(case, seed):
    """The case with the rows of every table in another order."""
    order = random.Random(seed)
    tables = {}
    for name, lines in case.tables.items():
        rows = list(lines.rows)
        order.shuffle(rows)
        tables[name] = Lines(rows, lines.numbers)
    return Case(case.folder, case.settings, case.taxonomy, case.sources, tables)


def chances(study):
    return {result["id"]: result["chance"] for result in findings_json(study)["findings"]}


@pytest.fixture
def case(tmp_path):
    """Five deals of two powers, what became of three of them, and findings of every kind."""
    return deals_case(tmp_path, DEALS, FINDINGS, stages=STAGES)


def test_exchanging_two_powers_in_rows_and_findings_gives_the_same_chance(case, tmp_path):
    """With every deal computed, as many worlds meet, fail and leave open the mirrored test."""
    (tmp_path / "mirror").mkdir()
    deals = [(name, TURNED[power], sector) for name, power, sector in DEALS]
    mirror = deals_case(tmp_path / "mirror", deals, turned(FINDINGS), stages=STAGES)
    before, after = chances(dealt_study(case)), chances(dealt_study(mirror))
    assert all(before[name]["exact"] for name in ("rail", "apart", "kept", "broken"))
    assert turned(str(before)) == str(after)


@pytest.mark.parametrize("drawn", [False, True])
def test_the_order_of_rows_changes_no_byte_of_chance(case, monkeypatch, drawn):
    """Computed or drawn, every world is dealt the same whichever way the rows of the tables lie."""
    monkeypatch.setattr(kept, "find", lambda key: None)
    monkeypatch.setattr(kept, "keep", lambda key, value: None)
    if drawn:
        for name, value in (("ENUMERATED", 1), ("WORLDS", 30), ("MOST_WORLDS", 30)):
            monkeypatch.setattr(sampled, name, value)
    before = chances(dealt_study(case))
    assert {chance["exact"] for chance in before.values() if chance and chance["worlds"]} == {
        not drawn
    }
    if drawn:  # The one observed counts among those drawn, so that no rank is zero.
        ranks = [chance["rank"] for chance in before.values() if chance and chance["worlds"]]
        assert min(ranks) >= 1 / 31
    assert str(chances(dealt_study(shuffled(case, 1)))) == str(before)


@pytest.mark.parametrize(("units", "drawn"), [(10_000, 41), (4 * 25, 25), (4 * 15, 20), (0, 20)])
def test_a_draw_goes_on_as_far_as_units_may_be_dealt(case, monkeypatch, units, drawn):
    """While a bound is held, twice as many deals of the four units that stand are drawn, or as many as may be dealt."""
    monkeypatch.setattr(kept, "find", lambda key: None)
    monkeypatch.setattr(kept, "keep", lambda key, value: None)
    monkeypatch.setattr(sampled, "_holds_a_bound", lambda chance: True)
    for name, value in (
        ("ENUMERATED", 1),
        ("WORLDS", 20),
        ("MOST_WORLDS", 41),
        ("MOST_UNITS", units),
    ):
        monkeypatch.setattr(sampled, name, value)
    assert chances(dealt_study(case))["rail"]["worlds"] == drawn


def test_chance_is_kept_for_the_case_as_it_is(case, monkeypatch, tmp_path):
    """A second command deals nothing and says the same; a changed case is dealt anew."""
    keep_answers(monkeypatch, kept, str(tmp_path / "cached"))
    dealt = []
    deal = kept.chance_findings

    def counted(computation, compiled, *rest, **options):
        dealt.extend(one.finding.id for one in compiled)
        return deal(computation, compiled, *rest, **options)

    monkeypatch.setattr(kept, "chance_findings", counted)
    first = chances(dealt_study(case))
    computed = ["rail", "apart", "kept", "broken", "money"]
    assert dealt == computed
    assert chances(dealt_study(case)) == first
    assert dealt == computed
    changed = {**case.tables, "engagements": Lines(case.rows("engagements")[:-1], [2, 3, 4, 5])}
    claims = [row for row in case.rows("claims") if row.subject != "e"]
    changed["claims"] = Lines(claims, list(range(2, 2 + len(claims))))
    dealt_study(Case(case.folder, case.settings, case.taxonomy, case.sources, changed))
    assert dealt == computed * 2


def test_what_has_no_chance_says_so(case):
    """An open verdict says why it has none; what is argued or waits for something is asked nothing."""
    found = chances(dealt_study(case))
    assert found["said"] is None
    assert found["later"] is None
    reason = found["money"].pop("reason")
    assert reason == "an open verdict has no chance to be asked of"
    assert set(map(str, found["money"].values())) == {"None", "[]", "False"}


def test_another_world_has_no_chance(case):
    """Without some of the evidence, whatever that world is called, chance is not asked, support is not told, and the test bears little."""
    compiled, _ = read_findings(case, measure_columns())
    world = BASELINE.less("baseline without what was signed last", {"claim-4"})
    study = run_study(case, compiled, world=world, with_flips=False, with_chance=True)
    found = {result.id: result for result in study.results}
    assert {result.chance for result in study.results} == {None}
    assert (found["rail"].verdict, found["rail"].support, found["rail"].confidence) == (
        "holds",
        None,
        "low",
    )
    assert "what its test risked was not asked" in found["rail"].binding
