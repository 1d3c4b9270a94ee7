from typing import Any

import pytest

from tertius.case.fingerprint import case_hash
from tertius.case.read import read_case

LINES = {
    "title": "title: A small case, countable by hand",
    "hosts": "hosts: [SRB]",
    "powers": "powers: [RUS, CHN]",
    "baselines": "baselines: [EU]",
    "period": "period: 2008/2020",
    "currency": "currency: EUR",
    "datasets": "datasets: []",
    "vocabulary": "vocabulary: {}",
    "expects": "  all: {observations: [4, 4], searches: [2, 2], actors: [16, 16]}",
}
"""Lines of the small case's settings, by what they set."""


def after(small: Any, key: str, line: str) -> list[str]:
    small.swap("case.yml", LINES[key], line)
    return small.problems()


@pytest.mark.parametrize(
    ("key", "line", "said"),
    [
        ("title", "", "case.yml title: is missing. Add it."),
        ("title", "title: [2020]", "case.yml:1 title: is a list where one text is needed. Write it without [ ] and dashes."),
        ("hosts", "hosts: []", "case.yml:2 hosts: is an empty list. Write at least one entry."),
        ("hosts", "hosts: [SRB, SER]", 'case.yml:2 hosts: "SER" is not a code. Write the three letters of a country, such as SRB, a part of one such as BA-SRP, or EU.'),
        ("powers", "powers: [RUS, CHN, xx]", 'case.yml:3 powers: "xx" is not a code. Write the three letters of a country, such as SRB, a part of one such as BA-SRP, or EU.'),
        ("baselines", "baselines: [EU, RUS]", 'case.yml:4 baselines: "RUS" is a power and a baseline. Keep one of the two.'),
        ("period", "period: 2020/2008", 'case.yml:5 period: "2020/2008" ends before it starts. Write the earlier date first.'),
        ("period", "period: 2008/..", 'case.yml:5 period: "2008/.." has no end. Write a span such as 2008/2020.'),
        ("period", "period: lately", 'case.yml:5 period: "lately" is not a date. Write 2019, 2019-03, 2019-03-21, 2019?, 2012/2016 or 2012/.. with an open end.'),
        ("currency", "currency: CNY", 'case.yml:7 currency: "CNY" cannot be compared in. Write EUR, USD, GBP or CHF.'),
        ("title", "title: x\nlicence: open to all", 'case.yml:2 licence: "open to all" is no licence that is known here. Write one of CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0, CC-BY-ND-4.0, CC-BY-NC-4.0, CC-BY-NC-SA-4.0, CC-BY-NC-ND-4.0, ODC-By-1.0, ODbL-1.0, PDDL-1.0, or the web address of another, or leave it out.'),
        ("title", "title: x\nlicence: [CC-BY-4.0]", "case.yml:2 licence: is a list where one text is needed. Write it without [ ] and dashes."),
        ("datasets", "datasets: [{id: d, release: '1', file: x}]", "case.yml:12 datasets (no. 1) hash: is missing. Add it."),
        ("expects", "  all: {actors: [16]}", "case.yml:17 expects.all.actors: is one number, where the fewest and the most rows stand. Write [16, 16]."),
        ("expects", "  trade: {engagements: [0, 99]}", 'case.yml:17 expects.trade: "trade" is no domain. Write politics, defence, economy, culture or all.'),
        ("expects", "  defence: {claims: [0, 99]}", 'case.yml:17 expects.defence.claims: "claims" is no table that is counted here. Write one of engagements, ties, positions.'),
        ("expects", "  defence: {ties: [1, 2]}", "case.yml:17 expects.defence.ties: 0 rows are there, 1 fewer than expected. Put the lost rows back; if they were taken out on purpose, write [0, 2]."),
    ],
)  # fmt: skip
def test_wrong_settings(small: Any, key: str, line: str, said: str):
    """A wrong setting is named by its key, quoted, and told what to write."""
    assert after(small, key, line)[0] == said


@pytest.mark.parametrize(
    "period", ["2020", "2008", "2008-03/2020-06-30", "../2020", "'2020-12-31'"]
)
def test_periods(small: Any, period: str):
    """A period is any date with an end, a bare year included; what begins after it is a doubt about rows, and none about it."""
    found = after(small, "period", f"period: {period}")
    assert [said for said in found if "the last day of the period" not in said] == []


@pytest.mark.parametrize("text", ["", "[]\n", "just words\n", "7\n"])
def test_settings_are_a_map(small: Any, text: str):
    """A case.yml that is no map is one problem, and no table is blamed for it."""
    small.write("case.yml", text)
    assert small.problems() == ["case.yml: is not a map of settings. Write title: …, hosts: […]."]


@pytest.mark.parametrize(
    ("written", "licence"),
    [
        ("cc by 4.0", "CC-BY-4.0"),
        ("ODbL-1.0", "ODbL-1.0"),
        ("https://example.org/terms", "https://example.org/terms"),
    ],
)
def test_a_licence_is_known_however_it_is_spelled(small: Any, written: str, licence: str):
    """A licence is one that is known by its identifier, in whatever letters, or the address of another."""
    small.swap("case.yml", "datasets: []", f"datasets: []\nlicence: {written}")
    case, _ = read_case(small.path)
    assert case is not None
    assert case.settings.licence == licence


def test_a_licence_is_no_evidence(small: Any):
    """Whoever states a licence later has a case with the same fingerprint."""
    before = case_hash(read_case(small.path)[0])
    small.swap("case.yml", "datasets: []", "datasets: []\nlicence: CC0-1.0")
    assert case_hash(read_case(small.path)[0]) == before
