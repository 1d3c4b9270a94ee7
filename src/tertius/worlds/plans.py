"""Every step in its order, written down as a plan: for the baseline, and for worlds that differ from it.

A plan depends on the columns of the tables and the words of the taxonomy, so it is written once for
all cases that have the same, cached, and run often: the day of the results stands in it as a
placeholder, what Python alone takes (the weights of an index) does not stand in it, and it holds every
measure, of which a run computes those that are asked. What writes it
(worlds/recording.py) is slow to import, and is imported where the cache has no plan.
"""

from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Any

from tertius.engine.cache import kept
from tertius.engine.plan import Plan, read_plan
from tertius.measures import STEPS
from tertius.worlds.differences import Chosen, Difference, Ends, with_choices

WRITTEN_BY = ("engine", "evidence", "facts", "inputs", "measures", "worlds")
"""The packages on whose code a plan depends."""

BESIDE = ("case", "errors", "language")
"""What is imported besides where one is written, and shapes no table: `case` for what a case is, whose
reading and checking go with their errors, and `language` for what words are told in."""

SOME_DAY = date(1111, 11, 11)
"""Stands in a cached plan for each day that is chosen: one that no condition of a step names."""


@cache
def baseline_plan(dialect: str, chosen: Chosen) -> Plan:
    """Return the plan of every step in the baseline, by its own name, and of deciding rows."""
    written = _written_with(chosen)
    key = repr(("baseline", dialect, written))

    def write() -> list[dict[str, Any]]:
        from tertius.worlds.recording import write_baseline

        return write_baseline(dialect, written).written()

    return _read(kept(key, write, rooms=WRITTEN_BY), chosen)


@cache
def worlds_plan(dialect: str, chosen: Chosen, difference: Difference) -> tuple[Plan, Ends]:
    """Return the plan of what worlds differ in, and the tables in which each such measure ends."""
    written = _written_with(chosen)
    way = (
        difference.withdraws,
        sorted(difference.altered),
        difference.has_interest,
        difference.has_variants,
    )
    key = repr(("worlds", dialect, written, *way))

    def write() -> dict[str, Any]:
        from tertius.worlds.recording import write_worlds

        plan, ends = write_worlds(dialect, written, difference)
        return {"plan": plan.written(), "ends": ends}

    record = kept(key, write, rooms=WRITTEN_BY)
    ends = {name: (rows, touched) for name, (rows, touched) in record["ends"].items()}
    return _read(record["plan"], chosen), ends


def _written_with(chosen: Chosen) -> Chosen:
    """Return the choices that SQL is written with: a day's place, and nothing of what Python alone takes."""
    in_sql = {name for step in STEPS if step.shape is None for name in step.choices}
    placed = ((name, SOME_DAY if isinstance(value, date) else value) for name, value in chosen)
    return tuple((name, value if name in in_sql else None) for name, value in placed)


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
