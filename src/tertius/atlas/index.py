"""The first page: every finding with its verdict, and where the evidence is laid out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from tertius.atlas.common import (
    counts,
)
from tertius.atlas.page import Page, pages
from tertius.findings.support import SUPPORTS
from tertius.present import charts
from tertius.present.chance import comparison_sentence
from tertius.present.drawings import (
    findings_drawing,
)
from tertius.present.labels import Labels
from tertius.study.result import Result, Study


@pages(place=10, address="index.html", menu="Findings")
def index(study: Study, labels: Labels) -> Page:
    """Return the first page."""
    sections: dict[str, list[Result]] = defaultdict(list)
    for result in study.results:
        sections[result.section or "Findings"].append(result)
    carried = Counter(result.support for result in study.results)
    return Page(
        "index.html",
        "index.html",
        study.case.settings.title,
        {
            "sections": sections,
            "totals": Counter(result.verdict for result in study.results),
            "chart": charts.drawn(findings_drawing(study)),
            "counts": counts(study, labels),
            "supports": [(word, carried[word]) for word in SUPPORTS if carried[word]],
            "comparisons": [comparison_sentence(one) for one in study.compared_with_chance],
            "examples": _examples(study.results),
        },
    )


def _examples(results: Sequence[Result]) -> list[Result]:
    """Return a few findings to begin with: one that a single source flips, one that fails, a robust one."""
    wanted: tuple[Callable[[Result], Any], ...] = (
        lambda r: (
            r.verdict == "holds" and r.kind == "computed" and r.fragility and r.fragility.least > 1
        ),
        lambda r: r.verdict == "holds" and r.fragility and r.fragility.most == 1,
        lambda r: r.verdict == "fails",
    )
    examples = [next((r for r in results if fits(r)), None) for fits in wanted]
    return [result for result in examples if result is not None]
