"""The World Bank's file of one indicator: years as columns, groups among the countries, gaps that are no zero."""

import pytest

import made_datasets as made
from tertius.intake.datasets.protocol import DatasetError, Request
from tertius.intake.datasets.world_bank import harvest

HEAD = (
    '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-07-01",\n\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2014","2015","2016",\n'
)
SRB = '"Serbia","SRB","Trade (% of GDP)","NE.TRD.GNFS.ZS","","95.5","102",\n'
WORLD = '"Europe & Central Asia","ECS","Trade (% of GDP)","NE.TRD.GNFS.ZS","80","81","82",\n'


def read(folder, text, host="SRB", **years):
    made.write(folder, "world_bank/trade_of_gdp.csv", "\ufeff" + text)
    return harvest(folder, Request(host, ("RUS",), **years))


def test_years_are_columns(tmp_path):
    """Each year with a value is a figure, one without is a gap, and a group of countries is counted as lost."""
    found = read(tmp_path, HEAD + SRB + WORLD, years=3)
    assert found.covers == "2014/2016"
    assert [(r["period"], r["qualifier"], r["value"]) for r in found.rows["observations"]] == [
        ("2015", "total", "95.5000"),
        ("2016", "total", "102.0000"),
    ]
    assert found.gaps == ["Serbia, total 2014: no value, which is no zero."]
    (join,) = found.joins
    assert (join.kept, join.lost, join.examples) == (1, 1, ("ECS",))


def test_ten_years_before_and_another_host(tmp_path):
    """The time ends so many years earlier; a country without a row has gaps alone."""
    found = read(tmp_path, HEAD + SRB, years=1, back=1)
    assert [row["period"] for row in found.rows["observations"]] == ["2015"]
    assert read(tmp_path, HEAD + SRB, "HUN", years=1).rows == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "has no line that begins with Country Name"),
        (HEAD + SRB + SRB, ":7 has SRB in 2015 a second time"),
        (HEAD + SRB.replace("95.5", "many"), ":6 column 2015: 'many' is no number"),
        (HEAD + SRB.replace("95.5", "-1"), ":6 column 2015: -1 is no share"),
        (HEAD + SRB.replace("NE.TRD.GNFS.ZS", "NY.GDP"), ":6 has the indicator 'NY.GDP'"),
        (HEAD + '"Serbia","SRB"\n', ":6 has 2 cells and the head 8"),
        ("<!doctype html><p>Log in", "is a web page"),
    ],
)
def test_files_that_are_none(tmp_path, text, words):
    """A fault is named with file and row, and nothing of the file is used."""
    with pytest.raises(DatasetError, match=words):
        read(tmp_path, text.removeprefix("\ufeff"))
