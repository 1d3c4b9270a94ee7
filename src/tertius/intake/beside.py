"""Roll calls and shares of trade laid beside what a case says of votes and of trade."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tertius.case.read import Case
from tertius.evidence.dates import PartialDate
from tertius.intake.datasets.protocol import Asked, Cells, Dataset
from tertius.intake.datasets.unga_roll_calls import EPOCH
from tertius.intake.datasets.unga_votes import read_votes
from tertius.intake.telling import FEWEST, telling_names

BALLOTS = {1: "for", 2: "abstained", 3: "against", 8: "absent"}
"""The words for a vote as claims on a ballot have them."""

RESOLUTION = re.compile(r"\bR(?:ES)?/(\d{1,3})/(\d{1,4})\b")
"""The number of a resolution of the Assembly: A/RES/74/17, and R/74/17 in older rows."""

COMPARED = frozenset({"trade_share", "export_value", "import_value"})
"""The indicators of trade that datasets of trade hold."""

MANY = 200
"""How many years back figures are looked for: all that any dataset has."""


@dataclass(frozen=True)
class Match:
    """Hold a row of a dataset that may speak of a row of the case: why, and what it would say there."""

    subject: str
    why: str
    label: str
    rows: Mapping[str, tuple[Cells, ...]]


Laid = tuple[list[Match], list[str]]
"""What may speak of rows of the case, and what of a dataset or a case stays alone, in words."""


def ballots(case: Case, known: Dataset, data: Path) -> Laid:
    """Return which votes of a case a roll call may be: by the number of its resolution, or by day and title."""
    table, calls = read_votes(data)
    matched: list[Match] = []
    alone: list[str] = []
    for row in case.rows("engagements"):
        if row.type != "vote":
            continue
        claims = [one for one in case.rows("claims") if one.subject == row.id]
        days, texts = list(_days(claims)), _said(case, row, claims)
        numbers = set(RESOLUTION.findall(texts))
        found = []
        for place, day in enumerate(EPOCH + timedelta(days=int(d)) for d in calls.days):
            why = _same_vote(
                day,
                table.resolutions[place],
                telling_names(_cased(table.texts[place]), (*row.host, *row.power)),
                days,
                texts,
                numbers,
            )
            if why:
                sides = _sides(row, claims)
                cast = {s: int(calls.column(s)[place]) for s in sides if s in calls.states}
                label = (
                    f"Roll call on {table.resolutions[place]}, {day}: {table.texts[place].strip()}"
                )
                found.append(
                    Match(
                        row.id,
                        why,
                        label,
                        _ballot_rows(
                            row.id,
                            known,
                            table.resolutions[place],
                            int(calls.ids[place]),
                            day,
                            cast,
                        ),
                    )
                )
        matched += found
        if not found:
            alone.append(
                f"{row.label}: no roll call of the Assembly by number, or by day and title"
            )
    return matched, alone


def _days(claims: list[Any]) -> Iterator[tuple[date, date]]:
    """Yield the first and last day that a vote is said to have been held on."""
    for claim in claims:
        when = (
            PartialDate.read(claim.value)
            if claim.property == "start" and claim.value
            else claim.date
        )
        if when is not None and when.earliest and when.latest:
            yield when.earliest, when.latest


def _said(case: Case, row: Any, claims: list[Any]) -> str:
    """Return all that a case says of a vote, with the titles of the sources."""
    titles = {name: case.sources[name].title or "" for claim in claims for name in claim.source}
    own = [text for claim in claims for text in (claim.value, claim.quote, claim.note) if text]
    return " ".join([row.label, *own, *titles.values()])


def _same_vote(
    day: date,
    resolution: str,
    names: set[str],
    days: list[tuple[date, date]],
    texts: str,
    numbers: set[tuple[str, str]],
) -> str:
    """Return in words why a roll call may be a vote of the case, empty where nothing says so."""
    if numbers.intersection(RESOLUTION.findall(resolution)):
        return f"Both name resolution {resolution}."
    if not any(first <= day <= last for first, last in days):
        return ""
    common = sorted(name for name in names if re.search(rf"\b{name}\b", texts, re.IGNORECASE))
    return (
        f"Held at a time that the case names; both name {', '.join(common)}."
        if len(common) >= FEWEST
        else ""
    )


def _cased(title: str) -> str:
    """Return a title with capitals at the beginning of its words, where it has nothing else."""
    return title.title() if title.isupper() else title


def _sides(row: Any, claims: list[Any]) -> list[str]:
    """Return whose ballots are asked: those that the case tells, else the host's and the powers'."""
    told = sorted({(c.qualifier or "").upper() for c in claims if c.property == "ballot"} - {""})
    return told or [*row.host, *row.power]


def _ballot_rows(
    subject: str, known: Dataset, resolution: str, number: int, day: date, cast: Mapping[str, int]
) -> Mapping[str, tuple[Cells, ...]]:
    shared = {
        "subject": subject,
        "source": str(known.source["id"]),
        "locator": f"roll call {number}, {resolution}",
        "information": "2",
        "checked": "yes",
    }
    claims = [
        {
            "id": f"{subject}-ballot-{state.lower()}",
            "property": "ballot",
            "value": BALLOTS[vote],
            "qualifier": state.lower(),
            **shared,
        }
        for state, vote in cast.items()
        if vote in BALLOTS
    ]
    claims.append(
        {
            "id": f"{subject}-held",
            "property": "stage",
            "value": "occurred",
            "date": day.isoformat(),
            **shared,
        }
    )
    return {"claims": tuple(claims)}


def figures(case: Case, known: Dataset, data: Path) -> Laid:
    """Return which figures of trade of a case a dataset has too, for the year that the case names.

    A figure without a year is set beside the last year that the dataset covers; one of a year that
    it does not cover stays alone.
    """
    matched: list[Match] = []
    alone: list[str] = []
    for row in case.rows("observations"):
        if row.indicator not in COMPARED or row.status != "current" or not row.counterpart:
            continue
        asked = Asked(row.area, (row.counterpart,), years=MANY)
        like = [
            cells
            for cells in known.harvest(data, asked).rows.get("observations", [])
            if cells["indicator"] == row.indicator
            and cells.get("qualifier", "").split(",")[0] == (row.qualifier or "")
        ]
        last = max((cells["period"] for cells in like), default="")
        wanted = last if row.period is None else str(row.period)
        cells = next((one for one in like if one["period"] == wanted), None)
        what = f"{row.indicator.replace('_', ' ')} of {row.area} with {row.counterpart}, {row.qualifier or 'no qualifier'}, {row.period or 'no year'}"
        if cells is None:
            alone.append(f"{what}: {known.id} has no such figure")
            continue
        why = f"The case has {row.value} {row.unit or ''}".rstrip() + (
            " without a year." if row.period is None else "."
        )
        label = (
            f"{what}: {cells['value']} {cells.get('unit', '')}".rstrip() + f" in {cells['period']}"
        )
        matched.append(
            Match(
                row.id, why, label, {"observations": ({**cells, "qualifier": row.qualifier or ""},)}
            )
        )
    return matched, alone
