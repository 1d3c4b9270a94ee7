"""What a rule is, and how a function enters itself among them: `@rule` above it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tertius.tensions.evidence import Evidence
from tertius.tensions.tension import Tension

Look = Callable[[Evidence], Iterable[Tension | None]]


@dataclass(frozen=True)
class Rule:
    """One way in which evidence does not fit together."""

    name: str
    sentence: str
    """What it looks for, in words."""
    reads: tuple[str, ...]
    """The tables and fields that it reads."""
    look: Look

    def tensions(self, evidence: Evidence) -> Iterator[Tension]:
        """Yield what the rule finds."""
        for one in self.look(evidence):
            if one is not None:
                yield one


RULES: dict[str, Rule] = {}


def rule(name: str, sentence: str, *, reads: tuple[str, ...]) -> Callable[[Look], Look]:
    """Return a decorator that enters a function among the rules. Raises ValueError for a second of a name."""

    def enter(look: Look) -> Look:
        if name in RULES:
            raise ValueError(f"two rules have the name {name}")
        RULES[name] = Rule(name, sentence, reads, look)
        return look

    return enter
