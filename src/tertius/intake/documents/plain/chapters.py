"""Headings of chapters among the notes at the end of a plain text."""

import re
from collections.abc import Sequence

from tertius.intake.documents.placing import Titles
from tertius.intake.documents.plain.lines import Line

LONGEST = 120
"""In letters: a heading that is found again is no longer than this."""
FIRST = re.compile(r"\s*[\[(]?1[\])]?[.:)]?\s+\S|\s*¹\s*\S")
"""How the first note of a list begins."""


def chapter_lines(lines: Sequence[Line], heading: int) -> dict[int, str]:
    """Return the lines below the heading of the notes that name a chapter: a heading of the text, with note 1 below it.

    ``heading`` is the place of the line below the heading of the notes. One chapter alone is none:
    then its numbers decide.
    """
    titles = Titles([line.text for line in lines[:heading] if _may_be_title(line)])
    found = {
        index: line.text
        for index, line in enumerate(lines[heading:-1], heading)
        if _may_be_title(line)
        and FIRST.match(lines[index + 1].text)
        and titles.named(line.text) is not None
    }
    return found if len(found) > 1 else {}


def _may_be_title(line: Line) -> bool:
    return line.parted and len(line.text) <= LONGEST
