"""A paper in plain text: small ones, countable by hand."""

import pytest

from tertius.errors import TertiusError
from tertius.intake.documents.assemble import assemble
from tertius.intake.documents.paper import Block, PrintedNote
from tertius.intake.documents.text import MOST_BYTES, MOST_LINES, read_text_paper


def read(text: str):
    return read_text_paper(text.encode())


def anchors(text: str) -> list[tuple[str, int]]:
    """Each anchor as the word before it and its number."""
    return [
        (block.text[:offset].split()[-1], number)
        for block in read(text).blocks
        for offset, number in block.anchors
    ]


SMALL = """\
 I. Loans

Russia lent money to Serbia in 1999.1 It lent
more in 2008,2 when the 17+1 framework and unit
B3 did not exist, and China was to

1. Ann Author, ‘A Title That is Long’, Reuters, <https://example.org/a-
long-link>, accessed 3 May 2020.
2. Ibid.

https://example.org/a-long-link
 lend $5.2 million.4 The pro-
Kremlin press praised it, and pro-Kremlin groups did; the deve-
lopment began.
"""


def test_a_small_paper():
    """One heading, one paragraph that notes interrupt, two notes, and a number whose note is lost."""
    draft = read(SMALL)
    assert draft.title is None
    assert draft.warnings == ()
    assert draft.blocks == (
        Block("I. Loans", 1, (), ((0, "line 1"),)),
        Block(
            "Russia lent money to Serbia in 1999. It lent more in 2008, when the 17+1 framework and unit "
            "B3 did not exist, and China was to lend $5.2 million. The pro-Kremlin press praised it, and "
            "pro-Kremlin groups did; the development began.",
            0,
            ((36, 1), (58, 2), (145, 4)),
            (
                (0, "line 3"),
                (45, "line 4"),
                (92, "line 5"),
                (127, "line 12"),
                (154, "line 13"),
                (216, "line 14"),
            ),
        ),
    )
    assert draft.notes == (
        PrintedNote(
            1,
            "Ann Author, ‘A Title That is Long’, Reuters, <https://example.org/a-long-link>, accessed 3 May 2020.",
            place="line 7",
        ),
        PrintedNote(2, "Ibid.", place="line 9"),
    )


def test_a_year_and_an_anchor_in_one_run_of_digits():
    """In “19992” the sequence says that 2 is the anchor; the next is 3."""
    text = "The war ended here.1 It was over in 19992 and peace came in 2000.3 In 2000 it held."
    assert anchors(text) == [("here.", 1), ("1999", 2), ("2000.", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "The 17+1 framework has unit B3, road E793 and the 4G net at $5.2 million, or 2.5% of 1,500 people.",
        "MiG-29 and T-72, COVID-19 and the G20 in 2019. Then 8.9 million came.",
        "An empty page.",
    ],
)
def test_numbers_that_are_no_anchors(text: str):
    """A text without notes keeps all its numbers."""
    draft = read(text)
    assert [block.text for block in draft.blocks] == [text]
    assert anchors(text) == []


def test_a_list_is_no_note():
    """Numbered lines that nothing calls stay in the text."""
    text = "We ask:\n\n1. Who lends the money?\n2. Who pays it back?\n\nThat is all."
    draft = read(text)
    assert draft.notes == ()
    assert "Who pays it back?" in " ".join(block.text for block in draft.blocks)


def test_raised_and_bracketed_numbers():
    """Raised digits and numbers in square brackets are anchors as well."""
    assert anchors("It came.¹ It went² and stayed.³") == [("came.", 1), ("went", 2), ("stayed.", 3)]
    assert anchors("It came.[1] It went[2] and stayed.") == [("came.", 1), ("went", 2)]


def test_endnotes():
    """Notes at the end of the paper under a heading of their own."""
    draft = read(
        "It began in May.1 It ended.2\n\nNotes\n\n1. First source, 2019.\n2. Second\nsource.\n"
    )
    assert [block.text for block in draft.blocks] == ["It began in May. It ended."]
    assert [(note.number, note.text) for note in draft.notes] == [
        (1, "First source, 2019."),
        (2, "Second source."),
    ]


def test_numbers_that_begin_anew():
    """Two chapters, each with notes from 1 on."""
    chapter = "It began in May.1 It ended then.2 All was well.3\n\n1. One.\n2. Two.\n3. Three.\n\f"
    draft = read(chapter * 2)
    assert [number for block in draft.blocks for _, number in block.anchors] == [1, 2, 3, 1, 2, 3]
    assert [note.number for note in draft.notes] == [1, 2, 3, 1, 2, 3]


def test_running_heads_and_page_numbers():
    """Lines that stand at the edge of page after page are left out, and so are page numbers."""
    page = "Russia and China in Serbia\n\nThe loan of year {0} was paid in\nfull and the bank was glad of it.\n\n{0}\n\f"
    draft = read("".join(page.format(number) for number in range(1, 5)))
    whole = " ".join(block.text for block in draft.blocks)
    assert "Russia and China" not in whole
    assert whole.split("glad of it.")[1].split() == [
        "The",
        "loan",
        "of",
        "year",
        "2",
        "was",
        "paid",
        "in",
        "full",
        "and",
        "the",
        "bank",
        "was",
    ]


def test_a_cut_note():
    """A note that its page cuts off is marked, and one after it is whole."""
    draft = read(
        "It began in May,1 and it ended in the year that\n\n1. Ann Author, ‘A Title\n\fcame.2 All was well.\n\n2. Bob Author, ‘Title’, 2019.\n"
    )
    assert [(note.number, note.complete) for note in draft.notes] == [(1, False), (2, True)]
    assert (
        draft.blocks[0].text == "It began in May, and it ended in the year that came. All was well."
    )


def test_a_link_that_no_note_has_is_reported():
    """A link line whose note is lost leaves the text, and the paper says so."""
    draft = read("It began.1 It ended in\n\n1. Ann, 2019.\n\nhttps://example.org/lost\n\fMay.\n")
    assert [block.text for block in draft.blocks] == ["It began. It ended in May."]
    assert draft.warnings == (
        "Line 5 holds a link that no note has, and was left out of the text: https://example.org/lost",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str):
    """UTF-8 with and without its mark and UTF-16 give the same paper."""
    assert read_text_paper("Vučić је дошао.".encode(encoding)).blocks[0].text == "Vučić је дошао."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"One\nVu\xe8i\xe6 came.", "byte 0xE8 in line 2, after “Vu”, which is neither. The file may be in Windows-1250, 1251 or 1252"),
        (b"\xff\xfeV\x00u\xd8", "begins as UTF-16"),
        (b"One\n\x00\x01", "found a zero byte in line 2"),
        (b" \n\n", "found no letters"),
        (b"a\n" * (MOST_LINES + 1), "at most 200,000 lines, found 200,001"),
        (b"a" * (MOST_BYTES + 1), "at most 5 MB of text, found 5.0 MB"),
    ],
    ids=["windows", "cut off", "binary", "empty", "long", "large"],
)  # fmt: skip
def test_what_is_refused(data: bytes, said: str):
    """What is no text in a known encoding is refused, with the byte and what to do."""
    with pytest.raises(TertiusError, match=said.replace("(", r"\(").replace(".", r"\.")):
        read_text_paper(data)


def test_notes_without_stops():
    """Numbers without a full stop; notes that end without one are whole, and a date in a note begins none."""
    draft = read(
        "It came.1 It went.2 All was paid.3 And then the\n\n1 Ann Author, Title, Reuters,\n3 December 2019, p. 4\n"
        "2 Ibid., p. 6\n3 Bob Author, Book (London, 2001)\n\fbank closed.\n"
    )
    assert [(note.number, note.text, note.complete) for note in draft.notes] == [
        (1, "Ann Author, Title, Reuters, 3 December 2019, p. 4", True),
        (2, "Ibid., p. 6", True),
        (3, "Bob Author, Book (London, 2001)", True),
    ]


def test_numbered_headings_are_no_notes():
    """Where all notes are lost, numbered headings stay headings."""
    draft = read("1. Introduction\n\nIt came.1 It went.2\n\n2. Methods\n\nWe asked.3 They said.\n\n3. Results\n\nNothing.\n")  # fmt: skip
    assert draft.notes == ()
    assert [block.text for block in draft.blocks if block.level] == ["1. Introduction", "2. Methods", "3. Results"]  # fmt: skip


def test_numbers_that_begin_anew_on_each_page():
    """Notes that begin again at 1 on each page, even one alone."""
    draft = read(
        "One.1 Two.2 Then\n\n1. A.\n2. B.\n\fthree.1 Four.2 It ends\n\n1. C.\n2. D.\n\fnow.1 So.\n\n1. E.\n"
    )
    assert [number for block in draft.blocks for _, number in block.anchors] == [1, 2, 1, 2, 1]
    assert [note.text for note in draft.notes] == ["A.", "B.", "C.", "D.", "E."]


def test_anchors_apart_from_their_words():
    """A number that a space parts from its sentence is an anchor where its note is printed."""
    draft = read("It came in 2008. 1 It was large. 2 The end. 30 Serbs left.\n\n1. A.\n2. B.\n")
    assert draft.blocks[0].text == "It came in 2008. It was large. The end. 30 Serbs left."
    assert draft.blocks[0].anchors == ((16, 1), (30, 2))


def test_a_note_cut_off_at_its_head():
    """A note whose quotation or bracket ends without having begun is marked as cut off."""
    draft = read("It came.1 It went.2\n\n1. in Eurasia’, Reuters, 2019.\n2. Bob, ‘Title’, 2019.\n")
    assert [note.complete for note in draft.notes] == [False, True]


def test_a_note_whose_first_lines_are_lost():
    """Lines above the first note of a block that end a quotation are the rest of the note before it."""
    draft = read(
        "It came.1 It went2 and nobody paid until the\n\nin Eurasia’, Reuters, 3 May 2019.\n2. Bob, ‘Title’, 2019.\n\fbank closed.\n"
    )
    assert [(note.number, note.text, note.complete) for note in draft.notes] == [
        (1, "in Eurasia’, Reuters, 3 May 2019.", False),
        (2, "Bob, ‘Title’, 2019.", True),
    ]
    assert draft.blocks[0].text == "It came. It went and nobody paid until the bank closed."


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_notes_listed_by_chapter(order):
    """Notes below the headings of their chapters are those of that chapter's numbers, whatever the order of the list."""
    names = ("1. On loans", "2. On dams")
    text = "".join(
        f"{name}\n\nIt was paid in {name[6:]}.1 It was built in {name[6:]}.2\n\n" for name in names
    )
    listed = "".join(
        f"{names[k]}\n\n1. Otter on {names[k][6:]}, p. 3.\n2. Gale on {names[k][6:]}, p. 5.\n\n"
        for k in order
    )
    paper = assemble(
        read_text_paper(f"{text}Notes\n\n{listed}".encode()),
        read_notes=lambda notes: [("full", ()) for _ in notes],
    )
    assert [(n.series, n.number, n.text, n.anchor.sentence) for n in paper.notes] == [
        (
            series,
            number,
            f"{name} on {names[series][6:]}, p. {page}.",
            f"It was {verb} in {names[series][6:]}.",
        )
        for series in (0, 1)
        for number, name, page, verb in ((1, "Otter", 3, "paid"), (2, "Gale", 5, "built"))
    ]
    assert paper.text.count("On loans") == paper.text.count("On dams") == 1
