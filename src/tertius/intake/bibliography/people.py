"""Several people in one field of names, as programs and hands write them, told apart.

BibTeX parts people by `and`, RIS by a line each. Semicolons, and commas between whole names, make
one false person of several, whom no check can tell from a true one.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

AND = re.compile(r"\s{1,99}and(?=\s)\s{1,99}", re.IGNORECASE)
OUTER_AND = re.compile(r"\A\s{1,99}(?:and\s{1,99})+|(?:\s{1,99}and)+\s{1,99}\Z", re.IGNORECASE)
LONGEST_ENTITY = 12
ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,10}\Z")
SUFFIX = re.compile(
    r"(?:jr|sr|junior|senior|filho|neto|ph\.?d|m\.?d|esq|[ivx]{1,5}|\d[a-z]{2})\.?\Z", re.IGNORECASE
)
INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[ ~-]{0,2}){1,5}\Z|[A-ZА-ЯЁЂЈЉЊЋЏ]{1,3}\Z")
WHOLE_NAME = re.compile(r"[^\W\d_a-zа-яё][\w.'’-]*(?:[ ~][\w.'’-]+){1,4}\Z")
"""A given name or initials, and a family name, the first with a capital."""


class People(NamedTuple):
    """The names of a field, each by itself, and those of which that may be wrong."""

    names: list[str]
    doubtful: list[str]
    """Names that may be several people, and stay as they are."""
    parted: list[str]
    """What is read as several people because of its commas alone."""


def read_people(text: str) -> People:
    """Return the people in a field of BibTeX, those told apart that signs other than `and` part."""
    told = OUTER_AND.sub("", f" {text.strip()} ")
    by_and = [part.strip() for part in _parts(told, AND)]
    named = [one.strip() for part in by_and for one in split_semicolons(part) if one.strip()]
    has_natural = any("," not in name and WHOLE_NAME.match(name) for name in named)
    people = People([], [], [])
    for name in named:
        several = _of_commas(name, is_listed=has_natural)
        people.names.extend(several or [_suffix_second(name)])
        if several:
            people.parted.append(name)
        elif _is_doubtful(name):
            people.doubtful.append(name)
    return people


def people_of_line(text: str) -> list[str]:
    """Return the people in a line of RIS, which has one each, and several where semicolons part them."""
    names = [OUTER_AND.sub("", f" {one.strip()} ").strip() for one in split_semicolons(text)]
    return [name for name in names if name]


def split_semicolons(text: str) -> list[str]:
    """Return the names that semicolons part; one that ends an HTML entity parts none."""
    if ";" not in text:
        return [text]
    parts: list[list[str]] = [[]]
    for piece in _parts(text, re.compile(";")):
        parts[-1].append(piece)
        if not ENTITY.search(piece[-LONGEST_ENTITY:]):
            parts.append([])
    return [name for part in parts if (name := ";".join(part)).strip()]


def _of_commas(name: str, *, is_listed: bool) -> Sequence[str]:
    """Return the people whom commas part; none where the commas belong to one name.

    Ana Brun, Karl Otter may be a family and a given name of two words each. They are two people where
    there are three such pieces, or where another name of the field stands in its natural order.
    """
    parts = [part.strip() for part in _parts(name, re.compile(","))]
    if len(parts) < 2 or not all(parts):
        return ()
    if all(WHOLE_NAME.match(part) for part in parts):
        return parts if len(parts) > 2 or is_listed else ()
    if len(parts) >= 4 and len(parts) % 2 == 0 and all(map(INITIALS.match, parts[1::2])):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return ()


def _suffix_second(name: str) -> str:
    """Return a name whose suffix, written last as in Smith, John, Jr., stands where BibTeX looks for it."""
    parts = [part.strip() for part in _parts(name, re.compile(","))]
    if len(parts) == 3 and SUFFIX.match(parts[2]) and not SUFFIX.match(parts[1]):
        return f"{parts[0]}, {parts[2]}, {parts[1]}"
    return name


def _is_doubtful(name: str) -> bool:
    """Return whether one name has more parts than a person: a family name, a suffix, a given name."""
    parts = [part.strip() for part in _parts(name, re.compile(","))]
    return len(parts) > 3 or (len(parts) == 3 and not any(map(SUFFIX.match, parts[1:])))


def _parts(text: str, sign: re.Pattern[str]) -> list[str]:
    """Return the pieces of a text between signs that stand in no brackets."""
    pieces, begun, seen, depth = [], 0, 0, 0
    for found in sign.finditer(text):
        between = text[seen : found.start()]
        depth += between.count("{") - between.count("}")
        seen = found.end()
        if depth == 0:
            pieces.append(text[begun : found.start()])
            begun = found.end()
    return [*pieces, text[begun:]]
