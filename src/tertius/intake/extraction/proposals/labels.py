"""What an engagement is called: who, and the words of the sentence from the verb on."""

import re
from collections.abc import Sequence

from tertius.evidence.codes import name_of
from tertius.intake.extraction.proposals.bundle import Bundle, one_line
from tertius.intake.extraction.proposals.cues import inflect, words_of
from tertius.intake.extraction.proposals.event import Event
from tertius.intake.extraction.proposals.lexicon import Mention


def _as_told(word: str, event: Event) -> str:
    """The first word of a label: `establishing` and `given` as `established` and `gave`."""
    _, third, past, participle, ing = inflect(event.verb.split()[0])
    if event.passive or word not in (participle, ing):
        return word
    return third if word == ing and event.stage in ("", "started", "announced") else past


OPENING = frozenset(words_of("opening"))
"""Words that open a phrase."""
TRAILING = OPENING | {"a", "an", "the", "its", "their", "his"}


def label_of(
    bundle: Bundle, event: Event, powers: Sequence[Mention], hosts: Sequence[Mention]
) -> str:
    """What it is in a few words: who, and the words of the sentence from the verb on; the year."""
    if event.is_foreign:
        return _label_of_kind(bundle, event, powers, hosts)
    text = bundle.reading.text
    agents = event.agents or [p.mention for p in event.parties[:1]]
    who = " and ".join(dict.fromkeys(m.actor.name for m in agents[:2]))
    year = f", {event.date.edtf[:4]}" if event.date and event.date.edtf[:4].isdigit() else ""
    if event.is_noun:
        joint = {"request": "by", "agreement": "between"}.get(event.type, "from")
        return one_line(f"{event.verb.capitalize()} {joint} {who}{year}")
    if event.type == "statement" and event.stage != "signed":
        others = [m.actor.name for m in powers if m.actor.id not in {a.actor.id for a in agents}]
        theirs = {m.code for m in agents}
        about = others or [
            m.actor.name
            for m in bundle.reading.mentions
            if m.start > event.end and m.actor.kind in ("State", "Bloc") and m.code not in theirs
        ]
        about = about or [m.actor.name for m in hosts if m.code not in theirs]
        return one_line(f"Statement of {who}{f' on {about[0]}' if about else ''}{year}")
    begin = _denial_before(bundle.reading.plain, event)
    said = text[begin : min(event.clause.end, begin + 130)].replace("’s", "'s")
    cut = CUT.split(said[event.end - begin :], maxsplit=1)[0]
    words = _shortened(f"{said[: event.end - begin]}{cut}".split())
    words[0] = _as_told(words[0], event)
    joint = " was " if event.passive else " "
    if event.passive:
        undergone = [p.mention for p in event.parties if p.mention not in event.agents]
        who = " and ".join(dict.fromkeys(m.actor.name for m in undergone[:2])) or who
        joint = joint if undergone else " "
    return one_line(f"{who}{joint}{' '.join(words).strip(' .,;:')}{year}").replace("'s", "’s")


TO = frozenset(["loan", "donation", "debt_relief", "arms_transfer", "lease"])
"""Types that one side does for the other."""


def _label_of_kind(
    bundle: Bundle, event: Event, powers: Sequence[Mention], hosts: Sequence[Mention]
) -> str:
    """What it is in English words: its type, whose, with whom, and the year; the sentence is in another language."""
    kind = bundle.case.taxonomy.label("engagement_type", event.type)
    who = " and ".join(dict.fromkeys(name_of(m.code or "") or m.actor.name for m in powers[:2]))
    joint = "to" if event.type in TO else "in" if event.type == "investment" else "with"
    year = f", {event.date.edtf[:4]}" if event.date and event.date.edtf[:4].isdigit() else ""
    return one_line(f"{kind.capitalize()} of {who} {joint} {hosts[0].actor.name}{year}")


MOST_WORDS, FEWEST_WORDS = 12, 4


def _shortened(words: list[str]) -> list[str]:
    """The first words, up to where a phrase ends, with no small word left at the end."""
    kept = words[:MOST_WORDS]
    if len(words) > MOST_WORDS:
        ends = [n for n in range(FEWEST_WORDS, MOST_WORDS) if kept[n].lower() in OPENING]
        kept = kept[: ends[-1]] if ends else kept
    while len(kept) > 1 and kept[-1].lower() in TRAILING:
        kept.pop()
    return kept


NOT = re.compile(r"\b(?:(?:did|do|does|has|have|had|was|were|is|are) (?:not|never)|never) \Z")


def _denial_before(plain: str, event: Event) -> int:
    """Where the words of a label begin: at the verb, or at what denies it directly before."""
    found = NOT.search(plain[: event.led]) if event.denied and not event.passive else None
    return found.start() if found else event.led


CUT = re.compile(
    r",(?!\d)|[;()‘’“”]| that | which | who | worth | in (?=\d|[A-Z][a-z]+ \d)| on (?=\d)| since | requiring "
    r"| and (?=(?:is|has|was|are|have) )"
    r"| to (?:meet|explore|discuss|prevent|affirm|attend|garner|strengthen) "
    r"| the (?:following|same|next) year| and (?=[a-z]+ed )| from (?=\d)| between (?=\d)"
)
