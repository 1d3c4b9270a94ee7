"""What became of promises, and when, dealt among promises of one kind."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from tertius.worlds.computation import Altered, Changes
from tertius.worlds.differences import FAMILY
from tertius.worlds.exchange.deck import Deck, Places, decked
from tertius.worlds.partitions import Partitions, in_worlds
from tertius.worlds.variants import variants_of_deals

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
        """Return the promises, by variants of their families, with the outcomes that each deal gives them."""
        units = np.array(self.deck.units, dtype=np.int64)
        cards = [card for stratum in self.deck.strata for card in stratum.cards]
        kinds = {card: kind for kind, card in enumerate(dict.fromkeys(cards))}
        own = np.array([kinds[card] for card in cards], dtype=np.int64)
        partitions = Partitions.of(self.promises, [FAMILY])
        variants = variants_of_deals(own[deals], own, partitions.of_row[units], names)
        if not len(variants.family):
            return Changes()
        row, at = partitions.rows_of(variants.family)
        column = np.full(self.promises.num_rows, -1, dtype=np.int64)
        column[units] = np.arange(len(units))
        dealt = units[deals[variants.world[at], column[row]]]
        source = np.where(column[row] >= 0, dealt, row)
        there = self.promises.take(pa.array(row))
        outcomes = self.promises.select(list(OUTCOME)).take(pa.array(source))
        for name in OUTCOME:
            there = there.set_column(there.column_names.index(name), name, outcomes[name])
        every = np.arange(len(variants.family))
        altered = Altered(
            in_worlds(there, variants.names, at),
            partitions.touched(variants.names, every, variants.family),
        )
        return Changes(altered={"promises": altered}, variants=variants.of_worlds)
