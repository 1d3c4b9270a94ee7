"""Published ideal points: where states stand by how they vote, from Bailey, Strezhnev and Voeten."""

from pathlib import Path

from tertius.evidence.text import several
from tertius.intake.datasets.outlets import HARVARD_DATAVERSE
from tertius.intake.datasets.protocol import Dataset, Harvest, Request
from tertius.intake.datasets.reading import read_csv
from tertius.intake.datasets.states import label, number_of

SOURCE = "ideal-points-2020"
FOLDER, FILE = "ideal_points_2020", "even_sessions.csv.gz"
BEFORE = 1945
"""A session's number and this make the year in which it began."""


def harvest(data: Path, asked: Request) -> Harvest:
    """Return the ideal points of the host, the powers and the baselines in the last sessions covered."""
    columns = {"ccode": "whole", "session": "whole", "votes": "whole"}
    places = dict.fromkeys(("ideal_point", "q5", "q95"), "number")
    rows = read_csv(data / FOLDER / FILE, columns | places).to_pylist()
    last = max(row["session"] for row in rows) - asked.back
    found = Harvest(
        covers=f"sessions {last - asked.years + 1} to {last}, {last + BEFORE - asked.years + 1}/{last + BEFORE}"
    )
    by_key = {(row["ccode"], row["session"]): row for row in rows}
    sessions = [
        s for s in sorted({row["session"] for row in rows}) if last - asked.years < s <= last
    ]
    for state in (asked.host, *asked.others):
        own = [(s, by_key.get((number_of(state, s + BEFORE), s))) for s in sessions]
        if not any(row for _, row in own):
            found.gaps.append(f"{label(state)} has no ideal point in these sessions.")
        for session, row in own:
            if row is None:
                continue
            found.add(
                "observations",
                id=f"ideal-point-{state}-{session}".lower(),
                indicator="ideal_point",
                area=state,
                period=session + BEFORE,
                value=f"{row['ideal_point']:.6f}",
                low=f"{row['q5']:.6f}",
                high=f"{row['q95']:.6f}",
                source=SOURCE,
                locator=f"session {session}",
                information="2",
                checked="yes",
                note=f"From {several(int(row['votes']), 'vote')}; the range holds 90 percent of the draws.",
            )
    return found


DATASET = Dataset(
    id=SOURCE,
    about="Ideal points from votes in the UN General Assembly, even sessions",
    folder=FOLDER,
    files=(FILE,),
    source={
        "id": SOURCE,
        "type": "dataset",
        "title": "Estimating Dynamic State Preferences from United Nations Voting Data: ideal points, April 2020",
        "author": [{"family": name} for name in ("Bailey", "Strezhnev", "Voeten")],
        "issued": {"date-parts": [[2020, 4]]},
        "language": "en",
        "custom": {"outlet": HARVARD_DATAVERSE["id"]},
    },
    outlet=HARVARD_DATAVERSE,
    licence="MIT (evoeten/United-Nations-General-Assembly-Votes-and-Ideal-Points).",
    redistributable=True,
    harvest=harvest,
)
