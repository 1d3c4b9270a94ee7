"""Numbers in the text and notes paired, and put into the series that their numbers make."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tertius.intake.documents.notes import PrintedNote
from tertius.intake.documents.series import in_series, is_one_list, paired_series

MOST_SERIES = 2_000
"""With more beginnings than this a paper has no chapters but a fault; what comes later stays in the last."""
MOST_OPEN = 50
"""So many of the latest series may go on: two languages beside each other need two."""


@dataclass
class Slot:
    """One note: its number, where it is called, and which of the printed notes it is."""

    number: int
    calls: list[int] = field(default_factory=list)
    note: int | None = None
    stream: str | None = None
    """What the note counts in, beside others; None where its note is lost."""


@dataclass
class Pairs:
    """The notes of a paper by series, and what stood twice."""

    series: list[list[Slot]]
    again: list[int] = field(default_factory=list)
    """Numbers that the text calls more than once."""
    left_out: list[int] = field(default_factory=list)
    """Printed notes whose number another note of their series has."""


def pair(
    called: Sequence[int], notes: Sequence[PrintedNote], placed: Sequence[int | None] | None
) -> Pairs:
    """Return the notes of a paper by series.

    ``called`` holds the numbers in the text in order, ``placed`` which note each calls; without it
    numbers decide, series by series.
    """
    if placed is None:
        return _by_numbers(called, notes)
    return _as_placed(called, notes, placed)


def _by_numbers(called: Sequence[int], notes: Sequence[PrintedNote]) -> Pairs:
    pairs = Pairs([])
    in_text = in_series(called)
    printed = in_series([note.number for note in notes])
    homes = paired_series(
        [{called[at] for at in part} for part in in_text],
        [{notes[index].number for index in part} for part in printed],
    )
    count = max(len(in_text), len(printed))
    series: list[dict[int, Slot]] = [{} for _ in range(count)]
    for slots, part in zip(series, in_text, strict=False):
        for at in part:
            slot = slots.setdefault(called[at], Slot(called[at]))
            if slot.calls:
                pairs.again.append(called[at])
            slot.calls.append(at)
    for index, part in enumerate(printed):
        home = homes[index]
        slots = series[index if home is None else home]
        for at in part:
            number = notes[at].number
            slot = slots.setdefault(number, Slot(number))
            if slot.note is not None:
                pairs.left_out.append(at)
            else:
                slot.note = at
    pairs.series = [[slots[number] for number in sorted(slots)] for slots in series]
    return pairs


def _as_placed(
    called: Sequence[int], notes: Sequence[PrintedNote], placed: Sequence[int | None]
) -> Pairs:
    """The notes by series where it is known which note each number calls."""
    by_note: dict[int, Slot] = {}
    lost: dict[int, Slot] = {}
    slots: list[tuple[float, Slot]] = []
    before, anew = -1.0, 0
    listed = is_one_list(called, max((note.number for note in notes), default=0))
    for at, (number, index) in enumerate(zip(called, placed, strict=True)):
        anew = at if number == 1 else anew
        if index is None:
            slot = lost.get(number)
            if slot is not None and (listed or slot.calls[-1] > anew):
                slot.calls.append(at)
                continue
            slot = lost[number] = Slot(number, [at])
            slots.append((before + 0.5 if listed else at, slot))
        elif index in by_note:
            by_note[index].calls.append(at)
        else:
            by_note[index] = Slot(notes[index].number, [at], index, notes[index].stream)
            slots.append((index if listed else at, by_note[index]))
        before = index if index is not None else before
    slots.sort(key=lambda item: item[0])
    series = _chained([slot for _, slot in slots])
    _add_uncalled(series, notes, by_note)
    return Pairs([_in_order(part) for part in series])


def _in_order(part: list[Slot]) -> list[Slot]:
    """A series by its numbers, where they do not stand so, as where a note is called late; marks first then."""
    numbers = [slot.number for slot in part if slot.number]
    return part if numbers == sorted(numbers) else sorted(part, key=lambda slot: slot.number)


def _chained(slots: Sequence[Slot]) -> list[list[Slot]]:
    """The slots by series: each goes on in the latest series whose last number is the one before its own.

    Failing that it goes where its number is larger than the last and not taken; a number that fits
    nowhere begins a series, as 1 does. Marks stay in the series around them.
    """
    series: list[_Series] = []
    at = 0
    for slot in slots:
        number = slot.number
        if number or not series:
            at = _home(series, slot, at)
            if at == len(series):
                series.append(_Series(slot.stream))
            series[at].last = number
            series[at].seen.add(number)
        series[at].slots.append(slot)
    return [part.slots for part in series]


@dataclass
class _Series:
    stream: str | None
    last: int = 0
    seen: set[int] = field(default_factory=set)
    slots: list[Slot] = field(default_factory=list)


def _home(series: Sequence[_Series], slot: Slot, at: int) -> int:
    """Which series a number goes on in; their count where it begins a new one."""
    number = slot.number
    recent = [at, *range(len(series) - 1, max(-1, len(series) - MOST_OPEN), -1)]
    near = [
        i
        for i in recent
        if i < len(series) and (slot.stream is None or series[i].stream in (None, slot.stream))
    ]
    ways: list[Callable[[_Series], bool]] = [lambda one: one.last == number - 1]
    if number != 1:
        ways += [
            lambda one: one.last < number and number not in one.seen,
            lambda one: number not in one.seen,
        ]
    for fits in ways:
        home: int | None = next((i for i in near if fits(series[i])), None)
        if home is not None:
            return home
    return len(series) if len(series) < MOST_SERIES or not near else near[0]


def _add_uncalled(
    series: list[list[Slot]], notes: Sequence[PrintedNote], by_note: Mapping[int, Slot]
) -> None:
    """Add the notes that nothing calls, each to the series of the note before it, or to one of their own."""
    homes = {slot.note: place for place, part in enumerate(series) for slot in part}
    taken = [{slot.number for slot in part if slot.number} for part in series]
    first = next((homes[index] for index in range(len(notes)) if index in by_note), None)
    alone: list[int] = []
    home = first
    for index, note in enumerate(notes):
        if index in by_note:
            home = homes[index]
        elif home is None or note.number in taken[home]:
            alone.append(index)
        else:
            taken[home] |= {note.number} - {0}
            _put(series[home], Slot(note.number, [], index))
    for part in in_series([notes[index].number for index in alone]):
        slots = (Slot(notes[alone[i]].number, [], alone[i]) for i in part)
        series.append(list(slots))


def _put(part: list[Slot], slot: Slot) -> None:
    """Put an uncalled note behind the one that was printed before it."""
    before = [
        place
        for place, other in enumerate(part)
        if other.note is not None and slot.note is not None and other.note < slot.note
    ]
    part.insert(before[-1] + 1 if before else 0, slot)
