"""An entry of BibTeX rewritten so that pandoc reads all of it, with a word on what cannot be told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from tertius.evidence.packaged import packaged
from tertius.evidence.text import shorten
from tertius.intake.bibliography.cuts import HEAD, KEY, Cut, Field, fields
from tertius.intake.bibliography.faults import Fault
from tertius.intake.bibliography.links import plain_link
from tertius.intake.bibliography.macros import Macros, rewrite
from tertius.intake.bibliography.people import read_people

_WORDS: dict[str, Any] = packaged("tertius.intake.bibliography", "bibtex.yml")
PEOPLE, RAW = frozenset(_WORDS["people"]), frozenset(_WORDS["raw"])
LINKS = ("url", "doi")
ADDRESS = re.compile(
    r"\s{0,99}(?:\\url[ \t]{0,9}\{\s{0,9}(?:https?|ftp)://[^{}]+\}|https?://\S+)\s{0,99}\Z"
)
CHECKED = {
    "title": "title",
    "author": "author",
    "editor": "editor",
    "publisher": "publisher",
    "abstract": "abstract",
    "note": "note",
}
"""Fields whose text must arrive, and what CSL calls them."""
BRACKETS = re.compile(r"(?<!\\)[{}]")
LETTER = re.compile(r"[^\W_]")


class Rewritten(NamedTuple):
    """An entry as pandoc is to read it, and what is to be said of it."""

    cut: Cut
    remarks: list[Fault]


def rewrite_entry(cut: Cut, macros: Macros) -> Rewritten:
    """Return an entry with its signs escaped, its links plain and its people told apart."""
    pieces: list[str] = []
    copied = 0
    told: list[str] = []
    names: dict[bool, list[str]] = {True: [], False: []}
    found = list(_wrapped(cut))
    has_url = any(one.name == "url" for one in found)
    for one in found:
        inner = cut.text[one.start + 1 : one.end - 1]
        if one.name in LINKS:
            pieces += [cut.text[copied : one.start], "{", plain_link(inner), "}"]
        elif one.name == "howpublished" and not has_url and ADDRESS.match(inner):
            pieces += [cut.text[copied : one.begin], "url = {", plain_link(inner), "}"]
        else:
            if one.name in PEOPLE:
                people = read_people(inner)
                inner = " and ".join(people.names) or inner
                told += [_several(name) for name in people.doubtful]
                told += [
                    f'has "{shorten(name)}", which is read as several people. Write "and" between them.'
                    for name in people.parted
                ]
            written = rewrite(inner, macros)
            names[True] += written.unread
            names[False] += written.unknown
            pieces += [cut.text[copied : one.start + 1], written.text, cut.text[one.end - 1]]
        copied = one.end
    told += [_of_macros(names[unread], is_unread=unread) for unread in names if names[unread]]
    faults = [Fault(cut.line, f'the entry "{shorten(cut.key)}" {text}') for text in told]
    return Rewritten(replace(cut, text="".join([*pieces, cut.text[copied:]])), faults)


def put_back(item: dict[str, Any], cut: Cut) -> list[Fault]:
    """Put the fields into an entry that pandoc could not read, as they are written; return a word on each."""
    faults: list[Fault] = []
    for one in _wrapped(cut):
        name = CHECKED.get(one.name)
        plain = " ".join(BRACKETS.sub("", cut.text[one.start : one.end]).split()).strip('"')
        if name is None or item.get(name) or not LETTER.search(plain):
            continue
        item[name] = [{"literal": plain}] if name in ("author", "editor") else plain
        text = (
            f'the {one.name} of the entry "{shorten(cut.key)}" cannot be read as LaTeX'
            " and is kept as it is written. Write it in plain letters."
        )
        faults.append(Fault(cut.line, text))
    return faults


def _wrapped(cut: Cut) -> Iterator[Field]:
    """Yield the fields of an entry, or of a definition, that hold text in brackets or quotes."""
    head = HEAD.match(cut.text)
    key = KEY.match(cut.text, head.end()) if head and cut.key else None
    if head is None:
        return
    for one in fields(cut.text, key.end() if key else head.end()):
        if cut.text[one.start] in '{"' and not one.is_joined and one.name not in RAW:
            yield one


def _several(name: str) -> str:
    return (
        f'has "{shorten(name)}" as one person, and it may be several.'
        ' Write "and" between people, and a name as Family, Given.'
    )


def _of_macros(names: Sequence[str], *, is_unread: bool) -> str:
    listed = ", ".join(f"\\{name}" for name in dict.fromkeys(names))
    if is_unread:
        return f"points elsewhere ({listed}): what stands there is left out."
    return f"has macros that nobody knows ({listed}): words are kept as they stand. Write them out."
