"""What every rule of the proposals is: it finds something in a sentence, and codes it as rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tertius.case.read import Case
from tertius.intake.extraction.proposals.bundle import Bundle
from tertius.intake.extraction.proposals.polls import PollContext
from tertius.intake.extraction.proposals.reading import Reading
from tertius.intake.extraction.proposals.sides import Sides


@dataclass
class Scope:
    """What rules know beside a sentence: the case and its sides, the day, and what was said before."""

    case: Case
    sides: Sides
    on: str
    """The day that searches bear."""
    done: set[tuple[str, ...]] = field(default_factory=set)
    """The ties and positions that the paper has said already: each is proposed once."""
    asked: PollContext = field(default_factory=PollContext)
    """The poll that the paragraph speaks of."""


@dataclass(frozen=True)
class Rule:
    """Hold how one kind of thing is found in a sentence, and how it is coded."""

    find: Callable[[Reading, Scope], Iterable[Any]]
    """Returns what a sentence says of this kind, in its order."""
    code: Callable[[Bundle, Any, Scope], bool]
    """Puts the rows of one thing into the bundle; returns False where the sentence does not say enough."""
