"""A case computed: in the baseline, and in every world that is asked."""

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from tertius.case.read import Case
from tertius.engine.plan import Engine, Plan
from tertius.engine.step import Choices
from tertius.measures import STEPS
from tertius.worlds.differences import (
    OF_WORLDS,
    PARTITIONS,
    SETTLED_BY,
    VARIANTS_WITHDRAW,
    WITHDRAWING,
    WORLDS_WITHDRAW,
    Difference,
    decides,
    is_of_families,
    needed,
    written_for,
)
from tertius.worlds.plans import baseline_plan, worlds_plan
from tertius.worlds.variants import families_of, variants_of
from tertius.worlds.views import MeasureViews, Numbered, baseline_only, changed

STEP_NAMES = frozenset(step.name for step in STEPS)


@dataclass(frozen=True)
class Altered:
    """How a table differs in some worlds: the rows of the partitions that they touch."""

    rows: pa.Table
    touched: pa.Table


@dataclass(frozen=True)
class Changes:
    """What differs from the baseline in each of some worlds.

    `withdrawn` holds (world, id): rows that a world leaves out. `altered` holds, for a table of
    PARTITIONS or a step, how it stands in worlds that change it otherwise. `interest` holds (world,
    measure), where not every measure is asked in every world. `variants` holds (world, variant)
    where altered tables whose partitions lie within families name variants of these in place of
    worlds (worlds/variants.py).
    """

    withdrawn: pa.Table | None = None
    altered: Mapping[str, Altered] = field(default_factory=dict)
    interest: pa.Table | None = None
    variants: pa.Table | None = None


class Computation:
    """A case settled and measured: each step as it is asked, and other worlds as they are asked.

    `measures` are computed at once, side by side, with the steps that they are made of; all unless
    given.
    """

    def __init__(
        self,
        engine: Engine,
        stored: Mapping[str, pa.Table],
        choices: Choices,
        *,
        measures: Collection[str] | None = None,
    ) -> None:
        self.engine, self._choices = engine, tuple(sorted(choices.items()))
        self._rows: dict[str, tuple[Mapping[str, Any], ...]] = {}
        self._views: dict[str, Numbered] = {}
        self._process = os.getpid()
        self._held: set[str] = set()
        """The steps that are computed."""
        self._families = families_of(
            stored[name] for name in WITHDRAWING if is_of_families(PARTITIONS[name])
        )
        engine.put(stored)
        self.compute(STEP_NAMES if measures is None else measures)

    def compute(self, steps: Collection[str]) -> None:
        """Hold some steps in the baseline, with those that they are made of.

        The plan is that of all steps, whichever are computed: it is written once for every command.
        Raises RuntimeError in a process that was forked, whose threads of the engine are missing.
        """
        if os.getpid() != self._process:
            raise RuntimeError("only the process that began a computation can ask its engine")
        missing = STEP_NAMES.intersection(needed(steps)) - self._held
        wanted = missing if self._held else missing.union(map(decides, SETTLED_BY))
        if not wanted:
            return
        plan = baseline_plan(self.engine.dialect, self._choices)
        rest = Plan(tuple(part for part in plan.parts if part.name not in self._held))
        self.engine.run(rest, wanted)
        self._held |= missing

    def table(self, step: str) -> pa.Table:
        """Return a step in the baseline as an Arrow table, computed where it is not yet."""
        self.compute([step])
        return self.engine.fetch(step)

    def fetch(self, name: str) -> pa.Table:
        """Return an input, or a step in the baseline, as an Arrow table."""
        return self.table(name) if name in STEP_NAMES else self.engine.fetch(name)

    def rows(self, step: str) -> tuple[Mapping[str, Any], ...]:
        """Return the rows of a step in the baseline, in an order that depends on contents alone."""
        if step not in self._rows:
            self._rows[step] = rows_of(self.table(step))
        return self._rows[step]

    def baseline(self, measures: Collection[str]) -> MeasureViews:
        """Return measures in the baseline, as findings ask them."""
        return MeasureViews({name: baseline_only(self._numbered(name)) for name in measures})

    def asked(self, changes: Changes, measures: Collection[str]) -> MeasureViews:
        """Return measures in every world of some changes, as findings ask them."""
        differing = self.changed(changes, measures)
        return MeasureViews(
            {
                name: changed(self._numbered(name), *differing[name])
                if name in differing
                else baseline_only(self._numbered(name))
                for name in measures
            }
        )

    def _numbered(self, measure: str) -> Numbered:
        if measure not in self._views:
            self._views[measure] = Numbered(self.rows(measure))
        return self._views[measure]

    def changed(
        self, changes: Changes, measures: Collection[str]
    ) -> dict[str, tuple[pa.Table, pa.Table]]:
        """Return, for each measure that differs in some world, its rows there and what they touch.

        Both are tables with a column `world`: the rows of the partitions that differ, and the keys
        of these partitions.
        """
        given: dict[str, pa.Table] = {}
        difference = _difference(changes)
        if changes.withdrawn is not None:
            given[WORLDS_WITHDRAW] = changes.withdrawn
        if changes.variants is not None:
            given[OF_WORLDS] = changes.variants
        elif changes.withdrawn is not None and difference.has_variants:
            variants = variants_of(changes.withdrawn, self._families)
            given |= {OF_WORLDS: variants.of_worlds, VARIANTS_WITHDRAW: variants.withdrawn}
        if changes.interest is not None:
            given["interest"] = changes.interest
        for name, altered in changes.altered.items():
            given |= {f"{name}_there": altered.rows, f"{name}_touched": altered.touched}
        self.compute(measures)
        plan, every = worlds_plan(self.engine.dialect, self._choices, difference)
        ends = {name: every[name] for name in measures if name in every}
        self.engine.put(given)
        rest = Plan(tuple(part for part in plan.parts if part.name not in given))
        self.engine.run(rest, {name for pair in ends.values() for name in pair})
        return {
            name: (self.engine.fetch(rows), self.engine.fetch(touched))
            for name, (rows, touched) in ends.items()
        }


def _difference(changes: Changes) -> Difference:
    """Return in which way worlds differ, for which a plan is written of every measure, and a part run.

    Families have variants where the changes name them, and in searches, which say what they ask of
    each world and choose thousands of times among few origins. Where every origin of a portfolio is
    left out once, hardly any variant is shared, and telling them takes a sixth more.
    """
    withdraws, altered = changes.withdrawn is not None, frozenset(changes.altered)
    has_interest = changes.interest is not None
    return Difference(
        withdraws=withdraws,
        altered=altered if withdraws else written_for(altered),
        has_interest=has_interest,
        has_variants=changes.variants is not None or (withdraws and not altered and has_interest),
    )


class StepTables(Mapping[str, tuple[Mapping[str, Any], ...]]):
    """Hold the rows of every step in the baseline, each computed and sorted when it is first read."""

    def __init__(self, computation: Computation) -> None:
        self._computation = computation

    def __getitem__(self, step: str) -> tuple[Mapping[str, Any], ...]:
        if step not in STEP_NAMES:
            raise KeyError(step)
        return self._computation.rows(step)

    def __iter__(self) -> Iterator[str]:
        return (step.name for step in STEPS)

    def __len__(self) -> int:
        return len(STEPS)


def choices_of(case: Case) -> Choices:
    """Return what steps take besides tables: the day of the results, and words of the taxonomy."""

    def flagged(vocabulary: str, flag: str) -> tuple[str, ...]:
        entries = case.taxonomy.words(vocabulary)
        return tuple(word for word, entry in entries.items() if entry.get(flag))

    return {
        "as_of": case.settings.as_of,
        "money_types": flagged("engagement_type", "money"),
        "delivering_types": flagged("engagement_type", "delivers"),
        "holding_relations": flagged("relation", "holds"),
        "binding_types": flagged("engagement_type", "binds"),
        "share_indicators": flagged("indicator", "share"),
        "value_indicators": flagged("indicator", "share_of"),
        "index_weights": case.settings.index.parts if case.settings.index else (),
    }


def rows_of(table: pa.Table) -> tuple[Mapping[str, Any], ...]:
    """Return the rows of a table in an order that depends on their contents alone."""
    names = sorted(table.column_names)
    return tuple(sorted(table.to_pylist(), key=lambda row: [str(row[name]) for name in names]))
