"""The parts of a citation that show by themselves what they are: links, dates, pages, numbers."""

from collections.abc import Sequence

from tertius.intake.citations import details as of
from tertius.intake.citations.dates import Day, head_date, tail_date, whole_date
from tertius.intake.citations.elements import Element, elements
from tertius.intake.citations.levels import LIKELY, SURE
from tertius.intake.citations.marks import Mark
from tertius.intake.citations.reading import Reading, spaced, trimmed
from tertius.intake.citations.words import (
    ACCESSED,
    GENRES,
    PLACES,
    UPDATED,
    folded,
)


class PartReader:
    """Reads the parts of a citation that show what they are, wherever they stand."""

    def __init__(
        self, text: str, start: int, end: int, inside: Sequence[Mark], *, complete: bool
    ) -> None:
        self.text = text
        self.elements = elements(text, start, end, inside)
        self.reading = Reading(text, start, end, complete=complete)
        self.titled: int | None = None
        self.editing = False
        self.quoted = False
        self.alone = False
        """Whether a family name alone is known to be one."""

    def _words(self, element: Element) -> str:
        return spaced(self.text[element.start : element.end])

    def _link(self, element: Element) -> None:
        assert element.mark is not None
        start, end = trimmed(self.text, element.mark.inner_start, element.mark.inner_end)
        link = "".join(self.text[start:end].split())
        element.used = True
        doi = link.lower().find("10.")
        if of.DOI.match(link):
            self.reading.put("DOI", link, start, end, SURE)
        elif doi >= 0 and "doi.org/" in link.lower():
            self.reading.put("DOI", link[doi:], start, end, SURE)
            self.reading.put("URL", link, start, end, SURE)
        else:
            self.reading.put("URL", link, start, end, SURE)

    def _text_part(self, index: int, element: Element) -> None:
        words = self._words(element)
        if index and words[:1] == ":":
            self._colon_pages(element)
            return
        if index and self._parted_number(index, element):
            return
        if index and self._pages_behind_year(index, element, words):
            element.used = True
            return
        if self._date_part(element) or self._number_part(index, element, words):
            element.used = True
        elif index and (found := of.VOLUMES.match(words)):
            element.used = True
            self.reading.put(
                "number-of-volumes",
                found.group("number"),
                element.start,
                element.start + len(found.group("number")),
                SURE,
            )
        elif index and "publisher" in self.reading.csl and of.ROMAN.match(words):
            element.used = True
            self.reading.put("volume", words, element.start, element.end, LIKELY)
        elif (
            (index and self._volume_with_issue(index, element, words))
            or is_aside(words)
            or of.TIME.match(words)
            or (of.LINK_INTRODUCED.match(words.lower()))
            or (index and self._bare_imprint(element))
        ):
            element.used = True
        elif (
            words.lower() in GENRES
            and (index or len(self.elements) == 1)
            and (self.titled is None or index > self.titled)
        ) or of.matched(of.THESIS, words):
            element.used = True
            self.reading.put_text("genre", element.start, element.end, SURE)

    def _pages_behind_year(self, index: int, element: Element, words: str) -> bool:
        """Pages that look like a span of years: 59.11 (2008), 1819–28."""
        csl = self.reading.csl
        if "issued" not in csl or "page" in csl or "volume" not in csl:
            return False
        found = of.matched(of.BARE_PAGES, words.rstrip("."))
        if found is None or words.isdigit() or not self._after_number(index):
            return False
        self._pages(found.group("pages"), element.start, element.end, whole=True)
        return True

    def _parted_number(self, index: int, element: Element) -> bool:
        """A document's number that holds a year in brackets: SWD(2019) 219 final."""
        ahead = self.elements[index : index + 3]
        if len(ahead) < 3 or ahead[1].kind != "round" or ahead[2].kind != "text" or ahead[2].before:
            return False
        found = of.matched(of.DOCUMENT, self.text[element.start : ahead[2].end])
        if found is None or not self._words(element).isupper():
            return False
        for passed in ahead:
            passed.used = True
        self.reading.put_text("number", element.start, ahead[2].end, SURE)
        return True

    def _volume_with_issue(self, index: int, element: Element, words: str) -> bool:
        """A volume whose issue is in a bracket: 12 (3)."""
        following = self.elements[index + 1] if index + 1 < len(self.elements) else None
        if (
            following is None
            or following.kind != "round"
            or following.mark is None
            or not words.isdigit()
            or len(words) > 4
        ):
            return False
        inner = self.text[following.mark.inner_start : following.mark.inner_end].strip()
        if not of.ISSUE_ALONE.match(inner):
            return False
        following.used = True
        self.reading.put("volume", words, element.start, element.end, SURE)
        self.reading.put_text("issue", following.mark.inner_start, following.mark.inner_end, SURE)
        return True

    def _bare_imprint(self, element: Element) -> bool:
        """Beograd: Službeni glasnik, without the bracket."""
        colon = self.text.find(": ", element.start, min(element.end, element.start + 60))
        if colon < 0 or element.end - colon > 80:
            return False
        if folded(self.text[element.start : colon]) not in PLACES and not self._unknown_town(
            element, colon
        ):
            return False
        if self.titled is None and element.before != ",":
            return False
        day = tail_date(self.text, element.start, element.end)
        if day is not None and day.start > colon + 2:
            self._issued(day, LIKELY)
            element.end = trimmed(self.text, element.start, day.start)[1]
        self.reading.put_text("publisher-place", element.start, colon, LIKELY)
        self.reading.put_text("publisher", colon + 1, element.end, LIKELY)
        return True

    def _unknown_town(self, element: Element, colon: int) -> bool:
        """Whether a place that no list has stands before its publisher: author, title, Vell: Hill Press, 2015."""
        at = self.elements.index(element)
        following = self.elements[at + 1] if at + 1 < len(self.elements) else None
        before = [one for one in self.elements[:at] if one.kind in {"text", "quote"}]
        town, press = self.text[element.start : colon], self.text[colon + 1 : element.end].strip()
        dated = (
            following is not None
            and following.kind == "text"
            and whole_date(self.text, following.start, following.end) is not None
        )
        year = tail_date(self.text, colon, element.end)
        if year is not None:
            dated, press = True, self.text[colon + 1 : year.start].strip()
        return (
            len(before) > (0 if self.quoted else 1)
            and dated
            and len(town.split()) < 4
            and all(word[:1].isupper() for word in town.replace("/", " ").split())
            and not any(map(str.isdigit, town + press))
            and press[:1].isupper()
        )

    def _colon_pages(self, element: Element) -> None:
        start, end = trimmed(self.text, element.start, element.end, " :.\n")
        found = of.matched(of.BARE_PAGES, self.text[start:end]) or of.matched(
            of.PAGES, self.text[start:end]
        )
        if found:
            element.used = True
            self._pages(
                found.group("pages"),
                start + found.start("pages"),
                start + found.end("pages"),
                whole=True,
            )

    def _date_part(self, element: Element) -> bool:
        start, end = element.start, element.end
        window = self.text[start : start + 60]
        accessed = ACCESSED.match(window)
        if accessed:
            day = head_date(self.text, start + accessed.end(), end)
            if day is not None:
                self._accessed(day)
                return True
            return not window[accessed.end() :].strip()
        day = whole_date(self.text, start, end)
        if day is not None:
            if self.titled is None and element is self.elements[0]:
                return False
            self._issued(day, SURE)
            return True
        updated = UPDATED.match(window)
        if updated:
            day = whole_date(self.text, start + updated.end(), end)
            if day is not None:
                self._issued(day, SURE)
                return True
        return False

    def _issued(self, day: Day, certainty: float) -> None:
        held = self.reading.csl.get("issued")
        first = held["date-parts"][0] if held else []
        if held and len(day.first) > len(first) and list(day.first[: len(first)]) == first:
            del self.reading.csl["issued"]
        self.reading.put("issued", day.csl(), day.start, day.end, certainty)

    def _accessed(self, day: Day) -> None:
        self.reading.put("accessed", day.csl(), day.start, day.end, SURE)

    def _pages(self, pages: str, start: int, end: int, *, whole: bool) -> None:
        ranged = any(sign in pages for sign in "-–—‐‑")
        name = "page" if whole and ranged else "locator"
        joined = of.DASH.sub(lambda dash: dash[0].strip(), spaced(pages))
        self.reading.put(name, joined, start, end, SURE)

    def _number_part(self, index: int, element: Element, words: str) -> bool:
        start = element.start
        behind = self.titled is None or index > self.titled
        bare = words.rstrip(".")
        if found := of.matched(of.PAGES, bare):
            chapter = (
                "volume" in self.reading.csl
                or "container-title" in self.reading.csl
                or self.titled is not None
            )
            self._pages(
                found.group("pages"), *self._inside(element, found.group("pages")), whole=chapter
            )
            return True
        if behind and (found := of.matched(of.VOLUME, bare)):
            self.reading.put(
                "volume", found.group("volume"), *self._inside(element, found.group("volume")), SURE
            )
            return True
        if behind and (found := of.matched(of.ISSUE, bare)):
            self.reading.put(
                "issue", found.group("issue"), *self._inside(element, found.group("issue")), SURE
            )
            return True
        if found := of.matched(of.EDITION, bare):
            self.reading.put("edition", found.group("edition"), start, element.end, SURE)
            return True
        if found := of.matched(of.PLACE_IN_TEXT, bare):
            self.reading.put("locator", found.group("pages"), start, element.end, LIKELY)
            return True
        if not behind or not index:
            return False
        if found := of.matched(of.VOLUME_ISSUE, bare):
            if "publisher" in self.reading.csl and ":" in bare:
                self.reading.put_text("volume", start, start + bare.find(":"), SURE)
                self.reading.put_text(
                    "locator", start + bare.find(":") + 1, start + len(bare), SURE
                )
                return True
            self.reading.put(
                "volume", found.group("volume"), *self._inside(element, found.group("volume")), SURE
            )
            self.reading.put(
                "issue",
                found.group("issue"),
                *self._inside(element, found.group("issue"), last=True),
                SURE,
            )
            return True
        if found := of.matched(of.DOCUMENT, bare):
            self.reading.put(
                "number", found.group("number"), *self._inside(element, found.group("number")), SURE
            )
            return True
        if self._after_number(index) and (found := of.matched(of.BARE_PAGES, bare)):
            self._pages(
                found.group("pages"),
                start,
                element.end,
                whole=self.elements[index - 1].kind != "quote",
            )
            return True
        for genre in GENRES:
            if bare.lower().startswith(genre + " ") and of.DOCUMENT.match(bare[len(genre) + 1 :]):
                self.reading.put_text("genre", start, start + len(genre), SURE)
                self.reading.put_text("number", start + len(genre) + 1, element.end, SURE)
                return True
        return False

    def _after_number(self, index: int) -> bool:
        """Whether what is before an element is a bracket, a volume or an issue: then a bare number is a page."""
        before = self.elements[index - 1]
        return before.kind in {"round", "quote"} or (
            before.used
            and before.kind == "text"
            and (
                "volume" in self.reading.csl
                or "issue" in self.reading.csl
                or "issued" in self.reading.csl
            )
        )

    def _inside(self, element: Element, value: str, *, last: bool = False) -> tuple[int, int]:
        find = self.text.rfind if last else self.text.find
        at = find(value, element.start, element.end)
        return (at, at + len(value)) if at >= 0 else (element.start, element.end)


def is_aside(words: str) -> bool:
    """Whether words say something of the citation and not of what is cited: in Serbian, my translation."""
    return bool(of.matched(of.ASIDE, words))
