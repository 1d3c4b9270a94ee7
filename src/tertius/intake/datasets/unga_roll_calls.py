"""The two releases of the Assembly's roll calls, read and set against the stated totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from tertius.evidence.text import several
from tertius.intake.datasets.protocol import DatasetError, Join
from tertius.intake.datasets.reading import read_csv
from tertius.intake.datasets.states import lost, numbers, roll_call_names, spells_of
from tertius.votes.likeness import ABSENT, CAST
from tertius.votes.rollcalls import RollCalls, numbered

ISSUES = {
    "me": "Palestinian conflict",
    "nu": "Nuclear weapons",
    "di": "Arms control and disarmament",
    "hr": "Human rights",
    "co": "Colonialism",
    "ec": "Economic development",
}
"""The six issues by which the source marks roll calls."""

WORDS = {"yes": 1, "abstain": 2, "no": 3}
NOT_A_MEMBER = 9
"""What the file writes where a state was no member on that day; it is read as no ballot."""
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Table:
    """Hold roll calls as they are released: `ballots` (roll calls x numbers of states).

    `totals` are the stated sums of yes, abstain and no, -1 where none is stated.
    """

    ids: np.ndarray
    sessions: np.ndarray
    days: np.ndarray
    texts: tuple[str, ...]
    resolutions: tuple[str, ...]
    totals: np.ndarray
    issues: dict[str, np.ndarray]
    important: np.ndarray
    states: tuple[int, ...]
    ballots: np.ndarray


def read_later(folder: Path) -> Table:
    """Return the release to March 2021: absences and stated totals stand in it."""
    calls = read_csv(
        folder / "roll_calls.csv.gz",
        {
            **dict.fromkeys(
                ("rcid", "session", "yes", "abstain", "no", "importantvote", *ISSUES), "whole"
            ),
            "date": "day",
            "unres": "text",
            "short": "text",
        },
    )
    votes = read_csv(folder / "votes.csv.gz", dict.fromkeys(("rcid", "ccode", "vote"), "whole"))
    ids = calls["rcid"].to_numpy()
    _check_once(ids, "roll_calls.csv.gz", "the roll call")
    states = tuple(sorted(numbers()))
    cast = votes["vote"].to_numpy()
    wrong = np.flatnonzero(~np.isin(cast, (*CAST, ABSENT, NOT_A_MEMBER)))
    if len(wrong):
        raise DatasetError(
            f"votes.csv.gz:{wrong[0] + 2} column vote: {cast[wrong[0]]} is no vote. Known are 1 yes, 2 abstain, 3 no, 8 absent, 9 no member."
        )
    ballots = _matrix(ids, votes["rcid"].to_numpy(), states, votes["ccode"].to_numpy(), cast)
    ballots[ballots == NOT_A_MEMBER] = 0
    totals = np.stack([_filled(calls[name], -1) for name in ("yes", "abstain", "no")], axis=1)
    return Table(
        ids=ids,
        sessions=calls["session"].to_numpy(),
        days=_filled(calls["date"].cast(pa.int32()), 0),
        texts=tuple(calls["short"].to_pylist()),
        resolutions=tuple(calls["unres"].to_pylist()),
        totals=totals,
        issues={issue: _filled(calls[issue], 0) == 1 for issue in ISSUES},
        important=_filled(calls["importantvote"], 0) == 1,
        states=states,
        ballots=ballots,
    )


def read_earlier(folder: Path, later: Table) -> np.ndarray:
    """Return the ballots of the release of 2019, laid out as the later release: absences are not in it."""
    votes = read_csv(folder / "votes.csv.gz", {"rcid": "whole", "country": "text", "vote": "text"})
    names = votes["country"].combine_chunks().dictionary_encode()
    known = roll_call_names()
    for name in names.dictionary.to_pylist():
        if name not in known:
            raise DatasetError(
                f"votes.csv.gz of 2019 has the country {name!r}, which is in no table of codes. Nothing of the release is used."
            )
    of_name = np.array([known[name] for name in names.dictionary.to_pylist()])
    words = votes["vote"].combine_chunks().dictionary_encode()
    for word in words.dictionary.to_pylist():
        if word not in WORDS:
            raise DatasetError(
                f"votes.csv.gz of 2019 has the vote {word!r}, which is none. Known are yes, abstain and no."
            )
    of_word = np.array([WORDS[word] for word in words.dictionary.to_pylist()])
    return _matrix(
        later.ids,
        votes["rcid"].to_numpy(),
        later.states,
        of_name[names.indices.to_numpy()],
        of_word[words.indices.to_numpy()],
    )


def _filled(column: pa.ChunkedArray, empty: int) -> np.ndarray:
    return np.asarray(column.fill_null(empty).to_numpy())


def _check_once(keys: np.ndarray, file: str, what: str) -> None:
    unique, counts = np.unique(keys, return_counts=True)
    if (counts > 1).any():
        key = unique[counts > 1][0]
        row = int(np.flatnonzero(keys == key)[1]) + 2
        raise DatasetError(
            f"{file}:{row} has {what} {key} a second time. Nothing of the file is used."
        )


def _matrix(
    ids: np.ndarray, calls: np.ndarray, states: Sequence[int], codes: np.ndarray, cast: np.ndarray
) -> np.ndarray:
    """Return votes as a matrix (roll calls x states). Raises DatasetError for an unknown or doubled key."""
    order = np.argsort(ids)
    row = order[np.searchsorted(ids[order], calls).clip(max=len(ids) - 1)]
    column = np.searchsorted(states, codes).clip(max=len(states) - 1)
    for wrong, what, key in (
        (ids[row] != calls, "the roll call", calls),
        (np.asarray(states)[column] != codes, "the state", codes),
    ):
        if wrong.any():
            place = int(np.flatnonzero(wrong)[0])
            raise DatasetError(
                f"votes.csv.gz:{place + 2} names {what} {key[place]}, which is in no table. Nothing of the file is used."
            )
    cells = row * len(states) + column
    found, first = np.unique(cells, return_index=True)
    if len(found) < len(cells):
        place = int(np.setdiff1d(np.arange(len(cells)), first)[0])
        raise DatasetError(
            f"votes.csv.gz:{place + 2} is a second vote of {codes[place]} on roll call {calls[place]}. Nothing of the file is used."
        )
    ballots = np.zeros((len(ids), len(states)), dtype=np.int8)
    ballots[row, column] = cast
    return ballots


@dataclass(frozen=True)
class Difference:
    """Hold a vote on which two releases differ, which was taken, and why."""

    roll_call: int
    session: int
    cow: int
    later: int
    earlier: int
    taken: str
    why: str


RULE = (
    "Where the releases differ, the one whose votes add up to the stated totals is taken; where neither "
    "or both do, the one that comes nearer, and the later one where they are equally near."
)


def reconcile(later: Table, earlier: np.ndarray) -> tuple[np.ndarray, list[Difference]]:
    """Return the ballots that RULE takes, and every vote on which the releases differ.

    An absence in the later release and no row in the earlier one are no difference: the earlier one
    leaves absences out. Roll calls that the earlier release does not have are taken as they are.
    """
    cast_later, cast_earlier = (np.where(np.isin(b, CAST), b, 0) for b in (later.ballots, earlier))
    differs = np.asarray(cast_later != cast_earlier) & np.asarray(earlier.any(axis=1))[:, None]
    taken, differences = later.ballots.copy(), []
    for row in np.flatnonzero(differs.any(axis=1)):
        off = [_off(ballots[row], later.totals[row]) for ballots in (cast_later, cast_earlier)]
        is_earlier = off[1] < off[0]
        changed = np.flatnonzero(differs[row])
        if is_earlier:
            taken[row, changed] = np.where(
                earlier[row, changed] == 0, ABSENT, earlier[row, changed]
            )
        better, worse = (off[1], off[0]) if is_earlier else off
        why = (
            "its votes add up to the stated totals"
            if better == 0 < worse
            else f"{several(int(better), 'vote')} off the stated totals, the other {worse}"
        )
        differences += [
            Difference(
                roll_call=int(later.ids[row]),
                session=int(later.sessions[row]),
                cow=later.states[column],
                later=int(later.ballots[row, column]),
                earlier=int(earlier[row, column]),
                taken="earlier" if is_earlier else "later",
                why=why,
            )
            for column in changed
        ]
    return taken, differences


def _off(ballots: np.ndarray, totals: np.ndarray) -> int:
    """Return by how many votes ballots miss the stated totals."""
    counts = np.array([(ballots == vote).sum() for vote in CAST])
    return int(np.abs(counts - totals)[totals >= 0].sum())


def by_state(table: Table, ballots: np.ndarray) -> tuple[RollCalls, Join]:
    """Return ballots with a column for each state, by the table of successions, and what it left out.

    A vote on a day on which its number meant no member is left out and counted.
    """
    columns: dict[str, np.ndarray] = {}
    placed = np.zeros(ballots.shape, dtype=bool)
    for place, number in enumerate(table.states):
        for spell in spells_of(number):
            first, last = ((day - EPOCH).days for day in (spell.first, spell.last))
            inside = (table.days >= first) & (table.days <= last)
            column = columns.setdefault(spell.code, np.zeros(len(ballots), dtype=np.int8))
            column[inside] = np.where(column[inside] == 0, ballots[inside, place], column[inside])
            placed[:, place] |= inside
    left_out = (ballots != 0) & ~placed
    names = [f"{table.states[c]} in session {table.sessions[r]}" for r, c in np.argwhere(left_out)]
    states = tuple(sorted(columns))
    calls = RollCalls(
        ids=table.ids,
        sessions=table.sessions,
        days=table.days,
        items=_items(table),
        states=states,
        ballots=np.stack([columns[state] for state in states], axis=1),
    )
    kept = int((ballots != 0).sum() - left_out.sum())
    return calls, Join("votes to members of the Assembly", kept, int(left_out.sum()), lost(names))


def _items(table: Table) -> np.ndarray:
    """Return a number for the matter of each roll call: its short title within its session.

    Where no title is given (empty, or NA), the resolution; where none is, the roll call itself.
    """
    texts = []
    for row, (text, resolution) in enumerate(zip(table.texts, table.resolutions, strict=True)):
        matter = next((t for t in (text.strip(), resolution.strip()) if t not in ("", "NA")), None)
        texts.append(f"{table.sessions[row]} {matter or table.ids[row]}")
    return numbered(texts)
