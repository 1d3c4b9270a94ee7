"""Decisions as France, Italy and Serbia cite them: the court, the day, the number, and where they are printed.

Cass. 1re civ., 4 mai 2004, n° 02-11.222, Bull. civ. I, n° 33. Corte cost., 4 maggio 2004, n. 33, in Giur. cost., 2004, 12.
The courts and reports stand in words.yml, with a source for each list.
"""

import re

from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.words import CIVIL_COURTS, CIVIL_REPORTS

DATE = (
    r"(?:\d{1,2}(?:er)? [^\W\d_]{3,10}\.? (?:18|19|20)\d\d|\d{1,2}[./]\d{1,2}[./](?:18|19|20)\d\d)"
)
COURTS = "|".join(sorted(map(re.escape, CIVIL_COURTS), key=len, reverse=True))
REPORTS = "|".join(sorted(map(re.escape, CIVIL_REPORTS), key=len, reverse=True))
HEAD = re.compile(
    rf"(?P<court>(?:{COURTS})(?![^\W\d_])(?:,? [^\n;«»“”()]{{1,45}}?)??)"
    rf"(?:,|,? (?:arrêt|décision|sentenza|sent\.|ord\.|ordinanza)(?: du| del)?,?| du| del)? (?P<day>{DATE})"
)
SERBIAN = re.compile(
    r"(?P<court>(?:Ustavni|Vrhovni(?: kasacioni)?|Apelacioni|Viši|Osnovni|Privredni|Upravni|Уставни|Врховни(?: касациони)?|Апелациони|Виши|Основни|Привредни|Управни) (?:sud|суд)(?: (?:u|у) [^\W\d_]{3,20}(?: [^\W\d_]{3,20})?| Srbije| Србије)?)"
    r",? (?:(?:presuda|rešenje|odluka|пресуда|решење|одлука),? )?(?:(?:br|бр)\. )?(?P<number>[^\W\d_]{1,5}\d?\.?[ -]?\d{1,5}/\d{2,4})"
    r"(?:,? (?:od|од) (?P<day>\d{1,2}\. ?(?:[^\W\d_]{3,10}|\d{1,2}\.) ?(?:19|20)\d\d))?(?=[.;,)]|\s*\Z)"
)
NUMBER = re.compile(
    r"(?:n(?:os?|[°º.]s?|n\.)|aff\. n°|req\. n°|R\.G\. n°) ?(?P<number>(?:(?:[CTF][-‑])?\d[\w./-]{0,18}\w|\d)(?: (?:DC|QPC|L|LP|I))?)(?: et(?: n°)? \d[\w./-]{2,18}\w)?(?=[.,;)\s]|\Z)"
)
PIN = re.compile(
    r"(?:§{1,2} ?|pts? |cons\. ?|consid\. ?|par\. ?)(?P<pin>\d{1,4}(?: ?[-–] ?\d{1,4})?)(?=[.,;)]|\s*\Z)"
)
REPORT = re.compile(
    rf"(?:in )?«? ?(?P<reporter>{REPORTS})(?![^\W\d_]) ?»?(?:,? (?P<year>(?:18|19|20)\d\d))?(?:,? (?P<volume>[IVX]{{1,5}})(?![^\W_]))?"
    r"(?:,? (?:n° ?(?P<issue>\d{1,6})|(?:pp?\. ?|c\. ?|col\. ?)?(?P<page>\d{1,6})))?(?:,? (?:s|ss|sgg|et s)\.)?(?=[.,;)]|\s*\Z)"
)
TITLE = re.compile(r"(?:aff\. )?(?P<title>[^\W\d_a-z][^\n;,«»“”\d]{2,90}?)(?=,)")
BEHIND = re.compile(r"(?:note|obs\.|concl\.|rapp\.|chron\.|comm\.|con nota di) [^\n;,]{2,60}")
SEPARATOR = re.compile(r"(?:, | [–-] )")


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a decision of a court of France, Italy, Serbia or Strasbourg that begins at a place."""
    serbian = SERBIAN.match(text, start, end)
    if serbian:
        taken = Taken(text, start, serbian.end())
        taken.take(serbian, {"court": "authority", "number": "number"})
        taken.take_year(serbian, "day")
        return taken.typed("legal_case", serbian.end())
    head = HEAD.match(text, start, end)
    if head is None:
        return None
    taken = Taken(text, start, end)
    taken.take(head, {"court": "authority"})
    taken.take_year(head, "day")
    at = _rest(taken, head.end(), end)
    told = taken.csl.keys() & {"number", "container-title", "title"}
    return taken.typed("legal_case", at) if told and "issued" in taken.csl else None


def _rest(taken: Taken, at: int, end: int) -> int:
    """Keep what stands behind the day, piece by piece; return where that ends."""
    text = taken.text
    for _ in range(6):
        sign = SEPARATOR.match(text, at, end)
        if sign is None:
            break
        begin = sign.end()
        if found := NUMBER.match(text, begin, end):
            taken.take(found, {"number": "number"})
        elif found := REPORT.match(text, begin, end):
            taken.take(found, {"reporter": "container-title", "volume": "volume", "issue": "issue"})
            taken.take_pages(found, "page")
        elif found := PIN.match(text, begin, end):
            taken.take_pages(found, "pin", "locator")
        elif found := BEHIND.match(text, begin, end):
            pass
        elif "title" not in taken.csl and (found := TITLE.match(text, begin, end)):
            taken.take(found, {"title": "title"})
        else:
            break
        at = found.end()
    return at
