"""Lines put together into headings and paragraphs, with the places of superscript numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tertius.intake.documents.layout.lines import Line

LARGER = 1.07
"""A heading is set larger than the text by at least this factor, or bold."""
LONGEST_HEADING = 300
"""Letters of a heading; a longer run of lines is text, however large it is set."""
STOPPED = re.compile(r"[.!?:;…][\"'”’)\]»]*\W{0,2}$")
ITEM = re.compile(r"\d{1,3}[.)]\s+\S")
"""How an item of a numbered list begins; any other number at the head of a line goes on with the sentence."""
BULLET = re.compile(r"\s*[•‣▪◦●■–—]\s")


@dataclass
class Run:
    """The lines of one heading or paragraph."""

    lines: list[Line] = field(default_factory=list)

    @property
    def size(self) -> float:
        weight: Counter[float] = Counter()
        for line in self.lines:
            weight[line.size] += len(line.text)
        return weight.most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Set:
    """How the running text of a document is set: its size, the distance of its lines, its indents."""

    size: float
    distance: float
    """From line to line, as a share of the size."""
    indented: bool
    """Whether paragraphs begin with an indent."""
    bold: bool

    @classmethod
    def of(cls, lines: Sequence[Line], size: float) -> "Set":
        """The way that most lines of the document's own size are set."""
        distances: Counter[int] = Counter()
        indents = plain = bold = 0
        for above, below in pairwise(lines):
            if not _same_column(above, below) or abs(below.size - size) > 0.06 * size:
                continue
            distances[round(20 * (above.y - below.y) / size)] += 1
            plain += 1
            bold += below.bold
            indents += (
                0.8 * size < below.x0 - below.left < 4.5 * size
                and above.x0 - above.left < 0.5 * size
            )
        usual = distances.most_common(1)[0][0] / 20 if distances else 1.3
        return cls(size, usual, indents > max(2, 0.02 * plain), bold > 0.7 * max(plain, 1))


def _same_column(above: Line, below: Line) -> bool:
    return (
        above.page.number == below.page.number
        and above.column == below.column
        and above.y > below.y
    )


def make_runs(lines: Iterable[Line], usual: Set) -> list[Run]:
    """The lines of a document parted into headings and paragraphs; page breaks part nothing."""
    runs: list[Run] = []
    for line in lines:
        if runs and not breaks(runs[-1], line, usual):
            runs[-1].lines.append(line)
        else:
            runs.append(Run([line]))
    return runs


def breaks(run: Run, line: Line, usual: Set) -> bool:
    """Whether a paragraph ends before a line."""
    last = run.lines[-1]
    size = max(line.size, last.size)
    if abs(line.size - last.size) > 0.06 * size:
        return True
    heading = is_heading(Run([line]), usual)
    if is_heading(run, usual) or heading:
        apart = last.y - line.y
        near = _same_column(last, line) and apart < 1.75 * size
        return not (near and line.bold == last.bold and is_heading(run, usual) and heading)
    if BULLET.match(line.text):
        return True
    indented = line.x0 - line.left > 0.8 * line.size
    begun = last.x0 - last.left > 0.8 * line.size and len(run.lines) > 1
    if _same_column(last, line):
        apart = (last.y - line.y) / size
        if apart > 1.22 * max(usual.distance, 1.0 if line.size >= usual.size * 0.97 else 0.0) and (
            apart > 1.22 * _own_distance(run, usual)
        ):
            return True
        if indented and not begun and last.x0 - last.left < 0.5 * line.size:
            return True
    elif indented and usual.indented and line.x0 - line.left < 4.5 * line.size:
        return True
    return _would_fit(last, line)


def ends_sentence(line: Line) -> bool:
    """Whether a line ends with a mark that ends a sentence."""
    return STOPPED.search(line.text[-10:]) is not None


def join_around_floats(runs: Sequence[Run], usual: Set) -> list[Run]:
    """Paragraphs that a figure or table with its small caption had parted, put together again.

    The first part ends in the middle of a sentence, the second begins with a small letter on a
    later column or page, and only smaller text stands between them. That follows the paragraph.
    """
    kept: list[Run] = []
    index = 0
    while index < len(runs):
        run = runs[index]
        kept.append(run)
        index += 1
        if not _is_text(run, usual) or ends_sentence(run.lines[-1]):
            continue
        ahead = index
        while ahead < len(runs) and ahead - index < 6 and _is_small(runs[ahead], usual):
            ahead += 1
        if index < ahead < len(runs) and _goes_on(run, runs[ahead], usual):
            kept[-1] = Run([*run.lines, *runs[ahead].lines])
            kept += runs[index:ahead]
            index = ahead + 1
    return kept


def _is_text(run: Run, usual: Set) -> bool:
    return abs(run.size - usual.size) <= 0.06 * usual.size and not is_heading(run, usual)


def _is_small(run: Run, usual: Set) -> bool:
    return run.size < 0.94 * usual.size


def _goes_on(run: Run, later: Run, usual: Set) -> bool:
    last, first = run.lines[-1], later.lines[0]
    elsewhere = (last.page.number, last.column) != (first.page.number, first.column)
    return elsewhere and _is_text(later, usual) and first.text[:1].islower()


def _own_distance(run: Run, usual: Set) -> float:
    """The distance of the lines of a paragraph; the usual one where it has a single line so far."""
    for above, below in zip(reversed(run.lines[:-1]), reversed(run.lines), strict=False):
        if _same_column(above, below):
            return (above.y - below.y) / below.size
    return usual.distance


def _would_fit(last: Line, line: Line) -> bool:
    """Whether the next line's first word had room at the end of the last: then a paragraph ended there."""
    free = last.right - last.x1
    if free <= 0.6 * line.size:
        return False
    text = line.text
    word = text.split(" ", 1)[0]
    width = (line.x1 - line.x0) * len(word) / max(len(text), 1)
    if free < width + 0.45 * line.size:
        return False
    column = max(last.right - last.left, 1.0)
    stopped = ends_sentence(last) or last.pieces[-1].raised
    begins = not text[:1].islower() and (not text[:1].isdigit() or bool(ITEM.match(text)))
    return (stopped and begins) or (begins and free > 0.3 * column) or free > 0.6 * column


def is_heading(run: Run, usual: Set) -> bool:
    """Whether lines are set as a heading: larger than the text, or bold and short."""
    text = run.text
    if len(text) > LONGEST_HEADING or not any(map(str.isalpha, text)):
        return False
    if run.size >= LARGER * usual.size:
        return True
    return (
        run.bold
        and not usual.bold
        and run.size >= 0.97 * usual.size
        and not re.search(r"[.;,]\W*$", text)
    )


def heading_levels(runs: Sequence[Run], usual: Set) -> dict[int, int]:
    """For each run that is a heading, by its place, its level: 1 for the largest."""
    looks = {
        index: (round(run.size * 2) / 2, run.bold)
        for index, run in enumerate(runs)
        if is_heading(run, usual)
    }
    order = sorted(set(looks.values()), reverse=True)
    return {index: order.index(look) + 1 for index, look in looks.items()}
