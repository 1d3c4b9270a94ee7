"""Bibliographies into a case: Zotero's CSL-JSON, BibTeX, BibLaTeX and RIS."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tertius.case.entries import Entries, Item, by_id, read_entries
from tertius.case.folder import Unreadable
from tertius.case.identity.duplicates import Twins
from tertius.case.lines import replace_items
from tertius.case.proposals.inbox import put
from tertius.case.proposals.proposal import Proposal
from tertius.case.read import read_case
from tertius.case.write import write_all
from tertius.errors import CaseError
from tertius.evidence.source import Custom, Source
from tertius.evidence.text import shorten
from tertius.intake.bibliography.comparison import difference, said, same_thing
from tertius.intake.bibliography.faults import BibliographyError
from tertius.intake.bibliography.keys import Names, fits, key_of
from tertius.intake.bibliography.outlets import propose_outlets
from tertius.intake.bibliography.proposed import propose_change, propose_twin
from tertius.intake.bibliography.read import Found, listed, read_bibliography

DEEPEST = 100
"""Levels of values in one another; an entry of CSL-JSON has five."""
MOST_PROPOSALS = 10_000
"""Proposals that one file makes; with more nothing is written, and the file is to be added in parts."""


@dataclass
class Added:
    """What a bibliography brought to a case."""

    new: list[str] = field(default_factory=list)
    known: int = 0
    """Entries that say nothing that the case does not say already."""
    changed: list[str] = field(default_factory=list)
    """Entries of the case of which the file says something else or more."""
    twins: list[tuple[str, str]] = field(default_factory=list)
    """Entries that may be one of the case already: the entry, and the one in the case."""
    outlets: int = 0
    """How many outlets are proposed for entries that name none."""
    gone: list[str] = field(default_factory=list)
    """Of an update, entries of the case with a key that the file has no more; they stay."""
    proposals: dict[str, Proposal] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    """What of the file is not in the case, each with its place and what to do."""
    remarks: list[str] = field(default_factory=list)
    """What was read otherwise than it is written."""


def add_bibliography(folder: Path, path: Path, *, update: bool = False) -> Added:
    """Write the new entries of a bibliography into sources.json, propose the doubtful, and list the faulty.

    An entry that says nothing new is passed over. One that changes an entry of the case, or may be
    one of the case already under another id, goes to the inbox. One with a fault is left out, and
    keeps no other back. Raises CaseError or BibliographyError, and then has written nothing; so
    where every entry has a fault. With `update`, what the file says otherwise or beyond the case is
    written at once: keys, notes of the case's own and everything in `custom` stay. Entries that come
    in without an outlet have one proposed.
    """
    try:
        shelf = read_entries(folder)
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable}\nNothing was written.") from None
    read = read_bibliography(path)
    sorting = _Sorting(shelf, path.name, is_exact=read.form == "json", update=update)
    for each in read.entries:
        sorting.place(each)
    added = sorting.added
    added.left_out = [*read.left_out, *sorting.problems]
    added.remarks = list(read.remarks)
    if added.left_out and not (added.new or added.known or added.proposals):
        raise BibliographyError(listed(path.name, added.left_out))
    data = shelf.with_items(sorting.items)
    if sorting.updates:
        old, new = zip(*sorting.updates.values(), strict=True)
        data = replace_items(data, old, new)
    if update:
        added.gone = sorted(sorting.keyed - sorting.met)
    for proposal in _outlets(folder, path.name, sorting):
        added.outlets += 1
        added.proposals[proposal.id] = proposal
    if len(added.proposals) > MOST_PROPOSALS:
        raise BibliographyError(
            f"{path.name} has {len(added.proposals):,} entries that change the case or may be there"
            f" already, and at most {MOST_PROPOSALS:,} are proposed at once. Add it in parts. Nothing was written."
        )
    if added.proposals:
        put(folder, list(added.proposals.values()))
    if sorting.items or sorting.updates:
        write_all({folder / "sources.json": data})
    return added


def _outlets(folder: Path, file: str, sorting: "_Sorting") -> list[Proposal]:
    """Return proposals of outlets for what comes in; none where the case cannot be read."""
    case = read_case(folder)[0]
    if case is None:
        return []
    coming = [*sorting.items, *(new for _, new in sorting.updates.values())]
    return propose_outlets(case, coming, file)


class _Sorting:
    """Where each entry of a bibliography belongs: new, known, changed, or a twin."""

    def __init__(self, shelf: Entries, file: str, *, is_exact: bool, update: bool = False) -> None:
        self.file, self.is_exact, self.update = file, is_exact, update
        self.updates: dict[str, tuple[Item, Item]] = {}
        """Entries of the case that are written anew: as they stand, and as they will."""
        self.met: set[str] = set()
        """Entries of the case that the file holds too."""
        self.keyed: set[str] = set()
        """Entries of the case that came with a key of a reference manager."""
        self.standing = by_id(shelf.items)
        self.here: dict[str, tuple[str, Item]] = {}
        """The entries of the file that go in, with their places."""
        self.replaced: dict[str, str] = {}
        """Ids as a file had them, and the ids that stand for them here."""
        self.same: dict[str, str] = {}
        self.names = Names(self.standing)
        self.twins = Twins()
        self.items: list[Item] = []
        self.problems: list[str] = []
        self.added = Added()
        for name, item in self.standing.items():
            self._hold(name, item)

    def _hold(self, name: str, item: Mapping[str, Any]) -> None:
        self.twins.add(name, item)
        if thing := same_thing(item):
            self.same.setdefault(thing, name)
        imported = item.get("imported")
        if isinstance(imported, dict) and isinstance(imported.get("id"), str):
            self.replaced.setdefault(imported["id"], name)
            self.keyed.add(name)

    def place(self, found: Found) -> None:
        """Put one entry where it belongs."""
        own = str(found.item.get("id") or "")
        if _is_deeper(found.item, DEEPEST):
            self._problem(found.place, own, "is nested too deeply. Write it flatter.")
        else:
            self._place(found.place, found.item, own)

    def _place(self, place: str, item: Item, own: str) -> None:
        name = self._name(item, own)
        if not name and (known := self.same.get(same_thing(item) or "")):
            old = self.standing.get(known) or self.here[known][1]
            if not difference(item, old, is_exact=self.is_exact):
                self.added.known += 1
                return
        if name in self.standing:
            self._against(place, item, name)
        elif name in self.here:
            where, other = self.here[name]
            if said(item) != said(other):
                self._problem(place, own, f"has the id of {where}. Give one of them another id.")
        else:
            self._new(place, item, name, own)

    def _name(self, item: Item, own: str) -> str:
        """Return the id that an entry has in the case, or comes with; empty where one is to be made."""
        if own in self.standing:
            return own
        key = key_of(item)
        if key in self.standing:
            return key
        if known := self.replaced.get(own) or self.replaced.get(key):
            return known
        if key and not fits(own):
            return key
        return own if fits(own) else ""

    def _against(self, place: str, item: Item, name: str) -> None:
        """Hold an entry against the one of the case that has its id."""
        old = self.standing[name]
        self.met.add(name)
        fields = difference(item, old, is_exact=self.is_exact)
        if self.update:
            # A note of the case's own says why an entry is read as it is: the file has no better one.
            kept = ("custom", "note") if old.get("note") else ("custom",)
            fields = [one for one in fields if one not in kept]
        if not fields:
            self.added.known += 1
            return
        entry = {**old, **{key: item[key] for key in fields}, "id": old.get("id", name)}
        if self._is_sound(place, entry, name):
            self.added.changed.append(name)
            if self.update:
                self.updates[name] = (dict(old), entry)
                return
            self._propose(propose_change(self.file, place, dict(old), entry, fields))

    def _propose(self, proposal: Proposal) -> None:
        """Keep a proposal, once where the file has an entry twice."""
        self.added.proposals[proposal.id] = proposal

    def _new(self, place: str, item: Item, name: str, own: str) -> None:
        entry = _kept({**item, "id": name or self.names.unused(item)}, own)
        if not self._is_sound(place, entry, own):
            return
        name = str(entry["id"])
        if twins := self.twins.find(entry):
            self.added.twins.append((name, twins[0].id))
            self._propose(propose_twin(self.file, place, entry, twins))
        else:
            self.items.append(entry)
            self.added.new.append(name)
            self._hold(name, entry)
        self.names.taken.add(name)
        self.here[name] = (place, entry)

    def _is_sound(self, place: str, entry: Item, own: str) -> bool:
        """Whether a case can hold an entry; if not, that is a problem."""
        try:
            Source.model_validate(entry)
            json.dumps(entry, allow_nan=False)
        except ValidationError as error:
            for details in error.errors():
                self._problem(place, own, _complaint(details))
            return False
        except ValueError:
            self._problem(place, own, "holds a number that is none. Correct it.")
            return False
        return True

    def _problem(self, place: str, own: str, text: str) -> None:
        shown = f' "{shorten(own)}"' if own else ""
        self.problems.append(f"{self.file}, {place}{shown}: {text}")


WANTED = {"string_type": "a text", "tuple_type": "a list of people", "dict_type": "an object"}


def _complaint(details: ErrorDetails) -> str:
    """Return what is wrong with a field of an entry, and what was expected there."""
    column = ".".join(str(part) for part in details["loc"])
    if details["type"] == "missing":
        return f"has no {column}. Write it."
    if wanted := WANTED.get(details["type"]):
        shown = shorten(json.dumps(details["input"], ensure_ascii=False, default=str), 60)
        return f"{column} is {shown}, where {wanted} was expected."
    return f"{column}: {details.get('ctx', {}).get('error') or details['msg']}"


def _is_deeper(value: Any, most: int) -> bool:
    """Return whether a value holds values in one another, more levels deep than a number."""
    level = [value]
    for _ in range(most):
        inside = [part.values() if isinstance(part, dict) else part for part in level]
        level = [part for parts in inside for part in parts if isinstance(part, (dict, list))]
        if not level:
            return False
    return True


def _kept(entry: Item, own: str) -> Item:
    """An entry with what a case has no place for under `imported`: an id, and others' `custom` fields."""
    imported = entry.get("imported")
    kept: dict[str, Any] = dict(imported) if isinstance(imported, dict) else {}
    if own and str(entry["id"]) != own:
        kept["id"] = own
    custom = entry.get("custom")
    if isinstance(custom, dict):
        foreign = {key: value for key, value in custom.items() if key not in Custom.model_fields}
        ours = {key: value for key, value in custom.items() if key in Custom.model_fields}
        if foreign:
            kept["custom"] = foreign
            entry = {key: value for key, value in entry.items() if key != "custom"}
            entry |= {"custom": ours} if ours else {}
    first = {"id": entry["id"]}
    rest = {key: value for key, value in entry.items() if key not in ("id", "imported")}
    return first | rest | ({"imported": kept} if kept else {})
