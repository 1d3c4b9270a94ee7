"""Decisions that stand in no bound report: data banks, international courts, and numbers of files.

Rules R10.8 and R21 of the Bluebook (21st edition), OSCOLA (4th edition) 2.6 and 3, the ECLI of the EU
(Council conclusions 2011/C 127/01), and how the tribunals of The Hague cite themselves.
"""

import re

from tertius.intake.citations.manners.legal import PARTY, VERSUS
from tertius.intake.citations.manners.taken import Taken

DATE = r"(?:\d{1,2} [A-Z][a-z]{2,8}\.? (?:1[5-9]|20)\d\d|(?:[A-Z][a-z]{2,8}\.? \d{1,2}, )?(?:1[5-9]|20)\d\d)"
COURT = rf"(?: \((?P<court>[A-Z0-9][A-Za-z0-9.&' ]{{1,40}}?)?,? ?(?P<year>{DATE})\))?"
PARAGRAPH = r"(?:,? (?P<pin>(?:paras?\.?|§{1,2}|¶{1,2}) ?\d{1,4}(?: ?[-–] ?\d{1,4})?))?"
ENDS = r"(?=[.,;)]|\s*\Z)"
DATABASE = re.compile(
    rf"{VERSUS}, (?:(?P<number>(?:Nos?|Civ(?:il|\.) A(?:ction|\.) No|Case No)\.? ?[\w:-]{{3,30}}(?: \([A-Z]{{1,5}}\))?), )?"
    rf"(?P<volume>(?:19|20)\d\d) (?P<reporter>WL|(?:[A-Z][\w.]{{0,8}} ){{1,4}}LEXIS) (?P<page>\d{{1,9}})(?:,? at (?P<pin>\*\d{{1,4}}(?:[-–]\*?\d{{1,4}})?))?{COURT}{ENDS}"
)
STAGE = r"(?:,? \(?(?:Judg(?:e)?ment|Merits|Advisory Opinion|Order|Preliminary Objections|Jurisdiction(?: and Admissibility)?|Provisional Measures)\)?){0,2}"
HAGUE = re.compile(
    rf"(?P<title>[^\W\d_a-z][^\n;‘“]{{3,200}}?){STAGE},? (?:\[?(?P<year>(?:19|20)\d\d)\]? (?P<reporter>I\.? ?C\.? ?J\.? Rep(?:\.|orts)?)"
    rf"|(?P<reports>I\.? ?C\.? ?J\.? Reports) (?P<after>(?:19|20)\d\d)),? (?:p\. ?)?(?P<page>\d{{1,5}})"
    rf"(?:,? at (?P<at>\d{{1,5}}))?{PARAGRAPH}(?: \([A-Z][a-z]{{2,8}}\.? \d{{1,2}}\))?{ENDS}"
)
STRASBOURG = re.compile(
    rf"(?P<title>{PARTY} v\.? [^\W\d_a-z][^\n;‘“\"()\[\],]{{1,60}}?),? \(?(?:App(?:lication|l)?s?\.? )?[Nn]os?\.? (?P<number>\d{{1,6}}/\d{{2}})\)?"
    rf"(?:,? \((?P<court>ECtHR|ECHR|Commission Decision),? (?P<year>{DATE})\)|, (?:(?P<other>ECtHR|ECHR|judgment of),? )?(?P<day>{DATE}))?{PARAGRAPH}{ENDS}"
)
LUXEMBOURG = re.compile(
    rf"(?P<number>(?:Joined )?Cases? [CTF]?[-‑–]?\d{{1,4}}/\d{{2,4}}(?: P)?),? (?P<title>[^\W\d_a-z][^\n;‘“()]{{2,160}}?),? (?:\[(?:19|20)\d\d\] )?(?:ECLI:)?EU:[CTF]:(?P<year>(?:19|20)\d\d):\d{{1,5}}{PARAGRAPH}{ENDS}"
)
TRIBUNAL = re.compile(
    rf"(?P<title>(?:The )?Prosecutor v\.? [^\n,;()]{{2,60}}), (?:Case )?(?:No\. )?(?P<number>(?:IT|ICTR|ICC|SCSL|MICT|KSC|STL)[-‑][\w/-]{{2,30}})"
    rf"(?:, (?P<genre>[A-Z][^\n,;()]{{3,60}}))?(?:, (?P<day>{DATE})| \([^()\n]{{0,60}}?(?P<year>{DATE})\)){PARAGRAPH}{ENDS}"
)
CANADA = re.compile(
    rf"{VERSUS}, (?P<year>(?:19|20)\d\d) (?P<number>(?:SCC|FCA|FC|ONCA|BCCA|ABCA|QCCA|HCA|NZSC|ZASCA|ZACC) \d{{1,5}})"
    rf"(?:, \[(?:19|20)\d\d\] (?P<volume>\d{{1,2}}) (?P<reporter>[A-Z][A-Za-z.]{{1,6}}) (?P<page>\d{{1,5}}))?(?: at)?{PARAGRAPH}{ENDS}"
)
FIELDS = {
    "title": "title", "number": "number", "volume": "volume", "reporter": "container-title",
    "reports": "container-title", "court": "authority", "other": "authority", "genre": "genre",
}  # fmt: skip
PATTERNS = (DATABASE, CANADA, TRIBUNAL, STRASBOURG, LUXEMBOURG, HAGUE)


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a decision of a data bank or an international court that begins at a place."""
    found = next((found for one in PATTERNS if (found := one.match(text, start, end))), None)
    if found is None:
        return None
    taken = Taken(text, start, found.end())
    groups = found.groupdict()
    taken.take(found, {group: name for group, name in FIELDS.items() if groups.get(group)})
    for group, name in (("page", "page"), ("at", "locator"), ("pin", "locator")):
        if groups.get(group):
            taken.take_pages(found, group, name)
    for group in ("day", "year", "after"):
        if groups.get(group):
            taken.take_year(found, group)
    return taken.typed("legal_case", found.end())
