"""One name for two, and two names for one."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from tertius.evidence.chains import groups
from tertius.evidence.fold import plain
from tertius.language.told import gettext, listed
from tertius.tensions.evidence import Evidence, grouped
from tertius.tensions.rule import rule
from tertius.tensions.tension import Side, Tension, tension

LONGEST_INITIALS = 6
"""Letters of initials that are compared with names; more are not taken for initials."""
SMALL_WORDS = frozenset({"of", "for", "the", "and", "in", "on", "de", "la"})
"""Words that initials pass over."""


def _plain(name: str) -> str:
    """Return a name without marks, signs and case: Đoković and Djokovic are one."""
    folded = plain(name.casefold().replace("-", " ").replace("–", " "))
    return " ".join("".join(c for c in folded if c.isalnum() or c == " ").split())


def _initials(name: str) -> str:
    words = [
        w
        for w in name.replace("-", " ").replace("–", " ").split()
        if w.casefold() not in SMALL_WORDS
    ]
    return (
        "".join(word[0] for word in words if word[0].isalnum()).casefold() if len(words) > 1 else ""
    )


def _names(evidence: Evidence) -> dict[str, set[str]]:
    """Return by actor every name that it has."""
    names = {row.id: {row.name} for row in evidence.case.rows("actors")}
    for row in evidence.case.rows("names"):
        names.setdefault(row.actor, set()).add(row.name)
    return names


def _judged(evidence: Evidence) -> set[frozenset[str]]:
    """Return the pairs of actors that somebody has judged to be two, or one."""
    return {
        frozenset((row.a, row.b))
        for row in evidence.case.rows("judgements")
        if row.judgement in ("same", "not_same")
    }


@rule(
    "name-of-two",
    "One name, or one set of initials, fits two actors.",
    reads=("actors.csv: name, kind", "names.csv: name", "judgements.csv"),
)
def name_of_two(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each pair of actors with one name, or of which one bears the other's initials."""
    names, judged = _names(evidence), _judged(evidence)
    kinds = {row.id: row.kind for row in evidence.case.rows("actors")}
    bearers: dict[str, dict[str, str]] = {}
    for actor, own in names.items():
        for name in sorted(own):  # Of two spellings the same one is told in every run.
            bearers.setdefault(_plain(name), {}).setdefault(actor, name)
    initialled = {
        (actor, short): name
        for actor, own in names.items()
        for name in sorted(own)
        if (short := _initials(name))
    }
    for short, bearing in bearers.items():
        pairs = list(zip(sorted(bearing), sorted(bearing)[1:], strict=False))
        yield from (_two(evidence, short, pair, bearing, judged) for pair in pairs)
    by_initials = grouped(initialled, lambda pair: pair[1])
    for short, owners in by_initials.items():
        bearing = bearers.get(short, {})
        if not 1 < len(short) <= LONGEST_INITIALS:
            continue
        for actor, (other, _) in ((a, o) for a in sorted(bearing) for o in sorted(owners)):
            if other != actor and kinds.get(other) == kinds.get(actor) and bearing[actor].isupper():
                both = {actor: bearing[actor], other: initialled[other, short]}
                yield _two(evidence, short, (actor, other), both, judged)


def _two(
    evidence: Evidence,
    short: str,
    pair: tuple[str, str],
    names: dict[str, str],
    judged: set[frozenset[str]],
) -> Tension | None:
    if frozenset(pair) in judged:
        return None
    return tension(
        "name-of-two",
        gettext(
            "{short} fits two actors: {pair}.",
            short=repr(short),
            pair=listed((evidence.called(name) for name in pair), gettext(" and ")),
        ),
        *(Side(f"{evidence.called(name)}: {names[name]}", (name,)) for name in pair),
        about=pair,
    )


@rule(
    "two-names",
    "One actor has two names in one language that share no word and are not each other's initials.",
    reads=("names.csv: actor, name, lang",),
)
def two_names(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each actor whose names in one language fall apart into some that share no word."""
    rows = grouped(evidence.case.rows("names"), lambda row: (row.actor, row.lang))
    kinds = {row.id: row.kind for row in evidence.case.rows("actors")}
    for (actor, lang), named in rows.items():
        names = sorted({row.name for row in named})
        if kinds.get(actor) in ("State", "Bloc"):
            continue  # a state is called by its capital and its government, and nobody is misled
        alike = [pair for pair in combinations(names[:MOST], 2) if not _unlike(*pair)]
        apart = sorted((sorted(group) for group in groups(names[:MOST], alike)), key=min)
        if len(apart) > 1:
            yield tension(
                "two-names",
                gettext(
                    "{actor} has two names in one language ({lang}): {apart}.",
                    actor=evidence.called(actor),
                    lang=lang,
                    apart=listed((group[0] for group in apart), gettext(" and ")),
                ),
                *(
                    Side(", ".join(group), tuple(f"{actor}: {name}" for name in group))
                    for group in apart
                ),
                about=[actor],
            )


MOST = 40
"""So many names of one actor in one language are compared with each other; more would take long."""


def _unlike(one: str, other: str) -> bool:
    """Return whether two names share no word, and neither is made of the other's initials."""
    a, b = _plain(one), _plain(other)
    if set(a.split()) & set(b.split()) or {_initials(one)} & set(b.split()):
        return False
    short, long = sorted((a, b), key=len)
    return not ({_initials(other)} & set(a.split()) or short in long or _in_order(short, long))


def _in_order(short: str, long: str) -> bool:
    """Return whether a short form is made of letters of the long one, in order, as FSB is."""
    letters: Any = iter(long)
    return len(short) <= LONGEST_INITIALS and " " not in short and all(c in letters for c in short)
