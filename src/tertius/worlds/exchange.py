"""Exchange worlds: labels dealt out anew among the rows of one stratum, everything else kept.

An exchange is one more choice of evidence, so the kernel computes many of its worlds at once. Three
are dealt: the power of what stands (`powers`), the sector in which a power does what it does
(`niches`), and what became of a promise, with when (`outcomes`). Settled rows are dealt, so claims on
a label have been weighed before.

A world is named by its number. The same seed deals the same world under the same number, in whatever
batches worlds are computed.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import factorial, prod
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tertius.facts.subjects import PRESENT, YES
from tertius.worlds.computation import Altered, Changes
from tertius.worlds.plans import WORLD

Fetch = Callable[[str], pa.Table]
"""Gives the table of an input or of a step in the baseline, by its name."""

Places = NDArray[np.int64]
"""By world and unit, the place of the unit whose card it gets: of shape (worlds, units)."""


@dataclass(frozen=True)
class Stratum:
    """Units among which cards are dealt; in the baseline each unit holds the card of its own place."""

    units: tuple[Hashable, ...]
    cards: tuple[Hashable, ...]

    @property
    def deals(self) -> int:
        """The number of different deals: n! over the product of the factorials of equal cards."""
        equal = (self.cards.count(card) for card in set(self.cards))
        return factorial(len(self.cards)) // prod(map(factorial, equal))

    def every(self) -> Iterator[tuple[int, ...]]:
        """Yield each different deal once, as the place from which each unit gets its card."""
        places: dict[Hashable, list[int]] = defaultdict(list)
        for place, card in enumerate(self.cards):
            places[card].append(place)
        yield from _arrangements([*places.values()], len(self.cards))


def _arrangements(groups: Sequence[Sequence[int]], length: int) -> Iterator[tuple[int, ...]]:
    """Yield every order of places in which equal ones, which share a group, keep theirs."""
    left = [len(group) for group in groups]
    order: list[int] = []

    def deal() -> Iterator[tuple[int, ...]]:
        if len(order) == length:
            yield tuple(order)
            return
        for number, group in enumerate(groups):
            if left[number]:
                left[number] -= 1
                order.append(group[len(group) - left[number] - 1])
                yield from deal()
                order.pop()
                left[number] += 1

    yield from deal()


@dataclass(frozen=True)
class Deck:
    """Every stratum of an exchange in which dealing can change something."""

    strata: tuple[Stratum, ...]

    @property
    def units(self) -> tuple[Hashable, ...]:
        """The units of all strata, in the order of the columns of a deal."""
        return tuple(unit for stratum in self.strata for unit in stratum.units)

    @property
    def deals(self) -> int:
        """The number of different deals, all equally likely; 1 where nothing can be dealt."""
        return prod(stratum.deals for stratum in self.strata)

    def draw(self, seed: int, worlds: range) -> Places:
        """Return one random deal for each world, told by its number and the seed alone."""
        places = np.empty((len(worlds), len(self.units)), dtype=np.int64)
        for row, world in enumerate(worlds):
            random = np.random.default_rng((seed, world))
            start = 0
            for stratum in self.strata:
                end = start + len(stratum.units)
                places[row, start:end] = start + random.permutation(end - start)
                start = end
        return places

    def every(self) -> Places:
        """Return every different deal once, of shape (deals, units)."""
        starts = np.cumsum([0, *(len(stratum.units) for stratum in self.strata)])
        parts = [
            [[start + place for place in deal] for deal in stratum.every()]
            for start, stratum in zip(starts.tolist(), self.strata, strict=False)
        ]
        deals = [[place for part in deal for place in part] for deal in product(*parts)]
        return np.array(deals, dtype=np.int64).reshape(len(deals), len(self.units))


def decked(groups: Mapping[Hashable, Iterable[tuple[Hashable, Hashable]]]) -> Deck:
    """Return the deck of (unit, card) pairs by stratum; strata of one card dealt over are left out."""
    strata = []
    for key in sorted(groups, key=str):
        pairs = sorted(groups[key], key=lambda pair: str(pair[0]))
        if len({card for _, card in pairs}) > 1:
            units, cards = zip(*pairs, strict=True)
            strata.append(Stratum(units, cards))
    return Deck(tuple(strata))


class Exchange(Protocol):
    """A way to deal labels out anew, laid out once for all of its worlds."""

    @property
    def name(self) -> str:
        """What is dealt: powers, niches or outcomes."""

    @property
    def deck(self) -> Deck:
        """The strata among which it deals."""

    def changes(self, deals: Places, names: Sequence[str]) -> Changes:
        """Return what differs in the world of each deal, under the names given."""


@dataclass(frozen=True)
class PowersExchange:
    """The powers of what stands, dealt among engagements, and among stakes, of one set of hosts.

    An engagement moves with all its parts (`part_of`), and stays where these carry different
    labels; stakes move with all that hang on one foreign holder. What stands, is over and is
    uncertain is dealt apart, so that every power keeps its number of each. A cell of several powers
    is one label; one that names a power which is not asked about stays where it is.
    """

    engagements: pa.Table
    parties: pa.Table
    stakes: pa.Table
    holdings: pa.Table
    ancestors: pa.Table
    powers: frozenset[str]

    name = "powers"

    @cached_property
    def _engagement_units(self) -> dict[str, tuple[Hashable, Hashable, str]]:
        """By engagement dealt: its unit, its stratum and its label."""
        columns = ["id", "power", "host", "direction", "scope", "exists", "ended"]
        rows = {row["id"]: row for row in self.engagements.select(columns).to_pylist()}
        root = {name: name for name in rows}
        above = defaultdict(set)
        for link in self.ancestors.select(["id", "ancestor"]).to_pylist():
            above[link["id"]].add(link["ancestor"])
        for name, ancestors in above.items():
            tops = [one for one in ancestors if one in rows and not above.get(one)]
            if name in root and tops:
                root[name] = min(tops)
        trees: dict[str, list[str]] = defaultdict(list)
        for name in rows:
            trees[root[name]].append(name)
        units: dict[str, tuple[Hashable, Hashable, str]] = {}
        for top, names in trees.items():
            labels = {rows[name]["power"] for name in names}
            counted = [rows[name] for name in names if _is_counted(rows[name])]
            label = min(labels, key=str)
            if len(labels) > 1 or not counted or not self.powers.issuperset(label.split(";")):
                continue
            stratum = ("engagements", rows[top]["host"], min(map(_standing, counted)))
            units |= dict.fromkeys(names, (top, stratum, label))
        return units

    @cached_property
    def _stake_units(self) -> dict[str, tuple[Hashable, Hashable, str]]:
        """By stake dealt: its unit, its stratum and its label."""
        ties = self.holdings.select(["id", "actor", "target"]).to_pylist()
        ends = {tie["id"]: (tie["actor"], tie["target"]) for tie in ties}
        rows = [
            (row["id"], (row["host"], row["power"]))
            for row in self.stakes.select(["id", "host", "power"]).to_pylist()
            if row["power"] in self.powers
        ]
        chains = _joined(
            tuple((*place, end) for end in ends[name])  # type: ignore[misc]
            for name, place in rows
        )
        return {
            name: (chains[host, power, ends[name][0]], ("stakes", host), power)
            for name, (host, power) in rows
        }

    @cached_property
    def deck(self) -> Deck:
        """The units of engagements and stakes, each with its power."""
        groups: dict[Hashable, set[tuple[Hashable, Hashable]]] = defaultdict(set)
        for units in (self._engagement_units, self._stake_units):
            for unit, stratum, label in units.values():
                groups[stratum].add((unit, label))
        return decked(groups)

    @cached_property
    def _column(self) -> dict[Hashable, int]:
        return {unit: column for column, unit in enumerate(self.deck.units)}

    @cached_property
    def _labels(self) -> list[str]:
        """The label that each unit holds in the baseline."""
        return [str(card) for stratum in self.deck.strata for card in stratum.cards]

    def changes(self, deals: Places, names: Sequence[str]) -> Changes:
        """Return the engagements, parties and stakes with the powers that each deal gives them."""
        if not self._column:
            return Changes()
        by_engagement = {
            name: self._column[unit]
            for name, (unit, _, _) in self._engagement_units.items()
            if unit in self._column
        }
        by_stake = {
            name: self._column[unit]
            for name, (unit, _, _) in self._stake_units.items()
            if unit in self._column
        }
        words = sorted(set(self._labels))
        code = {word: number for number, word in enumerate(words)}
        own = np.array([code[label] for label in self._labels], dtype=np.int64)
        dealt = own[deals]
        tables = {
            "engagements": ("family", "id", by_engagement),
            "parties": ("family", "engagement", by_engagement),
            "stakes": ("component", "id", by_stake),
        }
        altered = {}
        for name, (partition, key, columns) in tables.items():
            table = getattr(self, name)
            unit = np.array(
                [columns.get(one, -1) for one in table[key].to_pylist()], dtype=np.int64
            )
            relabelled = _relabelled(table, partition, unit, own, dealt, words, names)
            if len(relabelled.touched):
                altered[name] = relabelled
        return Changes(altered=altered)


def _is_counted(row: Mapping[str, Any]) -> bool:
    """Return whether measures of presence look at an engagement, and it has a power."""
    return row["direction"] in PRESENT and row["scope"] != "background" and bool(row["power"])


def _standing(row: Mapping[str, Any]) -> str:
    """Return whether an engagement stands, is over, or may not be there."""
    if row["exists"] != YES:
        return "uncertain"
    return "over" if row["ended"] else "standing"


def _joined(pairs: Iterable[tuple[Hashable, Hashable]]) -> dict[Hashable, Hashable]:
    """Return for each end of some pairs the least end, by its text, that pairs lead to."""
    near: dict[Hashable, set[Hashable]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    least: dict[Hashable, Hashable] = {}
    for start in sorted(near, key=str):
        if start in least:
            continue
        waiting = [start]
        while waiting:
            end = waiting.pop()
            if end not in least:
                least[end] = start
                waiting += near[end]
    return least


def _relabelled(
    table: pa.Table,
    partition: str,
    unit: NDArray[np.int64],
    own: NDArray[np.int64],
    dealt: NDArray[np.int64],
    words: Sequence[str],
    names: Sequence[str],
) -> Altered:
    """Return a table with the powers that each deal gives its rows, in the partitions it changes.

    `unit` says for each row which column of the deals holds its label, or -1; `own` and `dealt` hold
    labels as places in `words`. A row whose power is one of those of its old label gets those of the
    new one: one row for each.
    """
    keys = table[partition].to_pylist()
    numbers = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    part = np.array([numbers[key] for key in keys], dtype=np.int64)
    powers = table["power"].to_pylist()
    every = sorted({power for power in powers if power} | {p for w in words for p in w.split(";")})
    place_of = {power: place for place, power in enumerate([*every, *words])}
    whole = np.array([place_of.get(power, -1) for power in powers], dtype=np.int64)
    moves = unit >= 0
    old = np.where(moves, own[unit], -1)
    is_label = np.array(
        [bool(o >= 0) and power == words[o] for o, power in zip(old.tolist(), powers, strict=True)],
        dtype=np.bool_,
    )
    is_member = np.array(
        [
            bool(o >= 0) and power is not None and power in words[o].split(";")
            for o, power in zip(old.tolist(), powers, strict=True)
        ],
        dtype=np.bool_,
    )
    # Rows of parties name one power each; where a label holds several, each of them plays the role.
    splits = table.column_names.count("engagement") > 0
    new_places: list[list[int]] = [
        [place_of[power] for power in word.split(";")] if splits else [place_of[word]]
        for word in words
    ]
    counts_of = np.array([len(places) for places in new_places], dtype=np.int64)
    named = [*every, *words]
    touches = is_member if splits else is_label
    rows, powers_there, parts, row_worlds, part_worlds = [], [], [], [], []
    for world, labels in zip(names, dealt, strict=True):
        new = np.where(moves, labels[unit], -1)
        changed = touches & (new != old)
        hit = np.unique(part[changed])
        if not len(hit):
            continue
        mine = np.flatnonzero(np.isin(part, hit))
        counts = np.where(changed[mine], counts_of[new[mine]], 1)
        power = np.repeat(whole[mine], counts)
        starts = np.cumsum(counts) - counts
        for at in np.flatnonzero(changed[mine]).tolist():
            places = new_places[int(new[mine[at]])]
            power[starts[at] : starts[at] + len(places)] = places
        repeated = np.repeat(mine, counts)
        rows.append(repeated)
        powers_there.append(power)
        parts.append(hit)
        row_worlds += [world] * len(repeated)
        part_worlds += [world] * len(hit)
    none = np.array([], dtype=np.int64)
    taken = table.take(pa.array(np.concatenate([none, *rows])))
    texts = [
        named[place] if place >= 0 else None for place in np.concatenate([none, *powers_there])
    ]
    taken = taken.set_column(
        taken.column_names.index("power"), "power", pa.array(texts, table["power"].type)
    )
    found = taken.add_column(0, WORLD[0], pa.array(row_worlds, pa.string()))
    if splits and any(len(places) > 1 for places in new_places):
        found = found.group_by(found.column_names).aggregate([])
    distinct = [*numbers]
    partitions = [distinct[place] for place in np.concatenate([none, *parts])]
    touched = pa.table(
        [pa.array(part_worlds, pa.string()), pa.array(partitions, table[partition].type)],
        names=[WORLD[0], partition],
    )
    return Altered(found, touched)


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
        found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        columns = ["host", "power", "sector", "weight"]
        for place, row in enumerate(self.profiles.select(columns).to_pylist()):
            if row["power"] in self.powers:
                found[row["host"], row["power"], row["sector"]].append(place)
        return dict(found)

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
        found: list[NDArray[np.int64]] = []
        sectors: list[str] = []
        row_worlds: list[str] = []
        touched: list[dict[str, str]] = []
        for world, deal in zip(names, deals.tolist(), strict=True):
            for to, start in enumerate(deal):
                if cards[start] == cards[to]:
                    continue
                host, power, sector = units[to]
                found.append(rows[start])
                sectors += [sector] * len(rows[start])
                row_worlds += [world] * len(rows[start])
                roles = {role[place] for place in (*rows[start].tolist(), *rows[to].tolist())}
                touched += [
                    {"world": world, "host": host, "sector": sector, "power": power, "role": one}
                    for one in sorted(roles)
                ]
        if not touched:
            return Changes()
        none = np.array([], dtype=np.int64)
        taken = self.profiles.take(pa.array(np.concatenate([none, *found])))
        at = taken.column_names.index("sector")
        taken = taken.set_column(at, "sector", pa.array(sectors, pa.string()))
        there = taken.add_column(0, WORLD[0], pa.array(row_worlds, pa.string()))
        shape = pa.schema([(name, pa.string()) for name in touched[0]])
        return Changes(altered={"profiles": Altered(there, pa.Table.from_pylist(touched, shape))})


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


def exchange_of(
    name: str, fetch: Fetch, powers: Iterable[str]
) -> PowersExchange | NichesExchange | OutcomesExchange:
    """Return an exchange among some powers, given the tables of the baseline.

    Raises ValueError for a name that is no exchange.
    """
    asked = frozenset(powers)
    if name == "powers":
        return PowersExchange(
            fetch("engagements"),
            fetch("parties"),
            fetch("stakes"),
            fetch("holdings"),
            fetch("ancestors"),
            asked,
        )
    if name == "niches":
        rows = fetch("sector_domains").to_pylist()
        return NichesExchange(
            fetch("profiles"), {row["sector"]: row["domain"] for row in rows}, asked
        )
    if name == "outcomes":
        # Promises are dealt by their place, which has to depend on what they are alone.
        return OutcomesExchange(fetch("promises").sort_by("engagement"), asked)
    raise ValueError(f"{name!r} is no exchange")
