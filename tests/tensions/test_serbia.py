"""The rules, tried against the list of tensions that was read from the policy paper before they existed."""

import re
from pathlib import Path

from tertius.study.open import check_case
from tertius.tensions.find import find_tensions

SERBIA = Path(__file__).parents[2] / "cases" / "serbia"


def test_the_rules_raise_what_was_read_before_them():
    """Of the list at least 24 places are raised, and less than a third of what is raised is beside it."""
    found = {one.id for one in find_tensions(check_case(SERBIA).case).found}
    listed = (SERBIA / "tensions.md").read_text(encoding="utf-8")
    raised = set(re.findall(r"`([a-z-]+-[0-9a-f]{10})` \|$", listed, re.MULTILINE))
    assert len(raised & found) >= 24
    assert len(found - raised) < len(found) / 3
