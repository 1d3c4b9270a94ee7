"""Every number about an area that a sentence states."""

from collections.abc import Iterator, Sequence

from tertius.intake.extraction.proposals.numbers import Number
from tertius.intake.extraction.proposals.polls import Poll, find_answers
from tertius.intake.extraction.proposals.ranks import find_products, find_rankings, find_ranks
from tertius.intake.extraction.proposals.reading import Reading
from tertius.intake.extraction.proposals.trade import find_shares


def find_numbers(reading: Reading, areas: Sequence[str], poll: Poll | None) -> Iterator[Number]:
    """The observations of a sentence about the areas of a case; `poll` is the one it speaks of."""
    shares = [figure for figure in reading.figures if figure.kind == "percent"]
    if poll is not None and shares:
        yield from find_answers(reading, areas, poll, shares)
    elif shares:
        yield from find_shares(reading, areas, shares)
    yield from find_ranks(reading, areas)
    yield from find_rankings(reading, areas, poll)
    yield from find_products(reading, areas)
