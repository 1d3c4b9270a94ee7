"""A page for each finding: its verdict, what it rests on, and what would change it."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from tertius.atlas.common import sourced
from tertius.atlas.leave_out import ALL_SETS_TO, choices
from tertius.atlas.page import Page, pages
from tertius.evidence.said import show
from tertius.findings.finding import Finding
from tertius.language.told import gettext, listed
from tertius.measures import MEASURES
from tertius.present.chance import chance_sentence
from tertius.present.columns import column_label, column_sentence
from tertius.present.conditions import Speaker
from tertius.present.explain import argued_lines
from tertius.present.labels import Cited, Labels, Said
from tertius.present.pictures import evidence_picture, value_names
from tertius.present.verdicts import judged, verdict_sentence
from tertius.study.result import Result, Study


@pages(place=11)
def findings(study: Study, labels: Labels) -> Iterator[Page]:
    """Yield a page for each finding, in the order of the results."""
    for result in study.results:
        yield Page(
            labels.page_of("findings", result.id),
            "finding.html",
            result.statement,
            partial(_shows, study, labels, result, study.verdicts.compiled[result.id].finding),
        )


def _shows(study: Study, labels: Labels, result: Result, finding: Finding) -> dict[str, Any]:
    """Return what the page of a finding shows."""
    claims = labels.said(result.rests_on)
    drawing = evidence_picture(study, labels, result, finding)
    return {
        "result": result,
        "said": verdict_sentence(result),
        "picture": sourced(labels, drawing),
        "pictured": drawing.says if drawing else "",
        "rivals": [r for r in study.results if r.id in finding.rivals],
        "expected": _expected(labels, result, finding),
        "chance": chance_sentence(result.chance) if result.verdict != "open" else None,
        "argued": list(argued_lines(result)),
        "stated": _stated(labels, result),
        "tests": _tests(labels, result, finding),
        "sets": _sets(study, labels, finding),
        "claims": claims,
        "claim_ids": {claim.id for claim in claims},
        "uncounted": _uncounted(study, labels, result, finding),
        "searches": labels.searches(result.rests_on),
        "against": labels.said(result.against),
        "against_searches": labels.searches(result.against),
        "rows": [_looked_at(study, labels, measure, row) for measure, row in result.rows],
        "alone": _flips(labels, result, alone=True),
        "together": _flips(labels, result, alone=False),
        "tried": result.search.tried if result.search else None,
        "choices": choices(study, labels, result.id),
        "all_sets_to": ALL_SETS_TO,
        "cited": [labels.cited[name] for name in result.sources],
        "tensions": study.tensions.touching([*result.rests_on, *result.against]),
    }


def _stated(labels: Labels, result: Result) -> list[tuple[Cited, list[str]]]:
    """Return where a finding is stated: each source once, with its places."""
    places: dict[str, list[str]] = {}
    for place in result.stated:
        places.setdefault(place.source, []).append(place.locator)
    return [(labels.cited[source], listed_there) for source, listed_there in places.items()]


def _flips(labels: Labels, result: Result, *, alone: bool) -> dict[str, list[list[Cited]]]:
    """Return by what the verdict would be the origins, one alone or several together, without which it would."""
    found: dict[str, list[list[Cited]]] = {}
    for flip in result.flips or ():
        if (len(flip.origins) == 1) == alone:
            origins = [labels.origin(name) for name in flip.origins]
            found.setdefault(judged(flip.verdict, flip.state), []).append(origins)
    return found


def _tests(labels: Labels, result: Result, finding: Finding) -> list[dict[str, Any]]:
    """Return what a finding asks of the measures, value by value, in words and as written, and what was found."""
    values = result.value if isinstance(result.value, dict) else {}
    tests = [
        {
            **_asked(labels, value.measure, value.where, value.column),
            "name": name,
            "found": _shown(values[name]) if name in values else gettext("nothing"),
        }
        for name, value in finding.values.items()
    ]
    if finding.test is not None:
        rows = result.value if isinstance(result.value, list) else [result.value or {}]
        speaker = Speaker(labels, finding.test.measure)
        cells = [
            listed([column_label(name), speaker.value(name, value)], ": ")
            for row in rows
            for name, value in row.items()
        ]
        asked = _asked(labels, finding.test.measure, finding.test.where, "")
        tests.append(
            {**asked, "name": "", "found": listed(cells, "; ") if cells else gettext("nothing")}
        )
    return tests


def _asked(labels: Labels, measure: str, where: str, column: str) -> dict[str, Any]:
    """Return what is asked of a measure: its question, the column and the condition in words and as written."""
    return {
        "measure": measure,
        "question": gettext(str(MEASURES[measure].question)),
        "column": column,
        "column_said": column_label(column) if column else "",
        "where": where,
        "where_said": Speaker(labels, measure).said(where),
    }


def _expected(labels: Labels, result: Result, finding: Finding) -> str:
    """Return in words when a finding holds; empty where no condition decides it."""
    if not result.expect:
        return ""
    if finding.values:
        # Numbers stand for the values where there are several, which the table lists by them.
        numbered = {
            name: gettext("value {number}", number=place)
            for place, name in enumerate(finding.values, start=1)
        }
        names = numbered if len(numbered) > 1 else value_names(labels, finding)
        columns = {name: (one.measure, one.column) for name, one in finding.values.items()}
        return Speaker(labels, names=names, columns=columns).said(result.expect)
    return Speaker(labels, finding.test.measure if finding.test else "").said(result.expect)


def _shown(value: Any) -> str:
    return listed(show(one) for one in value) if isinstance(value, list) else show(value)


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
        "question": gettext(str(MEASURES[measure].question)),
        "cells": _cells(labels, measure, row, empty_too=measure not in STATED),
        "behind": [{"id": name, "label": labels.brief(name)} for name in names],
    }


HIDDEN = {"family", "component", "member", "stage_order", "first_day", "last_day", "world", "known"}

STATED = ("observations", "facts")
"""The measures whose rows say what sources said: what is empty there was never stated."""


def _cells(
    labels: Labels, measure: str, row: Mapping[str, Any], *, empty_too: bool
) -> list[tuple[str, str, str]]:
    """Return label, value and explanation of a row's columns; an empty one is unknown where that is a result."""
    speaker = Speaker(labels, measure)
    return [
        (
            column_label(name),
            gettext("none known") if value is None else speaker.value(name, value),
            column_sentence(measure, name),
        )
        for name, value in row.items()
        if name not in HIDDEN and value != "" and (value is not None or empty_too)
    ]
