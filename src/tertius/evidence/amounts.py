"""Amounts and numbers as people write them, in digits: what can be read in two ways is asked, never chosen."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from tertius.evidence.currencies import currency_of
from tertius.evidence.meant import says_nothing
from tertius.evidence.months import folded
from tertius.evidence.row import DECIMAL
from tertius.evidence.scales import COMMA, EITHER, POINT, SCALES, TWO_SCALES, in_digits
from tertius.evidence.units import CALLED

EXAMPLES = (
    "Write it as US$1.2bn, 2,5 Mio EUR or 1200000 USD; leave it empty where the source gives none"
)
APPROX = {
    "about": "about|around|approximately|approx|approx.|roughly|nearly|almost|some|circa|ca|ca.|c.|~|≈|etwa|rund|ungefahr|environ|unos|alrededor de|okolo|oko|около|око|примерно|约|大约",
    "over": "over|more than|at least|above|>|>=|≥|minimum|mehr als|uber|mindestens|plus de|au moins|mas de|al menos|vise od|preko|више од|преко|более|свыше|超过",
    "up_to": "up to|at most|as much as|no more than|<|<=|≤|maximum|bis zu|hochstens|jusqu'a|hasta|do|до|nicht mehr als|не более",
}  # fmt: skip
BY_WORD = {word: kind for kind, words in APPROX.items() for word in words.split("|")}
LEAD = re.compile(
    rf"^(?:{'|'.join(re.escape(word) for word in sorted(BY_WORD, key=len, reverse=True))})(?=[\s\d$€£¥]|us\$)\s*"
)
NUMBER = re.compile(
    r"[-−+]?\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?(?!\d)|[-−+]?\d[\d.,]*\d|[-−+]?\d"
)
RANGE = re.compile(r"\s*(?:-|–|—|−|\bto\b|\band\b|\bbis\b|\bund\b|\ba\b|\ba\b|\by\b|\bet\b|\bdo\b|\bi\b|\bдо\b|\bи\b|至)\s*")  # fmt: skip
HYPHEN = re.compile(r"(?<=[^\W_])[.]?-(?=[^\W\d_])")
"""What joins a number and its words before a noun, as in *a 250-million-U.S.-dollar loan*."""
INITIALS = re.compile(r"\b([^\W\d_])\.([^\W\d_])\b\.?")
GLUED = re.compile(r"(.*\d)-?([^\W\d_]+)\.?")
BETWEEN = re.compile(
    r"^(?:between|from|zwischen|von|entre|de|izmedu|између|между|od|от)\s+(?=.*\d)"
)
LONGEST = 120
"""Letters of an amount as people write it; a longer text is a sentence."""


@dataclass(frozen=True)
class Amount:
    """Hold a number as the cells of a claim: in digits, with its range, how rounded it is, and its unit."""

    value: str = ""
    low: str = ""
    high: str = ""
    approx: str = ""
    unit: str = ""

    def cells(self) -> dict[str, str]:
        """Return the cells that say something."""
        return {
            name: cell
            for name in ("value", "low", "high", "approx", "unit")
            if (cell := getattr(self, name))
        }


def read_amount(text: str) -> Amount:
    """Return an amount of money as people write it; an empty one where the text says that there is none.

    Raises ValueError with what to write instead where it is none, lacks its currency, or can be read
    in two ways.
    """
    amount = _read(text)
    if amount != Amount() and not amount.unit:
        raise ValueError(f"has no currency. {EXAMPLES}.")
    return amount


def read_number(text: str, units: Collection[str] = ()) -> Amount:
    """Return a number with an optional unit, a word of `units` or a currency; `%` is the unit `pct`.

    Raises ValueError where it is none, or can be read in two ways.
    """
    percent = re.sub(
        r"\s*(?:%|per ?cent|prozent|pour cent|por ciento|procenat[a]?|процент\w*|одсто)\s*$",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    if percent != text.strip():
        return _read(f"{percent}", unit="pct")
    number, _, last = text.strip().rpartition(" ")
    if number and (unit := _unit(last, units)):
        return _read(number, unit=unit)
    if (m := GLUED.fullmatch(text.strip())) and (unit := _unit(m[2], units)):
        if m[2] in SCALES:
            raise ValueError(
                f"can be {m[1]} {unit} or {m[1]} followed by zeros. Write {m[1]} {unit}, or all digits."
            )
        return _read(m[1], unit=unit)
    return _read(text)


def _unit(word: str, units: Collection[str]) -> str:
    """Return the unit that a word is: as it stands, or in other letters where that is no other currency."""
    if word in units:
        return word
    if (named := CALLED.get(word.casefold())) in units:
        return str(named)
    alike = [unit for unit in units if unit.casefold() == word.casefold()]
    return alike[0] if len(alike) == 1 and word != word.upper() else ""


def _read(text: str, unit: str = "") -> Amount:
    said = " ".join(re.sub(r"[\u00a0\u202f\u2009]", " ", text).split(" ")).strip()
    said = re.sub(r"\s+", " ", said)
    if not said or says_nothing(said):
        return Amount()
    lowered = INITIALS.sub(r"\1\2", HYPHEN.sub(" ", said.casefold()))
    lowered, approx = _lead(in_digits(folded(lowered)))
    if len(said) > LONGEST or not any(letter.isdecimal() for letter in lowered):
        raise ValueError(f"is no amount. {EXAMPLES}.")
    lowered = BETWEEN.sub("", lowered)
    numbers = list(NUMBER.finditer(lowered))
    if len(numbers) > 2:
        raise ValueError(f"holds {len(numbers)} numbers. Write one amount, or a range of two.")
    first = numbers[0]
    if len(numbers) == 1:
        before, behind = lowered[: first.start()], lowered[first.end() :]
        power, convention, currency = _around(before, behind)
        currency = currency or unit
        if behind.strip().startswith("+"):
            approx = approx or "over"
        return Amount(value=_digits(first[0], power, convention), approx=approx, unit=currency)
    return _range(lowered, first, numbers[1], approx, unit)


def _lead(text: str) -> tuple[str, str]:
    """Return the text behind `about`, `over` or `up to`, and which of them it was."""
    if m := LEAD.match(text):
        return text[m.end() :], BY_WORD[m[0].strip()]
    return text, ""


def _range(text: str, first: re.Match[str], last: re.Match[str], approx: str, unit: str) -> Amount:
    """Return a range of two numbers; the multiplier and currency of the second go for the first where it has none."""
    between = text[first.end() : last.start()]
    parting = RANGE.search(between)
    negative = last[0].startswith(("-", "−"))
    if parting is None and not negative:
        raise ValueError("holds two numbers. Write one amount, or a range such as 1-2 million EUR.")
    own = between[: parting.start()] if parting else between
    ahead = between[parting.end() :] if parting else ""
    power, convention, currency = _around(ahead, text[last.end() :])
    own_power, own_convention, own_currency = _around(text[: first.start()], own)
    if own_currency and currency and own_currency != currency:
        raise ValueError(f"names two currencies, {own_currency} and {currency}. Write one amount.")
    low = _digits(first[0], own_power or power, own_convention if own_power else convention)
    high = _digits(last[0].lstrip("-−"), power, convention)
    if Decimal(low) > Decimal(high):
        raise ValueError(f"begins with {low} and ends with {high}. Write the smaller one first.")
    return Amount(low=low, high=high, approx=approx, unit=own_currency or currency or unit)


def _around(before: str, behind: str) -> tuple[int, str, str]:
    """Return the power of ten, the convention of decimals and the currency in the words around a number."""
    behind = behind.strip().lstrip("+-–").strip(" .")
    power, convention = 0, EITHER
    words = behind.replace(".", " ").split()
    for count in (3, 2, 1):
        key = " ".join(words[:count])
        if key in SCALES:
            power, convention = SCALES[key]
            words = words[count:]
            break
        if key in TWO_SCALES:
            one, other = TWO_SCALES[key]
            raise ValueError(f"holds {key!r}, which can be {one} or {other}. Write the one it is.")
    else:
        for key in ("万亿", "亿", "万"):
            if behind.startswith(key):
                power, convention = SCALES[key]
                words = [behind[len(key) :]]
                break
        else:
            glued = re.match(r"(k|bn|mn|mm|m|b|tn)(€|\$|£|eur|usd)$", behind)
            if glued:
                power, convention = SCALES[glued[1]]
                words = [glued[2]]
    rest = " ".join(words).strip(" .,") if power else behind
    rest = re.sub(r"^(?:(?:of|de|in)\s+|d['’])", "", rest)
    ahead = before.strip(" .,:")
    sides = [currency_of(side) for side in (ahead, rest) if side]
    if len(set(sides)) > 1:
        raise ValueError(f"names two currencies, {' and '.join(sides)}. Write one amount.")
    return power, convention, sides[0] if sides else ""


def _digits(text: str, power: int, convention: str) -> str:
    """Return a number in digits with a decimal point, multiplied by a power of ten. Raises ValueError."""
    number = Decimal(_decimal(text.replace("−", "-").replace("+", ""), convention, power))
    value = number.scaleb(power)
    shown = f"{value:f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    if not DECIMAL.match(shown):
        raise ValueError(f"comes to {shown[:40]}, which has too many digits. {EXAMPLES}.")
    return shown


def _decimal(text: str, convention: str, power: int) -> str:
    """Return a number with a decimal point and nothing else between digits. Raises ValueError where it can be two."""
    plain = re.sub(r"[ '’]", "", text)
    signs = [sign for sign in plain if sign in ".,"]
    if not signs:
        return plain
    if len(set(signs)) == 2:
        decimal = signs[-1]
        if signs.count(decimal) > 1:
            raise ValueError(f"holds {text}, which is no number. {EXAMPLES}.")
        return plain.replace("," if decimal == "." else ".", "").replace(",", ".")
    sign = signs[0]
    groups = plain.lstrip("-").split(sign)
    if len(signs) > 1:
        if not _grouped(groups):
            raise ValueError(f"holds {text}, which is no number. {EXAMPLES}.")
        return plain.replace(sign, "")
    if len(groups[1]) != 3 or groups[0].startswith("0") or len(groups[0]) > 3:
        return plain.replace(",", ".")
    return _thousands_or_decimals(plain, sign, convention, power)


def _thousands_or_decimals(plain: str, sign: str, convention: str, power: int) -> str:
    """Return a number with one sign and three digits behind it: 1,200 or 1.200."""
    parts_decimals = {POINT: ".", COMMA: ","}.get(convention)
    if parts_decimals is not None:
        return plain.replace(",", ".") if sign == parts_decimals else plain.replace(sign, "")
    if sign == "," and not power:
        return plain.replace(",", "")
    whole, decimal = plain.replace(sign, ""), plain.replace(",", ".").rstrip("0").rstrip(".")
    raise ValueError(f"can be {whole} or {decimal}. Write the one it is.")


def _grouped(groups: list[str]) -> bool:
    """Return whether digits stand in groups of three, or of two before the last as in India."""
    first, *middle, last = groups
    return (
        1 <= len(first) <= 3
        and len(last) == 3
        and (all(len(one) == 3 for one in middle) or all(len(one) == 2 for one in middle))
    )
