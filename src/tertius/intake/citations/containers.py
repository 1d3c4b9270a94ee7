"""What is read by its place: the people before a title, and behind it what it is in."""

from tertius.intake.citations import details as of
from tertius.intake.citations.brackets import BracketReader
from tertius.intake.citations.dates import tail_date
from tertius.intake.citations.elements import Element
from tertius.intake.citations.levels import DOUBTFUL, LIKELY, SURE
from tertius.intake.citations.marks import marks
from tertius.intake.citations.parts import is_aside
from tertius.intake.citations.persons import is_body, is_person, names
from tertius.intake.citations.reading import spaced, trimmed
from tertius.intake.citations.tongues import language
from tertius.intake.citations.words import (
    ACCESSED,
    PLACES,
    folded,
)


class ContainerReader(BracketReader):
    """Reads what stands before a title and behind it."""

    def _authors(self, first: int, stop: int) -> None:
        before = [element for element in self.elements[first:stop] if not element.used]
        texts = [element for element in before if element.kind == "text"]
        if not texts:
            return
        start, end = texts[0].start, texts[-1].end
        for element in before:
            element.used = (
                element.kind in {"text", "round"} and element.start < end
            ) or element.used
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
        if " in " in words:
            return
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

    def _translation(self, index: int) -> None:
        if index >= len(self.elements):
            return
        element = self.elements[index]
        if element.mark is not None and element.kind == "quote" and element.before == ",":
            if language(str(self.reading.csl.get("title", ""))) not in {None, "en"}:
                element.used = True
                start, end = element.mark.inner_start, element.mark.inner_end
                self.reading.put_text("translated-title", start, end, LIKELY)
            return
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
                "translated-title", spaced(inner[begin:stop]), start + begin, start + stop, SURE
            )
        elif element.kind == "square" and inner[:1] in "‘’“\"'«„":
            element.used = True
            self.reading.put_text("translated-title", start + 1, end, LIKELY)
        elif (
            element.kind == "square"
            and len(inner.split()) > 1
            and not is_aside(inner)
            and not ACCESSED.match(inner)
        ):
            element.used = True
            self.reading.put("translated-title", spaced(inner), start, end, LIKELY)

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
            self.reading.put_text("genre", start, at_event, LIKELY)
            self.reading.put_text("event-title", at_event, end, LIKELY)
            return True
        following = self.elements[at + 1] if at + 1 < len(self.elements) else None
        if (
            words.lower() in {"in", "in:", "u", "в"}
            and following
            and following.kind == "quote"
            and following.mark
        ):
            following.used = True
            mark = following.mark
            self.reading.put_text("container-title", mark.inner_start, mark.inner_end, SURE)
            return True
        if words.lower().startswith(
            ("report ", "study ", "special issue ", "paper ", "case study", "prepared for")
        ):
            self.reading.put_text("genre", start, end, DOUBTFUL)
            return True
        inside = of.IN.match(words) if "container-title" not in self.reading.csl else None
        if inside and folded(words[inside.end() :]) not in PLACES:
            start += inside.end()
            if self._editors_before_container(at, start):
                return True
        if "container-title" in self.reading.csl:
            return self._behind_container(at, element, words)
        if folded(words) in PLACES and not inside:
            self.reading.put_text("publisher-place", start, end, LIKELY)
            return True
        if "genre" in self.reading.csl and of.matched(of.THESIS, self.reading.csl["genre"]):
            self.reading.put_text("publisher", start, end, SURE)
            return True
        if words.lower().startswith(("executive summary of", "summary of", "annex to")):
            self.reading.put_text("genre", start, end, DOUBTFUL)
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
        people = all(is_person(part) for part in words.split(" and ")) and not is_body(words)
        if people and following and following.kind == "text" and not following.used and not edited:
            self._people("editor", start, first.end)
            return True
        return False

    def _container(self, at: int, start: int, end: int) -> bool:
        if end - start > 300 or of.NO_CONTAINER.match(self.text, start, end):
            return False
        words = self.text[start:end]
        day = tail_date(self.text, start, end) if "issued" not in self.reading.csl else None
        if day is not None and day.start > start + 2 and len(day.first) > 1:
            self._issued(day, LIKELY)
            start, end = trimmed(self.text, start, day.start)
            words = self.text[start:end]
        following = self.elements[at + 1] if at + 1 < len(self.elements) else None
        inner = of.INNER_VOLUME.search(words[-40:])
        if inner:
            base = end - len(words[-40:])
            for name in ("volume", "issue"):
                if inner.group(name):
                    self.reading.put_text(
                        name, base + inner.start(name), base + inner.end(name), SURE
                    )
            end = base + inner.start()
            self.reading.put_text("container-title", start, end, LIKELY)
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
            self.reading.put_text(
                "number", cut + number.start("number") - number.start(), end, SURE
            )
            end = cut
        elif series and not (tail and numbered) and spaced(words) == words:
            self.reading.put_text(
                "number", start + series.start("number"), start + series.end("number"), SURE
            )
            end = start + series.end("series")
        elif tail and numbered:
            base = end - len(words[-20:])
            self.reading.put_text(
                "volume", base + tail.start("volume"), base + tail.end("volume"), SURE
            )
            if tail.group("issue"):
                self.reading.put_text(
                    "issue", base + tail.start("issue"), base + tail.end("issue"), SURE
                )
            end = base + tail.start()
        self.reading.put_text("container-title", start, self._over_commas(at, end), SURE)
        return True

    def _over_commas(self, at: int, end: int) -> int:
        """Where a container ends whose name holds commas: at its bracket, or before its editors."""
        if end != self.elements[at].end or (
            not self.reading.csl.keys() & {"volume", "publisher"}
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
            self._issued(day, LIKELY)
            return True
        if folded(words) in PLACES:
            self.reading.put_text("publisher-place", start, end, LIKELY)
            return True
        if of.ROMAN.match(words):
            self.reading.put("volume", words, start, end, LIKELY)
            return True
        if len(words) < 80 and is_body(words):
            self.reading.put_text("publisher", start, end, DOUBTFUL)
            return True
        return False
