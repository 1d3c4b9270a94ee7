"""Draws: worlds by chance, in which claims count, amounts and days fall, as their grades allow.

Every world has streams of its own, derived from the seed and the world's number, one for each of
counting, amounts and days. So a world comes out the same whatever other worlds are drawn with it,
and how much a claim says is independent of whether it counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from tertius.case.weights import Draws
from tertius.worlds.unknowns import ABOUT

CHANCE = Draws()
"""The published table: how likely a claim counts by its information and its outlet."""

PLACE = Decimal("0.000001")
"""The decimal places of a column of numbers."""

COUNTING, AMOUNTS, DAYS = 0, 1, 2
"""The streams of a world."""


def chances(
    information: Sequence[int], reliability: Sequence[int], *, table: Draws = CHANCE
) -> NDArray[np.float64]:
    """Return the probability that each claim counts, from its information and its outlet's grade.

    Both are whole numbers from 1 to 6, with 1 for A and 6 for F. Raises ValueError for any other.
    """
    by_information, by_outlet = np.array(table.information), np.array(table.outlets)
    grades = np.asarray(information, dtype=np.int64), np.asarray(reliability, dtype=np.int64)
    if any(((grade < 1) | (grade > 6)).any() for grade in grades):
        raise ValueError("a grade is not from 1 to 6")
    chance: NDArray[np.float64] = by_information[grades[0] - 1] * by_outlet[grades[1] - 1]
    return chance


@dataclass(frozen=True)
class Carried:
    """The provenance of claims: the origins of each, and how likely each lets the claim count.

    Three columns of one length, a row for each claim and each of its origins: the claim's place and
    the origin's place, counted from 0, and the probability. An origin's draws go by its place: keep
    origins in one order wherever draws are to be the same.
    """

    claim: NDArray[np.int64]
    origin: NDArray[np.int64]
    chance: NDArray[np.float64]


def draw_claims(carried: Carried, *, claims: int, seed: int, worlds: range) -> NDArray[np.bool_]:
    """Return whether each claim counts in each world, of shape (worlds, claims).

    Each origin gets one number between 0 and 1 in a world, and lets a claim count where it lies
    below the claim's probability. So the claims of one origin stand and fall together: a better
    graded one counts wherever a worse graded one does. A claim of several origins counts where any
    of them lets it, and a claim of none never does.
    """
    origins = int(carried.origin.max()) + 1 if len(carried.origin) else 0
    counts = np.zeros((len(worlds), claims), dtype=np.bool_)
    for row, world in zip(counts, worlds, strict=True):
        let = _stream(seed, world, COUNTING).random(origins)[carried.origin] < carried.chance
        row[carried.claim[let]] = True
    return counts


@dataclass(frozen=True)
class Span:
    """Between which two numbers a value is drawn, both included, from the lower in steps of so many places."""

    low: Decimal
    high: Decimal
    places: int = 6


def span_of(
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    approx: str | None,
    *,
    most: Decimal | None = None,
    places: int = 6,
) -> Span | None:
    """Return the span within which a stated number is drawn; None where it stays as stated.

    A range is drawn from its lower to its upper end; else a value marked `about` from a tenth below
    it to a tenth above. Everything else stays: an exact value, and one marked `over` or `up_to`,
    because nobody says how far beyond or below it could lie. So does a range with an open end.
    `most` is what the number cannot exceed, such as 100 for a share in percent; `places` is 0 for
    what comes whole.
    """
    if low is not None and high is not None:
        ends = low, high
    elif value is not None and approx == "about":
        ends = value - abs(value) * ABOUT, value + abs(value) * ABOUT
        if most is not None and value <= most:
            ends = ends[0], min(ends[1], most)
    else:
        return None
    return Span(*ends, places) if ends[0] < ends[1] else None


def draw_amounts(spans: Sequence[Span], *, seed: int, worlds: range) -> list[list[Decimal]]:
    """Return a number within each span, all equally likely: a list a world, to six places."""
    return [
        [
            _within(span, chance)
            for span, chance in zip(
                spans, _stream(seed, world, AMOUNTS).random(len(spans)).tolist(), strict=True
            )
        ]
        for world in worlds
    ]


def _within(span: Span, chance: float) -> Decimal:
    """Return the number a share of the way through a span, in steps that each end gets in full."""
    step = Decimal(1).scaleb(-span.places)
    steps = int((span.high - span.low) / step) + 1
    return (span.low + min(int(Decimal(chance) * steps), steps - 1) * step).quantize(PLACE)


def draw_days(
    spans: Sequence[tuple[date | None, date | None]], *, seed: int, worlds: range
) -> NDArray[np.datetime64]:
    """Return a day within each date's precision, all equally likely, of shape (worlds, dates).

    A date is given by its earliest and latest day. Where one of the two is open no day is drawn: the
    cell is NaT, and the date stays as it is stated.
    """
    first = np.array([start for start, _ in spans], dtype="datetime64[D]")
    last = np.array([end for _, end in spans], dtype="datetime64[D]")
    days = np.where(np.isnat(first) | np.isnat(last), 0, (last - first).astype(np.int64) + 1)
    drawn = np.empty((len(worlds), len(spans)), dtype="datetime64[D]")
    for row, world in zip(drawn, worlds, strict=True):
        after = np.floor(_stream(seed, world, DAYS).random(len(spans)) * days).astype(np.int64)
        row[:] = np.where(days > 0, first + after, np.datetime64("NaT"))
    return drawn


def _stream(seed: int, world: int, purpose: int) -> np.random.Generator:
    return np.random.default_rng([seed, world, purpose])
