"""Books and articles as Chicago lists them, by full stops: Otter, Karl. Two Dams. Vell: Hill Press, 2014.

The Chicago Manual of Style (17th edition), 14.23 to 14.24.
"""

import re

from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.persons import is_body

FAMILY = r"(?:(?:van|von|de|della|du|al)[ -](?:der |den |la )?)?[^\W\d_a-zа-я][\w’'‐-]{1,30}"
GIVEN = r"[^\W\d_a-zа-я](?:[\w’'‐-]{1,20}|\.)(?: (?:[^\W\d_a-zа-я][\w’'‐-]{1,20}|[^\W\d_a-zа-я]\.)){0,2}"
PERSON = rf"{GIVEN} {FAMILY}"
NAMES = rf"(?P<author>{FAMILY}, {GIVEN}?(?:(?:, {PERSON}){{0,8}},? and {PERSON})?)(?P<others>, et al)?(?P<editors>, eds?)?(?:\.| (?=\())"
BOOK = re.compile(
    rf"{NAMES} (?P<title>[^\W\d_a-zа-я][^\n‘“\"«„<>\[\]]{{2,250}}?)(?:\. (?P<edition>\d{{1,2}}(?:st|nd|rd|th) ed|[Rr]ev\. ed)\.?)?(?:\. (?P<count>\d{{1,3}}) vols)?"
    r"(?:\. (?P<role>Edited|Translated|Edited and translated) by (?P<people>[^\n:;()]{3,120}?))?[.?!] "
    r"(?P<place>[^\W\d_a-zа-я][^\n.:;,()\d]{1,40}(?:, [A-Z]{2})?): (?P<publisher>[^\n:;()‘“]{2,80}?), (?P<year>(?:1[5-9]|20)\d\d)(?=\.|\s*\Z)"
)
NOTE = re.compile(
    r"(?P<author>[^\W\d_a-zа-я][^\n;:()\d‘’“”\"]{3,120}?), (?P<title>[^\W\d_][^\n;()‘“”\"]{2,220}?), (?P<edition>\d{1,2}(?:st|nd|rd|th) ed\.|[Rr]ev\. ed\.)"
    r" \((?P<place>[^\W\d_a-zа-я][^\n.:;()\d]{1,40}): (?P<publisher>[^\n:;()‘“]{2,80}?), (?P<year>(?:1[5-9]|20)\d\d)\)(?:, (?:pp?\. ?)?(?P<pin>\d{1,5}(?: ?[-–] ?\d{1,5})?))?(?=[.;]|\s*\Z)"
)
"""A note whose book has an edition before its bracket: Karl Otter, Two Dams, 3rd ed. (Vell: Hill Press, 2014), 7."""
DATED = re.compile(
    rf"{NAMES} (?P<year>(?:1[5-9]|20)\d\d)[a-f]?\. [“\"](?P<title>[^“”\"\n]{{3,250}}?)[.,?!]?[”\"]\.? (?P<journal>[^\W\d_a-zа-я][^\n.;:()“]{{2,100}}?) (?P<volume>\d{{1,4}})"
    r"(?:(?:,? no\. ?| ?\()(?P<issue>\d{1,4}(?:[-–/]\d{1,4})?)\)?)?(?:: ?(?P<page>[A-Za-z]?\d{1,6}(?: ?[-–] ?\d{1,6})?))?"
    r"\.?(?: (?:doi: ?|https?://(?:dx\.)?doi\.org/)(?P<doi>10\.\d{4,9}/[^\s;]{1,200}?))?(?=\.?\s*\Z|\.? )"
)

ROLES = {"Edited": "editor", "Translated": "translator", "Edited and translated": "translator"}
SENTENCE = re.compile(r"[^\W\d_]{2,}[.?!] |\d\. ")


def read(text: str, start: int, end: int) -> Taken | None:
    """Return an entry of a list in the Chicago manner that begins at a place."""
    note = NOTE.match(text, start, end)
    if note and ", " not in re.sub(r", (?=[^,]+ and )", " ", note["author"]):
        return _note(text, start, note)
    found = BOOK.match(text, start, end) or DATED.match(text, start, end)
    if (
        found is None
        or (found.re is BOOK and SENTENCE.search(found["title"]))
        or is_body(found["author"].split(", ")[0])
    ):
        return None
    taken = Taken(text, start, found.end())
    taken.take_names(*found.span("author"))
    if not any("given" in name for name in taken.csl.get("author", ())):
        return None
    if found["editors"]:
        taken.move("author", "editor")
    taken.take(found, {"title": "title"})
    taken.take_year(found)
    if found.re is BOOK:
        if found["role"]:
            taken.take_names(*found.span("people"), ROLES[found["role"]])
        taken.take(
            found, {"place": "publisher-place", "publisher": "publisher", "edition": "edition",
             "count": "number-of-volumes"},
        )  # fmt: skip
        return taken.typed("book", found.end())
    taken.take(
        found, {"journal": "container-title", "volume": "volume", "issue": "issue", "doi": "DOI"}
    )
    taken.take_pages(found, "page")
    return taken.typed("article-journal", found.end())


def _note(text: str, start: int, found: re.Match[str]) -> Taken | None:
    taken = Taken(text, start, found.end())
    taken.take_names(*found.span("author"))
    if not any("given" in name for name in taken.csl.get("author", ())):
        return None
    taken.take(
        found,
        {"title": "title", "edition": "edition", "place": "publisher-place", "publisher": "publisher"},
    )  # fmt: skip
    taken.take_year(found)
    taken.take_pages(found, "pin", "locator")
    return taken.typed("book", found.end())
