"""Statutes, orders, constitutions and reports of lawmakers, with the code and the section.

Rules R11 to R14 of the Bluebook (21st edition); OSCOLA (4th edition), 2.4 to 2.6.
"""

import re

from tertius.intake.citations.manners.taken import Taken

CODE = re.compile(
    r"(?:(?P<title>[A-Z][^\n;,‘“\"\[\]]{2,120}?(?: of (?:1[6-9]|20)\d\d)?),? )?(?:§ ?\w{1,8}, )?"
    r"(?P<volume>\d{1,3}) (?P<code>U\. ?S\. ?C\. ?(?:A\.|S\.)?|C\. ?F\. ?R\.|USC|CFR|Fed\. Reg\.|Stat\.)"
    r" (?:(?:§{1,2} ?|pt\. ?|sec\. ?)(?P<section>\w{1,10}(?:\.\d[\w-]{0,9})?(?:[-–]\w{1,8})?(?:\(\w{1,5}\)){0,5}(?: et seq\.)?)|(?P<page>\d{1,6}(?:,\d{3})?))"
    r"(?: \((?P<year>(?:[A-Z][a-z]{2,8}\.? \d{1,2}, )?(?:1[6-9]|20)\d\d)\))?(?=[.,;)]|\s|\Z)"
)
PUBLIC_LAW = re.compile(
    r"(?:(?P<title>[A-Z][^\n;,‘“\"\[\]]{2,120}?(?: of (?:1[6-9]|20)\d\d)?), )?(?P<number>Pub\. ?L\. ?(?:No\. ?)?\d{1,3}[-–]\d{1,4})"
    r"(?:, § ?[\w()]{1,12})?(?:, (?P<volume>\d{1,3}) (?P<code>Stat\.) (?P<page>\d{1,5})(?:, (?P<pin>\d{1,5}))?)?"
    r"(?: \((?P<year>(?:1[6-9]|20)\d\d)\)| \((?:codified|amending|repealed)[^()\n]{3,160}\))?(?=[.,;)]|\s|\Z)"
)
ACT = re.compile(
    r"(?P<title>(?:[A-Z][\w’'-]{0,30}(?:,? (?:and|of|to|for|the|in|on|etc|\([A-Z][\w ,’'-]{2,60}\)|[A-Z][\w’'-]{0,30})){0,12} )(?:Act|Order|Regulations|Rules|Measure)"
    r" (?P<year>(?:1[2-9]|20)\d\d))(?: \((?:Cth|NSW|Vic|Qld|WA|SA|Tas|ACT|NT|NZ|UK)\))?"
    r"(?:, (?P<section>(?:ss?|sch|pts?|regs?|arts?|rr?|cls?)\.? ?\d{1,4}[\w()–, -]{0,30}?))?(?=[.;]|\s*\Z)"
)
ORDER = re.compile(
    r"(?P<title>(?:Exec(?:\.|utive) Order|Proclamation) No\. \d{1,2},?\d{3})(?:, (?P<volume>\d{1,3}) (?P<code>Fed\. Reg\.|C\.F\.R\.) (?P<page>\d{1,6}(?:,\d{3})?))?"
    r"(?: \((?P<year>(?:[A-Z][a-z]{2,8}\.? \d{1,2}, )?(?:1[6-9]|20)\d\d)\))?(?=[.,;)]|\s*\Z)"
)
STATE = re.compile(
    r"(?P<title>(?:N\.[YJMHCD]\.|[A-Z][a-z]{1,5}\.|D\.C\.) (?:[A-Z][A-Za-z&]{0,12}\.? ){0,6}(?:Law|Laws|Codes?|Stat\.)(?: Ann\.)?) §{1,2} ?(?P<section>\d[\w.:-]{0,16}(?:\(\w{1,4}\)){0,4}(?:[-–]\d[\w.]{0,10})?)"
    r"(?: \((?P<publisher>[A-Z][A-Za-z]{2,20} )?(?:Supp\. )?(?P<year>(?:1[6-9]|20)\d\d)\))?(?=[.,;)]|\s*\Z)"
)
CONSTITUTION = re.compile(
    r"(?P<title>(?:U\.S\.|[A-Z][a-z]{1,6}\.|N\.[YJMHCD]\.) Const\.) (?P<section>(?:art\.|amend\.) [IVXLC\d]{1,7}(?:, (?:§|cl\.|sec\.) ?\d{1,3}(?:\(\w\))?){0,3})(?=[.,;)]|\s*\Z)"
)
RULE = re.compile(
    r"(?P<title>Fed\. R\. (?:Civ\. P\.|Crim\. P\.|App\. P\.|Bankr\. P\.|Evid\.)) (?P<section>\d{1,4}(?:\(\w{1,3}\)){0,4})(?=[.,;)]|\s*\Z)"
)
RESTATEMENT = re.compile(
    r"(?P<title>Restatement \((?:First|Second|Third|Fourth)\) of [A-Z][\w ]{3,60}?) §{1,2} (?P<section>\d{1,4}[A-Z]?)(?: cmt\. \w)?(?: \((?:Am\. L\. Inst\. )?(?P<year>(?:19|20)\d\d)\))?(?=[.,;)]|\s*\Z)"
)
HOUSE = re.compile(
    r"(?P<title>(?:H\.R\.|S\.|H\.) (?:Rep\.|Doc\.|Conf\. Rep\.) No\. \d{1,3}[-–]\d{1,4})(?:, (?:pt\. \d, )?at (?P<pin>\d{1,4}(?:[-–]\d{1,4})?))? \((?P<year>(?:1[89]|20)\d\d)\)(?:, (?:as )?reprinted in [^\n;]{5,60}?)?(?=[.;)]|\s*\Z)"
)
BILL = re.compile(
    r"(?P<number>(?:H\.R\.|S\.|H\. ?Res\.|S\. ?Res\.) \d{1,5}, \d{2,3}(?:st|nd|rd|th|d) Cong\.)(?: § ?(?P<section>\d{1,5}))? \((?P<year>(?:1[89]|20)\d\d)\)(?=[.,;)]|\s*\Z)"
)
UNION = re.compile(
    r"(?P<title>(?:(?:Council|Commission) )?(?:(?:Implementing|Delegated|Framework) )?(?:Directive|Regulation|Decision) [^\n;\[\]‘“]{5,400}?),? \[(?P<year>(?:19|20)\d\d)\] (?P<code>OJ) (?P<volume>[LC] ?\d{1,4})/(?P<page>\d{1,5})(?:,? (?P<pin>arts? \d{1,3}(?:\(\w{1,3}\)){0,3}))?(?=[.,;)]|\s*\Z)"
)
HANSARD = re.compile(
    r"(?P<title>H[CL] Deb),? (?P<year>\d{1,2} [A-Z][a-z]{2,8} (?:18|19|20)\d\d),? (?:(?:\(.{1,20}\) )?vol\.? ?(?P<volume>\d{1,4}),? )?(?P<pin>cc?(?:ols?)?\.? ?[A-Z]{0,3}\d{1,5}(?:[-–][A-Z]{0,3}\d{1,5})?)(?=[.;)]|\s*\Z)"
)
"""Debates of the British Parliament (OSCOLA 3.4.8)."""
FIELDS = {
    "title": "title", "volume": "volume", "code": "container-title", "section": "section",
    "number": "number", "page": "page", "publisher": "publisher", "pin": "locator",
}  # fmt: skip


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a statute, order or report of a house that begins at a place; None where none does."""
    patterns = (
        HANSARD, UNION, BILL, ORDER, STATE, CONSTITUTION, RULE, RESTATEMENT, HOUSE, CODE, PUBLIC_LAW, ACT,
    )  # fmt: skip
    for pattern in patterns:
        found = pattern.match(text, start, end)
        if found is None:
            continue
        taken = Taken(text, start, found.end())
        groups = found.groupdict()
        taken.take(found, {group: name for group, name in FIELDS.items() if groups.get(group)})
        if "year" in groups:
            taken.take_year(found)
        kind = {HOUSE: "report", HANSARD: "document", RESTATEMENT: "document"}.get(
            pattern, "legislation"
        )
        return taken.typed(kind, found.end())
    return None
