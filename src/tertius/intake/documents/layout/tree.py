"""Pandoc's tree of a document as blocks and notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tertius.intake.documents.layout.linked import Links, is_back
from tertius.intake.documents.layout.mending import clean
from tertius.intake.documents.notes import PrintedNote
from tertius.intake.documents.paper import Block

Node = dict[str, Any]

ADDRESS = re.compile(r"https?://\S{3,2000}", re.IGNORECASE)
WRAPPED = {
    "Emph", "Underline", "Strong", "Strikeout", "Subscript", "SmallCaps", "Superscript",
}  # fmt: skip
LEADING = re.compile(r"\s*(?:[\[(]?(\d{1,4})[\])]?(?![.,]?\d)|\^)?[.:)]?\s*")
IN_LIST = re.compile(r"\s*\^?\s*")
"""What may stand before a note whose number its list counts."""
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass
class _Text:
    """Text being put together, with the numbers of notes taken out of it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    anchors: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


class TreeReader:
    """Reads blocks one after the other; ``blocks`` and ``notes`` hold what was found."""

    def __init__(self, links: Links, *, typed: bool = False) -> None:
        self._links = links
        self._typed = typed
        """Whether raised numbers that nothing links are taken for numbers of notes."""
        self._last = 0
        self._paragraphs = 0
        self._in_note = False
        self.blocks: list[Block] = []
        self.notes: list[PrintedNote] = []
        self.numbered: dict[int, int] = {}
        """By their place, the blocks that begin an item of a numbered list, with its number."""

    def read(self, nodes: Sequence[Node]) -> None:
        """Read blocks, in the order in which they stand."""
        for node in nodes:
            if id(node) in self._links.regions:
                self._lift(self._links.regions[id(node)], [node], LEADING)
                continue
            kind, content = _opened(node)
            if kind in ("Para", "Plain"):
                self._block(content)
            elif kind == "Header":
                self._block(content[2], level=content[0])
            elif kind == "LineBlock":
                self._block([part for line in content for part in (*line, {"t": "Space"})])
            elif kind == "CodeBlock":
                self._block([{"t": "Str", "c": content[1]}])
            elif kind == "BlockQuote":
                self.read(content)
            elif kind == "Div":
                self.read(content[1])
            elif kind == "Figure":
                self.read(content[2])
            elif kind in ("BulletList", "OrderedList"):
                for number, item in enumerate(content if kind == "BulletList" else content[1]):
                    if kind == "OrderedList":
                        self.numbered[len(self.blocks)] = content[0][0] + number
                    self._item(item, IN_LIST if kind == "OrderedList" else LEADING)
            elif kind == "DefinitionList":
                for term, meanings in content:
                    self._block(term)
                    for meaning in meanings:
                        self._item(meaning, LEADING)
            elif kind == "Table":
                self._table(content)

    def _item(self, item: list[Node], leading: re.Pattern[str]) -> None:
        if id(item) in self._links.regions:
            self._lift(self._links.regions[id(item)], item, leading)
        else:
            self.read(item)

    def _table(self, content: list[Any]) -> None:
        """Each row as one paragraph, its cells parted by bars."""
        _, caption, _, head, bodies, foot = content
        self.read(caption[1])
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        for row in rows:
            inlines: list[Node] = []
            for cell in row[1]:
                inner = _flat(cell[4])
                if inner:
                    bar = (
                        [{"t": "Space"}, {"t": "Str", "c": "|"}, {"t": "Space"}] if inlines else []
                    )
                    inlines += [*bar, *inner]
            self._block(inlines)

    def _block(self, inlines: Sequence[Node], level: int = 0) -> None:
        text = _Text()
        self._inlines(inlines, text)
        whole, anchors = _settled(text)
        if not whole and not anchors:
            return
        places: tuple[tuple[int, str], ...] = ()
        if not level:
            self._paragraphs += 1
            places = ((0, f"paragraph {self._paragraphs}"),)
        self.blocks.append(Block(whole, level, tuple(anchors), places))

    def _inlines(self, nodes: Sequence[Node], text: _Text) -> None:
        for node in nodes:
            kind, content = _opened(node)
            if kind == "Str":
                text.add(content)
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                text.add(" ")
            elif kind == "Note":
                if not self._in_note:
                    self._note(content, text)
                else:
                    text.add(" " + self._note_text(content))
            elif kind == "Link":
                self._link(node, text)
            elif kind == "Quoted":
                left, right = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
                text.add(left)
                self._inlines(content[1], text)
                text.add(right)
            elif kind in ("Code", "Math"):
                text.add(content[1])
            elif (
                kind == "Superscript"
                and (shown := plain_text(content).strip()).isdecimal()
                and not _has_link(content)
            ):
                self._raised(shown, text)
            elif kind in WRAPPED:
                self._inlines(content, text)
            elif kind in ("Span", "Cite"):
                self._inlines(content[1], text)

    def _raised(self, shown: str, text: _Text) -> None:
        """A raised number: the next note where numbers of notes are typed by hand, else a power."""
        if self._typed and not self._in_note and int(shown[:6]) == self._last + 1:
            self._last += 1
            text.anchors.append((text.length, self._last))
        else:
            text.add(shown.translate(SUPERSCRIPTS))

    def _link(self, node: Node, text: _Text) -> None:
        number = self._links.callers.get(id(node))
        if number is not None and not self._in_note:
            text.anchors.append((text.length, number))
            self._last = number
            return
        content = node["c"]
        if self._in_note and is_back(node):
            return
        begin = text.length
        self._inlines(content[1], text)
        shown = "".join(text.parts)[begin:] if self._in_note else ""
        address = content[2][0]
        if (
            self._in_note
            and ADDRESS.fullmatch(address)
            and "//" not in shown
            and "www." not in shown
        ):
            text.add(f" ({address})")

    def _note(self, blocks: list[Node], text: _Text) -> None:
        self._last += 1
        number = self._last
        text.anchors.append((text.length, number))
        self.notes.append(PrintedNote(number, self._note_text(blocks), place=self._place()))

    def _place(self) -> str:
        return f"paragraph {self._paragraphs + 1}"

    def _lift(self, number: int, blocks: list[Node], leading: re.Pattern[str]) -> None:
        """A note that stands among the blocks, called by a link."""
        text = self._note_text(blocks)
        begins = leading.match(text)
        printed = begins[1] if begins and leading is LEADING else None
        if begins and printed in (None, str(number)) and begins.end() < len(text):
            text = text[begins.end() :]
        self.notes.append(PrintedNote(number, text))

    def _note_text(self, blocks: list[Node]) -> str:
        outer, self._in_note = self._in_note, True
        text = _Text()
        self._inlines(_flat(blocks), text)
        self._in_note = outer
        return _settled(text)[0]


def _opened(node: Node) -> tuple[str, Any]:
    return node["t"], node.get("c")


def _settled(text: _Text) -> tuple[str, list[tuple[int, int]]]:
    """The text with single spaces and typed letters, its anchors moved along."""
    whole: list[str] = []
    length = 0
    raw = "".join(text.parts)
    cuts = sorted({0, len(raw), *(at for at, _ in text.anchors)})
    places = {0: 0}
    for begin, end in pairwise(cuts):
        part = re.sub(r"[ \n]{2,}|\n", " ", clean(raw[begin:end]).replace("\u00ad", ""))
        if part.startswith(" ") and (not length or "".join(whole[-1:]).endswith(" ")):
            part = part[1:]
        if part:
            whole.append(part)
            length += len(part)
        places[end] = length
    joined = "".join(whole)
    trimmed = joined.rstrip()
    anchors = [(len(joined[: places[at]].rstrip()), number) for at, number in text.anchors]
    return trimmed, anchors


def _flat(blocks: Sequence[Node]) -> list[Node]:
    """The inlines of blocks, one block after the other with a space between them."""
    found: list[Node] = []
    for block in blocks:
        kind, content = _opened(block)
        inner: list[Node] = []
        if kind in ("Para", "Plain"):
            inner = content
        elif kind == "Header":
            inner = content[2]
        elif kind == "LineBlock":
            inner = [part for line in content for part in (*line, {"t": "Space"})]
        elif kind == "CodeBlock":
            inner = [{"t": "Str", "c": content[1]}]
        elif kind == "BlockQuote":
            inner = _flat(content)
        elif kind == "Div":
            inner = _flat(content[1])
        elif kind in ("BulletList", "OrderedList"):
            items = content if kind == "BulletList" else content[1]
            inner = _flat([part for item in items for part in item])
        elif kind == "DefinitionList":
            for term, meanings in content:
                inner += [*term, {"t": "Space"}, *_flat([part for m in meanings for part in m])]
        if inner:
            found += [{"t": "Space"}, *inner] if found else inner
    return found


def _has_link(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_has_link, value))
    if not isinstance(value, dict):
        return False
    return value.get("t") in ("Link", "Note") or _has_link(value.get("c"))


def plain_text(nodes: Sequence[Node]) -> str:
    """The letters of inlines, without notes."""
    parts: list[str] = []
    for node in nodes:
        kind, content = _opened(node)
        if kind == "Str":
            parts.append(content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            parts.append(" ")
        elif kind in ("Code", "Math"):
            parts.append(content[1])
        elif kind in ("Span", "Cite", "Link", "Quoted"):
            parts.append(plain_text(content[1]))
        elif kind in WRAPPED:
            parts.append(plain_text(content))
    return "".join(parts)
