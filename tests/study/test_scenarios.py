"""The scenarios of the Serbia case, each beside the case as it stands."""

import pytest

from small_case import SERBIA
from tertius.findings.compare import compare
from tertius.study.run import run_study
from tertius.study.scenarios import run_beside, suppose, suppose_all

TURNED = {
    "accession-ends-eeu-agreement": {
        "serbia-keeps-eeu-agreement-against-eu-warning": ("holds", "fails"),
        "serbia-may-have-to-choose-economically": ("asleep", "fired"),
        "russia-and-serbia-strong-business-ties": ("holds", "open"),
        "eu-accession-upsets-balance": ("asleep", "fired"),
        "forced-choice-alters-alliances": ("asleep", "fired"),
    },
    "peoples-party-leaves-government": {
        "russian-levers-restricted": ("holds", "fails"),
        "a-minister-advocates-ties-with-russia": ("holds", "open"),
        "coalition-partner-does-not-stop-eu-course": ("holds", "open"),
        "party-links-give-limited-influence": ("holds", "fails"),
    },
    "promised-railway-loan-paid": {
        "disbursement-of-russian-loans-unclear": ("holds", "open"),
        "railway-loan-stands-as-pledge": ("holds", "fails"),
    },
    "srpska-money-paid": {
        "russia-gives-few-signs-of-aiding-srpska": ("holds", "fails"),
        "promise-to-srpska-not-kept": ("holds", "fails"),
    },
    "us-sanctions-stop-turkstream": {
        "turkstream-may-be-sanctioned": ("asleep", "fired"),
    },
}
"""For each scenario the findings whose verdict or trigger turns, today and in the scenario."""


def test_every_scenario_is_known():
    """Every scenario of the Serbia case can be tried, and says in a sentence what it assumes."""
    found = list(suppose_all(SERBIA)[2].values())
    assert {one.name for one in found} == set(TURNED)
    assert all(one.assumption.endswith(".") for one in found)


@pytest.fixture(scope="module")
def today():
    """The Serbia case as it stands."""
    supposed = suppose(SERBIA, next(iter(TURNED)))
    return run_study(supposed.today, supposed.compiled, with_flips=False)


@pytest.mark.parametrize("name", TURNED)
def test_each_scenario_turns_something(today, name):
    """Each scenario turns exactly these verdicts and triggers, and no number in it is other than the paper's."""
    supposed = suppose(SERBIA, name)
    then = run_study(supposed.then, supposed.compiled, with_flips=False)
    turned = compare(today.results, then.results).turned
    assert {one.id: (one.before.word, one.after.word) for one in turned} == TURNED[name]
    amounts = {claim.value for claim in today.case.rows("claims") if claim.property == "amount"}
    assumed = [row for row in then.case.rows("claims") if row.id in then.case.assumed]
    assert {claim.value for claim in assumed if claim.property == "amount"} <= amounts


def test_a_case_is_run_beside_itself(small):
    """The two studies of a scenario are named after their worlds, and differ as their findings do."""
    (small.path / "scenarios").mkdir()
    small.write("scenarios/nothing.yml", "title: Nothing\nassumption: Nothing is otherwise.\n")
    today, then, compared = run_beside(suppose(small.path, "nothing"))
    assert (today.world.name, then.world.name) == ("baseline", "scenario nothing")
    assert (compared.differences, compared.same) == ((), 12)
