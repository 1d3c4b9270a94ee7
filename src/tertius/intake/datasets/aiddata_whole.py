"""Chinese loans and grants of every country by year: the whole table of AidData's GCDF 3.0."""

from collections import Counter
from pathlib import Path

from tertius.evidence.text import several
from tertius.intake.datasets.aiddata_gcdf import DATASET as PROJECTS
from tertius.intake.datasets.aiddata_gcdf import (
    FLAGS,
    ON_CHINA_ALONE,
    POWER,
    STAGES,
    add_commitments,
    no_sum,
)
from tertius.intake.datasets.protocol import Dataset, DatasetError, Harvest, Request
from tertius.intake.datasets.reading import read_csv, read_once
from tertius.intake.datasets.states import label

FOLDER, FILE = "aiddata_gcdf3", "gcdf_3.0.csv"
FIRST, LAST = 2000, 2021
WORTH = "constant USD of 2021, records recommended for sums"

AMOUNT = "Adjusted Amount (Constant USD 2021)"
NAMES = {
    "AidData Record ID": "whole",
    "Recommended For Aggregates": "text",
    "Umbrella": "text",
    "Recipient ISO-3": "text",
    "Commitment Year": "whole",
    "Status": "text",
    AMOUNT: "text",
}
"""Columns of the publisher's table. AidData asks that sums over years be made of the adjusted
amount, which leaves out what a loan that is rolled over only pays back."""

Record = tuple[str, int | None, str, float | None]


def _amount(text: str, where: str) -> float | None:
    """Return an amount as a workbook shows it: 1,234.5, with spaces around; None where it has none."""
    shown = text.strip().removeprefix("$").replace(",", "").strip()
    if shown in ("", "NA", "-"):
        return None
    try:
        return float(shown)
    except ValueError:
        raise DatasetError(
            f"{where} column {AMOUNT}: expected a number, found {text!r}. Nothing of the file is used."
        ) from None


@read_once(FOLDER)
def _read(data: Path) -> dict[str, list[Record]]:
    """Return by country its records: the year, why it is no part of a sum, and the amount."""
    by_country: dict[str, list[Record]] = {}
    seen: set[int] = set()
    rows = read_csv(data / FOLDER / FILE, NAMES).to_pylist()
    for number, row in enumerate(rows, start=2):
        where = f"{FILE}:{number}"
        if row["Status"] not in STAGES:
            raise DatasetError(
                f"{where} has the status {row['Status']!r}. Known are {', '.join(STAGES)}."
            )
        if row["AidData Record ID"] in seen:
            raise DatasetError(
                f"{where} has record {row['AidData Record ID']} a second time. Nothing of the file is used."
            )
        seen.add(row["AidData Record ID"])
        year, amount = row["Commitment Year"], _amount(row[AMOUNT], where)
        if not FIRST <= (year or FIRST) <= LAST or (amount or 0) < 0:
            raise DatasetError(
                f"{where}: expected a year of {FIRST} to {LAST} and an amount that is not below zero, found {year} and {amount}."
            )
        marks = dict(zip(FLAGS, (row["Umbrella"], row["Recommended For Aggregates"]), strict=True))
        country = row["Recipient ISO-3"]
        by_country.setdefault(country, []).append((country, year, no_sum(marks, where), amount))
    return by_country


def harvest(data: Path, asked: Request) -> Harvest:
    """Return what China committed to the host in the last years, without umbrellas and what never came to be."""
    last = LAST - asked.back
    first = max(last - asked.years + 1, FIRST)
    found = Harvest(covers=f"commitments of {FIRST} to {LAST}")
    if POWER not in asked.others:
        found.gaps.append(ON_CHINA_ALONE)
        return found
    if first > last:
        found.gaps.append(f"The table begins in {FIRST}, after the years that are asked.")
        return found
    every = _read(data).get(asked.host, [])
    if undated := sum(year is None for _, year, _, _ in every):
        found.gaps.append(
            f"{several(undated, 'record has', 'records have')} no year, and {'stands' if undated == 1 else 'stand'} in no sum."
        )
    own = [record for record in every if record[1] and first <= record[1] <= last]
    marks = Counter(why for _, _, why, _ in own)
    amounts = [amount for _, _, why, amount in own if not why]
    known = [amount for amount in amounts if amount is not None]
    if not known:
        found.gaps.append(
            f"{label(asked.host)} has no record with an amount in {first} to {last}: unknown, and no zero."
        )
        return found
    add_commitments(
        found,
        asked.host,
        key=f"finance-{asked.host}-{POWER}-{first}-{last}".lower(),
        years=f"{first}/{last}",
        worth=WORTH,
        total=sum(known),
        file=FILE,
        note=(
            f"Of {several(len(known), 'record')}; {several(len(amounts) - len(known), 'more has', 'more have')} no amount, which is unknown. "
            f"In no sum: {several(marks['umbrella'], 'umbrella, whose parts', 'umbrellas, whose parts')} are listed beside, and "
            f"{several(marks['not recommended'], 'other')} that AidData does not recommend for sums (pledged, suspended or cancelled)."
        ),
    )
    return found


DATASET = Dataset(
    id="aiddata-gcdf-3-whole",
    about="Chinese development finance by country and years (AidData GCDF 3.0, whole table)",
    folder=FOLDER,
    files=(FILE,),
    source=PROJECTS.source,
    outlet=PROJECTS.outlet,
    licence=PROJECTS.licence,
    redistributable=True,
    harvest=harvest,
)
