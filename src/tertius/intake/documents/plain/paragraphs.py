"""The lines of a paper's text put together as headings and paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tertius.intake.documents.plain.headings import (
    could_be_heading,
    looks_like_heading,
    numbered_depth,
)
from tertius.intake.documents.plain.lines import Line, finished

ALONE, RUN_IN = 1, 2


@dataclass(frozen=True)
class Passage:
    """The lines of one heading or one paragraph."""

    lines: tuple[Line, ...]
    level: int = 0
    """0 for a paragraph."""


def passages(lines: Sequence[Line]) -> list[Passage]:
    """The headings and paragraphs that the lines of a text make.

    A paragraph goes on over an empty line or a page's end where its sentence does.
    """
    if not lines:
        return []
    width = sorted(len(line.text) for line in lines)[len(lines) * 9 // 10]
    groups = _groups(lines)
    found: list[Passage] = []
    held: list[Line] = []
    for index, group in enumerate(groups):
        following = groups[index + 1][0] if index + 1 < len(groups) else None
        if held and not _goes_on(held[-1], group[0], width):
            found.append(Passage(tuple(held)))
            held = []
        rest = group
        if not held:
            count, level = _heading(group, following, width)
            if count:
                found.append(Passage(tuple(group[:count]), level))
                rest = group[count:]
        for line in rest:
            if held and not line.parted and _ends_short(held[-1], line, width):
                found.append(Passage(tuple(held)))
                held = []
            held.append(line)
    if held:
        found.append(Passage(tuple(held)))
    return _with_levels(found)


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand together, no empty line and no page's end between them."""
    found: list[list[Line]] = []
    for line in lines:
        if line.parted or not found:
            found.append([])
        found[-1].append(line)
    return found


def _goes_on(before: Line, line: Line, width: int) -> bool:
    """Whether a paragraph goes on after an empty line or a page's end."""
    is_open = not finished(before.text)
    if before.goes_on is not None:
        return before.goes_on or (is_open and line.text[:1].islower())
    full = len(before.text) >= 0.75 * width
    if is_open:
        over_page = line.page_before and not looks_like_heading(line.text)
        return full or over_page or not line.text[:1].isupper()
    return full and line.page_before and not line.blank_before and not looks_like_heading(line.text)


def _ends_short(before: Line, line: Line, width: int) -> bool:
    """Whether a line ends a paragraph: its sentence is finished, and the next word would have fitted on it."""
    if not finished(before.text) or before.goes_on:
        return False
    return len(before.text) + 1 + len(line.text.split(" ", 1)[0]) < 0.8 * width


def _heading(group: Sequence[Line], following: Line | None, width: int) -> tuple[int, int]:
    """How many of the first lines are a heading, and whether it stands alone; 0 where none is."""
    whole = " ".join(line.text for line in group)
    if following is None and len(group) == 1:
        return (1, ALONE) if looks_like_heading(whole) else (0, 0)
    if len(group) <= 3 and following is not None and following.text[:1].isupper():
        alone = len(group) == 1 and not group[0].goes_on and could_be_heading(whole)
        if looks_like_heading(whole) or (alone and len(whole) < 0.7 * width):
            return len(group), ALONE
    if len(group) > 1 and _runs_in(group[0], group[1], width):
        return 1, RUN_IN
    return 0, 0


def _runs_in(line: Line, following: Line, width: int) -> bool:
    """Whether a line is a heading with its paragraph directly below it."""
    if line.goes_on or following.text[:1].islower() or not looks_like_heading(line.text):
        return False
    return len(line.text) + 1 + len(following.text.split(" ", 1)[0]) < 0.8 * width


def _with_levels(found: list[Passage]) -> list[Passage]:
    """The passages with the depth of each heading: its number's, else 1 where it stands alone and 2 where it does not."""
    some_alone = any(passage.level == ALONE for passage in found)
    done = []
    for passage in found:
        depth = numbered_depth(passage.lines[0].text) if passage.level else None
        if depth is not None:
            done.append(replace(passage, level=depth))
        elif passage.level == RUN_IN and not some_alone:
            done.append(replace(passage, level=ALONE))
        else:
            done.append(passage)
    return done
