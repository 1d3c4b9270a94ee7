"""How fast votes are compared and ideal points estimated, and how near they come to the published ones."""

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from tertius.errors import TertiusError
from tertius.intake.datasets.protocol import Request
from tertius.intake.datasets.reading import read_csv
from tertius.intake.datasets.unga_panel import ANCHORS, read_panel
from tertius.intake.datasets.unga_roll_calls import by_state, read_later
from tertius.intake.points import MEETS
from tertius.intake.profile import profile
from tertius.votes.ideal.compiled import IS_COMPILED
from tertius.votes.ideal.fit import Sweeps, ideal_points
from tertius.votes.likeness import likeness, pair_counts
from tertius.votes.rollcalls import all_pairs

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("TERTIUS_SHARED") or ROOT.parent / "shared") / "data"
CORES = int(os.environ.get("TERTIUS_CORES", "2"))
SAMPLE = 400
"""So many pairs are compared one by one, to say what all would take."""


def _timed(what, function):
    wall, processor = perf_counter(), process_time()
    value = function()
    print(f"{what}: {perf_counter() - wall:.2f} s, {process_time() - processor:.2f} s of processor")
    return value


def pairs():
    """Print how long all pairs take, and a loop over pairs."""
    table = read_later(DATA / "unga_votes")
    calls, _ = by_state(table, table.ballots)
    begun = perf_counter()
    found = _timed("all pairs of states in all sessions", lambda: all_pairs(calls))
    whole = perf_counter() - begun
    print(f"{len(found.one):,} pairs")
    random = np.random.default_rng(1)
    chosen = random.choice(len(found.one), SAMPLE, replace=False)
    for name, kappa in (("own loop", _own_kappa), ("scikit-learn's loop", _peer_kappa())):
        if kappa is None:
            print(f"{name}: not installed")
            continue
        begun, values = perf_counter(), []
        for pair in chosen:
            ballots = calls.ballots[calls.sessions == found.session[pair]]
            values.append(kappa(ballots[:, found.one[pair]], ballots[:, found.other[pair]]))
        loop = (perf_counter() - begun) / SAMPLE * len(found.one)
        apart = np.nanmax(np.abs(np.array(values) - found.likeness.kappa_squared[chosen]))
        print(
            f"{name}: {loop:.0f} s for all, {loop / whole:.0f} times as long; kappa differs by {apart:.1e} at most"
        )


def _own_kappa(one, other):
    return float(likeness(pair_counts(one, other)).kappa_squared)


def _peer_kappa():
    try:
        from sklearn.metrics import cohen_kappa_score
    except ImportError:
        return None

    def kappa(one, other):
        both = np.isin(one, (1, 2, 3)) & np.isin(other, (1, 2, 3))
        return cohen_kappa_score(one[both], other[both], labels=[1, 2, 3], weights="quadratic")

    return kappa


def points():
    """Print how long ideal points of all votes take, and how near the published means they come."""
    if not IS_COMPILED:
        print("ideal points: Numba is not installed (pip install tertius[votes])")
        return
    panel = _timed("the panel of votes", lambda: read_panel(DATA / "unga_votes_2019"))
    columns = {"ccode": "whole", "session": "whole", "ideal_point": "number"}
    published = read_csv(DATA / "ideal_points_2020" / "even_sessions.csv.gz", columns).to_pylist()
    seats = {
        key: place
        for place, key in enumerate(zip(panel.state.tolist(), panel.session.tolist(), strict=True))
    }
    own = np.array([seats[row["ccode"], row["session"]] for row in published])
    means = np.array([row["ideal_point"] for row in published])
    sweeps, means_of = Sweeps(cores=CORES), {}
    for mode, how in (("bsv2017", sweeps), ("exact", replace(sweeps, chains=2, kept=2400))):
        found = _timed(
            f"ideal points, {mode}, {len(panel.place):,} votes",
            lambda m=mode, h=how: ideal_points(panel, ANCHORS, m, h),
        )
        means_of[mode] = found.mean
        correlation = np.corrcoef(found.mean[own], means)[0, 1]
        error = np.sqrt(np.mean((found.mean[own] - means) ** 2))
        print(
            f"  with {len(own):,} published means: correlation {correlation:.5f}, RMSE {error:.4f}; {_within(panel.session[own], found.mean[own], means)}"
        )
        met = (found.r_hat <= MEETS).mean()
        print(
            f"  split R-hat: median {np.nanmedian(found.r_hat):.3f}, highest {np.nanmax(found.r_hat):.3f}, at most {MEETS} for {met:.1%}; effective draws: median {np.nanmedian(found.effective):.0f}, fewest {np.nanmin(found.effective):.0f}",
            flush=True,
        )
    odd = np.flatnonzero(panel.session % 2)
    both = [means_of[mode][odd] for mode in ("bsv2017", "exact")]
    print(
        f"odd sessions have no published means on this disk; the two modes with each other: {_within(panel.session[odd], *both)}"
    )


def _within(sessions, one, other):
    """Return in words how two sets of places correlate within a session: levels of sessions aside."""
    found = [
        np.corrcoef(one[sessions == session], other[sessions == session])[0, 1]
        for session in np.unique(sessions)
    ]
    return f"within a session, median {np.median(found):.4f}, lowest {np.min(found):.4f}"


def profiles():
    """Print how long a profile takes."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Request("SRB", ("RUS", "CHN"), ("USA", "DEU"))
        _timed("profile of Serbia", lambda: profile(Path(folder) / "case", asked, DATA))


def main(*names):
    """Print everything that is timed of public data, or the parts that are named."""
    if not (DATA / "unga_votes").is_dir():
        print("The shared data are not beside the checkout.")
        return
    for part in (pairs, profiles, points):
        if not names or part.__name__ in names:
            try:
                part()
            except TertiusError as error:
                print(error)


if __name__ == "__main__":
    main(*sys.argv[1:])
