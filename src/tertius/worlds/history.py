"""Findings judged in worlds that somebody chooses, all in one pass: days of the past, scenarios."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tertius.case.read import Case
from tertius.findings.read import Compiled
from tertius.inputs.grading import Grader
from tertius.worlds.changes import Stored
from tertius.worlds.computation import Computation
from tertius.worlds.many import judge_in_worlds
from tertius.worlds.selection import World, tables_in, world_known_on

if TYPE_CHECKING:
    from tertius.inputs.schema import Seen


@dataclass(frozen=True)
class Since:
    """From which day on a finding had a verdict, by what was certainly public."""

    day: date
    verdict: str
    state: str | None


def days_of_news(case: Case) -> list[date]:
    """Return the days on which a row certainly became public or fell, or a search was made."""
    published = {row["known"] for row in Grader(case).known_days()} - {None}
    searched = {day for row in case.rows("searches") if (day := row.date.latest)}
    withdrawn = {
        day
        for table in ("claims", "observations")
        for row in case.rows(table)
        if row.deprecated_on and (day := row.deprecated_on.earliest)
    }
    return sorted(published | searched | withdrawn)


def verdicts_through_time(
    case: Case, compiled: Sequence[Compiled], computation: Computation, base: Stored
) -> dict[str, tuple[Since, ...]]:
    """Return each finding's verdict on every day on which the verdict turned, oldest first.

    Rows whose sources have no date stay out on every day, so the last verdict can differ from
    today's, in which they count.
    """
    days = [day.isoformat() for day in days_of_news(case)]
    worlds: dict[str, World] = {day: world_known_on(case, day) for day in days}
    seen: Seen = {}
    tables = {day: tables_in(case, world, given=base, seen=seen) for day, world in worlds.items()}
    judged = judge_in_worlds(compiled, computation, base, tables)
    history: dict[str, list[Since]] = {one.finding.id: [] for one in compiled}
    for day in days:
        for name, judgement in judged[day].items():
            turns = history[name]
            if not turns or (turns[-1].verdict, turns[-1].state) != (
                judgement.verdict,
                judgement.state,
            ):
                turns.append(Since(date.fromisoformat(day), judgement.verdict, judgement.state))
    return {name: tuple(turns) for name, turns in history.items()}
