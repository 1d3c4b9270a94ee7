"""What the findings of a study come to on other days, and in the scenarios of its case."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from tertius.case.identity.same import judged
from tertius.case.scenarios.apply import changed_case
from tertius.case.scenarios.model import Scenario
from tertius.case.scenarios.read import read_scenarios
from tertius.engine.cache import find, keep
from tertius.engine.duckdb import DuckStore
from tertius.findings.compiled import Compiled
from tertius.findings.judge import Judgement
from tertius.study.result import Study
from tertius.worlds.computation import Computation, choices_of
from tertius.worlds.history import Since, verdicts_through_time
from tertius.worlds.many import judge_states

HISTORIES = TypeAdapter(dict[str, tuple[Since, ...]])


@dataclass(frozen=True)
class Elsewhere:
    """Hold what findings come to on other days and in scenarios; empty where nobody asked."""

    history: Mapping[str, tuple[Since, ...]] = field(default_factory=dict)
    """By finding, each day on which its verdict turned, by what was certainly public."""
    scenarios: Sequence[tuple[Scenario, Mapping[str, Judgement]]] = ()
    """Each scenario that can be tried, with the judgement of each finding in it."""


def elsewhere_of(
    study: Study,
    compiled: Sequence[Compiled],
    folder: Path,
    scenarios: Mapping[str, Scenario] | None = None,
) -> Elsewhere:
    """Return what the findings of a study come to elsewhere; its scenarios lie in the case's folder.

    `scenarios` are those of the study's case, where they were read already. A scenario that names a row
    which that case does not have, as one that is withheld, is left out.
    """
    computation = study.computation
    if computation.engine.dialect != DuckStore.dialect:
        # A hundred small worlds take hours on Spark, and DuckDB's rows are the same.
        measures = {measure for one in compiled for measure in one.measures}
        computation = Computation(
            DuckStore(), study.stored, choices_of(study.case), measures=measures
        )
    if scenarios is None:
        scenarios = read_scenarios(study.case, folder)[0]
    then = {name: judged(changed_case(study.case, one)) for name, one in scenarios.items()}
    judgements = judge_states(study.case, compiled, then) if then else {}
    listed = [(one, judgements[name]) for name, one in sorted(scenarios.items())]
    return Elsewhere(_history(study, compiled, computation), listed)


def _history(
    study: Study, compiled: Sequence[Compiled], computation: Computation
) -> dict[str, tuple[Since, ...]]:
    """Return the verdicts through time; what an earlier build found of the same case is not computed again.

    Every day on which something became public is a world of its own, so this takes longest of all
    that a build of an unchanged case would do again. Cached as chance is (study/chance.py).
    """
    named = sorted(one.finding.id for one in compiled)
    key = json.dumps(["history", study.case_hash, sorted(study.world.withdrawn), named])
    stored = find(key)
    if stored is not None:
        return HISTORIES.validate_python(stored)
    history = verdicts_through_time(study.case, compiled, computation, study.stored)
    keep(key, HISTORIES.dump_python(history, mode="json"))
    return history
