"""The signs beside the numbers of notes: what carries a finding, at a glance."""

from collections.abc import Mapping

from tertius.findings.support import Support
from tertius.present.labels import Labels
from tertius.study.result import Result

SIGNS: Mapping[Support, str] = {
    "tested": "●",
    "weak": "◐",
    "too_few": "◐",
    "read_off": "◇",
    "argued": "○",
    "restated": "◇",
    "reported": "◇",
    "none": "?",
}
"""Circles are what evidence bears, fuller where a test risked more; diamonds are taken from print.

They differ in shape, never in colour alone, and are letters of every font that a report uses.
"""

OPEN = SIGNS["none"]
WATCHED = "△"
"""The sign of a finding that only watches for an event."""


def sign_of(result: Result) -> str | None:
    """Return the sign of a finding; None where what carries it was not asked."""
    if result.state:
        return WATCHED
    if result.verdict == "open":
        return OPEN
    return SIGNS[result.support] if result.support else None  # type: ignore[index]


def meaning_of(result: Result, labels: Labels) -> str:
    """Return in words what the sign of a finding says."""
    if result.state:
        return "watched"
    if result.verdict == "open":
        return "open"
    return str(labels.case.taxonomy.label("support", result.support or "none"))
