"""Reading files of a case folder without ever leaving it."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml

from tertius.case.problems import Message, Problem, message
from tertius.evidence.text import shorten

# Whatever is read stays in memory whole, so a file is refused before it is read past these sizes.
LARGEST_TABLE = 512 * 2**20
LARGEST_DOCUMENT = 64 * 2**20
LARGEST_YAML = 4 * 2**20
DEEPEST = 40
"""YAML that a person writes is some five levels deep; the parser is recursive, and deep nesting ends it."""


class Unreadable(Exception):
    """Raise where a file cannot be read; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Grid:
    """Hold the cells of a CSV file: its header, and each record with its line number."""

    header: list[str]
    records: list[tuple[int, list[str]]]


def locate(folder: Path, name: str) -> Path:
    """Return the path of a file in the case folder. Raises Unreadable where it leads out of it."""
    path = folder / name
    try:
        inside = not Path(name).is_absolute() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a circle of links, or no path at all
        inside = False
    if not inside:
        raise Unreadable(message("outside", "case").at(shorten(name)))
    return path


def read_bytes(folder: Path, name: str, *, limit: int) -> bytes:
    """Return the bytes of a file in the case folder. Raises Unreadable with what is wrong."""
    path = locate(folder, name)
    try:
        if path.exists() and not path.is_file():
            raise Unreadable(message("missing-file", "no_file").at(name))
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise Unreadable(message("missing-file", "absent", name=name).at(name)) from None
    except OSError as error:
        refused = message("missing-file", "refused", why=error.strerror)
        raise Unreadable(refused.at(shorten(name))) from None
    if len(data) > limit:
        raise Unreadable(message("half-file", "too_large", mebibytes=limit // 2**20).at(name))
    return data


def read_text(folder: Path, name: str, *, limit: int) -> str:
    """Return the text of a UTF-8 file in the case folder. Raises Unreadable with what is wrong."""
    data = read_bytes(folder, name, limit=limit)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            message("encoding", "byte", byte=data[error.start]).at(name, line)
        ) from None


def read_grid(folder: Path, name: str) -> Grid:
    """Return the cells of a CSV file, trimmed of outer spaces. Raises Unreadable where it is none."""
    text = read_text(folder, name, limit=LARGEST_TABLE)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable(message("half-file", "zero_byte").at(name, line))
    csv.field_size_limit(2**20)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if cells:
                records.append((begins, [cell.strip() for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(message("half-file", "breaks_off", why=error).at(name, begins)) from None
    if not records:
        raise Unreadable(message("half-file", "empty").at(name, 1))
    return Grid(records[0][1], records[1:])


def read_json(folder: Path, name: str, *, limit: int = LARGEST_DOCUMENT, kind: str = "json") -> Any:
    """Return the contents of a JSON file.

    Raises Unreadable where it is none, with a problem of a kind that has the messages `syntax`,
    `deep` and `refused`.
    """
    text = read_text(folder, name, limit=limit)
    try:
        value = PLAIN_JSON.decode(text)
        _check_letters(text, value)
    except json.JSONDecodeError as error:
        wrong = message(kind, "syntax", why=error.msg)
        raise Unreadable(wrong.at(name, error.lineno)) from None
    except RecursionError:
        raise Unreadable(message(kind, "deep").at(name)) from None
    except ValueError as error:
        raise Unreadable(message(kind, "refused", why=shorten(str(error))).at(name)) from None
    return value


def _check_letters(text: str, value: Any) -> None:
    """Raise ValueError where an escape stands for half a character, which no file can hold."""
    if "\\u" not in text:
        return
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"\\u{ord(error.object[error.start]):04x} is half a character") from None


def _unique_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    unique = dict(pairs)
    if len(unique) < len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise ValueError(f"the key {shorten(twice, 40)!r} stands twice in one item")
    return unique


def _whole(text: str) -> int:
    if len(text) > 40:
        raise ValueError(f"a number has {len(text):,} digits")
    return int(text)


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


PLAIN_JSON = json.JSONDecoder(
    object_pairs_hook=_unique_object, parse_constant=_no_number, parse_int=_whole
)
"""Reads JSON that says each key once and has numbers of a length that a person could write."""


class _PlainLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Read YAML of words, numbers, lists and maps: no dates made of words, no key twice."""


def _unique_map(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, (str, int, float, bool)):
            raise yaml.constructor.ConstructorError(
                None, None, "a key is not a word", key_node.start_mark
            )
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {shorten(str(key))!r} stands twice", key_node.start_mark
            )
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_PlainLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique_map)
_PlainLoader.yaml_implicit_resolvers = {
    letter: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for letter, pairs in _PlainLoader.yaml_implicit_resolvers.items()
}


def read_yaml(folder: Path, name: str) -> Any:
    """Return the contents of a YAML file: plain maps, lists and words.

    Raises Unreadable for tags, anchors and aliases (they build objects or expand without end),
    for keys that stand twice, and for nesting deeper than 40 levels.
    """
    return read_yaml_text(name, read_text(folder, name, limit=LARGEST_YAML))


class Written(str):
    """Hold a word or text of a YAML file as it is written there, with its line."""

    __slots__ = ("line",)

    line: int

    def __new__(cls, text: str, line: int) -> Self:
        """Return the text with the line that it stands on."""
        made = super().__new__(cls, text)
        made.line = line
        return made


class _WrittenLoader(_PlainLoader):
    """Read YAML in which every word is text as it is written: `yes`, `010` and `2012` stay what they are."""


_WrittenLoader.yaml_implicit_resolvers = {}
_WrittenLoader.add_constructor(
    "tag:yaml.org,2002:str", lambda _, node: Written(node.value, node.start_mark.line + 1)
)


def read_written(folder: Path, name: str, *, limit: int = LARGEST_YAML) -> Any:
    """Return the contents of a YAML file in which each word is text that knows its line.

    By the rules of `read_yaml`, and raises Unreadable like it.
    """
    return read_yaml_text(name, read_text(folder, name, limit=limit), loader=_WrittenLoader)


def read_yaml_text(name: str, text: str, *, loader: Any = _PlainLoader) -> Any:
    """Return the contents of a YAML text from a file, by the rules of `read_yaml`."""
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
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
        return yaml.load(text, Loader=loader)  # noqa: S506 - a SafeLoader underneath
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error)
        wrong = message("yaml", "syntax", why=shorten(str(why)))
        raise Unreadable(_at_mark(wrong, name, mark)) from None
    except ValueError:
        raise Unreadable(message("yaml", "digits").at(name)) from None


def _at_mark(wrong: Message, name: str, mark: Any) -> Problem:
    return wrong.at(name, mark.line + 1 if mark else 0)
