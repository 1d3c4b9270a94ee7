"""Krippendorff's alpha: how far coders agree beyond what chance would give.

After Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C, for any number
of coders and with values missing. Nominal, ordinal and interval differences are summed in closed
form, so that a column of many thousand different texts takes no table of all its pairs.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from fractions import Fraction
from typing import Any, Literal

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Unit = Sequence[Any]
"""The values that coders gave to one thing, those that are missing left out."""

AT_ONCE = 1_000
"""Different numbers that are held against all others in one go."""


def alpha(units: Sequence[Unit], level: Level) -> float | None:
    """Return agreement beyond chance: 1 for full agreement, 0 for what chance gives, below 0 for less.

    None where it is not defined: no two coders gave a value to one thing, or all gave the same
    value to everything, which leaves nothing to tell agreement from chance by.
    """
    pairable = [unit for unit in units if len(unit) > 1]
    counts = Counter(value for unit in pairable for value in unit)
    if len(counts) < 2:
        return None
    total = sum(counts.values())
    observed, expected = DIFFERENCES[level](pairable, counts)
    return float(1 - observed * (total - 1) / expected) if expected else None


def _nominal(units: Sequence[Unit], counts: Counter[Hashable]) -> tuple[Any, Any]:
    """Return the observed and the expected difference, of 1 between any two values."""
    observed = Fraction(0)
    for unit in units:
        same = sum(count * count for count in Counter(unit).values())
        observed += Fraction(len(unit) ** 2 - same, len(unit) - 1)
    total = sum(counts.values())
    return observed, total * total - sum(count * count for count in counts.values())


def _interval(units: Sequence[Unit], counts: Counter[Any]) -> tuple[Any, Any]:
    """Return the observed and the expected difference, as squares of the distance."""
    observed = Fraction(0)
    for unit in units:
        values = [Fraction(value) for value in unit]
        observed += _spread(Counter(values)) / (len(values) - 1)
    return observed, _spread(Counter({Fraction(value): n for value, n in counts.items()}))


def _spread(counts: Counter[Fraction]) -> Fraction:
    """Return the sum of the squared distances between all ordered pairs."""
    number = sum(counts.values())
    total = sum((value * count for value, count in counts.items()), Fraction(0))
    squares = sum((value * value * count for value, count in counts.items()), Fraction(0))
    return 2 * (number * squares - total * total)


def _ordinal(units: Sequence[Unit], counts: Counter[Any]) -> tuple[Any, Any]:
    """Return the observed and the expected difference, as squares of how many values lie between two, half of each included."""
    ranks: dict[Any, Fraction] = {}
    below = 0
    for value in sorted(counts):
        ranks[value] = below + Fraction(counts[value], 2)
        below += counts[value]
    ranked = [[ranks[value] for value in unit] for unit in units]
    return _interval(ranked, Counter({ranks[value]: n for value, n in counts.items()}))


def _ratio(units: Sequence[Unit], counts: Counter[Any]) -> tuple[Any, Any]:
    """Return the observed and the expected difference, as squares of the distance in proportion to the sum; for numbers from zero up."""
    import numpy as np

    def square(one: Any, other: Any) -> Any:
        total = one + other
        return np.divide(one - other, total, out=np.zeros(np.shape(total)), where=total != 0) ** 2

    observed = 0.0
    for unit in units:
        values = np.array([float(value) for value in unit])
        observed += float(square(values[:, None], values[None, :]).sum()) / (len(unit) - 1)
    values = np.array([float(value) for value in counts])
    weights = np.array([float(count) for count in counts.values()])
    expected = 0.0
    for start in range(0, len(values), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        pairs = square(values[part, None], values[None, :])
        expected += float((weights[part, None] * weights[None, :] * pairs).sum())
    return observed, expected


DIFFERENCES: dict[Level, Any] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
