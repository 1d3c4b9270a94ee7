"""Headings of chapters among the notes at the end of a plain text."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tertius.intake.documents.placing import Titles
from tertius.intake.documents.plain.lines import Line

LONGEST = 120
"""In letters: a heading that is found again is no longer than this."""
FIRST = re.compile(r"\s*[\[(]?1[\])]?[.:)]?\s+\S|\s*¹\s*\S")
"""How the first note of a list begins."""


@dataclass(frozen=True)
class Chapters:
    """The lines that name chapters: below the heading of the notes, with their words, and in the text."""

    listed: Mapping[int, str]
    named: AbstractSet[int]


def chapters_in(lines: Sequence[Line], heading: int) -> Chapters:
    """Return the lines below the heading of the notes that name a chapter: a heading of the text, with note 1 below it.

    ``heading`` is the place of the line below the heading of the notes. One chapter alone is none:
    then its numbers decide.
    """
    places = [index for index, line in enumerate(lines[:heading]) if _may_be_title(line)]
    titles = Titles([lines[index].text for index in places])
    listed: dict[int, str] = {}
    named: set[int] = set()
    for index, line in enumerate(lines[heading:-1], heading):
        if not _may_be_title(line) or not FIRST.match(lines[index + 1].text):
            continue
        title = titles.named(line.text)
        if title is not None:
            listed[index] = line.text
            named.add(places[title])
    return Chapters(listed, named) if len(listed) > 1 else Chapters({}, set())


def _may_be_title(line: Line) -> bool:
    return line.parted and len(line.text) <= LONGEST
