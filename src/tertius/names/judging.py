"""What the words of two names, put beside each other, speak for."""

from tertius.names.align import FITS, LIGHT, Fit, weight
from tertius.names.endings import ending_of, may_be_a_woman
from tertius.names.likeness import Likeness
from tertius.names.reading import Reading, Word
from tertius.names.reasons import listed, reason_of, shown
from tertius.names.whole import HOUSES
from tertius.names.words import alike

ROUGHLY = 0.86
"""A word that is less alike than this is its counterpart only if the others leave no doubt."""
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


def judge(
    left: Reading,
    right: Reading,
    fits: list[Fit],
    left_over: list[Word],
    right_over: list[Word],
    *,
    is_person: bool,
) -> Likeness:
    """Return how alike two names are, by the words that fit and those that are left over."""
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
    reason = reason_of(fits)
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
        return Likeness(0.8, f"{reason_of(fits)}, or the name of a woman", "undecided")
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
    more = listed([word.text for word in over])
    names = f"{shown(shorter)} / {shown(longer)}"
    if is_person and len(fits) > 1 and all(_is_patronymic(word) for word in over):
        if any(fit.alike.how in ("initial", "letter", "other", "other marks") for fit in fits):
            return Likeness(0.75, f"{reason_of(fits)}, and one has {more} between", "undecided")
        return Likeness(0.93, f"{reason_of(fits)}; one has the father's name too: {more}", "same")
    if is_person and len(fits) == 1 and _may_be_surname_alone(fits[0], longer):
        return Likeness(0.6, f"one is a surname alone: {names}", "undecided")
    if is_person and len(fits) > 1:
        return Likeness(0.75, f"one has a name more: {more}", "undecided")
    if any(word.kind == "initial" for word in over) and len(fits) > 1:
        return Likeness(0.8, f"{reason_of(fits)}, and one has an initial more", "undecided")
    if all(word.concept in ("company", "republic") for word in over):
        sure = all(fit.alike.score >= 0.9 for fit in fits)
        return Likeness(
            max(score, 0.88),
            f"{reason_of(fits)}; one adds only {more}",
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
    differ = f"{listed([w.text for w in left_over])} and {listed([w.text for w in right_over])}"
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
