"""PDFs, Word files and web pages that were once misread: what each of them says, whole."""

import pytest

from shared_files import shared_file
from tertius.intake.documents.read import read_paper

OTTER, GALE, BRUN = "Karl Otter, Two Dams", "Mina Gale, Three Dams", "Ana Brun, Water"
PRICE = "The Price of Water, Vell: Hill Press, 2012, p. 4."
DAM = "Karl Otter, ‘A Dam for Two’, Arland Daily, 3 May 2014"
LOAN = "Mina Gale, ‘The Second Loan’, Sova Review 4, no. 2 (2015), pp. 11–19."
EXPECTED = {
    "bracketed-notes.pdf": [("1", OTTER), ("2", GALE), ("3", BRUN)],
    "custom-mark.docx": [("*", "Ana Brun teaches"), ("1", OTTER), ("2", GALE)],
    "doi-line-below-notes.pdf": [
        ("1", f"Karl Otter, {PRICE}"),
        ("2", DAM),
        ("3", LOAN),
        ("4", "Mina Gale, ‘No Paper’, Arland Daily, 9 May 2016."),
        ("5", "Karl Otter, What They Promised, Vell: Hill Press, 2017."),
    ],
    "endnotes-by-chapter.pdf": [("1", OTTER), ("2", GALE), ("3", "Ibid."), ("1", BRUN), ("2", "Ibid.")],
    "notes-in-three-columns.pdf": [
        ("1", f"Ana Brun, {PRICE}"),
        ("2", "Karl Otter, A Dam for Two, in: Arland Daily, 3 May 2014."),
        ("3", "Brun, Price (Fn. 1), p. 9."),
        (
            "4",
            "Terms of loans are seldom shown to a house of deputies; see Mina Gale, The Second Loan, in: Sova Review 4 (2015), pp. 11–19.",
        ),
    ],
    "one-page-breaks-the-paper.pdf": [
        (str(n), "Mina Gale, ‘No Paper’" if n == 2 else f"Karl Otter, The Price of Water, Vell: Hill Press, {2000 + n}, p. {n}.")
        for n in range(1, 21)
    ],
    "page-range-broken.pdf": [("1", "Karl Otter, ‘Dams and the Money of Others: A Reply to My Critics’, Arland Studies, 59.11 (2008), 1819–28;")],
    "text-box-swallows-paragraph.docx": [("1", "Ana Brun, Volume 1"), ("2", "Ana Brun, Volume 2")],
    "underlined-link-in-note.pdf": [
        ("1", f"Ana Brun, {PRICE}"),
        ("2", f"{DAM}, https://www.arland-daily.example/economy/2014/05/a-dam-for-two.html."),
        ("3", LOAN),
    ],
    "absolute-note-links.html": [("1", "Ana Brun, The Price of Water"), ("2", "Karl Otter, “A Dam for Two,” Arland Daily, May 3, 2014.")],
    "linked-title.docx": [("1", "Karl Otter, “A Dam for Two,” Arland"), ("2", "Karl Otter, “A Dam for Three,” Arland")],
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_each_note_is_at_its_number(name):
    """Each note of the file is read whole, begins as it is printed, and stands in the order in which it is called."""
    paper = read_paper(
        shared_file(f"faults/papers/{name}"), read_notes=lambda notes: [("full", ()) for _ in notes]
    )
    expected = EXPECTED[name]
    assert [
        (n.label, n.text[: len(text)]) for n, (_, text) in zip(paper.notes, expected, strict=True)
    ] == expected
    assert all(note.present and note.complete and note.anchor for note in paper.notes)
    offsets = [note.anchor.offset for note in paper.notes]
    assert offsets == sorted(offsets)


@pytest.mark.parametrize(("name", "number"), [("linked-title.docx", 1), ("linked-title.html", 2)])
def test_a_linked_title_has_its_address(name, number):
    """The title is what is shown, and the URL is where its link leads."""
    paper = read_paper(shared_file(f"faults/papers/{name}"))
    (reference,) = next(note for note in paper.notes if note.number == number).references
    assert reference.csl["title"] == "A Dam for Two"
    assert reference.csl["URL"] == "https://www.arland-daily.example/2014/a-dam"
