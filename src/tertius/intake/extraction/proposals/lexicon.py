"""Who is named in a sentence: by the names of the case, of countries, and of whom the paper brings in."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from tertius.case.read import Case
from tertius.case.write import slug
from tertius.evidence.codes import name_of
from tertius.intake.extraction.proposals.cues import companies, countries, foreign_names, words_of
from tertius.intake.extraction.proposals.figures import MONEY_WORDS
from tertius.intake.extraction.proposals.fold import fold, words

How = Literal["name", "surname", "people", "seat", "pattern"]


@dataclass(frozen=True)
class Known:
    """An actor that a sentence can name."""

    id: str
    kind: str
    name: str
    country: str | None
    """The code of its country; of a state or bloc its own code."""
    is_new: bool = False
    """True where the case has no row for it yet."""

    @property
    def row(self) -> dict[str, str]:
        """Its row in actors.csv."""
        country = "" if self.kind == "Bloc" else self.country or ""
        cells = {"id": self.id, "kind": self.kind, "name": self.name, "country": country}
        return {column: cell for column, cell in cells.items() if cell}


@dataclass(frozen=True)
class Mention:
    """An actor where a sentence names it."""

    start: int
    end: int
    actor: Known
    how: How
    owns_next: bool = False
    """True before an apostrophe: Russia's."""
    is_adjective: bool = False
    """True of the name of a people before a noun: Chinese investment."""
    speaks: bool = False
    """True where an adjective and a word for government stand for the state: Chinese officials."""

    @property
    def code(self) -> str | None:
        """The code of the country or bloc that the actor is or belongs to."""
        return self.actor.country


Entry = tuple[tuple[str, ...], Known, How]
SEPARATORS = frozenset(" -'&.+/")
LONGEST_GAP = 3
"""Letters between two words of one name, such as a comma and a space; where more stand there, it is no name."""


class Lexicon:
    """All names that a paper can use, looked up by their first word."""

    def __init__(self, entries: Iterable[tuple[str, Known, How]]) -> None:
        self._by_first: dict[str, list[Entry]] = defaultdict(list)
        self._by_id: dict[str, Known] = {}
        seen: set[tuple[tuple[str, ...], str]] = set()
        for name, actor, how in entries:
            self._by_id.setdefault(actor.id, actor)
            parts = tuple(word for _, _, word in words(fold(name)))
            if not parts or (parts, actor.id) in seen or len("".join(parts)) < 2:
                continue
            seen.add((parts, actor.id))
            self._by_first[parts[0]].append((parts, actor, how))
        for listed in self._by_first.values():
            listed.sort(key=lambda entry: (-len(entry[0]), _RANK[entry[2]], entry[1].id))

    def by_code(self, code: str) -> Known | None:
        """The state, bloc or part whose code this is."""
        return self._by_id.get(code.lower())

    def find(self, text: str) -> list[Mention]:
        """The actors that a folded text names, in order, the longest name first."""
        said = words(text)
        found: list[Mention] = []
        at = 0
        while at < len(said):
            entry = self._match(text, said, at)
            if entry is None:
                at += 1
                continue
            parts, actor, how = entry
            start, end = said[at][0], said[at + len(parts) - 1][1]
            if not _is_of_money(text, start, end):
                found.append(_mention(text, start, end, actor, how))
            at += len(parts)
        return found

    def _match(self, text: str, said: list[tuple[int, int, str]], at: int) -> Entry | None:
        for entry in self._by_first.get(said[at][2], ()):
            parts = entry[0]
            run = said[at : at + len(parts)]
            if len(run) == len(parts) and all(
                word == part for (_, _, word), part in zip(run, parts, strict=True)
            ):
                gaps = [text[a[1] : b[0]] for a, b in itertools.pairwise(run)]
                if all(len(gap) <= LONGEST_GAP and SEPARATORS.issuperset(gap) for gap in gaps):
                    return entry
        return None


OF_MONEY = re.compile(rf"\.?\$|[ -](?:{MONEY_WORDS})\b")
"""Stands behind a name that says which money is meant: US$, US dollars, Swiss francs."""
AMERICAN = re.compile(r"US \$|U\.S\. \$")
"""The one sign that is written with a space: of any other state a sum of dollars may stand behind its name."""


def _is_of_money(text: str, start: int, end: int) -> bool:
    """Whether a name of a state belongs to the name of a currency, and nobody is named."""
    return bool(OF_MONEY.match(text, end) or AMERICAN.match(text, start))


_RANK: Mapping[How, int] = {"name": 0, "pattern": 1, "surname": 2, "people": 3, "seat": 4}


def _mention(text: str, start: int, end: int, actor: Known, how: How) -> Mention:
    rest = text[end : end + 30]
    owns = rest.startswith(("'s ", "' "))
    if how != "people":
        return Mention(start, end, actor, how, owns_next=owns)
    following = words(rest)[:3]
    is_adjective = bool(following) and rest[:1] == " " and following[0][2][0].islower()
    is_adjective = is_adjective and following[0][2] not in _NO_NOUN
    is_adjective = is_adjective or (bool(following) and rest[:1] in " -" and not owns)
    return Mention(start, end, actor, how, owns_next=owns, is_adjective=is_adjective)


_NO_NOUN = frozenset(words_of("no_noun"))


def known_actors(case: Case) -> dict[str, Known]:
    """The actors of the case, and every country and bloc, by their id."""
    actors = {
        code.lower(): Known(code.lower(), _kind_of(code), name_of(code) or code, code, is_new=True)
        for code in countries()
    }
    for row in case.rows("actors"):
        code = row.id.upper() if row.kind in ("State", "Bloc") else row.country
        if row.id.upper() in countries():
            code = row.id.upper()
        actors[row.id] = Known(row.id, row.kind, row.name, code)
    return actors


def _kind_of(code: str) -> str:
    if "-" in code:
        return "PublicBody"
    return "State" if len(code) == 3 and code != "EEU" else "Bloc"


def case_lexicon(
    case: Case, brought_in: Iterable[tuple[str, Known]] = ()
) -> tuple[Lexicon, dict[str, Known]]:
    """The names of the case's actors and of countries, with the actors that the paper brings in."""
    actors = known_actors(case)
    entries: list[tuple[str, Known, How]] = []
    entries += [
        (row.name, actors[row.id], "name")
        for row in case.rows("actors")
        if row.id.upper() not in countries()
    ]
    entries += [
        (row.name, actors[row.actor], "name") for row in case.rows("names") if row.actor in actors
    ]
    entries += _with_whose(entries)
    for code, said in countries().items():
        actor = actors[code.lower()]
        entries += [(name, actor, "name") for name in said["names"]]
        entries += [(name, actor, "name") for name in foreign_names().get(code, ())]
        entries += [(name, actor, "people") for name in said.get("of", ())]
        entries += [(name, actor, "seat") for name in said.get("seat", ())]
    taken = {fold(name) for name, _, _ in entries} | {fold(name) for name, _ in brought_in}
    for one in companies():
        if one["country"] in countries() and not any(fold(name) in taken for name in one["names"]):
            known = Known(
                slug(one["names"][0]), one["kind"], one["names"][0], one["country"], is_new=True
            )
            if known.id not in actors:
                entries += [(name, known, "pattern") for name in one["names"]]
                actors[known.id] = known
    for name, actor in brought_in:
        entries.append((name, actor, "pattern"))
        actors.setdefault(actor.id, actor)
    entries += _surnames(case, entries)
    return Lexicon(entries), actors


def _with_whose(entries: list[tuple[str, Known, How]]) -> list[tuple[str, Known, How]]:
    """`Russia's Security Council` for the Russian Security Council, and the other way round."""
    more: list[tuple[str, Known, How]] = []
    for name, actor, how in entries:
        plain = fold(name)
        for said in countries().values():
            country = said["names"][0]
            for people in said.get("of", ())[:1]:
                if plain.startswith(f"{people} "):
                    more.append((f"{country}'s{plain[len(people) :]}", actor, how))
                elif plain.startswith(f"{country}'s "):
                    more.append((f"{people}{plain[len(country) + 2 :]}", actor, how))
    return more


def _surnames(case: Case, entries: list[tuple[str, Known, How]]) -> list[tuple[str, Known, How]]:
    """The surname of each person alone, where no other name begins or ends with it."""
    languages = {(row.actor, row.name): row.lang for row in case.rows("names")}
    people: dict[str, set[Known]] = defaultdict(set)
    others: set[str] = set()
    for name, actor, how in entries:
        parts = name.split()
        if actor.kind == "Person" and len(parts) > 1:
            chinese = actor.country == "CHN" or "pinyin" in languages.get((actor.id, name), "")
            people[fold(parts[0] if chinese else parts[-1])].add(actor)
        elif how in ("name", "people", "seat") and len(parts) == 1:
            others.add(fold(name))
    return [
        (surname, next(iter(actors)), "surname")
        for surname, actors in sorted(people.items())
        if len(actors) == 1 and len(surname) > 2 and surname not in others
    ]


def speaking(mention: Mention, end: int) -> Mention:
    """The mention with the word for government behind it, standing for the state itself."""
    return replace(mention, end=end, speaks=True, is_adjective=False, owns_next=False)
