"""Entries by the Russian standard GOST R 7.0.5-2008: Иванов И. И. Название // Журнал. 2010. № 3. С. 45–50.

The stroke `//` parts what is cited from what it stands in. A short note leaves dashes out, a full one
has them between the areas.
"""

import re

from tertius.intake.citations.dates import whole_date
from tertius.intake.citations.levels import SURE
from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.persons import Name

CAPITAL = r"[А-ЯЁЂЈЉЊЋЏA-Z]"
FAMILY = rf"{CAPITAL}[\w’'-]{{1,30}}(?:[- ]{CAPITAL}[\w-]{{1,30}})?"
INITIALS = rf"{CAPITAL}[а-яa-z]?\.(?:[ -]?{CAPITAL}[а-яa-z]?\.){{0,2}}"
PERSON = rf"(?:{FAMILY},? {INITIALS}|{INITIALS} ?{FAMILY})"
AUTHORS = re.compile(
    rf"(?P<names>{PERSON}(?:(?:,| и) {PERSON}){{0,20}})(?P<others>,? и др\.)?[.,]? ?"
)
STROKE = re.compile(r"\s?//\s?")
YEAR = re.compile(
    r"(?<!\d)(?:\d{1,2}\.\d{1,2}\.)?(?P<year>(?:1[7-9]|20)\d\d)(?:, (?P<day>\d{1,2} [а-я]{3,8}))?(?! ?[-–]\d)(?=[.,;)\s—]|\Z)"
)
NUMBER = re.compile(r"(?:№|[Вв]ып\.|No\.?|N) ?(?P<issue>\d{1,5}(?: ?\(\d{1,5}\)|[/-]\d{1,5})?)")
VOLUME = re.compile(
    r"(?<![^\W_])(?:[Тт]\.|[Vv]ol\.|[Кк]н\.|[Чч]\.) ?(?P<volume>\d{1,4}|[IVXLC]{1,7})(?=[.,;\s—]|\Z)"
)
PAGES = re.compile(
    r"(?<![^\W_])(?:[СсСCSs]|[Pp]p?|стр)\. ?(?P<page>\d{1,6}(?: ?[-–—] ?\d{1,6})?)(?=[.,;)\s]|\Z)"
)
COUNT = re.compile(r"(?P<count>\d{1,5}) ?(?:с|c|s|p)\.(?=\s|[;,)]|\Z)")
IMPRINT = re.compile(
    rf"(?:\. ?[—–-] |[.,] | [—–-] )(?P<place>М\.|Л\.|СПб\.|Пг\.|К\.|Мн\.|М\.; ?Л\.|М\. ?[—–-] ?Л\.|{CAPITAL}[\w-]{{2,25}}(?: [\w-]{{2,20}})?)"
    r"(?: ?: ?(?P<publisher>[^\n:;/]{2,80}?))?, ?(?P<year>(?:1[5-9]|20)\d\d)(?=[.,;\s—]|\Z)"
)
THESIS = re.compile(
    r"\s?[.:] ?(?P<genre>(?:автореф\. )?дис(?:с?\.|сертация)(?: ?\.{2,3}| ?…| на соискание ученой степени)? ?(?:канд|д-ра|докт)\w*\.? (?:[а-я-]{2,20}\.? ){0,3}наук)",
    re.IGNORECASE,
)
EDITORS = re.compile(
    rf"(?:под (?:общ\. )?ред\.|отв\. ред\.|ред\.) (?P<editors>{PERSON}(?:(?:,| и) {PERSON}){{0,5}})"
)
RESPONSIBLE = re.compile(rf" / (?P<names>{PERSON}(?:(?:,| и) {PERSON}){{0,20}})(?=[.,;\s—]|\Z)")
"""All authors behind one stroke, where only the first stands at the head (GOST 7.1-2003)."""
NEWSPAPER_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)\. (?P<day>\d{1,2} [а-я]{3,8})(?=[.,;]|\s*\Z)")
"""The day of a newspaper behind its year: 2015. 12 мая."""
ONLINE = re.compile(
    r"(?P<title>[^\n/\[\]]{3,200}?) ?\[(?:Электронный ресурс|электронный ресурс|сайт)\](?: ?: ?[^\n.]{3,60})?\.? (?=(?:URL|Режим доступа): ?https?://)"
)
"""A page of the web that has no author."""
LINK = re.compile(
    r"(?:URL|Режим доступа): ?(?P<link>https?://\S{1,500})(?: ?\((?P<accessed>дата обращения: ?[\d. ]{6,12}[\d])(?: ?г\.)?\))?"
)
KIND = re.compile(
    r" : (?:монография|учебник|учебное пособие|сб(?:орник|\.) (?:ст(?:атей|\.)|науч\w*\.? тр\w*\.?)|материалы [^:\n]{3,80}|очерки|справочник)\Z"
)
"""What kind of book it is, behind the title: монография."""
SHORT = re.compile(
    rf"(?P<title>{CAPITAL}[^\n/.…;:]{{2,200}}?)(?:\. ?\.\.|\.\.\.|…)\.? ?(?:[СсCc]\. ?(?P<page>\d{{1,6}}(?: ?[-–—] ?\d{{1,6}})?))?(?=\.?\s*(?:;|\Z))"
)
"""A title cut short in a note that cites it again: Цена воды… С. 51 (GOST R 7.0.5-2008, 6.3)."""
LONGEST_TITLE = 400
"""Letters before the stroke or imprint that ends a title; where it stands further on, the note is read in another manner."""


def read(text: str, start: int, end: int) -> Taken | None:
    """Return an entry in the manner of GOST that begins at a place."""
    authors = AUTHORS.match(text, start, end)
    if (
        authors
        and not authors["names"].strip().endswith(".")
        and text[authors.end("names")] not in ".,"
    ):
        return None
    begin = authors.end() if authors else start
    stop = _end(text, begin, end)
    online = ONLINE.match(text, begin, stop)
    if online:
        taken = Taken(text, start, stop)
        if authors:
            taken.take_people(_people(authors["names"]), *authors.span("names"))
        taken.put_text("title", *online.span("title"), SURE)
        _link(taken, begin, stop)
        return taken.typed("webpage", stop)
    short = SHORT.match(text, begin, stop) if authors else None
    if authors and short and _is_cyrillic(text[start:stop]):
        taken = Taken(text, start, stop)
        taken.take_people(_people(authors["names"]), *authors.span("names"))
        taken.put_text("title", *short.span("title"), SURE)
        taken.take_pages(short, "page", "locator")
        return taken.typed("document", stop)
    stroke = STROKE.search(text, begin, stop)
    if stroke and (text[stroke.start() - 1] == ":" or stroke.start() - begin > LONGEST_TITLE):
        return None
    named = authors or " / " in text[begin:stop]
    if stroke is None and not (named and _is_cyrillic(text[start:stop])):
        return None
    taken = Taken(text, start, stop)
    if authors:
        people, last = _people(authors["names"]), authors.end("names")
        if behind := RESPONSIBLE.search(text, begin, stroke.start() if stroke else stop):
            named_there = _people(behind["names"])
            if {name.family for name in people} <= {name.family for name in named_there}:
                people, last = named_there, behind.end("names")
        taken.take_people(people, authors.start("names"), last)
    kind = _inside(taken, begin, stroke, stop) if stroke else _book(taken, begin, stop)
    if kind is None:
        return None
    _link(taken, begin, stop)
    return taken.typed(kind, stop)


def _end(text: str, begin: int, end: int) -> int:
    """Return where the entry ends: at a semicolon that parts it from the next, or at the end."""
    at = text.find(";", begin, end)
    while at >= 0 and text[at - 2 : at] in ("М.", "Л."):
        at = text.find(";", at + 1, end)
    stop = at if at >= 0 else end
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    return stop


def _is_cyrillic(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum("\u0400" <= sign <= "\u04ff" for sign in letters) * 2 > len(letters)


def _people(text: str) -> list[Name]:
    found = []
    for words in re.split(r", | и (?=[А-ЯЁA-Z])", text):
        first = re.match(rf"(?P<given>{INITIALS}) ?(?P<family>{FAMILY})\Z", words.strip())
        last = re.match(rf"(?P<family>{FAMILY}),? (?P<given>{INITIALS})\Z", words.strip())
        name = first or last
        if name:
            found.append(Name(name["family"], name["given"]))
    return found


def _inside(taken: Taken, begin: int, stroke: re.Match[str], stop: int) -> str | None:
    """Read what stands in a journal, a paper or a collection."""
    text = taken.text
    taken.put_text("title", begin, _before_role(text, begin, stroke.start()), SURE)
    imprint = IMPRINT.search(text, stroke.end(), stop)
    marks = [
        found.start()
        for pattern in (YEAR, NUMBER, VOLUME, PAGES, LINK)
        if (found := pattern.search(text, stroke.end(), stop))
    ]
    first = min([imprint.start() if imprint else stop, *marks])
    container_end = first
    while container_end > stroke.end() and text[container_end - 1] in " .,—–-:(":
        container_end -= 1
    editors = EDITORS.search(text, stroke.end(), container_end)
    if editors:
        taken.put(
            "editor",
            [name.csl() for name in _people(editors["editors"])],
            *editors.span("editors"), SURE,
        )  # fmt: skip
        container_end = editors.start()
    taken.put_text(
        "container-title", stroke.end(), _before_role(text, stroke.end(), container_end), SURE
    )
    if imprint:
        taken.take(imprint, {"place": "publisher-place", "publisher": "publisher"})
        taken.take_year(imprint)
    _numbers(taken, stroke.end(), stop)
    if "title" not in taken.csl or "container-title" not in taken.csl:
        return None
    if not taken.csl.keys() & {"issued", "page", "volume", "issue", "URL"} and not LINK.search(
        text, begin, stop
    ):
        return None
    if imprint or editors:
        return "chapter"
    whole_day = len(taken.csl.get("issued", {}).get("date-parts", [[]])[0]) == 3
    if whole_day and not taken.csl.keys() & {"issue", "volume"}:
        return "article-newspaper"
    if taken.csl.keys() & {"issue", "volume", "page"}:
        return "article-journal"
    return "webpage" if LINK.search(text, begin, stop) else "article"


def _before_role(text: str, begin: int, end: int) -> int:
    """Return where a title ends before one stroke and those who made it: Название / И. И. Иванов."""
    at = text.find(" / ", begin, end)
    stop = _trim(text, begin, at if at >= 0 else end)
    kind = KIND.search(text[:stop], begin) or KIND.search(text[: stop + 1], begin)
    return _trim(text, begin, kind.start()) if kind else stop


def _trim(text: str, begin: int, end: int) -> int:
    while end > begin and text[end - 1] in " .,:/—–-":
        end -= 1
    return end


def _numbers(taken: Taken, begin: int, stop: int) -> None:
    text = taken.text
    for pattern, group, name in ((NUMBER, "issue", "issue"), (VOLUME, "volume", "volume")):
        if found := pattern.search(text, begin, stop):
            taken.take(found, {group: name})
    if found := PAGES.search(text, begin, stop):
        taken.take_pages(found, "page")
    link = LINK.search(text, begin, stop)
    if found := NEWSPAPER_DAY.search(text, begin, link.start() if link else stop):
        words = f"{found['day']} {found['year']}"
        day = whole_date(words, 0, len(words))
        if day is not None:
            taken.put("issued", day.csl(), *found.span(), SURE)
    if found := YEAR.search(text, begin, link.start() if link else stop):
        taken.take_year(found)


def _book(taken: Taken, begin: int, stop: int) -> str | None:
    text = taken.text
    imprint = IMPRINT.search(text, begin, stop)
    if imprint is None or imprint.start() - begin > LONGEST_TITLE:
        return None
    editors = EDITORS.search(text, begin, imprint.start())
    title_end = _before_role(text, begin, editors.start() if editors else imprint.start())
    thesis = THESIS.search(text, begin, imprint.start() + 1)
    if thesis:
        title_end = min(title_end, thesis.start())
        taken.take(thesis, {"genre": "genre"})
    taken.put_text("title", begin, title_end, SURE)
    if editors:
        taken.put(
            "editor",
            [name.csl() for name in _people(editors["editors"])],
            *editors.span("editors"), SURE,
        )  # fmt: skip
    taken.take(imprint, {"place": "publisher-place", "publisher": "publisher"})
    taken.take_year(imprint)
    if found := VOLUME.search(text, imprint.end(), stop):
        taken.take(found, {"volume": "volume"})
    if found := PAGES.search(text, imprint.end(), stop):
        taken.take_pages(found, "page", "locator")
    if found := COUNT.search(text, imprint.end(), stop):
        taken.take(found, {"count": "number-of-pages"})
    return "thesis" if thesis else "book"


def _link(taken: Taken, begin: int, stop: int) -> None:
    link = LINK.search(taken.text, begin, stop)
    if link is None:
        return
    start, end = link.span("link")
    while taken.text[end - 1] in ".,;)":
        end -= 1
    taken.put("URL", taken.text[start:end], start, end, SURE)
    if link["accessed"]:
        found = re.search(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", link["accessed"])
        if found and 1 <= int(found[2]) <= 12:
            day = {"date-parts": [[int(found[3]), int(found[2]), int(found[1])]]}
            at = link.start("accessed")
            taken.put("accessed", day, at + found.start(), at + found.end(), SURE)
