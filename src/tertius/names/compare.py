"""Whether two spellings may name one actor: how alike they are, why, and what to propose."""

from functools import lru_cache

from tertius.names.align import align
from tertius.names.judging import judge
from tertius.names.likeness import Likeness, Spelling
from tertius.names.reading import Reading, read_name, read_otherwise
from tertius.names.whole import (
    abbreviations,
    is_chinese,
    numbers,
    read_alike,
    seat_of_power,
    without_spaces,
)


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
    for rule in (abbreviations, numbers, seat_of_power):
        if likeness := rule(left, right):
            return likeness
    if left.text == right.text:
        return Likeness(1.0, "the same spelling", "same")
    if is_chinese(left.text) and is_chinese(right.text) and read_alike(left, right):
        return Likeness(
            0.85,
            "read alike, with other characters: traditional and simplified, or two names",
            "undecided",
        )
    if squeezed := without_spaces(left, right):
        return squeezed
    fits, left_over, right_over = align(left.words, right.words)
    is_person = person or (
        (left.looks_like_person or right.looks_like_person)
        and not (left.forms or right.forms or any(w.concept for w in (*left.words, *right.words)))
    )
    return judge(left, right, fits, left_over, right_over, is_person=is_person)
