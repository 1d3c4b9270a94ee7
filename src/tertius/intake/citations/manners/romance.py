"""Notes as France, Italy, Spain and Serbia write them: chapters, reviews in «…», theses, and books with an editor.

J. Otter, « Le pont », in M. Gale (dir.), Les rivières, Lyon, Presses du Rhône, 1998, p. 5-9.
K. Otter, Il ponte, in «Rivista dei fiumi», XII (1998), n. 2, pp. 5-9.
"""

import re

from tertius.intake.citations.details import FOLLOWING
from tertius.intake.citations.levels import LIKELY, SURE
from tertius.intake.citations.manners.imprint import SERIES_WORDS, is_town
from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.persons import is_body, is_person, names
from tertius.intake.citations.words import PRESS, folded

PIN = rf"(?:,? (?:(?:pp?|str|стр|с|s|pág|págs)\. ?(?=\d)|(?=passim))(?P<page>\d{{1,5}}(?: ?[-–—] ?\d{{1,5}})?|passim){FOLLOWING})?"
ENDS = r"(?=[.;]|\s*\Z)"
PEOPLE = r"[^\W\d_a-zа-яђ-џ][^\n;:()«»“”„\"\d]{2,110}?"
TITLE = r"(?:« ?(?P<quoted>[^«»\n]{3,250}?) ?»|[„“](?P<high>[^„“”\n]{3,250}?)[“”]|(?P<title>[^\W\d_][^\n;()«»“”„\"]{2,220}?))"
ROLE = r" \((?:dirs?|éds?|sous la dir\. de|a cura di|cur|ur|prir|coords?|eds?|Hrsg|Hg|ур|прир|ред)\.?\)"
IMPRINT = (
    rf", (?P<first>[^\W\d_a-z][^\n,;:()«»]{{1,60}}?)(?:, |: )(?P<second>[^\W\d_a-z][^\n,;:()«»]{{1,60}}?)"
    rf"(?:, (?:{SERIES_WORDS}) ?(?:« ?(?P<series>[^«»\n]{{2,60}}?) ?»|[„“](?P<low>[^„“”\n]{{2,60}})[“”]))?(?:, | )(?P<year>(?:1[5-9]|20)\d\d)"
)
CHAPTER = re.compile(
    rf"(?P<author>{PEOPLE}), {TITLE},? (?:in|dans|en|u:?|у:?):? (?P<editors>{PEOPLE}){ROLE}, (?P<container>[^\n;()«»“”„]{{3,200}}?){IMPRINT}{PIN}{ENDS}"
)
OWN_ROLE = ROLE.replace("|eds?|Hrsg|Hg", "")
"""Where *ed.* stands behind a name, what follows may be a title with its subtitle and a town alone."""
EDITED = re.compile(
    rf"(?P<editors>{PEOPLE}){OWN_ROLE}[,:] (?P<title>[^\n;()«»“”„]{{3,220}}?){IMPRINT}{PIN}{ENDS}"
)
DAY = r"\d{1,2}(?:er|°)? [^\W\d_]{3,10} (?:18|19|20)\d\d"
REVIEW = re.compile(
    rf"(?P<author>{PEOPLE}), {TITLE}, in « ?(?P<journal>[^«»\n]{{3,120}}?) ?»"
    rf"(?:, (?P<day>{DAY})|(?:,? (?:a\. |anno |vol\. )?(?P<volume>[IVXLC]{{1,7}}|\d{{1,4}}))?(?:,? (?:n\.|n°|fasc\.) ?(?P<issue>\d{{1,4}}(?:[-/]\d{{1,3}})?))?(?:,? \((?P<round>(?:18|19|20)\d\d)\)|, (?P<year>(?:18|19|20)\d\d))(?:,? (?:n\.|n°|fasc\.) ?(?P<late>\d{{1,4}}(?:[-/]\d{{1,3}})?))?)"
    rf"{PIN}{ENDS}"
)
THESIS = re.compile(
    rf"(?P<author>{PEOPLE}), {TITLE}, (?P<genre>[Tt]hèse(?: de doctorat)?(?: (?:d[’']|en |de )[^\n,;]{{3,40}})?|[Tt]esi di (?:dottorato|laurea)|[Tt]esis doctoral|[Dd]oktorska disertacija|[Дд]окторска дисертација)(?: \([^()\n]{{2,40}}\))?"
    rf", (?P<school>[^\n;()«»]{{3,90}}?), (?P<year>(?:19|20)\d\d){PIN}{ENDS}"
)


GIVEN = re.compile(r"[^\W\d_]\.[ -]|[^\W\d_][\w-]+, [^\W\d_]\.")
"""How a stretch begins that goes on with names: D. and Martens, B., …"""


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a note of the Romance or Serbian manner that begins at a place."""
    most = min(end, start + LONGEST)
    return (
        _chapter(text, start, most)
        or _review(text, start, most)
        or _thesis(text, start, most)
        or _edited(text, start, most)
    )


LONGEST = 900
"""Letters of a note in this manner; what stands behind them is not read with it."""


def _chapter(text: str, start: int, end: int) -> Taken | None:
    found = CHAPTER.match(text, start, end)
    if found is None or not (_are_people(found["author"]) and _are_people(found["editors"])):
        return None
    taken = _titled(text, start, found)
    taken.take_names(*found.span("editors"), "editor")
    taken.take(found, {"container": "container-title"})
    _imprint(taken, found)
    ranged = found["page"] and not found["page"].isalnum()
    taken.take_pages(found, "page", "page" if ranged else "locator")
    return taken.typed("chapter", found.end()) if "author" in taken.csl else None


def _review(text: str, start: int, end: int) -> Taken | None:
    found = REVIEW.match(text, start, end)
    if found is None or not _are_people(found["author"]):
        return None
    taken = _titled(text, start, found)
    taken.take(
        found,
        {"journal": "container-title", "volume": "volume", "issue": "issue", "late": "issue"},
    )
    for group in ("day", "round", "year"):
        taken.take_year(found, group)
    ranged = found["page"] and not found["page"].isalnum()
    taken.take_pages(found, "page", "page" if ranged else "locator")
    kind = "article-newspaper" if found["day"] else "article-journal"
    return taken.typed(kind, found.end()) if "author" in taken.csl else None


def _thesis(text: str, start: int, end: int) -> Taken | None:
    found = THESIS.match(text, start, end)
    if found is None or not _are_people(found["author"]):
        return None
    taken = _titled(text, start, found)
    taken.take(found, {"genre": "genre", "school": "publisher"})
    taken.take_year(found)
    taken.take_pages(found, "page", "locator")
    return taken.typed("thesis", found.end()) if "author" in taken.csl else None


def _edited(text: str, start: int, end: int) -> Taken | None:
    found = EDITED.match(text, start, end)
    if found is None or not _are_people(found["editors"]):
        return None
    taken = Taken(text, start, found.end())
    taken.take_names(*found.span("editors"), "editor")
    taken.take(found, {"title": "title"})
    _imprint(taken, found)
    taken.take_pages(found, "page", "locator")
    told = {"editor", "publisher"} <= taken.csl.keys()
    return taken.typed("book", found.end()) if told else None


def is_press(words: str) -> bool:
    """Return whether words name a publisher, by a word such as *Presses* or *Verlag*."""
    return any(folded(word) in PRESS for word in words.split())


def _titled(text: str, start: int, found: re.Match[str]) -> Taken:
    """Return the authors and the title of a note, whatever quotes it has."""
    taken = Taken(text, start, found.end())
    taken.take_names(*found.span("author"))
    if found["title"] and GIVEN.match(found["title"]):
        taken.csl.clear()
    for group in ("quoted", "high", "title"):
        if found[group]:
            taken.put_text("title", *found.span(group), SURE if group != "title" else LIKELY)
    return taken


def _imprint(taken: Taken, found: re.Match[str]) -> None:
    """Keep the year and the series, and town and publisher where one of the two is a known town."""
    pieces = found["first"], found["second"]
    known = [is_town(one) or is_press(other) for one, other in (pieces, pieces[::-1])]
    if known[0] != known[1]:
        town, press = ("first", "second") if known[0] else ("second", "first")
        taken.take(found, {town: "publisher-place", press: "publisher"})
    taken.take(found, {"series": "collection-title", "low": "collection-title"})
    taken.take_year(found)


def _are_people(words: str) -> bool:
    """Return whether a stretch names people, each with a given name or its letter."""
    parts = [part for part in re.split(r", | (?:et|e|y|i|и|and|&|und) ", words) if part]
    return bool(names(words)) and all(is_person(part) and not is_body(part) for part in parts)
