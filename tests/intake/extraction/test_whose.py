"""Which source of a case a paper is."""

from dataclasses import replace

import pytest

from made_paper import paper
from small_proposals import CASE
from tertius.errors import TertiusError
from tertius.evidence.source import Source
from tertius.intake.extraction.whose import source_of

LOAN = "China Exim lends Kenya $3.2bn: the railway's price"


def case(**titles):
    """The small case with sources of these titles besides its own."""
    more = {name: Source(id=name, type="article", title=title) for name, title in titles.items()}
    return replace(CASE, sources={**CASE.sources, **more})


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (LOAN, "Anything."),
        (None, f"{LOAN} By our correspondent in Nairobi."),
        (None, "CHINA EXIM LENDS KENYA $3.2BN – THE RAILWAY’S PRICE"),
        ("News of the day", f"{LOAN}. The loan was signed in May."),
    ],
)
def test_a_paper_that_begins_with_a_title_is_that_source(title, text):
    """The paper's title, or else its first line, is a source's title, however it is set."""
    known = case(loan=LOAN, other="China Exim lends Kenya")
    assert source_of(known, paper(text, title=title)) == "loan"


@pytest.mark.parametrize(
    ("titles", "title", "text", "said"),
    [
        ({"a": LOAN, "b": LOAN}, None, LOAN, "2 sources of the case have the title with which the paper begins: a, b."),
        ({"a": "China"}, None, "China lent.", "begins with that of none. Name it with --source ID;"),
        ({}, "Loans and Gas", "Text.", "with the title “Loans and Gas”; no source has it."),
    ],
)  # fmt: skip
def test_what_could_be_several_or_none_is_asked(titles, title, text, said):
    """Two sources of one title, a title as short as a word, and none at all are not guessed at."""
    with pytest.raises(TertiusError) as refused:
        source_of(case(**titles), paper(text, title=title))
    assert said in str(refused.value)
