"""The year and the title of an entry of a list, behind its authors, and a year or a journal that stands elsewhere."""

import re

from tertius.intake.citations import details as of
from tertius.intake.citations.dates import head_date
from tertius.intake.citations.elements import ends_sentence
from tertius.intake.citations.levels import DOUBTFUL, LIKELY, SURE
from tertius.intake.citations.reading import trimmed
from tertius.intake.citations.state import State, put_issued

YEAR = re.compile(r"[,.:]? *[(\[]?(?=(?:1[5-9]|20)\d\d|[A-Z][a-z]{2,8}\.? (?:19|20)\d\d)")
YEAR_ALONE = re.compile(r"(?<![\w/.:–-])(?:1[5-9]|20)\d\d(?![\w/–-])")


def read_year(state: State, place: int) -> tuple[int, str]:
    """Past the year behind the authors, if it stands there, and the sign behind it."""
    opening = YEAR.match(state.text, place, min(state.end, place + 30))
    if opening is None:
        following = state.text[place : place + 2].strip()
        return place, following[:1]
    day = head_date(state.text, opening.end(), min(state.end, opening.end() + 40))
    if day is None:
        return place, state.text[place : place + 1]
    closing = day.end
    while (
        closing < state.end
        and closing < day.end + 20
        and state.text[closing] not in ")]"
        and "(" in opening.group()
    ):
        closing += 1
    bracketed = "(" in opening.group() or "[" in opening.group()
    if bracketed and state.text[closing : closing + 1] in {")", "]"}:
        closing += 1
    after = state.text[closing : closing + 1]
    titled = after == " " and state.text[closing + 1 : closing + 2].isupper()
    if not bracketed and after not in {".", ",", ":", ";", ""} and not titled:
        return place, ""
    put_issued(state, day, SURE)
    return closing, after if after in {",", ".", ":"} else "."


def read_listed_title(state: State, place: int, sign: str) -> int:
    """Past the title; it ends at a full stop, and where commas part everything at a comma."""
    text, end = state.text, state.end
    while place < end and (text[place].isspace() or text[place] in ",.:;)-"):
        place += 1
    inside = [mark for mark in state.marks if mark.start >= place]
    if inside and inside[0].kind == "quote" and inside[0].start == place:
        quote = inside[0]
        start, stop = trimmed(text, quote.inner_start, quote.inner_end, " ,.\n")
        state.quoted = True
        if stop > start:
            state.reading.put("title", " ".join(text[start:stop].split()), start, stop, SURE)
        return quote.end
    at, stop, following = place, end, iter(inside)
    mark = next(following, None)
    while at < end:
        if mark is not None and at >= mark.start:
            if mark.kind == "link":
                stop = mark.start
                break
            at, mark = mark.end, next(following, None)
            continue
        if text[at] == "." and ends_sentence(text, at, end):
            stop = at
            break
        if text[at] in "?!" and text[at + 1 : at + 2] == " " and _journal_ahead(state, at + 2):
            stop = at + 1
            break
        if (
            sign == ","
            and text[at] == ","
            and text[at + 1 : at + 2] == " "
            and not text[at + 2 : at + 3].islower()
        ):
            stop = at
            break
        at += 1
    begin, finish = trimmed(text, place, stop, " ,.:;\n")
    finish = _without_edition(state, begin, finish)
    if finish - begin > 1:
        state.reading.put(
            "title",
            " ".join(text[begin:finish].split()),
            begin,
            finish,
            LIKELY if sign != "," else DOUBTFUL,
        )
    return stop


def _without_edition(state: State, begin: int, finish: int) -> int:
    """Where a title ends before the edition that a bracket behind it says: Two dams (2nd ed.)."""
    last = next((mark for mark in state.marks if mark.kind == "round" and mark.end == finish), None)
    if last is None or last.start <= begin:
        return finish
    found = of.matched(of.EDITION, state.text[last.inner_start : last.inner_end])
    if found is None:
        return finish
    state.reading.put_text("edition", last.inner_start, last.inner_end, SURE)
    return trimmed(state.text, begin, last.start)[1]


def _journal_ahead(state: State, at: int) -> bool:
    head = state.text[at : at + 80].split(".", 1)[0]
    return head.startswith("In ") or any(map(str.isdigit, head)) or len(head.split()) < 5


def read_year_anywhere(state: State) -> None:
    """The last year that stands alone behind the authors, where no piece is a date."""
    if "issued" in state.reading.csl:
        return
    taken = [
        state.reading.places[name][:2]
        for name in ("title", "page", "locator")
        if name in state.reading.places
    ]
    taken += [(mark.start, mark.end) for mark in state.marks if mark.kind == "link"]
    for found in reversed(list(YEAR_ALONE.finditer(state.text, state.start, state.end))):
        day = head_date(state.text, found.start(), found.end())
        if day and not any(start <= found.start() < end for start, end in taken):
            put_issued(state, day, DOUBTFUL)
            return


def move_journal(state: State) -> None:
    """Physicists leave the title out: what is before a volume or a page is then the journal."""
    reading = state.reading
    title = reading.csl.get("title", "")
    if (
        "container-title" in reading.csl
        or "publisher" in reading.csl
        or not title
        or reading.places["title"][2] >= SURE
    ):
        return
    start, end, _ = reading.places["title"]
    tail = of.TAIL_VOLUME.search(state.text[max(start, end - 20) : end])
    short = len(title.split()) <= 7 and (
        tail is not None or "." in title or len(title.split()) <= 3
    )
    if not short or not (tail or reading.csl.keys() & {"volume", "page"}):
        return
    del reading.csl["title"], reading.places["title"]
    if tail:
        begin = max(start, end - 20) + tail.start("volume")
        if "volume" in reading.csl and "page" not in reading.csl:
            reading.move("volume", "page")
        reading.csl.pop("volume", None)
        reading.put_text("volume", begin, begin + len(tail.group("volume")), LIKELY)
        end = begin
    reading.put_text("container-title", start, end, LIKELY)
