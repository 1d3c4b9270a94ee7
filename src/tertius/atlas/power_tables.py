"""What pages on powers are made of: the rows of measures by power, laid out once for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tertius.atlas.common import SectorPages, gathered, in_order, power_pages
from tertius.atlas.coverage import Effort, effort
from tertius.atlas.index import most_telling_first
from tertius.atlas.promises import promises_by_host
from tertius.atlas.timeline import years_shown
from tertius.findings.caveats import Coverage
from tertius.measures.delivery import EVERYTHING
from tertius.present.about import Topics
from tertius.present.labels import Labels
from tertius.present.leads import open_leads
from tertius.study.result import Result, Study

Row = Mapping[str, Any]

COMPARED = ("together", "partly", "apart")
"""The relations of two sides that both hold a view."""

UNCOMPARED = ("silent", "unknown")
"""Where one of them was searched for a view in vain, and where nobody looked."""


@dataclass(frozen=True)
class PowerTables:
    """Hold the rows of a study by the power that they are about."""

    addresses: Mapping[str, str]
    """The page of each power that has one."""
    sector_pages: SectorPages
    findings: Mapping[str, Sequence[Result]]
    """The findings on each power, the most telling first."""
    presence: Mapping[str, Mapping[tuple[str, str], Row]]
    """By power, and there by host and sector."""
    leads: Mapping[tuple[str, str], Sequence[Row]]
    unsettled: frozenset[tuple[str, str, str]]
    """The host, sector and basis of the leads that an unknown could change."""
    standing: Mapping[tuple[str, str], frozenset[str]]
    """The ids of the engagements that stand, by host and power."""
    engagements: Mapping[str, Sequence[Any]]
    """The engagements of which the evidence knows, as they are coded."""
    years: tuple[int, int]
    """The first and the last year of the case, so that powers can be read beside each other."""
    states: Mapping[str, Row]
    promises: Mapping[str, Sequence[Row]]
    """By host."""
    totals: Mapping[tuple[str, str], Row]
    """What came of all promises of a power to a host."""
    stances: Mapping[tuple[str, str], Row]
    """By power and issue, the view that it holds itself."""
    compared: Mapping[str, Sequence[Row]]
    pairs: Mapping[str, Sequence[Row]]
    observations: Mapping[str, Sequence[Any]]
    beliefs: Mapping[str, Sequence[Row]]
    searches: Mapping[str, Sequence[Any]]
    effort: Effort
    coverage: Coverage

    @classmethod
    def of(cls, study: Study, labels: Labels) -> "PowerTables":
        """Return the rows of a study, ordered for its pages on powers."""
        addresses = power_pages(study, labels)
        tables = study.tables
        states = {row["id"]: row for row in tables["engagements"]}
        presence: dict[str, dict[tuple[str, str], Row]] = defaultdict(dict)
        for row in tables["presence"]:
            presence[row["power"]][row["host"], row["sector"]] = row
        leads: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in tables["leader"]:
            leads[row["host"], row["sector"]].append(row)
        standing: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in tables["entries"]:
            if row["standing"]:
                standing[row["host"], row["power"]].add(row["id"])
        known = [row for row in study.case.rows("engagements") if row.id in states]
        overlap = [row for row in tables["overlap"] if row["basis"] == "count"]
        return cls(
            addresses=addresses,
            sector_pages=SectorPages(study, labels),
            findings=_findings(study, labels, addresses),
            presence=presence,
            leads=leads,
            unsettled=open_leads(study),
            standing={place: frozenset(ids) for place, ids in standing.items()},
            engagements=_grouped((power, row) for row in known for power in row.power),
            years=years_shown(study, known),
            states=states,
            promises=promises_by_host(study),
            totals={
                (row["host"], row["power"]): row
                for row in tables["delivery"]
                if row["sector"] == EVERYTHING
            },
            stances={(row["code"], row["issue"]): row for row in tables["stances"]},
            compared=_grouped((row["party"], row) for row in tables["convergence"]),
            pairs=_grouped((row["power"], row) for row in overlap),
            observations=_grouped(
                (code, row)
                for row in labels.current("observations")
                for code in dict.fromkeys((row.counterpart, row.area))
                if code
            ),
            beliefs=_grouped((row["counterpart"], row) for row in tables["perception"]),
            searches=_grouped((row.power, row) for row in study.case.rows("searches")),
            effort=effort(study),
            coverage=gathered(study),
        )

    def hosts_of(self, study: Study, power: str) -> list[str]:
        """Return the hosts in which anything of a power is known or was searched, those of the case first."""
        there = {host for host, _ in self.presence.get(power, ())}
        there |= {host for host, one in self.totals if one == power}
        return in_order(there, study.case.settings.hosts)

    def others(self, power: str) -> list[str]:
        """Return the codes of the other powers that have a page."""
        return [code for code in self.addresses if code != power]

    def in_brief(self, power: str, host: str) -> dict[str, Any]:
        """Return what a reader compares powers by: what stands in a host, where it leads, what arrived, what both want."""
        there = [row for (at, _), row in self.presence.get(power, {}).items() if at == host]
        led = [
            row["sector"]
            for row in there
            for lead in self.leads[host, row["sector"]]
            if lead["leader"] == power and lead["basis"] == "count"
        ]
        total = self.totals.get((host, power))
        views = [r["relation"] for r in self.compared.get(power, ()) if r["other"] == host]
        return {
            "engagements": len(self.standing.get((host, power), ())) if there else None,
            "sectors": sum(bool(row["engagements"]) for row in there),
            "leads": len(led),
            "unsettled": sum((host, sector, "count") in self.unsettled for sector in led),
            "promises": int(total["engagements"]) if total else 0,
            "delivered": int(total["delivered"]) if total else 0,
            "together": views.count("together"),
            "compared": sum(view in COMPARED for view in views),
            "uncompared": sum(view not in COMPARED for view in views),
        }


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Return rows by what each is given with."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return found


def _findings(
    study: Study, labels: Labels, addresses: Mapping[str, str]
) -> dict[str, list[Result]]:
    """Return the findings on each power that has a page, the most telling first."""
    topics = Topics(study, labels)
    ordered = most_telling_first(study, study.results)
    on = _grouped((power, result) for result in ordered for power in topics.powers_of(result))
    return {power: on.get(power, []) for power in addresses}
