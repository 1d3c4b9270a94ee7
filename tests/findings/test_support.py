"""What carries a finding: each word from a case of eight deals, and what counts as restating."""

import pytest

from dealt import dealt
from tertius.evidence.claim import Claim, Search
from tertius.findings.finding import Place
from tertius.findings.support import SUPPORTS, overlaps, restates

DEALS = [
    *((f"r{n}", "RUS", "rail") for n in range(4)),
    *((f"c{n}", "CHN", "road") for n in range(4)),
]
FINDINGS = """
- {id: reported, statement: S., claim: claim-0}
- {id: restated, statement: S., supports: [[claim-1]], stated: [{source: daily, locator: p. 1}]}
- {id: argued, statement: S., supports: [[claim-2]]}
- {id: none, statement: S., supports: [], needs: Something.}
- {id: watched, statement: S., trigger: {measure: presence, where: "sector = 'rail' and power = 'CHN'", expect: "engagements > 0"}, horizon: "2030"}
- {id: read_off, statement: S., measure: promises, where: "engagement = 'r0'", expect: "outcome = 'signed'"}
- {id: too_few, statement: S., measure: overlap, where: "host = 'SRB' and sector = 'all' and power = 'RUS' and other = 'CHN' and basis = 'count'", expect: "schoener < 0.5"}
- {id: weak, statement: S., measure: leader, where: "host = 'SRB' and sector = 'rail' and basis = 'count'", expect: "leader = 'RUS'"}
- {id: tested, statement: S., measure: presence, where: "host = 'SRB' and sector = 'rail' and power = 'RUS'", expect: "engagements >= 4"}
- {id: tested-fails, statement: S., measure: presence, where: "host = 'SRB' and sector = 'road' and power = 'CHN'", expect: "engagements < 4"}
- {id: unknown, statement: S., measure: presence, where: "host = 'SRB' and sector = 'road' and power = 'CHN'", expect: "amount > 1"}
"""


def test_each_word_is_derived_from_what_carries_the_finding(tmp_path):
    """Every word of the list is given to the finding of its name; one that only watches has none."""
    found = {name: result.support for name, result in dealt(tmp_path, DEALS, FINDINGS).items()}
    expected = {word: word for word in SUPPORTS}
    assert found == expected | {"watched": None, "tested-fails": "tested", "unknown": "none"}


def claim(source, via=None, locator=None):
    return Claim.model_validate(
        {
            "id": "c",
            "subject": "s",
            "property": "exists",
            "value": "yes",
            "source": source,
            "via": via,
            "locator": locator,
        }
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (claim("paper"), True),
        (claim("paper", locator="line 900"), True),
        (claim("wire"), False),
        (claim("paper;wire"), False),
        (claim("note-7", via="paper", locator="lines 12-14"), True),
        (claim("note-7", via="paper", locator="line 15"), False),
        (claim("note-7", via="paper", locator="note 12"), False),
        (claim("note-7", via="other", locator="line 12"), False),
        (
            Search(
                id="c",
                looked_for="it",
                searched_in="the paper",
                language="en",
                date="2020",
                found="nothing",
            ),
            False,
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_set_restates_where_it_is_the_publications_own_words(row, expected):
    """Its sentences without a source, and what it says at the place of the statement; no search does."""
    stated = (Place(source="paper", locator="lines 10-12"),)
    assert restates(["c"], stated, {"c": row}) is expected
    assert restates(["c"], (), {"c": row}) is False


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("line 12", "lines 11-12", True),
        ("lines 1-9", "lines 9-20", True),
        ("lines 1-8", "lines 9-20", False),
        ("p. 4", "page 4", True),
        ("pp. 4-6", "p. 5", True),
        ("note 4", "line 4", False),
        ("annex", "annex", True),
        ("annex", "", False),
        ("", "", False),
    ],
)
def test_places_meet_where_unit_and_numbers_do(one, other, expected):
    """The same unit with a number in common, or the same words."""
    assert overlaps(one, other) is expected
    assert overlaps(other, one) is expected
