"""What a page is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tertius.present.labels import Labels, Said, number
from tertius.study.result import Result, Study


@dataclass(frozen=True)
class Page:
    """One page: where it goes, which template shows it, and what with."""

    address: str
    template: str
    title: str
    context: Mapping[str, Any]


def show(value: Any) -> str:
    """A computed value as a reader sees it; unknown is said, never left blank."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.3f}".rstrip("0").rstrip(".")
    return number(value)


def resting(shelf: Labels, claims: Sequence[Said]) -> list[Result]:
    """The findings that rest on any of some claims, or that any of them speaks against."""
    found = {r.id: r for claim in claims for r in shelf.findings_on.get(claim.id, ())}
    return sorted(found.values(), key=lambda r: r.id)


def stage_word(study: Study, row: Mapping[str, Any]) -> str:
    """How far an engagement has come, in a word."""
    if row["stage_order"] is None:
        return "stage unknown"
    words = study.case.taxonomy.words("stage")
    return next(
        str(e.get("label", w)) for w, e in words.items() if e["order"] == int(row["stage_order"])
    )
