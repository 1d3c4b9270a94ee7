"""The network of the small case: who is joined to whom, where it is drawn, and who owns whom."""

import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from small_case import small_study
from tertius.present.labels import Labels
from tertius.present.network import lay_out, network_of, owner_trees
from tertius.present.network_drawing import network_svg


@pytest.fixture(scope="module")
def network():
    study = small_study()
    return network_of(study, Labels(study))


def test_ties_and_shared_engagements_join_actors(network):
    """Eight ties, and a link for each two parties of an engagement; two actors are joined to nobody."""
    study = small_study()
    ties = [link.id for link in network.links if link.kind == "tie"]
    assert sorted(ties) == sorted(row.id for row in study.case.rows("ties"))
    pairs = sum(
        n * (n - 1) // 2 for n in (len(row.parties) for row in study.case.rows("engagements"))
    )
    assert len(network.links) == 8 + pairs
    assert network.actors + network.alone == len(study.case.rows("actors")) == 16
    assert network.alone == 2


def test_a_large_network_is_cut_to_the_best_connected(network):
    """Of more actors than have room those with most links are drawn, and how many there are is kept."""
    study = small_study()
    few = network_of(study, Labels(study), most=3)
    assert len(few.nodes) == 3
    assert (few.actors, few.all_links) == (network.actors, len(network.links))
    assert all({link.one, link.other} <= {node.id for node in few.nodes} for link in few.links)


def test_the_same_network_is_drawn_the_same_whatever_the_order_of_rows(network):
    """Places do not hang on the order in which links come, and no two names lie on each other."""
    spots, height = lay_out(network)
    assert lay_out(replace(network, links=network.links[::-1])) == (spots, height)
    assert set(spots) == {node.id for node in network.nodes}
    assert all(0 <= y <= height for _, y in spots.values())
    assert len(set(spots.values())) == len(spots)


LAID_OUT = """
from tertius.present.network import Link, Network, Node, lay_out
names = [f"{part}{n}" for part in "abcdefgh" for n in range(5)]
links = [
    Link(f"{one}-{other}", one, other, "tie", "owns", "", (), "", "", "", "")
    for one in names for other in names if one[0] == other[0] and int(other[1]) == int(one[1]) + 1
]
print(lay_out(Network(tuple(Node(n, n, "", "") for n in names), tuple(links), len(names), len(links), 0)))
"""


def test_the_same_network_is_drawn_the_same_in_every_process():
    """Parts that hang together by themselves lie as they lay, though each process orders its sets anew."""
    laid_out = {
        subprocess.run(
            [sys.executable, "-c", LAID_OUT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(laid_out) == 1


def test_several_links_of_two_actors_are_bent_apart(network):
    """Gazprom Neft holds a part of NIS and bought it: two lines between the same two, both to be seen."""
    spots, height = lay_out(network)
    svg = network_svg(
        network, spots, height, {"RUS": "#b5452f"}, root="../", says="All & everything"
    )
    lines = re.findall(r'data-ends="([^"]*)"><title>[^<]*</title><path d="([^"]*)"', svg)
    assert len(lines) == len(network.links)
    ways = [path for ends, path in lines if set(ends.split()) == {"gazprom-neft", "nis"}]
    middles = {re.search(r"Q([-\d.,]+) ", path).group(1) for path in ways}
    assert len(middles) == len(ways) == 2
    assert 'aria-label="All &amp; everything"' in svg
    assert 'href="../actors/nis.html"' in svg


def test_owners_stand_above_what_they_own():
    """Russia controls Gazprom, that Gazprom Neft, and that owns NIS, which Serbia owns too."""
    trees = owner_trees(small_study())

    def paths(branch, before=()):
        here = (*before, branch.actor)
        yield here
        for one in branch.below:
            yield from paths(one, here)

    every = [path for tree in trees for path in paths(tree)]
    assert ("rus", "gazprom", "gazprom-neft", "nis") in every
    assert ("srb", "nis") in every
    assert [tree.actor for tree in trees] == ["chn", "rus", "srb"]
