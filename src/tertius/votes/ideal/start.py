"""Where a sampler begins: the places that make the votes most likely, found by Fisher scoring.

A sampler that begins with a handful of places set by hand takes thousands of sweeps to come near,
since cut points move by small steps. Where it begins does not change what it draws from.
"""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from tertius.votes.ideal.compiled import compiled
from tertius.votes.ideal.items import WIDEST, blocks_of
from tertius.votes.ideal.normal import TABLE, below
from tertius.votes.ideal.panel import Panel
from tertius.votes.ideal.seats import FURTHEST, neighbours, step_variances

ROUNDS = 8
"""Rounds of scoring: on all votes since 1946 the places then correlate at 0.98 with their means."""

RIDGE = 0.5
"""Added to the information on cut points: an item without abstentions does not say how far apart."""

NARROWEST = 0.02
"""Cut points stay so far apart while they are sought."""

LONGEST = 0.5
"""The longest step of a slope or a cut point in one round, so that scoring cannot overshoot."""

RARE = 1e-9
"""The least that the probability of a ballot is taken for, since slopes are divided by it."""


@compiled
def score_items(
    begin: int,
    end: int,
    starts: np.ndarray,
    place: np.ndarray,
    vote: np.ndarray,
    points: np.ndarray,
    slopes: np.ndarray,
    cuts: np.ndarray,
    table: np.ndarray,
    pull: np.ndarray,
    weight: np.ndarray,
) -> None:
    """Move slope and cut points of items by one step of scoring, and sum up what votes say of seats.

    `pull` gets the gradient of the log-likelihood by place, `weight` the expected information.
    """
    pull[:] = 0.0
    weight[:] = 0.0
    root = 1.0 / math.sqrt(2.0 * math.pi)
    for item in range(begin, end):
        slope, one, two = slopes[item], cuts[item, 0], cuts[item, 1]
        g0, g1, g2 = -slope, 0.0, 0.0
        h00, h01, h02, h11, h12, h22 = 1.0, 0.0, 0.0, RIDGE, 0.0, RIDGE
        for index in range(starts[item], starts[item + 1]):
            point = points[place[index]]
            a, b = one - slope * point, two - slope * point
            fa, fb = root * math.exp(-0.5 * a * a), root * math.exp(-0.5 * b * b)
            yes, not_no = below(table, a), below(table, b)
            p1, p2, p3 = max(yes, RARE), max(not_no - yes, RARE), max(1.0 - not_no, RARE)
            if vote[index] == 1:
                e, u, v = -fa / p1, fa / p1, 0.0
            elif vote[index] == 3:
                e, u, v = fb / p3, 0.0, -fb / p3
            else:
                e, u, v = (fa - fb) / p2, -fa / p2, fb / p2
            g0 += e * point
            g1 += u
            g2 += v
            ee = fa * fa / p1 + (fa - fb) * (fa - fb) / p2 + fb * fb / p3
            e1 = -fa * fa / p1 - fa * (fa - fb) / p2
            e2 = fb * (fa - fb) / p2 - fb * fb / p3
            h00 += ee * point * point
            h01 += e1 * point
            h02 += e2 * point
            h11 += fa * fa * (1.0 / p1 + 1.0 / p2)
            h12 -= fa * fb / p2
            h22 += fb * fb * (1.0 / p2 + 1.0 / p3)
            pull[place[index]] += slope * e
            weight[place[index]] += slope * slope * ee
        # Cramer's rule for the symmetric system of three.
        m00, m01, m02 = h11 * h22 - h12 * h12, h02 * h12 - h01 * h22, h01 * h12 - h02 * h11
        m11, m12, m22 = h00 * h22 - h02 * h02, h01 * h02 - h00 * h12, h00 * h11 - h01 * h01
        whole = h00 * m00 + h01 * m01 + h02 * m02
        d0 = (m00 * g0 + m01 * g1 + m02 * g2) / whole
        d1 = (m01 * g0 + m11 * g1 + m12 * g2) / whole
        d2 = (m02 * g0 + m12 * g1 + m22 * g2) / whole
        slopes[item] = slope + min(max(d0, -LONGEST), LONGEST)
        one = min(max(one + min(max(d1, -LONGEST), LONGEST), -WIDEST), WIDEST - NARROWEST)
        two = two + min(max(d2, -LONGEST), LONGEST)
        cuts[item, 0] = one
        cuts[item, 1] = min(max(two, one + NARROWEST), WIDEST)


def score(
    panel: Panel,
    points: np.ndarray,
    slopes: np.ndarray,
    cuts: np.ndarray,
    *,
    cores: int,
    rounds: int = ROUNDS,
) -> None:
    """Move places, slopes and cut points towards the likeliest ones; changes all three in place.

    The places keep mean 0 and standard deviation 1; slopes and cut points follow, so that no vote
    becomes less likely by it.
    """
    beside = neighbours(panel.before)
    variance = step_variances(panel.cast, beside)
    blocks = blocks_of(panel.starts)
    pull, weight = np.zeros((2, len(blocks) - 1, panel.seats))

    def run(block: int) -> None:
        score_items(
            blocks[block],
            blocks[block + 1],
            panel.starts,
            panel.place,
            panel.vote,
            points,
            slopes,
            cuts,
            TABLE,
            pull[block],
            weight[block],
        )

    with ThreadPoolExecutor(cores) as pool:
        for _ in range(rounds):
            list(pool.map(run, range(len(blocks) - 1)))
            lean = np.where(beside >= 0, points[beside], 0.0)
            gradient = pull.sum(axis=0) - (points - lean) / variance
            step = gradient / (weight.sum(axis=0) + 1 / variance)
            moved = np.clip(points + np.clip(step, -1, 1), -FURTHEST, FURTHEST)
            middle, scale = moved.mean(), moved.std()
            points[:] = (moved - middle) / scale
            cuts -= (slopes * middle)[:, None]
            slopes *= scale
