"""The best sequence of numbers through many possible readings."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tertius.intake.documents.sequence import Price, Reading, best_sequence

PRICE = Price(first=4, each=0.25, most=25, anew=15)


def worth(path: list[Reading]) -> float | None:
    """What a path is worth by its definition; None where it is no sequence."""
    total, last = 0.0, 0
    for before, reading in zip([None, *path], path, strict=False):
        if before is not None and reading.place <= before.place:
            return None
        total += reading.weight
        if reading.number > last + 1:
            skipped = reading.number - last - 1
            total -= min(PRICE.first + PRICE.each * skipped, PRICE.most)
        elif reading.number <= last:
            if reading.number != 1:
                return None
            total -= PRICE.anew
        last = reading.number
    return total


readings = st.lists(
    st.builds(Reading, st.integers(0, 9), st.integers(1, 12), st.sampled_from([1.0, 4.0, 10.0])),
    max_size=7,
    unique_by=lambda reading: (reading.place, reading.number),
)


@given(readings)
def test_no_sequence_is_worth_more(found: list[Reading]):
    """Of all sequences that can be chosen none is worth more than the one that is."""
    found.sort(key=lambda reading: reading.place)
    every = [
        [reading for reading, taken in zip(found, kept, strict=True) if taken]
        for kept in product((False, True), repeat=len(found))
    ]
    chosen = worth(best_sequence(found, PRICE))
    assert chosen is not None
    assert abs(chosen - max(value for path in every if (value := worth(path)) is not None)) < 1e-9


def test_readings_are_chosen_together():
    """A year with anchor 94 and what follows it are taken; B3 and E793 are not, though each alone could be."""
    found = [
        Reading(0, 93, 10),
        Reading(1, 3, 1),
        Reading(2, 94, 8),
        Reading(3, 793, 1),
        Reading(4, 95, 10),
    ]
    assert [reading.number for reading in best_sequence(found, PRICE)] == [93, 94, 95]
