"""Ideal points: what is prepared, what each step draws, and that a known scale is found again."""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from tertius.errors import TertiusError
from tertius.votes.ideal import fit
from tertius.votes.ideal.compiled import IS_COMPILED
from tertius.votes.ideal.diagnostics import effective_draws, split_r_hat
from tertius.votes.ideal.items import sweep_items
from tertius.votes.ideal.normal import TABLE, below, quantile, streams_of, uniform
from tertius.votes.ideal.panel import bridged, panel_of
from tertius.votes.ideal.seats import draw_walk, neighbours, step_variances

NORMAL = NormalDist()


def test_the_normal_distribution():
    """The table and the approximation are the normal distribution, far out too."""
    for x in (-8.5, -3.2, -0.7, 0.0, 0.001, 1.9, 6.0):
        assert below(TABLE, x) == pytest.approx(NORMAL.cdf(x), rel=1e-3, abs=1e-6)
    for p in (1e-12, 1e-4, 0.02, 0.0243, 0.3, 0.5, 0.976, 0.9999):
        assert quantile(p) == pytest.approx(NORMAL.inv_cdf(p), rel=1e-6, abs=1e-8)
    assert quantile(1e-300) == -9.0


def test_streams_are_uniform_and_apart():
    """A stream's numbers have the mean and spread of a uniform, and two streams do not move together."""
    streams = streams_of(2, seed=3)
    with np.errstate(over="ignore"):
        draws = np.array([[uniform(streams, stream) for _ in range(2000)] for stream in (0, 1)])
    assert ((draws > 0) & (draws < 1)).all()
    assert draws.mean() == pytest.approx(0.5, abs=0.02)
    assert draws.var() == pytest.approx(1 / 12, abs=0.005)
    assert abs(np.corrcoef(draws)[0, 1]) < 0.08


def test_bridges_lead_to_the_earliest():
    """Chains of repeated roll calls end at the first, and a circle does not go on for ever."""
    found = bridged({2: 1, 3: 2, 8: 7, 7: 8}, np.array([1, 2, 3, 5, 8]))
    assert found[:4].tolist() == [1, 1, 1, 5]
    assert found[4] in (7, 8)


def test_a_panel_by_hand():
    """Items without dissent fall out; votes stand by item and kind; a seat knows the one before it."""
    item = np.array([1, 1, 1, 2, 2, 3, 3])
    state = np.array([20, 2, 365, 2, 365, 2, 365])
    session = np.array([1, 1, 1, 2, 2, 4, 4])
    vote = np.array([3, 1, 2, 1, 1, 1, 3])
    panel = panel_of(item, state, session, vote)
    assert panel.items.tolist() == [1, 3]
    assert panel.starts.tolist() == [0, 3, 5]
    assert panel.ends.tolist() == [[1, 2, 3], [1, 1, 2]]
    assert list(zip(panel.state.tolist(), panel.session.tolist(), strict=True)) == [
        (2, 1), (2, 4), (20, 1), (365, 1), (365, 4),
    ]  # fmt: skip
    assert panel.before.tolist() == [-1, 0, -1, -1, 3]
    assert [panel.place[0], panel.place[1], panel.place[2]] == [0, 3, 2]
    assert neighbours(panel.before).tolist() == [1, 0, -1, 4, 3]


def test_how_far_a_state_may_move():
    """The variance of a step is half the share of the session's votes among both sessions'."""
    beside = np.array([1, 0, -1])
    assert step_variances(np.array([10, 30, 5]), beside).tolist() == [0.125, 0.375, 1.0]


def test_the_walk_is_the_exact_conditional():
    """Draws of a state's walk have the mean and covariance that solving its normal equations gives."""
    before, variance = np.array([-1, 0, 1]), np.array([1.0, 0.3, 0.2])
    pull, weight = np.array([2.0, -1.0, 0.5]), np.array([3.0, 0.5, 1.5])
    precision = np.diag(weight)
    precision[0, 0] += 1.0
    for seat in (1, 2):
        edge = np.zeros(3)
        edge[seat], edge[seat - 1] = 1, -1
        precision += np.outer(edge, edge) / variance[seat]
    covariance = np.linalg.inv(precision)
    streams, points = streams_of(3, seed=5), np.zeros(3)
    draws = np.empty((3000, 3))
    with np.errstate(over="ignore"):
        for number in range(len(draws)):
            draw_walk(points, before, variance, pull, weight, streams, 0.0, 0.0)
            draws[number] = points
    assert draws.mean(axis=0) == pytest.approx(covariance @ pull, abs=0.05)
    assert np.cov(draws.T) == pytest.approx(covariance, abs=0.05)


def test_cut_points_of_an_item_nobody_abstained_on():
    """Cut points drawn given places and slope have the means that integrating over both gives.

    Proposals that no way leads back from are where a step of Metropolis and Hastings goes wrong: a
    program that takes them comes to -0.4 and 0.0 here.
    """
    points, ends = np.array([-1.0, -0.3, 0.8, 0.2, 1.2]), np.array([[3, 3, 5]])
    grid = np.linspace(-6, 6, 241)
    below_of = np.array([[NORMAL.cdf(cut - point) for point in points] for cut in grid])
    yes, no = below_of[:, :3].prod(axis=1), (1 - below_of[:, 3:]).prod(axis=1)
    mass = np.triu(np.outer(yes, no), 1)
    mass /= mass.sum()
    cuts, stream = np.array([[-0.5, 0.5]]), streams_of(1, seed=4)
    spare = np.empty(5)
    draws = np.empty((12_000, 2))
    with np.errstate(over="ignore"):
        for number in range(len(draws)):
            sweep_items(
                0, 1, np.array([0, 5]), np.arange(5), ends, points, np.ones(1), cuts, stream,
                TABLE, spare, spare.copy(), 20.0, 40.0, True, np.empty(0), spare, spare,
            )  # fmt: skip
            draws[number] = cuts[0]
    expected = (mass.sum(axis=1) @ grid, mass.sum(axis=0) @ grid)
    assert draws[1000:].mean(axis=0) == pytest.approx(expected, abs=0.25)


def made_panel(states=10, items=40, seed=1):
    """Return votes made by the model from known places, and the places."""
    random = np.random.default_rng(seed)
    places = np.linspace(-1.6, 1.6, states)
    rows = []
    for item in range(items):
        slope, middle = random.normal(), random.normal(scale=0.6)
        felt = slope * places + random.normal(size=states)
        vote = 1 + (felt > middle - 0.3) + (felt > middle + 0.3)
        rows += [(item, state, 1 + item % 2, int(vote[state])) for state in range(states)]
    item, state, session, vote = map(np.array, zip(*rows, strict=True))
    return panel_of(item, state, session, vote), places


@pytest.mark.parametrize("mode", ["bsv2017", "exact"])
def test_a_known_scale_is_found_again(mode):
    """Places that made the votes are found again in their order, standardised, with honest intervals."""
    panel, places = made_panel()
    anchors = fit.Anchors({0: -2.0, 9: 3.0}, positive=9, negative=0)
    found = fit.ideal_points(panel, anchors, mode, fit.Sweeps(20, 60, thinned=2, seed=7))
    assert np.corrcoef(found.mean, places[panel.state])[0, 1] > 0.85
    assert abs(found.mean.mean()) < 1e-6
    inside = (found.low < found.mean) & (found.mean < found.high)
    assert inside.all()


def walked_panel(seed=3):
    """Return votes made by the whole model, some items voted on again a session later, and the places."""
    random = np.random.default_rng(seed)
    states, sessions, items = 8, 4, 10
    steps = random.normal(scale=0.35, size=(sessions, states))
    steps[0] = np.linspace(-1.5, 1.5, states)
    places = steps.cumsum(axis=0)
    rows = []
    for session, item in np.ndindex(sessions, items):
        slope, middle = random.normal(), random.normal(scale=0.6)
        for again in range(2 if item == 0 and session + 1 < sessions else 1):
            felt = slope * places[session + again] + random.normal(size=states)
            vote = 1 + (felt > middle - 0.4) + (felt > middle + 0.4)
            number = session * items + item
            rows += [(number, state, session + again, int(vote[state])) for state in range(states)]
    item, state, session, vote = map(np.array, zip(*rows, strict=True))
    panel = panel_of(item, state, session, vote)
    true = places[panel.session, panel.state]
    return panel, (true - true.mean()) / true.std()


def test_chains_meet_and_intervals_hold_the_truth():
    """Chains of the exact sampler that begin apart meet, levels of sessions too, and 90 percent intervals hold about so many true places."""
    panel, true = walked_panel()
    anchors = fit.Anchors({0: -2.0, 7: 2.0}, positive=7, negative=0)
    sweeps = fit.Sweeps(burned=80, kept=200, thinned=2, chains=2, seed=11)
    found = fit.ideal_points(panel, anchors, "exact", sweeps)
    assert (found.r_hat < 1.2).mean() > 0.9
    assert np.corrcoef(found.mean, true)[0, 1] > 0.9
    held = ((found.low <= true) & (true <= found.high)).mean()
    assert 0.75 <= held <= 1.0


def test_one_session_is_enough():
    """States that sit in one session only are placed too: there is no step and no bridge to lean on."""
    panel, places = made_panel()
    alone = panel_of(
        np.repeat(panel.items, np.diff(panel.starts)),
        panel.state[panel.place],
        np.ones(len(panel.place), dtype=int),
        panel.vote,
    )
    anchors = fit.Anchors({0: -2.0, 9: 3.0}, positive=9, negative=0)
    found = fit.ideal_points(alone, anchors, "exact", fit.Sweeps(20, 60, thinned=2, seed=7))
    assert np.corrcoef(found.mean, places[alone.state])[0, 1] > 0.85


def test_draws_are_the_same_on_any_number_of_cores():
    """One seed draws the same on one core and on two, another draws otherwise."""
    panel, _ = made_panel(states=4, items=16)
    anchors = fit.Anchors({0: -2.0, 3: 3.0}, positive=3, negative=0)
    short = fit.Sweeps(burned=1, kept=6, thinned=1)
    means = [
        fit.ideal_points(panel, anchors, "exact", replace(short, cores=cores, seed=seed)).mean
        for cores, seed in ((1, 5), (2, 5), (1, 6))
    ]
    assert (means[0] == means[1]).all()
    assert (means[0] != means[2]).any()


def test_many_votes_need_compiled_loops(monkeypatch):
    """Without compiled loops many votes are refused with what to install."""
    monkeypatch.setattr(fit, "IS_COMPILED", False)
    monkeypatch.setattr(fit, "SMALL", 10)
    panel, _ = made_panel(states=4, items=12)
    anchors = fit.Anchors({0: -2.0, 3: 3.0}, positive=3, negative=0)
    with pytest.raises(TertiusError, match=r"pip install tertius\[votes\]"):
        fit.ideal_points(panel, anchors, "exact", fit.Sweeps(burned=1, kept=2, thinned=1))
    assert isinstance(IS_COMPILED, bool)


def test_diagnostics():
    """Chains that agree have R-hat near 1, chains apart far above; a sluggish chain is worth little."""
    random = np.random.default_rng(2)
    still = random.normal(size=(4, 500, 1))
    assert split_r_hat(still)[0] == pytest.approx(1, abs=0.02)
    assert effective_draws(still)[0] == pytest.approx(2000, rel=0.2)
    apart = still + np.arange(4)[:, None, None]
    assert split_r_hat(apart)[0] > 1.5
    sluggish = np.zeros((2, 2000, 1))
    for step in range(1, 2000):
        sluggish[:, step] = 0.9 * sluggish[:, step - 1] + random.normal(size=(2, 1))
    # An autoregression of 0.9 is worth (1 - 0.9) / (1 + 0.9) of its draws.
    assert effective_draws(sluggish)[0] == pytest.approx(4000 * 0.1 / 1.9, rel=0.5)
    with np.errstate(invalid="ignore"):
        assert math.isnan(split_r_hat(np.ones((2, 10, 1)))[0])
