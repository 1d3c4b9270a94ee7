"""The chance of findings, cached under what it depends on: the case, the world and the program."""

import json
from collections.abc import Callable, Mapping, Sequence

from pydantic import TypeAdapter

from tertius.case.read import Case
from tertius.engine.cache import find, keep
from tertius.findings.compiled import Compiled
from tertius.findings.judge import Verdict
from tertius.sensitivity.chance.deal import chance_findings
from tertius.sensitivity.chance.rates import Chance
from tertius.worlds.computation import Computation
from tertius.worlds.selection import World

CHANCES = TypeAdapter(dict[str, Chance])


def chance_in(
    case: Case,
    fingerprint: str,
    world: World,
    compiled: Sequence[Compiled],
    computation: Computation,
    verdicts: Mapping[str, Verdict],
    *,
    progress: Callable[[str], None],
) -> dict[str, Chance]:
    """Return the chance of each computed finding; what an earlier command computed is not dealt again.

    Cached under the fingerprint of the case, which holds its rows, settings and findings, and the rows
    that the world leaves out; the program's version is part of every key of the cache.
    """
    key = json.dumps(["chance", fingerprint, sorted(world.withdrawn)])
    stored = find(key)
    chances = CHANCES.validate_python(stored) if stored else {}
    computed = [one for one in compiled if one.finding.sort == "computed"]
    missing = [one for one in computed if one.finding.id not in chances]
    if missing:
        chances |= chance_findings(
            computation, missing, verdicts, case.settings.powers, progress=progress
        )
        keep(key, CHANCES.dump_python(chances, mode="json"))
    return {one.finding.id: chances[one.finding.id] for one in computed}
