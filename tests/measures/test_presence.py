"""Presence and leaders on the small case, as its README counts them."""

from decimal import Decimal

import pytest

from small_case import one, rows

COUNTED = [
    ("oil-gas", "RUS", 1, 0, 400_000_000, 0, Decimal("56.15"), 11.91),
    ("oil-gas", "CHN", 0, 0, 0, 0, Decimal(0), None),
    ("rail", "RUS", 2, 0, 340_000_000, 0, None, 7.97),
    ("rail", "CHN", 3, 0, 190_000_000, 1, None, 4.15),
    ("banking", "RUS", 1, 0, None, 1, Decimal(100), 8.88),
    ("banking", "CHN", 1, 1, None, 0, None, 3.94),
]


@pytest.mark.parametrize(
    ("sector", "power", "engagements", "ended", "amount", "unknown", "stake", "years"), COUNTED
)
def test_each_cell_counts_as_by_hand(
    sector, power, engagements, ended, amount, unknown, stake, years
):
    """Engagements, endings, amounts, stakes and years of each power are those on paper."""
    row = one("presence", host="SRB", sector=sector, power=power)
    assert row["engagements"] == engagements
    assert row["ended"] == ended
    assert row["amount"] == amount
    assert row["amounts_unknown"] == unknown
    assert row["stake_pct"] == stake
    assert row["years"] == years


def test_no_other_cell_has_a_row():
    """What was declined, done for a power by the host, or done about the host makes no presence."""
    found = {(r["host"], r["sector"], r["power"]) for r in rows("presence")}
    assert found == {("SRB", sector, power) for sector, power, *_ in COUNTED}


def test_a_shared_engagement_counts_once_in_the_total():
    """Shares are of a sector total that counts an engagement of two powers once."""
    assert one("presence", sector="rail", power="RUS")["share"] == pytest.approx(340 / 490)
    assert one("presence", sector="rail", power="CHN")["share"] == pytest.approx(190 / 490)
    assert one("presence", sector="rail", power="RUS")["count_share"] == pytest.approx(2 / 4)
    assert one("presence", sector="rail", power="CHN")["count_share"] == pytest.approx(3 / 4)


def test_an_umbrella_never_counts_together_with_its_parts():
    """The framework of 500 million is in no total while a part of it counts."""
    (umbrella,) = rows("engagements", id="rail-framework")
    assert umbrella["umbrella"]
    assert one("presence", sector="rail", power="CHN")["amount"] == 190_000_000


def test_unknown_is_not_zero():
    """An amount without a reference rate stays unknown, and the share of it too."""
    row = one("presence", sector="banking", power="RUS")
    assert row["amount"] is None
    assert row["share"] is None


def test_zero_is_zero_only_where_a_search_looked():
    """China's zero in oil and gas comes from a search; its stake in banking has no number."""
    assert one("presence", sector="oil-gas", power="CHN")["searches"] == 1
    banking = one("presence", sector="banking", power="CHN")
    assert (banking["stakes"], banking["stakes_unknown"], banking["stake_pct"]) == (1, 1, None)


LED = {
    ("oil-gas", "count"): "RUS",
    ("oil-gas", "amount"): "RUS",
    ("oil-gas", "stake"): "RUS",
    ("oil-gas", "years"): "RUS",
    ("rail", "count"): "CHN",
    ("rail", "amount"): "RUS",
    ("rail", "years"): "RUS",
    ("banking", "count"): None,
    ("banking", "stake"): "RUS",
    ("banking", "years"): "RUS",
}


def test_who_leads_depends_on_the_basis():
    """China leads rail by count and Russia by amount; a tie has no leader; no value makes no row."""
    found = {(r["sector"], r["basis"]): r["leader"] for r in rows("leader", host="SRB")}
    assert found == LED


def test_the_margin_is_the_lead_as_a_share_of_all():
    """In rail Russia leads China by 150 of 530 million."""
    row = one("leader", sector="rail", basis="amount")
    assert row["margin"] == pytest.approx((340 - 190) / 530)
    assert (row["runner_up"], row["runner_up_value"]) == ("CHN", 190_000_000)


def test_a_tie_names_no_runner_up():
    """Where two powers are level, neither comes first and neither second."""
    row = one("leader", sector="banking", basis="count")
    assert (row["leader"], row["runner_up"], row["margin"]) == (None, None, 0)
