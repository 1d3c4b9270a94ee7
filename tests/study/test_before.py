"""A case without its public datasets beside the same with them."""

import json
from dataclasses import replace

import pytest

from small_case import small_study
from tertius.study.before import before_public_data
from tertius.study.open import check_case
from tertius.study.run import run_study
from tertius.worlds.selection import world_without

SOURCE = "wire-2014"


def decided(results):
    """Return by finding its verdict, its confidence and the origins that decide it alone."""
    return {
        one.id: (
            one.verdict,
            one.confidence,
            {flip.origins for flip in one.flips if len(flip.origins) == 1},
        )
        for one in results
    }


@pytest.fixture(scope="module")
def case(tmp_path_factory, copy_small):
    """Return the small case with one source called a dataset."""
    small = copy_small(tmp_path_factory.mktemp("before"))
    path = small.path / "sources.json"
    sources = json.loads(path.read_text("utf-8"))
    for one in sources:
        if one["id"] == SOURCE:
            one["type"] = "dataset"
    path.write_text(json.dumps(sources), "utf-8")
    case, compiled, _ = check_case(small.path)
    return case, compiled


def test_before_is_the_world_without_them(case):
    """What a case came to before is what all of its findings come to in the world without the dataset's origin."""
    study = run_study(*case)
    found = before_public_data(study)
    then = decided(run_study(*case, world=world_without(case[0], f"origin:{SOURCE}")).results)
    now = decided(study.results)
    turned = {was.id: (was.verdict, one.verdict) for was, one in found.turned}
    assert turned
    assert turned == {n: (then[n][0], now[n][0]) for n in now if then[n][0] != now[n][0]}
    for balance, results in ((found.before, then), (found.now, now)):
        assert balance.decided_by_one == sum(bool(alone) for _, _, alone in results.values())
        assert balance.deciding == sum(len(alone) for _, _, alone in results.values())
        assert balance.verdicts.total() == len(results)
    assert {one.id for one in found.freed} == {n for n in now if len(now[n][2]) < len(then[n][2])}


def test_where_nothing_is_asked(case):
    """A case without datasets, and a study that asked no origin to be left out, have no before."""
    assert before_public_data(small_study()) is None
    assert before_public_data(replace(run_study(*case), oracles={})) is None
