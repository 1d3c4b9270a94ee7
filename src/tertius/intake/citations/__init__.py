"""What a note cites: its references apart, their fields, and what its short forms refer to.

A note is cut into units (:mod:`units`), each unit is read (:mod:`notes`, or :mod:`lists` where it
is written as in a list of literature), and what stands for an earlier entry is followed
(:mod:`resolve`). Nothing is guessed: a unit that cannot be read stays as it is printed.
"""

from collections.abc import Sequence
from dataclasses import replace

from tertius.intake.citations.forms import form_in
from tertius.intake.citations.lists import read_listed
from tertius.intake.citations.marks import marks
from tertius.intake.citations.notes import NoteReader
from tertius.intake.citations.reference import Reference
from tertius.intake.citations.resolve import Cited, resolve
from tertius.intake.citations.short import read_form
from tertius.intake.citations.units import Unit, units
from tertius.intake.documents.notes import NoteKind, PrintedNote

BLANKS = dict.fromkeys(map(ord, "\t\n\r\u00a0\u2002\u2003\u2009\u202f"), " ")
"""Every blank is read as a space; there are as many letters as before, so that offsets stay."""
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
    unit = Unit(0, len(text), tuple(marks(plain)), listed=True)
    return _cited(text, plain, unit, complete=True).reference


def _cited(printed: str, text: str, unit: Unit, *, complete: bool) -> Cited:
    cited = _read(text, unit, complete=complete)
    reference = cited.reference
    raw = printed[reference.start : reference.end]
    return replace(cited, reference=replace(reference, raw=raw))


def _read(text: str, unit: Unit, *, complete: bool) -> Cited:
    if unit.end - unit.start > LONGEST_UNIT:
        return Cited(Reference(text[unit.start : unit.end], unit.start, unit.end), None)
    form = None if unit.listed else form_in(text, unit.start, unit.end)
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
    reader = NoteReader(text, unit.start, unit.end, unit.marks, complete=complete)
    return Cited(reader.read().reference(), None)


def _behind(text: str, start: int, end: int) -> int:
    while start < end and not text[start].isalnum() and text[start] not in "‘“\"'«„":
        start += 1
    return start
