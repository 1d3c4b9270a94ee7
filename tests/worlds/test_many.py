"""Days, scenarios and draws on the kernel: each world at once is what it is alone."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from many_worlds import PUBLISHED, computed, in_world_of, judged, shown
from random_case import cases
from random_findings import findings_of
from small_case import FOLDER, SERBIA
from tertius.sensitivity.monte_carlo import WorldSampler, draw_findings
from tertius.sensitivity.outcomes import judge_worlds
from tertius.study.open import check_case
from tertius.study.run import run_study
from tertius.study.scenarios import count_turned, run_beside, suppose, suppose_all
from tertius.worlds.history import days_of_news, verdicts_through_time
from tertius.worlds.many import judge_states
from tertius.worlds.selection import world_known_on


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_verdicts_through_time_are_those_known_on_each_day(case):
    """On every day on which something became public, a finding has the verdict of the world known then."""
    compiled = findings_of(case)
    study = run_study(case, [], with_flips=False)
    told = verdicts_through_time(case, compiled, study.computation, study.stored)
    for day in days_of_news(case):
        # Worlds in one pass are judged by the values that are known (docs/decisions/0023-unknowns.md).
        alone = judged(case, compiled, world_known_on(case, day.isoformat()))
        for name, known in alone.items():
            since = [turn for turn in told[name] if turn.day <= day][-1]
            assert (since.verdict, since.state) == (known.verdict, known.state), (day, name)


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(first=cases(), second=cases())
def test_another_state_of_a_case_is_judged_as_it_is_alone(first, second):
    """Two states of a case whose rows differ everywhere are judged in one pass as each is alone."""
    compiled = findings_of(first)[: len(findings_of(first)) - 1]
    other = type(first)(first.folder, first.settings, first.taxonomy, second.sources, second.tables)
    told = judge_states(first, compiled, {"other": other})
    for name, case in (("", first), ("other", other)):
        for finding, known in judged(case, compiled).items():
            there = told[name][finding]
            assert (there.verdict, there.state) == (known.verdict, known.state), (name, finding)


def test_scenarios_in_one_pass_turn_what_each_turns_alone():
    """As many verdicts and triggers of the Serbia case turn in each scenario at once as in it alone."""
    today, compiled, scenarios, then = suppose_all(SERBIA)
    counted = count_turned(today, compiled, then)
    assert set(counted) == set(scenarios)
    name = "accession-ends-eeu-agreement"
    assert counted[name] == len(run_beside(suppose(SERBIA, name))[2].turned) == 5


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_a_draw_on_the_kernel_equals_its_tables_computed_alone(case):
    """What every measure comes to in a drawn world is what the drawn tables come to alone."""
    computation = computed(case)
    stored = run_study(case, [], with_flips=False).stored
    changes, _ = WorldSampler(case, stored, seed=7).drawn(range(2))
    found = computation.changed(changes, PUBLISHED)
    for world in ("0", "1"):
        tables = dict(stored)
        for name, altered in changes.altered.items():
            tables[name] = _in_world(stored[name], altered, world)
        alone = measured_tables(case, tables)
        for name in PUBLISHED:
            assert shown(in_world_of(computation, found, name, world)) == alone[name], name


def _in_world(base, altered, world):
    """A table as it stands in one world of an alteration."""
    import pyarrow as pa

    per = [name for name in altered.touched.column_names if name != "world"]
    gone = {tuple(r[c] for c in per) for r in altered.touched.to_pylist() if r["world"] == world}
    kept = [r for r in base.to_pylist() if tuple(r[c] for c in per) not in gone]
    mine = [r for r in altered.rows.to_pylist() if r["world"] == world]
    plain = [{k: v for k, v in row.items() if k != "world"} for row in mine]
    return pa.Table.from_pylist([*kept, *plain], schema=base.schema)


def measured_tables(case, tables):
    from tertius.engine.duckdb import DuckStore
    from tertius.worlds.computation import Computation, choices_of

    alone = Computation(DuckStore(), tables, choices_of(case))
    return {name: shown(alone.rows(name)) for name in PUBLISHED}


@pytest.fixture(scope="module")
def small():
    """The small case, run without flips."""
    case, compiled, _ = check_case(FOLDER)
    return run_study(case, compiled, with_flips=False), compiled


def test_draws_repeat_for_a_seed_in_any_batches(small, monkeypatch):
    """The same seed gives each finding the same frequencies, however many worlds are drawn at once."""
    study, _ = small
    told = []
    for at_once in (40, 7):
        monkeypatch.setattr("tertius.sensitivity.monte_carlo.AT_ONCE", at_once)
        drawn = draw_findings(study.case, study.stored, study.verdicts, worlds=40, seed=3)
        told.append({name: dict(one.frequencies) for name, one in drawn.items()})
    assert told[0] == told[1]
    assert all(sum(f.count for f in one.values()) == 40 for one in told[0].values())


def test_a_claim_counts_as_often_as_its_grades_say(small):
    """Over draws a claim of one source counts about as often as the table gives its two grades."""
    study, _ = small
    sampler = WorldSampler(study.case, study.stored, seed=11)
    _, gone = sampler.drawn(range(600))
    absent = Counter(row for left_out in gone.values() for row in left_out)
    claim = next(
        row
        for row in study.case.rows("claims")
        if len(row.source) == 1 and not row.based_on and row.status == "current"
    )
    outlets = {row.id: row.reliability for row in study.case.rows("outlets")}
    grade = outlets[study.case.sources[claim.source[0]].custom.outlet]
    table = study.case.settings.draws
    likely = table.information[int(claim.information) - 1] * table.outlets["ABCDEF".index(grade)]
    assert 1 - absent[claim.id] / 600 == pytest.approx(likely, abs=0.07)


def test_amounts_are_drawn_within_what_is_stated(small):
    """A number stated as a range or as about so much lies within it in every draw."""
    study, _ = small
    sampler = WorldSampler(study.case, study.stored, seed=5)
    changes, _ = sampler.drawn(range(30))
    stated = {(r["id"], r["property"]): r for r in study.stored["claims"].to_pylist()}
    seen = 0
    for row in changes.altered["claims"].rows.to_pylist():
        before = stated[row["id"], row["property"]]
        if row["number"] != before["number"]:
            low = before["low"] or before["number"] * Decimal("0.9")
            high = before["high"] or before["number"] * Decimal("1.1")
            assert low <= row["number"] <= high
            seen += 1
    assert seen or not any(
        r["approx"] == "about" or (r["low"] and r["high"]) for r in stated.values()
    )


def test_a_world_in_which_nothing_is_gone_is_the_baseline(small):
    """A draw that leaves nothing out and changes nothing judges as the baseline does."""
    from tertius.worlds.computation import Changes

    study, compiled = small
    told = judge_worlds(compiled, study.computation, study.ledger, Changes(), {"0": frozenset()})
    for result in study.results:
        assert told[result.id][0].told == (result.verdict, result.state)
