"""What is said of persons, and what of it is alleged."""

from collections.abc import Set as AbstractSet
from typing import Any

from tertius.case.read import Case
from tertius.evidence.engagement import read_party

NAMED_IN = {
    "ties": ("actor", "target"),
    "positions": ("actor",),
    "actors": ("id",),
    "links": ("subject", "object"),
}
"""By table, the columns that name actors."""


def actors_of(table: str, row: Any) -> set[str]:
    """Return the actors that a row names."""
    if table == "engagements":
        return {read_party(text).actor for text in row.parties}
    return {getattr(row, name) for name in NAMED_IN.get(table, ())}


def people_of(case: Case) -> AbstractSet[str]:
    """Return the ids of the persons among the actors of a case."""
    return {row.id for row in case.rows("actors") if row.kind == "Person"}


def alleged_of_people(case: Case) -> frozenset[str]:
    """Return the ids of the claims that are alleged and about a row that names a person."""
    people = people_of(case)
    return frozenset(
        claim.id
        for claim in case.rows("claims")
        if claim.modality == "alleged"
        and people & actors_of(*case.by_id.get(claim.subject, ("", None)))
    )
