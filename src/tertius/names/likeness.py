"""A name as it is written, and how alike two of them are."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["same", "not_same", "undecided"]


@dataclass(frozen=True)
class Spelling:
    """Hold a name as it is written, with what is known of it."""

    text: str
    lang: str | None = None
    """Language and script (BCP 47), such as sr-Cyrl."""
    kind: str | None = None
    """What sort of actor bears it, such as Person."""


@dataclass(frozen=True)
class Likeness:
    """Hold how alike two names are."""

    score: float
    """From 0 to 1. It orders proposals, and is no probability."""
    reason: str
    """Why, in words."""
    verdict: Verdict
    """What to propose."""
