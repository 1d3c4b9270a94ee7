"""Actors, ties and engagements as entities of FollowTheMoney, before its package has checked them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tertius.case.write import slug
from tertius.evidence.engagement import read_party
from tertius.study.result import Study

SCHEMAS = {
    "Person": "Person",
    "Company": "Company",
    "PublicBody": "PublicBody",
    "State": "PublicBody",
    "Bloc": "Organization",
}
"""The schema of each kind of actor; all others are an Organization."""

ORGANISATIONS = frozenset({"Company", "PublicBody", "Organization"})

DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")
"""The dates that FollowTheMoney knows: a day, a month or a year, all of them certain."""


@dataclass(frozen=True)
class Entity:
    """Hold an entity: its id, its schema, and the values of its properties."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]


def entities(study: Study) -> Iterator[Entity]:
    """Yield every actor, every tie that counts, and every engagement with those who take part.

    A date that is not certain is left out of the properties for dates; how it is stated stands in
    the description. Sources are given by their addresses.
    """
    addresses = _addresses(study)
    names: dict[str, list[str]] = defaultdict(list)
    for row in study.case.rows("names"):
        names[row.actor].append(row.name)
    schemas = {}
    for row in sorted(study.case.rows("actors"), key=lambda a: a.id):
        schemas[row.id] = SCHEMAS.get(row.kind, "Organization")
        yield _entity(
            study,
            row.id,
            schemas[row.id],
            name=row.name,
            alias=[n for n in names[row.id] if n != row.name],
            country=_country(row.country),
            notes=row.note,
            sourceUrl=addresses[row.id],
        )
    counted = {row["id"] for row in study.tables["ties"]}
    for row in study.case.rows("ties"):
        if row.id in counted:
            yield _tie(study, row, schemas, addresses[row.id])
    yield from _engagements(study, addresses)


def dataset_of(study: Study) -> str:
    """Return the name of the dataset that statements belong to."""
    return re.sub(r"[^a-z0-9]+", "_", slug(study.case.settings.title)).strip("_") or "case"


def _prefix(study: Study) -> str:
    """Return what the ids of a case's entities begin with; FollowTheMoney drops ids with an underscore."""
    return dataset_of(study).replace("_", "-")


def _entity(study: Study, row: str, schema: str, /, **values: Any) -> Entity:
    listed = {
        key: tuple(str(one) for one in (value if isinstance(value, list) else [value]) if one)
        for key, value in values.items()
    }
    given = {key: value for key, value in listed.items() if value}
    return Entity(f"{_prefix(study)}-{row}", schema, given)


def _tie(study: Study, row: Any, schemas: Mapping[str, str], sources: list[str]) -> Entity:
    """Return a tie under the schema that says most of it; what none fits is an UnknownLink with its role."""
    one, other = (f"{_prefix(study)}-{end}" for end in (row.actor, row.target))
    kinds = schemas[row.actor], schemas[row.target]
    shared = {**_dates(row), "sourceUrl": sources}
    word = str(study.case.taxonomy.label("relation", row.relation)).replace("_", " ")
    person, organised = kinds[0] == "Person", kinds[1] in ORGANISATIONS
    if row.relation == "owns" and kinds[1] == "Company":
        share = None if row.share_pct is None else str(row.share_pct)
        return _entity(
            study, row.id, "Ownership", owner=one, asset=other, percentage=share, **shared
        )
    if row.relation == "holds_office_at" and organised:
        ends = {"director": one, "organization": other, "role": row.role}
        return _entity(study, row.id, "Directorship", **ends, **shared)
    if row.relation == "member_of" and organised:
        ends = {"member": one, "organization": other, "role": row.role}
        return _entity(study, row.id, "Membership", **ends, **shared)
    if row.relation == "works_for" and person and organised:
        ends = {"employee": one, "employer": other, "role": row.role}
        return _entity(study, row.id, "Employment", **ends, **shared)
    role = f"{word}, {row.role}" if row.role else word
    return _entity(study, row.id, "UnknownLink", subject=one, object=other, role=role, **shared)


def _engagements(study: Study, addresses: Mapping[str, list[str]]) -> Iterator[Entity]:
    amounts = {row["id"]: row["amount"] for row in study.tables["engagements"]}
    for row in study.case.rows("engagements"):
        if row.id not in amounts:
            continue
        amount = amounts[row.id]
        yield _entity(
            study,
            row.id,
            "Project",
            name=row.label,
            amount=None if amount is None else f"{amount.normalize():f}",
            currency=None if amount is None else study.case.settings.currency,
            sourceUrl=addresses[row.id],
            **_dates(row),
        )
        for place, text in enumerate(row.parties):
            party = read_party(text)
            yield _entity(
                study,
                f"{row.id}-party-{place + 1}",
                "ProjectParticipant",
                project=f"{_prefix(study)}-{row.id}",
                participant=f"{_prefix(study)}-{party.actor}",
                role=party.role.replace("_", " "),
            )


def _dates(row: Any) -> dict[str, Any]:
    """Return the dates that are certain as dates, and the others as they are stated."""
    dates: dict[str, Any] = {}
    stated = []
    for column, name in (("start", "startDate"), ("until", "endDate")):
        text = str(getattr(row, column) or "")
        if DAY.match(text):
            dates[name] = text
        elif text:
            stated.append(f"{column}: {text}")
    return {**dates, **({"description": "; ".join(stated)} if stated else {})}


def _country(code: str | None) -> str | None:
    """Return a country as FollowTheMoney has it, in two small letters; None for what it does not have."""
    import pycountry

    if code in ("XKX", "EU"):
        return {"XKX": "xk", "EU": "eu"}[code]
    known = pycountry.countries.get(alpha_3=code) if code else None
    return known.alpha_2.lower() if known else None


def _addresses(study: Study) -> Mapping[str, list[str]]:
    """Return for each row the addresses of the sources of the claims about it."""
    found: dict[str, list[str]] = defaultdict(list)
    gone = study.world.withdrawn
    for claim in study.case.rows("claims"):
        for name in claim.source if claim.id not in gone else ():
            url = study.case.sources[name].web_address
            if url and url not in found[claim.subject]:
                found[claim.subject].append(url)
    return found
