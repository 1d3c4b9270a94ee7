"""Qualifiers are slugs in a table and words on a page."""

import pytest

from small_case import SERBIA, small_study
from tertius.case.read import read_case
from tertius.case.spelled import names_in, spelled

TEXTS = (
    "It is one of the Chinese companies in Serbia.",
    "Companies of China are here, and the companies of others; China's are more.",
    "Chinese Bank Buys Railways In Serbia",
    "The bank bought it.",
    "a file on china is in its archive, and China, China, China, China, China, China, China do not mind",
)


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("chinese-companies-in-serbia", "Chinese companies in Serbia"),
        ("bases-of-chinas-companies", "bases of China's companies"),
        ("bank-railways", "bank railways"),
        ("re-export", "re-export"),
        ("re-export-to-china", "re-export to China"),
        ("", ""),
    ],
)
def test_names_have_the_capitals_that_texts_give_them(slug, said):
    """A word is a name where sentences write it so within them; headlines and beginnings tell nothing."""
    assert spelled(slug, names_in(TEXTS)) == said


def test_a_qualifier_that_is_an_actor_has_its_name():
    """Whoever stands as a qualifier is called as everywhere else."""
    case = small_study().case
    actor = case.rows("actors")[0]
    assert case.qualified(actor.id) == actor.name
    assert case.qualified(None) == ""


def test_qualifiers_of_a_whole_case_read_as_sentences_do():
    """In the Serbia case countries and peoples have their capitals, and common words none."""
    case, _ = read_case(SERBIA)
    assert [
        case.qualified(one)
        for one in (
            "chinese-companies-in-serbia",
            "chinese-investment-motive-with-strings",
            "donors-of-military-equipment",
        )
    ] == [
        "Chinese companies in Serbia",
        "Chinese investment motive with strings",
        "donors of military equipment",
    ]
