"""Rows that lead to other rows: what one reaches, what hangs together, and circles."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

Edge = tuple[str, str]
Chains = Mapping[str, list[str]]
"""By row, the rows that it leads to at once."""


def chains_of(edges: Iterable[Edge]) -> dict[str, list[str]]:
    """Return, for every row that an edge names, the rows that it leads to at once."""
    chains: dict[str, list[str]] = {}
    for first, second in dict.fromkeys(edges):
        chains.setdefault(first, []).append(second)
        chains.setdefault(second, [])
    return chains


def steps_from(chains: Chains, first: str) -> dict[str, int]:
    """Return every row that one leads to, itself included, with the fewest steps to it."""
    steps = {first: 0}
    waiting = deque([first])
    while waiting:
        row = waiting.popleft()
        for other in chains.get(row, ()):
            if other not in steps:
                steps[other] = steps[row] + 1
                waiting.append(other)
    return steps


def reached(chains: Chains, first: str) -> set[str]:
    """Return every row that one leads to, near or far, without itself."""
    return {*steps_from(chains, first)} - {first}


def groups(nodes: Iterable[str], edges: Iterable[Edge]) -> Iterator[set[str]]:
    """Yield the sets of nodes that edges tie together, whichever way they lead."""
    beside: dict[str, list[str]] = defaultdict(list, {node: [] for node in nodes})
    for first, second in edges:
        beside[first].append(second)
        beside[second].append(first)
    seen: set[str] = set()
    for node in beside:
        if node not in seen:
            group = {node, *reached(beside, node)}
            seen |= group
            yield group


def circles(chains: Chains) -> Iterator[set[str]]:
    """Yield the largest sets of rows of which each leads to every other, and to itself.

    Tarjan's algorithm without recursion, since a chain may be longer than Python's stack.
    """
    numbers = count()
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    for root in chains:
        if root in order:
            continue
        work = [(root, iter(chains[root]))]
        order[root] = lowest[root] = next(numbers)
        path.append(root)
        on_path.add(root)
        while work:
            row, others = work[-1]
            for other in others:
                if other not in order:
                    order[other] = lowest[other] = next(numbers)
                    path.append(other)
                    on_path.add(other)
                    work.append((other, iter(chains.get(other, ()))))
                    break
                if other in on_path:
                    lowest[row] = min(lowest[row], order[other])
            else:
                work.pop()
                if work:
                    below = work[-1][0]
                    lowest[below] = min(lowest[below], lowest[row])
                if lowest[row] == order[row]:
                    part: set[str] = set()
                    while row not in part:
                        part.add(path.pop())
                    on_path -= part
                    if len(part) > 1 or row in chains.get(row, ()):
                        yield part
