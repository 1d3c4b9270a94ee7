"""Pages on powers: one for each, which gathers all that the case has on it, and all of them side by side."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from tertius.atlas.common import in_order, sector_label, sector_order, side_hues, sourced
from tertius.atlas.page import Page, pages
from tertius.atlas.power_relations import meetings_of, views_of
from tertius.atlas.power_tables import PowerTables
from tertius.atlas.promises import delivery_in, promise_row
from tertius.atlas.timeline import engagement_row
from tertius.language.told import gettext, marked
from tertius.present.labels import Labels
from tertius.present.power_pictures import begun_by_year, beside_others
from tertius.present.sourced import behind
from tertius.study.result import Study

Row = Mapping[str, Any]

FIRST = 5
"""So many findings stand at the head of the page of a power: what a reader takes in within half a minute."""


@pages(
    place=22,
    address="powers/index.html",
    menu=marked("Powers"),
    title=marked("Powers side by side"),
    summary=marked("a page for each power: what it does, promised and wants, and whom it meets."),
)
def powers(study: Study, labels: Labels) -> Iterator[Page]:
    """Yield the page of all powers side by side, then a page for each power and baseline."""
    study.lineage.read("presence")
    tables = PowerTables.of(study, labels)
    yield Page(
        "powers/index.html",
        "powers.html",
        gettext("Powers side by side"),
        partial(_side_by_side, study, labels, tables),
        is_empty=not tables.addresses,
    )
    for power, address in tables.addresses.items():
        title = gettext("{power}: what it does and what it wants", power=labels.side(power))
        yield Page(address, "power.html", title, partial(_shows, study, labels, tables, power))


def _side_by_side(study: Study, labels: Labels, tables: PowerTables) -> dict[str, Any]:
    """Return what the page of all powers shows."""
    host = study.case.settings.hosts[0]
    return {
        "host": labels.side(host),
        "rows": [
            {
                "name": labels.side(power),
                "href": address,
                "is_baseline": power in study.case.settings.baselines,
                "verdicts": Counter(result.verdict for result in tables.findings[power]),
                "brief": tables.in_brief(power, host),
                "gathered": sum(
                    number for (one, _), number in tables.coverage.gathered.items() if one == power
                ),
            }
            for power, address in tables.addresses.items()
        ],
    }


def _shows(study: Study, labels: Labels, tables: PowerTables, power: str) -> dict[str, Any]:
    """Return what the page of a power shows."""
    settings = study.case.settings
    found = tables.findings[power]
    actors = {row.id for row in study.case.rows("actors")}
    actor = power.lower()
    return {
        "power": power,
        "name": labels.side(power),
        "host": labels.side(settings.hosts[0]),
        "is_baseline": power in settings.baselines,
        "actor": labels.page_of("actors", actor) if actor in actors else "",
        "others": [
            {"name": labels.side(code), "href": tables.addresses[code]}
            for code in tables.others(power)
        ],
        "brief": tables.in_brief(power, settings.hosts[0]),
        "verdicts": Counter(result.verdict for result in found),
        "findings": found,
        "first": FIRST,
        "places": _presence(study, labels, tables, power),
        "ledgers": promised_by(study, labels, tables, power),
        "views": views_of(study, labels, tables, power),
        "meetings": meetings_of(study, labels, tables, power),
        **_engaged(study, labels, tables, power),
        "figures": _figures(study, tables, power),
        "beliefs": tables.beliefs.get(power, ()),
        "said": labels.said,
        **_gathered(study, tables, power),
    }


def _presence(
    study: Study, labels: Labels, tables: PowerTables, power: str
) -> list[dict[str, Any]]:
    """Return what a power does in the sectors of each host, beside what others do there."""
    own = tables.presence.get(power, {})
    others = tables.others(power)
    blocks = []
    for host in in_order({at for at, _ in own}, study.case.settings.hosts):
        sectors = sorted((s for at, s in own if at == host), key=lambda s: sector_order(study, s))
        there = [code for code in others if any(at == host for at, _ in tables.presence[code])]
        elsewhere = {s for code in there for at, s in tables.presence[code] if at == host}
        blocks.append(
            {
                "host": host,
                "name": labels.side(host),
                "others": there,
                "rows": [
                    {
                        "label": sector_label(study, sector),
                        "cell": own[host, sector],
                        "href": tables.sector_pages.of(host, sector, power),
                        "beside": [
                            {
                                "cell": tables.presence[code].get((host, sector)),
                                "href": tables.sector_pages.of(host, sector, code),
                            }
                            for code in there
                        ],
                        "leads": [
                            {
                                "basis": lead["basis"],
                                "is_open": (host, sector, lead["basis"]) in tables.unsettled,
                            }
                            for lead in tables.leads.get((host, sector), ())
                            if lead["leader"] == power
                        ],
                    }
                    for sector in sectors
                ],
                "absent": [
                    sector_label(study, sector)
                    for sector in sorted(
                        elsewhere - {*sectors}, key=lambda s: sector_order(study, s)
                    )
                ],
                "chart": _beside(study, labels, tables, power, host)
                if host == study.case.settings.hosts[0]
                else {},
            }
        )
    return blocks


def _beside(
    study: Study, labels: Labels, tables: PowerTables, power: str, host: str
) -> dict[str, Any]:
    """Return the picture of a power's engagements by sector in a host, beside those of the others."""
    hues = side_hues(study)
    own = {sector for at, sector in tables.presence.get(power, ()) if at == host}
    drawn = [
        (code, row)
        for code in tables.addresses
        for (at, sector), row in tables.presence.get(code, {}).items()
        if at == host and sector in own and row["engagements"] is not None
    ]
    counted = [
        {
            "sector": sector_label(study, row["sector"]),
            "side": labels.side(code),
            "count": int(row["engagements"]),
        }
        for code, row in drawn
    ]
    colours = {labels.side(code): hues[code] for code in (power, *tables.others(power))}
    rests_on = behind(study, "presence", (row for _, row in drawn))
    return sourced(labels, beside_others(counted, labels.side(power), colours, rests_on))


def promised_by(
    study: Study, labels: Labels, tables: PowerTables, power: str
) -> list[dict[str, Any]]:
    """Return what a power promised to each host and what came of it, by sector and one by one."""
    hosts = [host for host in tables.hosts_of(study, power) if (host, power) in tables.totals]
    return [
        {
            "host": host,
            "name": labels.side(host),
            "total": tables.totals[host, power],
            **delivery_in(study, labels, tables.sector_pages, host, power),
            "promises": [
                promise_row(study, labels, tables.sector_pages, host, row) for row in promised
            ],
            "uncounted": sum(bool(row["is_umbrella"]) for row in promised),
        }
        for host in hosts
        for promised in (_promised_in(tables, host, power),)
    ]


def _promised_in(tables: PowerTables, host: str, power: str) -> list[Row]:
    """Return the promises of a power to a host, by their ids."""
    rows = (row for row in tables.promises.get(host, ()) if power in row["power"].split(";"))
    return sorted(rows, key=lambda row: row["engagement"])


def _engaged(study: Study, labels: Labels, tables: PowerTables, power: str) -> dict[str, Any]:
    """Return the engagements of a power, the latest first, and in which years they began."""
    coded = tables.engagements.get(power, ())
    rows = [engagement_row(study, labels, row, tables.states[row.id]) for row in coded]
    first, last = tables.years
    begun = [
        (row.id, row.start.earliest.year)
        for row in coded
        if _year_is_known(row.start) and first <= row.start.earliest.year <= last
    ]
    rests_on = tuple(name for one, _ in begun for name in labels.by_subject.get(one, ()))
    hue = side_hues(study)[power]
    drawing = begun_by_year([year for _, year in begun], tables.years, hue, rests_on)
    return {
        "engagements": sorted(rows, key=_latest_first),
        "begun": len(begun),
        "by_year": sourced(labels, drawing),
    }


def _year_is_known(start: Any) -> bool:
    """Return whether a date lies within one year for certain."""
    return bool(
        start and start.earliest and start.latest and start.earliest.year == start.latest.year
    )


def _latest_first(row: Row) -> tuple[bool, int, str]:
    """Return by what engagements are ordered: the latest first, then those without a date."""
    span = row["span"]
    return span is None, -span.first.toordinal() if span else 0, row["label"]


def _figures(study: Study, tables: PowerTables, power: str) -> dict[str, Any]:
    """Return the ids of the figures on a power: the latest of each kind, and those before."""
    found: dict[str, list[str]] = defaultdict(list)
    words = study.case.taxonomy.label
    ordered = sorted(
        tables.observations.get(power, ()), key=lambda r: (str(r.period or ""), r.id), reverse=True
    )
    for row in ordered:
        found[words("indicator", row.indicator)].append(row.id)
    kinds = [found[kind] for kind in sorted(found)]
    return {
        "latest": [ids[0] for ids in kinds],
        "before": [name for ids in kinds for name in ids[1:]],
    }


def _gathered(study: Study, tables: PowerTables, power: str) -> dict[str, Any]:
    """Return how much was looked for on a power, in which languages, and where a comparison leans on too little."""
    places = [
        (power, domain)
        for domain in study.case.taxonomy.words("domain")
        if (power, domain) in tables.effort.counts
    ]
    languages = tables.effort.languages
    return {
        "effort": [
            (place[1], tables.effort.counts[place], languages.get(place, ())) for place in places
        ],
        "caveats": [
            caveat
            for domain in study.case.taxonomy.words("domain")
            if (caveat := _caveat(tables, power, domain))
        ],
        "read_in": sorted({tag for place in places for tag in languages.get(place, ())}),
        "searches": len(tables.searches.get(power, ())),
        "searched_in": sorted({row.language for row in tables.searches.get(power, ())}),
    }


def _caveat(tables: PowerTables, power: str, domain: str) -> str | None:
    """Return that a power is thinly covered in a domain beside the best covered; None where it is not."""
    gathered = tables.coverage.gathered
    best: str = max(tables.coverage.sides, key=lambda side: (gathered[side, domain], side))
    if best == power or not gathered[best, domain]:
        return None
    return tables.coverage.thin((power, best), domain)
