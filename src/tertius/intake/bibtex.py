"""BibTeX and BibLaTeX: cut into entries here, so that faults have a line, and read by pandoc."""

import json
import re
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tertius.case.problems import shorten
from tertius.errors import TertiusError
from tertius.intake.converter import convert

HEAD = re.compile(r"@[ \t\r\n]{0,9}([A-Za-z]{1,40})[ \t\r\n]{0,9}([{(])")
NEXT = re.compile(r"\n@[A-Za-z]{1,40}[ \t]{0,9}\{[^\s{}\",=]{1,200},")
MARKS = re.compile(r"\\[{}]|[{})]")
QUOTED = re.compile(r"\\.|[{}\"]", re.DOTALL)
KEY = re.compile(r"[ \t\r\n]{0,99}([^\s,{}\"]{0,300})[ \t\r\n]{0,99},?")
NAME = re.compile(r"[\s,]{0,999}([A-Za-z][A-Za-z0-9_:+-]{0,60})[ \t\r\n]{0,99}=[ \t\r\n]{0,99}")
BARE = re.compile(r"[^\s,#{}\"()]{1,200}")
JOIN = re.compile(r"[ \t\r\n]{0,99}#[ \t\r\n]{0,99}")
PLACE = re.compile(r"\(line ([0-9]{1,9}), column")

DEFINED = ("string", "preamble")
SKIPPED = ("comment",)
BIBLATEX = re.compile(
    r"[\s,{](?:date|journaltitle|urldate|location|langid|entrysubtype|eventtitle)[ \t]{0,20}="
    r"|@(?:online|report|thesis|collection|mvbook|software|dataset|newspaper)[ \t]{0,9}\{",
    re.IGNORECASE,
)
TITLES = re.compile(
    r"(?:book|main|issue|orig|event)?title(?:addon)?|(?:book|main|issue)?subtitle|shorttitle",
    re.IGNORECASE,
)
"""Fields that pandoc would put into sentence case, and so take the capital from a name in them."""
LETTERS = {
    "dj": "đ",
    "DJ": "Đ",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "ng": "ŋ",
    "NG": "Ŋ",
    "No": "№",
    "textnumero": "№",
}
"""Letters whose macros pandoc does not know and would leave out."""
LETTER = re.compile(rf"(?<!\\)\\({'|'.join(LETTERS)})(?![A-Za-z])(?:{{}}|[ \t]{{1,9}})?")
PARENTS = ("crossref", "xdata", "xref")

DEEPEST = 100
SEASONS = range(21, 25)
"""Spring to winter, where a month would stand."""
AT_ONCE = 2_000
"""Entries that pandoc reads in one go; its memory grows with them."""
LARGEST_GO = 4 * 2**20
LARGEST_DEFINITIONS = 256 * 2**10
MOST_PARENTS = 2_000
"""From how many entries elsewhere in the file those of one part may inherit."""
SECONDS = 180
"""For a whole file."""


class BibliographyError(TertiusError):
    """A bibliography cannot be read; nothing of it went into the case."""


@dataclass(frozen=True)
class _Cut:
    """One entry as it stands in the file."""

    kind: str
    key: str
    line: int
    text: str
    parents: tuple[str, ...] = ()


@dataclass
class _Cuts:
    definitions: list[_Cut] = field(default_factory=list)
    entries: list[_Cut] = field(default_factory=list)


def is_biblatex(text: str) -> bool:
    """Whether a text uses what only BibLaTeX has."""
    return BIBLATEX.search(text) is not None


def read_bibtex(text: str, file: str) -> list[tuple[int, dict[str, Any]]]:
    """The entries of a BibTeX or BibLaTeX text as CSL-JSON, each with its line.

    Raises BibliographyError with the line where it cannot be read.
    """
    language = "biblatex" if is_biblatex(text) else "bibtex"
    plain = LETTER.sub(lambda found: LETTERS[found[1]], text)
    cuts = _cut(plain.replace("\r\n", "\n").replace("\r", "\n"), file)
    if sum(len(cut.text) for cut in cuts.definitions) > LARGEST_DEFINITIONS:
        raise BibliographyError(
            f"{file} has more than {LARGEST_DEFINITIONS // 2**10} KiB of @string and @preamble."
            " Write the words out. Nothing was written."
        )
    by_key = _one_each(cuts.entries, file)
    lines = {key: cut.line for key, cut in by_key.items()}
    found: list[tuple[int, dict[str, Any]]] = []
    ends = time.monotonic() + SECONDS
    for part in _parts(list(by_key.values())):
        if time.monotonic() > ends:
            raise BibliographyError(
                f"{file} was not read within {SECONDS} seconds. Add it in parts. Nothing was written."
            )
        keys = {cut.key for cut in part}
        kin = _kin(part, by_key)
        if len(kin) > MOST_PARENTS:
            raise BibliographyError(
                f"{file}:{part[0].line}: entries from here on inherit from more than {MOST_PARENTS:,} others."
                " Add the file in parts. Nothing was written."
            )
        items = _read(part, kin, cuts.definitions, language, file)
        found += [(lines[item["id"]], _mended(item)) for item in items if item.get("id") in keys]
    return found


def _mended(item: dict[str, Any]) -> dict[str, Any]:
    """An entry as CSL has it: with a type, and without fields that hold nothing."""
    for people in item.values():
        if isinstance(people, list):
            for person in people:
                _mend_person(person)
    for date in item.values():
        if isinstance(date, dict) and date.get("date-parts") is not None:
            _mend_date(date)
    bare = {name: v.strip() if isinstance(v, str) else v for name, v in item.items()}
    kept = {name: value for name, value in bare.items() if value not in ("", [], {})}
    if str(kept["id"]).startswith(NO_KEY):
        del kept["id"]
    return {**({"id": kept["id"]} if "id" in kept else {}), "type": "document", **kept}


def _mend_person(person: Any) -> None:
    """Take a name without small letters, such as a Chinese one, for no particle."""
    if isinstance(person, dict) and (particle := person.get("dropping-particle")):
        if particle == particle.upper():
            del person["dropping-particle"]
            person["given"] = " ".join(filter(None, (person.get("given"), particle)))


def _mend_date(date: dict[str, Any]) -> None:
    """Write a season as CSL has it, and no date as none."""
    parts = [part for part in date["date-parts"] if part]
    if parts and len(parts[0]) == 2 and parts[0][1] in SEASONS:
        date["season"] = parts[0][1] - 20
        parts = [part[:1] for part in parts]
    date["date-parts"] = parts
    if not parts:
        del date["date-parts"]


def _cut(text: str, file: str) -> _Cuts:
    """A text cut into entries and definitions. Raises BibliographyError where one is not closed."""
    cuts = _Cuts()
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
            cuts.definitions.append(_Cut(kind, "", line, body))
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


def _entry(kind: str, body: str, inside: int, line: int) -> _Cut:
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
    return _Cut(kind, named, line, "".join(pieces), tuple(parents))


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


def _one_each(entries: Sequence[_Cut], file: str) -> dict[str, _Cut]:
    """The entries by key. Raises BibliographyError where two that differ have one key."""
    found: dict[str, _Cut] = {}
    for cut in entries:
        known = found.setdefault(cut.key, cut)
        if known.text != cut.text:
            raise BibliographyError(
                f'{file}:{cut.line}: the key "{shorten(cut.key)}" is that of another entry, in line'
                f" {known.line}. Give one of them another key. Nothing was written."
            )
    return found


def _parts(entries: Sequence[_Cut]) -> Iterator[list[_Cut]]:
    """The entries in parts that pandoc can hold."""
    part: list[_Cut] = []
    size = 0
    for cut in entries:
        if part and (len(part) >= AT_ONCE or size + len(cut.text) > LARGEST_GO):
            yield part
            part, size = [], 0
        part.append(cut)
        size += len(cut.text)
    if part:
        yield part


def _kin(part: Sequence[_Cut], by_key: dict[str, _Cut]) -> list[_Cut]:
    """The entries outside a part from which those in it inherit."""
    seen = {cut.key for cut in part}
    waiting = [name for cut in part for name in cut.parents]
    found: list[_Cut] = []
    while waiting:
        name = waiting.pop()
        if name in by_key and name not in seen:
            seen.add(name)
            found.append(by_key[name])
            waiting += by_key[name].parents
    return found


def _read(
    part: Sequence[_Cut], kin: Sequence[_Cut], definitions: Sequence[_Cut], language: str, file: str
) -> list[dict[str, Any]]:
    """What pandoc reads in some entries. Raises BibliographyError with the line in the file."""
    cuts = [*definitions, *part, *kin]
    done, said = convert("\n".join(cut.text for cut in cuts), language)
    if said is None:
        items: list[dict[str, Any]] = json.loads(done)
        return items
    if not (place := PLACE.search(said)):
        raise BibliographyError(f"{file} cannot be read: {said} Nothing was written.")
    number = int(place[1])
    for cut in cuts:
        height = cut.text.count("\n") + 1
        if number <= height:
            raise BibliographyError(
                f"{file}:{cut.line + number - 1}: is not BibTeX here ({said.partition(':')[2].strip()}), in the"
                f' entry "{shorten(cut.key or cut.kind)}". Nothing was written.'
            )
        number -= height
    raise BibliographyError(f"{file} cannot be read: {said} Nothing was written.")
