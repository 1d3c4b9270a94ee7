"""The pages of the atlas: for each, its address, its template and what it shows."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tertius.atlas import charts
from tertius.atlas.shelf import Shelf, number
from tertius.evidence.engagement import read_party
from tertius.measures import MEASURES
from tertius.settle import RULE
from tertius.store import sides
from tertius.study import Result, Study

VERDICT_ORDER = ("holds", "fails", "open")


@dataclass(frozen=True)
class Page:
    """One page: where it goes, which template shows it, and what with."""

    address: str
    template: str
    title: str
    context: Mapping[str, Any]


def all_pages(study: Study) -> Iterator[Page]:
    """Every page of the atlas."""
    shelf = Shelf(study)
    yield _index(study, shelf)
    for result in study.results:
        yield _finding(study, shelf, result)
    yield _matrix(study, shelf)
    yield from _sectors(study, shelf)
    yield _positions(study, shelf)
    yield from _issues(study, shelf)
    yield _figures(study, shelf)
    yield from _sources(study, shelf)
    yield from _actors(study, shelf)
    yield _methods(study, shelf)


def _index(study: Study, shelf: Shelf) -> Page:
    sections: dict[str, list[Result]] = defaultdict(list)
    for result in study.results:
        sections[result.section or "Findings"].append(result)
    tally = Counter((result.section or "Findings", result.verdict) for result in study.results)
    rows = [
        {"section": section, "verdict": verdict, "findings": tally[section, verdict], "place": place}
        for section in sections
        for place, verdict in enumerate(VERDICT_ORDER)
        if tally[section, verdict]
    ]
    totals = Counter(result.verdict for result in study.results)
    said = ", ".join(f"{totals[verdict]} {verdict}" for verdict in VERDICT_ORDER)
    chart = charts.svg(charts.verdicts(rows), says=f"Findings by section: {said}.") if rows else ""
    return Page("index.html", "index.html", study.case.settings.title, {
        "sections": sections, "totals": totals, "chart": chart, "counts": _counts(study, shelf),
        "examples": _telling(study.results),
    })


def _telling(results: Sequence[Result]) -> list[Result]:
    """A few findings to begin with: one that a single source flips, one that fails, a robust one."""
    wanted = (
        lambda r: r.verdict == "holds" and r.kind == "computed" and r.fragility and r.fragility.least >= 2,
        lambda r: r.verdict == "holds" and r.fragility and r.fragility.most == 1,
        lambda r: r.verdict == "fails",
    )
    found = [next((r for r in results if told(r)), None) for told in wanted]
    return [result for result in found if result is not None]


def _counts(study: Study, shelf: Shelf) -> dict[str, int]:
    claims, observations = shelf.current("claims"), shelf.current("observations")
    rows = [*claims, *observations]
    lost = {key for key, source in study.case.sources.items() if source.custom.lost}
    return {
        "claims": len(claims),
        "observations": len(observations),
        "sources": len(study.case.sources) - len(lost),
        "lost": len(lost),
        "unchecked": sum(row.checked == "no" for row in rows),
        "rows": len(rows),
        "deprecated": sum(row.status == "deprecated" for row in study.case.rows("claims")),
    }


def _finding(study: Study, shelf: Shelf, result: Result) -> Page:
    shown = [
        {"measure": measure, "question": MEASURES[measure].question, "cells": _cells(row)}
        for measure, row in result.rows
    ]
    return Page(shelf.page_of("findings", result.id), "finding.html", result.statement, {
        "result": result,
        "claims": shelf.said(result.rests_on),
        "searches": shelf.searches(result.rests_on),
        "against": shelf.said(result.against),
        "against_searches": shelf.searches(result.against),
        "rows": shown,
        "flips": [
            {"origins": [shelf.cited[name] for name in flip.origins], "verdict": flip.state or flip.verdict}
            for flip in result.flips or ()
        ],
        "cited": [shelf.cited[name] for name in result.sources],
    })


HIDDEN = {"family", "component", "member", "stage_order", "first_day", "last_day", "world"}


def _cells(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name.replace("_", " "), show(value)) for name, value in row.items() if name not in HIDDEN and value not in (None, "")]


def show(value: Any) -> str:
    """A computed value as a reader sees it; unknown is said, never left blank."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.3f}".rstrip("0").rstrip(".")
    return number(value)


def _places(study: Study) -> list[tuple[str, str]]:
    return sorted({(row["host"], row["sector"]) for row in study.tables["presence"]})


def _matrix(study: Study, shelf: Shelf) -> Page:
    powers = [*study.case.settings.powers, *study.case.settings.baselines]
    seen = {(r["host"], r["sector"], r["power"]): r for r in study.tables["presence"]}
    leaders = {(r["host"], r["sector"], r["basis"]): r for r in study.tables["leader"]}
    hosts = [h for h in study.case.settings.hosts if any(h == place for place, _ in _places(study))]
    hosts += sorted({h for h, _ in _places(study)} - set(hosts))
    grids = []
    for host in hosts:
        sectors = sorted((s for h, s in _places(study) if h == host), key=lambda s: _sector_order(study, s))
        rows = [
            {
                "sector": sector,
                "label": study.case.taxonomy.label("sector", sector),
                "href": shelf.page_of("sectors", f"{host.lower()}-{sector}"),
                "cells": [seen.get((host, sector, power)) for power in powers],
                "leads": {basis: leaders.get((host, sector, basis)) for basis in ("count", "amount", "stake", "years")},
            }
            for sector in sectors
        ]
        grids.append({"host": host, "name": shelf.side(host), "rows": rows})
    return Page("matrix.html", "matrix.html", "Sectors and powers", {"grids": grids, "powers": powers})


def _sector_order(study: Study, sector: str) -> int:
    words = list(study.case.taxonomy.words("sector"))
    return words.index(sector) if sector in words else len(words)


def _sectors(study: Study, shelf: Shelf) -> Iterator[Page]:
    at: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in study.tables["entries"]:
        at[row["host"], row["sector"]][row["power"]].add(row["id"])
    held: dict[tuple[str, str], dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in study.tables["stakes"]:
        held[row["host"], row["sector"]][row["power"]].append(row)
    presence = defaultdict(list)
    for row in study.tables["presence"]:
        presence[row["host"], row["sector"]].append(row)
    state = {row["id"]: row for row in study.tables["engagements"]}
    overlaps = [r for r in study.tables["overlap"] if r["basis"] == "count"]
    for host, sector in _places(study):
        place = (host, sector)
        powers = [row["power"] for row in presence[place]]
        label = f"{study.case.taxonomy.label('sector', sector)} in {shelf.side(host)}"
        blocks = []
        for row in sorted(presence[place], key=lambda r: r["power"]):
            power = row["power"]
            engagements = [
                {"label": shelf.label(name), "state": state[name], "claims": shelf.said(shelf.by_subject.get(name, ())),
                 "stage": _stage_word(study, state[name])}
                for name in sorted(at[place][power])
            ]
            ties = {r["id"] for r in held[place][power]}
            chain = sorted(ties | {
                name for tie in held[place][power]
                for name in study.lineage.subjects("presence", {"host": host, "sector": sector, "power": power})
                if name in {t["id"] for t in study.tables["ties"]} and tie
            })
            blocks.append({
                "power": power, "name": shelf.side(power), "row": row, "engagements": engagements,
                "ties": [{"label": shelf.label(name), "own": name in ties, "claims": shelf.said(shelf.by_subject.get(name, ()))} for name in chain],
                "searches": [s for s in study.case.rows("searches") if (s.host, s.sector, s.power) == (host, sector, power)],
            })
        pairs = [r for r in overlaps if (r["host"], r["sector"]) == place and r["power"] < r["other"]]
        yield Page(shelf.page_of("sectors", f"{host.lower()}-{sector}"), "sector.html", label, {
            "blocks": blocks, "chart": _sector_chart(shelf, presence[place], powers), "pairs": pairs,
            "leads": [r for r in study.tables["leader"] if (r["host"], r["sector"]) == place],
        })


def _sector_chart(shelf: Shelf, rows: Sequence[Mapping[str, Any]], powers: Sequence[str]) -> str:
    names = [shelf.side(power) for power in sorted(powers)]
    values = []
    for row in rows:
        for basis, column, scale in (("engagements", "engagements", 1), ("amount (million)", "amount", 1e6),
                                     ("stake (%)", "stake_pct", 1), ("years", "years", 1)):
            if row[column] is not None:
                values.append({"power": shelf.side(row["power"]), "basis": basis, "value": float(row[column]) / scale})
    said = "; ".join(f"{v['power']} {v['basis']} {number(round(v['value'], 2))}" for v in values)
    return charts.svg(charts.bases(values, names), says=said) if values else ""


def _stage_word(study: Study, row: Mapping[str, Any]) -> str:
    if row["stage_order"] is None:
        return "stage unknown"
    words = study.case.taxonomy.words("stage")
    return next(str(e.get("label", w)) for w, e in words.items() if e["order"] == int(row["stage_order"]))


def _positions(study: Study, shelf: Shelf) -> Page:
    codes = sides(study.case)
    views: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for row in study.tables["stances"]:
        views[row["issue"]][row["code"]] = row
    shown = [code for code in codes if any(code in held for held in views.values())]
    rows = [
        {"id": issue.id, "label": issue.label, "href": shelf.page_of("issues", issue.id),
         "cells": [views[issue.id].get(code) for code in shown]}
        for issue in study.case.settings.issues
        if views.get(issue.id)
    ]
    return Page("positions.html", "positions.html", "Positions by issue", {
        "rows": rows, "sides": shown, "chart": _relations_chart(study, shelf),
    })


def _relations_chart(study: Study, shelf: Shelf) -> str:
    main = [*study.case.settings.powers, study.case.settings.hosts[0]]
    labels = {issue.id: issue.label for issue in study.case.settings.issues}
    rows = [
        {"issue": labels[r["issue"]], "pair": f"{shelf.side(r['party'])} – {shelf.side(r['other'])}", "relation": r["relation"]}
        for r in study.tables["convergence"]
        if r["party"] in main and r["other"] in main and main.index(r["party"]) < main.index(r["other"])
    ]
    if not rows:
        return ""
    tally = Counter(row["relation"] for row in rows)
    said = ", ".join(f"{count} {relation}" for relation, count in sorted(tally.items()))
    return charts.svg(charts.relations(rows, main), says=f"Pairs of sides on each issue: {said}.")


def _issues(study: Study, shelf: Shelf) -> Iterator[Page]:
    for issue in study.case.settings.issues:
        held = [row for row in study.tables["positions"] if row["issue"] == issue.id]
        blocks = [
            {"name": shelf.label(row["actor"]), "row": row, "claims": shelf.said(shelf.by_subject.get(row["id"], ()))}
            for row in sorted(held, key=lambda r: (r["code"] is None, r["code"] or "", r["id"]))
        ]
        yield Page(shelf.page_of("issues", issue.id), "issue.html", issue.label, {
            "blocks": blocks,
            "searches": [s for s in study.case.rows("searches") if s.issue == issue.id],
        })


def _figures(study: Study, shelf: Shelf) -> Page:
    polled = [r for r in study.tables["observations"] if r["indicator"] == "opinion_share" and r["value"] is not None and r["counterpart"]]
    names = list(dict.fromkeys(shelf.side(r["counterpart"]) for r in polled))
    rows = [
        {"question": f"{r['qualifier'].replace('-', ' ')} ({r['period']})", "counterpart": shelf.side(r["counterpart"]), "value": float(r["value"])}
        for r in polled
    ]
    said = "; ".join(f"{r['question']}: {r['counterpart']} {number(r['value'])} percent" for r in rows)
    chart = charts.svg(charts.polls(rows, names), says=said) if rows else ""
    return Page("figures.html", "figures.html", "Polls and figures", {
        "chart": chart,
        "claims": shelf.said(row.id for row in sorted(shelf.current("observations"), key=lambda r: (r.indicator, str(r.period or ""), r.id))),
    })


def _sources(study: Study, shelf: Shelf) -> Iterator[Page]:
    listed = sorted(study.case.sources.values(), key=lambda s: (s.custom.lost, (shelf.cited[s.id].line, s.id)))
    yield Page("sources/index.html", "sources.html", "Sources", {
        "rows": [{"cited": shelf.cited[s.id], "claims": len(shelf.by_source.get(s.id, ()))} for s in listed],
    })
    outlets = {row.id: row for row in study.case.rows("outlets")}
    flipping: dict[str, list[Result]] = defaultdict(list)
    for result in study.results:
        for flip in result.flips or ():
            for origin in flip.origins:
                flipping[origin].append(result)
    for source in listed:
        names = shelf.by_source.get(source.id, ())
        resting = {r.id: r for name in names for r in shelf.findings_on.get(name, ())}
        yield Page(shelf.page_of("sources", source.id), "source.html", shelf.cited[source.id].title, {
            "source": source, "cited": shelf.cited[source.id], "outlet": outlets.get(source.custom.outlet or ""),
            "claims": shelf.said(names), "findings": list(resting.values()), "flips": flipping.get(source.id, []),
        })


def _actors(study: Study, shelf: Shelf) -> Iterator[Page]:
    roles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    state = {row["id"]: row for row in study.tables["engagements"]}
    for row in study.case.rows("engagements"):
        for text in row.parties:
            party = read_party(text)
            roles[party.actor].append({"role": party.role.replace("_", " "), "id": row.id})
    ties: dict[str, list[str]] = defaultdict(list)
    for row in study.case.rows("ties"):
        for end in (row.actor, row.target):
            ties[end].append(row.id)
    positions: dict[str, list[str]] = defaultdict(list)
    for row in study.case.rows("positions"):
        positions[row.actor].append(row.id)
    names: dict[str, list[Any]] = defaultdict(list)
    for row in study.case.rows("names"):
        names[row.actor].append(row)
    listed = sorted(study.case.rows("actors"), key=lambda a: (a.name.casefold(), a.id))
    yield Page("actors/index.html", "actors.html", "Actors", {
        "rows": [{"actor": a, "href": shelf.page_of("actors", a.id),
                  "count": len(roles[a.id]) + len(ties[a.id]) + len(positions[a.id])} for a in listed],
    })
    for actor in listed:
        engaged = [
            {**entry, "label": shelf.label(entry["id"]), "stage": _stage_word(study, state[entry["id"]]) if entry["id"] in state else "no evidence in this world",
             "claims": shelf.said(shelf.by_subject.get(entry["id"], ()))}
            for entry in sorted(roles[actor.id], key=lambda e: (e["id"], e["role"]))
        ]
        related = [
            {"label": shelf.label(name), "claims": shelf.said(shelf.by_subject.get(name, ()))}
            for name in sorted({*ties[actor.id], *positions[actor.id]})
        ]
        said = shelf.said(shelf.by_subject.get(actor.id, ()))
        behind = [c for block in (*engaged, *related) for c in block["claims"]] + said
        findings = {r.id: r for c in behind for r in shelf.findings_on.get(c.id, ())}
        yield Page(shelf.page_of("actors", actor.id), "actor.html", actor.name, {
            "actor": actor, "names": names[actor.id], "engaged": engaged, "related": related, "claims": said,
            "country": shelf.side(actor.country), "findings": sorted(findings.values(), key=lambda r: r.id),
        })


def _methods(study: Study, shelf: Shelf) -> Page:
    words = study.case.taxonomy.words
    return Page("methods.html", "methods.html", "Methods and limits", {
        "rule": RULE, "measures": MEASURES, "counts": _counts(study, shelf),
        "verdicts": words("verdict"), "confidence": words("confidence"), "stages": words("stage"),
        "reliability": words("reliability"), "information": words("information"),
        "outlets": sorted(study.case.rows("outlets"), key=lambda o: (o.reliability, o.name)),
    })
