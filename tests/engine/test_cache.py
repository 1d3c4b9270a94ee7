"""What is kept for the next run is what was worked out, and whatever goes wrong with it costs time only."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tertius.engine import cache
from tertius.engine.cache import FOLDER, MOST, find, keep
from tertius.worlds import plans


def test_what_is_kept_is_found_under_its_key_alone(plans_folder):
    keep("a", {"sql": ["SELECT 'Š'"]})
    assert find("a") == {"sql": ["SELECT 'Š'"]}
    assert find("b") is None
    assert [path.suffix for path in plans_folder.iterdir()] == [".gz"]


def test_another_version_of_the_program_finds_nothing(plans_folder, monkeypatch):
    keep("a", 1)
    monkeypatch.setattr(cache, "_program", lambda rooms: "another")
    assert find("a") is None


def test_a_plan_depends_on_the_code_that_writes_it():
    """What is imported to write a plan lies in the packages whose change writes it anew, or shapes no table."""
    listing = (
        "import sys, tertius.worlds.recording\n"
        "print(*{name.split('.')[1] for name in sys.modules if name.startswith('tertius.')})"
    )
    listed = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True
    )
    assert set(listed.stdout.split()) == {*plans.WRITTEN_BY, *plans.BESIDE}


def test_a_change_elsewhere_leaves_what_does_not_depend_on_it(plans_folder, tmp_path, monkeypatch):
    """What depends on one package is found after a change of another, and not after one of its own."""
    program = tmp_path / "tertius"
    for room in ("engine", "atlas"):
        (program / room).mkdir(parents=True)
        (program / room / "code.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr(cache, "__file__", str(program / "engine" / "cache.py"))
    changes = {"atlas": 1, "engine": None}
    cache._program.cache_clear()
    keep("a", 1, rooms=("engine",))
    for room, found in changes.items():
        (program / room / "code.py").write_text("1 + 1", encoding="utf-8")
        cache._program.cache_clear()
        assert find("a", rooms=("engine",)) == found
    cache._program.cache_clear()


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
def test_a_damaged_file_is_not_read_and_is_written_anew(plans_folder, damage):
    keep("a", 1)
    (path,) = plans_folder.iterdir()
    path.write_bytes(DAMAGED[damage]())
    assert find("a") is None
    keep("a", 1)
    assert find("a") == 1


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(FOLDER, str(tmp_path / "file"))
    keep("a", 1)
    assert find("a") is None


def test_what_was_not_used_for_longest_goes(plans_folder):
    for number in range(MOST + 3):
        keep(str(number), number)
        find("0")
    assert len(list(plans_folder.iterdir())) == MOST
    assert find("0") == 0
    assert find(str(MOST + 2)) == MOST + 2
