"""Entries of lists as the MLA asks for them: Otter, Karl. Two Dams. 2nd ed., Hill Press, 2014.

MLA Handbook (9th edition), 5.3 to 5.99: parts end with full stops, and those of a container with commas.
"""

import re

from tertius.intake.citations.levels import LIKELY, SURE
from tertius.intake.citations.manners.chicago import FAMILY, GIVEN, PERSON
from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.persons import is_body
from tertius.intake.citations.words import OUTLETS, folded

NAMES = rf"(?P<author>{FAMILY}, {GIVEN}?(?:(?:, {PERSON}){{0,8}},? and {PERSON})?)(?P<others>,? et al)?(?P<editors>, editors?)?\. "
BY = r"(?:(?P<role>Translated|Edited|Translated and edited) by (?P<people>[^\n,.:;()“”]{3,80}(?: and [^\n,.:;()“”]{3,60})?), )?"
EDITION = r"(?:(?P<edition>(?:\d{1,2}(?:st|nd|rd|th)|[Rr]ev\.) ed\.), )?(?:(?:vol\. (?P<volume>\d{1,3})|(?P<count>\d{1,3}) vols\.), )?"
PUBLISHER = r"(?P<publisher>[^\W\d_a-zа-я][^\n,.:;()“”]{2,70}?)"
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
PAGES = r"(?:, pp?\. (?P<page>[A-Z]?\d{1,6}(?: ?[-–] ?[A-Z]?\d{1,6})?))?"
BOOK = re.compile(
    rf"{NAMES}(?P<title>[^\W\d_a-zа-я][^\n.“”\"‘\[\]()]{{2,250}})\. (?P<telling>{BY}{EDITION}){PUBLISHER}, {YEAR}(?=\.?\s*\Z)"
)
THESIS = re.compile(
    rf"{NAMES}(?P<title>[^\W\d_a-zа-я][^\n.“”\"]{{2,250}})\. {YEAR}\. (?P<publisher>[^\n.,]{{3,80}}), (?P<genre>(?:PhD|MA|MPhil|Master[’']s|Doctoral)? ?(?:dissertation|thesis|diss))(?=\.?\s*\Z)"
)
SEASON = (
    r"(?:(?:Spring|Summer|Fall|Autumn|Winter|[A-Z][a-z]{2,8}\.?)(?:[-–/][A-Z][a-z]{2,8}\.?)? )?"
)
ARTICLE = re.compile(
    rf"{NAMES}[“\"](?P<title>[^“”\"\n]{{3,250}}?)\.?[”\"] (?P<journal>[^\W\d_a-zа-я][^\n.;:()“”]{{2,100}}?)(?:, vol\. (?P<volume>\d{{1,4}}))?(?:, no\. (?P<issue>[\d–/-]{{1,7}}))?, {SEASON}{YEAR}{PAGES}"
    r"\. (?P<database>[^\W\d_a-z][^\n.,“”]{2,40}), (?:doi: ?|https?://(?:dx\.)?doi\.org/|(?=https?:))(?:(?P<doi>10\.\d{4,9}/[^\s;]{1,200}?)|(?P<link>https?://\S{3,300}?))(?=\.?\s*\Z)"
)


def read(text: str, start: int, end: int) -> Taken | None:
    """Return an entry of a list in the MLA's manner that begins at a place."""
    patterns = (THESIS, ARTICLE, BOOK)
    found = next((found for one in patterns if (found := one.match(text, start, end))), None)
    if found is None or is_body(found["author"].split(", ")[0]):
        return None
    if found.re is BOOK and not _is_book(found):
        return None
    taken = Taken(text, start, found.end())
    taken.take_names(*found.span("author"))
    if not any("given" in name for name in taken.csl.get("author", ())):
        return None
    if found["editors"]:
        taken.move("author", "editor")
    groups = found.groupdict()
    if groups.get("people"):
        role = "editor" if found["role"] == "Edited" else "translator"
        taken.take_names(*found.span("people"), role)
    taken.put_text("title", *found.span("title"), SURE)
    fields = {
        "journal": "container-title", "volume": "volume", "issue": "issue", "edition": "edition",
        "count": "number-of-volumes", "doi": "DOI", "link": "URL", "genre": "genre",
    }  # fmt: skip
    taken.take(found, {group: name for group, name in fields.items() if groups.get(group)})
    if groups.get("publisher"):
        taken.put_text("publisher", *found.span("publisher"), LIKELY)
    taken.take_year(found)
    if groups.get("page"):
        taken.take_pages(found, "page")
    return taken.typed(
        {THESIS: "thesis", ARTICLE: "article-journal"}.get(found.re, "book"), found.end()
    )


def _is_book(found: re.Match[str]) -> bool:
    """Return whether something shows that what stands before the year is no newspaper or journal."""
    words = {folded(word) for word in found["publisher"].split()}
    press = {"press", "up", "books", "house", "publishers", "publishing", "editions", "verlag"}
    return not words & (OUTLETS - press) and bool(
        found["telling"] or found["editors"] or words & press or "&" in found["publisher"]
    )
