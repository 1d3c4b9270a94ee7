"""The page on methods: rules, measures, words and outlets, and their limits."""

from collections import Counter
from typing import Any

from tertius.atlas.common import counts
from tertius.atlas.page import Page, pages
from tertius.case.licences import licence_of
from tertius.evidence.said import counted
from tertius.facts.rule import RULE
from tertius.language.told import gettext, marked
from tertius.measures import MEASURES
from tertius.present.chance import comparison_sentence
from tertius.present.labels import Labels
from tertius.present.measures import measure_says
from tertius.study.result import Study


@pages(place=110, address="methods.html", menu=marked("Methods"))
def methods(study: Study, labels: Labels) -> Page:
    """Return the page on methods."""
    words = study.case.taxonomy.words
    return Page(
        "methods.html",
        "methods.html",
        gettext("Methods and limits"),
        {
            "rule": RULE,
            "licence": licence_of(study.case.settings.licence),
            "measures": _measures(),
            "withdrawn": _withdrawn(study, labels),
            "counts": counts(study, labels),
            "verdicts": words("verdict"),
            "states": words("state"),
            "kinds": words("finding_kind"),
            "checks": words("checked"),
            "confidence": words("confidence"),
            "supports": words("support"),
            "dealt": _dealt(study),
            "comparisons": [
                comparison_sentence(one) for one in study.compared_with_chance if one.findings > 1
            ],
            "stages": words("stage"),
            "reliability": words("reliability"),
            "information": words("information"),
            "outlets": sorted(study.case.rows("outlets"), key=lambda o: (o.reliability, o.name)),
        },
    )


def _dealt(study: Study) -> str:
    """Return how often the rows of this study's tests were dealt out, as far as any were."""
    times = Counter(r.chance.worlds for r in study.results if r.chance and r.chance.worlds)
    if not times:
        return gettext("many times")
    usual, least, most = times.most_common(1)[0][0], min(times), max(times)
    if least == most:
        return gettext("{usual} times", usual=counted(usual))
    return gettext(
        "here mostly {usual} times, at least {least} and at most {most}",
        usual=counted(usual),
        least=counted(least),
        most=counted(most),
    )


def _withdrawn(study: Study, labels: Labels) -> list[dict[str, Any]]:
    """Return what was withdrawn, latest first: what it said, when it fell, and why."""
    rows = [
        row
        for table in ("claims", "observations")
        for row in study.case.rows(table)
        if row.status == "deprecated"
    ]
    rows.sort(key=lambda row: (str(row.deprecated_on), row.id), reverse=True)
    return [
        {"said": said, "day": row.deprecated_on, "reason": row.reason}
        for row, said in zip(rows, labels.said(row.id for row in rows), strict=True)
    ]


def _measures() -> list[dict[str, Any]]:
    """Return each measure with its question and what its function says of itself."""
    return [
        {
            "name": name,
            "shown": gettext(name.replace("_", " ")),
            "question": gettext(str(step.question)),
            "says": measure_says(name),
        }
        for name, step in MEASURES.items()
    ]
