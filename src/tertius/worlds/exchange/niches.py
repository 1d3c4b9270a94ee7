"""The sectors in which a power does what it does, dealt within a domain."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from tertius.worlds.computation import Altered, Changes
from tertius.worlds.exchange.deck import Deck, Places, decked
from tertius.worlds.partitions import in_worlds

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class NichesExchange:
    """The sectors of one domain, dealt among what each power does in them: RA3 within domains.

    Each power's totals by sector are shuffled over all sectors of the domain in which any of the
    powers asked about does something in that host, empty ones included (Lawlor 1980; null model RA3
    of Gotelli and Graves 1996). What a power does in one sector, role by role, moves whole.
    """

    profiles: pa.Table
    domains: Mapping[str, str]
    powers: frozenset[str]

    name = "niches"

    @cached_property
    def _rows(self) -> dict[tuple[str, str, str], list[int]]:
        """By host, power and sector the places of the rows that weigh something."""
        places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        columns = ["host", "power", "sector", "weight"]
        for place, row in enumerate(self.profiles.select(columns).to_pylist()):
            if row["power"] in self.powers:
                places[row["host"], row["power"], row["sector"]].append(place)
        return dict(places)

    @cached_property
    def deck(self) -> Deck:
        """The sectors of each host, domain and power, each with what the power does there."""
        sectors: dict[tuple[str, str], set[str]] = defaultdict(set)
        for host, _, sector in self._rows:
            sectors[host, self.domains.get(sector, sector)].add(sector)
        contents = self.profiles.select(["role", "basis", "weight"]).to_pylist()
        groups: dict[Hashable, set[tuple[Hashable, Hashable]]] = {}
        for (host, domain), here in sectors.items():
            for power in self.powers:
                groups[host, domain, power] = {
                    ((host, power, sector), self._card(contents, (host, power, sector)))
                    for sector in here
                }
        return decked(groups)

    def _card(self, contents: list[dict[str, Any]], place: tuple[str, str, str]) -> Hashable:
        return tuple(
            sorted(str(sorted(contents[row].items())) for row in self._rows.get(place, ()))
        )

    def changes(self, deals: Places, names: Sequence[str]) -> Changes:
        """Return the profiles with each power's sectors as each deal gives them."""
        units: list[tuple[str, str, str]] = [
            unit for unit in self.deck.units if isinstance(unit, tuple)
        ]
        rows = [np.array(self._rows.get(unit, ()), dtype=np.int64) for unit in units]
        role = self.profiles["role"].to_pylist()
        cards = [card for stratum in self.deck.strata for card in stratum.cards]
        dealt: list[NDArray[np.int64]] = []
        sectors: list[str] = []
        row_worlds: list[int] = []
        touched: list[dict[str, str]] = []
        for number, (world, deal) in enumerate(zip(names, deals.tolist(), strict=True)):
            for to, start in enumerate(deal):
                if cards[start] == cards[to]:
                    continue
                host, power, sector = units[to]
                dealt.append(rows[start])
                sectors += [sector] * len(rows[start])
                row_worlds += [number] * len(rows[start])
                roles = {role[place] for place in (*rows[start].tolist(), *rows[to].tolist())}
                touched += [
                    {"world": world, "host": host, "sector": sector, "power": power, "role": one}
                    for one in sorted(roles)
                ]
        if not touched:
            return Changes()
        none = np.array([], dtype=np.int64)
        taken = self.profiles.take(pa.array(np.concatenate([none, *dealt])))
        at = taken.column_names.index("sector")
        taken = taken.set_column(at, "sector", pa.array(sectors, pa.string()))
        there = in_worlds(taken, names, np.array(row_worlds, dtype=np.int64))
        shape = pa.schema([(name, pa.string()) for name in touched[0]])
        return Changes(altered={"profiles": Altered(there, pa.Table.from_pylist(touched, shape))})
