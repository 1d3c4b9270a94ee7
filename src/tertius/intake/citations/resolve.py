"""What short forms refer to: the note with the full entry, or the notes that may have it.

The notes are walked once, in their order. *Ibid.* means the one citation of the note before it,
and never reaches past a note whose text is lost; where that note cites several things, or is cut
off, the note is a candidate and no more. A short title means an earlier entry by the same names.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tertius.evidence.fold import plain
from tertius.intake.citations.forms import Form
from tertius.intake.citations.reference import Reference, Said
from tertius.intake.citations.words import SMALL
from tertius.intake.documents.notes import NoteKind, PrintedNote

MOST_ENTRIES = 300
"""Among how many entries under one name a short form is looked for."""
AUTHOR_YEAR = frozenset({"type", "author", "issued", "locator", "page"})
REPEATED = frozenset(
    {"type", "author", "editor", "title", "translated-title", "locator", "page", "language"}
)


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation of a note: what it says, and the short form it has, if it has one."""

    reference: Reference
    form: Form | None
    same_author: Said | None = None
    """The letters that say that the author is that of the citation before: ders., idem."""


@dataclass(frozen=True, slots=True)
class _Entry:
    note: int
    names: frozenset[str]
    title: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]
    year: int | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class _Target:
    """What a citation comes to: the note with the full entry, or those that may have it."""

    note: int | None
    candidates: tuple[int, ...] = ()
    kind: NoteKind = "full"

    def meant(self) -> tuple[int, ...]:
        return self.candidates if self.note is None else (self.note,)


@dataclass(slots=True)
class _Series:
    """The notes whose numbers run on: chapters may begin anew."""

    by_name: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    by_word: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    targets: dict[int, list[_Target]] = field(default_factory=dict)
    entries: dict[int, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    certain: dict[int, bool] = field(default_factory=dict)
    authors: dict[int, Any] = field(default_factory=dict)
    """For each note the authors of its last citation; None where it names none."""
    last: tuple[int, ...] = ()


def resolve(
    printed: Sequence[PrintedNote], cited: Sequence[Sequence[Cited]]
) -> list[tuple[NoteKind, tuple[Reference, ...]]]:
    """The kind of each note and its references, each short form followed to the full entry."""
    walked: list[_Series] = []
    where: list[_Series] = []
    found: list[tuple[NoteKind, list[Reference]]] = []
    before: int | None = None
    for note, citations in zip(printed, cited, strict=True):
        if before is None or note.number <= before:
            walked.append(_Series())
        before = note.number
        where.append(walked[-1])
        found.append(_walk(note, citations, walked))
    return [
        (
            kind,
            tuple(
                _forward(reference, citation.form, series, note.number)
                for reference, citation in zip(references, citations, strict=False)
            ),
        )
        for (kind, references), citations, series, note in zip(
            found, cited, where, printed, strict=True
        )
    ]


def _walk(
    note: PrintedNote, citations: Sequence[Cited], walked: list[_Series]
) -> tuple[NoteKind, list[Reference]]:
    series = walked[-1]
    if not note.text.strip():
        return "missing", []
    targets: list[_Target] = []
    references: list[Reference] = []
    for citation in map(_of_author(series, note.number), citations):
        target = _target(note.number, citation, targets, walked)
        reference = citation.reference
        if target.kind != "full":
            reference = replace(reference, refers_to=target.note, candidates=target.candidates)
            if "type" in reference.csl and target.kind == "short":
                csl = {name: value for name, value in reference.csl.items() if name != "type"}
                said = {name: value for name, value in reference.said.items() if name != "type"}
                reference = replace(reference, csl=csl, said=said)
        else:
            _enter(note.number, reference, series)
            target = _Target(note.number)
        targets.append(target)
        references.append(reference)
        series.authors[note.number] = _authors_behind(series, note.number, reference)
    series.targets[note.number] = targets
    series.certain[note.number] = note.complete
    if targets:
        series.last = tuple(
            dict.fromkeys(number for target in targets for number in target.meant())
        )
    kinds: list[NoteKind] = []
    for citation, reference in zip(citations, references, strict=True):
        short = (
            reference.refers_to is not None
            or reference.candidates
            or citation.form
            or _is_short(reference)
        )
        kinds.append(
            "ibid"
            if citation.form and citation.form.kind == "ibid"
            else "short"
            if short
            else "full"
        )
    return ("comment" if not kinds else kinds[0] if len(kinds) == 1 else "multiple"), references


def _of_author(series: _Series, number: int) -> Callable[[Cited], Cited]:
    """Return what gives a citation by the same author the author of the one before, where there is one."""

    def named(citation: Cited) -> Cited:
        if citation.same_author is None or "author" in citation.reference.csl:
            return citation
        people = series.authors.get(number, series.authors.get(number - 1))
        if not people:
            return citation
        reference = citation.reference
        csl = {**reference.csl, "author": people}
        said = {**reference.said, "author": citation.same_author}
        return replace(citation, reference=replace(reference, csl=csl, said=said))

    return named


def _authors_behind(series: _Series, number: int, reference: Reference) -> Any:
    """Return the authors that a citation has, or those of the entry that its short form means."""
    people = reference.csl.get("author") or reference.csl.get("editor")
    if reference.refers_to is None:
        return people
    return series.authors.get(reference.refers_to) or people or series.authors.get(number - 1)


def _target(number: int, citation: Cited, earlier: list[_Target], walked: list[_Series]) -> _Target:
    form, reference = citation.form, citation.reference
    named = "author" in reference.csl or "title" in reference.csl or "editor" in reference.csl
    if form is not None and form.kind == "note":
        return _pointed(form.number, number, reference, walked[-1])
    if form is not None and (form.kind == "ibid" or not named):
        return _before(number, earlier, walked[-1])
    if form is not None:
        return _looked_up(reference, walked, surely=True) or _Target(None, (), "short")
    if not reference.csl or not (
        reference.csl.keys() <= REPEATED or reference.csl.keys() <= AUTHOR_YEAR
    ):
        return _Target(number)
    found = _looked_up(reference, walked, surely=False)
    if found is not None:
        return found
    return _Target(None, (), "short") if _is_short(reference) else _Target(number)


def _is_short(reference: Reference) -> bool:
    """Whether a reference names its author by the family name alone and says nothing but a title."""
    if not reference.csl or not (
        reference.csl.keys() <= REPEATED or reference.csl.keys() <= AUTHOR_YEAR
    ):
        return False
    authors = reference.csl.get("author") or reference.csl.get("editor") or []
    return bool(authors) and all("family" in name and "given" not in name for name in authors)


def _before(number: int, earlier: list[_Target], series: _Series) -> _Target:
    if earlier:
        return replace(earlier[-1], kind="short")
    before = number - 1
    targets = series.targets.get(before)
    if targets is None:
        return _Target(None, (), "short")
    if not targets:
        return _Target(None, series.last, "short")
    meant = tuple(dict.fromkeys(note for target in targets for note in target.meant() or (before,)))
    if len(targets) > 1 or not series.certain[before] or targets[0].note is None:
        return _Target(None, meant, "short")
    return _Target(targets[0].note, (), "short")


def _pointed(note: int | None, number: int, reference: Reference, series: _Series) -> _Target:
    """See note 12: that note, or the one with the full entry that it goes back to in turn."""
    if note is None or note == number:
        return _Target(None, (), "short")
    targets = series.targets.get(note)
    if not targets:
        return _Target(None, (note,), "short")
    if len(targets) == 1:
        return replace(targets[0], kind="short")
    names = _names(reference)
    same = [entry for entry in series.entries[note] if names and names <= entry.names]
    if len(same) == 1 or (len(targets) > 1 and all(target.note == note for target in targets)):
        return _Target(note, (), "short")
    meant = tuple(dict.fromkeys(found for target in targets for found in target.meant() or (note,)))
    return _Target(None, meant, "short")


def _forward(reference: Reference, form: Form | None, series: _Series, number: int) -> Reference:
    """A reference whose short form points ahead, to a note that has been read by now."""
    if (
        form is None
        or form.kind != "note"
        or form.number is None
        or form.number <= number
        or reference.refers_to is not None
    ):
        return reference
    target = _pointed(form.number, number, reference, series)
    return replace(reference, refers_to=target.note, candidates=target.candidates)


def _looked_up(reference: Reference, walked: list[_Series], *, surely: bool) -> _Target | None:
    for series in reversed(walked[-MOST_ENTRIES:]):
        same = _matching(reference, series, surely=surely)
        if same:
            works = {(entry.title, entry.names) for entry in same}
            notes = tuple(sorted({entry.note for entry in same}))
            if len(works) == 1:
                return _Target(notes[0], (), "short")
            return _Target(None, notes, "short")
    return None


def _matching(reference: Reference, series: _Series, *, surely: bool) -> list[_Entry]:
    names, title = _names(reference), words(str(reference.csl.get("title", "")))
    if names:
        rarest = min((series.by_name.get(name, []) for name in names), key=len)[-MOST_ENTRIES:]
        same = [entry for entry in rarest if names <= entry.names]
    elif title:
        same = series.by_word.get(title[0], [])[-MOST_ENTRIES:]
    else:
        return []
    if not title:
        year = reference.csl.get("issued", {}).get("date-parts", [[None]])[0][0]
        if year is not None:
            return [entry for entry in same if entry.year == year]
        short = surely or "locator" in reference.csl or _is_short(reference)
        return same if short else []
    like = [entry for entry in same if entry.quoted == _is_quoted(reference)]
    return _alike(title, like) or _alike(title, same)


def _alike(title: tuple[str, ...], same: list[_Entry]) -> list[_Entry]:
    """The entries whose title is the one asked, or begins with it, or has its words in their order."""
    for alike in (_equal, _begins, _within):
        found = [
            entry
            for entry in same
            if any(alike(title, other) for other in (entry.title, *entry.others))
        ]
        if found:
            return found
    return []


def _is_quoted(reference: Reference) -> bool:
    """Whether a title stands in quotes, as of an article, and not bare, as of a book."""
    said = reference.said.get("title")
    return said is not None and reference.raw[: said.start - reference.start].endswith(
        tuple("‘“\"'«„")
    )


def _equal(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return short == full


def _begins(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return bool(short) and full[: len(short)] == short


def _within(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    telling = [word for word in short if word not in SMALL]
    if len(telling) < 2 and not (telling and len(telling[0]) > 5):
        return False
    rest = iter(full)
    return all(any(word == other for other in rest) for word in telling)


def _enter(note: int, reference: Reference, series: _Series) -> None:
    title = words(str(reference.csl.get("title", "")))
    others = tuple(
        words(str(reference.csl[name]))
        for name in ("translated-title", "container-title")
        if name in reference.csl
    )
    dates = reference.csl.get("issued", {}).get("date-parts", [[None]])
    entry = _Entry(
        note, _names(reference, widely=True), title, others, dates[0][0], _is_quoted(reference)
    )
    series.entries[note].append(entry)
    for name in entry.names:
        series.by_name[name].append(entry)
    for first in {text[0] for text in (title, *others[:1]) if text}:
        series.by_word[first].append(entry)


def _names(reference: Reference, *, widely: bool = False) -> frozenset[str]:
    """The family names and bodies of a reference, written alike; ``widely`` with the short names of bodies."""
    found: set[str] = set()
    for role in ("author", "editor"):
        for name in reference.csl.get(role, ()):
            found |= _name_keys(name, widely=widely)
        if found:
            break
    return frozenset(found)


def _name_keys(name: dict[str, Any], *, widely: bool) -> set[str]:
    if "literal" not in name:
        keys = {bare(name["family"])}
        if widely:
            parts = name["family"].split()
            given = name.get("given", "").split()
            keys.add(bare(parts[-1]))
            keys.add(bare(" ".join([*given[-1:], name["family"]])))
            if len(given) == 1 and len(parts) == 1:
                keys.add(bare(given[0]))
        return keys
    keys = {bare(name["literal"])}
    if widely:
        parts = [part for part in name["literal"].replace("-", " ").split() if part[:1].isupper()]
        if len(parts) > 2:
            keys.add(bare("".join(part[0] for part in parts)))
    return keys


def bare(text: str) -> str:
    """Text without accents, case and punctuation, for telling whether two spellings are one."""
    return "".join(sign for sign in plain(text).lower() if sign.isalnum())


def words(title: str) -> tuple[str, ...]:
    """The words of a title, written alike."""
    apart = (
        bare(word) for word in title.replace("–", " ").replace("-", " ").replace("/", " ").split()
    )
    return tuple(word for word in apart if word)
