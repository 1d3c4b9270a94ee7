"""An event as one clause states it: its parties, stage, date, figures and doubts."""

from dataclasses import dataclass, field

from tertius.intake.extraction.proposals.dates import Dated
from tertius.intake.extraction.proposals.figures import Figure
from tertius.intake.extraction.proposals.lexicon import Mention
from tertius.intake.extraction.proposals.reading import Clause, Hedge


@dataclass(frozen=True)
class Party:
    """An actor in a role, and the mention that says so."""

    role: str
    mention: Mention
    why: str


@dataclass
class Event:
    """Something that one clause says somebody did."""

    type: str
    verb: str
    start: int
    end: int
    """The letters of the verb."""
    clause: Clause
    stage: str = ""
    """Empty where the sentence says that it is so and not how far it has come."""
    stage_start: int = 0
    stage_end: int = 0
    parties: list[Party] = field(default_factory=list)
    denied: bool = False
    hedge: Hedge | None = None
    date: Dated | None = None
    figures: list[Figure] = field(default_factory=list)
    agents: list[Mention] = field(default_factory=list)
    phrase_end: int = 0
    passive: bool = False
    is_noun: bool = False
    led: int = 0
    """Where its words begin: at the verb, or at the one before it (`attempted` to organise)."""
    domain: str = ""
    is_foreign: bool = False
    """Whether the sentence is in another language than English."""
