"""How far two words of different scripts are from sounding alike, by costs fitted to known pairs.

The costs were fitted by benchmarks/fit_letters.py to pairs of spellings from Wikidata.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from tertius.evidence.fold import plain
from tertius.names.chinese import INITIALS, syllables
from tertius.names.letters import script_of

EDGE = "|"
"""Stands for the beginning and the end of a word, where letters are often silent."""
LONGEST = 24
"""Longer words are compared by their first letters."""
SKIP = 7.0
"""What it costs to leave out a letter that no known pair leaves out."""

Units = tuple[str, ...]
Option = tuple[int, str, float]


@lru_cache(maxsize=131072)
def units_of(word: str) -> Units:
    """Return what a word is compared by: its letters, or the initials and finals of its pinyin."""
    scripts = {script_of(letter) for letter in word}
    if "han" in scripts:
        units = [EDGE]
        for syllable in syllables(word):
            first = next((i for i in INITIALS if syllable.startswith(i)), "")
            rest = syllable[len(first) :]
            units += [part for part in (first, f"-{rest}") if part not in ("", "-")]
        return (*units, EDGE)
    if "cyrillic" in scripts:
        return (EDGE, *word.lower().replace("ё", "е"), EDGE)
    return (EDGE, *plain(word.lower()), EDGE)


@dataclass(frozen=True)
class Costs:
    """Hold what it costs that letters of the Latin side stand for units of the other side."""

    by_right: dict[str, dict[str, float]]
    """For one or two units of the other side each Latin chunk that can stand for them."""
    silent: dict[str, float]
    """What it costs to leave out a Latin letter."""


@cache
def costs(script: str) -> Costs:
    """Return the costs between Latin and `cyrillic` or `han`."""
    name = {"cyrillic": "russian", "han": "chinese"}[script]
    by_right: dict[str, dict[str, float]] = {}
    silent: dict[str, float] = {}
    lines = (files("tertius.names") / "costs" / f"{name}.tsv").read_text(encoding="utf-8")
    for line in lines.splitlines():
        left, right, cost = line.split("\t")
        if right:
            by_right.setdefault(right, {})[left] = float(cost)
        else:
            silent[left] = float(cost)
    return Costs(by_right, silent)


def distance(latin: str, other: str, *, script: str, most: float = 1e9) -> float:
    """Return how far a Latin word is from one in Cyrillic or Chinese: 0 where each letter is the usual one.

    Divided by the number of letters of the longer one. Stops where it is certain to exceed `most`.
    """
    left, right = units_of(latin)[:LONGEST], units_of(other)[:LONGEST]
    longer = max(len(left), len(right))
    return _distance(left, right, costs(script), most * longer) / longer


def _distance(left: Units, right: Units, table: Costs, most: float) -> float:
    n, m = len(left), len(right)
    text = "".join(left)
    silent, by_right = table.silent, table.by_right
    drop = [silent.get(letter, SKIP) for letter in left]
    rows = [[1e9] * (n + 1) for _ in range(m + 1)]
    first = rows[0]
    first[0] = 0.0
    for i in range(n):
        first[i + 1] = first[i] + drop[i]
    for j in range(m):
        here, after = rows[j], rows[j + 1]
        one = by_right.get(right[j], {})
        two = by_right.get(f"{right[j]} {right[j + 1]}") if j + 1 < m else None
        far = rows[j + 2] if two else after
        blank = one.get("", SKIP)
        for i in range(n + 1):
            cost = here[i]
            if cost > most:
                continue
            if cost + blank < after[i]:  # noqa: PLR1730 - min() takes twice as long, and this runs for every letter
                after[i] = cost + blank
            for size in (1, 2, 3, 4):
                end = i + size
                if end > n:
                    break
                step = one.get(text[i:end])
                if step is not None and cost + step < after[end]:
                    after[end] = cost + step
            if two and i < n:
                step = two.get(text[i])
                if step is not None and cost + step < far[i + 1]:
                    far[i + 1] = cost + step
        for i in range(n):
            step = after[i] + drop[i]
            if step < after[i + 1]:  # noqa: PLR1730 - the same
                after[i + 1] = step
        least = min(after)
        if least > most and (j + 2 > m or min(rows[j + 2] if j + 2 <= m else [1e9]) > most):
            return 1e9
    return rows[m][n]
