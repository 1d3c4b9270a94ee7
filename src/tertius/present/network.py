"""The network of actors: who is tied to whom, and who takes part in what together, laid out to be drawn."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from textwrap import wrap
from typing import Any

from tertius.evidence.codes import code_of_actor
from tertius.evidence.engagement import read_party
from tertius.evidence.said import number
from tertius.language.told import gettext, listed
from tertius.present.labels import Labels
from tertius.present.standing import stood_in
from tertius.study.result import Study

MOST = 120
"""So many actors are drawn: more of them, and no name has room beside its neighbours'."""


@dataclass(frozen=True)
class Node:
    """Hold an actor of the network: what it is called, its page, and the side that it belongs to."""

    id: str
    name: str
    href: str
    side: str
    """The code of a power, baseline or host of the case; empty for any other."""


@dataclass(frozen=True)
class Link:
    """Hold one thing that joins two actors: a tie, or an engagement in which both take part."""

    id: str
    one: str
    other: str
    kind: str
    """`tie` or `engagement`."""
    what: str
    """What the first is to the second, or what the two take part in."""
    href: str
    powers: tuple[str, ...]
    """The codes of the sides that it belongs to."""
    began: str
    ended: str
    first: str
    """The first year in which it may have stood; empty where no date is known."""
    last: str
    """The last year in which it may have stood; empty where no end is stated."""


@dataclass(frozen=True)
class Network:
    """Hold what is drawn of a network, and how much of it there is."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    actors: int
    """How many actors are joined to any other."""
    all_links: int
    alone: int
    """How many actors of the case nothing joins to another."""


def network_of(study: Study, labels: Labels, *, most: int | None = MOST) -> Network:
    """Return the network of a study: the actors with most links, or all of them, and all links among these."""
    links = [*_ties(study, labels), *_shared(study, labels)]
    degree = Counter(end for link in links for end in (link.one, link.other))
    kept = set(sorted(degree, key=lambda name: (-degree[name], name))[:most])
    actors = {row.id: row for row in study.case.rows("actors")}
    nodes = [
        Node(name, labels.label(name), labels.page_of("actors", name), side_of(study, actors[name]))
        for name in sorted(kept)
    ]
    drawn = tuple(link for link in links if {link.one, link.other} <= kept)
    return Network(tuple(nodes), drawn, len(degree), len(links), len(actors) - len(degree))


def side_of(study: Study, actor: Any) -> str:
    """Return the code of the power, baseline or host that an actor belongs to; empty where to none."""
    settings = study.case.settings
    standing = actor.kind in ("State", "Bloc")
    code = actor.country or (code_of_actor(actor.id) if standing else "")
    sides = (*settings.powers, *settings.baselines, *settings.hosts)
    return code if code in sides else ""


def _ties(study: Study, labels: Labels) -> Iterable[Link]:
    """Yield the ties that count in the study's world."""
    counted = {row["id"] for row in study.tables["ties"]}
    actors = {row.id: row for row in study.case.rows("actors")}
    for row in study.case.rows("ties"):
        if row.id not in counted:
            continue
        word: str = study.case.taxonomy.label("relation", row.relation)
        if row.share_pct is not None:
            word = gettext("{joined} {share}% of", joined=word, share=number(row.share_pct))
        if row.role:
            word = listed([word, f"({row.role})"], " ")
        side = side_of(study, actors[row.actor])
        yield Link(
            row.id,
            row.actor,
            row.target,
            "tie",
            word,
            f"{labels.page_of('actors', row.actor)}#row-{row.id}",
            (side,) if side else (),
            *_dates(row),
        )


def _shared(study: Study, labels: Labels) -> Iterable[Link]:
    """Yield a link for each two actors that take part in one engagement."""
    counted = {row["id"] for row in study.tables["engagements"]}
    for row in study.case.rows("engagements"):
        parties = dict.fromkeys(read_party(text).actor for text in row.parties)
        if row.id not in counted:
            continue
        for one, other in combinations(sorted(parties), 2):
            yield Link(
                row.id,
                one,
                other,
                "engagement",
                row.label,
                labels.page_of("engagements", row.id),
                tuple(row.power),
                *_dates(row),
            )


def _dates(row: Any) -> tuple[str, str, str, str]:
    """Return beginning and end in words, and the first and last year in which it may have stood."""
    stood = stood_in(row.start, row.until)
    return stood.began, stood.ended, stood.first_year, stood.last_year


Spot = tuple[float, float]
WIDE = 1040
LETTER, LINE = 5.6, 12.0
"""How wide a letter of a name is drawn, and how high a line of it, in pixels."""
BESIDE = 11.0
"""From the middle of an actor's sign to the beginning of its name."""
BROKEN_AT = 26
"""So many letters of a name stand on one line."""


def name_lines(name: str) -> list[str]:
    """Return a name in the lines in which it is drawn."""
    return wrap(name, BROKEN_AT, break_long_words=True) or [name]


def lay_out(network: Network) -> tuple[dict[str, Spot], float]:
    """Return where each actor is drawn, and the height of the drawing.

    What hangs together is laid out by itself, the largest part first; the small ones stand in rows
    below. The same network always comes out the same.
    """
    import networkx as nx

    graph: Any = nx.Graph()
    graph.add_nodes_from(node.id for node in network.nodes)
    graph.add_edges_from(sorted({(min(e), max(e)) for e in _ends(network.links)}))
    parts = sorted(map(sorted, nx.connected_components(graph)), key=lambda p: (-len(p), p))
    rooms = {node.id: _room(node.name) for node in network.nodes}
    spots: dict[str, Spot] = {}
    left, top, height = 0.0, 0.0, 0.0
    for part in parts:
        room = max(rooms[name][0] for name in part)
        across = min(WIDE - room - 28, 60 + 95 * (len(part) - 1) ** 0.75)
        # An actor takes about as much height as its name, with more again for lines between.
        deep = sum(rooms[n][0] * rooms[n][1] for n in part) * 2.6 / (across + room)
        if left and left + across + room > WIDE:
            left, top, height = 0.0, top + height + 24, 0.0
        placed = _spread(_alone(graph, part), across, max(deep, 60.0), rooms)
        lowest = max(y + rooms[n][1] for n, (_, y) in placed.items())
        for name, (x, y) in placed.items():
            spots[name] = (round(left + 14 + x, 1), round(top + 14 + y, 1))
        left, height = left + across + room + 20, max(height, lowest + 14)
    return spots, round(top + height + 14, 1)


def _alone(graph: Any, part: Sequence[str]) -> Any:
    """Return a part of a graph as a graph of its own, with nodes and edges in the order of their names.

    A view of it would give them in the order of a set, which is another in every process, and who
    stands left and who right would change with it.
    """
    import networkx as nx

    alone: Any = nx.Graph()
    alone.add_nodes_from(part)
    alone.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(part).edges))
    return alone


def _ends(links: Sequence[Link]) -> Iterable[tuple[str, str]]:
    return ((link.one, link.other) for link in links)


def _room(name: str) -> Spot:
    """Return how wide and how high an actor's sign is with its name."""
    lines = name_lines(name)
    return BESIDE + LETTER * max(map(len, lines)) + 8, max(16.0, LINE * len(lines) + 4)


EVEN = 0.85
"""How far places are made even: around an actor with many ties all others would stand in a heap."""


def _spread(graph: Any, across: float, deep: float, rooms: Mapping[str, Spot]) -> dict[str, Spot]:
    """Return a place for each node of a part that hangs together, with room for its name."""
    import networkx as nx

    names = sorted(graph)
    # The seed only makes the drawing the same in every build; any other would do.
    placed = nx.spring_layout(graph, seed=7, iterations=150)
    x, y = (_even([float(placed[n][axis]) for n in names]) for axis in (0, 1))
    spots = {n: (x[k] * across, y[k] * deep) for k, n in enumerate(names)}
    return _apart(spots, rooms)


def _even(values: Sequence[float]) -> list[float]:
    """Return numbers between 0 and 1 in the order of some values, by their sizes and by their ranks."""
    low, high = min(values), max(values)
    order = sorted(range(len(values)), key=lambda k: (values[k], k))
    ranks = {k: rank / max(len(values) - 1, 1) for rank, k in enumerate(order)}
    return [
        (1 - EVEN) * (value - low) / ((high - low) or 1.0) + EVEN * ranks[k]
        for k, value in enumerate(values)
    ]


TURNS = 400
"""So often names that cover each other are moved apart: more changes nothing in the networks tried."""


def _apart(spots: Mapping[str, Spot], rooms: Mapping[str, Spot]) -> dict[str, Spot]:
    """Return the places moved up and down until no name covers another, as far as some turns reach."""
    import numpy as np

    names = list(spots)
    x = np.array([spots[n][0] for n in names])
    y = np.array([spots[n][1] for n in names])
    ends = x + np.array([rooms[n][0] for n in names])
    high = np.array([rooms[n][1] for n in names])
    beside = (x[:, None] - 8 < ends[None, :]) & (x[None, :] - 8 < ends[:, None])
    np.fill_diagonal(beside, val=False)
    wanted = (high[:, None] + high[None, :]) / 2
    places = np.arange(len(names))
    for _ in range(TURNS):
        apart = y[:, None] - y[None, :]
        lacking = np.where(beside & (np.abs(apart) < wanted), wanted - np.abs(apart), 0.0)
        if not lacking.any():
            break
        # Of two at the very same height the later name goes down.
        apart = np.where(apart == 0, places[:, None] - places[None, :], apart)
        y += (np.sign(apart) * lacking).sum(axis=1) * 0.25
    y -= y.min()
    return {n: (float(x[k]), float(y[k])) for k, n in enumerate(names)}


@dataclass(frozen=True)
class Branch:
    """Hold an actor in a tree of owners: by which tie it is held, and what it holds."""

    actor: str
    ties: tuple[str, ...]
    below: tuple["Branch", ...]
    is_shown_before: bool = False
    """Whether what it holds stands further up, so that it is not told twice."""


def owner_trees(study: Study) -> list[Branch]:
    """Return who owns and controls whom, as trees that begin with those whom nobody holds.

    What has several holders stands under each of them, with what it holds itself under the first.
    In a circle of owners the first by id begins.
    """
    words = study.case.taxonomy.words("relation")
    counted = {row["id"] for row in study.tables["ties"]}
    held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in study.case.rows("ties"):
        if row.id in counted and words[row.relation].get("holds"):
            held[row.actor][row.target].append(row.id)
    targets = {target for below in held.values() for target in below}
    told: set[str] = set()

    def branch(actor: str, ties: Sequence[str]) -> Branch:
        if actor in told and held.get(actor):
            return Branch(actor, tuple(ties), (), is_shown_before=True)
        told.add(actor)
        below = [branch(t, sorted(held[actor][t])) for t in sorted(held.get(actor, ()))]
        return Branch(actor, tuple(ties), tuple(below))

    trees = [branch(actor, ()) for actor in sorted({*held} - targets)]
    trees += [branch(actor, ()) for actor in sorted(held) if actor not in told]
    return trees
