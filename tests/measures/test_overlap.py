"""Overlap: laws of the indices, and relations told apart on cases made by hand; see validation too."""

import ibis
import pyarrow as pa
import pytest

from profiles import BOND, PLACE, compare, counts, table, texts
from tertius.measures.bonds import bonds, courted, rivals
from tertius.study.open import open_case
from tertius.study.run import run_study


def test_size_does_not_matter_and_order_does_not():
    """Ten times the activity of one power changes no index, and both orders of a pair agree."""
    small, large = compare([2, 3, 4, 1], [1, 1, 7, 1]), compare([20, 30, 40, 10], [1, 1, 7, 1])
    for index in ("schoener", "pianka", "morisita_horn"):
        assert large["RUS", "CHN"][index] == pytest.approx(small["RUS", "CHN"][index], abs=1e-12)
        assert small["CHN", "RUS"][index] == pytest.approx(small["RUS", "CHN"][index], abs=1e-12)


def test_the_largest_amounts_overflow_nothing(small):
    """A loan of fifteen digits, the most that a cell holds, is compared like any other."""
    small.set("claims", "chinese-loan-amount-signed", "value", "999999999999999")
    case, compiled, _ = open_case(small.path)
    tables = run_study(case, compiled, with_flips=False).tables
    (row,) = (
        r
        for r in tables["overlap"]
        if (r["sector"], r["basis"], r["power"], r["other"]) == ("rail", "amount", "RUS", "CHN")
    )
    # China is all lender then; Russia lends 300, contracts 300 and shares 40 million.
    assert row["schoener"] == pytest.approx(300 / 640)


def test_nothing_in_common_is_zero_and_the_same_is_one():
    """Disjoint activities overlap by 0, equal ones by 1."""
    apart, same = compare([1, 0], [0, 1])["RUS", "CHN"], compare([3, 1], [3, 1])["RUS", "CHN"]
    assert (apart["schoener"], apart["pianka"], apart["morisita_horn"]) == (0, 0, 0)
    assert (same["schoener"], same["pianka"], same["morisita_horn"]) == pytest.approx((1, 1, 1))


def bond(power, other, name, kind):
    return {
        "sector": "rail",
        "power": power,
        "other": other,
        "id": name,
        "item": name,
        "counted": name,
        "bond": kind,
    }


def test_likeness_without_a_contested_item_is_no_competition():
    """Two powers that do the same are parallel until something is contested."""
    assert compare([1], [1])["RUS", "CHN"]["parallel"]
    row = compare([1], [1], [bond("RUS", "CHN", "tender", "contested")])["CHN", "RUS"]
    assert (row["competing"], row["parallel"], row["contested_items"]) == (True, False, 1)


def test_a_pair_can_be_partner_and_opponent_at_once():
    """Relations are counted side by side and never averaged away."""
    made = [bond("RUS", "CHN", "coke", "complementary"), bond("CHN", "RUS", "veto", "opposing")]
    row = compare([1], [1], made)["RUS", "CHN"]
    assert (row["complementary"], row["opposed"], row["parallel"]) == (True, True, False)


def test_chance_is_counted_exactly():
    """Of three links, two given by Russia and two taken by China, chance joins the pair 4/3 times."""
    made = [
        bond("RUS", "CHN", "a", "complementary"),
        bond("RUS", "EU", "b", "complementary"),
        bond("EU", "CHN", "c", "complementary"),
    ]
    row = compare([1], [1], made)["RUS", "CHN"]
    # Of the 3! matchings of ends, Russia's two gifts meet China's two takings 2, 1, 1, 1, 1, 2 times.
    counts = [2, 1, 1, 1, 1, 2]
    mean = sum(counts) / 6
    spread = (sum(c * c for c in counts) / 6 - mean**2) ** 0.5
    assert row["expected_links"] == pytest.approx(mean)
    assert row["z"] == pytest.approx((1 - mean) / spread)


def joined(*deeds):
    """The bonds of powers that court actors: deeds are (id, power, role, actor courted)."""
    rows = [
        {"sector": "rail", "power": power, "role": role, "actor": actor, "id": name}
        for name, power, role, actor in deeds
    ]
    return bonds.function(
        table([], texts(*PLACE, "other", "id", "relation")),
        rivals.function(table(rows, texts(*PLACE, "role", "actor", "id"))),
        table([], BOND),
    )


def test_one_customer_of_two_powers_is_contested():
    """A company that both powers lend to in one sector is one contested item, both ways."""
    found = joined(("x", "RUS", "lender", "railways"), ("y", "CHN", "lender", "railways"))
    assert {
        (r["power"], r["id"], r["item"], r["bond"]) for r in found.to_pyarrow().to_pylist()
    } == {
        ("RUS", "x", "railways", "contested"),
        ("CHN", "y", "railways", "contested"),
    }
    counted = counts(found).to_pyarrow().to_pylist()
    assert {(r["sector"], r["power"]): r["contested_items"] for r in counted} == {
        (sector, power): 1 for sector in ("rail", "all") for power in ("RUS", "CHN")
    }


def test_different_things_wanted_of_one_customer_are_no_competition():
    """A lender and a supplier who court one customer contest nothing."""
    found = joined(("x", "RUS", "lender", "telekom"), ("y", "CHN", "supplier", "telekom"))
    assert found.to_pyarrow().to_pylist() == []


def test_nobody_courts_his_own():
    """China's steelmaker buys the mill for China and coke from Russia: only Russia courts it."""
    entries = [
        {"family": i, "id": i, "sector": "metals", "power": power, "role": role, "standing": True}
        for i, power, role in (("mill", "CHN", "financier"), ("coke", "RUS", "supplier"))
    ]
    shape = texts(*PLACE, "family", "id", "role").append(pa.field("standing", pa.bool_()))
    parties = [
        {"family": i, "engagement": i, "role": "buyer", "actor": "hesteel", "power": "CHN"}
        for i in ("mill", "coke")
    ]
    found = courted.function(
        table(entries, shape),
        table(parties, texts("world", "family", "engagement", "role", "actor", "power")),
        ibis.memtable(pa.table({"id": ["hesteel"], "kind": ["Company"], "country": ["CHN"]})),
    )
    assert [(r["power"], r["actor"]) for r in found.to_pyarrow().to_pylist()] == [
        ("RUS", "hesteel")
    ]
