"""Finding a name among very many, in whatever script it is written."""

import math
import multiprocessing
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein

from tertius.names.align import weight
from tertius.names.compare import compare
from tertius.names.likeness import Likeness
from tertius.names.reading import Word, read_name, read_otherwise
from tertius.names.sketch import sketch
from tertius.names.sound import distance
from tertius.names.words import CHINESE, NEAR, as_russian, rough

SKETCHED = 500
"""How many words whose sketch is near are looked at letter by letter."""
KEPT = 20
"""How many words that are near one of the query are followed to their names."""
FEW = 40
"""How many of them for a word that has another beside it to be found by."""
MANY = 1_000
"""A word of more names than this only adds to what a rarer word has found."""
MOST_NAMES = 20_000
"""No more names of one word than these are looked at."""
WORST = 1.6
"""A distance in sound beyond which a word is not looked at."""

Near = tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Match:
    """Hold a name of the index that is like the one sought."""

    place: int
    """Its place among the names that the index was made of."""
    name: str
    likeness: Likeness


def folded(name: str) -> frozenset[str]:
    """Return the keys of a name: names that share none of them have no word in common.

    A word that the lexicon knows gives what it means (`=bank`), another how it sounds in plain
    Latin letters, whatever its script and romanisation.
    """
    return frozenset(key for word in read_name(name).words for key in _keys(word))


@lru_cache(maxsize=262144)
def _keys(word: Word) -> tuple[str, ...]:
    if word.concept:
        return (f"={word.kind}:{word.concept}",)
    if word.kind in ("number", "initial"):
        return (f"{word.kind}:{word.readings[0] if word.readings else word.text}",)
    return tuple(dict.fromkeys(rough(read) for read in word.readings if read)) or (word.text,)


def _readings_of(name: str) -> list[tuple[Word, ...]]:
    """Return the words of a name, and once more for each further way to read one in Chinese."""
    readings = [read_name(name).words, *(other.words for other in read_otherwise(name))]
    return [words for words in readings if words]


class Index:
    """Hold names, laid out so that those like another are found without comparing it with each."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self._entries: list[int] = []
        """For each reading of a name the place of the name; a Chinese one may have several readings."""
        ids: dict[Word, int] = {}
        held: list[list[int]] = []
        weights: list[float] = []
        for place, name in enumerate(self.names):
            for words in _readings_of(name):
                for word in dict.fromkeys(words):
                    number = ids.setdefault(word, len(held))
                    if number == len(held):
                        held.append([])
                    held[number].append(len(self._entries))
                self._entries.append(place)
                weights.append(sum(map(weight, words)))
        self._words = list(ids)
        self._scripts = {word.script for word in self._words if word.kind == "name"}
        self._held = held
        self._sets: dict[int, frozenset[int]] = {}
        self._weights = weights
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words):
            for key in _keys(word):
                self._by_key[key].append(number)
        self._grams, self._rarity, self._length = _laid_out(self._words)
        self._cache: dict[tuple[Word, bool], Near] = {}

    def search(self, name: str, most: int = 10, *, closely: bool = True) -> list[Match]:
        """Return the names that are likest to one, the likest first; at most so many.

        A name of one word is looked for closely, among all that may sound like it; without that
        it is taken as found where a word is spelled like it.
        """
        scores: dict[int, float] = {}
        for words in _readings_of(name):
            for entry, near in self._score(words, thorough=closely and len(words) == 1).items():
                place = self._entries[entry]
                scores[place] = max(scores.get(place, 0.0), near)
        ranked = []
        for place, near in nsmallest(
            most * 3, scores.items(), key=lambda item: (-item[1], item[0])
        ):
            likeness = compare(name, self.names[place])
            ranked.append((-(near + likeness.score), place, likeness))
        ranked.sort(key=lambda item: item[:2])
        return [Match(place, self.names[place], likeness) for _, place, likeness in ranked[:most]]

    def _score(self, words: Sequence[Word], *, thorough: bool) -> dict[int, float]:
        """Return, for each reading that has a word or one like it, how much of both names that covers.

        The rarest word comes first. A word of very many names adds to what rarer words have found,
        and finds by itself only where there is no rarer one.
        """
        near = [(word, self._near(word, thorough=thorough)) for word in dict.fromkeys(words)]
        near.sort(key=lambda item: sum(len(self._held[number]) for number, _ in item[1]))
        total = sum(weight(word) for word, _ in near)
        covered: dict[int, float] = {}
        for word, others in near:
            heavy = weight(word)
            best: dict[int, float] = {}
            crowded = bool(covered) and sum(len(self._held[number]) for number, _ in others) > MANY
            for number, closeness in others:
                entries = self._held[number]
                if crowded and len(entries) > len(covered):
                    held = self._sets.get(number)
                    if held is None:
                        held = self._sets[number] = frozenset(entries)
                    for entry in covered:
                        if entry in held and closeness > best.get(entry, 0.0):
                            best[entry] = closeness
                    continue
                for entry in entries[:MOST_NAMES]:
                    if closeness > best.get(entry, 0.0) and (not crowded or entry in covered):
                        best[entry] = closeness
            for entry, closeness in best.items():
                covered[entry] = covered.get(entry, 0.0) + heavy * closeness
        weights = self._weights
        return {entry: 2 * score / (total + weights[entry]) for entry, score in covered.items()}

    def _near(self, word: Word, *, thorough: bool) -> Near:
        """Return the words of the index that are like one, and how close they are, from 0 to 1."""
        key = (word, thorough)
        if key not in self._cache:
            if len(self._cache) > 100_000:
                self._cache.clear()
            self._cache[key] = tuple(self._find(word, thorough=thorough))
        return self._cache[key]

    def _find(self, word: Word, *, thorough: bool) -> Iterator[tuple[int, float]]:
        same = {number for key in _keys(word) for number in self._by_key.get(key, ())}
        if word.concept or word.kind != "name":
            yield from ((number, 1.0) for number in sorted(same)[:KEPT])
            if word.concept:
                return
        closest: dict[int, float] = {}
        for number in sorted(same)[: 4 * KEPT]:
            closest[number] = max(_closeness(word, self._words[number]), 0.8) if thorough else 0.95
        scripts = {self._words[number].script for number in same}
        if thorough or not scripts or scripts == {word.script} != self._scripts:
            worst = WORST if thorough else NEAR
            for number in self._sketched(word, SKETCHED if thorough else FEW):
                if number not in closest:
                    closest[number] = _closeness(word, self._words[number], worst)
        best = sorted(closest.items(), key=lambda item: (-item[1], item[0]))
        yield from ((number, close) for number, close in best[:KEPT] if close > 0.3)

    def _sketched(self, word: Word, most: int) -> list[int]:
        """Return the words of the index whose sketch is nearest."""
        scores = np.zeros(len(self._words))
        for gram, share in sketch(word.text):
            if gram in self._grams:
                numbers, shares = self._grams[gram]
                scores[numbers] += shares * (share * self._rarity[gram])
        scores /= self._length
        most *= 2 if word.script == "han" else 1
        if len(scores) <= most:
            return list(range(len(scores)))
        first = np.argpartition(-scores, most)[:most]
        return [int(number) for number in first if scores[number] > 0]


def _laid_out(words: Sequence[Word]) -> tuple[dict[str, Any], dict[str, float], Any]:
    """Return for each gram its words and shares, how rare each gram is, and how long each sketch is."""
    lists: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for number, word in enumerate(words):
        if word.kind == "name":
            for gram, share in sketch(word.text):
                lists[gram][0].append(number)
                lists[gram][1].append(share)
    rarity = {gram: math.log(1 + len(words) / len(n)) for gram, (n, _) in lists.items()}
    squares = np.zeros(len(words))
    grams = {}
    for gram, (numbers, shares) in lists.items():
        places, amounts = np.array(numbers, dtype=np.int64), np.array(shares) * rarity[gram]
        squares[places] += amounts**2
        grams[gram] = (places, amounts)
    return grams, rarity, np.sqrt(squares) + 0.3


def _closeness(a: Word, b: Word, worst: float = WORST) -> float:
    """Return how close two words are, from 0 to 1, by letters in one script and by sound across two."""
    if a.text == b.text:
        return 1.0
    if a.script == b.script:
        return float(
            max(
                Levenshtein.normalized_similarity(x, y)
                for x in a.readings[:2]
                for y in b.readings[:2]
            )
        )
    if "han" in (a.script, b.script):
        han, other = (a, b) if a.script == "han" else (b, a)
        far = CHINESE * distance(other.readings[0], han.text, script="han", most=worst / CHINESE)
    else:
        latin, cyrillic = (a, b) if a.script == "latin" else (b, a)
        far = distance(
            latin.text, as_russian(cyrillic.text) or cyrillic.text, script="cyrillic", most=worst
        )
        if not set(latin.readings).isdisjoint(cyrillic.readings):
            far = min(far, 0.1)
    return max(0.0, 1.0 - 0.5 * far)


_shared: Index | None = None


def _prepare(names: list[str]) -> None:
    global _shared  # noqa: PLW0603 - each process keeps its own index
    _shared = Index(names)


def _search_some(job: tuple[list[str], int]) -> list[list[Match]]:
    assert _shared is not None
    return [_shared.search(name, job[1], closely=False) for name in job[0]]


def search_all(
    names: Sequence[str], against: Sequence[str], *, most: int = 3, processes: int = 1
) -> list[list[Match]]:
    """Return, for each of the names, the likest of the others, looked up in several processes at once."""
    jobs = [(list(names[start : start + 500]), most) for start in range(0, len(names), 500)]
    if processes == 1:
        _prepare(list(against))
        return [matches for job in jobs for matches in _search_some(job)]
    if "fork" in multiprocessing.get_all_start_methods():  # the index is then made only once
        _prepare(list(against))
        pool = multiprocessing.get_context("fork").Pool(processes)
    else:
        pool = multiprocessing.get_context("spawn").Pool(processes, _prepare, (list(against),))
    with pool:
        return [matches for done in pool.map(_search_some, jobs, chunksize=1) for matches in done]
