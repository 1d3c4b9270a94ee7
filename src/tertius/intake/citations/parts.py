"""The parts of a citation that show by themselves what they are: links, dates, pages, numbers."""

from tertius.intake.citations import details as of
from tertius.intake.citations.dates import head_date, tail_date, whole_date
from tertius.intake.citations.elements import Element
from tertius.intake.citations.levels import LIKELY, SURE
from tertius.intake.citations.reading import trimmed
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
    UPDATED,
    folded,
)


def read_link(state: State, element: Element) -> None:
    """Keep a link as URL, and the DOI in it."""
    assert element.mark is not None
    start, end = trimmed(state.text, element.mark.inner_start, element.mark.inner_end)
    link = "".join(state.text[start:end].split())
    element.used = True
    doi = link.lower().find("10.")
    if of.DOI.match(link):
        state.reading.put("DOI", link, start, end, SURE)
    elif doi >= 0 and "doi.org/" in link.lower():
        state.reading.put("DOI", link[doi:], start, end, SURE)
        state.reading.put("URL", link, start, end, SURE)
    else:
        state.reading.put("URL", link, start, end, SURE)


def read_text(state: State, index: int, element: Element) -> None:
    """Read a piece of text that shows by itself what it is: a date, a number, pages, a genre."""
    words = words_of(state, element)
    if index and words[:1] == ":":
        _colon_pages(state, element)
        return
    if index and _parted_number(state, index, element):
        return
    if index and _pages_behind_year(state, index, element, words):
        element.used = True
        return
    if read_date(state, element) or state.rules.number(state, index, element, words):
        element.used = True
    elif index and (found := of.VOLUMES.match(words)):
        element.used = True
        state.reading.put(
            "number-of-volumes",
            found.group("number"),
            element.start,
            element.start + len(found.group("number")),
            SURE,
        )
    elif index and "publisher" in state.reading.csl and of.ROMAN.match(words):
        element.used = True
        state.reading.put("volume", words, element.start, element.end, LIKELY)
    elif (
        (index and _volume_with_issue(state, index, element, words))
        or is_aside(words)
        or of.TIME.match(words)
        or (of.LINK_INTRODUCED.match(words.lower()))
        or (index and _bare_imprint(state, element))
    ):
        element.used = True
    elif (
        words.lower() in GENRES
        and (index or len(state.elements) == 1)
        and (state.titled is None or index > state.titled)
    ) or of.matched(of.THESIS, words):
        element.used = True
        state.reading.put_text("genre", element.start, element.end, SURE)


def _pages_behind_year(state: State, index: int, element: Element, words: str) -> bool:
    """Pages that look like a span of years: 59.11 (2008), 1819–28."""
    csl = state.reading.csl
    if "issued" not in csl or "page" in csl or "volume" not in csl:
        return False
    found = of.matched(of.BARE_PAGES, words.rstrip("."))
    if found is None or words.isdigit() or not follows_number(state, index):
        return False
    put_pages(state, found.group("pages"), element.start, element.end, whole=True)
    return True


def _parted_number(state: State, index: int, element: Element) -> bool:
    """A document's number that holds a year in brackets: SWD(2019) 219 final."""
    ahead = state.elements[index : index + 3]
    if len(ahead) < 3 or ahead[1].kind != "round" or ahead[2].kind != "text" or ahead[2].before:
        return False
    found = of.matched(of.DOCUMENT, state.text[element.start : ahead[2].end])
    if found is None or not words_of(state, element).isupper():
        return False
    for passed in ahead:
        passed.used = True
    state.reading.put_text("number", element.start, ahead[2].end, SURE)
    return True


def _volume_with_issue(state: State, index: int, element: Element, words: str) -> bool:
    """A volume whose issue is in a bracket: 12 (3)."""
    following = state.elements[index + 1] if index + 1 < len(state.elements) else None
    if (
        following is None
        or following.kind != "round"
        or following.mark is None
        or not words.isdigit()
        or len(words) > 4
    ):
        return False
    inner = state.text[following.mark.inner_start : following.mark.inner_end].strip()
    if not of.ISSUE_ALONE.match(inner):
        return False
    following.used = True
    state.reading.put("volume", words, element.start, element.end, SURE)
    state.reading.put_text("issue", following.mark.inner_start, following.mark.inner_end, SURE)
    return True


def _bare_imprint(state: State, element: Element) -> bool:
    """Beograd: Službeni glasnik, without the bracket."""
    colon = state.text.find(": ", element.start, min(element.end, element.start + 60))
    if colon < 0 or element.end - colon > 80:
        return False
    if folded(state.text[element.start : colon]) not in PLACES and not _unknown_town(
        state, element, colon
    ):
        return False
    if state.titled is None and element.before != ",":
        return False
    day = tail_date(state.text, element.start, element.end)
    if day is not None and day.start > colon + 2:
        put_issued(state, day, LIKELY)
        element.end = trimmed(state.text, element.start, day.start)[1]
    state.reading.put_text("publisher-place", element.start, colon, LIKELY)
    state.reading.put_text("publisher", colon + 1, element.end, LIKELY)
    return True


def _unknown_town(state: State, element: Element, colon: int) -> bool:
    """Whether a place that no list has stands before its publisher: author, title, Vell: Hill Press, 2015."""
    at = state.elements.index(element)
    following = state.elements[at + 1] if at + 1 < len(state.elements) else None
    before = [one for one in state.elements[:at] if one.kind in {"text", "quote"}]
    town, press = state.text[element.start : colon], state.text[colon + 1 : element.end].strip()
    dated = (
        following is not None
        and following.kind == "text"
        and whole_date(state.text, following.start, following.end) is not None
    )
    year = tail_date(state.text, colon, element.end)
    if year is not None:
        dated, press = True, state.text[colon + 1 : year.start].strip()
    return (
        len(before) > (0 if state.quoted else 1)
        and dated
        and len(town.split()) < 4
        and all(word[:1].isupper() for word in town.replace("/", " ").split())
        and not any(map(str.isdigit, town + press))
        and press[:1].isupper()
    )


def _colon_pages(state: State, element: Element) -> None:
    start, end = trimmed(state.text, element.start, element.end, " :.\n")
    found = of.matched(of.BARE_PAGES, state.text[start:end]) or of.matched(
        of.PAGES, state.text[start:end]
    )
    if found:
        element.used = True
        put_pages(
            state,
            found.group("pages"),
            start + found.start("pages"),
            start + found.end("pages"),
            whole=True,
        )


def read_date(state: State, element: Element) -> bool:
    """Keep the date that a piece is, or ends with; return whether it is one."""
    start, end = element.start, element.end
    window = state.text[start : start + 60]
    accessed = ACCESSED.match(window)
    if accessed:
        day = head_date(state.text, start + accessed.end(), end)
        if day is not None:
            put_accessed(state, day)
            return True
        return not window[accessed.end() :].strip()
    day = whole_date(state.text, start, end)
    if day is not None:
        if state.titled is None and element is state.elements[0]:
            return False
        put_issued(state, day, SURE)
        return True
    updated = UPDATED.match(window)
    if updated:
        day = whole_date(state.text, start + updated.end(), end)
        if day is not None:
            put_issued(state, day, SURE)
            return True
    return False


def read_number(state: State, index: int, element: Element, words: str) -> bool:
    """Keep pages, volume, issue, edition or number that a piece is; return whether it is one."""
    start = element.start
    behind = state.titled is None or index > state.titled
    bare = words.rstrip(".")
    if found := of.matched(of.PAGES, bare):
        chapter = (
            "volume" in state.reading.csl
            or "container-title" in state.reading.csl
            or state.titled is not None
        )
        put_pages(
            state,
            found.group("pages"),
            *span_of(state, element, found.group("pages")),
            whole=chapter,
        )
        return True
    if behind and (found := of.matched(of.VOLUME, bare)):
        state.reading.put(
            "volume", found.group("volume"), *span_of(state, element, found.group("volume")), SURE
        )
        return True
    if behind and (found := of.matched(of.ISSUE, bare)):
        state.reading.put(
            "issue", found.group("issue"), *span_of(state, element, found.group("issue")), SURE
        )
        return True
    if found := of.matched(of.EDITION, bare) or of.matched(of.EDITION, words):
        state.reading.put("edition", found.group("edition"), start, element.end, SURE)
        return True
    if index and behind and (found := of.matched(of.VOLUME_OF, bare)):
        for name, group in (("volume", "volume"), ("collection-title", "series")):
            state.reading.put_text(name, start + found.start(group), start + found.end(group), SURE)
        return True
    if found := of.matched(of.PLACE_IN_TEXT, bare):
        state.reading.put("locator", found.group("pages"), start, element.end, LIKELY)
        return True
    if not behind or not index:
        return False
    if found := of.matched(of.VOLUME_ISSUE, bare):
        if "publisher" in state.reading.csl and ":" in bare:
            state.reading.put_text("volume", start, start + bare.find(":"), SURE)
            state.reading.put_text("locator", start + bare.find(":") + 1, start + len(bare), SURE)
            return True
        state.reading.put(
            "volume", found.group("volume"), *span_of(state, element, found.group("volume")), SURE
        )
        state.reading.put(
            "issue",
            found.group("issue"),
            *span_of(state, element, found.group("issue"), last=True),
            SURE,
        )
        return True
    if found := of.matched(of.DOCUMENT, bare):
        state.reading.put(
            "number", found.group("number"), *span_of(state, element, found.group("number")), SURE
        )
        return True
    if follows_number(state, index) and (found := of.matched(of.BARE_PAGES, bare)):
        put_pages(
            state,
            found.group("pages"),
            start,
            element.end,
            whole=state.elements[index - 1].kind != "quote",
        )
        return True
    for genre in GENRES:
        if bare.lower().startswith(genre + " ") and of.DOCUMENT.match(bare[len(genre) + 1 :]):
            state.reading.put_text("genre", start, start + len(genre), SURE)
            state.reading.put_text("number", start + len(genre) + 1, element.end, SURE)
            return True
    return False


def follows_number(state: State, index: int) -> bool:
    """Whether what is before an element is a bracket, a volume or an issue: then a bare number is a page."""
    before = state.elements[index - 1]
    return before.kind in {"round", "quote"} or (
        before.used
        and before.kind == "text"
        and (
            "volume" in state.reading.csl
            or "issue" in state.reading.csl
            or "issued" in state.reading.csl
        )
    )


def is_aside(words: str) -> bool:
    """Whether words say something of the citation and not of what is cited: in Serbian, my translation."""
    return bool(of.matched(of.ASIDE, words))
