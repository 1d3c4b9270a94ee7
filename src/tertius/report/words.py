"""Numbers as a report prints them. What is unknown prints as unknown, never as zero."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tertius.evidence.said import number

FORMATS: Mapping[str, str] = {
    "percent": "a share between 0 and 1, or a column in percent, as 56.2 percent",
    "points": "the same as 5.2 percentage points",
    "money": "an amount as EUR 1.2 billion, in the currency of the case",
    "number": "a number with thousands set apart; `number 2` rounds to two decimals",
    "words": "a whole number up to a hundred as a word",
}
"""The formats that a value may have, and what each prints."""

UNKNOWN = "unknown"

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spelled(value: Any) -> str:
    """Return a whole number up to a hundred as a word, any other in figures."""
    if value != int(value) or not 0 <= value <= 100:
        return number(value)
    whole = int(value)
    if whole < len(ONES):
        return ONES[whole]
    if whole == 100:
        return "a hundred"
    ten, one = divmod(whole, 10)
    return TENS[ten - 2] + (f"-{ONES[one]}" if one else "")


def rounded(value: Any, digits: int, *, keep: bool = False) -> str:
    """Return a number with at most so many decimals, halves rounded up; with all of them if kept."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    text = f"{exact:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text and not keep else text
    return "0" if text == "-0" else text.replace("-", "−")


def few(count: int) -> str:
    """Return a count: up to twelve as a word."""
    return spelled(count) if count <= 12 else f"{count:,}"


def capital(text: str) -> str:
    """Return a text with a capital letter first."""
    return text[:1].upper() + text[1:]


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun: the small ones as words."""
    return f"{few(count)} {one if count == 1 else many}"


def joined(parts: Sequence[str]) -> str:
    """Return parts in a row, with `and` before the last."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def printed(
    value: Any, form: str | None, digits: int | None, *, currency: str, in_percent: bool
) -> str:
    """Return a value in its format. `in_percent` says that it is a number of percent already."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value.replace("_", " ")
    keep = digits is not None
    if form in ("percent", "points"):
        share = value if in_percent else Decimal(str(value)) * 100
        unit = "percent" if form == "percent" else "percentage points"
        return f"{rounded(share, 1 if digits is None else digits, keep=keep)} {unit}"
    if form == "money":
        return _money(value, currency, digits)
    if form == "words":
        return spelled(value)
    if form == "number":
        return rounded(value, 2 if digits is None else digits, keep=keep)
    return rounded(value, 2)


def _money(value: Any, currency: str, digits: int | None) -> str:
    amount = Decimal(str(value))
    decimals = 1 if digits is None else digits
    for size, word in ((10**9, " billion"), (10**6, " million")):
        if abs(amount) >= size:
            scaled = amount / size
            exact = digits is not None or abs(scaled) < 100
            figure = rounded(scaled, decimals if exact else 0, keep=digits is not None)
            return f"{currency} {figure}{word}"
    return f"{currency} {rounded(amount, digits or 0, keep=digits is not None)}"
