"""Public datasets laid beside a coded case: what may be the same is proposed, and decided by nobody here."""

import gzip
import json
from decimal import Decimal

import pytest

import made_datasets as made
import tertius
from tertius.case.proposals.decide import decide
from tertius.case.proposals.inbox import read_inbox
from tertius.case.proposals.proposal import Decision
from tertius.case.read import read_row
from tertius.case.write import table_text
from tertius.errors import TertiusError
from tertius.evidence.tables import BY_NAME
from tertius.intake.corroborate import corroborate, money_in
from tertius.intake.datasets.protocol import Request
from tertius.intake.profile import profile

SHARED = {
    "power": "RUS",
    "host": "SRB",
    "domain": "defence",
    "sector": "arms",
    "direction": "power_to_host",
    "scope": "core",
}
LOAN = SHARED | {"power": "CHN", "domain": "economy", "sector": "rail", "type": "loan"}
ENGAGEMENTS = (
    SHARED
    | {
        "id": "attack-helicopters",
        "label": "Mi-35 helicopters from Russia",
        "type": "arms_transfer",
    },
    SHARED | {"id": "tanks", "label": "T-72 tanks from Russia", "type": "arms_transfer"},
    LOAN | {"id": "line-loan", "label": "A loan for a line"},
)
CLAIM = {
    "id": "line-loan-amount",
    "subject": "line-loan",
    "property": "amount",
    "value": "295000000",
    "unit": "USD",
    "stage": "signed",
    "source": "paper",
}


@pytest.fixture
def case(tmp_path):
    """Return a case with two deals and a loan, beside a folder with SIPRI's and AidData's rows."""
    data = tmp_path / "data"
    made.write_trade(data)
    made.write_arms(data)
    made.write_finance(
        data,
        (
            "21,310,China Eximbank provides $297.6 million credit for a railway,Serbia,SRB,Completion,TRANSPORT AND STORAGE,,2017,,,2017-05-04,,2022-03-19,X",
            "22,5,A grant of 15 million books,Serbia,SRB,Completion,EDUCATION,,2017,,,2017-05-04,,,X",
        ),
    )
    other = tmp_path / "trade"
    made.write_trade(other)
    folder = tmp_path / "case"
    profile(folder, Request("SRB", ("RUS", "CHN")), other)
    sources = json.loads((folder / "sources.json").read_text("utf-8"))
    sources.append({"id": "paper", "type": "report", "title": "A paper"})
    (folder / "sources.json").write_text(json.dumps(sources), "utf-8")
    for table, rows in (("engagements", ENGAGEMENTS), ("claims", (CLAIM,))):
        read = [read_row(BY_NAME[table], 2, cells) for cells in rows]
        (folder / f"{table}.csv").write_text(table_text(BY_NAME[table], read), "utf-8")
    return folder, data


def test_a_deal_by_its_make(case):
    """A variant of the same make is proposed for the case's deal; tanks of another register row are not."""
    folder, data = case
    found = corroborate(folder, "sipri-arms", data)
    (proposal,) = read_inbox(folder)[0]
    assert {row["subject"] for row in proposal.rows["claims"]} == {"attack-helicopters"}
    assert "Both speak of Mi-35M." in proposal.sentence
    assert [row["id"] for row in proposal.rows["sources"]] == ["sipri-arms-transfers"]
    assert found.matched == 1
    assert [label[:5] for label in found.alone] == ["Mi-17", "HQ-22"]
    assert corroborate(folder, "sipri-arms", data).proposed.new == 0


def test_a_loan_by_its_amount(case):
    """A nominal amount within two percent is proposed as the same loan; once accepted, it counts beside the first."""
    folder, data = case
    corroborate(folder, "aiddata-gcdf-3", data)
    (proposal,) = read_inbox(folder)[0]
    assert "Both speak of USD 295,000,000." in proposal.sentence
    decide(folder, proposal, Decision("accepted", "a reader", "2026-11-29", rows=proposal.rows))
    opened = tertius.open(folder)
    assert [p for p in opened.problems if p.blocks] == []


def test_money_in_titles():
    """Amounts of a title are read with their currency and scale."""
    title = "loans of $1.2 billion, EUR 39.6 million, RMB 500,000 and US$5"
    assert list(money_in(title)) == [
        (Decimal("1200000000.0"), "USD"),
        (Decimal("39600000.0"), "EUR"),
        (Decimal(500000), "CNY"),
        (Decimal(5), "USD"),
    ]


def test_what_cannot_be_laid_beside(case, tmp_path):
    """A dataset that is none, and one that is not on this disk, are named, and the inbox stays empty."""
    folder, _ = case
    with pytest.raises(TertiusError, match="arms is no dataset"):
        corroborate(folder, "arms", tmp_path)
    with pytest.raises(TertiusError, match="not on this disk"):
        corroborate(folder, "sipri-arms", tmp_path / "nowhere")
    assert read_inbox(folder)[0] == []


def test_a_vote_by_day_and_title_or_number(case):
    """A ballot meets the roll call of its day and title, or of the resolution that the case names; others stay alone."""
    folder, data = case
    vote = SHARED | {"type": "vote", "domain": "politics", "sector": "multilateral"}
    votes = [
        vote | {"id": name, "label": label}
        for name, label in (
            ("harbour-vote", "A vote on Harbour Crossing"),
            ("numbered-vote", "The vote on A/RES/66/7"),
            ("council-vote", "A veto"),
        )
    ]
    said = [
        {
            "id": "a",
            "subject": "harbour-vote",
            "property": "ballot",
            "value": "against",
            "qualifier": "srb",
            "source": "paper",
        },
        {
            "id": "b",
            "subject": "harbour-vote",
            "property": "stage",
            "value": "occurred",
            "date": "2011-11",
            "source": "paper",
        },
    ]
    for table, added in (("engagements", votes), ("claims", said)):
        rows = [
            read_row(BY_NAME[table], 2, cells)
            for cells in (*(ENGAGEMENTS if table == "engagements" else (CLAIM,)), *added)
        ]
        (folder / f"{table}.csv").write_text(table_text(BY_NAME[table], rows), "utf-8")
    made.write_votes(
        data,
        {1: {made.SRB: 3, made.RUS: 3, made.USA: 1}, 2: {made.SRB: 2, made.RUS: 3, made.USA: 1}},
    )
    calls = data / "unga_votes" / "roll_calls.csv.gz"
    text = gzip.decompress(calls.read_bytes()).decode()
    made.write(
        calls.parent,
        calls.name,
        text.replace("MATTER 1,", "Problem of the Harbour Crossing,").replace("R/2,", "R/66/7,"),
    )
    found = corroborate(folder, "unga-votes", data)
    by_subject = {}
    for proposal in read_inbox(folder)[0]:
        for row in proposal.rows["claims"]:
            by_subject.setdefault(row["subject"], set()).add(
                (row["property"], row["value"], row.get("qualifier", ""), row.get("date", ""))
            )
    assert by_subject["harbour-vote"] == {
        ("ballot", "against", "srb", ""),
        ("stage", "occurred", "", "2011-11-05"),
    }
    assert ("ballot", "abstained", "srb", "") in by_subject["numbered-vote"]
    assert "council-vote" not in by_subject
    assert [text.split(":")[0] for text in found.alone] == ["A veto"]


def test_a_figure_of_trade_by_its_year(case):
    """A share meets the same year's; one without a year the last that is covered; one of a later year stays alone."""
    folder, data = case
    share = {
        "indicator": "trade_share",
        "area": "SRB",
        "counterpart": "RUS",
        "qualifier": "exports",
        "value": "8",
        "unit": "pct",
        "source": "paper",
    }
    rows = [
        read_row(
            BY_NAME["observations"],
            2,
            share | {"id": name} | ({"period": period} if period else {}),
        )
        for name, period in (("dated", "2015"), ("later", "2018"), ("undated", ""))
    ]
    (folder / "observations.csv").write_text(table_text(BY_NAME["observations"], rows), "utf-8")
    found = corroborate(folder, "itpd-e", data)
    proposed = {
        proposal.sentence.split(":")[0]: proposal.rows["observations"][0]["period"]
        for proposal in read_inbox(folder)[0]
    }
    assert proposed == {
        "trade share of SRB with RUS, exports, 2015": "2015",
        "trade share of SRB with RUS, exports, no year": "2016",
    }
    assert [text.split(":")[0] for text in found.alone] == [
        "trade share of SRB with RUS, exports, 2018"
    ]
