"""The one place that runs a case: evidence in, facts, measures and judged findings out."""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from tertius.case.check import check_rows
from tertius.case.fingerprint import case_hash
from tertius.case.judged import judged, redirected
from tertius.case.problems import Problem, in_order
from tertius.case.read import Case, read_case
from tertius.chosen import BASELINE, World, tables_in
from tertius.errors import CaseError
from tertius.findings.caveats import Coverage
from tertius.findings.confidence import Fragility, confidence
from tertius.findings.flips import PAIRS, Depth, Flip, Search, outcome
from tertius.findings.judge import Judgement, judge
from tertius.findings.ledger import Ledger, read_ledger
from tertius.findings.lineage import Lineage
from tertius.findings.read import Compiled, read_findings
from tertius.findings.trace import Trace
from tertius.flipping import search_flips, tellers_of
from tertius.inputs import NOTHING_FOUND, is_zero
from tertius.measures import STEPS
from tertius.origins import read_carriers
from tertius.pipeline import Computation, choices_of
from tertius.plan import Engine
from tertius.store import DuckStore
from tertius.verdicts import Teller, Verdicts
from tertius.weigh import LOST, group
from tertius.writing import measure_columns

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Result:
    """A finding with its verdict in one world and everything that a reader may ask of it."""

    id: str
    section: str
    statement: str
    kind: str
    verdict: str
    state: str | None
    confidence: str | None
    hedge: str | None
    value: Any
    measure: str | None
    where: str | None
    expect: str | None
    reason: str
    rests_on: tuple[str, ...]
    against: tuple[str, ...]
    sources: tuple[str, ...]
    origins: tuple[str, ...]
    fragility: Fragility | None
    flips: tuple[Flip, ...] | None
    trigger: Mapping[str, Any] | None
    alternatives: tuple[str, ...]
    note: str | None
    caveats: tuple[str, ...]
    """What keeps its comparison from being even: sides on which little was gathered."""
    rows: tuple[tuple[str, Mapping[str, Any]], ...]
    search: Search | None
    """What was tried to change it, and what was found."""


@dataclass(frozen=True)
class Study:
    """A case run in one world."""

    case: Case
    world: World
    results: tuple[Result, ...]
    tables: Mapping[str, tuple[Mapping[str, Any], ...]]
    """Every step's rows in this world, sorted."""
    ledger: Ledger
    lineage: Lineage
    stored: Mapping[str, pa.Table]
    """The tables that the computation began with."""
    computation: Computation
    verdicts: Verdicts
    """The findings in worlds that leave something out."""
    tellers: Mapping[str, Teller]
    """By finding, the origins that bear on it; nothing in a study without flips."""

    @cached_property
    def case_hash(self) -> str:
        """A fingerprint of the case's rows that does not depend on their order."""
        return case_hash(self.case)

    def result(self, name: str) -> Result:
        """One finding's result. Raises CaseError where the case has no such finding."""
        for result in self.results:
            if result.id == name:
                return result
        raise CaseError(f"{name!r} is no finding of this case. `tertius findings` lists them.")


def check_case(folder: Path) -> tuple[Case | None, list[Compiled], list[Problem]]:
    """The case, its findings, and every problem in either, in order."""
    case, problems = read_case(folder)
    if case is None:
        return None, [], in_order(problems)
    case = redirected(case)
    problems += check_rows(case)
    compiled, wrong = read_findings(case, measure_columns())
    return case, compiled, in_order([*problems, *wrong])


def open_case(folder: Path) -> tuple[Case, list[Compiled], list[Problem]]:
    """A case that can be built. Raises CaseError, listing the problems, where it cannot."""
    return opened(folder, *check_case(folder))


def opened(
    folder: Path, case: Case | None, compiled: list[Compiled], problems: list[Problem]
) -> tuple[Case, list[Compiled], list[Problem]]:
    """What was checked, if it can be built, with actors that are judged the same as one.

    Raises CaseError, listing the problems, where it cannot be built.
    """
    blocking = [problem for problem in problems if problem.blocks]
    if case is None or blocking:
        shown = "\n".join(str(problem) for problem in blocking[:20])
        more = (
            f"\n… and {len(blocking) - 20} more; `tertius check` lists all."
            if len(blocking) > 20
            else ""
        )
        raise CaseError(
            f"{folder} has {len(blocking)} problems that keep it from building:\n{shown}{more}"
        )
    return judged(case), compiled, problems


def named_finding(compiled: Sequence[Compiled], name: str) -> list[Compiled]:
    """The one finding with an id. Raises CaseError where the case has none."""
    if found := [one for one in compiled if one.finding.id == name]:
        return found
    near = difflib.get_close_matches(name, [one.finding.id for one in compiled], n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise CaseError(f"{name!r} is no finding of this case. {hint}`tertius findings` lists them.")


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
    computation = Computation(engine or DuckStore(), stored, choices_of(case))
    rows = {step.name: computation.rows(step.name) for step in STEPS}
    ledger = ledger_of(stored)
    lineage = _lineage(case, world, stored, rows, ledger)
    carriers = read_carriers(stored["origins"].to_pylist(), stored["bases"].to_pylist())
    progress("judging the findings")
    baseline = computation.baseline()
    judged = {one.finding.id: judge(one, baseline.rows, ledger) for one in compiled}
    verdicts = Verdicts(
        {one.finding.id: one for one in compiled},
        computation,
        ledger,
        carriers,
        {name: outcome(told) for name, told in judged.items()},
    )
    rests_on = {one.finding.id: _rests_on(one, judged[one.finding.id], lineage) for one in compiled}
    found: Mapping[str, Search] = {}
    tellers: Mapping[str, Teller] = {}
    if with_flips:
        progress("asking what would change each verdict")
        tellers = tellers_of(verdicts, rests_on)
        found = search_flips(verdicts, tellers, depth)
    gathered = Coverage(rows["coverage"], (*case.settings.powers, *case.settings.baselines))
    results = tuple(
        _result(
            one,
            case,
            judged[one.finding.id],
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


def _lineage(
    case: Case,
    world: World,
    stored: Mapping[str, pa.Table],
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    ledger: Ledger,
) -> Lineage:
    return Lineage(
        entries=rows["entries"],
        stakes=rows["stakes"],
        holdings=rows["holdings"],
        positions=[row for row in rows["positions"] if row["code"]],
        bonds=rows["bonds"],
        promises=rows["promise_places"],
        bearings=stored["bearings"].to_pylist(),
        searches=_searches(case, world),
        above=group(stored["ancestors"].to_pylist(), "id", "ancestor"),
        ledger=ledger,
        trace=Trace(
            observations=rows["observations"],
            standings=rows["standings"],
            tie_hosts=rows["tie_hosts"],
            leanings=rows["leanings"],
            contacts=rows["contacts"],
            link_sides=rows["link_sides"],
            stakes=rows["stakes"],
            positions=rows["positions"],
            memberships=frozenset(
                (row["period"], row["member"]) for row in stored["memberships"].to_pylist()
            ),
            groups={row["actor"]: row["group_name"] for row in stored["actor_groups"].to_pylist()},
        ),
    )


def _result(
    one: Compiled,
    case: Case,
    told: Judgement,
    rests_on: list[str],
    ledger: Ledger,
    gathered: Coverage,
    found: Search | None,
) -> Result:
    finding = one.finding
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


def ledger_of(stored: Mapping[str, pa.Table]) -> Ledger:
    """What counts among the claims, observations and searches of the tables of a world."""
    return read_ledger(
        stored["claims"].to_pylist(),
        stored["observation_rows"].to_pylist(),
        stored["origins"].to_pylist(),
        frozenset(stored["search_ids"]["id"].to_pylist()),
    )


def _searches(case: Case, world: World) -> list[dict[str, Any]]:
    return [
        {
            "id": s.id,
            "host": s.host,
            "power": s.power,
            "sector": s.sector,
            "issue": s.issue,
            "subject": s.subject,
            "zero": is_zero(s),
            "empty": s.found == NOTHING_FOUND,
        }
        for s in sorted(case.rows("searches"), key=lambda s: s.id)
        if s.id not in world.withdrawn
    ]
