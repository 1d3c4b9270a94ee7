"""Who orders and delivers major arms: deals of SIPRI's register, as an extract for Serbia and Yugoslavia."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tertius.case.write import slug
from tertius.intake.datasets.protocol import Dataset, DatasetError, Harvest, Join, Request
from tertius.intake.datasets.reading import read_csv
from tertius.intake.datasets.states import label, lost, named

SOURCE = "sipri-arms-transfers"
FOLDER, FILE = "sipri_arms_serbia", "serbia_yugoslavia_deals.csv"
CREDIT = "Information from the Stockholm International Peace Research Institute (SIPRI) Arms Transfers Database"

QUALITIES = {"New": "new", "Second hand": "second_hand", "Second hand but modernized": "modernised"}
NUMBERS = ("order_year", "number_ordered", "number_delivered")
FIRST, LAST = 1900, 2100
"""Between which years an order can be; the register begins in 1950."""
YEARS = re.compile(r"\d{4}")


def harvest(data: Path, asked: Request) -> Harvest:
    """Return each deal with the host as an engagement of its supplier, and the volume by supplier."""
    texts = (
        "recipient", "supplier", "order_year_uncertain", "weapon_designation",
        "weapon_description", "delivery_years", "status",
    )  # fmt: skip
    table = read_csv(
        data / FOLDER / FILE,
        dict.fromkeys(texts, "text")
        | dict.fromkeys(NUMBERS, "whole")
        | {"tiv_delivered": "number"},
    )
    everything = table.to_pylist()
    _check(everything)
    rows = [row for row in everything if named(row["recipient"]) == asked.host]
    years = [row["order_year"] for row in rows if row["order_year"]]
    span = f"{min(years)}/{max(years)}" if years else ""
    found = Harvest(covers=f"orders of {span}" if span else "no order")
    if not rows:
        found.gaps.append(
            f"The extract on this disk has no delivery to {label(asked.host)}: it is no list of all countries."
        )
        return found
    suppliers = {row["supplier"]: named(row["supplier"]) for row in rows}
    unknown = [row["supplier"] for row in rows if suppliers[row["supplier"]] is None]
    found.joins.append(
        Join(
            "deals to codes of suppliers (those without one stay in the total)",
            len(rows) - len(unknown),
            len(unknown),
            lost(unknown),
        )
    )
    used: Counter[str] = Counter()
    for row in rows:
        if suppliers[row["supplier"]] in asked.others:
            _add(found, row, str(suppliers[row["supplier"]]), asked.host, used)
    _volumes(found, rows, suppliers, asked, span)
    found.notes.append(
        f"{CREDIT}. Its terms allow non-commercial excerpts only: keep these rows out of what is published, but for single facts with this line."
    )
    return found


def _check(rows: list[dict[str, Any]]) -> None:
    """Raise DatasetError for a deal that cannot be: without make or year, below zero, or there twice."""
    seen: set[tuple[Any, ...]] = set()
    for number, row in enumerate(rows, start=2):
        year, counts = row["order_year"], [row[name] or 0 for name in NUMBERS[1:]]
        wrong = ""
        if row["status"] not in QUALITIES:
            wrong = f"the status {row['status']!r}. Known are {', '.join(QUALITIES)}"
        elif not row["weapon_designation"].strip():
            wrong = "no weapon_designation. Expected a make, such as T-72"
        elif year is None or not FIRST <= year <= LAST:
            wrong = f"the order_year {year or 'empty'}. Expected a year of {FIRST} to {LAST}"
        elif min(*counts, row["tiv_delivered"] or 0) < 0:
            wrong = "a number below zero, which no order or delivery is"
        elif tuple(row.values()) in seen:
            wrong = "a deal that stands above it already, to the last cell"
        if wrong:
            raise DatasetError(f"{FILE}:{number} has {wrong}. Nothing of the file is used.")
        seen.add(tuple(row.values()))


def _add(found: Harvest, row: Mapping[str, Any], power: str, host: str, used: Counter[str]) -> None:
    """Add one deal: what was ordered, what was delivered and when; an empty number is unknown."""
    year = f"{row['order_year']}?" if row["order_year_uncertain"] else str(row["order_year"])
    base = f"sipri-{power.lower()}-{slug(row['weapon_designation'])}-{row['order_year']}"[
        :80
    ].strip("-")
    used[base] += 1
    name = base if used[base] == 1 else f"{base}-{used[base]}"
    found.add(
        "engagements",
        id=name,
        type="arms_transfer",
        power=power,
        host=host,
        domain="defence",
        label=f"{row['weapon_designation']} ({row['weapon_description']}), ordered {row['order_year']}",
        sector="arms",
        start=year,
        direction="power_to_host",
        scope="core",
    )
    shared = {
        "subject": name, "source": SOURCE, "information": "2", "checked": "yes",
        "locator": f"{label(power)}, {row['weapon_designation']}, order of {row['order_year']}",
    }  # fmt: skip
    found.add("claims", id=f"{name}-signed", property="stage", value="signed", date=year, **shared)
    found.add(
        "claims", id=f"{name}-model", property="model", value=row["weapon_designation"], **shared
    )
    quality = QUALITIES[row["status"]]
    found.add("claims", id=f"{name}-quality", property="quality", value=quality, **shared)
    ordered, delivered = row["number_ordered"], row["number_delivered"]
    if ordered is not None:
        found.add(
            "claims",
            id=f"{name}-ordered",
            property="quantity",
            stage="signed",
            value=ordered,
            unit="pieces",
            **shared,
        )
    years = YEARS.findall(row["delivery_years"])
    if delivered:
        found.add(
            "claims",
            id=f"{name}-delivered-quantity",
            property="quantity",
            stage="delivered",
            value=delivered,
            unit="pieces",
            **shared,
        )
        whole = ordered is not None and delivered >= ordered
        found.add(
            "claims",
            id=f"{name}-stage",
            property="stage",
            date=years[-1] if years else None,
            value="delivered" if whole else "started",
            note=None if whole else "Delivered in part, or of an order whose size is unknown.",
            **shared,
        )


def _volumes(
    found: Harvest,
    rows: list[dict[str, Any]],
    suppliers: Mapping[str, str | None],
    asked: Request,
    span: str,
) -> None:
    """Add the delivered volume of each power and baseline, of all that was delivered."""
    volume: Counter[str] = Counter()
    for row in rows:
        volume[suppliers[row["supplier"]] or row["supplier"]] += row["tiv_delivered"] or 0
    total = sum(volume.values())
    for other in asked.others:
        if other not in volume:
            found.gaps.append(f"No deal with {label(other)} is in the register's extract.")
            continue
        found.add(
            "observations",
            id=f"arms-volume-{asked.host}-{other}".lower(),
            indicator="arms_volume",
            area=asked.host,
            counterpart=other,
            period=span,
            value=f"{volume[other]:.2f}",
            source=SOURCE,
            locator=f"deals of {label(other)}",
            information="2",
            checked="yes",
            note=f"Of {total:.2f} in all, all suppliers counted. A trend-indicator value measures volume and is no money.",
        )


DATASET = Dataset(
    id="sipri-arms",
    about="Major arms ordered and delivered (SIPRI)",
    folder=FOLDER,
    files=(FILE,),
    source={
        "id": SOURCE,
        "type": "dataset",
        "title": "SIPRI Arms Transfers Database",
        "author": [{"literal": "Stockholm International Peace Research Institute"}],
        "issued": {"date-parts": [[2025]]},
        "language": "en",
        "custom": {"outlet": "sipri"},
    },
    outlet={
        "id": "sipri",
        "name": "Stockholm International Peace Research Institute",
        "country": "SWE",
        "kind": "think_tank",
        "state_controlled": "no",
    },
    licence=f"All rights reserved, non-commercial excerpts with credit: {CREDIT}.",
    redistributable=False,
    harvest=harvest,
    lays="deals",
    holds="SIPRI's arms deals",
)
