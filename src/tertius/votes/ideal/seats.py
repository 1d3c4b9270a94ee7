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


def step_variances(cast: np.ndarray, beside: np.ndarray) -> np.ndarray:
    """Return the variance of each seat's step from the seat beside it, 1 where there is none.

    The more votes a session has beside the other, the further a state may move.
    """
    has = beside >= 0
    other = np.where(has, cast[beside], 1)
    return np.where(has, SMOOTH * cast / (cast + other), 1.0)


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
) -> None:
    """Draw all seats of a state together from their random walk: filter forward, sample backward.

    A first seat is normal with mean 0 and variance 1. Seats of a state follow each other. Changes
    `points` in place.
    """
    seats = len(points)
    mean, spread = np.empty(seats), np.empty(seats)
    for seat in range(seats):
        if before[seat] >= 0:
            lean, ahead = mean[before[seat]], spread[before[seat]] + variance[seat]
        else:
            lean, ahead = 0.0, variance[seat]
        precision = 1.0 / ahead + weight[seat]
        mean[seat] = (lean / ahead + pull[seat]) / precision
        spread[seat] = 1.0 / precision
    for seat in range(seats - 1, -1, -1):
        centre, width = mean[seat], spread[seat]
        if seat + 1 < seats and before[seat + 1] == seat:
            precision = 1.0 / width + 1.0 / variance[seat + 1]
            centre = (centre / width + points[seat + 1] / variance[seat + 1]) / precision
            width = 1.0 / precision
        points[seat] = centre + math.sqrt(width) * quantile(uniform(streams, seat))
