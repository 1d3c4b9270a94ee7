"""One paper of known notes, set in many layouts: its notes come back clean and in place, and no wrong one is called whole."""

import itertools
import re

import pytest

from set_papers import (
    NAMES,
    Layout,
    note,
    pages,
    plain,
    random_layouts,
    sentence,
    set_paper,
    write,
)
from tertius.intake.documents.read import read_paper

LAYOUTS = [
    Layout(head="stop"),
    Layout(head="bare", rule=False),
    Layout(head="square", call="square"),
    Layout(head="round", call="round"),
    Layout(head="square", size=11),
    Layout(note_columns=2),
    Layout(note_columns=3, rule=False, head="bare"),
    Layout(columns=2, note_columns=3, head="stop"),
    Layout(columns=2, note_columns=2, rule=False),
    Layout(columns=3, note_columns=2, head="bare"),
    Layout(foot="DOI: 10.9999/0000-2020-1-83"),
    Layout(foot="Arland Studies 4, 2020", rule=False, head="bare"),
    Layout(numbered=True),
]


def placed(paper, expected):
    """How many notes are clean and in place, and those that are not and are called whole."""
    right, wrong = 0, []
    for found in paper.notes:
        said, text = expected.get((found.series, found.number), ("", ""))
        clean = plain(found.text) == plain(text) != ""
        if clean and found.anchor and plain(said) in plain(found.anchor.sentence):
            right += 1
        elif found.complete:
            wrong.append(found)
    return right, wrong


def read(path):
    return read_paper(path, read_notes=lambda notes: [("full", ()) for _ in notes])


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_layouts(tmp_path, layout):
    """At least 98 of 100 notes are clean and in place, and nothing of the notes stands in the text."""
    found = pages(2, 5)
    paper = read(write(tmp_path / "a.pdf", found, layout))
    expected = {
        (0, number): (said, text)
        for page in found
        for (said, number), (_, text) in zip(page.sentences, page.notes, strict=True)
    }
    right, wrong = placed(paper, expected)
    assert right >= 0.98 * len(expected) and not wrong
    assert (
        "Hill Press" not in paper.text
        and "DOI" not in paper.text
        and "Arland Studies" not in paper.text
    )
    if layout.numbered:
        assert not re.search(r"(?m)^\d+$|\b\d+ [A-Z]", paper.text.replace("in case", ""))
    if layout.foot:
        assert len([w for w in paper.warnings if layout.foot in w]) == 1


def typeset(tmp_path, source):
    import typst

    path = tmp_path / "a.pdf"
    path.write_bytes(typst.compile((HEAD + source).encode()))
    return read(path)


HEAD = '#set page(paper: "a4", margin: 2cm)\n#set text(size: 11pt, lang: "en")\n#set super(typographic: false)\n'
SMALL = "#set text(size: 8pt)\n#set par(spacing: 0.6em)\n"


@pytest.mark.parametrize(
    "below",
    ["#grid(columns: (1fr, 1fr), gutter: 18pt, align: bottom, [{0}], [{1}])", "#[{0}\n\n{1}]"],
)
def test_two_languages_side_by_side(tmp_path, below):
    """Each column of a page in two languages keeps its own notes, which are a series of their own over the pages."""
    parts, expected = [], {}
    for page in range(2):
        sides = []
        for series, language in enumerate(("Deutsch", "English")):
            numbers = range(page * 3 + 1, page * 3 + 4)
            said = {n: f"{language} {sentence(n)[:-1]}." for n in numbers}
            text = {n: f"{language} {note(n)}" for n in numbers}
            expected |= {(series, n): (said[n], text[n]) for n in numbers}
            sides.append(
                (
                    "\n\n".join(f"{said[n]}#super[{n}]" for n in numbers),
                    SMALL + "\n\n".join(f"#super[{n}]{text[n]}" for n in numbers),
                )
            )
        (left, left_notes), (right, right_notes) = sides
        parts.append(
            f"#grid(columns: (1fr, 1fr), gutter: 18pt, [{left}], [{right}])\n#v(1fr)\n"
            + below.format(left_notes, right_notes)
        )
    right, wrong = placed(typeset(tmp_path, "\n#pagebreak()\n".join(parts)), expected)
    assert (right, wrong) == (12, [])


def chapters():
    """Three chapters with three numbers each, and what each number calls."""
    text, expected = [], {}
    for chapter in range(3):
        said = {n: sentence(chapter * 10 + n) for n in (1, 2, 3)}
        text.append(
            f"= {NAMES[chapter]} and the rest\n\n== In the year\n\n"
            + " ".join(f"{said[n]}#super[{n}]" for n in said)
            + "\n\n"
        )
        expected |= {(chapter, n): (said[n], note(chapter * 10 + n)) for n in said}
    return text, expected


@pytest.mark.parametrize("head", ["{}\\. ", "#super[{}]", "\\[{}\\] "])
@pytest.mark.parametrize(
    "where", ["after each", "at the end", "at the end, in another order", "without headings"]
)
def test_lists_of_notes_by_chapter(tmp_path, head, where):
    """Notes listed after each chapter, or at the end below the headings of chapters, are those of their chapter's numbers."""
    text, expected = chapters()
    lists = [
        "\n\n".join(head.format(n) + expected[chapter, n][1] for n in (1, 2, 3)) + "\n\n"
        for chapter in range(3)
    ]
    if where == "after each":
        source = "".join(
            f"{part}== Notes\n\n{listed}" for part, listed in zip(text, lists, strict=True)
        )
    elif where == "without headings":
        source = "".join(text) + "= Notes\n\n" + "".join(lists)
    else:
        order = [0, 1, 2] if where == "at the end" else [2, 0, 1]
        source = (
            "".join(text)
            + "= Notes\n\n"
            + "".join(f"== {NAMES[k]} and the rest\n\n{lists[k]}" for k in order)
        )
    paper = typeset(tmp_path, source)
    assert placed(paper, expected) == (9, [])
    assert paper.warnings == ()


def test_numbers_side_by_side_and_called_again(tmp_path):
    """Two raised numbers side by side are two notes, and a note that is called again has both places."""
    below = "\n\n".join(f"#super[{n}]{note(n)}" for n in range(1, 5))
    paper = typeset(
        tmp_path,
        f"One side.#super[1]#super[2] Two sides.#super[3, 4] Again.#super[1]\n\n#v(1fr)\n{SMALL}{below}",
    )
    assert [(n.number, n.anchor.sentence, len(n.again)) for n in paper.notes] == [
        (1, "One side.", 1),
        (2, "One side.", 0),
        (3, "Two sides.", 0),
        (4, "Two sides.", 0),
    ]


def test_numbered_literature(tmp_path):
    """Entries of a numbered list are called in any order, one by one, together and again."""
    listed = "\n\n".join(f"\\[{n}\\] {note(n)}" for n in range(1, 5))
    paper = typeset(
        tmp_path,
        f"= One\n\nFirst this \\[3\\]. Then that \\[1, 2\\]. And so \\[2–4\\]. Again \\[1\\].\n\n= References\n\n{listed}",
    )
    assert [(n.series, n.number, n.anchor.sentence, len(n.again)) for n in paper.notes] == [
        (0, 1, "Then that.", 1),
        (0, 2, "Then that.", 1),
        (0, 3, "First this.", 1),
        (0, 4, "And so.", 0),
    ]


def test_one_bad_page_costs_only_itself(tmp_path):
    """A page that lost its notes is named with what it lacks, and the pages around it keep theirs."""
    parts = []
    for page in range(3):
        numbers = range(page * 4 + 1, page * 4 + 5)
        below = "" if page == 1 else SMALL + "\n\n".join(f"#super[{n}]{note(n)}" for n in numbers)
        parts.append(
            "\n\n".join(f"{sentence(n)}#super[{n}]" for n in numbers) + f"\n\n#v(1fr)\n#[{below}]"
        )
    paper = typeset(tmp_path, "\n#pagebreak()\n".join(parts))
    expected = {(0, n): (sentence(n), note(n)) for n in range(1, 13)}
    assert placed(paper, expected) == (8, [])
    assert paper.warnings == (
        "Notes 5 to 8 are lost: only the numbers stand in the text.",
        "Page 2: 4 numbers of notes in the text, no notes read.",
    )


def test_links_on_letters(tmp_path):
    """A link of a PDF is known with the letters that carry it."""
    source = '= One\n\nText.#footnote[Karl Otter, Two Dams, #link("https://a.example/long/1")[Sova Review 4], 2014.]'
    (found,) = typeset(tmp_path, source).notes
    (link,) = found.links
    assert (found.text[link.start : link.end].strip(" ,"), link.address) == (
        "Sova Review 4",
        "https://a.example/long/1",
    )


def test_numbers_without_notes(tmp_path):
    """A paper with numbers and no notes says so, with the place."""
    paper = typeset(
        tmp_path, "It is \\[1\\].\n\nIt was \\[2\\].\n#pagebreak()\nIt will be \\[3\\]."
    )
    assert paper.notes == ()
    assert [warning.split(".")[0] for warning in paper.warnings] == [
        "The text has 3 numbers that may call notes, [1] to [3] (page 1 to page 2), and no notes were found"
    ]


def test_a_note_called_again_pages_later(tmp_path):
    """A number that stands again on a later page calls the one note that has it, and loses none."""
    first = f"{sentence(1)}#super[1] {sentence(2)}#super[2]\n\n#v(1fr)\n#[{SMALL}#super[1]{note(1)}\n\n#super[2]{note(2)}]"
    later = (
        f"{sentence(3)}#super[3] {sentence(4)}#super[1]\n\n#v(1fr)\n#[{SMALL}#super[3]{note(3)}]"
    )
    paper = typeset(tmp_path, f"{first}\n#pagebreak()\n{later}")
    assert [(n.series, n.number, [a.sentence for a in n.again]) for n in paper.notes] == [
        (0, 1, [sentence(4)]),
        (0, 2, []),
        (0, 3, []),
    ]
    assert paper.warnings == ()


@pytest.mark.parametrize(
    "foot",
    [
        "© 2020 The Authors. This is an open access article under the CC BY license.",
        "Corresponding author. E-mail: k.otter\\@a.example",
        "Received 3 May 2014; accepted 4 June 2014",
        "This article is distributed under the terms of the Licence of Arland.",
    ],
)
def test_a_foot_set_like_the_notes(tmp_path, foot):
    """What a paper says of itself right below its notes, in their size, is left out of the last one and named."""
    below = "\n\n".join(f"#super[{n}]{note(n)}" for n in (1, 2))
    source = (
        f"{sentence(1)}#super[1] {sentence(2)}#super[2]\n\n#v(1fr)\n#[{SMALL}{below}\n\n{foot}]"
    )
    paper = typeset(tmp_path, source)
    assert placed(paper, {(0, n): (sentence(n), note(n)) for n in (1, 2)}) == (2, [])
    assert ["below its notes" in warning for warning in paper.warnings] == [True]


def test_right_to_left_notes_are_not_called_whole(tmp_path):
    """A note in Arabic whose numbers come out before their marks is read, and its order is doubted."""
    paper = typeset(
        tmp_path,
        '#set text(lang: "ar", dir: rtl)\nوقعت الحكومة القرض.#footnote[محمد، كتاب الماء 7، القاهرة 2014.]',
    )
    assert [note.complete for note in paper.notes] == [False]
    assert "right-to-left" in paper.warnings[0]


@pytest.mark.parametrize(
    "layout",
    [
        *itertools.islice(random_layouts(1), 6),
        Layout(columns=2, head="round", call="round", chapters="on", links="underlined", running="both"),
        Layout(columns=2, note_columns=3, head="square", call="square", rule=False, chapters="anew", links="plain"),
    ],
    ids=str,
)  # fmt: skip
def test_combinations(tmp_path, layout):
    """Whatever chance combines of columns, chapters, links, running heads and lists, all notes are clean and in place."""
    found, expected = set_paper(layout)
    paper = read(write(tmp_path / "a.pdf", found, layout))
    assert placed(paper, expected) == (len(expected), [])
    assert not [words for words in ("Arland Studies", "DOI", "Hill Press") if words in paper.text]


def test_a_thousand_notes_on_one_page(tmp_path):
    """A thousand notes on one page are read, each with its sentence."""
    numbers = range(1, 1001)
    text = "\n\n".join(f"{sentence(n)}#super[{n}]" for n in numbers)
    below = "\n\n".join(f"#super[{n}]{note(n * 4)}" for n in numbers)
    paper = typeset(
        tmp_path,
        f"#set page(height: auto)\n{text}\n\n#line(length: 30%)\n{SMALL}{below}",
    )
    expected = {(0, n): (sentence(n), note(n * 4)) for n in numbers}
    assert placed(paper, expected) == (1000, [])


def test_a_column_that_never_ends(tmp_path):
    """A page of thousands of lines is read in bounded time, and the numbers whose notes it lacks are counted as lost."""
    text = " ".join(sentence(n) + ("#super[1]" if n == 1500 else "") for n in range(1, 3000))
    paper = typeset(tmp_path, f"#set page(width: 8cm, height: auto)\n{text}")
    assert plain(" ".join(map(sentence, range(1, 3000)))) == plain(paper.text)
    assert [(n.present, n.anchor.sentence) for n in paper.notes] == [(False, sentence(1500))]


def test_a_note_that_never_ends(tmp_path):
    """A note that goes on over pages without a word of text on them is not called whole where it breaks off."""
    endless = " ".join(sentence(n)[:-1] for n in range(1, 900))
    paper = typeset(
        tmp_path, f"{sentence(1)}#super[1]\n\n#line(length: 30%)\n{SMALL}#super[1]{endless}"
    )
    (only,) = paper.notes
    assert plain(only.text) == plain(endless) or not only.complete


@pytest.mark.parametrize("first", [1, 2])
def test_numbers_doubled_over_a_page(tmp_path, first):
    """Where numbers begin anew again and again, and stand on another page than their notes, none of these is called whole."""
    numbers = [(n + first - 2) % 3 + 1 for n in range(1, 40)]
    text = "\n\n".join(f"{sentence(n)}#super[{shown}]" for n, shown in enumerate(numbers, 1))
    below = "\n\n".join(f"#super[{shown}]{note(n)}" for n, shown in enumerate(numbers, 1))
    paper = typeset(tmp_path, f"{text}\n\n#line(length: 30%)\n{SMALL}{below}")
    clean = {plain(note(n)): sentence(n) for n in range(1, 40)}
    wrong = [
        found
        for found in paper.notes
        if found.complete
        and not (found.anchor and found.anchor.sentence == clean.get(plain(found.text)))
    ]
    assert len(paper.notes) >= 39 and not wrong


def test_hebrew_set_from_the_right(tmp_path):
    """Notes in Hebrew that cannot be told apart are counted as lost, and no words are called a whole note."""
    said = "הממשלה לוותה כסף מבנק זר"
    text = "\n\n".join(f"{said} {2000 + n}.#super[{n}]" for n in range(1, 4))
    below = "\n\n".join(f"#super[{n}]{said}, {1990 + n}, 12." for n in range(1, 4))
    paper = typeset(
        tmp_path,
        f'#set text(lang: "he", dir: rtl)\n{text}\n\n#line(length: 30%)\n{SMALL}{below}',
    )
    assert not [found for found in paper.notes if found.complete] and paper.warnings
