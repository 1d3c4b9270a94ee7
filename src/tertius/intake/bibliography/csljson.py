"""CSL-JSON as programs write it that know it half: Zotero's own types, names in one piece, years by name."""

from typing import Any, NamedTuple

from tertius.evidence.packaged import packaged
from tertius.evidence.source import TYPES
from tertius.evidence.text import shorten
from tertius.intake.bibliography.people import read_people

_WORDS: dict[str, Any] = packaged("tertius.intake.bibliography", "csljson.yml")
ZOTERO: dict[str, str] = _WORDS["zotero"]
PEOPLE = (
    "author",
    "editor",
    "translator",
    "collection-editor",
    "container-author",
    "director",
    "interviewer",
    "recipient",
)
DATES = ("issued", "accessed", "original-date", "event-date", "submitted")
PARTS = ("year", "month", "day")


class Mended(NamedTuple):
    """An entry in the words of CSL, and what is to be said of it; empty where that is nothing."""

    item: dict[str, Any]
    remark: str = ""


def mend_csl(item: dict[str, Any]) -> Mended:
    """Return an entry whose type, people and dates are written as CSL has them, where they say as much."""
    told = dict(item)
    for name in PEOPLE:
        if name in item:
            told[name] = _people(item[name])
    for name in DATES:
        if isinstance(item.get(name), dict):
            told[name] = _date(item[name])
    kind = item.get("type")
    if not isinstance(kind, str) or kind in TYPES:
        return Mended(told)
    if kind in ZOTERO:
        told["type"] = ZOTERO[kind]
        return Mended(told)
    return Mended(
        told,
        f'has the type "{shorten(kind, 40)}", which CSL does not have. It is kept;'
        " write one such as book, article-journal or report.",
    )


def _people(value: Any) -> Any:
    """Return people whose names in one piece stand where CSL looks for them."""
    if isinstance(value, str) and value.strip():
        return [{"literal": name} for name in read_people(value).names]
    if not isinstance(value, list):
        return value
    people = [{"literal": one} if isinstance(one, str) else one for one in value]
    return [_person(one) if isinstance(one, dict) else one for one in people]


def _person(person: dict[str, Any]) -> dict[str, Any]:
    name = person.get("name")
    if not isinstance(name, str) or {"family", "given", "literal"} & set(person):
        return person
    return {"literal": name, **{key: value for key, value in person.items() if key != "name"}}


def _date(date: dict[str, Any]) -> dict[str, Any]:
    """Return a date as parts, where it names its year; parts that are empty fall away."""
    parts = date.get("date-parts")
    if isinstance(parts, list) and all(isinstance(part, list) for part in parts):
        return {**date, "date-parts": [_without_empty_end(part) for part in parts]}
    if "date-parts" in date or not str(date.get("year", "")).isdigit():
        return date
    found = _without_empty_end([date.get(name) for name in PARTS])
    rest = {key: value for key, value in date.items() if key not in PARTS}
    return {"date-parts": [found], **rest}


def _without_empty_end(part: list[Any]) -> list[Any]:
    kept = list(part)
    while len(kept) > 1 and kept[-1] in (None, ""):
        kept.pop()
    return kept
