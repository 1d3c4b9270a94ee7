"""Books whose place and publisher stand in no brackets: Author, Title, Town, Publisher, year, p. 4.

So cite French, Italian, Spanish and Serbian notes; where the town is not one of the known ones, the
reader of notes is asked instead, and names neither town nor publisher.
"""

import re

from tertius.intake.citations.details import FOLLOWING
from tertius.intake.citations.levels import LIKELY
from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.persons import is_body, is_person, names
from tertius.intake.citations.words import PLACES, SERIES, folded

PIN = rf"(?:,? (?:(?:pp?|str|стр|с|С|s|S|pág|págs|pag)\. ?(?=\d)|(?=passim))(?P<pin>\d{{1,5}}(?: ?[-–—] ?\d{{1,5}})?|passim){FOLLOWING})?(?:, (?P<count>\d{{1,5}}) (?:p|pp|str|s)\.)?"
SERIES_WORDS = "|".join(sorted(map(re.escape, SERIES), key=len, reverse=True))
TAIL = re.compile(
    rf", (?P<first>[^\W\d_a-zа-я][^\n,;:()‘“\"«»\[\]]{{1,60}}), (?P<second>[^\W\d_a-zа-я][^\n,;:()‘“\"«»\[\]]{{1,60}}?)(?:, | )(?:(?:(?:{SERIES_WORDS}) ?)?(?:« ?(?P<series>[^«»\n]{{2,60}}?) ?»|„(?P<low>[^„“\n]{{2,60}})[“”]|“(?P<high>[^“”\n]{{2,60}})”)(?:, (?:n[°o.] ?|t\. ?|knj\. ?)?(?P<issue>\d{{1,4}}))?(?:, | ))?(?P<year>(?:1[5-9]|20)\d\d){PIN}(?=[.;]|\s*\Z)"
)
BY = re.compile(r" (?:and|und|et|e|y|i|и|&) ")
MARKED = re.compile(r"[‘“\"«„»<>\n;:()\[\]]|https?:|, in\b|\bIn: |//")
NO_BOOK = re.compile(
    r"\b(?:Proc|Proceedings|Conf|Conference|Workshop|Symposium|Report|Rep|Thesis|Thèse|Diss|Journal|Revue|Rivista|manuscript|preprint|University of|Dept|Institut[e]? (?:of|f[oü]r))\b"
)
"""Words of what is no book of a publisher: papers of meetings, reports, theses."""
PEOPLE = re.compile(r"(?:and|&|und|et) |(?:[^\W\d_a-z]\. ?){1,3}[^\W\d_a-z][\w-]+\. ")
LONGEST_NAMES = 120
"""Letters of the authors before a title; a piece that goes beyond them belongs to the title."""


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a book whose imprint stands in no brackets, and which begins at a place."""
    tail = TAIL.search(text, start, min(end, start + 600))
    if tail is None or MARKED.search(text, start, tail.start()):
        return None
    town, publisher = _parted(tail)
    if town is None or NO_BOOK.search(text, start, tail.end("second")):
        return None
    head = text[start : tail.start()].split(", ")
    count = 2 if len(head) > 2 and _inverted(head) else _authors(head)
    rest = ", ".join(head[count:])
    if not 0 < count < len(head) or PEOPLE.match(rest) or any(map(is_person, head[count:])):
        return None
    authors_end = start + len(", ".join(head[:count]))
    taken = Taken(text, start, tail.end())
    taken.take_names(start, authors_end)
    if "author" not in taken.csl:
        return None
    taken.put_text("title", authors_end + 1, tail.start(), LIKELY)
    taken.put_text("publisher-place", *tail.span(town), LIKELY)
    taken.put_text("publisher", *tail.span(publisher), LIKELY)
    taken.take_year(tail)
    taken.take_pages(tail, "pin", "locator")
    series = {"series": "collection-title", "low": "collection-title", "high": "collection-title"}
    taken.take(tail, {"count": "number-of-pages", "issue": "collection-number", **series})
    return taken.typed("book", tail.end())


def _parted(tail: re.Match[str]) -> tuple[str | None, str]:
    """Return which group is the town and which the publisher; no town where none or both is known."""
    known = [is_town(tail[name]) for name in ("first", "second")]
    if known[0] == known[1]:
        return None, ""
    return ("first", "second") if known[0] else ("second", "first")


def is_town(words: str) -> bool:
    """Return whether words are a known town, or several."""
    towns = re.split(r" ?[/–-] ?| (?:and|et|e|i|и) ", words)
    plain = folded(words).removesuffix(" am main").removesuffix(" a. m.")
    return plain in PLACES or all(folded(town) in PLACES for town in towns)


def _inverted(head: list[str]) -> bool:
    """Return whether a family name and given names stand at the head: Otter, Karl, Two Dams."""
    return all(piece.replace("-", "").isalpha() for piece in head[:2]) and is_person(
        f"{head[1]} {head[0]}"
    )


def _authors(head: list[str]) -> int:
    """Return how many of the pieces between commas are full names of people."""
    count = 0
    for piece in head[:-1]:
        people = BY.split(piece)
        full = all(" " in one and is_person(one) and not is_body(one) for one in people)
        if not full or len(", ".join(head[: count + 1])) > LONGEST_NAMES:
            break
        count += 1
        if len(people) > 1:
            break
    return count if names(", ".join(head[:count])) else 0
