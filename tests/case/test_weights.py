"""The numbers by which a case weighs."""

from typing import Any

import pytest

from tertius.case.read import read_case
from tertius.case.weights import Draws


def after(small: Any, line: str) -> list[str]:
    """The problems of the small case with a line of its settings put for another."""
    small.swap("case.yml", "vocabulary: {}", line)
    return small.problems()


SIX = "[0.9, 0.8, 0.6, 0.3, 0.1, 0.5]"


@pytest.mark.parametrize(
    "draws",
    [
        "{}",
        f"{{information: {SIX}}}",
        f"{{outlets: {SIX}, worlds: 2, seed: 0}}",
        "{information: [1, 1, 1, 0, 0, 0], worlds: 100000, seed: 4294967295}",
    ],
)
def test_draws_can_be_changed_in_the_open(small: Any, draws: str):
    """A case may write its own table of probabilities, number of worlds and seed."""
    assert after(small, f"draws: {draws}") == []


def test_draws_unless_given(small: Any):
    """Without `draws` the published table holds, with a thousand worlds."""
    case, _ = read_case(small.path)
    assert case.settings.draws == Draws(
        information=(0.95, 0.8, 0.6, 0.3, 0.1, 0.5),
        outlets=(1, 1, 0.95, 0.8, 0.5, 0.9),
        worlds=1000,
    )


@pytest.mark.parametrize(
    ("draws", "said"),
    [
        ("[1, 2]", "draws: has no keys with values. Write key: value, with the keys of its reference page."),
        ("{information: [0.9, 0.8]}", "draws.information: is no list of six numbers. Write one for each grade, information 1 to 6."),
        ("{outlets: 0.5}", 'draws.outlets: "0.5" is no list of six numbers. Write one for each grade, outlets A to F.'),
        ("{outlets: {A: 1}}", "draws.outlets: is no list of six numbers. Write one for each grade, outlets A to F."),
        ("{information: [1.2, 0.8, 0.6, 0.3, 0.1, 0.5]}", "draws.information: has '1.2', which is no probability. Write a number from 0 to 1."),
        ("{information: [-0.1, 0.8, 0.6, 0.3, 0.1, 0.5]}", "draws.information: has '-0.1', which is no probability. Write a number from 0 to 1."),
        ("{information: [.nan, 0.8, 0.6, 0.3, 0.1, 0.5]}", "draws.information: has '.nan', which is no probability. Write a number from 0 to 1."),
        ("{outlets: [true, 1, 1, 1, 1, 1]}", "draws.outlets: has 'true', which is no probability. Write a number from 0 to 1."),
        ("{worlds: 0}", 'draws.worlds: "0" is no whole number from 2 to 100000. Write one.'),
        ("{worlds: 1000.0}", 'draws.worlds: "1000.0" is no whole number from 2 to 100000. Write one.'),
        ("{worlds: yes}", 'draws.worlds: "yes" is no whole number from 2 to 100000. Write one.'),
        ("{worlds: 1000000}", 'draws.worlds: "1000000" is no whole number from 2 to 100000. Write one.'),
        ("{seed: -1}", 'draws.seed: "-1" is no whole number from 0 to 4294967295. Write one.'),
        ("{seeds: 1}", 'draws: "seeds" is no key that is known here. Write seed.'),
    ],
)  # fmt: skip
def test_draws_that_cannot_be_used(small: Any, draws: str, said: str):
    """A table without six probabilities, and a number of worlds that is none, are named and told what to write."""
    assert after(small, f"draws: {draws}") == [f"case.yml:13 {said}"]
