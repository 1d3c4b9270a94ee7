"""Pages on actors, each with all that is said of it."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from tertius.atlas.common import (
    power_pages,
    resting,
    stage_word,
)
from tertius.atlas.page import Page, pages
from tertius.evidence.codes import code_of_actor
from tertius.evidence.engagement import read_party
from tertius.language.told import gettext, marked
from tertius.present.labels import Labels, Said
from tertius.study.result import Study


@pages(place=80, address="actors/index.html", menu=marked("Actors"))
def actors(study: Study, labels: Labels) -> Iterator[Page]:
    """Yield the list of actors, then a page for each with all that is said of it."""
    roles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    state = {row["id"]: row for row in study.tables["engagements"]}
    for row in study.case.rows("engagements"):
        for text in row.parties:
            party = read_party(text)
            roles[party.actor].append(
                {"role": study.case.taxonomy.label("role", party.role), "id": row.id}
            )
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
    led_to = power_pages(study, labels)
    listed = sorted(study.case.rows("actors"), key=lambda a: (a.name.casefold(), a.id))
    yield Page(
        "actors/index.html",
        "actors.html",
        gettext("Actors"),
        {
            "rows": [
                {
                    "actor": a,
                    "href": labels.page_of("actors", a.id),
                    "count": len(roles[a.id]) + len(ties[a.id]) + len(positions[a.id]),
                }
                for a in listed
            ],
        },
    )

    def shows(actor: Any) -> dict[str, Any]:
        engaged: list[dict[str, Any]] = [
            {
                **entry,
                "label": labels.label(entry["id"]),
                "href": labels.page_of("engagements", entry["id"]),
                "stage": stage_word(study, state[entry["id"]])
                if entry["id"] in state
                else gettext("no evidence here"),
                "claims": labels.said(labels.by_subject.get(entry["id"], ())),
            }
            for entry in sorted(roles[actor.id], key=lambda e: (e["id"], e["role"]))
        ]
        related: list[dict[str, Any]] = [
            {
                "id": name,
                "label": labels.label(name),
                "claims": labels.said(labels.by_subject.get(name, ())),
            }
            for name in sorted({*ties[actor.id], *positions[actor.id]})
        ]
        own = labels.said(labels.by_subject.get(actor.id, ()))
        behind: list[Said] = [
            *own,
            *(c for block in (*engaged, *related) for c in block["claims"]),
        ]
        return {
            "actor": actor,
            "power": led_to.get(code_of_actor(actor.id)),
            "names": names[actor.id],
            "engaged": engaged,
            "related": related,
            "claims": own,
            "country": labels.side(actor.country),
            "findings": resting(labels, behind),
            "tensions": study.tensions.touching([actor.id]),
        }

    for actor in listed:
        address = labels.page_of("actors", actor.id)
        yield Page(address, "actor.html", labels.label(actor.id), partial(shows, actor))
