"""Roll calls as a matrix: a row for each, a column for each state."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tertius.votes.likeness import ABSENT, ABSTAIN, CAST, Likeness, likeness


@dataclass(frozen=True)
class RollCalls:
    """Hold recorded votes: `ballots` (roll calls x states) has 0 no row, 1 yes, 2 abstain, 3 no, 8 absent.

    `items` numbers the matters that were voted on: roll calls of one item come in one package and
    are no independent evidence. `days` are days of the proleptic Gregorian calendar.
    """

    ids: np.ndarray
    sessions: np.ndarray
    days: np.ndarray
    items: np.ndarray
    states: tuple[str, ...]
    ballots: np.ndarray

    def column(self, state: str) -> np.ndarray:
        """Return all votes of a state, 0 where it has none. Raises KeyError for one without a column."""
        try:
            return np.asarray(self.ballots[:, self.states.index(state)])
        except ValueError:
            raise KeyError(state) from None

    def where(self, kept: np.ndarray) -> "RollCalls":
        """Return some of the roll calls, given by truth or by place."""
        return RollCalls(
            self.ids[kept],
            self.sessions[kept],
            self.days[kept],
            self.items[kept],
            self.states,
            self.ballots[kept],
        )

    @property
    def divided(self) -> np.ndarray:
        """Return for each roll call whether not all votes cast were the same."""
        kinds = sum((self.ballots == vote).any(axis=1).astype(int) for vote in CAST)
        return np.asarray(kinds > 1)


@dataclass(frozen=True)
class Pairs:
    """Hold all pairs of states in all sessions: an entry for each that had a vote to compare.

    `one` and `other` are columns of the roll calls, `one` the lower of the two.
    """

    session: np.ndarray
    one: np.ndarray
    other: np.ndarray
    likeness: Likeness


def all_pairs(
    calls: RollCalls, *, absent_abstains: bool = False, divided_only: bool = False
) -> Pairs:
    """Return how alike every two states voted in every session in which both voted.

    Six products of matrices a session make the tables: which states cast one vote on which roll
    calls, times which states cast another.
    """
    if divided_only:
        calls = calls.where(calls.divided)
    ones, others, sessions, tables = [], [], [], []
    for session in np.unique(calls.sessions):
        ballots = calls.ballots[calls.sessions == session]
        if absent_abstains:
            ballots = np.where(ballots == ABSENT, ABSTAIN, ballots)
        seated = np.flatnonzero(np.isin(ballots, CAST).any(axis=0))
        one, other = np.triu_indices(len(seated), k=1)
        table = _tables(ballots[:, seated], one, other)
        met = table.any(axis=(0, 1))
        ones.append(seated[one][met])
        others.append(seated[other][met])
        sessions.append(np.full(met.sum(), session))
        tables.append(table[:, :, met])
    whole = np.concatenate(tables, axis=2)
    return Pairs(
        np.concatenate(sessions),
        np.concatenate(ones),
        np.concatenate(others),
        likeness(np.moveaxis(whole, (0, 1), (-2, -1))),
    )


def _tables(ballots: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the tables of pairs of columns (3, 3, pairs): which cast one vote where another cast which."""
    table = np.empty((3, 3, len(one)), dtype=np.float32)
    cast = [(ballots == vote).astype(np.float32) for vote in CAST]
    there, back = (
        np.ravel_multi_index(pair, (ballots.shape[1],) * 2) for pair in ((one, other), (other, one))
    )
    for a in range(3):
        for b in range(a, 3):
            product = (cast[a].T @ cast[b]).ravel()
            table[a, b] = product[there]
            table[b, a] = product[back]
    return table


def numbered(texts: Sequence[str]) -> np.ndarray:
    """Return a number for each text, the same for the same text."""
    return np.asarray(
        np.unique(np.asarray(texts, dtype=object).astype(str), return_inverse=True)[1]
    )
