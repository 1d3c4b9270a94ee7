"""A note cut into the publications that it cites; what the author says beside them is left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tertius.intake.citations.comments import is_comment, is_finished, title_quote
from tertius.intake.citations.elements import ends_sentence
from tertius.intake.citations.forms import form_in
from tertius.intake.citations.leads import (
    ALSO,
    CONTINUES,
    LEAD,
    LONGEST_LEAD,
    OPENING,
    behind_lead,
    without_lead,
)
from tertius.intake.citations.manners import read_manner
from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.marks import Mark
from tertius.intake.citations.pieces import (
    INVERTED,
    LONGEST_NAME,
    Stretch,
    cut_at,
    gaps,
    split_at,
    stretch_of,
    trim,
)
from tertius.intake.citations.works import works_of

# An initial between two names is one in its natural order, as notes have it: Martin L. King, Why We Wait.
LIST_HEAD = re.compile(
    r"(?:[^\W\d_][\w'’.-]{0,30}[ ]){0,4}[^\W\d_][\w'’-]{1,30}(?:, (?:[^\W\d_a-z]\.[ -]?){1,4}| (?:[^\W\d_a-z]\.[ -]?){1,4}(?! ?[^\W\d_a-z][\w'’-]{1,30}(?: (?:Jr|Sr|I{2,3}|IV)\.?)?, )|,? (?!I{2,3}\b|IV\b)[^\W\d_a-z]{1,3}(?:,|\.(?! [^\W\d_a-z][\w'’-]{1,30}(?: (?:Jr|Sr|I{2,3}|IV)\.?)?, )| (?=\(\d|and |& )))"
    r"[^‘“\"<]{0,400}?[ (,.](?:19|20)\d\d[a-f]?[).,:]"
)
FULL_HEAD = re.compile(
    rf"{INVERTED}(?:[,;]? ?(?:and |& |und |et )?{INVERTED}){{0,20}}[,.]? ?\(?(?:1[5-9]|20)\d\d[a-f]?(?:\)[.,:]?|[.,:])\s{{1,3}}(?:[^\W\d_]|[“\"‘«„])"
)
"""Given names written out behind the family's: Mackay, Duncan (1986)."""
BODY_HEAD = re.compile(
    r"[^\W\d_a-zа-я][^\n.,;:()‘“\"]{3,90}\. \((?:1[5-9]|20)\d\d[a-f]?(?:, [^\W\d_]{3,9} \d{1,2})?\)\. [^\W_]"
)
"""A body before a year in brackets, as APA has it: Arland Water Board. (2014). Annual report."""
LISTED_NUMBER = re.compile(r"\[\d{1,4}\]\s?")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a note says of one publication, and the marks inside it."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    listed: bool = False
    """Whether it is written as in a list of literature, its parts ended by full stops."""
    taken: Taken | None = None
    """Its fields, where it is written in a manner that shows in the whole of it."""


def units(text: str, found: Sequence[Mark]) -> list[Unit]:
    """The citations in a note, in order, none overlapping another; sentences of comment are left out."""
    kept: list[Unit] = []
    place = 0
    for start, taken in _wholes(text, found):
        kept += _plain_units(text, stretch_of(found, place, start))
        end = taken.end + (text[taken.end : taken.end + 1] in ".。")
        inside = tuple(mark for mark in found if start <= mark.start and mark.end <= end)
        begin = taken.start
        kept.append(Unit(begin, end, inside, taken=taken))
        place = end
    return [*kept, *_plain_units(text, stretch_of(found, place, len(text)))]


def _wholes(text: str, found: Sequence[Mark]) -> Iterator[tuple[int, Taken]]:
    """Yield the citations in a manner that shows in the whole, and where the words that lead into each begin."""
    place = 0
    for start in _heads(text, found):
        if start < place:
            continue
        begin = start
        while begin < len(text) and text[begin] in " \n,.;":
            begin += 1
        if start == 0 and (number := LISTED_NUMBER.match(text, begin)):
            begin = number.end()
        for _ in range(3):
            most = min(len(text), begin + LONGEST_LEAD)
            lead = LEAD.match(text, begin, most) or OPENING.match(text, begin, most)
            if lead is None:
                break
            begin = lead.end()
        if form_in(text, begin, min(len(text), begin + LONGEST_NAME)):
            continue
        taken = read_manner(text, begin, len(text))
        if taken is None or not _ends_whole(text, taken.end):
            continue
        yield start, taken
        place = taken.end


def _heads(text: str, found: Sequence[Mark]) -> Iterator[int]:
    """Yield the places at which a citation may begin: the head of a note, and behind a cut or a sentence."""
    yield 0
    for start, end in gaps(Stretch(0, len(text), list(found))):
        for at in range(start, min(end, len(text) - 1)):
            if text[at] in ";；。" or (text[at] == "." and ends_sentence(text, at, len(text))):
                yield at + 1


def _ends_whole(text: str, end: int) -> bool:
    """Return whether nothing more of a citation stands behind a place."""
    rest = text[end : end + 3].lstrip()
    return not rest or rest[0] in ";；.。" or (rest[0] == "," and bool(ALSO.match(text, end + 2)))


def _plain_units(text: str, whole: Stretch) -> list[Unit]:
    """Return the citations of a stretch in which no manner shows in the whole."""
    kept: list[Unit] = []
    for part in cut_at(text, whole, ";；"):
        trimmed = trim(text, part)
        if trimmed is None:
            continue
        head = behind_lead(text, trimmed)
        if _is_listed(text, head) and not any(mark.kind == "quote" for mark in head.marks[:1]):
            kept.append(Unit(head.start, head.end, tuple(head.marks), listed=True))
            continue
        for sentence in _sentences(text, trimmed):
            for piece in works_of(text, sentence):
                led = without_lead(text, piece)
                if led is not None:
                    kept.append(Unit(led.start, led.end, tuple(led.marks)))
    return kept


def _is_listed(text: str, part: Stretch) -> bool:
    """Return whether a part begins as an entry of a list: inverted names, and a year behind them."""
    most = min(part.end, part.start + 600)
    heads = (LIST_HEAD, FULL_HEAD, BODY_HEAD)
    return any(head.match(text, part.start, most) for head in heads)


def _sentences(text: str, part: Stretch) -> list[Stretch]:
    """The sentences of a part, those put together again that say of one publication."""
    cuts = []
    for start, end in gaps(part):
        for at in range(start, end):
            if text[at] not in ".!?" or at + 1 >= part.end or not text[at + 1].isspace():
                continue
            asked = text[at] != "." and text[at + 2 : at + 3].isupper()
            if asked or (text[at] == "." and ends_sentence(text, at, part.end)):
                cuts.append((at + 1, at + 1))
    for mark in part.marks:
        after = mark.end
        if mark.kind == "link" and text[after : after + 2] == ". ":
            cuts.append((after + 1, after + 1))
    cuts = sorted(set(cuts))
    joined: list[Stretch] = []
    for piece in filter(None, (trim(text, piece) for piece in split_at(part, cuts))):
        if joined and _belongs(text, joined[-1], piece):
            last = joined[-1]
            joined[-1] = Stretch(last.start, piece.end, [*last.marks, *piece.marks])
        else:
            joined.append(piece)
    return [piece for piece in joined if not is_comment(text, piece)]


def _belongs(text: str, last: Stretch, piece: Stretch) -> bool:
    """Whether a sentence goes on with the publication of the one before."""
    head = text[piece.start : piece.start + 40]
    if form_in(text, last.start, min(last.end, last.start + 40)) and last.end - last.start < 40:
        return bool(re.match(r"(?:pp?|s|с|str|стр)\. ?\d", head, re.IGNORECASE))
    if is_comment(text, last):
        return False
    if CONTINUES.match(head):
        return True
    if is_comment(text, piece) or LEAD.match(head) or form_in(text, piece.start, piece.start + 40):
        return False
    finished = is_finished(text, last)
    quoted = title_quote(text, last) is not None
    if finished:
        return False
    follows = title_quote(text, piece)
    if quoted and follows is not None:
        return False
    if not quoted and follows is not None:
        return follows.start - piece.start < 3 or not text[piece.start : follows.start].strip(" ,")
    return quoted or title_quote(text, piece) is None
