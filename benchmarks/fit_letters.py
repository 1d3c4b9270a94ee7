"""Fit the letter costs of tertius.names to pairs of spellings, and write them into the package.

Pairs are from Wikidata (shared/data/transliteration_pairs_wikidata, CC0). A pair whose Latin word
falls into the first eight of ten parts is used; `benchmarks/names.py` measures on the last part,
and the ninth was looked at while the method was made. Run:
python benchmarks/fit_letters.py PAIRS src/tertius/names/costs
"""

import gzip
import math
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tertius.names.sound import units_of

ROOT = Path(__file__).parents[1]
SIZES = [(1, 0), (0, 1), (1, 1), (2, 1), (3, 1), (4, 1), (1, 2)]
"""How many letters of the Latin side may stand for how many of the other."""
ROUNDS, LEAST = 7, 1e-7

HIGHEST = 7
"""Chunks that stand for one another more seldom than this are left out."""

Chunks = tuple[str, str]
Unit = str
Pair = tuple[tuple[Unit, ...], tuple[Unit, ...]]


def part_of(word: str) -> int:
    """Which of ten parts a Latin word belongs to; 0 to 7 fit, 8 was looked at, 9 measures."""
    return zlib.crc32(word.encode()) % 10


def read_pairs(path: Path, parts: Sequence[int]) -> Iterator[tuple[str, str]]:
    """The Latin word and the other of each pair in these parts."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            latin, letters, _ = line.rstrip("\n").split("\t")
            if part_of(latin) in parts:
                yield latin, letters.replace(" ", "")


def fit(pairs: list[Pair]) -> dict[tuple[str, str], float]:
    """The probability of each pair of chunks, by expectation maximisation over all alignments."""
    costs: dict[tuple[str, str], float] = {}
    for number in range(ROUNDS):
        counts: dict[tuple[str, str], float] = defaultdict(float)
        sure = 0.0
        for left, right in pairs:
            sure += _count(left, right, costs, counts)
        total = sum(counts.values())
        costs = {chunk: n / total for chunk, n in counts.items() if n / total > LEAST}
        print(
            f"round {number + 1}: {len(costs)} chunks, log likelihood {sure:.0f}",
            file=sys.stderr,
            flush=True,
        )
    return costs


def _start(a: int, b: int) -> float:
    return {0: 1e-4}.get(min(a, b), 1e-2) ** (a + b)


def _count(
    left: Sequence[str],
    right: Sequence[str],
    costs: dict[tuple[str, str], float],
    counts: dict[tuple[str, str], float],
) -> float:
    n, m = len(left), len(right)
    arcs = []
    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = 1.0
    for i in range(n + 1):
        for j in range(m + 1):
            here = forward[i][j]
            if not here:
                continue
            for a, b in SIZES:
                if i + a > n or j + b > m:
                    continue
                chunk = ("".join(left[i : i + a]), " ".join(right[j : j + b]))
                p = costs.get(chunk, 0.0) if costs else _start(a, b)
                if p:
                    forward[i + a][j + b] += here * p
                    arcs.append((i, j, i + a, j + b, chunk, p))
    whole = forward[n][m]
    if whole <= 0:
        return -50.0
    backward = [[0.0] * (m + 1) for _ in range(n + 1)]
    backward[n][m] = 1.0
    for i, j, end, stop, chunk, p in reversed(arcs):
        after = backward[end][stop]
        if after:
            backward[i][j] += p * after
            counts[chunk] += forward[i][j] * p * after / whole
    return math.log(whole)


def costs_of(joint: dict[Chunks, float], left_out: float) -> dict[Chunks, float]:
    """How far each pair of chunks is from standing for one another: 0 where each always does.

    To leave a letter out costs something more, which was chosen on the ninth part of the pairs.
    """
    lefts: dict[str, float] = defaultdict(float)
    rights: dict[str, float] = defaultdict(float)
    for (left, right), p in joint.items():
        lefts[left] += p
        rights[right] += p
    found = {}
    for (left, right), p in joint.items():
        if left and right:
            cost = -math.log(p / math.sqrt(lefts[left] * rights[right]))
        else:
            cost = left_out - math.log(p / (lefts[left] if left else rights[right]))
        if cost < HIGHEST:
            found[left, right] = cost
    return found


def main() -> None:
    """Fit the costs of one language, or both, and write them into a folder."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    for language, most, left_out in (("russian", 30000, 0.5), ("chinese", 40000, 0.7)):
        if len(sys.argv) > 3 and language != sys.argv[3]:
            continue
        pairs = []
        for latin, other in read_pairs(folder / f"wd_{language}_train.tsv.gz", range(8)):
            left, right = units_of(latin), units_of(other)
            if 3 <= len(left) <= 16 and 3 <= len(right) <= 16:
                pairs.append((left, right))
        pairs = sorted(pairs, key=lambda pair: zlib.crc32(repr(pair).encode()))[:most]
        found = costs_of(fit(pairs), left_out)
        lines = [f"{a}\t{b}\t{cost:.1f}" for (a, b), cost in sorted(found.items())]
        (out / f"{language}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(language, len(lines))


if __name__ == "__main__":
    main()
