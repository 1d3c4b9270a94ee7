"""A citation in the manner of footnotes: institute style, Chicago notes, MHRA, and their mixtures.

The small parts that show what they are (dates, pages, links, brackets) are read first, wherever
they stand; what is left over is read by its place: before the title the authors, after it the
container. Only a title without quotes needs more: it ends at the bracket with the publisher, or
before the last piece that is a container.
"""

import re

from tertius.intake.citations.bare import BareTitleReader, is_law
from tertius.intake.citations.dates import whole_date
from tertius.intake.citations.elements import Element
from tertius.intake.citations.kinds import kind_of
from tertius.intake.citations.levels import DOUBTFUL, LIKELY, SURE
from tertius.intake.citations.reading import Reading, spaced, trimmed
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
SHORTEST_TITLE = 2


class NoteReader(BareTitleReader):
    """Reads one citation, element by element."""

    def read(self) -> Reading:
        """The fields of the citation; none where there is no title and nobody who wrote it."""
        self._law()
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

    def _law(self) -> None:
        """Council Regulation (EU) No 833/2014 is one name, its bracket included."""
        if (
            len(self.elements) < 2
            or self.elements[0].kind != "text"
            or not is_law(self._words(self.elements[0]))
        ):
            return
        first = self.elements[0]
        while (
            len(self.elements) > 1
            and not self.elements[1].before
            and self.elements[1].kind in {"round", "text"}
        ):
            following = self.elements[1]
            if following.kind == "round" and (
                following.end - following.start > 14
                or whole_date(self.text, following.start + 1, following.end - 1)
            ):
                break
            first.end = self.elements.pop(1).end

    def _interview(self) -> None:
        if not self.elements or self.elements[0].kind != "text":
            return
        first = self.elements[0]
        head = folded(self.text[first.start : min(first.end, first.start + 60)])
        said = INTERVIEW.match(head)
        if said is None or any(element.kind == "quote" for element in self.elements):
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
                self.reading.put_text("publisher-place", element.start, element.end, DOUBTFUL)
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
        self.reading.put_text("title", first.start, end, LIKELY)
        self.reading.put_text("genre", first.start, first.start + said.end("genre"), SURE)
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
            self.quoted = True
            self.reading.put(
                "title", spaced(self.text[start:end]), start, end, SURE if mark.closed else DOUBTFUL
            )
            self._translation(index + 1)
            return

    def _small_part(self, index: int, element: Element) -> None:
        if element.kind == "link":
            self._link(element)
        elif element.kind in {"round", "square"} and element.mark is not None:
            self._bracket(index, element)
        elif element.kind == "text":
            self._text_part(index, element)

    def _lone_author(self) -> None:
        """One word before a full entry is an outlet or a site; before a short form it is a family name."""
        if self.alone:
            return
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
        ) and not ("URL" in reading.csl or "DOI" in reading.csl):
            reading.csl.clear()
            reading.places.clear()
            return
        self._lone_author()
        title = reading.csl.get("title")
        if title and reading.csl.get("type") != "interview":
            tag = language(title)
            if tag is not None and not (tag == "en" and "translated-title" in reading.csl):
                start, end, _ = reading.places["title"]
                reading.put("language", tag, start, end, LIKELY)
        reading.unexplained = sum(
            element.end - element.start for element in self.elements if not element.used
        )
        if (
            reading.csl.get("page")
            and reading.csl.get("publisher")
            and "container-title" not in reading.csl
        ):
            reading.move("page", "locator")
        reading.put(
            "type", kind_of(reading.csl, is_quoted=self.quoted), reading.start, reading.end, LIKELY
        )
        order = ["type", *(name for name in reading.csl if name != "type")]
        reading.csl = {name: reading.csl[name] for name in order}
        if "type" not in reading.places:
            reading.places["type"] = (reading.start, reading.end, SURE)


def _dotted(text: str, start: int, end: int) -> bool:
    """Whether the full stop that ends a title belongs to an abbreviation in it."""
    word = text[max(start, end - 8) : end].rsplit(" ", 1)[-1]
    return word.count(".") > 1 or word in {"Ltd.", "Inc.", "Co.", "Jr.", "etc.", "...", "al."}
