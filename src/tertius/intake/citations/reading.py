"""What has been read of one citation so far: each field, its letters, and how sure the reading is."""

from typing import Any

from tertius.intake.citations.levels import held, level_of
from tertius.intake.citations.reference import Reference, Said

WORDED = frozenset({"title", "container-title", "publisher", "publisher-place", "event-title"})
"""Fields that hold words, and never a number alone."""


class Reading:
    """The fields of one citation, gathered one by one."""

    def __init__(self, text: str, start: int, end: int, *, complete: bool = True) -> None:
        self.text, self.start, self.end, self.complete = text, start, end, complete
        self.csl: dict[str, Any] = {}
        self.places: dict[str, tuple[int, int, float]] = {}
        self.unexplained = 0

    def put(self, name: str, value: Any, start: int, end: int, certainty: float) -> None:
        """Keep a field, unless it has been read already."""
        if name not in self.csl and value:
            self.csl[name] = value
            self.places[name] = (start, end, certainty)

    def put_text(self, name: str, start: int, end: int, certainty: float) -> None:
        """Keep a field that says what the letters between two places say, its outer marks taken off."""
        start, end = trimmed(self.text, start, end)
        if start < end and (name not in WORDED or any(map(str.isalpha, self.text[start:end]))):
            self.put(name, spaced(self.text[start:end]), start, end, certainty)

    def move(self, name: str, other: str) -> None:
        """Give a field another name."""
        if name in self.csl and other not in self.csl:
            self.csl[other] = self.csl.pop(name)
            self.places[other] = self.places.pop(name)

    def reference(self) -> Reference:
        """The reference, its confidences lowered by what nobody could explain in it."""
        length = max(1, self.end - self.start)
        share = max(0.0, 1 - self.unexplained / length)
        said = {}
        for name, (start, end, told) in self.places.items():
            certainty = held(name, told)
            sure = certainty * (0.55 + 0.45 * share)
            if not self.complete:
                sure *= 0.5 if end >= len(self.text.rstrip()) - 1 or start <= 1 else 0.9
            said[name] = Said(start, end, round(sure, 3), level_of(certainty))
        return Reference(
            self.text[self.start : self.end], self.start, self.end, dict(self.csl), said
        )


def spaced(text: str) -> str:
    """Text with single blanks between its words."""
    return " ".join(text.split())


def trimmed(text: str, start: int, end: int, outside: str = " \t\r\n,;") -> tuple[int, int]:
    """Two places moved inwards past blanks and commas."""
    while start < end and (text[start] in outside or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in outside or text[end - 1].isspace()):
        end -= 1
    return start, end
