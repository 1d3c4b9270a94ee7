"""Hosts side by side, from small files: values, what changed, and what nobody knows."""

import csv
import io

import pytest
from typer.testing import CliRunner

import made_datasets as made
from tertius.cli.main import app
from tertius.errors import TertiusError
from tertius.intake.hosts import compare, every_host

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
    assert {row["host"] for row in rows} == {"SRB"}


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
