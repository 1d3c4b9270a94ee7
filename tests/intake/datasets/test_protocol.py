"""What readers of datasets say of how much they read."""

from tertius.intake.datasets.protocol import Join


def test_a_join_counts_one_row_as_one():
    """One row is told in the singular, two in the plural."""
    assert str(Join("Of trade to codes", 1, 0)) == "Of trade to codes: 1 row kept, 0 lost"
    assert str(Join("Of trade to codes", 2, 1, ("BAT",))) == (
        "Of trade to codes: 2 rows kept, 1 lost (BAT)"
    )
