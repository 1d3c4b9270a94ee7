"""The network of actors as GraphML, for Gephi, yEd, igraph and NetworkX."""

from pathlib import Path
from typing import TYPE_CHECKING

from tertius.export.formats import StudyFormat

if TYPE_CHECKING:
    from tertius.study.result import Study


def write_graphml(study: "Study", path: Path) -> None:
    """Write the network of actors, with every tie and shared engagement as a link of its own."""
    import networkx as nx

    from tertius.export.graph import actor_graph

    graph = actor_graph(study, is_dynamic=False)
    for _, _, cells in graph.edges(data=True):
        del cells["id"]  # the key of a link becomes the id of its element
    nx.write_graphml_lxml(graph, path)


FORMAT = StudyFormat(
    name="graphml",
    place="network.graphml",
    about="The network of actors as GraphML: every tie, and every two parties of an engagement, is a link "
    "of its own, with its kind, powers, stake and the days between which it may have stood. Gephi, yEd, "
    "igraph and NetworkX open it.",
    write=write_graphml,
    names_people=True,
)
