"""What several pages share: orders of codes, words for sectors and stages, links and counts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tertius.findings.caveats import Coverage
from tertius.language.told import gettext
from tertius.present import charts, vega
from tertius.present.charts import colours_of
from tertius.present.labels import Labels, Said
from tertius.present.sourced import sources_of
from tertius.study.result import Result, Study

Row = Mapping[str, Any]


def in_order(codes: Iterable[str], first: Sequence[str]) -> list[str]:
    """Return codes with those that the case names first, in its order, then all others."""
    distinct = set(codes)
    named = [code for code in first if code in distinct]
    return [*named, *sorted(distinct - {*named})]


def sides_of(study: Study) -> tuple[str, ...]:
    """Return the powers and baselines of the case, in its order."""
    return (*study.case.settings.powers, *study.case.settings.baselines)


def side_hues(study: Study) -> dict[str, str]:
    """Return a colour by the code of each power, baseline and host of the case, in its order."""
    return colours_of(sides_of(study), study.case.settings.hosts)


def places(study: Study) -> list[tuple[str, str]]:
    """Return every sector of a host that has a page."""
    return sorted({(row["host"], row["sector"]) for row in study.tables["presence"]})


class SectorPages:
    """Lead to the pages of sectors, and on them to what a power does."""

    def __init__(self, study: Study, labels: Labels) -> None:
        self._labels = labels
        rows = study.tables["presence"]
        self._there = {(row["host"], row["sector"]) for row in rows}
        self._held = {(row["host"], row["sector"], row["power"]) for row in rows}

    def of(self, host: str, sector: str, power: str) -> str | None:
        """Return the address of what a power does in a sector of a host; None where there is no such page."""
        if (host, sector) not in self._there:
            return None
        page = self._labels.page_of("sectors", f"{host.lower()}-{sector}")
        return f"{page}#{power}" if (host, sector, power) in self._held else page


def power_pages(study: Study, labels: Labels) -> dict[str, str]:
    """Return the address of the page of each power and baseline on which anything was gathered, in the case's order."""
    gathered_on = {row["power"] for row in study.tables["coverage"]}
    return {
        code: labels.page_of("powers", code.lower())
        for code in dict.fromkeys(sides_of(study))
        if code in gathered_on
    }


def sector_order(study: Study, sector: str) -> int:
    """Return the place of a sector in the taxonomy; after all others where it has none there."""
    words = list(study.case.taxonomy.words("sector"))
    return words.index(sector) if sector in words else len(words)


def sector_label(study: Study, sector: str) -> str:
    """Return a sector's name; what has no sector stands under its domain."""
    if sector in study.case.taxonomy.words("domain"):
        return gettext("{domain}, no sector", domain=study.case.taxonomy.label("domain", sector))
    return study.case.taxonomy.label("sector", sector)


def gathered(study: Study) -> Coverage:
    """Return how much was gathered on each power and baseline of the case."""
    settings = study.case.settings
    return Coverage(study.tables["coverage"], (*settings.powers, *settings.baselines))


def stage_word(study: Study, row: Mapping[str, Any]) -> str:
    """Return how far an engagement has come, in a word."""
    if row["stage_order"] is None:
        return gettext("stage unknown")
    words = study.case.taxonomy.words("stage")
    reached = int(row["stage_order"])
    word = next(word for word, entry in words.items() if entry["order"] == reached)
    return study.case.taxonomy.label("stage", word)


def resting(labels: Labels, claims: Sequence[Said]) -> list[Result]:
    """Return the findings that rest on any of some claims, or that any of them speaks against."""
    by_id = {r.id: r for claim in claims for r in labels.findings_on.get(claim.id, ())}
    return sorted(by_id.values(), key=lambda r: r.id)


def briefly(labels: Labels, names: Iterable[str]) -> list[dict[str, str]]:
    """Return claims and figures as links name them."""
    return [{"id": claim.id, "label": labels.brief(claim.id)} for claim in labels.said(names)]


def years_of(rows: Iterable[Row]) -> list[str]:
    """Return the years in which any of some rows began or ended, the latest first."""
    years = {year for row in rows for year in (row["first"], row["last"]) if year}
    return sorted(years, reverse=True)


def counts(study: Study, labels: Labels) -> dict[str, int]:
    """Return how many rows and sources the case has, and how many of them are lost, unchecked or withdrawn."""
    claims, observations = labels.current("claims"), labels.current("observations")
    rows = [*claims, *observations]
    lost = {key for key, source in study.case.sources.items() if source.custom.lost}
    return {
        "claims": len(claims),
        "observations": len(observations),
        "sources": len(study.case.sources) - len(lost),
        "lost": len(lost),
        "unchecked": sum(row.checked == "no" for row in rows),
        "second_hand": sum(row.checked == "no" and row.via is not None for row in rows),
        "rows": len(rows),
        "deprecated": sum(row.status == "deprecated" for row in study.case.rows("claims")),
    }


Draw = Callable[[Study, Labels], charts.Drawing | None]


def pictured(study: Study, labels: Labels, draw: Draw, counts: str) -> dict[str, Any]:
    """Return a picture of the whole case, what it counts, in its first host, and its sources; nothing where none is drawn."""
    drawing = draw(study, labels)
    if drawing is None:
        return {}
    host = labels.side(study.case.settings.hosts[0])
    return {**sourced(labels, drawing), "counts": gettext(counts, host=host)}


def sourced(labels: Labels, drawing: charts.Drawing | None) -> dict[str, Any]:
    """Return a drawing as a picture with the sources of what it shows; nothing where nothing is drawn."""
    if drawing is None:
        return {}
    return {"svg": vega.drawn(drawing), "sources": sources_of(labels, drawing.behind)}
