"""Problems of fairness and support: allegations, sectors out of place, rows that nothing supports."""

from collections import defaultdict
from collections.abc import Iterator

from tertius.case.persons import actors_of, people_of
from tertius.case.problems import Problem, message
from tertius.case.read import EMPTY_ID, Case


def check_people(case: Case) -> Iterator[Problem]:
    """Check for allegations about a person that lack what fairness asks."""
    people = people_of(case)
    answered: dict[str, set[str]] = defaultdict(set)
    for claim in case.rows("claims"):
        if claim.property in ("response", "outcome"):
            answered[claim.subject].add(claim.property)
    for search in case.rows("searches"):
        if search.subject:
            answered[search.subject] |= {"response", "outcome"}
    for number, claim in case.tables["claims"]:
        if claim.modality != "alleged" or claim.status != "current":
            continue
        table, row = case.by_id.get(claim.subject, ("", None))
        whom = people & actors_of(table, row)
        if not whom:
            continue
        sought = SAID.keys() - answered[claim.subject]
        missing = [
            *(["in `hedge` the words by which the source holds back"] if not claim.hedge else []),
            *(["the day in `date` or `recorded`"] if not (claim.date or claim.recorded) else []),
            *(f"a claim about {claim.subject} {SAID[what]}" for what in SAID if what in sought),
        ]
        if missing:
            lacks = message(
                "person",
                "lacks_sought" if sought else "lacks",
                people=" and ".join(sorted(whom)),
                missing=", and ".join(missing),
                subject=claim.subject,
                sought="both" if len(sought) > 1 else "it",
            )
            yield lacks.at("claims.csv", number, "modality", claim.modality)


SAID = {
    "response": "with property response (what they answer)",
    "outcome": "with property outcome (what came of it)",
}
"""What fairness asks for beside an allegation, and as which claim it is written."""


def check_sectors(case: Case) -> Iterator[Problem]:
    """Check for engagements whose every sector lies outside their domain."""
    sectors = case.taxonomy.words("sector")
    for number, row in case.tables["engagements"]:
        inside = [sectors[s].get("domain") == row.domain for s in row.sector if s in sectors]
        if inside and not any(inside):
            outside = message("sector-domain", "outside", domain=row.domain)
            yield outside.at("engagements.csv", number, "sector", ";".join(row.sector))


def check_supports(case: Case) -> Iterator[Problem]:
    """Check for rows that no claim says exist."""
    if not case.is_whole("claims"):
        return  # a claim that cannot be read may be the one that is missing
    supported = {
        claim.subject
        for claim in case.rows("claims")
        if claim.property in ("exists", "stage")
        and claim.stance == "supports"
        and claim.status == "current"
    }
    for table in ("engagements", "ties", "positions", "links"):
        for number, row in case.tables[table]:
            if row.id not in supported and not row.id.startswith(EMPTY_ID):
                yield message("unsupported", "row").at(f"{table}.csv", number, "id", row.id)
