"""What is kept for the next run is what was worked out, and whatever goes wrong with it costs time only."""

import gzip
import json
from pathlib import Path

import pytest

from tertius.engine import cache
from tertius.engine.cache import FOLDER, MOST, find, keep
from tertius.engine.plan import Call, read_plan
from tertius.study.open import open_case
from tertius.study.run import run_study
from tertius.worlds import plans, recording
from tertius.worlds.computation import choices_of
from tertius.worlds.plans import Difference


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder in which things are kept."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "cache"))
    return tmp_path / "cache" / "plans"


def test_what_is_kept_is_found_under_its_key_alone(folder):
    keep("a", {"sql": ["SELECT 'Š'"]})
    assert find("a") == {"sql": ["SELECT 'Š'"]}
    assert find("b") is None
    assert [path.suffix for path in folder.iterdir()] == [".gz"]


def test_another_version_of_the_program_finds_nothing(folder, monkeypatch):
    keep("a", 1)
    monkeypatch.setattr(cache, "_program", lambda: "another")
    assert find("a") is None


def test_nothing_is_kept_where_the_folder_is_named_empty(monkeypatch):
    monkeypatch.setenv(FOLDER, "")
    keep("a", 1)
    assert find("a") is None


def test_nothing_is_kept_where_nobody_is_at_home(monkeypatch, tmp_path):
    """Where the user's folder is not known, none is made where the command happens to run."""
    monkeypatch.delenv(FOLDER, raising=False)
    monkeypatch.setattr(cache, "user_cache_path", lambda *_, **__: Path("~/.cache/tertius"))
    monkeypatch.chdir(tmp_path)
    keep("a", 1)
    assert find("a") is None
    assert list(tmp_path.iterdir()) == []


DAMAGED = {
    "empty": lambda: b"",
    "no gzip": lambda: b"no gzip",
    "no json": lambda: gzip.compress(b"no json"),
    "a list": lambda: gzip.compress(b"[]"),
    "another key": lambda: gzip.compress(json.dumps({"key": "other", "found": 2}).encode()),
    "torn off": lambda: gzip.compress(json.dumps({"key": "a", "found": 1}).encode())[:-9],
}
"""Made when a test asks for them: compressed bytes carry the time."""


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_is_not_read_and_is_written_anew(folder, damage):
    keep("a", 1)
    (path,) = folder.iterdir()
    path.write_bytes(DAMAGED[damage]())
    assert find("a") is None
    keep("a", 1)
    assert find("a") == 1


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(FOLDER, str(tmp_path / "file"))
    keep("a", 1)
    assert find("a") is None


def test_what_was_not_used_for_longest_goes(folder):
    for number in range(MOST + 3):
        keep(str(number), number)
        find("0")
    assert len(list(folder.iterdir())) == MOST
    assert find("0") == 0
    assert find(str(MOST + 2)) == MOST + 2


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


def test_a_second_run_writes_no_sql_and_finds_the_same(small, folder, monkeypatch):
    """The baseline and the worlds come out the same from plans that another run wrote."""
    case, compiled, _ = open_case(small.path)
    first_written = written_anew(monkeypatch)
    first = run_study(case, compiled)
    # The baseline, worlds without origins, and two ways of filling in what is unknown.
    assert len(first_written) == 4
    again_written = written_anew(monkeypatch)
    again = run_study(case, compiled)
    assert again_written == []
    assert again.results == first.results
    assert again.tables == first.tables
    assert len(list(folder.glob("*.gz"))) >= 2


def test_a_plan_is_read_as_it_was_written(small, monkeypatch):
    monkeypatch.setenv(FOLDER, "")
    case, _, _ = open_case(small.path)
    chosen = tuple(sorted(choices_of(case).items()))
    plan, _ = recording.write_worlds(
        "duckdb", chosen, frozenset({"control", "presence"}), Difference(True, frozenset(), True)
    )
    function_of = lambda name: f"the function of {name}"
    read = read_plan(json.loads(json.dumps(plan.written())), function_of)
    calls = {part.name: part for part in plan.parts if isinstance(part, Call)}
    assert {part.step for part in calls.values()} == {"control"}
    for part, one in zip(plan.parts, read.parts, strict=True):
        if part.name in calls:
            assert (one.name, one.step, one.arguments) == (part.name, part.step, part.arguments)
            assert one.function == "the function of control"
        else:
            assert one == part
