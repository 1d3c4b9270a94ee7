"""Pandoc's tree of a document as blocks and notes."""

import re
from collections.abc import Sequence
from typing import Any

from tertius.intake.documents.layout.inlines import (
    WRAPPED,
    Inner,
    Node,
    Text,
    behind_word,
    flat,
    has_link,
    opened,
    plain_text,
    settled,
    with_places,
)
from tertius.intake.documents.layout.linked import Links, is_back
from tertius.intake.documents.layout.signs import SIGN, Shown, Signs
from tertius.intake.documents.notes import Cited, Link, PrintedNote
from tertius.intake.documents.paper import Block

ADDRESS = re.compile(r"https?://\S{3,2000}", re.IGNORECASE)
POWER = re.compile(r"(?:\d|\b(?:[kcmd]?m|ft|in|mi|x))$")
"""What a raised number may be a power of."""
LEADING = re.compile(
    r"\s*(?:[\[(]?(\d{1,4}|[*†‡§¶]{1,4})[\])]?(?![.,]?\d)|[\^↑])?(?:\s*jump up(?: to)?:?)?[.:)]?\s*",
    re.IGNORECASE,
)
IN_LIST = re.compile(r"\s*(?:[\^↑](?:\s*jump up(?: to)?:?)?|jump up(?: to)?:)?\s*", re.IGNORECASE)
"""What may stand before a note whose number its list counts."""
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class TreeReader:
    """Reads blocks one after the other; ``blocks`` and ``notes`` hold what was found."""

    def __init__(self, links: Links, *, signs: Signs | None = None, typed: bool = False) -> None:
        self._links = links
        self._signs = signs or Signs()
        self._typed = typed
        """Whether raised numbers that nothing links are taken for numbers of notes."""
        self._last = 0
        self._paragraphs = 0
        self._in_note = False
        self._keys: list[object] = []
        self._noted: dict[object, int] = {}
        self.blocks: list[Block] = []
        self.notes: list[PrintedNote] = []
        self.numbered: dict[int, int] = {}
        """By their place, the blocks that begin an item of a numbered list, with its number."""

    @property
    def placed(self) -> tuple[int | None, ...]:
        """For each number in the text, in order, which of the notes it calls."""
        return tuple(self._noted.get(key) for key in self._keys)

    @property
    def unread(self) -> list[Shown]:
        """The notes that the file calls and that were found nowhere."""
        known = {*self._noted, *self._keys}
        return [shown for name, shown in self._signs.notes.items() if name not in known]

    def read(self, nodes: Sequence[Node]) -> None:
        """Read blocks, in the order in which they stand."""
        for node in nodes:
            if id(node) in self._links.regions:
                self._lift(id(node), [node], LEADING)
                continue
            kind, content = opened(node)
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
            self._lift(id(item), item, leading)
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
                inner = flat(cell[4])
                if inner:
                    bar = (
                        [{"t": "Space"}, {"t": "Str", "c": "|"}, {"t": "Space"}] if inlines else []
                    )
                    inlines += [*bar, *inner]
            self._block(inlines)

    def _block(self, inlines: Sequence[Node], level: int = 0) -> None:
        text = Text()
        self._inlines(inlines, text)
        whole, places_now = settled(text)
        anchors = [(behind_word(whole, places_now[at]), number) for at, number in text.anchors]
        if not whole and not anchors:
            return
        self._keys += text.keys
        places: tuple[tuple[int, str], ...] = ()
        if not level:
            self._paragraphs += 1
            places = ((0, f"paragraph {self._paragraphs}"),)
        self.blocks.append(Block(whole, level, tuple(anchors), places))

    def _inlines(self, nodes: Sequence[Node], text: Text) -> None:
        for node in nodes:
            kind, content = opened(node)
            if kind == "Str":
                self._string(content, text)
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                text.add(" ")
            elif kind == "Note":
                if not self._in_note:
                    self._note(content, text)
                else:
                    text.add(" " + self._note_text(content).text)
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
                and not has_link(content)
            ):
                self._raised(shown, text)
            elif kind in WRAPPED:
                self._inlines(content, text)
            elif kind in ("Span", "Cite"):
                self._inlines(content[1], text)

    def _string(self, letters: str, text: Text) -> None:
        """Letters, with the signs among them that were put into a Word file before it was read."""
        at = 0
        for sign in SIGN.finditer(letters):
            text.add(letters[at : sign.start()])
            at = sign.end()
            self._sign(sign[1], sign[2], text)
        text.add(letters[at:])

    def _sign(self, kind: str, name: str, text: Text) -> None:
        """What a sign says: a note that is called again or lost, or where a citation begins and ends."""
        if kind == "note":
            text.name = text.name or name
        elif kind == "call" and not self._in_note:
            called = self._signs.notes.get(name)
            if called is not None:
                text.anchors.append((text.length, called.number))
                text.keys.append(name)
        elif kind == "cite":
            text.cited.append(Cited(text.length, text.length, self._signs.cited.get(name, ())))
        elif kind == "end" and text.cited:
            last = text.cited[-1]
            text.cited[-1] = Cited(last.start, text.length, last.items)

    def _raised(self, shown: str, text: Text) -> None:
        """A raised number: the next note where numbers of notes are typed by hand, else a power."""
        number = int(shown[:6])
        before = "".join(text.parts[-8:])[-8:]
        anew = number == 1 < self._last and POWER.search(before) is None
        if self._typed and not self._in_note and (number == self._last + 1 or anew):
            self._last = number
            text.anchors.append((text.length, number))
            text.keys.append(None)
        else:
            text.add(shown.translate(SUPERSCRIPTS))

    def _link(self, node: Node, text: Text) -> None:
        called = self._links.callers.get(id(node))
        if called is not None and not self._in_note:
            region, label = called
            number = int(label) if label.isdecimal() else 0
            text.anchors.append((text.length, number))
            text.keys.append(region)
            self._last = number or self._last
            return
        content = node["c"]
        if self._in_note and is_back(node, self._links.homes):
            return
        begin = text.length
        self._inlines(content[1], text)
        if self._in_note and ADDRESS.fullmatch(content[2][0]) and text.length > begin:
            text.links.append(Link(begin, text.length, content[2][0]))

    def _note(self, blocks: list[Node], text: Text) -> None:
        """A note of the file's own, with what a Word file says of it; one that is called again stays one."""
        inner = self._note_text(blocks)
        name = inner.name
        said = self._signs.notes.get(name)
        self._last += said is None
        number = said.number if said else self._last
        key: object = name or ("note", len(self.notes))
        text.anchors.append((text.length, number))
        text.keys.append(key)
        if key in self._noted:
            return
        if said and said.mark and inner.text.startswith(said.mark):
            inner = inner.without_head(len(said.mark)).stripped()
        self._noted[key] = len(self.notes)
        self.notes.append(
            PrintedNote(
                number,
                inner.text,
                place=f"paragraph {self._paragraphs + 1}",
                mark=said.mark if said else "",
                links=inner.links,
                cited=inner.cited,
                stream=said.stream if said else "",
            )
        )

    def _lift(self, region: int, blocks: list[Node], leading: re.Pattern[str]) -> None:
        """A note that stands among the blocks, called by a link."""
        label = self._links.regions[region]
        inner = self._note_text(blocks)
        begins = leading.match(inner.text)
        printed = begins[1] if begins and leading is LEADING else None
        cut = 0
        if begins and printed in (None, label) and begins.end() < len(inner.text):
            cut = begins.end()
        inner = inner.without_head(cut)
        self._noted[region] = len(self.notes)
        self.notes.append(
            PrintedNote(
                int(label) if label.isdecimal() else 0,
                inner.text,
                mark="" if label.isdecimal() else label,
                links=inner.links,
                cited=inner.cited,
            )
        )

    def _note_text(self, blocks: list[Node]) -> "Inner":
        outer, self._in_note = self._in_note, True
        text = Text()
        self._inlines(flat(blocks), text)
        self._in_note = outer
        return with_places(text)
