"""A paper on any country is read: its names, its own host, and what was left."""

import json

import pytest

from made_paper import paper
from tertius.case.new import new_case
from tertius.case.read import read_case
from tertius.evidence.countries import LANGUAGES, codes_by_name, names_of, plain_name
from tertius.intake.extraction.proposals import propose
from tertius.intake.extraction.proposals.cues import countries
from tertius.intake.extraction.proposals.fold import fold
from tertius.intake.extraction.proposals.left import left_of
from tertius.intake.extraction.proposals.lexicon import case_lexicon

SENTENCES = [
    "In 2007 the Export-Import Bank of China lent Sri Lanka $307 million for the first phase of the port at Hambantota.",
    "In July 2017 China signed an agreement with Colombo to lease the port for 99 years for $ 1.12 billion.",
    "India gave Sri Lanka a loan of US$ 500 million in February 2022.",
    "The Adani Group of India signed a contract of $700 million for a terminal in 2021.",
    "In 2021 Kenya signed a contract of $ 4.2 billion with Japan.",
    "It cost $20 million.",
]


@pytest.fixture(scope="module")
def lanka(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lanka") / "lka"
    new_case(folder, hosts=["LKA"], powers=["CHN", "IND"], period="2000/2022")
    sources = [{"id": "paper-2020", "type": "report", "title": "Ports"}]
    (folder / "sources.json").write_text(json.dumps(sources), encoding="utf-8")
    return read_case(folder)[0]


@pytest.fixture(scope="module")
def read(lanka):
    content = paper(SENTENCES)
    proposals = propose(content, lanka, via="paper-2020")
    return content, proposals


def test_deals_of_a_country_nobody_coded(read):
    """Four sentences are whole bundles, one of them on the host that it does not name; a stranger's deal is none."""
    _, proposals = read
    found = []
    for proposal in proposals:
        (row,) = proposal.rows["engagements"]
        amounts = [c["value"] for c in proposal.rows["claims"] if c["property"] == "amount"]
        found.append((row["type"], row["power"], row["host"], amounts))
    assert found == [
        ("loan", "CHN", "LKA", ["307000000"]),
        ("lease", "CHN", "LKA", ["1120000000"]),
        ("loan", "IND", "LKA", ["500000000"]),
        ("contract", "IND", "LKA", ["700000000"]),
    ]


def test_what_was_left_is_told(read, lanka):
    """The sentences with an amount are counted, and of those without rows it is said what they lack."""
    content, proposals = read
    left = left_of(content, lanka, proposals)
    assert str(left) == "6 sentences hold an amount; 2 lacked a power."
    assert [one.text for one in left.sentences] == SENTENCES[4:]
    assert str(left_of(paper("Nothing."), lanka, [])) == "No sentence holds an amount."


def test_every_state_has_its_names():
    """Every state and territory is known by its English name and, where CLDR has it, in seven languages more."""
    import pycountry

    for country in pycountry.countries:
        assert countries()[country.alpha_3]["names"], country
    for language in LANGUAGES:
        assert len(names_of(language)) >= 240


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Sri Lankan officials", "LKA"),
        ("in Nairobi", "KEN"),
        ("Kasachstan", "KAZ"),
        ("Côte d'Ivoire", "CIV"),
        ("Шри-Ланка", "LKA"),
        ("Кенија", "KEN"),
        ("Kenija", "KEN"),
        ("Etiopía", "ETH"),
        ("Republic of Zambia", "ZMB"),
    ],
)
def test_names_in_other_languages(lanka, text, code):
    """A country is found by name, people, adjective and capital, also as other languages write it."""
    mentions = case_lexicon(lanka)[0].find(fold(text))
    assert [mention.code for mention in mentions] == [code]


@pytest.mark.parametrize("text", ["an Island", "Maurice said", "New Jersey"])
def test_words_that_are_no_country(lanka, text):
    """A word that names a country in another language alone is none in an English text."""
    assert case_lexicon(lanka)[0].find(fold(text)) == []


def test_a_name_in_chinese_means_its_country():
    """The form knows a country by what any of the languages call it."""
    names = codes_by_name()
    assert [names[plain_name(name)] for name in ("中国", "斯里兰卡", "китай", "kenia", "кина")] == [
        "CHN",
        "LKA",
        "CHN",
        "KEN",
        "CHN",
    ]
