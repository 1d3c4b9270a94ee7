import csv
import re

import pytest

from shared_files import shared_file
from tertius.evidence.taxonomy import OPEN, published

DICTIONARY = "data/aiddata_gcdf3_serbia/gcdf3_data_dictionary.csv"
STAGES = [
    "announced",
    "planned",
    "pledged",
    "signed",
    "started",
    "delivered",
    "operating",
    "occurred",
    "stalled",
    "cancelled",
    "not_delivered",
    "failed",
    "declined",
]
SECTORS = {
    "politics": "recognition multilateral party-links sanctions interference media",
    "defence": "arms exercises alliances police surveillance intelligence",
    "economy": "trade investment budget-support oil-gas electricity banking rail road metals ict industry",
    "culture": "church language education science society sport",
}
WORDS = {
    "domain": "politics defence economy culture",
    "property": (
        "exists stage amount quantity share_pct loan_share_pct local_content_pct cost_to_host jobs duration "
        "model quality condition terms demand ballot party motive purpose outputs tender response outcome"
    ),
    "engagement_type": (
        "loan donation acquisition contract agreement regulation arms_transfer exercise patrol vote visit "
        "appointment statement request sanction expulsion institution programme event interference"
    ),
    "role": (
        "lender borrower financier donor recipient buyer supplier contractor signatory speaker participant "
        "organiser founder voter_for voter_against abstainer decliner target"
    ),
    "relation": "owns controls member_of holds_office_at works_for founded funds sanctions linked_to",
    "link_relation": (
        "reciprocates responds_to incompatible_with breaches explains channel_of supplies finances contests "
        "opposes results_in"
    ),
    "indicator": (
        "opinion_share trade_share export_value import_value investment pledged_loans debt_share "
        "arms_donated members organisations rank"
    ),
    "view": "supports opposes avoids conditional",
    "direction": "power_to_host host_to_power mutual about_host",
    "scope": "core neighbour background",
}
"""The first vocabularies of the concept."""


def test_every_word_has_a_sentence():
    """Each word of each vocabulary says in a sentence what it means."""
    for vocabulary, words in published().vocabularies.items():
        assert words, vocabulary
        for word, entry in words.items():
            assert isinstance(word, str), (vocabulary, word)
            assert re.match(r"[A-Z0-9].*\.\Z", entry["means"]), (vocabulary, word)


@pytest.mark.parametrize("vocabulary", WORDS)
def test_first_vocabularies(vocabulary: str):
    """Every word that the concept starts from is there."""
    assert set(WORDS[vocabulary].split()) <= set(published().words(vocabulary))


def test_sectors_lie_in_their_domains():
    """Every sector lies in one domain, and those of the concept in its own."""
    domains = {word: entry["domain"] for word, entry in published().words("sector").items()}
    assert set(domains.values()) == set(SECTORS)
    for domain, words in SECTORS.items():
        assert {domains[word] for word in words.split()} == {domain}


def test_sectors_have_dac_codes():
    """Each sector's DAC code is one of the 24 that AidData's dictionary lists."""
    with shared_file(DICTIONARY).open(encoding="utf-8-sig", newline="") as opened:
        (said,) = [",".join(row) for row in csv.reader(opened) if row[0] == "sector_code"]
    listed = set(re.findall(r"\((\d{3})\)", said))
    assert len(listed) == 24
    codes = {
        word: entry["dac"] for word, entry in published().words("sector").items() if "dac" in entry
    }
    assert {word for word, code in codes.items() if code not in listed} == set()
    assert {word: codes[word] for word in ("oil-gas", "rail", "banking", "education", "budget-support")} == {
        "oil-gas": "230", "rail": "210", "banking": "240", "education": "110", "budget-support": "510",
    }  # fmt: skip


def test_sectors_without_a_dac_code():
    """Only what no development agency funds has no DAC code."""
    without = {word for word, entry in published().words("sector").items() if "dac" not in entry}
    assert without == {
        "recognition", "sanctions", "interference", "arms", "exercises", "alliances", "intelligence",
    }  # fmt: skip


def test_order_of_stages():
    """Stages come in the concept's order; totals count from signed to occurred, and four stages end."""
    stages = published().words("stage")
    assert sorted(stages, key=lambda word: stages[word]["order"]) == STAGES
    assert [stages[word]["order"] for word in STAGES] == list(range(1, 14))
    assert [w for w in STAGES if stages[w].get("counts")] == [
        "signed",
        "started",
        "delivered",
        "operating",
        "occurred",
    ]
    assert [w for w in STAGES if stages[w].get("ends")] == [
        "cancelled",
        "not_delivered",
        "failed",
        "declined",
    ]


def test_stages_map_to_other_schemes():
    """Each stage maps to a status of AidData's and to an activity status of IATI's."""
    for entry in published().words("stage").values():
        assert entry["aiddata"].split(":")[0] in {
            "Pipeline",
            "Implementation",
            "Completion",
            "Suspended",
            "Cancelled",
        }
        assert entry["iati"] in set("123456")


def test_properties_say_what_they_take():
    """Each property says what type of value it takes, and a word of which vocabulary."""
    for word, entry in published().words("property").items():
        assert entry["type"] in {"word", "number", "text", "party"}, word
        assert ("words" in entry) == (entry["type"] == "word"), word
        assert entry.get("words", "truth") in published().vocabularies


def test_a_case_adds_words():
    """A case's own word stands beside the published ones, which keep their meaning."""
    wider = published().with_additions(
        {
            "sector": {
                "space": {"means": "Rockets.", "domain": "economy"},
                "rail": {"means": "Other."},
            }
        }
    )
    assert wider.label("sector", "space") == "space"
    assert wider.words("sector")["space"]["means"] == "Rockets."
    assert wider.words("sector")["rail"] == published().words("sector")["rail"]
    assert "space" not in published().words("sector")


def test_labels():
    """A word is shown by its label, else with spaces for its hyphens and underscores."""
    assert published().label("sector", "oil-gas") == "Oil and gas"
    assert published().label("engagement_type", "arms_transfer") == "arms transfer"
    assert published().label("sector", "no-such-word") == "no such word"


def test_open_vocabularies_are_there():
    """Every vocabulary to which a case may add is published; the grades and stages are closed."""
    assert set(published().vocabularies) >= OPEN
    assert not {"stage", "reliability", "information", "view", "truth", "verdict"} & OPEN
