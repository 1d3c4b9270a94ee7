"""What a language has of its own: words by what they stand for, lists, and how it counts large amounts."""

from decimal import Decimal

import pytest

from tertius.evidence.said import money
from tertius.language.catalogue import catalogue_of
from tertius.language.told import again, gettext, listed, pgettext, speaking
from tertius.sensitivity.within import quantity


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (9_999, "EUR 9999", "EUR 9999"),
        (10_000, "EUR 10,000", "EUR 1万"),
        (3_350_000, "EUR 3.35 million", "EUR 335万"),
        (Decimal("12500000.00"), "EUR 12.5 million", "EUR 1,250万"),
        (100_000_000, "EUR 100 million", "EUR 1亿"),
        (1_500_000_000, "EUR 1.5 billion", "EUR 15亿"),
        (-2_512_000_000, "EUR -2.51 billion", "EUR -25.12亿"),
        (10**12, "EUR 1,000 billion".replace("1,000", "1000"), "EUR 10,000亿"),
    ],
)
def test_chinese_counts_amounts_in_ten_thousands_and_hundred_millions(value, english, chinese):
    """An amount that was told in English is told again in 万 and 亿, and has the same size."""
    told = money(value, "EUR")
    assert told == english
    with speaking(catalogue_of("zh")):
        assert again(told) == chinese
        assert money(value, "EUR") == chinese
    with speaking(catalogue_of("ru")):
        assert "万" not in again(told)


def test_a_bound_keeps_three_digits_in_chinese():
    """What English rounds to three digits in all is so in Chinese."""
    told = quantity(Decimal(312_345_678), "EUR")
    assert told == "EUR 312 million"
    with speaking(catalogue_of("zh")):
        assert again(told) == "EUR 3.12亿"


def test_a_list_has_the_signs_of_the_language():
    """Items of a list stand apart by the comma for lists in Chinese, and as in English elsewhere."""
    told = [listed("ab"), listed("ab", "; "), listed("ab", ": "), listed("ab", " — ")]
    assert told == ["a, b", "a; b", "a: b", "a — b"]
    with speaking(catalogue_of("zh")):
        assert [again(one) for one in told] == ["a、b", "a；b", "a：b", "a — b"]
    with speaking(catalogue_of("sr-Latn")):
        assert [again(one) for one in told] == told


def test_what_joins_two_items_is_told_again():
    """A list whose last words are joined by a message has it in the language in which it is told again."""
    told = listed(["a", "b"], gettext(" and "))
    assert told == "a and b"
    with speaking(catalogue_of("ru")):
        assert again(told) == "a и b"
        assert listed(["a", "b"], gettext(" and ")) == "a и b"


def test_a_word_of_two_meanings_is_translated_by_what_it_stands_for():
    """A tie of powers is none of actors; a context without a translation of its own has the general one."""
    alone, leading = pgettext("network", "tie"), pgettext("leader", "tie")
    assert alone == leading == "tie"
    with speaking(catalogue_of("ru")):
        assert (again(alone), again(leading)) == ("связь", "поровну")
    with speaking(catalogue_of("sr-Latn")):
        assert again(leading) == "izjednačeno"
