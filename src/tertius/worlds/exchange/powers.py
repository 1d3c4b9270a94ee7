"""The powers of what stands, dealt among engagements and among stakes."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from tertius.facts.subjects import PRESENT, YES
from tertius.worlds.computation import Altered, Changes
from tertius.worlds.exchange.deck import Deck, Places, decked
from tertius.worlds.partitions import Numbers, Partitions, in_worlds


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
            partitions = Partitions.of(table, [partition])
            relabelled = _relabelled(table, partitions, unit, own, dealt, words, names)
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
    partitions: Partitions,
    unit: Numbers,
    own: Numbers,
    dealt: Numbers,
    words: Sequence[str],
    names: Sequence[str],
) -> Altered:
    """Return a table with the powers that each deal gives its rows, in the partitions it changes.

    `unit` says for each row which column of the deals holds its label, or -1; `own` and `dealt` hold
    labels as places in `words`. A row whose power is one of those of its old label gets those of the
    new one: one row for each.
    """
    powers = table["power"].to_pylist()
    # Rows of parties name one power each; where a label holds several, each of them plays the role.
    splits = "engagement" in table.column_names
    members = [word.split(";") if splits else [word] for word in words]
    every = sorted({power for power in powers if power} | {p for each in members for p in each})
    place_of: dict[str | None, int] = {power: place for place, power in enumerate([*every, None])}
    whole = np.array([place_of[power or None] for power in powers], dtype=np.int64)
    moves = unit >= 0
    old = np.where(moves, own[unit], -1)
    touches = np.array(
        [o >= 0 and power in members[o] for o, power in zip(old.tolist(), powers, strict=True)],
        dtype=np.bool_,
    )
    # Of every world and row: small numbers, as there may be ten million.
    new = np.where(moves, dealt.astype(np.int32)[:, unit], np.int32(-1))
    changed = touches & (new != old)
    hit = np.zeros((len(names), partitions.keys.num_rows), dtype=np.bool_)
    at_world, at_row = np.nonzero(changed)
    hit[at_world, partitions.of_row[at_row]] = True
    world, row = np.nonzero(hit[:, partitions.of_row])
    label = np.where(changed[world, row], new[world, row], -1)
    # The last line stands for a row that keeps its power.
    counts = np.array([*map(len, members), 1], dtype=np.int64)
    place = np.zeros((len(counts), counts.max()), dtype=np.int64)
    for number, each in enumerate(members):
        place[number, : len(each)] = [place_of[power] for power in each]
    copies = np.repeat(np.arange(len(row)), counts[label])
    nth = np.arange(len(copies)) - np.repeat(
        np.cumsum(counts[label]) - counts[label], counts[label]
    )
    world, row, label = world[copies], row[copies], label[copies]
    power = np.where(label >= 0, place[label, nth], whole[row])
    if counts.max() > 1:
        # Where a power plays a role twice, by its own row and by a label, it plays it once.
        others = [name for name in table.column_names if name != "power"]
        alike = Partitions.of(table, others)
        same = (world * alike.keys.num_rows + alike.of_row[row]) * len(place_of) + power
        once = np.sort(np.unique(same, return_index=True)[1])
        world, row, power = world[once], row[once], power[once]
    column = table.column_names.index("power")
    texts = pa.array(list(place_of), table["power"].type).take(pa.array(power))
    there = table.take(pa.array(row)).set_column(column, "power", texts)
    return Altered(
        in_worlds(there, names, world), partitions.touched(names, *map(np.asarray, np.nonzero(hit)))
    )
