"""Numbers in brackets taken out of a block's text, and kept with their place."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate

from tertius.intake.documents.layout.numbering import BRACKETED, MOST_IN_ONE, Manner, spelled_out
from tertius.intake.documents.paper import Block

Span = tuple[int, int, tuple[int, ...]]
"""Where a bracket begins and ends, with the blank that goes with it, and its numbers."""


def brackets_in(
    text: str, manner: Manner, may_call: Callable[[int, tuple[int, ...]], bool]
) -> list[Span]:
    """Return the brackets of a text that call notes; ``may_call`` says so of an offset and its numbers.

    A bracket between two blanks takes the one before it with it, one at the head the one behind it.
    """
    found: list[Span] = []
    for match in BRACKETED[manner].finditer(text):
        numbers = spelled_out(match[1])
        if not numbers or len(numbers) > MOST_IN_ONE or not may_call(match.start(), numbers):
            continue
        begin, end = match.span()
        if begin and text[begin - 1] == " ":
            begin -= 1
        elif not begin and text[end : end + 1] == " ":
            end += 1
        found.append((begin, end, numbers))
    return found


def without_spans(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, Callable[[int], int]]:
    """Return a text without some spans, and where each of its offsets stands then."""
    starts = [begin for begin, _ in spans]
    gone = list(accumulate((end - begin for begin, end in spans), initial=0))

    def moved(at: int) -> int:
        place = bisect_left(starts, at)
        if not place:
            return at
        begin, end = spans[place - 1]
        return at - gone[place - 1] - (min(end, at) - begin)

    pieces, at = [], 0
    for begin, end in spans:
        pieces.append(text[at:begin])
        at = end
    return "".join([*pieces, text[at:]]), moved


def with_brackets(block: Block, manner: Manner, numbers: frozenset[int]) -> Block:
    """Return a block whose brackets with these numbers are numbers of notes."""
    found = brackets_in(block.text, manner, lambda _, shown: numbers.issuperset(shown))
    if not found:
        return block
    text, moved = without_spans(block.text, [(begin, end) for begin, end, _ in found])
    called = [(moved(begin), number) for begin, _, shown in found for number in shown]
    kept = [(moved(at), number) for at, number in block.anchors]
    return replace(
        block,
        text=text,
        anchors=tuple(sorted([*kept, *called], key=lambda anchor: anchor[0])),
        places=tuple((moved(at), place) for at, place in block.places),
    )
