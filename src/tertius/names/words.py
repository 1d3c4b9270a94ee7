"""How alike two words of names are, and in what they differ."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from tertius.evidence.fold import plain
from tertius.names.chinese import in_russian, in_serbian
from tertius.names.endings import ending_of
from tertius.names.letters import to_cyrillic, to_latin
from tertius.names.reading import Word, is_pinyin
from tertius.names.sound import distance

SURE, NEAR = 0.6, 0.85
"""Distances in sound up to which two words are taken for one name, and for perhaps one."""
CHINESE = 0.7
"""Chinese keeps less of a sound than Cyrillic does, so that a distance in it means less."""
SOUNDS = {
    "schtsch": "s", "shch": "s", "chtch": "s", "shh": "s", "tsch": "c", "tch": "c", "ch": "c", "cz": "c", "sch": "s",
    "sh": "s", "sz": "s", "dzh": "dz", "zh": "z", "kh": "h", "x": "h", "ts": "c", "tz": "c", "ph": "f", "ck": "k", "q": "k",
    "th": "t", "gh": "g", "w": "v", "ou": "u", "dj": "d",
}  # fmt: skip
"""Letters of one romanisation and those that stand for the same sound in the rough form."""
LETTERS = re.compile("|".join(sorted(SOUNDS, key=len, reverse=True)))
ROUGH = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        ("sc(?=[eio])", "s"),
        ("[yij]e", "e"),
        ("[yj]", "i"),
        (r"(.)\1{1,9}", r"\1"),
        ("(?<=[sc])ev(?=a?$)", "ov"),
        ("iu(?=[aeou])", "u"),
    )
)


@dataclass(frozen=True)
class Alike:
    """Hold how alike two words are from 0 to 1, and how they differ."""

    score: float
    how: str
    """`same`, `script`, `pinyin`, `marks`, `other marks`, `meaning`, `roman`, `case`, `sound`, `initial`, `letter` or `other`."""


NOT = Alike(0.0, "other")


@lru_cache(maxsize=131072)
def rough(reading: str) -> str:
    """Return a plain Latin word as it sounds, whatever the romanisation: Khrushchev is `hrusov`."""
    reading = LETTERS.sub(lambda match: SOUNDS[match[0]], reading)
    for pattern, put in ROUGH:
        reading = pattern.sub(put, reading)
    return reading


@lru_cache(maxsize=262144)
def alike(a: Word, b: Word) -> Alike:
    """Return how alike two words are; the same whichever comes first."""
    if (b.text, b.kind, b.script) < (a.text, a.kind, a.script):
        a, b = b, a
    if "number" in (a.kind, b.kind):
        return Alike(1.0, "same") if a.text == b.text else NOT
    if a.concept and b.concept:
        if (a.kind, a.concept) != (b.kind, b.concept):
            return NOT
        return Alike(1.0, "same") if a.text == b.text else Alike(0.97, "meaning")
    if "initial" in (a.kind, b.kind):
        return _initials(a, b)
    if a.text == b.text:
        return Alike(1.0, "same")
    first, second = a.readings, b.readings
    if not set(first).isdisjoint(second):
        return _same_letters(a, b)
    if a.concept or b.concept:
        return NOT
    return _by_sound(a, b, first, second)


def _initials(a: Word, b: Word) -> Alike:
    if a.kind == b.kind:
        fits = not set(a.readings).isdisjoint(b.readings)
        return Alike(0.95, "same") if fits else NOT
    letter, word = (a, b) if a.kind == "initial" else (b, a)
    if any(read.startswith(begin) for read in word.readings for begin in letter.readings if begin):
        return Alike(0.8, "initial")
    return NOT


def _same_letters(a: Word, b: Word) -> Alike:
    if "han" in (a.script, b.script):
        return Alike(0.97, "pinyin")
    if a.script != b.script:
        return Alike(0.98, "script")
    if _marks_clash(a.text, b.text):
        return Alike(0.84, "other marks")
    return Alike(0.97, "marks")


def _marks_clash(a: str, b: str) -> bool:
    """Return whether both words are written with diacritics, and not with the same."""
    a, b = a.replace("đ", "dj"), b.replace("đ", "dj")
    return a != b and not a.isascii() and not b.isascii() and plain(a) == plain(b)


def _by_sound(a: Word, b: Word, first: tuple[str, ...], second: tuple[str, ...]) -> Alike:
    if {a.script, b.script} <= {"latin", "cyrillic"}:
        if any(ending_of(x, y) or ending_of(y, x) for x in first for y in second):
            return Alike(0.92, "case")
        if len(a.text) > 2 and {rough(x) for x in first} & {rough(y) for y in second}:
            return Alike(0.94, "roman")
    likenesses = [NOT]
    if spoken := _sound_distance(a, b):
        far = min(spoken)
        if far <= NEAR:
            likenesses.append(Alike(round(0.96 - (0.15 if far <= SURE else 0.2) * far, 3), "sound"))
    likenesses.append(_by_letters(first, second))
    return max(likenesses, key=lambda one: one.score)


def _by_letters(first: tuple[str, ...], second: tuple[str, ...]) -> Alike:
    best = 0.0
    one_off = False
    for x in first:
        for y in second:
            best = max(best, Levenshtein.normalized_similarity(x, y))
            one_off |= min(len(x), len(y)) >= 5 and Levenshtein.distance(x, y, score_cutoff=1) == 1
    return Alike(0.84, "letter") if one_off else Alike(0.8 * best, "other")


def _sound_distance(a: Word, b: Word) -> list[float]:
    """Return the distances in sound under each way to read the two words; empty where there is none."""
    if min(len(a.readings[0]), len(b.readings[0])) < 2:
        return []
    scripts = (a.script, b.script)
    if "han" in scripts:
        han, other = (a, b) if a.script == "han" else (b, a)
        if other.script == "han":
            return []
        return [
            CHINESE * distance(read, han.text, script="han", most=NEAR / CHINESE)
            for read in other.readings[:2]
        ]
    if set(scripts) == {"latin", "cyrillic"}:
        latin, cyrillic = (a, b) if a.script == "latin" else (b, a)
        return _latin_cyrillic(latin.text, cyrillic.text)
    if scripts == ("latin", "latin") and not (_is_serbian(a) and _is_serbian(b)):
        spelled = _latin_latin(a, b)
        if is_pinyin(a.readings[0]) and is_pinyin(b.readings[0]):
            return spelled
        return [
            *spelled,
            *_latin_cyrillic(a.text, as_russian(b.text)),
            *_latin_cyrillic(b.text, as_russian(a.text)),
        ]
    return []


def _latin_cyrillic(latin: str, cyrillic: str) -> list[float]:
    if not cyrillic:
        return []
    distances = [distance(latin, as_russian(cyrillic) or cyrillic, script="cyrillic", most=NEAR)]
    bare = plain(latin)
    if chinese := in_russian(bare):
        distances.append(_few_letters(chinese, cyrillic))
        distances.append(_few_letters(in_serbian(bare), plain(to_latin(cyrillic))))
    return distances


def _latin_latin(a: Word, b: Word) -> list[float]:
    return [
        _few_letters(in_serbian(one), other)
        for one, other in ((a.readings[0], b.readings[0]), (b.readings[0], a.readings[0]))
        if in_serbian(one)
    ]


def _few_letters(a: str, b: str) -> float:
    """Return a distance on the scale of sounds between two spellings of pinyin: at most one letter differs."""
    if a == b:
        return 0.1
    off = Levenshtein.distance(a, b, score_cutoff=1)
    return 0.5 if off == 1 and min(len(a), len(b)) > 4 else FAR


def _is_serbian(word: Word) -> bool:
    """Return whether a word is spelled as only Serbian and its neighbours spell."""
    return word.readings[0].endswith("ic") or any(letter in "čćšžđ" for letter in word.text)


FAR = 1e9
"""Further than any two words."""


RUSSIAN = {
    "ја": "я", "је": "е", "ју": "ю", "јо": "ё", "ј": "й", "љ": "ль", "њ": "нь", "ђ": "дж", "ћ": "ч", "џ": "дж",
}  # fmt: skip


@lru_cache(maxsize=65536)
def as_russian(word: str) -> str:
    """Return a Serbian word in the letters that Russian would use for its sounds; empty where it is not Serbian."""
    cyrillic = to_cyrillic(word)
    if any("a" <= letter <= "z" for letter in plain(cyrillic)) and not word.isascii():
        return ""
    if any("a" <= letter <= "z" for letter in cyrillic):
        return ""
    for serbian, russian in RUSSIAN.items():
        cyrillic = cyrillic.replace(serbian, russian)
    return cyrillic
