"""Uneven evidence is said beside every comparison that leans on it."""

import pytest

from small_case import serbia_study
from tertius.findings.caveats import Coverage

SIDES = ("RUS", "CHN", "EU")


def gathered(**numbers):
    rows = [
        {"power": p, "domain": "economy", "claims": n, "observations": 0, "searches": 0}
        for p, n in numbers.items()
    ]
    return Coverage(rows, SIDES)


@pytest.mark.parametrize(
    ("russia", "china", "few"),
    [
        (40, 40, None),
        (40, 10, None),
        (41, 10, "10 on China"),
        (12, 9, "9 on China"),
        (40, 0, "none on China"),
        (9, 40, "9 on Russia"),
    ],
)
def test_thin_is_fewer_than_ten_or_than_a_quarter(russia, china, few):
    """The bounds hold for either side alike."""
    told = gathered(RUS=russia, CHN=china).thin(("RUS", "CHN"), "economy")
    assert (told is None) if few is None else few in told


def test_one_side_alone_is_no_comparison():
    """What looks at one power has nothing to be uneven with."""
    row = {"power": "RUS", "domain": "economy"}
    assert gathered(RUS=1, CHN=50).caveats((("presence", row),), ("amount",)) == ()


def test_a_leader_is_compared_with_everyone():
    """Who leads, and who holds what share, leans on all powers and baselines, named or not."""
    row = {"leader": "RUS", "runner_up": "CHN", "domain": "economy"}
    (told,) = gathered(RUS=50, CHN=50).caveats((("leader", row),), ("leader",))
    assert "none on EU" in told
    part = {"power": "RUS", "domain": "economy"}
    (told,) = gathered(RUS=50, CHN=50).caveats((("presence", part),), ("share",))
    assert "none on EU" in told


@pytest.mark.xdist_group("serbia")
def test_every_comparison_with_a_thin_baseline_says_so_in_the_worked_case():
    """In Serbia's economy the United States and NATO are hardly coded; each leader there says it."""
    leading = [r for r in serbia_study().results if any(m == "leader" for m, _ in r.rows)]
    in_economy = [r for r in leading if any(row["domain"] == "economy" for _, row in r.rows)]
    assert in_economy
    for result in in_economy:
        assert any("none on NATO" in caveat for caveat in result.caveats), result.id
