"""Worlds as a person chooses them: without an origin, as known on a day, as may be published."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from tertius.case.read import Case
from tertius.errors import WorldError
from tertius.evidence.dates import PartialDate
from tertius.weigh import LOST, Weigher


@dataclass(frozen=True)
class World:
    """A choice of which evidence counts, with its name and the rows that it leaves out."""

    name: str
    withdrawn: frozenset[str]
    day: date | None = None
    excluded_undated: int = 0


BASELINE = World("baseline", frozenset())


def world_without(case: Case, what: str) -> World:
    """The world without one origin, named `origin:ID`. Raises WorldError where there is none."""
    kind, _, name = what.partition(":")
    if kind != "origin" or not name:
        raise WorldError(f"{what!r} is no world. Write origin:ID with the id of a source.")
    weigher = Weigher(case)
    carriers: dict[str, set[str]] = defaultdict(set)
    for row in weigher.origins():
        carriers[row["id"]].add(row["origin"].removeprefix(LOST))
    if not any(name in origins for origins in carriers.values()):
        raise WorldError(
            f"{name!r} is the origin of no claim in this case. `tertius flips` names origins."
        )
    gone = {row for row, origins in carriers.items() if origins == {name}}
    return World(f"without origin:{name}", fallen(weigher, gone))


def world_known_on(case: Case, text: str) -> World:
    """The world as it was known on a day: what was certainly published by then, and recorded so.

    Rows without a dated source are left out and counted. Raises WorldError where the day is none.
    """
    try:
        day = PartialDate.read(text).latest
    except ValueError:
        day = None
    if day is None:
        raise WorldError(f"{text!r} is not a day. Write one such as 2016-12-31.")
    weigher = Weigher(case, day=day)
    known = {row["id"]: row["known"] for row in weigher.known_days()}
    gone = {row for row, when in known.items() if when is None or when > day}
    later = {search.id for search in case.rows("searches") if (search.date.latest or day) > day}
    undated = sum(when is None for when in known.values())
    return World(f"known on {day}", fallen(weigher, gone) | later, day, undated)


def world_published(case: Case) -> World:
    """The baseline as it may be published: without withheld rows and what only withheld sources say."""
    secret = {
        key for key, source in case.sources.items() if source.custom.withheld in (True, "yes")
    }
    gone = {
        row.id
        for table in ("claims", "observations")
        for row in case.rows(table)
        if row.withheld == "yes" or secret.issuperset(row.source) or row.via in secret
    }
    return World("baseline", fallen(Weigher(case), gone))


def fallen(weigher: Weigher, gone: Collection[str]) -> frozenset[str]:
    """The rows that are gone, with every row that is based on one of them."""
    return frozenset(gone) | {row["id"] for row in weigher.bases() if row["base"] in gone}


def without(table: pa.Table, world: World) -> pa.Table:
    """A table without the rows that a world leaves out."""
    if not world.withdrawn or "id" not in table.column_names:
        return table
    return table.filter(
        pc.invert(pc.is_in(table["id"], pa.array(sorted(world.withdrawn), pa.string())))
    )
