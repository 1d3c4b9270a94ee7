"""How long it takes to read a PDF of 300 pages with 1,500 footnotes, and how much of it comes back.

The paper is made here, of words in a seeded order: justified, hyphenated, with running heads,
chapters, and notes of which some go on on the next page.
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import typst

from tertius.intake.documents.layout.pdf import read_pdf
from tertius.intake.documents.layout.printed import read_printed

PAGES, NOTES, SEED = 300, 1500, 2024
WORDS = [
    "the",
    "a",
    "of",
    "in",
    "to",
    "and",
    "that",
    "which",
    "under",
    "with",
    "agreement",
    "company",
    "railway",
    "government",
    "infrastructure",
    "state-owned",
    "financial",
    "cooperation",
    "difficult",
    "official",
    "contract",
    "Serbian",
    "Russian",
    "Chinese",
    "loan",
    "gas",
    "ministry",
    "memorandum",
    "reported",
    "signed",
    "pipeline",
    "corridor",
    "delivered",
    "conference",
    "parliament",
]
HEAD = """#set page(paper: "a4", numbering: "1", header: [A Long Paper #h(1fr) Jane Doe])
#set par(justify: true)
#set text(size: 11pt, lang: "en", hyphenate: true)
#align(center, text(size: 22pt)[A Long Paper])
"""


def make_paper() -> tuple[str, list[str], list[str]]:
    """The source of the paper, and the paragraphs and notes that are in it."""
    chance = random.Random(SEED)

    def sentence() -> str:
        words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(8, 24)))
        return words[:1].upper() + words[1:] + "."

    source, paragraphs, notes = [HEAD], [], []
    count = PAGES * 19 // 4
    for number in range(count):
        if number % 50 == 0:
            source.append(f"= Chapter {number // 50 + 1} on its matter")
        written, plain = [], []
        for place in range(6):
            text = sentence()
            plain.append(text)
            if place in (1, 4) and len(notes) * count < NOTES * (number + 1):
                long = chance.random() < 0.05
                told = " ".join(sentence() for _ in range(12 if long else 1))
                notes.append(f"Author {len(notes) + 1}, ‘{told}’, Journal, 12 May 2020.")
                text += f"#footnote[{notes[-1]}]"
            written.append(text)
        source.append(" ".join(written))
        paragraphs.append(" ".join(plain))
    return "\n\n".join(source), paragraphs, notes


def main() -> None:
    """Make the paper, read it, and print what came back and how long it took."""
    source, paragraphs, notes = make_paper()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        path.write_bytes(typst.compile(source.encode()))
        begun = perf_counter()
        pages = len(read_printed(path).pages)
        printed = perf_counter() - begun
        begun = perf_counter()
        draft = read_pdf(path)
        whole = perf_counter() - begun
        memory = measure_memory(path)
    anchors = [number for block in draft.blocks for _, number in block.anchors]
    same = sum(
        note.number == number and note.text == text
        for number, (note, text) in enumerate(zip(draft.notes, notes, strict=False), 1)
    )
    text = "".join("".join(block.text.split()) for block in draft.blocks if not block.level)
    print(f"A PDF of {pages} pages, {path.name}, with {len(notes):,} notes made")
    print(f"  notes found       {len(draft.notes):>8,}, letter for letter {same:,}")
    print(f"  numbers in order  {sum(a == b for a, b in enumerate(anchors, 1)):>8,}")
    print(f"  text the same     {text == ''.join(''.join(p.split()) for p in paragraphs)!s:>8}")
    print(f"  its pages alone   {printed:>8.2f}s")
    print(f"  read              {whole:>8.2f}s")
    print(f"  memory            {memory}")


MEASURED = """
import resource, sys
from pathlib import Path
from tertius.intake.documents.layout.pdf import read_pdf
read_pdf(Path(sys.argv[1]))
unit = 2**20 if sys.platform == "darwin" else 2**10
own, child = (resource.getrusage(who).ru_maxrss // unit
              for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(f"{own} MiB at its peak, {child} MiB in the process that opens the file")
"""


def measure_memory(path: Path) -> str:
    """How much memory a process of its own needs for reading."""
    command = [sys.executable, "-c", MEASURED, str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
