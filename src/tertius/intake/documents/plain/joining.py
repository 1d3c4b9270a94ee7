"""Printed lines joined to running text: hyphens at line ends mended where that is right."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tertius.intake.documents.plain.lines import Line
from tertius.intake.documents.plain.links import Links

_WORD = re.compile(r"[^\W\d_]{1,60}(?:-[^\W\d_]{1,60}){0,6}")
_NO_LETTER = re.compile(r"[^\w-]|[\d_]")
_LONGEST_WORD = 80
"""Letters before a hyphen at the end of a line among which the first half of a word is looked for."""
_LONGEST_TAIL = 1_000
"""Letters of a paragraph's end that are kept to see whether the next line goes on with its last word; a paragraph without a space would be copied whole at each line."""
_FIRST = re.compile(r"[^\W\d_]{1,60}(?:-[^\W\d_]{1,60}){0,6}")


class Words:
    """The words that a paper uses inside its lines, by which a hyphen at a line's end is judged."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        self._heads: Counter[str] = Counter()
        broken = False
        for line in lines:
            first = _FIRST.match(line) if broken else None
            broken = bool(_parted_word(line))
            whole = line[: line.rfind(" ") + 1] if broken else line
            for match in _WORD.finditer(whole.lower(), first.end() if first else 0):
                word = match[0]
                self._counts[word] += 1
                if "-" in word:
                    self._heads[word.split("-")[0]] += 1
                    self._counts.update(set(word.split("-")))

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Whether a word parted at a line's end is written with a hyphen.

        It is where the paper writes it so elsewhere; it is not where the paper writes it in one. Where
        it does neither, it is if both parts are words of the paper or the first begins other such
        words, or if a capital follows.
        """
        if not right[:1].islower():
            return True
        left, right = left.lower(), right.lower()
        whole, parted = self._counts[left + right], self._counts[f"{left}-{right}"]
        if whole or parted:
            return parted > whole
        if "-" in left:
            return True
        return bool(self._heads[left]) or bool(self._counts[left] and self._counts[right])


@dataclass(frozen=True)
class Joined:
    """Lines as one piece of text, and in which line of the file each part of it stood."""

    text: str
    starts: tuple[tuple[int, int], ...]
    """For each line its offset in the text and its number."""


def join(lines: Sequence[Line], words: Words, links: Links) -> Joined:
    """The lines as one piece of running text."""
    parts: list[str] = []
    starts: list[tuple[int, int]] = []
    length, tail = 0, ""
    for line in lines:
        between = ""
        if parts:
            mended, between = _joint(tail, line.text, words, links)
            if mended:
                parts[-1] = parts[-1][:-1]
                length -= 1
                tail = tail[:-1]
        starts.append((length + len(between), line.number))
        parts += (between, line.text)
        length += len(between) + len(line.text)
        tail = (tail + between + line.text[-_LONGEST_TAIL:])[-_LONGEST_TAIL:]
        tail = tail[tail.rfind(" ") + 1 :]
    return Joined("".join(parts), tuple(starts))


def _joint(tail: str, text: str, words: Words, links: Links) -> tuple[bool, str]:
    """Whether the last letter before a line's end goes, and what stands between the lines."""
    if links.runs_over(tail, text):
        return False, ""
    if tail.endswith("\xad"):
        return True, ""
    left, right = _parted_word(tail), _FIRST.match(text)
    if left and right:
        return not words.keeps_hyphen(left, right[0]), ""
    attached = len(tail) > 1 and tail[-1] in "-–—/" and tail[-2].isalnum()
    if attached or (_is_ideograph(tail[-1:]) and _is_ideograph(text[:1])):
        return False, ""
    return False, " "


def _parted_word(line: str) -> str:
    """The part of a word that a hyphen parts at a line's end; nothing where none does."""
    if not line.endswith("-"):
        return ""
    part = _NO_LETTER.split(line[-_LONGEST_WORD:-1])[-1].lstrip("-")
    return "" if part.endswith("-") else part


def _is_ideograph(letter: str) -> bool:
    return "\u3000" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef"
