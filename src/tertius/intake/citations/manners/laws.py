"""Laws as France, Italy, Serbia, Russia and Germany cite them, with their number, day, gazette and article.

Loi n° 2004-33 du 4 mai 2004 relative aux ports. D.lgs. 4 maggio 2004, n. 33. Zakon o lukama, „Službeni glasnik RS“, br. 3/04.
"""

import re

from tertius.intake.citations.manners.taken import Taken

DAY = r"\d{1,2}(?:er)? [^\W\d_]{3,10} (?:18|19|20)\d\d"
FRENCH = re.compile(
    rf"(?P<title>(?:Loi|Décret|Ordonnance|Arrêté|Circulaire)(?: (?:organique|constitutionnelle|ministériel|royal))?(?: n[°o] ?(?P<number>[\d./-]{{2,15}}))? du (?P<day>{DAY})(?: [^\n;,«»]{{3,220}}?)?)"
    rf"(?:, (?P<gazette>JORF|J\.?O\.?(?: ?R\.?F\.?)?|M\.B\.)(?: n[°o] ?\d{{1,5}})?(?: du {DAY}|, {DAY})?(?:, (?:pp?\. ?|texte n° ?)(?P<page>\d{{1,6}}))?)?(?:, (?P<section>art\. [\w. -]{{1,20}}))?(?=[.;,)]|\s*\Z)"
)
ITALIAN = re.compile(
    rf"(?P<title>(?:[Dd]\. ?(?:[Ll]gs|[Ll]|[Mm]|P\. ?R|P\. ?C\. ?M)\.|[Ll]\.(?: ?cost\.| ?reg\.)?|[Ll]egge(?: costituzionale| regionale)?|[Dd]ecreto(?: legislativo|-legge)?) (?P<day>{DAY}), n\. ?(?P<number>\d{{1,5}}))"
    r"(?:, (?P<section>artt?\. ?\d[\w. -]{0,20}?(?:, co(?:mma|mmi|\.) ?\d{1,3}(?:[-\w]{0,8})?)?))?(?=[.;,)]|\s*\Z)"
)
SERBIAN = re.compile(
    r"(?P<title>(?:Zakon|Uredba|Odluka|Pravilnik|Ustav|Strategija|Закон|Уредба|Одлука|Правилник|Устав|Стратегија) [^„“”\"»«\n;]{2,220}?),? \(?[„“\"»]? ?(?P<gazette>(?:Službeni (?:glasnik|list)|Sl\. (?:glasnik|list)|Narodne novine|Službene novine|Службени (?:гласник|лист)|Сл\. (?:гласник|лист))(?: [^\W_][^\n„“”\"»«,;()]{0,30})?)[“”\"«]?"
    r", (?:br|бр)\. ?(?P<number>\d{1,3}/\d{2,4}(?:(?:,| i| и) \d{1,3}/\d{2,4}){0,12})\)?(?:, (?P<pin>(?:čl|чл)(?:an|ан)?\.? ?\d{1,4}[^\n;,()]{0,20}?))?(?=[.;,)]|\s*\Z)"
)
RUSSIAN = re.compile(
    r"(?P<title>(?:Федеральный (?:конституционный )?закон|Закон|Указ|Постановление|Распоряжение|Приказ)(?: [^\n«»№/]{2,80}?)? от (?P<day>\d{1,2}(?:\.\d{1,2}\.| [а-я]{3,8} )\d{4})(?: ?г\.| года)?,? (?:№|N) ?(?P<number>[\w/-]{1,15})(?: [«\"][^«»\"\n]{3,300}[»\"])?)"
    r"(?: ?// ?(?P<gazette>[^\n.;/]{3,80})\. (?:19|20)\d\d\. № ?(?P<issue>\d{1,4}[\w()]{0,12})(?:\. Ст\. ?(?P<page>\d{1,6}))?)?(?=[.;,)]|\s*\Z)"
)
GERMAN = re.compile(
    r"(?P<section>(?:§{1,2}|Art\.) ?\d{1,4}[a-z]?(?: (?:Abs\.|S\.|Satz|Nr\.|UAbs\.|Hs\.|lit\.) ?\w{1,3}){0,4}(?: ff?\.)?) (?P<gazette>[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,3}[A-ZÄÖÜ][A-Za-zÄÖÜ]{0,6}(?:[- ][IVX]{1,3})?)(?=[.;,)]|\s*\Z)"
)
PATTERNS = (FRENCH, ITALIAN, SERBIAN, RUSSIAN, GERMAN)
FIELDS = {
    "title": "title", "number": "number", "gazette": "container-title", "section": "section",
    "issue": "issue", "pin": "locator",
}  # fmt: skip


def read(text: str, start: int, end: int) -> Taken | None:
    """Return a law that begins at a place; None where none does."""
    found = next((found for one in PATTERNS if (found := one.match(text, start, end))), None)
    if found is None:
        return None
    taken = Taken(text, start, found.end())
    groups = found.groupdict()
    taken.take(found, {group: name for group, name in FIELDS.items() if groups.get(group)})
    if groups.get("page"):
        taken.take_pages(found, "page")
    if groups.get("day"):
        taken.take_year(found, "day")
    return taken.typed("legislation", found.end())
