"""What a page is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tertius.atlas import charts
from tertius.atlas.shelf import Said, Shelf, number
from tertius.study import Result, Study


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


def resting(shelf: Shelf, claims: Sequence[Said]) -> list[Result]:
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


def colours(shelf: Shelf) -> dict[str, str]:
    """A colour for each side that a chart may show: the case's powers first, then all others."""
    settings = shelf.case.settings
    first = [shelf.side(code) for code in (*settings.powers, *settings.baselines)]
    others = {shelf.side(row["power"]) for row in shelf.study.tables["presence"]}
    others |= {
        shelf.side(row["counterpart"])
        for row in shelf.study.tables["observations"]
        if row["counterpart"]
    }
    return charts.colours_of([*first, *sorted(others - {*first})])
