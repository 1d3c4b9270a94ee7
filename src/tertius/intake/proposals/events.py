"""What somebody did in a sentence: the verb, who stands where beside it, how far it has come, when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tertius.intake.proposals.cues import Form, cues, find, verb_forms, which
from tertius.intake.proposals.dates import Dated
from tertius.intake.proposals.figures import Figure
from tertius.intake.proposals.lexicon import Mention
from tertius.intake.proposals.reading import PREPOSITIONS, Clause, Hedge, Reading

BE = frozenset(["is", "are", "was", "were", "been", "being", "be"])
HAVE = frozenset(["has", "have", "had"])
DO = frozenset(["did", "does", "do"])
NOT = frozenset(("not", "never", "t"))
OTHER = frozenset(
    [
        "also",
        "then",
        "since",
        "later",
        "soon",
        "already",
        "recently",
        "first",
        "once",
        "again",
        "even",
        "still",
        "further",
    ]
)
MODALS = frozenset(["will", "would", "could", "may", "might", "should", "can", "must", "shall"])
PLAIN_TO = frozenset(
    ["continued", "continues", "managed", "continue", "helped", "used", "came", "went", "helping"]
)


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
    led: int = 0
    """Where its words begin: at the verb, or at the one before it (`attempted` to organise)."""
    domain: str = ""


@dataclass(frozen=True)
class _Group:
    """A verb with its auxiliaries."""

    start: int
    passive: bool
    perfective: bool
    continuous: bool
    stage: str
    stage_word: tuple[int, int]
    negated: bool
    gerund: bool


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
    for event in found:
        event.date = _date(reading, event, [other.start for other in found if other is not event])
    return found


def _with(found: list[Event], event: Event) -> list[Event]:
    """The events with one more; a saying that only leads to a promise gives way to the promise."""
    kept = [
        e
        for e in found
        if not (event.stage_start < event.start and e.start <= event.stage_start < e.end)
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
    group = _group(reading, index, form)
    if group is None:
        return None
    clause = reading.clause(start)
    for sense in cues()["verbs"][form.verb]:
        said = _object(reading, sense, end, clause)
        if said is None:
            continue
        event = _event(reading, sense, form, group, (start, end), clause, before)
        if event is not None:
            event.phrase_end = max(end, said)
            return event
    return None


def _object(reading: Reading, sense: Mapping[str, Any], end: int, clause: Clause) -> int | None:
    """Where the words end that the sense asks for; None where they are not there."""
    if "object" not in sense:
        return end
    within = int(sense.get("within", 110))
    found = find(sense["object"], reading.plain, end, min(clause.end, end + within))
    return found.end() if found else None


def _group(reading: Reading, index: int, form: Form) -> _Group | None:
    words, plain = reading.words, reading.plain
    aux: list[str] = []
    at = index - 1
    limit = reading.clause(words[index][0]).start
    while at >= 0 and words[at][0] >= limit and len(aux) < 7:
        word = words[at][2].lower()
        if any(m.start <= words[at][0] < m.end for m in reading.mentions):
            break
        if (
            not (
                word in BE
                or word in HAVE
                or word in DO
                or word in NOT
                or word in OTHER
                or word in MODALS
                or word == "to"
                or (word.endswith("ly") and len(word) > 4)
            )
            or "," in plain[words[at][1] : words[at + 1][0]]
        ):
            break
        aux.append(word)
        at -= 1
    group_start = words[at + 1][0]
    said = set(aux)
    stage, negated = "", bool(said & NOT)
    stage_word = (0, 0)
    if MODALS & said:
        if "will" in said:
            stage = "planned"
        elif "would" in said and (told := _told_before(reading, at)):
            stage, stage_word = told
        else:
            return None
    if "to" in said and not stage:
        governed = _governed(reading, at)
        if governed is None:
            return None
        stage, stage_word, group_start, more_negated = governed
        negated = negated or more_negated
    kinds = form.kinds
    be, have = bool(said & BE), bool(said & HAVE)
    if "ing" in kinds:
        if be:
            return _Group(group_start, False, False, True, stage, stage_word, negated, False)
        previous = words[index - 1][2].lower() if index else ""
        comma = index > 0 and plain[words[index - 1][1] : words[index][0]].startswith(",")
        if stage:
            return None
        return (
            _Group(group_start, False, True, False, "", (0, 0), negated, True)
            if previous == "by" or comma
            else None
        )
    if "participle" in kinds and be and not ("to" in said and not stage):
        return _Group(group_start, True, True, False, stage, stage_word, negated, False)
    if have and "participle" in kinds:
        return _Group(group_start, False, True, False, stage, stage_word, negated, False)
    if stage or said & DO:
        if "base" not in kinds:
            return None
        return _Group(
            group_start, False, not said & DO or True, False, stage, stage_word, negated, False
        )
    if "past" in kinds:
        passive = "participle" in kinds and plain[words[index][1] : words[index][1] + 4] == " by "
        return _Group(group_start, passive, True, False, "", (0, 0), negated, False)
    if kinds & {"third", "base"} and "to" not in said:
        behind = plain[words[at][0] : group_start] if at >= 0 else ""
        subject = [m for m in reading.mentions if m.end <= group_start]
        if (
            subject
            and not plain[subject[-1].end : group_start].strip()
            and not subject[-1].is_adjective
            and not subject[-1].owns_next
        ):
            return _Group(group_start, False, False, False, "", (0, 0), negated, False)
        if behind.strip() in ("which", "who"):
            return _Group(group_start, False, False, False, "", (0, 0), negated, False)
    return None


def _told_before(reading: Reading, at: int) -> tuple[str, tuple[int, int]] | None:
    """The stage of `announced (that) it would …`: the verb of telling before a pronoun."""
    for step in range(at, max(-1, at - 5), -1):
        start, end, word = reading.words[step]
        for stage in ("announced", "pledged"):
            if word in cues()["stages"][stage]:
                return stage, (start, end)
        if word.lower() not in ("it", "they", "he", "she", "that", "in"):
            return None
    return None


def _governed(reading: Reading, at: int) -> tuple[str, tuple[int, int], int, bool] | None:
    """What the verb before `to` makes of the stage; None where it leaves it open."""
    if at < 0:
        return None
    start, end, word = reading.words[at]
    negated = False
    back = at - 1
    while back >= 0 and reading.words[back][2].lower() in BE | HAVE | DO | NOT | OTHER:
        negated = negated or reading.words[back][2].lower() in NOT
        back -= 1
    group_start = reading.words[back + 1][0]
    spelled = reading.plain[group_start:end].lower()
    for stage, listed in cues()["stages"].items():
        if word in listed or spelled in listed:
            return stage, (start, end), group_start, negated
    if word in PLAIN_TO:
        return "", (0, 0), group_start, negated
    if find(
        [w for ws in cues()["hedges"].values() for w in ws],
        reading.plain,
        max(0, start - 20),
        end + 3,
    ):
        return "", (0, 0), group_start, negated
    return None


def _event(
    reading: Reading,
    sense: Mapping[str, Any],
    form: Form,
    group: _Group,
    verb: tuple[int, int],
    clause: Clause,
    before: Sequence[Event],
) -> Event | None:
    start, end = verb
    if _is_hypothetical(reading, clause, group.start):
        return None
    subjects = _subjects(reading, group, clause, before)
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


def _is_hypothetical(reading: Reading, clause: Clause, group_start: int) -> bool:
    if (
        reading.plain[clause.start : clause.start + 8]
        .strip(" ,")
        .lower()
        .startswith(("if ", "whether", "unless"))
    ):
        return True
    if find(cues()["wishes"], reading.plain, clause.start, group_start):
        return True
    since = max((m.end for m in reading.mentions if m.end <= group_start), default=clause.start)
    since = max(since, clause.start)
    return find(cues()["hypothetical"], reading.plain, since, group_start) is not None


def _says_something(reading: Reading, verb: str, end: int, clause: Clause) -> bool:
    """Whether words of saying are followed by what is said."""
    rest = reading.plain[end : end + 60]
    quoted = any(end <= a < end + 60 for a, _ in reading.quoted)
    if verb in ("describe", "call", "praise", "criticise", "criticize", "condemn", "thank"):
        return quoted or any(end <= m.start < clause.end for m in reading.mentions)
    return quoted or rest.startswith(" that ") or " that " in rest[:45]


def _subjects(
    reading: Reading, group: _Group, clause: Clause, before: Sequence[Event]
) -> list[Mention]:
    """Who stands before the verb and does it (or, in the passive, undergoes it)."""
    led = reading.plain[clause.start : group.start]
    if pronoun := PRONOUN.search(led):
        return _meant(reading, clause.start + pronoun.start(1), pronoun[1].lower())
    if group.gerund:
        same = [event for event in before if event.clause == clause and event.agents]
        if same:
            return list(same[-1].agents)
    inside = [m for m in reading.mentions if clause.start <= m.start and m.end <= group.start]
    heads = [
        m
        for m in inside
        if (m.speaks or not (m.owns_next or m.is_adjective)) and not reading.preposition(m)
    ]
    if heads:
        last = heads[-1]
        gap = reading.plain[last.end : group.start]
        if " that " in f"{gap} " or " which " in f"{gap} ":
            return []
        if len(reading.plain[last.end : group.start]) <= 90:
            return [
                m
                for m in reading.joined(last)
                if m.end <= group.start and (m.speaks or not (m.owns_next or m.is_adjective))
            ]
        return []
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


def _meant(reading: Reading, start: int, pronoun: str) -> list[Mention]:
    """Whom a pronoun before the verb means; nobody where the text leaves it open."""
    earlier = [m for m in reading.mentions if m.end <= start]
    if pronoun in ("he", "she"):
        people = [m for m in earlier if m.actor.kind == "Person" and not m.owns_next]
        person = people[-1] if people else reading.context.person
    elif pronoun == "the government":
        states = [m for m in earlier if m.actor.kind == "State"]
        person = states[-1] if states else None
    else:
        heads = [m for m in earlier if not (m.is_adjective or m.owns_next) and m.start <= 20]
        person = heads[0] if heads and not reading.preposition(heads[0]) else None
    if person is None:
        return []
    end = start + len(pronoun)
    return [Mention(start, end, person.actor, person.how)]


def _give_roles(
    reading: Reading,
    event: Event,
    sense: Mapping[str, Any],
    group: _Group,
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
    if event.type == "acquisition" and not any(p.role == "target" for p in event.parties):
        companies = [m for m in after if m.actor.kind in ("Company", "Media") and not m.owns_next]
        _add(event, "target", companies[:1], "is the company named behind the verb")


SAID = re.compile(r" that |[\"]")


def _add(event: Event, role: str, mentions: Sequence[Mention], why: str) -> None:
    for mention in mentions:
        if not any(p.mention.actor.id == mention.actor.id for p in event.parties):
            event.parties.append(Party(role, mention, why))


def _set_stage(reading: Reading, event: Event, sense: Mapping[str, Any], group: _Group) -> None:
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
        event.stage = sense.get("stage") or sense.get("begun", "")
        if "begun" in sense:
            event.stage = "delivered"
    if group.negated:
        event.denied = True
    if ended := which(cues()["ending"], reading.plain, event.clause.start, event.clause.end):
        name, match = ended
        event.stage, event.stage_start, event.stage_end = name, match.start(), match.end()


def _date(reading: Reading, event: Event, others: Sequence[int]) -> Dated | None:
    """When it was: the date of its clause nearest to the verb, or the one that opens the sentence."""
    free = [
        d
        for d in reading.dates
        if not d.is_attribute and d.led_by not in ("by", "before", "after", "until", "till")
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
