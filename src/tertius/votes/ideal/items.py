"""One sweep over the items: cut points, what each state would have felt, and slopes."""

import math

import numpy as np

from tertius.votes.ideal.compiled import compiled
from tertius.votes.ideal.normal import below, quantile, uniform

WIDEST = 7.0
"""Cut points are flat on -7 to 7 (the published rule)."""

STEP = 0.2
"""The standard deviation of a proposed cut point.

The published program proposes at a third of it. A longer step draws from the same distribution: on
all votes 450 sweeps with it come as near to the published means as 1,800 with the shorter one.
"""

BLOCKS = 8
"""Sums over items are made in so many parts, whatever the cores, so that they round alike."""

TINY = 1e-300
"""What stands for a mass of nothing, so that its logarithm can be taken."""

LEAST = 1e-19
"""The probability beyond EDGE: no vote is taken to be less likely."""


@compiled
def _mass(table: np.ndarray, low: float, centre: float, high: float) -> float:
    """Return the probability of a proposal around a centre between two ends."""
    return below(table, (high - centre) / STEP) - below(table, (low - centre) / STEP)


@compiled
def _proposed(table: np.ndarray, low: float, centre: float, high: float, u: float) -> float:
    """Return a proposal around a centre, between two ends."""
    first, last = below(table, (low - centre) / STEP), below(table, (high - centre) / STEP)
    drawn = centre + STEP * quantile(first + u * (last - first))
    return min(max(drawn, low), high)


@compiled
def _whole(
    table: np.ndarray,
    edge: float,
    sign: float,
    centres: np.ndarray,
    first: int,
    last: int,
    out: np.ndarray,
) -> None:
    """Write the probability that a value falls below an edge (sign 1), or above it (sign -1)."""
    for index in range(first, last):
        out[index] = below(table, sign * (edge - centres[index]))


@compiled
def _log_ratio(now: np.ndarray, new: np.ndarray, count: int) -> float:
    """Return the logarithm of the product of new by now, entry by entry."""
    total, ratio = 0.0, 1.0
    for index in range(count):
        ratio *= max(new[index], LEAST) / max(now[index], LEAST)
        if index % 8 == 7:  # eight ratios of at most 1e19 each stay within what a float holds
            total += math.log(ratio)
            ratio = 1.0
    return total + math.log(ratio)


@compiled
def _masses(
    table: np.ndarray,
    one: float,
    two: float,
    ends: np.ndarray,
    centres: np.ndarray,
    low: np.ndarray,
    mass: np.ndarray,
) -> None:
    """Write the probability of each vote, and of what lies below the lower end of an abstention."""
    _whole(table, one, 1.0, centres, 0, ends[0], mass)
    _whole(table, one, 1.0, centres, ends[0], ends[1], low)
    _whole(table, two, 1.0, centres, ends[0], ends[1], mass)
    _whole(table, two, -1.0, centres, ends[1], ends[2], mass)
    for index in range(ends[0], ends[1]):
        mass[index] -= low[index]


@compiled
def _latent(
    item: int,
    streams: np.ndarray,
    one: float,
    two: float,
    edge: float,
    ends: np.ndarray,
    centres: np.ndarray,
    low: np.ndarray,
    mass: np.ndarray,
    out: np.ndarray,
) -> None:
    """Write a draw of what each vote stands for, given on which side of the cut points it fell."""
    for index in range(ends[0]):
        felt = centres[index] + quantile(uniform(streams, item) * mass[index])
        out[index] = min(max(felt, -edge), one)
    for index in range(ends[0], ends[1]):
        share = low[index] + uniform(streams, item) * mass[index]
        out[index] = min(max(centres[index] + quantile(share), one), two)
    for index in range(ends[1], ends[2]):
        felt = centres[index] - quantile(uniform(streams, item) * mass[index])
        out[index] = min(max(felt, two), edge)


@compiled
def _reach(ends: np.ndarray, latent: np.ndarray, out: np.ndarray) -> None:
    """Write the highest latent value of yes, lowest and highest of abstentions, lowest of no."""
    out[0], out[1], out[2], out[3] = -math.inf, math.inf, -math.inf, math.inf
    for index in range(ends[0]):
        out[0] = max(out[0], latent[index])
    for index in range(ends[0], ends[1]):
        out[1] = min(out[1], latent[index])
        out[2] = max(out[2], latent[index])
    for index in range(ends[1], ends[2]):
        out[3] = min(out[3], latent[index])


@compiled
def sweep_items(
    begin: int,
    end: int,
    starts: np.ndarray,
    place: np.ndarray,
    ends: np.ndarray,
    points: np.ndarray,
    slopes: np.ndarray,
    cuts: np.ndarray,
    streams: np.ndarray,
    table: np.ndarray,
    pull: np.ndarray,
    weight: np.ndarray,
    widest: float,
    edge: float,
    is_exact: bool,
    at: np.ndarray,
    kept: np.ndarray,
    reach: np.ndarray,
) -> None:
    """Draw cut points, latent values and slopes of items begin to end, given where the seats stand.

    The cut points move by one Metropolis-Hastings step with the latent values summed out. Changes
    `cuts` (items x 2) and `slopes` in place, and leaves in `pull` and `weight` the sums, by seat,
    of slope times latent value and of squared slopes, from which the places of seats are drawn. Cut
    points stay within `widest`, latent values within `edge`. Where it `is_exact`, proposals that no
    way leads back from are left; taking them is what brings the published means back. Where `at` is not empty, `reach` gets
    the latent values nearest to each item's cut points, and `kept` all those of items whose `at`,
    where they begin there, is not -1.
    """
    pull[:] = 0.0
    weight[:] = 0.0
    most = 0
    for item in range(begin, end):
        most = max(most, starts[item + 1] - starts[item])
    centres, latent = np.empty(most), np.empty(most)
    low, mass, low_new, mass_new = np.empty(most), np.empty(most), np.empty(most), np.empty(most)
    for item in range(begin, end):
        first, count, slope = starts[item], starts[item + 1] - starts[item], slopes[item]
        for index in range(count):
            centres[index] = slope * points[place[first + index]]
        one, two = cuts[item, 0], cuts[item, 1]
        one_new = _proposed(table, -widest, one, two, uniform(streams, item))
        two_new = _proposed(table, one_new, two, widest, uniform(streams, item))
        forth = _mass(table, -widest, one, two) * _mass(table, one_new, two, widest)
        back = _mass(table, -widest, one_new, two_new) * _mass(table, one, two_new, widest)
        _masses(table, one, two, ends[item], centres, low, mass)
        _masses(table, one_new, two_new, ends[item], centres, low_new, mass_new)
        log_ratio = math.log(max(forth, TINY)) - math.log(max(back, TINY))
        log_ratio += _log_ratio(mass, mass_new, count)
        # From a second cut point below the first of before, no proposal leads back.
        can_return = two_new > one or not is_exact
        if math.log(uniform(streams, item)) < log_ratio and can_return:
            cuts[item, 0], cuts[item, 1] = one_new, two_new
            low, low_new, mass, mass_new = low_new, low, mass_new, mass
        one, two = cuts[item, 0], cuts[item, 1]
        _latent(item, streams, one, two, edge, ends[item], centres, low, mass, latent)
        if len(at) > 0:
            _reach(ends[item], latent, reach[item])
            if at[item] >= 0:
                kept[at[item] : at[item] + count] = latent[:count]
        product, square = 0.0, 0.0
        for index in range(count):
            point = points[place[first + index]]
            product += point * latent[index]
            square += point * point
        precision = 1.0 + square  # the slope's own variance is 1 (the published rule)
        slope = product / precision + quantile(uniform(streams, item)) / math.sqrt(precision)
        slopes[item] = slope
        for index in range(count):
            seat = place[first + index]
            pull[seat] += slope * latent[index]
            weight[seat] += slope * slope


def blocks_of(starts: np.ndarray) -> np.ndarray:
    """Return where BLOCKS runs of items begin and end, with about as many votes in each."""
    goals = np.linspace(0, starts[-1], BLOCKS + 1)
    blocks = np.searchsorted(starts, goals)
    blocks[0], blocks[-1] = 0, len(starts) - 1
    return blocks.astype(np.int64)
