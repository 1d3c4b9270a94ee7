"""Which names of a title tell it from others on the same two countries, whichever these are."""

import pytest

from tertius.intake.telling import telling_names


@pytest.mark.parametrize(
    ("title", "codes", "names"),
    [
        ("Chinese loan for the Mombasa Nairobi Railway Project, Kenya", ("CHN", "KEN"), {"Mombasa", "Nairobi", "Railway"}),
        ("Serbian section of the Belgrade Budapest railway", ("RUS", "SRB"), {"Belgrade", "Budapest"}),
        ("Serbian section of the Belgrade Budapest railway", ("CHN", "HUN"), {"Belgrade", "Budapest", "Serbian"}),
    ],
)  # fmt: skip
def test_the_countries_of_a_deal_tell_nothing(title: str, codes: tuple[str, str], names: set[str]):
    """A deal's own countries and peoples stand in every title; a third country's tells something."""
    assert telling_names(title, codes) == names
