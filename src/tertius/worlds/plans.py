"""Every step in its order, written down as a plan: for the baseline, and for worlds that differ from it.

A plan depends on the columns of the tables alone, so it is written once, kept, and run often. What
writes it (worlds/recording.py) is slow to import, and is imported where nothing was kept.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
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


@cache
def baseline_plan(dialect: str, chosen: Chosen) -> Plan:
    """Every step in the baseline, each under its own name, and the rows that decide its facts."""
    key = repr(("baseline", dialect, chosen))

    def write() -> list[dict[str, Any]]:
        from tertius.worlds.recording import write_baseline

        return write_baseline(dialect, chosen).written()

    return read_plan(kept(key, write), partial(_own_function, chosen))


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
def worlds_plan(
    dialect: str, chosen: Chosen, asked: frozenset[str], difference: Difference
) -> tuple[Plan, Ends]:
    """What worlds differ in: the plan, and for each measure that differs where it ends."""
    way = (difference.withdraws, sorted(difference.altered), difference.has_interest)
    key = repr(("worlds", dialect, chosen, sorted(asked), *way))

    def write() -> dict[str, Any]:
        from tertius.worlds.recording import write_worlds

        plan, ends = write_worlds(dialect, chosen, asked, difference)
        return {"plan": plan.written(), "ends": ends}

    told = kept(key, write)
    plan = read_plan(told["plan"], partial(_own_function, chosen))
    return plan, {name: (rows, touched) for name, (rows, touched) in told["ends"].items()}


def _own_function(chosen: Chosen, name: str) -> Callable[..., Any]:
    (step,) = (step for step in STEPS if step.name == name)
    return with_choices(step, chosen)


def with_choices(step: Step, chosen: Chosen) -> Callable[..., Any]:
    """The function of a step with its choices made."""
    choices = dict(chosen)
    return partial(step.function, **{name: choices[name] for name in step.choices})


def decides(name: str) -> str:
    """The table of the rows of another without which something settled could be otherwise."""
    return f"{name}_deciding"


def needed(asked: Collection[str]) -> set[str]:
    """The steps that are asked, and those that they are made of."""
    found = set(asked)
    for step in reversed(STEPS):
        if step.name in found:
            found.update(step.inputs)
    return found
