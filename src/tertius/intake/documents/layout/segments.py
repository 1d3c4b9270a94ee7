"""Pieces of text that stand beside each other on one line of one column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tertius.intake.documents.layout.printed import Piece

GUTTER_GAP = 0.7
"""Pieces further apart than this share of their size may belong to two columns."""


@dataclass(slots=True)
class Segment:
    """Pieces that stand beside each other on one line of one column."""

    pieces: list[Piece]
    x0: float
    x1: float
    y: float
    size: float

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def joined(pieces: Sequence[Piece]) -> str:
    """The text of pieces that stand side by side, with a space where there is a gap."""
    parts: list[str] = []
    before: Piece | None = None
    for piece in pieces:
        if before is not None and parted(before, piece):
            parts.append(" ")
        parts.append(piece.text)
        before = piece
    return "".join(parts).rstrip(" ")


def parted(before: Piece, piece: Piece) -> bool:
    """Whether a space is missing between two pieces that stand side by side."""
    if before.text.endswith(" ") or piece.text.startswith(" "):
        return False
    return piece.x0 - before.x1 > 0.18 * min(before.size, piece.size)


def make_segments(pieces: Iterable[Piece]) -> list[Segment]:
    """Pieces put together where one follows the other on the same line without a wide gap."""
    segments: list[Segment] = []
    for piece in pieces:
        last = segments[-1] if segments else None
        if last is not None:
            size = max(last.size, piece.size)
            gap = piece.x0 - last.pieces[-1].x1
            level = abs(piece.y - last.y) <= (0.25 if piece.size > 0.85 * last.size else 0.7) * size
            if level and -0.3 * size <= gap <= GUTTER_GAP * size:
                last.pieces.append(piece)
                last.x1 = max(last.x1, piece.x1)
                if piece.size > last.size:
                    last.y, last.size = piece.y, piece.size
                continue
        segments.append(Segment([piece], piece.x0, piece.x1, piece.y, piece.size))
    return segments


def rows_of(found: Sequence[Segment], order: Iterable[int]) -> list[list[int]]:
    """The places of segments, put together where they stand at one height, in the order given."""
    rows: list[list[int]] = []
    for index in order:
        if rows and abs(found[rows[-1][0]].y - found[index].y) <= 2:
            rows[-1].append(index)
        else:
            rows.append([index])
    return rows
