"""Rows as they stand in a world: existence, stages, amounts, umbrellas, overrides, parties."""

import ibis
import pyarrow as pa
import pytest

from small_case import one, rows
from tertius.facts.subjects import engagements, links, positions, stages
from tertius.inputs.schema import SHAPES

FACTS = pa.schema(
    [
        (n, pa.string())
        for n in (
            "world",
            "family",
            "subject",
            "property",
            "member",
            "stage",
            "period",
            "qualifier",
        )
    ]
    + [
        ("stage_order", pa.int64()),
        ("known", pa.bool_()),
        ("value", pa.string()),
        ("number", pa.decimal128(30, 6)),
        ("amount", pa.decimal128(30, 6)),
        ("first_day", pa.date32()),
        ("last_day", pa.date32()),
    ]
)
ORDER = {
    "announced": 1,
    "pledged": 3,
    "signed": 4,
    "started": 5,
    "delivered": 6,
    "occurred": 8,
    "stalled": 9,
    "cancelled": 10,
    "declined": 13,
}


def fact(subject, name, value, **other):
    return {
        "world": "",
        "family": "f",
        "subject": subject,
        "property": name,
        "member": "",
        "stage": "",
        "stage_order": 0,
        "period": "",
        "qualifier": "",
        "known": True,
        "value": value,
        **other,
    }


def reached(stage, first=None, last=None, subject="x"):
    from datetime import date

    day = lambda text: date.fromisoformat(text) if text else None
    return fact(
        subject,
        "stage",
        stage,
        member=stage,
        number=ORDER[stage],
        first_day=day(first),
        last_day=day(last or first),
    )


def table(found):
    return ibis.memtable(pa.Table.from_pylist(found, schema=FACTS))


def stage_of(*found):
    (row,) = stages(table(list(found))).to_pyarrow().to_pylist()
    (name,) = [stage for stage, order in ORDER.items() if order == row["stage_order"]]
    return name, row["counts"], row["ended"]


def test_a_later_date_decides_how_far_it_has_come():
    """What certainly came later stands, even where its stage is earlier in the order."""
    assert (
        stage_of(reached("delivered", "2014-01-01"), reached("started", "2016-01-01"))[0]
        == "started"
    )


def test_dates_that_overlap_leave_it_to_the_order():
    """A year and a month within it do not decide; the later stage stands."""
    assert (
        stage_of(
            reached("signed", "2012-05-01", "2012-05-31"),
            reached("announced", "2012-01-01", "2012-12-31"),
        )[0]
        == "signed"
    )


def test_an_undated_later_stage_never_loses_to_an_earlier_one():
    """Delivery without a date stands against a dated signing."""
    assert stage_of(reached("delivered"), reached("signed", "2019-01-01"))[0] == "delivered"
    assert stage_of(reached("announced"), reached("signed", "2019-01-01"))[0] == "signed"


@pytest.mark.parametrize(
    ("told", "counts", "ended"),
    [
        (["pledged"], False, False),
        (["signed"], True, False),
        (["occurred"], True, False),
        (["signed", "cancelled"], False, True),
        (["signed", "stalled"], True, False),
        (["pledged", "stalled"], False, False),
        (["declined"], False, True),
    ],
)
def test_totals_count_from_signed_on(told, counts, ended):
    """Promises are in no total, endings leave it, and a stall leaves in it what was signed."""
    assert stage_of(*(reached(stage) for stage in told))[1:] == (counts, ended)


def deed(name, **other):
    return {
        "world": "",
        "id": name,
        "family": "f",
        "type": "loan",
        "power": "CHN",
        "host": "SRB",
        "domain": "economy",
        "sector": "rail",
        "direction": "power_to_host",
        "scope": "core",
        **other,
    }


def standing(deeds, above, found):
    shape = pa.schema([("world", pa.string()), *SHAPES["engagement_rows"]])
    ancestors = pa.schema([("world", pa.string()), *SHAPES["ancestors"]])
    chain = [{"world": "", "id": a, "family": "f", "ancestor": b} for a, b in above]
    result = engagements.function(
        ibis.memtable(pa.Table.from_pylist(deeds, schema=shape)),
        ibis.memtable(pa.Table.from_pylist(chain, schema=ancestors)),
        table(found),
        money_types=("loan",),
    )
    return {row["id"]: row for row in result.to_pyarrow().to_pylist()}


def test_an_umbrella_counts_only_where_no_part_of_it_does():
    """With its part signed an umbrella is out of totals; with the part cancelled it is back."""
    deeds, above = [deed("whole"), deed("part")], [("part", "whole")]
    exist = [fact(n, "exists", "yes") for n in ("whole", "part")] + [
        reached("signed", subject="whole")
    ]
    with_part = standing(deeds, above, [*exist, reached("signed", subject="part")])
    without = standing(deeds, above, [*exist, reached("cancelled", subject="part")])
    assert (with_part["whole"]["umbrella"], without["whole"]["umbrella"]) == (True, False)


def test_a_part_exists_only_where_its_whole_does():
    """Without evidence for the agreement a part of it is not there; with a doubtful one, doubtful."""
    deeds, above = [deed("whole"), deed("part")], [("part", "whole")]
    part = fact("part", "exists", "yes")
    assert standing(deeds, above, [part])["part"]["exists"] == "no"
    doubtful = {**fact("whole", "exists", None), "known": False}
    assert standing(deeds, above, [part, doubtful])["part"]["exists"] == "unknown"
    assert standing(deeds, above, [part, fact("whole", "exists", "yes")])["part"]["exists"] == "yes"


def test_a_row_that_no_claim_speaks_of_is_not_there():
    """An engagement without a claim on existence or stage stands in no world."""
    assert standing([deed("silent")], [], [fact("silent", "quantity", "3")]) == {}


def test_the_amount_is_of_the_latest_stage_from_signed_on():
    """Signed beats unstaged, unstaged beats nothing, and what was only pledged never counts."""

    def amount(*stated):
        found = [fact("x", "exists", "yes"), reached("signed")]
        found += [
            fact("x", "amount", str(v), stage=s, stage_order=ORDER.get(s, 0), amount=v)
            for s, v in stated
        ]
        value = standing([deed("x")], [], found)["x"]["amount"]
        return None if value is None else int(value)

    assert amount(("pledged", 200), ("signed", 150), ("", 170)) == 150
    assert amount(("pledged", 200), ("", 170)) == 170
    assert amount(("pledged", 200)) is None
    assert amount(("signed", 150), ("delivered", 90)) == 90


def test_a_fact_named_like_a_column_replaces_it():
    """A known fact on `power` moves the engagement; a disputed one leaves the coder's value."""
    exist = fact("x", "exists", "yes")
    assert standing([deed("x")], [], [exist, fact("x", "power", "RUS")])["x"]["power"] == "RUS"
    disputed = {**fact("x", "power", None), "known": False}
    assert standing([deed("x")], [], [exist, disputed])["x"]["power"] == "CHN"


def test_contested_values_of_the_small_case():
    """A claim moves the start of the NIS stake to 3 February 2009, and adds a contractor."""
    tie = one("ties", id="gazprom-neft-owns-nis")
    assert str(tie["start_first"]) == "2009-02-03"
    parties = {(r["role"], r["actor"]) for r in rows("parties", engagement="russian-rail-loan")}
    assert ("contractor", "russian-railways") in parties


def test_a_part_for_another_power_leaves_its_umbrella_standing():
    """Only a part that is itself present for the power and host replaces its umbrella in totals."""
    exist = [fact(n, "exists", "yes") for n in ("whole", "part")]
    told = [*exist, reached("signed", subject="whole"), reached("signed", subject="part")]
    above = [("part", "whole")]
    aside = [deed("whole"), deed("part", direction="host_to_power")]
    other = [deed("whole"), deed("part", power="RUS")]
    within = [deed("whole", power="CHN;RUS"), deed("part", power="RUS")]
    assert not standing(aside, above, told)["whole"]["umbrella"]
    assert not standing(other, above, told)["whole"]["umbrella"]
    assert standing(within, above, told)["whole"]["umbrella"]


def test_a_disputed_amount_is_unknown_and_not_an_earlier_one():
    """Where the amount delivered is disputed, the amount signed does not stand in for it."""
    found = [
        fact("x", "exists", "yes"),
        reached("signed"),
        fact("x", "amount", "400", stage="signed", stage_order=4, amount=400),
        {**fact("x", "amount", None, stage="delivered", stage_order=6), "known": False},
    ]
    assert standing([deed("x")], [], found)["x"]["amount"] is None


def test_a_dispute_of_a_party_for_one_power_leaves_the_other():
    """A party named for a power with @ is disputed as such, and not where it acts for its own country."""
    from tertius.facts.subjects import parties

    rows = [
        {
            "world": "",
            "family": "f",
            "engagement": "x",
            "role": "supplier",
            "actor": "bank",
            "power": p,
        }
        for p in (None, "RUS")
    ]
    coded = ibis.memtable(
        pa.Table.from_pylist(
            rows, schema=pa.schema([("world", pa.string()), *SHAPES["party_rows"]])
        )
    )
    powers = ibis.memtable(pa.table({"actor": ["bank"], "country": ["CHN"]}))

    def left(member, *, known):
        said = table([{**fact("x", "party", member, member=member), "known": known}])
        return {r["power"] for r in parties.function(coded, said, powers).to_pyarrow().to_pylist()}

    assert left("supplier:bank@RUS", known=False) == {"CHN"}
    assert left("supplier:bank", known=False) == {"RUS"}
    assert left("supplier:bank@EU", known=True) == {"CHN", "RUS", "EU"}


def test_a_position_stands_where_it_is_claimed_with_the_view_that_a_known_fact_gives_it():
    """A known fact on `view` replaces the coder's; a position that nothing says exists is not there."""
    shape = pa.schema([("world", pa.string()), *SHAPES["position_rows"]])
    line = {"world": "", "family": "f", "issue": "kosovo", "view": "supports", "start": "2008"}
    stated = [{**line, "id": name} for name in ("turned", "plain", "silent")]
    found = [
        *(fact(name, "exists", "yes") for name in ("turned", "plain")),
        fact("turned", "view", "opposes"),
        fact("silent", "view", "opposes"),
    ]
    result = positions.function(
        ibis.memtable(pa.Table.from_pylist(stated, schema=shape)), table(found)
    )
    views = {row["id"]: (row["view"], row["start"]) for row in result.to_pyarrow().to_pylist()}
    assert views == {"turned": ("opposes", "2008"), "plain": ("supports", "2008")}


def test_a_link_stands_where_it_is_claimed_and_both_its_ends_stand():
    """Actors always stand; a deal stands where it exists, and not where that is unknown."""
    there = pa.schema([(name, pa.string()) for name in ("world", "family", "id", "exists")])
    row = lambda name, exists="yes": {"world": "", "family": "f", "id": name, "exists": exists}
    ends = lambda *rows: ibis.memtable(pa.Table.from_pylist(list(rows), schema=there))
    stated = [
        ("both", "deal", "tie"),
        ("to-a-bank", "deal", "bank"),
        ("doubtful", "deal", "doubtful-deal"),
        ("gone", "gone-deal", "bank"),
        ("nobody-says", "deal", "bank"),
    ]
    shape = pa.schema([("world", pa.string()), *SHAPES["link_rows"]])
    lines = [
        {"world": "", "family": "f", "id": name, "subject": a, "object": b, "relation": "finances"}
        | {"subject_is_actor": False, "object_is_actor": b == "bank"}
        for name, a, b in stated
    ]
    result = links.function(
        ibis.memtable(pa.Table.from_pylist(lines, schema=shape)),
        table([fact(name, "exists", "yes") for name, _, _ in stated[:4]]),
        ends(row("deal"), row("doubtful-deal", "unknown")),
        ends(row("tie")),
        ends(),
    )
    assert sorted(result.to_pyarrow()["id"].to_pylist()) == ["both", "to-a-bank"]
