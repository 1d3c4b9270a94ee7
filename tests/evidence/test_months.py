"""One table says which month a word is, for forms, messages, papers and references."""

import pytest

from tertius.evidence.months import LANGUAGES, months, months_in, spelled_months
from tertius.intake.citations import words
from tertius.intake.citations.dates import TOKEN, whole_date
from tertius.intake.extraction.proposals import dates


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_twelve_months(language):
    """Each language names each month, and no name means two months in two languages."""
    named = months_in(language)
    assert sorted(set(named.values())) == list(range(1, 13))
    assert all(months()[name] == number for name, number in named.items() if name in months())


def test_readers_know_the_same_months():
    """References and papers take their months from the table; English ones are those of a sentence."""
    assert words.MONTHS is spelled_months()
    assert {name.lower(): number for name, number in dates.MONTHS.items()} == months_in("en")
    assert months_in("en")["sept"] == months_in("en")["sep"] == 9


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("février", 2), ("fevrier", 2), ("févr", 2), ("märz", 3), ("marz", 3), ("okt", 10), ("jänner", 1), ("января", 1),
        ("янв", 1), ("јуна", 6), ("avgusta", 8), ("gennaio", 1), ("março", 3), ("五月", 5), ("sept", 9),
    ],
)  # fmt: skip
def test_a_month_is_known_with_accents_and_without(word, number):
    """A name in small letters is known as it is spelled and as it is typed without accents, in full and short."""
    assert spelled_months()[word] == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 Okt. 2015", (2015, 10, 12)),
        ("5 févr. 2019", (2019, 2, 5)),
        ("3 янв. 2020", (2020, 1, 3)),
    ],
)
def test_a_reference_has_its_day_by_a_short_name(text, day):
    """A day with an abbreviated month is a date of a reference in every language of the table."""
    found = whole_date(text, 0, len(text))
    assert found is not None
    assert found.first == day


def test_every_name_is_one_word_of_a_reference():
    """A reader of references sees each name as one word, so that it can look it up."""
    assert [name for name in spelled_months() if TOKEN.findall(name) != [name]] == []
