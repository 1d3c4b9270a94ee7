"""What a test risked, as a reader is told it."""

from dataclasses import replace

import pytest

from small_case import small_study
from tertius.atlas.methods import methods
from tertius.present.chance import chance_sentence
from tertius.present.labels import Labels
from tertius.sensitivity.chance.rates import Chance

DRAWN = Chance("powers", met=111, not_met=888, worlds=999, low=0.09, high=0.13)


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (DRAWN, "the test would be met in 11 of 100 reshuffles."),
        (replace(DRAWN, met=0, not_met=999), "the test would be met in none of 999 reshuffles."),
        (
            replace(DRAWN, met=0, not_met=999, verdict="fails"),
            "the test would fail in every one of 999 reshuffles.",
        ),
        (
            replace(DRAWN, met=3, not_met=15, open=2, worlds=20, is_exact=True),
            "the test would be met in 3 of 20 reshuffles and stay open in 2 of 20 reshuffles.",
        ),
    ],
)
def test_a_rate_is_told_by_reshuffles(chance, said):
    """How often a test comes out the same is said of so many reshuffles, all of them where they are few."""
    assert chance_sentence(chance).endswith(said)


@pytest.mark.parametrize(
    ("worlds", "said"),
    [
        ((), "many times"),
        ((999, 999), "999 times"),
        ((999, 20, 999, 2500), "here mostly 999 times, at least 20 and at most 2,500"),
    ],
)
def test_the_page_of_methods_says_how_often_rows_were_dealt(worlds, said):
    """The number is that of the study's own tests: the most frequent, with the fewest and the most."""
    study = small_study()
    results = [
        replace(result, chance=replace(DRAWN, worlds=worlds[place]) if worlds[place:] else None)
        for place, result in enumerate(study.results)
    ]
    study = replace(study, results=tuple(results))
    assert methods(study, Labels(study)).context["dealt"] == said
