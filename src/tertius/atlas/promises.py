"""The page on promises: what was promised, signed and delivered, and how long it took."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from tertius.atlas.common import (
    SectorPages,
    in_order,
    pictured,
    power_pages,
    sector_label,
    sector_order,
    sides_of,
)
from tertius.atlas.page import Page, pages
from tertius.atlas.sums import sums_in
from tertius.language.told import gettext, listed, marked, ngettext
from tertius.measures.delivery import COUNTED, EVERYTHING, QUALITIES
from tertius.measures.waiting import DATINGS
from tertius.present.labels import Labels
from tertius.present.pictures import PROMISED_COUNTS, promised_picture
from tertius.study.result import Study

STEPS = ("promised", "signed", "delivered")

Row = Mapping[str, Any]


@pages(
    place=40,
    address="promises.html",
    menu=marked("Promises"),
    title=marked("Promised, begun and delivered"),
    summary=marked(
        "how far what was promised, agreed or begun came, with what amounts, and what was searched in vain."
    ),
)
def promises(study: Study, labels: Labels) -> Page:
    """Return the page of promises: what was promised, signed and delivered, and how long it took."""
    listed = promises_by_host(study)
    sector_pages = SectorPages(study, labels)
    blocks = [
        {
            "host": host,
            "name": labels.side(host),
            **delivery_in(study, labels, sector_pages, host),
            "sums": sums_in(study, labels, host),
            "promises": [
                promise_row(study, labels, sector_pages, host, row)
                for row in _by_power(study, rows)
            ],
            **_told(rows),
            **_waiting(study, labels, host),
        }
        for host in in_order(listed, study.case.settings.hosts)
        for rows in (listed[host],)
    ]
    return Page(
        "promises.html",
        "promises.html",
        gettext("Promised, begun and delivered"),
        partial(_shows, study, labels, blocks),
        is_empty=not blocks,
    )


def promises_by_host(study: Study) -> dict[str, list[Row]]:
    """Return the promises to each host."""
    listed: dict[str, list[Row]] = defaultdict(list)
    for row in study.tables["promises"]:
        for host in row["host"].split(";"):
            listed[host].append(row)
    return listed


def _shows(study: Study, labels: Labels, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the page of promises shows."""
    picture = pictured(study, labels, promised_picture, PROMISED_COUNTS)
    return {"blocks": blocks, "picture": picture}


def _told(rows: Iterable[Row]) -> dict[str, int]:
    """Return how many undertakings are counted, and of how many of them a source tells a promise or an agreement."""
    counted = [row for row in rows if not row["is_umbrella"]]
    told = sum(bool(row["was_promised"] or row["was_signed"]) for row in counted)
    return {"counted": len(counted), "told": told}


def _refused(row: Row) -> str:
    """Return why a curve is not drawn; empty text where it is."""
    why = row["refused"] or ""
    count, _, rest = why.partition(" ")
    if not count.isdigit():
        return gettext(why) if why else ""
    return ngettext(
        "{count} dated promises; a curve takes {fewest}",
        "{count} dated promises; a curve takes {fewest}",
        int(count),
        fewest=rest.rpartition(" ")[2],
    )


def _by_power(study: Study, rows: Iterable[Row]) -> list[Row]:
    order = in_order({row["power"] for row in rows}, sides_of(study))
    return sorted(rows, key=lambda r: (order.index(r["power"]), r["engagement"]))


def delivery_in(
    study: Study, labels: Labels, sector_pages: SectorPages, host: str, power: str = ""
) -> dict[str, Any]:
    """Return the counts and amounts of a host by power and sector, and the outcomes that occur; of one power where it is named."""
    rows = [
        row
        for row in study.tables["delivery"]
        if row["host"] == host and power in ("", row["power"])
    ]
    led_to = power_pages(study, labels)
    powers = in_order({row["power"] for row in rows}, sides_of(study))
    lines = [
        {
            "row": row,
            "whole": row["sector"] == EVERYTHING,
            "name": labels.side(row["power"])
            if row["sector"] == EVERYTHING
            else sector_label(study, row["sector"]),
            "href": f"{led_to[row['power']]}#promises"
            if row["sector"] == EVERYTHING and row["power"] in led_to
            else sector_pages.of(host, row["sector"], row["power"]),
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


def promise_row(
    study: Study, labels: Labels, sector_pages: SectorPages, host: str, row: Row
) -> dict[str, Any]:
    """Return a promise to a host as a table has it: whose, in which sectors, and the amount of each step."""
    powers = row["power"].split(";")
    took = (row["was_promised"], row["was_signed"], row["outcome"] == "delivered")
    return {
        "row": row,
        "label": labels.label(row["engagement"]),
        "href": labels.page_of("engagements", row["engagement"]),
        "powers": [labels.side(power) for power in powers],
        "sectors": [
            {
                "label": sector_label(study, sector),
                "href": sector_pages.of(host, sector, powers[0]),
            }
            for sector in (row["sector"] or row["domain"] or "").split(";")
            if sector
        ],
        "amounts": [
            {"amount": row[f"{step}_amount"], "unknown": bool(taken and row["money"])}
            for step, taken in zip(STEPS, took, strict=True)
        ],
    }


def _waiting(study: Study, labels: Labels, host: str) -> dict[str, Any]:
    """Return the curves of a host, and where there is none, why."""
    rows = [row for row in study.tables["delivery_times"] if row["host"] == host]
    powers = in_order({row["power"] for row in rows}, sides_of(study))
    curves: dict[tuple[int, bool, str], list[Row]] = defaultdict(list)
    for row in rows:
        curves[powers.index(row["power"]), row["sector"] != EVERYTHING, row["sector"]].append(row)
    datings = list(DATINGS)
    every: list[dict[str, Any]] = [
        {
            "name": gettext("{power}, all sectors", power=labels.side(powers[power]))
            if not by_sector
            else listed([labels.side(powers[power]), sector_label(study, sector)]),
            "row": lines[0],
            "refused": _refused(lines[0]),
            "rows": sorted(
                lines, key=lambda r: (datings.index(r["dating"]), r["days"] is None, r["days"])
            ),
        }
        for (power, by_sector, sector), lines in sorted(curves.items())
    ]
    return {
        "curves": [one for one in every if not one["row"]["refused"]],
        "refused": [one for one in every if one["row"]["refused"]],
    }
