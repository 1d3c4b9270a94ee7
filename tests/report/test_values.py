"""A value prints in the unit in which it stands."""

import pytest

from tertius.present.labels import Labels
from tertius.report.inclusion import Format
from tertius.report.values import Values


@pytest.fixture(scope="module")
def values(small_study):
    return Values(Labels(small_study))


@pytest.mark.parametrize(
    ("column", "unit", "said"),
    [
        ("value", "USD", "USD 11.2 billion"),
        ("value", "EUR", "EUR 11.2 billion"),
        ("amount", "USD", "EUR 11.2 billion"),
    ],
)
def test_money_as_stated_keeps_its_currency(values, column, unit, said):
    """A stated value is in its own currency, an amount in that of the case."""
    row = {column: 11_200_000_000, "unit": unit}
    assert values.cell("observations", row, column, Format("money")) == said


def test_beliefs_and_figures_are_in_percent_already(values):
    """Perception has its shares as numbers of percent, so that 73 is no 7,300."""
    row = {"perceived": 73.0, "gap": 66.1}
    assert values.cell("perception", row, "perceived", Format("percent")) == "73 percent"
    assert values.cell("perception", row, "gap", Format("points")) == "66.1 percentage points"
