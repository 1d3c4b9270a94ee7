"""What the findings of a case come to on other days, and in its scenarios."""

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from tertius.case.fingerprint import case_hash
from tertius.case.identity.same import judged
from tertius.case.read import Case
from tertius.case.scenarios.apply import changed_case
from tertius.case.scenarios.model import Scenario
from tertius.case.scenarios.read import read_scenarios
from tertius.engine.cache import find, keep
from tertius.engine.duckdb import DuckStore
from tertius.findings.compiled import Compiled
from tertius.findings.judge import Judgement
from tertius.worlds.computation import Computation, choices_of
from tertius.worlds.history import Since, verdicts_through_time
from tertius.worlds.many import judge_states
from tertius.worlds.selection import World, tables_in

HISTORIES = TypeAdapter(dict[str, tuple[Since, ...]])


@dataclass(frozen=True)
class Elsewhere:
    """Hold what findings come to on other days and in scenarios; empty where nobody asked."""

    history: Mapping[str, tuple[Since, ...]] = field(default_factory=dict)
    """By finding, each day on which its verdict turned, by what was certainly public."""
    scenarios: Sequence[tuple[Scenario, Mapping[str, Judgement]]] = ()
    """Each scenario that can be tried, with the judgement of each finding in it."""


def elsewhere_of(
    case: Case,
    world: World,
    compiled: Sequence[Compiled],
    folder: Path,
    scenarios: Mapping[str, Scenario] | None = None,
    *,
    fingerprint: str | None = None,
) -> Elsewhere:
    """Return what the findings of a case come to elsewhere than in a world; its scenarios lie in its folder.

    `scenarios` are those of the case, where they were read already, and `fingerprint` is its own. A
    scenario that names a row which the case does not have, as one that is withheld, is left out.
    Tables are computed by DuckDB, whatever else may compute them: a hundred small worlds take hours
    on Spark.
    """
    if scenarios is None:
        scenarios = read_scenarios(case, folder)[0]
    then = {name: judged(changed_case(case, one)) for name, one in scenarios.items()}
    judgements = judge_states(case, compiled, then) if then else {}
    listed = [(one, judgements[name]) for name, one in sorted(scenarios.items())]
    return Elsewhere(_history(case, world, compiled, fingerprint or case_hash(case)), listed)


def _history(
    case: Case, world: World, compiled: Sequence[Compiled], fingerprint: str
) -> dict[str, tuple[Since, ...]]:
    """Return the verdicts through time; what an earlier build found of the same case is not computed again.

    Every day on which something became public is a world of its own, so this takes longest of all
    that a build of an unchanged case would do again. Cached as chance is (study/chance.py).
    """
    named = sorted(one.finding.id for one in compiled)
    key = json.dumps(["history", fingerprint, sorted(world.withdrawn), named])
    found = find(key)
    if found is not None:
        return HISTORIES.validate_python(found)
    stored = tables_in(case, world)
    measures = {measure for one in compiled for measure in one.measures}
    with closing(DuckStore()) as engine:
        computation = Computation(engine, stored, choices_of(case), measures=measures)
        history = verdicts_through_time(case, compiled, computation, stored)
    keep(key, HISTORIES.dump_python(history, mode="json"))
    return history
