"""Krippendorff's alpha beside its library, and where it is not defined."""

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.case.coders.alpha import alpha

LEVELS = ("nominal", "ordinal", "interval", "ratio")
CODERS = st.integers(2, 4).flatmap(
    lambda number: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=number, max_size=number),
        min_size=2,
        max_size=15,
    )
)


@pytest.mark.parametrize("level", LEVELS)
@given(units=CODERS)
def test_is_what_the_library_gives(level, units):
    """Any coding, values missing or not, has the alpha that the library krippendorff computes."""
    given_values = [[value for value in unit if value is not None] for unit in units]
    found = alpha(given_values, level)
    pairable = {value for unit in given_values if len(unit) > 1 for value in unit}
    if len(pairable) < 2:
        assert found is None
        return
    kept = [unit for unit, there in zip(units, given_values, strict=True) if len(there) > 1]
    data = np.array([[np.nan if v is None else v for v in unit] for unit in kept]).T
    with np.errstate(all="ignore"):
        expected = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
    if level == "ratio" and np.isnan(expected):  # the library divides zero by zero
        return
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("level", LEVELS)
def test_one_value_only_is_undefined(level):
    """Where everybody writes one value to everything there is no alpha, and it is not called 1."""
    assert alpha([(1, 1)] * 50, level) is None
    assert alpha([], level) is None
    assert alpha([(1,), (2,)], level) is None


@pytest.mark.parametrize("level", LEVELS)
@given(
    values=st.lists(st.integers(0, 50), min_size=2, max_size=30).filter(lambda v: len(set(v)) > 1)
)
def test_full_agreement_is_one(level, values):
    """Coders who never differ, on more than one value, have alpha 1."""
    assert alpha([(value, value) for value in values], level) == pytest.approx(1)


@pytest.mark.parametrize("level", LEVELS)
@given(units=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=20))
def test_neither_coder_comes_first(level, units):
    """Exchanging the coders, or the order of the rows, changes nothing."""
    turned = [(b, a) for a, b in reversed(units)]
    one, other = alpha(units, level), alpha(turned, level)
    assert (one is None and other is None) or one == pytest.approx(other)
