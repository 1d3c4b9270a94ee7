"""Numbers typed by hand in a sentence that brings in a computed one."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from tertius.report.text import CLOSE, MARK, OPEN
from tertius.report.tree import is_node

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:19\d\d|20\d\d|2100)"
ALLOWED = re.compile(
    rf"""
    \b\d{{1,2}}(?:[–-]\d{{1,2}})?\s(?:{MONTHS})\b
    | \b(?:{MONTHS})\s\d{{1,2}}\b
    | \b{YEAR}-[01]\d(?:-[0-3]\d)?\b
    | (?<![\w.,]){YEAR}s?\b(?![.,]?\d|\s?(?:%|percent|per\scent|million|billion|euro|dollar))
    """,
    re.VERBOSE,
)
"""Years from 1900 to 2100 and dates: they tell when, not how much."""

QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»")
NUMBER = re.compile(r"\d[\d.,]*")
END = re.compile(r"(?<![A-Z.])[.!?…]+[\"'”’)\]]*\s+")
SHORT = ("e.g", "i.e", "Dr", "Mr", "Mrs", "Ms", "No", "St", "cf", "ca", "approx", "vs")
BLOCKS = ("Para", "Plain", "Header")


def typed_numbers(blocks: Any, computed: Collection[int]) -> Iterator[tuple[str, int]]:
    """Yield each number typed beside a computed one, with the number of that inclusion.

    Years, dates, quotations, citations, link targets, code and `[names]{.name}` may hold numbers.
    """
    for line in _runs(blocks):
        for sentence in _sentences(line):
            marks = [int(mark) for mark in MARK.findall(sentence) if int(mark) in computed]
            if not marks:
                continue
            left = ALLOWED.sub(" ", QUOTED.sub(" ", MARK.sub(" ", sentence)))
            for number in NUMBER.findall(left):
                yield number.rstrip(".,"), marks[0]


def _runs(value: Any) -> Iterator[str]:
    """Yield every run of text: paragraphs, headings, cells and footnotes each for itself."""
    if is_node(value):
        if value["t"] == "BlockQuote":
            return
        if value["t"] in BLOCKS:
            inlines = value["c"][-1] if value["t"] == "Header" else value["c"]
            notes: list[Any] = []
            yield _flat(inlines, notes)
            for inner in notes:
                yield from _runs(inner)
            return
        yield from _runs(value.get("c"))
    elif isinstance(value, list):
        for part in value:
            yield from _runs(part)


def _flat(inlines: Any, notes: list[Any]) -> str:
    """Return a run of text as letters, without what may hold any number; its footnotes go to the list."""
    parts: list[str] = []
    for node in inlines:
        kind = node["t"]
        if kind == "Str":
            parts.append(node["c"])
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            parts.append(" ")
        elif kind == "Note":
            notes.append(node["c"])
        elif kind in ("Code", "Cite", "RawInline", "Math", "Image"):
            parts.append(" □ ")
        elif kind == "Quoted" or (kind == "Span" and "name" in node["c"][0][1]):
            parts.append(
                f" {''.join(f'{OPEN}{m}{CLOSE}' for m in MARK.findall(_flat(node['c'][1], notes)))} □ "
            )
        elif kind in ("Link", "Span"):
            parts.append(_flat(node["c"][1], notes))
        elif isinstance(node.get("c"), list):
            parts.append(_flat(node["c"], notes))
    return "".join(parts)


def _sentences(line: str) -> Iterator[str]:
    """Yield the sentences of a run of text; where it is doubtful whether one ends, it goes on."""
    begins = 0
    for end in END.finditer(line):
        before = line[begins : end.start()].rpartition(" ")[2]
        after = line[end.end() : end.end() + 2].lstrip("“‘\"'([")[:1]
        if before.lstrip("(") in SHORT or not (after.isupper() or after == OPEN):
            continue
        yield line[begins : end.end()]
        begins = end.end()
    yield line[begins:]
