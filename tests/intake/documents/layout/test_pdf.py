"""What is seen on the pages of a PDF: notes, heads, columns, hyphens, headings."""

import pytest

from layout_files import PAGE, told, write_pdf
from tertius.intake.documents.layout import pdfium
from tertius.intake.documents.layout.pdf import read_pdf

TYPED = "#set super(typographic: false)\n"
LOREM = "#lorem(60)"


def read(tmp_path, source, page=PAGE):
    return read_pdf(write_pdf(tmp_path / "paper.pdf", page + source))


def paragraphs(draft):
    return [block.text for block in draft.blocks if not block.level]


def headings(draft):
    return [(block.level, block.text) for block in draft.blocks if block.level]


@pytest.mark.parametrize("raised", ["", TYPED], ids=["raised glyphs", "smaller and higher"])
def test_superscripts_are_anchors(tmp_path, raised):
    """A number is an anchor by its size and height, whether it is a raised glyph or a smaller digit."""
    draft = read(
        tmp_path,
        raised
        + "In 1989.94 dollars, 17+1 and B3 met#footnote[One.] in 2012,#footnote[Two.] it said.",
    )
    (block,) = draft.blocks
    assert block.text == "In 1989.94 dollars, 17+1 and B3 met in 2012, it said."
    assert [(block.text[:at], number) for at, number in block.anchors] == [
        ("In 1989.94 dollars, 17+1 and B3 met", 1),
        ("In 1989.94 dollars, 17+1 and B3 met in 2012,", 2),
    ]
    assert [(note.number, note.text) for note in draft.notes] == [(1, "One."), (2, "Two.")]


def test_powers_are_no_anchors(tmp_path):
    """A raised number that belongs to a measure stays in the text."""
    draft = read(
        tmp_path,
        TYPED
        + "It has 88 km#super[2] and 10#super[5] people.#footnote[A note.] And CO#sub[2] on the 1#super[st].",
    )
    (block,) = draft.blocks
    assert block.text == "It has 88 km² and 10⁵ people. And CO2 on the 1st."
    assert block.anchors == ((29, 1),)


def test_two_numbers_in_one_place(tmp_path):
    """Numbers parted by a comma are two anchors in one place."""
    draft = read(
        tmp_path, TYPED + "Both say so.#super[1,2] Thus.\n\n= Notes\n\n1. First.\n\n2. Second."
    )
    assert draft.blocks[0].anchors == ((12, 1), (12, 2))
    assert [(note.number, note.text) for note in draft.notes] == [(1, "First."), (2, "Second.")]


def test_note_goes_on_on_the_next_page(tmp_path):
    """A note that does not fit on its page is one note."""
    long = " ".join(f"word{n}" for n in range(500))
    draft = read(tmp_path, f"Begin.#footnote[{long}] More.#footnote[Short.]\n\n#lorem(300)")
    assert draft.notes[0].text == long
    assert draft.notes[1].text == "Short."
    assert draft.notes[0].place == "page 1"


def test_running_heads_are_dropped(tmp_path):
    """What repeats at the edge of pages is no text: heads with a number, feet, alternating titles."""
    page = """#set page(paper: "a5",
      header: context if calc.even(counter(page).get().first()) [#counter(page).display() #h(1fr) Jane Doe]
        else [A Study of Gas #h(1fr) #counter(page).display()],
      footer: [Journal of Studies, vol. 12])\n"""
    text = [
        f"Paragraph {n} says what is so"
        + ", and goes on to say the same once more" * (n % 5 + 1)
        + "."
        for n in range(60)
    ]
    draft = read(tmp_path, "\n\n".join(text), page)
    assert paragraphs(draft) == text
    assert draft.warnings == ()


def test_ibid_at_the_foot_is_no_running_foot(tmp_path):
    """Short notes that are alike on many pages stay notes."""
    text = "#pagebreak()\n".join("Text.#footnote[Ibid.]\n" for _ in range(8))
    draft = read(tmp_path, text)
    assert [(note.number, note.text) for note in draft.notes] == [(n, "Ibid.") for n in range(1, 9)]


def test_hyphens_are_mended_where_right(tmp_path):
    """A hyphen at the end of a line goes where the whole word occurs or the hyphenated one does not."""
    page = '#set page(width: 200pt, height: 400pt, margin: 20pt)\n#set par(justify: true)\n#set text(lang: "en", hyphenate: true)\n'
    text = (
        "The state-owned infrastructure corporation financed extraordinary telecommunications installations. "
        * 8
    )
    draft = read(tmp_path, text, page)
    assert told(draft)[0] == "".join(text.split())
    assert set(" ".join(paragraphs(draft)).split()) == set(text.split())


def test_ligatures_and_soft_hyphens(tmp_path):
    """Ligatures are letters again, and soft hyphens are gone."""
    draft = read(tmp_path, "The of\u00adficial ﬁnds diﬀicult ﬂows in the oﬃce.")
    assert paragraphs(draft) == ["The official finds difficult flows in the office."]


def test_links_go_on_in_the_next_line(tmp_path):
    """A link that is broken across lines is one link, and what follows it is not part of it."""
    url = "https://www.example.org/a-long-path/with-many-parts/and_more/2020/05/12/the-end.html"
    draft = read(
        tmp_path,
        f'Text.#footnote[Author, ‘Title’, #link("{url}"), accessed 1 May 2020.]',
        PAGE + "#set page(width: 200pt, margin: 30pt, numbering: none)\n",
    )
    assert draft.notes[0].text == f"Author, ‘Title’, {url}, accessed 1 May 2020."


def test_headings_and_title(tmp_path):
    """The largest text on page 1 is the title; headings have levels by size and weight."""
    draft = read(
        tmp_path,
        f"#align(center, text(size: 22pt)[Russia and China\\ in Serbia])\n\n= First\n\n{LOREM}\n\n== Deeper\n\n{LOREM}\n\n"
        f"=== Deepest\n\n{LOREM}\n\n= Second\n\n{LOREM}",
    )
    assert draft.title == "Russia and China in Serbia"
    assert headings(draft) == [(1, "First"), (2, "Deeper"), (3, "Deepest"), (1, "Second")]


def test_no_title_where_unclear(tmp_path):
    """Where nothing on page 1 is larger than all else, there is no title."""
    assert read(tmp_path, "Text alone.").title is None
    assert read(tmp_path, f"= First\n\n{LOREM}\n\n= Second\n\n{LOREM}").title is None


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_in_order(tmp_path, columns):
    """Columns are read one after the other, below a title across them, notes at the foot of each."""
    words = [f"w{n}" for n in range(1400)]
    text = " ".join(
        word + (f"#footnote[Note {word} of some length.]" if n % 97 == 96 else "")
        for n, word in enumerate(words)
    )
    page = '#set page(paper: "a4")\n'
    draft = read(
        tmp_path,
        f"#align(center, text(size: 20pt)[A title that stands across all of the columns])\n#columns({columns})[{text}]",
        page,
    )
    assert " ".join(paragraphs(draft)).split() == words
    assert draft.title == "A title that stands across all of the columns"
    assert [note.number for note in draft.notes] == list(range(1, 15))


@pytest.mark.parametrize("form", ["{}. ", "[{}] ", "#super[{}] ", "{} "])
def test_endnotes(tmp_path, form):
    """Notes under a heading at the end are notes, whatever their numbers look like."""
    text = " ".join(f"Sentence {n} is here.#super[{n}]" for n in range(1, 8))
    escaped = form.replace("{}. ", "{}\\. ")
    notes = "\n\n".join(
        escaped.format(n) + f"Author {n}, ‘A title with {n} words’, 20{10 + n}."
        for n in range(1, 8)
    )
    draft = read(
        tmp_path, f"{TYPED}= One\n\n{text}\n\n= Notes\n\n{notes}\n\n= Index\n\nThe last words."
    )
    assert [(note.number, note.text) for note in draft.notes] == [
        (n, f"Author {n}, ‘A title with {n} words’, 20{10 + n}.") for n in range(1, 8)
    ]
    assert headings(draft) == [(1, "One"), (1, "Notes"), (1, "Index")]
    assert len(draft.blocks[1].anchors) == 7
    assert paragraphs(draft)[-1] == "The last words."


def test_numbers_begin_anew_in_each_chapter(tmp_path):
    """Notes that restart keep the numbers that are printed, in their order."""
    chapter = "= Chapter\n\n#counter(footnote).update(0)\nOne.#footnote[A.] Two.#footnote[B.]\n#pagebreak()\n"
    draft = read(tmp_path, chapter * 3)
    assert [note.number for note in draft.notes] == [1, 2] * 3
    assert [number for block in draft.blocks for _, number in block.anchors] == [1, 2] * 3


def test_no_notes_at_all(tmp_path):
    """A paper without notes has none."""
    draft = read(tmp_path, f"{LOREM}\n\n{LOREM}")
    assert draft.notes == () and len(draft.blocks) == 2


def test_notes_in_the_size_of_the_text(tmp_path):
    """Notes that are as large as the text are seen by their numbers below the rule."""
    draft = read(
        tmp_path,
        "#show footnote.entry: set text(size: 11pt)\nA word.#footnote[The note is here.] More.",
    )
    assert paragraphs(draft) == ["A word. More."]
    assert [note.text for note in draft.notes] == ["The note is here."]


def test_mark_in_place_of_a_number(tmp_path):
    """A note with a star is a note that the star in the text calls; it has a mark and no number."""
    draft = read(tmp_path, '#set footnote(numbering: "*")\nText.#footnote[Jane Doe teaches.] More.')
    assert paragraphs(draft) == ["Text. More."]
    assert [(note.number, note.mark, note.text) for note in draft.notes] == [
        (0, "*", "Jane Doe teaches.")
    ]
    assert draft.blocks[0].anchors == ((5, 0),) and draft.placed == (0,)
    assert draft.warnings == ()


def test_places_are_pages(tmp_path):
    """Each word is on the page that the file calls so; a paragraph over a page break is one."""
    words = " ".join(f"w{n}" for n in range(900))
    draft = read(tmp_path, words)
    (block,) = draft.blocks
    assert block.text == words
    assert [place for _, place in block.places] == ["page 1", "page 2", "page 3"]
    assert all(block.text[at - 1] == " " for at, _ in block.places[1:])


def test_turned_pages_and_stamps(tmp_path):
    """Text that stands upright in the margin is left out, and a page that is turned is read."""
    draft = read(
        tmp_path,
        "#place(top + left, dx: -1.5cm, rotate(-90deg, reflow: true)[arXiv:1234.5678 stamp])\nThe text.",
    )
    assert paragraphs(draft) == ["The text."]


def test_paragraph_around_a_figure(tmp_path):
    """A paragraph that a figure at the head of the next page parts is one, and the caption follows it."""
    words = " ".join(f"w{n}" for n in range(400))
    figure = "#place(top, float: true, text(size: 8pt)[Figure 1: What the small caption says.])"
    draft = read(tmp_path, f"#lorem(60)\n\n{words} {figure} Then more.")
    assert paragraphs(draft)[1:] == [words, "Figure 1: What the small caption says.", "Then more."]


@pytest.mark.parametrize("form", ["#n. ", "#n #h(1em)", "(#n) ", "#n) "])
def test_notes_with_numbers_on_the_line(tmp_path, form):
    """A note whose number stands on its line is found by the number that the text calls next."""
    show = (
        "#show footnote.entry: it => { let n = counter(footnote).at(it.note.location()).first(); "
        f"block[{form.replace('#n', '#str(n)')}#it.note.body] }}\n"
    )
    text = " ".join(
        f"Sentence {n} says so.#footnote[Author {n}, 12 May 2020, pp. 2–3, and some more words so that it goes on in line two.]"
        for n in range(1, 6)
    )
    draft = read(tmp_path, show + text)
    assert [note.number for note in draft.notes] == [1, 2, 3, 4, 5]
    assert {note.text.partition(",")[2] for note in draft.notes} == {
        " 12 May 2020, pp. 2–3, and some more words so that it goes on in line two."
    }
    assert [number for _, number in draft.blocks[0].anchors] == [1, 2, 3, 4, 5]


def test_letters_of_tex():
    """Places of TeX's fonts that say nothing of themselves are read as its letters."""
    assert [pdfium.CORK[place] for place in (0x1B, 0x1C, 0x1E, 0x15)] == ["ff", "fi", "ffi", "–"]
