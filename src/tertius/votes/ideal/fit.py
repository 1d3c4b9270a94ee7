"""Ideal points estimated: by the rules as published, and by an exact sampler."""

import math
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Literal

import numpy as np

from tertius.errors import TertiusError
from tertius.votes.ideal.compiled import IS_COMPILED
from tertius.votes.ideal.diagnostics import effective_draws, split_r_hat
from tertius.votes.ideal.items import WIDEST, blocks_of, sweep_items
from tertius.votes.ideal.levels import EDGE, Sessions, bridges_of, hold_of
from tertius.votes.ideal.normal import EDGE as LATENT_EDGE
from tertius.votes.ideal.normal import TABLE, streams_of
from tertius.votes.ideal.panel import ABSTAIN, YES, Panel
from tertius.votes.ideal.seats import draw_published, draw_walk, neighbours, step_variances
from tertius.votes.ideal.start import score

Mode = Literal["bsv2017", "exact"]

FIRST = 25.0
"""In the exact sampler the variance of a state's first seat: wide, so that newcomers do not draw the
session in which they come. The published first seat leans on the second."""

APART = 0.3
"""Chains of the exact sampler begin so far from each other, by state and by session."""

SMALL = 20_000
"""So many votes are estimated without compiling in a minute or two; more are refused there."""


@dataclass(frozen=True)
class Anchors:
    """Hold where some states begin, which gives the scale its direction, and the pair that parts."""

    places: Mapping[int, float]
    positive: int
    negative: int


@dataclass(frozen=True)
class Sweeps:
    """Hold how long to draw: sweeps that are thrown away, sweeps that are kept, and each how-manieth."""

    burned: int = 400
    kept: int = 1800
    thinned: int = 5
    chains: int = 1
    cores: int = 1
    seed: int = 1945


@dataclass(frozen=True)
class IdealPoints:
    """Hold an entry for each seat of a panel: mean, 5 and 95 percent quantiles, R-hat, effective draws.

    The scale has mean 0 and standard deviation 1 over all seats in every draw.
    """

    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    r_hat: np.ndarray
    effective: np.ndarray


@dataclass
class _Chain:
    points: np.ndarray
    slopes: np.ndarray
    cuts: np.ndarray
    item_streams: np.ndarray
    seat_streams: np.ndarray


def ideal_points(
    panel: Panel,
    anchors: Anchors,
    mode: Mode,
    sweeps: Sweeps,
    *,
    say: Callable[[int, int], None] = lambda done, all_: None,
) -> IdealPoints:
    """Return where each state stood in each session.

    `bsv2017` follows the published rules, in which a seat leans on the one before it alone and the
    places are standardised after every sweep and fed back. `exact` draws all seats of a state from
    their random walk, holds mean and width of all places where standardising would put them, and
    moves whole sessions as well, so that chains that begin apart meet.
    Raises TertiusError where there are many votes and nothing compiles the loops.
    """
    if not IS_COMPILED and len(panel.place) > SMALL:
        raise TertiusError(
            f"ideal points of {len(panel.place):,} votes need compiled loops. Install them with: pip install tertius[votes]"
        )
    begun = _begin(panel, anchors, sweeps.cores)
    at_once = min(sweeps.chains, sweeps.cores)
    within = replace(sweeps, cores=max(sweeps.cores // at_once, 1))
    first = [say, *[_unheard] * (sweeps.chains - 1)]  # the first chain tells for all
    with ThreadPoolExecutor(at_once) as pool:
        chains = pool.map(
            lambda number: _drawn(panel, begun, mode, within, number, first[number]),
            range(sweeps.chains),
        )
        draws = np.stack(list(chains))
    low, high = np.quantile(draws, (0.05, 0.95), axis=(0, 1))
    return IdealPoints(
        mean=draws.mean(axis=(0, 1), dtype=float),
        low=low,
        high=high,
        r_hat=split_r_hat(draws),
        effective=effective_draws(draws),
    )


def _begin(panel: Panel, anchors: Anchors, cores: int) -> _Chain:
    """Return where every chain begins: anchors and shares of votes, brought nearer by scoring."""
    points = np.zeros(panel.seats)
    for state, place in anchors.places.items():
        points[panel.state == state] = place
    slopes, cuts = np.empty(len(panel.items)), np.empty((len(panel.items), 2))
    normal = NormalDist()
    for item in range(len(panel.items)):
        inside = slice(panel.starts[item], panel.starts[item + 1])
        state, vote = panel.state[panel.place[inside]], panel.vote[inside]
        sides = [vote[state == side] for side in (anchors.positive, anchors.negative)]
        slopes[item] = np.sign(int(sides[0][0]) - int(sides[1][0])) if all(map(len, sides)) else 0
        yes, not_no = (vote == YES).sum(), (vote <= ABSTAIN).sum()
        # Half a vote on each side keeps the quantiles of items without yes, or without no, finite.
        cuts[item] = [normal.inv_cdf((n + 0.5) / (len(vote) + 1)) for n in (yes, not_no)]
    cuts[:, 1] = np.clip(cuts[:, 1], cuts[:, 0] + 0.02, WIDEST)
    points = (points - points.mean()) / points.std()
    score(panel, points, slopes, cuts, cores=cores)
    return _Chain(points, slopes, cuts, np.empty(0), np.empty(0))


def _drawn(
    panel: Panel,
    begun: _Chain,
    mode: Mode,
    sweeps: Sweeps,
    number: int,
    say: Callable[[int, int], None],
) -> np.ndarray:
    """Return the draws of one chain that are kept: (draws, seats), standardised."""
    chain = _Chain(
        begun.points.copy(),
        begun.slopes.copy(),
        begun.cuts.copy(),
        streams_of(len(panel.items), sweeps.seed + 2 * number),
        streams_of(panel.seats, sweeps.seed + 2 * number + 1),
    )
    exact = _Exact(panel, chain, sweeps, number) if mode == "exact" else None
    beside = neighbours(panel.before)
    variance = step_variances(panel.cast, beside)
    bridges = bridges_of(panel)
    at = bridges.at if exact else bridges.at[:0]
    latent, reach = np.empty(len(bridges.vote)), np.empty((len(panel.items), 4))
    rule = (EDGE, 2 * EDGE, True) if exact else (WIDEST, LATENT_EDGE, False)
    blocks = blocks_of(panel.starts)
    pull, weight = np.zeros((2, len(blocks) - 1, panel.seats))
    kept = np.empty((sweeps.kept // sweeps.thinned, panel.seats), dtype=np.float32)

    def run(block: int) -> None:
        with np.errstate(over="ignore"):  # streams count on in whole numbers that go round
            sweep_items(
                blocks[block],
                blocks[block + 1],
                panel.starts,
                panel.place,
                panel.ends,
                chain.points,
                chain.slopes,
                chain.cuts,
                chain.item_streams,
                TABLE,
                pull[block],
                weight[block],
                *rule,
                at,
                latent,
                reach,
            )

    with ThreadPoolExecutor(sweeps.cores) as pool:
        for sweep in range(sweeps.burned + len(kept) * sweeps.thinned):
            list((map if sweeps.cores == 1 else pool.map)(run, range(len(blocks) - 1)))
            said = pull.sum(axis=0), weight.sum(axis=0)
            if exact:
                exact.draw(*said, latent, reach, is_burned=sweep < sweeps.burned)
            else:
                with np.errstate(over="ignore"):
                    draw_published(chain.points, beside, variance, *said, chain.seat_streams)
            standard = (chain.points - chain.points.mean()) / chain.points.std()
            if not exact:
                chain.points = standard
            place, rest = divmod(sweep - sweeps.burned + 1, sweeps.thinned)
            if place > 0 and rest == 0:
                kept[place - 1] = standard
            say(sweep + 1, sweeps.burned + sweeps.kept)
    return kept


def _unheard(done: int, whole: int) -> None:
    """Tell nobody."""


class _Exact:
    """Draw places of a chain from their random walks, and whole sessions after them."""

    def __init__(self, panel: Panel, chain: _Chain, sweeps: Sweeps, number: int) -> None:
        self.panel, self.chain = panel, chain
        self.variance = step_variances(panel.cast, panel.before, alone=FIRST)
        self.sessions = Sessions(panel, bridges_of(panel), self.variance, [sweeps.seed, number])
        self.hold = hold_of(panel.seats)
        self.inward = 0.0
        random = np.random.default_rng([sweeps.seed, number, 1])
        for of in (panel.state, panel.session):
            named, place = np.unique(of, return_inverse=True)
            chain.points += APART * random.normal(size=len(named))[place]
        chain.points -= chain.points.mean()
        chain.points /= chain.points.std()

    def draw(
        self,
        pull: np.ndarray,
        weight: np.ndarray,
        latent: np.ndarray,
        reach: np.ndarray,
        *,
        is_burned: bool,
    ) -> None:
        """Draw all places, then the levels and widths of sessions; changes the chain in place.

        What holds the places' width is learnt while draws are thrown away, and fixed after.
        """
        chain = self.chain
        with np.errstate(over="ignore"):
            draw_walk(
                chain.points,
                self.panel.before,
                self.variance,
                pull,
                weight,
                chain.seat_streams,
                self.hold,
                self.inward,
            )
        self.sessions.move(chain.points, chain.slopes, chain.cuts, latent, reach)
        if is_burned:
            force = self.hold * math.log(chain.points.std()) / self.panel.seats
            self.inward += 0.1 * (max(force, 0.0) - self.inward)
