"""How a host votes in the UN General Assembly beside powers: Erik Voeten's roll calls to March 2021."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa

from tertius.evidence.text import several
from tertius.intake.datasets.outlets import HARVARD_DATAVERSE
from tertius.intake.datasets.protocol import Dataset, Harvest, Join, Request
from tertius.intake.datasets.reading import read_once
from tertius.intake.datasets.states import label
from tertius.intake.datasets.unga_roll_calls import (
    EPOCH,
    ISSUES,
    RULE,
    Difference,
    Table,
    by_state,
    read_earlier,
    read_later,
    reconcile,
)
from tertius.votes.likeness import ABSENT, CAST, likeness
from tertius.votes.parting import key_votes
from tertius.votes.resample import compare, intervals, item_tables
from tertius.votes.rollcalls import RollCalls

EARLIER = "unga_votes_2019"
SOURCE = "unga-votes"
ALL = "all roll calls"

SHOWN = {
    "vote_agreement": "agreement",
    "vote_s": "s_absolute",
    "vote_pi": "pi",
    "vote_kappa": "kappa_linear",
    "vote_alignment_index": "alignment",
}
"""By indicator the measure of likeness that it holds."""

FEWEST = 10
"""Fewer common roll calls than this are no basis for a number on one issue."""


@read_once("unga_votes", EARLIER)
def _read(data: Path) -> tuple[Table, RollCalls, Join, list[Difference]]:
    """Return the roll calls with the ballots that are taken, what was left out, and where releases differ."""
    later = read_later(data / "unga_votes")
    differences: list[Difference] = []
    ballots = later.ballots
    if (data / EARLIER / "votes.csv.gz").is_file():
        ballots, differences = reconcile(later, read_earlier(data / EARLIER, later))
    calls, join = by_state(later, ballots)
    return later, calls, join, differences


def read_votes(data: Path) -> tuple[Table, RollCalls]:
    """Return the roll calls as released, and their ballots by state where the releases are reconciled."""
    later, calls, _, _ = _read(data)
    return later, calls


def voters(data: Path, years: int) -> tuple[str, ...]:
    """Return the states that cast a vote in the last years that are covered."""
    _, calls, _, _ = _read(data)
    part = calls.where(calls.sessions > calls.sessions.max() - years)
    return tuple(state for state in part.states if _votes(part, state))


def harvest(data: Path, asked: Request) -> Harvest:
    """Return how the host votes beside powers and baselines, over the last years that are covered."""
    later, calls, join, differences = _read(data)
    last = later.sessions.max() - asked.back
    recent = (later.sessions > last - asked.years) & (later.sessions <= last)
    if not recent.any():
        return Harvest(
            covers="no session",
            gaps=[f"No session is covered so far back as {several(asked.back, 'year')}."],
        )
    part = calls.where(recent)
    found = Harvest(
        covers=f"sessions {part.sessions.min()} to {part.sessions.max()}, {_period(part)}"
    )
    found.joins.append(join)
    found.notes += _on_releases(differences, exists=(data / EARLIER).is_dir())
    if not _votes(part, asked.host):
        found.gaps.append(f"{label(asked.host)} has no recorded vote in {found.covers}.")
        return found
    issues = {ISSUES[key]: flags[recent] for key, flags in later.issues.items()}
    issues = {ALL: np.ones(len(part.ids), dtype=bool), **issues}
    for other in asked.others:
        if _votes(part, other):
            _likeness_rows(found, part, asked.host, other, issues)
        else:
            found.gaps.append(f"{label(other)} has no vote of its own in the Assembly.")
    seated = [other for other in asked.others if _votes(part, other)]
    for first, second in combinations(seated, 2):
        _key_rows(found, part, asked.host, first, second)
    found.findings += _rankings(part, asked, seated)
    found.data["unga-votes.parquet"] = _kept(later, part, recent, (asked.host, *seated))
    return found


def _votes(calls: RollCalls, state: str) -> bool:
    return state in calls.states and bool(np.isin(calls.column(state), CAST).any())


def _period(calls: RollCalls) -> str:
    first, last = (EPOCH + timedelta(days=int(day)) for day in (calls.days.min(), calls.days.max()))
    return f"{first.year}/{last.year}"


def _on_releases(differences: list[Difference], *, exists: bool) -> Iterator[str]:
    """Yield where two releases differ, for whom, and what was taken."""
    if not exists:
        yield "Only one release is on this disk, so votes could not be set against another."
        return
    states = sorted({difference.cow for difference in differences})
    earlier = sum(difference.taken == "earlier" for difference in differences)
    yield (
        f"The two releases differ on {several(len(differences), 'vote')}, all of the states numbered "
        f"{', '.join(map(str, states)) or 'none'}; {several(earlier, 'is', 'are')} taken from the earlier release and "
        f"{len(differences) - earlier} from the later one. {RULE}"
    )


def _likeness_rows(
    found: Harvest, calls: RollCalls, host: str, other: str, issues: dict[str, np.ndarray]
) -> None:
    absences = {state: int((calls.column(state) == ABSENT).sum()) for state in (host, other)}
    for issue, flags in issues.items():
        part = calls.where(flags)
        tables = item_tables(part, host, other)
        values, sure = likeness(tables.sum(axis=0)), intervals(tables)
        count = int(values.votes)
        if count < FEWEST:
            found.gaps.append(
                f"{label(other)}, {issue}: {count} common roll calls, too few for a number."
            )
            continue
        for indicator, measure in SHOWN.items():
            value = float(getattr(values, measure))
            if np.isnan(value):
                found.gaps.append(
                    f"{label(other)}, {issue}: {indicator} is undefined, since each cast one vote throughout."
                )
                continue
            interval, scale = sure[measure], 100 if indicator == "vote_agreement" else 1
            found.add(
                "observations",
                id=f"{indicator}-{host}-{other}-{issue}".lower()
                .replace("_", "-")
                .replace(" ", "-"),
                indicator=indicator,
                area=host,
                counterpart=other,
                period=_period(part),
                qualifier=issue,
                value=_number(value * scale),
                low=_number(interval.low * scale) if interval.low is not None else None,
                high=_number(interval.high * scale) if interval.high is not None else None,
                unit="pct" if scale == 100 else None,
                sample=count,
                source=SOURCE,
                locator=f"sessions {part.sessions.min()} to {part.sessions.max()}, {count} roll calls on which both voted",
                information="2",
                checked="yes",
                note=f"The range holds the middle 95 percent of 1,000 draws by agenda item. Absent: {host} {absences[host]}, {other} {absences[other]}; they are left out.",
            )


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") if abs(value) >= 0.00005 else "0"


def _key_rows(found: Harvest, calls: RollCalls, host: str, first: str, second: str) -> None:
    """Add with whom the host went where two powers part: a row for each of the two."""
    parted = list(key_votes(calls, host, first, second))
    voted = [vote for vote in parted if vote.with_side is not None]
    if len(voted) < FEWEST:
        return
    for side, (power, against) in enumerate(((first, second), (second, first)), start=1):
        with_it = sum(vote.with_side == side for vote in voted)
        found.add(
            "observations",
            id=f"key-votes-{host}-{power}-{against}".lower(),
            indicator="key_votes",
            area=host,
            counterpart=power,
            period=_period(calls),
            qualifier=f"where {power} and {against} part",
            value=_number(100 * with_it / len(voted)),
            unit="pct",
            sample=len(voted),
            source=SOURCE,
            locator=f"sessions {calls.sessions.min()} to {calls.sessions.max()}",
            information="2",
            checked="yes",
            note=f"{several(len(parted), 'roll call')} on which {power} and {against} cast different votes; {host} voted on {len(voted)} of them, {several(with_it, 'time')} as {power}.",
        )


def _rankings(calls: RollCalls, asked: Request, seated: list[str]) -> Iterator[dict[str, object]]:
    """Yield a finding for each power and baseline whose likeness with the host differs beyond doubt."""
    host = asked.host
    for power in (p for p in asked.powers if p in seated):
        for base in (b for b in asked.baselines if b in seated):
            near, far = (item_tables(calls, host, state) for state in (power, base))
            compared = compare(near, far, "kappa_linear")
            if not compared.ranks or compared.difference is None:
                continue
            more, less = (power, base) if compared.difference > 0 else (base, power)
            yield {
                "id": f"{host}-votes-more-as-{more}-than-as-{less}".lower(),
                "section": "Politics",
                "statement": f"Beyond chance, {label(host)} votes more as {label(more)} than as {label(less)}.",
                "kind": "computed",
                "values": {
                    name: {
                        "measure": "alignment",
                        "column": "kappa",
                        "where": f"counterpart = '{state}' and qualifier = '{ALL}'",
                    }
                    for name, state in (("more", more), ("less", less))
                },
                "expect": "more > less",
            }


def _kept(table: Table, calls: RollCalls, recent: np.ndarray, states: tuple[str, ...]) -> pa.Table:
    """Return the roll calls of the period with the votes of some states, to be kept under data/."""
    rows = np.flatnonzero(recent)
    return pa.table(
        {
            "roll_call": calls.ids,
            "session": calls.sessions,
            "day": pa.array(calls.days.astype("int32"), pa.int32()).cast(pa.date32()),
            "title": [table.texts[row] for row in rows],
            "resolution": [table.resolutions[row] for row in rows],
            "item": calls.items,
            "important": table.important[rows],
            **{issue: flags[rows] for issue, flags in table.issues.items()},
            **{state: calls.column(state) for state in states},
        }
    )


DATASET = Dataset(
    id="unga-votes",
    about="Recorded votes of the UN General Assembly, 1946 to March 2021",
    folder="unga_votes",
    files=("votes.csv.gz", "roll_calls.csv.gz"),
    source={
        "id": SOURCE,
        "type": "dataset",
        "title": "United Nations General Assembly Voting Data",
        "author": [
            {"family": "Voeten", "given": "Erik"},
            {"family": "Strezhnev", "given": "Anton"},
            {"family": "Bailey", "given": "Michael"},
        ],
        "issued": {"date-parts": [[2021, 3]]},
        "language": "en",
        "custom": {"outlet": HARVARD_DATAVERSE["id"]},
    },
    outlet=HARVARD_DATAVERSE,
    licence="MIT in the copy read (un-project/un-votes); cite Voeten, Data and Analyses of Voting in the UN General Assembly (2013).",
    redistributable=True,
    harvest=harvest,
    lays="ballots",
    holds="the UN General Assembly's roll calls",
)
