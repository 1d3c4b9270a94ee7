"""Problems of what claims and observations say."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tertius.case.checks.cells import not_a_word
from tertius.case.near import called, listed, near_word, no_code
from tertius.case.problems import Message, Problem, message
from tertius.case.read import Case
from tertius.evidence.codes import name_of
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import DECIMAL, Column, columns, read_decimal
from tertius.evidence.tables import BY_NAME, SUBJECTS


def check_claims(case: Case) -> Iterator[Problem]:
    """Check for claims on no property of their subject, or with a value that does not fit it."""
    for number, claim in case.tables["claims"]:
        table = case.by_id.get(claim.subject, ("", None))[0]
        if table not in SUBJECTS:
            continue
        entry = case.taxonomy.words("property").get(claim.property)
        contested = {c.name: c for c in columns(BY_NAME[table])}.get(claim.property)
        if claim.property in BY_NAME[table].identity or claim.property in NOT_CONTESTED:
            wrong = message("claim-property", "identity", table=table)
        elif entry is None and contested is None:
            wrong = _no_property(case, table, claim.property)
        elif entry is not None and table not in entry.get("subjects", SUBJECTS):
            wrong = message(
                "claim-property",
                "subject",
                subjects=" and ".join(entry["subjects"]),
                subject=claim.subject,
                table=table,
            )
        else:
            yield from _claim_value(case, number, claim, entry, contested)
            continue
        yield wrong.at("claims.csv", number, "property", claim.property)


def _no_property(case: Case, table: str, name: str) -> Message:
    """Return what to write where a claim names no property of a table's rows, and no column of theirs."""
    entries = {
        word: entry
        for word, entry in case.taxonomy.words("property").items()
        if table in entry.get("subjects", SUBJECTS)
    }
    names = dict.fromkeys([*entries, *contestable(table)], "")
    near = near_word(name, names, called(entries), cutoff=0.8)
    if near:
        return message("claim-property", "near", table=table, near=near)
    return message("claim-property", "absent", table=table, listed=listed(names))


def _claim_value(
    case: Case, number: int, claim: Any, entry: Any, contested: Column | None
) -> Iterator[Problem]:
    kind = entry["type"] if entry else (contested.kind if contested else "text")
    is_number = kind == "number"
    if claim.value is None and (not is_number or (claim.low is None and claim.high is None)):
        wording = "claim_number" if is_number else "claim"
        empty = message("empty-cell", wording, property=claim.property)
        yield empty.at("claims.csv", number, "value")
        return
    if wrong := _wrong_claim_value(case, claim, kind, entry, contested):
        yield wrong.at("claims.csv", number, "value", claim.value)
    if entry and entry.get("unit") and not claim.unit:
        empty = message("empty-cell", "unit", property=claim.property)
        yield empty.at("claims.csv", number, "unit")
    units = case.taxonomy.words("unit")
    if claim.property == "amount" and claim.unit in units and not units[claim.unit].get("currency"):
        yield message("claim-value", "currency").at("claims.csv", number, "unit", claim.unit)


def _wrong_claim_value(
    case: Case, claim: Any, kind: str, entry: Any, contested: Column | None
) -> Message | None:
    if claim.value is None:
        return None
    if kind == "number" and not DECIMAL.match(claim.value):
        try:
            read_decimal(claim.value)
        except ValueError as error:
            return message("claim-value", "reason", reason=error)
    if (
        claim.property == "share_pct"
        and DECIMAL.match(claim.value)
        and not 0 <= Decimal(claim.value) <= 100
    ):
        return message("claim-value", "percentage")
    if kind == "date":
        try:
            PartialDate.read(claim.value)
        except ValueError as error:
            return message("claim-value", "reason", reason=error)
    if entry and entry["type"] == "word" and claim.value not in case.taxonomy.words(entry["words"]):
        return not_a_word(case, entry["words"], claim.value, code="claim-value")
    if contested and not entry:
        for value in claim.value.split(";"):
            if contested.words and value not in case.taxonomy.words(contested.words):
                return not_a_word(case, contested.words, value, code="claim-value")
            if contested.code and name_of(value) is None:
                return no_code(value, many=contested.many)
            if (
                contested.name == "place"
                and value not in {row.id for row in case.rows("places")}
                and not case.may_hold("places", value)
            ):
                return message("claim-value", "place")
    return None


def check_observations(case: Case) -> Iterator[Problem]:
    """Check for observations without a number."""
    for number, row in case.tables["observations"]:
        if row.value is None and row.low is None and row.high is None:
            yield message("empty-cell", "observation").at("observations.csv", number, "value")


NOT_CONTESTED = ("id", "parties")


def contestable(table: str) -> tuple[str, ...]:
    """Return the columns of a subject's table that a claim can contest."""
    row = BY_NAME[table]
    return tuple(
        c.name for c in columns(row) if c.name not in row.identity and c.name not in NOT_CONTESTED
    )
