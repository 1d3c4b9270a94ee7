"""Russian in Latin letters, as atlases, libraries, passports and newspapers write it."""

from functools import lru_cache
from itertools import pairwise

LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў"
COMMON = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i yi ye g u"
"""The romanisation of BGN/PCGN and most newspapers, without marks for the hard and soft sign."""
LIBRARY = "a b v g d e e z z i j k l m n o p r s t u f h c c s sc - y - e u a i i e g u"
"""ISO 9, without its diacritics."""
PASSPORT = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia i i ie g u"
"""Russian passports since 2013 (ICAO)."""
STANDARD = "a b v g d e yo zh z i j k l m n o p r s t u f x cz ch sh shh - y - e yu ya i yi ye g u"
"""GOST 7.79, system B."""
GERMAN = (
    "a b w g d e jo sch s i i k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja i ji je g u"
)
"""German newspapers."""
SERBIAN = "a b v g d e jo z z i j k l m n o p r s t u f h c c s sc - i - e ju ja i ji je g u"
"""Serbian newspapers, without diacritics."""
PRESS = "a b v g d e yo j z i i k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia i i e g ou"
"""French newspapers."""

TABLES = tuple(
    dict(zip(LETTERS, (part.replace("-", "") for part in table.split()), strict=True))
    for table in (COMMON, LIBRARY, PASSPORT, STANDARD, SERBIAN, GERMAN, PRESS)
)


@lru_cache(maxsize=65536)
def romanised(word: str) -> tuple[str, ...]:
    """Return the ways to write a Russian word in plain Latin letters; the commonest first."""
    forms = ["".join(table.get(letter, letter) for letter in word) for table in TABLES]
    if word[:1] in "её" or any(a in "аеёиоуыэюяьъ" and b in "её" for a, b in pairwise(word)):
        forms.append(_with_ye(word))
    forms += [f"{form[:-2]}y" for form in forms[:1] if word.endswith(("ий", "ый"))]
    forms += [f"{form[:-2]}i" for form in forms[:1] if word.endswith(("ий", "ый"))]
    return tuple(dict.fromkeys(forms))


def _with_ye(word: str) -> str:
    letters = []
    for place, letter in enumerate(word):
        opens = place == 0 or word[place - 1] in "аеёиоуыэюяьъ"
        letters.append("ye" if letter in "её" and opens else TABLES[0].get(letter, letter))
    return "".join(letters)
