"""Entries of APA lists that its usual form does not cover: days, no date, in press, theses, posts.

Otter, K. (2014, May 3). A dam for two. Arland Daily. https://…  Gale, M. (n.d.). Dams [Video]. Arland Daily.
Publication Manual of the American Psychological Association (7th edition), 9.13 to 9.22.
"""

import re

from tertius.intake.citations.dates import whole_date
from tertius.intake.citations.levels import LIKELY, SURE
from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.persons import is_body

FAMILY = r"(?:(?:van|von|de|der|den|della|du|la|al) ){0,3}[^\W\d_a-zа-я][\w’'‐-]{1,30}(?: [^\W\d_a-zа-я][\w’'‐-]{1,30})?"
PERSON = rf"{FAMILY}, (?:[^\W\d_a-zа-я]\.[ -]?-?){{1,4}}"
AUTHORS = rf"(?P<names>{PERSON}(?:,? (?:& )?{PERSON}){{0,30}})(?:\[@\w{{1,30}}\]\.? ?)?"
BODY = r"(?P<body>[^\W\d_a-zа-я][^\n.,:;()‘“\"\[\]]{3,90})\. "
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Fall|Winter)"
ENTRY = re.compile(
    rf"(?:{AUTHORS}|{BODY})\((?:(?P<year>(?:1[5-9]|20)\d\d)[a-f]?(?:, (?P<month>{MONTH})(?: (?P<day>\d{{1,2}}))?)?|n\.d\.|in press|forthcoming)\)\. "
    r"(?P<title>[^\n\[\]()]{2,300}?)(?: \((?P<series>(?:Report|Working Paper|Policy Brief|Publication|Discussion Paper) No\. (?P<number>[\w./-]{1,20}))\))?(?: \[(?P<genre>[^\[\]\n]{3,80})\])?[.?!] "
    r"(?P<rest>[^\n]{0,300}?)(?=\.?\s*\Z)"
)
ARTICLE = re.compile(
    rf"{AUTHORS}\((?P<year>(?:1[5-9]|20)\d\d)[a-f]?(?:, (?P<month>{MONTH})(?: (?P<day>\d{{1,2}}))?)?\)\. "
    r"(?P<title>[^\n\[\]“”\"]{2,300}?)[.?!] (?P<journal>[^\W\d_a-zа-я][^\n.?!;:()\d]{2,100}), (?P<volume>\d{1,4})(?:\((?P<issue>[\d–/-]{1,7})\))?, (?P<page>[A-Za-z]?\d{1,6}(?: ?[-–] ?[A-Za-z]?\d{1,6})?)"
    r"(?:\. (?:doi: ?(?P<number>10\.\d{4,9}/[^\s;]{1,200}?)|(?P<address>https?://(?:dx\.)?doi\.org/(?P<doi>10\.\d{4,9}/[^\s;]{1,200}?)))|\. (?P<link>https?://\S{3,300}?))?(?=\.?\s*\Z)"
)
NO_AUTHOR = re.compile(
    rf"(?P<title>[^\W\d_a-zа-я][^\n.()\[\]]{{3,200}})\. \((?P<year>(?:1[5-9]|20)\d\d), (?P<month>{MONTH})(?: (?P<day>\d{{1,2}}))?\)\. (?P<journal>[^\W\d_a-zа-я][^\n.,;:()]{{2,80}}), pp?\. (?P<page>[A-Z]?\d{{1,4}}(?: ?[-–] ?[A-Z]?\d{{1,4}})?)(?=\.?\s*\Z)"
)
"""A newspaper's article without an author: Port strike ends. (1987, April 2). Evening Post, p. 3."""
ABBREVIATED = re.compile(r"\. [A-Z][a-z]{0,5}\Z|, [A-Z][a-z]{2,4}\Z")
"""A title that seems to end with a part of its journal's abbreviation: Backtrack programming. J. ACM."""
RETRIEVED = re.compile(
    r"Retrieved (?P<accessed>[A-Z][a-z]{2,8} \d{1,2}, \d{4}),? from (?=https?://)"
)
LINK = re.compile(r"(?P<link>https?://\S{3,300}?)(?=[.,;]?\s*\Z)")
GENRES = {"dissertation": "thesis", "thesis": "thesis", "tweet": "post", "post": "post", "video": "motion_picture"}  # fmt: skip


def read(text: str, start: int, end: int) -> Taken | None:
    """Return an entry that begins at a place and has what only this manner has."""
    article = ARTICLE.match(text, start, end) or NO_AUTHOR.match(text, start, end)
    if article:
        return _article(text, start, article)
    found = ENTRY.match(text, start, end)
    if found is None or not _telling(found):
        return None
    body = found["body"]
    if body and not is_body(body):
        return None
    taken = Taken(text, start, found.end())
    if body:
        taken.put("author", [{"literal": body}], *found.span("body"), SURE)
    else:
        taken.take_names(*found.span("names"))
    if "author" not in taken.csl:
        return None
    kind = _titled(taken, found)
    _date(taken, found)
    return taken.typed(_rest(taken, found, kind), found.end())


def _article(text: str, start: int, found: re.Match[str]) -> Taken | None:
    """Return an article with its volume and pages, or a newspaper's."""
    if ABBREVIATED.search(found["title"]):
        return None
    taken = Taken(text, start, found.end())
    groups = found.groupdict()
    if "names" in groups:
        taken.take_names(*found.span("names"))
        if "author" not in taken.csl:
            return None
    end = found.end("title")
    taken.put_text("title", found.start("title"), end + (text[end] in "?!"), SURE)
    _date(taken, found)
    fields = {
        "journal": "container-title", "volume": "volume", "issue": "issue", "doi": "DOI",
        "number": "DOI", "address": "URL", "link": "URL",
    }  # fmt: skip
    taken.take(found, {group: name for group, name in fields.items() if groups.get(group)})
    taken.take_pages(found, "page")
    return taken.typed("article-journal" if "names" in groups else "article-newspaper", found.end())


def _telling(found: re.Match[str]) -> bool:
    """Return whether an entry has a day, no date, a genre or the number of a report."""
    rest = LINK.sub("", RETRIEVED.sub("", found["rest"])).strip(" .")
    plain = found["year"] and not (found["month"] or found["genre"] or found["number"])
    return not plain and not any(map(str.isdigit, rest)) and ". " not in rest and ":" not in rest


def _titled(taken: Taken, found: re.Match[str]) -> str | None:
    taken.put_text("title", *found.span("title"), SURE)
    taken.take(found, {"number": "number"})
    if not found["genre"]:
        return "report" if found["number"] else None
    genre, comma, school = found["genre"].partition(", ")
    begin = found.start("genre")
    taken.put_text("genre", begin, begin + len(genre), SURE)
    kind = GENRES.get(genre.lower().split()[-1])
    if kind == "thesis" and comma:
        taken.put_text("publisher", found.end("genre") - len(school), found.end("genre"), SURE)
    return kind


def _date(taken: Taken, found: re.Match[str]) -> None:
    if not found["year"]:
        return
    words = " ".join(part for part in (found["day"], found["month"], found["year"]) if part)
    day = whole_date(words, 0, len(words))
    if day is not None:
        end = max(found.end(name) for name in ("year", "month", "day"))
        taken.put("issued", day.csl(), found.start("year"), end, SURE)


def _rest(taken: Taken, found: re.Match[str], kind: str | None) -> str:
    """Keep where it stands, and return what kind of thing it is."""
    start, end = found.span("rest")
    link = LINK.search(taken.text, start, end)
    if link:
        taken.take(link, {"link": "URL"})
        end = link.start()
    seen = RETRIEVED.search(taken.text, start, link.end()) if link else None
    if seen:
        day = whole_date(taken.text, *seen.span("accessed"))
        if day is not None:
            taken.put("accessed", day.csl(), *seen.span("accessed"), SURE)
        end = seen.start()
    words = taken.text[start:end].strip(" .")
    if words:
        end = start + len(taken.text[start:end].rstrip(" ."))
        taken.put_text("publisher" if kind == "report" else "container-title", start, end, LIKELY)
    elif kind is None and link:
        return "webpage"
    if kind is None and words and found["month"]:
        return "article-newspaper"
    return kind or ("article" if words else "document")
