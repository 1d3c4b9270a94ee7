"""Ideal points estimated: by the rules as published, and by an exact sampler."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np

from tertius.errors import TertiusError
from tertius.votes.ideal.compiled import IS_COMPILED
from tertius.votes.ideal.diagnostics import effective_draws, split_r_hat
from tertius.votes.ideal.items import WIDEST, blocks_of, sweep_items
from tertius.votes.ideal.normal import TABLE, streams_of
from tertius.votes.ideal.panel import ABSTAIN, YES, Panel
from tertius.votes.ideal.seats import draw_published, draw_walk, neighbours, step_variances
from tertius.votes.ideal.start import score

Mode = Literal["bsv2017", "exact"]

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
    their random walk, and standardises each draw that it keeps without feeding it back.
    Raises TertiusError where there are many votes and nothing compiles the loops.
    """
    if not IS_COMPILED and len(panel.place) > SMALL:
        raise TertiusError(
            f"ideal points of {len(panel.place):,} votes need compiled loops. Install them with: pip install tertius[votes]"
        )
    begun = _begin(panel, anchors, sweeps.cores)
    draws = np.stack(
        [_drawn(panel, begun, mode, sweeps, number, say) for number in range(sweeps.chains)]
    )
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
    beside = neighbours(panel.before)
    lean = beside if mode == "bsv2017" else panel.before
    variance = step_variances(panel.cast, lean)
    blocks = blocks_of(panel.starts)
    pull, weight = np.zeros((2, len(blocks) - 1, panel.seats))
    kept = np.empty((sweeps.kept // sweeps.thinned, panel.seats), dtype=np.float32)
    draw = draw_published if mode == "bsv2017" else draw_walk

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
            )

    with ThreadPoolExecutor(sweeps.cores) as pool:
        for sweep in range(sweeps.burned + len(kept) * sweeps.thinned):
            list(pool.map(run, range(len(blocks) - 1)))
            with np.errstate(over="ignore"):
                draw(
                    chain.points,
                    lean,
                    variance,
                    pull.sum(axis=0),
                    weight.sum(axis=0),
                    chain.seat_streams,
                )
            standard = (chain.points - chain.points.mean()) / chain.points.std()
            if mode == "bsv2017":
                chain.points = standard
            place, rest = divmod(sweep - sweeps.burned + 1, sweeps.thinned)
            if place > 0 and rest == 0:
                kept[place - 1] = standard
            say(sweep + 1, sweeps.burned + sweeps.kept)
    return kept
