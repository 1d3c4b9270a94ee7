"""How long a paper in plain text takes to read, how much of it is found, and that hostile texts take time in proportion."""

import os
import statistics
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from tertius.errors import TertiusError
from tertius.intake.documents.assemble import assemble
from tertius.intake.documents.paper import Paper
from tertius.intake.documents.text import read_text_paper

SHARED = Path(os.environ.get("TERTIUS_SHARED") or Path(__file__).parents[2] / "shared")
PAPER = SHARED / "paper" / "serbia-paper.txt"
SMALL, TIMES = 50_000, 4
HOSTILE: dict[str, Callable[[int], str]] = {
    "digits": lambda size: "1" * size,
    "anchors": lambda size: "word.1 " * (size // 7),
    "note lines": lambda size: "x.1\n\n" + "1. a\n" * (size // 5),
    "brackets": lambda size: "(" * size,
    "quotations": lambda size: "‘a. B" * (size // 8),
    "a link over many lines": lambda size: "<http://" + "a-\n" * (size // 3),
    "parted words": lambda size: "word-\n" * (size // 6),
    "headings": lambda size: "Title\n\n" * (size // 7),
    "pages": lambda size: "a\f" * (size // 2),
    "full stops": lambda size: ". " * (size // 2),
}
"""Texts that slow a careless reader, by how many letters they shall have."""


def _read(data: bytes) -> Paper | None:
    try:
        return assemble(
            read_text_paper(data), read_notes=lambda notes: [("full", ()) for _ in notes]
        )
    except TertiusError:
        return None


def _seconds(data: bytes, *, runs: int = 3) -> float:
    taken = []
    for _ in range(runs):
        begun = perf_counter()
        _read(data)
        taken.append(perf_counter() - begun)
    return statistics.median(taken)


def main() -> None:
    """Print what is found in the Serbia paper, and the seconds that it and hostile texts take."""
    print("\nReading plain text, without references")
    if PAPER.exists():
        data = PAPER.read_bytes()
        paper = _read(data)
        assert paper is not None
        notes = paper.notes
        print(
            f"  serbia-paper.txt {_seconds(data):>9.3f}s, {sum(n.anchor is not None for n in notes)} anchors, "
            f"{sum(n.complete for n in notes)} notes whole, {sum(n.present and not n.complete for n in notes)} cut, "
            f"{sum(not n.present for n in notes)} lost, {len(paper.sections)} sections, {len(paper.sentences)} sentences"
        )
    else:
        print("  serbia-paper.txt is not in the shared folder beside the checkout")
    print(f"  hostile texts of {SMALL:,} letters, and {TIMES} times as many")
    for name, text in HOSTILE.items():
        once, often = (_seconds(text(size).encode()) for size in (SMALL, SMALL * TIMES))
        print(f"    {name:<24}{once:>8.3f}s{often:>9.3f}s{often / once:>7.1f}x")


if __name__ == "__main__":
    main()
