"""Pages on interests: positions by issue, and a page for each issue."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from tertius.atlas.common import resting, sourced
from tertius.atlas.page import Page, pages
from tertius.inputs.schema import sides
from tertius.language.told import gettext, marked
from tertius.present.drawings import relations_drawing
from tertius.present.labels import Labels
from tertius.study.result import Study


@pages(place=30, address="positions.html", menu=marked("Positions"))
def positions(study: Study, labels: Labels) -> Page:
    """Return the page of issues and sides: who holds which view."""
    codes = sides(study.case)
    views: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for row in study.tables["stances"]:
        views[row["issue"]][row["code"]] = row
    shown = [code for code in codes if any(code in held for held in views.values())]
    looked = {(s.issue, s.power or s.host) for s in study.case.rows("searches") if s.issue}
    rows = [
        {
            "id": issue.id,
            "label": issue.label,
            "href": labels.page_of("issues", issue.id),
            "cells": [
                {"stance": views[issue.id].get(code), "looked": (issue.id, code) in looked}
                for code in shown
            ],
        }
        for issue in study.case.settings.issues
        if views.get(issue.id)
    ]
    return Page(
        "positions.html",
        "positions.html",
        gettext("Positions by issue"),
        lambda: {
            "rows": rows,
            "sides": shown,
            "chart": sourced(labels, relations_drawing(study, labels)),
            "unheld": [
                {"label": issue.label, "href": labels.page_of("issues", issue.id)}
                for issue in study.case.settings.issues
                if not views.get(issue.id)
            ],
        },
        is_empty=not rows,
    )


@pages(place=31)
def issues(study: Study, labels: Labels) -> Iterator[Page]:
    """Yield a page for each issue: every position on it, with its claims."""
    for issue in study.case.settings.issues:
        address = labels.page_of("issues", issue.id)
        yield Page(address, "issue.html", issue.label, partial(_held, study, labels, issue.id))


def _held(study: Study, labels: Labels, issue: str) -> dict[str, Any]:
    """Return what the page of an issue shows."""
    held = [row for row in study.tables["positions"] if row["issue"] == issue]
    blocks: list[dict[str, Any]] = [
        {
            "name": labels.label(row["actor"]),
            "row": row,
            "claims": labels.said(labels.by_subject.get(row["id"], ())),
        }
        for row in sorted(held, key=lambda r: (r["code"] is None, r["code"] or "", r["id"]))
    ]
    return {
        "blocks": blocks,
        "pairs": _pairs(study, issue),
        "held_by": {row["code"] for row in held},
        "searches": [s for s in study.case.rows("searches") if s.issue == issue],
        "findings": resting(labels, [claim for block in blocks for claim in block["claims"]]),
    }


def _pairs(study: Study, issue: str) -> list[Mapping[str, Any]]:
    """Return how the views of each two sides that hold one on an issue compare."""
    return [
        row
        for row in study.tables["convergence"]
        if row["issue"] == issue
        and row["relation"] not in (None, "silent")
        and row["party"] < row["other"]
    ]
