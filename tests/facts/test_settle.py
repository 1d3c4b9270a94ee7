"""Settling: which of rival claims decides, when a dispute wins, and that order changes nothing."""

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_case import one, rows, small_study
from tertius.facts.settle import settle
from tertius.inputs.schema import SHAPES


def claim(name, value="1", *, grade=220, published=10, supports=True, **other):
    return {
        "world": "",
        "id": name,
        "family": "s",
        "subject": "s",
        "property": "quantity",
        "member": "",
        "stage": "",
        "stage_order": 0,
        "period": "",
        "qualifier": "",
        "value": value,
        "approx": "",
        "unit": "pieces",
        "grade": grade,
        "published": published,
        "supports": supports,
        **other,
    }


def settled(*claims):
    shape = pa.schema([("world", pa.string()), *SHAPES["claims"]])
    found = settle.function(ibis.memtable(pa.Table.from_pylist(list(claims), schema=shape)))
    return found.to_pyarrow().to_pylist()


def value_of(*claims):
    (fact,) = settled(*claims)
    return fact["value"] if fact["known"] else "unknown"


def test_the_better_grade_decides():
    """A better graded source wins over a later one."""
    assert (
        value_of(claim("a", "1", grade=220, published=1), claim("b", "2", grade=330, published=9))
        == "1"
    )


def test_among_equal_grades_the_later_publication_decides():
    """With the same grade the later publication wins, whatever its id; an undated one loses."""
    assert value_of(claim("a", "1", published=5), claim("b", "2", published=6)) == "2"
    assert value_of(claim("a", "1", published=0), claim("b", "2", published=6)) == "2"


def test_among_equals_the_id_decides():
    """With the same grade and day the first id wins, so that the answer is one."""
    assert value_of(claim("b", "2"), claim("a", "1")) == "1"


@pytest.mark.parametrize(("grade", "expected"), [(210, "unknown"), (220, "unknown"), (230, "1")])
def test_a_dispute_wins_from_the_same_grade_on(grade, expected):
    """A dispute of the best supporter's grade or better makes the fact unknown; a weaker one does not."""
    assert value_of(claim("a", "1", grade=220), claim("d", grade=grade, supports=False)) == expected


def test_a_second_supporter_of_better_grade_outweighs_a_dispute():
    """What counts is the best supporter: a dispute that beats one falls to a better one."""
    assert (
        value_of(
            claim("a", "1", grade=330),
            claim("b", "2", grade=110),
            claim("d", grade=220, supports=False),
        )
        == "2"
    )


def test_a_key_that_is_only_disputed_is_unknown():
    """A denial without anybody who asserts it is no fact."""
    assert value_of(claim("d", supports=False)) == "unknown"


def test_a_promise_and_what_became_of_it_are_two_facts():
    """Amounts at two stages stand side by side, and so do two periods and two qualifiers."""
    keys = [{"stage": "pledged"}, {"stage": "signed"}, {"period": "2019"}, {"qualifier": "grant"}]
    found = settled(*(claim(f"c{n}", str(n), **key) for n, key in enumerate(keys)))
    assert sorted(f["value"] for f in found) == ["0", "1", "2", "3"]


def test_worlds_settle_apart():
    """Rivals of another world have no say."""
    found = settled(claim("a", "1", grade=110), {**claim("b", "2", grade=550), "world": "w"})
    assert {(f["world"], f["value"]) for f in found} == {("", "1"), ("w", "2")}


rivals = st.lists(
    st.builds(
        lambda value, grade, published, supports: (value, grade, published, supports),
        st.sampled_from("123"),
        st.sampled_from([110, 220, 330]),
        st.integers(0, 3),
        st.booleans(),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(rivals=rivals, order=st.randoms(use_true_random=False))
def test_settling_matches_its_rule_in_words_and_no_order_changes_it(rivals, order):
    """For any rivals in any order: unknown if a dispute is at least as good, else the best supporter."""
    claims = [
        claim(f"c{n}", v, grade=g, published=p, supports=s) for n, (v, g, p, s) in enumerate(rivals)
    ]
    supporters = [c for c in claims if c["supports"]]
    disputes = [c["grade"] for c in claims if not c["supports"]]
    expected = "unknown"
    if supporters and not (disputes and min(disputes) <= min(c["grade"] for c in supporters)):
        expected = min(supporters, key=lambda c: (c["grade"], -c["published"], c["id"]))["value"]
    shuffled = list(claims)
    order.shuffle(shuffled)
    assert value_of(*shuffled) == expected


# The small case, whose README says which claims decide


def fact(subject, name, **wanted):
    return one("facts", subject=subject, property=name, **wanted)


def test_rivals_of_the_small_case_settle_as_by_hand():
    """The gazette beats the tabloid; its dispute makes the cost of the works unknown."""
    assert fact("nis-sale", "amount", stage="signed")["amount"] == 400_000_000
    assert fact("chinese-rail-works", "amount", stage="signed")["known"] is False
    assert fact("russian-rail-loan", "exists")["value"] == "yes"
    assert fact("chn-avoids-eu-accession", "exists")["known"] is False


def test_rivals_are_kept_and_seen():
    """The loser of a settling stays in the case, and is named as speaking against the winner."""
    ledger = small_study().ledger
    assert ledger.against("nis-sale-amount-by-gazette") == ["nis-sale-amount-by-tabloid"]
    assert "russian-loan-denied" in ledger.against("russian-loan-signed")


def test_observations_settle_by_the_same_rule():
    """Of two figures for exports to Russia the better graded one counts."""
    (row,) = rows("observations", indicator="trade_share", counterpart="RUS")
    assert float(row["value"]) == 5.9


def test_a_deprecated_claim_counts_in_no_settling():
    """The withdrawn 45 million for the control centre are in no fact."""
    values = {r["value"] for r in rows("facts", subject="rail-control-centre", property="amount")}
    assert values == {"40000000"}
