"""Values and dates of rows as a reader says them: numbers, money, days."""

import math
from decimal import Decimal, InvalidOperation
from typing import Any

from tertius.evidence.taxonomy import published
from tertius.language.told import catalogue, gettext, listed, marked, numeral, pgettext, scaled


def spoken(date: Any) -> str:
    """Return a date as a reader says it: `2008/..` is since 2008, `197X/..` since the 1970s."""
    first, _, last = str(date).partition("/")
    if last == "..":
        return gettext("since {day}", day=_certain(first))
    if first == "..":
        return gettext("until {day}", day=_certain(last))
    if not last:
        return _certain(first)
    return gettext("{first} to {last}", first=_certain(first), last=_certain(last))


def _certain(day: str) -> str:
    if day.endswith("X"):  # a decade or a century: 197X, 18XX
        return gettext("the {year}s", year=day.replace("X", "0"))
    if day.endswith("?"):
        return gettext("{day}, uncertain", day=day[:-1])
    if day.endswith("~"):
        return gettext("{day}, about", day=day[:-1])
    return gettext("{day}, about and uncertain", day=day[:-1]) if day.endswith("%") else day


PERCENT = "pct"

COUNTED = "pieces"
"""The unit of things that are counted, which a number says by itself."""


def stated(row: Any) -> str:
    """Return a value as it was stated, with its range, rounding and unit."""
    low, high = (None if one is None else sized(one) for one in (row.low, row.high))
    if row.value is not None:
        amount = sized(row.value)
    elif low and high:
        amount = gettext("{low} to {high}", low=low, high=high)
    else:
        amount = low or high or "?"
    if row.unit and row.unit != COUNTED:
        if row.unit == PERCENT:
            amount = listed([amount, "%"], "")
        elif published().words("unit").get(row.unit, {}).get("currency"):
            amount = gettext("{currency} {amount}", currency=row.unit, amount=amount)
        else:
            amount = listed([amount, unit_said(row.unit)], " ")
    if row.value is None and low and not high:
        return gettext("at least {amount}", amount=amount)
    if (row.value is None and high and not low) or row.approx == "up_to":
        return gettext("up to {amount}", amount=amount)
    if row.value is not None and low and high:
        amount = gettext("{amount} ({low} to {high})", amount=amount, low=low, high=high)
    if row.approx == "about":
        return gettext("about {amount}", amount=amount)
    return gettext("over {amount}", amount=amount) if row.approx == "over" else amount


LARGE = ((10**9, marked("{amount} billion")), (10**6, marked("{amount} million")))
"""The large numbers that a reader takes in at once, with how they are said."""


def sized(value: Any) -> str:
    """Return a number in millions or billions where two decimals lose nothing of it; words without underscores."""
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value).replace("_", " ")
    for size, said in LARGE:
        if abs(exact) >= size and exact * 100 % size == 0:
            return scaled(value, gettext(said, amount=number(float(exact / size))))
    return number(value)


def unit_said(unit: str) -> str:
    """Return a unit as it is stated, percent by its sign; in another language, what it is called there."""
    if unit == PERCENT:
        return "%"
    said = unit.replace("_", " ")
    return pgettext("unit", said) if unit in published().words("unit") else said


def money(value: Any, currency: str) -> str:
    """Return an amount in millions or billions of a currency, or in the large numbers of the language."""
    said = number(value)
    for size, large in reversed(LARGE):
        if abs(value) >= size:
            said = gettext(large, amount=number(round(float(value) / size, 2)))
    return gettext("{currency} {amount}", currency=currency, amount=scaled(value, said))


LONG = 10_000
"""From this number on thousands are set apart; a year is below it."""


def number(value: Any) -> str:
    """Return a number with thousands set apart and no idle zeros; text as it is."""
    text = _in_english(value)
    return text if text == value else numeral(text)


def _in_english(value: Any) -> str:
    text = str(value)
    try:
        numeric = float(text)
    except ValueError:
        return text
    if not math.isfinite(numeric):
        return text
    whole = f"{numeric:,.2f}".rstrip("0").rstrip(".")
    return (
        whole
        if abs(numeric) >= LONG or "E" in text.upper()
        else (text.rstrip("0").rstrip(".") if "." in text else text)
    )


def counted(count: int) -> str:
    """Return how many there are, with thousands set apart from the first thousand on: it is no year."""
    return numeral(f"{count:,}")


def show(value: Any) -> str:
    """Return a computed value as a reader sees it; unknown is said, never left blank."""
    if value is None:
        return gettext("unknown")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, float):
        text = f"{value:,.3f}".rstrip("0").rstrip(".")
        return numeral(text) if catalogue() else text
    return number(value)
