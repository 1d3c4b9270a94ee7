"""Articles and books as American law reviews cite them: Bluebook (21st edition), rules 15 and 16.

Ana Brun, Dams First, 12 SOVA L. REV. 45, 49 (1999). KARL OTTER, THE PRICE OF WATER 65 (1989).
"""

import re

from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.persons import Name

ARTICLE = re.compile(
    r"(?P<author>[^\W\d_a-zа-я][^\n;‘“\"\[\]()]{2,150}?), (?:(?P<genre>Note|Comment|Essay|Book Review|Case Note), )?(?P<title>[^\W_][^\n;\[\]]{2,220}?), "
    r"(?P<volume>\d{1,4}) (?P<journal>(?:[A-Z][A-Za-z&’'.]{0,20}\.?)(?:[ ’'-](?:[A-Z&][A-Za-z&’'.]{0,20}|of|on|and|for|&)){0,9})"
    r" (?P<page>\d{1,5})(?:[-–]\d{1,5})?(?:, (?P<pin>\d{1,5}(?: ?[-–—] ?\d{1,5})?(?: & n\.\d{1,3}| n\.\d{1,3})?))?"
    r" \((?P<year>(?:1[7-9]|20)\d\d)\)"
)
CHAPTER = re.compile(
    r"(?P<author>[^\W\d_a-zа-я][^\n;:‘“\"\[\]()\d]{2,100}?), (?P<title>[^\W_][^\n;\[\]()]{2,220}?), in (?:(?P<volume>\d{1,3}) )?(?P<container>[^\Wa-z_][^\na-zа-я();]{3,160}?)"
    r" (?P<page>\d{1,5})(?:[-–]\d{1,5})?(?:, (?P<pin>\d{1,5}(?:[-–]\d{1,5})?))?"
    r" \((?P<editors>[A-Z][^()\d]{3,80}?) eds?\.,? (?:(?P<edition>\w{1,6}) ed\.,? )?(?P<year>(?:1[7-9]|20)\d\d)\)"
)
"""A chapter of an edited book, whose name stands in capitals (rule 15.5.1)."""
CAPITALS = r"[^\W\d_a-zа-я]{2,}"
NAME = rf"(?:{CAPITALS}|[^\W\d_a-zа-я]\.|(?:DE|VAN|VON|LA|Mc)?{CAPITALS}[-’']{CAPITALS})"
NEWS = re.compile(
    r"(?P<author>[^\W\d_a-zа-я][^\n;:‘“\"\[\]()\d]{2,100}?), (?P<title>[^\W_][^\n;\[\]]{2,220}?), (?P<journal>[A-Z][A-Z.&’']{1,14}(?: [A-Z.&’']{1,14}){0,5})"
    r", (?P<year>[A-Z][a-z]{2,8}\.? \d{1,2}, (?:1[89]|20)\d\d)(?:, at (?P<pin>[A-Z]{0,2}\d{1,4}))?(?=[.;]|\s*\Z)"
)
"""A newspaper's article, its paper in capitals (rule 16.6)."""
BOOK = re.compile(
    rf"(?:(?P<volume>\d{{1,2}}) )?(?P<author>{NAME}(?: {NAME}){{1,4}}(?:(?:, {NAME}(?: {NAME}){{1,4}})* (?:&|AND) {NAME}(?: {NAME}){{1,4}}| ET AL\.)?), "
    r"(?P<title>[^\Wa-z_][^\na-zа-я();]{3,200}?)(?: § ?[\d.]{1,8},?)?(?:(?:,? at)? (?P<pin>\d{1,4}(?:[-–]\d{1,4})?))?"
    r" \((?:(?P<editors>[A-Z][^()\d,]{3,50}?) eds?\.,? )?(?:(?P<edition>\w{1,6}) ed\.,? )?(?:(?P<publisher>[A-Z][^()\d]{2,50}?),? )?(?P<year>(?:1[6-9]|20)\d\d)\)"
)


def read(text: str, start: int, end: int) -> Taken | None:
    """Return an article or a book of an American law review that begins at a place."""
    found = next(
        (found for one in (CHAPTER, BOOK, NEWS, ARTICLE) if (found := one.match(text, start, end))),
        None,
    )
    if found is None:
        return None
    taken = Taken(text, start, found.end())
    if found.re is BOOK:
        people = [
            _shouted(words) for words in re.split(r", | ?(?:&|AND) ", found["author"]) if words
        ]
        taken.take_people(people, *found.span("author"))
    else:
        taken.take_names(*found.span("author"))
    if "author" not in taken.csl:
        return None
    taken.take(found, {"title": "title"})
    taken.take_pages(found, "pin", "locator")
    taken.take_year(found)
    if found.re is BOOK:
        taken.take(found, {"edition": "edition", "publisher": "publisher", "volume": "volume"})
        if found["editors"]:
            taken.take_names(*found.span("editors"), "editor")
        return taken.typed("book", found.end())
    if found.re is CHAPTER:
        taken.take_names(*found.span("editors"), "editor")
        taken.take(
            found, {"container": "container-title", "volume": "volume", "edition": "edition"}
        )
        taken.take_pages(found, "page")
        return taken.typed("chapter", found.end())
    if found.re is NEWS:
        taken.take(found, {"journal": "container-title"})
        return taken.typed("article-newspaper", found.end())
    taken.take(found, {"volume": "volume", "journal": "container-title", "genre": "genre"})
    taken.take_pages(found, "page")
    return taken.typed("article-journal", found.end())


def _shouted(words: str) -> Name:
    """Return a name in capitals, whose last word is the family's."""
    given, _, family = words.removesuffix(" ET AL.").rpartition(" ")
    return Name(family, given)
