"""What is known of one citation while it is read: its elements, its fields so far, and by which rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tertius.intake.citations import details as of
from tertius.intake.citations.dates import Day
from tertius.intake.citations.elements import Element, elements
from tertius.intake.citations.levels import SURE
from tertius.intake.citations.marks import Mark
from tertius.intake.citations.reading import Reading, spaced


@dataclass(frozen=True, slots=True)
class Rules:
    """What notes and lists of literature read each in its own way."""

    bracket: "Callable[[State, int, Element], None]"
    number: "Callable[[State, int, Element, str], bool]"
    container: "Callable[[State, int, Element], bool]"


@dataclass(slots=True)
class State:
    """One citation: its text from start to end, the marks and elements in it, and what has been read."""

    text: str
    start: int
    end: int
    marks: Sequence[Mark]
    elements: list[Element]
    reading: Reading
    rules: Rules
    titled: int | None = None
    """At which element the title stands; -1 where it stands before them all."""
    quoted: bool = False
    alone: bool = False
    """Whether a family name alone is known to be one."""


def begin(
    text: str, start: int, end: int, inside: Sequence[Mark], rules: Rules, *, complete: bool
) -> State:
    """Return the state of a citation of which nothing has been read."""
    reading = Reading(text, start, end, complete=complete)
    return State(text, start, end, inside, elements(text, start, end, inside), reading, rules)


def words_of(state: State, element: Element) -> str:
    """Return the words of an element with single blanks between them."""
    return spaced(state.text[element.start : element.end])


def put_issued(state: State, day: Day, certainty: float) -> None:
    """Keep a date of publication, and the more exact of two that agree."""
    held = state.reading.csl.get("issued")
    first = held["date-parts"][0] if held else []
    if held and len(day.first) > len(first) and list(day.first[: len(first)]) == first:
        del state.reading.csl["issued"]
    state.reading.put("issued", day.csl(), day.start, day.end, certainty)


def put_accessed(state: State, day: Day) -> None:
    """Keep the day on which somebody looked."""
    state.reading.put("accessed", day.csl(), day.start, day.end, SURE)


def put_pages(state: State, pages: str, start: int, end: int, *, whole: bool) -> None:
    """Keep pages: a range of a whole thing as its pages, else as the place that is meant."""
    ranged = any(sign in pages for sign in "-–—‐‑")
    name = "page" if whole and ranged else "locator"
    joined = of.DASH.sub(lambda dash: dash[0].strip(), spaced(pages))
    state.reading.put(name, joined, start, end, SURE)


def span_of(state: State, element: Element, value: str, *, last: bool = False) -> tuple[int, int]:
    """Return where a value stands in an element, the first time or the last."""
    find = state.text.rfind if last else state.text.find
    at = find(value, element.start, element.end)
    return (at, at + len(value)) if at >= 0 else (element.start, element.end)
