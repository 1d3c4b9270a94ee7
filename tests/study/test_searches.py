"""What would change findings is asked once of a case: what is cached is what a new search answers."""

import pytest

from answers import NOWHERE, keep_answers
from tertius.sensitivity.flips import DEEP
from tertius.study import searches
from tertius.study.open import open_case
from tertius.study.run import run_study
from tertius.worlds.computation import Computation


@pytest.fixture
def worlds(small, monkeypatch):
    """The worlds that are computed, by how many changes were asked at a time; nothing is cached before."""
    keep_answers(monkeypatch, searches, str(small.path.parent / "cached"))
    asked = []
    changed = Computation.changed

    def count(self, changes, measures):
        asked.append(changes)
        return changed(self, changes, measures)

    monkeypatch.setattr(Computation, "changed", count)
    return asked


def run(folder, *, named=None, **options):
    """The results of a case's findings, or of one, without what holds their rows."""
    case, compiled, _ = open_case(folder)
    chosen = [one for one in compiled if named in (None, one.finding.id)]
    return run_study(case, chosen, **options)


def test_a_case_is_asked_once(small, worlds, monkeypatch):
    """The next command on the case computes no world and says the same, as does one that caches nothing."""
    first = run(small.path)
    assert worlds
    worlds.clear()
    assert run(small.path).results == first.results
    assert not worlds
    keep_answers(monkeypatch, searches, NOWHERE)
    assert run(small.path).results == first.results
    assert worlds


def test_a_finding_by_itself_is_answered_from_all(small, worlds):
    """Whoever asks why one finding holds, after a look at all, waits for no world."""
    name = "russia-before-china-in-oil-gas"
    first = run(small.path).result(name)
    worlds.clear()
    assert run(small.path, named=name).result(name) == first
    assert not worlds


@pytest.mark.parametrize("name", ["china-leads-rail", "russia-pays-in-banking"])
def test_all_are_answered_after_one_by_itself(small, worlds, monkeypatch, name):
    """What a look at one finding left is not lost, nor in the way, when all are asked after it."""
    run(small.path, named=name)
    after = run(small.path).results
    keep_answers(monkeypatch, searches, NOWHERE)
    assert run(small.path).results == after


def test_a_changed_claim_asks_anew(small, worlds, monkeypatch):
    """Without the sale of NIS the answers are others, and they are those of a case that was never asked."""
    before = run(small.path).results
    worlds.clear()
    for claim in ("nis-sale-amount-by-gazette", "nis-sale-amount-by-tabloid"):
        small.set("claims", claim, "status", "deprecated")
        small.set("claims", claim, "reason", "Read again: it names no sum.")
        small.set("claims", claim, "deprecated_on", "2021-02-01")
    after = run(small.path).results
    assert worlds
    assert after != before
    keep_answers(monkeypatch, searches, NOWHERE)
    assert run(small.path).results == after


def test_a_changed_test_asks_anew(small, worlds, monkeypatch):
    """A finding that expects something else has answers of its own; the others keep theirs."""
    run(small.path)
    small.swap("findings.yml", "leader = 'RUS' and value > 50", "leader = 'CHN'")
    after = run(small.path).results
    keep_answers(monkeypatch, searches, NOWHERE)
    assert run(small.path).results == after


def test_a_deeper_search_goes_on_from_what_is_known(small, worlds, monkeypatch):
    """Larger sets are asked beside the pairs that are known, and the answer is that of a search from nothing."""
    run(small.path)
    deep = run(small.path, depth=DEEP).results
    worlds.clear()
    assert run(small.path, depth=DEEP).results == deep
    assert not worlds
    keep_answers(monkeypatch, searches, NOWHERE)
    assert run(small.path, depth=DEEP).results == deep
