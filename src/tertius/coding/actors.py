"""Who somebody means: an actor of the case by any of its names, a state, or a newcomer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tertius.case.read import Case
from tertius.case.write import slug, unused_id
from tertius.coding.statement import Party
from tertius.coding.words import country_meant, word_meant
from tertius.evidence.codes import BLOCS, name_of
from tertius.evidence.countries import code_meant, plain_name
from tertius.intake.extraction.proposals.cues import cues


@dataclass
class Actors:
    """Hold the actors of a case by their names, with those that a statement brings in."""

    case: Case
    taken: set[str]
    """Ids that are given already, in the case and in the statement."""
    new: dict[str, dict[str, str]] = field(default_factory=dict)
    """The rows of newcomers by id."""
    _named: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, actor in _names(self.case):
            self._named.setdefault(plain_name(name), set()).add(actor)

    def meant(self, party: Party) -> str:
        """Return the id of the actor of a party, whose row is made where the case has none.

        Raises ValueError where several are meant, a newcomer's kind cannot be seen, or its name is
        like that of another.
        """
        text = party.actor
        rows = self.case.by_id
        if text in self.new or (text in rows and rows[text][0] == "actors"):
            return text
        named = self._named.get(plain_name(text), set())
        if len(named) > 1:
            raise ValueError(
                f"names {', '.join(sorted(named)[:4])}. Write the id of the one it is."
            )
        if named:
            return next(iter(named))
        if code := code_meant(text):
            return self._state(code)
        return self._newcomer(party)

    def _state(self, code: str) -> str:
        """Return the id of a state or bloc: its code in lower case."""
        actor = code.lower()
        if actor not in self.case.by_id and actor not in self.new:
            kind = "Bloc" if code in BLOCS else "State"
            row = {"id": actor, "kind": kind, "name": name_of(code) or code}
            self._add(row | ({"country": code} if kind == "State" else {}))
        return actor

    def _newcomer(self, party: Party) -> str:
        name = party.actor
        if party.new.casefold() != "yes" and (like := self._like(party)):
            raise ValueError(
                f"is like {like}, which the case has. Write that id if it is the same actor; otherwise say that it is new."
            )
        kind = word_meant(self.case, "actor_kind", party.kind) if party.kind else kind_of(name)
        if not kind:
            raise ValueError(
                "is not in the case. Say of which kind it is: Company, PublicBody, Organization, Person, Media or PoliticalParty."
            )
        actor = unused_id(slug(name) or "actor", self.taken)
        row = {"id": actor, "kind": kind, "name": name}
        self._add(row | ({"country": country_meant(party.country)} if party.country else {}))
        return actor

    def name_of(self, actor: str) -> str:
        """Return the name of an actor of the case or of a newcomer; the id where it has none."""
        if actor in self.new:
            return self.new[actor]["name"]
        table, row = self.case.by_id.get(actor, ("", None))
        return str(row.name) if table == "actors" and row is not None else actor

    def _like(self, party: Party) -> str:
        """Return the id of an actor of the case whose name may be another spelling of this one; empty where none is."""
        from tertius.names import Index

        name = party.actor
        if (own := slug(name)) in self.case.by_id and self.case.by_id[own][0] == "actors":
            return own
        spelled = list(_names(self.case))
        for match in Index([name for name, _ in spelled]).search(name, most=LOOKED_AT):
            near = match.likeness.verdict == "same" or _lacks_country(
                name, match.name, party.country
            )
            if near:
                return spelled[match.place][1]
        return ""

    def _add(self, row: dict[str, str]) -> None:
        self.new[row["id"]] = row
        self.taken.add(row["id"])
        self._named.setdefault(plain_name(row["name"]), set()).add(row["id"])


LOOKED_AT = 10
"""How many names that are near are asked whether they are the same; a bank of each of some countries is among them."""


def _lacks_country(name: str, other: str, country: str) -> bool:
    """Return whether two names differ in a country alone, and it is not another than the one given."""
    words = [plain_name(text).split() for text in (name, other)]
    shorter, longer = sorted(words, key=len)
    more = [word for word in longer if word not in shorter and word not in ("of", "the")]
    if not more or not set(shorter) <= set(longer):
        return False
    code = code_meant(" ".join(more))
    return code is not None and (not country or code_meant(country) == code)


def _names(case: Case) -> Iterator[tuple[str, str]]:
    """Yield every name of every actor of a case, with the actor's id."""
    yield from ((row.name, row.id) for row in case.rows("actors"))
    yield from ((row.name, row.actor) for row in case.rows("names"))


def kind_of(name: str) -> str:
    """Return what sort of actor a name says that it is, by its last telling word; empty where none tells."""
    kinds: dict[str, Any] = cues()["kinds"]
    by_word = {word.casefold(): kind for kind, words in kinds.items() for word in words}
    words = re.findall(r"\w+", name.casefold())
    return next((str(by_word[word]) for word in reversed(words) if word in by_word), "")
