"""What every number about an area shares: its cells, the area it is about, the words around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tertius.intake.extraction.proposals.cell import Cell, cell
from tertius.intake.extraction.proposals.cues import words_of
from tertius.intake.extraction.proposals.figures import Figure
from tertius.intake.extraction.proposals.lexicon import Mention
from tertius.intake.extraction.proposals.reading import Reading


@dataclass(frozen=True)
class Number:
    """An observation that a sentence makes: its cells, and where it stands."""

    cells: dict[str, Cell]
    start: int
    end: int


STOP = frozenset(words_of("stop"))


def area_of(reading: Reading, areas: Sequence[str]) -> Cell | None:
    """The host that a sentence, or one before it in its paragraph, speaks of."""
    for mention in reading.mentions:
        if mention.code in areas:
            return cell(mention.code or "", mention, "names the area")
    for code in reading.context.codes:
        if code in areas:
            return Cell(code, why="is named in a sentence before")
    return None


def number_cells(
    figure: Figure, indicator: str, area: Cell, about: Mention | None
) -> dict[str, Cell]:
    """The cells that every observation has: indicator, area, value, unit, counterpart."""
    cells = {
        "indicator": cell(indicator, figure, "is what the number measures"),
        "area": area,
        **{name: cell(value, figure, "is the number") for name, value in figure.cells().items()},
        "unit": cell(figure.unit, figure, "is the unit of the number"),
    }
    if about is not None and about.code:
        cells["counterpart"] = cell(about.code, about, "names in relation to whom")
    return cells
