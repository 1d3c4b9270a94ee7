"""What a note cites: its references apart, their fields, and what its short forms refer to.

The stages, each from plain data to plain data:

1. clean: every blank becomes a space, and nothing moves (here);
2. tokens: where quotes, brackets and links stand (:mod:`marks`), and what is between them (:mod:`elements`);
3. find: a note is cut into units (:mod:`units`): its words are trimmed and cut (:mod:`pieces`), what leads in
   is taken off (:mod:`leads`), comment is left out (:mod:`comments`), and sentences are parted by what they
   cite (:mod:`works`). Each unit is read: in a manner that shows in the whole of it (:mod:`manners`), as a
   citation of a note (:mod:`notes`), as an entry of a list (:mod:`lists`) or as a short form (:mod:`short`).
   What is known of one citation while it is read stands in :mod:`state`;
4. resolve: what stands for an earlier entry is followed (:mod:`resolve`).

Nothing is guessed: a unit that cannot be read stays as it is printed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tertius.intake.citations.forms import Form, form_in
from tertius.intake.citations.levels import LIKELY
from tertius.intake.citations.lists import NUMBER, read_listed
from tertius.intake.citations.manners import read_manner
from tertius.intake.citations.marks import marks
from tertius.intake.citations.notes import read_note
from tertius.intake.citations.reference import Reference, Said
from tertius.intake.citations.resolve import Cited, resolve
from tertius.intake.citations.short import read_form
from tertius.intake.citations.units import Unit, units
from tertius.intake.documents.notes import NoteKind, PrintedNote

BLANKS = dict.fromkeys(map(ord, "\t\n\r\u00a0\u2002\u2003\u2009\u202f"), " ")
"""Every blank is read as a space; there are as many letters as before, so that offsets stay."""
UNREAD = 3
"""How many letters behind an entry in a manner may be of none of its fields."""
LONGEST_UNIT = 6000
"""What is longer than this and holds no sign that parts it is no citation, and stays as printed."""


def read_notes(
    printed: Sequence[PrintedNote],
) -> list[tuple[NoteKind, tuple[Reference, ...]]]:
    """For each note its kind and the publications it cites, in the order of the notes."""
    return resolve(printed, [read_units(note.text, complete=note.complete) for note in printed])


def read_units(text: str, *, complete: bool = True) -> list[Cited]:
    """The citations of one note, their short forms not yet followed."""
    plain = text.translate(BLANKS)
    found = units(plain, marks(plain))
    return [
        _cited(text, plain, unit, complete=complete or index < len(found) - 1)
        for index, unit in enumerate(found)
    ]


def read_entry(text: str) -> Reference:
    """The fields of a text that is one entry: a line of a list of literature, or a note with one citation."""
    plain = text.translate(BLANKS)
    number = NUMBER.match(plain)
    taken = read_manner(plain, number.end() if number else 0, len(plain))
    if taken is not None and len(plain[taken.end :].strip(" .")) > UNREAD:
        taken = None
    unit = Unit(0, len(text), tuple(marks(plain)), listed=True, taken=taken)
    return _cited(text, plain, unit, complete=True).reference


def _cited(printed: str, text: str, unit: Unit, *, complete: bool) -> Cited:
    cited = _read(text, unit, complete=complete)
    reference = cited.reference
    raw = printed[reference.start : reference.end]
    return replace(cited, reference=replace(reference, raw=raw))


def _read(text: str, unit: Unit, *, complete: bool) -> Cited:
    if unit.taken is not None:
        unit.taken.start, unit.taken.end = unit.start, unit.end
        unit.taken.complete = complete
        return Cited(unit.taken.reference(), None)
    if unit.end - unit.start > LONGEST_UNIT:
        return Cited(Reference(text[unit.start : unit.end], unit.start, unit.end), None)
    form = None if unit.listed else form_in(text, unit.start, unit.end)
    same = _same_author(text, unit, form, complete=complete) if form else None
    if same is not None:
        return same
    if form is not None and form.kind in {"idem", "ibid"}:
        following = _behind(text, form.end, unit.end)
        if any(mark.kind == "quote" and mark.start == following for mark in unit.marks):
            form = None
            unit = Unit(
                following, unit.end, tuple(mark for mark in unit.marks if mark.start >= following)
            )
    if form is not None:
        return Cited(read_form(text, unit, form, complete=complete), form)
    if unit.listed:
        return Cited(read_listed(text, unit, complete=complete).reference(), None)
    reading = read_note(text, unit.start, unit.end, unit.marks, complete=complete)
    return Cited(reading.reference(), None)


def _same_author(text: str, unit: Unit, form: Form, *, complete: bool) -> Cited | None:
    """Return a new work by the author of the citation before: Ders., Kredit und Wasser, Wien 2001."""
    if form.kind != "idem":
        return None
    start = _behind(text, form.end, unit.end)
    if (
        start >= unit.end
        or text[start : unit.end].strip().isdigit()
        or not is_work(text, start, unit)
    ):
        return None
    inside = tuple(mark for mark in unit.marks if mark.start >= start)
    said = Said(form.start, form.end, LIKELY)
    taken = read_manner(
        f"{STAND_IN}, {text[start : unit.end]}", 0, unit.end - start + len(STAND_IN) + 2
    )
    if taken is not None:
        reference = shifted(taken.reference(), start - len(STAND_IN) - 2)
    else:
        reference = read_note(text, start, unit.end, inside, complete=complete).reference()
    if not reference.csl.keys() & {"title", "container-title"}:
        return None
    raw = text[unit.start : unit.end]
    return Cited(replace(reference, start=unit.start, end=unit.end, raw=raw), None, said)


STAND_IN = "Nn"
"""A name that stands where *ders.* stood, for the manners that ask for one."""


def shifted(reference: Reference, by: int) -> Reference:
    """Return a reference without its author, whose letters stand some places further."""
    said = {
        name: Said(max(0, field.start + by), field.end + by, field.confidence)
        for name, field in reference.said.items()
        if name != "author"
    }
    return replace(
        reference,
        csl={name: reference.csl[name] for name in reference.csl if name in said},
        said=said,
    )


def is_work(text: str, start: int, unit: Unit) -> bool:
    """Return whether a title stands behind *ders.*, and not a page or a word on where."""
    if any(mark.kind == "quote" and mark.start == start for mark in unit.marks):
        return True
    first = text[start : unit.end].split(",", maxsplit=1)[0].split("(", maxsplit=1)[0].strip(" .")
    telling = [word for word in first.split() if len(word) > 1 and word.isalpha()]
    return (
        first[:1].isupper()
        and bool(telling)
        and first[:1].isalpha()
        and not PLACE_HEAD.match(first)
    )


PLACE_HEAD = re.compile(r"(?:S|p|pp|Rn|Rdnr|vol|Bd|Anm|Fn|n|S\.|ff)\.? ?\d", re.IGNORECASE)


def _behind(text: str, start: int, end: int) -> int:
    while start < end and not text[start].isalnum() and text[start] not in "‘“\"'«„":
        start += 1
    return start
