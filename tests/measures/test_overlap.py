"""Overlap: laws of the indices, and relations told apart on cases made by hand; see validation too."""

import ibis
import pyarrow as pa
import pytest

from profiles import BOND, PLACE, compare, counts, table, texts
from tertius.measures.bonds import bonds, chance_links, complements, courted, rivals
from tertius.measures.likeness import (
    encounters,
    likeness,
    likeness_overall,
    meetings,
    profiles,
    totals,
    totals_of_pairs,
)
from tertius.measures.overlap import overlap
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
    case, _, _ = open_case(small.path)
    tables = run_study(case, [], with_flips=False).tables
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
        "rung": "object" if kind == "contested" else "",
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
    rows = [{**row, "rung": "customer"} for row in rows]
    return bonds.function(
        table([], texts(*PLACE, "other", "id", "relation")),
        rivals.function(table(rows, texts(*PLACE, "role", "actor", "rung", "id"))),
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


ACTORS = {
    "srb": "State",
    "hun": "State",
    "railways": "Company",
    "ministry": "PublicBody",
    "mill": "Company",
    "hesteel": "Company",
}


def laid_out(deals):
    """The tables of deals: each is (id, sector, power, role, parties), declined where its id says so.

    Parties are (role, actor, power for which the actor acts).
    """
    entries, engagements, parties = [], [], []
    for name, sector, power, role, others in deals:
        stands = not name.startswith("declined")
        entries.append(
            {
                "family": name,
                "id": name,
                "domain": "economy",
                "sector": sector,
                "power": power,
                "role": role,
                "standing": stands,
                "totals": False,
            }
        )
        engagements.append({"family": name, "id": name, "exists": "yes", "umbrella": False})
        for played, actor, own in others:
            parties.append(
                {"family": name, "engagement": name, "role": played, "actor": actor, "power": own}
            )
    truths = [pa.field(name, pa.bool_()) for name in ("standing", "totals")]
    shape = pa.schema(
        [
            *texts(*PLACE, "family", "id", "domain", "role"),
            *truths,
            pa.field("amount", pa.decimal128(38, 6)),
        ]
    )
    there = pa.schema([*texts("world", "family", "id", "exists"), pa.field("umbrella", pa.bool_())])
    actors = {"id": list(ACTORS), "kind": list(ACTORS.values()), "country": ["SRB"] * len(ACTORS)}
    return (
        table(entries, shape),
        ibis.memtable(
            pa.Table.from_pylist([{"world": "", **row} for row in engagements], schema=there)
        ),
        table(parties, texts("world", "family", "engagement", "role", "actor", "power")),
        ibis.memtable(pa.table(actors)),
    )


def courting(deals):
    """Whom powers court by these deals: (id, power, actor, rung)."""
    found = courted.function(*laid_out(deals)).to_pyarrow().to_pylist()
    return {(row["id"], row["power"], row["actor"], row["rung"]) for row in found}


def meeting(deals, links=()):
    """By sector the rung on which Russia and China meet, with the items that they contest there."""
    entries, engagements, parties, actors = laid_out(deals)
    place = [
        {"sector": sector, "power": "RUS", "other": "CHN", "id": name, "relation": relation}
        for name, sector, relation in links
    ]
    made = bonds.function(
        table(place, texts(*PLACE, "other", "id", "relation")),
        rivals.function(courted.function(entries, engagements, parties, actors)),
        table([], BOND),
    )
    weights = profiles.function(entries)
    pairs, met = totals_of_pairs.function(totals.function(weights)), meetings.function(weights)
    rows = overlap.function(
        likeness.function(pairs, met),
        likeness_overall.function(pairs, met),
        counts(made),
        chance_links.function(complements.function(made)),
        encounters.function(pairs, met),
    )
    ways = {}
    for row in rows.to_pyarrow().to_pylist():
        assert row["basis"] == "count"
        assert row["competing"] is (row["contested_items"] > 0)
        way = ways.setdefault((row["power"], row["other"]), {})
        way[row["sector"]] = row["rung"], row["contested_items"]
    assert ways["RUS", "CHN"] == ways["CHN", "RUS"]
    return ways["RUS", "CHN"]


def test_the_ladder_of_meeting_is_counted():
    """Five sectors, one for each rung; over all of them the two meet on the highest, and all items count."""
    deals = [
        ("russian-church", "church", "RUS", "donor", ()),
        ("chinese-school", "education", "CHN", "founder", ()),
        # In ict Russia supplies and China lends: they share the sector alone.
        ("russian-software", "ict", "RUS", "supplier", ()),
        ("chinese-loan", "ict", "CHN", "lender", ()),
        # In road both build, each for another: the role is the same.
        ("russian-road", "road", "RUS", "contractor", (("buyer", "ministry", "SRB"),)),
        ("chinese-road", "road", "CHN", "contractor", (("buyer", "railways", "SRB"),)),
        # In rail both lend to the railways, and both build for the state, which only one deal names.
        ("russian-rails", "rail", "RUS", "lender", (("borrower", "railways", "SRB"),)),
        ("chinese-rails", "rail", "CHN", "lender", (("borrower", "railways", "SRB"),)),
        ("russian-tunnel", "rail", "RUS", "contractor", (("buyer", "srb", "SRB"),)),
        ("chinese-tunnel", "rail", "CHN", "contractor", ()),
        # In metals China bought the mill that Russia bid for in vain.
        ("russian-shop", "metals", "RUS", "supplier", (("buyer", "ministry", "SRB"),)),
        ("declined-bid", "metals", "RUS", "buyer", (("target", "mill", "SRB"),)),
        ("chinese-mill", "metals", "CHN", "buyer", (("target", "mill", "SRB"),)),
    ]
    assert meeting(deals) == {
        "ict": ("sector", 0),
        "road": ("role", 0),
        "rail": ("customer", 2),
        "metals": ("object", 1),
        "all": ("object", 3),
    }


def test_two_powers_in_different_sectors_meet_nowhere():
    """Where no sector has both, they have one row for all of them, on no rung."""
    deals = [
        ("russian-church", "church", "RUS", "donor", ()),
        ("chinese-church", "education", "CHN", "donor", ()),
    ]
    assert meeting(deals) == {"all": ("none", 0)}


def test_a_link_that_contests_is_about_an_object():
    """What a source says that they contest counts as sought by both, also where no sector is named."""
    deals = [
        ("russian-software", "ict", "RUS", "supplier", ()),
        ("chinese-loan", "ict", "CHN", "lender", ()),
    ]
    here = meeting(deals, [("tender", "ict", "contests")])
    assert here == {"ict": ("object", 1), "all": ("object", 1)}
    assert meeting(deals, [("tender", "", "contests")]) == {
        "ict": ("sector", 0),
        "all": ("object", 1),
    }


def test_the_state_is_the_customer_where_a_deal_names_no_other():
    """A ministry beside the state is the customer; a foreign state that is named is, and not the host."""
    assert courting(
        [
            (
                "both",
                "rail",
                "RUS",
                "lender",
                (("borrower", "srb", "SRB"), ("buyer", "ministry", "SRB")),
            ),
            ("state", "rail", "RUS", "lender", (("borrower", "srb", "SRB"),)),
            ("abroad", "rail", "CHN", "lender", (("borrower", "hun", "HUN"),)),
            ("nobody", "rail", "CHN", "contractor", ()),
        ]
    ) == {
        ("both", "RUS", "ministry", "customer"),
        ("state", "RUS", "srb", "customer"),
        ("abroad", "CHN", "hun", "customer"),
        ("nobody", "CHN", "srb", "customer"),
    }


def test_who_founds_or_buys_without_a_name_courts_nobody():
    """A plant that is founded, or a purchase of nobody knows what, has no customer and no object."""
    deals = [("plant", "industry", "CHN", "founder", ()), ("coal", "industry", "CHN", "buyer", ())]
    assert courting(deals) == set()


def test_nobody_courts_his_own():
    """China's steelmaker buys the mill for China and coke from Russia: only Russia courts it."""
    own = (("buyer", "hesteel", "CHN"),)
    deals = [
        ("mill", "metals", "CHN", "financier", own),
        ("coke", "metals", "RUS", "supplier", own),
    ]
    assert courting(deals) == {("coke", "RUS", "hesteel", "customer")}
