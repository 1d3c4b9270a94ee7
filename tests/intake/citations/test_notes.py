"""Notes in three manners, with the usual mess, are read as a person reads them."""

from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from listed_rows import rows_of
from shared_files import shared_file
from tertius.intake.citations import read_entry, read_notes
from tertius.intake.documents.notes import PrintedNote

ROWS = rows_of(Path(__file__).parent / "notes.yml")
PAPERS = {name: list(rows) for name, rows in groupby(ROWS, key=lambda row: row["paper"])}
NAMES = {
    "container-title": "container", "publisher-place": "place", "URL": "link", "issued": "date",
}  # fmt: skip


def read(rows):
    return read_notes(
        [PrintedNote(row["number"], row["text"], row.get("complete", True)) for row in rows]
    )


def plainly(reference):
    """A reference in the words of the file."""
    found = {}
    for name, value in reference.csl.items():
        if name in {"author", "editor"}:
            said = [person.get("literal") or person["family"] for person in value]
        elif name in {"issued", "accessed"}:
            said = "-".join(str(part) for part in value["date-parts"][0])
        else:
            said = value
        found[NAMES.get(name, name)] = said
    return found


@pytest.mark.parametrize("paper", PAPERS)
def test_kinds_and_short_forms(paper):
    """Every note has its kind and its number of references, and every short form its full entry."""
    for row, (kind, references) in zip(PAPERS[paper], read(PAPERS[paper]), strict=True):
        asked = row.get("references", [])
        assert (kind, len(references)) == (row["kind"], len(asked)), row["text"]
        for reference, gold in zip(references, asked, strict=True):
            said = (reference.refers_to, list(reference.candidates))
            assert said == (gold.get("refers_to"), gold.get("candidates", [])), row["text"]


def test_fields():
    """Of all fields that a person reads, at least 98 in a hundred are read, and as few are made up."""
    right, said, asked = Counter(), Counter(), Counter()
    for rows in PAPERS.values():
        for row, (_, references) in zip(rows, read(rows), strict=True):
            for reference, gold in zip(references, row.get("references", []), strict=True):
                found = plainly(reference)
                for name in set(gold) - {"refers_to", "candidates"}:
                    asked[name] += 1
                    right[name] += found.get(name) == gold[name]
                said.update(name for name in found if name in asked)
    f1 = 2 * right.total() / (said.total() + asked.total())
    assert f1 > 0.98, {name: (right[name], said[name], asked[name]) for name in asked}


def one(text, **more):
    [(kind, [reference])] = read_notes([PrintedNote(1, text, **more)])
    return kind, reference


def test_a_citation_in_full():
    """An institute's citation gives all its fields, each with the letters that say so."""
    text = "Ana Bell, ‘The “Quiet” Port’ [‘Tiha luka’], Port Review (Vol. 4, No. 2, May 2019), p. 7, <https://a.rs/x- y>, accessed 3 June 2020."
    kind, reference = one(text)
    assert kind == "full"
    assert reference.csl == {
        "type": "article-journal",
        "title": "The “Quiet” Port",
        "translated-title": "Tiha luka",
        "volume": "4",
        "issue": "2",
        "issued": {"date-parts": [[2019, 5]]},
        "locator": "7",
        "URL": "https://a.rs/x-y",
        "accessed": {"date-parts": [[2020, 6, 3]]},
        "author": [{"family": "Bell", "given": "Ana"}],
        "container-title": "Port Review",
    }
    letters = {name: text[said.start : said.end] for name, said in reference.said.items()}
    assert letters["author"] == "Ana Bell"
    assert letters["URL"] == "https://a.rs/x- y"
    assert letters["issued"] == "May 2019"


def test_an_unreadable_unit_stays_as_printed():
    """What cannot be read as a citation has no fields, and nothing is put in their place."""
    _, reference = one("12, 44, Vol. 3")
    assert reference.csl == {}
    assert reference.raw == "12, 44, Vol. 3"


def test_a_cut_note_is_less_sure():
    """Of a note that is cut off, what stands at the cut is half as sure."""
    text = "Ana Bell, ‘The Quiet Po"
    whole, cut = one(text)[1], one(text, complete=False)[1]
    assert cut.csl["title"] == "The Quiet Po"
    assert cut.said["title"].confidence < whole.said["title"].confidence <= 0.55


def test_an_entry_of_a_list():
    """An entry with its authors first and its year behind them is read in its own manner."""
    entry = read_entry(
        "Bell, A. B., & Cole, D. (2010). Ports of the Danube. Journal of Transport, 12(3), 45–67."
    )
    assert plainly(entry) == {
        "type": "article-journal",
        "author": ["Bell", "Cole"],
        "title": "Ports of the Danube",
        "container": "Journal of Transport",
        "volume": "12",
        "issue": "3",
        "page": "45–67",
        "date": "2010",
        "language": "en",
    }


@pytest.mark.parametrize("length", ["234 p.", "234 pp.", "234 pages", "234 s.", "234 S", "234 S."])
def test_how_long_a_book_is_comes_out_as_a_number(length):
    """The letter behind the number of pages is no part of it, in whichever language it stands."""
    entry = read_entry(f"Bell, A. (2010). Ports of the Danube. London: Hurst. {length}")
    assert entry.csl["number-of-pages"] == "234"


def test_broken_lines_change_nothing():
    """A note printed over several lines says the same, and keeps its letters in ``raw``."""
    text = "Ana Bell, ‘The Quiet Port’, Port Review, updated 3 May 2019, <https://a.rs/x>, accessed 3 June 2020"
    broken = text.replace(" ", "\n")
    assert one(broken)[1].csl == one(text)[1].csl
    assert one(broken)[1].raw == broken


def test_the_paper():
    """In the shared paper's notes that follow one another, every short form leads to its entry."""
    lines = shared_file("paper/serbia-paper.txt").read_text(encoding="utf-8").splitlines()
    notes = {}
    for number in (29, 43, 70, 72, 74, 76):
        first = next(at for at, line in enumerate(lines) if line.startswith(f"{number}. "))
        until = next(
            at
            for at in range(first + 1, first + 4)
            if lines[at][:1] in {"", " "} or lines[at][:3].strip(". ").isdigit()
        )
        notes[number] = PrintedNote(number, " ".join(lines[first:until]).split(". ", 1)[1])
    found = read_notes(list(notes.values()))
    assert [references[0].refers_to for _, references in found] == [None, 29, None, 70, 70, 29]
