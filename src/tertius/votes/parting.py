"""Key votes: roll calls on which two powers part, and where a host went."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tertius.votes.likeness import ABSENT, CAST, NO, YES
from tertius.votes.rollcalls import RollCalls

WORDS = {0: "no row", 1: "yes", 2: "abstain", 3: "no", 8: "absent"}
"""What each code of a vote means."""


@dataclass(frozen=True)
class KeyVote:
    """Hold a roll call on which two powers cast different votes, and what the host did.

    `with_side` is 1 or 2 where the host cast what that power cast, 0 where it cast the third vote,
    None where it cast none. `opposed` says that one said yes and the other no.
    """

    roll_call: int
    session: int
    first: str
    second: str
    host: str
    opposed: bool
    with_side: int | None


def key_votes(calls: RollCalls, host: str, first: str, second: str) -> Iterator[KeyVote]:
    """Yield the roll calls on which two powers part, in their order."""
    a, b, own = (calls.column(state) for state in (first, second, host))
    parted = np.isin(a, CAST) & np.isin(b, CAST) & (a != b)
    for place in np.flatnonzero(parted):
        one, other, cast = int(a[place]), int(b[place]), int(own[place])
        side = None if cast in (0, ABSENT) else 1 if cast == one else 2 if cast == other else 0
        yield KeyVote(
            roll_call=int(calls.ids[place]),
            session=int(calls.sessions[place]),
            first=WORDS[one],
            second=WORDS[other],
            host=WORDS[cast],
            opposed={one, other} == {YES, NO},
            with_side=side,
        )
