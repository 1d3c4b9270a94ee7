"""The page on writing a report says what the code does."""

import re
import shutil
from pathlib import Path

import pytest

from small_case import SERBIA
from tertius.publish.check import check
from tertius.report.inclusion import CHARTS, PARTS
from tertius.report.text import KEYS
from tertius.report.words import FORMATS

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-report.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```markdown\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_everything_is_named():
    """Every format, part, chart and key of the head is on the page."""
    for name in FORMATS:
        assert f"| `{name}` |" in TEXT
    for name in PARTS:
        assert f"finding-id.{name} }}}}`" in TEXT
    for name in CHARTS:
        assert f"{{{{ figure {name} " in TEXT
    for name in KEYS:
        assert f"`{name}`" in TEXT


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_can_be_printed(example, tmp_path):
    """Every example on the page is a report of the worked case without a problem."""
    case = Path(shutil.copytree(SERBIA, tmp_path / "case"))
    (case / "report.md").write_text(example, encoding="utf-8")
    assert [str(problem) for problem in check(case)[2] if problem.file == "report.md"] == []
