"""Notes of a web page that are links: a number that leads to a note, which leads back."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Node = dict[str, Any]

NUMBER = re.compile(r"\s*([\[(]?)\s?(\d{1,4})\s?[\])]?\s*")
NAMED = re.compile(r"fn|ftn|edn|note|foot|cite", re.IGNORECASE)
BACK = re.compile(
    r"[\s\ufe0e\ufe0f]*(?:[↩↵⏎↑⬆^«‹←]|[\[(]?\d{1,4}[\])]?[.:]?|back|top|jump up)[\s\ufe0e\ufe0f]*",
    re.IGNORECASE,
)
NO_NOTES = ("Header", "Figure", "Table")


@dataclass
class Links:
    """Which links call a note, and which parts of the tree are notes; both by identity, with the number."""

    callers: dict[int, int] = field(default_factory=dict)
    regions: dict[int, int] = field(default_factory=dict)


@dataclass
class _Call:
    link: Node
    target: str
    number: int
    marked: bool
    """Whether the link is raised or in brackets, or its target is named as a note."""


def is_back(node: Node) -> bool:
    """Whether a link leads from a note back to the place that calls it."""
    return (
        str(node["c"][2][0]).startswith("#") and BACK.fullmatch(_letters(node["c"][1])) is not None
    )


def find_links(blocks: Sequence[Node]) -> Links:
    """The notes of a page that are called by links."""
    calls: list[_Call] = []
    targeted: set[str] = set()
    for node, raised in _links(blocks, False):
        name, target = node["c"][0][0], str(node["c"][2][0])
        shown = NUMBER.fullmatch(_letters(node["c"][1]))
        if not target.startswith("#") or len(target) < 2 or shown is None or name in targeted:
            continue
        marked = raised or bool(shown[1]) or NAMED.search(target) is not None
        calls.append(_Call(node, target[1:], int(shown[2]), marked))
        targeted.add(target[1:])
    homes: dict[str, tuple[Any, ...]] = {}
    if calls:
        _find_homes(blocks, (), targeted, homes)
    return _paired(calls, homes)


def _paired(calls: list[_Call], homes: dict[str, tuple[Any, ...]]) -> Links:
    found = Links()
    held: Counter[int] = Counter(id(part) for path in homes.values() for part in path)
    inside: set[int] = set()
    for call in calls:
        path = homes.get(call.target)
        if path is None or id(call.link) in inside:
            continue
        region = _region(path, held)
        if region is None or _holds(region, call.link):
            continue
        if not call.marked and not _leads_back(region):
            continue
        found.callers[id(call.link)] = call.number
        found.regions.setdefault(id(region), call.number)
        inside.update(id(link) for link, _ in _links(region, False))
    return found


def _region(path: tuple[Any, ...], held: Counter[int]) -> Any:
    """The part of the tree that is the note: the list item, or what begins with its name."""
    if any(isinstance(part, dict) and part["t"] in NO_NOTES for part in path):
        return None
    region = None
    for place in range(len(path) - 1, -1, -1):
        part = path[place]
        if held[id(part)] > 1:
            break
        if isinstance(part, list):
            return part
        if part["t"] in ("Para", "Plain"):
            region = part
        elif part["t"] == "Div":
            inside = part["c"][1]
            if region is not None and (not inside or inside[0] is not region):
                break
            region = part
    return region


def _find_homes(
    nodes: Sequence[Any],
    path: tuple[Any, ...],
    targets: set[str],
    homes: dict[str, tuple[Any, ...]],
) -> None:
    """For each name that a link leads to, the blocks and list items that it stands in, from outside."""
    for node in nodes:
        if isinstance(node, list):
            inside = (
                (*path, node) if node and isinstance(node[0], dict) and _is_block(node[0]) else path
            )
            _find_homes(node, inside, targets, homes)
            continue
        if not isinstance(node, dict) or "c" not in node:
            continue
        content = node["c"]
        kind = node["t"]
        here = (*path, node) if kind in ("Para", "Plain", "Div", *NO_NOTES) else path
        if kind in ("Div", "Span", "Link", "Code") and content[0][0] in targets:
            homes.setdefault(content[0][0], here)
        if kind == "Header" and content[1][0] in targets:
            homes.setdefault(content[1][0], here)
        if kind == "Div":
            _find_homes(content[1], here, targets, homes)
        elif isinstance(content, list):
            _find_homes(content, here, targets, homes)


BLOCKS = frozenset(
    ("Para", "Plain", "Div", "BulletList", "OrderedList", "BlockQuote", "CodeBlock", "LineBlock",
     "Table", "Figure", "DefinitionList", "Header", "HorizontalRule", "RawBlock")
)  # fmt: skip


def _is_block(node: Node) -> bool:
    return node.get("t") in BLOCKS


def _links(value: Any, raised: bool) -> Iterator[tuple[Node, bool]]:
    """Every link in reading order, with whether it is a superscript."""
    if isinstance(value, list):
        for part in value:
            yield from _links(part, raised)
    elif isinstance(value, dict) and "c" in value:
        if value["t"] == "Link":
            inner = any(isinstance(n, dict) and n.get("t") == "Superscript" for n in value["c"][1])
            yield value, raised or inner
        yield from _links(value["c"], raised or value["t"] == "Superscript")


def _holds(value: Any, link: Node) -> bool:
    return any(node is link for node, _ in _links(value, False))


def _leads_back(value: Any) -> bool:
    return any(is_back(node) for node, _ in _links(value, False))


def _letters(value: Any) -> str:
    """All letters in a part of the tree."""
    if isinstance(value, list):
        return "".join(map(_letters, value))
    if isinstance(value, dict):
        if value.get("t") == "Str":
            return str(value["c"])
        if value.get("t") in ("Space", "SoftBreak"):
            return " "
        if value.get("t") == "Note":
            return ""
        return _letters(value.get("c")) if isinstance(value.get("c"), list) else ""
    return ""
