"""What a sentence in another language than English says that was done, and how it becomes an engagement.

Far fewer sentences lead to something than in English: one that does not say by a verb and a noun of `tongues.yml`
what happened, or that holds a word of doubt, leads to nothing.
"""

import re
from collections.abc import Iterator, Sequence

from tertius.intake.extraction.proposals.bundle import Bundle
from tertius.intake.extraction.proposals.coding import code_event
from tertius.intake.extraction.proposals.event import Event, Party
from tertius.intake.extraction.proposals.lexicon import Mention
from tertius.intake.extraction.proposals.reading import Clause, Reading
from tertius.intake.extraction.proposals.rule import Scope
from tertius.intake.extraction.proposals.tongues import Sense

FURTHEST = 160
"""Letters that a verb and its noun lie apart at most."""
HEAD, OTHER = "head", "other"
"""Where a state stands that is named itself: at the head of its sentence, or elsewhere."""
POWERS_ROLE = {
    "loan": "lender", "donation": "donor", "debt_relief": "lender", "arms_transfer": "supplier",
    "exercise": "participant",
}  # fmt: skip
HOSTS_ROLE = {
    "loan": "borrower", "donation": "recipient", "debt_relief": "borrower", "arms_transfer": "recipient",
    "exercise": "participant",
}  # fmt: skip
GIVEN = ("donation", "arms_transfer")


def find_told(reading: Reading) -> Iterator[Event]:
    """Yield what a sentence in another language than English says that was done: one event at most."""
    tongue, plain = reading.tongue, reading.plain
    if tongue is None:
        return
    tail = tongue.said.search(plain, 10)
    end = tail.start() if tail else len(plain)
    if tongue.wishes.search(plain, 0, end):
        return
    named = [mention for mention in reading.mentions if mention.end <= end]
    for sense in tongue.senses:
        found = _nearest(sense, plain, end, named)
        if found is None:
            continue
        verb, noun = found
        event = Event(sense.type, verb[0], *verb.span(), Clause(0, end), is_foreign=True)
        if noun is not None:
            event.start = event.led = min(verb.start(), noun.start())
        event.phrase_end = max(verb.end(), noun.end() if noun else 0)
        event.stage, (event.stage_start, event.stage_end) = sense.stage, verb.span()
        states = [m for m in named if m.actor.kind in ("State", "Bloc") and not m.is_adjective]
        event.parties = [
            Party(HEAD if tongue.opening.fullmatch(plain[: m.start]) else OTHER, m, "is named")
            for m in states
        ]
        event.figures = [figure for figure in reading.figures if figure.end <= end]
        near = [one for one in reading.dates if one.end <= end]
        event.date = min(near, key=lambda one: abs(one.start - verb.start()), default=None)
        yield event
        return


def _nearest(
    sense: Sense, plain: str, end: int, named: Sequence[Mention]
) -> tuple[re.Match[str], re.Match[str] | None] | None:
    """Return the verb and the noun of a sense that stand nearest to each other; None where the sense is not there."""
    verbs = list(sense.verb.finditer(plain, 0, end))
    if sense.noun is None:
        return (verbs[0], None) if verbs else None
    nouns = [
        noun
        for noun in sense.noun.finditer(plain, 0, end)
        if not any(m.start <= noun.start() < m.end for m in named)
    ]
    pairs = [
        (verb, noun)
        for verb in verbs
        for noun in nouns
        if (verb.end() <= noun.start() or noun.end() <= verb.start())
        and abs(verb.start() - noun.start()) <= FURTHEST
    ]
    return min(pairs, key=lambda pair: abs(pair[0].start() - pair[1].start()), default=None)


def code_told(bundle: Bundle, event: Event, scope: Scope) -> bool:
    """Put the rows of such an event into the bundle; False where another state may be meant, or who did it is not said."""
    sides = scope.sides
    states = [party.mention for party in event.parties]
    if not any(m.code in sides.hosts for m in states) and any(
        not sides.is_theirs(m.code) for m in states
    ):
        return False
    heads = [party.mention for party in event.parties if party.role == HEAD]
    if event.type in GIVEN and any(m.code in sides.hosts for m in heads):
        return False
    event.parties = [
        Party(role, party.mention, party.why)
        for party in event.parties
        if (role := _role(event.type, party, is_power=sides.is_power(party.mention.code)))
        and sides.is_theirs(party.mention.code)
    ]
    return code_event(bundle, event, scope)


def _role(kind: str, party: Party, *, is_power: bool) -> str:
    """Return the role of a state that is named itself; empty where the sentence does not tell."""
    if kind == "agreement":
        return "signatory"
    if is_power:
        return POWERS_ROLE.get(kind, "") if party.role == HEAD else ""
    return HOSTS_ROLE.get(kind, "")
