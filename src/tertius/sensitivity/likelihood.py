"""How often a verdict came up over draws, with its interval, its word, and whether draws suffice."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

V = TypeVar("V", bound=Hashable)

Z = 1.959963984540054
"""The 97.5 percent point of the normal distribution: it leaves 5 percent outside an interval."""

CLOSE = 0.03
"""Half the width of an interval, as a share, at which a frequency is close enough.

An interval of 6 points is narrower than the band of every word from 5 to 95 percent, so it reaches
two words there at the most.
"""


@dataclass(frozen=True)
class Likelihood:
    """A word for how likely something is, and the shares it stands for."""

    word: str
    low: float
    high: float

    def __str__(self) -> str:
        if self.word.startswith(("below", "above")):
            return self.word
        return f"{self.word} ({100 * self.low:.0f} to {100 * self.high:.0f} percent)"


LIKELIHOODS = (
    Likelihood("below 1 percent", 0, 0.01),
    Likelihood("almost no chance", 0.01, 0.05),
    Likelihood("very unlikely", 0.05, 0.20),
    Likelihood("unlikely", 0.20, 0.45),
    Likelihood("roughly even chance", 0.45, 0.55),
    Likelihood("likely", 0.55, 0.80),
    Likelihood("very likely", 0.80, 0.95),
    Likelihood("almost certain", 0.95, 0.99),
    Likelihood("above 99 percent", 0.99, 1),
)
"""The words of Intelligence Community Directive 203 (2015), and what it has no word for at both ends.

The directive's bands share their ends. Here each holds its lower end and not its upper one, except
that 99 percent is still almost certain.
"""


def likelihood(share: float) -> Likelihood:
    """Return the likelihood of a share between 0 and 1; raise ValueError for any other number.

    Below 1 and above 99 percent it has no word of the directive, and names the share instead.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share between 0 and 1")
    if share == 0.99:
        return LIKELIHOODS[-2]
    return next(one for one in reversed(LIKELIHOODS) if share >= one.low)


@dataclass(frozen=True)
class Frequency:
    """In how many of some draws something was so."""

    count: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.of or self.of == 0:
            raise ValueError(f"{self.count} of {self.of} draws is no frequency")

    @property
    def share(self) -> float:
        """The share of draws, from 0 to 1."""
        return self.count / self.of

    @property
    def error(self) -> float:
        """The Monte Carlo standard error of the share: sqrt(p (1 - p) / n), from 0 to 0.5."""
        return sqrt(self.share * (1 - self.share) / self.of)

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 percent interval of the share, by Wilson's score method (JASA 22, 1927, 209-212).

        It says what more draws of the same evidence could give, not how sure the evidence is.
        """
        n, p, z = self.of, self.share, Z
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        low = 0.0 if self.count == 0 else max(0.0, middle - half)
        high = 1.0 if self.count == n else min(1.0, middle + half)
        return low, high

    @property
    def likelihood(self) -> Likelihood:
        """The word of ICD 203 for the share."""
        return likelihood(self.share)

    def __str__(self) -> str:
        low, high = (100 * end for end in self.interval)
        return (
            f"{self.likelihood}: in {self.count:,} of {self.of:,} draws"
            f" (95 percent interval {low:.1f} to {high:.1f} percent)"
        )


def frequencies(verdicts: Sequence[V]) -> Mapping[V, Frequency]:
    """Return the frequency of each verdict, the most frequent first."""
    return {one: Frequency(count, len(verdicts)) for one, count in Counter(verdicts).most_common()}


@dataclass(frozen=True)
class Convergence:
    """Whether more draws would change what is said of a verdict's frequency.

    It has converged where half the interval's width is at most `close`, or where one word covers
    the whole interval. `halves_agree` compares the first half of the draws with the second: their
    shares differ by no more than chance gives in 95 of 100 findings, so 5 in 100 disagree by chance.
    """

    frequency: Frequency
    halves: tuple[Frequency, Frequency]
    close: float = CLOSE

    @property
    def half_width(self) -> float:
        """Half the width of the interval, as a share."""
        low, high = self.frequency.interval
        return (high - low) / 2

    @property
    def words(self) -> tuple[str, ...]:
        """The words that the interval reaches, the least likely first."""
        low, high = map(likelihood, self.frequency.interval)
        reached = LIKELIHOODS[LIKELIHOODS.index(low) : LIKELIHOODS.index(high) + 1]
        return tuple(one.word for one in reached)

    @property
    def halves_agree(self) -> bool:
        """Whether the shares of the two halves differ by no more than chance gives."""
        one, two = self.halves
        p = self.frequency.share
        spread = sqrt(p * (1 - p) * (1 / one.of + 1 / two.of))
        return abs(one.share - two.share) <= Z * spread

    @property
    def converged(self) -> bool:
        """Whether the draws suffice."""
        return self.half_width <= self.close or len(self.words) == 1

    def __str__(self) -> str:
        width, error = 100 * self.half_width, 100 * self.frequency.error
        margin = f"the share is known to within {width:.1f} points (standard error {error:.1f})"
        halves = "agree" if self.halves_agree else "differ by more than chance gives"
        if not self.converged:
            verdict = f"More draws are needed: {margin}, which reaches from {self._reach}"
        elif len(self.words) == 1:
            verdict = f"{self.frequency.of:,} draws suffice: {margin}, all of it {self._reach}"
        else:
            verdict = (
                f"{self.frequency.of:,} draws suffice: {margin}, on the border of {self._reach}"
            )
        return f"{verdict}; the two halves of the draws {halves}."

    @property
    def _reach(self) -> str:
        link = " and " if self.converged else " to "
        return self.words[0] if len(self.words) == 1 else link.join((self.words[0], self.words[-1]))


def convergence(verdicts: Sequence[V], verdict: V, *, close: float = CLOSE) -> Convergence:
    """Return whether draws, in the order they were drawn, suffice for the frequency of a verdict.

    Raises ValueError for fewer than two draws.
    """
    if len(verdicts) < 2:
        raise ValueError(f"{len(verdicts)} draws have no two halves. Draw 2 or more.")
    middle = len(verdicts) // 2
    one, two = (
        Frequency(sum(each == verdict for each in half), len(half))
        for half in (verdicts[:middle], verdicts[middle:])
    )
    return Convergence(Frequency(one.count + two.count, len(verdicts)), (one, two), close)
