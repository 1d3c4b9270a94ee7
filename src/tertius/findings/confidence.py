"""How far a verdict can be trusted, by one rule for all, and how easily it falls."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from tertius.facts.ledger import Ledger
from tertius.facts.rule import ASSUMED, Grade
from tertius.findings.judge import Verdict
from tertius.inputs.grading import LOST

Confidence = Literal["high", "moderate", "low"]

GOOD_RELIABILITY, GOOD_INFORMATION = 2, 2
"""A or B, with information 1 or 2."""


@dataclass(frozen=True)
class Fragility:
    """The size of the smallest set of origins whose removal changes a verdict, as far as known.

    `most` is None where no such set was found among the worlds computed. The two differ where the
    text of notes is lost, so that their origins may be one, or any of the others.
    """

    least: int
    most: int | None


def confidence(
    verdict: Verdict,
    ids: Collection[str],
    against: Iterable[str],
    fragility: Fragility | None,
    ledger: Ledger,
) -> Confidence | None:
    """The derived confidence in a verdict; None where it is open.

    `high` asks for three independent origins, one of them graded A or B with information 1 or 2, a
    fragility of at least two, and nothing of equal grade against it; `moderate` for two origins or
    a fragility of two. Lost notes may share one origin, so they count as one and only where no
    other origin is known.
    """
    if verdict == "open":
        return None
    origins = independent(ledger.origins_of(ids))
    robust = fragility is not None and fragility.least >= 2
    contrary, best = ledger.grade(against), ledger.grade(ids)
    unopposed = contrary is None or (best is not None and contrary > best)
    if origins >= 3 and robust and unopposed and any(_is_good(name, ledger) for name in ids):
        return "high"
    return "moderate" if origins >= 2 or robust else "low"


def independent(origins: Collection[str]) -> int:
    """How many origins are certainly independent of each other."""
    known = sum(not origin.startswith(LOST) for origin in origins)
    return known or (1 if origins else 0)


def _is_good(name: str, ledger: Ledger) -> bool:
    packed = ledger.grade([name])
    if packed is None or packed == ASSUMED:
        return False
    grade = Grade.unpack(packed)
    return grade.reliability <= GOOD_RELIABILITY and grade.information <= GOOD_INFORMATION
