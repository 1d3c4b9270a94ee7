"""Hosts side by side, from small files: values, what changed, and what nobody knows."""

import csv
import io

import pytest
from typer.testing import CliRunner

import made_datasets as made
from tertius.cli.main import app
from tertius.errors import TertiusError
from tertius.intake.datasets import datasets
from tertius.intake.datasets.protocol import Request
from tertius.intake.hosts import compare, every_host, profile_all

EXPORTS = "share of exports, percent"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Return a folder with votes, and trade of two years ten years apart."""
    folder = tmp_path_factory.mktemp("data")
    made.write_votes(folder)
    made.write_trade(
        folder,
        (
            "2006,Serbia,Russia,100",
            "2006,Serbia,Germany,300",
            "2016,Serbia,Russia,300",
            "2016,Serbia,Germany,300",
            "2016,Hungary,Germany,10",
        ),
    )
    return folder


def test_value_and_change(data):
    """A share is set beside that of ten years before, and each leads to its row."""
    (found,) = [row for row in compare(["SRB"], ("RUS",), data) if row.what == EXPORTS]
    assert (found.value, found.period) == ("50.0000", "2016")
    assert (found.before, found.before_period, found.change) == ("25.0000", "2006", "+25.00")
    assert found.row == "itpd-e-share-srb-rus-exports-2016"


def test_no_data_is_no_zero(data):
    """A host without a row has no value and no change, and is not left out."""
    rows = compare(["SRB", "HUN"], ("RUS",), data)
    own = [row for row in rows if row.host == "HUN"]
    assert len(own) == len(rows) / 2
    assert {(row.value, row.change) for row in own} == {("", "")}
    arguments = ["compare", "HUN", "--powers", "RUS", "--data", str(data)]
    assert "HUN  no data" in CliRunner().invoke(app, arguments).output


def test_every_host(data, tmp_path):
    """All states that vote, but the powers, become cases, and one page compares them with links to rows."""
    assert every_host(data, 10) == ("CHN", "RUS", "SRB", "USA")
    out = tmp_path / "all"
    arguments = ["profile", "--all", "--powers", "RUS,CHN", "--baselines", "USA"]
    done = CliRunner().invoke(app, [*arguments, "--data", str(data), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert sorted(one.name for one in out.iterdir()) == ["hosts.csv", "index.html", "srb"]
    page = (out / "index.html").read_text("utf-8")
    assert (
        '<a href="srb/observations.csv" title="itpd-e-share-srb-rus-exports-2016">50.0000</a>'
        in page
    )
    rows = list(csv.DictReader(io.StringIO((out / "hosts.csv").read_text("utf-8"))))
    assert {(row["host"], row["region"]) for row in rows} == {("SRB", "Southern Europe")}
    assert '<th scope="rowgroup" colspan="2">Southern Europe</th><th>50.00</th>' in page
    assert "middle of 0 of 1" in page


def test_two_processes_make_what_one_makes(data, tmp_path, monkeypatch):
    """Cases made in two processes are those made in one, to the byte, and so is the page."""
    made_by = {}
    for cores in (1, 2):
        monkeypatch.setattr("tertius.intake.hosts.FEW", 2)
        out = tmp_path / str(cores)
        hosts = ("SRB", "USA")
        rows = profile_all(out, Request("", ("RUS", "CHN")), hosts, data, cores=cores)
        assert [row.host for row in rows] == sorted(row.host for row in rows)
        made_by[cores] = {
            str(path.relative_to(out)): path.read_bytes()
            for path in sorted(out.rglob("*"))
            if path.is_file()
        }
    assert made_by[1] == made_by[2] and len(made_by[1]) > 10


def test_finance_of_every_country(tmp_path):
    """Commitments are one sum over a country's districts; a project without an amount is counted, not zero."""
    made.write_places(tmp_path)
    (found,) = [row for row in compare(["SRB"], ("CHN",), tmp_path) if "loans" in row.what]
    assert (found.value, found.period, found.before) == ("150", "2000/2021", "")
    rows = datasets()["aiddata-gcdf-3-places"].harvest(tmp_path, Request("SRB", ("CHN",))).rows
    assert rows["observations"][0]["note"].startswith("Of 2 projects; 1 more has no amount")
    (other,) = [row for row in compare(["HUN"], ("CHN",), tmp_path) if "loans" in row.what]
    assert other.value == ""


def test_finance_by_years(tmp_path):
    """A span of years is summed without umbrellas and what was called off, which the note counts, and set beside the span ten years before."""
    made.write_whole(tmp_path)
    (found,) = [row for row in compare(["SRB"], ("CHN",), tmp_path) if "these years" in row.what]
    assert (found.value, found.period) == ("120", "2017/2021")
    assert (found.before, found.before_period) == ("7", "2007/2011")
    whole = datasets()["aiddata-gcdf-3-whole"]
    note = whole.harvest(tmp_path, Request("SRB", ("CHN",))).rows["observations"][0]["note"]
    assert note.startswith("Of 2 records; 1 more has no amount")
    assert "1 umbrella," in note and "1 other that" in note
    (other,) = [row for row in compare(["HUN"], ("CHN",), tmp_path) if "these years" in row.what]
    assert other.value == ""
    assert "unknown, and no zero" in whole.harvest(tmp_path, Request("HUN", ("CHN",))).gaps[0]
    for row, message in (
        ("1,Yes,Maybe,SRB,2018,Completion,1", ":2 has 'Maybe' as umbrella"),
        ("1,Yes,No,SRB,1980,Completion,1", ":2: expected a year of 2000 to 2021"),
        ("1,Yes,No,SRB,2018,Dreamt,1", ":2 has the status 'Dreamt'"),
    ):
        made.write_whole(tmp_path, [row])
        with pytest.raises(TertiusError, match=message):
            whole.harvest(tmp_path, Request("SRB", ("CHN",)))


def test_finance_as_a_workbook_saves_it(tmp_path):
    """Spaces around headings and amounts, signs between thousands, 2018.0, rows without a country or year: read, and the last counted."""
    head = made.WHOLE.replace(" USD 2021)", " USD 2021) ").replace("Umbrella", " Umbrella ")
    rows = (
        '1.0,Yes,No,SRB,2018.0,Completion," 1,234.50 "',
        "2.0,Yes,No,SRB,2019.0,Completion, $100 ",
        "3.0,Yes,No,SRB,2020.0,Completion, - ",
        "4.0,Yes,No,SRB,,Completion,7",
        "5.0,Yes,No,,2018.0,Completion,7",
    )
    made.write(tmp_path, "aiddata_gcdf3/gcdf_3.0.csv", head + "\n".join(rows) + "\n")
    whole = datasets()["aiddata-gcdf-3-whole"]
    found = whole.harvest(tmp_path, Request("SRB", ("CHN",)))
    (row,) = found.rows["observations"]
    assert row["value"] == "1334"
    assert row["note"].startswith("Of 2 records; 1 more has no amount")
    assert found.gaps == ["1 record has no year, and stands in no sum."]
    made.write_whole(tmp_path, ["1,Yes,No,SRB,2018,Completion,much"])
    with pytest.raises(TertiusError, match=r":2 column .* found 'much'"):
        whole.harvest(tmp_path, Request("SRB", ("CHN",)))


def test_a_host_is_compared_once(data):
    """A host that is named twice has its rows once, where it is named first."""
    assert compare(["HUN", "SRB", "HUN"], ("RUS",), data) == compare(["HUN", "SRB"], ("RUS",), data)


def test_what_cannot_be_compared(tmp_path, data):
    """An unknown code, an empty folder, and neither host nor --all are refused with what to write."""
    with pytest.raises(TertiusError, match="'Serbia' is not a code"):
        compare(["Serbia"], ("RUS",), data)
    with pytest.raises(TertiusError, match="holds none of the datasets"):
        compare(["SRB"], ("RUS",), tmp_path)
    with pytest.raises(TertiusError, match="by which all states are found"):
        every_host(tmp_path, 10)
    arguments = ["profile", "--powers", "RUS", "--data", str(data), "--out", str(tmp_path / "x")]
    done = CliRunner().invoke(app, arguments)
    assert isinstance(done.exception, TertiusError)
    assert "or write --all" in str(done.exception)
