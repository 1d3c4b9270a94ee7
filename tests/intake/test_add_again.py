"""Laws of laying datasets beside a case: nothing is asked twice, and the order in which they come does not matter."""

import csv
import shutil

import pytest

import made_datasets as made
from tertius.case.proposals.decide import decide
from tertius.case.proposals.inbox import read_inbox, waiting
from tertius.case.proposals.proposal import Decision
from tertius.case.read import read_row
from tertius.case.write import table_text
from tertius.evidence.tables import BY_NAME
from tertius.intake.corroborate import corroborate
from tertius.intake.datasets import datasets, laid_beside
from tertius.intake.datasets.protocol import Request
from tertius.intake.profile import profile

LAID = tuple(laid_beside())
SHARED = {"power": "RUS", "host": "SRB", "direction": "power_to_host", "scope": "core"}
ARMS = SHARED | {"type": "arms_transfer", "domain": "defence", "sector": "arms"}
LOAN = SHARED | {"power": "CHN", "type": "loan", "domain": "economy", "sector": "rail"}
ENGAGEMENTS = (
    ARMS | {"id": "helicopters", "label": "Mi-35 helicopters from Russia"},
    ARMS | {"id": "transports", "label": "Mi-17 from Russia"},
    LOAN | {"id": "line", "label": "A loan for a line"},
    LOAN | {"id": "bridge", "label": "A bridge at Surčin and Zemun"},
    LOAN | {"id": "aid", "label": "Aid", "power": "USA", "sector": "industry"},
    SHARED | {"id": "vote", "label": "The vote on A/RES/66/7", "type": "vote", "domain": "politics"}
    | {"sector": "multilateral"},
)  # fmt: skip
OWN = {"source": "paper", "stance": "supports"}
CLAIMS = (
    OWN | {"id": "line-amount", "subject": "line", "property": "amount", "value": "295000000"}
    | {"unit": "USD", "stage": "signed"},
    OWN | {"id": "aid-amount", "subject": "aid", "property": "amount", "value": "30"}
    | {"unit": "USD", "stage": "delivered"},
    OWN | {"id": "helicopters-number", "subject": "helicopters", "property": "quantity"}
    | {"value": "4", "unit": "pieces", "stage": "signed", "qualifier": "helicopters"},
)  # fmt: skip
SHARE = OWN | {
    "indicator": "trade_share",
    "area": "SRB",
    "counterpart": "RUS",
    "qualifier": "exports",
    "unit": "pct",
}
OBSERVATIONS = (
    SHARE | {"id": "share-2016", "value": "21", "period": "2016"},
    SHARE | {"id": "share", "value": "20"},
)
PROJECTS = (
    "21,310,China Eximbank provides $297.6 million credit for a railway,Serbia,SRB,Completion,TRANSPORT AND STORAGE,,2017,,,2017-05-04,,2022-03-19,X",
    "22,5,A loan for a bridge from Zemun to Surcin,Serbia,SRB,Completion,TRANSPORT AND STORAGE,,2017,,,2017-05-04,,,X",
    "23,5,A grant of books,Serbia,SRB,Completion,EDUCATION,,2017,,,2017-05-04,,,X",
)
AID = made.activity(
    "US-5",
    "<recipient-country code='RS'/>" + made.transaction(3, 30),
).replace("Activity US-5", "Works worth USD 30 beside Zemun and Surčin")


def rows_of(folder):
    """Return the rows of the tables that a dataset adds to, without the day of recording."""
    found = {}
    for table in ("claims", "observations", "outlets"):
        with (folder / f"{table}.csv").open(newline="") as file:
            rows = [{**row, "recorded": ""} for row in csv.DictReader(file)]
        found[table] = sorted(rows, key=lambda row: row["id"])
    return found


def decide_all(folder, verdict="accepted"):
    """Decide in one way on all that waits."""
    for one in waiting(read_inbox(folder)[0]):
        rows = one.rows if verdict == "accepted" else {}
        decide(folder, one, Decision(verdict, "a reader", "2026-11-30", rows=rows))


def add_all(folder, data, order=LAID):
    """Return by dataset what adding it comes to."""
    return {name: corroborate(folder, name, data) for name in order}


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    """Return a case coded from one paper, and a folder of every dataset that can be laid beside it."""
    place = tmp_path_factory.mktemp("again")
    data, folder = place / "data", place / "case"
    made.write_all(data)
    made.write_finance(data, PROJECTS)
    calls = made.roll_calls_of(made.CALLS).replace("R/3,", "R/66/7,")
    made.write(data, "unga_votes/roll_calls.csv.gz", calls)
    made.write(data, "iati/activities.xml", f"<iati-activities>{AID}</iati-activities>")
    profile(folder, Request("SRB", ("RUS", "CHN"), ("USA",)), data)
    (folder / "sources.json").write_text(
        '[{"id": "paper", "type": "report", "title": "A paper", "issued": {"date-parts": [[2020]]}}]'
    )
    (folder / "findings.yml").write_text("[]\n")
    tables = {
        "engagements": ENGAGEMENTS,
        "claims": CLAIMS,
        "observations": OBSERVATIONS,
        **dict.fromkeys(("outlets", "ties", "positions"), ()),
    }
    for table, rows in tables.items():
        read = [read_row(BY_NAME[table], 2, cells) for cells in rows]
        (folder / f"{table}.csv").write_text(table_text(BY_NAME[table], read), "utf-8")
    return folder, data


@pytest.fixture
def case(laid, tmp_path):
    """Return a copy of the case, to be written into, and the data."""
    folder, data = laid
    return shutil.copytree(folder, tmp_path / "case"), data


def test_what_was_rejected_is_not_asked_again(case):
    """Each dataset proposes something here, and nothing anew while that waits, nor once it is rejected."""
    folder, data = case
    first = add_all(folder, data)
    assert all(found.proposed.new >= 1 for found in first.values()), first
    waits = add_all(folder, data)
    assert all(found.proposed.new == 0 < found.proposed.waiting for found in waits.values()), waits
    decide_all(folder, "rejected")
    again = add_all(folder, data)
    assert all(found.proposed.new == found.proposed.waiting == 0 for found in again.values()), again
    assert not any(found.standing for found in again.values())


def test_what_was_accepted_stands(case):
    """Once accepted, a row is known as standing: by its place in the dataset, without the inbox and under any id."""
    folder, data = case
    add_all(folder, data)
    decide_all(folder)
    again = add_all(folder, data)
    assert all(found.standing and not found.matched for found in again.values()), again
    shutil.rmtree(folder / "inbox")
    for table in ("claims", "observations"):
        path = folder / f"{table}.csv"
        first, *rest = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text(first + "".join(f"by-hand-{line}" for line in rest), "utf-8")
    assert add_all(folder, data) == again


def test_what_a_newer_release_says_otherwise_is_asked(case):
    """Of a deal that was accepted, only what the release says otherwise or beyond is proposed, with what the case has."""
    folder, data = case
    first = corroborate(folder, "sipri-arms", data)
    assert first.proposed.new == 2
    decide_all(folder)
    newer = shutil.copytree(data, folder.parent / "newer")
    made.write_arms(
        newer,
        (
            "Serbia,Russia,2015,,2,,Mi-17,helicopter,2,,2016,New,,6,12,12",
            "Serbia,Russia,2021,?,5,,Mi-35M,combat helicopter,5,,2022,New,,10,40,0",
        ),
    )
    assert corroborate(folder, "sipri-arms", newer).proposed.new == 1
    (proposal,) = waiting(read_inbox(folder)[0])
    assert "The case has 4 from this dataset." in proposal.sentence
    said = {
        (row["property"], row.get("stage", ""), row["value"]) for row in proposal.rows["claims"]
    }
    assert said == {
        ("quantity", "signed", "5"),
        ("quantity", "delivered", "5"),
        ("stage", "", "delivered"),
    }
    decide_all(folder)
    again = corroborate(folder, "sipri-arms", newer)
    assert (again.matched, again.gone) == (0, ())
    made.write_arms(newer, ("Serbia,Russia,2015,,2,,Mi-17,helicopter,2,,2016,New,,6,12,12",))
    lost = corroborate(folder, "sipri-arms", newer).gone
    assert lost
    assert all(name.startswith("sipri-rus-mi-35m-2021-") for name in lost)


def test_the_order_of_datasets_does_not_matter(case, tmp_path):
    """Datasets, each accepted whole before the next is added, leave the same rows in either order."""
    folder, data = case
    other = shutil.copytree(folder, tmp_path / "other")
    for place, order in ((folder, LAID), (other, LAID[::-1])):
        for dataset in order:
            corroborate(place, dataset, data)
            decide_all(place)
    assert rows_of(folder) == rows_of(other)


def test_a_profile_has_all_of_its_datasets(tmp_path):
    """Beside a case that was made of it a dataset proposes nothing, and says that its rows stand there."""
    data, folder = tmp_path / "data", tmp_path / "case"
    made.write_all(data)
    profile(folder, Request("SRB", ("RUS", "CHN"), ("USA",)), data)
    for dataset in LAID:
        assert not datasets()[dataset].missing(data)
        found = corroborate(folder, dataset, data)
        assert (found.matched, found.newer, found.alone) == (0, (), ())
        assert bool(found.standing) == (dataset != "unga-votes")


def test_a_figure_keeps_its_kind(tmp_path):
    """Beside another dataset's nominal figures, constant ones are proposed as what they are, and stand once accepted."""
    data, folder = tmp_path / "data", tmp_path / "case"
    made.write_old_trade(data)
    profile(folder, Request("SRB", ("RUS",)), data)
    made.write_trade(data)
    assert corroborate(folder, "itpd-e", data).proposed.new == 1
    (proposal,) = read_inbox(folder)[0]
    (row,) = proposal.rows["observations"]
    assert (row["period"], row["qualifier"], row["value"]) == ("2016", "exports", "100.0000")
    decide_all(folder)
    again = corroborate(folder, "itpd-e", data)
    assert (again.matched, len(again.standing)) == (0, 1)
