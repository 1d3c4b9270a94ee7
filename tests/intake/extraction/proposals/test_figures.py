"""Amounts, shares and counts keep their value, unit and rounding."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.evidence.currencies import money_of
from tertius.evidence.row import DECIMAL
from tertius.intake.extraction.proposals.figures import find_figures


def cells(text):
    return [(f.kind, f.unit, f.value or (f.low, f.high), f.approx) for f in find_figures(text)]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("a loan of €1.2 billion", [("money", "EUR", "1200000000", "")]),
        ("a gift of $5.2 million", [("money", "USD", "5200000", "")]),
        ("worth US$1.2bn", [("money", "USD", "1200000000", "")]),
        ("worth about RSD 300 million", [("money", "RSD", "300000000", "about")]),
        ("some 300 million dinars", []),
        ("1,2 billion euros", [("money", "EUR", "1200000000", "")]),
        ("€48,5 million", [("money", "EUR", "48500000", "")]),
        ("€1,200 million", [("money", "EUR", "1200000000", "")]),
        ("€1.200,5 million", []),
        ("65,4 per cent", [("percent", "pct", "65.4", "")]),
        (
            "65.4 per cent of the plant KAP for about €48.5 million",
            [("percent", "pct", "65.4", ""), ("money", "EUR", "48500000", "about")],
        ),
        ("10 per cent of the costs for the €48 million road", [("percent", "pct", "10", "")]),
        ("some 300 million kip", [("money", "LAK", "300000000", "about")]),
        ("2 gold medals, 3 real estates and 5 million won by it", []),
        ("a €46-million deal", [("money", "EUR", "46000000", "")]),
        ("up to €20 million", [("money", "EUR", "20000000", "up_to")]),
        ("more than $3 billion", [("money", "USD", "3000000000", "over")]),
        ("nearly 12% of it", [("percent", "pct", "12", "about")]),
        ("between $2 and $3 billion", [("money", "USD", ("2000000000", "3000000000"), "")]),
        ("10-15% of it", [("percent", "pct", ("10", "15"), "")]),
        ("56.15 per cent of it", [("percent", "pct", "56.15", "")]),
        ("85 percent of the project's estimated $1.1 billion cost", [("percent", "pct", "85", "")]),
        (
            "15% of the cost; a loan of $9 million",
            [("percent", "pct", "15", ""), ("money", "USD", "9000000", "")],
        ),
        ("a line of 350 km", [("count", "km", "350", "")]),
        ("six MiG-29 fighters", [("count", "pieces", "6", "")]),
        ("5,000 workers", [("jobs", "", "5000", "")]),
        ("chapter 12, 2014 and B3", []),
        ("a 250-million-U.S.-dollar loan", [("money", "USD", "250000000", "")]),
        ("nearly three billion dollars", [("money", "USD", "3000000000", "about")]),
        ("up to US $ 640 million", [("money", "USD", "640000000", "up_to")]),
        ("its $162Mn debt", [("money", "USD", "162000000", "")]),
        ("2.84 billion birr", [("money", "ETB", "2840000000", "")]),
    ],
)
def test_a_figure_keeps_what_is_said(said, wanted):
    assert cells(said) == wanted


def test_a_word_for_several_currencies_means_that_of_the_case():
    """Dinars are Tunisia's in a case on Tunisia and Serbia's in one on Serbia, and none where both may be meant."""
    for countries, unit in ((["TUN", "CHN"], "TND"), (["SRB", "RUS"], "RSD")):
        (figure,) = find_figures("some 300 million dinars", money_of(countries))
        assert figure.unit == unit
    assert not find_figures("some 300 million dinars", money_of(["TUN", "SRB"]))


def test_no_value_is_larger_than_a_cell_holds():
    assert cells("$999999 trillion") == []


@given(st.text(alphabet="0123456789.,%-€$ bnmilo", max_size=120))
def test_every_figure_fits_a_cell(text):
    """Whatever is written, what is found is a number that a cell takes, and lies in the text."""
    for figure in find_figures(text):
        assert 0 <= figure.start < figure.end <= len(text)
        for cell in (figure.value, figure.low, figure.high):
            assert not cell or DECIMAL.match(cell), cell
    assert re.search(r"\d", text) or not find_figures(text)
