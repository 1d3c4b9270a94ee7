"""What somebody did in a sentence: the verb, who stands where beside it, how far it has come, when."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tertius.intake.extraction.proposals.cues import Form, cues, find, verb_forms, which
from tertius.intake.extraction.proposals.dates import Dated
from tertius.intake.extraction.proposals.event import Event, Party
from tertius.intake.extraction.proposals.lexicon import Mention
from tertius.intake.extraction.proposals.mentions import PREPOSITIONS
from tertius.intake.extraction.proposals.nouns import find_nouns
from tertius.intake.extraction.proposals.reading import Clause, Reading
from tertius.intake.extraction.proposals.subjects import find_subjects
from tertius.intake.extraction.proposals.verbs import Group, is_hypothetical, verb_group


def find_events(reading: Reading) -> list[Event]:
    """The events of a sentence, in order, one for each verb at most."""
    found: list[Event] = []
    for index, (start, _, word) in enumerate(reading.words):
        forms = verb_forms().get(word)
        if (
            not forms
            or reading.in_quotes(start)
            or any(m.start <= start < m.end for m in reading.mentions)
        ):
            continue
        if any(_in_speech(reading, event, start) for event in found):
            continue
        for form in forms:
            event = _read_verb(reading, index, form, found)
            if event is not None:
                found = _with(found, event)
                break
    nouns = [event for event in find_nouns(reading) if not _is_said_already(event, found)]
    theirs = [figure for event in nouns for figure in event.figures]
    for event in found:
        event.figures = [figure for figure in event.figures if figure not in theirs]
    found += nouns
    for event in found:
        event.date = _date(reading, event, [other.start for other in found if other is not event])
    return found


def _is_said_already(event: Event, found: Sequence[Event]) -> bool:
    """Whether a verb has said already what a noun names again."""
    return any(
        (other.type == event.type and other.clause == event.clause)
        or other.start <= event.start < other.phrase_end
        for other in found
    )


def _with(found: list[Event], event: Event) -> list[Event]:
    """The events with one more; a saying that only leads to a promise gives way to the promise."""
    kept = [
        e
        for e in found
        if not (
            e.type == event.type
            and e.clause == event.clause
            and e.end < e.phrase_end == event.phrase_end
        )
        and not (event.stage_start < event.start and e.start <= event.stage_start < e.end)
        and not (
            e.type == "statement"
            and event.stage in ("announced", "planned", "pledged")
            and e.clause == event.clause
        )
    ]
    return [*kept, event]


def _in_speech(reading: Reading, event: Event, place: int) -> bool:
    """Whether a place belongs to what somebody is said to have said."""
    if event.type != "statement" or place < event.end:
        return False
    between = reading.plain[event.end : place]
    if " would " in between or " will " in between or " to " in between:
        return (
            " that it would" not in between
            and " it would" not in between
            and not between.startswith(" plans")
        )
    return " that " in f"{between} " and reading.clause(place) == event.clause


def _read_verb(reading: Reading, index: int, form: Form, before: Sequence[Event]) -> Event | None:
    start, end, _ = reading.words[index]
    parts = form.verb.split()
    if len(parts) > 1:
        if index + 1 >= len(reading.words) or reading.words[index + 1][2] != parts[1]:
            return None
        end = reading.words[index + 1][1]
    group = verb_group(reading, index, form)
    if group is None:
        return None
    clause = reading.clause(start)
    for sense in cues()["verbs"][form.verb]:
        said = _object(reading, sense, (start, end), clause, is_passive=group.passive)
        if said is None:
            continue
        event = _event(reading, sense, form, group, (start, end), clause, before)
        if event is not None:
            event.phrase_end = max(end, said)
            event.denied = event.denied or _has_none(reading.plain, end, event.phrase_end)
            return event
    return None


_MUCH = r"(?!(?:less|fewer|more|longer|later|sooner|doubt|delay)\b)"
"""Words behind `no` that deny nothing: no less than a loan."""
NONE = re.compile(
    rf" (?:no|not an?|not any|neither an?) {_MUCH}(?:[\w-]+ ){{0,2}}[\w-]+\Z", re.IGNORECASE
)
NONE_BEHIND = re.compile(rf" (?:no|not an?|not any|neither an?) {_MUCH}[a-z]")


def _has_none(plain: str, end: int, phrase_end: int) -> bool:
    """Whether what stands behind a verb is said not to be: gave Montenegro no loan."""
    return bool(NONE.search(plain[end:phrase_end]) or NONE_BEHIND.match(plain, end))


def _object(
    reading: Reading,
    sense: Mapping[str, Any],
    verb: tuple[int, int],
    clause: Clause,
    *,
    is_passive: bool,
) -> int | None:
    """Where the words end that the sense asks for, or the verb behind them; None where they are not there."""
    start, end = verb
    if "object" not in sense:
        return end
    within = int(sense.get("within", 110))
    found = find(sense["object"], reading.plain, end, min(clause.end, end + within))
    if found:
        return int(found.end())
    is_before = is_passive and sense.get("object_before")
    return end if is_before and find(sense["object"], reading.plain, clause.start, start) else None


def _event(
    reading: Reading,
    sense: Mapping[str, Any],
    form: Form,
    group: Group,
    verb: tuple[int, int],
    clause: Clause,
    before: Sequence[Event],
) -> Event | None:
    start, end = verb
    if is_hypothetical(reading, clause, group.start):
        return None
    subjects = find_subjects(reading, group, clause, before)
    if (
        sense["type"] == "statement"
        and form.verb != "sign"
        and not _says_something(reading, form.verb, end, clause)
    ):
        return None
    event = Event(sense["type"], form.verb, start, end, clause)
    event.passive, event.domain = group.passive, sense.get("domain", "")
    event.led = min(start, group.stage_word[0]) if group.stage_word[1] else start
    after = [
        m
        for m in reading.mentions
        if end <= m.start < clause.end and not reading.in_quotes(m.start)
    ]
    _give_roles(reading, event, sense, group, subjects, after)
    who = sense.get("who")
    lead = event.agents or [party.mention for party in event.parties[:1]]
    if not event.parties or (who and lead and lead[0].actor.kind not in who):
        return None
    if not group.passive and not event.agents:
        return None
    _set_stage(reading, event, sense, group)
    event.hedge = reading.hedge(start)
    denial = find(cues()["denials"], reading.plain, clause.start, start)
    event.denied = event.denied or denial is not None
    event.figures = [f for f in reading.figures if clause.start <= f.start < clause.end]
    return event


def _says_something(reading: Reading, verb: str, end: int, clause: Clause) -> bool:
    """Whether words of saying are followed by what is said."""
    rest = reading.plain[end : end + 60]
    if verb in ("give", "write"):
        return True
    quoted = any(end <= a < end + 60 for a, _ in reading.quoted)
    if verb in ("describe", "call", "praise", "criticise", "criticize", "condemn", "thank"):
        return quoted or any(end <= m.start < clause.end for m in reading.mentions)
    return quoted or rest.startswith(" that ") or " that " in rest[:45]


def _give_roles(
    reading: Reading,
    event: Event,
    sense: Mapping[str, Any],
    group: Group,
    subjects: Sequence[Mention],
    after: Sequence[Mention],
) -> None:
    by = [
        m
        for m in after
        if reading.preposition(m) == "by" and (m.speaks or not (m.owns_next or m.is_adjective))
    ]
    doers = by if group.passive else list(subjects)
    event.agents = list(doers)
    role = sense.get("subject", "participant")
    _add(
        event, role, doers, "stands before the verb" if not group.passive else "stands behind `by`"
    )
    if group.passive:
        undergone = sense.get("passive_subject") or sense.get("direct")
        if undergone:
            _add(event, undergone, subjects, "is whom it is done to")
            if not event.agents:
                event.agents = []
    is_direct_done = group.passive
    for mention in after:
        if mention.is_adjective or (mention.owns_next and not mention.speaks):
            if mention.owns_next and "owner" in sense and mention.start <= event.end + NEAR:
                _add(event, sense["owner"], [mention], "owns what it is about")
            continue
        preposition = reading.preposition(mention)
        if (
            event.type == "statement"
            and event.verb != "sign"
            and SAID.search(reading.plain, event.end, mention.start)
        ):
            break
        if preposition == "" and "direct" in sense and not is_direct_done:
            between = reading.plain[event.end : mention.start]
            if len(between) <= 45 and not any(f" {p} " in f"{between} " for p in PREPOSITIONS):
                _add(
                    event,
                    sense["direct"],
                    [
                        m
                        for m in reading.joined(mention)
                        if m.start >= event.end
                        and (m.speaks or not (m.owns_next or m.is_adjective))
                    ],
                    "is the object of the verb",
                )
                is_direct_done = True
        elif preposition in sense and preposition not in ("subject", "object"):
            if len(reading.plain[event.end : mention.start]) <= 100:
                _add(event, sense[preposition], [mention], f"stands behind `{preposition}`")
        elif preposition == "between" and "with" in sense:
            _add(event, sense["with"], [mention], "stands behind `between`")
    if event.type == "vote":
        bodies = [
            m
            for m in after
            if m.actor.kind == "PublicBody"
            and m.actor.name.startswith("UN ")
            and " that " not in reading.plain[event.end : m.start]
        ]
        _add(event, "organiser", bodies[:1], "is the body that votes")
    if event.type == "acquisition" and not any(p.role == "target" for p in event.parties):
        companies = [m for m in after if m.actor.kind in ("Company", "Media") and not m.owns_next]
        _add(event, "target", companies[:1], "is the company named behind the verb")


SAID = re.compile(r" that |[\"]")

NEAR = 60
"""Letters behind a verb within which an owner owns what the verb is about."""


def _add(event: Event, role: str, mentions: Sequence[Mention], why: str) -> None:
    for mention in mentions:
        if not any(p.mention.actor.id == mention.actor.id for p in event.parties):
            event.parties.append(Party(role, mention, why))


def _set_stage(reading: Reading, event: Event, sense: Mapping[str, Any], group: Group) -> None:
    event.stage_start, event.stage_end = event.start, event.end
    if group.stage:
        event.stage = group.stage
        if group.stage_word[1]:
            event.stage_start, event.stage_end = group.stage_word
        if event.stage == "declined" or (event.stage == "failed" and group.negated):
            event.parties = [
                Party("decliner", p.mention, p.why) if p.mention in event.agents else p
                for p in event.parties
            ]
            event.stage = "declined" if event.stage == "declined" else ""
    elif group.continuous and (
        told := find(("announced",), reading.plain, event.clause.start, event.start)
    ):
        event.stage, event.stage_start, event.stage_end = "announced", told.start(), told.end()
    elif group.continuous:
        event.stage = sense.get(
            "begun", "started" if sense.get("stage") in ("delivered", "started") else ""
        )
    elif group.perfective:
        event.stage = sense.get("stage") or ("delivered" if "begun" in sense else "")
    if group.negated:
        event.denied = True
    if ended := which(cues()["ending"], reading.plain, event.clause.start, event.clause.end):
        name, match = ended
        if match.start() == event.start:
            return  # the verb itself, of which the lists say what it means
        event.stage, event.stage_start, event.stage_end = name, match.start(), match.end()


def _date(reading: Reading, event: Event, others: Sequence[int]) -> Dated | None:
    """When it was: the date of its clause nearest to the verb, or the one that opens the sentence."""
    said = SAID.search(reading.plain, event.end) if event.type == "statement" else None
    end = said.start() if said and event.verb != "sign" else len(reading.plain)
    free = [
        d
        for d in reading.dates
        if not d.is_attribute
        and d.led_by not in ("by", "before", "after", "until", "till")
        and d.start < end
    ]
    inside = [
        d
        for d in free
        if event.clause.start <= d.start < event.clause.end and not reading.in_quotes(d.start)
    ]
    inside = [
        d
        for d in inside
        if not any(
            min(d.start, event.start) < other < max(d.start, event.start) for other in others
        )
        or d.start <= event.clause.start + 30
    ]
    if inside:
        return min(
            inside,
            key=lambda d: (
                d.start < event.start and any(d.start < o < event.start for o in others),
                abs(d.start - event.start),
            ),
        )
    if event.clause.led_by == "when":
        earlier = [d for d in free if d.end <= event.clause.start]
        return earlier[-1] if earlier else None
    opening = [d for d in free if d.start <= 30 and d.led_by and d.led_by != "since"]
    if opening and event.clause == reading.clauses[0]:
        return opening[0]
    return None
