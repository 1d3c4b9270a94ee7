"""The page on what polls and statistics say, each with its source."""

from typing import Any

from tertius.atlas.common import sourced
from tertius.atlas.page import Page, pages
from tertius.language.told import gettext, marked
from tertius.present.drawings import polls_drawing
from tertius.present.labels import Labels
from tertius.present.through_years import panels
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
            **_through_years(study, labels),
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


def _through_years(study: Study, labels: Labels) -> dict[str, Any]:
    """Return the small pictures of figures through the years, and how many things have none for lack of room."""
    drawn, more = panels(study, labels)
    pictures = [{"title": one.title, **sourced(labels, one.drawing)} for one in drawn]
    return {"panels": pictures, "more": more}
