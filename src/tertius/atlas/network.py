"""The network of actors and ties: a drawing with links, a table of the same, and who owns whom."""

from collections.abc import Mapping
from typing import Any

from tertius.atlas.common import side_hues, years_of
from tertius.atlas.page import Page, pages
from tertius.evidence.said import number
from tertius.language.told import gettext, listed, marked, ngettext
from tertius.present.labels import Labels
from tertius.present.network import MOST, Branch, Network, lay_out, network_of, owner_trees
from tertius.present.network_drawing import network_svg, sign_svg
from tertius.study.result import Study


@pages(
    place=47,
    address="network.html",
    menu=marked("Network"),
    title=marked("Network"),
    summary=marked("who is tied to whom, who takes part in what together, and who owns whom."),
)
def network_page(study: Study, labels: Labels) -> Page:
    """Return the page of actors and what joins them."""
    network = network_of(study, labels)
    there = {node.side for node in network.nodes} | {
        p for link in network.links for p in link.powers
    }
    hues = {code: hue for code, hue in side_hues(study).items() if code in there}
    spots, height = lay_out(network)
    says = _says(network)
    stakes = {row.id: _stake(row) for row in study.case.rows("ties")}
    return Page(
        "network.html",
        "network.html",
        gettext("Network"),
        {
            "network": network,
            "most": MOST,
            "svg": network_svg(network, spots, height, hues, root="", says=says),
            "says": says,
            "legend": [(labels.side(code), sign_svg(code, hues)) for code in hues],
            "other": sign_svg("", hues),
            "sides": {code: labels.side(code) for code in hues},
            "years": years_of([{"first": one.first, "last": one.last} for one in network.links]),
            "trees": [_tree(labels, one, stakes) for one in owner_trees(study)],
        },
        is_empty=not network.links,
    )


def _says(network: Network) -> str:
    ties = sum(link.kind == "tie" for link in network.links)
    counts = [
        ngettext("{count} actor", "{count} actors", len(network.nodes)),
        ngettext("{count} tie", "{count} ties", ties),
        ngettext(
            "{count} link by an engagement that two of them take part in",
            "{count} links by engagements that two of them take part in",
            len(network.links) - ties,
        ),
    ]
    return gettext("{counts}. The table below has each.", counts=listed(counts))


def _stake(tie: Any) -> str:
    """Return in words how one holds the other."""
    unknown = tie.share_pct is None
    if unknown and tie.relation != "owns":
        return gettext("controlled")
    share = gettext("share unknown") if unknown else f"{number(tie.share_pct)}%"
    if tie.relation == "owns":
        return gettext("owned, {share}", share=share)
    return gettext("controlled, {share}", share=share)


def _tree(labels: Labels, branch: Branch, stakes: Mapping[str, str]) -> dict[str, Any]:
    """Return a tree of owners as the page lists it, each stake in words."""
    return {
        "name": labels.label(branch.actor),
        "href": labels.page_of("actors", branch.actor),
        "stake": listed((stakes[tie] for tie in branch.ties), "; "),
        "again": branch.is_shown_before,
        "below": [_tree(labels, one, stakes) for one in branch.below],
    }
