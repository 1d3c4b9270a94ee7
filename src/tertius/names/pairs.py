"""The pairs of a case's actors whose names are so alike that somebody should judge them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tertius.evidence.actor import Actor, Judgement, Name
from tertius.evidence.tie import Tie
from tertius.names.compare import compare
from tertius.names.index import Index
from tertius.names.likeness import Likeness, Spelling
from tertius.names.reading import read_name

LOOKED_AT = 12
"""How many of the likest spellings are looked at for each."""
LEAST = 0.55
"""Pairs that are less alike are not worth asking about."""


@dataclass(frozen=True)
class Known:
    """Hold a spelling of an actor."""

    spelling: Spelling
    is_shown: bool
    """Whether it is the name to show, and no further one."""


@dataclass(frozen=True)
class Pair:
    """Hold two actors that may be one."""

    a: str
    b: str
    likeness: Likeness
    spellings: tuple[str, str]
    """The spelling of each that is likest to the other's."""


def spellings_of(actors: Iterable[Actor], names: Iterable[Name]) -> dict[str, list[Known]]:
    """Return, for each actor, its spellings, the name to show first."""
    by_actor: dict[str, list[Known]] = {}
    kinds: dict[str, str] = {}
    for actor in actors:
        kinds[actor.id] = actor.kind
        by_actor[actor.id] = [Known(Spelling(actor.name, kind=actor.kind), is_shown=True)]
    for name in names:
        if name.actor in by_actor:
            spelling = Spelling(name.name, name.lang, kinds[name.actor])
            if all(other.spelling.text != name.name for other in by_actor[name.actor]):
                by_actor[name.actor].append(Known(spelling, is_shown=False))
    return by_actor


def name_pairs(
    actors: Sequence[Actor],
    names: Sequence[Name],
    *,
    judgements: Iterable[Judgement] = (),
    ties: Iterable[Tie] = (),
) -> list[Pair]:
    """Return the pairs of actors worth judging that nobody has judged yet, the likest first.

    A pair that a tie joins is not asked about: an actor owns, funds or sits in another, never in
    itself. Nor is one whose names speak against it, such as a parent and its subsidiary.
    """
    spellings_by_actor = spellings_of(actors, names)
    by_id = {actor.id: actor for actor in actors}
    settled = {tuple(sorted((row.a, row.b))) for row in judgements}
    settled |= {tuple(sorted((tie.actor, tie.target))) for tie in ties}
    owners = [(name, one) for name, ones in sorted(spellings_by_actor.items()) for one in ones]
    index = Index(one.spelling.text for _, one in owners)
    asked: set[tuple[str, ...]] = set()
    pairs = []
    for name, one in owners:
        for match in index.search(one.spelling.text, LOOKED_AT):
            pair = tuple(sorted((name, owners[match.place][0])))
            if pair[0] == pair[1] or pair in settled or pair in asked:
                continue
            asked.add(pair)
            likeness, spellings = likest(spellings_by_actor[pair[0]], spellings_by_actor[pair[1]])
            likeness = _with_country(likeness, by_id[pair[0]], by_id[pair[1]])
            if likeness.verdict != "not_same" and likeness.score >= LEAST:
                pairs.append(Pair(pair[0], pair[1], likeness, spellings))
    return sorted(pairs, key=lambda pair: (-pair.likeness.score, pair.a, pair.b))


def likest(a: Sequence[Known], b: Sequence[Known]) -> tuple[Likeness, tuple[str, str]]:
    """Return the best likeness between any spelling of one actor and any of another, and the two.

    Where only further names are shared, and the names to show are not alike, it is undecided.
    """
    best: tuple[tuple[float, ...], Likeness, tuple[str, str]] | None = None
    for one in a:
        for other in b:
            likeness = compare(one.spelling, other.spelling)
            if likeness.verdict == "same" and not (one.is_shown or other.is_shown):
                likeness = Likeness(
                    min(likeness.score, 0.7),
                    f"they share a further name alone, {one.spelling.text}, which two may bear",
                    "undecided",
                )
            order = (float(likeness.verdict == "same"), likeness.score)
            if best is None or order > best[0]:
                best = (order, likeness, (one.spelling.text, other.spelling.text))
    assert best is not None
    return best[1], best[2]


def _with_country(likeness: Likeness, a: Actor, b: Actor) -> Likeness:
    if not (a.country and b.country) or a.country == b.country or likeness.verdict != "same":
        return likeness
    return replace(
        likeness,
        score=round(0.8 * likeness.score, 3),
        reason=f"{likeness.reason}; but one is of {a.country} and the other of {b.country}",
        verdict="undecided",
    )


def shared_alias(a: Sequence[Known], b: Sequence[Known]) -> str | None:
    """Return the abbreviation or further name that is all that two actors' names share, if it is all."""
    shared: str | None = None
    for one in a:
        for other in b:
            likeness = compare(one.spelling, other.spelling)
            short = read_name(one.spelling.text).is_abbreviation
            if likeness.verdict == "same" and (one.is_shown or other.is_shown) and not short:
                return None
            if likeness.verdict == "same" or (short and likeness.score >= 0.7):
                shared = shared or one.spelling.text
    return shared
