"""The first page: the question, the answer, three pictures, and what carries it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from tertius.atlas.common import counts, pictured, power_pages
from tertius.atlas.page import Page, pages
from tertius.findings.support import SUPPORTS
from tertius.language.told import gettext, marked
from tertius.present.chance import comparison_sentence
from tertius.present.labels import Labels
from tertius.present.pictures import (
    AGREEMENT_COUNTS,
    PROMISED_COUNTS,
    WHERE_COUNTS,
    agreement_picture,
    promised_picture,
    where_picture,
)
from tertius.present.verdicts import BRIEFLY
from tertius.study.result import Result, Study

ANSWERS = 5
"""So many sentences answer the question: what a reader takes in within half a minute."""

PICTURES = (
    (marked("Who does how much, and where"), "matrix.html", where_picture, WHERE_COUNTS),
    (
        marked("What was promised, and how far it came"),
        "promises.html",
        promised_picture,
        PROMISED_COUNTS,
    ),
    (
        marked("Where they stand together and apart"),
        "positions.html",
        agreement_picture,
        AGREEMENT_COUNTS,
    ),
)

PICTURED = ("presence", "delivery", "convergence")
"""The measures of the three pictures, which other pages draw too."""


@pages(place=10, address="index.html")
def index(study: Study, labels: Labels) -> Page:
    """Return the first page."""
    for measure in PICTURED:
        study.lineage.read(measure)
    title = study.case.settings.title
    return Page("index.html", "index.html", title, partial(_shows, study, labels))


def _shows(study: Study, labels: Labels) -> dict[str, Any]:
    """Return what the first page shows."""
    carried = Counter(result.support for result in study.results)
    drawn = [
        (title, href, pictured(study, labels, draw, said)) for title, href, draw, said in PICTURES
    ]
    return {
        "answers": answers(study),
        "powers": [
            {"name": labels.side(code), "href": address}
            for code, address in power_pages(study, labels).items()
        ],
        "briefly": BRIEFLY,
        "pictures": [
            {"title": gettext(title), "href": href, **picture}
            for title, href, picture in drawn
            if picture
        ],
        "totals": Counter(result.verdict for result in study.results),
        "counts": counts(study, labels),
        "supports": [(word, carried[word]) for word in SUPPORTS if carried[word]],
        "watched": sum(result.state is not None for result in study.results),
        "confident": _confident(study),
        "read_in": _read_in(labels),
        "comparisons": [
            comparison_sentence(one) for one in study.compared_with_chance if one.findings > 1
        ],
    }


def _confident(study: Study) -> list[str]:
    """Return how many of the statements that the evidence supports have which confidence, with its word."""
    taxonomy = study.case.taxonomy
    grades = Counter(result.confidence for result in study.results if result.verdict == "holds")
    return [
        gettext("{count} {grade}", count=grades[grade], grade=taxonomy.label("confidence", grade))
        for grade in taxonomy.words("confidence")
        if grades.total()
    ]


def _read_in(labels: Labels) -> dict[str, Any] | None:
    """Return the publication through which more than half of the evidence is known, and how much; None without one."""
    rows = [row for table in ("claims", "observations") for row in labels.current(table)]
    for name, count in labels.known_through.most_common(1):
        if 2 * count > len(rows):
            return {"cited": labels.cited[name], "rows": count}
    return None


def answers(study: Study) -> list[Result]:
    """Return the findings that answer the question: those that case.yml names, else the best carried.

    Of those that are not named, one for each section comes before a second one of any.
    """
    named = study.case.settings.answer
    by_id = {result.id: result for result in study.results}
    if named:
        return [by_id[name] for name in named if name in by_id]
    best = sorted((r for r in study.results if r.verdict == "holds"), key=_by_strength)
    return _spread(best)[:ANSWERS]


def most_telling_first(study: Study, results: Iterable[Result]) -> list[Result]:
    """Return findings in the order of what a reader should know first.

    Those that answer the question of the case come before all others, then those that are best
    carried, whether the evidence supports them or speaks against them; what is open comes last.
    """
    first = {result.id: place for place, result in enumerate(answers(study))}
    return sorted(
        results, key=lambda r: (first.get(r.id, len(first)), r.verdict == "open", _by_strength(r))
    )


def _by_strength(result: Result) -> tuple[int, int]:
    """Return by what findings are ordered from the best carried to the least."""
    return _carried(result), -(result.fragility.least if result.fragility else 0)


def _carried(result: Result) -> int:
    """Return the place of what carries a finding among the words for it, the best first."""
    words = list(SUPPORTS)
    return words.index(result.support) if result.support in words else len(words)


def _spread(results: Sequence[Result]) -> list[Result]:
    seen: Counter[str] = Counter()
    turns: list[tuple[int, int, Result]] = []
    for result in results:
        turns.append((seen[result.section], len(turns), result))
        seen[result.section] += 1
    return [result for _, _, result in sorted(turns, key=lambda turn: turn[:2])]
