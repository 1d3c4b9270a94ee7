"""Bibliographies into a case: Zotero's CSL-JSON, BibTeX, BibLaTeX and RIS."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from tertius.case.entries import Entries, Item, by_id, read_entries
from tertius.case.folder import LARGEST_DOCUMENT, Unreadable, read_json, read_text
from tertius.case.identity.duplicates import Twins
from tertius.case.proposals.inbox import put
from tertius.case.proposals.proposal import Proposal
from tertius.case.write import write_all
from tertius.errors import CaseError
from tertius.evidence.source import Custom, Source
from tertius.evidence.text import shorten
from tertius.intake.bibliography.bibtex import read_bibtex
from tertius.intake.bibliography.comparison import difference, said, same_thing
from tertius.intake.bibliography.cuts import HEAD, BibliographyError
from tertius.intake.bibliography.keys import Names, fits
from tertius.intake.bibliography.proposed import propose_change, propose_twin
from tertius.intake.bibliography.ris import read_ris

MOST_SHOWN = 20
MOST_PROPOSALS = 10_000
FORMATS = "CSL-JSON (Zotero's CSL JSON), BibTeX, BibLaTeX or RIS"


class Found(NamedTuple):
    """An entry of a bibliography, and where it stands in the file."""

    place: str
    item: Item


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
    proposals: dict[str, Proposal] = field(default_factory=dict)


def read_bibliography(path: Path) -> tuple[str, list[Found]]:
    """The format of a bibliography, `json`, `bibtex` or `ris`, and its entries as CSL-JSON.

    Raises BibliographyError, with the line where there is one, if it cannot be read.
    """
    path = path.resolve()
    try:
        text = read_text(path.parent, path.name, limit=LARGEST_DOCUMENT)
        start = text.lstrip()[:1]
        if "\0" in text:
            raise BibliographyError(f"{path.name} holds zero bytes, so it is no text. {_wanted()}")
        if start in ("[", "{"):
            return "json", _json_entries(path)
    except Unreadable as unreadable:
        raise BibliographyError(f"{unreadable} Nothing was written.") from None
    if text.startswith("TY  -") or "\nTY  -" in text:
        return "ris", [Found(f"line {n}", item) for n, item in read_ris(text, path.name)]
    if HEAD.search(text):
        return "bibtex", [Found(f"line {n}", item) for n, item in read_bibtex(text, path.name)]
    raise BibliographyError(f"{path.name} is no bibliography that can be read. {_wanted()}")


def _wanted() -> str:
    return f"Export it as {FORMATS}. Nothing was written."


def _json_entries(path: Path) -> list[Found]:
    data = read_json(path.parent, path.name)
    if isinstance(data, dict):
        data = data.get("items", [data] if "type" in data else None)
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise BibliographyError(f"{path.name} is no list of CSL-JSON entries. {_wanted()}")
    return [Found(f"entry {number}", dict(item)) for number, item in enumerate(data, start=1)]


def add_bibliography(folder: Path, path: Path) -> Added:
    """Write the new entries of a bibliography into sources.json, all or none, and propose the doubtful.

    An entry that says nothing new is passed over. One that changes an entry of the case, or may be
    one of the case already under another id, goes to the inbox. Raises CaseError or
    BibliographyError, and then has written nothing.
    """
    try:
        shelf = read_entries(folder)
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable}\nNothing was written.") from None
    form, found = read_bibliography(path)
    sorting = _Sorting(shelf, path.name, is_exact=form == "json")
    try:
        for each in found:
            sorting.place(each)
        data = shelf.with_items(sorting.items)
    except RecursionError:
        raise BibliographyError(
            f"{path.name} has an entry that is nested too deeply. Write it flatter. Nothing was written."
        ) from None
    if sorting.problems:
        raise BibliographyError(_listed(path.name, sorting.problems))
    if len(sorting.added.proposals) > MOST_PROPOSALS:
        raise BibliographyError(
            f"{path.name} has {len(sorting.added.proposals):,} entries that change the case or may be there"
            f" already, and at most {MOST_PROPOSALS:,} are proposed at once. Add it in parts. Nothing was written."
        )
    if sorting.added.proposals:
        put(folder, list(sorting.added.proposals.values()))
    if sorting.items:
        write_all({folder / "sources.json": data})
    return sorting.added


def _listed(file: str, problems: Sequence[str]) -> str:
    more = len(problems) - MOST_SHOWN
    rest = f"\n… and {more} more" if more > 0 else ""
    shown = "\n".join(problems[:MOST_SHOWN])
    return f"{shown}{rest}\n{len(problems)} problems in {file}. Nothing was written."


class _Sorting:
    """Where each entry of a bibliography belongs: new, known, changed, or a twin."""

    def __init__(self, shelf: Entries, file: str, *, is_exact: bool) -> None:
        self.file, self.is_exact = file, is_exact
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

    def place(self, found: Found) -> None:
        """Put one entry where it belongs."""
        place, item = found
        own = str(item.get("id") or "")
        is_name = own in self.standing or fits(own)
        name = own if is_name else self.replaced.get(own, "")
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

    def _against(self, place: str, item: Item, name: str) -> None:
        """Hold an entry against the one of the case that has its id."""
        old = self.standing[name]
        fields = difference(item, old, is_exact=self.is_exact)
        if not fields:
            self.added.known += 1
            return
        entry = {**old, **{key: item[key] for key in fields}, "id": old.get("id", name)}
        if self._is_sound(place, entry, name):
            self.added.changed.append(name)
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
                column = ".".join(str(part) for part in details["loc"])
                said = str(details.get("ctx", {}).get("error") or details["msg"])
                self._problem(place, own, f"{column}: {said}")
            return False
        except ValueError:
            self._problem(place, own, "holds a number that is none. Correct it.")
            return False
        return True

    def _problem(self, place: str, own: str, text: str) -> None:
        shown = f' "{shorten(own)}"' if own else ""
        self.problems.append(f"{self.file}, {place}{shown}: {text}")


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
