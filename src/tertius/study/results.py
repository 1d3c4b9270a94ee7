"""What a reader may ask of each finding, put together from its judgement and what was searched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tertius.case.read import Case
from tertius.evidence.claim import Search
from tertius.facts.ledger import Ledger
from tertius.findings.caveats import Coverage
from tertius.findings.compiled import Compiled
from tertius.findings.confidence import confidence
from tertius.findings.finding import Finding
from tertius.findings.judge import Judgement
from tertius.findings.support import Mirror, Support, shared_claims, sought_for, support_of
from tertius.inputs.grading import LOST
from tertius.sensitivity.chance.deal import exchanges_of
from tertius.sensitivity.chance.rates import Chance
from tertius.sensitivity.flips import FlipSearch
from tertius.sensitivity.unknowns import Bounded
from tertius.study.judged import Judged
from tertius.study.result import Result


@dataclass(frozen=True)
class Searched:
    """Hold what other worlds say of each finding, by its id."""

    bounded: Mapping[str, Bounded]
    """The judgements over every value of what is unknown."""
    flips: Mapping[str, FlipSearch] = field(default_factory=dict)
    """What would change each verdict; empty where it was not searched."""
    chances: Mapping[str, Chance] | None = None
    """How often chance would meet each test; None where that was not asked."""


def results_of(judged: Judged, searched: Searched) -> tuple[Result, ...]:
    """Return each finding's result, in the order of the findings."""
    case = judged.case
    gathered = Coverage(judged.rows["coverage"], (*case.settings.powers, *case.settings.baselines))
    evidence = _Evidence.of(case, judged.compiled, judged.ledger)
    return tuple(_result(one, judged, searched, gathered, evidence) for one in judged.compiled)


def _result(
    one: Compiled, judged: Judged, searched: Searched, gathered: Coverage, evidence: "_Evidence"
) -> Result:
    finding, ledger = one.finding, judged.ledger
    bounded, rests_on = searched.bounded[finding.id], judged.rests_on[finding.id]
    judgement = bounded.judgement
    search = searched.flips.get(finding.id)
    chance = (searched.chances or {}).get(finding.id)
    support = _support(one, judgement, rests_on, searched, ledger, evidence)
    against = _against(finding, rests_on, ledger)
    fragility = search.fragility if search else None
    sure = fragility if judgement.verdict != "open" or judgement.state else None
    sought = sought_for(finding, evidence.searches, evidence.titles)
    carried, contrary = (
        (judgement.contrary, rests_on) if judgement.contrary else (rests_on, against)
    )
    trust = confidence(
        judgement.verdict,
        support,
        carried,
        contrary,
        fragility,
        ledger,
        opened=evidence.opened,
        rate=chance.rate if chance else None,
        sought=sought,
    )
    test, is_argued = finding.test, finding.sort == "argued"
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
        sources=tuple(_sources(judged.case, rests_on)),
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
        shared=shared_claims(finding, evidence.findings, ledger) if is_argued else None,
        mirrored=evidence.mirror.shows(finding, ledger) if is_argued else None,
        sought=sought if is_argued else None,
    )


def _support(
    one: Compiled,
    judgement: Judgement,
    rests_on: Sequence[str],
    searched: Searched,
    ledger: Ledger,
    evidence: "_Evidence",
) -> Support | None:
    """Return what supports a finding; None where only its chance could say, and that was not asked."""
    if searched.chances is None and one.finding.sort == "computed" and exchanges_of(one)[0]:
        return None
    chance = (searched.chances or {}).get(one.finding.id)
    risk = chance.risk if chance else None
    return support_of(one.finding, judgement, rests_on, risk, ledger, evidence.rows)


def _against(finding: Finding, rests_on: Sequence[str], ledger: Ledger) -> list[str]:
    """Return what counts against a finding: what it names so itself, and what disputes what it rests on."""
    named = {name for name in finding.against if ledger.counts(name)}
    disputing = {other for name in rests_on for other in ledger.against(name)}
    return sorted(named | (disputing - {*rests_on}))


@dataclass(frozen=True)
class _Evidence:
    """Hold what the support and the confidence of every finding are computed from, laid out once."""

    rows: Mapping[str, Any]
    """Claims, observations and searches by id."""
    mirror: Mirror
    searches: Sequence[Search]
    opened: frozenset[str]
    """The claims and observations whose source somebody opened, and found to say so."""
    titles: Mapping[str, str]
    findings: Mapping[str, Finding]

    @classmethod
    def of(cls, case: Case, compiled: Sequence[Compiled], ledger: Ledger) -> "_Evidence":
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
