"""Pictures of one power: its engagements by sector beside those of others, and the years in which they began."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from tertius.language.told import gettext, listed, ngettext
from tertius.present import charts
from tertius.present.timeline import ABOVE

WIDE = 270
"""How wide the bars are, in pixels: a phone shows them all at once."""

FEWEST = 3
"""Fewer bars, or fewer engagements than this, are told sooner by the table than by a picture."""

BELOW = 8
"""How far bars and marks stand below the middle of their line, in pixels, under the name of their sector."""

APART = 3
"""How far the marks of two powers stand apart, in pixels, so that both are seen where they have as many."""


def beside_others(
    rows: Sequence[Mapping[str, Any]],
    power: str,
    colours: Mapping[str, str],
    rests_on: tuple[str, ...],
) -> charts.Drawing | None:
    """Return the engagements of a power by sector as bars, and those of others as marks; None for too few sectors.

    Each row is a `sector`, a `side` and a `count`. Sectors are those of the power, most first;
    others are marked where they have any. `colours` has the power first, then the others; `rests_on`
    are the claims and searches behind the rows.
    """
    own = sorted((row for row in rows if row["side"] == power), key=lambda row: -row["count"])
    if len(own) < FEWEST:
        return None
    order = [row["sector"] for row in own]
    marks = [r for r in rows if r["side"] != power and r["sector"] in order and r["count"]]
    others = [side for side in colours if any(row["side"] == side for row in marks)]
    x = alt.X(
        "count:Q",
        title=gettext("engagements"),
        axis=alt.Axis(orient="top", tickMinStep=1, format="d", tickCount=5),
    )
    y = alt.Y("sector:N", sort=order, title=None, axis=ABOVE)
    of_power = (
        alt.Chart()
        .transform_filter(alt.FieldEqualPredicate(field="side", equal=power))
        .encode(x=x, y=y)
    )
    none = of_power.transform_filter(alt.FieldEqualPredicate(field="count", equal=0))
    layers = [
        of_power.mark_bar(color=colours[power], height=11, yOffset=BELOW),
        none.mark_text(text="0", align="left", dx=3, dy=BELOW, color=charts.INK),
        *(_marks(side, others, colours, x, y) for side in others),
    ]
    said = (
        listed([listed([row["sector"], row["side"]]), row["count"]], ": ") for row in (*own, *marks)
    )
    chart = charts.styled(alt.layer(*layers).properties(width=WIDE, height=alt.Step(32)))
    chart.data = alt.Data(values=[*own, *marks])  # at last, since each step copies the rows
    says = gettext("Engagements by sector and power. {says}", says=listed(said, "; "))
    return charts.Drawing(chart, says, rests_on)


def _marks(
    side: str, others: Sequence[str], colours: Mapping[str, str], x: alt.X, y: alt.Y
) -> alt.Chart:
    """Return the marks of one of the others, beside those of the rest."""
    aside = (others.index(side) - (len(others) - 1) / 2) * APART
    chart: alt.Chart = (
        alt.Chart()
        .transform_filter(alt.FieldEqualPredicate(field="side", equal=side))
        .mark_point(
            size=55, filled=True, opacity=1, stroke="white", strokeWidth=1, yOffset=BELOW + aside
        )
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "side:N",
                scale=alt.Scale(domain=others, range=[colours[one] for one in others]),
                legend=alt.Legend(orient="top", title=None, columns=3),
            ),
            shape=alt.Shape(
                "side:N", scale=alt.Scale(domain=others, range=charts.SHAPES[: len(others)])
            ),
        )
    )
    return chart


def begun_by_year(
    begun: Sequence[int], years: tuple[int, int], colour: str, rests_on: tuple[str, ...]
) -> charts.Drawing | None:
    """Return how many engagements began in each year, from one year to another; None for too few of them."""
    counts = Counter(year for year in begun if years[0] <= year <= years[1])
    if counts.total() < FEWEST:
        return None
    rows = [{"year": year, "count": count} for year, count in sorted(counts.items())]
    breadth = max(2, min(18, WIDE // (years[1] - years[0] + 1) - 1))
    chart = charts.styled(
        alt.Chart(alt.Data(values=rows))
        .mark_bar(color=colour, size=breadth)
        .encode(
            x=alt.X(
                "year:Q",
                title=None,
                scale=alt.Scale(domain=[years[0] - 1, years[1] + 1], nice=False),
                axis=alt.Axis(format="d", tickMinStep=1, tickCount=6),
            ),
            y=alt.Y(
                "count:Q",
                title=None,
                axis=alt.Axis(
                    format="d", tickMinStep=1, tickCount=min(4, max(counts.values())), grid=True
                ),
            ),
        )
        .properties(width=WIDE, height=110)
    )
    says = ngettext(
        "{count} engagement by the year in which it began. {says}",
        "{count} engagements by the year in which they began. {says}",
        counts.total(),
        says=listed((listed([str(row["year"]), row["count"]], ": ") for row in rows), "; "),
    )
    return charts.Drawing(chart, says, rests_on)
