"""The published lists of cue words, and where they stand in a sentence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tertius.evidence.countries import LANGUAGES, names_of
from tertius.evidence.packaged import packaged

Lists = Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """One form of a verb: which verb, and whether it is base, third, past, participle or ing."""

    verb: str
    kinds: frozenset[str]


@cache
def cues() -> Lists:
    """The lists of cues.yml."""
    loaded: Lists = _load("cues.yml")
    return loaded


@cache
def companies() -> list[Mapping[str, Any]]:
    """The list of companies.yml: whom news names without saying of which country."""
    loaded: list[Mapping[str, Any]] = _load("companies.yml")
    return loaded


@cache
def tongues() -> Lists:
    """The lists of tongues.yml: how sentences in other languages than English say that something was done."""
    loaded: Lists = _load("tongues.yml")
    return loaded


@cache
def countries() -> Mapping[str, Mapping[str, list[str]]]:
    """How English texts speak of each country and bloc (countries.yml), and of every other state and territory (world.yml)."""
    loaded: dict[str, Mapping[str, list[str]]] = {**_load("world.yml"), **_load("countries.yml")}
    for code, names in names_of("en").items():
        said = loaded.get(code, {"names": []})
        more = [n for n in names if n not in said["names"] and n not in NO_COUNTRY]
        loaded[code] = {**said, "names": [*said["names"], *more]}
    return loaded


SHORTEST_FOREIGN = 4
"""Letters of a name in another language below which it is rather a word or an abbreviation."""


@cache
def foreign_names() -> Mapping[str, list[str]]:
    """What each country is called in the other languages that sources are read in, from CLDR."""
    listed: dict[str, list[str]] = {}
    for language in LANGUAGES:
        if language == "en":
            continue
        for code, names in names_of(language).items():
            kept = [n for n in names if len(n) >= SHORTEST_FOREIGN and n not in NO_COUNTRY]
            listed.setdefault(code, []).extend(n for n in kept if n not in listed[code])
    return listed


def words_of(name: str) -> list[str]:
    """One list of words.yml."""
    listed: list[str] = _words()[name]
    return listed


def named(name: str) -> dict[str, str]:
    """One list of words.yml that says what each word stands for."""
    listed: dict[str, str] = _words()[name]
    return listed


@cache
def _words() -> Lists:
    loaded: Lists = _load("words.yml")
    return loaded


def _load(name: str) -> Any:
    return packaged("tertius.intake.extraction.proposals", name)


NO_COUNTRY = frozenset(words_of("no_country"))
"""Names of countries in other languages that an English text means otherwise: Iceland's German name, a first name."""


@cache
def verb_forms() -> Mapping[str, tuple[Form, ...]]:
    """For each form of each verb of the lists (its first word, in lower case) what it may be."""
    found: dict[str, dict[str, set[str]]] = {}
    for verb in cues()["verbs"]:
        for kind, form in zip(KINDS, inflect(verb.split()[0]), strict=True):
            for spelling in form.split("/"):
                found.setdefault(spelling, {}).setdefault(verb, set()).add(kind)
    return {
        form: tuple(Form(verb, frozenset(kinds)) for verb, kinds in verbs.items())
        for form, verbs in found.items()
    }


KINDS = ("base", "third", "past", "participle", "ing")


def inflect(verb: str) -> tuple[str, str, str, str, str]:
    """The base form of an English verb, its third person, past, participle and ing form."""
    if irregular := cues()["irregular"].get(verb):
        third, past, participle, ing = irregular
        return verb, third, past, participle, ing
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb}d", f"{verb[:-1]}ing"
    if re.search(r"[^aeiou]y$", verb):
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb[:-1]}ied", f"{verb}ing"
    third = f"{verb}es" if re.search(r"(s|x|z|ch|sh|o)$", verb) else f"{verb}s"
    stem = verb + verb[-1] if verb == "plot" else verb
    return verb, third, f"{stem}ed", f"{stem}ed", f"{stem}ing"


@cache
def _pattern(listed: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(listed, key=len, reverse=True)
    joined = "|".join(re.escape(words) for words in ordered)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w])", re.IGNORECASE)


def find(listed: Iterable[str], text: str, start: int = 0, end: int | None = None) -> Any:
    """The first of these words in a folded text between two places; None where none stands."""
    listed = tuple(listed)
    if not listed:
        return None
    return _pattern(listed).search(text, start, len(text) if end is None else end)


def find_all(listed: Iterable[str], text: str, start: int = 0, end: int | None = None) -> list[Any]:
    """All places of these words in a folded text between two places."""
    listed = tuple(listed)
    if not listed:
        return []
    return list(_pattern(listed).finditer(text, start, len(text) if end is None else end))


def which(lists: Mapping[str, Iterable[str]], text: str, start: int, end: int) -> Any:
    """The list whose word stands first in the text, and that word; None where none stands."""
    found = [
        (match.start(), name, match)
        for name, listed in lists.items()
        if (match := find(listed, text, start, end))
    ]
    if not found:
        return None
    _, name, match = min(found, key=lambda item: (item[0], -len(item[2].group())))
    return name, match
