"""A case from public datasets alone: it checks, says what it covers, and is silent on nothing."""

import json

import pytest
import yaml
from typer.testing import CliRunner

import made_datasets as made
import tertius
from tertius.cli.main import app
from tertius.errors import TertiusError
from tertius.intake.datasets import datasets
from tertius.intake.datasets.protocol import Request
from tertius.intake.profile import profile

ASKED = Request("SRB", ("RUS", "CHN"), ("USA",))


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Return a folder with the files of most datasets."""
    folder = tmp_path_factory.mktemp("data")
    made.write_all(folder)
    return folder


@pytest.fixture(scope="module")
def profiled(tmp_path_factory, data):
    """Return what a profile of the made files comes to."""
    return profile(tmp_path_factory.mktemp("out") / "case", ASKED, data)


def rows(harvest, table, *names):
    """Return some cells of the rows that a dataset made."""
    made_of = harvest.rows if harvest else {}
    return [tuple(cells.get(name, "") for name in names) for cells in made_of.get(table, [])]


def test_the_case_checks(profiled):
    """A profile has three doubts: amounts that no sum has, one too small to be lent, sources that no release dates; its hashes are of what it wrote."""
    apart, little, doubt = tertius.open(profiled.folder).problems
    assert (little.code, little.cell, little.blocks) == ("size", "500.50", False)
    assert (apart.code, apart.cell, apart.blocks) == ("no-total", "constant USD of 2021", False)
    assert (doubt.file, doubt.code, doubt.blocks) == ("sources.json", "undated-source", False)
    undated = "2 of the sources that rows name have no date (iati, penppml-trade), "
    assert doubt.message.startswith(undated)
    settings = yaml.safe_load((profiled.folder / "case.yml").read_text("utf-8"))
    assert [one["id"] for one in settings["datasets"]] == ["unga-votes"]


def test_every_row_says_where_it_is_from(profiled, data):
    """Each claim and observation names its dataset and the place in it."""
    sources = {
        one["id"] for one in json.loads((profiled.folder / "sources.json").read_text("utf-8"))
    }
    there = {name for name, harvest in profiled.harvests.items() if harvest is not None}
    assert sources == {str(datasets()[name].source["id"]) for name in there}
    assert set(profiled.harvests) == set(datasets())
    assert there == {name for name, one in datasets().items() if not one.missing(data)}
    for harvest in profiled.harvests.values():
        for table in ("claims", "observations"):
            assert all(
                source in sources and place
                for source, place in rows(harvest, table, "source", "locator")
            )


def test_votes_by_hand(profiled):
    """Serbia and Russia cast one vote on 9 of the 18 roll calls on which both voted; kappa by hand."""
    found = profiled.harvests["unga-votes"]
    kept = {cells["id"]: cells for cells in found.rows["observations"]}
    agreement = kept["vote-agreement-srb-rus-all-roll-calls"]
    assert (agreement["value"], agreement["sample"], agreement["period"]) == (
        "50",
        "18",
        "2011/2012",
    )
    assert "Absent: SRB 2, RUS 0" in agreement["note"]
    # Table 9 yes-yes, 6 yes-abstain, 3 abstain-yes: apart 9/18 of a half, by chance 1/2 (15*6+3*12)/18^2.
    assert float(kept["vote-kappa-srb-rus-all-roll-calls"]["value"]) == pytest.approx(
        1 - (9 / 18) / ((15 * 6 + 3 * 12) / 18**2), abs=5e-5
    )


def test_what_is_undefined_is_a_gap(profiled):
    """China and America never voted otherwise than they did: kappa of the two is no question here."""
    found = profiled.harvests["unga-votes"]
    key = {cells["id"]: (cells["value"], cells["sample"]) for cells in found.rows["observations"]}
    assert key["key-votes-srb-chn-usa"] == (f"{100 * 15 / 18:.4f}".rstrip("0"), "18")


def test_ideal_points_by_hand(profiled):
    """Points of the last sessions come with their range; a state without one is a gap."""
    found = profiled.harvests["ideal-points-2020"]
    assert rows(found, "observations", "area", "period", "value", "low", "high") == [
        ("SRB", "2019", "0.250000", "0.100000", "0.400000"),
        ("RUS", "2019", "-0.500000", "-0.700000", "-0.300000"),
    ]
    assert "China has no ideal point in these sessions." in found.gaps


def test_trade_by_hand(profiled):
    """Shares are of all trade but that with oneself; a partner without a code stays in the total."""
    found = profiled.harvests["itpd-e"]
    values = dict(rows(found, "observations", "id", "value"))
    assert values["itpd-e-value-srb-rus-exports-2015"] == "300"
    assert values["itpd-e-share-srb-rus-exports-2015"] == "30.0000"
    assert values["itpd-e-share-srb-rus-imports-2015"] == "100.0000"
    assert found.joins[0].lost == 1
    assert found.joins[0].examples == ("Atlantis",)
    assert "China is under no code of the table that this reader knows." in found.gaps
    assert any("no trade in 2014" in gap for gap in found.gaps)


def test_trade_every_fourth_year(profiled):
    """A value that is not given is a gap and no zero, a stated zero is one, and years between are no gaps."""
    found = profiled.harvests["penppml-trade"]
    values = dict(rows(found, "observations", "id", "value"))
    assert values["penppml-trade-share-srb-rus-exports-2016"] == "40.0000"
    assert values["penppml-trade-value-srb-chn-imports-2012"] == "0"
    assert "penppml-trade-value-srb-chn-exports-2016" not in values
    assert "China, exports 2016: no row, which is zero or unknown." in found.gaps
    assert [gap for gap in found.gaps if "has no trade in" in gap] == [
        "Serbia has no trade in 2008: the file says neither zero nor unknown."
    ]
    assert found.joins[0].examples == ("XQX",)


def test_a_pair_stands_either_way_round(profiled):
    """An alliance that the table has the other way round is found; a year it covers without a row is none."""
    found = profiled.harvests["cow-relations"]
    values = {
        cells["id"]: (cells["value"], cells.get("note", "")) for cells in found.rows["observations"]
    }
    assert values["alliance-srb-rus-2018"] == ("2", "Duties: neutrality, non-aggression.")
    assert values["alliance-srb-usa-2018"][0] == "0"
    assert values["organisations-srb-rus-2014"][0] == "37"
    assert "organisations-srb-chn-2014" not in values
    assert "Serbia and China, 2014: no row on shared organisations." in found.gaps


def test_speeches_by_hand(profiled):
    """A name is counted as often as it is said, and quoted with its sentence; silence is a zero where read."""
    found = profiled.harvests["un-general-debate"]
    assert rows(found, "observations", "id", "value", "quote") == [
        ("mentions-chn-srb-2025", "0", ""),
        ("mentions-rus-srb-2025", "2", "We stand by Serbia"),
    ]
    assert any("United States" in gap for gap in found.gaps)


def test_arms_by_hand(profiled):
    """What was ordered and delivered are two facts, an unknown number is none, and Yugoslavia is not Serbia."""
    found = profiled.harvests["sipri-arms"]
    assert rows(found, "engagements", "id", "start") == [
        ("sipri-rus-mi-17-2015", "2015"),
        ("sipri-rus-mi-35m-2021", "2021?"),
        ("sipri-chn-hq-22-2020", "2020"),
    ]
    quantities = [cells for cells in found.rows["claims"] if cells["property"] == "quantity"]
    assert [(c["subject"], c["stage"], c["value"]) for c in quantities] == [
        ("sipri-rus-mi-17-2015", "signed", "2"),
        ("sipri-rus-mi-17-2015", "delivered", "2"),
        ("sipri-rus-mi-35m-2021", "signed", "4"),
        ("sipri-chn-hq-22-2020", "delivered", "6"),
    ]
    stages = {c["subject"]: c["value"] for c in found.rows["claims"] if c["id"].endswith("-stage")}
    assert stages == {"sipri-rus-mi-17-2015": "delivered", "sipri-chn-hq-22-2020": "started"}
    volumes = rows(found, "observations", "counterpart", "value", "unit")
    assert volumes == [("RUS", "12.00", ""), ("CHN", "30.00", "")]


def test_finance_by_hand(profiled):
    """A status is a stage, 1 January is a year, an empty amount is no claim, another country no row."""
    found = profiled.harvests["aiddata-gcdf-3"]
    assert rows(found, "engagements", "id", "type", "sector", "start") == [
        ("gcdf-11", "loan", "rail", "2014-12-17"),
        ("gcdf-12", "donation", "education", "2010"),
    ]
    assert rows(found, "claims", "subject", "property", "value", "date", "qualifier") == [
        ("gcdf-11", "stage", "signed", "2014-12-17", ""),
        ("gcdf-11", "stage", "started", "2015-03-02", ""),
        ("gcdf-11", "amount", "500.50", "2014-12-17", "constant USD of 2021"),
        ("gcdf-12", "stage", "signed", "2010", ""),
        ("gcdf-12", "stage", "delivered", "2011-11-02", ""),
    ]


def test_what_a_code_stands_for_is_said_of_its_rows_alone(tmp_path):
    """That SRB was Serbia and Montenegro is said where one side is Serbia, and of no other host's trade."""
    made.write(
        tmp_path,
        "trade_quadrennial_1964_2016/bilateral_exports.csv.gz",
        "exp,imp,time,export,id,agreement\nKEN,SRB,2016,1,0,\nKEN,CHN,2016,3,0,\n",
    )
    found = datasets()["penppml-trade"].harvest(tmp_path, Request("KEN", ("CHN", "SRB"), years=1))
    notes = {row["counterpart"]: row["note"] for row in found.rows["observations"]}
    assert notes["SRB"].endswith('"to check"). SRB stands for Serbia and Montenegro until 2006.')
    assert notes["CHN"].endswith('"to check").')


def test_what_may_be_summed_up(tmp_path):
    """Umbrellas and records not recommended are kept as background, and a note counts them; other marks stop."""
    head = made.PROJECTS.replace(
        "status,", "status,umbrella,recommended_for_aggregates,"
    ).splitlines()[0]
    cells = "{id},{amount},A loan for a road,Serbia,SRB,{status},{marks},TRANSPORT AND STORAGE,Yes,2014,,,2014-05-05,,,PRECISE"
    records = (
        cells.format(id=1, amount=100, status="Completion", marks="No,Yes"),
        cells.format(id=2, amount=900, status="Completion", marks="Yes,No"),
        cells.format(id=3, amount=50, status="Suspended", marks="No,No"),
    )
    name = "aiddata_gcdf3_serbia/serbia_projects.csv"
    made.write(tmp_path, name, "\n".join([head, *records]) + "\n")
    found = datasets()["aiddata-gcdf-3"].harvest(tmp_path, Request("SRB", ("CHN",)))
    assert rows(found, "engagements", "id", "scope") == [
        ("gcdf-1", "core"),
        ("gcdf-2", "background"),
        ("gcdf-3", "background"),
    ]
    amounts = [row["value"] for row in found.rows["claims"] if row["property"] == "amount"]
    assert amounts == ["100.00", "900.00", "50.00"]
    assert found.notes[0].startswith(
        "Umbrellas: 1; other records that AidData does not recommend for sums: 1."
    )
    made.write(tmp_path, name, "\n".join([head, records[0].replace("No,Yes", "No,Perhaps")]) + "\n")
    with pytest.raises(TertiusError, match="project 1 has 'Perhaps' as recommended_for_aggregates"):
        datasets()["aiddata-gcdf-3"].harvest(tmp_path, Request("SRB", ("CHN",)))


def test_aid_by_hand(profiled):
    """A country has its percentage alone, money that comes in is left out, a child is a part of its parent."""
    found = profiled.harvests["iati"]
    assert rows(found, "engagements", "id", "sector", "part_of", "power") == [
        ("iati-us-1", "rail", "", "USA"),
        ("iati-us-2", "investment", "iati-us-1", "USA"),
    ]
    amounts = [cells for cells in found.rows["claims"] if cells["property"] == "amount"]
    assert [(c["subject"], c["stage"], c["value"], c["unit"], c["date"]) for c in amounts] == [
        # 40 percent of 100, and 70 that name Serbia; 50 name Montenegro.
        ("iati-us-1", "delivered", "110.00", "USD", "2019"),
        ("iati-us-1", "signed", "400.00", "USD", "2019"),
        ("iati-us-2", "delivered", "30.00", "USD", "2019"),
    ]
    stages = {c["subject"]: c["value"] for c in found.rows["claims"] if c["property"] == "stage"}
    assert stages == {"iati-us-1": "started", "iati-us-2": "delivered"}
    assert (found.joins[0].lost, found.joins[0].examples) == (1, ("XX-3",))


def test_what_is_not_there_is_said(tmp_path):
    """A dataset whose files are missing is not on this disk, in what is printed and in the report."""
    made.write_trade(tmp_path / "data")
    arguments = ["profile", "SRB", "--powers", "RUS", "--data", str(tmp_path / "data")]
    done = CliRunner().invoke(app, [*arguments, "--out", str(tmp_path / "case")])
    assert done.exit_code == 0, done.output
    assert "unga-votes: not on this disk" in done.output
    assert "This dataset is not on this disk." in (tmp_path / "case/report.md").read_text("utf-8")
    assert tertius.open(tmp_path / "case").problems == ()


def test_what_may_be_passed_on(tmp_path):
    """A profile that is to be passed on has no row of a dataset whose licence forbids it."""
    made.write_arms(tmp_path / "data")
    made.write_finance(tmp_path / "data")
    found = profile(tmp_path / "case", ASKED, tmp_path / "data", shareable=True)
    assert "sipri-arms" not in found.harvests
    assert found.harvests["aiddata-gcdf-3"].rows
    assert "SIPRI" not in (tmp_path / "case/report.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Request("XXX", ("RUS",)), "'XXX' is not a code"),
        (Request("EU", ("RUS",)), "EU is a bloc"),
        (Request("SRB", ("RUS",), ("RUS",)), "RUS is named twice"),
        (Request("RUS", ("RUS",)), "RUS is named twice"),
    ],
)
def test_codes_that_cannot_be(tmp_path, asked, words):
    """A code that is none, a bloc for a host, and a state in two roles are refused, and nothing is written."""
    made.write_trade(tmp_path / "data")
    with pytest.raises(TertiusError, match=words):
        profile(tmp_path / "case", asked, tmp_path / "data")
    assert not (tmp_path / "case").exists()


def test_a_host_without_a_row_is_a_gap(tmp_path):
    """A country that no file speaks of makes a case that says so, dataset by dataset."""
    made.write_all(tmp_path / "data")
    found = profile(tmp_path / "case", Request("NRU", ("RUS", "CHN")), tmp_path / "data")
    for name in ("unga-votes", "itpd-e", "sipri-arms", "aiddata-gcdf-3"):
        assert found.harvests[name].rows == {}
        assert found.harvests[name].gaps, name
    assert tertius.open(tmp_path / "case").problems == ()
