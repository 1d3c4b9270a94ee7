"""The standard normal distribution: its table, its quantiles, and a stream of random numbers."""

import math

import numpy as np

from tertius.votes.ideal.compiled import compiled

EDGE = 9.0
"""Draws and arguments are cut at so many standard deviations, as the published program does."""

CELLS = 1 << 12
"""Cells of the table of the distribution function: linear between them errs by less than 6e-7, and
by less than 3e-4 of a value anywhere within the edge."""

TABLE = np.array(
    [0.5 * math.erfc(-(2 * EDGE * i / CELLS - EDGE) / math.sqrt(2)) for i in range(CELLS + 2)]
)
"""The distribution function at the edges of cells from -EDGE to EDGE."""

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1, MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
"""Constants of splitmix64 (Steele, Lea and Flood 2014)."""


@compiled
def below(table: np.ndarray, x: float) -> float:
    """Return the probability of a value below x."""
    if x <= -EDGE:
        return float(table[0])
    if x >= EDGE:
        return float(table[CELLS])
    place = (x + EDGE) * (CELLS / (2 * EDGE))
    cell = int(place)
    return float(table[cell] + (place - cell) * (table[cell + 1] - table[cell]))


@compiled
def _tail(p: float) -> float:
    """Return the quantile of a small probability, below 0.02425."""
    q = math.sqrt(-2 * math.log(max(p, 1e-19)))
    above = -7.784894002430293e-03 * q - 3.223964580411365e-01
    above = (above * q - 2.400758277161838) * q - 2.549732539343734
    above = (above * q + 4.374664141464968) * q + 2.938163982698783
    under = 7.784695709041462e-03 * q + 3.224671290700398e-01
    under = ((under * q + 2.445134137142996) * q + 3.754408661907416) * q + 1
    return max(above / under, -EDGE)


@compiled
def quantile(p: float) -> float:
    """Return the value below which a share p lies, within EDGE.

    Acklam's rational approximation: its relative error is below 1.2e-9 wherever 0 < p < 1.
    """
    if p < 0.02425:
        return _tail(p)
    if p > 1 - 0.02425:
        return -_tail(1 - p)
    q = p - 0.5
    r = q * q
    above = -3.969683028665376e01 * r + 2.209460984245205e02
    above = (above * r - 2.759285104469687e02) * r + 1.383577518672690e02
    above = (above * r - 3.066479806614716e01) * r + 2.506628277459239
    under = -5.447609879822406e01 * r + 1.615858368580409e02
    under = (under * r - 1.556989798598866e02) * r + 6.680131188771972e01
    under = (under * r - 1.328068155288572e01) * r + 1
    return above * q / under


@compiled
def uniform(streams: np.ndarray, stream: int) -> float:
    """Return the next number of a stream, above 0 and below 1, and move the stream on.

    Every item and every state has a stream of its own, so that draws are the same on any number of
    cores.
    """
    streams[stream] += GOLDEN
    z = streams[stream]
    z = (z ^ (z >> np.uint64(30))) * MIX_1
    z = (z ^ (z >> np.uint64(27))) * MIX_2
    z ^= z >> np.uint64(31)
    return (float(z >> np.uint64(11)) + 0.5) * 1.1102230246251565e-16  # 2 ** -53


def streams_of(count: int, seed: int) -> np.ndarray:
    """Return the beginnings of so many streams, far apart for any seed."""
    return np.random.default_rng(seed).integers(0, 2**64, size=count, dtype=np.uint64)
