"""Whether two spellings may name one actor: how alike they are, why, and what to propose."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tertius.names.endings import ending_of, may_be_a_woman
from tertius.names.letters import script_of
from tertius.names.reading import Reading, Word, read_name, read_otherwise, readings
from tertius.names.words import Alike, alike

Verdict = Literal["same", "not_same", "undecided"]


@dataclass(frozen=True)
class Spelling:
    """Hold a name as it is written, with what is known of it."""

    text: str
    lang: str | None = None
    """Language and script (BCP 47), such as sr-Cyrl."""
    kind: str | None = None
    """What sort of actor bears it, such as Person."""


@dataclass(frozen=True)
class Likeness:
    """Hold how alike two names are."""

    score: float
    """From 0 to 1. It orders proposals, and is no probability."""
    reason: str
    """Why, in words."""
    verdict: Verdict
    """What to propose."""


@dataclass(frozen=True)
class Fit:
    """Hold one word of each name, put beside each other."""

    left: Word
    right: Word
    alike: Alike


LIGHT = {
    "company": 0.1,
    "group": 0.15,
    "republic": 0.1,
    "federal": 0.2,
    "city": 0.1,
    "general": 0.2,
}
"""Words that say little about whose name it is, and how much they weigh."""
WEIGHTS = {"word": 0.6, "country": 0.7, "initial": 0.4, "number": 0.8}
ROUGHLY = 0.86
"""A word that is less alike than this is its counterpart only if the others leave no doubt."""
FITS = 0.72
"""Two words that are less alike than this are not put beside each other."""
HOUSES = frozenset(
    ("government", "ministry", "president-office", "parliament", "republic", "foreign-affairs")
)
"""What a capital stands for when it is named in place of a state."""
OF_A_STATE = HOUSES | {"minister", "embassy", "army", "central", "interior", "mfa", "mod", "court"}
"""What every state has one of."""
PATRONYMIC = (
    "ovich",
    "evich",
    "ovic",
    "evic",
    "ovna",
    "evna",
    "ovitch",
    "evitch",
    "ilyich",
    "ilich",
    "ich",
    "ichna",
    "inichna",
)
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


def compare(a: Spelling | str, b: Spelling | str) -> Likeness:
    """Return how alike two spellings are, a reason in words, and what to propose; the same either way round.

    `same` is proposed only where every word that tells names apart has its counterpart. Shared
    abbreviations, initials and surnames alone are `undecided`, for two may bear them.
    """
    one = a if isinstance(a, Spelling) else Spelling(a)
    other = b if isinstance(b, Spelling) else Spelling(b)
    if (other.text, other.kind or "") < (one.text, one.kind or ""):
        one, other = other, one
    person = "Person" in (one.kind, other.kind)
    other_kind = _other_kind(one.kind, other.kind)
    return _compare(one.text, other.text, person=person, other_kind=other_kind)


def _other_kind(a: str | None, b: str | None) -> bool:
    """Return whether one is said to be a person and the other to be none."""
    return a is not None and b is not None and (a == "Person") != (b == "Person")


@lru_cache(maxsize=65536)
def _compare(a: str, b: str, *, person: bool, other_kind: bool) -> Likeness:
    best = _compare_readings(read_name(a), read_name(b), person=person, other_kind=other_kind)
    if best.verdict == "same":
        return best
    for one, other in ((a, b), (b, a)):
        for otherwise in read_otherwise(one):
            read = read_name(other)
            left, right = (otherwise, read) if one == a else (read, otherwise)
            again = _compare_readings(left, right, person=person, other_kind=other_kind)
            best = max(best, again, key=lambda likeness: likeness.score)
    return best


def _compare_readings(left: Reading, right: Reading, *, person: bool, other_kind: bool) -> Likeness:
    if not left.words or not right.words:
        return Likeness(0.0, "one of them holds no letters", "undecided")
    if other_kind:
        return Likeness(0.1, "one is a person and the other is not", "not_same")
    for rule in (_abbreviations, _numbers, _seat_of_power):
        if likeness := rule(left, right):
            return likeness
    if left.text == right.text:
        return Likeness(1.0, "the same spelling", "same")
    if _is_chinese(left.text) and _is_chinese(right.text) and _read_alike(left, right):
        return Likeness(
            0.85,
            "read alike, with other characters: traditional and simplified, or two names",
            "undecided",
        )
    if squeezed := _without_spaces(left, right):
        return squeezed
    fits, left_over, right_over = align(left.words, right.words)
    is_person = person or (
        (left.looks_like_person or right.looks_like_person)
        and not (left.forms or right.forms or any(w.concept for w in (*left.words, *right.words)))
    )
    return _judge(left, right, fits, left_over, right_over, is_person=is_person)


def align(left: Sequence[Word], right: Sequence[Word]) -> tuple[list[Fit], list[Word], list[Word]]:
    """Return the words of two names put beside each other, the likest first, and the words left over."""
    options = sorted(
        (
            (-likeness.score, abs(i - j), i, j, likeness)
            for i, one in enumerate(left)
            for j, other in enumerate(right)
            if (likeness := alike(one, other)).score >= FITS
        ),
        key=lambda option: option[:4],
    )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    fits = []
    for _, _, i, j, likeness in options:
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            fits.append((i, Fit(left[i], right[j], likeness)))
    fits.sort(key=lambda pair: pair[0])
    return (
        [fit for _, fit in fits],
        [word for i, word in enumerate(left) if i not in taken_left],
        [word for j, word in enumerate(right) if j not in taken_right],
    )


def weight(word: Word) -> float:
    """Return how much a word says about whose name it is; 1 for a proper name."""
    if word.kind == "name":
        return 1.0 if len(word.text) > 1 else 0.5
    return LIGHT.get(word.concept, WEIGHTS.get(word.kind, 1.0))


def _abbreviations(left: Reading, right: Reading) -> Likeness | None:
    """Return what is said where one or both are nothing but capitals."""
    shorts = [r for r in (left, right) if r.is_abbreviation and not any(w.concept for w in r.words)]
    if len(shorts) == 2:
        one, other = left.words[0], right.words[0]
        if alike(one, other).score >= 0.97:
            return Likeness(
                0.7, f"the same abbreviation, {_shown(left)}, which two may bear", "undecided"
            )
        return Likeness(0.1, "two abbreviations that differ", "not_same")
    if len(shorts) == 1:
        short = shorts[0]
        full = right if short is left else left
        if len(full.words) > 1 and _initials_fit(short, full):
            return Likeness(
                0.65,
                f"{_shown(short)} is made of the first letters of {_shown(full)}, as it may be of others",
                "undecided",
            )
    return None


def _initials_fit(short: Reading, full: Reading) -> bool:
    """Return whether an abbreviation takes, in order, the first letter of each word and no other or few."""
    letters = "".join(letter for letter in short.text if letter.isalpha())
    parts = [part for part in full.text.replace("-", " ").split() if part[:1].isalpha()]
    script = "cyrillic" if any(word.script == "cyrillic" for word in full.words) else "latin"
    wanted = readings(letters, short.words[0].script)
    plain_parts = [readings(part, script)[0] for part in parts if readings(part, script)]
    heavy = [part for part in plain_parts if part not in SMALL]
    return any(_takes(text, words) for text in wanted for words in (plain_parts, heavy))


# Small words that an abbreviation may leave out: MFA has no letter for the `of` of its name.
SMALL = frozenset(("of", "the", "and", "for", "i", "za", "u", "na", "v", "po", "de", "la"))


def _takes(letters: str, words: Sequence[str]) -> bool:
    place = 0
    for word in words:
        if not letters[place : place + 1] or word[0] != letters[place]:
            return False
        place += 1
        rest = word[1:]
        after = words[words.index(word) + 1 :]
        while place < len(letters) - len(after) and letters[place] in rest:
            rest = rest[rest.index(letters[place]) + 1 :]
            place += 1
    return place == len(letters) and len(words) > 1


def _numbers(left: Reading, right: Reading) -> Likeness | None:
    one = {word.text for word in left.words if word.kind == "number"}
    other = {word.text for word in right.words if word.kind == "number"}
    if one == other or not (one and other):
        return None
    return Likeness(0.2, f"their numbers differ: {_listed(one)} and {_listed(other)}", "not_same")


def _seat_of_power(left: Reading, right: Reading) -> Likeness | None:
    """Return that a city named in place of a government or a state is no name of it; None elsewhere."""
    for one, other in ((left, right), (right, left)):
        city = next((word for word in one.words if word.kind == "capital"), None)
        if (
            city is None
            or len(one.words) > 1
            or (len(other.words) == 1 and other.words[0].kind == "capital")
        ):
            continue
        state = any(word.kind == "country" and word.concept == city.concept for word in other.words)
        house = any(word.concept in HOUSES for word in other.words)
        if state or house:
            return Likeness(
                0.15,
                f"{city.text.title()} is a place, and stands for {_shown(other)} only in a manner of speaking",
                "not_same",
            )
    return None


def _is_chinese(text: str) -> bool:
    return bool(text) and all(script_of(letter) == "han" for letter in text)


def _read_alike(left: Reading, right: Reading) -> bool:
    plain_words = not any(word.concept for word in (*left.words, *right.words))
    return plain_words and bool(_joined(left) & _joined(right))


def _without_spaces(left: Reading, right: Reading) -> Likeness | None:
    if len(left.words) == len(right.words) or any(
        word.concept for word in (*left.words, *right.words)
    ):
        return None
    one, other = _joined(left), _joined(right)
    if one & other and max(map(len, one & other)) > 4:
        return Likeness(0.96, "the same letters, with other gaps between the words", "same")
    return None


def _joined(reading: Reading) -> set[str]:
    return {
        "".join(word.readings[min(place, len(word.readings) - 1)] for word in reading.words)
        for place in range(4)
        if all(word.readings for word in reading.words)
    }


def _judge(
    left: Reading,
    right: Reading,
    fits: list[Fit],
    left_over: list[Word],
    right_over: list[Word],
    *,
    is_person: bool,
) -> Likeness:
    if not fits:
        best = max((alike(x, y).score for x in left.words for y in right.words), default=0.0)
        return Likeness(
            round(0.5 * best, 3), "no word of one is like a word of the other", "not_same"
        )
    score = _score(fits, left_over, right_over)
    if left_over and right_over:
        return _both_left(fits, left_over, right_over, score, is_person=is_person)
    if left_over or right_over:
        return _one_left(left, right, fits, left_over or right_over, score, is_person=is_person)
    return _none_left(fits, score, is_person=is_person)


def _score(fits: list[Fit], left_over: list[Word], right_over: list[Word]) -> float:
    heavy = [(max(weight(fit.left), weight(fit.right)), fit.alike.score) for fit in fits]
    missing = sum(weight(word) for word in (*left_over, *right_over))
    total = sum(w for w, _ in heavy)
    return sum(w * s for w, s in heavy) / (total + missing) if total + missing else 0.0


def _none_left(fits: list[Fit], score: float, *, is_person: bool) -> Likeness:
    reason = _reason(fits)
    hows = {fit.alike.how for fit in fits}
    if "initial" in hows:
        return Likeness(min(score, 0.78), f"{reason}; others may have that initial", "undecided")
    if hows & {"letter", "other", "other marks"}:
        return Likeness(min(score, 0.85), reason, "undecided")
    if "case" in hows and (doubt := _doubtful_case(fits, is_person=is_person)):
        return doubt
    least = min(fit.alike.score for fit in fits)
    if least < ROUGHLY and (len(fits) == 1 or score < 0.9 or least < 0.8):
        return Likeness(min(score, 0.84), f"{reason}, only roughly", "undecided")
    return Likeness(score, reason, "same")


def _doubtful_case(fits: list[Fit], *, is_person: bool) -> Likeness | None:
    """Return why an ending may be no ending of a case: it makes another person's name."""
    cased = [(fit, *_base(fit)) for fit in fits if fit.alike.how == "case"]
    for fit, base, word in cased:
        if len(fits) > 1 and is_person and base[-1] not in "aeiouy" and word.endswith("a"):
            stiff = [
                o for o in fits if o.alike.how != "case" and o.left.readings[0][-1:] not in "aeiou"
            ]
            if stiff:
                return Likeness(
                    0.4,
                    f"{fit.left.text.title()} and {fit.right.text.title()} differ where the other names do not change: two given names",
                    "not_same",
                )
    if all(may_be_a_woman(word, base) for _, base, word in cased):
        return Likeness(0.8, f"{_reason(fits)}, or the name of a woman", "undecided")
    return None


def _base(fit: Fit) -> tuple[str, str]:
    for x in fit.left.readings:
        for y in fit.right.readings:
            if ending_of(x, y):
                return y, x
            if ending_of(y, x):
                return x, y
    return fit.left.text, fit.right.text


def _one_left(
    left: Reading,
    right: Reading,
    fits: list[Fit],
    over: list[Word],
    score: float,
    *,
    is_person: bool,
) -> Likeness:
    longer, shorter = (left, right) if len(left.words) > len(right.words) else (right, left)
    more = _listed([word.text for word in over])
    names = f"{_shown(shorter)} / {_shown(longer)}"
    if is_person and len(fits) > 1 and all(_is_patronymic(word) for word in over):
        if any(fit.alike.how in ("initial", "letter", "other", "other marks") for fit in fits):
            return Likeness(0.75, f"{_reason(fits)}, and one has {more} between", "undecided")
        return Likeness(0.93, f"{_reason(fits)}; one has the father's name too: {more}", "same")
    if is_person and len(fits) == 1 and _may_be_surname_alone(fits[0], longer):
        return Likeness(0.6, f"one is a surname alone: {names}", "undecided")
    if is_person and len(fits) > 1:
        return Likeness(0.75, f"one has a name more: {more}", "undecided")
    if any(word.kind == "initial" for word in over) and len(fits) > 1:
        return Likeness(0.8, f"{_reason(fits)}, and one has an initial more", "undecided")
    if all(word.concept in ("company", "republic") for word in over):
        sure = all(fit.alike.score >= 0.9 for fit in fits)
        return Likeness(
            max(score, 0.88),
            f"{_reason(fits)}; one adds only {more}",
            "same" if sure else "undecided",
        )
    if all(word.concept in LIGHT for word in over):
        return Likeness(0.8, f"one adds only {more}: {names}", "undecided")
    if all(word.kind == "country" for word in over) and _needs_a_country(shorter):
        return Likeness(0.7, f"only one says of which country it is: {names}", "undecided")
    return Likeness(
        min(score, 0.5),
        f"one is the other's parent-like name with a word more: {names}",
        "not_same",
    )


def _needs_a_country(reading: Reading) -> bool:
    """Return whether every state has one of these: a ministry, a central bank."""
    return all(word.kind == "word" for word in reading.words) and any(
        word.concept in OF_A_STATE for word in reading.words
    )


def _may_be_surname_alone(fit: Fit, longer: Reading) -> bool:
    at_end = any(alike(word, longer.words[-1]).score >= FITS for word in (fit.left, fit.right))
    from tertius.names.chinese import SURNAMES

    chinese = longer.words[0] in (fit.left, fit.right) and longer.words[0].readings[0] in SURNAMES
    return (at_end and len(longer.words) in (2, 3)) or chinese


def _is_patronymic(word: Word) -> bool:
    return word.kind == "initial" or any(
        read.endswith(PATRONYMIC) and len(read) > 5 for read in word.readings
    )


def _both_left(
    fits: list[Fit], left_over: list[Word], right_over: list[Word], score: float, *, is_person: bool
) -> Likeness:
    differ = f"{_listed([w.text for w in left_over])} and {_listed([w.text for w in right_over])}"
    if is_person:
        return Likeness(
            min(score, 0.45), f"one name is shared, and they differ in {differ}", "not_same"
        )
    other_script = {w.script for w in left_over}.isdisjoint({w.script for w in right_over})
    unknown = [w for w in (*left_over, *right_over) if not w.concept]
    if other_script and unknown and any(fit.left.kind == "name" for fit in fits):
        return Likeness(
            min(score, 0.6),
            f"they share a name, and {differ} may be one thing in two languages",
            "undecided",
        )
    return Likeness(min(score, 0.5), f"they share words and differ in {differ}", "not_same")


def _reason(fits: list[Fit]) -> str:
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


def _shown(reading: Reading) -> str:
    if reading.is_abbreviation:
        return reading.text.upper()
    return " ".join(word.text.title() for word in reading.words[:6])


def _listed(words: Sequence[str] | set[str]) -> str:
    ordered = sorted(words) if isinstance(words, set) else words
    return " ".join(ordered[:5])
