"""Promised, signed, delivered: on the small case as its README counts it, and in altered copies."""

import pytest

from small_case import one, rows
from tertius.measures.delivery import COUNTED
from tertius.study.open import open_case
from tertius.study.run import run_study

MILLION = 1_000_000
OUTCOMES = {
    "nis-sale": "delivered",
    "dunav-bank-sale": "delivered",
    "russian-rail-loan": "started",
    "bank-of-china-branch": "delivered",
    "card-contract": "cancelled",
    "gas-loan-offer": "declined",
    "rail-framework": "signed",
    "chinese-rail-loan": "signed",
    "chinese-rail-works": "started",
    "rail-control-centre": "signed",
}
GAZETTE = {
    "source": "gazette-2018",
    "information": "2",
    "stance": "supports",
    "modality": "stated",
    "checked": "no",
    "status": "current",
    "recorded": "2021-01-10",
}


def run(copy):
    settings = (copy.path / "case.yml").read_text(encoding="utf-8")
    copy.write("case.yml", settings.split("expects:")[0])
    case, _, _ = open_case(copy.path)
    return run_study(case, [], with_flips=False).tables


def row(tables, measure, **wanted):
    (found,) = (r for r in tables[measure] if all(r[k] == v for k, v in wanted.items()))
    return found


def state(copy, subject, **cells):
    """Add what the gazette of 2018 states of a subject."""
    copy.add("claims", subject=subject, **GAZETTE, **cells)


def test_each_promise_has_come_as_far_as_its_sources_say():
    """Visits, votes and what others do about the host are no promises; the rest has one outcome each."""
    assert {r["engagement"]: r["outcome"] for r in rows("promises")} == OUTCOMES


def test_promised_and_signed_amounts_stand_apart():
    """The Chinese rail loan was pledged at 200 and signed at 150 million; nothing says what was paid."""
    loan = one("promises", engagement="chinese-rail-loan")
    assert loan["promised_amount"] == 200 * MILLION
    assert loan["signed_amount"] == 150 * MILLION
    assert loan["delivered_amount"] is None


def test_delivery_in_all_sectors_counts_as_by_hand():
    """China: five promises without the umbrella; Russia: five, one of them declined."""
    china = one("delivery", power="CHN", sector="all")
    counts = {name: china[name] for name in COUNTED if china[name]}
    assert counts == {"signed": 2, "started": 1, "delivered": 1, "cancelled": 1}
    assert china["promised_amount"] == 200 * MILLION
    assert china["signed_amount"] == (150 + 40 + 10) * MILLION
    assert china["signed_unknown"] == 1
    russia = one("delivery", power="RUS", sector="all")
    counts = {name: russia[name] for name in COUNTED if russia[name]}
    assert counts == {"signed": 1, "started": 1, "delivered": 2, "declined": 1}
    assert russia["delivered_amount"] is None
    assert russia["delivered_unknown"] == 2


def test_the_counts_add_up_to_the_engagements():
    """Every promise has exactly one outcome, in each sector and in all together."""
    for found in rows("delivery"):
        assert sum(found[name] for name in COUNTED) == found["engagements"]


def test_a_promise_searched_for_and_not_found_is_counted(small):
    """A search about one promise that found nothing shows beside it and in the total."""
    small.add(
        "searches",
        id="search-payment",
        subject="russian-rail-loan",
        looked_for="Payments under the loan",
        searched_in="Budget reports",
        language="sr-Latn",
        date="2021",
        found="nothing",
    )
    tables = run(small)
    assert row(tables, "promises", engagement="russian-rail-loan")["searched_in_vain"] == 1
    assert row(tables, "delivery", power="RUS", sector="rail")["searched_in_vain"] == 1


def test_cost_to_the_host_stands_apart_from_what_the_power_gives(small):
    """What Serbia pays for the works changes no amount of the power."""
    before = one("delivery", power="CHN", sector="rail")
    works = "chinese-rail-works"
    state(small, works, id="works-cost", property="cost_to_host", value="12", unit="EUR")
    state(small, works, id="works-quality", property="quality", value="second_hand")
    after = row(run(small), "delivery", power="CHN", sector="rail")
    assert (after["cost_to_host"], after["costs_known"], after["second_hand"]) == (12, 1, 1)
    assert before["cost_to_host"] is None
    same = [name for name in before if name.endswith(("_amount", "_unknown"))]
    assert {n: after[n] for n in same} == {n: before[n] for n in same}


@pytest.mark.parametrize(
    ("stages", "promised", "signed", "delivered"),
    [
        (("pledged",), 7, None, None),
        (("signed",), None, 7, None),
        (("pledged", "signed"), None, 7, None),
        (("started", "delivered"), None, 7, None),
        (("occurred",), None, None, 7),
        ((), None, None, None),
    ],
)
def test_an_amount_without_a_stage_belongs_to_the_furthest_that_is_known(
    small, stages, promised, signed, delivered
):
    """It is never taken for paid, unless the thing was done in one moment."""
    small.add(
        "engagements",
        id="bridge-gift",
        label="A bridge",
        type="donation",
        power="CHN",
        host="SRB",
        domain="economy",
        sector="road",
        direction="power_to_host",
        scope="core",
    )
    state(small, "bridge-gift", id="bridge-exists", property="exists", value="yes")
    state(small, "bridge-gift", id="bridge-amount", property="amount", value="7", unit="EUR")
    for stage in stages:
        state(small, "bridge-gift", id=f"bridge-{stage}", property="stage", value=stage)
    found = row(run(small), "promises", engagement="bridge-gift")
    amounts = (found["promised_amount"], found["signed_amount"], found["delivered_amount"])
    assert amounts == (promised, signed, delivered)
