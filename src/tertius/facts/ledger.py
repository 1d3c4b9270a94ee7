"""The claims and observations of a case, as findings ask them: do they count, and against what."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tertius.facts.rule import FACT_KEY, OBSERVATION_KEY, dispute_wins, order

if TYPE_CHECKING:
    import pyarrow as pa

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entry:
    """One claim or observation: its key, grade (smaller is better), stance and value."""

    id: str
    key: tuple[Any, ...]
    grade: int
    published: int
    supports: bool
    value: str


@dataclass(frozen=True)
class Ledger:
    """Every current claim and observation, by id and by the key on which rivals meet."""

    entries: Mapping[str, tuple[Entry, ...]]
    by_key: Mapping[tuple[Any, ...], tuple[Entry, ...]]
    by_subject: Mapping[str, tuple[tuple[Any, ...], ...]]
    origins: Mapping[str, frozenset[str]]
    searches: Collection[str] = field(default_factory=frozenset)

    def counts(self, name: str, withdrawn: Collection[str] = NONE) -> bool:
        """Return whether a claim, observation or search counts: it stands, and no rival side beats it."""
        if name in self.searches:
            return name not in withdrawn
        if name in withdrawn or name not in self.entries:
            return False
        return not any(self._is_beaten(entry, withdrawn) for entry in self.entries[name])

    def _is_beaten(self, entry: Entry, withdrawn: Collection[str]) -> bool:
        """Return whether the other side wins on an entry's key, by the rule that settles facts."""
        mine, others = (
            [
                rival.grade
                for rival in self.by_key[entry.key]
                if (rival.supports == entry.supports) is same and rival.id not in withdrawn
            ]
            for same in (True, False)
        )
        if not others:
            return False
        disputes, supporters = (others, mine) if entry.supports else (mine, others)
        return dispute_wins(min(disputes), min(supporters)) is entry.supports

    def deciding(self, key: tuple[Any, ...]) -> list[str]:
        """Return the ids that decide the fact on a key: the best supporter, and a dispute that beats it."""
        best = {
            supports: min(side, key=order)
            for supports in (True, False)
            if (side := [entry for entry in self.by_key.get(key, ()) if entry.supports is supports])
        }
        supporter, dispute = best.get(True), best.get(False)
        if supporter and dispute and not dispute_wins(dispute.grade, supporter.grade):
            return [supporter.id]
        return [entry.id for entry in (supporter, dispute) if entry]

    def against(self, name: str) -> list[str]:
        """Return the ids on the same key that contradict a row, sorted.

        These are the rows of the other stance, and the supporters of another value.
        """
        contrary: set[str] = set()
        for entry in self.entries.get(name, ()):
            contrary |= {
                other.id
                for other in self.by_key[entry.key]
                if other.supports != entry.supports
                or (other.supports and other.value != entry.value)
            }
        return sorted(contrary - {name})

    def rivals(self, names: Iterable[str]) -> set[str]:
        """Return every row on the keys of claims and observations, and the searches among the names."""
        wanted = set(names)
        on_keys = {
            other.id
            for name in wanted
            for entry in self.entries.get(name, ())
            for other in self.by_key[entry.key]
        }
        return on_keys | wanted.intersection(self.searches)

    def disputes(self) -> list[frozenset[str]]:
        """Return for each key on which something is disputed all its disputes, sorted."""
        disputing = (
            frozenset(e.id for e in side if not e.supports) for side in self.by_key.values()
        )
        return sorted({ids for ids in disputing if ids}, key=sorted)

    def grade(self, names: Iterable[str]) -> int | None:
        """Return the best packed grade among claims and observations; None where there is none."""
        grades = [entry.grade for name in names for entry in self.entries.get(name, ())]
        return min(grades, default=None)

    def origins_of(self, names: Iterable[str]) -> list[str]:
        """Return the origins behind claims and observations, sorted."""
        return sorted({origin for name in names for origin in self.origins.get(name, NONE)})


def read_ledger(
    claims: Iterable[Mapping[str, Any]],
    observations: Iterable[Mapping[str, Any]],
    origins: Iterable[Mapping[str, Any]],
    searches: Collection[str],
) -> Ledger:
    """Return the ledger of graded claims and observations.

    `origins` has the columns id and origin, a row for each origin of a claim or observation.
    """
    entries: dict[str, list[Entry]] = defaultdict(list)
    by_key: dict[tuple[Any, ...], list[Entry]] = defaultdict(list)
    by_subject: dict[str, dict[tuple[Any, ...], None]] = defaultdict(dict)
    for rows, key in ((claims, FACT_KEY), (observations, OBSERVATION_KEY)):
        for row in rows:
            place = ("claims" if key is FACT_KEY else "observations", *(row[name] for name in key))
            entry = Entry(
                row["id"], place, row["grade"], row["published"], row["supports"], str(row["value"])
            )
            entries[entry.id].append(entry)
            by_key[place].append(entry)
            if key is FACT_KEY:
                by_subject[row["subject"]][place] = None
    behind: dict[str, set[str]] = defaultdict(set)
    for row in origins:
        behind[row["id"]].add(row["origin"])
    return Ledger(
        entries={name: tuple(members) for name, members in entries.items()},
        by_key={place: tuple(members) for place, members in by_key.items()},
        by_subject={subject: tuple(places) for subject, places in by_subject.items()},
        origins={name: frozenset(members) for name, members in behind.items()},
        searches=searches,
    )


def ledger_of(stored: Mapping[str, "pa.Table"]) -> Ledger:
    """Return the ledger of the claims, observations and searches in the tables of a world."""
    return read_ledger(
        stored["claims"].to_pylist(),
        stored["observation_rows"].to_pylist(),
        stored["origins"].to_pylist(),
        frozenset(stored["search_ids"]["id"].to_pylist()),
    )
