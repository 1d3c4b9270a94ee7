"""How a power stands to the others: who sees an issue as it does, and whom it meets in a sector."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from tertius.atlas.common import in_order, sector_label, sector_order, sides_of
from tertius.atlas.power_tables import COMPARED, UNCOMPARED, PowerTables
from tertius.language.told import gettext
from tertius.measures.pairs import ALL
from tertius.present.labels import Labels
from tertius.study.result import Study

Row = Mapping[str, Any]


def views_of(study: Study, labels: Labels, tables: PowerTables, power: str) -> dict[str, Any]:
    """Return what a power holds on each issue, and whether the host and the others see it alike."""
    host = study.case.settings.hosts[0]
    rows: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in tables.compared.get(power, ()):
        rows[row["issue"]][row["other"]] = row
    lines: list[dict[str, Any]] = []
    for issue in study.case.settings.issues:
        beside = rows.get(issue.id, {})
        held = next((row for row in beside.values() if row["view"] is not None), None)
        own = tables.stances.get((power, issue.id))
        if held is None and own is None:
            continue
        lines.append(
            {
                "label": issue.label,
                "href": labels.page_of("issues", issue.id),
                "own": own,
                "view": own["view"] if own else held["view"] if held else "",
                "through": [labels.label(name) for name in held["through"].split(";")]
                if held and held["through"]
                else [],
                "beside": beside,
            }
        )
    others = [host, *(code for code in tables.others(power) if code != host)]
    shown = [
        code
        for code in others
        if any(line["beside"].get(code, {}).get("relation") for line in lines)
    ]
    return {
        "lines": lines,
        "others": shown,
        "tallies": [
            {
                "code": code,
                "counts": [(word, count[word]) for word in (*COMPARED, *UNCOMPARED) if count[word]],
            }
            for code in shown
            for count in (_tally(rows, code),)
        ],
    }


def _tally(rows: Mapping[str, Mapping[str, Row]], code: str) -> Counter[str]:
    """Return on how many issues a power and another side stand how, those on which one view is unknown among them."""
    return Counter(
        beside[code]["relation"] or "unknown" for beside in rows.values() if code in beside
    )


def meetings_of(
    study: Study, labels: Labels, tables: PowerTables, power: str
) -> list[dict[str, Any]]:
    """Return whom a power meets in which sector of a host, on which rung and how, where the two meet at all."""
    by_host: dict[str, dict[str, dict[str, Row]]] = defaultdict(lambda: defaultdict(dict))
    for row in tables.pairs.get(power, ()):
        if row["rung"] != "none" or not row["parallel"]:
            by_host[row["host"]][row["sector"]][row["other"]] = row
    blocks = []
    for host in in_order(by_host, study.case.settings.hosts):
        sectors = by_host[host]
        others = in_order({code for row in sectors.values() for code in row}, sides_of(study))
        blocks.append(
            {
                "host": host,
                "name": labels.side(host),
                "others": others,
                "rows": [
                    {
                        "label": sector_label(study, sector)
                        if sector != ALL
                        else gettext("all sectors"),
                        "whole": sector == ALL,
                        "href": tables.sector_pages.of(host, sector, ""),
                        "cells": [sectors[sector].get(code) for code in others],
                    }
                    for sector in sorted(sectors, key=lambda s: (s != ALL, sector_order(study, s)))
                ],
            }
        )
    return blocks
