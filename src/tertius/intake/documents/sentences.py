"""Where the sentences of a paragraph begin and end.

Rules of our own, in one pass over the letters: a full stop ends a sentence unless it belongs to an
abbreviation, an initial or a number, or stands inside brackets or a quotation that the sentence
goes on after.
"""

import re

_END = re.compile(r"[.!?…。！？]")
_CLOSERS = "’”\"')]»›“"
_OPENERS = "‘“\"'([«‹„—–"
_WIDE = "。！？"
_PAIRS = {"(": ")", "[": "]", "“": "”", "«": "»", "„": "“”", "‘": "’"}
_MARK = re.compile(f"[{re.escape(''.join(_PAIRS) + _CLOSERS)}]")
_LONGEST_INSERTION = 1_200
"""In letters: what is opened and closed only further away than this was not opened in earnest."""
_DEEPEST = 20
"""Open brackets and quotation marks that are remembered; of more the outermost are forgotten."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER = _words(
    "mr mrs ms dr prof gen col sen rep gov st sgt lt capt maj adm rev hon pres mt vs cf e.g i.e eg ie viz"
    " tzv npr tj odn gosp gđa akad inž mag"
    " тзв нпр тј одн проф акад инж т.е т.н т.к им ул г-н г-жа см ср напр св"
)
"""Abbreviations that something always follows."""
_BEFORE_NUMBER = _words(
    "no nos nr vol vols p pp para paras ch chap fig figs art arts sec sect ed eds c ca circa approx par cl tab"
    " br str čl st gl sl tom sv бр стр чл гл рис табл ст п"
)
"""Abbreviations of what is counted: a number follows them."""
_MAY_END = _words(
    "co ltd inc corp llc plc jr sr etc al a.d d.o.o d.d j.p k.d s.a s.p.a b.v gmbh a.s o.o.o bros dept univ est"
    " a.m p.m u.s u.k u.n e.u jan feb mar apr jun jul aug sep sept oct nov dec ibid itd i.dr"
    " а.д д.о.о о.о.о ј.п г гг в вв др руб коп тыс млн млрд итд и.др т.д т.п"
)
"""Abbreviations that may stand at the end of a sentence or in the middle of it."""
_STARTERS = _words(
    "the a an this that these those it its he she they we i in on at as but and or so if when while although though"
    " however since after before for from by with to there here then thus both neither either such some many most"
    " indeed moreover furthermore meanwhile nevertheless nonetheless despite according one two his her their our"
    " what who why how where not no yet still also another other others each all"
    " u na i ali a to ovo ona on oni dok kada ako prema nakon posle pre"
    " в на и но а это он она они когда если после до по у али то ово"
)
"""Words that begin a sentence when they are written with a capital."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends, in its order, without the spaces between.

    Every letter that is no space is in exactly one sentence. Takes time in proportion to the text.
    """
    insertions = _insertions(text)
    spans, start, inside = [], _skip_spaces(text, 0), 0
    closed = start
    for match in _END.finditer(text):
        at = match.start()
        if at < closed:
            continue
        end = at + 1
        while end < len(text) and text[end] in ".!?…" + _CLOSERS + _WIDE:
            end += 1
        closed = end
        while inside < len(insertions) and insertions[inside][1] < end:
            inside += 1
        if (
            inside < len(insertions)
            and start < insertions[inside][0] <= at
            and end < insertions[inside][1]
        ):
            continue
        if _ends(text, start, at, end):
            spans.append((start, end))
            start = _skip_spaces(text, end)
    last = len(text.rstrip())
    if start < last:
        spans.append((start, last))
    return spans


def _ends(text: str, start: int, at: int, end: int) -> bool:
    """Whether a sentence that began at ``start`` ends with the mark at ``at``."""
    if text[at] in _WIDE:
        return True
    following = _skip_spaces(text, end)
    if following == len(text):
        return True
    if following == end:
        return False
    first = following
    while first < len(text) and first < following + 4 and text[first] in _OPENERS + " ":
        first += 1
    if first == len(text) or text[first].islower():
        return False
    if text[at] != "." or end > at + 1:
        return True
    word = _word_before(text, start, at)
    return not _goes_on(word, text, first, alone=at - len(word) == start)


def _goes_on(word: str, text: str, first: int, *, alone: bool) -> bool:
    """Whether the full stop after a word belongs to the word alone."""
    small = word.lower()
    number_next = text[first].isdigit()
    if small in _NEVER:
        return True
    if small in _BEFORE_NUMBER and (number_next or word.islower()):
        return number_next
    if alone and (small.isdigit() or (len(small) <= 4 and not small.strip("ivxl"))):
        return True
    initial = len(word) == 1 and word.isalpha() and word.isupper()
    dotted = "." in small and all(len(part) <= 2 for part in small.split("."))
    if initial or dotted or small in _MAY_END:
        return _word_at(text, first).lower() not in _STARTERS
    return False


def _word_before(text: str, start: int, at: int) -> str:
    begin = at
    while begin > max(start, at - 20) and (text[begin - 1].isalnum() or text[begin - 1] in ".-"):
        begin -= 1
    return text[begin:at].lstrip(".-")


def _word_at(text: str, first: int) -> str:
    end = first
    while end < min(len(text), first + 20) and text[end].isalpha():
        end += 1
    return text[first:end]


def _skip_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _insertions(text: str) -> list[tuple[int, int]]:
    """The outermost brackets and quotations, each from its opening to its closing mark."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[int, str]] = []
    for mark in _MARK.finditer(text):
        at, letter = mark.start(), mark[0]
        depth = _closed_by(letter, opened, text[at + 1 : at + 2])
        if depth is not None:
            begin = opened[depth][0]
            del opened[depth:]
            while found and found[-1][0] > begin:
                found.pop()
            found.append((begin, at + 1))
        elif letter in _PAIRS:
            opened = [pair for pair in opened if at - pair[0] < _LONGEST_INSERTION][-_DEEPEST:]
            opened.append((at, _PAIRS[letter]))
    return [(begin, end) for begin, end in found if end - begin <= _LONGEST_INSERTION]


def _closed_by(letter: str, opened: list[tuple[int, str]], following: str) -> int | None:
    """Which of the opened marks a letter closes; an apostrophe inside a word closes none."""
    if not opened or letter not in _CLOSERS:
        return None
    if letter == "’":
        return len(opened) - 1 if opened[-1][1] == "’" and not following.isalpha() else None
    for depth in range(len(opened) - 1, -1, -1):
        if letter in opened[depth][1]:
            return depth
    return None
