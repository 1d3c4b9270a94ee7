"""What the script of a page is given of findings without sources that a reader ticks off."""

import json
from itertools import combinations

import pytest

from tertius.atlas import leave_out
from tertius.present.labels import Labels
from tertius.study.open import open_case
from tertius.study.run import run_study


@pytest.fixture
def told_of(small):
    """Return the findings of the script as data, with every set computed up to so many rows."""
    case, compiled, _ = open_case(small.path)
    study = run_study(case, compiled)

    def read(monkeypatch, most_rows):
        monkeypatch.setattr(leave_out, "MOST_ROWS", most_rows)
        script = leave_out.leaving_script(study, Labels(study))
        return json.loads(script.split("=", 1)[1].strip().removesuffix(";"))["findings"]

    return read


def test_one_and_two_sources_are_told_alike_whether_every_set_is_or_not(told_of, monkeypatch):
    """A finding with too much evidence for every set tells of one source and of two what every set tells of them."""
    whole = {one["id"]: one for one in told_of(monkeypatch, 10**9)}
    short = {one["id"]: one for one in told_of(monkeypatch, 0)}
    assert whole.keys() == short.keys()
    compared = 0
    for name, one in whole.items():
        places = range(len(one["origins"]))
        if not one["all"] or not places:
            continue
        masks = [1 << place for place in places]
        masks += [1 << first | 1 << second for first, second in combinations(places, 2)]
        assert not short[name]["all"]
        assert short[name]["told"] == "".join(one["told"][mask] for mask in masks), name
        compared += len(masks)
    assert compared > 20
