"""Problems of what claims and observations say."""

import difflib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tertius.case.checks.cells import not_a_word
from tertius.case.problems import Problem
from tertius.case.read import Case
from tertius.evidence.codes import name_of
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import DECIMAL, Column, columns
from tertius.evidence.tables import BY_NAME, SUBJECTS


def check_claims(case: Case) -> Iterator[Problem]:
    """Claims on no property of their subject, or with a value that does not fit it."""
    for number, claim in case.tables["claims"]:
        place = ("claims.csv", number)
        table = case.by_id.get(claim.subject, ("", None))[0]
        if table not in SUBJECTS:
            continue
        entry = case.taxonomy.words("property").get(claim.property)
        contested = {c.name: c for c in columns(BY_NAME[table])}.get(claim.property)
        if claim.property in BY_NAME[table].identity or claim.property in NOT_CONTESTED:
            yield Problem(
                *place,
                "property",
                "claim-property",
                f"says what the row in {table}.csv is about and cannot be contested. Code another row.",
                claim.property,
            )
        elif entry is None and contested is None:
            names = [*case.taxonomy.words("property"), *(c.name for c in columns(BY_NAME[table]))]
            near = difflib.get_close_matches(claim.property, names, n=1)
            yield Problem(
                *place,
                "property",
                "claim-property",
                f"is no property and no column of {table}.csv.{f' Write {near[0]}.' if near else ' See the property vocabulary.'}",
                claim.property,
            )
        elif entry is not None and table not in entry.get("subjects", SUBJECTS):
            yield Problem(
                *place,
                "property",
                "claim-property",
                f"is a property of {' and '.join(entry['subjects'])}, and {claim.subject} is in {table}.csv.",
                claim.property,
            )
        else:
            yield from _claim_value(case, number, claim, entry, contested)


def _claim_value(
    case: Case, number: int, claim: Any, entry: Any, contested: Column | None
) -> Iterator[Problem]:
    kind = entry["type"] if entry else (contested.kind if contested else "text")
    is_number = kind == "number"
    if claim.value is None and (not is_number or (claim.low is None and claim.high is None)):
        yield Problem(
            "claims.csv",
            number,
            "value",
            "empty-cell",
            f"is empty. Write the {claim.property}{', or low and high' if is_number else ''}.",
        )
        return
    said = _wrong_claim_value(case, claim, kind, entry, contested)
    if said:
        yield Problem("claims.csv", number, "value", "claim-value", said, claim.value)
    if entry and entry.get("unit") and not claim.unit:
        yield Problem(
            "claims.csv",
            number,
            "unit",
            "empty-cell",
            f"is empty. Write the unit of the {claim.property}, such as EUR or pieces.",
        )
    units = case.taxonomy.words("unit")
    if claim.property == "amount" and claim.unit in units and not units[claim.unit].get("currency"):
        yield Problem(
            "claims.csv",
            number,
            "unit",
            "claim-value",
            "is no currency. Write the currency of the amount, such as EUR.",
            claim.unit,
        )


def _wrong_claim_value(
    case: Case, claim: Any, kind: str, entry: Any, contested: Column | None
) -> str | None:
    if claim.value is None:
        return None
    if kind == "number" and not DECIMAL.match(claim.value):
        return f"is not a number, and {claim.property} is one. Write digits with a decimal point."
    if (
        claim.property == "share_pct"
        and DECIMAL.match(claim.value)
        and not 0 <= Decimal(claim.value) <= 100
    ):
        return "is not a percentage. Write a number from 0 to 100."
    if kind == "date":
        try:
            PartialDate.read(claim.value)
        except ValueError as error:
            return str(error)
    if entry and entry["type"] == "word" and claim.value not in case.taxonomy.words(entry["words"]):
        return not_a_word(case, entry["words"], claim.value)
    if contested and not entry:
        for value in claim.value.split(";"):
            if contested.words and value not in case.taxonomy.words(contested.words):
                return not_a_word(case, contested.words, value)
            if contested.code and name_of(value) is None:
                return "is not a code. Write ISO 3166 alpha-3 such as SRB, or EU."
            if (
                contested.name == "place"
                and value not in {row.id for row in case.rows("places")}
                and not case.may_hold("places", value)
            ):
                return "is not in places.csv. Add it there."
    return None


def check_observations(case: Case) -> Iterator[Problem]:
    """Observations without a number."""
    for number, row in case.tables["observations"]:
        if row.value is None and row.low is None and row.high is None:
            yield Problem(
                "observations.csv",
                number,
                "value",
                "empty-cell",
                "is empty. Write the number, or low and high.",
            )


NOT_CONTESTED = ("id", "parties")


def contestable(table: str) -> tuple[str, ...]:
    """The columns of a subject's table that a claim can contest."""
    row = BY_NAME[table]
    return tuple(
        c.name for c in columns(row) if c.name not in row.identity and c.name not in NOT_CONTESTED
    )
