"""What a message proposes for a cell and what the form makes of the same words are one thing."""

import pytest

from tertius.coding.dates import read_date
from tertius.evidence.amounts import read_amount, read_number
from tertius.evidence.meant import date_meant, number_meant, says_nothing
from tertius.evidence.months import months
from tertius.evidence.scales import SCALES, TWO_SCALES

WORDS = [word for word in SCALES if word.isalpha() and " " not in word]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_multiplies_by_the_same(word):
    """`5 Mrd` is as many zeros in a message as in the form."""
    assert number_meant(f"5 {word}") == read_number(f"5 {word}").value


@pytest.mark.parametrize("word", TWO_SCALES)
def test_a_word_of_two_languages_is_not_chosen(word):
    """`5 mil` is five thousand in Spain and five million in Serbia: nothing is proposed, and the form asks."""
    assert number_meant(f"5 {word}") is None
    with pytest.raises(ValueError, match="can be thousand or million"):
        read_amount(f"5 {word} EUR")


@pytest.mark.parametrize("name", [name for name in months() if name.isalpha()])
def test_a_month_is_the_same_month(name):
    """A day with a month by name is one day, whoever reads it."""
    assert date_meant(f"5 {name} 2014") == read_date(f"5 {name} 2014").edtf


@pytest.mark.parametrize("text", ["n/a", "Unknown", "tbd", "неизвестно", "未知", "—"])
def test_what_says_nothing_becomes_an_empty_cell(text):
    """Such a text is told to be left out of a table, and leaves a field of the form empty."""
    assert says_nothing(text)
    assert read_date(text).edtf == read_amount(text).value == ""
