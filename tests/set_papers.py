"""One small paper of known notes, set by typst in many layouts: columns, ways of printing numbers, feet, chapters."""

import re
from dataclasses import dataclass, field, replace

import typst

TEXT = (
    "the state borrowed from two neighbours in one year and nobody in the house of deputies asked why "
    "terms of both loans were kept from it while a dam on the river was paid out in parts that the ministry "
    "had announced before an election which its own party went on to win by a narrow margin again"
)
WORDS = TEXT.split()
NAMES = ("Brun", "Otter", "Gale", "Moss", "Reed", "Finch", "Heron", "Birch")


def words(seed, count):
    """So many words, others for each seed."""
    return " ".join(WORDS[(seed * 7 + n * (1 + seed % 3)) % len(WORDS)] for n in range(count))


def sentence(seed):
    text = words(seed, 8 + seed % 9)
    return f"{text[:1].upper()}{text[1:]} in case {seed}."


def note(seed):
    """A note of one line or of several, with a year at places where lines break."""
    name = NAMES[seed % len(NAMES)]
    text = f"{name}, The Price of Water {seed}, Vell: Hill Press, {1990 + seed % 30}, p. {seed + 1}"
    more = "".join(
        f"; see {words(seed + k, 9)}, {2000 + k}, pp. {k + 2}–{k + 9}" for k in range(seed % 4)
    )
    return f"{text}{more}."


@dataclass(frozen=True)
class Layout:
    """How the paper is set."""

    columns: int = 1
    note_columns: int = 1
    head: str = "raised"
    call: str = "raised"
    rule: bool = True
    foot: str = ""
    numbered: bool = False
    """Whether lines have numbers in the margin."""
    size: int = 8


@dataclass
class Page:
    """A page as it is drawn: its paragraphs and its notes by number."""

    sentences: list[tuple[str, int]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)


def pages(count, per_page):
    """A paper: on each page so many sentences, each with a note."""
    found, number = [], 0
    for _ in range(count):
        page = Page()
        for _ in range(per_page):
            number += 1
            page.sentences.append((sentence(number), number))
            page.notes.append((number, note(number)))
        found.append(page)
    return found


HEADS = {
    "raised": "#super[{}]",
    "stop": "{}\\. ",
    "bare": "{} #h(0.6em)",
    "square": "\\[{}\\] ",
    "round": "{}) ",
}
CALLS = {"raised": "#super[{}]", "square": " \\[{}\\]", "round": " ({})"}


def drawn(page, layout):
    """One page in typst's language, its notes set at its foot by hand."""
    text = "\n\n".join(
        f"{said[:-1]}{CALLS[layout.call].format(n)}."
        if layout.call != "raised"
        else f"{said}{CALLS['raised'].format(n)}"
        for said, n in page.sentences
    )
    text += f"\n\n{sentence(page.notes[0][0] + 50)} {sentence(page.notes[0][0] + 51)}"
    entries = "\n\n".join(HEADS[layout.head].format(n) + said for n, said in page.notes)
    below = f"#set text(size: {layout.size}pt)\n#set par(spacing: 0.6em)\n{entries}"
    if layout.note_columns > 1:
        below = f"#columns({layout.note_columns}, gutter: 14pt)[{below}]"
    rule = "#line(length: 30%, stroke: 0.5pt)" if layout.rule else ""
    foot = f"#v(8pt)#text(size: 10pt)[{layout.foot}]" if layout.foot else ""
    body = f"#columns({layout.columns}, gutter: 16pt)[{text}]" if layout.columns > 1 else text
    if layout.columns > 1:
        body = f"#block(height: 42%)[{body}]"
    numbering = '#set par.line(numbering: "1")' if layout.numbered else ""
    return f"#[{numbering}\n{body}]\n#v(1fr)\n#block(height: {40 if layout.note_columns > 1 else 50}%)[#set align(bottom)\n#align(left)[{rule}\n{below}{foot}]]"


def write(path, found, layout):
    """Write the paper as a PDF."""
    head = '#set page(paper: "a4", margin: 2cm)\n#set text(size: 11pt, lang: "en")\n#set super(typographic: false)\n'
    # What stands at the foot of every page is a running foot; here it stands on the first alone.
    parts = [
        drawn(page, layout if page is found[0] else replace(layout, foot="")) for page in found
    ]
    path.write_bytes(typst.compile((head + "\n#pagebreak()\n".join(parts)).encode()))
    return path


def plain(text):
    return re.sub(r"\W", "", text)
