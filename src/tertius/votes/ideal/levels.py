"""Whole sessions moved at once: their level and their width, which single places change too slowly.

If all places of a session rise by one step and the cut points of its items follow, no vote becomes
less likely; the same is so if places spread and slopes shrink. What holds a session where it is are
the states' own steps from session to session, items that were voted on again in another session,
and the priors of slopes and cut points. Drawing places given items and items given places goes along
these directions by tiny steps, so they are drawn as such: generalised Gibbs sampling (Liu and Sabatti,
Biometrika 87, 2000), each draw proposed from gradient and curvature and corrected by Metropolis and
Hastings. Items of several sessions have their shift, or their slope, summed out meanwhile.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tertius.votes.ideal.compiled import compiled
from tertius.votes.ideal.normal import streams_of, uniform
from tertius.votes.ideal.panel import Panel

HELD = 5.0
"""Mean and logarithm of the standard deviation of all places are held at 0, within this by seats.

The published program sets both by force after every sweep; the random walks' steps are told on that
scale. Left alone, the places would spread to two and a half times as far, and steps be a sixth.
"""

EDGE = 20.0
"""Cut points are flat from -20 to 20, where the published program cuts them at 7 and latent values at 9.

Where the United States alone dissent, that is where they would stand, and one cut point at an edge
holds its whole session.
"""

LEAST = 1.0
"""A room is taken to be this large at least where a step of a level is proposed."""


def hold_of(seats: int) -> float:
    """Return the precision with which mean and width of so many places are held."""
    return (seats / HELD) ** 2


@dataclass(frozen=True)
class Bridges:
    """Hold the items that several sessions voted on, as entries: an item in a session.

    `of_item` (items) is the session of an item as a number from 0, -1 for one of these. `at` (items)
    is where the latent values of such an item begin among those that are kept, -1 for others.
    `entry` gives the entry of each of their votes, `vote` where it stands in the panel.
    """

    of_item: np.ndarray
    at: np.ndarray
    vote: np.ndarray
    entry: np.ndarray
    session: np.ndarray
    item: np.ndarray
    size: np.ndarray


def bridges_of(panel: Panel) -> Bridges:
    """Return the items of a panel that several sessions voted on."""
    of_seat = np.unique(panel.session, return_inverse=True)[1]
    by_vote = of_seat[panel.place]
    first = np.minimum.reduceat(by_vote, panel.starts[:-1])
    last = np.maximum.reduceat(by_vote, panel.starts[:-1])
    of_item = np.where(first == last, first, -1).astype(np.int64)
    counts = np.diff(panel.starts)
    item_of_vote = np.repeat(np.arange(len(counts)), counts)
    vote = np.flatnonzero(of_item[item_of_vote] < 0)
    sessions = int(of_seat.max()) + 1
    key, entry, size = np.unique(
        item_of_vote[vote] * sessions + by_vote[vote], return_inverse=True, return_counts=True
    )
    held = np.where(of_item < 0, counts, 0)
    at = np.where(of_item < 0, held.cumsum() - held, -1).astype(np.int64)
    return Bridges(of_item, at, vote, entry, key % sessions, key // sessions, size.astype(float))


class Sessions:
    """Move the sessions of one chain."""

    def __init__(
        self, panel: Panel, bridges: Bridges, variance: np.ndarray, seed: Sequence[int]
    ) -> None:
        self.bridges, self.variance = bridges, variance
        self.of_seat = np.unique(panel.session, return_inverse=True)[1]
        self.count = int(self.of_seat.max()) + 1
        self.place = panel.place[bridges.vote]
        self.own = bridges.of_item >= 0
        self.seated = np.bincount(self.of_seat, minlength=self.count)
        self.items = np.bincount(bridges.of_item[self.own], minlength=self.count)
        self.later = np.flatnonzero(panel.before >= 0)
        self.sooner = panel.before[self.later]
        self.shared, self.of_entry = np.unique(bridges.item, return_inverse=True)
        self.votes = np.bincount(self.of_entry, bridges.size)
        self.random = np.random.default_rng(seed)
        self.streams = streams_of(len(panel.items), int(self.random.integers(2**32)))
        self.hold = hold_of(panel.seats)

    def move(
        self,
        points: np.ndarray,
        slopes: np.ndarray,
        cuts: np.ndarray,
        latent: np.ndarray,
        reach: np.ndarray,
    ) -> None:
        """Draw levels, cut points and widths anew, and change places, slopes and cut points in place.

        `latent` are the latent values of items of several sessions; `reach` (items x 4) the highest
        latent value of yes, the lowest and highest of abstentions and the lowest of no.
        """
        self._levels(points, slopes, cuts, latent, reach)
        self._widths(points, slopes, latent)

    def _walk(self, ahead: np.ndarray, behind: np.ndarray) -> np.ndarray:
        """Return sums over steps of the walks, by pairs of sessions, of products of the two ends."""
        count = self.count
        head, tail = self.of_seat[self.later], self.of_seat[self.sooner]
        weight = 1 / self.variance
        steps = weight[self.later]
        square = np.bincount(self.of_seat, weight * ahead**2, count).astype(float)
        square += np.bincount(tail, steps * behind**2, count)
        cross = np.bincount(head * count + tail, steps * ahead[self.later] * behind, count * count)
        cross = cross.reshape(count, count)
        return np.asarray(np.diag(square) - cross - cross.T)

    def _levels(
        self,
        points: np.ndarray,
        slopes: np.ndarray,
        cuts: np.ndarray,
        latent: np.ndarray,
        reach: np.ndarray,
    ) -> None:
        bridges, count, hold = self.bridges, self.count, self.hold
        ones = np.ones(len(points))
        precision = self._walk(ones, ones[self.later])
        step = points.copy()
        step[self.later] -= points[self.sooner]
        step /= self.variance
        pull = -np.bincount(self.of_seat, step, count)
        pull += np.bincount(self.of_seat[self.sooner], step[self.later], count)
        slope = slopes[self.shared]
        left = latent - slopes[bridges.item][bridges.entry] * points[self.place]
        rest = np.bincount(bridges.entry, left, len(bridges.size))
        whole = np.bincount(self.of_entry, rest)
        by_entry = slopes[bridges.item]
        mean = (whole / self.votes)[self.of_entry]
        pull += np.bincount(bridges.session, by_entry * (rest - bridges.size * mean), count)
        precision += np.diag(np.bincount(bridges.session, by_entry**2 * bridges.size, count))
        shares = np.zeros((len(self.shared), count))
        shares[self.of_entry, bridges.session] = bridges.size * by_entry
        shares /= np.sqrt(self.votes)[:, None]
        precision -= shares.T @ shares

        share = self.seated / len(points)
        pull -= hold * points.mean() * share
        precision += hold * np.outer(share, share)

        def gradient(moved: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            """Return what room and held width add to gradient, and the root of the curvature."""
            slope, bend = _room_slopes(bridges.of_item, slopes, reach, moved, count)
            width, spread = math.log(points.std()), points.var()
            middle = np.bincount(self.of_seat, points - points.mean(), count) / len(points)
            curved = precision + np.diag(bend)
            curved += hold * max(width, 0.0) / spread * (np.diag(share) - np.outer(share, share))
            return slope - hold * width / spread * middle, np.linalg.cholesky(curved)

        still = np.zeros(len(slopes))
        here, lower = gradient(still, points)
        noise = self.random.normal(size=count)
        by = np.linalg.solve(lower.T, np.linalg.solve(lower, pull + here) + noise)
        drift = np.bincount(self.of_entry, bridges.size * by_entry * by[bridges.session] - rest)
        shift = drift / self.votes + self.random.normal(size=len(slope)) / np.sqrt(self.votes)
        moved = np.where(self.own, slopes * by[bridges.of_item], 0.0)
        moved[self.shared] = shift
        change = _room_ratio(reach, moved)
        if change > -math.inf:
            new = points + by[self.of_seat]
            there, lower_new = gradient(moved, new)
            back = lower_new.T @ by + np.linalg.solve(lower_new, pull - precision @ by + there)
            change += pull @ by - 0.5 * by @ precision @ by
            change += 0.5 * noise @ noise - 0.5 * back @ back
            change += np.log(np.diag(lower_new)).sum() - np.log(np.diag(lower)).sum()
            change += 0.5 * hold * (math.log(points.std()) ** 2 - math.log(new.std()) ** 2)
        if math.log(self.random.uniform()) < change:
            points += by[self.of_seat]
            latent += moved[bridges.item][bridges.entry]
        else:
            moved = still
        with np.errstate(over="ignore"):
            _draw_cuts(cuts, reach, moved, self.streams)

    def _widths(self, points: np.ndarray, slopes: np.ndarray, latent: np.ndarray) -> None:
        bridges, count, hold = self.bridges, self.count, self.hold
        walk = self._walk(points, points[self.sooner])
        square = np.bincount(bridges.of_item[self.own], slopes[self.own] ** 2, count)
        more = self.seated - self.items
        voter = points[self.place]
        product = np.bincount(bridges.entry, voter * latent, len(bridges.size))
        spread = np.bincount(bridges.entry, voter**2, len(bridges.size))

        places, squares = (
            np.bincount(self.of_seat, points**power, count) / len(points) for power in (1, 2)
        )

        def shared(a: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            """Return the sums of products and of squares of the items of several sessions."""
            wide = a[bridges.session]
            return (
                np.bincount(self.of_entry, wide * product),
                1 + np.bincount(self.of_entry, wide**2 * spread),
            )

        def at(log: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
            """Return height, gradient and curvature of the log-density of the sessions' widths."""
            a = np.exp(log)
            wide = a[bridges.session]
            top, under = shared(a)
            height = -0.5 * a @ walk @ a + more @ log - 0.5 * (square / a**2).sum()
            height += (-0.5 * np.log(under) + 0.5 * top**2 / under).sum()
            slope, own = (top / under)[self.of_entry], wide**2 * spread
            each = slope * wide * product - own * (1 / under[self.of_entry] + slope**2)
            gradient = -a * (walk @ a) + more + square / a**2
            gradient += np.bincount(bridges.session, each, count)
            curved = walk * np.outer(a, a) + np.diag(2 * square / a**2)
            curved += np.diag(np.bincount(bridges.session, slope**2 * own, count))
            parts = np.zeros((len(self.shared), count))
            parts[self.of_entry, bridges.session] = slope * own
            parts /= np.sqrt(under)[:, None]
            middle = a @ places
            variance = a**2 @ squares - middle**2
            grows = (a**2 * squares - middle * a * places) / variance
            gradient -= hold * middle * a * places
            curved += hold * np.outer(a * places, a * places)
            log_width = 0.5 * math.log(variance)
            height -= 0.5 * hold * (log_width**2 + middle**2)
            gradient -= hold * log_width * grows
            lean = hold * max(log_width, 0.0)
            curved += np.diag(2 * lean * grows + np.maximum(a * (walk @ a), 0))
            curved += max(hold - 2 * lean, 0.0) * np.outer(grows, grows)
            return float(height), gradient, curved - parts.T @ parts

        height, gradient, curved = at(np.zeros(count))
        lower = np.linalg.cholesky(curved)
        noise = self.random.normal(size=count)
        log = np.linalg.solve(lower.T, np.linalg.solve(lower, gradient) + noise)
        new, gradient, curved = at(log)
        lower_new = np.linalg.cholesky(curved)
        back = lower_new.T @ log + np.linalg.solve(lower_new, gradient)
        change = new - height + 0.5 * noise @ noise - 0.5 * back @ back
        change += np.log(np.diag(lower_new)).sum() - np.log(np.diag(lower)).sum()
        if math.log(self.random.uniform()) >= change:
            log = np.zeros(count)
        a = np.exp(log)
        points *= a[self.of_seat]
        slopes[self.own] /= a[bridges.of_item[self.own]]
        top, under = shared(a)
        slopes[self.shared] = top / under + self.random.normal(size=len(top)) / np.sqrt(under)


@compiled
def _room(at: np.ndarray, by: float) -> float:
    """Return how much room latent values, moved by a step, leave to the two cut points."""
    low, high = max(at[0] + by, -EDGE), min(at[3] + by, EDGE)
    if at[1] < math.inf:
        return float(max(at[1] + by - low, 0.0) * max(high - at[2] - by, 0.0))
    return float(max(high - low, 0.0) ** 2)


@compiled
def _is_far(at: np.ndarray, by: float) -> bool:
    """Return whether the room lies within the widest cut points, so that a step does not change it."""
    return bool(at[0] + min(by, 0.0) >= -EDGE and at[3] + max(by, 0.0) <= EDGE)


@compiled
def _room_ratio(reach: np.ndarray, moved: np.ndarray) -> float:
    """Return the logarithm of how the room of all cut points changes."""
    total = 0.0
    for item in range(len(moved)):
        at, by = reach[item], moved[item]
        if by != 0.0 and not _is_far(at, by):
            now, new = _room(at, 0.0), _room(at, by)
            if new <= 0.0:
                return -math.inf
            if now > 0.0:
                total += math.log(new / now)
    return total


@compiled
def _room_slopes(
    of_item: np.ndarray, slopes: np.ndarray, reach: np.ndarray, moved: np.ndarray, count: int
) -> np.ndarray:
    """Return for each session how fast the logarithm of its items' room grows with its level.

    In the second row, how much of that is lost by the next step.
    """
    found = np.zeros((2, count))
    for item in range(len(of_item)):
        session = of_item[item]
        if session < 0:
            continue
        at, by, slope = reach[item], moved[item], slopes[item]
        low, high = at[0] + by < -EDGE, at[3] + by > EDGE
        power = 1.0 if at[1] < math.inf else 2.0
        if power == 2.0 and low and high:
            continue
        if low:
            rate = slope / max(min(at[1], at[3]) + by + EDGE, LEAST)
            found[0, session] += power * rate
            found[1, session] += power * rate * rate
        if high:
            rate = slope / max(EDGE - max(at[2], at[0]) - by, LEAST)
            found[0, session] -= power * rate
            found[1, session] += power * rate * rate
    return found


@compiled
def _draw_cuts(cuts: np.ndarray, reach: np.ndarray, moved: np.ndarray, streams: np.ndarray) -> None:
    """Draw all cut points from the room that the latent values leave to them."""
    for item in range(len(cuts)):
        at, by = reach[item], moved[item]
        low, high = max(at[0] + by, -EDGE), min(at[3] + by, EDGE)
        one, two = uniform(streams, item), uniform(streams, item)
        if at[1] < math.inf:
            cuts[item, 0] = low + one * (at[1] + by - low)
            cuts[item, 1] = at[2] + by + two * (high - at[2] - by)
        else:
            cuts[item, 0] = low + min(one, two) * (high - low)
            cuts[item, 1] = low + max(one, two) * (high - low)
