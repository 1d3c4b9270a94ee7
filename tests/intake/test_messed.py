"""A paper that an extraction messed up is read as it was."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from messed_paper import Clean, Habits, clean_papers, habits, messed
from tertius.errors import TertiusError
from tertius.intake.documents.assemble import assemble
from tertius.intake.documents.text import read_text_paper


@settings(max_examples=100, deadline=None)
@given(clean_papers(), habits)
def test_what_was_messed_up_is_put_right(paper: Clean, how: Habits):
    """Text, anchors and notes come back as they were before numbers were glued, lines broken and notes moved."""
    draft = read_text_paper(messed(paper, how).encode())
    running = [block for block in draft.blocks if not block.level]
    assert " ".join(block.text for block in running) == paper.text
    found, before = [], ""
    for block in running:
        found += [
            ((before + block.text[:offset])[-30:], number) for offset, number in block.anchors
        ]
        before += block.text + " "
    assert found == paper.anchors
    assert [(note.number, note.text) for note in draft.notes] == [
        (number, text) for number, text in enumerate(paper.notes, 1) if how.keeps(number)
    ]
    assert all(note.complete for note in draft.notes)
    assert [block.text for block in draft.blocks if block.level] == [h for h in paper.headings if h]


nasty = st.text(
    alphabet=st.sampled_from(list("0123456789.,-–’‘<>[]() \n\f\r\tAaBbчЖ中¹²³\xad\u2028/:#")),
    max_size=400,
)
pieces = st.lists(
    st.sampled_from(["1. Ann, ‘T’.", "2. ", "http://a.b/c", "<https://a.b/", "word1", "1999.2", "\n", "\n\n", "\f", " ", "Title Case", "-", "3 ", "[4]", "(", "’5"]) | nasty,
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | nasty.map(str.encode) | pieces.map(str.encode))
@example("ကက\x01²".encode())
@example("¹ A ² ³ b ⁴⁵[6]".encode())
def test_any_bytes_are_read_or_refused(data: bytes):
    """Whatever the bytes are, a paper with its places in order comes back, or a message."""
    try:
        draft = read_text_paper(data)
    except TertiusError:
        return
    for block in draft.blocks:
        assert block.text == " ".join(block.text.split())
        offsets = [offset for offset, _ in block.anchors]
        assert offsets == sorted(offsets)
        assert all(0 <= offset <= len(block.text) for offset in offsets)
        starts = [offset for offset, _ in block.places]
        assert starts == sorted(starts)
    paper = assemble(draft, read_notes=lambda notes: [("full", ()) for _ in notes])
    assert all(paper.text[begin:end] for begin, end in paper.sentences)
