"""The list of all findings, which a reader narrows by domain, power, kind, support, verdict and fragility."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tertius.atlas.common import sourced
from tertius.atlas.page import Page, pages
from tertius.findings.support import SUPPORTS
from tertius.language.told import gettext, marked
from tertius.present.about import Topics
from tertius.present.drawings import findings_drawing
from tertius.present.labels import Labels
from tertius.present.verdicts import BRIEFLY
from tertius.study.result import Result, Study

FRAGILITY = {
    "one": marked("one source decides it"),
    "several": marked("no single source changes it"),
    "lost": marked("lost notes leave it open"),
    "none": marked("not counted while open"),
}
"""By word, how far a verdict hangs on single sources."""


@dataclass(frozen=True)
class Filter:
    """Hold one way of narrowing the list: its key in the address, its label and its choices with their labels."""

    key: str
    label: str
    choices: Sequence[tuple[str, str]]


@pages(place=12, address="findings/index.html", menu=marked("Findings"))
def findings_list(study: Study, labels: Labels) -> Page:
    """Return the list of all findings."""
    topics = Topics(study, labels)
    rows: list[dict[str, Any]] = [
        {
            "result": result,
            "marks": {
                "domain": topics.domains_of(result),
                "power": topics.powers_of(result),
                "kind": [result.kind],
                "support": [result.support] if result.support else [],
                "verdict": [result.verdict],
                "fragility": [fragility_word(result)],
            },
        }
        for result in study.results
    ]
    sections: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        sections[row["result"].section or gettext("Findings")].append(row)
    return Page(
        "findings/index.html",
        "findings.html",
        gettext("Findings"),
        lambda: {
            "sections": sections,
            "count": len(rows),
            "filters": _filters(study, labels, [row["marks"] for row in rows]),
            "chart": sourced(labels, findings_drawing(study)),
        },
    )


def fragility_word(result: Result) -> str:
    """Return how far a verdict hangs on single sources, as a word of FRAGILITY."""
    fragility = result.fragility
    if fragility is None:
        return "none"
    if fragility.least == 1:
        return "one" if fragility.most == 1 else "lost"
    return "several"


def _filters(study: Study, labels: Labels, marks: Iterable[dict[str, list[str]]]) -> list[Filter]:
    """Return the filters, each with the choices that some finding has."""
    taxonomy = study.case.taxonomy
    settings = study.case.settings
    there: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        for key, words in mark.items():
            there[key].update(words)

    def of(vocabulary: str) -> list[tuple[str, str]]:
        return [(w, taxonomy.label(vocabulary, w)) for w in taxonomy.words(vocabulary)]

    filters = [
        Filter("domain", gettext("Domain"), of("domain")),
        Filter(
            "power",
            gettext("Power"),
            [(p, labels.side(p)) for p in (*settings.powers, *settings.baselines)],
        ),
        Filter("verdict", gettext("Verdict"), [(w, gettext(s)) for w, s in BRIEFLY.items()]),
        Filter(
            "support", gettext("Carried by"), [(w, taxonomy.label("support", w)) for w in SUPPORTS]
        ),
        Filter("kind", gettext("Kind"), of("finding_kind")),
        Filter("fragility", gettext("Hangs on"), [(w, gettext(s)) for w, s in FRAGILITY.items()]),
    ]
    return [Filter(f.key, f.label, [c for c in f.choices if c[0] in there[f.key]]) for f in filters]
