"""Where the items of sources.json stand in its text."""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tertius.case.lines import Span, items

SOURCES = "sources.json"

ELSEWHERE = {
    "sources": SOURCES,
    "issues": "the issues of case.yml",
    "perceptions": "the perceptions of case.yml",
}
"""Where ids stand that are in no table."""


def place_of(kind: str) -> str:
    """Return where the ids of a kind of rows stand: in a table, or elsewhere."""
    return ELSEWHERE.get(kind, f"{kind}.csv")


@dataclass(frozen=True)
class Items:
    """Hold the text of sources.json, and tell on which of its lines an item or a key stands.

    The text is read for that only where somebody asks, which is where something is wrong.
    """

    text: str = ""
    moved: frozenset[str] = frozenset()
    """The ids of items that stand in the text no more as they are."""

    def line(self, number: int, *keys: str) -> int:
        """Return the line of an item, counted from 0, or of a key in it; 0 where there is no such item."""
        if not 0 <= number < len(self._spans):
            return 0
        span = self._spans[number]
        place = span.start
        for key in keys or ("id",):
            found = re.compile(rf'(?<!\\)"{re.escape(key)}"\s*:').search(self.text, place, span.end)
            if found is None:
                break
            place = found.start()
        return bisect_right(self._ends, place) + 1

    def line_of(self, name: str, *keys: str) -> int:
        """Return the line of the item with an id, or of a key in it; 0 where none has it."""
        if name in self.moved or name not in self._numbers:
            return 0
        return self.line(self._numbers[name], *keys)

    def without(self, names: Collection[str]) -> "Items":
        """Return the items where some of them stand in the text no more."""
        return replace(self, moved=self.moved | frozenset(names))

    @cached_property
    def _ends(self) -> list[int]:
        return [found.end() for found in re.finditer("\n", self.text)]

    @cached_property
    def _spans(self) -> list[Span]:
        try:
            return items(self.text)
        except (ValueError, RecursionError):
            return []

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {
            str(span.value["id"]): number
            for number, span in enumerate(self._spans)
            if isinstance(span.value, dict) and "id" in span.value
        }
