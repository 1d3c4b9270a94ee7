"""The quotes of the Serbia case held to the paper's text."""

import shutil
from pathlib import Path

from shared_files import shared_file
from small_case import SERBIA
from tertius.case.quotes import check_quotes, quoted
from tertius.case.read import read_case
from tertius.intake.store import store


def test_every_quote_stands_in_the_paper(tmp_path):
    """Each quote of the case was read in the paper, and stands there as whole words, in one place."""
    paper = shared_file("paper/serbia-paper.txt")
    folder = Path(shutil.copytree(SERBIA, tmp_path / "serbia"))
    store(folder, "paper-2020", paper)
    case, _ = read_case(folder)
    assert case is not None
    wrong, counts = check_quotes(case)
    assert [str(problem) for problem in wrong] == []
    assert counts == {"found": len(list(quoted(case)))}
    assert counts["found"] >= 235
