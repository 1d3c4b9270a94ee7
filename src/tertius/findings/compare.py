"""The findings of one case in two worlds, held side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol


class Judged(Protocol):
    """A finding with what it comes to in one world."""

    @property
    def id(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def statement(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def state(self) -> str | None: ...
    @property
    def value(self) -> Any: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True)
class Outcome:
    """What a finding comes to in one world."""

    verdict: str
    state: str | None
    value: Any
    reason: str

    @property
    def word(self) -> str:
        """The state of a trigger, else the verdict."""
        return self.state or self.verdict


@dataclass(frozen=True)
class Difference:
    """A finding that does not come to the same in two worlds."""

    id: str
    section: str
    statement: str
    kind: str
    before: Outcome
    after: Outcome

    @property
    def turns(self) -> bool:
        """Whether the verdict or the trigger's state changes, and not only a value or a reason."""
        return self.before.word != self.after.word


@dataclass(frozen=True)
class Comparison:
    """The findings that differ between two worlds, in their order, and how many do not."""

    differences: tuple[Difference, ...]
    same: int

    @property
    def turned(self) -> tuple[Difference, ...]:
        """The differences in which a verdict or a trigger's state changes."""
        return tuple(one for one in self.differences if one.turns)

    @property
    def moved(self) -> tuple[Difference, ...]:
        """The differences that leave verdict and state, and change a value or a reason."""
        return tuple(one for one in self.differences if not one.turns)


def compare(before: Iterable[Judged], after: Iterable[Judged]) -> Comparison:
    """Return how the findings that two worlds share differ, in the order of the first."""
    then = {one.id: one for one in after}
    pairs = [(one, then[one.id]) for one in before if one.id in then]
    differences = tuple(
        Difference(one.id, one.section, one.statement, one.kind, _outcome(one), _outcome(other))
        for one, other in pairs
        if _outcome(one) != _outcome(other)
    )
    return Comparison(differences, len(pairs) - len(differences))


def _outcome(one: Judged) -> Outcome:
    return Outcome(one.verdict, one.state, one.value, one.reason)
