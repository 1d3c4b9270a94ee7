"""Every step in its order, written down as a plan: for the baseline, and for worlds that differ from it.

A plan depends on the columns of the tables and the words of the taxonomy, so it is written once for
all cases that have the same, cached, and run often: the day of the results stands in it as a
placeholder, and it holds every measure, of which a run computes those that are asked. What writes it
(worlds/recording.py) is slow to import, and is imported where the cache has no plan.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

import pyarrow as pa

from tertius.engine.cache import kept
from tertius.engine.plan import Plan, read_plan
from tertius.engine.step import Step
from tertius.facts.rule import FACT_KEY, OBSERVATION_KEY
from tertius.measures import STEPS

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

WITHDRAWING = (
    "claims",
    "observation_rows",
    "bearings",
    "searches",
    "subject_searches",
    "stance_searches",
)
"""The tables from which a world without some evidence takes rows."""
SETTLED_BY = {"claims": FACT_KEY, "observation_rows": OBSERVATION_KEY}

WORLD = ("world", pa.string())
WITHDRAWN = pa.schema([WORLD, ("id", pa.string())])
INTEREST = pa.schema([WORLD, ("measure", pa.string())])


Ends = dict[str, tuple[str, str]]
"""By measure its tables of rows and of partitions in a plan of worlds."""

Chosen = tuple[tuple[str, Any], ...]
"""Choices as they stand in the key of a cache."""

WRITTEN_BY = ("engine", "evidence", "facts", "inputs", "measures", "worlds")
"""The packages on whose code a plan depends.

What writes one imports `case` besides, for what a case is; its reading and checking shape no table.
"""

SOME_DAY = date(1111, 11, 11)
"""Stands in a cached plan for each day that is chosen: one that no condition of a step names."""


@cache
def baseline_plan(dialect: str, chosen: Chosen) -> Plan:
    """Return the plan of every step in the baseline, by its own name, and of deciding rows."""
    undated = _undated(chosen)
    key = repr(("baseline", dialect, undated))

    def write() -> list[dict[str, Any]]:
        from tertius.worlds.recording import write_baseline

        return write_baseline(dialect, undated).written()

    return _read(kept(key, write, rooms=WRITTEN_BY), chosen)


@dataclass(frozen=True)
class Difference:
    """In which way worlds differ from the baseline."""

    withdraws: bool
    """Whether rows are left out."""
    altered: frozenset[str]
    """The tables that stand otherwise."""
    has_interest: bool
    """Whether each world says which measures are asked there."""


@cache
def worlds_plan(dialect: str, chosen: Chosen, difference: Difference) -> tuple[Plan, Ends]:
    """Return the plan of what worlds differ in, and the tables in which each such measure ends."""
    undated = _undated(chosen)
    way = (difference.withdraws, sorted(difference.altered), difference.has_interest)
    key = repr(("worlds", dialect, undated, *way))

    def write() -> dict[str, Any]:
        from tertius.worlds.recording import write_worlds

        plan, ends = write_worlds(dialect, undated, difference)
        return {"plan": plan.written(), "ends": ends}

    record = kept(key, write, rooms=WRITTEN_BY)
    ends = {name: (rows, touched) for name, (rows, touched) in record["ends"].items()}
    return _read(record["plan"], chosen), ends


def _undated(chosen: Chosen) -> Chosen:
    return tuple((name, SOME_DAY if isinstance(v, date) else v) for name, v in chosen)


def _read(written: list[dict[str, Any]], chosen: Chosen) -> Plan:
    """Return a cached plan with the day of the results in the place that was kept for it.

    Raises ValueError where several days are chosen, as one place cannot tell them apart.
    """
    days = {value for _, value in chosen if isinstance(value, date)}
    if len(days) > 1:
        raise ValueError(f"one day may be chosen, and {len(days)} are")
    for day in days:
        for place, put in zip(_in_sql(SOME_DAY), _in_sql(day), strict=True):
            written = [
                {**part, "sql": part["sql"].replace(place, put)} if "sql" in part else part
                for part in written
            ]
    return read_plan(written, partial(_own_function, chosen))


def _in_sql(day: date) -> tuple[str, str]:
    """Return a day as SQL may write it: in quotes, or as numbers handed to a function."""
    return day.isoformat(), f"{day.year}, {day.month}, {day.day}"


def _own_function(chosen: Chosen, name: str) -> Callable[..., Any]:
    (step,) = (step for step in STEPS if step.name == name)
    return with_choices(step, chosen)


def with_choices(step: Step, chosen: Chosen) -> Callable[..., Any]:
    """Return the function of a step with its choices made."""
    choices = dict(chosen)
    return partial(step.function, **{name: choices[name] for name in step.choices})


def decides(name: str) -> str:
    """Return the name of the table of those rows of another that decide a fact."""
    return f"{name}_deciding"


def needed(asked: Collection[str]) -> set[str]:
    """Return the names of the steps asked, and of those that they are made of."""
    names = set(asked)
    for step in reversed(STEPS):
        if step.name in names:
            names.update(step.inputs)
    return names
