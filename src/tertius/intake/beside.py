"""Roll calls and shares of trade laid beside what a case says of votes and of trade."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tertius.case.read import Case
from tertius.evidence.dates import PartialDate
from tertius.intake.datasets.protocol import Cells, Dataset, Harvest, Request
from tertius.intake.datasets.unga_roll_calls import EPOCH
from tertius.intake.datasets.unga_votes import read_votes
from tertius.intake.standing import Standing, is_own, names_of, own_claims, says_the_same
from tertius.intake.telling import FEWEST, telling_names

BALLOTS = {1: "for", 2: "abstained", 3: "against", 8: "absent"}
"""The words for a vote as claims on a ballot have them."""

RESOLUTION = re.compile(r"\bR(?:ES)?/(\d{1,3})/(\d{1,4})\b")
"""The number of a resolution of the Assembly: A/RES/74/17, and R/74/17 in older rows."""

COMPARED = frozenset({"trade_share", "export_value", "import_value"})
"""The indicators of trade that datasets of trade hold."""

Series = tuple[str, str, str, str]
"""Indicator, area, counterpart and direction of a figure of trade."""

MANY = 200
"""How many years back figures are looked for: all that any dataset has."""


@dataclass(frozen=True)
class Match:
    """Hold a row of a dataset that may speak of a row of the case: why, and what it would say there."""

    subject: str
    why: str
    label: str
    rows: Mapping[str, tuple[Cells, ...]]
    names: tuple[frozenset[str], ...] = ()
    """By which words a locator of the case names the row of the dataset; any of them is enough."""
    sums: frozenset[str] = frozenset()
    """The ids of rows of the case that name several rows of the dataset, and may add them up."""


@dataclass
class Laid:
    """Hold what comes of laying a dataset beside a case."""

    matched: list[Match] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    """What of a dataset or a case has no counterpart, in words."""
    standing: list[tuple[str, tuple[frozenset[str], ...]]] = field(default_factory=list)
    """The rows of the dataset that the case has already: in words, and by their names."""
    newer: list[str] = field(default_factory=list)
    """The ids of rows that a profile made of the dataset and that it has otherwise now."""
    gone: list[str] = field(default_factory=list)
    """The ids of claims that name a row of the dataset which is not there."""


def ballots(case: Case, known: Dataset, data: Path, there: Standing) -> Laid:
    """Return which votes of a case a roll call may be: by the number of its resolution, or by day and title."""
    table, calls = read_votes(data)
    laid = Laid()
    coded = own_claims(case)
    for row in case.rows("engagements"):
        if row.type != "vote":
            continue
        claims = [one for one in coded if one.subject == row.id]
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
                        (
                            frozenset({str(int(calls.ids[place]))}),
                            names_of(table.resolutions[place]),
                        ),
                    )
                )
        laid.matched += found
        if not found and not any(cells["subject"] == row.id for cells in there.rows["claims"]):
            laid.alone.append(
                f"{row.label}: no roll call of the Assembly by number, or by day and title"
            )
    return laid


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


def figures(case: Case, known: Dataset, data: Path, there: Standing) -> Laid:
    """Return which figures of trade of a case a dataset has too, for the year that the case names.

    A figure without a year is set beside the last year that the dataset covers; one of a year that
    it does not cover stays alone. What people coded is asked; where they coded nothing on a partner
    and a direction, what other datasets have of them.
    """
    laid = Laid()
    source = str(known.source["id"])
    made = {cells["id"]: cells for cells in there.rows["observations"]}
    harvests: dict[tuple[str, str], Harvest] = {}
    asked: dict[Series, list[Any]] = defaultdict(list)
    for row in case.rows("observations"):
        if row.indicator in COMPARED and row.status == "current" and row.counterpart:
            asked[row.indicator, row.area, row.counterpart, _direction(row.qualifier)].append(row)
    for (indicator, area, partner, direction), rows in asked.items():
        if (area, partner) not in harvests:
            harvests[area, partner] = known.harvest(data, Request(area, (partner,), years=MANY))
        like = {
            cells["period"]: cells
            for cells in harvests[area, partner].rows.get("observations", [])
            if cells["indicator"] == indicator and _direction(cells.get("qualifier")) == direction
        }
        coded = [row for row in rows if is_own(row)]
        others = coded or [row for row in rows if source not in row.source]
        by_year: dict[str, list[Any]] = defaultdict(list)
        for row in others:
            by_year[str(row.period or max(like, default=""))].append(row)
        ours = {cells["id"]: cells for cells in like.values() if cells["id"] in made}
        laid.standing += [(name, ()) for name in ours]
        laid.newer += [name for name in ours if not says_the_same(made[name], ours[name])]
        for year, same in by_year.items():
            cells = like.get(year)
            if coded if cells is None else cells["id"] not in ours:
                _lay_figure(laid, known, cells, same)
    return laid


def _direction(qualifier: str | None) -> str:
    """Return the direction that a qualifier of trade begins with: exports, nominal."""
    return (qualifier or "").split(",")[0]


def _lay_figure(laid: Laid, known: Dataset, cells: Cells | None, same: list[Any]) -> None:
    """Add what a dataset has beside figures of a case on one thing in one year, or that it has nothing."""
    row = same[0]
    what = (
        f"{row.indicator.replace('_', ' ')} of {row.area} with {row.counterpart}, "
        f"{row.qualifier or 'no qualifier'}, {row.period or 'no year'}"
    )
    if cells is None:
        laid.alone.append(f"{what}: {known.id} has no such figure")
        return
    values = " and ".join(f"{one.value} {one.unit or ''}".rstrip() for one in same)
    why = f"The case has {values}{'' if row.period else ' without a year'}."
    unit = cells.get("unit", "")
    label = f"{what}: {cells['value']} {unit}".rstrip() + f" in {cells['period']}"
    # Under the case's bare direction both meet as rivals; what it calls nominal no constant figure is.
    plain = (row.qualifier or "") == _direction(row.qualifier)
    beside = {**cells, "qualifier": row.qualifier or ""} if plain else cells
    laid.matched.append(Match(row.id, why, label, {"observations": (beside,)}))
