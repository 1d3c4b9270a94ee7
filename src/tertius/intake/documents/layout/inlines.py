"""Pieces of pandoc's tree put together into text, with what their letters carry."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tertius.intake.documents.layout.mending import clean
from tertius.intake.documents.notes import Cited, Link

Node = dict[str, Any]

WRAPPED = {
    "Emph", "Underline", "Strong", "Strikeout", "Subscript", "SmallCaps", "Superscript",
}  # fmt: skip


@dataclass
class Text:
    """Text being put together, with the numbers of notes taken out of it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    anchors: list[tuple[int, int]] = field(default_factory=list)
    keys: list[object] = field(default_factory=list)
    """For each anchor the note that it calls, by whatever names it here; None where that is lost."""
    links: list[Link] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    name: str = ""
    """What a sign in the text says that it is."""

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


@dataclass(frozen=True)
class Inner:
    """The text of a note, with what its letters carry."""

    text: str
    name: str
    """What a sign says that the note is."""
    links: tuple[Link, ...]
    cited: tuple[Cited, ...]

    def stripped(self) -> "Inner":
        """The same without blanks at its head."""
        return self.without_head(len(self.text) - len(self.text.lstrip()))

    def without_head(self, length: int) -> "Inner":
        """The same without so many letters at its head."""
        return Inner(
            self.text[length:],
            self.name,
            tuple(
                Link(max(0, one.start - length), one.end - length, one.address)
                for one in self.links
                if one.end > length
            ),
            tuple(
                Cited(max(0, one.start - length), one.end - length, one.items)
                for one in self.cited
                if one.end > length
            ),
        )


def opened(node: Node) -> tuple[str, Any]:
    """Return the kind of a part of the tree and what it holds."""
    return node["t"], node.get("c")


def settled(text: Text) -> tuple[str, dict[int, int]]:
    """The text with single spaces and typed letters, and where what stood at an offset stands now."""
    whole: list[str] = []
    length = 0
    raw = "".join(text.parts)
    spans = [at for link in text.links for at in (link.start, link.end)]
    spans += [at for one in text.cited for at in (one.start, one.end)]
    cuts = sorted({0, len(raw), *(at for at, _ in text.anchors), *spans})
    places = {0: 0}
    for begin, end in pairwise(cuts):
        part = re.sub(r"[ \n]{2,}|\n", " ", clean(raw[begin:end]).replace("\u00ad", ""))
        if part.startswith(" ") and (not length or "".join(whole[-1:]).endswith(" ")):
            part = part[1:]
        if part:
            whole.append(part)
            length += len(part)
        places[end] = length
    joined = "".join(whole).rstrip()
    return joined, {at: min(place, len(joined)) for at, place in places.items()}


def behind_word(text: str, at: int) -> int:
    """The end of the word before a place: a number stands there, not behind the blank."""
    return len(text[:at].rstrip())


def with_places(text: Text) -> "Inner":
    """The text of a note with what its letters carry, each at its place in it."""
    whole, places = settled(text)
    return Inner(
        whole,
        text.name,
        tuple(
            Link(places[one.start], behind_word(whole, places[one.end]), one.address)
            for one in text.links
        ),
        tuple(
            Cited(places[one.start], behind_word(whole, places[one.end]), one.items)
            for one in text.cited
            if one.items
        ),
    )


def flat(blocks: Sequence[Node]) -> list[Node]:
    """The inlines of blocks, one block after the other with a space between them."""
    found: list[Node] = []
    for block in blocks:
        kind, content = opened(block)
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
            inner = flat(content)
        elif kind == "Div":
            inner = flat(content[1])
        elif kind in ("BulletList", "OrderedList"):
            items = content if kind == "BulletList" else content[1]
            inner = flat([part for item in items for part in item])
        elif kind == "DefinitionList":
            for term, meanings in content:
                inner += [*term, {"t": "Space"}, *flat([part for m in meanings for part in m])]
        if inner:
            found += [{"t": "Space"}, *inner] if found else inner
    return found


def has_link(value: Any) -> bool:
    """Return whether a link or a note is in a part of the tree."""
    if isinstance(value, list):
        return any(map(has_link, value))
    if not isinstance(value, dict):
        return False
    return value.get("t") in ("Link", "Note") or has_link(value.get("c"))


def plain_text(nodes: Sequence[Node]) -> str:
    """The letters of inlines, without notes."""
    parts: list[str] = []
    for node in nodes:
        kind, content = opened(node)
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
