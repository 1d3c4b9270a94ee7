"""Who stands before a verb, and whom a pronoun there means."""

import re
from collections.abc import Sequence

from tertius.intake.extraction.proposals.event import Event
from tertius.intake.extraction.proposals.lexicon import Mention
from tertius.intake.extraction.proposals.reading import BRACKETS, Clause, Reading
from tertius.intake.extraction.proposals.verbs import Group


def find_subjects(
    reading: Reading, group: Group, clause: Clause, before: Sequence[Event]
) -> list[Mention]:
    """Who stands before the verb and does it (or, in the passive, undergoes it)."""
    led = reading.plain[clause.start : group.start]
    if pronoun := PRONOUN.search(led):
        return meant_by(reading, clause, clause.start + pronoun.start(1), pronoun[1].lower())
    if group.gerund:
        same = [event for event in before if event.clause == clause and event.agents]
        if same:
            return list(same[-1].agents)
    bracket = reading.bracket(group.start)
    inside = [
        m
        for m in reading.mentions
        if clause.start <= m.start and m.end <= group.start and reading.bracket(m.start) == bracket
    ]
    heads = [
        m
        for m in inside
        if (m.speaks or not (m.owns_next or m.is_adjective)) and not reading.preposition(m)
    ]
    if heads:
        last = heads[-1]
        gap = BRACKETS.sub("", reading.plain[last.end : group.start])
        if " that " in f"{gap} " or " which " in f"{gap} ":
            return []
        told = before[-1] if before else None
        if (
            told
            and gap.endswith(" and ")
            and told.agents
            and told.clause == clause
            and told.end <= last.start
        ):
            return list(told.agents)  # Who visited Tunis and donated boats is not Tunis.
        if len(reading.plain[last.end : group.start]) <= 90:
            return [
                m
                for m in reading.joined(last)
                if m.end <= group.start and (m.speaks or not (m.owns_next or m.is_adjective))
            ]
        return []
    if clause.led_by.startswith("and") and not inside:
        earlier = [m for m in reading.mentions if m.end <= clause.start and _is_head(reading, m)]
        return reading.joined(earlier[0]) if earlier else []
    if clause.led_by in ("which", "who", "whose", "when") or clause.led_by.startswith(", w"):
        earlier = [m for m in reading.mentions if m.end <= clause.start and not m.is_adjective]
        return [earlier[-1]] if earlier and clause.led_by in ("which", "who") else []
    if (
        before
        and not inside
        and before[-1].agents
        and reading.plain[clause.start : group.start].strip(" ,").lower() in ("and", "")
    ):
        return list(before[-1].agents)
    return []


PRONOUN = re.compile(r"\b([Hh]e|[Ss]he|[Ii]t|[Tt]he government)(?: [a-z]{3,12}ly)? $")


def meant_by(reading: Reading, clause: Clause, start: int, pronoun: str) -> list[Mention]:
    """Whom a pronoun before the verb means; nobody where the text leaves it open."""
    earlier = [m for m in reading.mentions if m.end <= start]
    if pronoun in ("he", "she"):
        people = [m for m in earlier if m.actor.kind == "Person" and not m.owns_next]
        person = people[-1] if people else reading.context.person
    elif pronoun == "the government":
        states = [m for m in earlier if m.actor.kind == "State"]
        person = states[-1] if states else None
    else:
        person = _thing_meant(reading, clause, start, earlier)
    if person is None:
        return []
    end = start + len(pronoun)
    return [Mention(start, end, person.actor, person.how)]


def _is_head(reading: Reading, mention: Mention) -> bool:
    """Whether a mention can be the subject of a clause."""
    return not reading.is_owner(mention) and not reading.preposition(mention)


def _thing_meant(
    reading: Reading, clause: Clause, start: int, earlier: Sequence[Mention]
) -> Mention | None:
    """What `it` means: before `which` what that belongs to, else with what the sentence began."""
    if clause.led_by == "which":
        before = [m for m in earlier if m.end <= clause.start and not reading.is_owner(m)]
        return before[-1] if before else None
    heads = [m for m in earlier if _is_head(reading, m)]
    if heads:
        return heads[0] if heads[0].start <= 45 and heads[0].actor.kind != "Person" else None
    return reading.context.thing if start <= 30 and not earlier else None
