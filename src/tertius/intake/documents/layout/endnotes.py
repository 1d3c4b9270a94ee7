"""Notes at the end of a chapter or of a paper, under a heading of their own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tertius.intake.documents.layout.footnotes import Found, _without, leading, superscript_numbers
from tertius.intake.documents.layout.lines import Line
from tertius.intake.documents.layout.paragraphs import Run

HEADING = re.compile(
    r"\W*(?:\d{1,2}\.?\s)?(?:end|foot)?\s?notes?(?: and (?:references|sources))?\W*"
    r"|\W*(?:fusnote|napomene|бeлешке|напомене|примечания|anmerkungen|references|sources)\W*",
    re.IGNORECASE,
)
PLAIN = re.compile(r"\s*\[?(\d{1,4})[.)\]]?\s+(?=\S)|\s*\[?(\d{1,4})[.)\]](?=[^\s\d])")


@dataclass
class Lifted:
    """What is left of the runs, and the notes that stood among them."""

    runs: list[tuple[Run, int]]
    notes: list[Found]


def lift_endnotes(runs: Sequence[tuple[Run, int]], called: frozenset[int]) -> Lifted:
    """Take out notes that stand together: below a heading that names them, or with superscript numbers.

    ``called`` holds the numbers that stand in the text and for which no footnote was found.
    """
    kept: list[tuple[Run, int]] = []
    notes: list[Found] = []
    index = 0
    while index < len(runs):
        run, level = runs[index]
        named = level > 0 and HEADING.fullmatch(run.text) is not None
        begin = index + 1 if named else index
        found, after = _series(runs, begin, called, named=named)
        if found:
            if named:
                kept.append(runs[index])
            notes += found
            index = after
        else:
            kept.append(runs[index])
            index += 1
    return Lifted(kept, notes)


def _series(
    runs: Sequence[tuple[Run, int]], begin: int, called: frozenset[int], *, named: bool
) -> tuple[list[Found], int]:
    """The notes that stand one after the other from one run on, and where they end."""
    found: list[Found] = []
    index = begin
    while index < len(runs) and runs[index][1] == 0:
        size = len(found)
        for number, line in enumerate(runs[index][0].lines):
            note = _start(line, found, called, named=named)
            if note is not None:
                found.append(note)
            elif found and (named or number):
                found[-1].lines.append((line, line.pieces))
            else:
                return (found, index) if len(found) > 1 else ([], begin)
        if not named and len(found) == size:
            break
        index += 1
    if len(found) > 1 or (named and found):
        return found, index
    return [], begin


def _start(
    line: Line, found: Sequence[Found], called: frozenset[int], *, named: bool
) -> Found | None:
    shown, count = leading(line)
    expected = (found[-1].number or 0) + 1 if found else None
    if count:
        numbers = superscript_numbers(shown)
        rest = line.pieces[count:]
        if len(numbers) == 1 and rest and (expected is None or numbers[0] >= expected):
            return Found(numbers[0], "", [(line, rest)]) if numbers[0] in called else None
        return None
    plain = PLAIN.match(line.text)
    if not named or plain is None:
        return None
    number = int(plain[1] or plain[2])
    if number == expected or (expected is None and number in called):
        return Found(number, "", [(line, _without(line.pieces, plain.end()))])
    return None
