"""How alike two states vote, by the measures in use, from a table of how often each pair of votes was cast.

Signorino and Ritter 1999 (S), Scott 1955 (pi), Cohen 1960 and 1968 (kappa), Benati and Capurri 2026
(the alignment index). Every measure is computed for any number of tables at once.
"""

from dataclasses import dataclass, fields

import numpy as np

YES, ABSTAIN, NO, ABSENT = 1, 2, 3, 8
"""The votes as the sources code them; 0 stands here for no row at all."""

CAST = (YES, ABSTAIN, NO)
"""The votes that were cast, in the order of the scale."""


@dataclass(frozen=True)
class Likeness:
    """Hold the measures of any number of pairs, each an array of one shape; NaN where undefined.

    A measure corrected for chance is undefined where chance alone leaves nothing to differ: both
    states cast one and the same vote throughout. Without a common roll call all are undefined.
    """

    votes: np.ndarray
    agreement: np.ndarray
    agreement_voeten: np.ndarray
    s_absolute: np.ndarray
    s_squared: np.ndarray
    pi: np.ndarray
    kappa: np.ndarray
    kappa_linear: np.ndarray
    kappa_squared: np.ndarray
    alignment: np.ndarray
    alignment_squared: np.ndarray


MEASURES = tuple(field.name for field in fields(Likeness) if field.name != "votes")
"""The names of the measures, in the order of their columns."""


def likeness(counts: np.ndarray) -> Likeness:
    """Return every measure for tables of shape (..., levels, levels), weights or counts in their cells.

    Rows are what one state did, columns the other, over the whole scale: a level that nobody used
    still counts in the range (without it the 1914 case of the literature comes out at half).
    """
    # The cells come first, so that sums over them run along whole arrays of pairs.
    cells = np.moveaxis(np.asarray(counts, dtype=float), (-2, -1), (0, 1))
    linear = _distances(len(cells))
    total = cells.sum(axis=(0, 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = cells / total
        row, column = share.sum(axis=1), share.sum(axis=0)
        apart, apart_squared = _weighed(linear, share), _weighed(linear**2, share)
        by_chance = _by_chance(linear, row, column)
        by_chance_squared = _by_chance(linear**2, row, column)
        differ = _weighed((linear > 0).astype(float), share)
        middle = (row + column) / 2
        return Likeness(
            votes=total,
            agreement=1 - differ,
            agreement_voeten=1 - apart,
            s_absolute=1 - 2 * apart,
            s_squared=1 - 2 * apart_squared,
            pi=_beyond(differ, 1 - (middle**2).sum(axis=0)),
            kappa=_beyond(differ, 1 - (row * column).sum(axis=0)),
            kappa_linear=_beyond(apart, by_chance),
            kappa_squared=_beyond(apart_squared, by_chance_squared),
            alignment=2 * (by_chance - apart),
            alignment_squared=2 * (by_chance_squared - apart_squared),
        )


def _weighed(weights: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return the sum of shares (levels, levels, ...) weighed by distance (levels, levels)."""
    return np.tensordot(weights, share, axes=([0, 1], [0, 1]))


def _by_chance(weights: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Return the weighed sum that independent marginals (levels, ...) would give."""
    return np.asarray((row * np.tensordot(weights, column, axes=(1, 0))).sum(axis=0))


def _distances(levels: int) -> np.ndarray:
    """Return how far apart two levels are, as a share of the whole scale."""
    scale = np.arange(levels)
    return np.asarray(np.abs(scale[:, None] - scale[None, :]) / (levels - 1))


NOTHING = 1e-12
"""A disagreement by chance below this is none: shares of thousands of votes round by some 1e-16."""


def _beyond(observed: np.ndarray, by_chance: np.ndarray) -> np.ndarray:
    """Return one less the disagreement as a share of what chance would make; NaN where it makes none."""
    return np.where(by_chance > NOTHING, 1 - observed / by_chance, np.nan)


def pair_counts(
    one: np.ndarray,
    other: np.ndarray,
    weights: np.ndarray | None = None,
    *,
    absent_abstains: bool = False,
) -> np.ndarray:
    """Return the table (3 x 3) of two states' votes over the same roll calls.

    Roll calls where either has no vote are left out; `absent_abstains` reads an absence as an
    abstention instead, which moves every value.
    """
    a, b = (_levels(votes, absent_abstains=absent_abstains) for votes in (one, other))
    both = (a > 0) & (b > 0)
    cells = (a[both].astype(int) - 1) * 3 + b[both] - 1
    weight = None if weights is None else weights[both]
    return np.bincount(cells, weights=weight, minlength=9).reshape(3, 3).astype(float)


def _levels(votes: np.ndarray, *, absent_abstains: bool) -> np.ndarray:
    """Return votes as 1, 2, 3, and 0 where there is none."""
    absent = ABSTAIN if absent_abstains else 0
    return np.where(votes == ABSENT, absent, votes)
