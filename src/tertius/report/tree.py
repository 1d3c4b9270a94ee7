"""The tree that pandoc makes of a text: building parts of it, and walking it."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Node = dict[str, Any]
"""One element of the tree: its type under `t`, its contents under `c`."""

Replace = Callable[[Node], list[Node] | None]
"""Given an element: what stands in its place; None to look inside it."""

LAST_PAGE = "tertius-method-and-limits"
"""The heading that begins a page of its own."""

LEAD = "tertius-lead"
"""The class of what a footnote begins with, while its citations are resolved."""

WIDEST = 34
"""From how many letters on a cell of a table is broken into lines."""

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s|$)")

NO_MARKS: list[Any] = ["", [], []]


def curled(text: str) -> str:
    """Return a text with its apostrophes as they are printed."""
    return APOSTROPHE.sub("’", text)


def words(text: str) -> list[Node]:
    """Return a text as inline elements; nothing in it is read as Markdown."""
    inlines: list[Node] = []
    for part in curled(text).split():
        inlines += [{"t": "Space"}, {"t": "Str", "c": part}]
    inner = inlines[1:]
    before = [{"t": "Space"}] if text[:1].isspace() and inner else []
    after = [{"t": "Space"}] if text[-1:].isspace() and inner else []
    return [*before, *inner, *after]


def para(*inlines: Node) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": list(inlines)}


def plain(*inlines: Node) -> Node:
    """Return a line of text that is no paragraph of its own, as in a list or cell."""
    return {"t": "Plain", "c": list(inlines)}


def header(level: int, name: str, text: str) -> Node:
    """Return a heading with the name by which it is linked."""
    return {"t": "Header", "c": [level, [name, [], []], words(text)]}


def bullets(items: Sequence[list[Node]]) -> Node:
    """Return a list of blocks."""
    return {"t": "BulletList", "c": list(items)}


def box(name: str, kind: str, blocks: Sequence[Node]) -> Node:
    """Return blocks that go together, with a name to link to and a class to style by."""
    return {"t": "Div", "c": [[name, [kind] if kind else [], []], list(blocks)]}


def note(*inlines: Node) -> Node:
    """Return a footnote."""
    return {"t": "Note", "c": [para(*inlines)]}


def led(rest: Sequence[Node], lead: Sequence[Node]) -> Node:
    """Return a footnote whose first words stand at its end until `leads_first` moves them.

    The citation processor sets every citation of a footnote in parentheses, except at its start.
    """
    span = {"t": "Span", "c": [["", [LEAD], []], list(lead)]}
    return note(*rest, span)


def leads_first(blocks: Sequence[Node]) -> list[Node]:
    """Return the blocks with the first words of each footnote at its start."""

    def replace(node: Node) -> list[Node] | None:
        if node["t"] != "Note" or node["c"][0]["t"] != "Para":
            return None
        *rest, last = node["c"][0]["c"]
        if last["t"] != "Span" or last["c"][0][1] != [LEAD]:
            return None
        return [note(*last["c"][1], {"t": "Space"}, *rest)]

    return list(rewrite(list(blocks), replace))


def sign(letter: str, meaning: str) -> Node:
    """Return a raised sign; whoever hears the page hears what it means in its place."""
    told = [["role", "img"], ["aria-label", meaning], ["title", meaning]]
    raised = {"t": "Superscript", "c": [{"t": "Str", "c": letter}]}
    return {"t": "Span", "c": [["", ["sign"], told], [raised]]}


def link(inlines: Sequence[Node], target: str) -> Node:
    """Return a link."""
    return {"t": "Link", "c": [NO_MARKS, list(inlines), [target, ""]]}


def emphasis(*inlines: Node) -> Node:
    """Return text set in italics."""
    return {"t": "Emph", "c": list(inlines)}


def cite(keys: Sequence[str]) -> Node:
    """Return a citation of sources, in this order."""
    return {
        "t": "Cite",
        "c": [
            [
                {
                    "citationId": key,
                    "citationPrefix": [],
                    "citationSuffix": [],
                    "citationMode": {"t": "NormalCitation"},
                    "citationNoteNum": 0,
                    "citationHash": 0,
                }
                for key in keys
            ],
            words("; ".join(keys)),
        ],
    }


def figure(alt: str, target: str, width_cm: float, caption: Sequence[Node]) -> Node:
    """Return a picture with its caption."""
    image = {
        "t": "Image",
        "c": [["", [], [["width", f"{width_cm:.2f}cm"]]], words(alt), [target, ""]],
    }
    above = [None, [plain(*caption)] if caption else []]
    return {"t": "Figure", "c": [NO_MARKS, above, [plain(image)]]}


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    caption: Sequence[Node],
    right: Sequence[bool],
) -> Node:
    """Return a table as wide as the text; the columns marked right are set flush right, as numbers are."""

    def row(cells: Sequence[str]) -> list[Any]:
        made = [
            [NO_MARKS, {"t": "AlignDefault"}, 1, 1, [plain(*words(cell))] if cell else []]
            for cell in cells
        ]
        return [NO_MARKS, made]

    longest = [
        min(max(len(cell) for cell in column), WIDEST) + 3
        for column in zip(heads, *rows, strict=True)
    ]
    aligned = [
        [
            {"t": "AlignRight" if flush else "AlignLeft"},
            {"t": "ColWidth", "c": round(letters / sum(longest), 3)},
        ]
        for flush, letters in zip(right, longest, strict=True)
    ]
    body = [NO_MARKS, 0, [], [row(cells) for cells in rows]]
    above = [None, [plain(*caption)] if caption else []]
    head = [NO_MARKS, [row(heads)]]
    return {"t": "Table", "c": [NO_MARKS, above, aligned, head, [body], [NO_MARKS, []]]}


def anchor(key: str) -> str:
    """Return the name by which a source in the list at the end is linked; plain for any key."""
    safe = key if PLAIN.match(key) else hashlib.sha256(key.encode()).hexdigest()[:16]
    return f"tertius-source-{safe}"


def is_node(value: Any) -> bool:
    """Return whether a value is an element of the tree."""
    return isinstance(value, dict) and "t" in value


def rewrite(value: Any, replace: Replace) -> Any:
    """Return the same tree with elements replaced; what replaces one is not looked into again."""
    if isinstance(value, dict):
        return {key: rewrite(part, replace) for key, part in value.items()}
    if not isinstance(value, list):
        return value
    made: list[Any] = []
    for part in value:
        instead = replace(part) if is_node(part) else None
        if instead is None:
            made.append(rewrite(part, replace))
        else:
            made += instead
    return made


def elements(value: Any, around: tuple[str, ...] = ()) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Yield every element of a tree in the order of the text, with the types around it."""
    if is_node(value):
        yield value, around
        yield from elements(value.get("c"), (*around, value["t"]))
    elif isinstance(value, dict):
        for part in value.values():
            yield from elements(part, around)
    elif isinstance(value, list):
        for part in value:
            yield from elements(part, around)


def text_of(value: Any) -> str:
    """Return the letters of a tree, without its footnotes."""
    parts: list[str] = []
    for node, around in elements(value):
        if "Note" in around or node["t"] == "Note":
            continue
        if node["t"] == "Str":
            parts.append(node["c"])
        elif node["t"] in ("Code", "CodeBlock"):
            parts.append(node["c"][1])
        elif node["t"] in ("Space", "SoftBreak", "LineBreak"):
            parts.append(" ")
    return "".join(parts)


def depth_of(value: Any) -> int:
    """Return how deep a tree is nested; told without recursion, so that no tree is too deep for it."""
    deepest, ahead = 0, [(value, 1)]
    while ahead:
        node, depth = ahead.pop()
        deepest = max(deepest, depth)
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        ahead += [(part, depth + 1) for part in inner if isinstance(part, (dict, list))]
    return deepest
