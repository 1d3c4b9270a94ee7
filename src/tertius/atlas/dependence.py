"""The page on dependence and balance: on whom a host depends, and how it stands between the powers."""

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any

from tertius.atlas.common import (
    briefly,
    in_order,
    places,
    sides_of,
    sourced,
)
from tertius.atlas.page import Page, pages
from tertius.language.told import gettext, marked
from tertius.measures.dependence import AS_MEMBERS, AS_ONE, KEY, UNION
from tertius.present.labels import Labels
from tertius.present.shares import shares_drawing
from tertius.study.result import Study

BASES = {AS_ONE: marked("the EU as one actor"), AS_MEMBERS: marked("the EU as its members")}
READ = {
    AS_ONE: marked("With the EU as one actor"),
    AS_MEMBERS: marked("With the EU as its members"),
}
WITHOUT_UNION = {AS_MEMBERS: marked("share")}
"""The one reading of a case that does not speak of the EU."""

ASPECTS: Mapping[str, tuple[str, str, str]] = {
    "diversification": (
        marked("How many powers share a domain"),
        marked(
            "The effective number of powers by their standing engagements: 1 where one has them all, as many as there are powers where all have as many."
        ),
        marked("engagements counted"),
    ),
    "entropy": (
        marked("How evenly they share it"),
        marked(
            "From 0, one power has nearly everything, to 1, all have as much. Unknown where only one power is there."
        ),
        marked("engagements counted"),
    ),
    "domain-split": (
        marked("Whether each domain has powers of its own"),
        marked(
            "0 where the host has the same powers in every domain, 1 where each domain has others."
        ),
        marked("pairs of domains compared"),
    ),
    "together": (
        marked("Issues on which host and power stand together"),
        marked("How many of the issues on which both have a view they see alike."),
        marked("issues compared"),
    ),
    "apart": (
        marked("Issues on which they stand apart"),
        marked("How many of the issues on which both have a view they see in opposite ways."),
        marked("issues compared"),
    ),
    "equidistance": (
        marked("How near to two powers alike"),
        marked(
            "1 where the host is together with each of two powers on as many issues, 0 where only with one of them. Unknown where it is so with neither. That two powers are rivals is nowhere assumed."
        ),
        marked("issues seen alike, of both"),
    ),
    "binding": (
        marked("How much cannot simply be undone"),
        marked(
            "The share of standing engagements and ties that bind: stakes, and types that the taxonomy marks so."
        ),
        marked("engagements and ties counted"),
    ),
    "security-ambiguity": (
        marked("Years with defence engagements of both"),
        marked("In how many years dated defence engagements with both powers stood side by side."),
        marked("engagements counted"),
    ),
}
"""The aspects of a host's balance: what each is called, what it says, and what it counts."""

OF_VIEWS = ("together", "apart", "equidistance")

SHARED = ("binding",)

ROLES = {
    "liaison": marked("liaison: belongs to neither"),
    "representative": marked("representative: leads its own side out to the other"),
    "gatekeeper": marked("gatekeeper: lets the other in to its own side"),
    "itinerant": marked("itinerant: from outside, within one group of powers"),
    "coordinator": marked("coordinator: a member, within its own group of powers"),
}
"""The roles of brokers after Gould and Fernandez (1989), in words."""

Row = Mapping[str, Any]


@pages(
    place=50,
    address="dependence.html",
    menu=marked("Dependence"),
    title=marked("Dependence and balance"),
    summary=marked(
        "on whom a host depends for what, how it stands between the powers, and who stands between them."
    ),
)
def dependence(study: Study, labels: Labels) -> Page:
    """Return the page of shares, their concentration, balance, brokers and constraint."""
    bases = bases_of(study)
    vectors, behind = vectors_of(study, labels, bases)
    hosts = {row["host"] for name in PER_HOST for row in study.tables[name]}
    shown = {
        "bases": {basis: gettext(said) for basis, said in bases.items()},
        "vectors": vectors,
        "claims": labels.said(sorted(behind)),
        "indices": [r for r in study.tables["dependence_index"] if r["basis"] in bases],
        "blocks": [
            {
                "host": host,
                "name": labels.side(host),
                "aspects": _aspects(study, host),
                "brokers": _brokers(study, labels, host),
                "constraint": _constraint(study, host),
            }
            for host in in_order(hosts, study.case.settings.hosts)
        ],
    }
    return Page(
        "dependence.html",
        "dependence.html",
        gettext("Dependence and balance"),
        partial(_shows, study, labels, next(iter(bases)), shown),
        is_empty=not vectors and not hosts,
    )


def _shows(study: Study, labels: Labels, basis: str, shown: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page shows, with the picture of shares, which is drawn when the page is written."""
    drawing, more = shares_drawing(study, labels, basis)
    return {**shown, "picture": sourced(labels, drawing), "more": more}


PER_HOST = ("balance", "brokerage", "constraint")


def bases_of(study: Study) -> Mapping[str, str]:
    """Return the readings of the EU that a case needs: one where it is no side of it and no figure names it."""
    settings = study.case.settings
    named = any(UNION in (row.area, row.counterpart) for row in study.case.rows("observations"))
    return BASES if named or UNION in (*settings.powers, *settings.baselines) else WITHOUT_UNION


def vectors_of(
    study: Study, labels: Labels, shown: Mapping[str, str]
) -> tuple[list[dict[str, Any]], set[str]]:
    """Return each set of shares by counterpart, on both readings of the EU, and the figures behind them."""
    by_key: dict[tuple[str, ...], dict[str, dict[str, Row]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for row in study.tables["dependence"]:
        key = tuple(row[name] or "" for name in KEY)
        if row["basis"] in shown:
            by_key[key][row["counterpart"]][row["basis"]] = row
    gather: dict[tuple[str, ...], dict[str, Row]] = defaultdict(dict)
    for row in study.tables["concentration"]:
        gather[tuple(row[name] or "" for name in KEY)][row["basis"]] = row
    vectors, behind = [], set()
    for key, counterparts in sorted(by_key.items()):
        lines = []
        for code, bases in sorted(counterparts.items(), key=_largest_first):
            names = {
                name
                for row in bases.values()
                for name in study.lineage.evidence("dependence", row, ("share",))
            }
            behind |= names
            cells = [bases.get(basis) for basis in shown]
            lines.append({"code": code, "cells": cells, "behind": briefly(labels, sorted(names))})
        vectors.append(
            {
                **dict(zip(KEY, key, strict=True)),
                "lines": lines,
                "gathered": _gathered(gather[key], shown),
            }
        )
    return vectors, behind


def _gathered(rows: Mapping[str, Row], shown: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return how the shares gather, on each reading of the EU; once where both say the same."""
    if shown is WITHOUT_UNION:
        return (
            [{"read": gettext("Among all"), "row": rows[AS_MEMBERS]}] if AS_MEMBERS in rows else []
        )
    readings = [
        {"read": gettext(READ[basis]), "row": rows[basis]} for basis in BASES if basis in rows
    ]
    alike = [{**row, "basis": ""} for row in rows.values()]
    if len(alike) == len(BASES) and alike[0] == alike[1]:
        return [{**readings[0], "read": gettext("Whether the EU is one actor or its members")}]
    return readings


def _largest_first(item: tuple[str, Mapping[str, Row]]) -> tuple[float, str]:
    code, bases = item
    return -max(row["share"] or 0 for row in bases.values()), code


def _aspects(study: Study, host: str) -> list[dict[str, Any]]:
    """Return the aspects of a host's balance, each with its rows; a pair of powers stands once."""
    order = in_order({r["power"] for r in study.tables["balance"] if r["power"]}, sides_of(study))
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in study.tables["balance"]:
        reverse = row["other"] and order.index(row["power"]) > order.index(row["other"])
        if row["host"] == host and not reverse:
            rows[row["aspect"]].append(row)
    words = list(study.case.taxonomy.words("domain"))

    def place(row: Row) -> tuple[int, int, int]:
        return (
            words.index(row["domain"]) if row["domain"] in words else -1,
            order.index(row["power"]) if row["power"] else len(order),
            order.index(row["other"]) if row["other"] else -1,
        )

    shown = any(host == place for place, _ in places(study))
    return [
        {
            "name": name,
            "shown": gettext(name.replace("-", " ")),
            "label": gettext(ASPECTS[name][0]),
            "means": gettext(ASPECTS[name][1]),
            "counts": gettext(ASPECTS[name][2]),
            "share": name in SHARED,
            "href": "positions.html"
            if name in OF_VIEWS
            else f"matrix.html#{host}"
            if shown
            else None,
            "rows": sorted(rows[name], key=place),
        }
        for name in ASPECTS
        if name in rows
    ]


def _brokers(study: Study, labels: Labels, host: str) -> list[dict[str, Any]]:
    """Return who stands between whom in a host: each pair of groups once, with the role each way."""
    rows = [row for row in study.tables["brokerage"] if row["host"] == host]
    other_way = {(row["broker"], row["power"], row["other"]): row for row in rows}
    actors = {row.id for row in study.case.rows("actors")}
    order = in_order({row["power"] for row in rows}, sides_of(study))
    pairs = [row for row in rows if order.index(row["power"]) <= order.index(row["other"])]
    return [
        {
            "row": row,
            "label": labels.label(row["broker"]),
            "href": labels.page_of("actors", row["broker"]) if row["broker"] in actors else None,
            "roles": _roles(labels, row, other_way),
        }
        for row in sorted(pairs, key=lambda r: (-r["two_paths"], r["broker"], r["power"]))
    ]


def _roles(labels: Labels, row: Row, rows: Mapping[tuple[str, str, str], Row]) -> list[str]:
    back = rows.get((row["broker"], row["other"], row["power"]), row)
    if back["role"] == row["role"]:
        return [gettext(ROLES[row["role"]])]
    return [
        gettext(
            "from {power} to {other} as {role}",
            power=labels.side(one["power"]),
            other=labels.side(one["other"]),
            role=gettext(ROLES[one["role"]]),
        )
        for one in (row, back)
    ]


def _constraint(study: Study, host: str) -> list[Row]:
    """Return the rows of the powers, the strongest constraint first, then the whole."""
    rows = [row for row in study.tables["constraint"] if row["host"] == host]
    return sorted(rows, key=lambda r: (r["power"] is None, -r["constraint"], r["power"] or ""))
