from pathlib import Path
from typing import Any

import pytest

from small_case import beside_doubts
from tertius.case.new import new_case
from tertius.case.read import read_case
from tertius.evidence.tables import TABLES
from tertius.study.open import check_case

COUNTS = {
    "outlets": 7, "actors": 16, "names": 4, "places": 2, "ties": 8, "engagements": 12, "positions": 7, "links": 5,
    "claims": 53, "observations": 4, "searches": 2, "judgements": 1, "redirects": 1, "explanations": 1,
}  # fmt: skip
"""How many rows the README of the small case counts."""


def test_small_case_is_read_whole(small: Any):
    """Every row of the small case is read, with the line that it stands on."""
    case, problems = read_case(small.path)
    assert beside_doubts(problems) == []
    assert {table: len(lines.rows) for table, lines in case.tables.items()} == COUNTS
    for lines in case.tables.values():
        assert lines.numbers == list(range(2, len(lines.rows) + 2))
    assert len(case.sources) == 10
    assert sorted(case.issues) == ["eu-accession", "kosovo-independence"]
    assert str(case.settings.as_of) == "2020-12-31"


def test_values_of_a_row(small: Any):
    """Cells become values: text, several, a date with its bounds, and nothing where nothing stands."""
    case, _ = read_case(small.path)
    table, row = case.by_id["chinese-rail-works"]
    assert table == "engagements"
    assert row.model_dump(mode="json") == {
        "id": "chinese-rail-works", "label": "Chinese works on the northern line", "type": "contract",
        "power": ["CHN"], "host": ["SRB"], "domain": "economy", "sector": ["rail"], "issue": None,
        "parties": ["contractor:china-railway", "buyer:serbian-railways"], "start": "2017-11-28", "until": None,
        "place": ["belgrade", "novi-sad"], "part_of": "rail-framework", "direction": "power_to_host", "scope": "core",
    }  # fmt: skip


def test_order_of_rows_changes_nothing(small: Any):
    """A table in another order gives the same rows under other lines."""
    before, _ = read_case(small.path)
    for row in TABLES:
        file = small.path / f"{row.table}.csv"
        header, *lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text(header + "".join(reversed(lines)), encoding="utf-8")
    after, problems = read_case(small.path)
    assert beside_doubts(problems) == []
    assert small.problems() == []
    for table in COUNTS:
        assert after.rows(table) == before.rows(table)[::-1]


def test_order_of_columns_changes_nothing(small: Any):
    """A table whose columns stand in another order gives the same rows."""
    before, _ = read_case(small.path)
    small.write("redirects.csv", "date,new,old\n2021-01-07,nis,nis-ad\n")
    after, problems = read_case(small.path)
    assert beside_doubts(problems) == []
    assert after.rows("redirects") == before.rows("redirects")


def test_without_rows(small: Any):
    """A case without some of its rows keeps the others and their lines."""
    case, _ = read_case(small.path)
    rest = case.without({"vote-occurred", "belgrade"})
    assert len(rest.rows("claims")) == 52
    assert [row.id for row in rest.rows("places")] == ["novi-sad"]
    assert next(iter(rest.tables["places"]))[0] == 3
    assert len(case.rows("claims")) == 53


def test_ids_that_are_empty_are_checked_all_the_same(small: Any):
    """A row without an id is read under a stand-in, so that its other cells are checked too."""
    small.end("places.csv", ",Niš,SER,43.3,21.9,settlement\n")
    assert small.problems() == [
        'places.csv:4 host: "SER" is not a code. Write the three letters of a country, such as SRB, a part of one such as BA-SRP, or EU.',
        "places.csv:4 id: is empty. Mend host first; `tertius check CASE --fix` fills it then.",
    ]


def test_all_problems_at_once(small: Any):
    """Reading does not stop at the first problem: every cell of a row and every row is read."""
    small.end(
        "places.csv", "Nis,,SRB,43,3,settlement\nbor,Bor,SRB,x,y,village\nčačak,Čačak,SRB,,,\n"
    )
    small.end("redirects.csv", "a,b,2021,extra\n")
    assert small.problems() == [
        'places.csv:4 id: "Nis" is not an id. Write nis.',
        "places.csv:4 name: is empty. Write: The name to show.",
        'places.csv:5 lat: "x" is not a number. Leave the cell empty where no source says it.',
        (
            'places.csv:5 lon: "y" is not a number. Write digits with a decimal point and no separators, such as 56.15; '
            "at most 15 digits before the point and 6 behind it."
        ),
        'places.csv:5 precision: "village" is not a word of precision. Write one of: exact, settlement, district, country.',
        'places.csv:6 id: "čačak" is not an id. Write cacak.',
        "redirects.csv:3: has 4 cells where the header has 3. Put quotes around a text that holds a comma.",
    ]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("5", "sources.json:1: has no keys with values. Write key: value, with the keys of its reference page."),
        ('{"type": "book"}', "sources.json:1 id: is missing. Add it."),
        ('{"id": "a"}', "sources.json:1 a type: is missing. Add it."),
        ('{"id": "=a", "type": "book"}', "sources.json:1 =a id: begins with '=', which a spreadsheet runs as a formula. Begin with a word."),
        ('{"id": "a", "type": "book", "issued": {"date-parts": [[2014, 13]]}}', "sources.json:1 a issued: has date-parts [[2014, 13]], which are no date. Write year, month and day, such as [[2014, 5, 7]]."),
        ('{"id": "a", "type": "book", "issued": {"date-parts": 7}}', "sources.json:1 a issued: has date-parts 7, which are no date. Write year, month and day, such as [[2014, 5, 7]]."),
        ('{"id": "a", "type": "book", "custom": {"derived-from": "b"}}', 'sources.json:1 a custom: "derived-from" is no key that is known here. Write derived_from.'),
        ('{"id": "a", "type": "book", "custom": {"outlet": "nobody"}}', 'sources.json:1 a custom.outlet: "nobody" is not in outlets.csv. Add it there.'),
        ('{"id": "a", "type": "book", "custom": {"derived_from": "b"}}', 'sources.json:1 a custom.derived_from: "b" is not in sources.json. Add it there.'),
        ('{"id": "a", "type": "book", "custom": {"derived_from": "a"}}', 'sources.json:1 custom.derived_from: "a" copies itself by way of a. Break the circle.'),
        ('{"id": "a", "type": "book"}, {"id": "a", "type": "book"}', 'sources.json:1 id: "a" stands on line 1 too, with the same contents. Delete one of the two.'),
        ('{"id": "a", "type": "book", "title": "\\ud800"}', "sources.json: cannot be read (\\ud800 is half a character). Export it again."),
        ('{"id": "a", "type": "book", "author": [{"family": "\\udfff"}]}', "sources.json: cannot be read (\\udfff is half a character). Export it again."),
    ],
)  # fmt: skip
def test_sources_with_faults(tmp_path: Path, item: str, said: str):
    """A fault in a reference is named with its place in the list and what to write."""
    new_case(tmp_path / "case", hosts=["SRB"], powers=["RUS"], period="2008/2020")
    (tmp_path / "case" / "sources.json").write_text(f"[{item}]")
    _, _, problems = check_case(tmp_path / "case")
    assert [str(problem) for problem in problems] == [said]


def test_sources_that_are_no_list(small: Any):
    """A file of sources that is no list is a problem, and no claim is blamed for it."""
    small.write("sources.json", "{}")
    assert small.problems() == ["sources.json: is not a list. Export from Zotero as CSL JSON."]
