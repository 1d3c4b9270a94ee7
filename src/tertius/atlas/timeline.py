"""The timeline of all engagements, by domain, with a table of the same beside it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from tertius.atlas.common import in_order, sides_of, sourced, stage_word, years_of
from tertius.atlas.page import Page, pages
from tertius.language.told import gettext, listed, marked
from tertius.present import charts
from tertius.present.drawings import colours
from tertius.present.labels import Labels
from tertius.present.network_drawing import OTHER
from tertius.present.standing import stood_in
from tertius.present.timeline import Span, timeline
from tertius.study.result import Study

SHARED = marked("several powers")
"""Whose an engagement is that more than one power takes part in."""

BEFORE = 20
"""Years drawn before the case's period: one treaty of 1774 would leave a decade the breadth of a hair."""


@pages(
    place=45,
    address="timeline.html",
    menu=marked("Timeline"),
    title=marked("Timeline"),
    summary=marked("when each engagement began and ended, with what is uncertain drawn as such."),
)
def timeline_page(study: Study, labels: Labels) -> Page:
    """Return the timeline of all engagements."""
    known = {row["id"] for row in study.tables["engagements"]}
    return Page(
        "timeline.html",
        "timeline.html",
        gettext("Timeline"),
        partial(_shows, study, labels),
        is_empty=not any(row.id in known for row in study.case.rows("engagements")),
    )


def _shows(study: Study, labels: Labels) -> dict[str, Any]:
    """Return what the timeline shows: the rows of each domain that has any, and how they are narrowed."""
    states = {row["id"]: row for row in study.tables["engagements"]}
    years = years_shown(study, [row for row in study.case.rows("engagements") if row.id in states])
    blocks: list[dict[str, Any]] = []
    for domain in study.case.taxonomy.words("domain"):
        rows = [
            engagement_row(study, labels, row, states[row.id])
            for row in study.case.rows("engagements")
            if row.domain == domain and row.id in states
        ]
        spans = [row["span"] for row in rows if row["span"] is not None]
        drawing = _drawn(labels, spans, years)
        blocks.append(
            {
                "domain": domain,
                "name": study.case.taxonomy.label("domain", domain),
                "chart": sourced(labels, drawing),
                "says": drawing.says if drawing else "",
                "rows": sorted(rows, key=lambda row: (row["day"], row["label"])),
                "undated": sum(row["span"] is None for row in rows),
            }
        )
    shown = [block for block in blocks if block["rows"]]
    rows = [row for block in shown for row in block["rows"]]
    powers = in_order({code for row in rows for code in row["powers"]}, sides_of(study))
    return {
        "blocks": shown,
        "sides": {code: labels.side(code) for code in powers},
        "years": years_of(rows),
    }


def years_shown(study: Study, rows: Sequence[Any]) -> tuple[int, int]:
    """Return the first and the last year of all timelines, so that they can be read beside each other."""
    last = study.case.settings.as_of.year
    begun = study.case.settings.period.earliest
    days = [row.start.first_known for row in rows if row.start is not None]
    first = min((day.year for day in days if day), default=last)
    return max(first, begun.year - BEFORE) if begun else first, last


def _drawn(labels: Labels, spans: list[Span], years: tuple[int, int]) -> charts.Drawing | None:
    hues = {**colours(labels), gettext(SHARED): OTHER}
    there = {span.power: OTHER for span in spans if span.power not in hues}
    shown = {power: hue for power, hue in hues.items() if any(s.power == power for s in spans)}
    return timeline(spans, years, {**shown, **there})


def engagement_row(study: Study, labels: Labels, row: Any, state: Any) -> dict[str, Any]:
    """Return an engagement as the table has it, and as it is drawn where it has a date."""
    href = labels.page_of("engagements", row.id)
    stood = stood_in(row.start, row.until)
    power = labels.side(row.power[0]) if len(row.power) == 1 else gettext(SHARED)
    span = Span(row.label, power, href, row.start, row.until) if row.start is not None else None
    return {
        "label": row.label,
        "href": href,
        "powers": row.power,
        "first": stood.first_year,
        "last": stood.last_year,
        "power": listed(labels.side(code) for code in row.power),
        "start": stood.began,
        "until": stood.ended,
        "stage": stage_word(study, state),
        "span": span,
        "day": str(span.first) if span else "unknown",
    }
