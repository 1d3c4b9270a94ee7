"""A citation in the manner of footnotes: institute style, Chicago notes, MHRA, and their mixtures.

The small parts that show what they are (dates, pages, links, brackets) are read first, wherever
they stand; what is left over is read by its place: before the title the authors, after it the
container. Only a title without quotes needs more: it ends at the bracket with the publisher, or
before the last piece that is a container.
"""

import re
from collections.abc import Sequence

from tertius.intake.citations.bare import is_law, read_untitled
from tertius.intake.citations.brackets import read_bracket
from tertius.intake.citations.containers import (
    read_authors,
    read_behind_title,
    read_container_part,
    read_translation,
)
from tertius.intake.citations.dates import whole_date
from tertius.intake.citations.elements import Element
from tertius.intake.citations.kinds import kind_of
from tertius.intake.citations.levels import DOUBTFUL, LIKELY, SURE
from tertius.intake.citations.marks import Mark
from tertius.intake.citations.parts import read_link, read_number, read_text
from tertius.intake.citations.persons import is_person
from tertius.intake.citations.reading import Reading, spaced, trimmed
from tertius.intake.citations.state import Rules, State, begin, words_of
from tertius.intake.citations.tongues import language
from tertius.intake.citations.words import (
    PLACES,
    folded,
)

INTERVIEW = re.compile(
    r"(?:[^\W\d_][\w’'-]{0,20} ){0,3}(?P<genre>interviews?|correspondence|communication|conversation|intervju|интервью)"
    r"(?: (?:with|by|conducted)\b|\Z)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
IMPRINT = re.compile(r": [^()]{2,120}, (?:1[5-9]|20)\d\d\)\Z")
SHORTEST_TITLE = 2
"""Letters of a title that is left over between other parts; fewer are what punctuation left."""
NOTE_RULES = Rules(bracket=read_bracket, number=read_number, container=read_container_part)
"""How the parts of a note are read; entries of lists have rules of their own."""


def read_note(
    text: str, start: int, end: int, inside: Sequence[Mark], *, complete: bool
) -> Reading:
    """Return the fields of one citation of a note, element by element."""
    return read_citation(begin(text, start, end, inside, NOTE_RULES, complete=complete))


def read_citation(state: State) -> Reading:
    """Return the fields of a citation; none where there is no title and nobody who wrote it."""
    _law(state)
    _interview(state)
    _title(state)
    _year_as_title(state)
    for index, element in enumerate(state.elements):
        if not element.used:
            read_small_part(state, index, element)
    if state.titled is None:
        read_untitled(state)
    else:
        read_authors(state, 0, state.titled)
        read_behind_title(state, state.titled + 1)
    finish(state)
    return state.reading


def _law(state: State) -> None:
    """Council Regulation (EU) No 833/2014 is one name, its bracket included."""
    if (
        len(state.elements) < 2
        or state.elements[0].kind != "text"
        or not is_law(words_of(state, state.elements[0]))
    ):
        return
    first = state.elements[0]
    while (
        len(state.elements) > 1
        and not state.elements[1].before
        and state.elements[1].kind in {"round", "text"}
    ):
        following = state.elements[1]
        if following.kind == "round" and (
            following.end - following.start > 14
            or whole_date(state.text, following.start + 1, following.end - 1)
        ):
            break
        first.end = state.elements.pop(1).end


def _interview(state: State) -> None:
    if not state.elements or state.elements[0].kind != "text":
        return
    first = state.elements[0]
    head = folded(state.text[first.start : min(first.end, first.start + 60)])
    said = INTERVIEW.match(head)
    if said is None or any(element.kind == "quote" for element in state.elements):
        return
    end = first.end
    for at, element in enumerate(state.elements[1:], 1):
        words = words_of(state, element)
        following = state.elements[at + 1] if at + 1 < len(state.elements) else None
        if (
            following
            and len(words.split()) < 4
            and words.istitle()
            and whole_date(state.text, following.start, following.end)
        ):
            state.reading.put_text("publisher-place", element.start, element.end, DOUBTFUL)
            element.used = True
            break
        if (
            element.kind != "text"
            or folded(words) in PLACES
            or whole_date(state.text, element.start, element.end)
        ):
            break
        if folded(words).removeprefix("via ").removeprefix("by ") in {
            "online",
            "zoom",
            "skype",
            "telephone",
            "phone",
            "email",
        }:
            element.used = True
            continue
        end, element.used = element.end, True
    first.used = True
    state.reading.put_text("title", first.start, end, LIKELY)
    state.reading.put_text("genre", first.start, first.start + said.end("genre"), SURE)
    state.reading.csl["type"] = "interview"
    state.titled = 0


def _title(state: State) -> None:
    if state.titled is not None:
        return
    for index, element in enumerate(state.elements):
        if element.kind != "quote" or element.mark is None:
            continue
        mark = element.mark
        start, end = trimmed(state.text, mark.inner_start, mark.inner_end, " \t\r\n,")
        if end > start and state.text[end - 1] == "." and not _dotted(state.text, start, end):
            end -= 1
        if state.text[start : start + 1] == "'" == state.text[mark.start]:
            start += 1
        if end - start < SHORTEST_TITLE:
            continue
        element.used = True
        state.titled = index
        state.quoted = True
        state.reading.put(
            "title", spaced(state.text[start:end]), start, end, SURE if mark.closed else DOUBTFUL
        )
        read_translation(state, index + 1)
        return


def _year_as_title(state: State) -> None:
    """A year between an author and an imprint is a title: George Orwell, 1984 (London: Penguin, 1989)."""
    if state.titled is not None or len(state.elements) < 3:
        return
    first, year, bracket = state.elements[:3]
    if first.kind != "text" or year.kind != "text" or bracket.kind != "round":
        return
    inner = state.text[bracket.start : bracket.end]
    if (
        YEAR.fullmatch(words_of(state, year))
        and IMPRINT.search(inner)
        and is_person(words_of(state, first))
    ):
        state.reading.put("title", words_of(state, year), year.start, year.end, LIKELY)
        year.used = True
        state.titled = 1


def read_small_part(state: State, index: int, element: Element) -> None:
    """Read an element that may show by itself what it is."""
    if element.kind == "link":
        read_link(state, element)
    elif element.kind in {"round", "square"} and element.mark is not None:
        state.rules.bracket(state, index, element)
    elif element.kind == "text":
        read_text(state, index, element)


def _lone_author(state: State) -> None:
    """One word before a full entry is an outlet or a site; before a short form it is a family name."""
    if state.alone:
        return
    found = state.reading.csl.get("author", ())
    full = state.reading.csl.keys() & {"issued", "URL", "container-title", "publisher"}
    if (
        len(found) == 1
        and full
        and "title" in state.reading.csl
        and "family" in found[0]
        and "given" not in found[0]
        and " " not in found[0]["family"]
    ):
        start, end, certainty = state.reading.places["author"]
        if "et al" not in state.text[start : end + 8]:
            state.reading.csl["author"] = [{"literal": found[0]["family"]}]
            state.reading.places["author"] = (start, end, certainty)


def finish(state: State) -> None:
    """Put what was read in order: its language, its kind, what is left unexplained; drop all where nothing tells."""
    reading = state.reading
    if (
        "title" not in reading.csl
        and "container-title" not in reading.csl
        and "author" not in reading.csl
    ) and not ("URL" in reading.csl or "DOI" in reading.csl):
        reading.csl.clear()
        reading.places.clear()
        return
    _lone_author(state)
    title = reading.csl.get("title")
    if title and reading.csl.get("type") != "interview":
        tag = language(title)
        if tag is not None and not (tag == "en" and "translated-title" in reading.csl):
            start, end, _ = reading.places["title"]
            reading.put("language", tag, start, end, LIKELY)
    reading.unexplained = sum(
        element.end - element.start for element in state.elements if not element.used
    )
    if (
        reading.csl.get("page")
        and reading.csl.get("publisher")
        and "container-title" not in reading.csl
    ):
        reading.move("page", "locator")
    reading.put(
        "type", kind_of(reading.csl, is_quoted=state.quoted), reading.start, reading.end, LIKELY
    )
    order = ["type", *(name for name in reading.csl if name != "type")]
    reading.csl = {name: reading.csl[name] for name in order}
    if "type" not in reading.places:
        reading.places["type"] = (reading.start, reading.end, SURE)


def _dotted(text: str, start: int, end: int) -> bool:
    """Whether the full stop that ends a title belongs to an abbreviation in it."""
    word = text[max(start, end - 8) : end].rsplit(" ", 1)[-1]
    return word.count(".") > 1 or word in {"Ltd.", "Inc.", "Co.", "Jr.", "etc.", "...", "al."}
