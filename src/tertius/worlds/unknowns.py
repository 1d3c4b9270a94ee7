"""Which values of settled steps are unknown, and between what each can lie.

They are the amount of an engagement over money, the amount of a step that a promise took, the share of
a stake, a figure that is stated as a range, a share that is missing from a vector, and since when
something has stood.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pyarrow as pa

from tertius.facts.subjects import OCCURRED, PRESENT, SIGNED, YES
from tertius.language.told import gettext

Fetch = Callable[[str], pa.Table]
"""Gives the table of an input or of a step in the baseline, by its name."""

Rows = Sequence[Mapping[str, Any]]

Sort = Literal["amount", "promised", "signed", "delivered", "stake", "figure", "share", "years"]

ABOUT = Decimal("0.1")
"""A value marked `about` lies within a tenth of it on either side: a convention that nobody has
measured, said in docs/how-to/credit-and-draws.md. Draws use the same."""

DAYS_A_YEAR = Decimal("365.25")
VECTOR = ("area", "indicator", "qualifier", "sector", "stage", "period")
WHOLE = Decimal(100)
"""Per cent: what a share that nobody states can be at most."""

HOLDING = frozenset({"engagements", "promises", "stakes", "observations", "portions"})
"""The steps in which unknown values can stand."""


@dataclass(frozen=True)
class Unknown:
    """One unknown value: where it stands, whose it is, and between what it can lie."""

    step: str
    place: int
    """The number of its row in the table of the step."""
    column: str
    subject: str
    """What it is about: an engagement, a stake, or the key of a figure."""
    power: str
    sort: Sort
    type: str = ""
    """The type of the engagement, by which the largest known amount is told."""
    low: Decimal = Decimal(0)
    high: Decimal | None = None
    """The upper end; None where it has none."""
    stated: Decimal | None = None
    """The value that is stated, where only how exact it is is unknown."""
    whole: tuple[str, ...] = ()
    """What it shares with others: together they come to no more than the largest upper end."""
    rate: Decimal | None = None
    """What one of its unit is in the case's currency, where the step has an amount beside it."""
    unit: str = ""
    approx: str = ""
    """How a stated value is a range: about, over, up_to, or nothing where both ends are stated."""


def unknowns_in(
    rows: Mapping[str, Rows], fetch: Fetch, *, as_of: date, since: date, currency: str
) -> tuple[Unknown, ...]:
    """Return every unknown value in the rows of some steps of HOLDING, given by the step's name.

    `fetch` gives the tables beside which they are read; `since` and `as_of` are the first and the last
    day of the case's period, `currency` is its own.
    """
    engagements, stakes = (rows.get(name, []) for name in ("engagements", "stakes"))
    unknowns = [*_years(engagements, stakes, as_of, since)]
    if engagements:
        unknowns += _amounts(engagements, fetch("facts").to_pylist(), currency)
    if stakes:
        unknowns += _shares_of_companies(stakes, fetch("holdings").to_pylist())
    unknowns += [*_steps(rows.get("promises", [])), *_figures(rows.get("observations", []))]
    portions = rows.get("portions", [])
    if any(row["share"] is None for row in portions):
        unknowns += _shares_of_vectors(portions, fetch("dependence").to_pylist())
    return tuple(unknowns)


def _amounts(
    engagements: Sequence[Mapping[str, Any]], facts: Iterable[Mapping[str, Any]], currency: str
) -> Iterator[Unknown]:
    """Yield the amounts of engagements over money that count: missing ones, and those stated as ranges."""
    deciding: dict[str, Mapping[str, Any]] = {}
    for fact in facts:
        if fact["property"] != "amount" or fact["period"] or fact["qualifier"] or not fact["known"]:
            continue
        order = fact["stage_order"]
        if order == 0 or SIGNED <= order <= OCCURRED:
            before = deciding.get(fact["subject"])
            if before is None or before["stage_order"] < order:
                deciding[fact["subject"]] = fact
    for place, row in enumerate(engagements):
        counted = row["exists"] == YES and row["counts"] and not row["umbrella"] and row["money"]
        if not counted or row["direction"] not in PRESENT or row["scope"] == "background":
            continue
        fact = deciding.get(row["id"], {})
        amount = row["amount"]
        rate = None
        if amount and fact.get("number"):
            rate = amount / fact["number"]
        elif fact.get("unit") == currency:
            rate = Decimal(1)
        span = None if rate is None else _span(fact, fact["number"])
        if amount is not None and span is None:
            continue
        low, high = span or (Decimal(0), None)
        ends = (low * (rate or 1), None if high is None else high * (rate or 1))
        yield Unknown(
            "engagements",
            place,
            "amount",
            row["id"],
            row["power"] or "",
            "amount",
            type=row["type"],
            low=ends[0],
            high=ends[1],
            stated=amount,
            unit=currency,
            approx=fact.get("approx") or "",
        )


def _span(
    row: Mapping[str, Any], value: Decimal | None, most: Decimal | None = None
) -> tuple[Decimal, Decimal | None] | None:
    """Return between what a number that is stated as a range lies; None where it is exact."""
    low, high, approx = row["low"], row["high"], row["approx"]
    if low is not None and high is not None:
        return (low, high) if low < high else None
    if value is None:
        return None
    if approx == "about":
        near = abs(value) * ABOUT
        end = value + near if most is None else max(value, min(value + near, most))
        return value - near, end
    if approx == "over":
        return value, None if most is None else max(value, most)
    if approx == "up_to":
        return Decimal(0), value
    return None


def _steps(promises: Iterable[Mapping[str, Any]]) -> Iterator[Unknown]:
    """Yield the amounts of steps that a promise over money took and for which no amount is known."""
    for place, row in enumerate(promises):
        took = {
            "promised": row["was_promised"],
            "signed": row["was_signed"],
            "delivered": row["outcome"] == "delivered",
        }
        for name, taken in took.items():
            if taken and row["money"] and row[f"{name}_amount"] is None:
                yield Unknown(
                    "promises",
                    place,
                    f"{name}_amount",
                    row["engagement"],
                    row["power"] or "",
                    name,  # type: ignore[arg-type]
                    type=row["type"],
                )


def _shares_of_companies(
    stakes: Iterable[Mapping[str, Any]], holdings: Sequence[Mapping[str, Any]]
) -> Iterator[Unknown]:
    """Yield the stakes without a share, which can come to what known shares leave of 100."""
    target = {row["id"]: row["target"] for row in holdings}
    left: dict[str, Decimal] = defaultdict(lambda: WHOLE)
    for row in holdings:
        left[row["target"]] -= row["share_pct"] or 0
    for place, row in enumerate(stakes):
        if row["share_pct"] is None:
            company = target[row["id"]]
            yield Unknown(
                "stakes",
                place,
                "share_pct",
                row["id"],
                row["power"],
                "stake",
                high=max(left[company], Decimal(0)),
                whole=("company", company),
                unit="pct",
            )


def _years(
    engagements: Iterable[Mapping[str, Any]],
    stakes: Iterable[Mapping[str, Any]],
    as_of: date,
    since: date,
) -> Iterator[Unknown]:
    """Yield since when undated engagements and stakes have stood: at the most for the case's period."""
    most = Decimal((as_of - since).days) / DAYS_A_YEAR
    for place, row in enumerate(engagements):
        counted = row["exists"] == YES and row["counts"] and not row["umbrella"]
        undated = row["start_last"] is None and row["since"] is None
        lasting = row["stage_order"] != OCCURRED and not row["ended"]
        if counted and undated and lasting and (row["until_last"] or as_of) >= as_of:
            yield Unknown(
                "engagements",
                place,
                "start_last",
                row["id"],
                row["power"] or "",
                "years",
                high=most,
            )
    for place, row in enumerate(stakes):
        if row["since"] is None:
            yield Unknown("stakes", place, "since", row["id"], row["power"], "years", high=most)


def _figures(observations: Iterable[Mapping[str, Any]]) -> Iterator[Unknown]:
    """Yield the figures that are stated as ranges."""
    for place, row in enumerate(observations):
        value = row["value"]
        span = _span(row, value, WHOLE if row["unit"] == "pct" else None)
        if span is None:
            continue
        rate = row["amount"] / value if row["amount"] and value else None
        yield Unknown(
            "observations",
            place,
            "value",
            _figure(row),
            row["counterpart"],
            "figure",
            type=kind_of(row),
            low=span[0],
            high=span[1],
            stated=span[0] if value is None else value,
            rate=rate,
            unit=row["unit"] or "",
            approx=row["approx"] or "",
        )


def kind_of(row: Mapping[str, Any]) -> str:
    """Return of what kind a figure is: its indicator, and its unit."""
    return f"{row['indicator']} {row['unit'] or ''}"


def _figure(row: Mapping[str, Any]) -> str:
    """Return the key of a figure in words: `trade_share of SRB, RUS, total, 2016`."""
    words = (row[name] for name in ("area", "counterpart", "qualifier", "period"))
    return gettext(
        "{indicator} of {what}",
        indicator=row["indicator"],
        what=", ".join(word for word in words if word),
    )


def _shares_of_vectors(
    portions: Sequence[Mapping[str, Any]], dependence: Iterable[Mapping[str, Any]]
) -> Iterator[Unknown]:
    """Yield the shares that are missing from a vector whose known shares leave a rest."""
    totals: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for row in dependence:
        vector = tuple(row[name] for name in VECTOR)
        totals[(*vector, row["basis"])] += Decimal(str(row["share"] or 0))
    taken: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for key, total in totals.items():
        taken[key[:-1]] = max(taken[key[:-1]], total)
    for place, row in enumerate(portions):
        vector = tuple(row[name] for name in VECTOR)
        rest = (1 - taken[vector]).quantize(Decimal("0.000000000001"))
        if row["share"] is None and rest > 0:
            yield Unknown(
                "portions",
                place,
                "share",
                _figure(row),
                row["counterpart"],
                "share",
                high=rest,
                whole=("vector", *vector),
            )
