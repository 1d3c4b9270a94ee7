"""When engagements began and ended, with what is uncertain of either drawn as such."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt

from tertius.evidence.dates import PartialDate
from tertius.language.told import ngettext
from tertius.present import charts
from tertius.present.rows import LINE, NEVER_CUT, WIDE, broken


@dataclass(frozen=True)
class Span:
    """Hold an engagement on a timeline: what it is called, whose it is, its page, and its dates as stated."""

    label: str
    power: str
    href: str
    start: PartialDate
    until: PartialDate | None

    @property
    def first(self) -> date:
        """Return the first day on which it may have begun, or ended where no beginning is known."""
        return self.start.first_known or date.max


def parts_of(span: Span) -> Iterator[tuple[str, date, date]]:
    """Yield the parts of a span with the first and the last day of each.

    Where no end is stated, only the beginning is drawn: that it lasts is nowhere said.
    """
    start, until = span.start, span.until
    begun = start.latest or start.earliest
    if start.earliest is not None:
        yield (
            "may have begun" if start.earliest != begun else "stood",
            start.earliest,
            begun or start.earliest,
        )
    if until is None or begun is None or until.earliest is None:
        return
    if until.earliest > begun:
        yield "stood", begun, until.earliest
    if until.latest is not None and until.latest > max(until.earliest, begun):
        yield "may have ended", max(until.earliest, begun), until.latest


LEAST = timedelta(days=45)
"""What is known as near as this is known to the day or the month, and at the scale of decades a point."""

PALE = 0.4
"""How dark it is drawn when something may have begun or ended: what is uncertain is lighter than what is known."""

BAR, MARK = 9, 110
"""How high a bar is, in pixels, and how much room the mark of a day takes, in square pixels: it is the first to be seen."""

BETWEEN = 22
"""Beside the lines of its name, what a row takes, in pixels: its bar, and room to the next name; a finger hits the whole."""

ABOVE = alt.Axis(
    labelLimit=NEVER_CUT,
    labelAlign="left",
    labelPadding=-4,
    labelOffset=-6,
    ticks=False,
    domain=False,
)
"""Names stand above their bars and not beside them, where they would take a phone's whole breadth."""


def timeline(
    spans: Sequence[Span], years: tuple[int, int], colours: Mapping[str, str]
) -> charts.Drawing | None:
    """Return a timeline of some engagements from one year to another, the earliest above; None without any.

    What was over before the first year is counted and left to the table. `colours` has the powers in
    the order of the legend.
    """
    begins = date(years[0], 1, 1)
    drawn = [span for span in spans if any(last >= begins for _, _, last in parts_of(span))]
    ordered = sorted(drawn, key=lambda span: (span.first, span.label))
    if not ordered:
        return None
    rows: list[dict[str, Any]] = []
    down = LINE / 2
    for span in ordered:
        rows += _row(span, down, begins)
        down = rows[-1]["below"]
    year = str(max(ordered[0].first.year, years[0]))
    if earlier := len(spans) - len(drawn):
        over = ngettext("{count} that was over before", "{count} that were over before", earlier)
        says = ngettext(
            "{count} engagement from {year} on; the table below has each, and {over}.",
            "{count} engagements from {year} on; the table below has each, and {over}.",
            len(ordered),
            year=year,
            over=over,
        )
    else:
        says = ngettext(
            "{count} engagement from {year} on; the table below has each.",
            "{count} engagements from {year} on; the table below has each.",
            len(ordered),
            year=year,
        )
    return charts.Drawing(_chart(rows, years, colours, down), says)


def _row(span: Span, top: float, begins: date) -> Iterator[dict[str, Any]]:
    """Yield what is drawn of an engagement, from the height `top` down: its bars and days, and at last its name."""
    lines = broken(span.label, WIDE)
    shared = {
        "power": span.power,
        "href": f"{charts.HERE}{span.href}",
        "top": top,
        "middle": top + len(lines) * LINE + BAR / 2 + 2,
        "below": top + len(lines) * LINE + BETWEEN,
    }
    for part, first, last in parts_of(span):
        if last - first > LEAST:
            kind = "known" if part == "stood" else "uncertain"
            ends = {"first": first.isoformat(), "last": last.isoformat()}
            yield {**shared, "kind": kind, **ends}
        # A short end needs no sign: the bar ends there.
        elif part == "may have begun" or first == last:
            day = first + (last - first) / 2
            if day >= begins:
                yield {**shared, "kind": "day", "first": day.isoformat()}
    heard = f"name: {span.label}; power: {span.power}"
    yield {**shared, "kind": "name", "name": "\n".join(lines), "heard": heard}


def _chart(
    rows: Sequence[Mapping[str, Any]],
    years: tuple[int, int],
    colours: Mapping[str, str],
    deep: float,
) -> Any:
    """Return the chart of what is drawn of all engagements, which together are `deep` pixels high."""
    high = alt.Scale(domain=[0, deep], nice=False, reverse=True)
    when = alt.X(
        "first:T",
        title=None,
        scale=alt.Scale(domain=[f"{years[0]}-01-01", f"{years[1]}-12-31"]),
        axis=alt.Axis(orient="top", tickCount=5, grid=True),
    )
    whose = alt.Color(
        "power:N",
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(orient="top", title=None, columns=3, symbolOpacity=1),
    )
    base = alt.Chart().encode(href=alt.Href("href:N"))
    kinds = {
        kind: base.transform_filter(alt.FieldEqualPredicate(field="kind", equal=kind))
        for kind in ("name", "known", "uncertain", "day")
    }
    at = alt.Y("middle:Q", scale=high, axis=None)
    named = kinds["name"].encode(x=alt.value(0), y=alt.Y("top:Q", scale=high, axis=None))
    layers = [
        # The whole row leads to its page, and is what a keyboard stops at: first of what leads there.
        named.mark_rect(fillOpacity=0).encode(
            x2=alt.value(WIDE), y2=alt.Y2("below:Q"), description=alt.Description("heard:N")
        ),
        *(
            kinds[kind]
            .mark_bar(height=BAR, clip=True, opacity=opacity, aria=False)
            .encode(x=when, x2=alt.X2("last:T"), y=at, color=whose)
            for kind, opacity in (("uncertain", PALE), ("known", 1))
        ),
        kinds["day"]
        .mark_point(
            shape="diamond",
            size=MARK,
            filled=True,
            opacity=1,
            stroke="white",
            strokeWidth=1,
            aria=False,
        )
        .encode(x=when, y=at, color=whose),
        *(
            named.mark_text(
                align="left", baseline="top", lineBreak="\n", lineHeight=LINE, aria=False, **ink
            ).encode(text=alt.Text("name:N"))
            for ink in ({"stroke": "white", "strokeWidth": 3}, {"color": charts.INK})
        ),
    ]
    chart = charts.styled(alt.layer(*layers).properties(width=WIDE, height=deep))
    chart.data = alt.Data(values=list(rows))  # at last, since each step copies the rows
    return chart
