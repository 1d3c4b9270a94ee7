from typing import Any

import pytest

from tertius.case.fingerprint import case_hash
from tertius.case.read import read_case
from tertius.case.settings import Draws

LINES = {
    "title": "title: A small case, countable by hand",
    "hosts": "hosts: [SRB]",
    "powers": "powers: [RUS, CHN]",
    "baselines": "baselines: [EU]",
    "period": "period: 2008/2020",
    "currency": "currency: EUR",
    "datasets": "datasets: []",
    "vocabulary": "vocabulary: {}",
    "expects": "  all: {observations: [4, 4], searches: [2, 2], actors: [16, 16]}",
}
"""Lines of the small case's settings, by what they set."""


def after(small: Any, key: str, line: str) -> list[str]:
    small.swap("case.yml", LINES[key], line)
    return small.problems()


@pytest.mark.parametrize(
    ("key", "line", "said"),
    [
        ("title", "", "case.yml title: is missing. Add it."),
        ("title", "title: [2020]", "case.yml:1 title: is a list where one text is needed. Write it without [ ] and dashes."),
        ("hosts", "hosts: []", "case.yml:2 hosts: is an empty list. Write at least one entry."),
        ("hosts", "hosts: [SRB, SER]", 'case.yml:2 hosts: "SER" is not a code. Write the three letters of a country, such as SRB, a part of one such as BA-SRP, or EU.'),
        ("powers", "powers: [RUS, CHN, xx]", 'case.yml:3 powers: "xx" is not a code. Write the three letters of a country, such as SRB, a part of one such as BA-SRP, or EU.'),
        ("baselines", "baselines: [EU, RUS]", 'case.yml:4 baselines: "RUS" is a power and a baseline. Keep one of the two.'),
        ("period", "period: 2020/2008", 'case.yml:5 period: "2020/2008" ends before it starts. Write the earlier date first.'),
        ("period", "period: 2008/..", 'case.yml:5 period: "2008/.." has no end. Write a span such as 2008/2020.'),
        ("period", "period: lately", 'case.yml:5 period: "lately" is not a date. Write 2019, 2019-03, 2019-03-21, 2019?, 2012/2016 or 2012/.. with an open end.'),
        ("currency", "currency: CNY", 'case.yml:7 currency: "CNY" cannot be compared in. Write EUR, USD, GBP or CHF.'),
        ("title", "title: x\nlicence: open to all", 'case.yml:2 licence: "open to all" is no licence that is known here. Write one of CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0, CC-BY-ND-4.0, CC-BY-NC-4.0, CC-BY-NC-SA-4.0, CC-BY-NC-ND-4.0, ODC-By-1.0, ODbL-1.0, PDDL-1.0, or the web address of another, or leave it out.'),
        ("title", "title: x\nlicence: [CC-BY-4.0]", "case.yml:2 licence: is a list where one text is needed. Write it without [ ] and dashes."),
        ("datasets", "datasets: [{id: d, release: '1', file: x}]", "case.yml:12 datasets (no. 1) hash: is missing. Add it."),
        ("expects", "  all: {actors: [16]}", "case.yml:17 expects.all.actors: is one number, where the fewest and the most rows stand. Write [16, 16]."),
        ("expects", "  trade: {engagements: [0, 99]}", 'case.yml:17 expects.trade: "trade" is no domain. Write politics, defence, economy, culture or all.'),
        ("expects", "  defence: {claims: [0, 99]}", 'case.yml:17 expects.defence.claims: "claims" is no table that is counted here. Write one of engagements, ties, positions.'),
        ("expects", "  defence: {ties: [1, 2]}", "case.yml:17 expects.defence.ties: 0 rows are there, 1 fewer than expected. Put the lost rows back; if they were taken out on purpose, write [0, 2]."),
    ],
)  # fmt: skip
def test_wrong_settings(small: Any, key: str, line: str, said: str):
    """A wrong setting is named by its key, quoted, and told what to write."""
    assert after(small, key, line)[0] == said


@pytest.mark.parametrize(
    "period", ["2020", "2008", "2008-03/2020-06-30", "../2020", "'2020-12-31'"]
)
def test_periods(small: Any, period: str):
    """A period is any date with an end, a bare year included."""
    assert after(small, "period", f"period: {period}") == []


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
    assert after(small, "vocabulary", f"vocabulary: {{{ADDED[name]}}}") == []


def test_an_added_word_can_be_used(small: Any):
    """An added sector is a sector like any other, in its domain."""
    small.set("engagements", "nis-sale", "sector", "space")
    assert after(small, "vocabulary", f"vocabulary: {{{ADDED['a sector']}}}") == []


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
    assert after(small, "vocabulary", f"vocabulary: {{{words}}}") == [
        f"case.yml:13 vocabulary: {said}"
    ]


SIX = "[0.9, 0.8, 0.6, 0.3, 0.1, 0.5]"


@pytest.mark.parametrize(
    "draws",
    [
        "{}",
        f"{{information: {SIX}}}",
        f"{{outlets: {SIX}, worlds: 2, seed: 0}}",
        "{information: [1, 1, 1, 0, 0, 0], worlds: 100000, seed: 4294967295}",
    ],
)
def test_draws_can_be_changed_in_the_open(small: Any, draws: str):
    """A case may write its own table of probabilities, number of worlds and seed."""
    assert after(small, "vocabulary", f"draws: {draws}") == []


def test_draws_unless_given(small: Any):
    """Without `draws` the published table holds, with a thousand worlds."""
    case, _ = read_case(small.path)
    assert case.settings.draws == Draws(
        information=(0.95, 0.8, 0.6, 0.3, 0.1, 0.5),
        outlets=(1, 1, 0.95, 0.8, 0.5, 0.9),
        worlds=1000,
    )


@pytest.mark.parametrize(
    ("draws", "said"),
    [
        ("[1, 2]", "draws: has no keys with values. Write key: value, with the keys of its reference page."),
        ("{information: [0.9, 0.8]}", "draws.information: is no list of six numbers. Write one for each grade, information 1 to 6."),
        ("{outlets: 0.5}", 'draws.outlets: "0.5" is no list of six numbers. Write one for each grade, outlets A to F.'),
        ("{outlets: {A: 1}}", "draws.outlets: is no list of six numbers. Write one for each grade, outlets A to F."),
        ("{information: [1.2, 0.8, 0.6, 0.3, 0.1, 0.5]}", "draws.information: has '1.2', which is no probability. Write a number from 0 to 1."),
        ("{information: [-0.1, 0.8, 0.6, 0.3, 0.1, 0.5]}", "draws.information: has '-0.1', which is no probability. Write a number from 0 to 1."),
        ("{information: [.nan, 0.8, 0.6, 0.3, 0.1, 0.5]}", "draws.information: has '.nan', which is no probability. Write a number from 0 to 1."),
        ("{outlets: [true, 1, 1, 1, 1, 1]}", "draws.outlets: has 'true', which is no probability. Write a number from 0 to 1."),
        ("{worlds: 0}", 'draws.worlds: "0" is no whole number from 2 to 100000. Write one.'),
        ("{worlds: 1000.0}", 'draws.worlds: "1000.0" is no whole number from 2 to 100000. Write one.'),
        ("{worlds: yes}", 'draws.worlds: "yes" is no whole number from 2 to 100000. Write one.'),
        ("{worlds: 1000000}", 'draws.worlds: "1000000" is no whole number from 2 to 100000. Write one.'),
        ("{seed: -1}", 'draws.seed: "-1" is no whole number from 0 to 4294967295. Write one.'),
        ("{seeds: 1}", 'draws: "seeds" is no key that is known here. Write seed.'),
    ],
)  # fmt: skip
def test_draws_that_cannot_be_used(small: Any, draws: str, said: str):
    """A table without six probabilities, and a number of worlds that is none, are named and told what to write."""
    assert after(small, "vocabulary", f"draws: {draws}") == [f"case.yml:13 {said}"]


@pytest.mark.parametrize("text", ["", "[]\n", "just words\n", "7\n"])
def test_settings_are_a_map(small: Any, text: str):
    """A case.yml that is no map is one problem, and no table is blamed for it."""
    small.write("case.yml", text)
    assert small.problems() == ["case.yml: is not a map of settings. Write title: …, hosts: […]."]


@pytest.mark.parametrize(
    ("written", "licence"),
    [
        ("cc by 4.0", "CC-BY-4.0"),
        ("ODbL-1.0", "ODbL-1.0"),
        ("https://example.org/terms", "https://example.org/terms"),
    ],
)
def test_a_licence_is_known_however_it_is_spelled(small: Any, written: str, licence: str):
    """A licence is one that is known by its identifier, in whatever letters, or the address of another."""
    small.swap("case.yml", "datasets: []", f"datasets: []\nlicence: {written}")
    case, _ = read_case(small.path)
    assert case is not None
    assert case.settings.licence == licence


def test_a_licence_is_no_evidence(small: Any):
    """Whoever states a licence later has a case with the same fingerprint."""
    before = case_hash(read_case(small.path)[0])
    small.swap("case.yml", "datasets: []", "datasets: []\nlicence: CC0-1.0")
    assert case_hash(read_case(small.path)[0]) == before
