"""The endings of Serbian and Russian cases, on words in plain Latin letters."""

from functools import lru_cache

# By what the nominative ends in: the endings of all cases, Serbian and Russian together, in plain Latin.
MASCULINE = ("a", "u", "om", "em", "e", "i", "ym", "im", "oju", "oi")
FEMININE = ("e", "i", "u", "om", "o", "oj", "oy", "oi", "ou", "y", "ey", "ej")
ADJECTIVE = ("og", "oga", "om", "ome", "im", "ogo", "omu", "oy", "oj", "u", "uyu", "im", "ij", "o")
FAMILY = ("ov", "ev", "in", "yn", "sk", "ck", "ski", "cki", "skij", "skiy", "aleksandar", "ivan")
"""Endings of surnames whose genitive is also the form of a woman's name."""
VOWELS = "aeiouy"


@lru_cache(maxsize=131072)
def ending_of(word: str, base: str) -> str | None:
    """Return the case ending with which a word is another, or None where it is not the same word in a case.

    The base is the nominative: `vucica` is `vucic` with `a`, `petra` is `petar` with `a`.
    """
    if word == base or len(base) < 3 or not word.isalpha():
        return None
    if base[-1] not in VOWELS:
        stems = [base]
        if len(base) > 4 and base[-2] == "a" and base[-3] not in VOWELS:
            stems.append(base[:-2] + base[-1])  # Petar, Petra; Aleksandar, Aleksandra
        if base.endswith("ac"):
            stems.append(base[:-2] + "c")
        for stem in stems:
            if word.startswith(stem) and word[len(stem) :] in MASCULINE:
                return word[len(stem) :]
        return None
    if base[-1] == "a":
        return _after(word, base[:-1], FEMININE)
    if base[-1] == "o":
        return _after(word, base[:-1], ("a", "u", "om", "e"))
    for close in ("iy", "ij", "yy", "yj", "i", "y"):
        if base.endswith(close) and len(base) - len(close) > 2:
            stem = base[: len(base) - len(close)]
            if stem.endswith(("sk", "ck", "tsk")):
                return _after(word, stem, ADJECTIVE)
            ending = _after(
                word, stem, ("ja", "ju", "jem", "ya", "yu", "yem", "em", "ia", "iu", "iem", "eya")
            )
            return ending or _after(word, base, ("a", "u", "em", "jem", "ja", "ju", "jom"))
    if base[-1] in "iey":
        return _after(word, base, ("ja", "ju", "jem", "a", "u", "em"))
    return None


def _after(word: str, stem: str, endings: tuple[str, ...]) -> str | None:
    rest = word[len(stem) :]
    return rest if word.startswith(stem) and rest in endings else None


def may_be_a_woman(word: str, base: str) -> bool:
    """Return whether the form with -a is also the name of a woman: Zaharova beside Zaharov."""
    return word.endswith("a") and base.endswith(FAMILY)
