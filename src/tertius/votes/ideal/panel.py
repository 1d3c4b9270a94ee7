"""Votes laid out for estimation: items, and states in sessions."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

YES, ABSTAIN, NO = 1, 2, 3


@dataclass(frozen=True)
class Panel:
    """Hold votes by item: an item is a resolution, or several that were one voted on again.

    `starts` has one place more than there are items; votes `starts[i]` to `starts[i + 1]` are of
    item i, yes before abstain before no; `ends` (items x 3) says where each of the three ends, counted
    from the item's first vote. `place` gives for each vote the state in a session (a seat). Seats
    are sorted by state and session; `before` is the state's seat in the latest earlier session,
    -1 where there is none.
    """

    items: np.ndarray
    starts: np.ndarray
    place: np.ndarray
    vote: np.ndarray
    ends: np.ndarray
    state: np.ndarray
    session: np.ndarray
    cast: np.ndarray
    before: np.ndarray

    @property
    def seats(self) -> int:
        """Return how many pairs of state and session there are."""
        return len(self.state)


def panel_of(item: np.ndarray, state: np.ndarray, session: np.ndarray, vote: np.ndarray) -> Panel:
    """Return votes laid out, without the items on which nobody dissented.

    All four have one entry for each vote; states and items are whole numbers, votes 1, 2 or 3. An
    item on which all votes are the same says nothing of where anybody stands.
    """
    items, of_item = np.unique(item, return_inverse=True)
    counts = np.zeros((len(items), 4), dtype=np.int64)
    np.add.at(counts, (of_item, vote), 1)
    divides = (counts[:, 1:] > 0).sum(axis=1) > 1
    kept = divides[of_item]
    item, state, session, vote = item[kept], state[kept], session[kept], vote[kept]
    key = state.astype(np.int64) * 1000 + session
    seats, place = np.unique(key, return_inverse=True)
    order = np.lexsort((place, vote, item))
    items, first = np.unique(item[order], return_index=True)
    seat_state, seat_session = seats // 1000, seats % 1000
    before = np.arange(len(seats)) - 1
    before[np.r_[True, seat_state[1:] != seat_state[:-1]]] = -1
    return Panel(
        items=items,
        starts=np.append(first, len(item)).astype(np.int64),
        place=place[order].astype(np.int32),
        vote=vote[order].astype(np.int8),
        ends=counts[divides][:, 1:].cumsum(axis=1),
        state=seat_state.astype(np.int64),
        session=seat_session.astype(np.int64),
        cast=np.bincount(place, minlength=len(seats)).astype(np.int64),
        before=before.astype(np.int64),
    )


def bridged(again: Mapping[int, int], roll_calls: np.ndarray) -> np.ndarray:
    """Return the item of each roll call: the earliest of those that were one voted on again.

    `again` gives for a roll call the earlier one that it repeats. A circle ends where it began.
    """
    item = roll_calls.copy()
    for index, roll_call in enumerate(roll_calls.tolist()):
        root, seen = roll_call, {roll_call}
        while (earlier := again.get(root)) is not None and earlier not in seen:
            seen.add(earlier)
            root = earlier
        item[index] = root
    return item
