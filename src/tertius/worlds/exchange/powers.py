"""The powers of what stands, dealt among engagements and among stakes."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tertius.facts.subjects import PRESENT, YES
from tertius.worlds.computation import Altered, Changes
from tertius.worlds.differences import FAMILY
from tertius.worlds.exchange.deck import Deck, Places, decked
from tertius.worlds.partitions import Numbers, Partitions, in_worlds
from tertius.worlds.variants import places_in_runs, variants_of_deals

_Unit = tuple[Hashable, Hashable, str]
"""What moves as one, the stratum in which it is dealt, and its label."""


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
    def _engagement_units(self) -> dict[str, _Unit]:
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
        units: dict[str, _Unit] = {}
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
    def _stake_units(self) -> dict[str, _Unit]:
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
        """Return the engagements, parties and stakes with the powers that each deal gives them.

        Engagements and parties stand so in variants of their families.
        """
        if not self._column:
            return Changes()
        labels = _Labels.of(self._labels, deals)
        of_engagements, of_parties = Partitions.together([self.engagements, self.parties], [FAMILY])
        unit = self._units_of(self.engagements["id"], self._engagement_units)
        family_of = np.full(len(self._column), -1, dtype=np.int64)
        family_of[unit[unit >= 0]] = of_engagements.of_row[unit >= 0]
        moves = family_of >= 0
        variants = variants_of_deals(
            labels.dealt[:, moves], labels.own[moves], family_of[moves], names
        )
        where = (variants.world, variants.family, variants.names)
        of_party = self._units_of(self.parties["engagement"], self._engagement_units)
        of_stake = self._units_of(self.stakes["id"], self._stake_units)
        of_stakes = Partitions.of(self.stakes, ["component"])
        world, component = labels.moved(self.stakes, of_stakes, of_stake)
        at = pa.array(names, pa.string()).take(pa.array(world))
        altered = {
            "engagements": labels.dealt_among(self.engagements, of_engagements, unit, *where),
            "parties": labels.dealt_among(self.parties, of_parties, of_party, *where),
            "stakes": labels.dealt_among(self.stakes, of_stakes, of_stake, world, component, at),
        }
        return Changes(
            altered={name: each for name, each in altered.items() if len(each.touched)},
            variants=variants.of_worlds,
        )

    def _units_of(self, names: pa.ChunkedArray, units: Mapping[str, _Unit]) -> Numbers:
        """Return which column of a deal holds the label of each of some engagements or stakes; -1 where none does."""
        column = {name: self._column.get(unit, -1) for name, (unit, _, _) in units.items()}
        return np.array([column.get(name, -1) for name in names.to_pylist()], dtype=np.int64)


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


@dataclass(frozen=True)
class _Labels:
    """The labels of units, as places in `words`: as they lie, of shape (units,), and dealt, of shape (worlds, units)."""

    words: Sequence[str]
    own: Numbers
    dealt: Numbers

    @classmethod
    def of(cls, labels: Sequence[str], deals: Places) -> "_Labels":
        words = sorted(set(labels))
        code = {word: number for number, word in enumerate(words)}
        own = np.array([code[label] for label in labels], dtype=np.int64)
        return cls(words, own, own[deals])

    def carries(self, table: pa.Table, unit: Numbers) -> NDArray[np.bool_]:
        """Return which rows have a power of the label that their unit has as it lies."""
        splits = self._members(table)
        old = np.where(unit >= 0, self.own[unit], -1).tolist()
        powers = table["power"].to_pylist()
        carried = [o >= 0 and power in splits[o] for o, power in zip(old, powers, strict=True)]
        return np.array(carried, dtype=np.bool_)

    def moved(
        self, table: pa.Table, partitions: Partitions, unit: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Return the partitions in which worlds change a row: the place of each world, and the partition."""
        rows = np.flatnonzero(self.carries(table, unit))
        changed = self.dealt[:, unit[rows]] != self.own[unit[rows]]
        hit = np.zeros((len(self.dealt), partitions.keys.num_rows), dtype=np.bool_)
        world, row = np.nonzero(changed)
        hit[world, partitions.of_row[rows[row]]] = True
        at_world, partition = np.nonzero(hit)
        return at_world, partition

    def dealt_among(
        self,
        table: pa.Table,
        partitions: Partitions,
        unit: Numbers,
        deal: Numbers,
        partition: Numbers,
        names: pa.Array,
    ) -> Altered:
        """Return some partitions of a table with the powers that deals give their rows.

        `deal`, `partition` and `names` have an item for each: by which deal, which partition, and what
        the world or variant is called in which it stands so. `unit` says for each row of the table
        which column of the deals holds its label, or -1. A row whose power is one of those of its
        old label gets those of the new one: one row for each.
        """
        row, at = partitions.rows_of(partition)
        dealt = self.dealt[deal[at], unit[row]]
        changes = self.carries(table, unit)[row] & (dealt != self.own[unit[row]])
        label = np.where(changes, dealt, -1)
        powers = table["power"].to_pylist()
        members = self._members(table)
        every = sorted({p for p in powers if p} | {p for each in members for p in each})
        place_of: dict[str | None, int] = {
            power: place for place, power in enumerate([*every, None])
        }
        whole = np.array([place_of[power or None] for power in powers], dtype=np.int64)
        # The last line stands for a row that keeps its power.
        counts = np.array([*map(len, members), 1], dtype=np.int64)
        place = np.zeros((len(counts), counts.max()), dtype=np.int64)
        for number, each in enumerate(members):
            place[number, : len(each)] = [place_of[power] for power in each]
        copies = np.repeat(np.arange(len(row)), counts[label])
        nth = places_in_runs(counts[label])
        at, row, label = at[copies], row[copies], label[copies]
        power = np.where(label >= 0, place[label, nth], whole[row])
        if counts.max() > 1:
            # Where a power plays a role twice, by its own row and by a label, it plays it once.
            others = [name for name in table.column_names if name != "power"]
            alike = Partitions.of(table, others)
            same = (at * alike.keys.num_rows + alike.of_row[row]) * len(place_of) + power
            once = np.sort(np.unique(same, return_index=True)[1])
            at, row, power = at[once], row[once], power[once]
        column = table.column_names.index("power")
        texts = pa.array(list(place_of), table["power"].type).take(pa.array(power))
        there = table.take(pa.array(row)).set_column(column, "power", texts)
        return Altered(
            in_worlds(there, names, at),
            partitions.touched(names, np.arange(len(partition)), partition),
        )

    def _members(self, table: pa.Table) -> list[list[str]]:
        """Return the powers of each label, as rows of a table name them.

        Rows of parties name one power each; where a label holds several, each of them plays the role.
        """
        splits = "engagement" in table.column_names
        return [word.split(";") if splits else [word] for word in self.words]
