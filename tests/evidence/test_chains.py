"""Rows that lead to rows, held against a library of graphs."""

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from tertius.evidence.chains import chains_of, circles, groups, reached, steps_from

NAMES = st.sampled_from("abcdefgh")
EDGES = st.lists(st.tuples(NAMES, NAMES), max_size=20)


@given(EDGES)
def test_circles_are_the_strong_components_that_lead_back_to_themselves(edges):
    graph = nx.DiGraph(edges)
    strong = [
        part
        for part in nx.strongly_connected_components(graph)
        if len(part) > 1 or any(graph.has_edge(node, node) for node in part)
    ]
    assert sorted(map(sorted, circles(chains_of(edges)))) == sorted(map(sorted, strong))


@given(st.lists(NAMES), EDGES)
def test_groups_are_what_edges_tie_together_and_every_node_has_one(nodes, edges):
    graph = nx.Graph(edges)
    graph.add_nodes_from(nodes)
    tied = [sorted(part) for part in nx.connected_components(graph)]
    assert sorted(map(sorted, groups(nodes, edges))) == sorted(tied)


@given(EDGES.filter(bool))
def test_a_row_reaches_all_that_stands_behind_it_and_never_itself(edges):
    graph, chains = nx.DiGraph(edges), chains_of(edges)
    assert {row: reached(chains, row) for row in chains} == {
        row: nx.descendants(graph, row) for row in graph
    }


@given(EDGES.filter(bool))
def test_the_steps_to_a_row_are_those_of_the_shortest_way(edges):
    graph, chains = nx.DiGraph(edges), chains_of(edges)
    assert {row: steps_from(chains, row) for row in chains} == {
        row: nx.single_source_shortest_path_length(graph, row) for row in graph
    }


def test_a_chain_longer_than_pythons_stack_is_followed_to_its_end():
    names = [f"row-{number}" for number in range(20_000)]
    chains = chains_of([*pairwise(names), (names[-1], names[0])])
    assert list(circles(chains)) == [set(names)]
