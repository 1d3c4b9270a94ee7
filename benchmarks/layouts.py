"""How many notes come back clean and in place, from papers set in layouts that chance has chosen.

Each paper has three pages of four notes in a combination of columns, notes in columns, ways of printing numbers, rules,
feet, numbered lines, chapters, links, running heads and lists behind the text. Asked is that 98 of 100 notes are clean and in place,
and that no wrong one is called whole; the program fails where either is not so.

Run it with `python benchmarks/layouts.py [papers [seed]]`.
"""

import itertools
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from set_papers import CHOICES, plain, random_layouts, set_paper, write
from tertius.errors import TertiusError
from tertius.intake.documents.read import read_paper

ASKED = 0.98


def main(papers: int = 100, seed: int = 1) -> bool:
    """Print the shares, whole and by trait, and return whether what is asked is reached."""
    right: Counter[tuple[str, object]] = Counter()
    asked: Counter[tuple[str, object]] = Counter()
    wrong = stray = 0
    begun = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for layout in itertools.islice(random_layouts(seed), papers):
            found, expected = set_paper(layout)
            clean, whole, strays, said = _read(
                write(Path(folder) / "a.pdf", found, layout), expected
            )
            wrong += whole
            stray += strays
            if clean < len(expected) or whole or strays:
                print(
                    f"  {clean} of {len(expected)}, {whole} wrong and called whole, {strays} heads and feet in the text: {layout} {said}"
                )
            for key in (("all", ""), *((name, getattr(layout, name)) for name in CHOICES)):
                right[key] += clean
                asked[key] += len(expected)
    share = right["all", ""] / asked["all", ""]
    print(f"{papers} papers from seed {seed}, {perf_counter() - begun:.0f}s")
    for key in asked:
        print(f"  {key[0]:<13} {key[1]!s:<28} {right[key] / asked[key]:.3f} of {asked[key]:>5}")
    print(
        f"  wrong and called whole: {wrong}; papers with heads, feet or notes in the text: {stray}"
    )
    return share >= ASKED and not wrong and not stray


def _read(
    path: Path, expected: dict[tuple[int, int], tuple[str, str]]
) -> tuple[int, int, bool, str]:
    """Return how many notes are clean and in place, how many wrong ones are called whole, whether others' words stand in the text, and what was said."""
    try:
        paper = read_paper(path, read_notes=lambda notes: [("full", ()) for _ in notes])
    except TertiusError as error:
        return 0, 0, False, str(error)
    clean = whole = 0
    for note in paper.notes:
        said, text = expected.get((note.series, note.number), ("", ""))
        same = plain(note.text) == plain(text) != ""
        if same and note.anchor and plain(said) in plain(note.anchor.sentence):
            clean += 1
        else:
            whole += note.complete
    stray = any(words in paper.text for words in ("Arland Studies", "DOI: ", "Hill Press"))
    return clean, whole, stray, " ".join(paper.warnings)[:200]


if __name__ == "__main__":
    sys.exit(
        0 if main(*map(int, sys.argv[1:])) else "Fewer notes than asked are clean and in place."
    )
