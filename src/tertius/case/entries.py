"""sources.json as it is written: its entries as they stand, and new ones put among them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tertius.case.folder import LARGEST_DOCUMENT, Unreadable, read_bytes, read_json, read_text
from tertius.case.problems import message
from tertius.errors import CaseError

FILE = "sources.json"
MARK = b"\xef\xbb\xbf"
SPACE = " \t\r\n"

Item = dict[str, Any]


@dataclass(frozen=True)
class Entries:
    """Hold the text of sources.json, its entries, and where each begins and ends in the text."""

    text: str
    items: tuple[Item, ...]
    spans: tuple[tuple[int, int], ...]
    has_mark: bool = False
    """Whether the file begins with a byte order mark."""

    def with_items(self, new: Iterable[Item]) -> bytes:
        """Return the file with new entries among the old ones, by id, and in the layout that it has.

        No byte of an entry that was there changes, nor its place among the others. Raises CaseError
        where the file would become larger than a case can hold.
        """
        waiting = sorted(new, key=lambda item: str(item["id"]))
        data = self._joined(waiting).encode("utf-8") if waiting else self.text.encode("utf-8")
        if len(data) > LARGEST_DOCUMENT:
            raise CaseError(
                f"{FILE} would hold {len(data) / 2**20:.0f} MiB, and a case reads at most "
                f"{LARGEST_DOCUMENT // 2**20}. Add a part of the bibliography. Nothing was written."
            )
        return MARK + data if self.has_mark else data

    def _joined(self, waiting: Sequence[Item]) -> str:
        layout = _Layout.of(self)
        if not self.spans:
            inside = layout.between.join(layout.written(item) for item in waiting)
            opening = self.text.index("[") + 1
            closing = self.text.rindex("]")
            return f"{self.text[:opening]}{layout.lead}{inside}{layout.end}{self.text[closing:]}"
        pieces: list[str] = []
        copied = place = 0
        for item, (start, _) in zip(self.items, self.spans, strict=True):
            pieces.append(self.text[copied:start])
            copied = start
            while place < len(waiting) and str(waiting[place]["id"]) < str(item.get("id", "")):
                pieces += [layout.written(waiting[place]), layout.between]
                place += 1
        end = self.spans[-1][1]
        pieces.append(self.text[copied:end])
        for item in waiting[place:]:
            pieces += [layout.between, layout.written(item)]
        return "".join([*pieces, self.text[end:]])


@dataclass(frozen=True)
class _Layout:
    """Hold how entries are laid out: what stands before, between and after them, and within one."""

    lead: str
    between: str
    end: str
    indent: str | None
    """What one level is indented by; None where an entry stands on one line."""
    separators: tuple[str, str]
    is_ascii: bool

    @classmethod
    def of(cls, entries: Entries) -> "_Layout":
        if not entries.spans:
            return cls("\n  ", ",\n  ", "\n", "  ", (",", ": "), is_ascii=False)
        text, (start, stop) = entries.text, entries.spans[0]
        lead = text[text.index("[") + 1 : start]
        between = text[stop : entries.spans[1][0]] if len(entries.spans) > 1 else f",{lead}"
        lines = text[start:stop].split("\n")
        indent = None
        if len(lines) > 1:
            inner = lines[1][: len(lines[1]) - len(lines[1].lstrip(SPACE))]
            outer = lead.rpartition("\n")[2]
            indent = inner.removeprefix(outer) or "  "
        colon = ": " if '": ' in text[start:stop] else ":"
        comma = "," if indent is not None or colon == ":" else ", "
        is_ascii = text.isascii() and "\\u" in text
        return cls(lead, between, "", indent, (comma, colon), is_ascii)

    def written(self, item: Item) -> str:
        """Return an entry as text."""
        text = json.dumps(
            item,
            indent=self.indent,
            separators=self.separators,
            ensure_ascii=self.is_ascii,
            allow_nan=False,
        )
        outer = self.lead.rpartition("\n")[2]
        newline = "\r\n" if "\r\n" in self.lead else "\n"
        return text.replace("\n", f"{newline}{outer}")


def read_entries(folder: Path) -> Entries:
    """Return the entries of a case's sources.json. Raises Unreadable where it is no list of entries."""
    items = read_json(folder, FILE)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Unreadable(message("json", "no_file_of_entries").at(FILE))
    text = read_text(folder, FILE, limit=LARGEST_DOCUMENT)
    has_mark = read_bytes(folder, FILE, limit=LARGEST_DOCUMENT).startswith(MARK)
    return Entries(text, tuple(items), tuple(_spans(text)), has_mark)


def _spans(text: str) -> Iterable[tuple[int, int]]:
    """Yield where each entry of a JSON list begins and ends."""
    decoder = json.JSONDecoder()
    place = _past_space(text, text.index("[") + 1)
    while text[place] != "]":
        _, end = decoder.raw_decode(text, place)
        yield place, end
        place = _past_space(text, end)
        if text[place] == ",":
            place = _past_space(text, place + 1)


def _past_space(text: str, place: int) -> int:
    while text[place] in SPACE:
        place += 1
    return place


def by_id(items: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return entries by their id, as text."""
    return {str(item.get("id", "")): item for item in items}
