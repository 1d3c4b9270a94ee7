"""Pages on sectors: the matrix of sectors and powers, and a page for each sector of a host."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tertius.atlas.common import (
    gathered,
    places,
    resting,
    sector_label,
    sector_order,
    stage_word,
)
from tertius.atlas.page import Page, pages
from tertius.present import charts
from tertius.present.drawings import sector_drawing
from tertius.present.labels import Labels
from tertius.study.result import Study


@pages(
    place=20,
    address="matrix.html",
    menu="Sectors",
    title="Sectors and powers",
    summary="what each power does where, by four bases.",
)
def matrix(study: Study, labels: Labels) -> Page:
    """Return the page of sectors and powers, by four bases."""
    powers = [*study.case.settings.powers, *study.case.settings.baselines]
    seen = {(r["host"], r["sector"], r["power"]): r for r in study.tables["presence"]}
    leaders = {(r["host"], r["sector"], r["basis"]): r for r in study.tables["leader"]}
    hosts = [h for h in study.case.settings.hosts if any(h == place for place, _ in places(study))]
    hosts += sorted({h for h, _ in places(study)} - set(hosts))
    grids = []
    for host in hosts:
        sectors = sorted(
            (s for h, s in places(study) if h == host), key=lambda s: sector_order(study, s)
        )
        rows = [
            {
                "sector": sector,
                "label": sector_label(study, sector),
                "href": labels.page_of("sectors", f"{host.lower()}-{sector}"),
                "cells": [seen.get((host, sector, power)) for power in powers],
                "leads": {
                    basis: leaders.get((host, sector, basis))
                    for basis in ("count", "amount", "stake", "years")
                },
            }
            for sector in sectors
        ]
        grids.append({"host": host, "name": labels.side(host), "rows": rows})
    return Page(
        "matrix.html", "matrix.html", "Sectors and powers", {"grids": grids, "powers": powers}
    )


@pages(place=21)
def sectors(study: Study, labels: Labels) -> Iterator[Page]:
    """Yield a page for each sector of a host: what each power does there, with its claims."""
    at: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in study.tables["entries"]:
        at[row["host"], row["sector"]][row["power"]].add(row["id"])
    held: dict[tuple[str, str], dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in study.tables["stakes"]:
        held[row["host"], row["sector"]][row["power"]].append(row)
    presence = defaultdict(list)
    for row in study.tables["presence"]:
        presence[row["host"], row["sector"]].append(row)
    state = {row["id"]: row for row in study.tables["engagements"]}
    overlaps = [r for r in study.tables["overlap"] if r["basis"] == "count"]
    effort = gathered(study)
    for host, sector in places(study):
        place = (host, sector)
        powers = [row["power"] for row in presence[place]]
        label = f"{sector_label(study, sector)} in {labels.side(host)}"
        blocks: list[dict[str, Any]] = []
        for row in sorted(presence[place], key=lambda r: r["power"]):
            power = row["power"]
            engagements = [
                {
                    "label": labels.label(name),
                    "state": state[name],
                    "claims": labels.said(labels.by_subject.get(name, ())),
                    "stage": stage_word(study, state[name]),
                }
                for name in sorted(at[place][power])
            ]
            ties = {r["id"] for r in held[place][power]}
            chain = sorted(
                ties
                | {
                    name
                    for tie in held[place][power]
                    for name in study.lineage.subjects(
                        "presence", {"host": host, "sector": sector, "power": power}
                    )
                    if name in {t["id"] for t in study.tables["ties"]} and tie
                }
            )
            blocks.append(
                {
                    "power": power,
                    "name": labels.side(power),
                    "row": row,
                    "engagements": engagements,
                    "ties": [
                        {
                            "label": labels.label(name),
                            "own": name in ties,
                            "claims": labels.said(labels.by_subject.get(name, ())),
                        }
                        for name in chain
                    ],
                    "searches": [
                        s
                        for s in study.case.rows("searches")
                        if (s.host, s.sector, s.power) == (host, sector, power)
                    ],
                }
            )
        pairs = [
            {"row": r, "bonds": _bonds(study, labels, r)}
            for r in overlaps
            if (r["host"], r["sector"]) == place and r["power"] < r["other"]
        ]
        behind = [
            c
            for block in blocks
            for part in (*block["engagements"], *block["ties"])
            for c in part["claims"]
        ]
        yield Page(
            labels.page_of("sectors", f"{host.lower()}-{sector}"),
            "sector.html",
            label,
            {
                "blocks": blocks,
                "chart": charts.drawn(sector_drawing(labels, presence[place])),
                "pairs": pairs,
                "leads": [r for r in study.tables["leader"] if (r["host"], r["sector"]) == place],
                "host": labels.side(host),
                "sector": sector,
                "caveat": effort.thin(effort.sides, _domain(study, sector)),
                "absent": _absent(study, powers),
                "findings": resting(labels, behind),
            },
        )


def _domain(study: Study, sector: str) -> str:
    """Return the domain of a sector; what has no sector stands under its domain."""
    entry = study.case.taxonomy.words("sector").get(sector)
    return str(entry["domain"]) if entry else sector


def _absent(study: Study, powers: Sequence[str]) -> list[str]:
    """Return the powers of the case of which nothing is coded in a place."""
    asked = (*study.case.settings.powers, *study.case.settings.baselines)
    return [power for power in asked if power not in powers]


def _bonds(study: Study, labels: Labels, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what makes rivals, partners or opponents of a pair of powers in a sector, with its claims."""
    pairs = {
        (bond["bond"], bond["id"])
        for bond in study.tables["bonds"]
        if (bond["host"], bond["sector"]) == (row["host"], row["sector"])
        and {bond["power"], bond["other"]} == {row["power"], row["other"]}
    }
    return [
        {
            "bond": bond,
            "label": labels.label(name),
            "claims": labels.said(labels.by_subject.get(name, ())),
        }
        for bond, name in sorted(pairs)
    ]
