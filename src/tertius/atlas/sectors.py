"""Pages on sectors: the matrix of sectors and powers, and a page for each sector of a host."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from tertius.atlas.common import (
    gathered,
    pictured,
    places,
    resting,
    sector_label,
    sector_order,
    sourced,
    stage_word,
)
from tertius.atlas.page import Page, pages
from tertius.findings.caveats import Coverage
from tertius.language.told import gettext, marked
from tertius.present.drawings import sector_drawing
from tertius.present.labels import Labels
from tertius.present.leads import open_leads
from tertius.present.pictures import WHERE_COUNTS, where_picture
from tertius.study.result import Study

Row = Mapping[str, Any]
Place = tuple[str, str]
"""A host and a sector."""


@pages(
    place=20,
    address="matrix.html",
    menu=marked("Sectors"),
    title=marked("Sectors and powers"),
    summary=marked("what each power does where, by four bases."),
)
def matrix(study: Study, labels: Labels) -> Page:
    """Return the page of sectors and powers, by four bases."""
    title = gettext("Sectors and powers")
    return Page("matrix.html", "matrix.html", title, partial(_shows_all, study, labels))


def _shows_all(study: Study, labels: Labels) -> dict[str, Any]:
    """Return what the page of all sectors shows."""
    powers = [*study.case.settings.powers, *study.case.settings.baselines]
    seen = {(r["host"], r["sector"], r["power"]): r for r in study.tables["presence"]}
    leaders = {(r["host"], r["sector"], r["basis"]): r for r in study.tables["leader"]}
    unsettled = open_leads(study)
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
                "open": {basis for h, s, basis in unsettled if (h, s) == (host, sector)},
            }
            for sector in sectors
        ]
        grids.append({"host": host, "name": labels.side(host), "rows": rows})
    return {
        "grids": grids,
        "powers": powers,
        "picture": pictured(study, labels, where_picture, WHERE_COUNTS),
    }


@pages(place=21)
def sectors(study: Study, labels: Labels) -> Iterator[Page]:
    """Yield a page for each sector of a host: what each power does there, with its claims."""
    tables = _Tables.of(study)
    for host, sector in places(study):
        yield Page(
            labels.page_of("sectors", f"{host.lower()}-{sector}"),
            "sector.html",
            gettext(
                "{sector} in {host}", sector=sector_label(study, sector), host=labels.side(host)
            ),
            partial(_shows, study, labels, tables, (host, sector)),
        )


@dataclass(frozen=True)
class _Tables:
    """Hold the measures' rows of a study by the place, and where it helps the power, they are about."""

    presence: Mapping[Place, Sequence[Row]]
    entries: Mapping[Place, Mapping[str, set[str]]]
    """The ids of the engagements of each power."""
    stakes: Mapping[Place, Mapping[str, set[str]]]
    """The ids of the ties by which each power holds something."""
    ties: frozenset[str]
    states: Mapping[str, Row]
    promised: Mapping[str, Any]
    """The amount that was promised, by engagement."""
    overlaps: Mapping[Place, Sequence[Row]]
    bonds: Mapping[Place, Sequence[Row]]
    leads: Mapping[Place, Sequence[Row]]
    unsettled: frozenset[tuple[str, str, str]]
    """The host, sector and basis of the leads that an unknown could change."""
    searches: Mapping[tuple[str | None, ...], Sequence[Any]]
    """The searches by host, sector and power."""
    coverage: Coverage

    @classmethod
    def of(cls, study: Study) -> "_Tables":
        """Return the rows of a study, ordered for its pages on sectors."""
        study.lineage.read("presence")
        searches: dict[tuple[str | None, ...], list[Any]] = defaultdict(list)
        for search in study.case.rows("searches"):
            searches[search.host, search.sector, search.power].append(search)
        return cls(
            presence=_by_place(study.tables["presence"]),
            entries=_ids_by_place(study.tables["entries"]),
            stakes=_ids_by_place(study.tables["stakes"]),
            ties=frozenset(row["id"] for row in study.tables["ties"]),
            states={row["id"]: row for row in study.tables["engagements"]},
            promised={r["engagement"]: r["promised_amount"] for r in study.tables["promises"]},
            overlaps=_by_place(r for r in study.tables["overlap"] if r["basis"] == "count"),
            bonds=_by_place(study.tables["bonds"]),
            leads=_by_place(study.tables["leader"]),
            unsettled=open_leads(study),
            searches=searches,
            coverage=gathered(study),
        )


def _by_place(rows: Iterable[Row]) -> Mapping[Place, Sequence[Row]]:
    """Return rows for each place."""
    found: dict[Place, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["host"], row["sector"]].append(row)
    return found


def _ids_by_place(rows: Iterable[Row]) -> Mapping[Place, Mapping[str, set[str]]]:
    """Return the ids of rows for each place, and there for each power."""
    ids: dict[Place, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        ids[row["host"], row["sector"]][row["power"]].add(row["id"])
    return ids


def _shows(study: Study, labels: Labels, tables: _Tables, place: Place) -> dict[str, Any]:
    """Return what the page of a sector of a host shows."""
    host, sector = place
    rows = tables.presence[place]
    blocks = [
        _block(study, labels, tables, row) for row in sorted(rows, key=lambda row: row["power"])
    ]
    claims = [
        claim
        for block in blocks
        for part in (*block["engagements"], *block["ties"])
        for claim in part["claims"]
    ]
    return {
        "blocks": blocks,
        "chart": sourced(labels, sector_drawing(labels, rows)),
        "pairs": [
            {"row": row, "bonds": _bonds(labels, row, tables.bonds.get(place, ()))}
            for row in tables.overlaps.get(place, ())
            if row["power"] < row["other"]
        ],
        "leads": tables.leads.get(place, ()),
        "open_bases": {basis for at, of, basis in tables.unsettled if (at, of) == place},
        "host": labels.side(host),
        "sector": sector,
        "caveat": tables.coverage.thin(tables.coverage.sides, _domain(study, sector)),
        "absent": _absent(study, [row["power"] for row in rows]),
        "findings": resting(labels, claims),
    }


def _block(study: Study, labels: Labels, tables: _Tables, row: Row) -> dict[str, Any]:
    """Return what a power does in a place, from its row of presence: engagements, ties, searches."""
    place, power = (row["host"], row["sector"]), row["power"]
    return {
        "power": power,
        "name": labels.side(power),
        "row": row,
        "engagements": [
            {
                "label": labels.label(name),
                "href": labels.page_of("engagements", name),
                "state": tables.states[name],
                "claims": labels.said(labels.by_subject.get(name, ())),
                "stage": stage_word(study, tables.states[name]),
                "promised": tables.promised.get(name),
            }
            for name in sorted(tables.entries[place][power])
        ],
        "ties": _ties(study, labels, tables, row),
        "searches": tables.searches.get((*place, power), ()),
    }


def _ties(study: Study, labels: Labels, tables: _Tables, row: Row) -> list[dict[str, Any]]:
    """Return the ties by which a power holds something in a place, and those that lead up to them."""
    host, sector, power = row["host"], row["sector"], row["power"]
    own = tables.stakes[host, sector][power]
    chain = set(own)
    if own:
        key = {"host": host, "sector": sector, "power": power}
        chain |= tables.ties.intersection(study.lineage.subjects("presence", key))
    return [
        {
            "label": labels.label(name),
            "own": name in own,
            "claims": labels.said(labels.by_subject.get(name, ())),
        }
        for name in sorted(chain)
    ]


def _domain(study: Study, sector: str) -> str:
    """Return the domain of a sector; what has no sector stands under its domain."""
    entry = study.case.taxonomy.words("sector").get(sector)
    return str(entry["domain"]) if entry else sector


def _absent(study: Study, powers: Sequence[str]) -> list[str]:
    """Return the powers of the case of which nothing is coded in a place."""
    asked = (*study.case.settings.powers, *study.case.settings.baselines)
    return [power for power in asked if power not in powers]


def _bonds(labels: Labels, row: Row, bonds: Iterable[Row]) -> list[dict[str, Any]]:
    """Return which bonds of a place make rivals, partners or opponents of a pair of powers, with their claims."""
    pairs = {
        (bond["bond"], bond["id"])
        for bond in bonds
        if {bond["power"], bond["other"]} == {row["power"], row["other"]}
    }
    return [
        {
            "bond": bond,
            "label": labels.label(name),
            "claims": labels.said(labels.by_subject.get(name, ())),
        }
        for bond, name in sorted(pairs)
    ]
