"""The one place that runs a case: evidence in, facts, measures and judged findings out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tertius.case.fingerprint import case_hash
from tertius.case.read import Case
from tertius.engine.duckdb import DuckStore
from tertius.engine.plan import Engine
from tertius.findings.compiled import Compiled
from tertius.sensitivity.flips import PAIRS, Depth
from tertius.study.chance import chance_in
from tertius.study.judged import Progress, judged_in
from tertius.study.result import Study
from tertius.study.results import Searched, results_of
from tertius.study.searches import bounds_in, flips_in, under
from tertius.worlds.selection import BASELINE, World

if TYPE_CHECKING:
    from tertius.sensitivity.outcomes import OutcomeCache


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
    judged = judged_in(case, compiled, world, engine or DuckStore(), progress)
    fingerprint = fingerprint or case_hash(case)
    key = under(case, fingerprint, world)
    bounded = bounds_in(key, case, judged.small_worlds, compiled, judged.judgements)
    searched = Searched(bounded)
    oracles: Mapping[str, OutcomeCache] = {}
    if with_flips:
        progress("asking what would change each verdict")
        oracles, flips = flips_in(key, judged.verdicts, judged.rests_on, depth)
        searched = replace(searched, flips=flips)
    if with_chance and world.is_whole:
        settled = {name: one.judgement.verdict for name, one in bounded.items()}
        chances = chance_in(
            case, fingerprint, world, compiled, judged.small_worlds, settled, progress=progress
        )
        searched = replace(searched, chances=chances)
    return Study(
        case,
        world,
        results_of(judged, searched),
        judged.rows,
        judged.ledger,
        judged.lineage,
        judged.stored,
        judged.computation,
        judged.verdicts,
        oracles,
        fingerprint,
    )
