"""When engagements began and ended, with what is uncertain of either drawn as such."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt

from tertius.evidence.dates import PartialDate
from tertius.language.told import ngettext
from tertius.present import charts
from tertius.present.rows import NEVER_CUT

PARTS = {"may have begun": 0.35, "stood": 1.0, "may have ended": 0.35}
"""By part of a span, how dark it is drawn: what is uncertain is lighter."""


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
"""The length at which a single day is still to be seen on a timeline of decades."""


WIDE = 270
"""How wide the years are, in pixels: a phone shows them all at once."""

LETTER = 6
"""The breadth of a letter at the most, in pixels, so that the longest name has room."""

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
    rows: list[dict[str, Any]] = []
    names: list[str] = []
    seen: Counter[str] = Counter()
    for span in ordered:
        # Two of one name are two lines, since Vega tells lines apart by their names alone.
        name = f"{span.label} ({seen[span.label] + 1})" if seen[span.label] else span.label
        seen[span.label] += 1
        names.append(name)
        for part, first, last in parts_of(span):
            end = max(last, first + LEAST) if part != "stood" or last == first else last
            rows.append(
                {
                    "name": name,
                    "power": span.power,
                    "dark": PARTS[part],
                    "first": first.isoformat(),
                    "last": end.isoformat(),
                    "href": f"{charts.HERE}{span.href}",
                }
            )
    if not rows:
        return None
    chart = (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(height=9, yOffset=5, cornerRadius=2, clip=True)
        .encode(
            x=alt.X(
                "first:T",
                title=None,
                scale=alt.Scale(domain=[f"{years[0]}-01-01", f"{years[1]}-12-31"]),
                axis=alt.Axis(orient="top", tickCount=5, grid=True),
            ),
            x2=alt.X2("last:T"),
            y=alt.Y("name:N", sort=names, title=None, axis=ABOVE),
            color=alt.Color(
                "power:N",
                scale=alt.Scale(domain=list(colours), range=list(colours.values())),
                legend=alt.Legend(orient="top", title=None, columns=3),
            ),
            opacity=alt.Opacity("dark:Q", scale=None, legend=None),
            href=alt.Href("href:N"),
        )
        .properties(width=WIDE, height=alt.Step(28))
    )
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
    longest = max(map(len, names)) * LETTER
    return charts.Drawing(charts.styled(chart, right=max(32, longest - WIDE)), says)
