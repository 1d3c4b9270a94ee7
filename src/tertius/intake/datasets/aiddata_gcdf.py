"""Chinese loans and grants by project: AidData's GCDF 3.0, as an extract with places."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tertius.intake.datasets.protocol import Dataset, DatasetError, Harvest, Request
from tertius.intake.datasets.reading import read_csv
from tertius.intake.datasets.states import label

SOURCE = "aiddata-gcdf-3"
FOLDER, FILE = "aiddata_gcdf3_serbia", "serbia_projects.csv"
PLACES = "serbia_projects_not_copied_locations_only.csv"
POWER = "CHN"
ON_CHINA_ALONE = "The dataset is on China alone, which is no power or baseline here."

STAGES = {
    "Pipeline: Pledge": "pledged",
    "Pipeline: Commitment": "signed",
    "Implementation": "started",
    "Completion": "delivered",
    "Suspended": "stalled",
    "Cancelled": "cancelled",
}
"""The stage of each status, by AidData's own definitions (TUFF 1.3)."""

SECTORS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "EDUCATION": (("", "culture", "education"),),
    "HEALTH": (("", "economy", "health"),),
    "GOVERNMENT AND CIVIL SOCIETY": (("", "culture", "society"),),
    "EMERGENCY RESPONSE": (("", "culture", "society"),),
    "OTHER SOCIAL INFRASTRUCTURE AND SERVICES": (("", "culture", "society"),),
    "COMMUNICATIONS": (("", "economy", "ict"),),
    "TRADE POLICIES AND REGULATIONS": (("", "economy", "trade"),),
    "AGRICULTURE, FORESTRY, FISHING": (("", "economy", "agriculture"),),
    "BANKING AND FINANCIAL SERVICES": (("", "economy", "banking"),),
    "GENERAL BUDGET SUPPORT": (("", "economy", "budget-support"),),
    "ENERGY": (
        (r"\b(gas|oil|pipeline|refinery)\b", "economy", "oil-gas"),
        ("", "economy", "electricity"),
    ),
    "INDUSTRY, MINING, CONSTRUCTION": (
        (r"\b(steel|mines?|mining|smelter|copper)\b", "economy", "metals"),
        ("", "economy", "industry"),
    ),
    "TRANSPORT AND STORAGE": (
        (r"\b(rail|railway|railroad|train)s?\b", "economy", "rail"),
        (r"\b(motorway|highway|road|bridge|bypass|section)s?\b", "economy", "road"),
        ("", "economy", "investment"),
    ),
}
"""By AidData's sector the domain and sector here; where it spans several, the first whose words the title has."""

WORDS = (("loan", r"\b(loan|credit)s?\b"), ("donation", r"\b(grant|donat\w*)s?\b"))
FLAGS = ("umbrella", "recommended_for_aggregates")
"""AidData's marks of what may be summed up: an umbrella stands for records that are listed beside it."""


def harvest(data: Path, asked: Request) -> Harvest:
    """Return each project as an engagement of China, with its stages, its date and its amount."""
    texts = ("title", "recipient_iso3", "status", "sector_name", "commitment_date")
    days = ("actual_implementation_start_date", "actual_completion_date")
    table = read_csv(
        data / FOLDER / FILE,
        {
            "aiddata_record_id": "whole",
            "amount_constant_usd_2021": "number",
            **dict.fromkeys((*texts, *days), "text"),
        },
        may=dict.fromkeys(FLAGS, "text"),
    )
    rows = [row for row in table.to_pylist() if row["recipient_iso3"] == asked.host]
    found = Harvest(covers="commitments of 2000 to 2021 with a known place")
    if POWER not in asked.others:
        found.gaps.append(ON_CHINA_ALONE)
        return found
    if not rows:
        found.gaps.append(
            f"The extract on this disk has no project in {label(asked.host)}: it is no list of all countries."
        )
        return found
    _check(table.to_pylist())
    for row in rows:
        _add(found, row, asked.host)
    found.notes += _flagged(rows)
    found.notes.append(
        "Amounts are constant dollars of 2021, as AidData deflates them; the title has the nominal amount. An amount that is not stated is unknown."
    )
    found.gaps.append("Loans to the state that have no place are not in the extract.")
    found.gaps += _left_out(data)
    return found


def no_sum(row: Mapping[str, Any], where: str) -> str:
    """Return why a record is no part of a sum, in a word; nothing where it is.

    `umbrella` for one that stands for others, `not recommended` where AidData marks it so. A record
    without the marks is a part. Raises DatasetError for a mark that is neither Yes nor No.
    """
    marks = [row.get(name) or "" for name in FLAGS]
    for name, mark in zip(FLAGS, marks, strict=True):
        if mark not in ("Yes", "No", ""):
            raise DatasetError(
                f"{where} has {mark!r} as {name}. Expected Yes or No. Nothing of the file is used."
            )
    if marks[0] == "Yes":
        return "umbrella"
    return "not recommended" if marks[1] == "No" else ""


def _flagged(rows: list[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what is said of records that no sum may hold."""
    if not any(name in row for row in rows for name in FLAGS):
        yield "This file does not say which records are umbrellas or not recommended for sums, so none is left out as such."
        return
    marks = Counter(no_sum(row, f"{FILE}: project {row['aiddata_record_id']}") for row in rows)
    if marks["umbrella"] or marks["not recommended"]:
        yield (
            f"Umbrellas: {marks['umbrella']}; other records that AidData does not recommend for sums: "
            f"{marks['not recommended']}. They are kept as background, which no count or total takes in."
        )


def _check(rows: list[dict[str, Any]]) -> None:
    """Raise DatasetError for a project without number or title, with an amount below zero, or there twice."""
    seen: set[int] = set()
    for number, row in enumerate(rows, start=2):
        name, wrong = row["aiddata_record_id"], ""
        if name is None:
            wrong = "no aiddata_record_id. Expected the number of the project"
        elif not row["title"].strip():
            wrong = f"project {name} without a title"
        elif (row["amount_constant_usd_2021"] or 0) < 0:
            wrong = f"project {name} with an amount below zero, which no commitment is"
        elif name in seen:
            wrong = f"project {name} a second time"
        if wrong:
            raise DatasetError(f"{FILE}:{number} has {wrong}. Nothing of the file is used.")
        seen.add(name)


def _left_out(data: Path) -> Iterator[str]:
    """Yield what is known of projects that stand in the list of places alone."""
    if not (data / FOLDER / PLACES).is_file():
        return
    places = read_csv(
        data / FOLDER / PLACES, {"id": "whole", "even_split_ratio_commitment_value": "number"}
    ).to_pylist()
    ids = {row["id"] for row in places}
    total = sum(row["even_split_ratio_commitment_value"] or 0 for row in places)
    yield (
        f"{len(ids)} more projects stand in the list of places alone, without title, status or date; "
        f"together some {total / 1e6:.0f} million dollars, by which sums over the others are too low."
    )


def _add(found: Harvest, row: Mapping[str, Any], host: str) -> None:
    """Add one project: an engagement, a claim for each stage with a date, and its amount."""
    number, title = row["aiddata_record_id"], row["title"].strip()
    if row["status"] not in STAGES:
        raise DatasetError(
            f"{FILE}: project {number} has the status {row['status']!r}. Known are {', '.join(STAGES)}."
        )
    domain, sector = _sector(row["sector_name"], title, number)
    name = f"gcdf-{number}"
    kind = next(
        (word for word, pattern in WORDS if re.search(pattern, title, re.IGNORECASE)), "programme"
    )
    found.add(
        "engagements",
        id=name,
        label=title,
        type=kind,
        power=POWER,
        host=host,
        domain=domain,
        sector=sector,
        start=_day(row["commitment_date"], number),
        direction="power_to_host",
        scope="background" if no_sum(row, f"{FILE}: project {number}") else "core",
    )
    shared = {
        "subject": name,
        "source": SOURCE,
        "locator": f"record {number}",
        "information": "2",
        "checked": "yes",
    }
    dates = {
        "signed": row["commitment_date"],
        "started": row["actual_implementation_start_date"],
        "delivered": row["actual_completion_date"],
    }
    stage = STAGES[row["status"]]
    for reached in dict.fromkeys((*(s for s, day in dates.items() if day), stage)):
        day = dates.get(reached)
        found.add(
            "claims",
            id=f"{name}-{reached}".replace("_", "-"),
            property="stage",
            value=reached,
            date=_day(day, number) if day else None,
            **shared,
        )
    if row["amount_constant_usd_2021"] is not None:
        found.add(
            "claims",
            id=f"{name}-amount",
            property="amount",
            stage="signed",
            unit="USD",
            value=f"{row['amount_constant_usd_2021']:.2f}",
            date=_day(row["commitment_date"], number),
            qualifier="constant USD of 2021",
            **shared,
        )


def _day(text: str, number: int) -> str | None:
    """Return a date as the case writes it; 1 January means that only the year is known."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DatasetError(
            f"{FILE}: project {number} has {text!r}, which is no date. Expected one such as 2014-12-17."
        ) from None
    return str(day.year) if (day.month, day.day) == (1, 1) else day.isoformat()


def _sector(name: str, title: str, number: int) -> tuple[str, str]:
    for pattern, domain, sector in SECTORS.get(name, ()):
        if re.search(pattern, title, re.IGNORECASE):
            return domain, sector
    raise DatasetError(
        f"{FILE}: project {number} has the sector {name!r}, which is in no table. Nothing of the file is used."
    )


def add_commitments(
    found: Harvest,
    host: str,
    *,
    key: str,
    years: str,
    worth: str,
    total: float,
    file: str,
    note: str,
) -> None:
    """Add to a harvest what China committed to a host in some years, `2000/2021`, from one of AidData's tables.

    `key` is the row's id; `total` is in dollars, of the worth that `worth` says; `note` says what it sums
    and leaves out.
    """
    found.add(
        "observations",
        id=key,
        indicator="finance",
        area=host,
        counterpart=POWER,
        period=years,
        qualifier=worth,
        value=f"{total:.0f}",
        unit="USD",
        source=SOURCE,
        locator=f"{file}, {host}",
        information="2",
        checked="yes",
        note=note,
    )


DATASET = Dataset(
    id="aiddata-gcdf-3",
    about="Chinese development finance by project (AidData GCDF 3.0)",
    folder=FOLDER,
    files=(FILE,),
    source={
        "id": SOURCE,
        "type": "dataset",
        "title": "Global Chinese Development Finance Dataset, version 3.0",
        "author": [{"literal": "AidData"}],
        "issued": {"date-parts": [[2023]]},
        "language": "en",
        "custom": {"outlet": "aiddata"},
    },
    outlet={
        "id": "aiddata",
        "name": "AidData, William & Mary",
        "country": "USA",
        "kind": "academic",
        "state_controlled": "no",
    },
    licence="Open Data Commons Attribution; attribute AidData, William & Mary.",
    redistributable=True,
    harvest=harvest,
    lays="deals",
    holds="AidData's projects",
)
