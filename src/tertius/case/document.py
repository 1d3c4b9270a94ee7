"""YAML files as people write them: each word as it stands there, with its line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml

from tertius.case.folder import LARGEST_YAML, Unreadable, read_text
from tertius.case.problems import Message, Problem, message
from tertius.evidence.packaged import LOADER
from tertius.evidence.text import shorten

DEEPEST = 40
"""YAML that a person writes is some five levels deep; the parser is recursive, and deep nesting ends it."""

NOTHING = ("", "~", "null", "Null", "NULL")
"""Without quotes these stand for no value."""

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""What an escape in double quotes can write, and no document can hold."""

COMMENT = re.compile(r"[ \t]+#")


class Written(str):
    """Hold a word or text of a YAML file as it is written there, with its line."""

    __slots__ = ("line",)

    line: int

    def __new__(cls, text: str, line: int) -> Self:
        """Return the text with the line that it stands on."""
        made = super().__new__(cls, text)
        made.line = line
        return made


def dotted(path: Sequence[str | int]) -> str:
    """Return a path as a reader of the file counts: `datasets (no. 1) hash`."""
    told = ""
    for before, step in zip(("", *path), path, strict=False):
        if isinstance(step, int):
            told += f" (no. {step + 1})"
        else:
            told += f"{' ' if isinstance(before, int) else '.' if told else ''}{step}"
    return told.strip()


@dataclass(frozen=True)
class Document:
    """Hold what a YAML file says: maps, lists, texts as they are written, and None for no value."""

    value: Any
    lines: Mapping[tuple[str | int, ...], int]
    """The line of each key and each entry, by the keys and places that lead to it."""
    cut: Sequence[tuple[tuple[str | int, ...], int]]
    """The texts without quotes that break off at ` #`, with the line of the mark."""

    def line(self, *path: str | int) -> int:
        """Return the line of what a path leads to, or of the nearest thing above that is there."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 0

    def broken_off(self, file: str, keys: frozenset[str]) -> Iterator[Problem]:
        """Yield a problem for each text of these keys of which ` #` makes the rest a comment."""
        for path, line in self.cut:
            named = [step for step in path if isinstance(step, str)]
            if named and named[-1] in keys:
                yield message("yaml", "comment").at(file, line, dotted(path))


def read_document(folder: Path, name: str, *, limit: int = LARGEST_YAML) -> Document:
    """Return what a YAML file says, by the rules of `document`. Raises Unreadable with what is wrong."""
    return document(name, read_text(folder, name, limit=limit))


def document(name: str, text: str) -> Document:
    """Return what the YAML text of a file says: maps, lists and texts.

    Nothing is made of a word: `NO`, `1984` and `2014-05` stay what they are. Raises Unreadable
    for tags, anchors and aliases (they build objects or expand without end), for keys that stand
    twice, and for nesting deeper than 40 levels.
    """
    try:
        _check_events(name, text)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise Unreadable(_syntax(name, error, text)) from None
    reader = _Reader(name, text.splitlines())
    value = None if node is None else reader.value(node, ())
    return Document(value, reader.lines, reader.cut)


def _check_events(name: str, text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Unreadable(_at_mark(message("yaml", "anchor"), name, event.start_mark))
        tag = getattr(event, "tag", None)
        if tag:
            wrong = message("yaml", "tag", tag=shorten(str(tag)))
            raise Unreadable(_at_mark(wrong, name, event.start_mark))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            wrong = message("yaml", "deep", levels=DEEPEST)
            raise Unreadable(_at_mark(wrong, name, event.start_mark))


class _Reader:
    """Read the nodes of a YAML text, and keep where each stands."""

    def __init__(self, name: str, text: Sequence[str]) -> None:
        self.name = name
        self.text = text
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.cut: list[tuple[tuple[str | int, ...], int]] = []

    def value(self, node: yaml.Node, path: tuple[str | int, ...]) -> Any:
        """Return what a node says."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._map(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(part, (*path, place)) for place, part in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        if CONTROL.search(node.value):
            raise Unreadable(message("yaml", "control").at(self.name, node.start_mark.line + 1))
        is_plain = node.style not in ("'", '"', "|", ">")
        if is_plain and node.value in NOTHING:
            return None
        if is_plain and self._is_cut(node.end_mark):
            self.cut.append((path, node.end_mark.line + 1))
        return Written(node.value, node.start_mark.line + 1)

    def _map(self, node: yaml.MappingNode, path: tuple[str | int, ...]) -> dict[Written, Any]:
        read: dict[Written, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise Unreadable(message("yaml", "key").at(self.name, line))
            key = Written(key_node.value, line)
            if key in read:
                doubled = message("yaml", "doubled", key=shorten(key))
                raise Unreadable(doubled.at(self.name, line))
            self.lines[(*path, str(key))] = line
            read[key] = self.value(value_node, (*path, str(key)))
        return read

    def _is_cut(self, mark: Any) -> bool:
        line = self.text[mark.line] if mark.line < len(self.text) else ""
        return bool(COMMENT.match(line, mark.column))


def _tab(text: str, mark: Any) -> Message:
    """Return how far to indent a line that begins with a tab: as the next line, or below or like the one before."""
    lines = text.splitlines()
    number = mark.line if mark and mark.line < len(lines) else -1
    if number < 0 or not lines[number].lstrip(" ").startswith("\t"):
        return message("yaml", "tab")
    for other in (number + 1, number - 1):
        line = lines[other] if 0 <= other < len(lines) else ""
        wanted = len(line) - len(line.lstrip(" "))
        if wanted and line[wanted] != "\t" and _goes_on(lines, number, wanted):
            return message("yaml", "tab_like", wanted=wanted, line=other + 1)
    above = lines[number - 1] if number else ""
    wanted = len(above) - len(above.lstrip(" ")) + 2
    if above.rstrip().endswith(":") and _goes_on(lines, number, wanted):
        return message("yaml", "tab_to", wanted=wanted)
    return message("yaml", "tab")


def _goes_on(lines: Sequence[str], number: int, wanted: int) -> bool:
    """Return whether a text can be parsed past a line that is indented by so many spaces."""
    tried = f"{' ' * wanted}{lines[number].lstrip()}"
    try:
        for _ in yaml.parse("\n".join([*lines[:number], tried, *lines[number + 1 :]]), LOADER):
            pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark is not None and mark.line > number + 1
    return True


def _empty_list(text: str) -> int | None:
    """Return the line of `[]` or `{}` where it begins a text in which more follows; None elsewhere."""
    lines = enumerate(map(str.strip, text.splitlines()), start=1)
    number, first = next(((n, line) for n, line in lines if line and line[0] != "#"), (0, ""))
    return number if first in ("[]", "{}") else None


PLAINLY = (
    ("mapping values are not allowed", "colon"),
    ("cannot start any token", "letter"),
    ("could not find expected ':'", "no_colon"),
    ("did not find expected key", "indent"),
    ("did not find expected '-' indicator", "indent"),
    ("did not find expected ',' or ']'", "bracket"),
    ("did not find expected ',' or '}'", "brace"),
    ("unexpected end of stream", "quote"),
    ("found unexpected document indicator", "quote"),
    ("special characters are not allowed", "control"),
    ("control characters are not allowed", "control"),
    ("unacceptable character", "control"),
    ("but found another document", "documents"),
    ("block sequence entries are not allowed", "dash"),
    ("unknown escape character", "escape"),
)
"""What the parser says, and by which of our messages it is said plainly."""


NO_SPACE = re.compile(r"\s*(?:(-)([^\s-].*)|([A-Za-z_]+)(:)([^\s/].*))\Z")
"""A line that begins an entry or a key and goes on without the space that YAML asks for."""


def _no_space(line: str) -> tuple[str, str] | None:
    """Return the mark of a line that lacks the space behind it, and how to write it."""
    match = NO_SPACE.match(line)
    if match is None:
        return None
    dash, entry, key, _, value = match.groups()
    return ("dash", shorten(f"- {entry}")) if dash else ("colon", shorten(f"{key}: {value}"))


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number] if number < len(lines) else ""


def _syntax(name: str, error: yaml.YAMLError, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    why = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    if "tab character" in why or (mark and _line(text, mark.line).startswith("\t")):
        return _at_mark(_tab(text, mark), name, mark)
    if "<document start>" in why and (number := _empty_list(text)):
        return message("yaml", "after_nothing").at(name, number)
    wording = next((ours for theirs, ours in PLAINLY if theirs in why), None)
    if wording in ("no_colon", "colon", "indent"):
        marks = [one for one in (getattr(error, "context_mark", None), mark) if one]
        near = sorted({max(one.line - step, 0) for one in marks for step in (0, 1)})
        for number in near:
            if lacking := _no_space(_line(text, number)):
                wrong = message("yaml", "no_space", mark=lacking[0], near=lacking[1])
                return wrong.at(name, number + 1)
    if wording is None:
        return _at_mark(message("yaml", "syntax", why=shorten(why)), name, mark)
    if wording in ("colon", "indent", "no_colon") and (plainer := _plainer(text, mark)):
        return plainer[0].at(name, plainer[1])
    context = getattr(error, "context_mark", None)
    begun = wording in ("bracket", "brace", "quote", "no_colon", "indent") and context
    return _at_mark(message("yaml", wording), name, context if begun else mark)


KEY = re.compile(r"( *)((?:- +)?)([A-Za-z_]+): +(\S.*)\Z")
"""A line with a key and what stands behind it."""


BEHIND_QUOTE = re.compile(r'(?:"(?:[^"\\]|\\.)*"|\'[^\']*\')\s*[^\s#\',}\]]')
"""A text in quotes behind which more stands."""


def _plainer(text: str, mark: Any) -> tuple[Message, int] | None:
    """Return what is wrong where the lines tell it: a colon in a text, or an indent unlike that of the line above; and the line."""
    lines = text.splitlines()
    number = min(mark.line, len(lines) - 1) if mark and lines else -1
    for place in (number, number - 1):
        match = KEY.match(lines[place]) if place >= 0 else None
        if match and BEHIND_QUOTE.match(match[4]):
            inner = match[4].replace("'", "''")
            near = f"{match[3]}: '{shorten(inner)}'"
            return message("yaml", "quoted", key=match[3], near=near), place + 1
        if match and ": " in match[4] and match[4][0] not in "\"'[{|>":
            inner = match[4].replace('"', "'")
            near = f'{match[3]}: "{shorten(inner)}"'
            return message("yaml", "colon_in", key=match[3], near=near), place + 1
    match = KEY.match(lines[number]) if number > 0 else None
    above = next((KEY.match(line) for line in reversed(lines[:number]) if line.strip()), None)
    if match and above and not match[2]:
        found, wanted = len(match[1]), len(above[1]) + len(above[2])
        if 0 < abs(found - wanted) <= 3 and found:
            fields = {"found": found, "wanted": wanted, "key": above[3]}
            return message("yaml", "indented", **fields), number + 1
    return None


def _at_mark(wrong: Message, name: str, mark: Any) -> Problem:
    return wrong.at(name, mark.line + 1 if mark else 0)
