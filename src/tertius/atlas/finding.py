"""A page for each finding: its verdict, what it rests on, and what would change it."""

from collections.abc import Iterator, Mapping
from typing import Any

from tertius.atlas.leave_out import ALL_SETS_TO, choices
from tertius.atlas.page import Page, pages, show
from tertius.findings.finding import Finding
from tertius.measures import MEASURES
from tertius.present.chance import chance_sentence
from tertius.present.explain import argued_lines
from tertius.present.labels import Labels, Said
from tertius.study.result import Result, Study


@pages(place=11)
def findings(study: Study, labels: Labels) -> Iterator[Page]:
    """Yield a page for each finding, in the order of the results."""
    for result in study.results:
        yield _finding(study, labels, result, study.verdicts.compiled[result.id].finding)


def _finding(study: Study, labels: Labels, result: Result, finding: Finding) -> Page:
    claims = labels.said(result.rests_on)
    return Page(
        labels.page_of("findings", result.id),
        "finding.html",
        result.statement,
        {
            "result": result,
            "said": labels.verdict(result),
            "chance": chance_sentence(result.chance),
            "argued": list(argued_lines(result)),
            "stated": [(labels.cited[place.source], place.locator) for place in result.stated],
            "tests": _tests(result, finding),
            "sets": _sets(study, labels, finding),
            "claims": claims,
            "claim_ids": {claim.id for claim in claims},
            "uncounted": _uncounted(study, labels, result, finding),
            "searches": labels.searches(result.rests_on),
            "against": labels.said(result.against),
            "against_searches": labels.searches(result.against),
            "rows": [_looked_at(study, labels, measure, row) for measure, row in result.rows],
            "flips": [
                {
                    "origins": [labels.origin(name) for name in flip.origins],
                    "alone": len(flip.origins) == 1,
                    "verdict": flip.state or flip.verdict,
                }
                for flip in result.flips or ()
            ],
            "tried": result.search.tried if result.search else None,
            "choices": choices(study, labels, result.id),
            "all_sets_to": ALL_SETS_TO,
            "cited": [labels.cited[name] for name in result.sources],
            "tensions": study.tensions.touching([*result.rests_on, *result.against]),
        },
    )


def _tests(result: Result, finding: Finding) -> list[dict[str, Any]]:
    """Return what a finding asks of the measures, value by value, and what was found."""
    values = result.value if isinstance(result.value, dict) else {}
    tests: list[dict[str, Any]] = [
        {
            "name": name,
            "measure": value.measure,
            "column": value.column,
            "where": value.where,
            "found": _shown(values[name]) if name in values else "nothing",
        }
        for name, value in finding.values.items()
    ]
    if finding.test is not None:
        rows = result.value if isinstance(result.value, list) else [result.value or {}]
        cells = [f"{name} = {_shown(value)}" for row in rows for name, value in row.items()]
        tests.append(
            {
                "name": "",
                "measure": finding.test.measure,
                "column": "",
                "where": finding.test.where,
                "found": "; ".join(cells) or "nothing",
            }
        )
    for test in tests:
        test["question"] = MEASURES[test["measure"]].question
    return tests


def _shown(value: Any) -> str:
    return ", ".join(show(one) for one in value) if isinstance(value, list) else show(value)


def _sets(study: Study, labels: Labels, finding: Finding) -> list[list[dict[str, Any]]]:
    """Return the sets of evidence that would each suffice, and whether each part of them counts."""
    return [
        [
            {"id": name, "label": labels.brief(name), "counts": study.ledger.counts(name)}
            for name in group
            if name in study.case.by_id
        ]
        for group in finding.supports or ()
    ]


def _uncounted(study: Study, labels: Labels, result: Result, finding: Finding) -> list[Said]:
    """Return the claims that a finding names and that do not count, each followed by what beats it."""
    named = {name for group in finding.supports or () for name in group} - {*result.rests_on}
    beaten = sorted(
        name for name in named if name in study.case.by_id and not study.ledger.counts(name)
    )
    shown = [other for name in beaten for other in (name, *study.ledger.against(name))]
    return labels.said(dict.fromkeys(shown))


def _looked_at(
    study: Study, labels: Labels, measure: str, row: Mapping[str, Any]
) -> dict[str, Any]:
    """Return one row of a measure that a finding looked at, with the evidence that it was made of."""
    names = study.lineage.evidence(measure, row)
    return {
        "measure": measure,
        "question": MEASURES[measure].question,
        "cells": _cells(labels, row, empty_too=measure not in STATED),
        "behind": [{"id": name, "label": labels.brief(name)} for name in names],
    }


HIDDEN = {"family", "component", "member", "stage_order", "first_day", "last_day", "world", "known"}

CODED = {"host", "power", "other", "leader", "runner_up", "party", "state", "area", "counterpart"}
"""Columns of the measures that hold the code of a country or bloc."""

STATED = ("observations", "facts")
"""The measures whose rows say what sources said: what is empty there was never stated."""


def _cells(labels: Labels, row: Mapping[str, Any], *, empty_too: bool) -> list[tuple[str, str]]:
    """Return a row's columns by name; an empty one is said to be unknown where that is a result."""
    cells = []
    for name, value in row.items():
        if name in HIDDEN or value == "" or (value is None and not empty_too):
            continue
        side = labels.side(value) if name in CODED and value else value
        shown = (
            "none known" if value is None else show(value) if side == value else f"{value} ({side})"
        )
        cells.append((name.replace("_", " "), shown))
    return cells
