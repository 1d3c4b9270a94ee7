"""The page on the evidence itself: how much was gathered on each power in each domain."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from tertius.atlas.common import (
    gathered,
    in_order,
    sides_of,
)
from tertius.atlas.page import Page, pages
from tertius.findings.caveats import FEWEST
from tertius.inputs.grading import LOST
from tertius.language.told import gettext, marked
from tertius.present.labels import Labels
from tertius.study.result import Study

SUMMED = ("claims", "observations", "searches", "checked", "lost")
"""Columns of coverage that are added up over hosts."""

DISTINCT = {"sources": "source", "origins": "origin", "languages": "language"}
"""Columns of coverage that count different things, and where evidence names each."""


@pages(
    place=100,
    address="coverage.html",
    menu=marked("Coverage"),
    title=marked("What was gathered"),
    summary=marked(
        "how much evidence bears on each power, and where a comparison leans on too little."
    ),
)
def coverage(study: Study, _: Labels) -> Page:
    """Return the page of the evidence itself: how much was gathered on each power in each domain."""
    summed = effort(study).counts
    domains = in_order({domain for _, domain in summed}, list(study.case.taxonomy.words("domain")))
    powers = [*sides_of(study), *in_order({power for power, _ in summed} - {*sides_of(study)}, ())]
    measured = gathered(study)
    return Page(
        "coverage.html",
        "coverage.html",
        gettext("What was gathered"),
        {
            "powers": powers,
            "rows": [
                {"domain": domain, "cells": [summed.get((power, domain)) for power in powers]}
                for domain in domains
            ],
            "caveats": [
                caveat for domain in domains if (caveat := measured.thin(sides_of(study), domain))
            ],
            "fewest": FEWEST,
        },
    )


class Effort(NamedTuple):
    """Hold how much was gathered on each power in each domain, over all hosts, and in which languages its sources are."""

    counts: Mapping[tuple[str, str], dict[str, int]]
    languages: Mapping[tuple[str, str], tuple[str, ...]]


def effort(study: Study) -> Effort:
    """Return how much was gathered on each power in each domain, over all hosts."""
    summed: dict[tuple[str, str], dict[str, int]] = defaultdict(
        lambda: dict.fromkeys((*SUMMED, *DISTINCT), 0)
    )
    for row in study.tables["coverage"]:
        for name in SUMMED:
            summed[row["power"], row["domain"]][name] += row[name]
    distinct = _distinct(study)
    for place in summed.keys() & distinct.keys():
        summed[place] |= {name: len(things) for name, things in distinct[place].items()}
    languages = {place: tuple(sorted(kinds["languages"])) for place, kinds in distinct.items()}
    return Effort(summed, languages)


def _distinct(study: Study) -> dict[tuple[str, str], dict[str, set[Any]]]:
    """Return the sources, origins and languages that stand behind each power and domain, over all hosts.

    As in the measure, lost notes together are one origin.
    """
    seen: dict[tuple[str, str], dict[str, set[Any]]] = defaultdict(
        lambda: {name: set() for name in DISTINCT}
    )
    for row in study.stored["bearings"].to_pylist():
        kinds = seen[row["power"], row["domain"]]
        for name, column in DISTINCT.items():
            value = LOST if name == "origins" and row["lost"] else row[column]
            if value is not None:
                kinds[name].add(value)
    return seen
