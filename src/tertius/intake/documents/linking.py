"""What the file knows of a note's references: where links on their letters lead, and what a reference manager wrote."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tertius.intake.citations.reference import Reference, Said
from tertius.intake.documents.notes import Cited, Link, NoteKind, PrintedNote

ADDRESS = re.compile(r"https?://\S{3,2000}", re.IGNORECASE)
CERTAIN = 1.0
"""A link says where it leads, and a reference manager what it cites: neither is read from letters."""


def with_links(
    note: PrintedNote, kind: NoteKind, references: Sequence[Reference]
) -> tuple[NoteKind, tuple[Reference, ...]]:
    """Return a note's references with what the file says of them beside what their letters say."""
    found = tuple(references)
    if note.cited:
        found = _with_cited(note.cited, found, note.text)
        kind = kind if found == tuple(references) else _kind(found)
    for link in note.links:
        if ADDRESS.fullmatch(link.address):
            found = _with_link(link, found, note.text)
    return kind, found


def _with_link(link: Link, references: tuple[Reference, ...], text: str) -> tuple[Reference, ...]:
    """The references, that which carries a link with its address."""
    at = _overlapping(link.start, link.end, references)
    if at is None:
        return references
    reference = references[at]
    shown = str(reference.csl.get("URL", ""))
    if shown and _is_cut(link.address, shown):
        return references
    if "URL" in reference.csl and "URL" in reference.said:
        said = reference.said["URL"]
        elsewhere = said.end <= link.start or said.start >= link.end
        if elsewhere and ADDRESS.search(text[said.start : said.end]):
            return references
    csl = {**reference.csl, "URL": link.address}
    said_of = {**reference.said, "URL": Said(link.start, link.end, CERTAIN)}
    changed = replace(reference, csl=csl, said=said_of)
    return (*references[:at], changed, *references[at + 1 :])


def _is_cut(target: str, shown: str) -> bool:
    """Whether a link leads to the beginning of the address that is shown, as where a program linked one line of two."""
    return len(target) < len(shown) and shown.startswith(target)


def _overlapping(start: int, end: int, references: Sequence[Reference]) -> int | None:
    """Which reference shares most letters with a span; the only one of a note where none does."""
    shared = [min(end, r.end) - max(start, r.start) for r in references]
    best = max(range(len(references)), key=shared.__getitem__, default=None)
    if best is not None and (shared[best] > 0 or len(references) == 1):
        return best
    return None


def _with_cited(
    cited: Sequence[Cited], references: tuple[Reference, ...], text: str
) -> tuple[Reference, ...]:
    """The references, those whose letters a reference manager wrote as it knows them."""
    kept = [
        reference
        for reference in references
        if not any(reference.start < one.end and one.start < reference.end for one in cited)
    ]
    for one in cited:
        for item in one.items:
            said = {name: Said(one.start, one.end, CERTAIN) for name in item}
            kept.append(Reference(text[one.start : one.end], one.start, one.end, dict(item), said))
    return tuple(sorted(kept, key=lambda reference: reference.start))


def _kind(references: Sequence[Reference]) -> NoteKind:
    return "multiple" if len(references) > 1 else "full"
