"""What would change findings: origins left out, and unknowns filled in, cached as chance is.

Both ask for hundreds of worlds, and a reader who asks for one finding after another asks for the same
ones again. What is cached is what every search was answered, by finding, so that a finding which is
asked alone finds what a command on all of them computed; the searches themselves run again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from pydantic import TypeAdapter

from tertius.case.read import Case
from tertius.engine.cache import find, keep
from tertius.findings.compiled import Compiled
from tertius.findings.judge import Judgement, Verdict
from tertius.findings.outcome import Outcome
from tertius.language.kept import Sentence
from tertius.sensitivity.bearing import oracles_of, search_flips
from tertius.sensitivity.flips import Depth, FlipSearch
from tertius.sensitivity.outcomes import OutcomeCache, Verdicts
from tertius.sensitivity.unknowns import Bounded, bound_findings
from tertius.sensitivity.within import Edge
from tertius.worlds.computation import Computation
from tertius.worlds.selection import World


@dataclass(frozen=True)
class Answered:
    """Hold the outcomes of a finding without sets of its origins, as a file can."""

    players: tuple[str, ...]
    rows: tuple[str, ...]
    outcomes: tuple[tuple[int, Outcome], ...]


@dataclass(frozen=True)
class Bounds:
    """Hold what unknowns leave of a judgement: what differs from the one by known values."""

    verdict: Verdict
    reason: Sentence
    within: Sentence | None
    edges: tuple[Edge, ...]


ANSWERED = TypeAdapter(dict[str, Answered])
BOUNDS = TypeAdapter(dict[str, Bounds])


def under(case: Case, fingerprint: str, world: World) -> str | None:
    """Return what the searches of a case in a world depend on, beside the program; None where no key says it.

    What a scenario assumes stands in no row of its own, so a scenario has no key.
    """
    if case.assumed:
        return None
    return json.dumps([fingerprint, sorted(world.withdrawn), str(world.day)])


def bounds_in(
    key: str | None,
    case: Case,
    computation: Computation,
    compiled: Sequence[Compiled],
    judged: Mapping[str, Judgement],
) -> dict[str, Bounded]:
    """Return each finding's judgement over every value of its unknowns; see `bound_findings`."""
    entry = f"bounds {key}"
    known = BOUNDS.validate_python(find(entry) or {}) if key else {}
    named = {one.finding.id: _name(one) for one in compiled}
    missing = [one for one in compiled if named[one.finding.id] not in known]
    if missing:
        found = bound_findings(case, computation, missing, judged)
        for one in missing:
            bounded = found[one.finding.id]
            judgement = bounded.judgement
            known[named[one.finding.id]] = Bounds(
                judgement.verdict, judgement.reason, bounded.within, bounded.edges
            )
        if key:
            keep(entry, BOUNDS.dump_python(known, mode="json"))
    return {finding: _bounded(judged[finding], known[name]) for finding, name in named.items()}


def _bounded(judgement: Judgement, bounds: Bounds) -> Bounded:
    changed = replace(judgement, verdict=bounds.verdict, reason=bounds.reason)
    return Bounded(changed, bounds.within, bounds.edges)


def flips_in(
    key: str | None,
    verdicts: Verdicts,
    rests_on: Mapping[str, Sequence[str]],
    depth: Depth,
) -> tuple[dict[str, OutcomeCache], dict[str, FlipSearch]]:
    """Return, by finding, its outcomes without its origins and the smallest sets that change it."""
    entry = f"flips {key}"
    known = ANSWERED.validate_python(find(entry) or {}) if key else {}
    named = {finding: _name(one) for finding, one in verdicts.compiled.items()}
    oracles = {
        finding: OutcomeCache(one.players, frozenset(one.rows), dict(one.outcomes))
        for finding, name in named.items()
        if (one := known.get(name)) is not None
    }
    missing = {finding: rests_on[finding] for finding in named if finding not in oracles}
    if missing:
        oracles |= oracles_of(verdicts, missing)
    oracles = {finding: oracles[finding] for finding in named}
    before = _size(oracles)
    searches = search_flips(verdicts, oracles, depth)
    if key and (missing or before < _size(oracles)):
        for finding, oracle in oracles.items():
            outcomes = tuple(oracle.known.items())
            rows = tuple(sorted(oracle.rows))
            known[named[finding]] = Answered(tuple(oracle.players), rows, outcomes)
        keep(entry, ANSWERED.dump_python(known, mode="json"))
    return oracles, searches


def _name(one: Compiled) -> str:
    """Return a finding's id with a digest of what it says, by which its answers are found."""
    return f"{one.finding.id} {sha256(one.finding.model_dump_json().encode()).hexdigest()[:16]}"


def _size(oracles: Mapping[str, OutcomeCache]) -> int:
    return sum(len(oracle.known) for oracle in oracles.values())
