"""A name read into its words: what each is, and how it may be written in plain Latin letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from tertius.evidence.fold import plain
from tertius.names.chinese import KNOWN_AS, in_serbian, person_words, persons, pinyin_of, syllables
from tertius.names.letters import (
    MACEDONIAN,
    clean,
    from_macedonian,
    script_of,
    to_latin,
)
from tertius.names.lexicon import lexicon
from tertius.names.russian import romanised

MOST_WORDS = 24
"""No more words of a name than these are looked at."""
WORD = re.compile(r"[^\W_]{1,64}")
ROMAN = re.compile(r"(?:ii|iii|iv|vi|vii|viii|ix|xi|xii|xiii|xiv|xv|xvi)\Z")
JOINED = re.compile(r"[’'`ʼʹ′\"“”„«»]")
SERBIAN_ONLY = frozenset("ђјљњћџ")
RUSSIAN_ONLY = frozenset("ёйщъыьэюя")


@dataclass(frozen=True)
class Word:
    """Hold one word of a name, or several that mean one thing together."""

    text: str
    kind: str
    """`name`, `initial`, `number`, or the group of the lexicon: country, capital, known, word."""
    concept: str = ""
    """What it means in any language, where the lexicon knows it."""
    script: str = "latin"

    @property
    def readings(self) -> tuple[str, ...]:
        """Return its spellings in plain Latin letters; the first is the usual one."""
        return readings(self.text, self.script)


@dataclass(frozen=True)
class Reading:
    """Hold a name as it is compared."""

    text: str
    """The name in small letters."""
    words: tuple[Word, ...]
    is_abbreviation: bool
    """Whether it is nothing but capitals, like NIS or СНС."""
    forms: frozenset[str] = field(default=frozenset())
    """The legal forms that stood in it."""

    @property
    def looks_like_person(self) -> bool:
        """Return whether it could be somebody's name: two to four plain words, no form, no number."""
        return (
            2 <= len(self.words) <= 4
            and not self.forms
            and all(word.kind in ("name", "initial") for word in self.words)
        )


@lru_cache(maxsize=131072)
def readings(text: str, script: str) -> tuple[str, ...]:
    """Return the spellings of a word in plain Latin letters, the usual one first."""
    if script == "han":
        if text in KNOWN_AS:
            return (KNOWN_AS[text],)
        read = "".join(syllables(text))
        return tuple(dict.fromkeys(form for form in (read, in_serbian(read)) if form)) or (text,)
    if script == "cyrillic":
        letters = set(text)
        serbian = plain(to_latin(text))
        russian = romanised(text)
        if letters & MACEDONIAN.keys():
            return from_macedonian(text)
        if letters & SERBIAN_ONLY:
            return (serbian, serbian.replace("dj", "d")) if "dj" in serbian else (serbian,)
        if letters & RUSSIAN_ONLY:
            return russian
        return tuple(dict.fromkeys((*russian, serbian)))
    first = plain(text)
    forms = [first]
    if "dj" in first:
        forms.append(first.replace("dj", "d"))
    for umlaut, spelled in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        if umlaut in text:
            forms.append(plain(text.replace(umlaut, spelled)))
    if "lü" in text or "nü" in text:  # pinyin, for which keyboards and passports have v and yu
        forms += [plain(text.replace("ü", vowel)) for vowel in ("v", "yu")]
    return tuple(dict.fromkeys(forms))


@lru_cache(maxsize=262144)
def read_name(name: str) -> Reading:
    """Return the words of a name, in their order, without the legal form and the small words."""
    text = clean(name)
    raw = name[:300].strip()
    letters = [letter for letter in raw if letter.isalpha()]
    short = (
        2 <= len(letters) <= 7
        and all(letter.isupper() for letter in letters)
        and all(letter.isalpha() or letter in ". " for letter in raw)
        and (" " not in raw or "." in raw)
    )
    words: list[Word] = []
    forms: set[str] = set()
    capitals = frozenset(part.lower() for part in WORD.findall(name[:300]) if part.isupper())
    for word in _words(text, frozenset() if raw.isupper() else capitals):
        if word.kind == "form":
            forms.add(word.text)
        elif word.kind != "filler":
            words.append(word)
    if not words:  # a name of nothing but small words is still a name
        words = [Word(text, "name", script=_script(text))] if text.strip() else []
        forms = set()
    return Reading(text.strip(), tuple(words[:MOST_WORDS]), short, frozenset(forms))


def read_as_sound(name: str) -> Reading | None:
    """Return a Chinese name that could be a Chinese person's, read as a foreign name spelled by its sound."""
    reading = read_name(name)
    text = reading.text
    if not 2 <= len(text) <= 8 or any(script_of(letter) != "han" for letter in text):
        return None
    if any(word.script == "han" for word in reading.words):
        return None
    return Reading(text, (Word(text, "name", script="han"),), is_abbreviation=False)


def read_otherwise(name: str) -> tuple[Reading, ...]:
    """Return the further ways to read a Chinese name: by its sound, and by other readings of a surname."""
    reading = read_name(name)
    ways = [sound] if (sound := read_as_sound(name)) else []
    others = persons(reading.text)[1:] if len(reading.words) == 2 else ()
    ways += [
        Reading(reading.text, tuple(Word(word, "name") for word in words), is_abbreviation=False)
        for words in others
    ]
    return tuple(ways)


def _words(text: str, capitals: frozenset[str]) -> Iterator[Word]:
    text = JOINED.sub("", text)
    text = re.sub(r"\b([^\W\d_])\.([^\W\d_])\.([^\W\d_])\.", r"\1\2\3 ", text)
    text = re.sub(r"\b([^\W\d_])\. ?([^\W\d_])\.(?=\W|$)", _two_letters, text)
    pieces = [piece for part in WORD.findall(text) for piece in _by_script(part)][: 4 * MOST_WORDS]
    place = 0
    entries = lexicon()
    folded = [_looked_up(piece) for piece in pieces]
    if len(folded) > 1 and folded[-1] in OF_SRPSKA and folded[-2] != "republika":
        folded[-1] = "republika srpska"
    while place < len(pieces):
        piece = pieces[place]
        script = _script(piece)
        if script == "han":
            yield from _han_words(piece, alone=len(pieces) == 1)
            place += 1
            continue
        if folded[place] == "republika srpska":
            yield Word(piece, "country", "srpska", script)
            place += 1
            continue
        if entry := entries.find(folded[place : place + entries.longest]):
            size, meaning = entry
            if not (
                meaning.group == "form"
                and place == 0
                and size == 1
                and len(pieces) > 1
                and len(piece) > 3
            ):
                whole = " ".join(pieces[place : place + size])
                yield Word(whole, meaning.group, meaning.concept, script)
                place += size
                continue
        if any(letter.isdigit() for letter in piece) or (piece in capitals and ROMAN.match(piece)):
            yield Word(piece, "number", script="digit")
        elif len(piece) == 1 and script in ("latin", "cyrillic"):
            yield Word(piece, "initial", script=script)
        else:
            yield Word(piece, "name", script=script)
        place += 1


def _two_letters(match: re.Match[str]) -> str:
    joined = match[1] + match[2]
    return f"{joined} " if joined in FORMS_OF_TWO else f"{match[1]} {match[2]} "


FORMS_OF_TWO = frozenset(("ad", "jp", "dd", "sa", "nv", "bv", "ао", "ад", "јп"))


def _looked_up(piece: str) -> str:
    """Return a word as the lexicon has it: Serbian Cyrillic in Latin letters, no diacritics."""
    if _script(piece) != "cyrillic":
        return plain(piece)
    if set(piece) & SERBIAN_ONLY:
        return plain(to_latin(piece))
    entries = lexicon()
    return piece if entries.find([piece]) else _serbian_if_known(piece)


def _serbian_if_known(piece: str) -> str:
    latin = plain(to_latin(piece))
    return latin if not set(piece) & RUSSIAN_ONLY and lexicon().find([latin]) else piece


def _script(piece: str) -> str:
    return next((s for s in map(script_of, piece) if s not in ("digit", "other")), "other")


def _by_script(part: str) -> list[str]:
    """Return the pieces of a run of letters, cut where Chinese characters meet others."""
    return re.findall(r"[㐀-鿿豈-﫿]{1,64}|[^㐀-鿿豈-﫿]{1,64}", part)


def _han_words(text: str, *, alone: bool) -> Iterator[Word]:
    entries = lexicon().chinese
    meaning = entries.get(text)
    if text in KNOWN_AS:
        yield Word(text, "name", script="han")
        return
    if meaning is None and alone and (person := person_words(text)) and not _has_entry(text):
        for word in person:
            yield Word(word, "name", script="latin")
        return
    place, unknown = 0, ""
    while place < len(text):
        for size in range(min(14, len(text) - place), 0, -1):
            part = text[place : place + size]
            if (meaning := entries.get(part)) and (
                size > 1 or part == text or meaning.concept in SINGLE
            ):
                break
        else:
            unknown += text[place]
            place += 1
            continue
        if unknown:
            yield Word(unknown, "name", script="han")
            unknown = ""
        yield Word(part, meaning.group, meaning.concept, "han")
        place += size
    if unknown:
        yield Word(unknown, "name", script="han")


OF_SRPSKA = frozenset(("srpska", "srpske", "srpskoj", "srpsku"))
"""At the end of a name the entity (Vlada Srpske), before another word the adjective (srpske vlade)."""
SINGLE = frozenset(("party", "filler", "army", "province", "city"))
"""What a single Chinese character may mean inside a longer name."""


def _has_entry(text: str) -> bool:
    entries = lexicon().chinese
    return any(text[i:j] in entries for i in range(len(text)) for j in range(i + 2, len(text) + 1))


def is_pinyin(word: str) -> bool:
    """Return whether a plain word can be read as one to four syllables of pinyin."""
    return bool(pinyin_of(word))
