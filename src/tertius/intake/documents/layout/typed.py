"""Notes of DOCX and HTML that were typed by hand: raised numbers, and a list below a heading."""

from tertius.intake.documents.layout.endnotes import HEADING, PLAIN
from tertius.intake.documents.layout.tree import TreeReader
from tertius.intake.documents.notes import PrintedNote
from tertius.intake.documents.paper import Block


def lift_typed(reader: TreeReader) -> tuple[list[Block], list[PrintedNote]] | None:
    """The blocks without the notes below a heading that names them, and the notes.

    None where no such heading has notes that raised numbers in the text call.
    """
    called = {number for block in reader.blocks for _, number in block.anchors}
    kept: list[Block] = []
    notes: list[PrintedNote] = []
    inside = False
    for place, block in enumerate(reader.blocks):
        if block.level:
            inside = HEADING.fullmatch(block.text) is not None
        elif inside:
            note = _note(block, reader.numbered.get(place), notes)
            if note is not None and note.number in called:
                notes.append(note)
                continue
            if notes:
                last = notes[-1]
                notes[-1] = PrintedNote(last.number, f"{last.text} {block.text}", place=last.place)
                continue
        kept.append(block)
    return (kept, notes) if notes else None


def _note(block: Block, number: int | None, notes: list[PrintedNote]) -> PrintedNote | None:
    """The note that a paragraph is, if it has the number that comes next."""
    expected = notes[-1].number + 1 if notes else 1
    text = block.text
    if number is None:
        plain = PLAIN.match(text)
        if plain is None:
            return None
        number, text = int(plain[1] or plain[2]), text[plain.end() :]
    place = block.places[0][1] if block.places else ""
    return PrintedNote(number, text, place=place) if number == expected else None
