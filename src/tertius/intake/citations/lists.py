"""An entry in the manner of lists of literature: Author, A. B., 2010. Title. Journal 12(3), 45–67.

The authors are read one after another from the head, each in the form of the first; the year and
the title follow, and what is behind the title is read as in a note.
"""

import re
from dataclasses import dataclass

from tertius.intake.citations import details as of
from tertius.intake.citations.dates import head_date, tail_date
from tertius.intake.citations.elements import Element, elements, ends_sentence
from tertius.intake.citations.levels import DOUBTFUL, LIKELY, SURE
from tertius.intake.citations.notes import NoteReader
from tertius.intake.citations.persons import Name, is_body
from tertius.intake.citations.reading import Reading, trimmed
from tertius.intake.citations.units import Unit
from tertius.intake.citations.words import PARTICLES, PLACES, PRESS, SMALL, folded

NUMBER = re.compile(r"\s*(?:\[[^\[\]]{1,12}\]|\(\d{1,4}\)|\d{1,4}[.)]|\d{1,3}(?= [A-Z])|\*|•)\s*")
WORD = re.compile(r"[^\W\d_](?:[\w'’‐‑-]|\.(?=[^\W\d_]))*")
SHORT_GIVEN = re.compile(r"[A-ZÀ-Ž]{1,3}(?![\w'’-])\.?")
INITIALS = re.compile(r"(?:[^\W\d_a-zа-я]\.?[ ]?-?[ ]?){1,5}(?![\w'’])\.?")
JUNIOR = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?(?=[,. ])")
PARTED = re.compile(r"(?:[,;]? *(?:and|&|et|und|y|i|и|with) +|[,;] *)(?=[^\W\d_])")
ALSO_OTHERS = re.compile(r"[,;]? *(?:et\.? al\b\.?|and others\b|u\. a\.)", re.IGNORECASE)
EDITORS = re.compile(
    r"[,.]? *\(?(?:eds?|editors?|hrsg|hg|coord|dir)s?\b\.?\)?[,.:]*", re.IGNORECASE
)
YEAR = re.compile(r"[,.:]? *[(\[]?(?=(?:1[5-9]|20)\d\d|[A-Z][a-z]{2,8}\.? (?:19|20)\d\d)")
YEAR_ALONE = re.compile(r"(?<![\w/.:–-])(?:1[5-9]|20)\d\d(?![\w/–-])")
VOLUME_PAGES = re.compile(
    r"(?: |\A)(?P<volume>\d{1,4}) ?(?:\((?P<issue>[\d–-]{1,7})\))? ?: ?(?P<pages>[a-zA-Z]?\d{1,6}(?: ?[-–—‐‑] ?[a-zA-Z]?\d{1,6})?)\Z"
)
# How long a book is: "234 p.", "234 pages", and in German and Serbian "234 S." (Seiten, strana).
COUNT = re.compile(r"(?P<count>\d{1,4}) ?(?:pp?|pages|s|S)\.?\Z")


@dataclass(slots=True)
class _Author:
    name: Name
    end: int
    form: str


def read_listed(text: str, unit: Unit, *, complete: bool) -> Reading:
    """The fields of an entry whose authors stand first, its year behind them or at its end."""
    return ListReader(text, unit, complete=complete).read()


class ListReader(NoteReader):
    """Reads one entry of a list of literature."""

    def __init__(self, text: str, unit: Unit, *, complete: bool) -> None:
        super().__init__(text, unit.start, unit.end, unit.marks, complete=complete)
        self.unit = unit

    def read(self) -> Reading:
        """The fields of the entry; as of a note where no authors stand at its head."""
        number = NUMBER.match(self.text, self.unit.start, self.unit.end)
        start = number.end() if number else self.unit.start
        place = self._people_at_head(start)
        if place is None:
            self.elements = elements(
                self.text,
                start,
                self.unit.end,
                [mark for mark in self.unit.marks if mark.start >= start],
            )
            return super().read()
        place, stop = self._year(place)
        place = self._listed_title(place, stop)
        self.elements = elements(
            self.text,
            place,
            self.unit.end,
            [mark for mark in self.unit.marks if mark.start >= place],
        )
        self.titled = -1
        self._translation(0)
        self._imprints()
        for index, element in enumerate(self.elements):
            if not element.used:
                self._small_part(index, element)
        self._after_title(0)
        self._journal_alone()
        self._year_anywhere()
        self._finish()
        return self.reading

    # The head.

    def _people_at_head(self, start: int) -> int | None:
        """Where the authors end; None where the entry does not begin with any."""
        found: list[_Author] = []
        place = start
        while len(found) < 60:
            author = self._author(
                place, found[0].form if found else "", last=bool(found) and self._and_before(place)
            )
            if author is None:
                break
            found.append(author)
            parted = PARTED.match(self.text, author.end, self.unit.end)
            if parted is None:
                break
            place = parted.end()
        found = self._without_title(found)
        if not found:
            return self._body_at_head(start)
        end = found[-1].end
        others = ALSO_OTHERS.match(self.text, end, self.unit.end)
        role = "author"
        stop = others.end() if others else end
        editors = EDITORS.match(self.text, stop, self.unit.end)
        if editors and any(map(str.isalpha, editors.group())):
            role, stop = "editor", editors.end()
        certainty = SURE if found[0].form != "plain" else LIKELY
        self.reading.put(role, [author.name.csl() for author in found], start, end, certainty)
        return stop

    def _and_before(self, place: int) -> bool:
        return self.text[max(0, place - 5) : place].strip().endswith(("and", "&", "et", "und", "y"))

    def _without_title(self, found: list[_Author]) -> list[_Author]:
        """Full names that no and joins are authors only as far as something shows that they are."""
        if len(found) < 2 or all(author.form != "plain" for author in found):
            return found
        last = next(
            (
                at
                for at in range(len(found) - 1, 0, -1)
                if self._and_before(self._start_of(found, at))
            ),
            0,
        )
        first = next(at for at, author in enumerate(found) if author.form == "plain")
        return found[: max(last + 1, first, 1)]

    def _start_of(self, found: list[_Author], at: int) -> int:
        parted = PARTED.match(self.text, found[at - 1].end, self.unit.end)
        return parted.end() if parted else found[at - 1].end

    def _body_at_head(self, start: int) -> int | None:
        """An organisation that a year or a full stop follows."""
        stop = min(self.unit.end, start + 160)
        for at in range(start, stop):
            if self.text[at] == "(" or (
                self.text[at] == "." and ends_sentence(self.text, at, self.unit.end)
            ):
                words = self.text[start:at].strip(" ,.")
                behind = at + 1
                while self.text[behind : behind + 1] in (" ", "("):
                    behind += 1
                year = head_date(self.text, behind, min(self.unit.end, behind + 12))
                if (
                    words
                    and year is not None
                    and ("," not in words or is_body(words))
                    and len(words.split()) < 12
                ):
                    self.reading.put(
                        "author",
                        [{"literal": " ".join(words.split())}],
                        start,
                        start + len(words),
                        LIKELY,
                    )
                    return at
                return None
            if self.text[at] in '“‘"«':
                return None
        return None

    def _author(self, start: int, form: str, *, last: bool) -> _Author | None:
        family, end = self._family(start)
        if family:
            comma = end
            if self.text[comma : comma + 1] == ",":
                comma += 1
                while comma < self.unit.end and self.text[comma] == " ":
                    comma += 1
                initials = INITIALS.match(self.text, comma, self.unit.end)
                if initials and form in {"", "inverted"} and initials.end() > comma:
                    return self._junior(family, initials.group(), initials.end(), "inverted")
                parted = self.text[max(0, start - 2) : start].strip() == ";"
                if (form in {"", "full"} or parted) and " " not in family:
                    given = WORD.match(self.text, comma, self.unit.end)
                    if (
                        given
                        and self._proper(given.group())
                        and not is_body(given.group())
                        and not is_body(family)
                    ):
                        after = given.end()
                        for _ in range(2):
                            more_given = WORD.match(self.text, after + 1, self.unit.end)
                            if (
                                self.text[after : after + 1] != " "
                                or more_given is None
                                or not self._proper(more_given.group())
                                or is_body(more_given.group())
                            ):
                                break
                            after = more_given.end()
                        if self.text[after : after + 1] == " ":
                            more = INITIALS.match(self.text, after + 1, self.unit.end)
                            after = more.end() if more and more.end() > after + 1 else after
                        if (
                            self.text[after - 1] == "."
                            or self.text[after : after + 1] in {"", ",", ".", "(", ";"}
                            or self.text[after : after + 2] == " ("
                            or PARTED.match(self.text, after)
                        ):
                            return self._junior(family, self.text[comma:after], after, "full")
            if self.text[end : end + 1] == " " and form in {"", "bare"}:
                initials = SHORT_GIVEN.match(self.text, end + 1, self.unit.end)
                spoken = (
                    initials is not None
                    and "." in initials.group()
                    and form == ""
                    and self.text[initials.end() : initials.end() + 2].strip()[:1].isupper()
                )
                if initials and len(family.split()) < 4 and not spoken:
                    return _Author(
                        Name(family, initials.group().rstrip(".")),
                        initials.start() + len(initials.group().rstrip(".")),
                        "bare",
                    )
        initials = INITIALS.match(self.text, start, self.unit.end)
        if (
            initials
            and (form in {"", "initials"} or last or form == "inverted")
            and "." in initials.group()
        ):
            after = initials.end()
            while self.text[after : after + 1] == " ":
                after += 1
            family, end = self._family(after)
            if family:
                return self._junior(family, initials.group(), end, "initials")
        if form in {"", "plain", "full"} or last:
            return self._plain(start)
        return None

    def _junior(self, family: str, given: str, end: int, form: str) -> _Author:
        junior = JUNIOR.match(self.text, end, self.unit.end)
        while end > 0 and self.text[end - 1] == " ":
            end -= 1
        return _Author(
            Name(" ".join(family.split()), " ".join(given.split())),
            junior.end() if junior else end,
            form,
        )

    def _proper(self, word: str) -> bool:
        bare = word.rstrip(".")
        return bare[:1].isupper() and folded(bare) not in SMALL and (len(bare) > 1)

    def _family(self, start: int) -> tuple[str, int]:
        """A family name with its particles, and where it ends."""
        end, place, words = start, start, 0
        while words < 4:
            word = WORD.match(self.text, place, self.unit.end)
            if word is None or word.start() != place:
                break
            bare = word.group().rstrip(".")
            particle = bare.lower() in PARTICLES
            if not particle and (
                not self._proper(bare) or INITIALS.fullmatch(word.group()) or "." in bare
            ):
                break
            if (
                words
                and not particle
                and self.text[start:place].strip().lower() not in PARTICLES
                and not all(part.lower() in PARTICLES for part in self.text[start:place].split())
            ):
                break
            end = place + len(bare)
            words += 1
            if not particle:
                break
            place = end + 1
        name = self.text[start:end]
        return (name, end) if name and name.split()[-1].lower() not in PARTICLES else ("", start)

    def _plain(self, start: int) -> _Author | None:
        """Given names and a family name as they are spoken: Marc Shapiro, Bryan M. Cantrill."""
        words: list[str] = []
        place = start
        while len(words) < 5:
            initials = INITIALS.match(self.text, place, self.unit.end) if words else None
            if initials and initials.end() > place and "." in initials.group():
                words.append(initials.group().strip())
                place = initials.end()
                while self.text[place : place + 1] == " ":
                    place += 1
                continue
            word = WORD.match(self.text, place, self.unit.end)
            if word is None:
                break
            bare = word.group().rstrip(".")
            if not self._proper(bare) and bare not in PARTICLES:
                break
            words.append(bare)
            place = word.start() + len(bare)
            if self.text[place : place + 1] != " ":
                break
            place += 1
        end = place
        while end > start and self.text[end - 1] == " ":
            end -= 1
        after = self.text[end : end + 1]
        if len(words) < 2 or is_body(" ".join(words)) or words[-1] in PARTICLES or "." in words[-1]:
            return None
        if after not in {"", ",", ".", ";", ":", "("} and not self.text[end : end + 5].startswith(
            (" (", " and ", " & ", " et ", " “", ' "')
        ):
            return None
        cut = len(words) - 1
        while cut > 1 and words[cut - 1] in PARTICLES:
            cut -= 1
        return _Author(Name(" ".join(words[cut:]), " ".join(words[:cut])), end, "plain")

    # Year and title.

    def _year(self, place: int) -> tuple[int, str]:
        """Past the year behind the authors, if it stands there, and the sign behind it."""
        opening = YEAR.match(self.text, place, min(self.unit.end, place + 30))
        if opening is None:
            following = self.text[place : place + 2].strip()
            return place, following[:1]
        day = head_date(self.text, opening.end(), min(self.unit.end, opening.end() + 40))
        if day is None:
            return place, self.text[place : place + 1]
        closing = day.end
        while (
            closing < self.unit.end
            and closing < day.end + 20
            and self.text[closing] not in ")]"
            and "(" in opening.group()
        ):
            closing += 1
        bracketed = "(" in opening.group() or "[" in opening.group()
        if bracketed and self.text[closing : closing + 1] in {")", "]"}:
            closing += 1
        after = self.text[closing : closing + 1]
        titled = after == " " and self.text[closing + 1 : closing + 2].isupper()
        if not bracketed and after not in {".", ",", ":", ";", ""} and not titled:
            return place, ""
        self._issued(day, SURE)
        return closing, after if after in {",", ".", ":"} else "."

    def _listed_title(self, place: int, sign: str) -> int:
        """Past the title; it ends at a full stop, and where commas part everything at a comma."""
        text, end = self.text, self.unit.end
        while place < end and (text[place].isspace() or text[place] in ",.:;)-"):
            place += 1
        inside = [mark for mark in self.unit.marks if mark.start >= place]
        if inside and inside[0].kind == "quote" and inside[0].start == place:
            quote = inside[0]
            start, stop = trimmed(text, quote.inner_start, quote.inner_end, " ,.\n")
            self.quoted = True
            if stop > start:
                self.reading.put("title", " ".join(text[start:stop].split()), start, stop, SURE)
            return quote.end
        at, stop, following = place, end, iter(inside)
        mark = next(following, None)
        while at < end:
            if mark is not None and at >= mark.start:
                if mark.kind == "link":
                    stop = mark.start
                    break
                at, mark = mark.end, next(following, None)
                continue
            if text[at] == "." and ends_sentence(text, at, end):
                stop = at
                break
            if text[at] in "?!" and text[at + 1 : at + 2] == " " and self._journal_ahead(at + 2):
                stop = at + 1
                break
            if (
                sign == ","
                and text[at] == ","
                and text[at + 1 : at + 2] == " "
                and not text[at + 2 : at + 3].islower()
            ):
                stop = at
                break
            at += 1
        begin, finish = trimmed(text, place, stop, " ,.:;\n")
        finish = self._without_edition(begin, finish)
        if finish - begin > 1:
            self.reading.put(
                "title",
                " ".join(text[begin:finish].split()),
                begin,
                finish,
                LIKELY if sign != "," else DOUBTFUL,
            )
        return stop

    def _without_edition(self, begin: int, finish: int) -> int:
        """Where a title ends before the edition that a bracket behind it says: Two dams (2nd ed.)."""
        last = next(
            (mark for mark in self.unit.marks if mark.kind == "round" and mark.end == finish), None
        )
        if last is None or last.start <= begin:
            return finish
        found = of.matched(of.EDITION, self.text[last.inner_start : last.inner_end])
        if found is None:
            return finish
        self.reading.put_text("edition", last.inner_start, last.inner_end, SURE)
        return trimmed(self.text, begin, last.start)[1]

    def _journal_ahead(self, at: int) -> bool:
        head = self.text[at : at + 80].split(".", 1)[0]
        return head.startswith("In ") or any(map(str.isdigit, head)) or len(head.split()) < 5

    # Behind the title.

    def _year_anywhere(self) -> None:
        """The last year that stands alone behind the authors, where no piece is a date."""
        if "issued" in self.reading.csl:
            return
        taken = [
            self.reading.places[name][:2]
            for name in ("title", "page", "locator")
            if name in self.reading.places
        ]
        taken += [(mark.start, mark.end) for mark in self.unit.marks if mark.kind == "link"]
        for found in reversed(list(YEAR_ALONE.finditer(self.text, self.unit.start, self.unit.end))):
            day = head_date(self.text, found.start(), found.end())
            if day and not any(start <= found.start() < end for start, end in taken):
                self._issued(day, DOUBTFUL)
                return

    def _journal_alone(self) -> None:
        """Physicists leave the title out: what is before a volume or a page is then the journal."""
        reading = self.reading
        title = reading.csl.get("title", "")
        if (
            "container-title" in reading.csl
            or "publisher" in reading.csl
            or not title
            or reading.places["title"][2] >= SURE
        ):
            return
        start, end, _ = reading.places["title"]
        tail = of.TAIL_VOLUME.search(self.text[max(start, end - 20) : end])
        short = len(title.split()) <= 7 and (
            tail is not None or "." in title or len(title.split()) <= 3
        )
        if not short or not (tail or reading.csl.keys() & {"volume", "page"}):
            return
        del reading.csl["title"], reading.places["title"]
        if tail:
            begin = max(start, end - 20) + tail.start("volume")
            if "volume" in reading.csl and "page" not in reading.csl:
                reading.move("volume", "page")
            reading.csl.pop("volume", None)
            reading.put_text("volume", begin, begin + len(tail.group("volume")), LIKELY)
            end = begin
        reading.put_text("container-title", start, end, LIKELY)

    def _imprints(self) -> None:
        """Place: Publisher, wherever it stands behind the title."""
        for index, element in enumerate(self.elements):
            if element.kind != "text" or element.used:
                continue
            words = self._words(element)
            colon = self.text.find(": ", element.start, element.end)
            head = self.text[element.start : colon] if colon > 0 else ""
            if (
                not head
                or any(map(str.isdigit, head))
                or len(head.split()) > 4
                or not head[:1].isupper()
                or words.startswith(("In ", "in "))
            ):
                continue
            tail = self.text[colon + 1 : element.end].strip()
            if not tail[:1].isupper() or (
                folded(head) not in PLACES
                and not (set(folded(tail).split()) & PRESS)
                and len(head.split()) > 3
            ):
                continue
            before = self.elements[index - 1] if index else None
            start = element.start
            if (
                before
                and before.kind == "text"
                and element.before == ","
                and len(self._words(before).split()) < 3
                and not before.used
                and folded(head) not in PLACES
            ):
                before.used, start = True, before.start
            element.used = True
            self.reading.put_text("publisher-place", start, colon, LIKELY)
            self.reading.put_text("publisher", colon + 1, element.end, LIKELY)

    def _bracket(self, index: int, element: Element) -> None:
        assert element.mark is not None
        start, end = trimmed(self.text, element.mark.inner_start, element.mark.inner_end)
        inner = " ".join(self.text[start:end].split())
        before = self.elements[index - 1] if index else None
        if (
            inner.replace("-", "").replace("–", "").isdigit()
            and len(inner) < 8
            and before
            and before.kind == "text"
            and self.text[before.end - 1].isdigit()
            and not (len(inner) == 4 and inner[:2] in {"19", "20"})
        ):
            element.used = True
            self.reading.put("issue", inner, start, end, SURE)
            return
        pages = of.matched(of.PAGES, inner)
        if pages and any(sign in inner for sign in "-–—"):
            element.used = True
            place = self._inside(element, pages.group("pages"))
            self._pages(pages.group("pages"), *place, whole=True)
            return
        edited = of.EDITOR_BEFORE.match(inner)
        if edited or inner.endswith((" ed.", " eds.", " eds", " ed", "Eds.", "Ed.", "Editors")):
            element.used = True
            self._people("editor", start + (edited.end() if edited else 0), end)
            return
        super()._bracket(index, element)

    def _number_part(self, index: int, element: Element, words: str) -> bool:
        bare = words.rstrip(".")
        count = COUNT.match(words)
        if count and not of.matched(of.PAGES, bare):
            pages = count.group("count")
            self.reading.put("number-of-pages", pages, element.start, element.end, LIKELY)
            return True
        found = VOLUME_PAGES.search(bare[-40:]) if "page" not in self.reading.csl else None
        if found:
            base = (
                element.start + max(0, len(self.text[element.start : element.end].rstrip(".")) - 40)
                if len(bare) > 40
                else element.start
            )
            at = self.text.find(found.group("pages"), base + found.start("pages") - 2, element.end)
            self._page_at(found.group("pages"), at if at >= 0 else element.start)
            self._volume_at(found.group("volume"), base + found.start("volume"))
            if found.start():
                element.end = trimmed(self.text, element.start, base + found.start())[1]
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
                and "volume" not in self.reading.csl
                and "page" not in self.reading.csl
                and len(digits) < 5
            )
            if volume and not self._numbered_before(index):
                self._volume_at(bare, element.start)
            else:
                self._page_at(bare, element.start)
            return True
        return super()._number_part(index, element, words)

    def _numbered_before(self, index: int) -> bool:
        if not index or not self.text[self.elements[index - 1].end - 1].isdigit():
            return False
        before = self.elements[index - 1]
        return (
            not before.used
            and before.kind == "text"
            and tail_date(self.text, before.start, before.end) is None
        )

    def _volume_at(self, volume: str, start: int) -> None:
        at = self.text.find(volume, max(0, start - 2))
        self.reading.put("volume", volume, at, at + len(volume), LIKELY)

    def _page_at(self, pages: str, start: int) -> None:
        self.reading.put("page", " ".join(pages.split()), start, start + len(pages), LIKELY)

    def _container_part(self, at: int, element: Element) -> bool:
        words = self._words(element)
        telling = set(folded(words).replace(",", " ").split())
        if (
            not words.startswith(("In ", "in ", "In: "))
            and "container-title" not in self.reading.csl
        ):
            following = self.elements[at + 1] if at + 1 < len(self.elements) else None
            placed = (
                following is not None
                and following.kind == "text"
                and folded(self._words(following)) in PLACES
            )
            numbered = self.reading.csl.keys() & {"volume", "page", "issue", "locator"}
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
                self.reading.put_text("genre", element.start, element.end, LIKELY)
                return True
            if "publisher" in self.reading.csl and not numbered and len(words.split()) < 4:
                self.reading.put_text("publisher-place", element.start, element.end, DOUBTFUL)
                return True
            if (telling & PRESS and len(words.split()) < 6) or (placed and not numbered):
                self.reading.put_text("publisher", element.start, element.end, LIKELY)
                return True
            day = tail_date(self.text, element.start, element.end)
            if day is not None and day.start > element.start:
                self._issued(day, LIKELY)
                element.end = trimmed(self.text, element.start, day.start)[1]
                words = self._words(element)
            tail = of.TAIL_VOLUME.search(words[-20:])
            if (
                tail
                and (following is None or following.used)
                and "volume" not in self.reading.csl
                and not of.matched(of.SERIES, words)
            ):
                start = element.end - len(words[-20:]) + tail.start("volume")
                self.reading.put_text("volume", start, start + len(tail.group("volume")), LIKELY)
                self.reading.put_text("container-title", element.start, start, LIKELY)
                return True
        return super()._container_part(at, element)
