"""Engagements that a noun names: a proposal of somebody, a loan from, an agreement between."""

from collections.abc import Mapping
from typing import Any

from tertius.intake.extraction.proposals.cues import cues, find_all
from tertius.intake.extraction.proposals.event import Event, Party
from tertius.intake.extraction.proposals.reading import Reading
from tertius.intake.extraction.proposals.verbs import is_hypothetical


def find_nouns(reading: Reading) -> list[Event]:
    """The events that nouns of a sentence name, in the order of the list of nouns."""
    found: list[Event] = []
    for noun, sense in cues()["nouns"].items():
        for match in find_all((noun, f"{noun}s"), reading.plain):
            if reading.in_quotes(match.start()):
                continue
            parties = _parties(reading, sense, match.start(), match.end())
            clause = reading.clause(match.start())
            if not parties or is_hypothetical(reading, clause, match.start()):
                continue
            event = Event(sense["type"], noun, match.start(), match.end(), clause)
            event.parties = parties
            event.agents = [party.mention for party in parties]
            event.stage = sense.get("stage", "")
            event.stage_start, event.stage_end = match.span()
            event.led = event.start
            event.phrase_end = max(match.end(), *(party.mention.end for party in parties))
            event.is_noun = True
            event.hedge = reading.hedge(match.start())
            event.figures = [f for f in reading.figures if _is_near(f.start, f.end, match)]
            found.append(event)
    return found


def _is_near(start: int, end: int, match: Any) -> bool:
    """Whether a figure stands right before the noun or right behind it."""
    return bool(0 <= match.start() - end <= 25 or 0 <= start - match.end() <= 25)


def _parties(reading: Reading, sense: Mapping[str, Any], start: int, end: int) -> list[Party]:
    if "whose" in sense:
        owners = [m for m in reading.mentions if m.owns_next and 0 <= start - m.end <= 3]
        return [Party(sense["whose"], m, "is whose it is") for m in owners]
    word, role = next((word, sense[word]) for word in ("from", "between") if word in sense)
    behind = [
        m
        for m in reading.mentions
        if end <= m.start <= end + 60 and not reading.is_owner(m) and reading.preposition(m) == word
    ]
    if word == "between":
        sides = behind[:2] if behind and behind[0].start - end <= 14 else []
        return [Party(role, m, "stands behind `between`") for m in sides] if len(sides) > 1 else []
    money = any(f.kind == "money" and -25 <= start - f.end <= 25 for f in reading.figures)
    return [Party(role, m, "stands behind `from`") for m in behind[:1]] if money else []
