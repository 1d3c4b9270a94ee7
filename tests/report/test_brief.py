"""Briefs of one page: what is new since a day, and what one finding comes to, as HTML and Word."""

import io
import re
import zipfile
from html import unescape

import pytest

from small_case import FOLDER
from tertius.errors import WorldError
from tertius.report.brief import MOST, brief_on, brief_since
from tertius.study.open import open_case


def text_of(brief):
    page = brief.files()[".html"].decode("utf-8").partition("<main")[2]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.fixture(scope="module")
def case():
    return open_case(FOLDER)


def test_since_a_day_verdicts_turn_and_triggers_fire(case):
    """Between 2016 and today four verdicts turn, one trigger fires, and what has no date is counted."""
    made = brief_since(case.case, case.compiled, "2016-01-01")
    said = text_of(made)
    assert "four verdicts turned, and one trigger fired" in said
    assert "Russia and China hold the same view of Kosovo. Then open; now supported." in said
    assert (
        "If China runs three rail engagements, Serbia turns to the EU. Then not seen; now seen."
        in said
    )
    assert "no dated source" in said
    with zipfile.ZipFile(io.BytesIO(made.files()[".docx"])) as word:
        assert "four verdicts turned" in re.sub(
            r"<[^>]+>", "", word.read("word/document.xml").decode()
        )


def test_since_today_nothing_is_new(case):
    """After the case's own day nothing became public and nothing turned."""
    said = text_of(brief_since(case.case, case.compiled, "2020-12-31"))
    assert "zero sources with zero claims and figures became public; zero verdicts turned" in said
    assert "Verdicts that turned" not in said


def test_a_day_that_is_none_is_refused(case):
    """What is no day gets a message that shows one."""
    with pytest.raises(WorldError, match=r"is not a day, month or year\. Write one such as"):
        brief_since(case.case, case.compiled, "last summer")


def test_a_finding_on_one_page(case):
    """The verdict, what carries it, what speaks against it, what would change it, and since when, each list cut short."""
    finding = "russia-before-china-in-oil-gas"
    compiled = [one for one in case.compiled if one.finding.id == finding]
    said = text_of(brief_on(case.case, compiled, finding))
    parts = [
        "The evidence supports it",
        "What carries it",
        "What speaks against it",
        "What would change it",
    ]
    places = [said.index(part) for part in parts]
    assert places == sorted(places)
    assert "about EUR 350 million" in said[places[2] : places[3]]
    carried = said[places[1] : places[2]]
    more = int(re.search(r"And (\d+) more", carried).group(1))
    assert more + MOST == 9
