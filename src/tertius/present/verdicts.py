"""Verdicts, and what changed of them since an earlier build, in plain sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tertius.language.told import gettext, marked
from tertius.study.result import Result

SENTENCES = {
    "holds": marked("The evidence supports it."),
    "fails": marked("The evidence speaks against it."),
    "open": marked("The evidence does not reach far enough to tell."),
    "asleep": marked("This has not happened in the evidence, so nothing follows yet."),
    "fired": marked(
        "What would set it off has happened in the evidence; what is said to follow stays open."
    ),
}
"""By verdict, or by state of what is only watched, what the evidence does."""

REPORTED = {
    "holds": marked("A source says so, and nothing of equal weight in the evidence disputes it."),
    "fails": marked("A source says so, and the evidence speaks against it."),
    "open": marked("A source says so, and it is disputed or withdrawn."),
}
"""The same of a judgement that is carried as somebody's."""

TESTED = {
    "holds": marked("The evidence supports it, as far as it was tested."),
    "fails": marked("The evidence speaks against it, as far as it was tested."),
    "open": marked("The evidence does not reach far enough to tell, as far as it was tested."),
}
"""The same where a test does not reach all of the statement."""

BRIEFLY = {
    "holds": marked("supported"),
    "fails": marked("evidence against"),
    "open": marked("open"),
}
"""By verdict, what the evidence does in a word or two, where a sentence has no room."""


def judged(verdict: str, state: str | None = None) -> str:
    """Return what the evidence does by a verdict, or by the state of what is only watched, in a word or two."""
    if state:
        return gettext("watched: seen") if state == "fired" else gettext("watched: not seen")
    return gettext(BRIEFLY[verdict])


def judged_as_tested(verdict: str) -> str:
    """Return the same of a statement of which the test does not reach all."""
    return gettext("{verdict} as far as tested", verdict=judged(verdict))


def verdict_briefly(result: Result) -> str:
    """Return what the evidence does with a statement, in a few words."""
    if result.state or result.spoken == result.verdict:
        return judged(result.verdict, result.state)
    return judged_as_tested(result.verdict)


def verdict_sentence(result: Result) -> str:
    """Return what the evidence does with a statement, as a plain sentence."""
    words = REPORTED if result.kind == "reported" else SENTENCES
    if result.spoken != result.verdict and words is SENTENCES:
        words = TESTED
    return gettext(words[result.state or result.verdict])


@dataclass(frozen=True)
class Change:
    """Hold a finding that is new, gone, or judged otherwise than in an earlier build."""

    id: str
    statement: str
    before: str
    """What the verdict was, empty where the finding is new."""
    after: str
    """What the verdict is, empty where the finding is gone."""


def changes_since(before: Any, results: Sequence[Result]) -> tuple[Change, ...] | None:
    """Return what changed since the findings of an earlier build; None where they cannot be read.

    `before` is what findings.json held, whoever wrote it: entries that are no findings are passed over.
    """
    listed = before.get("findings") if isinstance(before, Mapping) else None
    if not isinstance(listed, list):
        return None
    old = {
        entry["id"]: entry
        for entry in listed
        if isinstance(entry, Mapping)
        and all(isinstance(entry.get(key), str) for key in ("id", "statement", "verdict"))
    }
    changes = [
        Change(r.id, r.statement, str(old[r.id]["verdict"]) if r.id in old else "", r.verdict)
        for r in results
        if r.id not in old or old[r.id]["verdict"] != r.verdict
    ]
    kept = {result.id for result in results}
    gone = (entry for name, entry in old.items() if name not in kept)
    changes += [Change(e["id"], e["statement"], str(e["verdict"]), "") for e in gone]
    return tuple(changes)
