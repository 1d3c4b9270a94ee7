"""Words that a case adds to the published vocabularies."""

from typing import Any

import pytest


def after(small: Any, line: str) -> list[str]:
    """The problems of the small case with a line of its settings put for another."""
    small.swap("case.yml", "vocabulary: {}", line)
    return small.problems()


ADDED = {
    "a sector": "sector: {space: {means: Rockets., domain: economy}}",
    "a sector with a label and a code": "sector: {space: {means: Rockets., domain: economy, label: Space, dac: '430'}}",
    "a property of text": "property: {mood: {means: A mood., type: text}}",
    "a property of a word": "property: {age: {means: New or old., type: word, words: quality, many: true, subjects: [engagements]}}",
    "a type that is money": "engagement_type: {grant: {means: Given., money: true}}",
    "a relation that holds": "relation: {rules: {means: Rules it., holds: true}}",
    "a currency": "unit: {HRK: {means: Kuna., currency: true}}",
    "a kind of actor": "actor_kind: {Ship: {means: A ship.}}",
}


@pytest.mark.parametrize("name", ADDED)
def test_words_that_a_case_adds(small: Any, name: str):
    """A case may add words to the open vocabularies, with what such a word needs."""
    assert after(small, f"vocabulary: {{{ADDED[name]}}}") == []


def test_an_added_word_can_be_used(small: Any):
    """An added sector is a sector like any other, in its domain."""
    small.set("engagements", "nis-sale", "sector", "space")
    assert after(small, f"vocabulary: {{{ADDED['a sector']}}}") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("stage: {rumoured: {means: Heard of.}}", "adds to stage, which is closed. Open are: actor_kind, engagement_type, indicator, link_relation, outlet_kind, property, quality, relation, role, sector, unit."),
        ("mood: {glad: {means: Glad.}}", "adds to mood, which is closed. Open are: actor_kind, engagement_type, indicator, link_relation, outlet_kind, property, quality, relation, role, sector, unit."),
        ("role: {onlooker: {label: Onlooker}}", "adds role onlooker without `means`. Say it in a sentence."),
        ("role: {onlooker: {means: ''}}", "adds role onlooker without `means`. Say it in a sentence."),
        ("role: {onlooker: {means: Looks on., colour: red}}", "adds role onlooker, whose `colour` is no key that is known here. Remove it, or check its spelling."),
        ("role: {lender: {means: Lends.}}", "adds role lender, which is published already and keeps its meaning. Remove it."),
        ("unit: {'=1+1': {means: Two.}}", "adds unit '=1+1', which is no word. Write letters, digits and single hyphens."),
        ("role: {'a;b': {means: Two.}}", "adds role 'a;b', which is no word. Write letters, digits and single hyphens."),
        ("sector: {space: {means: Rockets.}}", "adds sector space, whose `domain` is missing. Add it."),
        ("sector: {space: {means: Rockets., domain: sky}}", "adds sector space, whose `domain` cannot stand here. Write one of: politics, defence, economy, culture."),
        ("property: {mood: {means: A mood.}}", "adds property mood, whose `type` is missing. Add it."),
        ("property: {mood: {means: A mood., type: word}}", "adds property mood: `words` names the vocabulary of a property of type word, and of no other."),
        ("property: {mood: {means: A mood., type: text, words: quality}}", "adds property mood: `words` names the vocabulary of a property of type word, and of no other."),
        ("property: {mood: {means: A mood., type: word, words: moods}}", "adds property mood, whose `words` is no vocabulary. Write one of: domain, sector, actor_kind, engagement_type, role, relation, link_relation, direction, scope, view, position_kind, priority, stage, property, truth, quality, approx, stance, modality, information, checked, status, reliability, state_controlled, outlet_kind, indicator, unit, precision, judgement, finding_kind, verdict, state, support, confidence."),
        ("property: {mood: {means: A mood., type: text, subjects: engagements}}", "adds property mood, whose `subjects` is one value where a list is needed. Write [engagements]."),
    ],
)  # fmt: skip
def test_words_that_a_case_cannot_add(small: Any, words: str, said: str):
    """An added word needs a meaning and what its vocabulary asks, in an open vocabulary, once."""
    assert after(small, f"vocabulary: {{{words}}}") == [f"case.yml:13 vocabulary: {said}"]
