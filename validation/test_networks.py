"""Constraint, effective size and brokerage against printed numbers and against networkx."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.measures.brokerage import EGO, constraints
from tertius.measures.networks import (
    ROLES,
    burt_constraint,
    effective_size,
    gould_fernandez,
    proportions,
)

TIES = {"RUS": 0.2, "CHN": 0.3, "EU": 0.4, "USA": 0.1}


def host_among_powers(*between):
    network = {"host": dict(TIES), **{power: {} for power in TIES}}
    for one, other, weight in between:
        network[one][other] = weight
    return network


def test_a_host_among_powers_without_ties_is_as_constrained_as_its_ties_are_concentrated():
    """Ties (.2,.3,.4,.1) to four powers that are not tied: constraint 0.30, the HHI of the ties."""
    found = sum(burt_constraint(host_among_powers(), "host").values())
    assert found == pytest.approx(0.30, abs=1e-12)


def test_ties_between_powers_constrain_the_host():
    """The printed example: with EU-USA 0.5 and RUS-CHN 0.5 the same host has 0.6837169706."""
    found = burt_constraint(host_among_powers(("RUS", "CHN", 0.5), ("EU", "USA", 0.5)), "host")
    assert sum(found.values()) == pytest.approx(0.6837169706, abs=5e-11)


FLORENCE = {
    "Medici": (0.2099, 5.6667),
    "Guadagni": (0.2500, 4.0),
    "Strozzi": (0.4583, 3.0),
    "Albizzi": (0.3333, 3.0),
}


@pytest.mark.parametrize("family", FLORENCE)
def test_florentine_families(family):
    """Marriages of Padgett's families: constraint and effective size as networkx 3.6.1 gives them."""
    graph = nx.florentine_families_graph()
    network = {node: dict.fromkeys(graph[node], 1.0) for node in graph}
    constraint, size = FLORENCE[family]
    assert sum(burt_constraint(network, family).values()) == pytest.approx(constraint, abs=5e-5)
    assert sum(effective_size(network, family).values()) == pytest.approx(size, abs=5e-5)


WEBS = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] != pair[1]),
    st.integers(1, 9),
    min_size=1,
    max_size=25,
)


@given(web=WEBS)
def test_any_weighted_network_as_networkx_has_it(web):
    """For any directed weighted network constraint and effective size are those of networkx.

    It gives none for a node that only receives ties.
    """
    graph = nx.DiGraph()
    graph.add_weighted_edges_from((str(a), str(b), w) for (a, b), w in web.items())
    network = {node: {b: d["weight"] for b, d in graph[node].items()} for node in graph}
    constraint = nx.constraint(graph, weight="weight")
    size = nx.effective_size(graph, weight="weight")
    for node in (node for node in graph if graph[node]):
        assert sum(burt_constraint(network, node).values()) == pytest.approx(constraint[node])
        assert sum(effective_size(network, node).values()) == pytest.approx(size[node])


def roles_of(rows, groups):
    names = [str(n) for n in range(1, len(rows) + 1)]
    ahead = {
        name: {other for other, tie in zip(names, row, strict=True) if tie}
        for name, row in zip(names, rows, strict=True)
    }
    found = gould_fernandez(ahead, dict(zip(names, groups, strict=True)))
    return [[found[name][role] for role in ROLES] for name in names]


def test_roles_as_sna_prints_them():
    """The four nodes of the printed table of sna 2.7-1, in its columns w_I w_O b_IO b_OI b_O."""
    rows = [[0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1], [1, 0, 0, 0]]
    assert roles_of(rows, "1122") == [
        [0, 1, 0, 1, 0],
        [0, 0, 1, 0, 0],
        [0, 0, 0, 1, 0],
        [0, 1, 1, 0, 0],
    ]


def test_a_host_between_four_powers_is_a_liaison():
    """Four powers, one pair of them tied: the host is liaison 4 x 3 - 2 = 10 times, and nothing else."""
    rows = [[0, 1, 1, 1, 1], [1, 0, 1, 0, 0], [1, 1, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0]]
    assert roles_of(rows, "abcde")[0] == [0, 0, 0, 0, 10]


@given(weights=st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_without_ties_between_powers_constraint_is_concentration(weights):
    """A law: constraint equals the HHI of the host's ties, redundancy is 0, and every power counts whole."""
    strands = {(f"P{n}", EGO): weight for n, weight in enumerate(weights)}
    *_, whole = constraints(strands)
    shares = proportions({"host": {p: w for (p, _), w in strands.items()}}, "host").values()
    assert whole["constraint"] == pytest.approx(sum(s * s for s in shares))
    assert whole["redundancy"] == pytest.approx(0, abs=1e-12)
    assert whole["effective_size"] == pytest.approx(len(weights))
    assert whole["ties"] == sum(weights)
