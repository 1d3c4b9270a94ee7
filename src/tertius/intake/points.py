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
    apart = int((found.r_hat > MEETS).sum())
    return (
        f"{panel.seats:,} places from {len(panel.place):,} votes; split R-hat is above {MEETS} for {apart:,}, "
        f"the fewest effective draws are {np.nanmin(found.effective):.0f}"
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
