"""What holds of every proposal: it passes `check`, whatever the paper says."""

import csv
import json
import shutil
from datetime import date
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_paper import paper, reference
from shared_files import shared_file
from small_case import FOLDER, SERBIA
from tertius.case.checks.run import check_rows
from tertius.case.problems import Problem
from tertius.case.read import read_case
from tertius.evidence.row import columns
from tertius.evidence.tables import BY_NAME
from tertius.intake.documents.read import read_paper
from tertius.intake.extraction.proposals import propose

DAY = date(2026, 11, 23)
CASE, _ = read_case(FOLDER)

SENTENCES = (
    "In March 2015, Russia lent Serbia €1.2 billion for a gas pipeline.[4]",
    "Russian President Vladimir Putin reportedly visited Belgrade in 2014 to sign an agreement.[5]",
    "The Chinese company Golden Bridge bought 63% of Dunav Bank in 2018.",
    "A 2019 survey showed that Serbia trusted Russia (41%) and China (16%) most as partners.[6]",
    "China opposes the independence of Kosovo.",
    "Gazprom Neft has owned 56.15% of NIS since 2008.",
    "Turkey donated masks to Serbia together with the European Union in 2020.",
    "In 2010, Serbian President Ivan Jovic allegedly signed a memorandum with China.[7]",
    "Russia did not deliver the missiles to Serbia.",
    "The EU is Serbia's largest trading partner.",
)


def write(folder, rows):
    """Put the rows of a proposal into the files of a case, those it has already left as they are."""
    for table, listed in rows.items():
        if table == "sources":
            path = folder / "sources.json"
            sources = json.loads(path.read_text())
            known = {source["id"] for source in sources}
            sources += [dict(row) for row in listed if row["id"] not in known]
            path.write_text(json.dumps(sources, ensure_ascii=False))
            continue
        names = [column.name for column in columns(BY_NAME[table])]
        path = folder / f"{table}.csv"
        known = set()
        if table == "actors":
            with path.open(newline="") as file:
                known = {row["id"] for row in csv.DictReader(file)}
        with path.open("a", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writerows(row for row in listed if row["id"] not in known)


def blocking(folder) -> set[Problem]:
    """The problems of a case that block, but for the size that it expects of itself."""
    case, problems = read_case(folder)
    found = [*problems, *(check_rows(case) if case else ())]
    return {p for p in found if p.blocks and p.code != "expects"}


def assert_each_passes(proposals, original, folder):
    """Each proposal alone, and then all together, in a copy of the case."""
    assert proposals
    before = blocking(original)
    for number, proposal in enumerate(proposals):
        copy = shutil.copytree(original, folder / str(number))
        write(copy, proposal.rows)
        assert blocking(copy) <= before, (proposal.sentence, blocking(copy) - before)
        shutil.rmtree(copy)
    copy = shutil.copytree(original, folder / "all")
    for proposal in proposals:
        write(copy, proposal.rows)
    assert blocking(copy) <= before


def test_every_proposal_passes_check_in_the_small_case(tmp_path):
    notes = {n: [reference(f"Title of note {n}", year=2000 + n)] for n in (4, 6)}
    made = propose(paper(*SENTENCES, notes=notes), CASE, via="paper-2020", on=DAY)
    assert len(made) >= 9
    assert_each_passes(made, FOLDER, tmp_path)


def test_every_proposal_from_the_paper_passes_check_in_the_serbia_case(tmp_path):
    text = read_paper(shared_file("paper/serbia-paper.txt"))
    case, _ = read_case(SERBIA)
    assert_each_passes(propose(text, case, via="paper-2020", on=DAY), SERBIA, tmp_path)


def test_a_proposal_that_would_not_pass_is_left_out():
    """Shares of a company that come to more than all of it block; so the bundle is not made."""
    made = propose(
        paper("Gazprom has owned 90% of NIS since 2009."), CASE, via="paper-2020", on=DAY
    )
    assert made == []


def test_ids_are_given_once():
    """Rows of a kind that proposals share (actors, sources) are alike; all others have their own id."""
    notes = {n: [reference("One title")] for n in (4, 5, 6, 7)}
    made = propose(paper(*SENTENCES, *SENTENCES, notes=notes), CASE, via="paper-2020", on=DAY)
    seen = {}
    for proposal in made:
        for table, listed in proposal.rows.items():
            for row in listed:
                if table in ("actors", "sources"):
                    assert seen.setdefault((table, row["id"]), row) == row
                else:
                    assert row["id"] not in seen
                    seen[row["id"]] = row
    assert not {row for row in seen if isinstance(row, str)} & set(CASE.by_id)


def test_every_reason_points_to_a_cell_and_to_letters():
    notes = {4: [reference("One title")]}
    for proposal in propose(paper(*SENTENCES, notes=notes), CASE, via="paper-2020", on=DAY):
        for reason in proposal.reasons:
            (row,) = [r for r in proposal.rows[reason.table] if r["id"] == reason.row]
            assert reason.column in row
            assert 0 <= reason.start <= reason.end <= len(proposal.sentence)


WORDS = st.sampled_from(
    [
        "Russia",
        "China",
        "Serbia",
        "Serbia's",
        "Russian",
        "Chinese",
        "Belgrade",
        "NIS",
        "Gazprom",
        "Vladimir",
        "Putin",
        "the",
        "a",
        "of",
        "to",
        "in",
        "by",
        "with",
        "and",
        "that",
        "which",
        "who",
        "signed",
        "lent",
        "bought",
        "visited",
        "voted",
        "against",
        "would",
        "has",
        "been",
        "was",
        "not",
        "allegedly",
        "€3",
        "billion",
        "12%",
        "(12%)",
        "2014",
        "March",
        "poll",
        "loan",
        "agreement",
        "stake",
        "President",
        "minister",
        "of",
        "said",
        ",",
        ".",
        ";",
        "–",
        "‘",
        "’",
        "“",
        "”",
        "(",
        ")",
        "Bank",
        "Party",
        "it",
        "he",
    ]
)


@given(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=200))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
def test_no_text_is_too_strange(said, text):
    """Any words in any order give proposals that pass, or none."""
    made = propose(paper(f"{said} [1]", text or "x"), CASE, via="paper-2020", on=DAY)
    assert made == propose(paper(f"{said} [1]", text or "x"), CASE, via="paper-2020", on=DAY)


@pytest.mark.parametrize(
    "piece",
    [
        "Russia and ",
        "A ",
        "Aa of ",
        "12% ",
        "‘a ",
        "1,000",
        "in 2014 ",
        "$1 to ",
        "has been not ",
        "President Aa ",
        "EU, ",
        "EU and ",
        "the EU lent ",
    ],
)
def test_long_sentences_take_no_longer_than_their_length(piece):
    """Twice the sentences take about twice the time: no pattern doubles back on itself."""
    taken = []
    for times in (150, 1200):
        made = paper("Serbia " + piece * times)
        begun = process_time()
        propose(made, CASE, via="paper-2020", on=DAY)
        taken.append(process_time() - begun)
    assert taken[1] < 5, taken
