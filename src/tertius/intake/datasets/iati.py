"""Aid by activity, as its publishers report it: files of the International Aid Transparency Initiative.

Three traps stand behind the rules here. An activity in several countries shows each country its own
percentage, and not the whole sum (zimmerman-team/IATI.cloud#2330). A parent and its children, or what
comes in and what goes out, are never added up together (IATI/D-Portal#3). A value is converted at the
rate of its own date (IATI/D-Portal#262).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree import ElementTree as ET

import pycountry

from tertius.case.write import slug
from tertius.evidence.dates import PartialDate
from tertius.evidence.taxonomy import published
from tertius.intake.datasets.protocol import Dataset, DatasetError, Harvest, Join, Request
from tertius.intake.datasets.reading import unpacked
from tertius.intake.datasets.states import label, lost

SOURCE = "iati"
FOLDER, FILE = "iati", "activities.xml"

STAGES = {
    "1": "planned",
    "2": "started",
    "3": "delivered",
    "4": "delivered",
    "5": "cancelled",
    "6": "stalled",
}
"""The stage of each activity status."""

OUTGOING = {"2": "signed", "3": "delivered", "4": "delivered"}
"""The stage of each kind of transaction that counts: commitment, disbursement, expenditure."""

NOT_COUNTED = frozenset(("1", "5", "6", "7", "8", "9", "10", "11", "12", "13"))
"""Incoming funds, repayments, guarantees and the like, which are no spending of the activity."""

FUNDING, PARENT = "1", "1"
EU_MAKERS = ("XI-IATI-EC", "XM-DAC-918", "EU-")
"""How the identifiers of bodies of the European Union begin."""

SECTORS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("110", "111", "112", "113", "114"), ("culture", "education")),
    **dict.fromkeys(("120", "121", "122", "123", "130"), ("economy", "health")),
    **dict.fromkeys(("140", "150", "151", "160", "410", "430"), ("culture", "society")),
    "152": ("defence", "police"),
    "210": ("economy", "road"),
    "220": ("economy", "ict"),
    **dict.fromkeys(("230", "231", "232", "233", "234", "235", "236"), ("economy", "electricity")),
    "240": ("economy", "banking"),
    "250": ("economy", "investment"),
    **dict.fromkeys(("310", "311", "312", "313"), ("economy", "agriculture")),
    **dict.fromkeys(("320", "321", "323"), ("economy", "industry")),
    "322": ("economy", "metals"),
    **dict.fromkeys(("330", "331", "332"), ("economy", "trade")),
    **dict.fromkeys(("510", "520", "530", "600"), ("economy", "budget-support")),
    **dict.fromkeys(("720", "730", "740", "910", "930", "998"), ("culture", "society")),
}
"""By the first three figures of a DAC code the domain and sector here."""

RAIL = "21030"


@dataclass(frozen=True)
class Transaction:
    """Hold one transaction that counts: its stage, day, currency, value, and the share that is the host's."""

    stage: str
    day: str
    currency: str
    value: Decimal
    share: Decimal


@dataclass(frozen=True)
class Activity:
    """Hold one activity as far as it concerns a host."""

    id: str
    title: str
    power: str | None
    status: str
    sector: tuple[str, str]
    start: str | None
    parents: tuple[str, ...]
    share: Decimal
    transactions: tuple[Transaction, ...]


def harvest(data: Path, asked: Request) -> Harvest:
    """Return each activity in the host that a power or baseline funds, with what is promised and paid."""
    activities = list(read_activities(data / FOLDER / FILE, asked.host))
    found = Harvest(covers=f"{len(activities)} activities in {label(asked.host)}")
    if not activities:
        found.gaps.append(f"No activity in {label(asked.host)} is in the file.")
        return found
    known = [one for one in activities if one.power is not None]
    unknown = [one.id for one in activities if one.power is None]
    what = "activities to the country of whoever funds them"
    found.joins.append(Join(what, len(known), len(unknown), lost(unknown)))
    wanted = {one.id: one for one in known if one.power in asked.others}
    for one in wanted.values():
        _add(found, one, asked.host, set(wanted))
    return found


def read_activities(path: Path, host: str) -> Iterator[Activity]:
    """Yield the activities of a file that are, in part at least, in a host. Raises DatasetError for a fault."""
    raw = unpacked(path)
    if b"<!DOCTYPE" in raw[:2000] or b"<!ENTITY" in raw:
        raise DatasetError(
            f"{path.name} declares entities, which no activity file needs. Nothing of it is used."
        )
    try:
        root = ET.fromstring(raw)  # noqa: S314 - entities are refused above
    except ET.ParseError as error:
        raise DatasetError(
            f"{path.name}:{error.position[0]} is no XML: {error}. Nothing of the file is used."
        ) from None
    if root.tag != "iati-activities":
        raise DatasetError(f"{path.name} begins with <{root.tag}>. Expected <iati-activities>.")
    seen: set[str] = set()
    country = pycountry.countries.get(alpha_3=host)
    code = country.alpha_2 if country else ("XK" if host == "XKX" else host)
    for element in root.iterfind("iati-activity"):
        name = (element.findtext("iati-identifier") or "").strip()
        if not name or name in seen:
            what = "a second time" if name else "without an identifier"
            raise DatasetError(
                f"{path.name} has the activity {name!r} {what}. Nothing of the file is used."
            )
        seen.add(name)
        share = _share(element, code, name)
        if share > 0 or any(_recipient(one) == code for one in element.iterfind("transaction")):
            yield _activity(element, name, code, share)


def _share(element: ET.Element, code: str, name: str) -> Decimal:
    """Return which share of an activity or transaction is a country's, from 0 to 1.

    A country that stands alone without a percentage has all of it; several without one share
    nothing that anybody states, and count as unknown: 0.
    """
    places = [*element.iterfind("recipient-country"), *element.iterfind("recipient-region")]
    own = [one for one in places if one.tag == "recipient-country" and one.get("code") == code]
    if not own:
        return Decimal(0)
    stated = own[0].get("percentage")
    if stated is None:
        return Decimal(1) if len(places) == 1 else Decimal(0)
    share = _decimal(stated, name) / 100
    if not 0 <= share <= 1:
        raise DatasetError(
            f"{FILE}: activity {name} has a percentage of {stated}. Expected 0 to 100."
        )
    return share


def _decimal(text: str, name: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        raise DatasetError(
            f"{FILE}: activity {name} has {text!r} where a number is expected."
        ) from None


def _recipient(transaction: ET.Element) -> str | None:
    place = transaction.find("recipient-country")
    return None if place is None else place.get("code")


def _activity(element: ET.Element, name: str, code: str, share: Decimal) -> Activity:
    status = _code(element, "activity-status")
    if status not in STAGES:
        raise DatasetError(
            f"{FILE}: activity {name} has the status {status!r}. Known are {', '.join(STAGES)}."
        )
    starts = {one.get("type"): one.get("iso-date") for one in element.iterfind("activity-date")}
    start = starts.get("2") or starts.get("1")
    return Activity(
        id=name,
        title=(element.findtext("title/narrative") or name).strip(),
        power=_power(element),
        status=STAGES[status],
        sector=_sector(element, name),
        start=_day(start, name) if start else None,
        parents=tuple(
            str(one.get("ref"))
            for one in element.iterfind("related-activity")
            if one.get("type") == PARENT
        ),
        share=share,
        transactions=tuple(_transactions(element, name, code, share)),
    )


def _code(element: ET.Element, tag: str) -> str:
    found = element.find(tag)
    return "" if found is None else str(found.get("code"))


def _day(text: str, name: str) -> str:
    try:
        return str(PartialDate.read(text[:10]))
    except ValueError:
        raise DatasetError(
            f"{FILE}: activity {name} has the date {text!r}. Expected one such as 2019-03-21."
        ) from None


def _power(element: ET.Element) -> str | None:
    """Return the country of the body that funds an activity, by its identifier; None where it does not say."""
    refs = [
        str(o.get("ref") or "")
        for o in element.iterfind("participating-org")
        if o.get("role") == FUNDING
    ]
    reporting = element.find("reporting-org")
    refs += [str(reporting.get("ref") or "")] if reporting is not None and not refs else []
    for ref in refs:
        if ref.startswith(EU_MAKERS):
            return "EU"
        country = pycountry.countries.get(alpha_2=ref.partition("-")[0])
        if country:
            return str(country.alpha_3)
    return None


def _sector(element: ET.Element, name: str) -> tuple[str, str]:
    """Return domain and sector of the largest DAC sector of an activity."""
    stated = [one for one in element.iterfind("sector") if one.get("vocabulary", "1") in ("1", "2")]
    if not stated:
        return ("economy", "investment")
    largest = max(stated, key=lambda one: _decimal(one.get("percentage") or "0", name))
    code = str(largest.get("code"))
    if code == RAIL:
        return ("economy", "rail")
    if code[:3] not in SECTORS:
        raise DatasetError(
            f"{FILE}: activity {name} has the sector {code!r}, which is in no table. Nothing of the file is used."
        )
    return SECTORS[code[:3]]


def _transactions(
    element: ET.Element, name: str, code: str, share: Decimal
) -> Iterator[Transaction]:
    """Yield the transactions that count; one that names its own country is that country's whole."""
    currency = element.get("default-currency")
    for one in element.iterfind("transaction"):
        kind = _code(one, "transaction-type")
        if kind in NOT_COUNTED:
            continue
        value = one.find("value")
        if kind not in OUTGOING or value is None:
            raise DatasetError(
                f"{FILE}: activity {name} has a transaction of type {kind!r}. Known are 1 to 13, each with a value."
            )
        place = _recipient(one)
        part = share if place is None else Decimal(place == code)
        unit = value.get("currency") or currency
        if part == 0 or unit is None:
            continue
        when = one.find("transaction-date")
        day = value.get("value-date") or (when.get("iso-date") if when is not None else "") or ""
        yield Transaction(
            OUTGOING[kind],
            _day(day, name) if day else "",
            unit,
            _decimal(value.text or "", name),
            part,
        )


def _add(found: Harvest, one: Activity, host: str, there: set[str]) -> None:
    """Add an activity: an engagement, its stage, and a claim for each sum by stage and currency and year.

    A child stands as a part of its parent, so that a total never has both.
    """
    name = f"iati-{slug(one.id)}"[:100].strip("-")
    parents = [parent for parent in one.parents if parent in there]
    domain, sector = one.sector
    found.add(
        "engagements", id=name, label=one.title, type="programme", power=one.power, host=host,
        domain=domain, sector=sector, start=one.start, direction="power_to_host", scope="core",
        part_of=f"iati-{slug(parents[0])}"[:100].strip("-") if parents else None,
    )  # fmt: skip
    shared = {
        "subject": name,
        "source": SOURCE,
        "locator": one.id,
        "information": "2",
        "checked": "yes",
    }
    found.add("claims", id=f"{name}-stage", property="stage", value=one.status, **shared)
    sums: dict[tuple[str, str, str], Decimal] = {}
    for each in one.transactions:
        key = (each.stage, each.currency, each.day[:4])
        sums[key] = sums.get(key, Decimal(0)) + each.value * each.share
    for (stage, currency, year), value in sorted(sums.items()):
        if currency not in published().words("unit"):
            found.gaps.append(
                f"{one.id}: {value:.0f} {currency} ({stage}), a currency that is no unit here."
            )
            continue
        part = (
            ""
            if one.share == 1
            else f" The host's share is {one.share:.2%} where a transaction names no country."
        )
        found.add(
            "claims", id=f"{name}-{stage}-{currency.lower()}-{year or 'undated'}", property="amount",
            stage=stage, value=f"{value:.2f}", unit=currency, date=year, qualifier=year or "undated",
            note=f"Sum of the transactions of the year; incoming funds are left out.{part}", **shared,
        )  # fmt: skip


DATASET = Dataset(
    id=SOURCE,
    about="Aid by activity, as reported to the International Aid Transparency Initiative",
    folder=FOLDER,
    files=(FILE,),
    source={
        "id": SOURCE,
        "type": "dataset",
        "title": "IATI activity files",
        "author": [{"literal": "International Aid Transparency Initiative"}],
        "language": "en",
        "custom": {"outlet": "iati"},
    },
    outlet={
        "id": "iati",
        "name": "International Aid Transparency Initiative",
        "country": "GBR",
        "kind": "igo",
        "state_controlled": "no",
    },
    licence="Each publisher's own, stated in its file's entry of the registry.",
    redistributable=False,
    harvest=harvest,
    lays="deals",
    holds="IATI's activities",
)
