"""Treaties with their series, and resolutions with their number, as lawyers cite them.

Vienna Convention on the Law of Treaties (adopted 23 May 1969) 1155 UNTS 331, art 31.
The series are those of the Bluebook (21st edition), table T4.
"""

import re

from tertius.intake.citations.manners.courts import DATE
from tertius.intake.citations.manners.taken import Taken

SERIES = r"U\. ?N\. ?T\. ?S\.|UNTS|L\. ?N\. ?T\. ?S\.|LNTS|T\. ?I\. ?A\. ?S\.|TIAS|U\. ?S\. ?T\.|UST|C\. ?T\. ?S\.|CTS|C\. ?E\. ?T\. ?S\.|ETS|I\. ?L\. ?M\.|ILM"
DONE = r"(?:adopted|signed|done|concluded|opened for signature|entered into force)"
ARTICLE = r"[Aa]rt(?:icle|s)?\.? \d{1,3}(?: ?\(\w{1,3}\)){0,2}(?: ?[-–] ?\d{1,3})?"
TREATY = re.compile(
    rf"(?P<title>[^\W\d_a-z][^\n;‘“\"()]{{4,260}}?)(?:,? (?P<article>{ARTICLE}))?(?:, (?P<place>[^\W\d_a-z][^\n,;()\d]{{1,30}}?))?"
    rf"(?:,? \({DONE},? (?P<done>{DATE})[^()\n]{{0,120}}\)|, (?:{DONE} )?(?P<day>{DATE}))(?:, (?:in force|entered into force)(?: on)? {DATE})?"
    rf",? (?:(?P<volume>\d{{1,4}}) (?P<series>{SERIES})|(?P<alone>CETS|ETS|TIAS|T\.I\.A\.S\.) No\.?) (?P<page>\d{{1,6}})(?:, (?P<pin>{ARTICLE}))?(?=[.,;)]|\s*\Z)"
)
NAMED = re.compile(
    r"\b(?:Treaty|Convention|Agreement|Protocol|Covenant|Charter|Pact|Statute|Accord|Declaration|Act|Exchange|Constitution|Memorandum|Traité|Accord|Vertrag|Abkommen|Übereinkommen)\b"
)
RESOLUTION = re.compile(
    rf"(?P<title>(?:UN ?(?:SC|GA|HRC)|GA|SC|G\.A\.|S\.C\.) Res(?:olution|\.)? [\w/]{{1,20}}?(?: \([IVXLC]{{1,6}}\)(?: [A-Z])?)?)(?:, (?P<first>¶ ?\d{{1,3}}))?(?:, [A-Z][^\n;,()]{{5,80}})?,? \((?P<day>{DATE})\)(?:,?(?: UN)?(?: Doc\.?)? (?P<number>[SA](?:/HRC)?/RES/[\w/()]{{1,20}}))?(?:,? (?P<pin>(?:paras?\.?|¶) ?\d{{1,3}}))?(?=[.,;)]|\s*\Z)"
)

DOCUMENT = re.compile(
    r"(?P<number>(?:COM|SWD|SEC|JOIN) ?\((?P<year>(?:19|20)\d\d)\) ?\d{1,5}(?: final)?)(?=[.;]|\s*\Z)"
)
"""A document of the European Commission that is named by its number alone."""


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a treaty or a resolution that begins at a place."""
    found = RESOLUTION.match(text, start, end)
    if found:
        taken = Taken(text, start, found.end())
        taken.take(
            found, {"title": "title", "number": "number", "pin": "locator", "first": "locator"}
        )
        taken.take_year(found, "day")
        return taken.typed("legislation", found.end())
    found = DOCUMENT.match(text, start, end)
    if found:
        taken = Taken(text, start, found.end())
        taken.take(found, {"number": "number"})
        taken.take_year(found)
        return taken.typed("report", found.end())
    found = TREATY.match(text, start, end)
    if found is None or not NAMED.search(found["title"]):
        return None
    taken = Taken(text, start, found.end())
    taken.take(
        found,
        {
            "title": "title", "place": "publisher-place", "volume": "volume",
            "series": "container-title", "alone": "container-title", "pin": "locator",
            "article": "locator",
        },
    )  # fmt: skip
    taken.take_pages(found, "page", "page" if found["volume"] else "number")
    taken.take_year(found, "done")
    taken.take_year(found, "day")
    return taken.typed("treaty", found.end())
