"""DOCX and HTML: their own notes, notes written as links, and files that are no good."""

import io
import zipfile

import pytest

from layout_files import write_by_pandoc
from tertius.errors import TertiusError
from tertius.intake.documents.layout import archive
from tertius.intake.documents.layout import pandoc as layout
from tertius.intake.documents.layout.pandoc import read_docx, read_html
from tertius.intake.documents.paper import Block

AGAIN = "Open it in a word processor and save it again as .docx."


def html(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "page.html"
    path.write_bytes(text.encode(encoding))
    return read_html(path)


def notes(draft):
    return [(note.number, note.text) for note in draft.notes]


def anchors(draft):
    return [(block.text[:at], number) for block in draft.blocks for at, number in block.anchors]


def refusal(read, path):
    with pytest.raises(TertiusError) as caught:
        read(path)
    return str(caught.value).replace(str(path), "FILE")


PAPER = """---
title: Russia and China in Serbia
---

# Gas

Gas is *Russian*.[^1] It is “cheap”.

[^1]: Author, ‘Title’, [a page](https://example.org/gas), 2020.
    It has two lines.

    And a second paragraph.

> A quotation.^[Ibid.]

- One
- Two^[See note 1.]

## Rail

| Year | Loan |
|------|------|
| 2016 | 297^[In dollars.] |
"""


@pytest.mark.parametrize(("name", "read"), [("a.docx", read_docx), ("a.html", read_html)])
def test_paper(tmp_path, name, read):
    """Headings, lists, quotations, tables and notes come out in their order, with numbered paragraphs."""
    draft = read(write_by_pandoc(tmp_path / name, PAPER))
    assert draft.title == "Russia and China in Serbia"
    places = [((0, f"paragraph {n}"),) for n in range(1, 7)]
    assert [block for block in draft.blocks if block.text != draft.title] == [
        Block("Gas", 1),
        Block("Gas is Russian. It is “cheap”.", 0, ((15, 1),), places[0]),
        Block("A quotation.", 0, ((12, 2),), places[1]),
        Block("One", 0, (), places[2]),
        Block("Two", 0, ((3, 3),), places[3]),
        Block("Rail", 2),
        Block("Year | Loan", 0, (), places[4]),
        Block("2016 | 297", 0, ((10, 4),), places[5]),
    ]
    assert notes(draft) == [
        (
            1,
            "Author, ‘Title’, a page, 2020. It has two lines. And a second paragraph.",
        ),
        (2, "Ibid."),
        (3, "See note 1."),
        (4, "In dollars."),
    ]
    (link,) = draft.notes[0].links
    assert (draft.notes[0].text[link.start : link.end], link.address) == (
        "a page",
        "https://example.org/gas",
    )


WAYS = {
    "by hand": (
        'One.<sup><a href="#fn1">1</a></sup> Two.<sup><a href="#fn2">2</a></sup>',
        '<ol><li id="fn1">First. <a href="#r1">↩</a></li><li id="fn2"><p>Second.</p></li></ol>',
    ),
    "pandoc": (
        (
            'One.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> '
            'Two.<a href="#fn2" class="footnote-ref" id="fnref2" role="doc-noteref"><sup>2</sup></a>'
        ),
        (
            '<section role="doc-endnotes"><hr><ol><li id="fn1"><p>First.<a href="#fnref1" role="doc-backlink">↩︎</a></p></li>'
            '<li id="fn2"><p>Second.<a href="#fnref2" role="doc-backlink">↩︎</a></p></li></ol></section>'
        ),
    ),
    "Word": (
        (
            'One.<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> '
            'Two.<a style=\'mso-footnote-id:ftn2\' href="#_ftn2" name="_ftnref2"><span>[2]</span></a>'
        ),
        (
            "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>"
            '<a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> First.</p></div>'
            "<div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText>"
            '<a href="#_ftnref2" name="_ftn2"><span>[2]</span></a> Second.</p></div></div>'
        ),
    ),
    "WordPress": (
        (
            'One.<sup data-fn="a-1" class="fn"><a href="#a-1" id="a-1-link">1</a></sup> '
            'Two.<sup data-fn="b-2" class="fn"><a href="#b-2" id="b-2-link">2</a></sup>'
        ),
        (
            '<ol class="wp-block-footnotes"><li id="a-1">First. <a href="#a-1-link" aria-label="Jump">↩︎</a></li>'
            '<li id="b-2">Second. <a href="#b-2-link">↩︎</a></li></ol>'
        ),
    ),
    "MediaWiki": (
        (
            'One.<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup> '
            'Two.<sup id="cite_ref-2" class="reference"><a href="#cite_note-2"><span>[</span>2<span>]</span></a></sup>'
        ),
        (
            '<ol><li id="cite_note-1"><span><b><a href="#cite_ref-1">^</a></b></span> <span>First.</span></li>'
            '<li id="cite_note-2"><span><b><a href="#cite_ref-2">^</a></b></span> <span>Second.</span></li></ol>'
        ),
    ),
    "paragraphs": (
        'One.<sup><a id="r1" href="#n1">1</a></sup> Two.<sup><a id="r2" href="#n2">2</a></sup>',
        '<p id="n1"><a href="#r1">1</a>. First.</p><p id="n2">2. Second.</p>',
    ),
    "named anchors": (
        'One.<a href="#n1" name="r1">[1]</a> Two.<a href="#n2" name="r2">[2]</a>',
        '<p><a name="n1" href="#r1">[1]</a> First.</p><p><a name="n2" href="#r2">[2]</a> Second.</p>',
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_notes_written_as_links(tmp_path, way):
    """A number that leads to a note is its anchor, and the note is lifted out of the page."""
    text, below = WAYS[way]
    draft = html(tmp_path, f"<h1>Title</h1><p>{text}</p><h2>Next</h2><p>Last.</p>{below}")
    assert anchors(draft) == [("One.", 1), ("One. Two.", 2)]
    assert notes(draft) == [(1, "First."), (2, "Second.")]
    assert [block.text for block in draft.blocks] == ["One. Two.", "Next", "Last."]


def test_a_note_that_begins_with_its_own_number(tmp_path):
    """What a note says first stays, even where it looks like the number of the note."""
    draft = html(
        tmp_path,
        '<p>A.<sup><a href="#n1">1</a></sup> B.<sup><a href="#n2">2</a></sup></p><ol><li id="n1">1.5 billion.</li></ol><p id="n2">2.5 more.</p>',
    )
    assert notes(draft) == [(1, "1.5 billion."), (2, "2.5 more.")]


def test_other_links_are_no_notes(tmp_path):
    """A table of contents, a figure's number and a link to elsewhere stay text."""
    draft = html(
        tmp_path,
        '<ul><li><a href="#one">1</a></li></ul><h2 id="one">One</h2><p>See figure <a href="#f">2</a> and '
        '<a href="https://example.org">3</a>.</p><figure id="f"><img src="x.png"><figcaption>Figure</figcaption></figure>',
    )
    assert draft.notes == () and anchors(draft) == []
    assert "See figure 2 and 3." in [block.text for block in draft.blocks]


def test_a_note_that_is_called_and_lost(tmp_path):
    """A note that is listed and never called is kept as text; a raised number whose note the page lacks calls a lost one."""
    draft = html(
        tmp_path,
        '<p>One.<sup><a href="#fn1">1</a></sup> Two.<sup><a href="#fn9">9</a></sup></p>'
        '<section role="doc-endnotes"><ol><li id="fn1">First.</li><li id="fn2">Uncalled.</li></ol></section>',
    )
    assert notes(draft) == [(1, "First.")]
    assert [block.text for block in draft.blocks] == ["One. Two.", "Uncalled."]
    assert anchors(draft) == [("One.", 1), ("One. Two.", 9)]
    assert draft.placed == (0, None)


@pytest.mark.parametrize(
    "below",
    [
        "<ol><li>First.</li><li>Second.</li></ol>",
        "<p>1. First.</p><p>2. Second.</p>",
        "<p>[1] First.</p><p>[2] Second.</p>",
    ],
)
def test_notes_typed_by_hand(tmp_path, below):
    """Raised numbers that nothing links are anchors where a list of notes has them; powers are none."""
    text = "<p>It has 88 km<sup>2</sup>.<sup>1</sup> Two.<sup>2</sup></p>"
    draft = html(tmp_path, f"<h2>One</h2>{text}<h2>Notes</h2>{below}<h2>Index</h2><p>Last.</p>")
    assert anchors(draft) == [("It has 88 km².", 1), ("It has 88 km². Two.", 2)]
    assert notes(draft) == [(1, "First."), (2, "Second.")]
    assert [block.text for block in draft.blocks][-1] == "Last."
    alone = html(tmp_path, text)
    assert anchors(alone) == [] and alone.blocks[0].text == "It has 88 km².¹ Two.²"


def test_nothing_is_run_fetched_or_included(tmp_path):
    """Scripts, styles, frames and pictures leave no trace, and no file is taken in."""
    secret = tmp_path / "secret.html"
    secret.write_text("<p>secret</p>")
    draft = html(
        tmp_path,
        f'<head><title>T</title><script>alert("x")</script><style>p{{}}</style><link rel="stylesheet" href="file://{secret}"></head>'
        f'<p>Text.</p><script src="{secret}"></script><iframe src="file://{secret}"></iframe><iframe src="secret.html"></iframe>'
        f'<object data="{secret}"></object><embed src="{secret}"><img src="{secret}"><noscript></noscript>',
    )
    assert [block.text for block in draft.blocks] == ["Text."]


@pytest.mark.parametrize(
    ("encoding", "declared", "warned"),
    [
        ("utf-8", "", False),
        ("utf-8-sig", "", False),
        ("utf-16", "", False),
        ("windows-1250", '<meta charset="windows-1250">', False),
        (
            "windows-1250",
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">',
            False,
        ),
        ("utf-8", '<meta charset="latin-1">', False),
        ("windows-1250", "", True),
        ("windows-1250", '<meta charset="nonsense">', True),
    ],
)
def test_encodings(tmp_path, encoding, declared, warned):
    """Letters are read as the page says, and as UTF-8 where they can be; a guess is told."""
    draft = html(tmp_path, f"<head>{declared}</head><p>Šabac i Čačak</p>", encoding)
    said = (
        f"it says that it is {'nonsense' if declared else ''}"
        if declared
        else "it does not say what it is"
    )
    if warned:
        assert draft.warnings == (
            f"The letters are no UTF-8, and {said}; they were read as Western European (cp1252) and may be wrong.",
        )
    else:
        assert draft.blocks[0].text == "Šabac i Čačak" and draft.warnings == ()


def test_title_of_a_page(tmp_path):
    """The heading is the title where the page's name holds it; no heading above all others is none."""
    body = "<h1>Gas in Serbia</h1><p>A.</p><h2>One</h2><p>B.</p>"
    draft = html(tmp_path, f"<head><title>Gas in Serbia | An Institute</title></head>{body}")
    assert draft.title == "Gas in Serbia"
    assert [block.text for block in draft.blocks] == ["A.", "One", "B."]
    assert html(tmp_path, "<h2>One</h2><p>A.</p><h2>Two</h2><p>B.</p>").title is None


def test_page_without_text(tmp_path):
    """A page that holds no text is refused."""
    (tmp_path / "a.html").write_text("<script>x</script>")
    assert refusal(read_html, tmp_path / "a.html") == "FILE has no text."


def test_page_too_deep(tmp_path):
    """A page nested without end is refused."""
    (tmp_path / "a.html").write_text("<p>x" + "<b><i>" * 20_000 + "y")
    assert refusal(read_html, tmp_path / "a.html") == "FILE is nested too deeply to be read."


def test_page_too_large(tmp_path, monkeypatch):
    """A page that is larger than any paper is refused."""
    monkeypatch.setattr(layout, "LARGEST_PAGE", 2**20)
    (tmp_path / "a.html").write_text(" " * (2**20 + 1))
    assert (
        refusal(read_html, tmp_path / "a.html")
        == "FILE is larger than 1 MiB, the limit for a web page."
    )


def changed(tmp_path, change):
    """A Word file with some of its parts changed: a part's new letters, or None to drop it."""
    whole = write_by_pandoc(tmp_path / "whole.docx", "Text.^[A note.]").read_bytes()
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist()}
        for name, data in {**parts, **change(parts)}.items():
            if data is not None:
                new.writestr(name, data)
    path = tmp_path / "paper.docx"
    path.write_bytes(out.getvalue())
    return path


BAD = [
    ("no text", lambda p: {"word/document.xml": None},
     f"FILE has no text inside itself: it names “word/document.xml” as its text. {AGAIN}"),
    ("text outside", lambda p: {"_rels/.rels": p["_rels/.rels"].replace(b"word/document.xml", b"../../../../etc/passwd")},
     f"FILE has no text inside itself: it names “../../../../etc/passwd” as its text. {AGAIN}"),
    ("gigabytes", lambda p: {"word/document.xml": b" " * (49 * 2**20)},
     "FILE unpacks to 49 MiB of text; the limit is 48 MiB."),
    ("own words", lambda p: {"word/footnotes.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'},
     f"FILE defines words of its own in word/footnotes.xml, as no word processor does. {AGAIN}"),
    ("a file as a word", lambda p: {"word/document.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'},
     f"FILE defines words of its own in word/document.xml, as no word processor does. {AGAIN}"),
    ("deep", lambda p: {"word/document.xml": b"<w>" * 1000},
     f"FILE is nested more than 400 levels deep in word/document.xml, the limit. {AGAIN}"),
    ("damaged", lambda p: {"word/document.xml": b"<w>"},
     f"FILE is damaged in word/document.xml (no element found: line 1, column 3). {AGAIN}"),
    ("no Word file", lambda p: {"[Content_Types].xml": None}, f"FILE is a zip file and no Word file. {AGAIN}"),
    ("OpenDocument", lambda p: {"mimetype": b"x"},
     "FILE is an OpenDocument file (.odt). Save it as .docx and read that."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_bad_docx(tmp_path, change, message):
    """A Word file that is none, points outside itself or unpacks to too much is refused."""
    assert refusal(read_docx, changed(tmp_path, change)) == message


def test_docx_with_much_beside_its_text(tmp_path):
    """Pictures, macros and parts with names that lead outside are never unpacked, and change nothing."""
    beside = {
        "word/media/a.png": b"0" * (60 * 2**20),
        "../../evil.xml": b"<x/>",
        "word/vbaProject.bin": b"0",
        "word/comments.xml": b"<!DOCTYPE x>",
    }
    draft = read_docx(changed(tmp_path, lambda parts: beside))
    assert [block.text for block in draft.blocks] == ["Text."]
    assert notes(draft) == [(1, "A note.")]


def test_docx_relations_that_lead_out(tmp_path):
    """What a Word file wants to take in from elsewhere is left out; links in its text stay text."""
    out = b'<Relationship Id="rId99" TargetMode="External" Type="http://x/attachedTemplate" Target="http://example.org/t.dotm"/></Relationships>'
    path = changed(
        tmp_path,
        lambda p: {
            "word/_rels/document.xml.rels": p["word/_rels/document.xml.rels"].replace(
                b"</Relationships>", out
            )
        },
    )
    with zipfile.ZipFile(io.BytesIO(archive.safe_docx(path))) as safe:
        assert b"example.org" not in safe.read("word/_rels/document.xml.rels")
    assert notes(read_docx(path)) == [(1, "A note.")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no zip file", f"FILE is cut off, damaged or no Word file. {AGAIN}"),
        (archive.OLE + b"x", "FILE is an old Word file (.doc). Save it as .docx and read that."),
        (
            archive.OLE + "EncryptedPackage".encode("utf-16-le"),
            "FILE is locked with a password. Save it without one and read that.",
        ),
    ],
)
def test_no_docx(tmp_path, data, message):
    """Old, locked and other files are named as what they are."""
    (tmp_path / "a.docx").write_bytes(data)
    assert refusal(read_docx, tmp_path / "a.docx") == message


def test_cut_off_docx(tmp_path):
    """A Word file without its end is refused."""
    path = write_by_pandoc(tmp_path / "a.docx", "Text.")
    path.write_bytes(path.read_bytes()[:-500])
    assert refusal(read_docx, path) == f"FILE is cut off, damaged or no Word file. {AGAIN}"
