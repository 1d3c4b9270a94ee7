"""Hold a run of the tests to its floors: how many ran, why some were skipped, and what they covered.

    python .ci/floors.py COVERAGE.json TESTS.xml...

TESTS.xml is what pytest writes with --junitxml, COVERAGE.json what it does with --cov-report=json.
The floors stand in floors.toml beside this file.
"""

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

HERE = Path(__file__).resolve().parent


def outcomes(tests: Iterable[Path]) -> tuple[int, Counter[str]]:
    """Return how many tests of some files ran and passed, and how many were skipped for each reason."""
    passed, skipped = 0, Counter[str]()
    parsed = [ET.parse(file) for file in tests]  # noqa: S314 - our own pytest wrote them
    for case in (case for tree in parsed for case in tree.iter("testcase")):
        skip = case.find("skipped")
        if skip is not None:
            skipped[skip.get("message", "").removeprefix("Skipped: ")] += 1
        elif case.find("failure") is None and case.find("error") is None:
            passed += 1
    return passed, skipped


def covered(coverage: Mapping[str, Any], room: str) -> float:
    """Return the share of a room's lines and branches that ran, in percent.

    A room without any line counts as not covered, so that a renamed room lowers its figure.
    """
    done = total = 0
    for name, file in coverage["files"].items():
        if f"tertius/{room}/" in name.replace("\\", "/"):
            summary = file["summary"]
            done += summary["covered_lines"] + summary.get("covered_branches", 0)
            total += summary["num_statements"] + summary.get("num_branches", 0)
    return 100 * done / total if total else 0.0


def faults(
    floors: Mapping[str, Any], tests: Iterable[Path], coverage: Mapping[str, Any]
) -> Iterator[str]:
    """Yield what has fallen, after printing each number beside its floor."""
    passed, skipped = outcomes(tests)
    print(f"{passed} tests ran; the floor is {floors['tests']}")
    if passed < floors["tests"]:
        yield f"{passed} tests ran, and {floors['tests']} did before."
    for reason, count in sorted(skipped.items()):
        allowed = any(re.fullmatch(one, reason) for one in floors["skips"])
        print(f"{count} skipped{'' if allowed else ', and may not be'}: {reason}")
        if not allowed:
            yield f"{count} tests were skipped, and here they may not be: {reason}"
    for room, floor in floors["coverage"].items():
        share = covered(coverage, room)
        print(f"{room}: {share:.1f}% covered; the floor is {floor}%")
        # Rounded as it is printed: which of two threads runs a line first may move a hundredth.
        if round(share, 1) < floor:
            yield f"{share:.1f}% of {room} is covered, and {floor}% was before."


def main() -> None:
    """Print the numbers of a run and end with an error where one has fallen."""
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    coverage, *tests = map(Path, sys.argv[1:])
    fallen = list(faults(floors, tests, json.loads(coverage.read_text(encoding="utf-8"))))
    for fault in fallen:
        print(fault, file=sys.stderr)
    sys.exit(bool(fallen))


if __name__ == "__main__":
    main()
