"""Rows of the case that a row of a proposal may be, found by words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tertius.case.proposals.bundle import ids_of
from tertius.case.read import Case
from tertius.evidence.fold import plain

MOST = 10
"""As many as somebody looks through before typing another word."""


@dataclass(frozen=True)
class Candidate:
    """Hold a row of the case that somebody may mean."""

    id: str
    label: str
    why: str


def candidates(case: Case, table: str, words: str, *, most: int = MOST) -> list[Candidate]:
    """Return the rows of a table that have the most of some words in common, the likeliest first."""
    by_name = _by_name(case, words, most) if table == "actors" else []
    if len(by_name) >= most:
        return by_name[:most]
    there = {candidate.id for candidate in by_name}
    wanted = _words(words)
    scored = []
    for name, label in labels(case, table).items():
        common = wanted & (_words(label) | _words(name))
        if common and name not in there:
            score = len(common) / max(len(wanted), 1) + 1 / (2 + len(_words(label)))
            scored.append((-score, name, label, common))
    rest = [
        Candidate(name, label, f"has {', '.join(sorted(common))}")
        for _, name, label, common in sorted(scored, key=lambda one: one[:2])
    ]
    return [*by_name, *rest][:most]


def labels(case: Case, table: str) -> Mapping[str, str]:
    """Return, for each id of a table, how a reader knows the row."""
    if table == "sources":
        return {
            name: " ".join(filter(None, (source.authors, source.title, str(source.date or ""))))
            for name, source in case.sources.items()
        }
    if not ids_of(case, table):
        return {}
    labels_of = {row.id: _label(row) for row in case.rows(table)}
    if table == "actors":
        for row in case.rows("names"):
            if row.actor in labels_of:
                labels_of[row.actor] += f" / {row.name}"
    return labels_of


def _label(row: Any) -> str:
    for names in (("label",), ("name",), ("looked_for",), ("subject", "property", "value")):
        if all(hasattr(row, name) for name in names):
            return " ".join(str(getattr(row, name) or "") for name in names)
    return str(row.id)


def row_words(table: str, shown: Mapping[str, str]) -> str:
    """Return the words by which the like of a row of a bundle is searched."""
    names = {"sources": ("title", "author"), "claims": ("subject", "property", "value")}
    asked = names.get(table, ("label", "name", "looked_for"))
    return " ".join(filter(None, (shown.get(name, "") for name in asked))) or shown.get(
        "id", ""
    ).replace("-", " ")


def _by_name(case: Case, words: str, most: int) -> list[Candidate]:
    """Return actors by any spelling of their names."""
    return list(_matches(case, words, most))


def _matches(case: Case, words: str, most: int) -> Iterator[Candidate]:
    from tertius.names import Index

    spelled = [(row.id, row.name) for row in case.rows("actors")]
    spelled += [(row.actor, row.name) for row in case.rows("names")]
    owner = {name: actor for actor, name in reversed(spelled)}
    seen: set[str] = set()
    for match in Index(list(owner)).search(words, most=most):
        name = match.name
        actor = owner.get(name)
        if actor and actor not in seen:
            seen.add(actor)
            yield Candidate(actor, name, match.likeness.reason)


def _words(text: str) -> set[str]:
    folded = plain(text).casefold()
    letters = "".join(letter if letter.isalnum() else " " for letter in folded)
    return {word for word in letters.split() if len(word) > 1}
