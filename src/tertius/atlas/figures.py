"""The page on what polls and statistics say, each with its source."""

from tertius.atlas.common import sourced
from tertius.atlas.page import Page, pages
from tertius.language.told import gettext, marked
from tertius.present.drawings import polls_drawing
from tertius.present.labels import Labels
from tertius.study.result import Study


@pages(place=60, address="figures.html", menu=marked("Figures"))
def figures(study: Study, labels: Labels) -> Page:
    """Return the page of polls and statistics, each with its source."""
    study.lineage.read("observations")
    return Page(
        "figures.html",
        "figures.html",
        gettext("Polls and figures"),
        lambda: {
            "chart": sourced(labels, polls_drawing(study, labels)),
            "claims": labels.said(
                row.id
                for row in sorted(
                    labels.current("observations"),
                    key=lambda r: (r.indicator, str(r.period or ""), r.id),
                )
            ),
        },
        is_empty=not study.case.rows("observations"),
    )
