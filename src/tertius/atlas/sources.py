"""Pages on sources and actors, each with all that rests on it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tertius.atlas.page import Page, resting, stage_word
from tertius.evidence.engagement import read_party
from tertius.present.labels import Labels, Said
from tertius.study.result import Result, Study


def sources(study: Study, shelf: Labels) -> Iterator[Page]:
    """The list of sources, and a page for each with all that rests on it."""
    listed = sorted(
        study.case.sources.values(), key=lambda s: (s.custom.lost, (shelf.cited[s.id].line, s.id))
    )
    yield Page(
        "sources/index.html",
        "sources.html",
        "Sources",
        {
            "rows": [
                {"cited": shelf.cited[s.id], "claims": len(shelf.by_source.get(s.id, ()))}
                for s in listed
            ],
        },
    )
    outlets = {row.id: row for row in study.case.rows("outlets")}
    flipping: dict[str, list[Result]] = defaultdict(list)
    for result in study.results:
        for flip in result.flips or ():
            if len(flip.origins) == 1:
                flipping[flip.origins[0]].append(result)
    for source in listed:
        names = shelf.by_source.get(source.id, ())
        claims = shelf.said(names)
        made = [claim for claim in claims if source.id in {one.id for one in claim.sources}]
        yield Page(
            shelf.page_of("sources", source.id),
            "source.html",
            shelf.cited[source.id].title,
            {
                "source": source,
                "cited": shelf.cited[source.id],
                "outlet": outlets.get(source.custom.outlet or ""),
                "made": made,
                "carried": [claim for claim in claims if claim not in made],
                "derived": shelf.cited.get(source.custom.derived_from or ""),
                "findings": resting(shelf, claims),
                "flips": flipping.get(source.id, []),
            },
        )


def actors(study: Study, shelf: Labels) -> Iterator[Page]:
    """The list of actors, and a page for each with all that is said of it."""
    roles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    state = {row["id"]: row for row in study.tables["engagements"]}
    for row in study.case.rows("engagements"):
        for text in row.parties:
            party = read_party(text)
            roles[party.actor].append({"role": party.role.replace("_", " "), "id": row.id})
    ties: dict[str, list[str]] = defaultdict(list)
    for row in study.case.rows("ties"):
        for end in (row.actor, row.target):
            ties[end].append(row.id)
    positions: dict[str, list[str]] = defaultdict(list)
    for row in study.case.rows("positions"):
        positions[row.actor].append(row.id)
    names: dict[str, list[Any]] = defaultdict(list)
    for row in study.case.rows("names"):
        names[row.actor].append(row)
    listed = sorted(study.case.rows("actors"), key=lambda a: (a.name.casefold(), a.id))
    yield Page(
        "actors/index.html",
        "actors.html",
        "Actors",
        {
            "rows": [
                {
                    "actor": a,
                    "href": shelf.page_of("actors", a.id),
                    "count": len(roles[a.id]) + len(ties[a.id]) + len(positions[a.id]),
                }
                for a in listed
            ],
        },
    )
    for actor in listed:
        engaged: list[dict[str, Any]] = [
            {
                **entry,
                "label": shelf.label(entry["id"]),
                "stage": stage_word(study, state[entry["id"]])
                if entry["id"] in state
                else "no evidence in this world",
                "claims": shelf.said(shelf.by_subject.get(entry["id"], ())),
            }
            for entry in sorted(roles[actor.id], key=lambda e: (e["id"], e["role"]))
        ]
        related: list[dict[str, Any]] = [
            {"label": shelf.label(name), "claims": shelf.said(shelf.by_subject.get(name, ()))}
            for name in sorted({*ties[actor.id], *positions[actor.id]})
        ]
        said = shelf.said(shelf.by_subject.get(actor.id, ()))
        behind: list[Said] = [
            *said,
            *(c for block in (*engaged, *related) for c in block["claims"]),
        ]
        yield Page(
            shelf.page_of("actors", actor.id),
            "actor.html",
            actor.name,
            {
                "actor": actor,
                "names": names[actor.id],
                "engaged": engaged,
                "related": related,
                "claims": said,
                "country": shelf.side(actor.country),
                "findings": resting(shelf, behind),
            },
        )
