"""The drawing of a network as SVG: signs, names and links, each a link to its page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape

from tertius.present.network import BESIDE, LINE, WIDE, Link, Network, Node, Spot, name_lines

OTHER = "#6b6b6b"
"""The colour of what belongs to no side of the case."""

SIGNS = (
    "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0",
    "M-5.5,-5.5h11v11h-11z",
    "M0,-7.5L7,5.5H-7z",
    "M0,-7.5L7.5,0L0,7.5L-7.5,0z",
    "M-2.5,-7h5v4.5h4.5v5h-4.5v4.5h-5v-4.5h-4.5v-5h4.5z",
    "M0,7.5L7,-5.5H-7z",
    "M-7.5,0L-3.7,-6.5H3.7L7.5,0L3.7,6.5H-3.7z",
)
"""Circle, square, triangle, diamond, cross, triangle on its head, hexagon: a side's shape beside its colour."""

SMALL = "M-3.5,0a3.5,3.5 0 1,0 7,0a3.5,3.5 0 1,0 -7,0"
"""The sign of what belongs to no side of the case."""

DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 4", "1 4", "12 4")
"""How the engagements of each side are dashed, so that they are told apart without colour."""

BEND, BREADTH = 15.0, 150.0
"""How far the middles of two links between the same two actors stand apart, and of all of them, in pixels."""


def network_svg(
    network: Network,
    spots: Mapping[str, Spot],
    height: float,
    hues: Mapping[str, str],
    *,
    root: str,
    says: str,
) -> str:
    """Return the network as an SVG whose signs, names and links lead to pages.

    `hues` has a colour by the code of each side, in the order of the legend. Every element says in
    data attributes what narrows it: its powers, and the years in which it may have stood.
    """
    order = {code: place for place, code in enumerate(hues)}
    lines = "".join(_lines(network.links, spots, hues, order, root))
    signs = "".join(_node(node, spots[node.id], hues, order, root) for node in network.nodes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height:g}" width="{WIDE}" '
        f'height="{height:g}" role="group" aria-label="{escape(says, quote=True)}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="11">'
        '<defs><marker id="points" viewBox="0 0 8 8" refX="15" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0,0L8,4L0,8z" fill="#333a44"/></marker></defs>'
        f'<g fill="none">{lines}</g><g>{signs}</g></svg>'
    )


def sign_svg(code: str, hues: Mapping[str, str], *, with_line: bool = True) -> str:
    """Return the sign of a side as a small picture for a legend, with its line where there are lines."""
    place = list(hues).index(code) if code in hues else -1
    path = SIGNS[place % len(SIGNS)] if place >= 0 else SMALL
    dash = f' stroke-dasharray="{DASHES[place % len(DASHES)]}"' if place >= 0 else ""
    hue = hues.get(code, OTHER)
    wide = 56 if with_line else 20
    line = f'<path d="M14,0H46" stroke="{hue}" stroke-width="2"{dash} fill="none"/>'
    return (
        f'<svg viewBox="-10 -10 {wide} 20" width="{wide}" height="20" aria-hidden="true">'
        f'<path d="{path}" fill="{hue}"/>{line if with_line else ""}</svg>'
    )


def _lines(
    links: Sequence[Link],
    spots: Mapping[str, Spot],
    hues: Mapping[str, str],
    order: Mapping[str, int],
    root: str,
) -> "list[str]":
    """Return the lines: several between the same two actors are bent apart."""
    beside: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        beside[min(link.one, link.other), max(link.one, link.other)].append(link)
    return [
        _line(
            link,
            spots,
            hues,
            order,
            root,
            bend=(k - (len(group) - 1) / 2) * min(BEND, BREADTH / len(group)),
        )
        for (first, _), group in sorted(beside.items())
        for k, link in enumerate(sorted(group, key=lambda one: (one.first, one.id)))
    ]


def _line(
    link: Link,
    spots: Mapping[str, Spot],
    hues: Mapping[str, str],
    order: Mapping[str, int],
    root: str,
    *,
    bend: float,
) -> str:
    (x1, y1), (x2, y2) = spots[link.one], spots[link.other]
    away = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1.0
    # Bent to one side of the line from the lesser id to the greater, whichever way the link points.
    turn = 2 * bend if link.one < link.other else -2 * bend
    cx = (x1 + x2) / 2 - (y2 - y1) / away * turn
    cy = (y1 + y2) / 2 + (x2 - x1) / away * turn
    if link.kind == "tie":
        look = 'stroke="#333a44" stroke-opacity="0.55" stroke-width="1.2" marker-end="url(#points)"'
    else:
        (side,) = link.powers if len(link.powers) == 1 else ("",)
        place = order.get(side)
        dash = DASHES[place % len(DASHES)] if place is not None else ""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        look = f'stroke="{hues.get(side, OTHER)}" stroke-opacity="0.75" stroke-width="1.7"{dashed}'
    narrowing = (
        f'data-power="{escape(" ".join(link.powers), quote=True)}" data-first="{link.first}" '
        f'data-last="{link.last}" data-ends="{escape(f"{link.one} {link.other}", quote=True)}"'
    )
    return (
        f'<a href="{escape(root + link.href, quote=True)}" tabindex="-1" {narrowing}>'
        f"<title>{escape(link.what)}</title>"
        f'<path d="M{x1:g},{y1:g}Q{cx:.1f},{cy:.1f} {x2:g},{y2:g}" {look}/></a>'
    )


def _node(
    node: Node, spot: Spot, hues: Mapping[str, str], order: Mapping[str, int], root: str
) -> str:
    place = order.get(node.side)
    path = SIGNS[place % len(SIGNS)] if place is not None else SMALL
    x, y = spot
    lines = name_lines(node.name)
    first = y + 4 - (len(lines) - 1) * LINE / 2
    spans = "".join(
        f'<tspan x="{x + BESIDE:g}" y="{first + k * LINE:g}">{escape(line)}</tspan>'
        for k, line in enumerate(lines)
    )
    return (
        f'<a href="{escape(root + node.href, quote=True)}" data-node="{escape(node.id, quote=True)}" '
        f'aria-label="{escape(node.name, quote=True)}">'
        f'<path d="{path}" transform="translate({x:g},{y:g})" fill="{hues.get(node.side, OTHER)}"/>'
        '<text fill="#14181d" stroke="#ffffff" stroke-width="3" paint-order="stroke" '
        f'stroke-linejoin="round">{spans}</text></a>'
    )
