"""Under which exchanges a measure can be asked whether chance would give the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tertius.language.told import marked

Exchange = Literal["powers", "niches", "outcomes"]
"""What is dealt: the power of what stands, the sector of what a power does, what became of promises."""


NAMES = (marked("powers"), marked("niches"), marked("outcomes"))
"""The exchanges as sentences name them."""


@dataclass(frozen=True)
class Exchanges:
    """The exchanges under which a measure can be asked; or, where there is none, the reason."""

    names: tuple[Exchange, ...] = ()
    reason: str = ""
    """Why none applies, as the end of a sentence that begins with the measure."""
    strength: Mapping[str, str] = field(default_factory=dict)
    """By column that names who is first, the column that says by how much."""
    only: Mapping[Exchange, frozenset[str]] = field(default_factory=dict)
    """By exchange the columns that it can change, where it cannot change all."""


NAMES_ACTORS = Exchanges(
    reason=marked("names actors, and whose they are is no label that can be dealt")
)
PRINTED = Exchanges(reason=marked("gives printed figures, which no dealing of deals could change"))
POLLED = Exchanges(reason=marked("gives answers to a poll; its error is that of the sample"))
ON_ISSUES = Exchanges(
    reason=marked("compares views, and who agrees depends on how an issue is worded")
)
NETWORK = Exchanges(reason=marked("is a network, of which no dealing is agreed"))
EFFORT = Exchanges(reason=marked("counts how much was gathered, not what powers do"))
