"""Actors that a paper names and the case does not know: found by the words around their names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from tertius.case.read import Case
from tertius.case.write import slug
from tertius.intake.extraction.proposals.cues import countries, cues
from tertius.intake.extraction.proposals.fold import fold
from tertius.intake.extraction.proposals.lexicon import Known, Lexicon

_CAPITAL = r"[A-Z][\w&]{0,24}(?:-[A-Z]\w{0,24}){0,2}"
RUN = re.compile(
    rf"\b{_CAPITAL}(?: (?:of |for |and |& |of the |for the |du |de |des |di |do |da )?{_CAPITAL}){{0,7}}"
)
ACRONYM = re.compile(r"^,? \(([A-Z][A-Za-z]{1,9})\)")
NAME = rf"{_CAPITAL}(?: {_CAPITAL}){{1,2}}"


@dataclass(frozen=True)
class Newcomer:
    """An actor that the paper brings in: its row, and the letters of the sentence that name it."""

    actor: Known
    start: int
    end: int
    why: str


@cache
def _heads() -> dict[str, str]:
    return {word: kind for kind, listed in cues()["kinds"].items() for word in listed}


@cache
def _peoples() -> dict[str, str]:
    return {people: code for code, said in countries().items() for people in said.get("of", ())} | {
        said["names"][0]: code for code, said in countries().items()
    }


@cache
def _titled() -> re.Pattern[str]:
    listed = "|".join(sorted(cues()["titles"], key=len, reverse=True))
    return re.compile(rf"\b(?:{listed}) ({NAME})")


OF_OFFICE = re.compile(
    rf"\b(?:Minister|Secretary|Commissioner) (?:of|for) (?:{_CAPITAL} |and ){{1,4}}({_CAPITAL} {_CAPITAL})(?= [a-z])"
)


@cache
def _called() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (kind, re.compile(rf"\b(?:{'|'.join(listed)}) ({_CAPITAL}(?: {_CAPITAL}){{0,4}})"))
        for kind, listed in cues()["callings"].items()
    ]


def find_newcomers(text: str, lexicon: Lexicon) -> Iterator[tuple[str, Newcomer]]:
    """The unknown actors of a sentence, each with a name to know it by from here on.

    A run of capitalised words counts where one of them says what it is (Bank, Ministry, Party,
    Institute), where a word before it does (the company X), or where a title stands before it.
    """
    plain = fold(text)
    known = [
        (mention.start, mention.end) for mention in lexicon.find(plain) if mention.how != "people"
    ]
    for m in _titled().finditer(plain):
        if not _taken(m.start(1), m.end(1), known) and not _has_head(m[1]):
            yield from _named(
                text, plain, m.start(1), m.end(1), "Person", _before(plain, m.start())
            )
    for m in OF_OFFICE.finditer(plain):
        if not _taken(m.start(1), m.end(1), known) and not _has_head(m[1]):
            yield from _named(
                text, plain, m.start(1), m.end(1), "Person", _before(plain, m.start())
            )
    for kind, pattern in _called():
        for m in pattern.finditer(plain):
            if not _taken(m.start(1), m.end(1), known):
                country = _before(plain, m.start()) or _peoples().get(m[1].split()[0])
                yield from _named(text, plain, m.start(1), m.end(1), kind, country)
    for m in RUN.finditer(plain):
        start = m.start()
        said = m[0]
        first, _, rest = said.partition(" ")
        if first in ("The", "In", "For", "At", "While", "Since", "After", "And", "But", "As", "A"):
            start, said = start + len(first) + 1, rest
        head = next(
            (_heads()[word] for word in reversed(re.findall(r"\w+", said)) if word in _heads()),
            None,
        )
        seat = _seat(said) if head in BORNE_BY_A_COUNTRY else None
        taken = _taken(start, m.end(), [one for one in known if not (seat and one[1] == m.end())])
        if not head or " " not in said or said.isupper() or taken:
            continue
        country = _peoples().get(said.split()[0]) or _peoples().get(" ".join(said.split()[:2]))
        country = country or seat or _owner(plain, start)
        yield from _named(text, plain, start, m.end(), head, country)


BORNE_BY_A_COUNTRY = ("Company", "PoliticalParty")
"""Kinds whose name may end with their country: the Export-Import Bank of China is not China. A government is."""


OWNER = re.compile(r"\b([A-Z][a-z]{2,15}(?: [A-Z][a-z]{2,10})?)'s $")
"""Stands directly before what a country has: China's Exim Bank."""


def _owner(plain: str, start: int) -> str | None:
    """The country that has what begins at a place: CHN of `China's Exim Bank`; None where none is said to."""
    found = OWNER.search(plain, max(0, start - 30), start)
    if found is None:
        return None
    return _states().get(found[1]) or _states().get(found[1].split()[-1])


def _seat(said: str) -> str | None:
    """The country with which a name ends: CHN of `Export-Import Bank of China`; None where it ends otherwise."""
    before, of, country = said.rpartition(" of ")
    country = country.removeprefix("the ")
    return _states().get(country) if of and before and _has_head(before) else None


@cache
def _states() -> dict[str, str]:
    return {name: code for code, said in countries().items() for name in said["names"]}


def _has_head(said: str) -> bool:
    return any(word in _heads() for word in re.findall(r"\w+", said))


def _taken(start: int, end: int, known: list[tuple[int, int]]) -> bool:
    """Whether a known name fills the run to its end, or covers it."""
    return any(
        (a <= start and end <= b) or (start <= a and b == end and b - a > 3) for a, b in known
    )


def _before(plain: str, start: int) -> str | None:
    """The country of the people that stands before a title or a calling."""
    found = re.search(
        r"([A-Z][a-z]{2,15}(?: [A-Z][a-z]{2,10})?)(?:'s)? (?:[a-z-]{2,15} ){0,2}$",
        plain[max(0, start - 60) : start],
    )
    return _peoples().get(found[1]) or _peoples().get(found[1].split()[-1]) if found else None


def _named(
    text: str, plain: str, start: int, end: int, kind: str, country: str | None
) -> Iterator[tuple[str, Newcomer]]:
    name = text[start:end]
    key = slug(name)
    if not key or len(key) < 3:
        return
    actor = Known(key, kind, name, country, is_new=True)
    newcomer = Newcomer(actor, start, end, f"names a {_spoken(kind)} that the case does not have")
    yield name, newcomer
    if short := ACRONYM.match(plain[end : end + 16]):
        yield short[1], newcomer


def _spoken(kind: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()


def find_short_names(text: str, lexicon: Lexicon) -> Iterator[tuple[str, Known]]:
    """Short names that the paper gives in brackets to actors of the case: `… Organization (CSTO)`."""
    plain = fold(text)
    for mention in lexicon.find(plain):
        short = ACRONYM.match(plain[mention.end : mention.end + 16])
        if short and mention.how in ("name", "pattern"):
            yield short[1], mention.actor


def newcomers_of(case: Case, lexicon: Lexicon, sentences: list[str]) -> list[tuple[str, Known]]:
    """Everybody whom the paper brings in, and the short names that it gives, each name once."""
    ids = set(case.by_id)
    found: dict[str, Known] = {}
    theirs: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        for name, newcomer in find_newcomers(sentence, lexicon):
            actor = newcomer.actor
            if actor.id in ids and case.by_id[actor.id][0] != "actors":
                continue
            found.setdefault(name, actor)
            theirs[actor.id] |= {actor.country} if actor.country else set()
        for short, actor in find_short_names(sentence, lexicon):
            found.setdefault(short, actor)
    return [
        (name, _of_country(actor, theirs[actor.id]))
        for name, actor in found.items()
        if not name.isdigit()
    ]


def _of_country(actor: Known, said: set[str]) -> Known:
    """The actor with the country that any sentence says it is of; with none where sentences say several."""
    if not actor.is_new or not said:
        return actor
    return replace(actor, country=next(iter(said)) if len(said) == 1 else None)
