"""Wholes and parts: totals, shares, and one sum or stake that stands twice."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from tertius.evidence.codes import called
from tertius.evidence.engagement import read_party
from tertius.evidence.row import DECIMAL
from tertius.evidence.said import number, sized, spoken, stated
from tertius.language.told import gettext, listed
from tertius.tensions.evidence import Evidence, grouped
from tertius.tensions.rule import rule
from tertius.tensions.spans import days_of, span_of
from tertius.tensions.tension import Tension, tension

TELLING = 2
"""An amount with fewer digits before its trailing zeros is too round to be recognised: two loans
of 100 million need not be one, two of 230 million in one sector of one power may well be."""

WHOLE = Decimal(100)
"""Per cent: shares of one whole cannot be more together."""


@rule(
    "total-below-parts",
    "A total is smaller than the sum of its parts.",
    reads=("engagements.csv: part_of", "claims.csv: amount, its unit and stage"),
)
def total_below_parts(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each umbrella whose amount is below what its own parts add up to."""
    for whole, parts in evidence.parts.items():
        for total in _amounts(evidence, whole):
            inside = {
                part.id: claims
                for part in parts
                if (claims := [c for c in _amounts(evidence, part.id) if _alike(c, total)])
            }
            least = sum((min(span_of(c).low for c in cs) for cs in inside.values()), Decimal(0))  # type: ignore[union-attr]
            most = span_of(total)
            if inside and most is not None and least > most.high:
                yield tension(
                    "total-below-parts",
                    gettext(
                        "{whole} is put at {total}, and its parts add up to {least}.",
                        whole=evidence.called(whole),
                        total=stated(total),
                        least=sized(least),
                    ),
                    evidence.side([total]),
                    evidence.side([c for claims in inside.values() for c in claims]),
                    about=evidence.about([whole, *inside]),
                )


def _amounts(evidence: Evidence, name: str) -> list[Any]:
    return [
        claim
        for claim in evidence.by_subject.get(name, ())
        if claim.property == "amount" and not claim.qualifier and span_of(claim) is not None
    ]


def _alike(one: Any, other: Any) -> bool:
    return (one.unit, one.stage) == (other.unit, other.stage)


@rule(
    "shares-past-hundred",
    "Shares of one whole add up to more than a hundred percent.",
    reads=(
        "observations.csv: indicator, area, sector, period, qualifier, question, value in percent",
    ),
)
def shares_past_hundred(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each whole of which counterparts have shares past a hundred percent.

    A bloc beside its members is left to the reader: only rows of one question or scope are added.
    """
    indicators = evidence.case.taxonomy.words("indicator")
    rows = [
        row
        for row in evidence.observations
        if row.unit == "pct"
        and row.counterpart
        and row.value
        and "rank" not in row.indicator
        and not indicators.get(row.indicator, {}).get("apart")
    ]
    wholes = grouped(
        rows,
        lambda r: (r.indicator, r.area, r.sector, str(r.period or ""), r.qualifier, r.question),
    )
    for (indicator, area, *_), members in wholes.items():
        total = sum((row.value for row in members), Decimal(0))
        if total > WHOLE and len({row.counterpart for row in members}) > 1:
            yield tension(
                "shares-past-hundred",
                gettext(
                    "Shares of one whole ({indicator} of {area}) add up to {total} percent.",
                    indicator=evidence.word("indicator", indicator),
                    area=called(area),
                    total=number(total),
                ),
                *(evidence.side([row]) for row in members),
                about=(),
            )


@rule(
    "amount-twice",
    "One amount stands in two engagements of one power and host.",
    reads=("claims.csv: amount and unit", "engagements.csv: power, host, part_of"),
)
def amount_twice(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each amount that engagements without a common umbrella share."""
    amounts = [
        claim
        for claim in evidence.supporting
        if claim.property == "amount"
        and claim.value
        and DECIMAL.match(claim.value)
        and claim.subject in evidence.engagements
        and _is_telling(claim.value)
    ]
    by_amount = grouped(amounts, lambda c: (Decimal(c.value), c.unit))
    for claims in by_amount.values():
        rows = {name: evidence.engagements[name] for name in sorted({c.subject for c in claims})}
        for one, other in pairwise(rows.values()):
            if _one_umbrella(one, other) or not _one_field(one, other):
                continue
            yield tension(
                "amount-twice",
                gettext("{one} and {other} have one amount.", one=one.label, other=other.label),
                evidence.side([c for c in claims if c.subject == one.id]),
                evidence.side([c for c in claims if c.subject == other.id]),
                about=evidence.about([one.id, other.id]),
            )


def _is_telling(value: str) -> bool:
    """Return whether an amount has two digits or more that are not its trailing zeros."""
    return len(str(int(Decimal(value))).rstrip("0")) >= TELLING


def _one_umbrella(one: Any, other: Any) -> bool:
    return bool(other.id == one.part_of or one.id == other.part_of)


def _one_field(one: Any, other: Any) -> bool:
    return bool({*one.power} & {*other.power}) and bool({*one.host} & {*other.host})


@rule(
    "part-outside-whole",
    "A part lies outside the time of its whole.",
    reads=("engagements.csv: part_of, start, until",),
)
def part_outside_whole(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each part that certainly begins before its whole, or after its end."""
    for name, parts in evidence.parts.items():
        whole = evidence.engagements.get(name)
        if whole is None:
            continue
        begins, ends = days_of(whole.start), days_of(whole.until)
        for part in parts:
            start = days_of(part.start)
            before = begins and start and start.high < begins.low
            after = ends and start and start.low > ends.high
            if before or after:
                yield tension(
                    "part-outside-whole",
                    gettext(
                        "{part} ({start}) is a part of {whole} and begins before it.",
                        part=part.label,
                        start=spoken(part.start),
                        whole=whole.label,
                    )
                    if before
                    else gettext(
                        "{part} ({start}) is a part of {whole} and begins after its end.",
                        part=part.label,
                        start=spoken(part.start),
                        whole=whole.label,
                    ),
                    evidence.side([part], listed([part.label, spoken(part.start)], ": ")),
                    evidence.side([whole], listed([whole.label, _lasted(whole)], ": ")),
                    about=evidence.about([part.id, whole.id]),
                )


def _lasted(whole: Any) -> str:
    """Return from when to when an engagement lasted, as far as it is stated."""
    ends = f"{whole.start or '..'}/{whole.until}" if whole.until else str(whole.start)
    return spoken(ends)


@rule(
    "sides-of-one-deal",
    "One thing is said to be done by both sides, and every party that is named is of one.",
    reads=("engagements.csv: direction, parties", "actors.csv: country"),
)
def sides_of_one_deal(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each mutual engagement of which two parties or more are named, all of one country."""
    for row in evidence.engagements.values():
        if row.direction != "mutual" or len(row.parties) < 2:
            continue
        parties = [read_party(text) for text in row.parties]
        sides = {p.power or evidence.countries.get(p.actor, "") for p in parties}
        claims = [
            c for c in evidence.by_subject.get(row.id, ()) if c.property in ("exists", "stage")
        ]
        if len(sides) == 1 and "" not in sides and claims:
            yield tension(
                "sides-of-one-deal",
                gettext(
                    "{what} is mutual, and all its parties are of {sides}.",
                    what=row.label,
                    sides=called(min(sides)),
                ),
                evidence.side(claims),
                evidence.side(
                    [row],
                    gettext(
                        "parties named: {parties}", parties=listed(map(evidence.party, row.parties))
                    ),
                ),
                about=evidence.about([row.id]),
            )
