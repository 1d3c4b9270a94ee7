"""What stands behind the title of an entry of a list, where lists write it otherwise than notes: imprints, volumes, pages."""

import re

from tertius.intake.citations import details as of
from tertius.intake.citations.brackets import read_bracket
from tertius.intake.citations.containers import put_people, read_container_part
from tertius.intake.citations.dates import tail_date
from tertius.intake.citations.elements import Element
from tertius.intake.citations.levels import DOUBTFUL, LIKELY, SURE
from tertius.intake.citations.parts import read_number
from tertius.intake.citations.reading import trimmed
from tertius.intake.citations.state import State, put_issued, put_pages, span_of, words_of
from tertius.intake.citations.words import PLACES, PRESS, folded

VOLUME_PAGES = re.compile(
    r"(?: |\A)(?P<volume>\d{1,4}) ?(?:\((?P<issue>[\d–-]{1,7})\))? ?: ?(?P<pages>[a-zA-Z]?\d{1,6}(?: ?[-–—‐‑] ?[a-zA-Z]?\d{1,6})?)\Z"
)
EDITION_BEFORE = re.compile(
    r"(?P<edition>(?:\d{1,2}(?:st|nd|rd|th) (?:rev\. |revised )?(?:edn\.?|ed\.|edition)|\d{1,2}\. (?:Aufl\.|izd\.|изд\.)))[.,]? (?=[^\W\d_a-z])"
)
"""An edition that no full stop parts from its imprint: 2nd edn. Vell: Hill Press."""
# How long a book is: "234 p.", "234 pages", and in German and Serbian "234 S." (Seiten, strana).
COUNT = re.compile(r"(?P<count>\d{1,4}) ?(?:pp?|pages|s|S)\.?\Z")


def read_imprints(state: State) -> None:
    """Place: Publisher, wherever it stands behind the title."""
    for index, element in enumerate(state.elements):
        if element.kind != "text" or element.used:
            continue
        if edition := EDITION_BEFORE.match(state.text, element.start, element.end):
            state.reading.put_text("edition", *edition.span("edition"), SURE)
            element.start = edition.end()
        words = words_of(state, element)
        colon = state.text.find(": ", element.start, element.end)
        head = state.text[element.start : colon] if colon > 0 else ""
        if (
            not head
            or any(map(str.isdigit, head))
            or len(head.split()) > 4
            or not head[:1].isupper()
            or words.startswith(("In ", "in "))
        ):
            continue
        tail = state.text[colon + 1 : element.end].strip()
        if not tail[:1].isupper() or (
            folded(head) not in PLACES
            and not (set(folded(tail).split()) & PRESS)
            and len(head.split()) > 3
        ):
            continue
        before = state.elements[index - 1] if index else None
        start = element.start
        if (
            before
            and before.kind == "text"
            and element.before == ","
            and len(words_of(state, before).split()) < 3
            and not before.used
            and folded(head) not in PLACES
        ):
            before.used, start = True, before.start
        element.used = True
        state.reading.put_text("publisher-place", start, colon, LIKELY)
        state.reading.put_text("publisher", colon + 1, element.end, LIKELY)


def read_listed_bracket(state: State, index: int, element: Element) -> None:
    """Read a bracket of an entry: an issue, pages, an edition, or as in a note."""
    assert element.mark is not None
    start, end = trimmed(state.text, element.mark.inner_start, element.mark.inner_end)
    inner = " ".join(state.text[start:end].split())
    before = state.elements[index - 1] if index else None
    if (
        inner.replace("-", "").replace("–", "").isdigit()
        and len(inner) < 8
        and before
        and before.kind == "text"
        and state.text[before.end - 1].isdigit()
        and not (len(inner) == 4 and inner[:2] in {"19", "20"})
    ):
        element.used = True
        state.reading.put("issue", inner, start, end, SURE)
        return
    pages = of.matched(of.PAGES, inner)
    if pages and any(sign in inner for sign in "-–—"):
        element.used = True
        place = span_of(state, element, pages.group("pages"))
        put_pages(state, pages.group("pages"), *place, whole=True)
        return
    edited = of.EDITOR_BEFORE.match(inner)
    if edited or inner.endswith((" ed.", " eds.", " eds", " ed", "Eds.", "Ed.", "Editors")):
        element.used = True
        put_people(state, "editor", start + (edited.end() if edited else 0), end)
        return
    read_bracket(state, index, element)


def read_listed_number(state: State, index: int, element: Element, words: str) -> bool:
    """Read a number of an entry: a volume with pages, the length of a book, or as in a note; return whether it is one."""
    bare = words.rstrip(".")
    count = COUNT.match(words)
    if count and not of.matched(of.PAGES, bare):
        pages = count.group("count")
        state.reading.put("number-of-pages", pages, element.start, element.end, LIKELY)
        return True
    found = VOLUME_PAGES.search(bare[-40:]) if "page" not in state.reading.csl else None
    if found:
        base = (
            element.start + max(0, len(state.text[element.start : element.end].rstrip(".")) - 40)
            if len(bare) > 40
            else element.start
        )
        at = state.text.find(found.group("pages"), base + found.start("pages") - 2, element.end)
        _page_at(state, found.group("pages"), at if at >= 0 else element.start)
        _volume_at(state, found.group("volume"), base + found.start("volume"))
        if found.start():
            element.end = trimmed(state.text, element.start, base + found.start())[1]
            return False
        return True
    digits = bare.replace(" ", "")
    ranged = any(sign in digits for sign in "-–—‐‑")
    if (
        digits
        and all(sign.isdigit() or sign in "-–—‐‑" for sign in digits)
        and digits[0].isdigit()
        and digits[-1].isdigit()
    ):
        volume = (
            not ranged
            and "volume" not in state.reading.csl
            and "page" not in state.reading.csl
            and len(digits) < 5
        )
        if volume and not _numbered_before(state, index):
            _volume_at(state, bare, element.start)
        else:
            _page_at(state, bare, element.start)
        return True
    return read_number(state, index, element, words)


def _numbered_before(state: State, index: int) -> bool:
    if not index or not state.text[state.elements[index - 1].end - 1].isdigit():
        return False
    before = state.elements[index - 1]
    return (
        not before.used
        and before.kind == "text"
        and tail_date(state.text, before.start, before.end) is None
    )


def _volume_at(state: State, volume: str, start: int) -> None:
    at = state.text.find(volume, max(0, start - 2))
    state.reading.put("volume", volume, at, at + len(volume), LIKELY)


def _page_at(state: State, pages: str, start: int) -> None:
    state.reading.put("page", " ".join(pages.split()), start, start + len(pages), LIKELY)


def read_listed_container(state: State, at: int, element: Element) -> bool:
    """Read a piece behind the title of an entry: a press, a town, a journal with its volume, or as in a note; return whether it is used."""
    words = words_of(state, element)
    telling = set(folded(words).replace(",", " ").split())
    if not words.startswith(("In ", "in ", "In: ")) and "container-title" not in state.reading.csl:
        following = state.elements[at + 1] if at + 1 < len(state.elements) else None
        placed = (
            following is not None
            and following.kind == "text"
            and folded(words_of(state, following)) in PLACES
        )
        numbered = state.reading.csl.keys() & {"volume", "page", "issue", "locator"}
        if words.lower().startswith(
            (
                "technical report",
                "tech. rep",
                "working paper",
                "preprint",
                "personal communication",
                "isbn",
                "arxiv",
            )
        ):
            state.reading.put_text("genre", element.start, element.end, LIKELY)
            return True
        if "publisher" in state.reading.csl and not numbered and len(words.split()) < 4:
            state.reading.put_text("publisher-place", element.start, element.end, DOUBTFUL)
            return True
        if (telling & PRESS and len(words.split()) < 6) or (placed and not numbered):
            state.reading.put_text("publisher", element.start, element.end, LIKELY)
            return True
        day = tail_date(state.text, element.start, element.end)
        if day is not None and day.start > element.start:
            put_issued(state, day, LIKELY)
            element.end = trimmed(state.text, element.start, day.start)[1]
            words = words_of(state, element)
        tail = of.TAIL_VOLUME.search(words[-20:])
        if (
            tail
            and (following is None or following.used)
            and "volume" not in state.reading.csl
            and not of.matched(of.SERIES, words)
        ):
            start = element.end - len(words[-20:]) + tail.start("volume")
            state.reading.put_text("volume", start, start + len(tail.group("volume")), LIKELY)
            state.reading.put_text("container-title", element.start, start, LIKELY)
            return True
    return read_container_part(state, at, element)
