"""The pages of the atlas: for each, its address, its template and what it shows."""

import inspect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tertius.atlas import charts
from tertius.atlas.shelf import Said, Shelf, number
from tertius.evidence.engagement import read_party
from tertius.findings.finding import Finding
from tertius.findings.read import read_findings
from tertius.measures import MEASURES
from tertius.settle import RULE
from tertius.store import sides
from tertius.study import Result, Study, measure_columns

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
    findings = {one.finding.id: one.finding for one in read_findings(study.case, measure_columns())[0]}
    for result in study.results:
        yield _finding(study, shelf, result, findings[result.id])
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
        lambda r: r.verdict == "holds" and r.kind == "computed" and r.fragility and r.fragility.least > 1,
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
        "second_hand": sum(row.checked == "no" and row.via is not None for row in rows),
        "rows": len(rows),
        "deprecated": sum(row.status == "deprecated" for row in study.case.rows("claims")),
    }


def _finding(study: Study, shelf: Shelf, result: Result, finding: Finding) -> Page:
    claims = shelf.said(result.rests_on)
    return Page(shelf.page_of("findings", result.id), "finding.html", result.statement, {
        "result": result,
        "tests": _tests(result, finding),
        "sets": _sets(study, shelf, finding),
        "claims": claims,
        "claim_ids": {claim.id for claim in claims},
        "uncounted": _uncounted(study, shelf, result, finding),
        "searches": shelf.searches(result.rests_on),
        "against": shelf.said(result.against),
        "against_searches": shelf.searches(result.against),
        "rows": [_looked_at(study, shelf, measure, row) for measure, row in result.rows],
        "flips": [
            {"origins": [shelf.cited[name] for name in flip.origins], "verdict": flip.state or flip.verdict}
            for flip in result.flips or ()
        ],
        "cited": [shelf.cited[name] for name in result.sources],
    })


def _tests(result: Result, finding: Finding) -> list[dict[str, Any]]:
    """What a finding asks of the measures, value by value, and what was found."""
    found = result.value if isinstance(result.value, dict) else {}
    tests: list[dict[str, Any]] = [
        {"name": name, "measure": value.measure, "column": value.column, "where": value.where,
         "found": _found(found[name]) if name in found else "nothing"}
        for name, value in finding.values.items()
    ]
    if finding.test is not None:
        told = result.value if isinstance(result.value, list) else [result.value or {}]
        said = [f"{name} = {_found(value)}" for row in told for name, value in row.items()]
        tests.append({"name": "", "measure": finding.test.measure, "column": "", "where": finding.test.where,
                      "found": "; ".join(said) or "nothing"})
    for test in tests:
        test["question"] = MEASURES[test["measure"]].question
    return tests


def _found(value: Any) -> str:
    return ", ".join(show(one) for one in value) if isinstance(value, list) else show(value)


def _sets(study: Study, shelf: Shelf, finding: Finding) -> list[list[dict[str, Any]]]:
    """The sets of evidence that would each suffice, and whether each part of them counts."""
    return [
        [
            {"id": name, "label": shelf.brief(name), "counts": study.ledger.counts(name)}
            for name in group
            if name in study.case.by_id
        ]
        for group in finding.supports or ()
    ]


def _uncounted(study: Study, shelf: Shelf, result: Result, finding: Finding) -> list[Said]:
    """The claims that a finding names and that do not count, each followed by what beats it."""
    named = {name for group in finding.supports or () for name in group} - {*result.rests_on}
    beaten = sorted(name for name in named if name in study.case.by_id and not study.ledger.counts(name))
    shown = [other for name in beaten for other in (name, *study.ledger.against(name))]
    return shelf.said(dict.fromkeys(shown))


def _looked_at(study: Study, shelf: Shelf, measure: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """One row of a measure that a finding looked at, with the evidence that it was made of."""
    names = study.lineage.evidence(measure, row)
    return {
        "measure": measure,
        "question": MEASURES[measure].question,
        "cells": _cells(shelf, row, empty_too=measure not in STATED),
        "behind": [{"id": name, "label": shelf.brief(name)} for name in names],
    }


HIDDEN = {"family", "component", "member", "stage_order", "first_day", "last_day", "world", "known"}
CODED = {"host", "power", "other", "leader", "runner_up", "party", "state", "area", "counterpart"}
"""Columns of the measures that hold the code of a country or bloc."""


STATED = ("observations", "facts")
"""The measures whose rows say what sources said: what is empty there was never stated."""


def _cells(shelf: Shelf, row: Mapping[str, Any], *, empty_too: bool) -> list[tuple[str, str]]:
    """A row's columns by name; an empty one is said to be unknown where that is a result."""
    cells = []
    for name, value in row.items():
        if name in HIDDEN or value == "" or (value is None and not empty_too):
            continue
        side = shelf.side(value) if name in CODED and value else value
        shown = "none known" if value is None else show(value) if side == value else f"{value} ({side})"
        cells.append((name.replace("_", " "), shown))
    return cells


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
                "label": _sector_label(study, sector),
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


def _sector_label(study: Study, sector: str) -> str:
    """A sector's name; what has no sector stands under its domain."""
    if sector in study.case.taxonomy.words("domain"):
        return f"{study.case.taxonomy.label('domain', sector)}, no sector"
    return study.case.taxonomy.label("sector", sector)


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
        label = f"{_sector_label(study, sector)} in {shelf.side(host)}"
        blocks: list[dict[str, Any]] = []
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
        pairs = [
            {"row": r, "bonds": _bonds(study, shelf, r)}
            for r in overlaps
            if (r["host"], r["sector"]) == place and r["power"] < r["other"]
        ]
        behind = [c for block in blocks for part in (*block["engagements"], *block["ties"]) for c in part["claims"]]
        yield Page(shelf.page_of("sectors", f"{host.lower()}-{sector}"), "sector.html", label, {
            "blocks": blocks, "chart": _sector_chart(shelf, presence[place], powers), "pairs": pairs,
            "leads": [r for r in study.tables["leader"] if (r["host"], r["sector"]) == place],
            "host": shelf.side(host), "sector": sector, "absent": _absent(study, powers),
            "findings": _resting(shelf, behind),
        })


def _absent(study: Study, powers: Sequence[str]) -> list[str]:
    """The powers of the case of which nothing is coded in a place."""
    asked = (*study.case.settings.powers, *study.case.settings.baselines)
    return [power for power in asked if power not in powers]


def _bonds(study: Study, shelf: Shelf, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What makes rivals, partners or opponents of a pair of powers in a sector, with its claims."""
    found = {
        (bond["bond"], bond["id"])
        for bond in study.tables["bonds"]
        if (bond["host"], bond["sector"]) == (row["host"], row["sector"])
        and {bond["power"], bond["other"]} == {row["power"], row["other"]}
    }
    return [
        {"bond": bond, "label": shelf.label(name), "claims": shelf.said(shelf.by_subject.get(name, ()))}
        for bond, name in sorted(found)
    ]


def _resting(shelf: Shelf, claims: Sequence[Said]) -> list[Result]:
    """The findings that rest on any of some claims, or that any of them speaks against."""
    found = {r.id: r for claim in claims for r in shelf.findings_on.get(claim.id, ())}
    return sorted(found.values(), key=lambda r: r.id)


def _sector_chart(shelf: Shelf, rows: Sequence[Mapping[str, Any]], powers: Sequence[str]) -> str:
    names = [shelf.side(power) for power in sorted(powers)]
    values, parts = [], []
    seen = {column for row in rows for column in ("engagements", "amount", "stake_pct", "years") if row[column]}
    for row in rows:
        for basis, column, scale in (("engagements", "engagements", 1), ("amount (million)", "amount", 1e6),
                                     ("stake (%)", "stake_pct", 1), ("years", "years", 1)):
            if column in seen and row[column] is not None:
                value = float(row[column]) / scale
                values.append({"power": shelf.side(row["power"]), "basis": basis, "value": value})
                parts.append(f"{shelf.side(row['power'])} {basis} {number(round(value, 2))}")
    said = "; ".join(parts)
    return charts.svg(charts.bases(values, names, _colours(shelf)), says=said) if values else ""


def _colours(shelf: Shelf) -> dict[str, str]:
    """A colour for each side that a chart may show: the case's powers first, then all others."""
    settings = shelf.case.settings
    first = [shelf.side(code) for code in (*settings.powers, *settings.baselines)]
    others = {shelf.side(row["power"]) for row in shelf.study.tables["presence"]}
    others |= {shelf.side(row["counterpart"]) for row in shelf.study.tables["observations"] if row["counterpart"]}
    return charts.colours_of([*first, *sorted(others - {*first})])


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
    looked = {(s.issue, s.power or s.host) for s in study.case.rows("searches") if s.issue}
    rows = [
        {"id": issue.id, "label": issue.label, "href": shelf.page_of("issues", issue.id),
         "cells": [{"stance": views[issue.id].get(code), "looked": (issue.id, code) in looked} for code in shown]}
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
        {"issue": labels[r["issue"]], "pair": f"{shelf.side(r['party'])} and {shelf.side(r['other'])}", "relation": r["relation"]}
        for r in study.tables["convergence"]
        if r["party"] in main and r["other"] in main and main.index(r["party"]) < main.index(r["other"])
    ]
    if not rows:
        return ""
    tally = Counter(row["relation"] for row in rows)
    said = ", ".join(f"{count} {relation}" for relation, count in sorted(tally.items()))
    return charts.svg(charts.relations(rows), says=f"Pairs of sides on each issue: {said}.")


def _issues(study: Study, shelf: Shelf) -> Iterator[Page]:
    for issue in study.case.settings.issues:
        held = [row for row in study.tables["positions"] if row["issue"] == issue.id]
        blocks: list[dict[str, Any]] = [
            {"name": shelf.label(row["actor"]), "row": row, "claims": shelf.said(shelf.by_subject.get(row["id"], ()))}
            for row in sorted(held, key=lambda r: (r["code"] is None, r["code"] or "", r["id"]))
        ]
        yield Page(shelf.page_of("issues", issue.id), "issue.html", issue.label, {
            "blocks": blocks,
            "pairs": _pairs(study, issue.id),
            "searches": [s for s in study.case.rows("searches") if s.issue == issue.id],
            "findings": _resting(shelf, [claim for block in blocks for claim in block["claims"]]),
        })


def _pairs(study: Study, issue: str) -> list[Mapping[str, Any]]:
    """How the views of each two sides that hold one on an issue compare."""
    return [
        row
        for row in study.tables["convergence"]
        if row["issue"] == issue and row["relation"] != "silent" and row["party"] < row["other"]
    ]


def _figures(study: Study, shelf: Shelf) -> Page:
    polled = [r for r in study.tables["observations"] if r["indicator"] == "opinion_share" and r["value"] is not None and r["counterpart"]]
    names = list(dict.fromkeys(shelf.side(r["counterpart"]) for r in polled))
    rows = [
        {"question": f"{r['qualifier'].replace('-', ' ')} ({r['period']})", "counterpart": shelf.side(r["counterpart"]), "value": float(r["value"])}
        for r in polled
    ]
    said = "; ".join(f"{r['question']}: {r['counterpart']} {number(r['value'])} percent" for r in rows)
    chart = charts.svg(charts.polls(rows, names, _colours(shelf)), says=said) if rows else ""
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
        claims = shelf.said(names)
        made = [claim for claim in claims if source.id in {one.id for one in claim.sources}]
        yield Page(shelf.page_of("sources", source.id), "source.html", shelf.cited[source.id].title, {
            "source": source, "cited": shelf.cited[source.id], "outlet": outlets.get(source.custom.outlet or ""),
            "made": made, "carried": [claim for claim in claims if claim not in made],
            "derived": shelf.cited.get(source.custom.derived_from or ""),
            "findings": _resting(shelf, claims), "flips": flipping.get(source.id, []),
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
        engaged: list[dict[str, Any]] = [
            {**entry, "label": shelf.label(entry["id"]), "stage": _stage_word(study, state[entry["id"]]) if entry["id"] in state else "no evidence in this world",
             "claims": shelf.said(shelf.by_subject.get(entry["id"], ()))}
            for entry in sorted(roles[actor.id], key=lambda e: (e["id"], e["role"]))
        ]
        related: list[dict[str, Any]] = [
            {"label": shelf.label(name), "claims": shelf.said(shelf.by_subject.get(name, ()))}
            for name in sorted({*ties[actor.id], *positions[actor.id]})
        ]
        said = shelf.said(shelf.by_subject.get(actor.id, ()))
        behind: list[Said] = [*said, *(c for block in (*engaged, *related) for c in block["claims"])]
        yield Page(shelf.page_of("actors", actor.id), "actor.html", actor.name, {
            "actor": actor, "names": names[actor.id], "engaged": engaged, "related": related, "claims": said,
            "country": shelf.side(actor.country), "findings": _resting(shelf, behind),
        })


def _methods(study: Study, shelf: Shelf) -> Page:
    words = study.case.taxonomy.words
    return Page("methods.html", "methods.html", "Methods and limits", {
        "rule": RULE, "measures": _measures(), "counts": _counts(study, shelf),
        "verdicts": words("verdict"), "states": words("state"), "kinds": words("finding_kind"), "checks": words("checked"), "confidence": words("confidence"), "stages": words("stage"),
        "reliability": words("reliability"), "information": words("information"),
        "outlets": sorted(study.case.rows("outlets"), key=lambda o: (o.reliability, o.name)),
    })


def _measures() -> list[dict[str, str]]:
    """Each measure with its question and what its function says of itself."""
    return [
        {"name": name, "question": str(step.question), "says": inspect.getdoc(step.function) or ""}
        for name, step in MEASURES.items()
    ]
