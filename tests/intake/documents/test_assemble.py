"""A draft made into a paper: small drafts, whole answers."""

from collections.abc import Sequence

from tertius.intake.documents.assemble import Read, assemble
from tertius.intake.documents.paper import Anchor, Block, Draft, Note, Paper, PrintedNote, Section


def full(notes: Sequence[PrintedNote]) -> list[Read]:
    """Stands for the reading of references."""
    return [("full", ()) for _ in notes]


def notes_of(anchors: list[int], printed: list[PrintedNote]) -> Paper:
    block = Block("a" * len(anchors), anchors=tuple((i + 1, n) for i, n in enumerate(anchors)))
    return assemble(Draft(None, (block,), tuple(printed)), read_notes=full)


def test_a_whole_paper():
    """Text, sections, sentences, notes with and without text, places and warnings."""
    draft = Draft(
        "Title",
        (
            Block("Loans", 1, places=((0, "page 1"),)),
            Block("It came. It went, too.", 0, ((8, 1), (17, 2)), ((0, "page 1"), (9, "page 2"))),
            Block("Russia", 2),
            Block("It stayed.", 0, ((10, 4),)),
            Block("End", 1),
        ),
        (PrintedNote(1, "One."), PrintedNote(4, "Four", complete=False), PrintedNote(5, "Five.")),
        ("Page 3 has no text.",),
    )
    assert assemble(draft, read_notes=full) == Paper(
        title="Title",
        text="Loans\n\nIt came. It went, too.\n\nRussia\n\nIt stayed.\n\nEnd",
        sections=(
            Section("Loans", 1, 0, 49),
            Section("Russia", 2, 31, 49),
            Section("End", 1, 51, 54),
        ),
        sentences=((7, 15), (16, 29), (39, 49)),
        notes=(
            Note(
                1,
                0,
                present=True,
                complete=True,
                text="One.",
                anchor=Anchor(15, "It came."),
                kind="full",
            ),
            Note(
                2,
                0,
                present=False,
                complete=False,
                text="",
                anchor=Anchor(24, "It went, too."),
                kind="missing",
            ),
            Note(
                4,
                0,
                present=True,
                complete=False,
                text="Four",
                anchor=Anchor(49, "It stayed."),
                kind="full",
            ),
            Note(5, 0, present=True, complete=True, text="Five.", anchor=None, kind="full"),
        ),
        places=((0, "page 1"), (7, "page 1"), (16, "page 2")),
        warnings=(
            "Page 3 has no text.",
            "Note 2 is lost: only the number stands in the text.",
            "Note 5 is called nowhere in the text.",
            "Note 4 is cut off.",
            "Note 3 was seen neither in the text nor among the notes.",
        ),
    )


def test_numbers_that_begin_anew():
    """Notes that begin anew in a chapter are a series of their own."""
    paper = notes_of([1, 2, 1, 2], [PrintedNote(n, t) for n, t in ((1, "a"), (2, "b"), (1, "c"), (2, "d"))])  # fmt: skip
    found = [
        (n.series, n.number, n.text, n.anchor.offset if n.anchor else None) for n in paper.notes
    ]
    assert found == [(0, 1, "a", 1), (0, 2, "b", 2), (1, 1, "c", 3), (1, 2, "d", 4)]


def test_a_lost_series():
    """Where the notes of a chapter are lost, those of the next go to the series that has their numbers."""
    paper = notes_of([1, 2, 1, 2, 3, 4], [PrintedNote(n, str(n)) for n in (1, 2, 3, 4)])
    assert [(n.series, n.number) for n in paper.notes if not n.present] == [(0, 1), (0, 2)]
    assert [(n.series, n.number) for n in paper.notes if n.present] == [
        (1, n) for n in (1, 2, 3, 4)
    ]


def test_what_stands_twice():
    """A number that the text repeats keeps its first place; of two notes with one number the first stays."""
    paper = notes_of([1, 2, 1 + 1, 3], [PrintedNote(1, "a"), PrintedNote(2, "b"), PrintedNote(2, "c"), PrintedNote(3, "d")])  # fmt: skip
    assert [note.text for note in paper.notes] == ["a", "b", "d"]
    assert paper.warnings == (
        "Note 2 is called more than once; the first place counts.",
        "A second note 2 was left out: c",
    )


def test_no_notes():
    """A paper without notes is a paper."""
    paper = assemble(Draft(None, (Block("It is so."),), ()), read_notes=full)
    assert (paper.text, paper.notes, paper.warnings) == ("It is so.", (), ())


def test_an_empty_draft():
    """A draft of nothing gives a paper of nothing."""
    assert assemble(Draft(None, (), ()), read_notes=full).text == ""
