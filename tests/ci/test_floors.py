"""A run of the tests is held to its floors, and the lists of rooms say the same."""

import re
import tomllib
from pathlib import Path

import pytest

from ci_script import ci_script

ROOT = Path(__file__).parents[2]


FLOORS = {"tests": 2, "skips": ["no .* here"], "coverage": {"facts": 90.0}}


@pytest.fixture
def run(tmp_path, capsys):
    """Hold a run to the floors: the tests that it had, and what they covered of facts/."""

    def held(*cases, lines=(9, 10), branches=(1, 1), room="facts"):
        file = tmp_path / "tests.xml"
        file.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>")
        summary = {
            "covered_lines": lines[0],
            "num_statements": lines[1],
            "covered_branches": branches[0],
            "num_branches": branches[1],
        }
        coverage = {"files": {f"src/tertius/{room}/settle.py": {"summary": summary}}}
        faults = list(ci_script("floors").faults(FLOORS, [file], coverage))
        return faults, capsys.readouterr().out.splitlines()

    return held


PASSED = "<testcase/>"
FAILED = "<testcase><failure/></testcase>"


def skipped(reason):
    return f'<testcase><skipped message="{reason}"/></testcase>'


def test_a_run_at_its_floors_stands_and_prints_its_numbers(run):
    """Each number is printed beside its floor, and a skip that is allowed is no fault."""
    assert run(PASSED, PASSED, skipped("no java here")) == (
        [],
        [
            "2 tests ran; the floor is 2",
            "1 skipped: no java here",
            "facts: 90.9% covered; the floor is 90.0%",
        ],
    )


def test_a_test_that_fails_or_is_skipped_does_not_count_as_run(run):
    """The floor is of tests that passed, so that skipping one is seen."""
    faults, _ = run(PASSED, FAILED, skipped("no java here"))
    assert faults == ["1 tests ran, and 2 did before."]


def test_a_skip_that_is_not_allowed_is_a_fault(run):
    """A reason must match an allowed one from end to end."""
    faults, _ = run(PASSED, PASSED, skipped("no java here, or slow"), skipped("slow"))
    assert faults == [
        "1 tests were skipped, and here they may not be: no java here, or slow",
        "1 tests were skipped, and here they may not be: slow",
    ]


def test_coverage_that_falls_is_a_fault_and_so_is_a_room_that_is_gone(run):
    """Branches count beside lines, and a room without lines is not covered."""
    assert run(PASSED, PASSED, branches=(0, 1))[0] == [
        "81.8% of facts is covered, and 90.0% was before."
    ]
    assert run(PASSED, PASSED, room="judgements")[0] == [
        "0.0% of facts is covered, and 90.0% was before."
    ]


def test_every_list_of_rooms_has_the_same_rooms():
    """The contract, CONTRIBUTING and the page on how it is built name the folders that there are."""
    folders = {path.name for path in (ROOT / "src" / "tertius").iterdir() if path.is_dir()}
    rooms = folders - {"__pycache__"}
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (
        contract["layers"]
        for contract in config["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    contract = [room for layer in layers for room in layer.split(" | ")]
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    built = (ROOT / "docs" / "how-it-is-built.md").read_text(encoding="utf-8")
    files = {"__main__", "library", "errors"}
    listed = re.findall(r"^    (\w+)/ ", contributing, flags=re.MULTILINE)
    assert [room for room in contract if room not in files] == listed
    tabled = set(re.findall(r"^\| `(\w+)` \|", built, flags=re.MULTILINE))
    assert tabled - files == rooms
    assert set(contract) == rooms | files


def test_every_room_with_a_floor_is_there_and_measured():
    """A floor names a room whose coverage is measured."""
    floors = tomllib.loads((ROOT / ".ci" / "floors.toml").read_text(encoding="utf-8"))
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    measured = config["tool"]["coverage"]["run"]["source_pkgs"]
    assert [f"tertius.{room.replace('/', '.')}" for room in floors["coverage"]] == measured
    assert all((ROOT / "src" / "tertius" / room).is_dir() for room in floors["coverage"])
