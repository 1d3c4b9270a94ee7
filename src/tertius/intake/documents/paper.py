"""What is read of a paper: its running text, its sections, and every note with its place.

A layout reader knows one format. It hands over a :class:`Draft`: blocks of text with the places
where numbers of notes stood, and the notes as they were printed. :mod:`tertius.intake.documents.assemble`
makes the :class:`Paper` of it, in the same way for every format.
"""

from bisect import bisect_right
from dataclasses import dataclass

from tertius.intake.citations.reference import Reference
from tertius.intake.documents.notes import Link, NoteKind, PrintedNote


@dataclass(frozen=True)
class Block:
    """A heading or a paragraph, with hyphenation mended and note blocks lifted out."""

    text: str
    level: int = 0
    """0 for a paragraph; 1, 2 … for a heading of that depth."""
    anchors: tuple[tuple[int, int], ...] = ()
    """Where numbers of notes stood: the offset in ``text``, from which the number is gone, and the number; 0 for a mark."""
    places: tuple[tuple[int, str], ...] = ()
    """Where in the file the words stood: from this offset on, ``line 345`` or ``page 12``."""


@dataclass(frozen=True)
class Draft:
    """What a layout reader made out of a file."""

    title: str | None
    blocks: tuple[Block, ...]
    notes: tuple[PrintedNote, ...]
    warnings: tuple[str, ...] = ()
    """What the reader of the paper should know, in sentences: pages without text, notes cut off."""
    placed: tuple[int | None, ...] | None = None
    """For each number in the text, in order, which of the notes it calls; None where its note is lost.

    A format that does not say leaves it out: then the numbers decide.
    """


@dataclass(frozen=True)
class Section:
    """A part of the paper under one heading, and where it stands in the running text."""

    title: str
    level: int
    start: int
    end: int


@dataclass(frozen=True)
class Anchor:
    """Where the number of a note stood in the running text, and the sentence it belongs to."""

    offset: int
    sentence: str


@dataclass(frozen=True)
class Note:
    """A note: what is printed of it, where its number stands in the text, and what it cites."""

    number: int
    series: int
    """0, or counted up where the numbers begin anew in a later chapter."""
    present: bool
    """False where the text has its number and its own text is lost."""
    complete: bool
    text: str
    anchor: Anchor | None
    """None where nothing in the running text calls it."""
    kind: NoteKind
    references: tuple[Reference, ...] = ()
    mark: str = ""
    """What is shown in place of a number, such as *; the number is 0 then, unless it counts: iv is 4."""
    again: tuple[Anchor, ...] = ()
    """Where else the text calls it."""
    links: tuple[Link, ...] = ()
    """Which of its letters carry a link, and where it leads."""
    place: str = ""
    """Where in the file it stands, such as ``page 12``; empty where that is not known or its text is lost."""

    @property
    def label(self) -> str:
        """What is shown before the note."""
        return self.mark or str(self.number)


@dataclass(frozen=True)
class Paper:
    """A paper as running text, with its sections and notes."""

    title: str | None
    text: str
    """The running text: paragraphs parted by an empty line, no numbers of notes in it."""
    sections: tuple[Section, ...]
    sentences: tuple[tuple[int, int], ...]
    """Where each sentence of the running text begins and ends; headings are none."""
    notes: tuple[Note, ...]
    places: tuple[tuple[int, str], ...] = ()
    """From this offset on, where in the file the words stood: ``line 345`` or ``page 12``."""
    warnings: tuple[str, ...] = ()

    def place(self, offset: int) -> str | None:
        """Where in the file a word of the running text stood; None where nothing says so."""
        index = bisect_right(self.places, offset, key=lambda place: place[0])
        return self.places[index - 1][1] if index else None
