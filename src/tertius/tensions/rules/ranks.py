"""Ranks that the case's own numbers, dates or rows contradict."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from tertius.evidence.codes import called
from tertius.evidence.engagement import read_party
from tertius.evidence.row import DECIMAL
from tertius.evidence.said import spoken
from tertius.language.told import gettext, listed
from tertius.tensions.evidence import MOST_NAMED, Evidence, grouped
from tertius.tensions.rule import rule
from tertius.tensions.spans import days_of, span_of
from tertius.tensions.tension import Tension, tension

CAPITAL = frozenset({"investment", "acquisition"})
"""Two types of one thing: capital placed in a host, whether a plant is built or bought."""

GIVEN = frozenset({"delivered", "operating", "occurred"})


@rule(
    "rank-against-amounts",
    "A thing or actor is ranked by its size, and the case knows larger ones of its kind.",
    reads=("claims.csv: rank and amount", "engagements.csv: type, host, parties"),
)
def rank_against_amounts(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each ranked engagement or actor above whose amount the case has too many others.

    An engagement is held against those of its type in its host, an actor against actors of its
    kind and country by the largest amount of what each takes part in.
    """
    largest = _largest(evidence)
    actors = {row.id: row for row in evidence.case.rows("actors")}
    by_actor = _by_actor(evidence, largest)
    for claim in evidence.supporting:
        if claim.property != "rank" or not _is_number(claim):
            continue
        rank = Decimal(claim.value)
        if claim.subject in evidence.engagements:
            own, above = _above(evidence, claim.subject, largest)
        elif claim.subject in actors:
            own, above = _above_actor(actors, claim.subject, by_actor)
        else:
            continue
        if own and len(above) >= rank:
            subjects = {row.subject for row in above}
            yield tension(
                "rank-against-amounts",
                gettext(
                    "{subject} is ranked {rank} ({qualifier}), and the case has larger amounts.",
                    subject=evidence.called(claim.subject),
                    rank=format(rank, "f"),
                    qualifier=evidence.case.qualified(claim.qualifier) or gettext("its kind"),
                ),
                evidence.side([claim, own]),
                evidence.side(above),
                about=evidence.about([claim.subject, *subjects]),
            )


def _largest(evidence: Evidence) -> dict[str, Any]:
    """Return by engagement its claim with the largest amount in a currency of its own."""
    amounts = [c for c in evidence.supporting if c.property == "amount" and c.unit and span_of(c)]
    return {
        subject: max(claims, key=lambda c: (_number(c), c.id))
        for subject, claims in grouped(amounts, lambda c: c.subject).items()
        if subject in evidence.engagements
    }


def _is_number(claim: Any) -> bool:
    return bool(claim.value and DECIMAL.match(claim.value))


def _number(claim: Any) -> Decimal:
    return Decimal(claim.value) if claim.value else claim.low or claim.high or Decimal(0)


def _is_above(other: Any, own: Any) -> bool:
    """Return whether an amount is certainly larger: in one currency, or three times as much in another.

    No two currencies of the vocabulary that are compared in practice (EUR, USD, GBP, CHF) differ
    threefold; others are not compared.
    """
    hard = {"EUR", "USD", "GBP", "CHF"}
    if other.unit == own.unit:
        return _number(other) > _number(own)
    return {other.unit, own.unit} <= hard and _number(other) > 3 * _number(own)


def _family(kind: str) -> frozenset[str]:
    return CAPITAL if kind in CAPITAL else frozenset({kind})


def _above(evidence: Evidence, name: str, largest: dict[str, Any]) -> tuple[Any, list[Any]]:
    row, own = evidence.engagements[name], largest.get(name)
    if own is None:
        return None, []
    family = _family(row.type)
    above = [
        claim
        for other, claim in largest.items()
        if other != name
        and evidence.engagements[other].type in family
        and {*evidence.engagements[other].host} & {*row.host}
        and _is_above(claim, own)
    ]
    return own, above


def _by_actor(evidence: Evidence, largest: dict[str, Any]) -> dict[str, Any]:
    best: dict[str, Any] = {}
    for name, claim in largest.items():
        for text in evidence.engagements[name].parties:
            party = read_party(text)
            if party.role == "target":
                continue
            known = best.get(party.actor)
            if known is None or _is_above(claim, known):
                best[party.actor] = claim
    return best


def _above_actor(actors: dict[str, Any], name: str, best: dict[str, Any]) -> tuple[Any, list[Any]]:
    own, row = best.get(name), actors[name]
    if own is None:
        return None, []
    above = {
        claim.id: claim
        for other, claim in best.items()
        if other != name
        and other in actors
        and (actors[other].kind, actors[other].country) == (row.kind, row.country)
        and _is_above(claim, own)
    }
    return own, list(above.values())


@rule(
    "first-and-earlier",
    "A thing is called the first of its kind, and the case has an earlier one.",
    reads=("claims.csv: turn", "engagements.csv: start, power, host, sector"),
)
def first_and_earlier(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each engagement with a place in time that too many of its field precede."""
    for claim in evidence.supporting:
        row = evidence.engagements.get(claim.subject)
        if claim.property != "turn" or not _is_number(claim) or row is None:
            continue
        start = days_of(row.start)
        earlier = [
            other
            for other in evidence.engagements.values()
            if start
            and other.id != row.id
            and _one_field(other, row)
            and (begun := days_of(other.start))
            and begun.high < start.low
        ]
        if earlier and len(earlier) >= Decimal(claim.value):
            yield tension(
                "first-and-earlier",
                gettext(
                    "{what} is called the first ({qualifier}), and the case has earlier ones.",
                    what=row.label,
                    qualifier=evidence.case.qualified(claim.qualifier) or gettext("of its kind"),
                ),
                evidence.side([claim]),
                evidence.side(
                    earlier,
                    listed(
                        (listed([o.label, spoken(o.start)], ": ") for o in earlier[:MOST_NAMED]),
                        "; ",
                    ),
                ),
                about=evidence.about([row.id, *(o.id for o in earlier)]),
            )


def _one_field(one: Any, other: Any) -> bool:
    return all(
        {*getattr(one, name)} & {*getattr(other, name)} for name in ("power", "host", "sector")
    )


@rule(
    "missing-from-order",
    "An order of those who do something leaves out one who, as the case has it, did it too.",
    reads=(
        "observations.csv: rank, sector, period, qualifier",
        "engagements.csv: parties, sector, host",
        "claims.csv: stage",
    ),
)
def missing_from_order(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each order named after a role that a party of another power plays in its sector.

    An order is named after a role where its qualifier begins with the role in the plural: donors, lenders.
    """
    ranks = [r for r in evidence.observations if r.indicator == "rank" and r.qualifier and r.sector]
    orders = grouped(ranks, lambda r: (r.area, r.sector, r.qualifier, str(r.period or "")))
    roles = evidence.case.taxonomy.words("role")
    for (area, sector, qualifier, _), rows in orders.items():
        role = qualifier.split("-")[0].removesuffix("s")
        if role not in roles or len(rows) < 2:
            continue
        for power, others in _also(evidence, role, area, sector, rows).items():
            claims = [
                c for o in others for c in evidence.by_subject.get(o, ()) if c.property == "stage"
            ]
            yield tension(
                "missing-from-order",
                gettext(
                    "{power} stands in no place of the order {qualifier}, and has given in its time.",
                    power=called(power),
                    qualifier=evidence.case.qualified(qualifier),
                ),
                evidence.side(rows),
                evidence.side(claims),
                about=evidence.about(others),
            )


def _also(
    evidence: Evidence, role: str, area: str, sector: str, rows: list[Any]
) -> dict[str, list[str]]:
    """Return by power without a rank the engagements that make it one of those ranked."""
    ranked = {row.counterpart for row in rows}
    days = days_of(rows[0].period)
    found: dict[str, list[str]] = {}
    for row in evidence.engagements.values():
        if area not in row.host or sector not in row.sector or row.type == "programme":
            continue
        start = days_of(row.start)
        if days and start and (start.low > days.high or start.high < days.low):
            continue
        stages = {c.value for c in evidence.by_subject.get(row.id, ()) if c.property == "stage"}
        for text in row.parties:
            party = read_party(text)
            power = party.power or evidence.countries.get(party.actor)
            if party.role == role and power and power not in ranked and stages & GIVEN:
                found.setdefault(power, []).append(row.id)
    return found


@rule(
    "ranks-differ",
    "One has two ranks in one order, the second told apart by how it is counted.",
    reads=("observations.csv: rank, area, counterpart, qualifier",),
)
def ranks_differ(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each pair of ranks of which one order's name begins with the other's."""
    ranks = [
        r for r in evidence.observations if r.indicator == "rank" and r.qualifier and r.counterpart
    ]
    for rows in grouped(ranks, lambda r: (r.area, r.counterpart)).values():
        ordered = sorted(rows, key=lambda r: (r.qualifier, r.id))
        for one, other in pairwise(ordered):
            longer = other.qualifier.startswith(f"{one.qualifier}-")
            spans = span_of(one), span_of(other)
            if longer and spans[0] and spans[1] and not _meet(spans[0], spans[1]):
                yield tension(
                    "ranks-differ",
                    gettext(
                        "{counterpart} has two ranks among {qualifier}.",
                        counterpart=called(one.counterpart),
                        qualifier=evidence.case.qualified(one.qualifier),
                    ),
                    evidence.side([one]),
                    evidence.side([other]),
                    about=(),
                )


def _meet(one: Any, other: Any) -> bool:
    return bool(one.low <= other.high and other.low <= one.high)


@rule(
    "one-place-two-holders",
    "Two hold one place in one order.",
    reads=("observations.csv: rank, area, sector, period, qualifier, counterpart",),
)
def one_place_two_holders(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each place of an order that two counterparts hold."""
    ranks = [
        r
        for r in evidence.observations
        if r.indicator == "rank" and r.value and r.qualifier and r.counterpart
    ]
    places = grouped(ranks, lambda r: (r.area, r.sector, str(r.period or ""), r.qualifier, r.value))
    for (_, _, _, qualifier, place), rows in places.items():
        if len({row.counterpart for row in rows}) > 1:
            yield tension(
                "one-place-two-holders",
                gettext(
                    "Two hold place {place} among {qualifier}.",
                    place=format(place, "f"),
                    qualifier=evidence.case.qualified(qualifier),
                ),
                *(
                    evidence.side(group)
                    for group in grouped(rows, lambda r: r.counterpart).values()
                ),
                about=(),
            )
