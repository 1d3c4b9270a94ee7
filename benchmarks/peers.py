"""How long one session's ideal points take here and in R (MCMCpack, pscl), and how alike they come out."""

import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

import numpy as np

from tertius.intake.datasets.reading import read_csv
from tertius.intake.datasets.unga_panel import ANCHORS, RUSSIA, USA, read_panel
from tertius.votes.ideal.compiled import IS_COMPILED
from tertius.votes.ideal.fit import Sweeps, ideal_points
from tertius.votes.ideal.panel import YES, panel_of
from votes import DATA

SESSION = 74
DRAWS, BURNED = 5000, 1000
"""As long for all three, so that seconds can be set side by side."""

SCRIPTS = {
    "MCMCpack": """
library(MCMCpack)
votes <- as.matrix(read.csv("votes.csv", row.names = 1, check.names = FALSE))
begun <- sum(proc.time()[1:2])
drawn <- MCMCirt1d(votes, theta.constraints = list("{usa}" = "+", "{russia}" = "-"),
                   burnin = {burned}, mcmc = {draws}, thin = 5, seed = 1945)
cat("seconds", sum(proc.time()[1:2]) - begun, "\\n")
places <- colMeans(drawn)
names(places) <- sub("^theta\\\\.", "", names(places))
write.csv(data.frame(place = places), "places.csv")
""",
    "pscl": """
library(pscl)
votes <- as.matrix(read.csv("votes.csv", row.names = 1, check.names = FALSE))
begun <- sum(proc.time()[1:2])
set.seed(1945)
drawn <- ideal(rollcall(votes, yea = 1, nay = 0, missing = NA, legis.names = rownames(votes)),
               d = 1, maxiter = {burned} + {draws}, thin = 5, burnin = {burned}, normalize = TRUE)
cat("seconds", sum(proc.time()[1:2]) - begun, "\\n")
write.csv(data.frame(place = drawn$xbar[, 1]), "places.csv")
""",
}


def run(folder, name, script):
    """Return the places of states by R, or nothing where the package is not installed; print how long it took."""
    filled = script.format(usa=USA, russia=RUSSIA, burned=BURNED, draws=DRAWS)
    (folder / "run.R").write_text(filled, encoding="utf-8")
    command = ["Rscript", "run.R"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        why = (
            "not installed"
            if "there is no package called" in done.stderr
            else done.stderr.strip()[-300:]
        )
        print(f"{name}: {why}")
        return None
    seconds = next(
        line.split()[1] for line in done.stdout.splitlines() if line.startswith("seconds")
    )
    print(
        f"{name}: {float(seconds):.1f} s of processor for {BURNED + DRAWS:,} draws, yes against the rest"
    )
    with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
        return {int(row[""]): float(row["place"]) for row in csv.DictReader(file)}


def own(panel, what):
    """Return the places of states by this program, and print how long it took."""
    sweeps = Sweeps(burned=BURNED, kept=DRAWS, thinned=5)
    short = Sweeps(burned=0, kept=20, thinned=5)
    ideal_points(panel, ANCHORS, "exact", short)  # compiles
    begun = process_time()
    found = ideal_points(panel, ANCHORS, "exact", sweeps)
    print(
        f"Tertius: {process_time() - begun:.1f} s of processor for {BURNED + DRAWS:,} draws, {what}"
    )
    return dict(zip(panel.state.tolist(), found.mean.tolist(), strict=True))


def write_votes(panel, path):
    """Write a row for each state and a column for each item: 1 yes, 0 the rest, empty where it did not vote."""
    table = np.full((panel.seats, len(panel.items)), -1)
    of_vote = np.repeat(np.arange(len(panel.items)), np.diff(panel.starts))
    table[panel.place, of_vote] = panel.vote == YES
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["", *panel.items.tolist()])
        for state, row in zip(panel.state.tolist(), table.tolist(), strict=True):
            writer.writerow([state, *["" if vote < 0 else vote for vote in row]])


def main():
    """Print seconds and correlations, or what is not installed."""
    if not (DATA / "unga_votes_2019").is_dir():
        print("The shared data are not beside the checkout.")
        return
    if shutil.which("Rscript") is None:
        print(
            "R is not installed, so nothing is compared (Debian: r-base-core r-cran-mcmcpack r-cran-pscl)."
        )
        return
    if not IS_COMPILED:
        print("Numba is not installed, so nothing is compared (pip install tertius[votes]).")
        return
    panel = read_panel(DATA / "unga_votes_2019", session=SESSION)
    of_vote = np.repeat(panel.items, np.diff(panel.starts))
    halves = np.where(panel.vote == YES, 1, 3)
    binary = panel_of(of_vote, panel.state[panel.place], panel.session[panel.place], halves)
    print(f"session {SESSION}: {binary.seats} states, {len(binary.items)} items")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_votes(binary, folder / "votes.csv")
        found = {peer: run(folder, peer, script) for peer, script in SCRIPTS.items()}
    found["Tertius, same votes"] = own(binary, "yes against the rest")
    found["Tertius, yes, abstain and no"] = own(panel, "yes, abstain and no")
    columns = {"ccode": "whole", "session": "whole", "ideal_point": "number"}
    rows = read_csv(DATA / "ideal_points_2020" / "even_sessions.csv.gz", columns).to_pylist()
    found["published"] = {
        row["ccode"]: row["ideal_point"] for row in rows if row["session"] == SESSION
    }
    there = {what: places for what, places in found.items() if places}
    for number, (one, places) in enumerate(there.items()):
        for other, beside in list(there.items())[number + 1 :]:
            shared = sorted(set(places) & set(beside))
            pair = [[side[state] for state in shared] for side in (places, beside)]
            print(f"{one} and {other}: correlation {abs(np.corrcoef(pair)[0, 1]):.4f}")


if __name__ == "__main__":
    sys.exit(main())
