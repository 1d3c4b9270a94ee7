"""Findings without sets of origins: judged at once as each alone, and told by the origins that bear on them."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings

from left_out import without
from many_worlds import judged, provenance_of
from random_case import cases
from random_findings import findings_of
from small_case import FOLDER
from tertius.study.open import check_case
from tertius.study.run import run_study


def every_set(origins):
    return [frozenset(s) for k in range(len(origins) + 1) for s in combinations(origins, k)]


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_origins_that_do_not_bear_on_a_finding_change_nothing(case):
    """No single origin beside those that bear on a finding changes it; for named claims no set does."""
    compiled = findings_of(case)
    study = run_study(case, compiled)
    players = {name: set(oracle.players) for name, oracle in study.oracles.items()}
    sets = every_set(sorted(provenance_of(case).rows_of))
    told = without(study.verdicts, {one.finding.id: sets for one in compiled})
    for name, outcomes in told.items():
        for gone in sets if name == "argued" else sets[: len(provenance_of(case).rows_of) + 1]:
            assert outcomes[gone] == outcomes[gone & players[name]], (name, gone, players[name])


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_verdicts_without_origins_are_those_of_a_case_without_their_rows(case):
    """What a finding comes to without some origins is what it comes to where their rows never stood."""
    compiled = findings_of(case)
    study = run_study(case, compiled, with_flips=False)
    provenance = study.verdicts.provenance
    origins = sorted(provenance.rows_of)
    for gone in (origins[:1], origins[1:3], origins):
        names = frozenset(gone)
        told = without(study.verdicts, {one.finding.id: [names] for one in compiled})
        # Worlds without origins are judged by the values that are known (docs/decisions/0023-unknowns.md).
        for name, known in judged(case.without(provenance.fallen(gone)), compiled).items():
            assert told[name][names].told == known.told, name


def test_flips_of_the_small_case_are_what_worlds_without_them_come_to():
    """Each set that is said to change a finding of the small case does so in a rebuild, and to that verdict."""
    case, compiled, _ = check_case(FOLDER)
    assert case is not None
    study = run_study(case, compiled)
    provenance = study.verdicts.provenance
    checked = 0
    told = {}
    for result in study.results:
        for flip in result.flips or ():
            gone = frozenset(
                provenance.fallen(
                    {o if o in provenance.rows_of else f"lost:{o}" for o in flip.origins}
                )
            )
            if gone not in told:
                alone = judged(case.without(gone), compiled)
                told[gone] = {name: known.told for name, known in alone.items()}
            assert told[gone][result.id] == (flip.verdict, flip.state)
            checked += 1
    assert checked == pytest.approx(sum(len(r.flips or ()) for r in study.results))
    assert checked > 5
