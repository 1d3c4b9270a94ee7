"""Manners of citing that show in the whole of a citation, each in a file of its own.

A manner is a function that reads a citation from a place on, or says that it is none of its own. It
is strict: what it does not know whole it leaves to the reader of notes. They are tried in order, the
one that asks most of a text first.
"""

from collections.abc import Callable

from tertius.intake.citations.manners import (
    apa,
    archives,
    authoryear,
    bluebook,
    chicago,
    chinese,
    courts,
    decisions,
    german,
    gost,
    imprint,
    laws,
    legal,
    mla,
    oscola,
    romance,
    statutes,
    treaties,
    vancouver,
)
from tertius.intake.citations.manners.taken import Taken

Manner = Callable[[str, int, int], Taken | None]

MANNERS: tuple[Manner, ...] = (
    courts.read,
    legal.read,
    treaties.read,
    statutes.read,
    decisions.read,
    laws.read,
    archives.read,
    bluebook.read,
    oscola.read,
    chinese.read,
    gost.read,
    vancouver.read,
    apa.read,
    german.read,
    chicago.read,
    mla.read,
    romance.read,
    imprint.read,
    authoryear.read,
)


def read_manner(text: str, start: int, end: int) -> Taken | None:
    """Return what the first manner that knows a citation reads from a place on; None where none does."""
    for manner in MANNERS:
        taken = manner(text, start, min(end, start + LONGEST))
        if taken is not None:
            return taken
    return None


LONGEST = 1_500
"""How far a citation is looked through: the longest of the tagged ones has 1,100 letters."""
