"""One small paper of known notes, set by typst in many layouts: columns, ways of printing numbers, feet, chapters."""

import itertools
import random
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
    chapters: str = ""
    """Whether each page opens a chapter: with numbers that go on ("on"), or begin anew ("anew")."""
    links: str = ""
    """Whether each note ends with a link: "plain" or "underlined"."""
    running: str = ""
    """Whether a head runs over the pages ("head"), or a head and the page's number below ("both")."""
    place: str = "foot"
    """Where the notes are: at the foot of their page, or listed behind the text ("end")."""


@dataclass
class Page:
    """A page as it is drawn: its paragraphs and its notes by number."""

    sentences: list[tuple[str, int]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    title: str = ""
    fill: int = 0
    """How many sentences without a note stand behind each that has one."""


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


def filled(seed, count):
    """So many sentences without notes."""
    return "".join(" " + sentence(seed * 7 + 60 + k) for k in range(count))


FILL = {1: 1, 2: 3, 3: 4}
"""By how many sentences without notes the columns of a page are filled."""


def drawn(page, layout):
    """One page in typst's language, its notes set at its foot by hand."""
    text = "\n\n".join(
        f"{said[:-1]}{CALLS[layout.call].format(n)}.{filled(n, page.fill)}"
        if layout.call != "raised"
        else f"{said}{CALLS['raised'].format(n)}{filled(n, page.fill)}"
        for said, n in page.sentences
    )
    text += f"\n\n{sentence(page.notes[0][0] + 50)} {sentence(page.notes[0][0] + 51)}"
    if page.title:
        text = f"= {page.title}\n\n{text}"
    if layout.place == "end":
        return f"#[{text}]"
    entries = "\n\n".join(entry(n, said, layout) for n, said in page.notes)
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


def entry(number, said, layout):
    """A note in typst's language, its address as a link where the layout has links."""
    text, sign, address = said.partition("https://")
    if sign:
        shown = f'#link("https://{address}")[https://{address}]'
        text += f"#underline[{shown}]" if layout.links == "underlined" else shown
    return HEADS[layout.head].format(number) + text


def set_paper(layout, count=3, per_page=4, *, full=False):
    """A paper for a layout, and what is expected of it: by series and number, the sentence and the note.

    The columns of its last page are not filled, unless it is asked to be full.
    """
    found, expected = [], {}
    seeds = itertools.count(1)
    for at in range(count):
        page = Page(fill=FILL[layout.columns] if at + 1 < count or full else 0)
        page.title = f"{NAMES[at]} and the rest" if layout.chapters else ""
        for place in range(per_page):
            seed = next(seeds)
            number = place + 1 if layout.chapters == "anew" else seed
            said, text = sentence(seed), note(seed)
            if layout.links:
                text = f"{text[:-1]}, https://vell.example/papers/{seed}"
            page.sentences.append((said, number))
            page.notes.append((number, text))
            expected[at if layout.chapters == "anew" else 0, number] = (said, text)
        found.append(page)
    return found, expected


CHOICES = {
    "columns": (1, 2, 3), "note_columns": (1, 2, 3), "head": ("raised", "stop", "bare", "square", "round"),
    "rule": (True, False), "foot": ("", "DOI: 10.9999/0000-2020-1-83"), "numbered": (False, True),
    "chapters": ("", "on", "anew"), "links": ("", "plain", "underlined"), "running": ("", "head", "both"),
    "place": ("foot", "foot", "end"),
}  # fmt: skip


def random_layouts(seed):
    """Layouts without end, each of traits that chance has chosen; what no page has is left out.

    A number in brackets calls a note whose number is in them, too; notes in columns or without a rule, lines with
    numbers and a foot that differs are asked of notes at the foot alone, and where a list stands behind the
    text, each chapter's is under its name.
    """
    chance = random.Random(seed)
    while True:
        layout = Layout(**{name: chance.choice(values) for name, values in CHOICES.items()})
        call = layout.head if layout.head in CALLS else "raised"
        layout = replace(layout, call=call)
        if layout.place == "end":
            layout = replace(layout, note_columns=1, rule=True, foot="", columns=1)
        yield layout


def write(path, found, layout):
    """Write the paper as a PDF."""
    running = {
        "": "",
        "head": "header: [Arland Studies #h(1fr) Water and Debt]",
        "both": 'header: [Arland Studies #h(1fr) Water and Debt], numbering: "1"',
    }[layout.running]
    head = f'#set page(paper: "a4", margin: 2cm, {running})\n'
    head += '#set text(size: 11pt, lang: "en")\n#set super(typographic: false)\n'
    # What stands at the foot of every page is a running foot; here it stands on the first alone.
    parts = [
        drawn(page, layout if page is found[0] else replace(layout, foot="")) for page in found
    ]
    if layout.place == "end":
        lists = [
            (f"== {page.title}\n\n" if page.title else "")
            + "\n\n".join(entry(n, said, layout) for n, said in page.notes)
            for page in found
        ]
        parts.append("= Notes\n\n" + "\n\n".join(lists))
    path.write_bytes(typst.compile((head + "\n#pagebreak()\n".join(parts)).encode()))
    return path


def plain(text):
    return re.sub(r"\W", "", text)
