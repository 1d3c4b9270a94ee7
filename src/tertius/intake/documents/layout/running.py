"""What is printed at the edge of page after page and is no text: heads, feet, page and line numbers, imprints."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tertius.intake.documents.layout.printed import Page
from tertius.intake.documents.layout.segments import Segment, rows_of

EDGE_LINES = 3
"""How many lines at the top and at the foot of a page may be running heads."""
LARGEST_HEAD = 1.3
"""A running head is no larger than the text by more than this factor."""
LEAST_OF_TEXT = 0.15
"""The text has at least this share of a paper's letters, though its notes may have more."""
APART = 1.55
"""A running head stands further from the text than this share of its size."""
LEAST_NUMBERED = 6
"""A page with fewer numbers in its margin than this has no line numbers: two or three are something else."""
MOST_IMPRINT = 6
"""How many lines at the foot of a page an imprint has at most."""
FOOT = 0.25
"""An imprint stands in this lowest share of the page."""
IMPRINT = re.compile(
    r"\W{0,4}(?:https?://)?(?:dx\.)?doi(?:\.org/|\b)|\W{0,4}10\.\d{4,9}/\S|\W{0,4}(?:e-?|p-?)?ISSN\b|\W{0,4}ISBN\b|©|\(c\) ?(?:19|20)\d\d"
    r"|.{0,80}(?:creative commons|creativecommons\.org|\bCC[ -]?BY\b|licen[cs]ed under|all rights reserved|open access article"
    r"|alle rechte vorbehalten|tous droits réservés|todos los derechos|все права защищены|под лицензией|lizenziert)",
    re.IGNORECASE,
)
"""How a paper names itself, its owner or its licence at the foot of a page, in the languages that papers came in."""
CLOSING = re.compile(
    r"©|\(c\) ?(?:19|20)\d\d|copyright (?:©|\(c\)|(?:19|20)\d\d|by the)|this (?:is an open[ -]access|article is (?:published|distributed|licensed|made available)|work is licensed)"
    r"|(?:published|distributed) under (?:the|a) |.{0,40}creative commons|(?:article history:? ?)?(?:received|submitted|eingegangen)(?: on)?:? ?(?:in revised form )?(?:\d{1,2}[. ]|[A-Z][a-z]{2,8} \d{1,2},? )"
    r"|[*∗†‡✉#\d]{0,2} ?(?:corresponding author|correspondence(?: to|:)|e-?mail(?: address)?:|korrespondenzadresse)"
    r"|(?:published by|downloaded from|to cite this article|how to cite|cite this article|available online at) ?:? ",
    re.IGNORECASE,
)
"""How a line begins that says something of the paper itself and can be no line of a note, if the note above it has ended."""
NUMBERED = re.compile(r"\W{0,2}\d{1,4}[\s.)\]]")


def running_heads(pages: Sequence[Page], segments: Sequence[list[Segment]]) -> list[set[int]]:
    """For each page, which of its segments are running heads, feet and page numbers."""
    edges = [_edges(found) for found in segments]
    weight: Counter[float] = Counter()
    for found in segments:
        for segment in found:
            weight[segment.size] += len(segment.text)
    much = LEAST_OF_TEXT * weight.total()
    usual = max((size for size, letters in weight.items() if letters >= much), default=0.0)
    commonest = weight.most_common(1)[0][0] if weight else 0.0
    times: Counter[tuple[str, int, str]] = Counter()
    for page, found, (head, foot) in zip(pages, segments, edges, strict=True):
        for place, levels in (("head", head), ("foot", foot)):
            times.update(
                {
                    (place, round(found[i].y / 4), pattern)
                    for level in levels
                    for i in level
                    for pattern in _patterns(page, found[i])
                }
            )
    least = 2 if len(pages) < 6 else max(3, len(pages) // 60)

    def repeats(page: Page, segment: Segment, place: str) -> bool:
        if _is_number_of(page, segment):
            return True
        bold = segment.pieces[0].bold
        largest = LARGEST_HEAD * (commonest if bold else usual)
        if segment.pieces[0].raised or segment.size > largest:
            return False
        height = round(segment.y / 4)
        return any(
            sum(times[place, height + near, pattern] for near in (-1, 0, 1)) >= least
            for pattern in _patterns(page, segment)
        )

    gone: list[set[int]] = []
    for page, found, both in zip(pages, segments, edges, strict=True):
        out: set[int] = set()
        for place, levels in zip(("head", "foot"), both, strict=True):
            alike = [all(repeats(page, found[i], place) for i in level) for level in levels]
            out |= _outermost(found, levels, alike)
        gone.append(out)
    return gone


def _outermost(found: list[Segment], levels: list[list[int]], alike: list[bool]) -> set[int]:
    """The outermost levels that all repeat, as far as a wide gap parts them from the text."""
    ahead: list[int] = []
    out: list[int] = []
    for number, level in enumerate(levels):
        if not alike[number]:
            break
        ahead += level
        following = levels[number + 1] if number + 1 < len(levels) else None
        size = max(found[i].size for i in level)
        if following is None or abs(found[following[0]].y - found[level[0]].y) > APART * size:
            out = list(ahead)
    return set(out)


def _edges(found: list[Segment]) -> tuple[list[list[int]], list[list[int]]]:
    """The segments of the highest and of the lowest levels of a page, from the outside inward."""
    order = sorted(range(len(found)), key=lambda i: -found[i].y)
    most = EDGE_LINES + 1
    return rows_of(found, order)[:most], rows_of(found, order[::-1])[:most]


def _is_number_of(page: Page, segment: Segment) -> bool:
    """Whether letters are the number of their page and nothing else."""
    shown = segment.text.strip(" -–—")
    return shown in (str(page.number), page.label) and len(segment.pieces) == 1


NUMBER = re.compile(r"\d{1,5}")
ROMAN = re.compile(r"[ivxlc]{1,8}", re.IGNORECASE)


def _patterns(page: Page, segment: Segment) -> set[str]:
    """What stays alike from page to page: the letters, with a number that counts the pages taken out."""
    text = " ".join(segment.text.lower().split())[:120]
    if ROMAN.fullmatch(text):
        return {"roman"}
    found = {text}
    numbers = list(NUMBER.finditer(text))
    for number in {0, len(numbers) - 1} if numbers else ():
        place = numbers[number]
        off = int(place[0]) - page.number
        found.add(f"{text[: place.start()]}#{off}#{text[place.end() :]}")
    return found


def line_numbers(found: Sequence[Segment]) -> set[int]:
    """The segments that number the lines of a page: digits in its margin that rise by one step down the page."""
    text = [segment for segment in found if not segment.text.strip().isdigit()]
    if not text:
        return set()
    left, right = min(s.x0 for s in text), max(s.x1 for s in text)
    for side in (
        [i for i, s in enumerate(found) if s.x1 < left and s.text.strip().isdecimal()],
        [i for i, s in enumerate(found) if s.x0 > right and s.text.strip().isdecimal()],
    ):
        side.sort(key=lambda i: -found[i].y)
        shown = [int(found[i].text) for i in side]
        steps = {after - before for before, after in pairwise(shown)}
        if len(side) >= LEAST_NUMBERED and len(steps) == 1 and steps <= {1, 2, 5, 10}:
            return set(side)
    return set()


def imprint(page: Page, found: Sequence[Segment], usual: float) -> list[int]:
    """The segments at the foot of a page that name the paper itself or its licence, apart from all above them.

    ``usual`` is the size of the running text. The DOI of the paper is no part of its last note.
    """
    rows = rows_of(found, sorted(range(len(found)), key=lambda i: found[i].y))
    if len(rows) < 2:
        return []
    gaps = Counter(round(found[above[0]].y - found[below[0]].y) for below, above in pairwise(rows))
    distance = max(gaps.most_common(1)[0][0], usual)
    for place in range(min(MOST_IMPRINT, len(rows) - 1) - 1, -1, -1):
        row = rows[place]
        segment = found[min(row, key=lambda i: found[i].x0)]
        text = " ".join(found[i].text for i in sorted(row, key=lambda i: found[i].x0)).strip()
        gap = found[rows[place + 1][0]].y - segment.y
        if (
            gap > 1.5 * distance
            and segment.y < FOOT * page.height
            and IMPRINT.match(text)
            and not (NUMBERED.match(text) or segment.pieces[0].raised)
            and segment.pieces[0].size > 0.85 * segment.size
        ):
            return [i for lower in rows[: place + 1] for i in lower]
    return []
