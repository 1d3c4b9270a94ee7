"""The pages of the atlas: for each, its address, its template and what it shows."""

import inspect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tertius.atlas.dependence import dependence
from tertius.atlas.leave_out import ALL_SETS_TO, choices
from tertius.atlas.page import Page, show
from tertius.atlas.positions import figures, issues, positions
from tertius.atlas.promises import coverage, perceptions, promises
from tertius.atlas.sectors import matrix, sectors
from tertius.atlas.sources import actors, sources
from tertius.facts.settle import RULE
from tertius.findings.finding import Finding
from tertius.measures import MEASURES
from tertius.present import charts
from tertius.present.drawings import findings_drawing
from tertius.present.labels import Labels, Said
from tertius.study.result import Result, Study


def all_pages(study: Study) -> Iterator[Page]:
    """Every page of the atlas."""
    shelf = Labels(study)
    yield _index(study, shelf)
    for result in study.results:
        compiled = study.verdicts.compiled[result.id]
        yield _finding(study, shelf, result, compiled.finding)
    yield matrix(study, shelf)
    yield from sectors(study, shelf)
    yield positions(study, shelf)
    yield from issues(study, shelf)
    yield figures(study, shelf)
    yield promises(study, shelf)
    yield perceptions(study, shelf)
    yield dependence(study, shelf)
    yield coverage(study)
    yield from sources(study, shelf)
    yield from actors(study, shelf)
    yield _methods(study, shelf)


def _index(study: Study, shelf: Labels) -> Page:
    sections: dict[str, list[Result]] = defaultdict(list)
    for result in study.results:
        sections[result.section or "Findings"].append(result)
    return Page(
        "index.html",
        "index.html",
        study.case.settings.title,
        {
            "sections": sections,
            "totals": Counter(result.verdict for result in study.results),
            "chart": charts.drawn(findings_drawing(study)),
            "counts": _counts(study, shelf),
            "examples": _telling(study.results),
        },
    )


def _telling(results: Sequence[Result]) -> list[Result]:
    """A few findings to begin with: one that a single source flips, one that fails, a robust one."""
    wanted: tuple[Callable[[Result], Any], ...] = (
        lambda r: (
            r.verdict == "holds" and r.kind == "computed" and r.fragility and r.fragility.least > 1
        ),
        lambda r: r.verdict == "holds" and r.fragility and r.fragility.most == 1,
        lambda r: r.verdict == "fails",
    )
    found = [next((r for r in results if told(r)), None) for told in wanted]
    return [result for result in found if result is not None]


def _counts(study: Study, shelf: Labels) -> dict[str, int]:
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


def _finding(study: Study, shelf: Labels, result: Result, finding: Finding) -> Page:
    claims = shelf.said(result.rests_on)
    return Page(
        shelf.page_of("findings", result.id),
        "finding.html",
        result.statement,
        {
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
                {
                    "origins": [shelf.cited[name] for name in flip.origins],
                    "alone": len(flip.origins) == 1,
                    "verdict": flip.state or flip.verdict,
                }
                for flip in result.flips or ()
            ],
            "tried": result.search.tried if result.search else None,
            "choices": choices(study, shelf, result.id),
            "all_sets_to": ALL_SETS_TO,
            "cited": [shelf.cited[name] for name in result.sources],
        },
    )


def _tests(result: Result, finding: Finding) -> list[dict[str, Any]]:
    """What a finding asks of the measures, value by value, and what was found."""
    found = result.value if isinstance(result.value, dict) else {}
    tests: list[dict[str, Any]] = [
        {
            "name": name,
            "measure": value.measure,
            "column": value.column,
            "where": value.where,
            "found": _found(found[name]) if name in found else "nothing",
        }
        for name, value in finding.values.items()
    ]
    if finding.test is not None:
        told = result.value if isinstance(result.value, list) else [result.value or {}]
        said = [f"{name} = {_found(value)}" for row in told for name, value in row.items()]
        tests.append(
            {
                "name": "",
                "measure": finding.test.measure,
                "column": "",
                "where": finding.test.where,
                "found": "; ".join(said) or "nothing",
            }
        )
    for test in tests:
        test["question"] = MEASURES[test["measure"]].question
    return tests


def _found(value: Any) -> str:
    return ", ".join(show(one) for one in value) if isinstance(value, list) else show(value)


def _sets(study: Study, shelf: Labels, finding: Finding) -> list[list[dict[str, Any]]]:
    """The sets of evidence that would each suffice, and whether each part of them counts."""
    return [
        [
            {"id": name, "label": shelf.brief(name), "counts": study.ledger.counts(name)}
            for name in group
            if name in study.case.by_id
        ]
        for group in finding.supports or ()
    ]


def _uncounted(study: Study, shelf: Labels, result: Result, finding: Finding) -> list[Said]:
    """The claims that a finding names and that do not count, each followed by what beats it."""
    named = {name for group in finding.supports or () for name in group} - {*result.rests_on}
    beaten = sorted(
        name for name in named if name in study.case.by_id and not study.ledger.counts(name)
    )
    shown = [other for name in beaten for other in (name, *study.ledger.against(name))]
    return shelf.said(dict.fromkeys(shown))


def _looked_at(study: Study, shelf: Labels, measure: str, row: Mapping[str, Any]) -> dict[str, Any]:
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


def _cells(shelf: Labels, row: Mapping[str, Any], *, empty_too: bool) -> list[tuple[str, str]]:
    """A row's columns by name; an empty one is said to be unknown where that is a result."""
    cells = []
    for name, value in row.items():
        if name in HIDDEN or value == "" or (value is None and not empty_too):
            continue
        side = shelf.side(value) if name in CODED and value else value
        shown = (
            "none known" if value is None else show(value) if side == value else f"{value} ({side})"
        )
        cells.append((name.replace("_", " "), shown))
    return cells


def _methods(study: Study, shelf: Labels) -> Page:
    words = study.case.taxonomy.words
    return Page(
        "methods.html",
        "methods.html",
        "Methods and limits",
        {
            "rule": RULE,
            "measures": _measures(),
            "counts": _counts(study, shelf),
            "verdicts": words("verdict"),
            "states": words("state"),
            "kinds": words("finding_kind"),
            "checks": words("checked"),
            "confidence": words("confidence"),
            "stages": words("stage"),
            "reliability": words("reliability"),
            "information": words("information"),
            "outlets": sorted(study.case.rows("outlets"), key=lambda o: (o.reliability, o.name)),
        },
    )


def _measures() -> list[dict[str, str]]:
    """Each measure with its question and what its function says of itself."""
    return [
        {"name": name, "question": str(step.question), "says": inspect.getdoc(step.function) or ""}
        for name, step in MEASURES.items()
    ]
