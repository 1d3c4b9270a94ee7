"""Views in a sentence: who is for or against which issue of the case."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tertius.case.read import Case
from tertius.intake.extraction.proposals.cues import cues, find, find_all, words_of
from tertius.intake.extraction.proposals.fold import fold
from tertius.intake.extraction.proposals.lexicon import Mention
from tertius.intake.extraction.proposals.reading import Hedge, Reading
from tertius.intake.extraction.proposals.subjects import meant_by


@dataclass(frozen=True)
class Stand:
    """What an actor holds on an issue of the case."""

    actor: Mention
    issue: str
    view: str
    start: int
    end: int
    issue_end: int
    hedge: Hedge | None = None


GENERIC = frozenset(words_of("generic"))


def find_stands(reading: Reading, case: Case) -> Iterator[Stand]:
    """The views of a sentence on the issues of the case."""
    for view, listed in cues()["views"].items():
        for match in find_all(listed, reading.plain):
            if reading.in_quotes(match.start()):
                continue
            stand = _stand(reading, case, view, match.start(), match.end())
            if stand is not None:
                yield from stand


def _stand(reading: Reading, case: Case, view: str, start: int, end: int) -> list[Stand] | None:
    clause = reading.clause(start)
    subjects = _holders(reading, clause.start, start)
    if not subjects:
        return None
    if find(cues()["nothing_shows"], reading.plain, 0, start):
        return None
    if find(
        ("not", "never", "no", "would", "could", "may", "might", "if", "should"),
        reading.plain,
        max(clause.start, subjects[-1].end),
        start,
    ):
        return None
    others = [word for listed in cues()["views"].values() for word in listed]
    again = find(others, reading.plain, end, clause.end)
    limit = min(clause.end, end + 110, again.start() if again else clause.end)
    if find(("opposition to", "opposition against"), reading.plain, end, min(limit, end + 40)):
        view = {"supports": "opposes", "opposes": "supports"}[view]
    own = subjects[0].code if len(subjects) == 1 else None
    found = _issue(reading, case, end, limit, own)
    if found is None:
        return None
    issue, issue_end = found
    hedge = reading.hedge(start)
    return [Stand(s, issue, view, start, end, issue_end, hedge) for s in subjects]


HE = re.compile(r"\b([Hh]e|[Ss]he|[Ii]t)(?: has| have)?(?: [a-z]{3,12}ly| also)? $")


def _holders(reading: Reading, begin: int, start: int) -> list[Mention]:
    if pronoun := HE.search(reading.plain[begin:start]):
        place = begin + pronoun.start(1)
        return meant_by(reading, reading.clause(start), place, pronoun[1].lower())
    heads = [
        m
        for m in reading.mentions
        if begin <= m.start
        and m.end <= start
        and (m.speaks or not (m.owns_next or m.is_adjective))
        and not reading.preposition(m)
    ]
    if not heads or len(reading.plain[heads[-1].end : start]) > 40:
        return []
    return [
        m
        for m in reading.joined(heads[-1])
        if m.end <= start and (m.speaks or not (m.owns_next or m.is_adjective))
    ]


def _issue(
    reading: Reading, case: Case, begin: int, end: int, own: str | None
) -> tuple[str, int] | None:
    """The issue of the case whose every word stands between two places, the longest first."""
    said = _stems(reading, begin, end)
    if own:
        said.setdefault(own, begin)
    best: tuple[int, str, int] | None = None
    for issue in case.settings.issues:
        wanted = _wanted(reading, issue)
        if len(wanted) >= 2 and wanted <= set(said):
            place = max(said[word] for word in wanted)
            candidate = (-len(wanted), issue.id, place)
            best = candidate if best is None or candidate < best else best
    return (best[1], best[2]) if best else None


def _stems(reading: Reading, begin: int, end: int) -> dict[str, int]:
    stems: dict[str, int] = {}
    for start, stop, word in reading.words:
        if begin <= start and stop <= end:
            mention = next((m for m in reading.mentions if m.start <= start < m.end), None)
            code = (
                mention.code
                if mention and mention.actor.kind in ("State", "Bloc", "PublicBody")
                else None
            )
            stems.setdefault(code or _stem(word), stop)
    return stems


def _wanted(reading: Reading, issue: Any) -> frozenset[str]:
    return frozenset(_wanted_stems(issue.label, reading.lexicon))


@cache
def _wanted_stems(label: str, lexicon: Any) -> tuple[str, ...]:
    plain = fold(label)
    mentions = lexicon.find(plain)
    found: list[str] = []
    for m in re.finditer(r"\w+", plain):
        mention = next((x for x in mentions if x.start <= m.start() < x.end), None)
        if (
            mention is not None
            and mention.code
            and mention.actor.kind in ("State", "Bloc", "PublicBody")
        ):
            found.append(mention.code)
        elif m[0].lower() not in GENERIC:
            found.append(_stem(m[0]))
    return tuple(found)


SAME_STEM = {
    "membership": "access",
    "joining": "access",
    "accession": "access",
    "membe": "access",
    "enlar": "expan",
}


def _stem(word: str) -> str:
    lower = word.lower()
    return SAME_STEM.get(lower, SAME_STEM.get(lower[:5], lower[:6]))
