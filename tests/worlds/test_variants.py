"""Families that stand alike in several worlds are one variant."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tertius.worlds.variants import families_of, variants_of, variants_of_deals

FAMILIES = families_of(
    [
        pa.table({"id": ["a", "b", "c", "both"], "family": ["dam", "dam", "mine", "dam"]}),
        pa.table({"id": ["both", "c"], "family": ["mine", "mine"], "other": [1, 2]}),
    ]
)


def found(*pairs):
    """By world the sets of rows that its variants leave out, with the name of each variant."""
    withdrawn = pa.table({"world": [w for w, _ in pairs], "id": [i for _, i in pairs]})
    variants = variants_of(withdrawn, FAMILIES)
    rows = {}
    for line in variants.withdrawn.to_pylist():
        rows.setdefault(line["world"], set()).add(line["id"])
    has = {}
    for line in variants.of_worlds.to_pylist():
        has.setdefault(line["world"], {})[line["variant"]] = rows[line["variant"]]
    return has


def test_worlds_that_leave_out_the_same_rows_of_a_family_share_a_variant():
    """Of three worlds two leave out the same of one family, which is one variant, whatever else they leave out."""
    has = found(("u", "a"), ("v", "c"), ("v", "a"), ("w", "b"), ("w", "a"))
    (alone,) = has["u"]
    assert has["u"] == {alone: {"a"}}
    (other,) = has["v"].keys() - {alone}
    assert has["v"] == {alone: {"a"}, other: {"c"}}
    (both,) = has["w"]
    assert has["w"] == {both: {"a", "b"}}
    assert len({alone, other, both}) == 3


def test_a_row_of_two_families_changes_both():
    """A row that stands in two families gives a variant of each; families do not share one, though the row is the same."""
    has = found(("w", "both"))
    assert list(has["w"].values()) == [{"both"}, {"both"}]


def test_rows_without_a_family_give_no_variant():
    """A world that leaves out nothing of any family has no variant, and neither has a table without worlds."""
    assert found(("w", "poll")) == {}
    nothing = variants_of(
        pa.table({"world": [], "id": []}, pa.schema([("world", "string"), ("id", "string")])),
        FAMILIES,
    )
    assert nothing.of_worlds.num_rows == nothing.withdrawn.num_rows == 0


@st.composite
def dealt(draw):
    """The family and the label of each of some units, and the labels that worlds give them."""
    units, worlds = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    labels = st.lists(st.integers(0, 2), min_size=units, max_size=units)
    family = draw(st.lists(st.integers(0, 3), min_size=units, max_size=units))
    own, rows = draw(labels), draw(st.lists(labels, min_size=worlds, max_size=worlds))
    return np.array(rows), np.array(own), np.array(family)


@given(dealt())
def test_a_family_is_one_variant_where_its_units_are_labelled_alike(case):
    """Worlds share a variant of a family just where they label all of its units alike, and have none as it lies."""
    rows, own, family = case
    found = variants_of_deals(rows, own, family, [f"world {n}" for n in range(len(rows))])
    numbers = {name: number for number, name in enumerate(found.names.to_pylist())}
    has = {}
    for line in found.of_worlds.to_pylist():
        number = numbers[line["variant"]]
        place = (line["world"], int(found.family[number]))
        assert place not in has
        has[place] = number
    labelled = {}
    for world, row in enumerate(rows):
        for one in set(family.tolist()):
            here = tuple(row[family == one])
            number = has.get((f"world {world}", one))
            assert (number is None) == (here == tuple(own[family == one]))
            if number is not None:
                assert labelled.setdefault((one, here), number) == number
                assert here == tuple(rows[found.world[number]][family == one])
    assert len(labelled) == len(set(labelled.values())) == len(numbers)
