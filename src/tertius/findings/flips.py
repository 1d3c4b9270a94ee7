"""Which single origins would change a verdict, were they left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tertius.findings.confidence import Fragility
from tertius.findings.judge import Row, Verdict, judge
from tertius.findings.ledger import Ledger
from tertius.findings.read import Compiled
from tertius.weigh import LOST

WITH_LOST = "with-lost:"
"""Begins the world that leaves out an origin together with every note whose text is lost."""

ALL_LOST = "all-lost"
"""The world that leaves out every note whose text is lost, as if they had one origin."""


@dataclass(frozen=True)
class Changed:
    """The rows of one measure: in the baseline, and where worlds differ from it."""

    base: Sequence[Row]
    per: tuple[str, ...]
    rows: Mapping[str, Sequence[Row]]
    touched: Mapping[str, frozenset[tuple[Any, ...]]]

    def differs(self, world: str) -> bool:
        """Whether any row of the measure is another in this world."""
        return world in self.touched

    def in_world(self, world: str) -> list[Row]:
        """All rows of the measure in one world."""
        gone = self.touched.get(world, frozenset())
        kept = [row for row in self.base if tuple(row[name] for name in self.per) not in gone]
        return [*kept, *self.rows.get(world, ())]


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
    measures: Mapping[str, Changed]


def outcomes(compiled: Compiled, removals: Removals, ledger: Ledger) -> Iterator[tuple[str, Verdict, str | None]]:
    """For each world that can touch a finding, its verdict and the state of its trigger there."""
    finding = compiled.finding
    named = {name for _, name in finding.ids()}
    rivals = {other for name in named for other in ledger.against(name)}
    for world, gone in removals.withdrawn.items():
        asked = [removals.measures[name] for name in finding.measures]
        if not (any(measure.differs(world) for measure in asked) or gone & (named | rivals)):
            continue
        told = judge(compiled, lambda name, world=world: removals.measures[name].in_world(world), ledger, gone)  # type: ignore[misc]
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


