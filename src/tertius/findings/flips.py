"""Which single origins would change a verdict, were they left out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from tertius.findings.confidence import Fragility
from tertius.findings.expression import Condition
from tertius.findings.judge import Row, Verdict, judge
from tertius.findings.ledger import Ledger
from tertius.findings.read import Compiled
from tertius.weigh import LOST
from tertius.worlds import BASELINE

WITH_LOST = "with-lost:"
"""Begins the world that leaves out an origin together with every note whose text is lost."""

ALL_LOST = "all-lost"
"""The world that leaves out every note whose text is lost, as if they had one origin."""


Key = tuple[Any, ...]


@dataclass(frozen=True)
class Changed:
    """The rows of one measure: in the baseline, and where worlds differ from it."""

    base: Sequence[Row]
    per: tuple[str, ...]
    rows: Mapping[str, Sequence[Row]]
    touched: Mapping[str, frozenset[Key]]

    @cached_property
    def _shelves(
        self,
    ) -> dict[tuple[str, ...], tuple[dict[Key, list[Row]], dict[str, dict[Key, list[Row]]]]]:
        return {}

    def _shelf(
        self, columns: tuple[str, ...]
    ) -> tuple[dict[Key, list[Row]], dict[str, dict[Key, list[Row]]]]:
        """The rows by the values of some columns: those of the baseline, and those of each world."""
        if columns not in self._shelves:
            worlds = {world: _by(rows, columns) for world, rows in self.rows.items()}
            self._shelves[columns] = (_by(self.base, columns), worlds)
        return self._shelves[columns]

    def find(self, where: Condition, world: str = BASELINE) -> tuple[list[Row], bool]:
        """The rows of a world among which a condition finds its own, and whether any differs there."""
        columns = tuple(sorted(where.equals))
        wanted = tuple(where.equals[name] for name in columns)
        base, worlds = self._shelf(columns)
        rows = base.get(wanted, [])
        gone = self.touched.get(world)
        if gone is None:
            return rows, False
        kept = [row for row in rows if tuple(row[name] for name in self.per) not in gone]
        new = worlds.get(world, {}).get(wanted, [])
        return [*kept, *new], len(kept) < len(rows) or bool(new)


def _by(rows: Iterable[Row], columns: tuple[str, ...]) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(row[name] for name in columns)].append(row)
    return dict(found)


@dataclass(frozen=True)
class Asked:
    """The measures that findings ask, in the baseline and in every world."""

    measures: Mapping[str, Changed]

    def rows(self, measure: str, where: Condition, world: str = BASELINE) -> list[Row]:
        """The rows of a measure in a world among which a condition finds its own."""
        return self.measures[measure].find(where, world)[0]

    def differs(self, compiled: Compiled, world: str) -> bool:
        """Whether a finding sees other rows in a world than in the baseline."""
        return any(
            self.measures[measure].find(where, world)[1] for measure, where in compiled.questions()
        )


@dataclass(frozen=True)
class Flip:
    """A set of origins whose removal changes the verdict, and to what."""

    origins: tuple[str, ...]
    verdict: Verdict
    state: str | None = None


@dataclass(frozen=True)
class Removals:
    """The worlds that each leave something out: which rows each withdraws, what each measure comes to."""

    withdrawn: Mapping[str, frozenset[str]]
    measures: Asked


def outcomes(
    compiled: Compiled, removals: Removals, ledger: Ledger
) -> Iterator[tuple[str, Verdict, str | None]]:
    """For each world that can touch a finding, its verdict and the state of its trigger there."""
    finding = compiled.finding
    named = {name for _, name in finding.ids()}
    rivals = {other for name in named for other in ledger.against(name)}
    for world, gone in removals.withdrawn.items():
        if not (gone & (named | rivals) or removals.measures.differs(compiled, world)):
            continue
        told = judge(compiled, partial(removals.measures.rows, world=world), ledger, gone)
        yield world, told.verdict, told.state


def flips(
    compiled: Compiled, verdict: Verdict, state: str | None, removals: Removals, ledger: Ledger
) -> tuple[list[Flip], Fragility]:
    """The single origins that flip a verdict or wake a trigger, and the finding's fragility.

    Evidence can contradict, so leaving a source out can also make a finding hold.
    """
    found: list[Flip] = []
    doubtful = False
    for world, there, now in outcomes(compiled, removals, ledger):
        if (there, now) == (verdict, state):
            continue
        if world.startswith(WITH_LOST) or world == ALL_LOST:
            doubtful = True
        else:
            found.append(Flip((world.removeprefix(LOST),), there, now))
    found.sort(key=lambda flip: flip.origins)
    if found:
        return found, Fragility(1, 1)
    return found, Fragility(1 if doubtful else 2, None)
