"""Which sources stand behind the words of a sentence: by its notes, the case's sources and new ones."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from tertius.case.read import Case
from tertius.case.write import slug
from tertius.evidence.source import Source
from tertius.intake.citations.reference import Reference
from tertius.intake.documents.paper import Note, Paper
from tertius.intake.extraction.proposals.cues import words_of
from tertius.intake.extraction.proposals.fold import fold

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Cited:
    """What stands behind some words: ids of sources, those of them that are new, and where it says so."""

    sources: tuple[str, ...]
    new: tuple[Entry, ...]
    locator: str
    via: str
    """The paper, where the source is another; empty where the paper is the source itself."""
    notes: tuple[int, ...] = ()
    why: str = ""


class Citations:
    """The notes of a paper and the sources they lead to, in one case."""

    def __init__(self, paper: Paper, case: Case, via: str) -> None:
        self._paper = paper
        self._case = case
        self._via = via
        self._notes = {(note.series, note.number): note for note in paper.notes}
        self._known = Shelf(case.sources.values())
        self._made: dict[str, Entry] = {}
        self._anchored = sorted(
            (note for note in paper.notes if note.anchor is not None),
            key=lambda note: (note.anchor.offset if note.anchor else 0, note.series, note.number),
        )
        taken = {*case.sources}
        self._taken = taken
        self._lost = self._lost_notes()

    @cached_property
    def text(self) -> str:
        """The words of the paper, parted by single spaces."""
        return " ".join(self._paper.text.split())

    @property
    def paper_row(self) -> Entry | None:
        """The paper itself as a new source, where the case does not have it."""
        if self._via in self._case.sources:
            return None
        return {"id": self._via, "type": "document", "title": self._paper.title or self._via}

    def notes_between(self, start: int, end: int) -> list[Note]:
        """The notes whose numbers stand behind `start` and not behind `end`, in order."""
        return [
            n for n in self._anchored if n.anchor is not None and start < n.anchor.offset <= end
        ]

    def behind(self, place: int, start: int, end: int, locator: str) -> Cited:
        """What stands behind the words at a place of the sentence from `start` to `end`.

        A note covers what stands before its number, back to the number before it: so the words
        belong to the first note behind them, with the notes that stand at the same place.
        """
        notes = [n for n in self.notes_between(start, end) if n.anchor and n.anchor.offset >= place]
        if not notes:
            return self.of_paper(locator)
        first = notes[0].anchor.offset if notes[0].anchor else 0
        return self.of_notes([n for n in notes if n.anchor and n.anchor.offset == first])

    def of_paper(self, locator: str) -> Cited:
        """The paper as its own source, with the place in it."""
        new = (self.paper_row,) if self.paper_row else ()
        return Cited((self._via,), new, locator, "", (), "no note stands behind the words")

    def of_notes(self, notes: list[Note]) -> Cited:
        """The sources that notes lead to."""
        ids: list[str] = []
        new: list[Entry] = [self.paper_row] if self.paper_row else []
        for note in notes:
            for source, entry in self._of_note(note):
                if source not in ids:
                    ids.append(source)
                    new += [entry] if entry is not None else []
        numbers = tuple(note.number for note in notes)
        spelled = ", ".join(note.label for note in notes)
        locator = f"note {spelled}" if len(numbers) == 1 else f"notes {spelled}"
        if ids == [self._via]:
            return Cited((self._via,), tuple(new), locator, "", numbers, "the note cites nothing")
        return Cited(tuple(ids), tuple(new), locator, self._via, numbers, "the note cites it")

    def _of_note(self, note: Note) -> list[tuple[str, Entry | None]]:
        if not note.present:
            return [self._placeholder(note, "text lost")]
        if not note.references:
            lost = note.kind != "comment"
            return [self._placeholder(note, "not read")] if lost else [(self._via, None)]
        found: list[tuple[str, Entry | None]] = []
        for reference in note.references:
            full = self._full(note, reference)
            found.append(self._source(full) if full else self._placeholder(note, "not told apart"))
        return found

    def _full(self, note: Note, reference: Reference, depth: int = 0) -> Entry | None:
        """The full entry behind a reference; None where a short form leads to none."""
        if reference.refers_to is None:
            return None if reference.candidates or not reference.csl else reference.csl
        target = self._notes.get((note.series, reference.refers_to))
        if target is None or depth > 50 or target is note:
            return None
        if not target.references:
            return None
        choices = target.references
        wanted = _key_words(reference.csl)
        best = (
            max(choices, key=lambda r: len(wanted & _key_words(r.csl))) if wanted else choices[-1]
        )
        return self._full(target, best, depth + 1)

    def _source(self, csl: Entry) -> tuple[str, Entry | None]:
        if known := self._known.find(csl):
            return known, None
        key = _fingerprint(csl)
        if key not in self._made:
            self._made[key] = self._new(csl)
        entry = self._made[key]
        return str(entry["id"]), entry

    def _new(self, csl: Entry) -> Entry:
        entry = {
            name: value for name, value in csl.items() if name not in ("id", "custom") and value
        }
        entry.setdefault("type", "document")
        while True:
            try:
                Source.model_validate({**entry, "id": "x"})
                break
            except ValidationError as error:
                wrong = str(error.errors()[0]["loc"][0])
                if wrong == "type" or wrong not in entry:
                    entry = {"type": "document", "title": str(csl.get("title", "Untitled"))[:500]}
                else:
                    del entry[wrong]
        return {"id": self._free(_name(entry)), **entry}

    def _free(self, name: str) -> str:
        free, count = name, 1
        while free in self._taken:
            count += 1
            free = f"{name}-{count}"
        self._taken.add(free)
        return free

    def _placeholder(self, note: Note, why: str) -> tuple[str, Entry | None]:
        if known := self._lost.get(note.number):
            return known, None
        key = f"lost:{note.series}:{note.number}"
        if key not in self._made:
            series = f"-{note.series}" if note.series else ""
            name = self._free(f"{slug(self._via) or 'paper'}-note-{note.number}{series}")
            title = f"Note {note.number}, {why}"
            self._made[key] = {
                "id": name,
                "type": "document",
                "title": title,
                "custom": {"lost": True},
            }
        entry = self._made[key]
        return str(entry["id"]), entry

    def _lost_notes(self) -> dict[int, str]:
        """The case's own placeholders for lost notes of this paper, by number."""
        read_through: dict[str, set[str]] = defaultdict(set)
        for table in ("claims", "observations"):
            for row in self._case.rows(table):
                for source in row.source:
                    read_through[source].add(row.via or "")
        found: dict[int, str] = {}
        for source in self._case.sources.values():
            number = re.match(r"Note (\d{1,5}), ", source.title or "")
            if source.custom.lost and number and read_through[source.id] <= {self._via}:
                found.setdefault(int(number[1]), source.id)
        return found


class Shelf:
    """Known sources, found by link, title, or author, year and a word of the title."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._by_url: dict[str, str] = {}
        self._by_title: dict[str, list[Source]] = defaultdict(list)
        for source in sources:
            if source.custom.lost:
                continue
            if source.url:
                self._by_url.setdefault(_link(source.url), source.id)
            if source.title:
                self._by_title[_title(source.title)].append(source)

    def find(self, csl: Entry) -> str | None:
        """The id of the source that an entry means; None where none is known."""
        url = csl.get("URL")
        if isinstance(url, str) and (known := self._by_url.get(_link(url))):
            return known
        title = csl.get("title")
        if not isinstance(title, str) or len(_title(title)) < 4:
            return None
        for candidate in self._by_title.get(_title(title), ()):
            if _may_be(candidate, csl):
                return candidate.id
        return None


def _may_be(source: Source, csl: Entry) -> bool:
    """Whether nothing speaks against a source of the same title: no other year, no other author."""
    year = _year(csl)
    if year and source.date and source.date.text[:4] != year:
        return False
    said = {fold(str(a.get("family") or a.get("literal") or "")).lower() for a in _authors(csl)} - {
        ""
    }
    known = {
        fold(str(a.get("family") or a.get("literal") or "")).lower() for a in source.author
    } - {""}
    return not said or not known or bool(said & known) or len(_title(source.title or "")) > 25


def _authors(csl: Entry) -> list[Mapping[str, Any]]:
    listed = csl.get("author")
    return [a for a in listed if isinstance(a, Mapping)] if isinstance(listed, list | tuple) else []


def _year(csl: Entry) -> str:
    issued = csl.get("issued")
    if isinstance(issued, Mapping):
        parts = issued.get("date-parts")
        if (
            isinstance(parts, list | tuple)
            and parts
            and isinstance(parts[0], list | tuple)
            and parts[0]
        ):
            return str(parts[0][0])[:4]
    return ""


def _link(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[/#?]+$|\s", "", url.strip().lower())


def _title(title: str) -> str:
    return re.sub(r"\W+", " ", fold(title).lower()).strip()


def _key_words(csl: Entry) -> set[str]:
    said = f"{csl.get('title') or ''} {' '.join(str(a.get('family') or a.get('literal') or '') for a in _authors(csl))}"
    return {word for word in _title(said).split() if len(word) > 3}


def _fingerprint(csl: Entry) -> str:
    authors = ",".join(str(a.get("family") or a.get("literal") or "") for a in _authors(csl))
    return f"{_title(str(csl.get('title') or ''))}|{authors}|{_year(csl)}|{_link(str(csl.get('URL') or ''))}"


SMALL = frozenset(words_of("small"))


def _name(csl: Entry) -> str:
    """The id of a new source: author or outlet, the first words of its title, the year."""
    authors = _authors(csl)
    who = str(authors[0].get("family") or authors[0].get("literal") or "") if authors else ""
    who = who or str(csl.get("container-title") or csl.get("publisher") or "")
    said = [w for w in _title(str(csl.get("title") or "")).split() if w not in SMALL][:3]
    return slug(" ".join([*fold(who).split()[:2], *said, _year(csl)])) or "source"
