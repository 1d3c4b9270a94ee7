"""What brackets hold: (Vol. 42, No. 3, April 2022), (Place: Publisher, Year), (eds), (p. 40)."""

from tertius.intake.citations import details as of
from tertius.intake.citations.dates import head_date, tail_date
from tertius.intake.citations.elements import Element, elements
from tertius.intake.citations.levels import LIKELY, SURE
from tertius.intake.citations.marks import Mark, marks
from tertius.intake.citations.parts import is_aside, read_date
from tertius.intake.citations.reading import spaced, trimmed
from tertius.intake.citations.state import (
    State,
    put_accessed,
    put_issued,
    put_pages,
    span_of,
    words_of,
)
from tertius.intake.citations.words import (
    ACCESSED,
    GENRES,
    PLACES,
    folded,
)


def read_bracket(state: State, index: int, element: Element) -> None:
    """Read what a bracket holds: an imprint, a volume with its date, editors, a page."""
    assert element.mark is not None
    start, end = trimmed(state.text, element.mark.inner_start, element.mark.inner_end)
    inner = spaced(state.text[start:end])
    if not inner or is_aside(inner):
        element.used = True
        return
    if len(inner) > 400:
        return
    accessed = ACCESSED.match(state.text, start, end)
    if accessed:
        day = head_date(state.text, accessed.end(), end)
        if day is not None:
            put_accessed(state, day)
        element.used = True
        return
    if of.EDITOR_AFTER.match(inner):
        element.used = True
        return
    if inner.startswith("@"):
        element.used = True
        return
    if inner.lower() in GENRES:
        element.used = True
        state.reading.put_text("genre", start, end, SURE)
        return
    found = of.matched(of.DOCUMENT, inner) if index and "/" in inner else None
    if found:
        element.used = True
        state.reading.put(
            "number",
            found.group("number"),
            *span_of(state, element, found.group("number")),
            LIKELY,
        )
        return
    found = of.matched(of.PAGES, inner)
    if found:
        element.used = True
        state.reading.put(
            "locator", found.group("pages"), *span_of(state, element, found.group("pages")), SURE
        )
        return
    element.used = _publication(state, start, end) or element.used
    if (
        not element.used
        and state.titled is not None
        and index
        and inner.isupper()
        and " " not in inner
    ):
        element.used = True


def _publication(state: State, start: int, end: int) -> bool:
    """What stands in a bracket: (Vol. 42, No. 3, April 2022) or (Place: Publisher, Year)."""
    inner = marks(state.text[start:end])
    shifted = [
        Mark(
            mark.kind,
            mark.start + start,
            mark.end + start,
            mark.inner_start + start,
            mark.inner_end + start,
        )
        for mark in inner
    ]
    parts = [part for part in elements(state.text, start, end, shifted) if part.kind == "text"]
    if not parts:
        return False
    known, left = 0, []
    for at, part in enumerate(parts):
        words = words_of(state, part)
        bare = words.rstrip(".")
        if read_date(state, part) or is_aside(words):
            known += 1
            if found := of.matched(of.STATUS, bare):
                state.reading.put_text("status", part.start, part.end, SURE)
        elif found := of.matched(of.VOLUME, bare):
            state.reading.put(
                "volume",
                found.group("volume"),
                *span_of(state, part, found.group("volume")),
                SURE,
            )
            known += 1
        elif found := of.matched(of.ISSUE, bare):
            state.reading.put(
                "issue", found.group("issue"), *span_of(state, part, found.group("issue")), SURE
            )
            known += 1
        elif found := of.matched(of.VOLUME_ISSUE, bare):
            state.reading.put(
                "volume",
                found.group("volume"),
                *span_of(state, part, found.group("volume")),
                SURE,
            )
            state.reading.put(
                "issue",
                found.group("issue"),
                *span_of(state, part, found.group("issue"), last=True),
                SURE,
            )
            known += 1
        elif of.matched(of.THESIS, bare) or bare.lower() in GENRES:
            state.reading.put_text("genre", part.start, part.end, SURE)
            known += 1
        elif found := of.matched(of.EDITION, bare):
            state.reading.put("edition", found.group("edition"), part.start, part.end, SURE)
            known += 1
        elif found := of.matched(of.PAGES, bare):
            put_pages(
                state, found.group("pages"), *span_of(state, part, found.group("pages")), whole=True
            )
            known += 1
        elif (
            (day := tail_date(state.text, part.start, part.end)) is not None
            and at == len(parts) - 1
            and day.start > part.start
        ):
            put_issued(state, day, LIKELY)
            left.append(Element("text", *trimmed(state.text, part.start, day.start), part.before))
            known += 1
        else:
            left.append(part)
    if left:
        _imprint(state, left, known)
    return bool(known) or ("publisher" in state.reading.csl)


def _imprint(state: State, left: list[Element], known: int) -> None:
    start, end = left[0].start, left[-1].end
    colon = state.text.find(":", start, end)
    if colon > 0 and state.text[colon + 1 : colon + 2].isspace():
        state.reading.put_text("publisher-place", start, colon, SURE)
        state.reading.put_text("publisher", colon + 1, end, SURE)
    elif not known:
        return
    elif "genre" in state.reading.csl:
        state.reading.put_text("publisher", start, end, LIKELY)
    elif folded(state.text[start:end]) in PLACES:
        state.reading.put_text("publisher-place", start, end, LIKELY)
    elif len(left) == 2 and folded(words_of(state, left[0])) in PLACES:
        state.reading.put_text("publisher-place", left[0].start, left[0].end, LIKELY)
        state.reading.put_text("publisher", left[1].start, left[1].end, LIKELY)
    elif not of.NO_PUBLISHER.match(state.text[start:end]):
        state.reading.put_text("publisher", start, end, LIKELY)
