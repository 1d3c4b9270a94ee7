"""Ideal points of every state in every session, estimated from the Assembly's votes and written as CSV."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tertius.case.write import write_atomically
from tertius.errors import TertiusError
from tertius.intake.datasets.states import numbers
from tertius.intake.datasets.unga_panel import ANCHORS, read_panel
from tertius.votes.ideal.fit import IdealPoints, Mode, Sweeps, ideal_points
from tertius.votes.ideal.panel import Panel

FILES = ("votes.csv.gz", "roll_calls.csv.gz", "matches.csv")
FOLDER = "unga_votes_2019"
HEAD = ("ccode", "code", "session", "votes", "ideal_point", "q5", "q95", "r_hat", "effective")

NAMED = 5
"""So many places are named where chains have not met."""

MEETS = 1.05
"""Chains whose split R-hat is above this have not met (a custom; 1.01 is asked of final results)."""


def estimate(
    data: Path,
    out: Path,
    mode: Mode,
    sweeps: Sweeps,
    *,
    say: Callable[[str], None] = lambda _: None,
) -> str:
    """Write a row for each state in each session, and return in words how far the chains have met.

    Raises TertiusError where a file is missing or not what it should be; then nothing is written.
    """
    for name in FILES:
        if not (data / FOLDER / name).is_file():
            raise TertiusError(
                f"{data / FOLDER / name} is not on this disk. Bring it there; see its SOURCE.md."
            )
    say("reading votes")
    panel = read_panel(data / FOLDER)
    every = 50  # so that a line is shown about once a second

    def tell(done: int, whole: int) -> None:
        if done % every == 0:
            say(f"sweep {done:,} of {whole:,}")

    found = ideal_points(panel, ANCHORS, mode, sweeps, say=tell)
    write_atomically(out, _text(panel, found).encode("utf-8"))
    return (
        f"{panel.seats:,} places from {len(panel.place):,} votes; effective draws: median "
        f"{np.nanmedian(found.effective):.0f}, fewest {np.nanmin(found.effective):.0f}; {_unmet(panel, found)}"
    )


def _unmet(panel: Panel, found: IdealPoints) -> str:
    """Return in words for how many places chains have not met, and which are furthest from it."""
    apart = np.flatnonzero(found.r_hat > MEETS)
    if not len(apart):
        return f"split R-hat is at most {MEETS} for all"
    codes = numbers()
    worst = apart[np.argsort(-found.r_hat[apart])][:NAMED]
    named = ", ".join(
        f"{codes[int(panel.state[seat])]} in session {panel.session[seat]} ({found.r_hat[seat]:.2f})"
        for seat in worst
    )
    return (
        f"chains have not met for {len(apart):,} of them (split R-hat above {MEETS}; column r_hat), "
        f"least of all for {named}. Ask for more --sweeps before you use these"
    )


def _text(panel: Panel, found: IdealPoints) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEAD)
    codes = numbers()
    for seat in range(panel.seats):
        state = int(panel.state[seat])
        values = (found.mean, found.low, found.high, found.r_hat, found.effective)
        written = [f"{value[seat]:.6f}" if np.isfinite(value[seat]) else "" for value in values]
        writer.writerow(
            [state, codes[state], int(panel.session[seat]), int(panel.cast[seat]), *written]
        )
    return buffer.getvalue()
