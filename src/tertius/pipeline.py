"""Every step in its order: in the baseline, and in every world that is asked."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from tertius.case.read import Case
from tertius.findings.asked import Asked, baseline_only, changed
from tertius.findings.expression import Kind, kind_of
from tertius.inputs import SHAPES
from tertius.measures import MEASURES, STEPS
from tertius.plan import Engine, Plan, Recorder
from tertius.settle import FACT_KEY, OBSERVATION_KEY, deciding
from tertius.step import Choices, Step
from tertius.worlds import Change, Worlds, columns_of, overlay, stage

EFFORT = ("host", "power", "domain")
PARTITIONS: dict[str, tuple[str, ...]] = {
    "claims": FACT_KEY,
    "observation_rows": OBSERVATION_KEY,
    "bearings": EFFORT,
    "engagement_rows": ("family",),
    "ancestors": ("family",),
    "party_rows": ("family",),
    "tie_rows": ("family",),
    "position_rows": ("family",),
    "link_rows": ("family",),
    "subject_searches": ("family",),
    "searches": ("host", "sector", "power"),
    "stance_searches": ("issue",),
}
"""The tables that may differ between worlds, and the partition by which each does."""

WITHDRAWING = ("claims", "observation_rows", "bearings")
"""The tables from which a world without some evidence takes rows."""
SETTLED_BY = {"claims": FACT_KEY, "observation_rows": OBSERVATION_KEY}

WORLD = ("world", pa.string())
WITHDRAWN = pa.schema([WORLD, ("id", pa.string())])
INTEREST = pa.schema([WORLD, ("measure", pa.string())])


@dataclass(frozen=True)
class Altered:
    """How a table differs in some worlds: the rows of the partitions that they touch."""

    rows: pa.Table
    touched: pa.Table


@dataclass(frozen=True)
class Changes:
    """What differs from the baseline in each of some worlds.

    `withdrawn` holds (world, id): rows that a world leaves out. `altered` holds, for a table of
    PARTITIONS, how it stands in worlds that change it otherwise. `interest` holds (world, measure),
    where not every measure is asked in every world.
    """

    withdrawn: pa.Table | None = None
    altered: Mapping[str, Altered] = field(default_factory=dict)
    interest: pa.Table | None = None


Ends = dict[str, tuple[str, str]]
"""By measure its tables of rows and of partitions in a plan of worlds."""

Chosen = tuple[tuple[str, Any], ...]
"""Choices as they stand in the key of a cache."""


class Computation:
    """A case settled and measured: in the baseline at once, and in other worlds as they are asked.

    With `measures`, only these and the steps that they are made of are computed.
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
        engine.put(stored)
        every = frozenset(step.name for step in STEPS)
        steps = every if measures is None else every.intersection(_needed(measures))
        telling = [_deciding(name) for name in SETTLED_BY]
        engine.run(_baseline_plan(engine.dialect, self._choices, steps), {*steps, *telling})
        self._rows: dict[str, tuple[Mapping[str, Any], ...]] = {}
        self._asked: dict[tuple[bool, frozenset[str], bool], frozenset[str]] = {}

    def rows(self, step: str) -> tuple[Mapping[str, Any], ...]:
        """The rows of a step in the baseline, in an order that depends on their contents alone."""
        if step not in self._rows:
            self._rows[step] = rows_of(self.engine.fetch(step))
        return self._rows[step]

    def baseline(self) -> Asked:
        """Every measure in the baseline, as findings ask it."""
        return Asked({name: baseline_only(self.rows(name)) for name in MEASURES})

    def asked(self, changes: Changes, measures: Collection[str]) -> Asked:
        """The measures asked, in every world of some changes, as findings ask them."""
        found = self.changed(changes, measures)
        return Asked(
            {
                name: changed(self.rows(name), *found[name])
                if name in found
                else baseline_only(self.rows(name))
                for name in measures
            }
        )

    def changed(
        self, changes: Changes, measures: Collection[str]
    ) -> dict[str, tuple[pa.Table, pa.Table]]:
        """For each measure asked that differs in some world, its rows there and what they touch."""
        given: dict[str, pa.Table] = {}
        if changes.withdrawn is not None:
            given["withdrawn"] = changes.withdrawn
        if changes.interest is not None:
            given["interest"] = changes.interest
        for name, altered in changes.altered.items():
            given |= {f"{name}_there": altered.rows, f"{name}_touched": altered.touched}
        plan, every = self._plan(changes, frozenset(measures))
        ends = {name: every[name] for name in measures if name in every}
        self.engine.put(given)
        self.engine.run(plan, {name for pair in ends.values() for name in pair})
        return {
            name: (self.engine.fetch(rows), self.engine.fetch(touched))
            for name, (rows, touched) in ends.items()
        }

    def _plan(self, changes: Changes, asked: frozenset[str]) -> tuple[Plan, Ends]:
        """A plan for these measures, and for those asked before: it is written once and run in part."""
        kind = (
            changes.withdrawn is not None,
            frozenset(changes.altered),
            changes.interest is not None,
        )
        self._asked[kind] = self._asked.get(kind, frozenset()) | asked
        return _worlds_plan(self.engine.dialect, self._choices, self._asked[kind], *kind)


ROWS_AT_ONCE = 500_000
"""So many withdrawn rows are computed together: more take more memory, and fewer more passes."""


def in_batches(withdrawn: pa.Table, most: int = ROWS_AT_ONCE) -> Iterator[pa.Table]:
    """The rows (world, id) that worlds withdraw, in parts of at most so many; no world is torn apart."""
    ordered = withdrawn.sort_by("world")
    worlds = ordered["world"].combine_chunks().value_counts()
    begun = end = 0
    for length in worlds.field("counts").to_pylist():
        if end > begun and end + length - begun > most:
            yield ordered.slice(begun, end - begun)
            begun = end
        end += length
    if end > begun:
        yield ordered.slice(begun)


@cache
def _baseline_plan(dialect: str, chosen: Chosen, steps: frozenset[str]) -> Plan:
    """These steps in the baseline, each under its own name, and the rows that decide its facts."""
    recorder = Recorder(dialect, "alone_")
    tables = _inputs()
    for name, key in SETTLED_BY.items():
        recorder.save(deciding(tables[name].base, key), _deciding(name))
    for step in STEPS:
        if step.name not in steps:
            continue
        given = {name: tables[name] for name in step.inputs}
        save = partial(recorder.save, name=step.name)
        tables[step.name] = stage(_function(step, chosen, recorder), step.per, save, inputs=given)
    return recorder.plan()


@cache
def _worlds_plan(
    dialect: str,
    chosen: Chosen,
    asked: frozenset[str],
    withdraws: bool,
    altered: frozenset[str],
    has_interest: bool,
) -> tuple[Plan, Ends]:
    """What worlds differ in: the plan, and for each measure that differs where it ends."""
    recorder = Recorder(dialect, "worlds_")
    tables = _inputs()
    needs = {name: _needed([name]) for name in asked}
    read = set().union(*needs.values())
    withdrawn = _table("withdrawn", WITHDRAWN) if withdraws else None
    for name in sorted(read.intersection({*altered, *(WITHDRAWING if withdraws else ())})):
        tables[name] = _altered(name, tables[name].base, recorder, withdrawn, name in altered)
    interest = _table("interest", INTEREST) if has_interest else None
    seen = Counter((n, s.per) for s in STEPS if s.name in read for n in s.inputs if not s.sums)
    for step in STEPS:
        base = ibis.table(_columns(chosen)[step.name], name=step.name)
        wanting = sorted(name for name, steps in needs.items() if step.name in steps)
        if not wanting:
            tables[step.name] = Worlds(base)
            continue
        within = None
        settles = set(step.inputs) & SETTLED_BY.keys()  # Cheaper than to tell who asks for it.
        if interest is not None and len(wanting) < len(asked) and not settles:
            within = interest.filter(interest.measure.isin(wanting)).select("world").distinct()
        tables[step.name] = stage(
            _function(step, chosen, recorder),
            step.per,
            recorder.save,
            cut=step.cut,
            sums=step.sums,
            inputs={name: tables[name] for name in step.inputs},
            base=base,
            within=within,
            shared=[name for name in step.inputs if seen[name, step.per] > 1],
        )
    ends = {
        name: (change.rows.get_name(), change.touched.get_name())
        for name in asked
        if (change := tables[name].change) is not None
    }
    return recorder.plan(), ends


def _altered(
    name: str, base: Table, recorder: Recorder, withdrawn: Table | None, altered: bool
) -> Worlds:
    """A table in worlds that withdraw rows of it, or that change it otherwise."""
    per = PARTITIONS[name]
    if not altered:
        telling = None
        if name in SETTLED_BY:
            telling = ibis.table({"id": "string"}, name=_deciding(name))
        return overlay(base, per, recorder.save, withdrawn=withdrawn, deciding=telling)
    shape = SHAPES[name]
    rows = _table(f"{name}_there", pa.schema([WORLD, *shape]))
    touched = _table(
        f"{name}_touched", pa.schema([WORLD, *(shape.field(column) for column in per)])
    )
    return Worlds(base, Change(rows, touched, per))


def _function(step: Step, chosen: Chosen, recorder: Recorder) -> Callable[..., Table]:
    """A step with its choices made, as a function of tables of a plan."""
    choices = dict(chosen)
    function = partial(step.function, **{name: choices[name] for name in step.choices})
    return function if step.columns is None else recorder.call(function, step.columns)


def _inputs() -> dict[str, Worlds]:
    return {name: Worlds(_table(name, shape)) for name, shape in SHAPES.items()}


def _table(name: str, shape: pa.Schema) -> Table:
    return ibis.table(ibis.Schema.from_pyarrow(shape), name=name)


def _deciding(name: str) -> str:
    return f"{name}_deciding"


def _needed(asked: Collection[str]) -> set[str]:
    """The steps that are asked, and those that they are made of."""
    needed = set(asked)
    for step in reversed(STEPS):
        if step.name in needed:
            needed.update(step.inputs)
    return needed


def choices_of(case: Case) -> Choices:
    """What the steps are told besides tables: the day of the results, and words of the taxonomy."""

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


ANY_CHOICE: Choices = {
    "as_of": date(2000, 1, 1),
    "money_types": ("loan",),
    "delivering_types": ("loan",),
    "holding_relations": ("owns",),
    "binding_types": ("loan",),
    "share_indicators": ("trade_share",),
    "value_indicators": ("export_value",),
    "index_weights": (),
}
"""Choices of the right kind, where only the columns of a measure are asked."""


@cache
def _columns(chosen: Chosen) -> dict[str, ibis.Schema]:
    """The columns of every input and step, told without computing anything."""
    choices = dict(chosen)
    schemas = {name: ibis.Schema.from_pyarrow(shape) for name, shape in SHAPES.items()}
    for step in STEPS:
        function = partial(step.function, **{name: choices[name] for name in step.choices})
        given = {name: schemas[name] for name in step.inputs}
        if step.columns is None:
            schemas[step.name] = columns_of(function, step.per, given)
        else:
            schemas[step.name] = ibis.schema(
                {name: kind for name, kind in step.columns.items() if name != "world"}
            )
    return schemas


@cache
def measure_columns() -> dict[str, dict[str, Kind]]:
    """For each measure the columns that a finding may name, and what kind each is."""
    schemas = _columns(tuple(sorted(ANY_CHOICE.items())))
    hidden = {
        "family",
        "component",
        "member",
        "stage_order",
        "first_day",
        "last_day",
        "published",
    }
    return {
        name: {c: kind_of(t) for c, t in schemas[name].items() if c not in hidden}
        for name in MEASURES
    }


def rows_of(table: pa.Table) -> tuple[Mapping[str, Any], ...]:
    """The rows of a table in an order that depends on their contents alone."""
    names = sorted(table.column_names)
    return tuple(sorted(table.to_pylist(), key=lambda row: [str(row[name]) for name in names]))
