"""A draft of any format made into a paper: running text, sentences, and each note with its place."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tertius.intake.citations.reference import Reference
from tertius.intake.documents.counting import Answer, counted, warnings_of, without_notes
from tertius.intake.documents.linking import with_links
from tertius.intake.documents.notes import NoteKind, PrintedNote
from tertius.intake.documents.pairing import Pairs, Slot, pair
from tertius.intake.documents.paper import Anchor, Block, Draft, Note, Paper, Section
from tertius.intake.documents.sentences import sentences

Read = tuple[NoteKind, tuple[Reference, ...]]
ReadNotes = Callable[[Sequence[PrintedNote]], list[Read]]
_PARAGRAPH = "\n\n"


def assemble(draft: Draft, *, read_notes: ReadNotes | None = None) -> Paper:
    """The paper that a draft holds: its running text with sections and sentences, and its notes.

    Each number in the text is paired with its note: as the draft says, or by the number, series by
    series where numbers begin anew. A number without a note and a note without a number are both
    kept, and the paper's warnings name them. References are read by ``read_notes``, each series by
    itself.
    """
    if read_notes is None:
        from tertius.intake.citations import read_notes as read_them

        read_notes = read_them
    laid = _lay(draft.blocks, draft.title)
    pairs = pair([number for number, _ in laid.anchors], draft.notes, draft.placed)
    anchors = [anchor for _, anchor in laid.anchors]
    notes: list[Note] = []
    answers: list[Answer] = []
    for series, slots in enumerate(pairs.series):
        notes += _notes(series, slots, anchors, draft.notes, read_notes)
        answers += [_answer(series, slot, anchors, draft.notes, laid) for slot in slots]
    seen = () if notes else without_notes(laid.text, lambda at: _place(laid.places, at))
    return Paper(
        title=draft.title,
        text=laid.text,
        sections=tuple(laid.sections),
        sentences=tuple(laid.sentences),
        notes=tuple(notes),
        places=tuple(laid.places),
        warnings=(
            *draft.warnings,
            *_repeated(pairs, draft),
            *warnings_of(answers),
            *seen,
            *(counted(answers) if draft.placed is not None or len(pairs.series) > 1 else ()),
        ),
    )


@dataclass
class _Laid:
    """Blocks laid out as running text."""

    text: str = ""
    sections: list[Section] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    anchors: list[tuple[int, Anchor]] = field(default_factory=list)
    places: list[tuple[int, str]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    """Where each heading of the first level begins."""


def _lay(blocks: Sequence[Block], title: str | None) -> _Laid:
    """The running text of some blocks, and what stands where in it; the title at its head is no section."""
    laid = _Laid()
    headings: list[tuple[int, Block]] = []
    parts: list[str] = []
    start = 0
    for block in blocks:
        if parts:
            start += len(_PARAGRAPH)
        parts.append(block.text)
        if block.level:
            if start or block.text != title:
                headings.append((start, block))
            spans = [(0, len(block.text))]
        else:
            spans = sentences(block.text)
            laid.sentences += [(start + begin, start + end) for begin, end in spans]
        ordered = sorted(block.anchors, key=lambda anchor: anchor[0])
        for (offset, number), sentence in zip(
            ordered, _sentences_at(block, ordered, spans), strict=True
        ):
            laid.anchors.append((number, Anchor(start + offset, sentence)))
        laid.places += [(start + offset, place) for offset, place in block.places]
        start += len(block.text)
    laid.text = _PARAGRAPH.join(parts)
    laid.sections = _sections(headings, len(laid.text))
    return laid


def _sentences_at(
    block: Block, anchors: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> Iterator[str]:
    """For each number of a note in a block the sentence that ends with it or holds it."""
    index = 0
    for offset, _ in anchors:
        while index + 1 < len(spans) and spans[index + 1][0] < offset:
            index += 1
        yield block.text[slice(*spans[index])] if spans else ""


def _sections(headings: Sequence[tuple[int, Block]], length: int) -> list[Section]:
    """The sections under some headings, each up to the next heading that is not below its own."""
    ends = [length] * len(headings)
    waiting: list[int] = []
    for index, (start, heading) in enumerate(headings):
        while waiting and headings[waiting[-1]][1].level >= heading.level:
            ends[waiting.pop()] = start - len(_PARAGRAPH)
        waiting.append(index)
    return [
        Section(heading.text, heading.level, start, end)
        for (start, heading), end in zip(headings, ends, strict=True)
    ]


def _notes(
    series: int,
    slots: Sequence[Slot],
    anchors: Sequence[Anchor],
    printed: Sequence[PrintedNote],
    read_notes: ReadNotes,
) -> Iterator[Note]:
    """The notes of a series in order, those of which only the number is left among them.

    A note with a mark is read by itself: no short form leads to it.
    """
    numbered = [slot.note for slot in slots if slot.note is not None and slot.number]
    texts = [printed[index] for index in numbered]
    read = dict(zip(numbered, read_notes(texts) if texts else [], strict=True))
    for slot in slots:
        if slot.note is not None and not slot.number:
            read[slot.note] = read_notes([printed[slot.note]])[0]
        note = printed[slot.note] if slot.note is not None else None
        kind, references = read[slot.note] if slot.note is not None else ("missing", ())
        if note is not None:
            kind, references = with_links(note, kind, references)
        yield Note(
            number=slot.number,
            series=series,
            present=note is not None,
            complete=note is not None and note.complete,
            text=note.text if note else "",
            anchor=anchors[slot.calls[0]] if slot.calls else None,
            kind=kind,
            references=references,
            mark=note.mark if note else "",
            again=tuple(anchors[call] for call in slot.calls[1:]),
            links=note.links if note else (),
            place=note.place if note else "",
        )


def _answer(
    series: int,
    slot: Slot,
    anchors: Sequence[Anchor],
    printed: Sequence[PrintedNote],
    laid: _Laid,
) -> Answer:
    """What was seen of one note, and where."""
    note = printed[slot.note] if slot.note is not None else None
    offset = anchors[slot.calls[0]].offset if slot.calls else None
    return Answer(
        number=slot.number,
        mark=note.mark if note else "",
        series=series,
        called=bool(slot.calls),
        present=note is not None,
        complete=note is not None and note.complete,
        doubt=note.doubt if note else "",
        call_place=_place(laid.places, offset),
        note_place=note.place if note else "",
        chapter=_chapter(laid.sections, offset),
    )


def _place(places: Sequence[tuple[int, str]], offset: int | None) -> str:
    if offset is None:
        return ""
    index = bisect_right(places, offset, key=lambda place: place[0])
    # A number at the very end of a page belongs to the letter before it.
    return places[index - 1][1] if index else ""


def _chapter(sections: Sequence[Section], offset: int | None) -> str:
    """The heading of the highest level that a place of the text stands under."""
    if offset is None:
        return ""
    return next((s.title for s in sections if s.start <= offset <= s.end), "")


def _repeated(pairs: Pairs, draft: Draft) -> Iterator[str]:
    """Yield a sentence for each number that stands twice in text or notes where only one place counts."""
    for number in pairs.again:
        yield f"Note {number} is called more than once; the first place counts."
    for index in pairs.left_out:
        note = draft.notes[index]
        where = f" at {note.place}" if note.place else ""
        yield f"A second note {note.mark or note.number}{where} was left out: {_shortened(note.text)}"


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + " …"
