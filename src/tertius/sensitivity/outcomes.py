"""Findings judged in many worlds at once, each without some origins."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TypeVar

import numpy as np
import pyarrow as pa

from tertius.facts.ledger import Ledger
from tertius.findings.compiled import Compiled
from tertius.findings.judge import judge
from tertius.findings.outcome import Outcome, outcome
from tertius.inputs.provenance import Provenance
from tertius.sensitivity.minimal_sets import Evaluate, players_of
from tertius.worlds.computation import Changes, Computation
from tertius.worlds.differences import INTEREST, WITHDRAWN
from tertius.worlds.views import MeasureViews

Rows = frozenset[str]
Origins = frozenset[str]
Found = TypeVar("Found")

KEPT = 30_000
"""Above so many outcomes those of earlier questions are dropped, which bounds memory; the cache of
each finding (OutcomeCache) holds those that its search asked for."""

AT_ONCE = 4_000
"""Worlds that are computed together; more take more memory and no less time each."""


@dataclass
class Verdicts:
    """The outcomes of findings without some rows, cached, so that each world is computed once."""

    compiled: Mapping[str, Compiled]
    computation: Computation
    ledger: Ledger
    provenance: Provenance
    base: Mapping[str, Outcome]
    _known: dict[tuple[str, Rows], Outcome] = field(default_factory=dict)
    _differing: set[tuple[str, Rows]] = field(default_factory=set)

    def without_rows(self, asked: Mapping[str, Collection[Rows]]) -> None:
        """Judge each finding in each world that leaves out the rows asked."""
        if len(self._known) > KEPT:
            self._known.clear()
            self._differing.clear()
        worlds: dict[Rows, list[str]] = defaultdict(list)
        for name, each in asked.items():
            for gone in dict.fromkeys(each):
                if (name, gone) in self._known:
                    continue
                if self.compiled[name].measures:
                    worlds[gone].append(name)
                else:
                    judgement = judge(self.compiled[name], NO_ROWS, self.ledger, gone)
                    self._known[name, gone] = outcome(judgement)
        for batch in _batches(worlds.items(), AT_ONCE):
            self._compute(dict(batch))

    def told(self, name: str, gone: Rows) -> Outcome:
        """Return the outcome of a finding without some rows; raise KeyError before it is judged."""
        return self._known[name, gone]

    def differs(self, name: str, gone: Rows) -> bool:
        """Return whether a finding, judged without some rows, sees other rows of its measures."""
        return (name, gone) in self._differing

    def fallen(self, oracle: "OutcomeCache", mask: int) -> Rows:
        """Return the rows that bear on a finding and fall without a set of its origins."""
        return self.provenance.fallen(oracle.origins(mask)) & oracle.rows

    def _compute(self, worlds: Mapping[Rows, Collection[str]]) -> None:
        names = {gone: str(number) for number, gone in enumerate(worlds)}
        measures = {
            gone: {m for name in findings for m in self.compiled[name].measures}
            for gone, findings in worlds.items()
        }
        changes = Changes(
            withdrawn=_by_world({world: gone for gone, world in names.items()}, WITHDRAWN),
            interest=_by_world(
                {names[gone]: wanted for gone, wanted in measures.items()}, INTEREST
            ),
        )
        seen = self.computation.asked(changes, set().union(*measures.values()))
        asking: dict[str, list[Rows]] = defaultdict(list)
        for gone, findings in worlds.items():
            for name in findings:
                asking[name].append(gone)
        for name, each in asking.items():
            self._judge_measures(name, {gone: names[gone] for gone in each}, seen)

    def _judge_measures(self, name: str, worlds: Mapping[Rows, str], seen: MeasureViews) -> None:
        """Judge a finding that asks measures: once for all worlds in which it sees the same rows."""
        one = self.compiled[name]
        base = seen.seen(one)
        cache = {base: self.base[name]}
        for gone, world in worlds.items():
            here = seen.seen(one, world)
            if here not in cache:
                rows_of = seen.rows_seen(one, here)
                cache[here] = outcome(judge(one, rows_of, self.ledger, gone))
            self._known[name, gone] = cache[here]
            if here != base:
                self._differing.add((name, gone))


def NO_ROWS(*_: object) -> list[Mapping[str, object]]:  # noqa: N802 - stands for a constant answer
    """Return no rows: what a finding sees that asks no measure."""
    return []


def _by_world(each: Mapping[str, Collection[str]], shape: pa.Schema) -> pa.Table:
    """Return a table of two columns, with a row for each value that a world has."""
    worlds = np.repeat(np.arange(len(each)), [len(values) for values in each.values()])
    names = pa.array(list(each), pa.string()).take(pa.array(worlds))
    return pa.table([names, pa.array(chain.from_iterable(each.values()), pa.string())], shape)


def _batches(
    items: Iterable[tuple[Rows, list[str]]], size: int
) -> Iterator[list[tuple[Rows, list[str]]]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def judge_worlds(
    compiled: Sequence[Compiled],
    computation: Computation,
    ledger: Ledger,
    changes: Changes,
    worlds: Mapping[str, Rows],
) -> dict[str, list[Outcome]]:
    """Return, by finding, its outcome in each of some worlds, in their order.

    `worlds` says for each which rows do not count there, for findings that name claims; `changes`
    what differs there for measures.
    """
    measures = {measure for one in compiled for measure in one.measures}
    seen = computation.asked(changes, measures)
    by_finding: dict[str, list[Outcome]] = {}
    for one in compiled:
        named = ledger.rivals(name for _, name in one.finding.ids())
        cache: dict[object, Outcome] = {}
        outcomes = by_finding[one.finding.id] = []
        for world, gone in worlds.items():
            here = seen.seen(one, world)
            sight = here if one.measures else gone & named
            if sight not in cache:
                cache[sight] = outcome(judge(one, seen.rows_seen(one, here), ledger, gone))
            outcomes.append(cache[sight])
    return by_finding


class Unknown(Exception):
    """A search asked for outcomes that are not computed yet."""

    def __init__(self, masks: Sequence[int]) -> None:
        super().__init__(f"{len(masks)} outcomes are not computed yet")
        self.masks = masks


@dataclass
class OutcomeCache:
    """The computed outcomes of one finding, by mask of the origins left out.

    `players` are the origins that bear on the finding, and `rows` the claims and observations that
    do: whether others fall too changes nothing.
    """

    players: Sequence[str]
    rows: Rows
    known: dict[int, Outcome] = field(default_factory=dict)

    def __call__(self, masks: Sequence[int]) -> list[Outcome]:
        """Return the outcome without each set; raise Unknown where some are not computed yet."""
        if missing := [mask for mask in dict.fromkeys(masks) if mask not in self.known]:
            raise Unknown(missing)
        return [self.known[mask] for mask in masks]

    def origins(self, mask: int) -> Origins:
        """Return the origins of a mask."""
        return frozenset(self.players[place] for place in players_of(mask))


def answer(
    verdicts: Verdicts,
    oracles: Mapping[str, OutcomeCache],
    searches: Mapping[str, Callable[[Evaluate[Outcome]], Found]],
) -> dict[str, Found]:
    """Return the result of each search, by finding.

    A search that asks for what is not computed is stopped and begun again once it is; meanwhile the
    others ask too, so that each turn computes the worlds of all together. A search must therefore
    do the same each time.
    """
    results: dict[str, Found] = {}
    while open_ := searches.keys() - results.keys():
        missing: dict[str, Sequence[int]] = {}
        for name in sorted(open_):
            try:
                results[name] = searches[name](oracles[name])
            except Unknown as unknown:
                missing[name] = unknown.masks
        gone = {
            name: {mask: verdicts.fallen(oracles[name], mask) for mask in masks}
            for name, masks in missing.items()
        }
        verdicts.without_rows({name: [*named.values()] for name, named in gone.items()})
        for name, named in gone.items():
            oracles[name].known |= {mask: verdicts.told(name, rows) for mask, rows in named.items()}
    return results
