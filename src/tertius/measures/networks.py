"""Measures of a position in a network, on plain dictionaries: constraint, effective size, brokerage.

A network is a mapping from each node to its neighbours with the weight of each tie; a tie that
stands in both directions is given in both.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

Network = Mapping[str, Mapping[str, float]]

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


def mutual(network: Network, one: str, other: str) -> float:
    """Return the weight of the tie between two nodes, both directions added up."""
    return network.get(one, {}).get(other, 0.0) + network.get(other, {}).get(one, 0.0)


def neighbours(network: Network, node: str) -> list[str]:
    """Return the nodes that are tied to a node in either direction, sorted."""
    tied = {other for other, weight in network.get(node, {}).items() if weight}
    tied |= {other for other, ties in network.items() if ties.get(node)}
    return sorted(tied - {node})


def proportions(network: Network, node: str) -> dict[str, float]:
    """Return which part of a node's ties goes to each neighbour (Burt's p); empty without ties."""
    weights = {other: mutual(network, node, other) for other in neighbours(network, node)}
    whole = sum(weights.values())
    return {other: weight / whole for other, weight in weights.items()} if whole else {}


def burt_constraint(network: Network, ego: str) -> dict[str, float]:
    """Return how far each neighbour constrains a node; the sum is the node's constraint.

    c_ij = (p_ij + sum over q of p_iq p_qj) squared (Burt 1992, Structural Holes, ch. 2). Where no
    two neighbours are tied, the sum is the Herfindahl-Hirschman index of the node's ties.
    """
    mine = proportions(network, ego)
    theirs = {other: proportions(network, other) for other in mine}
    return {
        alter: (part + sum(mine[via] * theirs[via].get(alter, 0.0) for via in mine)) ** 2
        for alter, part in mine.items()
    }


def effective_size(network: Network, ego: str) -> dict[str, float]:
    """Return what part of each neighbour is not redundant; the sum is the node's effective size.

    1 - sum over q of p_iq m_jq, with m_jq the tie of j and q as a part of j's strongest tie (Burt 1992).
    """
    mine = proportions(network, ego)
    sizes = {}
    for alter in mine:
        ties = {via: mutual(network, alter, via) for via in neighbours(network, alter)}
        strongest = max(ties.values(), default=0.0)
        shared = sum(mine[via] * ties.get(via, 0.0) for via in mine if via != alter)
        sizes[alter] = 1 - shared / strongest if strongest else 1.0
    return sizes


def open_paths(
    ahead: Mapping[str, Collection[str]], behind: Collection[str], broker: str
) -> Iterator[tuple[str, str]]:
    """Yield the pairs that a broker joins: from first to broker to second, with no tie between."""
    for first in sorted(behind):
        direct = ahead.get(first, ())
        for second in sorted(ahead.get(broker, ())):
            if first not in (broker, second) and second != broker and second not in direct:
                yield first, second


def role_of(first: str, broker: str, second: str) -> str:
    """Return the role of a broker by the groups of the three (Gould and Fernandez 1989)."""
    if first == second:
        return "coordinator" if broker == first else "itinerant"
    if broker == first:
        return "representative"
    return "gatekeeper" if broker == second else "liaison"


def gould_fernandez(
    ahead: Mapping[str, Collection[str]], groups: Mapping[str, str]
) -> dict[str, Counter[str]]:
    """Return how often each node brokers in each role, by the open paths of two steps through it.

    Gould and Fernandez, Sociological Methodology 19 (1989).
    """
    roles: dict[str, Counter[str]] = {}
    for broker in sorted(groups):
        behind = [node for node in groups if broker in ahead.get(node, ())]
        roles[broker] = Counter(
            role_of(groups[first], groups[broker], groups[second])
            for first, second in open_paths(ahead, behind, broker)
        )
    return roles
