"""Who wrote it: persons with family and given names, bodies as they are printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tertius.intake.citations.levels import LIKELY, SURE
from tertius.intake.citations.words import (
    BODIES,
    CAPITAL_PARTICLES,
    HONORIFICS,
    PARTICLES,
    SMALL,
    SUFFIXES,
    SURNAMES_CHINESE,
    folded,
)

LONGEST = 500
"""No list of authors is longer; what is longer is none."""
MOST_WORDS = 6
"""Words of a person's name, without a suffix such as Jr.; more are no name."""
ET_AL = re.compile(
    r",? (?:et\.? al\b\.?|and others\b|and colleagues\b|i dr\.|и др\.|и соавт\.|u\. ?a\.)",
    re.IGNORECASE,
)
AND = re.compile(r",? (?:and|&|und|et|i|и|y) |,? with (?=[A-ZŠĐČĆŽ])")
SUFFIXED = re.compile(
    r"\A((?:(?! (?:and|&|und|et|i|и) )[^,]){1,60} [^\s,]{1,40}), ((?:Jr|Sr|I{2,3}|IV)\b\.?)"
)
"""A suffix that a comma parts from a name in its natural order: Martin King, Jr."""
ABBREVIATED = re.compile(r"\s*\([^()]{1,60}\)\s*$")
INITIAL = re.compile(
    r"(?:[^\W\d_a-zа-я]\.?[-‐]?){1,4}\Z|[^\W\d_a-zа-я][a-zа-я]?\.(?:[-‐]?[^\W\d_a-zа-я]\.){0,3}\Z"
)
PINYIN = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|an|en|in|un|ai|ei|ao|ou"
    r"|ia|ie|iu|ua|ui|uo|ue|ün|üe|a|o|e|i|u|ü)\Z"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One author as CSL has it, and how sure it is that the words are one."""

    family: str
    given: str = ""
    literal: str = ""
    certainty: float = SURE

    def csl(self) -> dict[str, str]:
        """The name as CSL-JSON."""
        if self.literal:
            return {"literal": self.literal}
        return {"family": self.family} | ({"given": self.given} if self.given else {})


def is_person(text: str) -> bool:
    """Whether words can only be, or may well be, the full name of a person."""
    return person(text) is not None


def person(text: str, *, alone: bool = False) -> Name | None:
    """The person whom a few words name; ``alone`` allows a family name by itself."""
    if len(text) > 80:
        return None
    text = SUFFIXED.sub(r"\1 \2", text)
    words = [word for word in text.replace("\u00a0", " ").split() if word not in HONORIFICS]
    suffix = words.pop() if len(words) > 2 and words[-1] in SUFFIXES else ""
    if not words or len(words) > MOST_WORDS or (len(words) == 1 and not alone):
        return None
    if len(words) > 3 and words[-2] == "y" and all(map(_nameish, [*words[:-2], words[-1]])):
        # José Ortega y Gasset: both family names, which y joins.
        return Name(" ".join([*words[-3:], *filter(None, [suffix])]), " ".join(words[:-3]))
    if not all(_nameish(word) for word in words):
        return None
    capital = [word for word in words if word not in PARTICLES]
    if not capital or words[-1] in PARTICLES:
        return None
    if len(words) > 1 and _shouted(words[0]) and not all(word.isupper() for word in words):
        return None
    return _parted(words, suffix)


def _nameish(word: str) -> bool:
    if word in PARTICLES or INITIAL.match(word):
        return True
    bare = word.strip(".'’‘")
    if not bare or folded(bare) in BODIES or folded(bare) in SMALL or any(map(str.isdigit, bare)):
        return False
    if not all(sign.isalpha() or sign in "-‐'’‘.·" for sign in word):
        return False
    letters = [sign for sign in bare if sign.isalpha()]
    if not letters or "." in bare:
        return False
    if len(letters) > 1 and all(map(str.isupper, letters)):
        return len(letters) > 3 and not bare.endswith("TV")
    return (
        letters[0].isupper()
        or (len(bare) > 2 and bare[:3].lower() in {"al-", "el-", "d'", "d’"})
        or (bare[:2] in {"d’", "d'", "l’"} and bare[2:3].isupper())
    )


def _parted(words: list[str], suffix: str) -> Name | None:
    end = f" {suffix}" if suffix else ""
    if len(words) == 1:
        return (
            None
            if INITIAL.match(words[0]) and len(words[0]) < 3
            else Name(words[0] + end, certainty=LIKELY)
        )
    initials = [bool(INITIAL.match(word)) and len(word.rstrip(".")) < 5 for word in words]
    if all(initials):
        return None
    cut = initials.index(True) if initials[-1] else 0
    if cut and all(initials[cut:]):
        return Name(" ".join(words[:cut]) + end, " ".join(words[cut:]))
    if len(words) == 2 and _chinese(*words):
        return Name(words[0], words[1], certainty=LIKELY)
    cut = len(words) - 1
    while cut > 1 and (words[cut - 1] in PARTICLES or words[cut - 1] in CAPITAL_PARTICLES):
        cut -= 1
    if cut == 1 and words[0] in PARTICLES:
        cut = 0
    if (
        len(words) == 2
        and words[0] in CAPITAL_PARTICLES
        and words[0] in {"Le", "La", "Van", "Von", "De", "Di", "El", "Al"}
    ):
        cut = 0
    if cut == 0:
        return Name(" ".join(words) + end, certainty=LIKELY)
    return Name(" ".join(words[cut:]) + end, " ".join(words[:cut]))


def _chinese(first: str, second: str) -> bool:
    if first not in SURNAMES_CHINESE or second in SURNAMES_CHINESE or not second[1:].islower():
        return False
    word = second.lower().replace("'", "").replace("’", "")
    return any(
        PINYIN.match(word[:cut]) and (cut == len(word) or PINYIN.match(word[cut:]))
        for cut in range(1, min(len(word), 6) + 1)
    )


def is_body(text: str) -> bool:
    """Whether words name an organisation, a state or an outlet."""
    if len(text) > 300:
        return False
    words = text.replace("/", " ").split()
    if not words:
        return False
    if any(folded(word.strip("(),.’'")) in BODIES for word in words):
        return True
    bare = ABBREVIATED.sub("", text).strip()
    if " " not in bare:
        letters = [sign for sign in bare if sign.isalpha()]
        capitals = sum(map(str.isupper, letters))
        return (len(letters) > 1 and capitals >= 2 and capitals >= len(letters) - 1) or _site(bare)
    parts = bare.split()
    if _shouted(parts[0]) and not all(word.isupper() for word in parts):
        return True
    return all(len(word) > 1 and word.isupper() for word in parts) and len(parts[0]) < 6


def _shouted(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word.isupper()


def _site(word: str) -> bool:
    head, dot, tail = word.rpartition(".")
    return bool(dot and head and tail.isalpha() and 2 <= len(tail) <= 6 and " " not in word)


def names(text: str) -> list[Name]:
    """The authors that a stretch of text before a title names, in order; empty where it names none."""
    if len(text) > LONGEST:
        return []
    text = " ".join(text.replace(";", ",").split()).strip(" ,:;").replace(",,", ",")
    text = SUFFIXED.sub(r"\1 \2", ABBREVIATED.sub("", text).strip(" ,"))
    others = ET_AL.search(text)
    if others:
        text = text[: others.start()].strip(" ,")
    if not text:
        return []
    inverted = _inverted(text)
    if inverted:
        return inverted
    parts = [part for part in _listed(text) if part]
    alone = others is not None or len(parts) > 1 or " " not in text
    people = [person(part, alone=alone) for part in parts]
    if all(people) and not (len(parts) == 1 and is_body(text)):
        if len(parts) > 1 and sum(" " in part for part in parts) == 0 and any(map(is_body, parts)):
            return [Name("", literal=part, certainty=LIKELY) for part in parts]
        return [name for name in people if name]
    if not any(found and " " in part for found, part in zip(people, parts, strict=True)):
        return list(_bodies(text))
    return list(_mixed(parts, people))


def _listed(text: str) -> Iterator[str]:
    """Yield the names that commas and conjunctions part; José Ortega y Gasset is one."""
    for piece in text.split(", "):
        bare = piece.strip(" ,")
        for lead in ("and ", "& ", "with ", "und ", "et "):
            bare = bare.removeprefix(lead)
        if bare in SUFFIXES:
            continue
        place = 0
        for match in AND.finditer(bare):
            left, right = bare[place : match.start()], bare[match.end() :]
            right = AND.split(right, 1)[0]
            one_name = match[0].strip(" ,") == "y" and " " in left and " " not in right
            if not one_name and person(left, alone=True) and person(right, alone=True):
                yield left
                place = match.end()
        yield bare[place:].strip(" ,")


def _inverted(text: str) -> list[Name] | None:
    """Names with the family name first: Vuksanovic, Vuk; or Vuksanovic, V., and Doe, J."""
    parts = [part for piece in text.split(",") for part in _joined(piece) if part]
    if len(parts) < 2 or len(parts[0].split()) > 3 or is_body(parts[0]):
        return None
    initialled = all(INITIAL.match(word) for word in parts[1].split()) and len(parts[1]) < 10
    head = person(parts[0], alone=True)
    if head is None or (head.given and " " in parts[0] and not initialled):
        return None
    if not initialled:
        return _given_behind(parts, text)
    found = []
    while parts:
        if (
            len(parts) > 1
            and all(INITIAL.match(word) for word in parts[1].split())
            and person(parts[0], alone=True)
        ):
            found.append(Name(parts[0], parts[1]))
            parts = parts[2:]
            continue
        other = person(parts[0], alone=True)
        if other is None:
            return None
        found.append(other)
        parts = parts[1:]
    return found


def _joined(piece: str) -> list[str]:
    return [
        part.strip(" ,").removeprefix("and ").removeprefix("& ")
        for part in AND.split(" " + piece.strip())
    ]


def _given_behind(parts: list[str], text: str) -> list[Name] | None:
    """Vuksanovic, Vuk; Vuksanovic, Vuk, and Jane Doe: one inverted name, and others that are not."""
    family, given = parts[0], parts[1]
    words = given.split()
    if (
        " " in family
        or len(words) > 2
        or is_body(given)
        or (len(words) == 2 and not INITIAL.match(words[1]))
    ):
        return None
    others = [person(part) for part in parts[2:]]
    if (
        not person(given, alone=True)
        or not all(other and other.given for other in others)
        or (" and " in text and not others)
    ):
        return None
    return [Name(family, given), *(other for other in others if other)]


def _bodies(text: str) -> Iterator[Name]:
    left, separator, right = text.partition(" and ")
    plain = not any(folded(word) in SMALL for word in left.split())
    both = all(is_body(part) for part in (left, right)) and not right.startswith("the ")
    if separator and plain and both and " and " not in right and "," not in text:
        stands = len(left.split()) > 1 or left.isupper()
        if stands and (len(right.split()) > 1 or right.isupper()):
            yield Name("", literal=left, certainty=LIKELY)
            yield Name("", literal=right, certainty=LIKELY)
            return
    yield Name("", literal=text, certainty=SURE if is_body(text) else LIKELY)


def _mixed(parts: list[str], people: list[Name | None]) -> Iterator[Name]:
    waiting: list[str] = []
    for part, found in zip(parts, people, strict=True):
        if found and " " in part:
            if waiting:
                yield Name("", literal=", ".join(waiting), certainty=LIKELY)
                waiting = []
            yield found
        else:
            waiting.append(part)
    if waiting:
        yield Name("", literal=", ".join(waiting), certainty=LIKELY)
