"""The network of actors in time as GEXF, for Gephi's timeline."""

from pathlib import Path
from typing import TYPE_CHECKING

from tertius.export.formats import StudyFormat

if TYPE_CHECKING:
    from tertius.study.result import Study


def write_gexf(study: "Study", path: Path) -> None:
    """Write the network of actors as a dynamic graph whose links begin and end."""
    import networkx as nx

    from tertius.export.graph import actor_graph

    nx.write_gexf(actor_graph(study, is_dynamic=True), path, version="1.2draft")


FORMAT = StudyFormat(
    name="gexf",
    place="network.gexf",
    about="The same network as dynamic GEXF 1.2: a link begins on the first day and ends on the last on which "
    "it may have stood, and one without an end lasts. Gephi shows it along its timeline.",
    write=write_gexf,
    names_people=True,
)
