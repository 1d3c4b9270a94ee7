"""A case computed and its findings judged in one world, before anything is asked of other worlds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tertius.case.read import Case
from tertius.engine.duckdb import DuckStore
from tertius.engine.plan import Engine
from tertius.facts.ledger import Ledger, ledger_of
from tertius.findings.compiled import Compiled
from tertius.findings.judge import Judgement, judge
from tertius.findings.lineage import Lineage
from tertius.findings.outcome import outcome
from tertius.inputs.provenance import read_provenance
from tertius.sensitivity.outcomes import Verdicts
from tertius.worlds.computation import Computation, StepTables, choices_of
from tertius.worlds.selection import World, tables_in

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[str], None]
"""Told what is done next, in words that a person waiting reads."""


@dataclass(frozen=True)
class Judged:
    """Hold what a case comes to in one world, and each finding's judgement by what is known there."""

    case: Case
    world: World
    compiled: Sequence[Compiled]
    stored: "Mapping[str, pa.Table]"
    """The tables that the computation began with."""
    computation: Computation
    rows: StepTables
    ledger: Ledger
    lineage: Lineage
    verdicts: Verdicts
    judgements: Mapping[str, Judgement]
    """By finding."""

    @cached_property
    def rests_on(self) -> Mapping[str, list[str]]:
        """By finding, the claims, observations and searches that its judgement rests on."""
        return {
            one.finding.id: _rests_on(one, self.judgements[one.finding.id], self.lineage)
            for one in self.compiled
        }

    @cached_property
    def small_worlds(self) -> Computation:
        """Return what a thousand small worlds are asked of: on Spark they take hours, and DuckDB's rows are the same."""
        if self.computation.engine.dialect == DuckStore.dialect:
            return self.computation
        return _computation(DuckStore(), self.case, self.compiled, self.stored)


def judged_in(
    case: Case, compiled: Sequence[Compiled], world: World, engine: Engine, progress: Progress
) -> Judged:
    """Return a case settled, measured and judged in one world."""
    stored = tables_in(case, world)
    progress("settling and measuring")
    computation = _computation(engine, case, compiled, stored)
    rows = StepTables(computation)
    ledger = ledger_of(stored)
    progress("judging the findings")
    baseline = computation.baseline(_measures(compiled))
    judgements = {one.finding.id: judge(one, baseline.rows, ledger) for one in compiled}
    verdicts = Verdicts(
        {one.finding.id: one for one in compiled},
        computation,
        ledger,
        read_provenance(stored["origins"].to_pylist(), stored["bases"].to_pylist()),
        {name: outcome(judgement) for name, judgement in judgements.items()},
    )
    lineage = Lineage(
        lambda name: stored[name].to_pylist() if name in stored else rows[name], ledger
    )
    return Judged(
        case, world, compiled, stored, computation, rows, ledger, lineage, verdicts, judgements
    )


def _computation(
    engine: Engine, case: Case, compiled: Sequence[Compiled], stored: "Mapping[str, pa.Table]"
) -> Computation:
    """Return the computation of what findings ask, and of how much was gathered on each side."""
    measures = {*_measures(compiled), "coverage"}
    return Computation(engine, stored, choices_of(case), measures=measures)


def _measures(compiled: Sequence[Compiled]) -> set[str]:
    return {measure for one in compiled for measure in one.measures}


def _rests_on(one: Compiled, judgement: Judgement, lineage: Lineage) -> list[str]:
    named = one.named()
    behind = {
        name for measure, row in judgement.rows for name in lineage.evidence(measure, row, named)
    }
    return sorted({*judgement.ids, *behind})
