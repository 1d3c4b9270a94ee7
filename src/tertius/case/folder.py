"""Reading files of a case folder without ever leaving it."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from tertius.case.problems import Message, Problem, message
from tertius.evidence.text import shorten

# Whatever is read stays in memory whole, so a file is refused before it is read past these sizes.
LARGEST_TABLE = 512 * 2**20
LARGEST_DOCUMENT = 64 * 2**20
"""Bytes of sources.json, of a file of references and of any other JSON; a larger one is a problem and is not read."""
LARGEST_YAML = 4 * 2**20
"""Bytes of case.yml, findings.yml, a scenario and the head of report.md; a larger one is a problem and is not read."""


class Unreadable(Exception):
    """Raise where a file cannot be read; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


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
        raise Unreadable(_missing(folder, name).at(name)) from None
    except OSError as error:
        refused = message("missing-file", "refused", why=error.strerror)
        raise Unreadable(refused.at(shorten(name))) from None
    if len(data) > limit:
        raise Unreadable(message("half-file", "too_large", mebibytes=limit // 2**20).at(name))
    return data


def _missing(folder: Path, name: str) -> Message:
    """Return what to do about a file that is not there: rename the one that looks like it, where one does."""
    if near := next((other for other in names_of(folder) if looks_like(other, name)), None):
        return message("missing-file", "renamed", name=name, near=shorten(near))
    return message("missing-file", "absent", name=name)


def names_of(folder: Path) -> list[str]:
    """Return the names of the files in a folder, sorted; none where it cannot be read."""
    try:
        return sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError:
        return []


COPIED = re.compile(r"\A(?:copy of |kopie von )|(?: -)? ?\(?(?:copy|kopie|\d+)\)?\Z", re.IGNORECASE)
"""What a browser or a folder adds to the name of a copy."""


def looks_like(other: str, name: str) -> bool:
    """Return whether a file may be the one that is meant: by another case, as a copy, or as Zotero calls its export."""
    stem, _, ending = name.rpartition(".")
    its, _, kind = other.rpartition(".")
    if other == name or kind.lower() != ending:
        return False
    bare = COPIED.sub("", COPIED.sub("", its)).strip(" _-").lower()  # `claims - Copy (2)` has two.
    library = name == "sources.json" and "library" in bare
    return library or bare in (stem, stem.removesuffix("s"), f"{stem}-old", f"{stem}_old")


def read_text(folder: Path, name: str, *, limit: int) -> str:
    """Return the text of a UTF-8 file in the case folder. Raises Unreadable with what is wrong."""
    data = read_bytes(folder, name, limit=limit)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        wording = "table" if name.lower().endswith((".csv", ".tsv")) else "byte"
        raise Unreadable(message("encoding", wording).at(name, line)) from None
    marks = MARKS if name.endswith(".md") else ANY_MARKS
    if mark := marks.search(text):
        line = text.count("\n", 0, mark.start()) + 1
        is_table = name.endswith((".csv", "sources.json"))
        raise Unreadable(message("conflict", "table" if is_table else "marks").at(name, line))
    return text


MARKS = re.compile(r"^(?:<{7}|>{7}|[|]{7})(?= |\r?$)", re.MULTILINE)
"""How git begins and ends the two sides of a conflict."""

ANY_MARKS = re.compile(r"^(?:<{7}|>{7}|[|]{7}|={7})(?= |\r?$)", re.MULTILINE)
"""The same with the line between the sides, which in Markdown may stand below a heading."""


def read_json(folder: Path, name: str, *, limit: int = LARGEST_DOCUMENT, kind: str = "json") -> Any:
    """Return the contents of a JSON file.

    Raises Unreadable where it is none, with a problem of a kind that has the messages `syntax`,
    `deep` and `refused`.
    """
    return decoded(name, read_text(folder, name, limit=limit), kind=kind)


def decoded(name: str, text: str, *, kind: str = "json") -> Any:
    """Return what the JSON text of a file says. Raises Unreadable as `read_json` does."""
    try:
        value = PLAIN_JSON.decode(text)
        _check_letters(text, value)
    except json.JSONDecodeError as error:
        wrong = message(kind, "syntax", why=error.msg)
        if kind == "json":
            wrong = _no_json(text, error) or wrong
        line = error.lineno
        if wrong.wording == "comma":
            line = text.count("\n", 0, text.rindex(",", 0, error.pos + 1)) + 1
        raise Unreadable(wrong.at(name, line)) from None
    except RecursionError:
        raise Unreadable(message(kind, "deep").at(name)) from None
    except ValueError as error:
        raise Unreadable(message(kind, "refused", why=shorten(str(error))).at(name)) from None
    return value


def _no_json(text: str, error: json.JSONDecodeError) -> Message | None:
    """Return what to do with a text that is not JSON, where what it is instead, or lacks, can be told."""
    begun = text.lstrip()
    if re.match(r"@\w+\s*\{", begun):
        return message("json", "bibtex")
    if re.match(r"TY  ?- ", begun):
        return message("json", "ris")
    if begun.startswith(("//", "/*", "#")):
        return message("json", "comment")
    if begun[:1] not in ("[", "{", '"'):
        return message("json", "csv")
    there, before = text[error.pos : error.pos + 1], text[: error.pos].rstrip()
    if (there in ("]", "}") and before.endswith(",")) or "trailing comma" in error.msg:
        return message("json", "comma")
    if there in ("'", "“", "”", "„", "‘", "’", "«"):
        return message("json", "quotes", mark=there)
    if "',' delimiter" in error.msg and there in ("{", '"'):
        return message("json", "no_comma")
    return None


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
        counts = Counter(key for key, _ in pairs)
        twice = next(key for key, count in counts.items() if count > 1)
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
