"""What a picture's rows rest on, and the sources of it in a line."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tertius.present.labels import Cited, Labels
from tertius.study.result import Study

NAMED = 3
"""So many sources stand in the line of a picture: what a reader takes in beside it."""


@dataclass(frozen=True)
class Sources:
    """The sources behind a picture: those of most of its claims and figures, and how many there are besides."""

    first: tuple[Cited, ...]
    more: int


def behind(study: Study, measure: str, rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the claims, figures and searches that some rows of a measure rest on, each once."""
    named = (name for row in rows for name in study.lineage.evidence(measure, row))
    return tuple(dict.fromkeys(named))


def sources_of(labels: Labels, names: Iterable[str]) -> Sources:
    """Return the sources of claims and figures, those of most of them first; a search has none."""
    tally: Counter[str] = Counter()
    for name in names:
        kind, row = labels.case.by_id.get(name, ("", None))
        if kind in ("claims", "observations"):
            tally.update(row.source)
    ranked = sorted(tally, key=lambda key: (-tally[key], labels.cited[key].title, key))
    return Sources(tuple(labels.cited[key] for key in ranked[:NAMED]), len(ranked[NAMED:]))
