"""Findings judged on every day of the past on which something became public, all in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tertius.case.read import Case
from tertius.facts.ledger import read_ledger
from tertius.findings.compiled import Compiled
from tertius.inputs.grading import Grader
from tertius.worlds.changes import Stored
from tertius.worlds.computation import Computation
from tertius.worlds.many import judge_in_worlds
from tertius.worlds.versions import changes_on_days, versions_on


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
    days = days_of_news(case)
    worlds = [day.isoformat() for day in days]
    versions = versions_on(case, days, base)
    cited = {name for one in compiled for _, name in one.finding.ids()}
    claims, observations = (versions[name].beside(cited) for name in ("claims", "observation_rows"))
    ledgers = {
        world: read_ledger(
            claims.on(day).to_pylist(),
            observations.on(day).to_pylist(),
            (),
            frozenset(versions["search_ids"].on(day)["id"].to_pylist()),
        )
        for day, world in enumerate(worlds)
    }
    judged = judge_in_worlds(compiled, computation, changes_on_days(versions, worlds), ledgers)
    history: dict[str, list[Since]] = {one.finding.id: [] for one in compiled}
    for day, name in zip(days, worlds, strict=True):
        for finding, judgement in judged[name].items():
            turns = history[finding]
            if not turns or (turns[-1].verdict, turns[-1].state) != (
                judgement.verdict,
                judgement.state,
            ):
                turns.append(Since(day, judgement.verdict, judgement.state))
    return {name: tuple(turns) for name, turns in history.items()}
