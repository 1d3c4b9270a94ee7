"""Entries as medicine writes them (Citing Medicine, 2nd edition): Felder DT. Title. Sova Rev. 1988;10:1-28."""

import re

from tertius.intake.citations.dates import whole_date
from tertius.intake.citations.levels import SURE
from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.persons import Name, is_body

FAMILY = r"(?:(?:[a-z]{2,4}|[DL][ae]|V[ao]n|El|Al) ){0,2}[^\W\d_a-zа-я][\w’'‐-]{1,30}(?: [^\W\d_a-zа-я][\w’'‐-]{1,30})?"
PERSON = rf"{FAMILY} [A-Z]{{1,4}}(?: (?:Jr|Sr|2nd|3rd|I{{1,3}}))?"
AUTHORS = re.compile(
    rf"(?P<names>{PERSON}(?:(?:,|;| and| &) {PERSON}){{0,60}})(?P<others>,? et al)?(?P<editors>,? editors?)?(?:[,;] (?:for|on behalf of) [^\n.]{3, 100})?\. ?"
)
BODY = re.compile(r"(?P<names>[^\W\d_a-zа-я][^\n.,:;()‘“\"]{5,90})\. (?=[^\W\d_a-zа-я])")
PAGES = r"(?P<page>[A-Za-z]{0,2}\d{1,7}[A-Za-z]?(?:[-–]\s?[A-Za-z]{0,2}\d{1,7})?)"
MONTH = r"(?: (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}(?:[- ]\w{1,3})?){0,2}"
ISSUE = re.compile(
    rf"(?P<year>(?:1[89]|20)\d\d)(?P<month>{MONTH})(?: \[cited (?P<accessed>[^\]\n]{{4,20}})\])?; ?(?P<volume>\d{{1,4}}[A-Z]?|[A-Z]?\d{{1,4}})?"
    rf"(?: ?\((?P<issue>[^()\n]{{1,25}})\))?(?: ?Suppl(?: \d{{1,2}})?)?(?:: ?(?:{PAGES}|\[[^\]\n]{{3,20}}\]))?(?:, ?\d{{1,6}}(?:[-–]\d{{1,6}})?){{0,3}}"
)
BOOK = re.compile(
    r"(?:\. |\A)(?P<place>[A-Z][^\n:;.]{2,40}(?:\([A-Z]{2}\))?): (?P<publisher>[^\n:;]{2,80}); ?(?:c|\[)?(?P<year>(?:1[89]|20)\d\d)\]?"
    r"(?: \[cited (?P<accessed>[^\]\n]{4,20})\])?(?:\. (?:p\. ?(?P<page>\d{1,5}(?:[-–]\d{1,5})?)|(?P<count>\d{1,5}) p\b))?"
)
EDITION = re.compile(r"\. (?P<edition>\d{1,2}(?:st|nd|rd|th)) ed(?:ition)?(?=\.|\Z)")
SENTENCE = re.compile(r"[.?!] ")
THESIS = re.compile(
    r" ?\[(?P<genre>[^\[\]\n]{0,30}(?:dissertation|thesis))\](?=\.|\s|\Z)", re.IGNORECASE
)
PERSON_ALONE = re.compile(rf"{PERSON}\Z")
PAPER = re.compile(
    r"(?P<year>(?:1[89]|20)\d\d) (?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6} (?P<day>\d{1,2}) ?;"
    r" ?(?:Sect\. ?(?P<section>\w{1,3})|(?P<edition>[A-Z][\w ]{2,20} ed)): ?(?P<page>\d{1,4})(?: \(col\. \d\))?"
)
"""A newspaper's day and section, as Citing Medicine has them (chapter 8)."""
AVAILABLE = re.compile(
    r"\.? Available (?:from|at): ?(?P<link>https?://[^\s;]{3,400}?)(?=[.,;]?(?:\s|\Z))"
)
INTERNET = re.compile(r" ?\[Internet\](?=\.)")
IDENTIFIER = re.compile(
    r"\.? (?:doi: ?|https?://(?:dx\.)?doi\.org/)(?P<doi>10\.\d{4,9}/[^\s;]{1,200}?)(?=[.,;]?(?:\s|\Z))",
    re.IGNORECASE,
)


def read(text: str, start: int, end: int) -> Taken | None:
    """Return an entry of the Vancouver manner that begins at a place."""
    authors = AUTHORS.match(text, start, end)
    if authors is None:
        return _of_body(text, start, end)
    paper = PAPER.search(text, authors.end(), end)
    issue = paper or ISSUE.search(text, authors.end(), end)
    book = BOOK.search(text, authors.end() - 1, end)
    taken = Taken(text, start, end)
    role_end = authors.end("names")
    people = [_name(words) for words in re.split(r"(?:,|;| and| &) ", authors["names"])]
    taken.take_people(people, start, role_end)
    if authors["editors"]:
        taken.move("author", "editor")
    if paper:
        return _paper(taken, authors.end(), paper)
    if issue and (book is None or issue.start() < book.start()):
        return _article(taken, authors.end(), issue, end)
    return _book(taken, authors.end(), book) if book else None


def _of_body(text: str, start: int, end: int) -> Taken | None:
    """Return a book that a body has written: World Water Office. Report. Vell: WWO; 2019."""
    body = BODY.match(text, start, end)
    book = BOOK.search(text, body.end(), end) if body and is_body(body["names"]) else None
    if body is None or book is None or ";" in text[body.end() : book.start("place")]:
        return None
    taken = Taken(text, start, end)
    taken.put("author", [{"literal": body["names"]}], *body.span("names"), SURE)
    return _book(taken, body.end(), book)


def _name(words: str) -> Name:
    family, _, given = words.rpartition(" ")
    if given in {"Jr", "Sr", "2nd", "3rd", "II", "III"} and " " in family:
        family, _, given = family.rpartition(" ")
    return Name(family, given)


def _article(taken: Taken, begin: int, issue: re.Match[str], most: int) -> Taken | None:
    text = taken.text
    stop = issue.start()
    cuts = [found.start() for found in SENTENCE.finditer(text, begin, stop - 2)]
    if not cuts or stop - cuts[-1] > 120:
        return None
    taken.put_text("title", begin, cuts[-1] + (text[cuts[-1]] != "."), SURE)
    finish = stop
    while finish > cuts[-1] + 2 and text[finish - 1] in " .":
        finish -= 1
    online = INTERNET.search(text, cuts[-1] + 2, stop)
    taken.put_text("container-title", cuts[-1] + 2, online.start() if online else finish, SURE)
    _dated(taken, issue)
    taken.take(issue, {"volume": "volume", "issue": "issue"})
    taken.take_pages(issue, "page")
    ends = issue.end()
    number = IDENTIFIER.match(text, ends, most)
    if number:
        taken.take(number, {"doi": "DOI"})
        ends = number.end()
    ends = _online(taken, issue, ends, most)
    return taken.typed("article-journal", ends) if "container-title" in taken.csl else None


def _dated(taken: Taken, found: re.Match[str]) -> None:
    """Keep the year, and the month and day where one of each stands behind it: 2019 Mar 4."""
    year, *rest = found.group("year", "month", "day") if "day" in found.groupdict() else (
        found["year"], *found["month"].split(),
    )  # fmt: skip
    words = " ".join([*reversed(rest), year])
    day = whole_date(words, 0, len(words)) if rest else None
    if day is None or len(rest) > 2:
        taken.take_year(found)
        return
    last = "day" if "day" in found.groupdict() else "month"
    taken.put("issued", day.csl(), found.start("year"), found.end(last), SURE)


def _paper(taken: Taken, begin: int, paper: re.Match[str]) -> Taken | None:
    """Return an article of a newspaper, whose title and paper stand before the day."""
    cuts = [found.start() for found in SENTENCE.finditer(taken.text, begin, paper.start() - 2)]
    if not cuts:
        return None
    taken.put_text("title", begin, cuts[-1] + (taken.text[cuts[-1]] != "."), SURE)
    taken.put_text("container-title", cuts[-1] + 2, paper.start() - 2, SURE)
    _dated(taken, paper)
    taken.take(paper, {"section": "section"})
    taken.take_pages(paper, "page")
    return taken.typed("article-newspaper", paper.end())


def _online(taken: Taken, found: re.Match[str], end: int, most: int) -> int:
    """Keep when somebody looked and the address; return where that ends."""
    if found["accessed"]:
        year, *rest = found["accessed"].split()
        day = whole_date(" ".join([*reversed(rest), year]), 0, len(found["accessed"]))
        if day is not None:
            taken.put("accessed", day.csl(), *found.span("accessed"), SURE)
    link = AVAILABLE.match(taken.text, end, most)
    if link is None:
        return end
    taken.take(link, {"link": "URL"})
    return link.end()


def _book(taken: Taken, begin: int, book: re.Match[str]) -> Taken | None:
    text = taken.text
    inside = re.search(
        r"\. In: (?P<who>[^\n.]{3,200}?), editors?\. ", text[begin : book.start() + 2]
    )
    edition = EDITION.search(text, begin, book.start() + 1)
    stop = edition.start() if edition else book.start()
    online = INTERNET.search(text, begin, stop + 1)
    stop = online.start() if online and online.start() < stop else stop
    thesis = THESIS.search(text, begin, stop + 1)
    if inside:
        taken.put_text("title", begin, begin + inside.start(), SURE)
        taken.put_text("container-title", begin + inside.end(), stop, SURE)
        people = [_name(words) for words in inside["who"].split(", ") if PERSON_ALONE.match(words)]
        told = [name.csl() for name in people]
        taken.put("editor", told, begin + inside.start("who"), begin + inside.end("who"), SURE)
    elif thesis:
        taken.put_text("title", begin, thesis.start(), SURE)
        taken.take(thesis, {"genre": "genre"})
    else:
        taken.put_text("title", begin, stop, SURE)
    if edition:
        taken.take(edition, {"edition": "edition"})
    taken.take(
        book, {"place": "publisher-place", "publisher": "publisher", "count": "number-of-pages"}
    )
    taken.take_year(book)
    taken.take_pages(book, "page", "page" if inside else "locator")
    end = _online(taken, book, book.end(), min(len(text), taken.end))
    return taken.typed("chapter" if inside else "thesis" if thesis else "book", end)
