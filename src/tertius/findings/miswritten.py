"""What to write in place of a condition that is none, as far as its signs tell: for messages alone."""

import re
from collections.abc import Iterable
from decimal import Decimal

from tertius.evidence.text import nearest

SIGNS = {"≠": "<>", "≥": ">=", "≤": "<=", "&&": "AND", "||": "OR"}
"""Signs of mathematics and of other languages, and what SQL writes."""

CURLY = re.compile("[‘’‚‛“”„‟«»]")
IN_CURLY = re.compile(r"(\w{1,40} ?(?:=|<>|!=) ?|)[‘’‚‛“”„‟«»](\w[\w -]{0,40})[‘’‚‛“”„‟«»]")
"""A word in such quotes, with the column that it is compared with."""
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?%")
COMPARED = re.compile(r"\b(\w*share|margin|\w+_pct)\s*([<>=]+)\s*(\d+(?:\.\d+)?) ?%")
"""A column by whose name it is known whether it is in percent or from 0 to 1, with what it is compared with."""
UNFINISHED = re.compile(r"(?:[<>=+*/-]|\b(?:and|or|not|in|between|is))\s*\Z", re.IGNORECASE)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def other_signs(text: str) -> str | None:
    """Return what to write where a condition has a sign that SQL does not have; None where it has none."""
    outside = re.sub(r"'[^']*'", "''", text)
    if curly := CURLY.search(outside):
        word = IN_CURLY.search(outside)
        near = f"{word[1]}'{word[2]}'" if word else "leader = 'RUS'"
        return f"has {curly[0]} where text stands in straight single quotes. Write {near}."
    for sign, ours in SIGNS.items():
        if sign in outside:
            return f"has {sign}. Write {ours}."
    return None


def no_condition(text: str, why: str) -> str:
    """Return what is wrong with a text that the parser refused for a reason of its own."""
    if parted := THOUSANDS.search(text):
        return f"parts thousands by a comma. Write {parted[0].replace(',', '')}."
    if percent := PERCENT.search(text):
        if known := COMPARED.search(text):
            near = known[3] if known[1].endswith("_pct") else _share(known[3])
            return f"has a percent sign. Write {known[1]} {known[2]} {near}."
        number, share = percent[1], _share(percent[1])
        return (
            f"has a percent sign. Write {number} for a column of percent, "
            f"or {share} for one from 0 to 1, such as margin."
        )
    if UNFINISHED.search(text):
        last = text.rsplit(maxsplit=1)[-1]
        if last.lower() in ("and", "or"):
            return (
                f"ends with `{last}`. Write a second comparison behind it, or delete the `{last}`."
            )
        return f"breaks off behind `{last[-10:]}`. Write what the column is compared with."
    if text.count("'") % 2:
        return "opens a quote and does not close it. Write leader = 'RUS'."
    if text.count("(") != text.count(")"):
        return "has brackets that do not close. Write as many ) as (."
    plain = "a part is missing" if "<class" in why else why[:120]
    return f"is not a condition ({plain}). Write one such as share > 0.5."


def _share(percent: str) -> str:
    return f"{(Decimal(percent) / 100).normalize():f}"


def no_column(name: str, columns: Iterable[str], *, is_word: bool = False) -> str:
    """Return what is wrong with a name that is no column, and what to write: one like it, or a word in quotes.

    `is_word` says that it stands where a word belongs, behind a column of texts.
    """
    shown = name[:60]
    known = list(columns)
    near = nearest(name.lower(), known)
    if is_word or (name.isupper() and not near):  # No column is written in capitals, and codes are.
        return f"has {shown} without quotes. Write '{shown}'."
    advice = f"Write {near}. " if near else ""
    return f"names {shown!r}, which is no column here. {advice}There are: {', '.join(known)}."


def number_in_quotes(text: str) -> str:
    """Return what to write for a text that is a number in quotes; empty text for any other."""
    return f" Write {text} without quotes." if NUMBER.fullmatch(text) else ""
