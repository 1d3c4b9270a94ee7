"""Which id somebody meant: found where one is near, and none guessed."""

import pytest

from tertius.case.meant import FEW, Known, near_id, not_there

IDS = ("belgrade", "novi-sad", "russian-railways", "wire-2014", "nis", "bank-of-china")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("belgrad", "belgrade"),
        ("beglrade", "belgrade"),
        ("bank-of-chine", "bank-of-china"),
        ("russain-railway", "russian-railways"),
        ("rusain-railway", None),  # three letters
        ("serbian-railways", None),
        ("wire-2015", None),
        ("wire-2104", None),
        ("niz", "nis"),
        ("ni", None),
        ("nis-oil", None),
        ("belgrade-city", None),
    ],
)
def test_a_slip_of_the_hand(text: str, near: str | None):
    """One letter in a word, two in a long one, and never another number or another word."""
    assert near_id(text, IDS) == near


def test_a_name_that_two_rows_bear_means_none():
    known = Known("places.csv", {"a", "b"}, {}, {})
    assert not_there("Nový Svět", known, many=True).wording == "name"


def test_several_ids_are_told_apart_by_their_names_too():
    known = Known("places.csv", set(IDS), {"novisad": "novi-sad"}, {})
    said = not_there("Belgrade, Novi Sad", known, many=True)
    assert (said.wording, said.fields["near"]) == ("several", "belgrade;novi-sad")
    assert not_there("Belgrade and Novi Sad", known, many=False).wording == "one_each"
    assert not_there("Belgrade, Budapest", known, many=True).wording == "name"


def test_of_very_many_ids_those_that_begin_or_end_alike_are_compared():
    many = {f"row-{n}-{'abcdefghij'[n % 10] * 5}" for n in range(FEW * 2)} | {"belgrade"}
    assert not_there("belgrad", Known("places.csv", many), many=False).fields["near"] == "belgrade"
