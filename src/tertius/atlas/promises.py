"""Pages that set one thing beside another: promises and deliveries, beliefs and figures, the evidence on each power."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tertius.atlas.page import Page
from tertius.atlas.sectors import gathered, places, sector_label, sector_order
from tertius.findings.caveats import FEWEST
from tertius.inputs.grading import LOST
from tertius.measures.delivery import COUNTED, EVERYTHING, QUALITIES
from tertius.measures.waiting import DATINGS
from tertius.present.labels import Labels
from tertius.study.result import Study

STEPS = ("promised", "signed", "delivered")
TOLD = ("claims", "observations", "searches", "checked", "lost")
"""Columns of coverage that are added up over hosts."""

DISTINCT = {"sources": "source", "origins": "origin", "languages": "language"}
"""Columns of coverage that count different things, and where evidence names each."""

Row = Mapping[str, Any]


def in_order(codes: Iterable[str], first: Sequence[str]) -> list[str]:
    """Codes with those that the case names first, in its order, then all others."""
    found = set(codes)
    named = [code for code in first if code in found]
    return [*named, *sorted(found - {*named})]


def sides_of(study: Study) -> tuple[str, ...]:
    """The powers and baselines of the case, in its order."""
    return (*study.case.settings.powers, *study.case.settings.baselines)


def promises(study: Study, shelf: Labels) -> Page:
    """The page of promises: what was promised, signed and delivered, and how long it took."""
    listed: dict[str, list[Row]] = defaultdict(list)
    for row in study.tables["promises"]:
        for host in row["host"].split(";"):
            listed[host].append(row)
    blocks = [
        {
            "host": host,
            "name": shelf.side(host),
            **_delivery(study, shelf, host),
            "promises": [_promise(study, shelf, host, row) for row in _by_power(study, rows)],
            **_waiting(study, shelf, host),
        }
        for host in in_order(listed, study.case.settings.hosts)
        for rows in (listed[host],)
    ]
    return Page("promises.html", "promises.html", "Promised and delivered", {"blocks": blocks})


def _by_power(study: Study, rows: Iterable[Row]) -> list[Row]:
    order = in_order({row["power"] for row in rows}, sides_of(study))
    return sorted(rows, key=lambda r: (order.index(r["power"]), r["engagement"]))


def _delivery(study: Study, shelf: Labels, host: str) -> dict[str, Any]:
    """The counts and amounts of a host by power and sector, and the outcomes that occur."""
    rows = [row for row in study.tables["delivery"] if row["host"] == host]
    powers = in_order({row["power"] for row in rows}, sides_of(study))
    lines = [
        {
            "row": row,
            "whole": row["sector"] == EVERYTHING,
            "name": shelf.side(row["power"])
            if row["sector"] == EVERYTHING
            else sector_label(study, row["sector"]),
            "href": _sector_page(study, shelf, host, row["sector"], row["power"]),
        }
        for power in powers
        for row in sorted(
            (row for row in rows if row["power"] == power),
            key=lambda r: (
                r["sector"] != EVERYTHING,
                sector_order(study, r["sector"]),
                r["sector"],
            ),
        )
    ]
    return {
        "lines": lines,
        "outcomes": [word for word in COUNTED if any(row[word] for row in rows)],
        "qualities": [word for word in QUALITIES if any(row[word] for row in rows)],
    }


def _sector_page(study: Study, shelf: Labels, host: str, sector: str, power: str) -> str | None:
    """The address of what a power does in a sector of a host; None where there is no such page."""
    if (host, sector) not in places(study):
        return None
    page = shelf.page_of("sectors", f"{host.lower()}-{sector}")
    here = any(
        (row["host"], row["sector"], row["power"]) == (host, sector, power)
        for row in study.tables["presence"]
    )
    return f"{page}#{power}" if here else page


def _promise(study: Study, shelf: Labels, host: str, row: Row) -> dict[str, Any]:
    powers = row["power"].split(";")
    took = (row["was_promised"], row["was_signed"], row["outcome"] == "delivered")
    return {
        "row": row,
        "label": shelf.label(row["engagement"]),
        "powers": [shelf.side(power) for power in powers],
        "sectors": [
            {
                "label": sector_label(study, sector),
                "href": _sector_page(study, shelf, host, sector, powers[0]),
            }
            for sector in (row["sector"] or row["domain"] or "").split(";")
            if sector
        ],
        "amounts": [
            {"amount": row[f"{step}_amount"], "unknown": bool(taken and row["money"])}
            for step, taken in zip(STEPS, took, strict=True)
        ],
    }


def _waiting(study: Study, shelf: Labels, host: str) -> dict[str, Any]:
    """The curves of a host, and where there is none, why."""
    rows = [row for row in study.tables["delivery_times"] if row["host"] == host]
    powers = in_order({row["power"] for row in rows}, sides_of(study))
    curves: dict[tuple[int, bool, str], list[Row]] = defaultdict(list)
    for row in rows:
        curves[powers.index(row["power"]), row["sector"] != EVERYTHING, row["sector"]].append(row)
    datings = list(DATINGS)
    told: list[dict[str, Any]] = [
        {
            "name": f"{shelf.side(powers[power])}, all sectors"
            if not by_sector
            else f"{shelf.side(powers[power])}, {sector_label(study, sector)}",
            "row": lines[0],
            "rows": sorted(
                lines, key=lambda r: (datings.index(r["dating"]), r["days"] is None, r["days"])
            ),
        }
        for (power, by_sector, sector), lines in sorted(curves.items())
    ]
    return {
        "curves": [one for one in told if not one["row"]["refused"]],
        "refused": [one for one in told if one["row"]["refused"]],
    }


def perceptions(study: Study, shelf: Labels) -> Page:
    """The page of beliefs: what people say of each counterpart, and what the figures show."""
    asked: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    columns = ("area", "asked", "period", "measured_indicator", "measured_qualifier")
    for row in study.tables["perception"]:
        asked[tuple(row[name] or "" for name in columns)].append(row)
    blocks, behind = [], set()
    for rows in asked.values():
        lines = []
        for row in sorted(rows, key=lambda r: (-(r["perceived"] or 0), r["counterpart"])):
            names = study.lineage.evidence("perception", row)
            behind.update(names)
            lines.append({"row": row, "behind": briefly(shelf, names)})
        blocks.append(
            {
                "first": rows[0],
                "lines": lines,
                "caveats": sorted({row["caveat"] for row in rows}),
                "alike": len({row["caveat"] for row in rows}) == 1,
            }
        )
    return Page(
        "perceptions.html",
        "perceptions.html",
        "Belief and figures",
        {"blocks": blocks, "claims": shelf.said(sorted(behind))},
    )


def briefly(shelf: Labels, names: Iterable[str]) -> list[dict[str, str]]:
    """Claims and figures as links name them."""
    return [{"id": said.id, "label": shelf.brief(said.id)} for said in shelf.said(names)]


def coverage(study: Study) -> Page:
    """The page of the evidence itself: how much was gathered on each power in each domain."""
    summed: dict[tuple[str, str], dict[str, int]] = defaultdict(
        lambda: dict.fromkeys((*TOLD, *DISTINCT), 0)
    )
    for row in study.tables["coverage"]:
        for name in TOLD:
            summed[row["power"], row["domain"]][name] += row[name]
    for place, counts in _distinct(study).items():
        if place in summed:
            summed[place] |= counts
    domains = in_order({domain for _, domain in summed}, list(study.case.taxonomy.words("domain")))
    powers = [*sides_of(study), *in_order({power for power, _ in summed} - {*sides_of(study)}, ())]
    measured = gathered(study)
    return Page(
        "coverage.html",
        "coverage.html",
        "What was gathered",
        {
            "powers": powers,
            "rows": [
                {"domain": domain, "cells": [summed.get((power, domain)) for power in powers]}
                for domain in domains
            ],
            "caveats": [
                told for domain in domains if (told := measured.thin(sides_of(study), domain))
            ],
            "fewest": FEWEST,
        },
    )


def _distinct(study: Study) -> dict[tuple[str, str], dict[str, int]]:
    """How many sources, origins and languages stand behind each power and domain, over all hosts.

    As in the measure, lost notes together are one origin.
    """
    seen: dict[tuple[str, str], dict[str, set[Any]]] = defaultdict(
        lambda: {name: set() for name in DISTINCT}
    )
    for row in study.stored["bearings"].to_pylist():
        kinds = seen[row["power"], row["domain"]]
        for name, column in DISTINCT.items():
            value = LOST if name == "origins" and row["lost"] else row[column]
            if value is not None:
                kinds[name].add(value)
    return {
        place: {name: len(things) for name, things in kinds.items()}
        for place, kinds in seen.items()
    }
