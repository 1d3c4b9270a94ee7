"""Mentions as the words around them make them: an owner, an adjective, a government that stands for its state."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tertius.intake.extraction.proposals.cues import cues, words_of
from tertius.intake.extraction.proposals.lexicon import Mention, speaking

PREPOSITIONS = frozenset(words_of("prepositions"))
MOST_MENTIONS = 120
"""Of how many actors a sentence is read, at most; no sentence of a paper names as many."""


def in_sentence(plain: str, found: Sequence[Mention]) -> list[Mention]:
    """The mentions of a sentence, each with what the words beside it make of it."""
    named = [mention for mention in found if not _ends_a_name(plain, mention)]
    owners = _owners_together(plain, named[:MOST_MENTIONS])
    return [_spoken_for(plain, mention) for mention in owners]


ROMANCE = re.compile(r"\b[A-Z]\w+ (?:du|de|des|do|da) $")


def _ends_a_name(plain: str, mention: Mention) -> bool:
    """Whether a state is the end of somebody's name, as in `Electricite du Laos`."""
    is_state = mention.actor.kind == "State" and mention.how == "name"
    return is_state and ROMANCE.search(plain, max(0, mention.start - 40), mention.start) is not None


def _owners_together(plain: str, mentions: list[Mention]) -> list[Mention]:
    """In `Russia and China's interests` both are owners; in `Russian and Chinese` both adjectives."""
    found = list(mentions)
    for at in range(len(found) - 2, -1, -1):
        mention, following = found[at], found[at + 1]
        if plain[mention.end : following.start] not in (" and ", " or ", ", "):
            continue
        if mention.how == "people" and following.is_adjective:
            found[at] = replace(mention, is_adjective=True)
        elif following.owns_next and mention.actor.kind in ("State", "Bloc"):
            found[at] = replace(mention, owns_next=True)
    return found


def _spoken_for(plain: str, mention: Mention) -> Mention:
    """An adjective or a possessive before a word for government, or `the government of` it, stands for the state itself."""
    if mention.actor.kind == "State" and not mention.is_adjective and not mention.owns_next:
        led = GOVERNMENT_OF.search(plain, max(0, mention.start - 30), mention.start)
        return replace(mention, start=led.start(), speaks=True) if led else mention
    if not (
        mention.is_adjective or (mention.owns_next and mention.actor.kind in ("State", "Bloc"))
    ):
        return mention
    at = mention.end + (2 if plain.startswith("'s", mention.end) else 0)
    for count, found in enumerate(WORD_AFTER.finditer(plain, at, at + 50)):
        bare = found[1]
        if bare in cues()["government"]:
            if bare in NAMED_BEHIND and NAME.match(plain, found.end(1)):
                return mention  # the Chinese company CRBC: the name says who it is
            return speaking(mention, found.end(1))
        if count >= 3 or not bare.islower() or bare in PREPOSITIONS or bare in ("and", "or"):
            break
        if found.start() != at:
            break
        at = found.end()
    return mention


GOVERNMENT_OF = re.compile(r"\b(?:[Tt]he )?[Gg]overnment of (?:the )?$")
NAMED_BEHIND = frozenset(
    ["company", "companies", "firm", "firms", "contractor", "contractors", "bank", "banks"]
)
NAME = re.compile(r",? [A-Z]")
WORD_AFTER = re.compile(r" ([\w-]{2,20})(?=[ ,.;:)']|$)")
