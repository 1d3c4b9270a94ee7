"""The one place that runs a case: evidence in, facts, measures and judged findings out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tertius.case.read import Case
from tertius.engine.duckdb import DuckStore
from tertius.engine.plan import Engine
from tertius.facts.ledger import Ledger, ledger_of
from tertius.findings.caveats import Coverage
from tertius.findings.confidence import confidence
from tertius.findings.judge import Judgement, judge
from tertius.findings.lineage import Lineage
from tertius.findings.outcome import outcome
from tertius.findings.read import Compiled
from tertius.inputs.grading import LOST
from tertius.inputs.provenance import read_carriers
from tertius.sensitivity.bearing import search_flips, tellers_of
from tertius.sensitivity.flips import PAIRS, Depth, Search
from tertius.sensitivity.outcomes import OutcomeCache, Verdicts
from tertius.sensitivity.unknowns import Bounded, bound_findings
from tertius.study.result import Result, Study
from tertius.worlds.computation import Computation, StepTables, choices_of
from tertius.worlds.selection import BASELINE, World, tables_in

Progress = Callable[[str], None]


def run_study(
    case: Case,
    compiled: Sequence[Compiled],
    *,
    world: World = BASELINE,
    with_flips: bool = True,
    depth: Depth = PAIRS,
    engine: Engine | None = None,
    progress: Progress = lambda said: None,
) -> Study:
    """Settle, measure and judge a case in one world; with flips, also say what would change each verdict."""
    stored = tables_in(case, world)
    progress("settling and measuring")
    measures = {measure for one in compiled for measure in one.measures}
    computation = Computation(
        engine or DuckStore(), stored, choices_of(case), measures={*measures, "coverage"}
    )
    rows = StepTables(computation)
    ledger = ledger_of(stored)
    lineage = Lineage(
        lambda name: stored[name].to_pylist() if name in stored else rows[name], ledger
    )
    carriers = read_carriers(stored["origins"].to_pylist(), stored["bases"].to_pylist())
    progress("judging the findings")
    baseline = computation.baseline(measures)
    judged = {one.finding.id: judge(one, baseline.rows, ledger) for one in compiled}
    verdicts = Verdicts(
        {one.finding.id: one for one in compiled},
        computation,
        ledger,
        carriers,
        {name: outcome(told) for name, told in judged.items()},
    )
    bounded = bound_findings(case, computation, compiled, judged)
    rests_on = {one.finding.id: _rests_on(one, judged[one.finding.id], lineage) for one in compiled}
    found: Mapping[str, Search] = {}
    tellers: Mapping[str, OutcomeCache] = {}
    if with_flips:
        progress("asking what would change each verdict")
        tellers = tellers_of(verdicts, rests_on)
        found = search_flips(verdicts, tellers, depth)
    gathered = Coverage(rows["coverage"], (*case.settings.powers, *case.settings.baselines))
    results = tuple(
        _result(
            one,
            case,
            bounded[one.finding.id],
            rests_on[one.finding.id],
            ledger,
            gathered,
            found.get(one.finding.id),
        )
        for one in compiled
    )
    return Study(
        case, world, results, rows, ledger, lineage, stored, computation, verdicts, tellers
    )


def _result(
    one: Compiled,
    case: Case,
    bounded: Bounded,
    rests_on: list[str],
    ledger: Ledger,
    gathered: Coverage,
    found: Search | None,
) -> Result:
    finding, told = one.finding, bounded.judgement
    against = sorted(
        {name for name in finding.against if ledger.counts(name)}
        | {other for name in rests_on for other in ledger.against(name) if other not in rests_on}
    )
    fragility = found.fragility if found else None
    sure = fragility if told.verdict != "open" or told.state else None
    carried, contrary = (told.contrary, rests_on) if told.contrary else (rests_on, against)
    test = finding.test
    return Result(
        id=finding.id,
        section=finding.section,
        statement=finding.statement,
        kind=finding.sort,
        verdict=told.verdict,
        state=told.state,
        confidence=confidence(told.verdict, carried, contrary, fragility, ledger),
        hedge=finding.hedge,
        value=told.value,
        measure=test.measure if test else None,
        where=test.where if test else None,
        expect=test.expect if test else finding.expect,
        reason=told.reason,
        within=bounded.within,
        rests_on=tuple(rests_on),
        against=tuple(against),
        sources=tuple(_sources(case, rests_on)),
        origins=tuple(origin.removeprefix(LOST) for origin in ledger.origins_of(rests_on)),
        fragility=sure,
        flips=found.flips if found else None,
        trigger=_trigger(one, told),
        alternatives=finding.alternatives,
        note=finding.note,
        caveats=gathered.caveats(told.rows, one.named()),
        rows=told.rows,
        search=found,
    )


def _rests_on(one: Compiled, told: Judgement, lineage: Lineage) -> list[str]:
    named = one.named()
    behind = {name for measure, row in told.rows for name in lineage.evidence(measure, row, named)}
    return sorted({*told.ids, *behind})


def _sources(case: Case, names: Iterable[str]) -> list[str]:
    found = {source for name in names for source in getattr(case.by_id[name][1], "source", ())}
    return sorted(found)


def _trigger(one: Compiled, told: Judgement) -> Mapping[str, Any] | None:
    trigger = one.finding.trigger
    if trigger is None:
        return None
    return {
        **trigger.model_dump(exclude_none=True),
        "state": told.state,
        "horizon": one.finding.horizon,
    }
