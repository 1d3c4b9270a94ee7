"""Chinese loans and grants of every country as one sum: AidData's GCDF 3.0 by district."""

from collections import Counter
from pathlib import Path

from tertius.evidence.text import several
from tertius.intake.datasets.aiddata_gcdf import DATASET as PROJECTS
from tertius.intake.datasets.aiddata_gcdf import FOLDER, ON_CHINA_ALONE, POWER, add_commitments
from tertius.intake.datasets.protocol import Dataset, DatasetError, Harvest, Request
from tertius.intake.datasets.reading import read_csv, read_once
from tertius.intake.datasets.states import label

FILE = "all_countries_adm1_locations.csv.gz"
SPAN = "2000/2021"
"""The years of the commitments; a row of the table has none of its own."""

WORTH = "constant USD of 2021, projects with a known place"


@read_once(FOLDER)
def _read(data: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return by country the sum of commitments, how many projects have an amount, and how many have none."""
    value = "even_split_ratio_commitment_value"
    rows = read_csv(
        data / FOLDER / FILE, {"id": "whole", "shapeGroup": "text", value: "number"}
    ).to_pylist()
    total: Counter[str] = Counter()
    known: dict[tuple[str, int], bool] = {}
    for number, row in enumerate(rows, start=2):
        if (row[value] or 0) < 0:
            raise DatasetError(
                f"{FILE}:{number} column {value}: {row[value]} is below zero, which no commitment is."
            )
        total[row["shapeGroup"]] += row[value] or 0
        place = (row["shapeGroup"], row["id"])
        known[place] = known.get(place, False) or row[value] is not None
    with_amount = Counter(country for (country, _), is_known in known.items() if is_known)
    without = Counter(country for (country, _), is_known in known.items() if not is_known)
    return total, with_amount, without


def harvest(data: Path, asked: Request) -> Harvest:
    """Return what China committed to the host, in one sum over all years."""
    found = Harvest(covers=f"commitments of {SPAN} with a known place, in one sum")
    if POWER not in asked.others:
        found.gaps.append(ON_CHINA_ALONE)
        return found
    total, known, unknown = _read(data)
    if not known[asked.host]:
        found.gaps.append(
            f"{label(asked.host)} has no project with a place and an amount: unknown, and no zero."
        )
        return found
    if asked.back:
        found.gaps.append("The table has no years, so what changed is unknown.")
        return found
    add_commitments(
        found,
        asked.host,
        key=f"finance-{asked.host}-{POWER}".lower(),
        years=SPAN,
        worth=WORTH,
        total=total[asked.host],
        file=FILE,
        note=f"Of {several(known[asked.host], 'project')}; {several(unknown[asked.host], 'more has', 'more have')} no amount, which is unknown. Projects without a place are missing, loans to the state among them.",
    )
    return found


DATASET = Dataset(
    id="aiddata-gcdf-3-places",
    about="Chinese development finance by country, in one sum (AidData GCDF 3.0, by district)",
    folder=FOLDER,
    files=(FILE,),
    source=PROJECTS.source,
    outlet=PROJECTS.outlet,
    licence=PROJECTS.licence,
    redistributable=True,
    harvest=harvest,
)
