"""A citation in the manner of footnotes: institute style, Chicago notes, MHRA, and their mixtures.

The small parts that show what they are (dates, pages, links, brackets) are read first, wherever
they stand; what is left over is read by its place: before the title the authors, after it the
container. Only a title without quotes needs more: it ends at the bracket with the publisher, or
before the last piece that is a container.
"""

from collections.abc import Sequence

from tertius.intake.references import details as of
from tertius.intake.references.dates import Day, head_date, tail_date, whole_date
from tertius.intake.references.elements import Element, elements
from tertius.intake.references.kinds import kind_of
from tertius.intake.references.marks import Mark, marks
from tertius.intake.references.persons import ABBREVIATED, is_body, is_person, names, person
from tertius.intake.references.reading import Reading, spaced, trimmed
from tertius.intake.references.tongues import language
from tertius.intake.references.words import (
    ACCESSED,
    GENRES,
    LAWS,
    OUTLETS,
    PLACES,
    SMALL,
    UPDATED,
    folded,
)

INTERVIEWS = (
    "author interview",
    "author’s interview",
    "author's interview",
    "authors’ interview",
    "authors' interview",
    "authors interview",
    "interview with",
    "interview by",
    "interviews with",
    "personal interview",
    "personal communication",
    "email correspondence",
    "telephone interview",
    "phone interview",
    "online interview",
    "author interviews",
    "intervju sa",
    "интервью с",
    "author’s correspondence",
    "author correspondence",
)
SHORTEST_TITLE = 2
OFFICES = (
    "Ministry",
    "Government",
    "Department",
    "Office",
    "Parliament",
    "National",
    "Ministarstvo",
    "Vlada",
    "Министерство",
)


class NoteReader:
    """Reads one citation, element by element."""

    def __init__(
        self, text: str, start: int, end: int, inside: Sequence[Mark], *, complete: bool
    ) -> None:
        self.text = text
        self.elements = elements(text, start, end, inside)
        self.reading = Reading(text, start, end, complete=complete)
        self.titled: int | None = None
        self.editing = False

    def read(self) -> Reading:
        """The fields of the citation; none where there is no title and nobody who wrote it."""
        self._interview()
        self._title()
        for index, element in enumerate(self.elements):
            if not element.used:
                self._small_part(index, element)
        if self.titled is None:
            self._untitled()
        else:
            self._authors(0, self.titled)
            self._after_title(self.titled + 1)
        self._finish()
        return self.reading

    def _words(self, element: Element) -> str:
        return spaced(self.text[element.start : element.end])

    # What shows by itself what it is.

    def _interview(self) -> None:
        if not self.elements or self.elements[0].kind != "text":
            return
        first = self.elements[0]
        head = folded(self.text[first.start : first.start + 60])
        if not head.startswith(tuple(folded(words) for words in INTERVIEWS)):
            return
        end = first.end
        for at, element in enumerate(self.elements[1:], 1):
            words = self._words(element)
            following = self.elements[at + 1] if at + 1 < len(self.elements) else None
            if (
                following
                and len(words.split()) < 4
                and words.istitle()
                and whole_date(self.text, following.start, following.end)
            ):
                self.reading.put_text("publisher-place", element.start, element.end, 0.6)
                element.used = True
                break
            if (
                element.kind != "text"
                or folded(words) in PLACES
                or whole_date(self.text, element.start, element.end)
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
        self.reading.put_text("title", first.start, end, 0.85)
        self.reading.put_text(
            "genre", first.start, first.start + len("interview") + head.find("interview"), 0.9
        )
        self.reading.csl["type"] = "interview"
        self.titled = 0

    def _title(self) -> None:
        if self.titled is not None:
            return
        for index, element in enumerate(self.elements):
            if element.kind != "quote" or element.mark is None:
                continue
            mark = element.mark
            start, end = trimmed(self.text, mark.inner_start, mark.inner_end, " \t\r\n,")
            if end > start and self.text[end - 1] == "." and not _dotted(self.text, start, end):
                end -= 1
            if self.text[start : start + 1] == "'" == self.text[mark.start]:
                start += 1
            if end - start < SHORTEST_TITLE:
                continue
            element.used = True
            self.titled = index
            self.reading.put(
                "title", spaced(self.text[start:end]), start, end, 0.97 if mark.closed else 0.55
            )
            self._translation(index + 1)
            return

    def _translation(self, index: int) -> None:
        if index >= len(self.elements):
            return
        element = self.elements[index]
        if element.kind not in {"square", "round"} or element.mark is None:
            return
        start, end = trimmed(self.text, element.mark.inner_start, element.mark.inner_end)
        inner = self.text[start:end]
        quoted = (
            [mark for mark in marks(inner) if mark.kind == "quote"] if len(inner) < 2000 else []
        )
        if quoted and quoted[0].start == 0:
            element.used = True
            first = quoted[0]
            begin, stop = trimmed(inner, first.inner_start, first.inner_end, " ,\n")
            self.reading.put(
                "translated-title", spaced(inner[begin:stop]), start + begin, start + stop, 0.95
            )
        elif element.kind == "square" and inner[:1] in "‘’“\"'«„":
            element.used = True
            self.reading.put_text("translated-title", start + 1, end, 0.7)
        elif (
            element.kind == "square"
            and len(inner.split()) > 1
            and not _aside(inner)
            and not ACCESSED.match(inner)
        ):
            element.used = True
            self.reading.put("translated-title", spaced(inner), start, end, 0.85)

    def _small_part(self, index: int, element: Element) -> None:
        if element.kind == "link":
            self._link(element)
        elif element.kind in {"round", "square"} and element.mark is not None:
            self._bracket(index, element)
        elif element.kind == "text":
            self._text_part(index, element)

    def _link(self, element: Element) -> None:
        assert element.mark is not None
        start, end = trimmed(self.text, element.mark.inner_start, element.mark.inner_end)
        link = "".join(self.text[start:end].split())
        element.used = True
        doi = link.lower().find("10.")
        if of.DOI.match(link):
            self.reading.put("DOI", link, start, end, 0.98)
        elif doi >= 0 and "doi.org/" in link.lower():
            self.reading.put("DOI", link[doi:], start, end, 0.98)
            self.reading.put("URL", link, start, end, 0.98)
        else:
            self.reading.put("URL", link, start, end, 0.98 if element.end > end else 0.9)

    def _text_part(self, index: int, element: Element) -> None:
        words = self._words(element)
        if index and words[:1] == ":":
            self._colon_pages(element)
            return
        if index and self._parted_number(index, element):
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
                0.9,
            )
        elif index and "publisher" in self.reading.csl and of.ROMAN.match(words):
            element.used = True
            self.reading.put("volume", words, element.start, element.end, 0.8)
        elif index and self._volume_with_issue(index, element, words):
            element.used = True
        elif _aside(words) or of.TIME.match(words) or (of.LINK_INTRODUCED.match(words.lower())):
            element.used = True
        elif index and self._bare_imprint(element):
            element.used = True
        elif (
            words.lower() in GENRES
            and (index or len(self.elements) == 1)
            and (self.titled is None or index > self.titled)
        ):
            element.used = True
            self.reading.put_text("genre", element.start, element.end, 0.95)
        elif of.matched(of.THESIS, words):
            element.used = True
            self.reading.put_text("genre", element.start, element.end, 0.95)

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
        self.reading.put_text("number", element.start, ahead[2].end, 0.9)
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
        self.reading.put("volume", words, element.start, element.end, 0.9)
        self.reading.put_text("issue", following.mark.inner_start, following.mark.inner_end, 0.9)
        return True

    def _bare_imprint(self, element: Element) -> bool:
        """Beograd: Službeni glasnik, without the bracket."""
        colon = self.text.find(": ", element.start, min(element.end, element.start + 60))
        if (
            colon < 0
            or folded(self.text[element.start : colon]) not in PLACES
            or element.end - colon > 80
        ):
            return False
        if self.titled is None and element.before != ",":
            return False
        self.reading.put_text("publisher-place", element.start, colon, 0.85)
        self.reading.put_text("publisher", colon + 1, element.end, 0.85)
        return True

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
            self._issued(day, 0.97)
            return True
        updated = UPDATED.match(window)
        if updated:
            day = whole_date(self.text, start + updated.end(), end)
            if day is not None:
                self._issued(day, 0.9)
                return True
        return False

    def _issued(self, day: Day, certainty: float) -> None:
        held = self.reading.csl.get("issued")
        first = held["date-parts"][0] if held else []
        if held and len(day.first) > len(first) and list(day.first[: len(first)]) == first:
            del self.reading.csl["issued"]
        self.reading.put("issued", day.csl(), day.start, day.end, certainty)

    def _accessed(self, day: Day) -> None:
        self.reading.put("accessed", day.csl(), day.start, day.end, 0.97)

    def _pages(self, pages: str, start: int, end: int, *, whole: bool) -> None:
        ranged = any(sign in pages for sign in "-–—‐‑")
        name = "page" if whole and ranged else "locator"
        self.reading.put(name, spaced(pages), start, end, 0.95)

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
                "volume", found.group("volume"), *self._inside(element, found.group("volume")), 0.95
            )
            return True
        if behind and (found := of.matched(of.ISSUE, bare)):
            self.reading.put(
                "issue", found.group("issue"), *self._inside(element, found.group("issue")), 0.95
            )
            return True
        if found := of.matched(of.EDITION, bare):
            self.reading.put("edition", found.group("edition"), start, element.end, 0.95)
            return True
        if found := of.matched(of.PLACE_IN_TEXT, bare):
            self.reading.put("locator", found.group("pages"), start, element.end, 0.85)
            return True
        if not behind or not index:
            return False
        if found := of.matched(of.VOLUME_ISSUE, bare):
            self.reading.put(
                "volume", found.group("volume"), *self._inside(element, found.group("volume")), 0.9
            )
            self.reading.put(
                "issue",
                found.group("issue"),
                *self._inside(element, found.group("issue"), last=True),
                0.9,
            )
            return True
        if found := of.matched(of.DOCUMENT, bare):
            self.reading.put(
                "number", found.group("number"), *self._inside(element, found.group("number")), 0.9
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
                self.reading.put_text("genre", start, start + len(genre), 0.95)
                self.reading.put_text("number", start + len(genre) + 1, element.end, 0.9)
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

    # Brackets.

    def _bracket(self, index: int, element: Element) -> None:
        assert element.mark is not None
        start, end = trimmed(self.text, element.mark.inner_start, element.mark.inner_end)
        inner = spaced(self.text[start:end])
        if not inner or _aside(inner):
            element.used = True
            return
        if len(inner) > 400:
            return
        accessed = ACCESSED.match(self.text, start, end)
        if accessed:
            day = head_date(self.text, accessed.end(), end)
            if day is not None:
                self._accessed(day)
            element.used = True
            return
        if of.EDITOR_AFTER.match(inner):
            element.used = self.editing = True
            return
        if inner.startswith("@"):
            element.used = True
            return
        if inner.lower() in GENRES:
            element.used = True
            self.reading.put_text("genre", start, end, 0.95)
            return
        found = of.matched(of.PAGES, inner)
        if found:
            element.used = True
            self.reading.put(
                "locator", found.group("pages"), *self._inside(element, found.group("pages")), 0.95
            )
            return
        element.used = self._publication(start, end) or element.used
        if (
            not element.used
            and self.titled is not None
            and index
            and inner.isupper()
            and " " not in inner
        ):
            element.used = True

    def _publication(self, start: int, end: int) -> bool:
        """What stands in a bracket: (Vol. 42, No. 3, April 2022) or (Place: Publisher, Year)."""
        inner = marks(self.text[start:end])
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
        parts = [part for part in elements(self.text, start, end, shifted) if part.kind == "text"]
        if not parts:
            return False
        known, left = 0, []
        for at, part in enumerate(parts):
            words = self._words(part)
            bare = words.rstrip(".")
            if self._date_part(part):
                known += 1
            elif found := of.matched(of.VOLUME, bare):
                self.reading.put(
                    "volume",
                    found.group("volume"),
                    *self._inside(part, found.group("volume")),
                    0.97,
                )
                known += 1
            elif found := of.matched(of.ISSUE, bare):
                self.reading.put(
                    "issue", found.group("issue"), *self._inside(part, found.group("issue")), 0.97
                )
                known += 1
            elif found := of.matched(of.VOLUME_ISSUE, bare):
                self.reading.put(
                    "volume", found.group("volume"), *self._inside(part, found.group("volume")), 0.9
                )
                self.reading.put(
                    "issue",
                    found.group("issue"),
                    *self._inside(part, found.group("issue"), last=True),
                    0.9,
                )
                known += 1
            elif of.matched(of.THESIS, bare) or bare.lower() in GENRES:
                self.reading.put_text("genre", part.start, part.end, 0.95)
                known += 1
            elif found := of.matched(of.EDITION, bare):
                self.reading.put("edition", found.group("edition"), part.start, part.end, 0.95)
                known += 1
            elif found := of.matched(of.PAGES, bare):
                self._pages(
                    found.group("pages"), *self._inside(part, found.group("pages")), whole=True
                )
                known += 1
            elif (
                (day := tail_date(self.text, part.start, part.end)) is not None
                and at == len(parts) - 1
                and day.start > part.start
            ):
                self._issued(day, 0.85)
                left.append(
                    Element("text", *trimmed(self.text, part.start, day.start), part.before)
                )
                known += 1
            else:
                left.append(part)
        if left:
            self._imprint(left, known)
        return bool(known) or ("publisher" in self.reading.csl)

    def _imprint(self, left: list[Element], known: int) -> None:
        start, end = left[0].start, left[-1].end
        colon = self.text.find(":", start, end)
        if colon > 0 and self.text[colon + 1 : colon + 2].isspace():
            self.reading.put_text("publisher-place", start, colon, 0.95)
            self.reading.put_text("publisher", colon + 1, end, 0.95)
        elif not known:
            return
        elif "genre" in self.reading.csl:
            self.reading.put_text("publisher", start, end, 0.85)
        elif folded(self.text[start:end]) in PLACES:
            self.reading.put_text("publisher-place", start, end, 0.85)
        elif len(left) == 2 and folded(self._words(left[0])) in PLACES:
            self.reading.put_text("publisher-place", left[0].start, left[0].end, 0.85)
            self.reading.put_text("publisher", left[1].start, left[1].end, 0.85)
        else:
            self.reading.put_text("publisher", start, end, 0.7)

    # What is read by its place.

    def _authors(self, first: int, stop: int) -> None:
        before = [element for element in self.elements[first:stop] if not element.used]
        texts = [element for element in before if element.kind == "text"]
        if not texts:
            return
        start, end = texts[0].start, texts[-1].end
        for element in before:
            element.used = element.kind in {"text", "round"} and element.start < end or element.used
        self._people("editor" if self._edited(first, stop) else "author", start, end)

    def _edited(self, first: int, stop: int) -> bool:
        return any(
            element.kind == "round"
            and element.mark is not None
            and of.EDITOR_AFTER.match(
                spaced(self.text[element.mark.inner_start : element.mark.inner_end])
            )
            for element in self.elements[first:stop]
        )

    def _people(self, role: str, start: int, end: int) -> None:
        start, end = trimmed(self.text, start, end, " \t\r\n,;:")
        words = spaced(self.text[start:end])
        for ending in (", eds.", ", ed.", ", eds", ", ed", " eds.", " ed."):
            if words.endswith(ending):
                role, words = "editor", words.removesuffix(ending)
                end = start + self.text[start:end].rfind(ending.strip(" ,."))
                start, end = trimmed(self.text, start, end)
                break
        words = (
            words.replace(" (eds)", "")
            .replace(" (ed.)", "")
            .replace(" (eds.)", "")
            .replace(" (ed)", "")
        )
        found = names(words)
        if found:
            certainty = min(name.certainty for name in found)
            self.reading.put(role, [name.csl() for name in found], start, end, certainty)

    def _after_title(self, index: int) -> None:
        """What is behind the title: what it is in, who edited that, where it was held."""
        left = [
            at
            for at in range(index, len(self.elements))
            if self.elements[at].kind == "text" and not self.elements[at].used
        ]
        for at in left:
            element = self.elements[at]
            if element.used:
                continue
            element.used = self._container_part(at, element)

    def _container_part(self, at: int, element: Element) -> bool:
        words = self._words(element)
        start, end = element.start, element.end
        if of.EDITOR_AFTER.match(words):
            return True
        if found := of.EDITOR_BEFORE.match(words):
            self._people("editor", start + found.end(), self._run_of_people(at))
            return True
        if found := of.TRANSLATOR.match(words):
            self._people("translator", start + found.end(), self._run_of_people(at))
            return True
        if found := of.EVENT.match(words):
            at_event = start + words.find(found.group("event"))
            self.reading.put_text("genre", start, at_event, 0.85)
            self.reading.put_text("event-title", at_event, end, 0.85)
            return True
        inside = of.IN.match(words) if "container-title" not in self.reading.csl else None
        if inside and folded(words[inside.end() :]) not in PLACES:
            start += inside.end()
            if self._editors_before_container(at, start):
                return True
        if "container-title" in self.reading.csl:
            return self._behind_container(at, element, words)
        if folded(words) in PLACES and not inside:
            self.reading.put_text("publisher-place", start, end, 0.7)
            return True
        if "genre" in self.reading.csl and of.matched(of.THESIS, self.reading.csl["genre"]):
            self.reading.put_text("publisher", start, end, 0.9)
            return True
        if words.lower().startswith(("executive summary of", "summary of", "annex to")):
            self.reading.put_text("genre", start, end, 0.6)
            return True
        return self._container(at, start, end)

    def _run_of_people(self, at: int) -> int:
        """Where a list of names ends that begins in one element and may go on over commas."""
        end = self.elements[at].end
        for element in self.elements[at + 1 :]:
            words = self._words(element).removeprefix("and ")
            if (
                element.kind != "text"
                or element.used
                or not all(is_person(part) for part in words.split(" and "))
            ):
                break
            element.used = True
            end = element.end
        return end

    def _editors_before_container(self, at: int, start: int) -> bool:
        """‘in A B and C D (eds), Title’: the names are read as editors; False where none stand there."""
        ahead = self.elements[at : at + 8]
        for step, element in enumerate(ahead):
            bracket = element.kind == "round" and element.mark is not None
            inner = (
                spaced(self.text[element.mark.inner_start : element.mark.inner_end])
                if bracket and element.mark
                else ""
            )
            if (bracket and of.EDITOR_AFTER.match(inner)) or (
                step and element.kind == "text" and of.EDITOR_AFTER.match(self._words(element))
            ):
                end = ahead[step - 1].end
                for passed in ahead[: step + 1]:
                    passed.used = True
                self._people("editor", start, end)
                return True
            if bracket:
                break
        first = self.elements[at]
        words = spaced(self.text[start : first.end])
        following = self.elements[at + 1] if at + 1 < len(self.elements) else None
        edited = any(
            element.kind == "text" and of.EDITOR_BEFORE.match(self._words(element))
            for element in ahead[1:]
        )
        if following and following.kind == "text" and not following.used and not edited:
            if all(is_person(part) for part in words.split(" and ")) and not is_body(words):
                self._people("editor", start, first.end)
                return True
        return False

    def _container(self, at: int, start: int, end: int) -> bool:
        if end - start > 300:
            return False
        words = self.text[start:end]
        day = tail_date(self.text, start, end) if "issued" not in self.reading.csl else None
        if day is not None and day.start > start + 2 and len(day.first) > 1:
            self._issued(day, 0.85)
            start, end = trimmed(self.text, start, day.start)
            words = self.text[start:end]
        following = self.elements[at + 1] if at + 1 < len(self.elements) else None
        inner = of.INNER_VOLUME.search(words[-40:])
        if inner:
            base = end - len(words[-40:])
            for name in ("volume", "issue"):
                if inner.group(name):
                    self.reading.put_text(
                        name, base + inner.start(name), base + inner.end(name), 0.9
                    )
            end = base + inner.start()
            self.reading.put_text("container-title", start, end, 0.88)
            return True
        tail = of.TAIL_VOLUME.search(words[-20:])
        numbered = following is not None and (
            following.kind == "round" or "issue" in self.reading.csl
        )
        numbered = numbered and not self.reading.csl.keys() & {"volume", "publisher"}
        series = of.matched(of.SERIES, spaced(words))
        number = of.TAIL_NUMBER.search(words[-24:])
        if number and "issue" not in self.reading.csl:
            cut = end - len(words[-24:]) + number.start()
            self.reading.put_text("number", cut + number.start("number") - number.start(), end, 0.9)
            end = cut
        elif series and not (tail and numbered) and spaced(words) == words:
            self.reading.put_text(
                "number", start + series.start("number"), start + series.end("number"), 0.9
            )
            end = start + series.end("series")
        elif tail and numbered:
            base = end - len(words[-20:])
            self.reading.put_text(
                "volume", base + tail.start("volume"), base + tail.end("volume"), 0.9
            )
            if tail.group("issue"):
                self.reading.put_text(
                    "issue", base + tail.start("issue"), base + tail.end("issue"), 0.9
                )
            end = base + tail.start()
        self.reading.put_text("container-title", start, self._over_commas(at, end), 0.92)
        return True

    def _over_commas(self, at: int, end: int) -> int:
        """Where a container ends whose name holds commas: at its bracket, or before its editors."""
        if (
            end != self.elements[at].end
            or not self.reading.csl.keys() & {"volume", "publisher"}
            and not any(
                of.EDITOR_BEFORE.match(self._words(element))
                for element in self.elements[at + 1 : at + 4]
                if element.kind == "text"
            )
        ):
            return end
        for step, element in enumerate(self.elements[at + 1 : at + 5], at + 1):
            if element.kind == "round" or (
                element.kind == "text" and of.EDITOR_BEFORE.match(self._words(element))
            ):
                for passed in self.elements[at + 1 : step]:
                    passed.used = True
                return self.elements[step - 1].end
            if element.kind != "text" or element.used:
                break
        return end

    def _behind_container(self, at: int, element: Element, words: str) -> bool:
        start, end = element.start, element.end
        day = tail_date(self.text, start, end) if "issued" not in self.reading.csl else None
        if day is not None and day.start - start < 30:
            self._issued(day, 0.8)
            return True
        if folded(words) in PLACES:
            self.reading.put_text("publisher-place", start, end, 0.7)
            return True
        if len(words) < 80 and is_body(words):
            self.reading.put_text("publisher", start, end, 0.6)
            return True
        return False

    # No quotes.

    def _untitled(self) -> None:
        stop = next(
            (
                at
                for at, element in enumerate(self.elements)
                if at
                and element.used
                and element.kind in {"round", "link"}
                and not self._edited(at, at + 1)
            ),
            len(self.elements),
        )
        imprint = "publisher" in self.reading.csl or "publisher-place" in self.reading.csl
        left = [
            at
            for at in range(stop)
            if not self.elements[at].used and self.elements[at].kind == "text"
        ]
        if not left:
            return
        self._cut_small_tails(left)
        if len(left) == 1 and self._named_only(left[0]):
            return
        last = self.elements[left[-1]]
        page = (
            of.BARE_PAGES.match(self._words(last))
            if len(left) > 1 and self._says_little()
            else None
        )
        if page:
            last.used = True
            self.reading.put("locator", page.group("pages"), last.start, last.end, 0.85)
            left.pop()
        little = self._says_little() and not _outlet(self._words(self.elements[left[-1]]))
        law = folded(self._words(self.elements[left[0]])).split(" ", 1)[0] in LAWS
        count = 0 if law else self._leading_authors(left, imprint=imprint)
        if count:
            self._authors(0, left[count - 1] + 1)
            if self._edited(0, min(left[count - 1] + 2, len(self.elements))):
                self.reading.move("author", "editor")
        titled = left[count:]
        if not titled:
            return
        inside = next(
            (
                place
                for place, at in enumerate(titled)
                if place
                and (
                    of.EDITOR_BEFORE.match(self._words(self.elements[at]))
                    or of.TRANSLATOR.match(self._words(self.elements[at]))
                )
            ),
            None,
        )
        behind: list[int] = []
        if inside is not None:
            titled, behind = titled[:inside], titled[inside:]
        elif len(titled) > 1 and of.matched(of.SERIES, self._words(self.elements[titled[-1]])):
            titled, behind = titled[:-1], titled[-1:]
        elif not imprint and len(titled) > 1 and not (count and little):
            titled, behind = self._parted_container(titled, journal="volume" in self.reading.csl)
        start, end = self.elements[titled[0]].start, self.elements[titled[-1]].end
        sure = (0.85 if imprint else 0.7) if count else (0.75 if imprint else 0.55)
        words = spaced(self.text[start:end])
        if (
            not count
            and not behind
            and not imprint
            and "issued" in self.reading.csl
            and "URL" not in self.reading.csl
            and _outlet(words)
        ):
            self.reading.put_text("container-title", start, end, 0.7)
        else:
            self.reading.put_text("title", start, end, sure)
        for at in range(titled[0], titled[-1] + 1):
            self.elements[at].used = True
        self.titled = titled[-1]
        self._translation(titled[-1] + 1)
        self._after_title(titled[-1] + 1)

    def _says_little(self) -> bool:
        """Whether nothing but a page was found: then it is a short form, or a law."""
        return self.reading.csl.keys() <= {"locator", "page", "edition"}

    def _named_only(self, at: int) -> bool:
        """Vuksanovic (2018), p. 5: names and a year; or an account: @SerbianPM."""
        element = self.elements[at]
        words = self._words(element)
        year = self.reading.places.get("issued")
        bracketed = (
            year is not None
            and self.text[year[0] - 1] == "("
            and self.reading.csl.keys() <= {"issued", "locator", "page"}
        )
        parts = words.removesuffix(" et al.").replace(" & ", " and ").split(" and ")
        paged = (
            "locator" in self.reading.csl
            and self._says_little()
            and all(" " not in part for part in parts)
        )
        if (bracketed or paged) and all(
            person(part, alone=True) and not is_body(part) and len(part.split()) < 3
            for part in parts
        ):
            element.used = True
            self._people("author", element.start, element.end)
            return True
        if words.startswith("@") and " " not in words:
            element.used = True
            self.reading.put("author", [{"literal": words}], element.start, element.end, 0.9)
            return True
        return False

    def _cut_small_tails(self, left: list[int]) -> None:
        """A date that a comma does not part from the last words before it."""
        last = self.elements[left[-1]]
        if "issued" in self.reading.csl or "publisher" in self.reading.csl:
            return
        day = tail_date(self.text, last.start, last.end)
        if day is not None and day.start > last.start + 2 and len(day.first) > 1:
            self._issued(day, 0.8)
            last.end = trimmed(self.text, last.start, day.start)[1]

    def _leading_authors(self, left: list[int], *, imprint: bool) -> int:
        """How many of the leading pieces name authors; at least one is kept for the title."""
        pieces = [self._words(self.elements[at]) for at in left]
        edited = next(
            (
                place
                for place, at in enumerate(left)
                if at + 1 < len(self.elements) and self._edited(at + 1, at + 2)
            ),
            None,
        )
        if edited is not None and edited + 1 < len(left):
            return edited + 1
        for place, words in enumerate(pieces[1:-1], 1):
            if of.EDITOR_AFTER.match(words):
                return place + 1
        if len(pieces) < 2:
            return 0
        if not imprint and self._says_little():
            return _short_authors(pieces)
        if (
            len(pieces) > 2
            and is_body(pieces[0])
            and " " not in pieces[0]
            and pieces[1].startswith(OFFICES)
        ):
            return 2
        inverted = (
            2
            if len(pieces) > 2
            and " " not in pieces[0]
            and person(pieces[0], alone=True)
            and not is_body(pieces[0])
            and all(len(word.strip(".")) <= 2 and word[0].isupper() for word in pieces[1].split())
            else 0
        )
        if inverted:
            return inverted
        first = pieces[0]
        others = first.endswith(" et al") or first.endswith(" et al.")
        several = len(names(first)) > 1 and " and " in first
        if not (is_person(first) or is_body(first) or others or several):
            return 0
        if not is_person(first):
            return 1
        for place in range(1, len(pieces) - 1):
            words = pieces[place]
            ends = " and " in words or " & " in words or words.startswith(("and ", "& "))
            parts = [
                part
                for part in words.removeprefix("and ")
                .removeprefix("& ")
                .replace(" & ", " and ")
                .split(" and ")
                if part
            ]
            if not all(is_person(part) for part in parts):
                break
            if ends:
                return place + 1
        return 1

    def _parted_container(self, titled: list[int], *, journal: bool) -> tuple[list[int], list[int]]:
        if journal:
            return titled[:-1], titled[-1:]
        for place in range(1, len(titled)):
            words = self._words(self.elements[titled[place]])
            if _outlet(words) or (is_body(words) and place == len(titled) - 1 and len(words) < 70):
                return titled[:place], titled[place:]
        last = self._words(self.elements[titled[-1]])
        if of.EVENT.match(last) or folded(last) in PLACES or _titled_case(last):
            return titled[:-1], titled[-1:]
        return titled, []

    # The end.

    def _lone_author(self) -> None:
        """One word before a full entry is an outlet or a site; before a short form it is a family name."""
        found = self.reading.csl.get("author", ())
        full = self.reading.csl.keys() & {"issued", "URL", "container-title", "publisher"}
        if (
            len(found) == 1
            and full
            and "title" in self.reading.csl
            and "family" in found[0]
            and "given" not in found[0]
            and " " not in found[0]["family"]
        ):
            start, end, certainty = self.reading.places["author"]
            if "et al" not in self.text[start : end + 8]:
                self.reading.csl["author"] = [{"literal": found[0]["family"]}]
                self.reading.places["author"] = (start, end, certainty)

    def _finish(self) -> None:
        reading = self.reading
        if (
            "title" not in reading.csl
            and "container-title" not in reading.csl
            and "author" not in reading.csl
        ):
            if not ("URL" in reading.csl or "DOI" in reading.csl):
                reading.csl.clear()
                reading.places.clear()
                return
        self._lone_author()
        title = reading.csl.get("title")
        if title and reading.csl.get("type") != "interview":
            tag = language(title)
            if tag is not None and not (tag == "en" and "translated-title" in reading.csl):
                start, end, _ = reading.places["title"]
                reading.put("language", tag, start, end, 0.8)
        reading.unexplained = sum(
            element.end - element.start for element in self.elements if not element.used
        )
        if (
            reading.csl.get("page")
            and reading.csl.get("publisher")
            and "container-title" not in reading.csl
        ):
            reading.move("page", "locator")
        reading.put("type", kind_of(reading.csl), reading.start, reading.end, 0.8)
        order = ["type", *(name for name in reading.csl if name != "type")]
        reading.csl = {name: reading.csl[name] for name in order}
        if "type" not in reading.places:
            reading.places["type"] = (reading.start, reading.end, 0.9)


def _short_authors(pieces: list[str]) -> int:
    """How many pieces before a short title are family names: Buzan, Wæver and de Wilde, Security."""
    first = pieces[0].removesuffix(" et al.").removesuffix(" et al")
    parts = first.replace(" & ", " and ").split(" and ")
    if not (is_body(first) or is_person(first) or all(person(part, alone=True) for part in parts)):
        return 0
    for place in range(1, len(pieces) - 1):
        parts = pieces[place].removeprefix("and ").replace(" & ", " and ").split(" and ")
        if not all(person(part, alone=True) for part in parts):
            break
        if len(parts) > 1 or pieces[place].startswith("and "):
            return place + 1
    return 1


def _dotted(text: str, start: int, end: int) -> bool:
    """Whether the full stop that ends a title belongs to an abbreviation in it."""
    word = text[max(start, end - 8) : end].rsplit(" ", 1)[-1]
    return word.count(".") > 1 or word in {"Ltd.", "Inc.", "Co.", "Jr.", "etc.", "...", "al."}


def _aside(words: str) -> bool:
    return bool(of.matched(of.ASIDE, words))


def _outlet(words: str) -> bool:
    return len(words) < 70 and any(folded(word.strip("().,")) in OUTLETS for word in words.split())


def _titled_case(words: str) -> bool:
    parts = words.split()
    return len(parts) <= 6 and all(part[0].isupper() or folded(part) in SMALL for part in parts)
