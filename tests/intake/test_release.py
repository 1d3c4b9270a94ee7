"""A newer release laid over a case: nothing lost, nothing silent, and the same release changes nothing."""

import csv

import pytest
from typer.testing import CliRunner

import made_datasets as made
import small_case
import tertius
from tertius.cli.main import app
from tertius.errors import TertiusError
from tertius.intake.datasets import datasets
from tertius.intake.datasets.protocol import Request
from tertius.intake.profile import profile
from tertius.intake.release import update

FINDING = """- id: russia-takes-a-fifth
  section: Trade
  statement: Russia takes a fifth of what Serbia sells at least.
  kind: computed
  measure: observations
  where: indicator = 'trade_share' and area = 'SRB' and counterpart = 'RUS' and qualifier = 'exports' and period = '2015'
  expect: value >= 20
"""
BASE = (
    "2015,Serbia,Russia,300",
    "2015,Serbia,Germany,700",
    "2014,Russia,Serbia,50",
    "2014,Germany,Serbia,50",
)


@pytest.fixture
def case(tmp_path):
    """Return a case of trade, and the folder with the release that it was made of."""
    data = tmp_path / "data"
    made.write_trade(data, BASE)
    folder = tmp_path / "case"
    profile(folder, Request("SRB", ("RUS", "CHN")), data)
    (folder / "findings.yml").write_text(FINDING, "utf-8")
    return folder, data


def files(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(folder):
    with (folder / "observations.csv").open(newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_the_same_release_changes_nothing(case):
    """The files are the same to the byte, and nothing is new, gone or altered."""
    folder, data = case
    before = files(folder)
    changes = update(folder, "itpd-e", data)
    assert (changes.new, changes.gone, changes.altered, changes.turned) == ((), (), (), ())
    assert changes.same == 4
    assert files(folder) == before


def test_what_a_release_changes(case):
    """A year more is new, another value replaces one that stays, what is gone is withdrawn, and a finding turns."""
    folder, data = case
    made.write_trade(
        data, ("2015,Serbia,Russia,100", "2015,Serbia,Germany,700", "2016,Serbia,Russia,10")
    )
    arguments = ["add", str(folder), "itpd-e", str(data), "--update"]
    said = CliRunner().invoke(app, arguments).output
    assert "itpd-e, 2014/2016: 2 rows new, 2 gone, 2 altered, 0 as before; 1 finding turns" in said
    assert "turns: russia-takes-a-fifth from holds to fails" in said
    assert "itpd-e-share-srb-rus-exports-2015: value 30.0000 → 12.5000" in said
    found = rows(folder)
    assert found["itpd-e-share-srb-rus-exports-2015"]["value"] == "12.5000"
    (old,) = [
        row
        for name, row in found.items()
        if name.startswith("itpd-e-share-srb-rus-exports-2015-until")
    ]
    assert (old["value"], old["status"], old["superseded_by"]) == (
        "30.0000",
        "deprecated",
        "itpd-e-share-srb-rus-exports-2015",
    )
    lost = found["itpd-e-share-srb-rus-imports-2014"]
    assert (lost["value"], lost["status"]) == ("50.0000", "deprecated")
    assert lost["reason"] == "Gone from the release that covers 2014/2016."
    assert [problem for problem in tertius.open(folder).problems if problem.blocks] == []


def test_every_dataset_is_known_to_the_command(tmp_path):
    """Whatever stands in the folder of datasets can be named: the help lists it, and `add` looks for its files."""
    help_text = CliRunner().invoke(app, ["add", "--help"], terminal_width=10_000).output
    for name, one in datasets().items():
        assert f", {name}" in help_text
        done = CliRunner().invoke(
            app, ["add", str(small_case.FOLDER), name, str(tmp_path), "--update"]
        )
        assert f"lacks {', '.join(one.files)}" in str(done.exception), name
    done = CliRunner().invoke(app, ["add", str(small_case.FOLDER), "nothing", str(tmp_path)])
    assert all(f"; {name} (" in str(done.exception) for name in datasets())


def test_a_newer_whole_table(tmp_path):
    """AidData's whole table, which lies beside no case, is brought up to date in one that has its sums."""
    data, folder = tmp_path / "data", tmp_path / "case"
    made.write_whole(data)
    profile(folder, Request("SRB", ("CHN",)), data)
    made.write_whole(data, ["1,Yes,No,SRB,2018,Completion,100", "2,Yes,No,SRB,2021,Completion,30"])
    arguments = ["add", str(folder), "aiddata-gcdf-3-whole", str(data)]
    assert "has nothing to lay beside a case" in str(CliRunner().invoke(app, arguments).exception)
    said = CliRunner().invoke(app, [*arguments, "--update"]).output
    assert ": value 120 → 130" in said
    assert "0 rows new, 0 gone, 1 altered" in said


def test_a_row_that_comes_back_counts_again(case):
    """A row withdrawn by one release is current after the next that has it, and no id is ever lost."""
    folder, data = case
    first = set(rows(folder))
    made.write_trade(data, BASE[:2])
    update(folder, "itpd-e", data)
    made.write_trade(data, BASE)
    update(folder, "itpd-e", data)
    after = rows(folder)
    assert first <= set(after)
    assert all(after[name]["status"] in ("", "current") for name in first)


def test_a_broken_release_leaves_the_case_as_it_was(case):
    """Where the file has a fault, or the case has no row of the dataset, nothing is written."""
    folder, data = case
    before = files(folder)
    made.write_trade(data, ("2015,Serbia,Russia,-1",))
    with pytest.raises(TertiusError, match="below zero"):
        update(folder, "itpd-e", data)
    made.write_arms(data)
    with pytest.raises(TertiusError, match="no row of sipri-arms"):
        update(folder, "sipri-arms", data)
    assert files(folder) == before


def test_what_other_hands_took_from_a_source_stays(tmp_path):
    """A release withdraws what a profile made of this dataset, and no row of another of its source, by hand or accepted."""
    data, folder = tmp_path / "data", tmp_path / "case"
    made.write_finance(data)
    made.write_places(data)
    profile(folder, Request("SRB", ("RUS", "CHN")), data)
    path = folder / "claims.csv"
    head, *lines = path.read_text("utf-8").splitlines(keepends=True)
    (amount,) = [line for line in lines if line.startswith("gcdf-11-amount,")]
    with (folder / "engagements.csv").open(newline="") as file:
        rows_there = list(csv.DictReader(file))
    with (folder / "engagements.csv").open("a", newline="") as file:
        csv.DictWriter(file, list(rows_there[0])).writerow(
            rows_there[0] | {"id": "line", "label": "A line"}
        )
    added = [
        amount.replace("gcdf-11-amount,gcdf-11", "gcdf-99-amount-0a1b2c,line"),
        amount.replace("gcdf-11-amount,gcdf-11", "line-amount,line"),
        amount.replace("gcdf-11-amount", "gcdf-11-lost"),
    ]
    path.write_text(head + "".join(sorted([*lines, *added])), "utf-8")
    changes = update(folder, "aiddata-gcdf-3", data)
    assert (changes.gone, changes.new, changes.altered) == (("gcdf-11-lost",), (), ())
    assert update(folder, "aiddata-gcdf-3-places", data).gone == ()
