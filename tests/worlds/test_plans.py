"""Plans are written once for all cases, found again by the next run, and read as they were written."""

import pyarrow as pa
import pytest

from tertius.engine.cache import FOLDER
from tertius.engine.duckdb import DuckStore
from tertius.measures import STEPS
from tertius.study.open import open_case
from tertius.worlds import plans, recording
from tertius.worlds.computation import Changes, Computation, choices_of, rows_of
from tertius.worlds.selection import BASELINE, tables_in


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder in which things are kept."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "cache"))
    return tmp_path / "cache" / "plans"


def written_anew(monkeypatch):
    """Forgets every plan in this process, and returns how many are written from then on."""
    for function in (plans.baseline_plan, plans.worlds_plan):
        function.cache_clear()
    count = []

    class Counting(recording.Recorder):
        def __init__(self, *arguments):
            count.append(arguments)
            super().__init__(*arguments)

    monkeypatch.setattr(recording, "Recorder", Counting)
    return count


def computed(path):
    """Every step of a case in the baseline, and presence without the rows of each source."""
    case, _, _ = open_case(path)
    computation = Computation(DuckStore(), tables_in(case, BASELINE), choices_of(case))
    withdrawn = pa.table({"world": ["w", "w"], "id": ["nis-sale-done", "nis-sale-signed"]})
    rows, touched = computation.changed(Changes(withdrawn=withdrawn), ["presence"])["presence"]
    steps = {step.name: computation.rows(step.name) for step in STEPS}
    return steps, rows_of(rows), rows_of(touched)


def test_other_runs_write_no_sql_and_find_the_same(small, folder, monkeypatch):
    """Plans that one run wrote serve the next, and a case of another day, which tells its own."""
    first_written = written_anew(monkeypatch)
    first = computed(small.path)
    assert len(first_written) == 2  # The baseline, and worlds without some rows.
    again_written = written_anew(monkeypatch)
    assert computed(small.path) == first
    small.swap("case.yml", "period: 2008/2020", "period: 2008/2009")
    shared = computed(small.path)
    assert again_written == []
    assert len(list(folder.glob("*.gz"))) == 2
    assert shared[0]["stances"] != first[0]["stances"]
    monkeypatch.setenv(FOLDER, "")
    alone_written = written_anew(monkeypatch)
    assert computed(small.path) == shared
    assert len(alone_written) == 2
