"""Plans are written once for all cases, found again by the next run, and read as they were written."""

import pyarrow as pa
import pytest

from many_worlds import in_world_of, shown
from tertius.engine.cache import FOLDER
from tertius.engine.duckdb import DuckStore
from tertius.measures import MEASURES, STEPS
from tertius.study.open import open_case
from tertius.worlds import plans, recording
from tertius.worlds.changes import changes_between
from tertius.worlds.computation import Changes, Computation, choices_of, rows_of
from tertius.worlds.differences import needed
from tertius.worlds.selection import BASELINE, tables_in

FEW = needed(["presence", "stances"])
"""Steps by which a plan is told, where the plan of all takes seconds to write."""


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Plans are of a few steps alone, and none of them stays in this process."""
    monkeypatch.setattr(recording, "STEPS", [step for step in STEPS if step.name in FEW])
    monkeypatch.setattr(recording, "MEASURES", {"presence": MEASURES["presence"]})
    forget()
    yield
    forget()


def forget():
    """Forget every plan in this process."""
    for function in (plans.baseline_plan, plans.worlds_plan, recording.columns_of_steps):
        function.cache_clear()


def written_anew(monkeypatch):
    """Forgets every plan in this process, and returns how many are written from then on."""
    forget()
    count = []

    class Counting(recording.Recorder):
        def __init__(self, *arguments):
            count.append(arguments)
            super().__init__(*arguments)

    monkeypatch.setattr(recording, "Recorder", Counting)
    return count


def computed(path):
    """Some steps of a case in the baseline, and presence without the rows of each source."""
    case, _, _ = open_case(path)
    tables = tables_in(case, BASELINE)
    computation = Computation(DuckStore(), tables, choices_of(case), measures=FEW)
    withdrawn = pa.table({"world": ["w", "w"], "id": ["nis-sale-done", "nis-sale-signed"]})
    rows, touched = computation.changed(Changes(withdrawn=withdrawn), ["presence"])["presence"]
    steps = {name: computation.rows(name) for name in sorted(FEW)}
    return steps, rows_of(rows), rows_of(touched)


def test_other_runs_write_no_sql_and_find_the_same(small, plans_folder, monkeypatch):
    """Plans that one run wrote serve the next, and a case of another day, which tells its own."""
    first_written = written_anew(monkeypatch)
    first = computed(small.path)
    assert len(first_written) == 2  # The baseline, and worlds without some rows.
    again_written = written_anew(monkeypatch)
    assert computed(small.path) == first
    small.swap("case.yml", "period: 2008/2020", "period: 2008/2009")
    shared = computed(small.path)
    assert again_written == []
    assert len(list(plans_folder.glob("*.gz"))) == 2
    assert shared[0]["stances"] != first[0]["stances"]
    monkeypatch.setenv(FOLDER, "")
    alone_written = written_anew(monkeypatch)
    assert computed(small.path) == shared
    assert len(alone_written) == 2


def test_one_plan_serves_whichever_tables_differ(small, plans_folder, monkeypatch):
    """Worlds that write a claim otherwise, and worlds that take a search away too, have one plan."""
    case, _, _ = open_case(small.path)
    base = tables_in(case, BASELINE)
    computation = Computation(DuckStore(), base, choices_of(case), measures=FEW)
    written = written_anew(monkeypatch)
    for names in (["claims"], ["claims", "searches"]):
        without = {name: base[name].slice(3) for name in names}
        changes = changes_between(base, {"w": {**base, **without}})
        assert sorted(changes.altered) == names
        found = computation.changed(changes, ["presence"])
        alone = Computation(DuckStore(), {**base, **without}, choices_of(case), measures=FEW)
        there = in_world_of(computation, found, "presence", "w")
        assert shown(there) == shown(alone.rows("presence")) != shown(computation.rows("presence"))
    assert len(written) == 1


def test_a_case_with_an_index_of_its_own_finds_the_plans_of_one_without(
    plans_folder, small, monkeypatch
):
    """Weights are taken by Python alone and stand in no plan; words of the taxonomy stand in SQL."""
    case, _, _ = open_case(small.path)
    choices = choices_of(case)

    def plan(**others):
        return plans.baseline_plan("duckdb", tuple(sorted({**choices, **others}.items())))

    plan(index_weights=())
    count = written_anew(monkeypatch)
    plan(index_weights=(("trade_share", "total", 1.0),))
    assert not count
    plan(money_types=("loan",))
    assert len(count) == 1
