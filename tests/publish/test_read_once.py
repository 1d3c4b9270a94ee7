"""What a command reads of a case, it reads once."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from report.small_report import TEXT
from tertius.publish.build import publish
from tertius.publish.check import check

OPENED: Counter[str] = Counter()
WATCHED: list[Path] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if WATCHED and event == "open" and isinstance(arguments[0], (str, Path)):
        path = Path(arguments[0])
        if path.is_relative_to(WATCHED[0]) and path.is_file():
            OPENED[str(path.relative_to(WATCHED[0]))] += 1


sys.addaudithook(_note)  # It cannot be taken away again, so it looks whether anything is watched.


@pytest.fixture
def case(small):
    """The small case with a report, watched for what is opened in its folder."""
    small.write("report.md", TEXT)
    OPENED.clear()
    WATCHED.append(small.path)
    yield small.path
    WATCHED.clear()


def test_a_check_opens_every_file_once(case):
    check(case)
    assert {"report.md", "findings.yml"} <= OPENED.keys()
    assert set(OPENED.values()) == {1}


def test_a_build_opens_every_file_once(case, tmp_path):
    """Report and findings are handed on to the report that is printed and the atlas that shows them.

    The findings' bytes are read once more, unparsed, for the fingerprint of the case.
    """
    publish(case, tmp_path / "out")
    again = OPENED.pop("findings.yml")
    assert again == 2
    assert "report.md" in OPENED
    assert set(OPENED.values()) == {1}
