"""Control through chains: on the small case, and on webs of owners solved by hand."""

import pytest

from small_case import one, rows
from tertius.measures.control import chains


def tie(actor, target, share=None, relation="owns"):
    return {"actor": actor, "target": target, "relation": relation, "share_pct": share}


def held(ties, holder, target, actors=None):
    found = [
        r for r in chains(ties, actors or {}) if (r["holder"], r["target"]) == (holder, target)
    ]
    return found[0] if found else None


def test_a_state_stands_at_the_end_of_the_chain():
    """Russia controls NIS in three steps, with an effective share that nobody can say."""
    row = one("control", holder="rus", target="nis")
    assert (row["controls"], row["steps"], row["state"]) == (True, 3, "RUS")
    assert row["direct_pct"] is None
    assert row["effective_pct"] is None


def test_a_direct_stake_is_told_exactly():
    """Gazprom Neft's stake in NIS is 56.15 percent, direct and effective."""
    row = one("control", holder="gazprom-neft", target="nis")
    assert row["direct_pct"] == pytest.approx(56.15)
    assert row["effective_pct"] == pytest.approx(56.15)
    assert row["state"] == "RUS"


def test_a_home_stake_is_no_powers_stake():
    """Serbia's own part of NIS is in the chains and in no power's presence."""
    assert one("control", holder="srb", target="nis")["controls"] is False
    assert {r["power"] for r in rows("stakes")} == {"RUS", "CHN"}


def test_effective_stakes_multiply_and_add_up():
    """60 percent of 50 percent and 10 percent directly make 40 percent."""
    ties = [tie("a", "b", 60), tie("b", "c", 50), tie("a", "c", 10)]
    assert held(ties, "a", "c")["effective_pct"] == pytest.approx(40)


def test_cross_holdings_are_solved():
    """With a in b at 50 and b in a at 50 percent, x holding 40 of a has 40 / (1 - 0.25) of a."""
    ties = [tie("x", "a", 40), tie("a", "b", 50), tie("b", "a", 50)]
    assert held(ties, "x", "a")["effective_pct"] == pytest.approx(160 / 3, abs=1e-5)
    assert held(ties, "x", "b")["effective_pct"] == pytest.approx(80 / 3, abs=1e-5)


def test_half_is_not_control_and_more_than_half_is():
    """Exactly 50 percent leaves a company uncontrolled; 50.01 does not."""
    assert held([tie("a", "b", 50)], "a", "b")["controls"] is False
    assert held([tie("a", "b", 50.01)], "a", "b")["controls"] is True


def test_control_adds_what_controlled_bodies_hold():
    """30 percent directly and 25 through a controlled body make control."""
    ties = [tie("a", "b", 80), tie("a", "c", 30), tie("b", "c", 25)]
    assert held(ties, "a", "c")["controls"] is True
    assert held(ties, "b", "c")["controls"] is False


def test_declared_control_needs_no_share():
    """A tie that says `controls` is control, and its effective stake stays unknown."""
    row = held([tie("a", "b", relation="controls"), tie("b", "c", 70)], "a", "c")
    assert (row["controls"], row["effective_pct"]) == (True, None)


def test_two_states_at_the_end_are_no_state():
    """Where two states each control a holder's owner, neither is said to stand at the end."""
    actors = {"s": {"kind": "State", "country": "S"}, "t": {"kind": "State", "country": "T"}}
    ties = [
        tie("s", "a", relation="controls"),
        tie("t", "a", relation="controls"),
        tie("a", "b", 90),
    ]
    row = held(ties, "a", "b", actors)
    assert (row["state"], row["power"]) == (None, None)


def test_a_company_without_a_state_counts_for_its_country():
    """Where no state is known to stand behind the last owner, its country is the power."""
    actors = {"p": {"kind": "Company", "country": "CHN"}}
    row = held([tie("p", "b", 63)], "p", "b", actors)
    assert (row["state"], row["power"]) == (None, "CHN")


def test_a_closed_circle_of_whole_owners_has_no_effective_stake():
    """Owners that own each other wholly leave the solve without an answer, not with a wrong one."""
    row = held([tie("a", "b", 100), tie("b", "a", 100)], "a", "b")
    assert row["effective_pct"] is None


def test_nobody_holds_more_than_all_in_a_circle():
    """Alfa and Beta own 90 percent of each other: each holds 90 of the other, and outsiders what they had."""
    ties = [
        tie("alfa", "beta", 90),
        tie("beta", "alfa", 90),
        tie("ana", "alfa", 10),
        tie("ben", "beta", 10),
    ]
    assert held(ties, "alfa", "beta")["effective_pct"] == pytest.approx(90)
    assert held(ties, "beta", "alfa")["effective_pct"] == pytest.approx(90)
    assert held(ties, "ana", "alfa")["effective_pct"] == pytest.approx(100 * 0.1 / (1 - 0.81))
    assert held(ties, "ana", "beta")["effective_pct"] == pytest.approx(100 * 0.09 / (1 - 0.81))


def test_rounded_shares_hold_all_at_most():
    """Two stakes by one holder that add up to 100.01 are all of a company, and no more."""
    ties = [tie("ana", "mill", 50.01), tie("ana", "mill", 50.00, relation="controls")]
    assert held(ties, "ana", "mill")["effective_pct"] == 100
