"""The one place that runs a case: evidence in, facts, measures and judged findings out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tertius.case.fingerprint import case_hash
from tertius.case.read import Case
from tertius.engine.duckdb import DuckStore
from tertius.engine.plan import Engine
from tertius.evidence.claim import Search
from tertius.facts.ledger import Ledger, ledger_of
from tertius.findings.caveats import Coverage
from tertius.findings.compiled import Compiled
from tertius.findings.confidence import confidence
from tertius.findings.finding import Finding
from tertius.findings.judge import Judgement, judge
from tertius.findings.lineage import Lineage
from tertius.findings.outcome import outcome
from tertius.findings.support import Mirror, shared_claims, sought_for, support_of
from tertius.inputs.grading import LOST
from tertius.inputs.provenance import read_provenance
from tertius.sensitivity.chance.deal import exchanges_of
from tertius.sensitivity.chance.rates import Chance
from tertius.sensitivity.flips import PAIRS, Depth, FlipSearch
from tertius.sensitivity.outcomes import OutcomeCache, Verdicts
from tertius.sensitivity.unknowns import Bounded
from tertius.study.chance import chance_in
from tertius.study.result import Result, Study
from tertius.study.searches import bounds_in, flips_in, under
from tertius.worlds.computation import Computation, StepTables, choices_of
from tertius.worlds.selection import BASELINE, World, tables_in

Progress = Callable[[str], None]


def run_study(
    case: Case,
    compiled: Sequence[Compiled],
    *,
    world: World = BASELINE,
    with_flips: bool = True,
    with_chance: bool = False,
    depth: Depth = PAIRS,
    engine: Engine | None = None,
    fingerprint: str | None = None,
    progress: Progress = lambda what: None,
) -> Study:
    """Run a case in one world: settle, measure and judge; return the study.

    With flips, also search what would change each verdict; with chance, also compute how often
    chance would give it, which is asked of the case as it stands and of no other world. `fingerprint`
    is that of the case, where it is known already.
    """
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
    provenance = read_provenance(stored["origins"].to_pylist(), stored["bases"].to_pylist())
    progress("judging the findings")
    baseline = computation.baseline(measures)
    judged = {one.finding.id: judge(one, baseline.rows, ledger) for one in compiled}
    verdicts = Verdicts(
        {one.finding.id: one for one in compiled},
        computation,
        ledger,
        provenance,
        {name: outcome(judgement) for name, judgement in judged.items()},
    )
    # A thousand small worlds take hours on Spark, and DuckDB's rows are the same.
    small_worlds = computation
    if computation.engine.dialect != DuckStore.dialect:
        small_worlds = Computation(
            DuckStore(), stored, choices_of(case), measures={*measures, "coverage"}
        )
    fingerprint = fingerprint or case_hash(case)
    key = under(case, fingerprint, world)
    bounded = bounds_in(key, case, small_worlds, compiled, judged)
    rests_on = {one.finding.id: _rests_on(one, judged[one.finding.id], lineage) for one in compiled}
    searches: Mapping[str, FlipSearch] = {}
    oracles: Mapping[str, OutcomeCache] = {}
    if with_flips:
        progress("asking what would change each verdict")
        oracles, searches = flips_in(key, verdicts, rests_on, depth)
    chances: Mapping[str, Chance] | None = None
    if with_chance and world.is_whole:
        settled = {name: one.judgement.verdict for name, one in bounded.items()}
        chances = chance_in(
            case, fingerprint, world, compiled, small_worlds, settled, progress=progress
        )
    gathered = Coverage(rows["coverage"], (*case.settings.powers, *case.settings.baselines))
    evidence = _Rows.of(case, compiled, ledger)
    results = tuple(
        _result(
            one,
            case,
            bounded[one.finding.id],
            rests_on[one.finding.id],
            ledger,
            gathered,
            searches.get(one.finding.id),
            chances,
            evidence,
        )
        for one in compiled
    )
    return Study(
        case,
        world,
        results,
        rows,
        ledger,
        lineage,
        stored,
        computation,
        verdicts,
        oracles,
        fingerprint,
    )


def _result(
    one: Compiled,
    case: Case,
    bounded: Bounded,
    rests_on: list[str],
    ledger: Ledger,
    gathered: Coverage,
    search: FlipSearch | None,
    chances: Mapping[str, Chance] | None,
    rows: "_Rows",
) -> Result:
    finding, judgement = one.finding, bounded.judgement
    chance = None if chances is None else chances.get(finding.id)
    risk = chance.risk if chance else None
    support = support_of(finding, judgement, rests_on, risk, ledger, rows.evidence)
    if chances is None and finding.sort == "computed" and exchanges_of(one)[0]:
        support = None
    is_argued = finding.sort == "argued"
    sought = sought_for(finding, rows.searches, rows.titles)
    against = sorted(
        {name for name in finding.against if ledger.counts(name)}
        | {other for name in rests_on for other in ledger.against(name) if other not in rests_on}
    )
    fragility = search.fragility if search else None
    sure = fragility if judgement.verdict != "open" or judgement.state else None
    carried, contrary = (
        (judgement.contrary, rests_on) if judgement.contrary else (rests_on, against)
    )
    test = finding.test
    trust = confidence(
        judgement.verdict,
        support,
        carried,
        contrary,
        fragility,
        ledger,
        opened=rows.opened,
        rate=chance.rate if chance else None,
        sought=sought,
    )
    return Result(
        id=finding.id,
        section=finding.section,
        statement=finding.statement,
        kind=finding.sort,
        verdict=judgement.verdict,
        state=judgement.state,
        support=support,
        chance=chance,
        confidence=trust.level if trust else None,
        binding=(trust.binding or None) if trust else None,
        hedge=finding.hedge,
        untested=finding.untested,
        value=judgement.value,
        measure=test.measure if test else None,
        where=test.where if test else None,
        expect=test.expect if test else finding.expect,
        reason=judgement.reason,
        within=bounded.within,
        rests_on=tuple(rests_on),
        against=tuple(against),
        sources=tuple(_sources(case, rests_on)),
        origins=tuple(origin.removeprefix(LOST) for origin in ledger.origins_of(rests_on)),
        fragility=sure,
        flips=search.flips if search else None,
        trigger=_trigger(one, judgement),
        alternatives=finding.alternatives,
        note=finding.note,
        stated=finding.stated,
        needs=finding.needs,
        caveats=gathered.caveats(judgement.rows, one.named()),
        rows=judgement.rows,
        search=search,
        shared=shared_claims(finding, rows.findings, ledger) if is_argued else None,
        mirrored=rows.mirror.shows(finding, ledger) if is_argued else None,
        sought=sought if is_argued else None,
    )


@dataclass(frozen=True)
class _Rows:
    """Hold what the support and the confidence of every finding are computed from, laid out once."""

    evidence: Mapping[str, Any]
    """Claims, observations and searches by id."""
    mirror: Mirror
    searches: Sequence[Search]
    opened: frozenset[str]
    """The claims and observations whose source somebody opened, and found to say so."""
    titles: Mapping[str, str]
    findings: Mapping[str, Finding]

    @classmethod
    def of(cls, case: Case, compiled: Sequence[Compiled], ledger: Ledger) -> "_Rows":
        """Return the rows of a case, and its findings, by id."""
        evidence = {
            row.id: row for t in ("claims", "observations", "searches") for row in case.rows(t)
        }
        return cls(
            evidence,
            Mirror.of(
                evidence,
                {row.id: row for row in case.rows("engagements")},
                case.settings.powers,
                ledger,
            ),
            case.rows("searches"),
            frozenset(i for i, row in evidence.items() if getattr(row, "checked", "") == "yes"),
            {key: source.title or "" for key, source in case.sources.items()},
            {one.finding.id: one.finding for one in compiled},
        )


def _rests_on(one: Compiled, judgement: Judgement, lineage: Lineage) -> list[str]:
    named = one.named()
    behind = {
        name for measure, row in judgement.rows for name in lineage.evidence(measure, row, named)
    }
    return sorted({*judgement.ids, *behind})


def _sources(case: Case, names: Iterable[str]) -> list[str]:
    sources = {source for name in names for source in getattr(case.by_id[name][1], "source", ())}
    return sorted(sources)


def _trigger(one: Compiled, judgement: Judgement) -> Mapping[str, Any] | None:
    trigger = one.finding.trigger
    if trigger is None:
        return None
    return {
        **trigger.model_dump(exclude_none=True),
        "state": judgement.state,
        "horizon": one.finding.horizon,
    }
