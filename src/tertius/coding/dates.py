"""Dates as people write them, as EDTF: never more exact than what was written."""

import re
from dataclasses import dataclass

from tertius.evidence.dates import PartialDate
from tertius.evidence.meant import says_nothing
from tertius.evidence.months import folded, months

EXAMPLES = "Write 2014, 2014-10, 16 October 2014, 2012 to 2016 or since 2008; leave it empty where the source gives none"
PART = (
    r"early|mid|middle of|late|beginning of|start of|end of|the end of|the beginning of|anfang|mitte|ende|debut|fin"
    r"|mi|principios de|mediados de|finales de|pocetkom|sredinom|krajem|почетком|средином|краем|начало|середина|конец"
)
PARTLY = re.compile(rf"(?:in |im |en |u )?(?:{PART})[ -]?(?:of |de |d')?(?P<rest>.+)")
"""A part of a year or month that has no bounds of its own: the year or month is what is known."""
ABOUT = re.compile(r"(?:about|around|circa|ca\.?|c\.|approximately|approx\.?|etwa|um|vers|hacia|oko|око|около|~)\s*(?P<rest>.+)")  # fmt: skip
SINCE = re.compile(
    r"(?:since|from|seit|ab|depuis|desde|od|од|с)\s+(?P<rest>.+?)(?:\s*(?:on|onwards?|-))?"
)
UNTIL = re.compile(r"(?:until|till|up to|by|bis|jusqu'?(?:en|a)?|hasta|do|до)\s+(?P<rest>.+)")
SPAN = re.compile(
    r"(?:(?:from|between|von|zwischen|de|entre|od|од|с)\s+)?(?P<first>.+?)\s*(?:\bto\b|\band\b|\buntil\b|\bbis\b|\bund\b|\ba\b|\bet\b|\by\b|\bdo\b|\bi\b|\bдо\b|\bи\b|/|–|—|−|\s-\s|至)\s*(?P<last>.+)"
)
YEARS = re.compile(r"(?P<first>[12]\d{3})\s*[-–—−/]\s*(?P<last>[12]\d{3}|\d{2})")
DECADE = re.compile(r"(?:the )?(?P<decade>[12]\d\d)0(?:'?s|er(?: jahre)?|-?е)")
QUARTER = re.compile(
    r"(?:q(?P<q>[1-4])|(?P<n>[1-4])(?:st|nd|rd|th|\.)?\s*(?:quarter|quartal|trimestre|kvartal|квартал))(?:\s*(?:of|/|,)?\s*)(?P<year>[12]\d{3})"
    r"|(?P<year2>[12]\d{3})[ -]?q(?P<q2>[1-4])"
)
HALF = re.compile(
    r"(?:h(?P<h>[12])|(?P<word>first|second|1st|2nd|1\.|2\.)\s*(?:half|halbjahr)(?: of)?)\s*,?\s*(?P<year>[12]\d{3})"
)
SEASONS = {
    "spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24, "fruhling": 21, "fruhjahr": 21, "sommer": 22,
    "herbst": 23, "printemps": 21, "ete": 22, "automne": 23, "hiver": 24, "primavera": 21, "verano": 22, "otono": 23,
    "invierno": 24, "prolece": 21, "leto": 22, "jesen": 23, "zima": 24, "весна": 21, "лето": 22, "осень": 23, "зима": 24,
    "весной": 21, "летом": 22, "осенью": 23, "зимой": 24,
}  # fmt: skip
SEASON = re.compile(rf"(?:in |im |the )*(?P<season>{'|'.join(SEASONS)})(?: of|,| de)?\s+(?P<year>[12]\d{{3}})")  # fmt: skip
YEAR = r"(?P<year>[12]\d{3})"
ENDING = r"\.?(?:\s*(?:года?|г\.?|godine|god\.?|године))?"
WEEKDAY = re.compile(r"^(?:on )?(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?,?\s+")
CHINESE = re.compile(r"(?P<year>[12]\d{3})\s*年(?:\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*[日号])?)?")  # fmt: skip
BY_NAME = (
    re.compile(
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s*(?:of |de )?(?P<name>[^\W\d]+)\.?,?\s*(?:de |del )?{YEAR}{ENDING}"
    ),
    re.compile(rf"(?P<name>[^\W\d]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{YEAR}"),
    re.compile(rf"(?P<name>[^\W\d]+)\.?,?\s*(?:of |de |del )?{YEAR}{ENDING}"),
    re.compile(rf"{YEAR},?\s+(?P<name>[^\W\d]+)\.?(?:\s+(?P<day>\d{{1,2}}))?"),
)
YEAR_FIRST = re.compile(r"(?P<year>[12]\d{3})[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?")
DAY_FIRST = re.compile(
    rf"(?P<a>\d{{1,2}})\s*(?P<sign>[./-])\s*(?P<b>\d{{1,2}})\s*(?P=sign)\s*{YEAR}{ENDING}"
)
MONTH_FIRST = re.compile(rf"(?P<month>\d{{1,2}})\s*[./-]\s*{YEAR}")
LONGEST = 80
"""Letters of a date as people write it; a longer text is a sentence."""


@dataclass(frozen=True)
class Written:
    """Hold a date as it was written and as it is kept."""

    edtf: str
    """Empty where the text says that there is none."""
    left: str = ""
    """What was written beyond what EDTF can hold, such as `early`; nothing is made of it."""


def read_date(text: str) -> Written:
    """Return a date as people write it, as EDTF.

    Raises ValueError with what to write instead where it is none, or could be two.
    """
    said = " ".join(text.split())
    if not said or says_nothing(said):
        return Written("")
    if len(said) > LONGEST:
        raise ValueError(f"is no date. {EXAMPLES}.")
    try:
        return Written(str(PartialDate.read(said)))
    except ValueError:
        pass
    plain = folded(said).strip(" .,;")
    plain = WEEKDAY.sub("", plain)
    edtf = _edtf(plain)
    if edtf is None:
        lacks = re.search(r"\d", plain) and any(word in months() for word in plain.split())
        raise ValueError(f"{'lacks its year' if lacks else 'is no date'}. {EXAMPLES}.")
    PartialDate.read(edtf)
    partly = PARTLY.fullmatch(plain)
    return Written(edtf, said if partly and not _season_like(plain) else "")


def _season_like(plain: str) -> bool:
    return bool(SEASON.fullmatch(plain))


def _edtf(plain: str) -> str | None:
    """Return the EDTF of a folded text; None where it is no date."""
    if (doubted := plain[-1:]) in ("?", "~") and (sure := _edtf(plain[:-1].strip())):
        return f"{sure}{doubted}" if sure[-1].isdecimal() and "/" not in sure else sure
    for reader in (_single, _doubtful, _open_ended, _span):
        if edtf := reader(plain):
            return edtf
    return None


def _single(plain: str) -> str | None:
    for pattern in (CHINESE, YEAR_FIRST):
        if m := pattern.fullmatch(plain):
            return _joined(m["year"], m["month"], m["day"])
    if m := re.fullmatch(rf"(?:in |im |en |в |u |у )?{YEAR}{ENDING}", plain):
        return m["year"]
    if m := DECADE.fullmatch(plain):
        return f"{m['decade']}X"
    if m := QUARTER.fullmatch(plain):
        number, year = int(m["q"] or m["n"] or m["q2"]), m["year"] or m["year2"]
        return f"{year}-{number * 3 - 2:02}/{year}-{number * 3:02}"
    if m := HALF.fullmatch(plain):
        second = m["h"] == "2" or (m["word"] or "").startswith(("second", "2"))
        return f"{m['year']}-07/{m['year']}-12" if second else f"{m['year']}-01/{m['year']}-06"
    if m := SEASON.fullmatch(plain):
        return _season(m["year"], SEASONS[m["season"]])
    return _numbered(plain) or _named(plain)


def _season(year: str, number: int) -> str:
    """Return a season as EDTF has it; where the reader of dates takes none, the year, which is less exact."""
    try:
        return str(PartialDate.read(f"{year}-{number}"))
    except ValueError:
        return year


def _named(plain: str) -> str | None:
    text = re.sub(r"^(?:in|im|on|am|en|le|el|u|у|в)\s+(?:the |der |dem )?", "", plain)
    for pattern in BY_NAME:
        m = pattern.fullmatch(text)
        number = months().get(m["name"]) if m else None
        if m and number:
            day = m.groupdict().get("day")
            return _joined(m["year"], str(number), day)
    return None


def _numbered(plain: str) -> str | None:
    if m := DAY_FIRST.fullmatch(plain):
        a, b = int(m["a"]), int(m["b"])
        if m["sign"] == "/" and a != b and 1 <= a <= 12 and 1 <= b <= 12:
            one, other = f"{m['year']}-{b:02}-{a:02}", f"{m['year']}-{a:02}-{b:02}"
            raise ValueError(
                f"can be {one} or {other}: who writes day or month first is not known. Write the one it is."
            )
        day, month = (b, a) if m["sign"] != "." and b > 12 else (a, b)
        return _joined(m["year"], str(month), str(day))
    if m := MONTH_FIRST.fullmatch(plain):
        return _joined(m["year"], m["month"], None)
    return None


def _joined(year: str, month: str | None, day: str | None) -> str:
    """Return year, month and day as EDTF. Raises ValueError where the calendar has no such day."""
    edtf = "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
    try:
        return str(PartialDate.read(edtf))
    except ValueError:
        if day is None and month and int(month) == int(year[2:]) + 1:
            raise ValueError(
                f"is no month. Write {year}/{year[:2]}{month} for a span of years."
            ) from None
        raise ValueError(f"is no day of the calendar ({edtf}). {EXAMPLES}.") from None


def _doubtful(plain: str) -> str | None:
    if (m := ABOUT.fullmatch(plain)) and (edtf := _single(m["rest"])):
        return f"{edtf}~" if edtf[-1].isdecimal() and "/" not in edtf else edtf
    if m := PARTLY.fullmatch(plain):
        return _single(m["rest"].strip())
    return None


def _open_ended(plain: str) -> str | None:
    if (m := SINCE.fullmatch(plain)) and (edtf := _bound(m["rest"])):
        return f"{edtf}/.."
    if (m := UNTIL.fullmatch(plain)) and (edtf := _bound(m["rest"])):
        return f"../{edtf}"
    return None


def _span(plain: str) -> str | None:
    if m := YEARS.fullmatch(plain):
        last = m["last"] if len(m["last"]) == 4 else m["first"][:2] + m["last"]
        if int(last) > int(m["first"]):
            return f"{m['first']}/{last}"
    m = SPAN.fullmatch(plain)
    if not m:
        return None
    last = _bound(m["last"])
    first = _bound(m["first"])
    if last and not first and re.search(r"[12]\d{3}", m["last"]):
        # `March to May 2014`: the year stands once, behind the second month.
        first = _bound(f"{m['first']} {last[:4]}")
    return f"{first}/{last}" if first and last else None


def _bound(text: str) -> str | None:
    """Return one end of a span; a season or span is none."""
    edtf = _single(text.strip()) or _doubtful(text.strip())
    return edtf if edtf and "/" not in edtf and "X" not in edtf else None
