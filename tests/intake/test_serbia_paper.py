"""The paper behind the first case, read as a whole."""

import re
from collections import Counter
from functools import cache

import pytest

from shared_files import shared_file
from tertius.intake.documents.assemble import assemble
from tertius.intake.documents.paper import Paper
from tertius.intake.documents.text import read_text_paper

SURVIVING = [*range(1, 88), 206, 207, 213, 214]
CUT = [87, 207, 214]


@cache
def _read(data: bytes) -> Paper:
    return assemble(read_text_paper(data), read_notes=lambda notes: [("full", ()) for _ in notes])


@pytest.fixture
def paper() -> Paper:
    return _read(shared_file("paper/serbia-paper.txt").read_bytes())


def test_every_anchor_stands_once_and_in_order(paper: Paper):
    """The numbers 1 to 229 stand in the text, each once, each after the one before."""
    assert [note.number for note in paper.notes] == list(range(1, 230))
    offsets = [note.anchor.offset for note in paper.notes if note.anchor]
    assert len(offsets) == 229
    assert offsets == sorted(set(offsets))


def test_each_anchor_ends_what_it_belongs_to(paper: Paper):
    """Each anchor stands behind a letter, a year or a closing mark, inside or at the end of its sentence."""
    for note in paper.notes:
        assert note.anchor is not None
        before, after = paper.text[: note.anchor.offset], paper.text[note.anchor.offset :]
        assert re.search(r"(?:[^\W\d]|%|(?:19|20)\d\d)\)?’?[.,]?$", before[-8:]), before[-20:]
        assert re.match(r"\s|\)|$", after[:1]), after[:10]
        assert before.split()[-1] in note.anchor.sentence


def test_surviving_notes_are_whole_and_cut_ones_marked(paper: Paper):
    """91 notes survive, of which three are cut off; the others end with a full stop."""
    assert [note.number for note in paper.notes if note.present] == SURVIVING
    assert [note.number for note in paper.notes if note.present and not note.complete] == CUT
    for note in paper.notes:
        if note.complete:
            assert note.text.endswith((".", ".’")), note
            assert note.text.count("<") == note.text.count(">")
            assert not re.search(r"<[^>]*\s[^>]*>", note.text), "a link is broken"


def test_nothing_of_the_notes_is_in_the_text(paper: Paper):
    """No link and no line of a note stands in the running text."""
    assert "http" not in paper.text
    assert "accessed" not in paper.text
    assert "Ibid" not in paper.text
    for note in paper.notes:
        assert len(note.text) < 30 or note.text not in paper.text


def test_numbers_that_are_no_anchors_stay(paper: Paper):
    """What only looks like an anchor stays in the text as it was."""
    for words in ("17+1", "B3", "E793", "$5.2 million", "$9.8 million", "€1.21 billion", "MiG-29", "CH-92C", "$11.2 billion,", "CNY 1.5 billion.", "T-72", "in 1989.", "as of 2019.", "10th", "60.5%", "85%"):  # fmt: skip
        assert words in paper.text, words


def test_hyphens_at_line_ends(paper: Paper):
    """Words that the paper writes with a hyphen keep theirs."""
    for word in ("co-founded", "high-level visits", "pro-Kremlin"):
        assert word in paper.text, word


def test_sections(paper: Paper):
    """The six chapters stand on the first level, their parts below them."""
    assert [section.title for section in paper.sections if section.level == 1] == [
        "Executive Summary",
        "Introduction",
        "I. Politics",
        "II. Defence and Security Cooperation",
        "III. Economics and the Art of Balance",
        "IV. Culture and Education",
        "Conclusion",
    ]
    assert len([section for section in paper.sections if section.level == 2]) == 11
    assert paper.title is None


def test_sentences_are_not_interrupted(paper: Paper):
    """Every sentence begins with a capital or an opening mark and ends with a full stop."""
    for begin, end in paper.sentences:
        sentence = paper.text[begin:end]
        assert sentence[0].isupper() or sentence[0] in "‘“(", sentence
        assert sentence.rstrip("’”)")[-1] in ".?!", sentence


def test_what_is_missing_is_said(paper: Paper):
    """The lost notes and the cut ones are named."""
    assert paper.warnings == (
        "Notes 88 to 205, 208 to 212 and 215 to 229 are lost: only the numbers stand in the text.",
        "Notes 87, 207 and 214 are cut off.",
    )


def test_no_letter_is_lost(paper: Paper):
    """Every letter of the file is in the text or in a note, but for the lines that repeat links."""
    raw = shared_file("paper/serbia-paper.txt").read_text(encoding="utf-8")
    printed = [line for line in raw.splitlines() if not re.fullmatch(r"https?://\S+", line.strip())]
    kept = paper.text + "".join(note.text for note in paper.notes)
    assert Counter(filter(str.isalpha, "".join(printed))) == Counter(filter(str.isalpha, kept))
