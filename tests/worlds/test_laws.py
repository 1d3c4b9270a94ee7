"""The laws of the kernel: many worlds at once, each alone, and a rebuild without the rows agree."""

from itertools import combinations, islice, product

import pyarrow as pa
from hypothesis import HealthCheck, given, settings

from many_worlds import PUBLISHED, computed, in_world_of, left_out, measured, provenance_of, shown
from random_case import cases
from tertius.measures import MEASURES
from tertius.worlds.computation import Changes


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_many_worlds_equal_each_alone_and_a_rebuild(case):
    """Leaving origins out, one or several, gives each measure at once what each world alone and a rebuild give."""
    provenance = provenance_of(case)
    origins = sorted(provenance.rows_of)
    sets = [{origin} for origin in origins] + [{*origins[:2]}, {*origins[1:]}]
    worlds = {str(number): provenance.fallen(gone) for number, gone in enumerate(sets)}
    computation = computed(case)
    found = computation.changed(left_out(worlds), MEASURES)
    seen = {gone: world for world, gone in worlds.items()}
    for gone, world in islice(sorted(seen.items(), key=lambda item: -len(item[0])), 3):
        alone, rebuilt = measured(case, gone), measured(case.without(gone))
        for name in PUBLISHED:
            together = shown(in_world_of(computation, found, name, world))
            assert together == alone[name], (
                f"{name} without {sets[int(world)]} differs from that world alone"
            )
            assert together == rebuilt[name], (
                f"{name} without {sets[int(world)]} differs from a rebuild"
            )


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_what_nobody_asks_is_not_computed(case):
    """A measure that is asked is the same in every world, whether or not others are asked too."""
    provenance = provenance_of(case)
    worlds = {origin: provenance.fallen([origin]) for origin in provenance.rows_of}
    computation = computed(case)
    every = computation.changed(left_out(worlds), MEASURES)
    asked = computation.changed(left_out(worlds), {"leader"})
    assert set(asked) == {"leader"}
    assert [shown(t.to_pylist()) for t in asked["leader"]] == [
        shown(t.to_pylist()) for t in every["leader"]
    ]


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_a_measure_is_computed_in_the_worlds_that_ask_it(case):
    """Where each world names the measures that are asked there, these come out as if all were asked."""
    provenance = provenance_of(case)
    worlds = {origin: provenance.fallen([origin]) for origin in provenance.rows_of}
    first, *rest = worlds
    computation = computed(case)
    every = computation.changed(left_out(worlds), {"leader", "overlap"})
    pairs = {"measure": ["leader", *["overlap"] * len(rest)], "world": [first, *rest]}
    some = computation.changed(
        Changes(left_out(worlds).withdrawn, interest=pa.table(pairs)), {"leader", "overlap"}
    )
    for name, asking in (("leader", [first]), ("overlap", rest)):
        for world in asking:
            assert shown(in_world_of(computation, some, name, world)) == shown(
                in_world_of(computation, every, name, world)
            )


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_families_computed_by_variant_are_those_of_each_world(case):
    """Every measure is the same without one origin or two, whether families are computed once a variant or a world."""
    provenance = provenance_of(case)
    origins = sorted(provenance.rows_of)
    sets = [*((one,) for one in origins), *islice(combinations(origins, 2), 20)]
    worlds = {str(number): provenance.fallen(gone) for number, gone in enumerate(sets)}
    computation = computed(case)
    by_world = computation.changed(left_out(worlds), MEASURES)
    named = dict(
        zip(("world", "measure"), zip(*product(worlds, MEASURES), strict=True), strict=True)
    )
    asked = Changes(left_out(worlds).withdrawn, interest=pa.table(named))
    by_variant = computation.changed(asked, MEASURES)
    for name, world in product(PUBLISHED, worlds):
        assert shown(in_world_of(computation, by_variant, name, world)) == shown(
            in_world_of(computation, by_world, name, world)
        ), f"{name} without {sets[int(world)]}"
