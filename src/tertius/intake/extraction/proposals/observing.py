"""Every number about an area that a sentence states."""

from collections.abc import Iterator

from tertius.intake.extraction.proposals.bundle import Bundle
from tertius.intake.extraction.proposals.numbers import Number
from tertius.intake.extraction.proposals.polls import find_answers
from tertius.intake.extraction.proposals.ranks import find_products, find_rankings, find_ranks
from tertius.intake.extraction.proposals.reading import Reading
from tertius.intake.extraction.proposals.rule import Scope
from tertius.intake.extraction.proposals.trade import find_shares, find_sums


def find_numbers(reading: Reading, scope: Scope) -> Iterator[Number]:
    """The observations of a sentence about the hosts of a case, those of the poll it speaks of among them."""
    sides, poll = scope.sides, scope.asked.in_sentence(reading)
    areas = sides.hosts
    shares = [figure for figure in reading.figures if figure.kind == "percent"]
    if poll is not None and shares:
        yield from find_answers(reading, areas, poll, shares)
    elif shares:
        yield from find_shares(reading, areas, shares)
    yield from find_ranks(reading, areas)
    yield from find_rankings(reading, areas, poll)
    yield from find_products(reading, areas)
    yield from find_sums(reading, areas, (*sides.powers, *sides.baselines))


def code_number(bundle: Bundle, number: Number, scope: Scope) -> bool:
    """Put an observation into the bundle; False where the case has it already."""
    carried = scope.asked.sources_of(number, bundle.cite(number.end))
    at = (number.start, number.end)
    return bundle.observation(number.cells, at=at, cited=carried) is not None
