"""Amounts, shares and counts as sentences say them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tertius.evidence.currencies import borne_by
from tertius.evidence.scales import COUNTS
from tertius.intake.extraction.proposals.cues import named

SCALES = {
    "thousand": 3,
    "k": 3,
    "million": 6,
    "m": 6,
    "mn": 6,
    "mln": 6,
    "billion": 9,
    "bn": 9,
    "bln": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
}
SIGNS = {
    "€": "EUR",
    "$": "USD",
    "US$": "USD",
    "US $": "USD",
    "U.S.$": "USD",
    "£": "GBP",
    "¥": "CNY",
    "₽": "RUB",
}
CODES = (
    "EUR", "USD", "CNY", "RMB", "RUB", "RSD", "BAM", "GBP", "CHF", "HUF", "KM", "INR", "LKR", "PKR", "BDT", "NPR",
    "JPY", "KES", "NGN", "ZMW", "ETB", "KZT", "UZS", "GEL", "AMD", "UAH", "TRY", "IDR", "MYR", "THB", "VND", "MMK",
)  # fmt: skip
CURRENCY_WORDS: dict[str, str] = {
    **named("currencies"),
    **{code: code for code in CODES},
    "KM": "BAM",
}
CURRENCY_WORDS["RMB"] = "CNY"
SHARED = frozenset(
    spelled
    for word, codes in borne_by().items()
    for spelled in (word, f"{word}s")
    if len(codes) > 1 and spelled not in CURRENCY_WORDS
) - {"won", "wons"}  # *6.5 million won* may be about votes.
"""Words that several states call their money by: which is meant, the countries of the case say."""
RARE = {
    spelled: next(iter(codes))
    for word, codes in borne_by().items()
    for spelled in (word, f"{word}s")
    if len(codes) == 1 and spelled not in CURRENCY_WORDS
}
"""What the other currencies are called, which may be words otherwise: only behind a million or the like."""
UNITS = named("units")
THINGS = (
    "MiG-29", "MiG-29s", "fighter jets", "fighters", "tanks", "helicopters", "drones", "missiles",
    "aircraft", "vehicles", "ventilators", "masks", "doses", "locomotives", "trains", "cameras",
    "buses", "systems",
)  # fmt: skip
_FEW = [str(number) for number in range(2, 13)]
SPELLED = {word: int(number) for word, number in COUNTS.items() if number in _FEW}
_NUMBER = (
    r"(\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?|\d{1,3},\d{1,2}|\d{1,12}(?:\.\d{1,4})?)(?![.,]?\d)"
)
"""One or two digits behind a comma are decimals, as 1,2 billion has them; three are thousands."""
_SCALE = r"(?:[ -]?(thousand|million|billion|trillion|mln|bln|[Mm]n|[Bb]n|tn|m|b|k)(?![\w]))?"
DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")
_TO = r"(?: ?- ?| to | and )"
_SIGN = rf"((?:US ?\$|U\.S\. ?\$|[€$£¥₽]) ?|(?:{'|'.join(CODES)}) ?(?=\d))"
MONEY = re.compile(
    rf"(?<![\w.,]){_SIGN}{_NUMBER}{_SCALE}(?:{_TO}(?:(?:US\$|[€$£¥₽]) ?)?{_NUMBER}{_SCALE})?"
)
_WORDS = "|".join(sorted([*CURRENCY_WORDS, *SHARED], key=len, reverse=True))
_RARE = "|".join(sorted(RARE, key=len, reverse=True))
_NO_MONEY = ("marks", "pound", "pounds", "colon", "colons")
MONEY_WORDS = "|".join(
    sorted(word for word in {*CURRENCY_WORDS, *SHARED} if word.islower() and word not in _NO_MONEY)
)
"""What money is called by words that are nothing else, as a pattern: China may mark a day, and pound at a door."""
SPOKEN = re.compile(rf"(?<![\w.,$€£]){_NUMBER}{_SCALE}(?:{_TO}{_NUMBER}{_SCALE})?[ -]({_WORDS})\b")
RARELY_SPOKEN = re.compile(
    rf"(?<![\w.,$€£]){_NUMBER}[ -](thousand|million|billion|trillion|mln|bln|bn)[ -](?:[A-Z][a-z]+ )?({_RARE})\b"
)
SPELLED_MONEY = re.compile(
    rf"\b({'|'.join(COUNTS)})[ -](thousand|million|billion|trillion)[ -]({_WORDS})\b"
)
PERCENT = re.compile(
    rf"(?<![\w.,]){_NUMBER}(?:%|)(?:{_TO}{_NUMBER})? ?(?:%|per cent\b|percent\b|percentage points\b)"
)
_UNITS = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_SPELLED = "|".join(SPELLED)
COUNT = re.compile(
    rf"(?<![\w.,$€£]){_NUMBER}(?:{_TO}{_NUMBER})?[ -]?(?:[a-z]{{3,12}} )?({_UNITS})(?![\w])"
)
_THINGS = "|".join(re.escape(thing) for thing in sorted(THINGS, key=len, reverse=True))
PIECES = re.compile(
    rf"(?<![\w.,$€£-])(?:{_NUMBER}|({_SPELLED})) (?:[\w-]{{2,15}} ){{0,3}}({_THINGS})(?![\w-])"
)
APPROX = {
    "about": ("about", "around", "approximately", "roughly", "some", "circa", "an estimated", "estimated",
        "nearly", "almost", "close to"),
    "over": ("over", "more than", "at least", "upwards of", "above", "exceeding", "in excess of"),
    "up_to": ("up to", "as much as", "at most", "less than", "under"),
}  # fmt: skip
_APPROX = re.compile(
    "\\b("
    + "|".join(sorted((w for ws in APPROX.values() for w in ws), key=len, reverse=True))
    + r")(?: a| the)? $",
    re.IGNORECASE,
)

WHOLE = re.compile(r"(?:%|\bper ?cent|\bpercentage points?) of [^.,;:]{0,40}\Z")
"""Stands before a sum of which a percentage is told."""
PRICE = re.compile(
    r"\b(?:for|at|paying) (?:(?!the |its |this |that |of )[a-z]+ (?:of )?){0,3}\Z|\bfor the (?:price|sum|amount) of \Z"
)
"""Stands before what a share was bought for: 65.4 per cent of a plant for €48.5 million."""

Kind = Literal["money", "percent", "count", "jobs"]


@dataclass(frozen=True)
class Figure:
    """A number of a sentence, with its unit: a value, or the two ends of a range."""

    start: int
    end: int
    kind: Kind
    unit: str
    value: str = ""
    low: str = ""
    high: str = ""
    approx: str = ""

    def cells(self) -> dict[str, str]:
        """The figure as the cells of a claim or an observation."""
        cells = {"value": self.value, "low": self.low, "high": self.high, "approx": self.approx}
        return {name: cell for name, cell in cells.items() if cell}


def find_figures(text: str, own: Mapping[str, str] | None = None) -> list[Figure]:
    """The figures of a folded sentence that have a unit, in order; longer readings come first.

    `own` says which currency a word means that several states use, such as dinars; without it such an amount is none.
    """
    called = {**CURRENCY_WORDS, **(own or {}), **RARE}
    found: list[Figure] = []
    for m in MONEY.finditer(text):
        unit = SIGNS.get(m[1].strip().replace(". $", ".$")) or CURRENCY_WORDS[m[1].strip()]
        found += _figure(text, m, "money", unit, (m[2], m[3]), (m[4], m[5]))
    for m in SPOKEN.finditer(text):
        if unit := called.get(m[5], ""):
            found += _figure(text, m, "money", unit, (m[1], m[2]), (m[3], m[4]))
    for m in RARELY_SPOKEN.finditer(text):
        found += _figure(text, m, "money", RARE[m[3]], (m[1], m[2]), (None, None))
    for m in SPELLED_MONEY.finditer(text):
        unit = called.get(m[3], "")
        if not unit:
            continue
        found += _figure(text, m, "money", unit, (COUNTS[m[1]], m[2]), (None, None))
    for m in PERCENT.finditer(text):
        found += _figure(text, m, "percent", "pct", (m[1], None), (m[2], None))
    for m in COUNT.finditer(text):
        unit = UNITS[m[3]]
        kind: Kind = "jobs" if unit == "jobs" else "count"
        found += _figure(text, m, kind, "" if unit == "jobs" else unit, (m[1], None), (m[2], None))
    for m in PIECES.finditer(text):
        said = m[1] or str(SPELLED[m[2]])
        found += _figure(text, m, "count", "pieces", (said, None), (None, None))
    kept: list[Figure] = []
    for figure in found:
        before = text[: figure.start]
        if figure.kind == "money" and WHOLE.search(before) and not PRICE.search(before):
            continue  # A share of it is what the sentence is about, and nobody states that sum.
        if not any(figure.start < other.end and other.start < figure.end for other in kept):
            kept.append(figure)
    return sorted(kept, key=lambda figure: figure.start)


def _figure(
    text: str,
    m: re.Match[str],
    kind: Kind,
    unit: str,
    first: tuple[str | None, str | None],
    second: tuple[str | None, str | None],
) -> list[Figure]:
    scale = first[1] or second[1]
    values = [
        value for number in (first[0], second[0]) if number and (value := _value(number, scale))
    ]
    led = _APPROX.search(text[max(0, m.start() - 20) : m.start()])
    approx = next((n for n, ws in APPROX.items() if led and led[1].lower() in ws), "")
    if not values or (second[0] and (len(values) < 2 or values[0] >= values[1])):
        return []
    cells = (
        {"low": _text(values[0]), "high": _text(values[1])}
        if second[0]
        else {"value": _text(values[0])}
    )
    return [Figure(m.start(), m.end(), kind, unit, approx=approx, **cells)]


def _value(number: str, scale: str | None) -> Decimal | None:
    plain = number.replace(",", "." if DECIMAL_COMMA.fullmatch(number) else "")
    value = Decimal(plain).scaleb(SCALES[scale.lower()] if scale else 0)
    return value if value < Decimal(10) ** 15 else None


def _text(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
