"""A BibTeX text cut into its entries, so that each fault has a line and titles keep their capitals."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from tertius.errors import TertiusError
from tertius.evidence.text import shorten

HEAD = re.compile(r"@[ \t\r\n]{0,9}([A-Za-z]{1,40})[ \t\r\n]{0,9}([{(])")
NEXT = re.compile(r"\n@[A-Za-z]{1,40}[ \t]{0,9}\{[^\s{}\",=]{1,200},")
MARKS = re.compile(r"\\[{}]|[{})]")
QUOTED = re.compile(r"\\.|[{}\"]", re.DOTALL)
KEY = re.compile(r"[ \t\r\n]{0,99}([^\s,{}\"]{0,300})[ \t\r\n]{0,99},?")
NAME = re.compile(r"[\s,]{0,999}([A-Za-z][A-Za-z0-9_:+-]{0,60})[ \t\r\n]{0,99}=[ \t\r\n]{0,99}")
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
DEEPEST = 100


class BibliographyError(TertiusError):
    """A bibliography cannot be read; nothing of it went into the case."""


@dataclass(frozen=True)
class Cut:
    """One entry as it stands in the file."""

    kind: str
    key: str
    line: int
    text: str
    parents: tuple[str, ...] = ()


@dataclass
class Cuts:
    """A text in pieces: what defines abbreviations, and the entries."""

    definitions: list[Cut] = field(default_factory=list)
    entries: list[Cut] = field(default_factory=list)


def cut_entries(text: str, file: str) -> Cuts:
    """A text cut into entries and definitions. Raises BibliographyError where one is not closed."""
    cuts = Cuts()
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    place = 0
    while found := HEAD.search(text, place):
        _check_outside(text, place, found.start(), starts, file)
        line = bisect_right(starts, found.start())
        end = _end(text, found, line, starts, file)
        kind = found[1].lower()
        body = text[found.start() : end]
        if found[2] == "(":  # pandoc knows only the other brackets
            inside = found.end() - found.start()
            body = f"{body[: inside - 1]}{{{body[inside:-1]}}}"
        if kind in DEFINED:
            cuts.definitions.append(Cut(kind, "", line, body))
        elif kind not in SKIPPED:
            cuts.entries.append(_entry(kind, body, found.end() - found.start(), line))
        place = end
    _check_outside(text, place, len(text), starts, file)
    return cuts


def _check_outside(text: str, start: int, end: int, starts: Sequence[int], file: str) -> None:
    """Refuse what looks like a piece of an entry and stands outside all of them."""
    outside = text[start:end]
    if not any(letter in outside for letter in "{}="):
        return
    offset = start
    for line in outside.split("\n"):
        if any(letter in line for letter in "{}=") and not line.lstrip().startswith("%"):
            number = bisect_right(starts, offset)
            raise BibliographyError(
                f'{file}:{number}: "{shorten(line.strip())}" stands outside every entry. A bracket before it'
                " closes too early, or the @ of its entry is missing; a remark begins with %. Nothing was written."
            )
        offset += len(line) + 1


def _end(text: str, head: re.Match[str], line: int, starts: Sequence[int], file: str) -> int:
    """Where an entry ends."""
    is_round = head[2] == "("
    depth = 0 if is_round else 1
    begun = shorten(text[head.start() : head.start() + 60].partition("\n")[0])
    end: int | None = None
    for mark in MARKS.finditer(text, head.end()):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
        if depth > DEEPEST:
            raise BibliographyError(
                f'{file}:{line}: the entry "{begun}" has brackets nested deeper than {DEEPEST} levels.'
                " Write it flatter. Nothing was written."
            )
        if depth == 0 and mark[0] == (")" if is_round else "}"):
            end = mark.end()
            break
    following = NEXT.search(text, head.end(), end or len(text))
    if end is not None and following is None:
        return end
    where = "before the file ends"
    if following:
        number = bisect_right(starts, following.start() + 1)
        where = f"before line {number}, where the next one begins"
    raise BibliographyError(
        f'{file}:{line}: the entry "{begun}" is not closed {where}. Close each bracket that it opens.'
        " Nothing was written."
    )


NO_KEY = "tertius-without-key-"


def _entry(kind: str, body: str, inside: int, line: int) -> Cut:
    """An entry with its titles put in brackets of their own, which keep their capitals."""
    key = KEY.match(body, inside)
    named = key[1] if key else ""
    pieces: list[str] = [body[:inside]]
    copied = place = inside
    if key and not named:
        named = f"{NO_KEY}{line}"
        pieces.append(named if key[0].endswith(",") else f"{named},")
    place = key.end() if key else inside
    parents: list[str] = []
    while name := NAME.match(body, place):
        start = name.end()
        if (end := _value_end(body, start)) is None:
            break
        inner = body[start + 1 : end - 1]
        if TITLES.fullmatch(name[1]) and body[start] in '{"' and not JOIN.match(body, end):
            pieces += [body[copied:start], "{{", inner, "}}"]
            copied = end
        elif name[1].lower() in PARENTS:
            parents += [part.strip() for part in inner.split(",")]
        place = _joined_end(body, end)
    pieces.append(body[copied:])
    return Cut(kind, named, line, "".join(pieces), tuple(parents))


def _joined_end(body: str, end: int) -> int:
    """Where a value ends that is joined of several by #."""
    while joined := JOIN.match(body, end):
        further = _value_end(body, joined.end())
        if further is None:
            return end
        end = further
    return end


def _value_end(body: str, start: int) -> int | None:
    """Where a value in brackets or quotes, or a bare word, ends; None where it does not."""
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
