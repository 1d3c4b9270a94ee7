"""Pages on engagements, each with who took part, when, how far it came, and what sources say."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from tertius.atlas.common import places, resting, sector_label, stage_word
from tertius.atlas.page import Page, pages
from tertius.evidence.engagement import read_party
from tertius.present.labels import Labels
from tertius.present.standing import stood_in
from tertius.study.result import Study

STEPS = {"promised_amount": "promised", "signed_amount": "signed", "delivered_amount": "delivered"}
"""By column of a promise, the step that an amount is stated for."""


@pages(place=46)
def engagements(study: Study, labels: Labels) -> Iterator[Page]:
    """Yield a page for each engagement of the case."""
    states = {row["id"]: row for row in study.tables["engagements"]}
    promised = {row["engagement"]: row for row in study.tables["promises"]}
    parts: dict[str, list[str]] = defaultdict(list)
    for row in study.case.rows("engagements"):
        if row.part_of:
            parts[row.part_of].append(row.id)
    links: dict[str, list[str]] = defaultdict(list)
    for row in study.case.rows("links"):
        for end in dict.fromkeys((row.subject, row.object)):
            links[end].append(row.id)
    searches: dict[str, list[str]] = defaultdict(list)
    for row in study.case.rows("searches"):
        if row.subject:
            searches[row.subject].append(row.id)
    known = set(places(study))
    where = {row.id: row.name for row in study.case.rows("places")}

    def shows(row: Any) -> dict[str, Any]:
        stood = stood_in(row.start, row.until)
        claims = labels.said(labels.by_subject.get(row.id, ()))
        joined: list[dict[str, Any]] = [
            {"label": labels.label(name), "claims": labels.said(labels.by_subject.get(name, ()))}
            for name in links[row.id]
        ]
        return {
            "row": row,
            "state": states.get(row.id),
            "stage": stage_word(study, states[row.id]) if row.id in states else "",
            "began": stood.began,
            "ended": stood.ended,
            "where": [where.get(name, name) for name in row.place],
            "sectors": [
                _sector(study, labels, host, sector, known)
                for sector in row.sector or (row.domain,)
                for host in row.host[:1]
            ],
            "issue": labels.label(row.issue) if row.issue else "",
            "parties": [_party(labels, text) for text in row.parties],
            "whole": row.part_of,
            "parts": sorted(parts[row.id], key=labels.label),
            "promise": promised.get(row.id),
            "amounts": _amounts(promised.get(row.id)),
            "claims": claims,
            "links": joined,
            "searches": [study.case.by_id[name][1] for name in searches[row.id]],
            "findings": resting(labels, [*claims, *(c for one in joined for c in one["claims"])]),
            "tensions": study.tensions.touching([row.id]),
        }

    for row in study.case.rows("engagements"):
        address = labels.page_of("engagements", row.id)
        yield Page(address, "engagement.html", row.label, partial(shows, row))


def _sector(
    study: Study, labels: Labels, host: str, sector: str, known: set[tuple[str, str]]
) -> dict[str, str]:
    """Return a sector of an engagement with its page; what has none stands under its domain."""
    page = labels.page_of("sectors", f"{host.lower()}-{sector}") if (host, sector) in known else ""
    return {"label": sector_label(study, sector), "href": page}


def _party(labels: Labels, text: str) -> dict[str, str]:
    """Return who takes part, in which role, and for which power where it is not that of its country."""
    party = read_party(text)
    return {
        "name": labels.label(party.actor),
        "href": labels.page_of("actors", party.actor),
        "role": labels.case.taxonomy.label("role", party.role),
        "power": labels.side(party.power) if party.power else "",
    }


def _amounts(promise: Mapping[str, Any] | None) -> list[tuple[str, Any]]:
    """Return each step that a promise took with its amount, None where nobody states it."""
    if promise is None or not promise["money"]:
        return []
    took = {
        "promised_amount": promise["was_promised"],
        "signed_amount": promise["was_signed"],
        "delivered_amount": promise["outcome"] == "delivered",
    }
    return [
        (word, promise[column])
        for column, word in STEPS.items()
        if took[column] or promise[column] is not None
    ]
