"""The votes behind the published ideal points, prepared by the published rules."""

from pathlib import Path

import numpy as np

from tertius.intake.datasets.protocol import DatasetError
from tertius.intake.datasets.reading import read_csv
from tertius.intake.datasets.states import roll_call_names
from tertius.intake.datasets.unga_roll_calls import WORDS
from tertius.votes.ideal.fit import Anchors
from tertius.votes.ideal.panel import Panel, bridged, panel_of

WHOLE_TEXTS = 1989
"""After this year votes on paragraphs and amendments are left out."""

NO_VOTES = 19
"""The session in which the Assembly took no votes but one, over arrears."""

ZANZIBAR, SOUTH_AFRICA, ABSENT_SESSION = 511, 560, 48

USA, UK, CANADA, ISRAEL, RUSSIA, EAST_GERMANY = 2, 200, 20, 666, 365, 265
ANCHORS = Anchors(
    places={USA: 3, UK: 3, CANADA: 3, ISRAEL: 3, RUSSIA: -2, EAST_GERMANY: -2},
    positive=USA,
    negative=RUSSIA,
)
"""Where the published program begins, which makes the side of the United States positive."""


def read_panel(folder: Path, *, session: int | None = None) -> Panel:
    """Return the votes of the release of 2019 as the published estimates take them; of one session where named.

    States are numbers of the Correlates of War. Roll calls that were voted on again are one item.
    """
    calls = read_csv(
        folder / "roll_calls.csv.gz",
        {**dict.fromkeys(("rcid", "amend", "para"), "whole"), "session": "number", "date": "day"},
    )
    votes = read_csv(folder / "votes.csv.gz", {"rcid": "whole", "country": "text", "vote": "text"})
    matches = read_csv(folder / "matches.csv", {"rcid1": "whole", "rcid2": "whole"})
    again: dict[int, int] = {}
    for first, second in zip(
        matches["rcid1"].to_pylist(), matches["rcid2"].to_pylist(), strict=True
    ):
        again.setdefault(second, first)
    ids, row, state, vote = _votes(calls["rcid"].to_numpy(), votes)
    sessions = calls["session"].to_numpy().astype(int)[row]
    year = np.array([day.year for day in calls["date"].to_pylist()])[row]
    in_part = np.zeros(len(row), dtype=bool)
    for column in ("amend", "para"):
        in_part |= (calls[column].fill_null(0).to_numpy() == 1)[row]
    kept = ~((year > WHOLE_TEXTS) & in_part) & (sessions != NO_VOTES) & (state != ZANZIBAR)
    kept &= ~((state == SOUTH_AFRICA) & (sessions == ABSENT_SESSION))
    if session is not None:
        kept &= sessions == session
    item = bridged(again, ids)[row]
    return panel_of(item[kept], state[kept], sessions[kept], vote[kept])


def _votes(
    ids: np.ndarray, votes: "object"
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return roll calls, and for each vote the place of its roll call, its state and what it was."""
    names, words = (
        votes[name].combine_chunks().dictionary_encode()  # type: ignore[index]
        for name in ("country", "vote")
    )
    known = roll_call_names()
    for column, allowed in ((names, known), (words, WORDS)):
        for text in column.dictionary.to_pylist():
            if text not in allowed:
                raise DatasetError(
                    f"votes.csv.gz of 2019 has {text!r}, which is in no table. Nothing of it is used."
                )
    state = np.array([known[name] for name in names.dictionary.to_pylist()])[
        names.indices.to_numpy()
    ]
    vote = np.array([WORDS[word] for word in words.dictionary.to_pylist()])[
        words.indices.to_numpy()
    ]
    calls = votes["rcid"].to_numpy()  # type: ignore[index]
    order = np.argsort(ids)
    row = order[np.searchsorted(ids[order], calls).clip(max=len(ids) - 1)]
    if (ids[row] != calls).any():
        place = int(np.flatnonzero(ids[row] != calls)[0])
        raise DatasetError(
            f"votes.csv.gz:{place + 2} names the roll call {calls[place]}, which is in no table."
        )
    return ids, row, state, vote
