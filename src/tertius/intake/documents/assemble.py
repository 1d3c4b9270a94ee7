"""A draft of any format made into a paper: running text, sentences, and each note with its place."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tertius.intake.citations.reference import Reference
from tertius.intake.documents.notes import NoteKind, PrintedNote
from tertius.intake.documents.paper import (
    Anchor,
    Block,
    Draft,
    Note,
    Paper,
    Section,
)
from tertius.intake.documents.sentences import sentences

Read = tuple[NoteKind, tuple[Reference, ...]]
ReadNotes = Callable[[Sequence[PrintedNote]], list[Read]]
_PARAGRAPH = "\n\n"


def assemble(draft: Draft, *, read_notes: ReadNotes | None = None) -> Paper:
    """The paper that a draft holds: its running text with sections and sentences, and its notes.

    Each number in the text is paired with the note of that number, series by series where numbers
    begin anew. A number without a note and a note without a number are both kept, and the paper's
    warnings name them. References are read by ``read_notes``, each series by itself.
    """
    if read_notes is None:
        from tertius.intake.citations import read_notes as read_them

        read_notes = read_them
    laid = _lay(draft.blocks, draft.title)
    called, again = _called_in_series(laid.anchors)
    printed, twice = _printed_in_series(draft.notes)
    printed = _paired(called, printed)
    notes: list[Note] = []
    warnings = [*draft.warnings, *again, *twice]
    for series in range(max(len(called), len(printed))):
        anchors = called[series] if series < len(called) else {}
        texts = printed[series] if series < len(printed) else {}
        notes += _notes(series, anchors, texts, read_notes)
        warnings += _warnings(series, anchors, texts)
    return Paper(
        title=draft.title,
        text=laid.text,
        sections=tuple(laid.sections),
        sentences=tuple(laid.sentences),
        notes=tuple(notes),
        places=tuple(laid.places),
        warnings=tuple(warnings),
    )


@dataclass
class _Laid:
    """Blocks laid out as running text."""

    text: str = ""
    sections: list[Section] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    anchors: list[tuple[int, Anchor]] = field(default_factory=list)
    places: list[tuple[int, str]] = field(default_factory=list)


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
        for (offset, number), sentence in zip(
            sorted(block.anchors), _sentences_at(block, spans), strict=True
        ):
            laid.anchors.append((number, Anchor(start + offset, sentence)))
        laid.places += [(start + offset, place) for offset, place in block.places]
        start += len(block.text)
    laid.text = _PARAGRAPH.join(parts)
    laid.sections = _sections(headings, len(laid.text))
    return laid


def _sentences_at(block: Block, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """For each number of a note in a block the sentence that ends with it or holds it."""
    index = 0
    for offset, _ in sorted(block.anchors):
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


_Called = dict[int, Anchor]
_Printed = dict[int, PrintedNote]


def _called_in_series(
    anchors: Sequence[tuple[int, Anchor]],
) -> tuple[list[_Called], list[str]]:
    """The numbers in the text, by series: a new one begins where the numbers begin anew."""
    series: list[_Called] = []
    repeated: list[int] = []
    last = 0
    for index, (number, anchor) in enumerate(anchors):
        following = anchors[index + 1][0] if index + 1 < len(anchors) else None
        if not series or _begins_anew(number, last, following, series[-1]):
            series.append({})
        elif number in series[-1]:
            repeated.append(number)
            continue
        series[-1][number] = anchor
        last = number
    said = [f"{_numbers([n])} is called more than once; the first place counts." for n in repeated]
    return series, said


def _begins_anew(number: int, last: int, following: int | None, seen: _Called | _Printed) -> bool:
    """Whether a new series begins with a number: at 1, or at a low number that the next goes on from."""
    if number > last:
        return False
    return number == 1 or (number not in seen and number < last and following == number + 1)


def _printed_in_series(notes: Sequence[PrintedNote]) -> tuple[list[_Printed], list[str]]:
    """The printed notes by series; of two with one number the first stays."""
    series: list[_Printed] = []
    warnings = []
    last = 0
    for index, note in enumerate(notes):
        following = notes[index + 1].number if index + 1 < len(notes) else None
        if not series or _begins_anew(note.number, last, following, series[-1]):
            series.append({})
        elif note.number in series[-1]:
            where = f" at {note.place}" if note.place else ""
            warnings.append(
                f"A second note {note.number}{where} was left out: {_shortened(note.text)}"
            )
            continue
        series[-1][note.number] = note
        last = note.number
    return series, warnings


def _paired(called: Sequence[_Called], printed: list[_Printed]) -> list[_Printed]:
    """The printed series, each at the index of the series in the text that it belongs to.

    Where some series is lost, each goes to the one whose numbers it shares most of, in order.
    """
    if len(printed) >= len(called):
        return printed
    missing = len(called) - len(printed)
    best: list[list[tuple[int, int]]] = [[(0, -1)] * (missing + 1)]
    for index, notes in enumerate(printed):
        row: list[tuple[int, int]] = []
        for skipped in range(missing + 1):
            shared = len(notes.keys() & called[index + skipped].keys())
            value, chosen = max((best[index][s][0], -s) for s in range(skipped + 1))
            row.append((value + shared, -chosen))
        best.append(row)
    placed: list[_Printed] = [{} for _ in called]
    skipped = max(range(missing + 1), key=lambda s: (best[-1][s][0], -s))
    for index in range(len(printed) - 1, -1, -1):
        placed[index + skipped] = printed[index]
        skipped = best[index + 1][skipped][1]
    return placed


def _notes(
    series: int, anchors: _Called, printed: _Printed, read_notes: ReadNotes
) -> Iterator[Note]:
    """The notes of a series by number, those of which only the number is left among them."""
    texts = [printed[number] for number in sorted(printed)]
    read = dict(zip(sorted(printed), read_notes(texts) if texts else [], strict=True))
    for number in sorted(anchors.keys() | printed.keys()):
        note = printed.get(number)
        kind, references = read.get(number, ("missing", ()))
        yield Note(
            number=number,
            series=series,
            present=note is not None,
            complete=note is not None and note.complete,
            text=note.text if note else "",
            anchor=anchors.get(number),
            kind=kind,
            references=references,
        )


def _warnings(series: int, anchors: _Called, printed: _Printed) -> list[str]:
    """What is missing of a series of notes, in sentences."""
    where = f" of series {series}" if series else ""
    largest = max(anchors.keys() | printed.keys(), default=0)
    cut = [note.number for note in printed.values() if not note.complete]
    unseen = set(range(1, largest + 1)) - anchors.keys() - printed.keys()
    missing: list[tuple[Collection[int], str, str]] = [
        (
            anchors.keys() - printed.keys(),
            "is lost: only the number stands in the text",
            "are lost: only the numbers stand in the text",
        ),
        (
            printed.keys() - anchors.keys(),
            "is called nowhere in the text",
            "are called nowhere in the text",
        ),
        (cut, "is cut off", "are cut off"),
        (
            unseen,
            "was seen neither in the text nor among the notes",
            "were seen neither in the text nor among the notes",
        ),
    ]
    return [
        f"{_numbers(numbers)}{where} {one if len(numbers) == 1 else several}."
        for numbers, one, several in missing
        if numbers
    ]


def _numbers(numbers: Iterable[int]) -> str:
    """Numbers of notes as one reads them: ``Notes 88 to 205, 208 and 211``."""
    ordered = sorted(set(numbers))
    runs: list[list[int]] = []
    for number in ordered:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [
        part
        for run in runs
        for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))
    ]
    listed = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"{'Note' if len(ordered) == 1 else 'Notes'} {listed}"


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + " …"
