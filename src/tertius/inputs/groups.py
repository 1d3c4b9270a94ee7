"""Lists of a case that are the same in every world: groups of actors, members, and days of periods."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from tertius.case.read import Case
from tertius.case.settings import Settings
from tertius.evidence.unions import eu_members

TEXT, DAY = pa.string(), pa.date32()

ROSTERS: dict[str, pa.Schema] = {
    "periods": pa.schema([("period", TEXT), ("day", DAY)]),
    "memberships": pa.schema([("period", TEXT), ("bloc", TEXT), ("member", TEXT)]),
    "case_powers": pa.schema([("power", TEXT), ("group_name", TEXT)]),
    "actor_groups": pa.schema([("actor", TEXT), ("code", TEXT), ("group_name", TEXT)]),
}
"""The lists and the types of their columns."""


def rosters(case: Case, codes: Mapping[str, str | None]) -> dict[str, Iterable[Mapping[str, Any]]]:
    """Return the lists of a case, given the code of the country, bloc or host of each actor.

    A period without an end, or none at all, stands for the day of the results; members are those
    of the period's last day.
    """
    settings = case.settings
    days = {"": settings.as_of}
    for row in case.rows("observations"):
        if row.period:
            days[str(row.period)] = row.period.latest or settings.as_of
    courting = (*settings.powers, *settings.baselines)
    states = {code.lower(): code for code in (*courting, *settings.hosts)}
    return {
        "periods": ({"period": period, "day": day} for period, day in days.items()),
        "memberships": (
            {"period": period, "bloc": "EU", "member": member}
            for period, day in days.items()
            for member in eu_members(day)
        ),
        "case_powers": (
            {"power": code, "group_name": group_of(settings, code)} for code in courting
        ),
        "actor_groups": (
            {
                "actor": actor,
                "code": code,
                "group_name": group_of(settings, code) if code else actor,
            }
            for actor, code in {**states, **codes}.items()
        ),
    }


def group_of(settings: Settings, code: str) -> str:
    """Return the group of powers that a code belongs to; one outside all groups is its own."""
    return next((name for name, members in settings.groups.items() if code in members), code)
