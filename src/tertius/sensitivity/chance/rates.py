"""How often a test would be met by chance: in all, and by each of its parts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tertius.findings.judge import Verdict
from tertius.findings.support import Risk
from tertius.language.kept import Sentence

WORLDS = 999
"""Deals drawn at first: with the one observed they are a thousand, so that a rank is a round number."""

WEAK, WEAK_PART, SURE = 0.2, 0.5, 0.05
"""The bounds of a pass rate: above the first a test counts as weak, and so it does where its weakest
decisive part is above the second; up to the third it can bear high confidence.

The third is the customary one in twenty; the first two are conventions: a test that chance meets in
more than one world of five, or by its weakest part more often than not, risked little.
"""


@dataclass(frozen=True)
class PartChance:
    """How often one part of a test, of those joined by AND, is met in exchange worlds."""

    expect: str
    met: int
    not_met: int
    open: int
    rank: float | None
    """The share of worlds at least as extreme in the direction of the part, the observed included."""
    least: float | None
    """The least rank that any world attains, were it the one observed and its number known."""
    decisive: bool
    """Whether some world fails the test by this part alone."""

    @property
    def rate(self) -> float | None:
        """The share of worlds that decide it in which it is met; None where none decides it."""
        decided = self.met + self.not_met
        return self.met / decided if decided else None


@dataclass(frozen=True)
class Chance:
    """How often a test comes out as it does in exchange worlds; or why this cannot be said."""

    exchange: str | None
    met: int = 0
    not_met: int = 0
    open: int = 0
    worlds: int = 0
    low: float | None = None
    high: float | None = None
    """The 95 percent interval of the share of all worlds; the share itself where every deal is computed."""
    rank: float | None = None
    least: float | None = None
    parts: tuple[PartChance, ...] = ()
    reason: Sentence | None = None
    nothing_moves: bool = False
    """Whether an exchange applies, and the rows are too few for any deal to change what the test sees."""
    verdict: Verdict = "holds"
    """Of which verdict the rate is told."""
    is_exact: bool = False
    is_ordered: bool = False
    """Whether some part compares numbers, so that ranks say more than the rate."""
    met_in: str = ""
    """In which of the first worlds it is met: a bit for each, in hexadecimal; empty where all are computed."""
    also: tuple["Chance", ...] = ()
    """Under other exchanges, from the least favourable on."""

    @property
    def rate(self) -> float | None:
        """The share of worlds with the verdict among those that decide; None where none does.

        Worlds that leave a test open are counted apart. They lower the plain share without its
        having been at risk there, so the less favourable share is the one that is judged.
        """
        decided = self.met + self.not_met
        same = self.not_met if self.verdict == "fails" else self.met
        return same / decided if decided else None

    @property
    def is_vacuous(self) -> bool:
        """Whether the verdict comes out the same in every world."""
        same = self.not_met if self.verdict == "fails" else self.met
        return self.worlds > 0 and same == self.worlds

    @property
    def weakest_part(self) -> float | None:
        """The highest rate of a part that can decide the test; None where it has one part only."""
        if self.verdict == "fails" or len(self.parts) < 2:
            return None
        return max((part.rate or 0.0 for part in self.parts if part.decisive), default=None)

    @property
    def is_weak(self) -> bool:
        """Whether chance gives the verdict too often for the test to have risked anything."""
        weakest = self.weakest_part
        return (
            self.is_vacuous
            or (self.rate is not None and self.rate > WEAK)
            or (weakest is not None and weakest > WEAK_PART)
        )

    @property
    def risk(self) -> Risk | None:
        """What the chance says of the test in one word; None where no exchange applies to it."""
        if self.worlds:
            return "too_few" if self.is_too_few else "weak" if self.is_weak else "tested"
        return "too_few" if self.nothing_moves else None

    @property
    def is_too_few(self) -> bool:
        """Whether so few rows were dealt that no deal could be remarkable (Tarone 1990)."""
        return self.is_ordered and self.least is not None and self.least > WEAK


@dataclass(frozen=True)
class Comparison:
    """How many computed findings are met as the rows lie, beside how many in each exchange world."""

    exchange: str
    findings: int
    met: int
    mean: float
    low: int
    high: int
    """The 5th and the 95th of a hundred worlds, by how many findings are met there."""


def compare_with_chance(chances: Iterable[Chance]) -> tuple[Comparison, ...]:
    """Return one comparison for each exchange that was drawn, over the findings asked under it."""
    asked: dict[str, list[Chance]] = defaultdict(list)
    for chance in chances:
        for one in (chance, *chance.also):
            if one.met_in and one.exchange:
                asked[one.exchange].append(one)
    comparisons = []
    for exchange, here in sorted(asked.items()):
        bits = [np.unpackbits(np.frombuffer(bytes.fromhex(c.met_in), np.uint8)) for c in here]
        met = np.sum(bits, axis=0)[:WORLDS]
        low, high = np.quantile(met, [0.05, 0.95], method="inverted_cdf")
        holding = sum(chance.verdict == "holds" for chance in here)
        comparisons.append(
            Comparison(exchange, len(here), holding, float(met.mean()), int(low), int(high))
        )
    return tuple(comparisons)
