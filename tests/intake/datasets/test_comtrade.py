"""UN Comtrade's own format: two reports of one flow, codes that are no country, empty answers."""

import pytest

import made_datasets as made
from tertius.intake.datasets.comtrade import harvest
from tertius.intake.datasets.protocol import DatasetError, Request

HEAD = "refYear,reporterISO,flowCode,partnerISO,cmdCode,primaryValue,isReported"
ROWS = (
    "2019,SRB,X,RUS,TOTAL,95,true",
    "2019,SRB,X,W00,TOTAL,1900,true",
    "2019,SRB,RX,RUS,TOTAL,5,true",
    "2019,SRB,X,RUS,84,60,true",
    "2019,RUS,M,SRB,TOTAL,110,false",
    "2019,SRB,M,_X ,TOTAL,7,true",
    "2019,SRB,M,S19,TOTAL,3,true",
)


def found(data, *rows, others=("RUS", "TWN"), years=1):
    """Return what the file comes to for Serbia."""
    made.write(data, "un_comtrade/comtrade.csv", "\n".join((HEAD, *rows)) + "\n")
    return harvest(data, Request("SRB", others, years=years))


def test_both_reports_stand_as_rivals(tmp_path):
    """Host and partner report one flow differently: two rows on one thing, each saying whose it is."""
    rows = found(tmp_path, *ROWS).rows["observations"]
    exports = [
        row for row in rows if (row["indicator"], row["counterpart"]) == ("export_value", "RUS")
    ]
    assert [(row["value"], row["locator"].split(", ")[1]) for row in exports] == [
        ("95", "reporter Serbia"),
        ("110", "reporter Russia"),
    ]
    assert len({(row["qualifier"], row["period"]) for row in exports}) == 1
    assert "estimated by the United Nations" in exports[1]["note"]
    assert [row["value"] for row in rows if row["indicator"] == "trade_share"] == ["5.0000"]


def test_codes_of_its_own(tmp_path):
    """Letters of Comtrade's own mean what they mean there; those that are no country are counted."""
    read = found(tmp_path, *ROWS)
    assert [row["value"] for row in read.rows["observations"] if row["counterpart"] == "TWN"] == [
        "3"
    ]
    assert (read.joins[0].lost, read.joins[0].examples) == (1, ("_X ",))


def test_an_empty_answer_is_no_zero(tmp_path):
    """A file without rows, and a pair without one, are gaps."""
    assert "an empty answer is no proof" in found(tmp_path).gaps[0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2019,SRB,Z,RUS,TOTAL,95,true", r"comtrade\.csv:3 has the flow 'Z'"),
        ("2019,SRB,X,RUS,TOTAL,-95,true", r"comtrade\.csv:3 column primaryValue is below zero"),
        (ROWS[0], "has the trade of SRB with RUS in 2019 .* a second time"),
    ],
)
def test_faults(tmp_path, row, words):
    """A flow that is none, a value below zero and a doubled row are named."""
    with pytest.raises(DatasetError, match=words):
        found(tmp_path, ROWS[0], row)
