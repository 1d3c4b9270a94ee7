"""Sums that a source states for many engagements at once, each beside the parts that the case lists one by one."""

from collections.abc import Mapping
from typing import Any

from tertius.evidence.claim import Observation
from tertius.evidence.dates import PartialDate
from tertius.measures.delivery import DELIVERED, PLEDGED
from tertius.present.labels import Labels
from tertius.study.result import Study

Row = Mapping[str, Any]


def sums_in(study: Study, labels: Labels, host: str) -> list[dict[str, Any]]:
    """Return each stated sum on a host with its `parts`, by power and figure.

    A sum is a figure in money that says which stage it counts. Its parts are the engagements of the
    same power, sector and stage whose type the indicator adds up (`adds_up` in the taxonomy) and
    which do not certainly lie outside its period; None where the indicator does not say what it
    adds up.
    """
    units = study.case.taxonomy.words("unit")
    found = [
        row
        for row in labels.current("observations")
        if row.area == host and row.stage and row.unit and units.get(row.unit, {}).get("currency")
    ]
    return [
        {"said": said, "step": _step(study, row), "parts": _parts(study, row)}
        for row in sorted(found, key=lambda r: (r.counterpart or "", r.indicator, r.id))
        for said in labels.said([row.id])
    ]


def _step(study: Study, row: Observation) -> str:
    """Return the step of a promise under which a stage counts."""
    order = int(study.case.taxonomy.words("stage")[str(row.stage)]["order"])
    return "promised" if order <= PLEDGED else "signed" if order < DELIVERED else "delivered"


def _parts(study: Study, row: Observation) -> dict[str, Any] | None:
    """Return the promises that a sum may hold: which, how much is stated of them, and of how many nothing."""
    types = study.case.taxonomy.words("indicator").get(row.indicator, {}).get("adds_up")
    if not types:
        return None
    step = _step(study, row)
    taken = {"promised": "was_promised", "signed": "was_signed"}.get(step)
    listed = [
        one
        for one in study.tables["promises"]
        if one["type"] in types
        and not one["is_umbrella"]
        and row.area in one["host"].split(";")
        and row.counterpart in one["power"].split(";")
        and (row.sector is None or row.sector in (one["sector"] or "").split(";"))
        and (one[taken] if taken else one["outcome"] == "delivered")
        and _may_lie_in(study.case.by_id[one["engagement"]][1].start, row.period)
    ]
    amounts = [one[f"{step}_amount"] for one in listed]
    known = [amount for amount in amounts if amount is not None]
    return {
        "engagements": sorted(one["engagement"] for one in listed),
        "amount": sum(known) if known else None,
        "unknown": len(amounts) - len(known),
    }


def _may_lie_in(start: PartialDate | None, period: PartialDate | None) -> bool:
    """Return whether an engagement may have begun within a period, as far as both are dated."""
    if start is None or period is None:
        return True
    return not (start.is_before(period) or period.is_before(start))
