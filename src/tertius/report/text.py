"""Reading report.md: its head, its body, and the places that bring in computed words and numbers."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tertius.case.document import document
from tertius.case.folder import LARGEST_YAML, Unreadable, read_text
from tertius.case.problems import Problem
from tertius.evidence.text import shorten

FILE = "report.md"
LARGEST = 2 * 2**20
"""Bytes of report.md; a larger one is a problem and is not read."""
MOST = 2000
"""How many inclusions a report may have."""

KEYS = ("title", "subtitle", "author", "date", "abstract", "summary")
OPEN, CLOSE = "\ue000", "\ue001"
"""Around the number of an inclusion, while pandoc reads the text; letters for private use."""

MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")


@dataclass(frozen=True)
class Inclusion:
    """What stands between two pairs of braces, and on which line."""

    text: str
    line: int


@dataclass
class Text:
    """A report as it was written: its head, and its body with a mark for each inclusion."""

    head: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    inclusions: list[Inclusion] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def line_of(self, words: str, *, near: int = 0, times: int = 0) -> int:
        """Return the line of a text: the nearest to a line, or else its occurrence of that number."""
        first = words.strip().split("\n")[0].strip()
        numbers = [number for number, line in enumerate(self.lines, 1) if first and first in line]
        if not numbers:
            return near
        if near:
            return min(numbers, key=lambda number: (abs(number - near), number))
        return numbers[min(times, len(numbers) - 1)]


def has_report(folder: Path) -> bool:
    """Return whether a case has a report."""
    return (folder / FILE).exists()


def problem(line: int, message: str, cell: str | None = None) -> Problem:
    """Return a problem in report.md."""
    return Problem(FILE, line, "", "report", message, cell)


def read_report_text(folder: Path) -> tuple[Text, list[Problem]]:
    """Return the report of a case as it is written, and what is wrong with its head and its braces."""
    try:
        whole = read_text(folder, FILE, limit=LARGEST)
    except Unreadable as unreadable:
        return Text(), [unreadable.problem]
    whole = whole.replace("\r\n", "\n").replace("\r", "\n")
    problems = _letters(whole)
    lines = whole.split("\n")
    head, first, wrong = _head(lines)
    text = Text(head=head, lines=lines)
    parts = []
    for key in ("summary", "abstract"):
        if key in head:
            title = {"summary": "Executive summary", "abstract": "Abstract"}[key]
            begins = next(
                (number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1
            )
            parts.append((f"# {title}\n\n", 0))
            parts.append((f"{head[key]}\n\n", _first_line(lines, begins, head[key])))
    parts.append(("\n".join(lines[first:]), first + 1))
    made = []
    for part, begins in parts:
        marked, more = _mark(part, begins, text.inclusions)
        made.append(marked)
        problems += more
    text.body = "".join(made)
    if len(text.inclusions) > MOST:
        problems.append(
            problem(
                text.inclusions[MOST].line,
                f"is the {MOST + 1:,}th inclusion, and {MOST:,} is the limit. Use fewer.",
            )
        )
        text.inclusions.clear()
        text.body = ""
    return text, [*problems, *wrong]


def _first_line(lines: list[str], begins: int, value: str) -> int:
    """Return the line on which the text of a key begins: the key's own, or one below it."""
    first = value.strip().split("\n")[0][:40]
    return next((n for n in range(begins, len(lines) + 1) if first in lines[n - 1]), begins)


def _letters(text: str) -> list[Problem]:
    control = re.search(r"[\x00-\x08\x0b-\x1f\x7f\ue000\ue001]", text)
    if control is None:
        return []
    line = text.count("\n", 0, control.start()) + 1
    code = f"U+{ord(control.group()):04X}"
    return [problem(line, f"holds the control character {code}. Remove it.")]


def _head(lines: list[str]) -> tuple[dict[str, Any], int, list[Problem]]:
    """Return the head, the number of lines that it takes, and what is wrong with it."""
    if not lines or lines[0].rstrip() != "---":
        return {}, 0, []
    end = next((n for n in range(1, len(lines)) if lines[n].rstrip() in ("---", "...")), None)
    if end is None:
        return {}, len(lines), [problem(1, "opens a head that is never closed. End it with ---.")]
    try:
        head_text = "\n".join(["", *lines[1:end]])[:LARGEST_YAML]
        written = document(FILE, head_text)
    except Unreadable as unreadable:
        return {}, end + 1, [unreadable.problem]
    head = {} if written.value is None else written.value
    if not isinstance(head, dict):
        return {}, end + 1, [problem(1, "has a head that is no map. Write title: and the like.")]
    broken = list(written.broken_off(FILE, frozenset(KEYS)))
    checked, size, problems = _checked(head, lines[: end + 1], end + 1)
    return checked, size, [*broken, *problems]


def _checked(
    written: dict[Any, Any], lines: list[str], size: int
) -> tuple[dict[str, Any], int, list[Problem]]:
    head: dict[str, Any] = {}
    problems = []
    for key, value in written.items():
        line = next((n for n, text in enumerate(lines, 1) if text.startswith(f"{key}:")), 1)
        if key not in KEYS:
            message = f"is no key of a report's head. There are: {', '.join(KEYS)}."
            problems.append(problem(line, message, shorten(str(key))))
            continue
        values = value if isinstance(value, list) and key == "author" else [value]
        if not all(isinstance(one, (str, int)) and not isinstance(one, bool) for one in values):
            problems.append(problem(line, f"has a {key} that is no text. Write it in quotes."))
            continue
        texts = [str(one).strip() for one in values]
        if key not in ("summary", "abstract") and any("{{" in one for one in texts):
            message = f"brings a finding into the {key}. Write plain text there."
            problems.append(problem(line, message))
            continue
        head[key] = texts if key == "author" else texts[0]
    if "summary" in head and "abstract" in head:
        problems.append(problem(1, "has a summary and an abstract. Keep one of the two."))
    return head, size, problems


def _mark(part: str, begins: int, inclusions: list[Inclusion]) -> tuple[str, list[Problem]]:
    """Return the text with a mark in place of each inclusion; the inclusions go to the list."""
    made, at = [], 0
    problems = []
    while (start := part.find("{{", at)) >= 0:
        line = begins + part.count("\n", 0, start)
        end = part.find("}}", start + 2)
        inner = part[start + 2 : end] if end >= 0 else part[start + 2 :]
        if end < 0 or "{{" in inner or "\n\n" in inner:
            message = "opens {{ and does not close it. Write }} behind the name."
            problems.append(problem(line, message, part[start : start + 40].partition("\n")[0]))
            made.append(part[at : start + 2])
            at = start + 2
            continue
        made += [part[at:start], f"{OPEN}{len(inclusions)}{CLOSE}"]
        inclusions.append(Inclusion(" ".join(inner.split()), line))
        at = end + 2
    return "".join([*made, part[at:]]), problems
