"""A BibTeX text cut into its entries, so that each fault has a line and titles keep their capitals."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tertius.evidence.text import shorten
from tertius.intake.bibliography.faults import Fault

HEAD = re.compile(r"@[ \t\r\n]{0,9}([A-Za-z]{1,40})[ \t\r\n]{0,9}([{(])")
NEXT = re.compile(r"\n@[A-Za-z]{1,40}[ \t]{0,9}\{[^\s{}\",=]{1,200},")
MARKS = re.compile(r"\\[{}%]|^[ \t]{0,99}%[^\n]*|[{})]", re.MULTILINE)
QUOTED = re.compile(r"\\.|[{}\"]", re.DOTALL)
KEY = re.compile(r"[ \t\r\n]{0,99}([^\s,{}\"]{0,300})[ \t\r\n]{0,99},?")
NAME = re.compile(r"[\s,]{0,999}([A-Za-z][A-Za-z0-9_:+-]{0,60})[ \t\r\n]{0,99}=[ \t\r\n]{0,99}")
REMARK = re.compile(r"[\s,]{0,999}(%[^\n]*)")
"""A line of comment between two fields."""
BARE = re.compile(r"[^\s,#{}\"()]{1,200}")
JOIN = re.compile(r"[ \t\r\n]{0,99}#[ \t\r\n]{0,99}")
DEFINED = ("string", "preamble")
SKIPPED = ("comment",)
TITLES = re.compile(
    r"(?:book|main|issue|orig|event)?title(?:addon)?|(?:book|main|issue)?subtitle|shorttitle",
    re.IGNORECASE,
)
"""Fields that pandoc would put into sentence case, and so take the capital from a name in them."""
PARENTS = ("crossref", "xdata", "xref")
DATES = ("date", "year", "month", "day", "urldate", "origdate", "eventdate")
DEEPEST = 100
"""Levels of brackets within an entry; one that goes deeper is left out, and named."""
LONGEST_LINE = 2_000
"""How far back the beginning of a line is sought."""


@dataclass(frozen=True)
class Cut:
    """One entry as it stands in the file."""

    kind: str
    key: str
    line: int
    text: str
    parents: tuple[str, ...] = ()
    """The keys of the entries that it inherits from."""
    dates: Mapping[str, str] = field(default_factory=dict)
    """Its fields of dates as they are written; a month joined of several as it stands."""
    words: tuple[str, ...] = ()
    """The abbreviations that its values name, each as often as it stands there."""


@dataclass
class Cuts:
    """A text in pieces: what defines abbreviations, the entries, and what is neither."""

    definitions: list[Cut] = field(default_factory=list)
    entries: list[Cut] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class Field(NamedTuple):
    """A field of an entry: its name, and where its value begins and ends, brackets included."""

    name: str
    start: int
    end: int
    is_joined: bool
    begin: int
    """Where its name begins."""


def cut_entries(text: str) -> Cuts:
    """Return the entries and definitions of a text, and what stands outside them or is not closed."""
    cuts = Cuts()
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    place = 0
    while found := _head(text, place):
        cuts.faults += _outside(text, place, found.start(), starts)
        line = bisect_right(starts, found.start())
        following = NEXT.search(text, found.end())
        stop = following.start() + 1 if following else len(text)
        end = _end(text, found, stop)
        if isinstance(end, str):
            if found[1].lower() not in SKIPPED:
                cuts.faults.append(Fault(line, _unclosed(text, found, end, following, starts)))
            place = stop
            continue
        kind = found[1].lower()
        body = text[found.start() : end]
        if found[2] == "(":  # pandoc knows only the other brackets
            inside = found.end() - found.start()
            body = f"{body[: inside - 1]}{{{body[inside:-1]}}}"
        if kind in DEFINED:
            words = _words(body, found.end() - found.start())
            cuts.definitions.append(Cut(kind, "", line, body, words=words))
        elif kind not in SKIPPED:
            cuts.entries.append(_entry(kind, body, found.end() - found.start(), line))
        place = end
    cuts.faults += _outside(text, place, len(text), starts)
    return cuts


def _head(text: str, place: int) -> re.Match[str] | None:
    """Return the head of the next entry that no comment holds."""
    for found in HEAD.finditer(text, place):
        begin = max(place, found.start() - LONGEST_LINE)
        begin = max(begin, text.rfind("\n", begin, found.start()) + 1)
        if "%" not in text[begin : found.start()].replace("\\%", ""):
            return found
    return None


def _outside(text: str, start: int, end: int, starts: Sequence[int]) -> Iterator[Fault]:
    """Yield what looks like a piece of an entry and stands outside all of them, once for each stretch."""
    outside = text[start:end]
    if not any(letter in outside for letter in "{}="):
        return
    offset = start
    for line in outside.split("\n"):
        told = line.partition("%")[0]
        if any(letter in told for letter in "{}="):
            yield Fault(
                bisect_right(starts, offset),
                f'"{shorten(line.strip())}" stands outside every entry. A bracket before it closes'
                " too early, or the @ of its entry is missing; a remark begins with %.",
            )
            return
        offset += len(line) + 1


def _end(text: str, head: re.Match[str], stop: int) -> int | str:
    """Return where an entry ends; or in a word why it does not."""
    is_round = head[2] == "("
    base = depth = 0 if is_round else 1
    for mark in MARKS.finditer(text, head.end(), stop):
        sign = mark[0]
        if sign[-1] == "{" and len(sign) == 1:
            depth += 1
        elif sign == "}":
            depth -= 1
        elif "%" in sign and sign[0] != "\\" and depth > base:
            depth += sign.count("{") - sign.count("}")
        if depth > DEEPEST:
            return "deep"
        if depth == 0 and sign == (")" if is_round else "}"):
            return mark.end()
    return "open"


def _unclosed(
    text: str, head: re.Match[str], why: str, following: re.Match[str] | None, starts: Sequence[int]
) -> str:
    begun = shorten(text[head.start() : head.start() + 60].partition("\n")[0])
    if why == "deep":
        return f'the entry "{begun}" has brackets nested deeper than {DEEPEST} levels. Write it flatter.'
    where = "before the file ends"
    if following:
        number = bisect_right(starts, following.start() + 1)
        where = f"before line {number}, where the next one begins"
    return f'the entry "{begun}" is not closed {where}. Close each bracket that it opens.'


NO_KEY = "tertius-without-key-"


def _entry(kind: str, body: str, inside: int, line: int) -> Cut:
    """Return an entry without comments, its titles in brackets of their own, which keep their capitals."""
    key = KEY.match(body, inside)
    named = key[1] if key else ""
    head, place = body[:inside], key.end() if key else inside
    if key and not named:
        named = f"{NO_KEY}{line}"
        head += named if key[0].endswith(",") else f"{named},"
        place = inside
    body = head + _without_remarks(body[inside:], place - inside)
    place += len(head) - inside
    pieces, copied = [], 0
    parents: list[str] = []
    dates: dict[str, str] = {}
    for one in fields(body, place):
        inner = body[one.start + 1 : one.end - 1]
        is_wrapped = body[one.start] in '{"' and not one.is_joined
        if TITLES.fullmatch(one.name) and is_wrapped:
            pieces += [body[copied : one.start], "{{", inner, "}}"]
            copied = one.end
        elif one.name in PARENTS:
            parents += _keys(inner)
        elif one.name in DATES and (one.name == "month" or not one.is_joined):
            dates[one.name] = inner if is_wrapped else body[one.start : one.end]
    pieces.append(body[copied:])
    words = _words(body, place)
    return Cut(kind, named, line, "".join(pieces), tuple(parents), dates, words)


def _words(body: str, place: int) -> tuple[str, ...]:
    """Return the abbreviations that the values of an entry or a definition name."""
    return tuple(
        word[0].lower()
        for one in fields(body, place)
        for word in _bare_words(body, one)
        if not word[0].isdigit()
    )


def _bare_words(body: str, one: Field) -> Iterator[re.Match[str]]:
    """Yield the words without brackets of which the value of a field is joined."""
    place = one.start
    while place < one.end:
        if body[place] not in '{"' and (bare := BARE.match(body, place)):
            yield bare
        end = _value_end(body, place)
        joined = JOIN.match(body, end) if end else None
        if joined is None:
            return
        place = joined.end()


def _keys(inner: str) -> list[str]:
    return [part.strip() for part in inner.split(",") if part.strip()]


def _without_remarks(body: str, place: int) -> str:
    """Return the fields of an entry without the lines of comment between them; the lines are as many."""
    pieces, copied = [], 0
    while True:
        while remark := REMARK.match(body, place):
            pieces.append(body[copied : remark.start(1)])
            copied = place = remark.end()
        one = next(fields(body, place), None)
        if one is None:
            break
        place = one.end
    return "".join([*pieces, body[copied:]])


def fields(body: str, place: int) -> Iterator[Field]:
    """Yield the fields of an entry from a place on."""
    while name := NAME.match(body, place):
        start = name.end()
        if (end := _value_end(body, start)) is None:
            return
        place = _joined_end(body, end)
        yield Field(name[1].lower(), start, place, place != end, name.start(1))


def without_parents(cut: Cut, gone: frozenset[str]) -> Cut:
    """Return an entry that no longer inherits from some others."""
    head = HEAD.match(cut.text)
    key = KEY.match(cut.text, head.end()) if head else None
    if head is None or key is None:
        return cut
    pieces, copied = [], 0
    for one in fields(cut.text, key.end()):
        if one.name in PARENTS and not one.is_joined:
            kept = [
                name for name in _keys(cut.text[one.start + 1 : one.end - 1]) if name not in gone
            ]
            pieces += [cut.text[copied : one.start], "{", ",".join(kept), "}"]
            copied = one.end
    pieces.append(cut.text[copied:])
    left = tuple(name for name in cut.parents if name not in gone)
    return replace(cut, text="".join(pieces), parents=left)


def _joined_end(body: str, end: int) -> int:
    """Return where a value ends that is joined of several by #."""
    while joined := JOIN.match(body, end):
        further = _value_end(body, joined.end())
        if further is None:
            return end
        end = further
    return end


def _value_end(body: str, start: int) -> int | None:
    """Return where a value in brackets or quotes, or a bare word, ends; None where it does not."""
    if start >= len(body):
        return None
    if body[start] not in '{"':
        bare = BARE.match(body, start)
        return bare.end() if bare else None
    is_quoted = body[start] == '"'
    depth = 0 if is_quoted else 1
    for mark in QUOTED.finditer(body, start + 1):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
            if depth == 0 and not is_quoted:
                return mark.end()
        elif mark[0] == '"' and is_quoted and depth == 0:
            return mark.end()
    return None
