"""A note cut into the publications that it cites; what the author says beside them is left out."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tertius.intake.citations import details as of
from tertius.intake.citations.dates import tail_date
from tertius.intake.citations.elements import ends_sentence
from tertius.intake.citations.forms import form_in
from tertius.intake.citations.manners import read_manner
from tertius.intake.citations.manners.taken import Taken
from tertius.intake.citations.marks import Mark
from tertius.intake.citations.persons import is_body, is_person, names
from tertius.intake.citations.words import ACCESSED, SMALL, VERBS

LEAD = re.compile(
    r"(?:(?:(?:but|and|though|aber|doch|ali|но|so|näher) )?(?:see|cf|confer|compare|accord|vide|voyez|siehe|vgl|vidi|vidjeti|pogledati|uporediti|сравни|смотри|cp|contra|quoted|cited|reprinted|reported|discussed|mentioned|citing|quoting|source|sources|vidi|videti|vid|videt|uporedi|smotri"
    r"|см|ср|цит|voir|siehe|vgl|vergleiche)\b[.:]{0,2}|(?:so auch|ebenso|ähnlich|anders|a\. ?A\.|näher|ausführlich|eingehend|zum Ganzen|so etwa|véase|véanse|cfr|zob|por|porov)(?![^\W_])[.:,]?|по:|(?:参见|详见|参阅|转引自|又见|见)[：:]?)"
    r"(?: (?:also|too|again|generally|e\.g\.,?|eg,?|for example,?|for instance,?|inter alia,?|among others,?|in particular,?|especially|esp\.|further|the following:|takođe"
    r"|također|npr\.|i|например,?|также|aussi|auch|z\.B\.|in|by|from|as|the discussion in|the analysis in|the article by|dazu|etwa|nur|statt vieler|insbesondere|insb\.|bspw\.|auch|hierzu|hiezu|ausführlich|eingehend|näher|m\. ?w\. ?N\.|više|detaljnije|opširnije|u|подробнее|подр\.|plus|également|además|también|anche|po)(?![^\W_])[:,]?){0,4},? *",
    re.IGNORECASE,
)
ALSO = re.compile(
    r"(?:and |or |but |i |и )?(?:(?:as )?(?:quoted|cited|reprinted|reported|summari[sz]ed) (?:in|by)|see(?: also|, for example| e\.g\.| for example|, e\.g\.| generally)?|cf\.|citing|quoting|vidi(?: i| takođe)?|см\.(?: также)?|цит\. по:?|vgl\.|siehe auch|voir aussi)(?![^\W_])[:,]? ",
    re.IGNORECASE,
)
QUOTED_IN = re.compile(r" (?:as )?(?:quoted|cited|reported) in (?=[^\W_])")
OPENING = re.compile(
    r"(?:for (?:example|instance)|e\.g\.|inter alia|among others|in particular|data (?:from|are from|is from|taken from)|based on|according to|source|sources|also|and|as (?:quoted|cited|reported|noted|argued) (?:in|by)|here|respectively|first|second|in serbian|in russian)[,:]? (?=[^\W_])",
    re.IGNORECASE,
)
TALKING = re.compile(
    r"\b(?:see|on|about|for|discussion|overview|details?|more|analysis|account|background|view|example|critique)\b",
    re.IGNORECASE,
)
CONTINUES = re.compile(
    r"(?:accessed|available|retrieved|last accessed|https?:|www\.|<|doi|url|in serbian|in russian|in chinese|translated by|translation|emphasis|pp?\. ?\d|vol\. ?\d|no\. ?\d|\(|\[|ed\. by|eds\.|edited by|pristupljeno|дата обращения|режим доступа|с\. ?\d|str\. ?\d|n\.d)",
    re.IGNORECASE,
)
COMPARED = re.compile(r"(?:but )?compare ", re.IGNORECASE)
WITH = re.compile(r"(?:and )?with (?=[^\W\d_a-z‘“])")
"""Compare Otter, …, with Gale, …: two works (Bluebook, rule 1.2)."""
LIST_HEAD = re.compile(
    r"(?:[^\W\d_][\w'’.-]{0,30}[ ]){0,4}[^\W\d_][\w'’-]{1,30},? (?:(?:[^\W\d_a-z]\.[ -]?){1,4}|[^\W\d_a-z]{1,3}[,.])"
    r"[^‘“\"<]{0,400}?[ (,.](?:19|20)\d\d[a-f]?[).,:]"
)
INVERTED = r"(?!(?:The|A|An|Der|Die|Das) )(?:[^\W\d_]{1,3} )?[^\W\d_a-zа-я][\w'’‐-]{1,30}, (?!(?:The|A|An|Der|Die|Das|Le|La|Les|On|In|How|Why) )(?:[^\W\d_a-zа-я][\w'’.‐-]{0,20}(?:[ ]|(?=[,;(]|\Z))){1,3}"
FULL_HEAD = re.compile(
    rf"{INVERTED}(?:[,;]? ?(?:and |& |und |et )?{INVERTED}){{0,20}}[,.]? ?\(?(?:1[5-9]|20)\d\d[a-f]?(?:\)[.,:]?|[.,:])\s{{1,3}}(?:[^\W\d_]|[“\"‘«„])"
)
"""Given names written out behind the family's: Mackay, Duncan (1986)."""
BODY_HEAD = re.compile(
    r"[^\W\d_a-zа-я][^\n.,;:()‘“\"]{3,90}\. \((?:1[5-9]|20)\d\d[a-f]?(?:, [^\W\d_]{3,9} \d{1,2})?\)\. [^\W_]"
)
"""A body before a year in brackets, as APA has it: Arland Water Board. (2014). Annual report."""
LONE_INVERTED = re.compile(rf"{INVERTED}\Z")
ENTITY = re.compile(r"&#?\w{1,8}\Z")
LISTED_NUMBER = re.compile(r"\[\d{1,4}\]\s?")
LEGAL = re.compile(r"(?:Case [A-Z]?-?\d|Joined Cases|UNSC |UNGA |Council Regulation|Regulation \()")
LONGEST_LEAD = 260
LONGEST_NAME = 60


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


@dataclass(slots=True)
class _Part:
    start: int
    end: int
    marks: list[Mark]


def units(text: str, found: Sequence[Mark]) -> list[Unit]:
    """The citations in a note, in order, none overlapping another; sentences of comment are left out."""
    kept: list[Unit] = []
    place = 0
    for start, taken in _wholes(text, found):
        kept += _plain_units(text, _between(found, place, start))
        end = taken.end + (text[taken.end : taken.end + 1] in ".。")
        inside = tuple(mark for mark in found if start <= mark.start and mark.end <= end)
        begin = taken.start
        kept.append(Unit(begin, end, inside, taken=taken))
        place = end
    return [*kept, *_plain_units(text, _between(found, place, len(text)))]


def _between(found: Sequence[Mark], start: int, end: int) -> _Part:
    return _Part(start, end, [mark for mark in found if start <= mark.start and mark.end <= end])


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
    for start, end in _gaps(_Part(0, len(text), list(found))):
        for at in range(start, min(end, len(text) - 1)):
            if text[at] in ";；。" or (text[at] == "." and ends_sentence(text, at, len(text))):
                yield at + 1


def _ends_whole(text: str, end: int) -> bool:
    """Return whether nothing more of a citation stands behind a place."""
    rest = text[end : end + 3].lstrip()
    return not rest or rest[0] in ";；.。" or (rest[0] == "," and bool(ALSO.match(text, end + 2)))


def _plain_units(text: str, whole: _Part) -> list[Unit]:
    """Return the citations of a stretch in which no manner shows in the whole."""
    kept: list[Unit] = []
    for part in _cut(text, whole, ";；"):
        trimmed = _trimmed(text, part)
        if trimmed is None:
            continue
        head = _behind_lead(text, trimmed)
        if _is_listed(text, head) and not any(mark.kind == "quote" for mark in head.marks[:1]):
            kept.append(Unit(head.start, head.end, tuple(head.marks), listed=True))
            continue
        for sentence in _sentences(text, trimmed):
            for piece in _connected(text, sentence):
                led = _led(text, piece)
                if led is not None:
                    kept.append(Unit(led.start, led.end, tuple(led.marks)))
    return kept


def _behind_lead(text: str, part: _Part) -> _Part:
    """Return a part without the words that lead into it, where it begins with such words."""
    start = part.start
    for _ in range(3):
        lead = LEAD.match(text, start, min(part.end, start + LONGEST_LEAD))
        if lead is None:
            break
        start = lead.end()
    return _Part(start, part.end, [mark for mark in part.marks if mark.start >= start])


def _is_listed(text: str, part: _Part) -> bool:
    """Return whether a part begins as an entry of a list: inverted names, and a year behind them."""
    most = min(part.end, part.start + 600)
    heads = (LIST_HEAD, FULL_HEAD, BODY_HEAD)
    return any(head.match(text, part.start, most) for head in heads)


def _gaps(part: _Part) -> Iterator[tuple[int, int]]:
    """The stretches of a part that are in no quote, bracket or link."""
    place = part.start
    for mark in part.marks:
        yield place, mark.start
        place = mark.end
    yield place, part.end


def _split(part: _Part, cuts: Sequence[tuple[int, int]]) -> Iterator[_Part]:
    """The parts between cuts, each of which takes away what stands from its first place to its second."""
    place, index = part.start, 0
    for begin, end in [*cuts, (part.end, part.end)]:
        inside = []
        while index < len(part.marks) and part.marks[index].end <= begin:
            if part.marks[index].start >= place:
                inside.append(part.marks[index])
            index += 1
        yield _Part(place, begin, inside)
        place = end


def _cut(text: str, part: _Part, sign: str) -> Iterator[_Part]:
    cuts = [
        (at, at + 1)
        for start, end in _gaps(part)
        for at in range(start, end)
        if text[at] in sign and not ENTITY.search(text, max(start, at - 10), at)
    ]
    return _split(
        part,
        [cut for cut, name in zip(cuts, _lone_names(text, part, cuts), strict=True) if not name],
    )


def _lone_names(text: str, part: _Part, cuts: Sequence[tuple[int, int]]) -> Iterator[bool]:
    """Whether nothing but a person stands before a cut: then it parts two authors and no citations."""
    place = part.start
    for begin, end in cuts:
        words = text[place:begin].strip() if begin - place < LONGEST_NAME else ""
        yield (is_person(words) or bool(LONE_INVERTED.match(words))) and not is_body(words)
        place = end


def _trimmed(text: str, part: _Part) -> _Part | None:
    start, end = part.start, part.end
    while start < end and (text[start].isspace() or text[start] in ",.;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return _Part(start, end, part.marks) if start < end else None


def _sentences(text: str, part: _Part) -> list[_Part]:
    """The sentences of a part, those put together again that say of one publication."""
    cuts = []
    for start, end in _gaps(part):
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
    joined: list[_Part] = []
    for piece in filter(None, (_trimmed(text, piece) for piece in _split(part, cuts))):
        if joined and _belongs(text, joined[-1], piece):
            last = joined[-1]
            joined[-1] = _Part(last.start, piece.end, [*last.marks, *piece.marks])
        else:
            joined.append(piece)
    return [piece for piece in joined if not is_comment(text, piece)]


def _belongs(text: str, last: _Part, piece: _Part) -> bool:
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
    finished = _finished(text, last)
    quoted = _title_quote(text, last) is not None
    if finished:
        return False
    follows = _title_quote(text, piece)
    if quoted and follows is not None:
        return False
    if not quoted and follows is not None:
        return follows.start - piece.start < 3 or not text[piece.start : follows.start].strip(" ,")
    return quoted or _title_quote(text, piece) is None


def _finished(text: str, part: _Part) -> bool:
    """Whether a part already has what a citation ends with: a date, a link, a bracket behind a title."""
    title = _title_quote(text, part)
    after = title.end if title else part.start + 1
    if any(
        mark.kind == "link"
        or (mark.kind == "round" and any(map(str.isdigit, text[mark.start : mark.end])))
        for mark in part.marks
        if mark.start >= after
    ):
        return True
    end = part.end - 1 if text[part.end - 1] == "." else part.end
    return tail_date(text, max(after, part.start), end) is not None or _paged(text, part)


def _paged(text: str, part: _Part) -> bool:
    tail = text[max(part.start, part.end - 30) : part.end].rstrip(".").rsplit(",", 1)[-1].strip()
    return bool(of.PAGES.match(tail))


def _title_quote(text: str, part: _Part) -> Mark | None:
    """The quote of a part that is a title: it begins a piece, or follows the words of a name."""
    for mark in part.marks:
        if mark.kind != "quote":
            continue
        before = text[max(part.start, mark.start - 300) : mark.start].rstrip()
        if not before or before[-1] in ",.:;)]" or mark.start == part.start:
            return mark
        lead = LEAD.match(before)
        words = before[lead.end() :] if lead else before
        if (
            words
            and len(words) < 160
            and not _verbal(words)
            and (is_body(words) or (bool(names(words)) and words[:1].isupper()))
        ):
            return mark
        if lead and not words.strip():
            return mark
        if before.endswith((" in", " see", " also", " title", " article")):
            return mark
        return None
    return None


def _verbal(words: str) -> bool:
    return any(word in VERBS for word in _bare(words.split()[:60]))


def _bare(words: list[str]) -> list[str]:
    return [word.strip(".,:;()") for word in words]


def is_comment(text: str, part: _Part) -> bool:
    """Whether a sentence is the author's own, and cites nothing."""
    lead = LEAD.match(text, part.start, min(part.end, part.start + LONGEST_LEAD))
    if form_in(text, lead.end() if lead else part.start, part.end):
        return False
    if any(mark.kind == "link" for mark in part.marks):
        return False
    if LEGAL.match(text, part.start, part.end) and not _verbal(text[part.start : part.end]):
        return False
    outside = " ".join(text[start:end] for start, end in _gaps(part))[:3000]
    words = outside.split()
    title = _title_quote(text, part)
    if title is not None:
        following = text[title.end : title.end + 3].strip()
        if (
            following[:1] in {",", "[", "("}
            or not following
            or following[:1] == "."
            or text[title.inner_end - 1] in ",."
        ):
            return False
    imprint = any(
        mark.kind == "round" and _imprint(text[mark.inner_start : mark.inner_end])
        for mark in part.marks
    )
    if imprint:
        return False
    verbs = sum(1 for word in _bare(words) if word in VERBS)
    small = sum(1 for word in words if word[:1].islower())
    end = part.end - 1 if text[part.end - 1] == "." else part.end
    dated = tail_date(text, part.start, end) is not None or _paged(text, part)
    if dated and "," in outside:
        return verbs > 0 and small > len(words) * 0.5
    if title is not None and not verbs:
        return False
    if verbs or small > len(words) * 0.45:
        return True
    return "," not in outside and not dated


def _imprint(inner: str) -> bool:
    """Whether a bracket holds a place with a publisher, or a volume with a year."""
    if len(inner) > 300:
        return False
    day = tail_date(inner, 0, len(inner))
    return day is not None and (
        ": " in inner or "Vol" in inner or "No." in inner or "," in inner or day.start == 0
    )


def _connected(text: str, part: _Part) -> Iterator[_Part]:
    """The parts of a sentence that cite one publication each: cut at see also, quoted in, and the like."""
    cuts: list[tuple[int, int]] = []
    is_compared = bool(COMPARED.match(text, part.start, part.end))
    for start, end in _gaps(part):
        for at in range(start, end):
            if (
                text[at] == ","
                or (text[at] in ")]’”>" and at + 1 < end)
                or (at == start and at > part.start)
            ):
                place = at + 1 if text[at] == "," else at
                while place < end and text[place].isspace():
                    place += 1
                found = ALSO.match(text, place, end if end - place < 80 else place + 80)
                if found is None and is_compared:
                    found = WITH.match(text, place, end)
                if found and place > part.start + 3:
                    cuts.append((place, found.end()))
        cuts += [(found.start(), found.end()) for found in QUOTED_IN.finditer(text, start, end)]
    pieces = [
        piece for piece in (_trimmed(text, piece) for piece in _split(part, _apart(cuts))) if piece
    ]
    if len(pieces) > 1 and _introduces(text, pieces[0]):
        pieces = pieces[1:]
    for piece in pieces:
        yield from _two_titles(text, piece)


def _introduces(text: str, part: _Part) -> bool:
    """Whether words only lead into what follows them: For a discussion of ownership, see …."""
    words = text[part.start : part.end][:LONGEST_LEAD].split()
    if part.marks or form_in(text, part.start, part.end) or part.end - part.start > LONGEST_LEAD:
        return False
    if not any(sign in ",:0123456789" for sign in text[part.start : part.end]) and len(words) < 8:
        return True
    return words[0].lower() in SMALL or _verbal(" ".join(words)) or words[0][:1].islower()


def _apart(cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for cut in sorted(cuts):
        if not kept or cut[0] >= kept[-1][1]:
            kept.append(cut)
    return kept


def _two_titles(text: str, part: _Part) -> Iterator[_Part]:
    """A part with several titles, each behind names of its own, cut before those names."""
    cuts: list[tuple[int, int]] = []
    quotes = [at for at, mark in enumerate(part.marks) if mark.kind == "quote"]
    for at_first, at_second in itertools.pairwise(quotes):
        first, second = part.marks[at_first], part.marks[at_second]
        between = part.marks[at_first + 1 : at_second]
        low = between[-1].end if between else first.end
        gap = text[low : second.start]
        if len(gap) > 400:
            continue
        pieces = gap.split(", ")
        at = _names_before(pieces, anything=bool(between))
        if at is None:
            continue
        cut = low + len(", ".join(pieces[:at])) + (2 if at else 0)
        if cut > first.end + 1:
            cuts.append((cut, cut))
    for piece in _split(part, _apart(cuts)):
        trimmed = _trimmed(text, piece)
        if trimmed:
            yield trimmed


def _names_before(pieces: list[str], *, anything: bool) -> int | None:
    """At which of the pieces between two titles the names of the second begin."""
    if len(pieces) < (2 if anything else 3) or pieces[-1].strip():
        return None
    at = len(pieces) - 2
    finished = anything or any(tail_date(piece, 0, len(piece)) for piece in pieces[:at])
    candidate = pieces[at].strip(" .").removeprefix("and ").strip()
    if (
        not finished
        or not candidate
        or ACCESSED.match(candidate)
        or tail_date(candidate, 0, len(candidate))
    ):
        return None
    if candidate.startswith(("in ", "In ")):
        return None
    return at if names(candidate) and candidate[:1].isupper() else None


def _led(text: str, part: _Part) -> _Part | None:
    """A part without the words that lead into it: See, for example, …; For a discussion, see …."""
    start = part.start
    for _ in range(3):
        window = text[start : min(part.end, start + LONGEST_LEAD)]
        if form_in(text, start, min(part.end, start + 60)) and not LEAD.match(window):
            break
        lead = LEAD.match(window) or OPENING.match(window)
        if lead is None:
            break
        start += lead.end()
    first = next((mark.start for mark in part.marks if mark.start >= start), part.end)
    head = text[start : min(first, start + LONGEST_LEAD)]
    sees = None
    for found in re.finditer(
        r"(?:,|\b) ?(?:see|cf\.|vidi|см\.|siehe)(?: also| for example| e\.g\.)?[,:]? ",
        head,
        re.IGNORECASE,
    ):
        before = head[: found.start()]
        if _verbal(before) or TALKING.search(before) or before[:1].islower():
            sees = found.end()
    if sees is not None:
        start += sees
    trimmed = _trimmed(
        text, _Part(start, part.end, [mark for mark in part.marks if mark.start >= start])
    )
    if trimmed is None or not any(sign.isalnum() for sign in text[trimmed.start : trimmed.end]):
        return None
    if (
        trimmed.end - trimmed.start < 40
        and re.match(
            r"(?:chapters?|chap\.|figures?|tables?|sections?|box|annex|appendix|part|pp?\.|above|below|poglavlje|глава) ?",
            text[trimmed.start : trimmed.end],
            re.IGNORECASE,
        )
        and not trimmed.marks
    ):
        return None
    return trimmed
