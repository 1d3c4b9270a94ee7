"""Tests judged over every value that unknowns may have: what could undo them, and from where on."""

import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from many_worlds import computed
from ports_case import (
    HERE,
    MILLION,
    amount,
    compared,
    finding,
    leads,
    ports_case,
    result,
    results,
    with_claims,
)
from tertius.findings.judge import judge_rows
from tertius.sensitivity.unknowns import bound_findings
from tertius.worlds.many import judge_states

steady = settings(
    max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def test_a_lead_over_a_power_whose_amount_nobody_knows_is_open():
    """China has put more money into the ports than India: with India's amount unknown this is open."""
    case = ports_case([("colombo", "CHN", "loan", 100), ("hambantota-lease", "IND", "loan", None)])
    told = result(case, leads("CHN"))
    assert (told.verdict, told.within) == ("open", None)
    assert told.reason == (
        "leader = 'CHN' is met by what is known, and would not be if India's deal without an amount"
        ", hambantota-lease, exceeds EUR 100 million; the largest known of its type is EUR 100 million;"
        " no amount of hambantota-lease is known"
    )


def test_a_lead_that_only_an_unheard_of_deal_undoes_holds_and_says_so():
    """Where four deals would have to come to more than four of the largest known, it still holds."""
    deals = [("colombo", "CHN", "loan", 300), ("pier", "CHN", "contract", 10)]
    deals += [(f"quay-{n}", "IND", "contract", None) for n in range(4)]
    told = result(ports_case(deals), leads("CHN"))
    assert told.verdict == "holds"
    assert told.within == (
        "unless India's 4 deals without an amount exceed EUR 310 million together"
        "; 4 times the largest known of their type is EUR 40 million"
    )


def test_what_fails_by_known_amounts_is_judged_by_the_same_rule():
    """India leads fails where India is behind; it is open if its unknown deals can make up for that."""
    deals = [("colombo", "CHN", "loan", 100), ("pier", "IND", "loan", 60)]
    near = ports_case([*deals, ("quay", "IND", "loan", None)])
    far = ports_case([*deals, ("quay", "IND", "contract", None), ("gate", "CHN", "contract", 5)])
    assert result(near, leads("IND")).verdict == "open"
    told = result(far, leads("IND"))
    assert told.verdict == "fails"
    assert told.within == (
        "unless India's deal without an amount, quay, exceeds EUR 45 million"
        "; the largest known of its type is EUR 5 million"
    )


def test_an_unknown_deal_of_a_power_with_other_amounts_counts():
    """An engagement without an amount is an unknown where its power's other amounts are known too."""
    deals = [("colombo", "CHN", "loan", 100), ("pier", "IND", "loan", 60)]
    told = result(
        ports_case([*deals, ("quay", "IND", "loan", None)]), compared("more", "chn > ind")
    )
    assert told.verdict == "open"
    assert "quay, exceeds EUR 40 million" in told.reason


def test_what_no_value_undoes_simply_holds():
    """A power leads whatever its own unknown deal comes to, so nothing is said beside it."""
    case = ports_case(
        [
            ("colombo", "CHN", "loan", 100),
            ("pier", "IND", "loan", 60),
            ("quay", "CHN", "loan", None),
        ]
    )
    told = result(case, leads("CHN"))
    assert (told.verdict, told.within) == ("holds", None)


def test_stakes_of_one_company_share_what_is_left_of_a_hundred():
    """With 51 of 100 known two unknown stakes have 49 between them, not 49 each."""
    share = compared("half", "chn > 0.5", column="stake_share", powers=("CHN",))
    most = [("CHN", "port", "51"), ("IND", "port", None), ("JPN", "port", None)]
    less = [("CHN", "port", "40"), ("IND", "port", None), ("JPN", "port", None)]
    told = result(ports_case((), most), share)
    assert (told.verdict, told.within) == ("holds", None)
    told = result(ports_case((), less), share)
    assert told.verdict == "open"
    assert "no share of ind-owns-port is known" in told.reason


def test_an_amount_without_a_rate_is_unknown_and_the_reason_names_the_claim():
    """An amount in dinars has no reference rate: the reason says so, with day and claim."""
    deals = [("colombo", "CHN", "loan", 100), ("lease", "IND", "loan", None)]
    case = ports_case(deals, claims=[amount("lease", 5000, unit="RSD", date="2015-03-02")])
    said = "the amount of lease could not be converted, as lease-amount has it: no rate for RSD on 2015-03-02"
    told = results(case, leads("CHN"), compared("more", "chn > ind"))
    assert told["chn-leads"].verdict == told["more"].verdict == "open"
    assert told["chn-leads"].reason.endswith(f"; {said}")
    assert told["more"].reason == f"the value ind in chn > ind is unknown: {said}"


def test_a_part_that_asks_what_is_known_is_left_to_what_is_known():
    """`unknown = 1` stays met while the unknown amount is filled in; the other part is searched."""
    deals = [("colombo", "CHN", "loan", 100), ("pier", "CHN", "contract", 1)]
    case = ports_case([*deals, ("lease", "IND", "contract", None)])
    one = finding(
        "with-gaps",
        measure="leader",
        where=f"{HERE} and basis = 'amount'",
        expect="leader = 'CHN' and unknown = 1",
    )
    told = result(case, one)
    assert told.verdict == "holds"
    assert told.within is not None
    assert "exceeds EUR 101 million" in told.within


@pytest.mark.parametrize(
    ("approx", "value", "expect", "verdict"),
    [
        ("about", "100", "value > 95", "open"),
        ("about", "100", "value > 85", "holds"),
        ("over", "100", "value >= 100", "holds"),
        ("over", "100", "value < 120", "holds"),
        ("up_to", "100", "value > 20", "open"),
        (None, "100", "value > 95", "holds"),
    ],
)
def test_figures_stated_as_ranges_are_ranges(approx, value, expect, verdict):
    """About is a tenth either way, over and up to are open to one side; over takes the largest known."""
    rows = [
        {
            "id": "figure",
            "indicator": "pledged_loans",
            "area": "LKA",
            "counterpart": "CHN",
            "period": "2019",
            "value": value,
            "unit": "EUR",
            "approx": approx,
        }
    ]
    one = finding(
        "figure", measure="observations", where="indicator = 'pledged_loans'", expect=expect
    )
    told = result(ports_case((), observations=rows), one)
    assert told.verdict == verdict, told.reason
    assert (told.within is not None) is (expect == "value < 120")


TURNED = {
    "CHN": "IND",
    "IND": "CHN",
    "chn": "ind",
    "ind": "chn",
    "China": "India",
    "India": "China",
}


def turned(text):
    return re.sub("|".join(TURNED), lambda found: TURNED[found[0]], text)


AMOUNTS = st.sampled_from([None, None, 2, 5, 20, 90])
DEALS = st.lists(
    st.tuples(
        st.sampled_from(["CHN", "IND", "JPN"]), st.sampled_from(["loan", "contract"]), AMOUNTS
    ),
    min_size=3,
    max_size=5,
)
SHARES = "chn > 0.4"


def asked():
    return [
        leads("CHN"),
        compared("more", "chn > ind", powers=("CHN", "IND")),
        compared("share", SHARES, column="share", powers=("CHN",)),
        compared("between", "chn < 2 * ind or chn > 30 * ind", powers=("CHN", "IND")),
    ]


@steady
@given(deals=DEALS)
def test_exchanging_two_powers_mirrors_what_could_undo_a_test(deals):
    """With two powers exchanged in rows and tests, verdicts, reasons and bounds are exchanged."""
    named = [(f"deal-{n}", *deal) for n, deal in enumerate(deals)]
    here = results(ports_case(named), leads("CHN"), compared("more", "chn > ind"))
    mirrored = [(name, turned(power), sort, millions) for name, power, sort, millions in named]
    there = results(ports_case(mirrored), leads("IND"), compared("more", "ind > chn"))
    for name, other in (("chn-leads", "ind-leads"), ("more", "more")):
        before, after = here[name], there[other]
        assert (after.verdict, after.within and turned(after.within), turned(after.reason)) == (
            before.verdict,
            before.within,
            before.reason,
        )


@steady
@given(deals=DEALS)
def test_bounds_are_those_that_enumeration_finds(deals):
    """Rebuilt with amounts written in as claims on a dense grid, no case contradicts what is said.

    What a filling within reach undoes is open, and what one beyond it undoes is said; nothing else is.
    """
    named = [(f"deal-{n}", *deal) for n, deal in enumerate(deals)]
    case, compiled = ports_case(named), asked()
    computation = computed(case)
    rows_of = computation.baseline({"leader", "presence"}).rows
    known = {one.finding.id: judge_rows(one, rows_of) for one in compiled}
    bounded = bound_findings(case, computation, compiled, known)
    missing = {}
    for name, power, sort, millions in named:
        if millions is None:
            missing.setdefault(power, []).append((name, sort))
    largest = {}
    for _, _, sort, millions in named:
        if millions is not None:
            largest[sort] = max(millions, largest.get(sort, 0))
    top = max(largest.values(), default=0)
    ceiling = {p: sum(largest.get(s, top) for _, s in each) for p, each in missing.items()}
    grid = [0, 1, 3, 4.5, 7, 13, 19, 26, 44, 61, 87, 95, 118, 240, 900, 5000, 10**6]
    fillings = [{}]
    for power in missing:
        steps = grid if len(missing) == 1 else grid[::2] if len(missing) == 2 else grid[1::4]
        steps = sorted({*steps, ceiling[power]})
        fillings = [{**filling, power: value} for filling in fillings for value in steps]
    states = {
        str(n): with_claims(
            case,
            [
                amount(name, value / len(missing[power]))
                for power, value in filling.items()
                for name, _ in missing[power]
            ],
        )
        for n, filling in enumerate(fillings)
    }
    rebuilt = judge_states(case, compiled, states)
    for one in compiled:
        name = one.finding.id
        verdict, told = known[name].verdict, bounded[name]
        if verdict == "open":
            assert told.judgement.verdict == "open"
            continue
        undone = [
            filling
            for n, filling in enumerate(fillings)
            if rebuilt[str(n)][name].verdict != verdict
        ]
        near = [f for f in undone if all(v <= ceiling[p] for p, v in f.items())]
        if near:
            assert told.judgement.verdict == "open", (name, near[:3])
        elif undone:
            assert told.judgement.verdict == "open" or told.within is not None, (name, undone[:3])
        if told.judgement.verdict != verdict or told.within is not None:
            assert told.edges, name
        for edge in told.edges if len(told.edges) == 1 else ():
            # Just beyond the value that is said, with all else at nothing, the test is undone.
            alone = dict.fromkeys(missing, 0) | {edge.power: float(edge.value) / MILLION * 1.02}
            claims = [
                amount(each, value / len(missing[power]))
                for power, value in alone.items()
                for each, _ in missing[power]
            ]
            there = judge_states(case, [one], {"beyond": with_claims(case, claims)})["beyond"]
            assert there[name].verdict != verdict, (name, edge)


def test_the_smallest_break_even_is_printed_to_three_digits():
    """A crossing between two printed values is told by the lower one, so that nothing below it undoes."""
    case = ports_case(
        [("colombo", "CHN", "loan", Decimal("123.456")), ("pier", "IND", "loan", None)]
    )
    assert "pier, exceeds EUR 123 million" in result(case, leads("CHN")).reason


def test_a_share_that_is_missing_from_a_vector_can_be_what_the_others_leave():
    """With 60 and 10 of 100 named, a disputed share is at most 30: it passes the second, not the first."""
    rows = [
        {
            "id": f"{name.lower()}-{stance}",
            "indicator": "trade_share",
            "area": "LKA",
            "counterpart": name,
            "period": "2019",
            "value": value,
            "unit": "pct",
            "stance": stance,
        }
        for name, value, stance in [
            ("CHN", "60", "supports"),
            ("IND", "10", "supports"),
            ("JPN", "20", "supports"),
            ("JPN", "20", "disputes"),
        ]
    ]
    case = ports_case((), observations=rows)
    ranks = [
        finding(
            name.lower(),
            measure="dependence",
            where=f"indicator = 'trade_share' and basis = 'eu-as-one' and counterpart = '{name}'",
            expect=f"share_rank = {rank}",
        )
        for rank, name in ((1, "CHN"), (2, "IND"))
    ]
    told = results(case, *ranks)
    assert (told["chn"].verdict, told["chn"].within) == ("holds", None)
    assert told["ind"].verdict == "open"
    assert "trade_share of LKA, JPN, 2019 exceeds 10 percent" in told["ind"].reason
