"""Entries of BibTeX that inherit from one another: rings are undone before anything follows them.

Pandoc follows a ring without end, and an entry that is reached over many ways as often as there are
ways: such files took gigabytes.
"""

from collections.abc import Mapping

from tertius.evidence.text import shorten
from tertius.intake.bibliography.cuts import Cut, without_parents
from tertius.intake.bibliography.faults import Fault

MOST_WAYS = 1_000
"""Over how many ways an entry may inherit. A book's chapters need one or two, and a chain of sets of
data a few more; each costs pandoc a copy of the fields."""


def untangle(by_key: Mapping[str, Cut]) -> tuple[dict[str, Cut], list[Fault]]:
    """Return the entries, none of which inherits from itself, and a fault for each link that was undone."""
    rings = _rings(by_key)
    found: dict[str, Cut] = {}
    faults: list[Fault] = []
    for key, cut in by_key.items():
        gone = frozenset(p for p in cut.parents if p in by_key and rings[p] == rings[key])
        found[key] = without_parents(cut, gone) if gone else cut
        if gone:
            names = ", ".join(f'"{shorten(name)}"' for name in sorted(gone))
            text = (
                f'the entry "{shorten(key)}" inherits from {names}, which leads back to itself.'
                " It is read without what it would inherit. Correct the crossref."
            )
            faults.append(Fault(cut.line, text))
    ways = _ways(found)
    for key, cut in found.items():
        if ways[key] > MOST_WAYS:
            found[key] = without_parents(cut, frozenset(cut.parents))
            text = (
                f'the entry "{shorten(key)}" inherits over more than {MOST_WAYS:,} ways.'
                " It is read without what it would inherit. Write its fields out."
            )
            faults.append(Fault(cut.line, text))
    return found, faults


def _rings(by_key: Mapping[str, Cut]) -> dict[str, int]:
    """Return for each key the number of its ring (Tarjan's components): one of its own where it is in none."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    ring: dict[str, int] = {}
    waiting: list[str] = []
    for root in by_key:
        if root in order:
            continue
        order[root] = low[root] = len(order)
        waiting.append(root)
        path = [(root, iter(by_key[root].parents))]
        while path:
            key, parents = path[-1]
            for parent in parents:
                if parent not in by_key or parent in ring:
                    continue
                if parent in order:
                    low[key] = min(low[key], order[parent])
                    continue
                order[parent] = low[parent] = len(order)
                waiting.append(parent)
                path.append((parent, iter(by_key[parent].parents)))
                break
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[key])
                if low[key] == order[key]:
                    while True:
                        member = waiting.pop()
                        ring[member] = order[key]
                        if member == key:
                            break
    return ring


def _ways(by_key: Mapping[str, Cut]) -> dict[str, int]:
    """Return for each key over how many ways it inherits, itself counted; there are no rings."""
    ways: dict[str, int] = {}
    for root in by_key:
        waiting = [root]
        while waiting:
            key = waiting[-1]
            parents = [parent for parent in by_key[key].parents if parent in by_key]
            open_ones = [parent for parent in parents if parent not in ways]
            if open_ones:
                waiting += open_ones
                continue
            waiting.pop()
            ways[key] = min(1 + sum(ways[parent] for parent in parents), 10 * MOST_WAYS)
    return ways
