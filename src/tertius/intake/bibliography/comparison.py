"""What two versions of one entry say, and in which fields they differ."""

import json
import re
from collections.abc import Mapping
from typing import Any

Entry = Mapping[str, Any]

OURS = ("id", "custom", "imported", "citation-key")
"""Fields that say nothing about the publication."""
DOI = re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:?\s{0,9})+(?=10\.)", re.IGNORECASE)
"""What programs write before a DOI, which begins with 10."""
DASHES = re.compile(r"[‐-―−]+|--+")
NAME_PARTS = ("non-dropping-particle", "dropping-particle", "family")


def said(entry: Entry) -> dict[str, Any]:
    """What an entry says of its publication, in one form for one thing.

    Numbers and digits are one, spaces and dashes are one, and a name's particles belong to it.
    """
    return {
        name: plain
        for name, value in entry.items()
        if name not in OURS and (plain := _plain(name, value)) not in ("", (), None)
    }


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, str):
        text = " ".join(value.split())
        if name == "DOI":
            return DOI.sub("", text)
        return DASHES.sub("-", text) if name == "page" else text
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return tuple(
            _person(one) if isinstance(one, Mapping) else _plain(name, one) for one in value
        )
    if isinstance(value, Mapping):
        return _date(value)
    return value


def _person(person: Entry) -> tuple[str, ...]:
    if person.get("literal"):
        return (" ".join(str(person["literal"]).split()),)
    family = " ".join(str(person[part]) for part in NAME_PARTS if person.get(part))
    rest = (str(person.get("given") or ""), str(person.get("suffix") or ""))
    found = tuple(" ".join(part.split()) for part in (family, *rest))
    return found if any(found) else (json.dumps(person, sort_keys=True),)


def _date(value: Entry) -> Any:
    """A date as its parts; anything else as it stands."""
    try:
        days = tuple(tuple(int(part) for part in day) for day in value["date-parts"])
    except (KeyError, TypeError, ValueError):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)
    rest = {key: part for key, part in value.items() if key != "date-parts"}
    return (days, json.dumps(rest, sort_keys=True)) if rest else (days,)


def difference(new: Entry, old: Entry, *, is_exact: bool) -> list[str]:
    """The fields in which a version says something else than the case, or something more.

    A field that it lacks is no difference: other programs have no place for every field, and adding
    removes nothing. `is_exact` is False for BibTeX and RIS, which have few kinds, coarse dates, and
    titles in capitals of their own: then neither the kind is compared, nor a date that only says
    less, nor capitals.
    """
    theirs, ours = said(new), said(old)
    found = [
        name
        for name, value in theirs.items()
        if ours.get(name) != value
        and (is_exact or not (name == "type" or _says_less(value, ours.get(name))))
    ]
    custom, known = new.get("custom"), old.get("custom") or {}
    if isinstance(custom, dict) and isinstance(known, dict):
        foreign = (old.get("imported") or {}).get("custom") or {}
        if any(known.get(key, foreign.get(key)) != value for key, value in custom.items()):
            found.append("custom")
    return found


def _says_less(new: Any, old: Any) -> bool:
    """Whether a date is another one with less of its day said, or a text another in other capitals."""
    if isinstance(new, str) and isinstance(old, str):
        return new.casefold() == old.casefold()
    if not (isinstance(new, tuple) and isinstance(old, tuple) and len(new) == len(old) == 1):
        return False
    if not (isinstance(new[0], tuple) and isinstance(old[0], tuple)):
        return False
    pairs = list(zip(new[0], old[0], strict=False))
    return len(new[0]) == len(old[0]) and all(
        isinstance(one, tuple) and isinstance(other, tuple) and one == other[: len(one)]
        for one, other in pairs
    )


def same_thing(entry: Entry) -> str | None:
    """Title, authors and date as one text, by which an entry is known under another id; None without a title."""
    found = said(entry)
    if "title" not in found:
        return None
    told = [found.get(name) for name in ("title", "author", "issued")]
    return json.dumps(told, ensure_ascii=False, default=str)
