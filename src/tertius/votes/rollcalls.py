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

    Nine products of matrices a session make the tables: which states cast one vote on which roll
    calls, times which states cast another.
    """
    if divided_only:
        calls = calls.where(calls.divided)
    ones, others, sessions, tables = [], [], [], []
    for session in np.unique(calls.sessions):
        ballots = calls.ballots[calls.sessions == session]
        if absent_abstains:
            ballots = np.where(ballots == ABSENT, ABSTAIN, ballots)
        cast = [(ballots == vote).astype(np.float32) for vote in CAST]
        seated = np.flatnonzero(sum(votes.any(axis=0) for votes in cast))
        one, other = np.triu_indices(len(seated), k=1)
        table = np.empty((len(one), 3, 3), dtype=np.float32)
        for a, first in enumerate(cast):
            for b, second in enumerate(cast):
                table[:, a, b] = (first[:, seated].T @ second[:, seated])[one, other]
        met = table.any(axis=(1, 2))
        ones.append(seated[one][met])
        others.append(seated[other][met])
        sessions.append(np.full(met.sum(), session))
        tables.append(table[met])
    return Pairs(
        np.concatenate(sessions),
        np.concatenate(ones),
        np.concatenate(others),
        likeness(np.concatenate(tables)),
    )


def numbered(texts: Sequence[str]) -> np.ndarray:
    """Return a number for each text, the same for the same text."""
    return np.asarray(
        np.unique(np.asarray(texts, dtype=object).astype(str), return_inverse=True)[1]
    )
