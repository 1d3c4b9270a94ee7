"""Notes of a web page that are links: a number that leads to a note, which leads back."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

Node = dict[str, Any]

NUMBER = re.compile(
    r"\s*([\[(]?)\s?(?:(?:note|nb|fn|n\.?|fußnote|сноска|примечание)\s)?(\d{1,4}|[ivxl]{1,6}|[a-z]{1,2}|[*†‡§¶]{1,4})\s?[\])]?\s*",
    re.IGNORECASE,
)
"""How a link calls a note: a number, or a letter or mark where it is raised or in brackets."""
NAMED = re.compile(r"fn|ftn|edn|note|foot|cite|ref\d", re.IGNORECASE)
BACK = re.compile(
    r"[\s\ufe0e\ufe0f]*(?:(?:[↩↵⏎↑⬆^«‹←⤴]|[\[(]?\d{1,4}[\])]?[.:]?|back(?: to (?:text|top|content))?|top|return|jump up(?: to)?:?|zurück)[\s\ufe0e\ufe0f]*){1,2}",
    re.IGNORECASE,
)
NAMED_BACK = re.compile(
    r"#(?:cite_?ref|_?(?:fn|ftn|edn)ref|\w{0,20}(?:backlink|back-link|noteref))", re.IGNORECASE
)
SHORT = re.compile(r"\W{0,3}\w{0,3}\W{0,3}")
"""What a link back may show besides arrows: MediaWiki counts the places as a, b, c … and 1.0, 1.1."""
NO_NOTES = ("Header", "Figure", "Table")


@dataclass
class Links:
    """Which links call a note, and which parts of the tree are notes; all by identity."""

    callers: dict[int, tuple[int | None, str]] = field(default_factory=dict)
    """For each link that calls a note the part of the tree that it is, and what the link shows; None where it is lost."""
    regions: dict[int, str] = field(default_factory=dict)
    """For each part that is a note what the first link to it shows."""
    homes: frozenset[str] = frozenset()
    """The names of the places in the text that call notes."""


@dataclass
class _Call:
    link: Node
    target: str
    label: str
    marked: bool
    """Whether the link is raised or in brackets, or its target is named as a note."""
    raised: bool


def is_back(node: Node, homes: frozenset[str] = frozenset()) -> bool:
    """Whether a link leads from a note back to the place that calls it."""
    target, shown = str(node["c"][2][0]), letters(node["c"][1])
    if not target.startswith("#"):
        return False
    if BACK.fullmatch(shown):
        return True
    return bool(SHORT.fullmatch(shown)) and (
        target[1:] in homes or NAMED_BACK.match(target) is not None
    )


def find_links(blocks: Sequence[Node]) -> Links:
    """The notes of a page that are called by links; links to the page's own address lead into it, too."""
    every = list(_links(blocks))
    names = _names(blocks)
    _bring_home([node for node, _ in every], names)
    calls: list[_Call] = []
    targeted: set[str] = set()
    for node, raised in every:
        name, target = node["c"][0][0], str(node["c"][2][0])
        shown = NUMBER.fullmatch(letters(node["c"][1]))
        if not target.startswith("#") or len(target) < 2 or shown is None or name in targeted:
            continue
        named = NAMED.search(target) is not None
        if not shown[2].isdecimal() and not ((raised or shown[1]) and named):
            continue
        calls.append(_Call(node, target[1:], shown[2], raised or bool(shown[1]) or named, raised))
        targeted.add(target[1:])
    homes: dict[str, tuple[Any, ...]] = {}
    if calls:
        _find_homes(blocks, (), targeted, homes)
    return _paired(calls, homes, _places_of(blocks, {id(call.link) for call in calls}))


def _bring_home(links: Sequence[Node], names: frozenset[str]) -> None:
    """Write links to the page itself as such: saved pages carry its address or its file's name before the #.

    An address is the page's own where numbers link to names that the page has.
    """
    own = {""}
    for node in links:
        base, mark, name = str(node["c"][2][0]).partition("#")
        if mark and unquote(name) in names and NUMBER.fullmatch(letters(node["c"][1])):
            own.add(base)
    for node in links:
        base, mark, name = str(node["c"][2][0]).partition("#")
        if mark and base in own and unquote(name) in names:
            node["c"][2][0] = f"#{unquote(name)}"


def _paired(calls: list[_Call], homes: dict[str, tuple[Any, ...]], places: frozenset[str]) -> Links:
    found = Links(homes=places)
    held: Counter[int] = Counter(id(part) for path in homes.values() for part in path)
    inside: set[int] = set()
    lost: list[_Call] = []
    for call in calls:
        path = homes.get(call.target)
        if path is None:
            lost.append(call)
            continue
        if id(call.link) in inside:
            continue
        region = _region(path, held)
        if region is None or _holds(region, call.link):
            continue
        if not call.marked and not _leads_back(region, places):
            continue
        found.callers[id(call.link)] = (id(region), call.label)
        found.regions.setdefault(id(region), call.label)
        inside.update(id(link) for link, _ in _links(region))
    for call in lost:
        if call.raised and NAMED.search(call.target) and id(call.link) not in inside:
            found.callers[id(call.link)] = (None, call.label)
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


def _links(value: Any, *, raised: bool = False) -> Iterator[tuple[Node, bool]]:
    """Yield every link in reading order, with whether it is a superscript; all of what is `raised` are."""
    if isinstance(value, list):
        for part in value:
            yield from _links(part, raised=raised)
    elif isinstance(value, dict) and isinstance(value.get("c"), list):
        if value["t"] == "Link":
            inner = any(isinstance(n, dict) and n.get("t") == "Superscript" for n in value["c"][1])
            yield value, raised or inner
        yield from _links(value["c"], raised=raised or value["t"] == "Superscript")


def _names(blocks: Any) -> frozenset[str]:
    """Every name that a part of the page has."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, list):
            for part in value:
                walk(part)
        elif isinstance(value, dict) and isinstance(value.get("c"), list):
            name = _name(value)
            if name:
                found.add(name)
            walk(value["c"])

    walk(blocks)
    return frozenset(found)


def _name(node: Node) -> str:
    content = node["c"]
    if node["t"] in ("Div", "Span", "Link", "Code", "CodeBlock", "Table", "Figure"):
        return str(content[0][0])
    return str(content[1][0]) if node["t"] == "Header" else ""


def _places_of(blocks: Sequence[Node], callers: set[int]) -> frozenset[str]:
    """The names of the links that call notes, and those right before them or around them."""
    found: set[str] = set()

    def walk(value: Any, around: tuple[str, ...]) -> None:
        if isinstance(value, list):
            near = around
            for part in value:
                if isinstance(part, dict) and part.get("t") == "Span" and not part["c"][1]:
                    near = (*around, part["c"][0][0])
                    continue
                walk(part, near)
        elif isinstance(value, dict) and isinstance(value.get("c"), list):
            inner = around if value["t"] in INLINE else ()
            name = _name(value) if value["t"] in ("Span", "Link") else ""
            if value["t"] == "Link" and id(value) in callers:
                found.update((*inner, name))
            walk(value["c"], (*inner, name) if name else inner)

    walk(blocks, ())
    return frozenset(found - {""})


INLINE = frozenset(
    ("Span", "Link", "Superscript", "Emph", "Strong", "Underline", "Subscript", "SmallCaps", "Cite")
)


def _holds(value: Any, link: Node) -> bool:
    return any(node is link for node, _ in _links(value))


def _leads_back(value: Any, places: frozenset[str]) -> bool:
    return any(is_back(node, places) for node, _ in _links(value))


def letters(value: Any) -> str:
    """All letters in a part of the tree."""
    if isinstance(value, list):
        return "".join(map(letters, value))
    if isinstance(value, dict):
        if value.get("t") == "Str":
            return str(value["c"])
        if value.get("t") in ("Space", "SoftBreak"):
            return " "
        if value.get("t") == "Note":
            return ""
        return letters(value.get("c")) if isinstance(value.get("c"), list) else ""
    return ""
