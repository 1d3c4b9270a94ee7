"""Where states stand, drawn anew: by the published rule, and by the whole random walk."""

import math

import numpy as np

from tertius.votes.ideal.compiled import compiled
from tertius.votes.ideal.normal import quantile, uniform

SMOOTH = 0.5
"""How far a state may move between sessions: the variance of a step, times a share (the published rule)."""

FURTHEST = 5.0
"""Places are cut at -5 and 5 (the published rule)."""


def neighbours(before: np.ndarray) -> np.ndarray:
    """Return the seat that each seat leans on: the one before it, for a first seat the one after it.

    -1 for a state that sits in one session only.
    """
    beside = before.copy()
    last = len(before) - 1
    for seat in np.flatnonzero(before < 0):
        if seat < last and before[seat + 1] == seat:
            beside[seat] = seat + 1
    return beside


def step_variances(cast: np.ndarray, beside: np.ndarray, *, alone: float = 1.0) -> np.ndarray:
    """Return the variance of each seat's step from the seat beside it, `alone` where there is none.

    The more votes a session has beside the other, the further a state may move.
    """
    has = beside >= 0
    other = np.where(has, cast[beside], 1)
    return np.where(has, SMOOTH * cast / (cast + other), alone)


@compiled
def draw_published(
    points: np.ndarray,
    beside: np.ndarray,
    variance: np.ndarray,
    pull: np.ndarray,
    weight: np.ndarray,
    streams: np.ndarray,
) -> None:
    """Draw every seat around where the seat before it stood after the last sweep, as published.

    The seat after it does not enter, so this is no full conditional of a random walk. A first seat
    leans on the second. Changes `points` in place.
    """
    last = points.copy()
    for seat in range(len(points)):
        lean = last[beside[seat]] if beside[seat] >= 0 else 0.0
        spread = variance[seat]
        precision = 1.0 / spread + weight[seat]
        mean = (lean / spread + pull[seat]) / precision
        drawn = mean + quantile(uniform(streams, seat)) / math.sqrt(precision)
        points[seat] = min(max(drawn, -FURTHEST), FURTHEST)


@compiled
def draw_walk(
    points: np.ndarray,
    before: np.ndarray,
    variance: np.ndarray,
    pull: np.ndarray,
    weight: np.ndarray,
    streams: np.ndarray,
    hold: float,
    inward: float,
) -> int:
    """Draw all seats of a state together from their random walk, and return how many states moved.

    Filter forward, sample backward; a first seat is normal about 0. Seats of a state follow each
    other. Mean and logarithm of the standard deviation of all places are held at 0 with a precision
    of `hold`: a state's new places are taken or left by what they do to them (Metropolis), and
    proposed with a precision `inward` about 0 more than the walk has, so that few are left. Changes
    `points` in place.
    """
    seats = len(points)
    mean, spread, drawn = np.empty(seats), np.empty(seats), np.empty(seats)
    whole, square = points.sum(), (points * points).sum()
    moved, end = 0, 0
    while end < seats:
        begin = end
        end += 1
        while end < seats and before[end] == end - 1:
            end += 1
        for seat in range(begin, end):
            if seat > begin:
                lean, ahead = mean[seat - 1], spread[seat - 1] + variance[seat]
            else:
                lean, ahead = 0.0, variance[seat]
            precision = 1.0 / ahead + weight[seat] + inward
            mean[seat] = (lean / ahead + pull[seat]) / precision
            spread[seat] = 1.0 / precision
        whole_new, square_new = whole, square
        for seat in range(end - 1, begin - 1, -1):
            centre, width = mean[seat], spread[seat]
            if seat + 1 < end:
                precision = 1.0 / width + 1.0 / variance[seat + 1]
                centre = (centre / width + drawn[seat + 1] / variance[seat + 1]) / precision
                width = 1.0 / precision
            drawn[seat] = centre + math.sqrt(width) * quantile(uniform(streams, seat))
            whole_new += drawn[seat] - points[seat]
            square_new += drawn[seat] * drawn[seat] - points[seat] * points[seat]
        change = 0.0
        if hold > 0.0:
            now = 0.5 * math.log(square / seats - (whole / seats) ** 2)
            new = 0.5 * math.log(square_new / seats - (whole_new / seats) ** 2)
            off = (whole * whole - whole_new * whole_new) / (seats * seats)
            change = 0.5 * hold * (now * now - new * new + off) + 0.5 * inward * (
                square_new - square
            )
        if change >= 0.0 or math.log(uniform(streams, begin)) < change:
            points[begin:end] = drawn[begin:end]
            whole, square = whole_new, square_new
            moved += 1
    return moved
