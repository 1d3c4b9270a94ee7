"""The network of actors as a graph that programs for networks open, several links between two included."""

from typing import TYPE_CHECKING, Any

from tertius.present.labels import Labels
from tertius.present.network import Link, network_of
from tertius.present.standing import stood_in
from tertius.study.result import Study

if TYPE_CHECKING:
    import networkx as nx


def actor_graph(study: Study, *, is_dynamic: bool) -> "nx.MultiDiGraph[str]":
    """Return every actor, and a link for each tie and for each two parties of an engagement.

    A link has the first and the last day on which it may have stood. Where it is dynamic these are
    called `start` and `end`, which GEXF reads as such, else `first_day` and `last_day`. What is not
    known is left out.
    """
    import networkx as nx

    labels = Labels(study)
    network = network_of(study, labels, most=None)
    sides = {node.id: node.side for node in network.nodes}
    shares = {row.id: row.share_pct for row in study.case.rows("ties")}
    rows = {row.id: row for table in ("ties", "engagements") for row in study.case.rows(table)}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=study.case.settings.title)
    for actor in sorted(study.case.rows("actors"), key=lambda a: a.id):
        cells = {
            "label": actor.name,
            "kind": actor.kind,
            "country": actor.country or "",
            "side": sides.get(actor.id, ""),
        }
        graph.add_node(actor.id, **cells)
    first, last = ("start", "end") if is_dynamic else ("first_day", "last_day")
    # networkx writes texts that are nothing else, and a sentence of the program knows how it was made.
    for link in sorted(network.links, key=lambda one: (one.id, one.one, one.other)):
        share = shares.get(link.id)
        cells = {
            "label": str(link.what),
            "kind": link.kind,
            "row": link.id,
            "powers": ";".join(link.powers),
            "began": str(link.began),
            "ended": str(link.ended),
            **({"share_pct": float(share)} if share is not None else {}),
            **_days(rows[link.id], first, last),
        }
        name = _key(link)
        graph.add_edge(link.one, link.other, key=name, id=name, **cells)
    return graph


def _key(link: Link) -> str:
    """Return a name that no other link has: an engagement of three parties is three links."""
    return link.id if link.kind == "tie" else f"{link.id}/{link.one}/{link.other}"


def _days(row: Any, first: str, last: str) -> dict[str, str]:
    """Return the first and the last day on which a row may have stood, where they are known."""
    stood = stood_in(row.start, row.until)
    return {
        **({first: stood.first.isoformat()} if stood.first else {}),
        **({last: stood.last.isoformat()} if stood.last else {}),
    }
