"""Findings judged in worlds that somebody chooses, all in one pass: days of the past, scenarios."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tertius.case.read import Case
from tertius.findings.read import Compiled
from tertius.inputs.grading import Grader
from tertius.worlds.changes import Stored
from tertius.worlds.computation import Computation
from tertius.worlds.many import judge_in_worlds
from tertius.worlds.selection import World, tables_in, world_known_on


@dataclass(frozen=True)
class Since:
    """From which day on a finding had a verdict, by what was certainly public."""

    day: date
    verdict: str
    state: str | None


def days_of_news(case: Case) -> list[date]:
    """The days on which something that counts became public for certain, or a search was made."""
    known = {row["known"] for row in Grader(case).known_days()} - {None}
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
