"""What sets two names apart, in words."""

from collections.abc import Sequence

from tertius.names.align import Fit
from tertius.names.reading import Reading, Word

HOW = {
    "script": "written in another alphabet",
    "pinyin": "its characters are read so",
    "marks": "without the diacritics",
    "meaning": "the same in another language",
    "roman": "another romanisation",
    "case": "with the ending of a case",
    "sound": "spelled as it sounds",
    "initial": "an initial",
    "letter": "one letter differs",
    "other marks": "with other diacritics",
    "other": "nearly the same letters",
}
WHOLE = {
    "same": "the same words",
    "script": "the same name in another alphabet",
    "pinyin": "Chinese characters and their pinyin",
    "marks": "the same name without its diacritics",
    "meaning": "the same name in another language",
    "roman": "the same name in another romanisation",
    "case": "the same name with the ending of a case",
    "sound": "the same name spelled as it sounds",
}


def reason_of(fits: list[Fit]) -> str:
    """Return what sets the two apart, in words; the same for a whole name where one thing does."""
    hows = [fit.alike.how for fit in fits]
    kinds = set(hows) - {"same"}
    if not kinds:
        return "the same words in another order or with another legal form"
    if len(kinds) == 1 and (how := next(iter(kinds))) in WHOLE:
        if how == "script":
            return _scripts(fits)
        return WHOLE[how]
    differences = [
        f"{_title(fit.left)} / {_title(fit.right)}: {HOW[fit.alike.how]}"
        for fit in fits
        if fit.alike.how != "same"
    ]
    return "; ".join(differences[:4])


def _scripts(fits: list[Fit]) -> str:
    scripts = {word.script for fit in fits for word in (fit.left, fit.right)}
    if scripts == {"latin", "cyrillic"}:
        return "the same name in Cyrillic and Latin"
    return WHOLE["script"]


def _title(word: Word) -> str:
    return word.text.title()


def shown(reading: Reading) -> str:
    """Return a name as a reason shows it."""
    if reading.is_abbreviation:
        return reading.text.upper()
    return " ".join(word.text.title() for word in reading.words[:6])


def listed(words: Sequence[str] | set[str]) -> str:
    """Return words in a row, five at most."""
    ordered = sorted(words) if isinstance(words, set) else words
    return " ".join(ordered[:5])
