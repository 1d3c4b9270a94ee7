"""Web pages as they are saved: notes by whole addresses, file names, letters and marks, links on any part, lists by chapter."""

import pytest

from tertius.intake.documents.layout.pandoc import read_html
from tertius.intake.documents.read import read_paper

PAGE = "https://think.example/papers/dams"


def saved(tmp_path, body, name="page.html"):
    path = tmp_path / name
    path.write_text(
        f'<html><head><meta charset="utf-8"><title>Dams</title></head><body>{body}</body></html>'
    )
    return path


def notes(draft):
    return [(note.mark or note.number, note.text) for note in draft.notes]


@pytest.mark.parametrize(
    "base", [PAGE, f"{PAGE}/?print=1", "Dams.html", "file:///C:/Dams.html", ""]
)
def test_links_to_the_page_itself(tmp_path, base):
    """Notes are found whether their links carry the page's address, its file's name, or the name of the note alone."""
    text = f'<p>One.<sup id="r1"><a href="{base}#fn1">1</a></sup> Two.<sup id="r2"><a href="{base}#fn2">2</a></sup></p>'
    below = f'<ol><li id="fn1">First. <a href="{base}#r1">^</a></li><li id="fn2">Second. <a href="{base}#r2">^</a></li></ol>'
    draft = read_html(saved(tmp_path, text + below))
    assert notes(draft) == [(1, "First."), (2, "Second.")]
    assert [block.text for block in draft.blocks] == ["One. Two."]


def test_links_back_of_mediawiki(tmp_path):
    """The letters and arrows by which MediaWiki leads back are no text, and a note that is called again stays one."""
    text = (
        '<p>One.<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1">[1]</a></sup> '
        'Two.<sup id="cite_ref-2"><a href="#cite_note-2">[2]</a></sup> '
        'Three.<sup id="cite_ref-a_1-1"><a href="#cite_note-a-1">[1]</a></sup></p>'
    )
    below = (
        '<ol><li id="cite_note-a-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-a_1-0"><sup><i><b>a</b></i></sup></a> '
        '<a href="#cite_ref-a_1-1"><sup><i><b>b</b></i></sup></a></span> <span>First.</span></li>'
        '<li id="cite_note-2"><b><a href="#cite_ref-2">Jump up ^</a></b> Second.</li></ol>'
    )
    paper = read_paper(saved(tmp_path, text + below))
    assert [
        (note.text, note.anchor.sentence, [a.sentence for a in note.again]) for note in paper.notes
    ] == [
        ("First.", "One.", ["Three."]),
        ("Second.", "Two.", []),
    ]


def test_letters_and_marks(tmp_path):
    """Notes called by letters or marks have these in place of a number."""
    text = '<p>By Brun.<sup><a href="#fn-star">*</a></sup> One.<sup><a href="#note-a">[a]</a></sup> Two.<sup><a href="#fn1">1</a></sup></p>'
    below = '<p id="fn-star">* Teaches.</p><p id="note-a">Lettered.</p><p id="fn1">1. First.</p>'
    assert notes(read_html(saved(tmp_path, text + below))) == [
        ("*", "Teaches."),
        ("a", "Lettered."),
        (1, "First."),
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Karl Otter, “<a href='{0}'>A Dam for Two</a>,” <i>Arland Daily</i>, May 3, 2014.",
        "Karl Otter, <a href='{0}'>“A Dam for Two,”</a> <i>Arland Daily</i>, May 3, 2014.",
        "Karl Otter, “A Dam for Two,” <a href='{0}'><i>Arland Daily</i></a>, May 3, 2014.",
        "<a href='{0}'>Karl Otter, “A Dam for Two,” <i>Arland Daily</i>, May 3, 2014.</a>",
        "Karl Otter, “A Dam for Two,” <i>Arland Daily</i>, May 3, 2014, <a href='{0}'>arland.example/2014</a>.",
    ],
)
def test_links_on_any_part_of_a_reference(tmp_path, note):
    """Where a link leads is the reference's URL, whatever part carries it, and nothing of it stands in the text."""
    address = "https://www.arland.example/2014/a-dam?id=7"
    body = f'<p>One.<sup><a href="#fn1">1</a></sup></p><ol><li id="fn1">{note.format(address)}</li></ol>'
    (found,) = read_paper(saved(tmp_path, body)).notes
    (reference,) = found.references
    assert reference.csl["URL"] == address
    assert reference.csl["title"] == "A Dam for Two"
    assert "https" not in found.text


def test_each_link_is_that_of_its_reference(tmp_path):
    """Of two references in one note each has the link that it carries."""
    note = "Karl Otter, “<a href='https://a.example/1'>A Dam</a>,” Arland Daily, May 3, 2014; Mina Gale, “<a href='https://b.example/2'>A Loan</a>,” Sova Daily, May 4, 2015."
    body = f'<p>One.<sup><a href="#fn1">1</a></sup></p><ol><li id="fn1">{note}</li></ol>'
    (found,) = read_paper(saved(tmp_path, body)).notes
    assert [r.csl["URL"] for r in found.references] == [
        "https://a.example/1",
        "https://b.example/2",
    ]


CHAPTERS = "".join(
    f"<h2>{number}. {name}</h2><p>One of {name}.<sup>1</sup> Two of {name}.<sup>2</sup></p>"
    for number, name in ((1, "The loan"), (2, "The dam"))
)


@pytest.mark.parametrize(
    "below",
    [
        "<h2>Notes</h2><h3>The dam</h3><p>1. A. Dam.</p><p>2. B. Dam.</p><h3>The loan</h3><p>1. A. Loan.</p><p>2. B. Loan.</p>",
        "<h2>Notes</h2><h3>Chapter 2</h3><ol><li>A. Dam.</li><li>B. Dam.</li></ol><h3>Chapter 1</h3><ol><li>A. Loan.</li><li>B. Loan.</li></ol>",
        "<h2>Notes</h2><p><b>Notes to 1. The loan</b></p><p>1 A. Loan.</p><p>2 B. Loan.</p><p>Chapter 2: The dam</p><p>1 A. Dam.</p><p>2 B. Dam.</p>",
    ],
)
def test_typed_notes_by_chapter(tmp_path, below):
    """Notes that were typed below the headings of their chapters are those of that chapter's numbers, whatever their order."""
    paper = read_paper(saved(tmp_path, CHAPTERS + below))
    assert {(note.anchor.sentence, note.text) for note in paper.notes} == {
        ("One of The loan.", "A. Loan."),
        ("Two of The loan.", "B. Loan."),
        ("One of The dam.", "A. Dam."),
        ("Two of The dam.", "B. Dam."),
    }


def test_typed_numbers_in_brackets(tmp_path):
    """Numbers in brackets are those of notes where a list below a heading has them."""
    body = "<h2>One</h2><p>It is paid [1]. It is built [2, 3].</p><h2>References</h2><p>[1] First.</p><p>[2] Second.</p><p>[3] Third.</p>"
    paper = read_paper(saved(tmp_path, body))
    assert [(note.text, note.anchor.sentence) for note in paper.notes] == [
        ("First.", "It is paid."),
        ("Second.", "It is built."),
        ("Third.", "It is built."),
    ]
    assert read_paper(saved(tmp_path, "<p>In [2012] it was paid [1].</p>")).notes == ()


@pytest.mark.parametrize("kind", ["footnote", "endnote", "rearnote"])
def test_asides_of_an_epub(tmp_path, kind):
    """The asides of an EPUB's chapter are the notes that its links call, raised or not."""
    text = '<p>One.<a epub:type="noteref" href="#fn1">1</a> Two.<sup><a epub:type="noteref" href="#fn2">2</a></sup></p>'
    below = "".join(
        f'<aside epub:type="{kind}" id="fn{n}"><p>{n} Note {n}.</p></aside>' for n in (1, 2)
    )
    draft = read_html(saved(tmp_path, text + below))
    assert notes(draft) == [(1, "Note 1."), (2, "Note 2.")]
    assert [block.text for block in draft.blocks] == ["One. Two."]
