"""A row of a dataset is recognised in a case by its place in the dataset, and by what it says."""

import pytest

from tertius.intake.standing import Standing, content, key_of, names_of, otherwise, says_the_same

DEAL = {"subject": "tanks", "property": "quantity", "unit": "pieces", "stage": "delivered"}


@pytest.mark.parametrize(
    ("locator", "names"),
    [
        ("record 42555", {"42555"}),
        ("Russia, T-72, order of 2016", {"t-72", "2016"}),
        ("roll call 9075, A/RES/74/17", {"9075", "a/res/74/17"}),
        ("Russia, vehicle engine, order of 2016", {"russia", "vehicle", "engine", "order", "of", "2016"}),
    ],
)  # fmt: skip
def test_the_names_of_a_place(locator, names):
    """They are the words with figures; where these are years alone, all words."""
    assert names_of(locator) == names


def test_a_row_that_names_several_rows():
    """A locator may name two rows of the dataset, whose numbers it adds up; another subject names none."""
    both = DEAL | {"id": "a", "locator": "MiG-29S and MiG-29, orders of 2016", "value": "6"}
    one = DEAL | {"id": "b", "locator": "Russia to Serbia, T-72, order of 2016", "value": "30"}
    there = Standing({"claims": (both, one), "observations": ()}, {})
    deals = [names_of(f"Russia, {make}, order of 2016") for make in ("MiG-29", "MiG-29S", "T-72")]
    assert [[row["id"] for row in there.naming([deal])] for deal in deals] == [["a"], ["a"], ["b"]]
    assert there.naming_several(deals) == {"a"}
    assert there.naming(deals, "helicopters") == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"value": "6.03"}, {"value": "6.0255"}, True),
        ({"value": "6.02"}, {"value": "6.0255"}, False),
        ({"value": "30"}, {"value": "30.00"}, True),
        ({"value": "T-72"}, {"value": "t-72"}, True),
        ({"value": "new"}, {"value": "second_hand"}, False),
        ({"property": "stage", "date": "2016"}, {"property": "stage", "date": "2016-05-04"}, True),
        ({"property": "stage", "date": "2016"}, {"property": "stage", "date": "2017"}, False),
        ({"property": "stage"}, {"property": "stage", "date": "2017"}, True),
    ],
)
def test_whether_two_rows_say_the_same(one, other, same):
    """Numbers agree where the longer one rounds to the shorter, stages where their days can meet."""
    assert says_the_same(one, other) == says_the_same(other, one) == same


def test_what_a_case_has_otherwise():
    """A number under another word of the case is a number of the same; of another stage it is none."""
    cells = DEAL | {"id": "new", "value": "40"}
    there = [
        DEAL | {"id": "a", "value": "30", "qualifier": "tanks"},
        DEAL | {"id": "b", "value": "50", "stage": "signed"},
    ]
    assert list(otherwise(there, "claims", cells)) == ["30"]
    assert list(otherwise(there, "claims", cells | {"value": "30"})) == []
    assert key_of("claims", there[0]) == key_of("claims", cells)


def test_a_row_that_was_asked():
    """What waits is known by what it states; where all of a place was rejected, so is what it says later."""
    first = DEAL | {"id": "x", "locator": "T-72, order of 2016", "value": "30"}
    later = first | {"id": "y", "value": "40"}
    for verdict, on_later in (("", None), ("accepted", None), ("rejected", "rejected")):
        there = Standing({"claims": ()}, {content("claims", first): verdict})
        assert there.verdict_on("claims", first | {"id": "z", "qualifier": "tanks"}) == verdict
        assert there.verdict_on("claims", later) == on_later
