"""What somebody meant who wrote a date or a number as one speaks of it: for messages, never for values."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from tertius.evidence.months import folded, months
from tertius.evidence.scales import TWO_SCALES, WORTH

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

UNKNOWN = frozenset(
    [
        "unknown",
        "n/a",
        "na",
        "n.a.",
        "none",
        "null",
        "nil",
        "nan",
        "-",
        "--",
        "—",
        "–",
        "?",
        "tbd",
        "tbc",
        "...",
        "…",
        "x",
        "unclear",
        "undated",
        "n.d.",
        "nd",
        *("not stated", "not known", "no date", "s.d.", "k.a.", "o.d.", "unbekannt", "inconnu"),
        *("desconocido", "nepoznato", "неизвестно", "непознато", "未知"),
    ]
)
"""What people write where a source says nothing; a table says it by an empty cell."""

YEAR = r"(\d{4})"
MONTH = r"([^\W\d_]+)\.?"


def says_nothing(text: str) -> bool:
    """Return whether a text only says that nothing is known."""
    return text.strip().casefold() in UNKNOWN


def date_meant(text: str) -> str | None:
    """Return the EDTF text that a date means, such as 2014-05-14 for `14 May 2014`; None where unsure.

    `05/06/2014` has two readings, and none is proposed.
    """
    dashed = _own_digits(text).replace("–", "-").replace("—", "-")
    plain = " ".join(dashed.lower().split()).strip(".,;")
    for pattern, made in DATES:
        if (match := re.fullmatch(pattern, plain)) and (meant := made(*match.groups())):
            return meant
    return None


def _own_digits(text: str) -> str:
    """Return a text with the digits of other scripts as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(letter, letter)) for letter in text)


def two_dates(text: str) -> tuple[str, str] | None:
    """Return both readings of a date such as `05/06/2014`, in which either number may be the month."""
    match = re.fullmatch(r"(\d{1,2})[/ -](\d{1,2})[/ -](\d{4})", text.strip())
    if match is None:
        return None
    first, second, year = match.groups()
    if first == second or not (1 <= int(first) <= 12 and 1 <= int(second) <= 12):
        return None
    return f"{year}-{int(second):02}-{int(first):02}", f"{year}-{int(first):02}-{int(second):02}"


SPREADSHEET_EPOCH = date(1899, 12, 30)
"""The day from which a spreadsheet counts: its day 60 is a 29 February 1900 that never was."""


def counted_day(text: str) -> str | None:
    """Return the day that a spreadsheet means by a number such as 43831; None for one that is hardly a day.

    Taken are the days of 1960 to 2060: numbers of five digits that a year cannot be.
    """
    if not re.fullmatch(r"[2-5]\d{4}", text.strip()):
        return None
    day = SPREADSHEET_EPOCH + timedelta(days=int(text))
    return day.isoformat() if 1960 <= day.year <= 2060 else None


def month_or_day(text: str) -> tuple[str, str] | None:
    """Return the month of a year and the day of no year that `Mar-14` can mean, as a spreadsheet leaves it."""
    match = re.fullmatch(rf"{MONTH}[- ](\d\d)|(\d\d)[- ]{MONTH}", text.strip().lower())
    if match is None:
        return None
    name, number = (match[1], match[2]) if match[1] else (match[4], match[3])
    month = months().get(folded(name))
    if month is None:
        return None
    century = "19" if int(number) > 50 else "20"
    return f"{century}{number}-{month:02}", f"{month:02}-{number}"


def beyond_the_calendar(text: str) -> str | None:
    """Return what is wrong with a date whose month or day there is not; None for another text."""
    match = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", text.strip())
    if match is None or not int(match[1]):
        return None
    year, month, day = match.groups()
    if int(month) == 0 or (int(month) > 12 and day is not None) or int(month) in range(13, 21):
        return f"there is no month {month}"
    if day is None:
        return None
    last = monthrange(int(year), int(month))[1]
    return None if 1 <= int(day) <= last else f"{year}-{month} has {last} days"


def _day(year: str, month: str | int, day: str) -> str | None:
    return f"{year}-{int(month):02}-{int(day):02}" if int(month) <= 12 and int(day) <= 31 else None


def _numbers(first: str, second: str, year: str) -> str | None:
    """Return the date of `14.05.2014` or `5/14/2014`; None where both could be a month."""
    if int(first) > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > 12 else None


def _month(year: str, month: str | int) -> str | None:
    return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else None


def _named(year: str, name: str, day: str | None = None) -> str | None:
    number = months().get(folded(name))
    if number is None:
        return f"{year}-{SEASONS[name]}" if name in SEASONS and day is None else None
    return _month(year, number) if day is None else _day(year, number, day)


def _part(which: str, year: str) -> str:
    """Return the months that are called early, mid or late in a year: its thirds."""
    first = {"early": 1, "beginning of": 1, "mid": 5, "middle of": 5}.get(which, 9)
    return f"{year}-{first:02}/{year}-{first + 3:02}"


def _chinese(year: str, month: str | None, day: str | None) -> str | None:
    if month is None:
        return year
    return _month(year, month) if day is None else _day(year, month, day)


def _quarter(number: str, year: str) -> str:
    last = 3 * int(number)
    return f"{year}-{last - 2:02}/{year}-{last:02}"


def _half(number: str, year: str) -> str:
    return f"{year}-01/{year}-06" if number in ("1", "first") else f"{year}-07/{year}-12"


def _span(first: str, last: str) -> str | None:
    whole = last if len(last) == 4 else f"{first[:2]}{last}"
    return f"{first}/{whole}" if whole > first else None


def _around(year: str) -> str:
    return f"{year}~"


DATES: tuple[tuple[str, Callable[..., str | None]], ...] = (
    (r"(\d{4}(?:-\d{2}){0,2})", str),
    (r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", lambda d, m, y: _day(y, m, d)),
    (r"(\d{1,2})[/ -](\d{1,2})[/ -](\d{4})", _numbers),
    (r"(\d{4})[/. -](\d{1,2})[/. -](\d{1,2})", _day),
    (r"(\d{4})(\d{2})(\d{2})", _day),
    (r"(\d{4})-(\d{2})-(\d{2})[t ].*", _day),
    (r"(\d{1,2})[/.-](\d{4})", lambda m, y: _month(y, m)),
    (r"(\d{4})[/.-](\d{1,2})", _month),
    (r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?", _chinese),
    (r"(\d{3})0s", lambda decade: f"{decade}X"),
    (rf"{YEAR} ?(?:-|/|to|until|bis|à) ?(\d{{4}}|\d{{2}})", _span),
    (rf"{YEAR} (?:or|oder|ou|o|или|ili) {YEAR}", _span),
    (rf"(\d{{1,2}})(?:st|nd|rd|th|er|\.)? (?:of |de )?{MONTH},? (?:de )?{YEAR}",
     lambda d, m, y: _named(y, m, d)),
    (rf"{MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? {YEAR}", lambda m, d, y: _named(y, m, d)),
    (rf"{MONTH},? ?-?(?:of )?{YEAR}", lambda m, y: _named(y, m)),
    (rf"{YEAR}[ -]{MONTH}(?:[ -](\d{{1,2}}))?", _named),
    (rf"(early|beginning of|mid|middle of|late|end of)[ -]?{YEAR}", _part),
    (rf"q([1-4])[ /-]?{YEAR}", _quarter),
    (rf"{YEAR}[ /-]?q([1-4])", lambda y, q: _quarter(q, y)),
    (rf"(?:the )?([1-4])(?:st|nd|rd|th|\.)? (?:quarter|quartal|trimestre|kvartal|квартал)(?: of| de)?,? {YEAR}",
     _quarter),
    (rf"h([12])[ /-]?{YEAR}", _half),
    (rf"{YEAR}[ /-]?h([12])", lambda y, h: _half(h, y)),
    (rf"(first|second) half of {YEAR}", _half),
    (rf"(?:since|from|after|seit|depuis|as of) {YEAR}", lambda y: f"{y}/.."),
    (rf"{YEAR} ?(?:-|/|to|onwards?|\+) ?(?:today|now|present|date|ongoing|open)?", lambda y: f"{y}/.."),
    (rf"(?:until|till|before|to|by|up to|bis) {YEAR}", lambda y: f"../{y}"),
    (rf"(?:c\.?|ca\.?|circa|about|around|approx\.?|~) ?{YEAR}", _around),
)  # fmt: skip
"""How dates are written, the more particular before the more general."""

SIGNS = {"€": "EUR", "$": "USD", "us$": "USD", "£": "GBP", "₽": "RUB", "%": "pct"}
"""Signs of one currency; that of yuan and yen is of two, and neither is proposed."""

NUMBER = re.compile(
    r"(?P<before>[^\d\s.,+\u2010-\u2015\u2212\ufe63\uff0d-]+\.?\s?)?(?P<digits>\d[\d.,' \u00a0\u202f]*)\s?(?P<word>[^\W\d_]+\.?)?(?P<after>\s?(?:[^\W\d_]{3}|[€$£¥₽%]))?"
)
APPROX = re.compile(
    r"(?:about|around|approx\.?|circa|ca\.?|c\.|some|nearly|almost|roughly|[~≈]) ?",
    re.IGNORECASE,
)


MINUS = re.compile(
    r"[-\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d] ?(?=[\d.,]|[^\W\d_]*[€$£¥₽] ?\d)"
)
"""What stands before a number below zero: the signs and dashes that look like a minus."""


def number_meant(text: str) -> str | None:
    """Return the digits that a number means, such as 1200000000 for `1.2bn`; None where unsure."""
    bare = APPROX.sub("", _own_digits(text).strip(), count=1).strip()
    if minus := MINUS.match(bare):
        below = number_meant(bare[minus.end() :])
        return None if below is None or below.startswith("-") else f"-{below}"
    if re.fullmatch(r"\d+(?:\.\d+)?[eE]\+?\d{1,2}", bare):
        return f"{Decimal(bare):f}"
    match = NUMBER.fullmatch(bare.replace("_", " "))
    if match is None:
        return None
    digits = _plain_digits(match["digits"].strip())
    word = (match["word"] or "").rstrip(".").lower()
    if word in TWO_SCALES:
        return None
    zeros = WORTH.get(word, 0)
    if digits is None or (word and not zeros and len(word) != 3):
        return None
    try:
        value = Decimal(digits).scaleb(zeros)
    except InvalidOperation:
        return None
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if zeros and "." in plain else plain


def _plain_digits(text: str) -> str | None:
    """Return digits with a decimal point; None where a mark may be of thousands or of decimals."""
    bare = re.sub(r"[ '\u00a0\u202f]", "", text).strip(".,")
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        decimal = max(".", ",", key=bare.rfind)
        other = "," if decimal == "." else "."
        return bare.replace(other, "").replace(decimal, ".") if bare.count(decimal) == 1 else None
    if points + commas == 0:
        return bare
    mark = "." if points else ","
    whole, *groups = bare.split(mark)
    if len(groups) > 1:
        return "".join([whole, *groups]) if _are_groups(groups) else None
    if len(groups[0]) == 3 and len(whole) <= 3 and mark == "," and whole != "0":
        return whole + groups[0]
    return f"{whole}.{groups[0]}"


def _are_groups(groups: list[str]) -> bool:
    """Return whether digits are parted by thousands, or as in India by hundreds before the last thousand."""
    lengths = [len(one) for one in groups]
    return lengths[-1] == 3 and (set(lengths) == {3} or set(lengths[:-1]) == {2})


DEGREES = re.compile(
    r"([NSEW])?\s*(\d{1,3})\s*[°º]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:[\"″”]|''))?\s*([NSEW])?",
    re.IGNORECASE,
)


def degrees_meant(text: str) -> str | None:
    """Return the decimal degrees of a latitude or longitude such as 44°49'N, to the fourth decimal; None for another text."""
    match = DEGREES.fullmatch(text.strip()) if len(text) <= 40 else None
    if match is None:
        return None
    before, whole, minutes, seconds, behind = match.groups()
    value = Decimal(whole) + Decimal(minutes or 0) / 60 + Decimal(seconds or 0) / 3600
    sign = "-" if (before or behind or "").upper() in ("S", "W") else ""
    return f"{sign}{value.quantize(Decimal('0.0001')).normalize():f}"


def bound_meant(text: str) -> tuple[str, str] | None:
    """Return `low` or `high` and the number of `over 100` or `up to 100`; None where it is no bound."""
    match = BOUND.fullmatch(text.strip())
    number = number_meant(match["number"] or match["or_more"]) if match else None
    if match is None or number is None:
        return None
    return ("low" if match["low"] or match["or_more"] else "high"), number


BOUND = re.compile(
    r"(?:(?P<or_more>\d[\d.,' ]*?)(?:\+| or more| and more)\Z)|(?:(?P<low>over|more than|at least|above|min\.?|[>≥])|(?:up to|less than|at most|below|under|max\.?|[<≤]))=? ?(?P<number>.+)",
    re.IGNORECASE,
)


def range_meant(text: str) -> tuple[str, str] | None:
    """Return the two ends of `100-200` or `100 to 200`; None where it is no range."""
    match = re.fullmatch(r"(\d[\d.,]*) ?(?:-|–|to|bis|/|\.\.) ?(\d[\d.,]*)", text.strip())
    if match is None:
        return None
    low, high = (number_meant(part) for part in match.groups())
    return (low, high) if low and high and Decimal(low) < Decimal(high) else None
