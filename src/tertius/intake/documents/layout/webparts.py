"""A long web page in parts, since the memory that pandoc takes grows with what it reads at once.

A page is cut only where no more is open than divisions, and a list between two of its items. Each part
opens again what the cut went through, and so the trees of the parts become the tree of the page.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

Node = dict[str, Any]

PART = 20_000
"""How many letters a part has at least, but the last: so little that pandoc never has to tidy its memory."""
MOST_PARTS = 64
"""A page longer than so many parts has longer ones."""
SIGN = "cut"
"""The attribute, as pandoc gives it, by which a division that was opened again is known."""
TAG = re.compile(
    r"<!--|<(?P<end>/?)(?P<name>[a-zA-Z][\w:-]{0,30})"
    r"(?P<rest>(?:[^<>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}'){0,400})>"
)
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
     "wbr")
)  # fmt: skip
RAW = frozenset(
    ("script", "style", "textarea", "title", "noscript", "svg", "math", "template", "iframe")
)
"""In these no tag is looked at."""
CLEAR = frozenset(("html", "body", "article"))
"""These leave nothing in pandoc's tree."""
DIVISIONS = frozenset((*CLEAR, "main", "div", "section"))
LISTS = frozenset(("ol", "ul"))
BEGINS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "table", "ol", "ul", "li", "blockquote")
)  # fmt: skip
"""Before what a page may be cut."""


MAIN = re.compile(r"<main[\s>]|\brole\s?=\s?[\"']?main\b", re.IGNORECASE)
"""Of a page that says which is its main part, pandoc reads no other."""


class Open(NamedTuple):
    """An element that is open."""

    name: str
    is_main: bool


@dataclass(frozen=True)
class Part:
    """A part of a page, and what the cut before it went through."""

    text: str
    divisions: int = 0
    """How many divisions it opens again that pandoc's tree shows."""
    in_list: bool = False


def parted(page: str, size: int = PART) -> list[Part]:
    """Return a page in parts that can be read alone; one part where it is short or not well nested."""
    mains = len(MAIN.findall(page))
    if len(page) <= size or mains > 1:
        return [Part(page)]
    parts, begun = [], 0
    opened: list[Open] = []
    for at, here in _cuts(page, max(size, len(page) // MOST_PARTS), has_main=mains > 0):
        parts.append(_part(page[begun:at], opened, here))
        begun, opened = at, here
    return [*parts, _part(page[begun:], opened, [])]


def _part(text: str, opened: list[Open], left: list[Open]) -> Part:
    """Return a part between tags that open again what was open at its head, and close what is left open."""
    tags, divisions, in_list = [], 0, False
    for name, is_main in opened:
        in_list = name in LISTS
        if is_main:
            tags, divisions = [f'<{name} role="main">'], 0
        elif in_list:
            tags.append(f"<{name}>")
        elif name not in CLEAR:
            divisions += 1
            tags.append(f'<{name} data-{SIGN}="{divisions}">')
    ends = "".join(f"</{element.name}>" for element in reversed(left))
    return Part("".join((*tags, text, ends)), divisions, in_list)


def _cuts(page: str, size: int, *, has_main: bool) -> Iterator[tuple[int, list[Open]]]:
    """Yield the places to cut at, with what is open there; none behind the first tag that does not fit."""
    opened: list[Open] = []
    least, at = size, 0
    while found := TAG.search(page, at):
        at = found.end()
        name = (found["name"] or "").lower()
        if not name:
            at = page.find("-->", found.end())
            if at < 0:
                return
        elif found["end"]:
            while opened and opened[-1].name in ("p", "li") and opened[-1].name != name:
                opened.pop()
            if opened and opened[-1].name == name:
                opened.pop()
            elif name != "p" and name not in VOID:
                return
        elif name not in VOID and not found["rest"].endswith("/"):
            if name in BEGINS:
                _close(opened, name)
                if found.start() >= least and _may_cut(name, opened, has_main=has_main):
                    yield found.start(), list(opened)
                    least = found.start() + size
            opened.append(Open(name, MAIN.search(found[0]) is not None))
            if name in RAW:
                closing = re.compile(f"</{name}", re.IGNORECASE).search(page, at)
                if closing is None:
                    return
                at = closing.start()


def _close(opened: list[Open], name: str) -> None:
    """Take out what ends where an element begins: a paragraph, and an item of a list before the next."""
    if opened and opened[-1].name == "p":
        opened.pop()
    if name == "li" and opened and opened[-1].name == "li":
        opened.pop()


def _may_cut(name: str, opened: list[Open], *, has_main: bool) -> bool:
    """Return whether a page may be cut before an element, inside what is open."""
    if has_main and not any(element.is_main for element in opened):
        return False
    in_list = bool(opened) and opened[-1].name in LISTS
    around = opened[:-1] if in_list else opened
    return (name == "li") == in_list and all(element.name in DIVISIONS for element in around)


def read_parted(
    page: str, read: Callable[[str], dict[str, Any]], size: int = PART
) -> dict[str, Any]:
    """Return the tree of a page, read in parts; the parts' trees are those of the page, put together again."""
    parts = parted(page, size)
    tree = read(parts[0].text)
    for part in parts[1:]:
        if not _join(tree["blocks"], read(part.text)["blocks"], part):
            return read(page)
    return tree


def _join(before: list[Node], after: list[Node], part: Part) -> bool:
    """Put the blocks of a part behind those before it, in the divisions and the list that it goes on with.

    Return False where these are not found.
    """
    if _is_main(after[:1]):
        after = after[0]["c"][1]
    if _is_main(before[-1:]):
        before = before[-1]["c"][1]
    for _ in range(part.divisions):
        if not (before and after and before[-1]["t"] == after[0]["t"] == "Div"):
            return False
        (_, _, signs), inside = after[0]["c"]
        if SIGN not in dict(signs):
            return False
        around = before
        before = around[-1]["c"][1]
        around += after[1:]
        after = inside
    if part.in_list:
        if not (before and after and before[-1]["t"] == after[0]["t"] in ITEMS):
            return False
        items, more = (ITEMS[one["t"]](one["c"]) for one in (before[-1], after[0]))
        items += more
        after = after[1:]
    before += after
    return True


def _is_main(blocks: list[Node]) -> bool:
    """Return whether the one block is the main part of the page, which pandoc shows where it has a name."""
    return bool(blocks) and blocks[0]["t"] == "Div" and ["role", "main"] in blocks[0]["c"][0][2]


ITEMS: dict[str, Callable[[Any], list[Any]]] = {
    "BulletList": lambda content: content,
    "OrderedList": lambda content: content[1],
}
"""Where the items of a list stand."""
