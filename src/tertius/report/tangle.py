"""Paragraphs that would keep pandoc busy without end: found by counting, before it is asked."""

import re
from collections import Counter
from dataclasses import dataclass

DEEPEST = 12
"""How many brackets a paragraph may hold open at once. Pandoc tries each as a link, a note and a citation,
so that every further one doubles its time; a note in a caption with a link in it has three."""

LONE = 20
"""How many runs of backticks without a second of their length: pandoc seeks the end of each to the last letter."""

PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")
TICKS = re.compile(r"`+")
BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)


@dataclass(frozen=True)
class Knot:
    """A paragraph that cannot be read in bounded time: how it begins, and what is wrong with it."""

    begins: str
    message: str


def tangled(text: str) -> Knot | None:
    """Return the first paragraph that pandoc could not read in bounded time; None where there is none."""
    for match in PARAGRAPH.finditer(text):
        paragraph = match.group()
        begins = paragraph[:80]
        if (deepest := _open_at_once(paragraph)) > DEEPEST:
            return Knot(
                begins,
                f"holds {deepest:,} brackets [ open at once, and {DEEPEST} is the limit. Close each with ], or write \\[.",
            )
        runs = Counter(len(run.group()) for run in TICKS.finditer(paragraph))
        lone = sum(1 for count in runs.values() if count % 2)
        if lone > LONE:
            return Knot(
                begins,
                f"holds {lone} runs of backticks that nothing closes, and {LONE} is the limit. Close each, or write \\`.",
            )
    return None


def _open_at_once(paragraph: str) -> int:
    deepest = now = 0
    for mark in BRACKET.finditer(paragraph):
        if mark.group() == "[":
            now += 1
            deepest = max(deepest, now)
        elif mark.group() == "]":
            now = max(now - 1, 0)
    return deepest
