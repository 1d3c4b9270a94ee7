"""What brackets hold: (Vol. 42, No. 3, April 2022), (Place: Publisher, Year), (eds), (p. 40)."""

from tertius.intake.citations import details as of
from tertius.intake.citations.dates import head_date, tail_date
from tertius.intake.citations.elements import Element, elements
from tertius.intake.citations.levels import LIKELY, SURE
from tertius.intake.citations.marks import Mark, marks
from tertius.intake.citations.parts import PartReader, is_aside
from tertius.intake.citations.reading import spaced, trimmed
from tertius.intake.citations.words import (
    ACCESSED,
    GENRES,
    PLACES,
    folded,
)


class BracketReader(PartReader):
    """Reads the brackets of a citation."""

    def _bracket(self, index: int, element: Element) -> None:
        assert element.mark is not None
        start, end = trimmed(self.text, element.mark.inner_start, element.mark.inner_end)
        inner = spaced(self.text[start:end])
        if not inner or is_aside(inner):
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
            self.reading.put_text("genre", start, end, SURE)
            return
        found = of.matched(of.DOCUMENT, inner) if index and "/" in inner else None
        if found:
            element.used = True
            self.reading.put(
                "number",
                found.group("number"),
                *self._inside(element, found.group("number")),
                LIKELY,
            )
            return
        found = of.matched(of.PAGES, inner)
        if found:
            element.used = True
            self.reading.put(
                "locator", found.group("pages"), *self._inside(element, found.group("pages")), SURE
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
                    SURE,
                )
                known += 1
            elif found := of.matched(of.ISSUE, bare):
                self.reading.put(
                    "issue", found.group("issue"), *self._inside(part, found.group("issue")), SURE
                )
                known += 1
            elif found := of.matched(of.VOLUME_ISSUE, bare):
                self.reading.put(
                    "volume",
                    found.group("volume"),
                    *self._inside(part, found.group("volume")),
                    SURE,
                )
                self.reading.put(
                    "issue",
                    found.group("issue"),
                    *self._inside(part, found.group("issue"), last=True),
                    SURE,
                )
                known += 1
            elif of.matched(of.THESIS, bare) or bare.lower() in GENRES:
                self.reading.put_text("genre", part.start, part.end, SURE)
                known += 1
            elif found := of.matched(of.EDITION, bare):
                self.reading.put("edition", found.group("edition"), part.start, part.end, SURE)
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
                self._issued(day, LIKELY)
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
            self.reading.put_text("publisher-place", start, colon, SURE)
            self.reading.put_text("publisher", colon + 1, end, SURE)
        elif not known:
            return
        elif "genre" in self.reading.csl:
            self.reading.put_text("publisher", start, end, LIKELY)
        elif folded(self.text[start:end]) in PLACES:
            self.reading.put_text("publisher-place", start, end, LIKELY)
        elif len(left) == 2 and folded(self._words(left[0])) in PLACES:
            self.reading.put_text("publisher-place", left[0].start, left[0].end, LIKELY)
            self.reading.put_text("publisher", left[1].start, left[1].end, LIKELY)
        elif not of.NO_PUBLISHER.match(self.text[start:end]):
            self.reading.put_text("publisher", start, end, LIKELY)
