"""Krippendorff's alpha on the worked examples that its author printed."""

import pytest

from tertius.case.coders.alpha import alpha

# Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), University of Pennsylvania,
# Annenberg School for Communication, repository.upenn.edu/asc_papers/43: sections A, B and C.
MEG = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
OWEN = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
BEN = "aabbdcccedda"
GERRY = "babbbccceddd"
FOUR_OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)


def test_two_observers_binary():
    """Section A: binary data, two observers, alpha = 0.095."""
    assert alpha(list(zip(MEG, OWEN, strict=True)), "nominal") == pytest.approx(0.095, abs=5e-4)


def test_two_observers_nominal():
    """Section B: nominal data, two observers, alpha = 0.692."""
    assert alpha(list(zip(BEN, GERRY, strict=True)), "nominal") == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize(
    ("level", "printed"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_four_observers_with_values_missing(level, printed):
    """Sections C and D: four observers, values missing, by each level of measurement."""
    units = [
        [value for value in unit if value is not None] for unit in zip(*FOUR_OBSERVERS, strict=True)
    ]
    assert alpha(units, level) == pytest.approx(printed, abs=5e-4)
