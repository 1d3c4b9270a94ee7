"""What became of promises, and when, dealt among promises of one kind."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from tertius.worlds.computation import Altered, Changes
from tertius.worlds.differences import WORLD
from tertius.worlds.exchange.deck import Deck, Places, decked

OUTCOME = (
    "outcome",
    "promised_first",
    "promised_last",
    "delivered_first",
    "delivered_last",
    "ended_first",
    "ended_last",
    "confirmed",
)
"""The columns of `promises` that are dealt together: what became of it, and when."""


PERIOD = 5
"""Years: promises are dealt among those whose first date falls into the same five. A promise of 2018
has had less time than one of 2008, and shorter periods would leave strata of one or two."""


@dataclass(frozen=True)
class OutcomesExchange:
    """What became of each promise, and when, dealt among promises of one host, sort and period."""

    promises: pa.Table
    powers: frozenset[str]

    name = "outcomes"

    @cached_property
    def deck(self) -> Deck:
        """The promises of the powers, each with what became of it."""
        groups: dict[Hashable, set[tuple[Hashable, Hashable]]] = defaultdict(set)
        for place, row in enumerate(self.promises.to_pylist()):
            if row["is_umbrella"] or not self.powers.issuperset((row["power"] or "?").split(";")):
                continue
            first = row["promised_first"]
            period = None if first is None else first.year // PERIOD * PERIOD
            card = tuple(str(row[name]) for name in OUTCOME)
            groups[row["host"], row["money"], period].add((place, card))
        return decked(groups)

    def changes(self, deals: Places, names: Sequence[str]) -> Changes:
        """Return the promises with the outcomes that each deal gives them."""
        units = np.array(self.deck.units, dtype=np.int64)
        cards = [card for stratum in self.deck.strata for card in stratum.cards]
        kinds = {card: kind for kind, card in enumerate(dict.fromkeys(cards))}
        own = np.array([kinds[card] for card in cards], dtype=np.int64)
        families = self.promises["family"].to_pylist()
        numbers = {key: place for place, key in enumerate(dict.fromkeys(families))}
        part = np.array([numbers[key] for key in families], dtype=np.int64)
        none = np.array([], dtype=np.int64)
        rows, sources, parts, row_worlds, part_worlds = [none], [none], [none], [], []
        for world, deal in zip(names, deals, strict=True):
            source = np.arange(len(families), dtype=np.int64)
            source[units] = units[deal]
            hit = np.unique(part[units[own[deal] != own]])
            mine = np.flatnonzero(np.isin(part, hit))
            rows.append(mine)
            sources.append(source[mine])
            parts.append(hit)
            row_worlds += [world] * len(mine)
            part_worlds += [world] * len(hit)
        if not part_worlds:
            return Changes()
        taken = self.promises.take(pa.array(np.concatenate(rows)))
        outcomes = self.promises.select(list(OUTCOME)).take(pa.array(np.concatenate(sources)))
        for name in OUTCOME:
            taken = taken.set_column(taken.column_names.index(name), name, outcomes[name])
        there = taken.add_column(0, WORLD[0], pa.array(row_worlds, pa.string()))
        distinct = [*numbers]
        touched = pa.table(
            {
                WORLD[0]: pa.array(part_worlds, pa.string()),
                "family": [distinct[place] for place in np.concatenate(parts)],
            }
        )
        return Changes(altered={"promises": Altered(there, touched)})
