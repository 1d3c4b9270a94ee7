"""Worlds as a person chooses them: without an origin, as known on a day, supposed, published."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from tertius.case.read import Case
from tertius.case.scenarios.model import Scenario
from tertius.case.withhold import withheld_sources
from tertius.errors import WorldError
from tertius.evidence.dates import PartialDate
from tertius.inputs.grading import SEARCHED, Grader
from tertius.inputs.schema import inputs
from tertius.worlds.ways import omission_of

WorldKind = Literal["baseline", "published", "internal", "without", "known_on", "scenario"]
"""What a world is: the case as it stands, in one of three sights, or some choice of evidence."""


@dataclass(frozen=True)
class World:
    """A choice of which evidence counts, with its name and the rows that it leaves out.

    `kind` is what the program asks; `name` is for people alone.
    """

    kind: WorldKind
    name: str
    withdrawn: frozenset[str]
    day: date | None = None
    excluded_undated: int = 0

    @property
    def is_whole(self) -> bool:
        """Return whether all counts that its readers may see: nobody chose among the evidence."""
        return self.kind in ("baseline", "published", "internal")

    @property
    def is_internal(self) -> bool:
        """Return whether what is withheld counts and is shown, so that it may not be passed on."""
        return self.kind == "internal"

    def less(self, name: str, gone: Collection[str]) -> "World":
        """Return this world without some more rows, under a name of its own."""
        return replace(self, kind="without", name=name, withdrawn=self.withdrawn.union(gone))


PLAIN = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
"""A day, month or year. A span or a doubtful date says no day on which something was known."""

BASELINE = World("baseline", "baseline", frozenset())


def world_without(case: Case, what: str) -> World:
    """Return the world without some of the evidence: without the rows that nothing else carries.

    `origin:ID`, `outlet:ID` and `language:xx` leave out what only that origin, outlet or language
    says; `state-controlled` what only outlets under a state's control say; `via:ID` what is known
    only through one publication; `unchecked` what nobody opened at its source. Raises WorldError
    where there is no such evidence in the case.
    """
    way = omission_of(what)
    kind, _, name = what.partition(":")
    grader = Grader(case)
    wanted = {name or kind}
    carriers_of = way.carriers(grader)
    rows = [row for table in ("claims", "observations") for row in case.rows(table)]
    carried = {row.id: carriers_of(row) for row in rows}
    if kind == "origin":
        carried |= {row.id: {f"{SEARCHED}{row.searched_in}"} for row in case.rows("searches")}
    if not any(wanted & carriers for carriers in carried.values()):
        raise WorldError(f"{what!r} carries no claim in this case. {way.finds}")
    gone = {row for row, carriers in carried.items() if carriers == wanted}
    return World("without", f"without {what}", fallen(grader, gone))


def world_known_on(case: Case, text: str) -> World:
    """Return the world as known on a day: what was certainly published by then, and recorded so.

    Rows without a dated source are left out and counted. Raises WorldError where the day is none.
    """
    day = last_day_of(text)
    grader = Grader(case, day=day)
    known_days = {row["id"]: row["known"] for row in grader.known_days()}
    gone = {row for row, when in known_days.items() if when is None or when > day}
    later = {search.id for search in case.rows("searches") if (search.date.latest or day) > day}
    undated = sum(when is None for when in known_days.values())
    return World("known_on", f"known on {day}", fallen(grader, gone) | later, day, undated)


def last_day_of(text: str) -> date:
    """Return a day, or the last day of a month or year. Raises WorldError for any other date."""
    try:
        day = PartialDate.read(text).latest if PLAIN.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise WorldError(
            f"{text!r} is not a day, month or year. Write one such as 2016-12-31, 2016-12 or 2016."
        )
    return day


def world_of_scenario(scenario: Scenario) -> World:
    """Return the world of a scenario; the case that is run in it is already as it would be."""
    return World("scenario", f"scenario {scenario.name}", frozenset())


INTERNAL = World("internal", "baseline, internal", frozenset())
"""The baseline with all that is withheld, for the authors of a case alone."""


def world_published(case: Case) -> World:
    """Return the baseline without what may not be published: withheld rows and sources."""
    secret = withheld_sources(case)
    gone = {
        row.id
        for table in ("claims", "observations")
        for row in case.rows(table)
        if row.withheld == "yes" or secret.issuperset(row.source) or row.via in secret
    }
    return World("published", "baseline", fallen(Grader(case), gone))


def fallen(grader: Grader, gone: Collection[str]) -> frozenset[str]:
    """Return the rows that are gone, with every row that is based on one of them."""
    return frozenset(gone) | {row["id"] for row in grader.bases() if row["base"] in gone}


def tables_in(case: Case, world: World) -> dict[str, pa.Table]:
    """Return the tables that computation begins with, as a world of a case has them."""
    tables = inputs(case, Grader(case, world.day))
    return {name: without(table, world) for name, table in tables.items()}


def without(table: pa.Table, world: World) -> pa.Table:
    """Return a table without the rows that a world leaves out."""
    if not world.withdrawn or "id" not in table.column_names:
        return table
    return table.filter(
        pc.invert(pc.is_in(table["id"], pa.array(sorted(world.withdrawn), pa.string())))
    )
