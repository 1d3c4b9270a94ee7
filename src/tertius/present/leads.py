"""Which leads an unknown could undo: no page names a winner over a rival's unknown without saying so."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from tertius.study.result import Study

Row = Mapping[str, Any]

WHOLE = 100
"""No share of a company is more than this, in percent."""


def open_leads(study: Study) -> frozenset[tuple[str, str, str]]:
    """Return the host, sector and basis of each lead, or tie, that an unknown of another power could change."""
    there: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in study.tables["presence"]:
        there[row["host"], row["sector"]].append(row)
    return frozenset(
        (lead["host"], lead["sector"], lead["basis"])
        for lead in study.tables["leader"]
        if lead["value"]
        and any(
            _could_change(row, lead)
            for row in there[lead["host"], lead["sector"]]
            if row["power"] != lead["leader"]
        )
    )


def _could_change(row: Row, lead: Row) -> bool:
    """Return whether what is unknown of a power may be as much as the first has, or part those that are level.

    Sums and years that nobody states may be of any size; a stake is no more than the whole, and
    engagements that may not be there are no more than they are.
    """
    has = (row["engagements"] or 0) + (row["stakes"] or 0) > 0
    match lead["basis"]:
        case "amount":
            return bool(row["amounts_unknown"])
        case "stake":
            most = (row["stake_pct"] or 0) + WHOLE * row["stakes_unknown"]
            return bool(row["stakes_unknown"]) and most >= lead["value"]
        case "years":
            return has and row["years"] is None
    most = (row["engagements"] or 0) + (row["uncertain"] or 0)
    return bool(row["uncertain"]) and most >= lead["value"] + (lead["leader"] is None)
