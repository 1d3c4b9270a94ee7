"""How far a verdict can be trusted, by one rule for all, and how easily it falls."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from tertius.facts.ledger import Ledger
from tertius.facts.rule import ASSUMED, Grade
from tertius.findings.judge import Verdict
from tertius.findings.support import Sought, Support
from tertius.inputs.grading import LOST
from tertius.language.told import gettext, listed

Level = Literal["high", "moderate", "low"]
LEVELS: tuple[Level, ...] = ("low", "moderate", "high")

GOOD_RELIABILITY, GOOD_INFORMATION = 2, 2
"""A or B, with information 1 or 2: the upper two grades of either scale, above those that call a
source fairly reliable or a report possibly true."""

ROBUST, FIRM = 3, 2
"""So many origins have to fall together for the evidence to count as high, and as moderate: what
is high survives the loss of any two origins, what is moderate that of any one."""

SURE = 0.05
"""Up to this chance pass rate a test can bear high confidence: the customary one in twenty."""


@dataclass(frozen=True)
class Fragility:
    """The size of the smallest set of origins whose removal changes a verdict, as far as known.

    `most` is None where no such set was found among the worlds computed. The two differ where the
    text of notes is lost, so that their origins may be one, or any of the others.
    """

    least: int
    most: int | None


@dataclass(frozen=True)
class Confidence:
    """The lower of what the evidence and the test allow, and which of the two binds."""

    evidence: Level
    test: Level
    why_evidence: str
    why_test: str

    @property
    def level(self) -> Level:
        """The lower of the two."""
        return LEVELS[min(LEVELS.index(self.evidence), LEVELS.index(self.test))]

    @property
    def binding(self) -> str:
        """What keeps confidence from being higher, in words; both reasons where they bind alike."""
        if self.level == "high":
            return ""
        reasons = [
            why
            for level, why in ((self.evidence, self.why_evidence), (self.test, self.why_test))
            if level == self.level and why
        ]
        return listed(dict.fromkeys(reasons), "; ") if reasons else ""


def confidence(
    verdict: Verdict,
    support: Support | None,
    ids: Collection[str],
    against: Iterable[str],
    fragility: Fragility | None,
    ledger: Ledger,
    *,
    opened: Collection[str],
    rate: float | None,
    sought: Sought,
) -> Confidence | None:
    """Return the derived confidence in a verdict; None where it is open.

    Args:
        verdict: what the finding comes to.
        support: what carries it.
        ids: what it rests on.
        against: what speaks against it.
        fragility: how many origins have to fall together for the verdict to change.
        ledger: what counts.
        opened: the ids whose source somebody opened.
        rate: the chance pass rate of its test, where there is one.
        sought: the searches that would have refuted it.

    """
    if verdict == "open":
        return None
    evidence, why_evidence = _of_evidence(ids, against, fragility, ledger, opened)
    test, why_test = _of_test(support, rate, sought, evidence)
    return Confidence(evidence, test, why_evidence, why_test)


def _of_evidence(
    ids: Collection[str],
    against: Iterable[str],
    fragility: Fragility | None,
    ledger: Ledger,
    opened: Collection[str],
) -> tuple[Level, str]:
    """Return what the evidence allows, and why no more.

    Only what falls away counts: origins that are needed together are one support.
    """
    least = 0 if fragility is None else fragility.least
    if least < FIRM:
        return "low", gettext("one origin can change it") if least else gettext(
            "what would change it is not known"
        )
    if least < ROBUST:
        return "moderate", gettext("two origins together can change it")
    if not any(_is_good(name, ledger) and name in opened for name in ids):
        return "moderate", gettext("no good source of it was opened")
    contrary, best = ledger.grade(against), ledger.grade(ids)
    if contrary is not None and (best is None or contrary <= best):
        return "moderate", gettext("something of equal grade speaks against it")
    return "high", ""


def _of_test(
    support: Support | None, rate: float | None, sought: Sought, evidence: Level
) -> tuple[Level, str]:
    """Return what the test allows, and why no more."""
    if support == "read_off":
        return evidence, ""
    if support == "tested":
        if rate is not None and rate <= SURE:
            return "high", ""
        return "moderate", gettext(
            "chance alone would give its verdict more than once in twenty times"
        )
    if support == "argued":
        if not sought.searches:
            return "low", gettext("nobody looked for what would refute it")
        if sought.is_outside:
            return "high", ""
        return "moderate", gettext("what would refute it was sought in the publication alone")
    if support is None:
        return "low", gettext("what its test risked was not asked")
    return "low", {
        "weak": gettext("its test risked little"),
        "too_few": gettext("too few rows stand behind its test"),
        "restated": gettext("it restates what the publication says"),
        "reported": gettext("it is somebody's judgement"),
    }.get(support, gettext("nothing carries it"))


def independent(origins: Collection[str]) -> int:
    """Return how many origins are certainly independent of each other."""
    certain = sum(not origin.startswith(LOST) for origin in origins)
    return certain or (1 if origins else 0)


def _is_good(name: str, ledger: Ledger) -> bool:
    packed = ledger.grade([name])
    if packed is None or packed == ASSUMED:
        return False
    grade = Grade.unpack(packed)
    return grade.reliability <= GOOD_RELIABILITY and grade.information <= GOOD_INFORMATION
