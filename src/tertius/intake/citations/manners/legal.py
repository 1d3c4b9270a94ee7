"""Cases and statutes, as the Bluebook and OSCOLA have them, with the reporter, its volume and page.

Rules R10 and R12 of the Bluebook (21st edition), and OSCOLA (4th edition), 2.1 to 2.6.
"""

import re

from tertius.intake.citations.manners.taken import Taken

PARTY = r"[^\W\d_a-zа-я][^\n;‘“\"()\[\]]{0,120}?"
VERSUS = rf"(?P<title>(?:(?:In re|Ex parte|Re|R(?: \([^()\n]{{1,60}}\))? v\.?) {PARTY}|{PARTY} (?:v\.?|vs\.?|c\.) [^\W\d_a-z][^\n;‘“\"()\[\]]{{0,120}}?)(?: \(No\.? ?\d{{1,2}}\))?)"
REPORTER = r"(?P<reporter>[A-Z][A-Za-z.]{0,12}(?: ?(?:[A-Z][A-Za-z.]{0,10}|\d[dh]d?|2d|3d|\d?(?:st|nd|rd|th)))*(?: \(\w{2,6}\))?)"
PIN = r"(?:,? (?:at )?(?P<pin>\d{1,5}(?: ?[-–—] ?\d{1,5})?(?:, \d{1,5})*(?: n\.\d{1,3})?))?"
AMERICAN = re.compile(
    rf"{VERSUS}, (?P<volume>\d{{1,4}}) {REPORTER} (?P<page>\d{{1,5}}|_{{2,5}}){PIN}"
    r"(?: \((?P<court>[A-Z0-9][A-Za-z0-9.&' ]{1,40}? )?(?P<year>(?:1[6-9]|20)\d\d)\))?(?=[.,;)]|\s|\Z)"
)
NEUTRAL = r"(?P<neutral>(?:UK|EW|NI|CS|ZA|EU|HCA|FCA|NSW|SCC|NZ|IE|SG|HK)[A-Z]{0,4}(?: (?:Civ|Crim|Fam|Admin|Ch|QB|Pat|Comm))? \d{1,5}(?: \((?:Admin|Ch|QB|KB|Fam|Comm|Pat|TCC|IPEC|Ch)\))?)"
BRITISH = re.compile(
    rf"(?:(?P<number>(?:Joined )?Cases? (?:[A-Z]-)?\d{{1,4}}/\d{{2,4}}(?: (?:P|to|and) ?(?:[A-Z]-)?\d{{0,4}}/?\d{{0,4}})?) )?"
    rf"{VERSUS},? (?:\[(?P<year>(?:1[6-9]|20)\d\d)\]|\((?P<round>(?:1[6-9]|20)\d\d)\)) "
    rf"(?:{NEUTRAL}(?:, \[(?:1[6-9]|20)\d\d\] (?P<second_volume>\d{{1,3}} )?(?P<second>[A-Z][A-Za-z.]{{1,12}}(?: [A-Z][A-Za-z]{{1,8}})?) (?P<second_page>\d{{1,5}}))?"
    r"|(?P<volume>\d{1,3} )?(?P<reporter>[A-Z][A-Za-z.]{1,12}(?: [A-Z][A-Za-z.]{1,8}){0,3}) (?P<page>(?:[IVX]{1,3}-)?\d{1,6}))"
    r"(?:,? (?:\[(?P<paragraph>\d{1,4}(?:[-–]\d{1,4})?)\](?:[-–]\[\d{1,4}\])?|(?P<pin>paras? \d{1,4}(?:[-–]\d{1,4})?|\d{1,5}(?:[-–]\d{1,5})?)))?"
    r"(?: \((?:Lord|Lady|Sir|Baroness)?[A-Z][\w .’']{0,40}\))?(?=[.,;)]|\s|\Z)"
)
CODE = re.compile(
    r"(?:(?P<title>[A-Z][^\n;,‘“\"\[\]]{2,120}?(?: of (?:1[6-9]|20)\d\d)?),? )?(?:§ ?\w{1,8}, )?"
    r"(?P<volume>\d{1,3}) (?P<code>U\. ?S\. ?C\. ?(?:A\.|S\.)?|C\. ?F\. ?R\.|USC|CFR|Fed\. Reg\.|Stat\.)"
    r" (?:(?:§{1,2} ?|pt\. ?|sec\. ?)(?P<section>\w{1,10}(?:\.\d[\w-]{0,9})?(?:[-–]\w{1,8})?(?:\(\w{1,5}\)){0,5}(?: et seq\.)?)|(?P<page>\d{1,6}(?:,\d{3})?))"
    r"(?: \((?P<year>(?:1[6-9]|20)\d\d)\))?(?=[.,;)]|\s|\Z)"
)
PUBLIC_LAW = re.compile(
    r"(?:(?P<title>[A-Z][^\n;,‘“\"\[\]]{2,120}?(?: of (?:1[6-9]|20)\d\d)?), )?(?P<number>Pub\. ?L\. ?(?:No\. ?)?\d{1,3}[-–]\d{1,4})"
    r"(?:, § ?[\w()]{1,12})?(?:, (?P<volume>\d{1,3}) (?P<code>Stat\.) (?P<page>\d{1,5})(?:, \d{1,5})?)?"
    r"(?: \((?P<year>(?:1[6-9]|20)\d\d)\))?(?=[.,;)]|\s|\Z)"
)
ACT = re.compile(
    r"(?P<title>(?:[A-Z][\w’'-]{0,30}(?:,? (?:and|of|to|for|the|in|on|etc|\([A-Z][\w ,’'-]{2,60}\)|[A-Z][\w’'-]{0,30})){0,12} )(?:Act|Order|Regulations|Rules|Measure)"
    r" (?P<year>(?:1[2-9]|20)\d\d))(?: \((?:Cth|NSW|Vic|Qld|WA|SA|Tas|ACT|NT|NZ|UK)\))?"
    r"(?:, (?P<section>(?:ss?|sch|pts?|regs?|arts?|rr?|cls?)\.? ?\d{1,4}[\w()–, -]{0,30}?))?(?=[.;]|\s*\Z)"
)


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a case or statute that begins at a place; None where none does."""
    return _case(text, start, end) or _british(text, start, end) or _statute(text, start, end)


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
            "paragraph": "locator",
        },
    )  # fmt: skip
    taken.take_pages(found, "page")
    taken.take_pages(found, "second_page")
    taken.take_pages(found, "pin", "locator")
    taken.take_year(found)
    taken.take_year(found, "round")
    return taken.typed("legal_case", found.end())


def _statute(text: str, start: int, end: int) -> Taken | None:
    for pattern in (CODE, PUBLIC_LAW, ACT):
        found = pattern.match(text, start, end)
        if found is None:
            continue
        taken = Taken(text, start, found.end())
        groups = found.groupdict()
        fields = {
            "title": "title", "volume": "volume", "code": "container-title", "section": "section",
            "number": "number", "page": "page",
        }  # fmt: skip
        taken.take(found, {group: name for group, name in fields.items() if groups.get(group)})
        taken.take_year(found)
        return taken.typed("legislation", found.end())
    return None
