"""Where names and numbers stand on the map: beside what they name, and not on each other where there is room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from tertius.present.outline import Point

HIGH = 32.0
"""How high a name with the numbers under it is, in pixels."""
STEP = 42.0
"""How broad a sign with its number is."""
GAP = 9.0
"""How far a name stands from its point."""
RINGS = (0, 1, 2, 3)
"""How many names away one is tried, where all that is nearer is taken."""


@dataclass(frozen=True)
class Label:
    """Hold what is to be written: beside which point, and how broad it is."""

    anchor: Point
    width: float
    is_centred: bool
    """Whether it stands on its point, as the name of a country does, and not beside it."""


@dataclass(frozen=True)
class Box:
    """Hold where a label stands, in pixels: its upper left corner, and its size."""

    left: float
    top: float
    width: float
    height: float = HIGH

    def shared(self, other: "Box") -> float:
        """Return the area that two boxes have in common."""
        wide = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        high = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return max(wide, 0.0) * max(high, 0.0)

    def away_from(self, point: Point) -> float:
        """Return how far a point lies from the nearest edge of the box; 0 within it."""
        across = max(self.left - point[0], 0.0, point[0] - self.left - self.width)
        down = max(self.top - point[1], 0.0, point[1] - self.top - self.height)
        return float((across * across + down * down) ** 0.5)


def text_width(text: str, *, is_bold: bool = False) -> float:
    """Return about how broad a text of 12 pixels is: Chinese letters are as broad as they are high."""
    narrow = 7.2 if is_bold else 6.6
    return sum(12.0 if east_asian_width(sign) in "WF" else narrow for sign in text)


def placed_labels(labels: Sequence[Label], size: Point) -> list[Box]:
    """Return a box for each label, within a drawing of this size where it fits there.

    Names of points are placed first, since those of countries have room to move. Each takes the nearest
    free place around its point; where none is free, the one that hides least.
    """
    dots = [
        Box(one.anchor[0] - 5, one.anchor[1] - 5, 10, 10) for one in labels if not one.is_centred
    ]
    boxes: dict[int, Box] = {}
    order = sorted(range(len(labels)), key=lambda number: labels[number].is_centred)
    for number in order:
        taken = [*boxes.values(), *dots]
        every = list(_places(labels[number]))
        hidden = [sum(box.shared(other) for other in taken) + _outside(box, size) for box in every]
        boxes[number] = every[hidden.index(min(hidden))]
    return [boxes[number] for number in range(len(labels))]


def _places(label: Label) -> Iterator[Box]:
    """Yield where a label may stand, the nearest first."""
    (x, y), width = label.anchor, label.width
    if label.is_centred:
        for ring in RINGS:
            for down in dict.fromkeys((ring, -ring)):
                for across in dict.fromkeys((0, ring, -ring)):
                    yield Box(x - width / 2 + across * STEP, y - 12 + down * HIGH, width)
        return
    for ring in RINGS:
        for down in dict.fromkeys((ring, -ring)):
            yield Box(x + GAP, y - 9 + down * HIGH, width)
            yield Box(x - GAP - width, y - 9 + down * HIGH, width)


def _outside(box: Box, size: Point) -> float:
    """Return how much of a box lies outside a drawing."""
    # Rounded, since two areas that are equal on paper may differ in their last digit.
    return round(box.width * box.height - box.shared(Box(0.0, 0.0, *size)), 6)
