"""What a case comes to without public datasets, and with them: verdicts, confidence, and what one origin decides."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tertius.case.read import Case
from tertius.inputs.grading import Grader
from tertius.sensitivity.flips import LEAST
from tertius.study.corroboration import DATASET
from tertius.study.result import Result, Study
from tertius.study.run import run_study
from tertius.worlds.selection import fallen


@dataclass(frozen=True)
class Balance:
    """Hold what the findings of a case come to: by verdict, by confidence, and how fragile they are."""

    verdicts: Mapping[str, int]
    confidence: Mapping[str, int]
    decided_by_one: int
    """Findings of which a single origin, left out, changes the verdict."""
    deciding: int
    """Pairs of a finding and an origin that decides it alone."""


@dataclass(frozen=True)
class Before:
    """Hold what a case came to before public datasets, what it comes to now, and which findings differ."""

    before: Balance
    now: Balance
    turned: tuple[tuple[Result, Result], ...]
    """Findings whose verdict differs: as they were, and as they are."""
    freed: tuple[Result, ...]
    """Findings of which fewer origins decide alone than before."""
    trust: tuple[tuple[Result, Result], ...]
    """Findings whose confidence differs: as they were, and as they are."""


def before_public_data(study: Study) -> Before | None:
    """Return a case without its datasets' rows beside the same with them; None where the study asked no flips.

    Only findings on which a dataset bears are judged again: the others are what they were.
    """
    case = study.case
    names = {source.id for source in case.sources.values() if source.type == DATASET}
    if not names or not study.oracles:
        return None
    grader = Grader(case)
    origins = {grader.origin_of[name] for name in names}
    touched = {name for name, one in study.oracles.items() if not origins.isdisjoint(one.players)}
    world = study.world.less(
        f"{study.world.name} without public data",
        fallen(grader, _rows_of(case, names, grader, origins)),
    )
    compiled = [one for name, one in study.verdicts.compiled.items() if name in touched]
    then = {one.id: one for one in run_study(case, compiled, world=world, depth=LEAST).results}
    pairs = [(then.get(one.id, one), one) for one in study.results]
    return Before(
        before=_balance(was for was, _ in pairs),
        now=_balance(now for _, now in pairs),
        turned=tuple((was, now) for was, now in pairs if was.verdict != now.verdict),
        freed=tuple(now for was, now in pairs if len(_alone(now)) < len(_alone(was))),
        trust=tuple(
            (was, now)
            for was, now in pairs
            if was.confidence and now.confidence and was.confidence != now.confidence
        ),
    )


def _rows_of(case: Case, names: Collection[str], grader: Grader, origins: set[str]) -> set[str]:
    """Return the rows that rest on datasets alone or on copies of them, and the searches made in one."""
    titles = {case.sources[name].title for name in names}
    rows = {
        row.id
        for table in ("claims", "observations")
        for row in case.rows(table)
        if row.source and {grader.origin_of[name] for name in row.source} <= origins
    }
    return rows | {row.id for row in case.rows("searches") if row.searched_in in titles}


def _balance(results: Iterable[Result]) -> Balance:
    listed = list(results)
    deciding = [len(_alone(one)) for one in listed]
    return Balance(
        Counter(one.verdict for one in listed),
        Counter(one.confidence for one in listed if one.confidence),
        sum(count > 0 for count in deciding),
        sum(deciding),
    )


def _alone(one: Result) -> list[str]:
    """Return the origins that decide a finding alone."""
    return [flip.origins[0] for flip in one.flips or () if len(flip.origins) == 1]
