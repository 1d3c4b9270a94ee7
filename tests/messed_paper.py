"""A clean paper with notes, and what an extraction from a PDF makes of it."""

from dataclasses import dataclass

from hypothesis import strategies as st

PLAIN = ("loan", "gas", "bank", "treaty", "railway", "minister", "border", "market", "vote", "church", "school", "drone", "steel", "energy", "parliament")  # fmt: skip
LONG = {
    "government": (6, 3),
    "infrastructure": (5, 9),
    "cooperation": (5, 7),
    "recognition": (3, 7),
    "sovereignty": (5, 8),
}
"""Words that a line's end may part, and where."""
HYPHENED = ("pro-Kremlin", "high-level", "anti-government", "co-founder")
STUBBORN = (
    "17+1",
    "B3",
    "E793",
    "$5.2 million",
    "4G",
    "MiG-29",
    "T-72",
    "6.9%",
    "1,500 people",
    "No. 41",
    "2009–16",
    "(11)",
)
"""Numbers that are no anchors."""
NAMES = ("Ann Author", "Borisov and Ćirić", "Ministry of Trade", "Xinhua Net")


@dataclass(frozen=True)
class Clean:
    """Paragraphs as lists of words, after some of which a note is called; and the notes."""

    paragraphs: list[list[str]]
    headings: list[str | None]
    """For each paragraph the heading above it."""
    calls: set[tuple[int, int]]
    notes: list[str]

    @property
    def text(self) -> str:
        """The running text without headings."""
        return " ".join(" ".join(words) for words in self.paragraphs)

    @property
    def anchors(self) -> list[tuple[str, int]]:
        """What stands before each number, and the number, in order."""
        found, before = [], []
        number = 0
        for p, words in enumerate(self.paragraphs):
            for w, word in enumerate(words):
                before.append(word)
                if (p, w) in self.calls:
                    number += 1
                    found.append((" ".join(before)[-30:], number))
        return found


words = st.sampled_from([*PLAIN, *PLAIN, *LONG, *HYPHENED, *STUBBORN])
HEADINGS = (
    "Loans and Gas",
    "I. Politics",
    "The Kosovo Question",
    "Banking",
    "Versus Reality",
    "Roads",
    "Churches",
)


@st.composite
def sentence(draw: st.DrawFn) -> list[str]:
    """A sentence that begins with a capital and ends with a full stop, some with a year before it."""
    found = ["The", *" ".join(draw(st.lists(words, min_size=4, max_size=14))).split(" ")]
    last = draw(st.sampled_from(["here.", "in 2014.", "there’.", "(CIDCA).", "in 1999."]))
    return [*found, *last.split(" ")]


@st.composite
def note(draw: st.DrawFn, number: int) -> str:
    """The text of a note: a reference with or without a link, or a short form."""
    if draw(st.integers(0, 4)) == 0:
        return "Ibid."
    title = " ".join(
        word.title() for word in draw(st.lists(st.sampled_from(PLAIN), min_size=3, max_size=9))
    )
    found = (
        f"{draw(st.sampled_from(NAMES))}, ‘{title}’, Reuters, {draw(st.integers(1, 28))} May 2019"
    )
    if draw(st.booleans()):
        slug = "-".join(draw(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=9)))
        found += f", <https://example.org/{number}/{slug}.html>, accessed 3 August 2020"
    return found + "."


@st.composite
def clean_papers(draw: st.DrawFn) -> Clean:
    """A paper of some paragraphs, in which notes are called at ends of sentences and after commas."""
    sentences = draw(st.lists(st.lists(sentence(), min_size=1, max_size=6), min_size=2, max_size=7))
    paragraphs = [[word for part in parts for word in part] for parts in sentences]
    calls = set()
    for p, paragraph in enumerate(paragraphs):
        for w, word in enumerate(paragraph):
            ends = word.endswith(".") and word != "No."
            if (ends and draw(st.integers(0, 2))) or (
                word in PLAIN and not draw(st.integers(0, 12))
            ):
                calls.add((p, w))
    notes = [draw(note(number + 1)) for number in range(len(calls))]
    headings = [heading if draw(st.booleans()) else None for heading in HEADINGS[: len(paragraphs)]]
    return Clean(paragraphs, headings, calls, notes)


@dataclass(frozen=True)
class Habits:
    """How an extraction behaves."""

    width: int
    height: int
    page: str
    """What it leaves of a page's end: a form feed, a space before the next line, or an empty line."""
    spaces: bool
    """Whether a space stays at the end of each line that its paragraph goes on after."""
    parted: bool
    """Whether an empty line stands between notes."""
    repeats: bool
    """Whether links are repeated below the notes."""
    head: str
    lost: int
    """Each note whose number it divides is lost; 0 for none."""

    def keeps(self, number: int) -> bool:
        """Whether a note is still there."""
        return not self.lost or number % self.lost != 0


habits = st.builds(
    Habits,
    st.integers(60, 100),
    st.integers(12, 30),
    st.sampled_from(["\f", " ", "\n"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "Russia and China in Serbia"]),
    st.sampled_from([0, 0, 2, 5]),
)


def wrapped(words: list[str], width: int) -> list[str]:
    """Words as lines, the long ones parted at a line's end."""
    lines, line = [], ""
    for word in words:
        if line and len(line) + 1 + len(word) > width:
            letters = word.rstrip(".,0123456789")
            cuts = [cut for cut in LONG.get(letters, ()) if len(line) + 2 + cut <= width]
            cut = cuts[-1] if cuts else 0
            lines.append(f"{line} {word[:cut]}-" if cut else line)
            line = word[cut:]
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def wrapped_note(text: str, width: int) -> list[str]:
    """A note as lines; its links break after a hyphen or a slash."""
    lines, line = [], ""
    for word in text.split(" "):
        rest = word
        if line and len(line) + 1 + len(rest) > width:
            room = width - len(line) - 1
            cut = max(rest.rfind("-", 0, room), rest.rfind("/", 0, room)) + 1
            if "http" in rest and cut > 9:
                line, rest = f"{line} {rest[:cut]}", rest[cut:]
            lines.append(line)
            line = ""
        line = f"{line} {rest}" if line else rest
    return [*lines, line]


def messed(paper: Clean, how: Habits) -> str:
    """The paper as an extraction leaves it: numbers glued, lines broken, notes at the ends of pages."""
    lines: list[tuple[str, list[int]]] = []
    number = 0
    for p, paragraph in enumerate(paper.paragraphs):
        glued, calls = [], {}
        for w, word in enumerate(paragraph):
            if (p, w) in paper.calls:
                number += 1
                calls[len(glued)] = number
            glued.append(f"{word}{number}" if (p, w) in paper.calls else word)
        if paper.headings[p]:
            lines += [("", []), (paper.headings[p], [])]
        lines.append(("", []))
        at = 0
        body = wrapped(glued, how.width)
        for index, line in enumerate(body):
            count = len(line.split(" ")) - _is_parted(line)
            called = [calls[i] for i in range(at, at + count) if i in calls]
            at += count
            more = how.spaces and index + 1 < len(body)
            lines.append((line + " " * more, called))
    starts = range(0, len(lines), how.height)
    head = how.head if len(starts) >= 3 and how.page == "\f" else ""
    pages = [_page(lines[begin : begin + how.height], paper, how, head) for begin in starts]
    if how.page == "\f":
        return "\f".join(pages)
    return "".join(
        page if not index else how.page + page.lstrip("\n ") for index, page in enumerate(pages)
    )


def _is_parted(line: str) -> bool:
    """Whether a line ends with the first part of a long word."""
    last = line.rsplit(" ", maxsplit=1)[-1]
    return any(last == f"{word[:cut]}-" for word, cuts in LONG.items() for cut in cuts)


def _page(lines: list[tuple[str, list[int]]], paper: Clean, how: Habits, head: str) -> str:
    printed = [f"{head}\n"] * bool(head)
    printed += [line for line, _ in lines]
    called = [number for _, numbers in lines for number in numbers if how.keeps(number)]
    links = []
    for index, number in enumerate(called):
        text = paper.notes[number - 1]
        broken = wrapped_note(f"{number}. {text}", how.width)
        printed += [""] * (index == 0 or how.parted)
        printed += [
            line + " " * (how.spaces and i + 1 < len(broken)) for i, line in enumerate(broken)
        ]
        if "<" in text:
            links += [text[text.index("<") + 1 : text.index(">")]] * len(broken)
    if links and how.repeats:
        printed += ["", *links]
    return "\n".join(printed) + "\n"
