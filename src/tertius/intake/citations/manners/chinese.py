"""Chinese notes, and entries by the standard GB/T 7714-2015, with their own marks or the Latin ones.

张三：《水的价格》，北京：人民出版社，2012年，第4页。 张三. 水坝[J]. 经济研究, 2010, 12(3): 45-50.
"""

import re

from tertius.intake.citations.levels import SURE
from tertius.intake.citations.manners.taken import Taken

HAN = r"[\u3400-\u9fff·]"
ROLE = r"(?:主编|编著|编|著|译|等)?"
COUNTRY = r"(?:[\[［〔（(][\u3400-\u9fff]{1,4}[\]］〕）)]\s?)?"
"""The country of a foreign author: [美]."""
NAMES = rf"{HAN}{{2,12}}?(?:[、，,]\s?{HAN}{{2,6}}){{0,6}}"
COLON = r"\s?[：:]\s?"
COMMA = r"\s?[，,]\s?"
YEAR = r"(?P<year>(?:1[89]|20)\d\d)\s?年?(?:版)?"
PAGE = r"第?\s?(?P<page>\d{1,5}(?:\s?[-–—－~～]{1,2}\s?\d{1,5})?)\s?页?"
BOOK = re.compile(
    rf"(?:{COUNTRY}(?P<author>{NAMES}?)(?P<role>{ROLE}){COLON})?《(?P<title>[^《》]{{1,200}}(?:《[^《》]{{1,80}}》[^《》]{{0,80}})?)》"
    rf"(?:{COMMA}(?P<translator>{NAMES}?)译)?(?:{COMMA}|\s?[（(])(?:(?P<place>{HAN}{{2,8}}){COLON})?(?P<publisher>[^，,。；;：:《》（）()]{{2,40}}?(?:出版社|书局|书店|印书馆|书社|大学|集团|公司))(?:{COMMA})?{YEAR}[）)]?"
    rf"(?:{COMMA}(?P<edition>第\s?\w{{1,2}}\s?版))?(?:{COMMA}{PAGE})?"
)
ARTICLE = re.compile(
    rf"(?:(?P<author>{NAMES}?)(?P<role>{ROLE}){COLON})?[《“\"‘](?P<title>[^《》“”\"‘’]{{1,200}})[》”\"’]{COMMA}(?:载\s?)?《(?P<journal>[^《》]{{1,80}})》(?:\s?[（(]{HAN}{{2,8}}[）)])?(?:{COMMA})?"
    rf"(?P<year>(?:1[89]|20)\d\d)\s?年?(?:(?:{COMMA}|\s)?第\s?(?P<volume>\d{{1,4}})\s?卷)?(?:(?:{COMMA}|\s)?第\s?(?P<issue>\d{{1,4}}(?:[-–]\d{{1,3}})?)\s?期|(?P<day>\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日))?"
    rf"(?:{COMMA}第\s?\w{{1,3}}\s?版)?(?:{COMMA}{PAGE})?"
)
ENTRY = re.compile(
    r"(?P<author>[^\[\]\n.。]{2,120}?)\s?[.。]\s?(?P<title>[^\[\]\n]{2,200}?)\s?\[(?P<kind>[JMNDCRAGPSZ])(?:/OL)?\]\s?[.。:：]?\s?"
)
ENTRY_JOURNAL = re.compile(
    r"(?P<journal>[^,，\n\[\]]{2,80}?)[,，]\s?(?P<year>(?:1[89]|20)\d\d)(?:-(?P<month>\d\d)-(?P<day>\d\d))?(?:[,，]\s?(?P<volume>\d{1,4}))?(?:\s?[(（](?P<issue>\d{1,4}(?:[-–/]\d{1,3})?)[)）])?(?:\s?[:：]\s?(?P<page>\d{1,6}(?:\s?[-–—]\s?\d{1,6})?))?"
)
ENTRY_BOOK = re.compile(
    r"(?:(?P<edition>\d{1,2}|第\w{1,2})\s?版[.。]\s?)?(?P<place>[^:：,，\n\[\]]{2,30}?)[:：]\s?(?P<publisher>[^,，\n]{2,60}?)[,，]\s?(?P<year>(?:1[89]|20)\d\d)(?:\s?[:：]\s?(?P<page>\d{1,6}(?:\s?[-–—]\s?\d{1,6})?))?"
)
CHAPTER = re.compile(
    rf"(?P<author>{NAMES}?)(?P<role>{ROLE}){COLON}[《“](?P<title>[^《》“”]{{1,200}})[》”]{COMMA}载\s?(?:(?P<editor>{NAMES}?)(?:主编|编著|编|等编)?{COLON})?《(?P<book>[^《》]{{1,120}})》"
    rf"{COMMA}(?:(?P<place>{HAN}{{2,8}}){COLON})?(?P<publisher>[^，,。；;：:《》（）()]{{2,40}}?(?:出版社|书局|书店|印书馆|书社|大学|集团|公司))(?:{COMMA})?{YEAR}(?:{COMMA}{PAGE})?"
)
PAPER = re.compile(
    rf"《(?P<journal>[^《》]{{2,30}}?(?:报|日报|时报))》(?:{COMMA})?(?P<year>(?:1[89]|20)\d\d)\s?年(?P<day>\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日)(?:{COMMA}第\s?(?P<page>\w{{1,3}})\s?版)?"
)
ONLINE = re.compile(
    r"(?P<author>[^\[\]\n.。]{2,80}?)\s?[.。]\s?(?P<title>[^\[\]\n]{2,200}?)\s?\[(?:EB|DB|CP|J|N|M)/OL\]\s?[.。]?\s?(?:[(（](?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)[)）])?\s?(?:\[(?P<seen>(?:19|20)\d\d-\d\d-\d\d)\])?\s?[.。]\s?(?P<link>https?://[^\s。；]{3,300}?)(?=[.。]?\s*\Z)"
)
"""A page of the web, with the day of its last change and the day on which it was looked at (GB/T 7714-2015, 4.6)."""
KINDS = {
    "J": "article-journal",
    "N": "article-newspaper",
    "M": "book",
    "D": "thesis",
    "C": "book",
    "R": "report",
}


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a Chinese note or entry that begins at a place."""
    online = ONLINE.match(text, start, end)
    if online:
        return _online(text, start, online)
    chapter = CHAPTER.match(text, start, end)
    if chapter:
        return _chapter(text, start, chapter)
    paper = PAPER.match(text, start, end)
    if paper:
        taken = Taken(text, start, paper.end())
        taken.take(paper, {"journal": "container-title"})
        _dated(taken, paper)
        taken.take_pages(paper, "page")
        return taken.typed("article-newspaper", paper.end())
    found = ARTICLE.match(text, start, end) or BOOK.match(text, start, end)
    return _note(text, start, found) if found else _entry(text, start, end)


def _online(text: str, start: int, found: re.Match[str]) -> Taken:
    taken = Taken(text, start, found.end())
    _authors(taken, found)
    taken.take(found, {"title": "title", "link": "URL"})
    if found["year"]:
        _dated(taken, found)
    if found["seen"]:
        day = {"date-parts": [[int(part) for part in found["seen"].split("-")]]}
        taken.put("accessed", day, *found.span("seen"), SURE)
    return taken.typed("webpage", found.end())


def _note(text: str, start: int, found: re.Match[str]) -> Taken:
    taken = Taken(text, start, found.end())
    _authors(taken, found)
    taken.take(found, {"title": "title"})
    if found.re is BOOK:
        if found["translator"]:
            people = [{"literal": part} for part in re.split(r"[、，,]\s?", found["translator"])]
            taken.put("translator", people, *found.span("translator"), SURE)
        taken.take(
            found, {"place": "publisher-place", "publisher": "publisher", "edition": "edition"}
        )
        taken.take_year(found)
        taken.take_pages(found, "page", "locator")
        return taken.typed("book", found.end())
    taken.take(found, {"journal": "container-title", "volume": "volume", "issue": "issue"})
    _dated(taken, found)
    ranged = found["page"] and not found["page"].strip().isdigit()
    taken.take_pages(found, "page", "page" if ranged else "locator")
    return taken.typed("article-newspaper" if found["day"] else "article-journal", found.end())


def _chapter(text: str, start: int, found: re.Match[str]) -> Taken:
    taken = Taken(text, start, found.end())
    _authors(taken, found)
    taken.take(
        found,
        {
            "title": "title", "book": "container-title", "place": "publisher-place",
            "publisher": "publisher",
        },
    )  # fmt: skip
    if found["editor"]:
        people = [{"literal": part} for part in re.split(r"[、，,]\s?", found["editor"]) if part]
        taken.put("editor", people, *found.span("editor"), SURE)
    taken.take_year(found)
    ranged = found["page"] and not found["page"].strip().isdigit()
    taken.take_pages(found, "page", "page" if ranged else "locator")
    return taken.typed("chapter", found.end())


def _entry(text: str, start: int, end: int) -> Taken | None:
    head = ENTRY.match(text, start, end)
    if head is None:
        return None
    pattern = ENTRY_JOURNAL if head["kind"] in "JN" else ENTRY_BOOK
    found = pattern.match(text, head.end(), end)
    if found is None:
        return None
    taken = Taken(text, start, found.end())
    _authors(taken, head)
    taken.take(head, {"title": "title"})
    if pattern is ENTRY_BOOK:
        taken.take(
            found, {"place": "publisher-place", "publisher": "publisher", "edition": "edition"}
        )
        taken.take_year(found)
        taken.take_pages(found, "page", "locator")
    else:
        taken.take(found, {"journal": "container-title", "volume": "volume", "issue": "issue"})
        _dated(taken, found)
        taken.take_pages(found, "page")
    return taken.typed(KINDS.get(head["kind"], "document"), found.end())


def _dated(taken: Taken, found: re.Match[str]) -> None:
    """Keep the year, and of a paper the day."""
    start, end = found.span("year")
    parts = [int(found["year"])]
    if found["day"]:
        text = (
            found["month"] + "-" + found["day"] if "month" in found.re.groupindex else found["day"]
        )
        month, day = (int(part) for part in re.findall(r"\d{1,2}", text))
        if 1 <= month <= 12 and 1 <= day <= 31:
            parts, end = [*parts, month, day], found.end("day")
    taken.put("issued", {"date-parts": [parts]}, start, end, SURE)


def _person(words: str) -> dict[str, str]:
    """Return a name: a Chinese one whole, and of a Latin one the family's and the initials (VASS H)."""
    latin = re.fullmatch(
        r"(?P<family>[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+)?) (?P<given>[A-Z]{1,3}(?: [A-Z]){0,2})",
        words,
    )
    return {"family": latin["family"], "given": latin["given"]} if latin else {"literal": words}


def _authors(taken: Taken, found: re.Match[str]) -> None:
    """Keep the authors, whom a Chinese comma parts; a Chinese name is kept whole."""
    if not found["author"]:
        return
    words = [part.strip() for part in re.split(r"[、，,]", found["author"]) if part.strip()]
    people = [_person(word) for word in words if word not in {"等", "et al"}]
    role = (
        "editor" if (found.groupdict().get("role") or "").startswith(("主编", "编")) else "author"
    )
    taken.put(role, people, *found.span("author"), SURE)
