"""Cases as the Bluebook and OSCOLA have them, with the reporter, its volume and page.

Rule R10 of the Bluebook (21st edition), and OSCOLA (4th edition), 2.1 to 2.6.
"""

import re

from tertius.intake.citations.manners.taken import Taken

PARTY = r"[^\W\d_a-zа-я][^\n;‘“\"()\[\]]{0,120}?"
VERSUS = rf"(?P<title>(?:(?:In re|Ex parte|Re|R(?: \([^()\n]{{1,60}}\))? v\.?) {PARTY}|{PARTY} (?:v\.?|vs\.?|c\.) [^\W\d_a-z][^\n;‘“\"()\[\]]{{0,120}}?)(?: \(No\.? ?\d{{1,2}}\))?)"
REPORTER = r"(?P<reporter>[A-Z][A-Za-z.]{0,12}(?: ?(?:[A-Z][A-Za-z.]{0,10}|\d[dh]d?|2d|3d|\d?(?:st|nd|rd|th)))*(?: \(\w{2,6}\))?)"
PIN = r"(?:,? (?:at )?(?P<pin>\d{1,5}(?: ?[-–—] ?\d{1,5})?(?:, \d{1,5})*(?: n\.\d{1,3})?))?"
HISTORY = r",? (?:aff[’']d|rev[’']d|cert\. (?:denied|granted)|vacated|overruled by|modified|reh[’']g denied)(?: (?:on|by|sub nom\.)[^\n;,()]{1,60})?, [^\n;()]{3,100}(?: \([^()\n]{2,60}\))?"
"""What became of the case: it stands behind its citation, and is none of its fields."""
AMERICAN = re.compile(
    rf"{VERSUS}, (?P<volume>\d{{1,4}}) {REPORTER}(?: \(\d{{1,2}} [A-Z][A-Za-z.]{{2,12}}\))? (?P<page>\d{{1,5}}|_{{2,5}}){PIN}"
    r"(?:, \d{1,4} [A-Z][\w. ]{1,12} \d{1,5}){0,2}"
    r"(?: \((?P<court>[A-Z0-9][A-Za-z0-9.&' ]{1,40}? )?(?P<year>(?:[A-Z][a-z]{2,8}\.? \d{1,2}, )?(?:1[6-9]|20)\d\d)\))?"
    r"(?: \((?:(?:per curiam|en banc|plurality opinion|mem\.)|[A-Z][^()\n]{2,60}(?:dissenting|concurring|plurality)[^()\n]{0,40})\))?"
    rf"(?:{HISTORY}){{0,2}}(?=[.,;)]|\s|\Z)"
)
SHORT = re.compile(
    rf"(?P<title>[^\W\d_a-z][^\n;,‘“\"()\[\]]{{1,60}}), (?P<volume>\d{{1,4}}) {REPORTER} at (?P<pin>\d{{1,5}}(?:[-–]\d{{1,5}})?)(?=[.,;)]|\s*\Z)"
)
NEUTRAL = r"(?P<neutral>(?:UK|EW|NI|CS|ZA|EU|HCA|FCA|NSW|SCC|NZ|IE|SG|HK)[A-Z]{0,4}(?: (?:Civ|Crim|Fam|Admin|Ch|QB|Pat|Comm))? \d{1,5}(?: \((?:Admin|Ch|QB|KB|Fam|Comm|Pat|TCC|IPEC|Ch)\))?)"
BRITISH = re.compile(
    rf"(?:(?P<number>(?:Joined )?Cases? (?:[A-Z][-–])?\d{{1,4}}/\d{{2,4}}(?: (?:P|to|and) ?(?:[A-Z][-–])?\d{{0,4}}/?\d{{0,4}})?) )?"
    rf"{VERSUS},? (?:\[(?P<year>(?:1[6-9]|20)\d\d)\]|\((?P<round>(?:1[6-9]|20)\d\d)\)) "
    rf"(?:{NEUTRAL}(?:, \[(?:1[6-9]|20)\d\d\] (?P<second_volume>\d{{1,3}} )?(?P<second>[A-Z][A-Za-z.]{{1,12}}(?: [A-Z][A-Za-z]{{1,8}})?) (?P<second_page>\d{{1,5}}))?"
    r"|(?P<volume>\d{1,3} )?(?P<reporter>[A-Z][A-Za-z.]{0,12}(?: (?:&|[A-Z][A-Za-z.]{1,8})){0,3}) (?P<page>(?:[IVX]{1,3}[-–])?\d{1,6}))"
    r"(?:, \d{1,3} (?:ER|E\.R\.|All ER|RR) \d{1,5})?(?: \((?P<court>[A-Z]{2,6}(?: \([A-Za-z]{2,5}\))?)\))?"
    r"(?:,? (?:\[(?P<paragraph>\d{1,4}(?:[-–]\d{1,4})?)\](?:[-–]\[\d{1,4}\])?|(?P<pin>paras? \d{1,4}(?:[-–]\d{1,4})?|\d{1,5}(?:[-–]\d{1,5})?)))?"
    r"(?: \((?:Lord|Lady|Sir|Baroness)?[A-Z][\w .’']{0,40}\))?(?=[.,;)]|\s|\Z)"
)


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a case that begins at a place; None where none does."""
    return _case(text, start, end) or _british(text, start, end) or _again(text, start, end)


def _case(text: str, start: int, end: int) -> Taken | None:
    found = AMERICAN.match(text, start, end)
    if found is None:
        return None
    taken = Taken(text, start, found.end())
    taken.take(
        found,
        {"title": "title", "volume": "volume", "reporter": "container-title", "court": "authority"},
    )
    if found["page"].isdigit():
        taken.take_pages(found, "page")
    taken.take_pages(found, "pin", "locator")
    taken.take_year(found)
    return taken.typed("legal_case", found.end())


def _british(text: str, start: int, end: int) -> Taken | None:
    found = BRITISH.match(text, start, end)
    if found is None:
        return None
    taken = Taken(text, start, found.end())
    taken.take(
        found,
        {
            "title": "title", "reporter": "container-title", "second": "container-title",
            "volume": "volume", "second_volume": "volume", "number": "number", "neutral": "number",
            "paragraph": "locator", "court": "authority",
        },
    )  # fmt: skip
    taken.take_pages(found, "page")
    taken.take_pages(found, "second_page")
    taken.take_pages(found, "pin", "locator")
    taken.take_year(found)
    taken.take_year(found, "round")
    return taken.typed("legal_case", found.end())


def _again(text: str, start: int, end: int) -> Taken | None:
    """Return a case that is cited again by one party, its reporter and the page."""
    found = SHORT.match(text, start, end)
    if found is None or not (set(found["reporter"]) & set(".") or found["reporter"].isupper()):
        return None
    taken = Taken(text, start, found.end())
    taken.take(found, {"title": "title", "volume": "volume", "reporter": "container-title"})
    taken.take_pages(found, "pin", "locator")
    return taken.typed("legal_case", found.end())
