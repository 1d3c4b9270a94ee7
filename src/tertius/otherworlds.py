"""Findings judged in worlds that somebody chooses, all in one pass: days of the past, scenarios."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from tertius.case.read import Case
from tertius.chosen import BASELINE, World, tables_in, world_known_on
from tertius.differences import Stored, changes_between, with_lists_of
from tertius.findings.judge import Judgement, judge
from tertius.findings.read import Compiled
from tertius.pipeline import Computation, choices_of
from tertius.store import DuckStore
from tertius.study import ledger_of
from tertius.weigh import Weigher


def judge_in_worlds(
    compiled: Sequence[Compiled],
    computation: Computation,
    base: Stored,
    worlds: Mapping[str, Stored],
) -> dict[str, dict[str, Judgement]]:
    """Each finding's judgement in each world, by world and finding.

    `base` are the tables that the computation began with, `worlds` the tables as each world has them.
    """
    measures = {measure for one in compiled for measure in one.measures}
    asked = computation.asked(changes_between(base, worlds), measures)
    found: dict[str, dict[str, Judgement]] = {}
    for world, tables in worlds.items():
        ledger = ledger_of(tables)
        rows_of = partial(asked.rows, world=world)
        found[world] = {one.finding.id: judge(one, rows_of, ledger) for one in compiled}
    return found


def judge_states(
    today: Case, compiled: Sequence[Compiled], others: Mapping[str, Case]
) -> dict[str, dict[str, Judgement]]:
    """Each finding's judgement in a case and in other states of it, such as its scenarios, in one pass.

    By state and finding; the case itself goes by "". Rows that any of the states ties together stay
    in one partition in all, so that a scenario may join what the case keeps apart.
    """
    every = (today, *others.values())
    worlds = {
        name: tables_in(case, World(name, frozenset()), beside=every)
        for name, case in others.items()
    }
    base = with_lists_of(tables_in(today, BASELINE, beside=every), list(worlds.values()))
    computation = Computation(DuckStore(), base, choices_of(today))
    return judge_in_worlds(compiled, computation, base, {"": base, **worlds})


@dataclass(frozen=True)
class Since:
    """From which day on a finding had a verdict, by what was certainly public."""

    day: date
    verdict: str
    state: str | None


def days_of_news(case: Case) -> list[date]:
    """The days on which something that counts became public for certain, or a search was made."""
    known = {row["known"] for row in Weigher(case).known_days()} - {None}
    searched = {day for row in case.rows("searches") if (day := row.date.latest)}
    withdrawn = {
        day
        for table in ("claims", "observations")
        for row in case.rows(table)
        if row.deprecated_on and (day := row.deprecated_on.earliest)
    }
    return sorted(known | searched | withdrawn)


def verdicts_through_time(
    case: Case, compiled: Sequence[Compiled], computation: Computation, base: Stored
) -> dict[str, tuple[Since, ...]]:
    """Each finding's verdict on every day on which it turned, oldest first.

    Rows whose sources have no date stay out on every day, so the last verdict can differ from
    today's, in which they count.
    """
    days = [day.isoformat() for day in days_of_news(case)]
    worlds: dict[str, World] = {day: world_known_on(case, day) for day in days}
    tables = {day: tables_in(case, world, given=base) for day, world in worlds.items()}
    judged = judge_in_worlds(compiled, computation, base, tables)
    found: dict[str, list[Since]] = {one.finding.id: [] for one in compiled}
    for day in days:
        for name, told in judged[day].items():
            turns = found[name]
            if not turns or (turns[-1].verdict, turns[-1].state) != (told.verdict, told.state):
                turns.append(Since(date.fromisoformat(day), told.verdict, told.state))
    return {name: tuple(turns) for name, turns in found.items()}
