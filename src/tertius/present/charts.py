"""Charts of the atlas: each a function from rows to an Altair chart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from tertius.language.told import gettext, marked
from tertius.present.rows import (
    LETTER,
    LINE,
    NEVER_CUT,
    WIDE,
    broken,
    looked_up,
    over_columns,
    under_names,
)

Rows = Iterable[Mapping[str, Any]]

COLOURS = ["#b5452f", "#c99a2e", "#2f5f8f", "#5b7f5b", "#7a6a93", "#6b6b6b", "#a3724a", "#3f8a8c"]
HOST_COLOURS = ["#14181d", "#c2548f", "#8a8f12", "#4a2c8f"]
"""Of hosts, beside powers: the same colour for both would have a country belong to a power."""

VERDICTS = {"holds": "#2f7d4f", "fails": "#b5452f", "open": "#6f7680"}
RELATIONS = {
    "together": "#2f7d4f",
    "partly": "#c9b458",
    "apart": "#b5452f",
    "silent": "#d9dce1",
    "unknown": "#f3f4f6",
}
RELATED = {
    "together": marked("together"),
    "partly": marked("partly"),
    "apart": marked("apart"),
    "silent": marked("silent"),
    "unknown": marked("unknown"),
}
JUDGED = {"holds": marked("holds"), "fails": marked("fails"), "open": marked("open")}
"""The words of relations and verdicts as pictures print them."""

SHAPES = [
    "circle",
    "square",
    "triangle-up",
    "diamond",
    "cross",
    "triangle-down",
    "triangle-left",
    "triangle-right",
]
INK = "#333a44"
"""The colour of words and numbers."""

FONT = "Helvetica, Arial, sans-serif"


def verdicts(counts: Rows) -> alt.Chart:
    """Return how many findings hold, fail and stay open in each section."""
    rows = [{**row, "verdict": gettext(JUDGED[row["verdict"]])} for row in counts]
    named = under_names("section", [row["section"] for row in rows], deep=14)
    bars = alt.Chart(alt.Data(values=rows)).encode(y=named.y, order=alt.Order("place:Q"))
    chart: alt.Chart = styled(
        alt.layer(
            bars.mark_bar(height=14, yOffset=named.below).encode(
                x=alt.X("findings:Q", title=gettext("findings"), axis=alt.Axis(tickMinStep=1)),
                color=alt.Color(
                    "verdict:N",
                    scale=alt.Scale(
                        domain=[gettext(JUDGED[word]) for word in VERDICTS],
                        range=list(VERDICTS.values()),
                    ),
                    legend=alt.Legend(orient="top", title=None),
                ),
            ),
            bars.mark_text(color="white", dy=named.below).encode(
                x=alt.X("findings:Q", stack="zero", bandPosition=0.5),
                text=alt.Text("findings:Q"),
                detail=alt.Detail("verdict:N"),
            ),
        ).properties(width=WIDE, height=named.height)
    )
    return chart


WHOLE = "datum.value % 1 ? '' : format(datum.value, ',')"
"""Labels of whole numbers alone: half an engagement is none."""


def bases(rows: Rows, powers: Sequence[str], colours: Mapping[str, str]) -> alt.FacetChart:
    """Return what each power holds of a sector by count, amount, stake and years, side by side.

    A value that is unknown or zero has no bar, and says which it is in its place.
    """
    values = [{**row, "said": _said(row["value"])} for row in rows]
    base = alt.Chart().encode(
        y=alt.Y("power:N", sort=list(powers), title=None, axis=alt.Axis(labelLimit=NEVER_CUT))
    )
    bars = base.mark_bar().encode(
        x=alt.X("value:Q", title=None, axis=alt.Axis(tickCount=3, labelExpr=WHOLE)),
        color=alt.Color("power:N", scale=_scale(powers, colours), legend=None),
    )
    words = base.mark_text(align="left", dx=3).encode(x=alt.XDatum(0), text=alt.Text("said:N"))
    order = list(dict.fromkeys(row["basis"] for row in values))
    layered = alt.layer(bars, words, data=alt.Data(values=values))
    faceted: alt.FacetChart = styled(
        layered.properties(width=95, height=alt.Step(22))
        .facet(facet=alt.Facet("basis:N", sort=order, title=None), columns=2)
        .resolve_scale(x="independent")
    )
    return faceted


def _said(value: float | None) -> str:
    return gettext("unknown") if value is None else "" if value else "0"


PAIR = 92
"""How wide the cell of a pair is, in pixels: three pairs fill a phone, and more go on to the right of the names."""


def relations(rows: Rows) -> alt.Chart:
    """Return who stands together with whom on each issue, as a grid of pairs."""
    values = [{**row, "relation": gettext(RELATED[row["relation"]])} for row in rows]
    pairs = sorted({row["pair"] for row in values})
    named = under_names("issue", sorted({row["issue"] for row in values}), deep=17)
    grid = alt.Chart(alt.Data(values=values)).encode(
        x=over_columns("pair", pairs, wide=PAIR), y=named.y
    )
    chart: alt.Chart = styled(
        alt.layer(
            grid.mark_bar(width=PAIR - 2, height=17, yOffset=named.below).encode(
                color=alt.Color(
                    "relation:N",
                    scale=alt.Scale(
                        domain=[gettext(RELATED[word]) for word in RELATIONS],
                        range=list(RELATIONS.values()),
                    ),
                    legend=None,
                )
            ),
            grid.mark_text(dy=named.below).encode(
                text=alt.Text("relation:N"),
                color=alt.condition(
                    alt.FieldOneOfPredicate("relation", [gettext("together"), gettext("apart")]),
                    alt.value("white"),
                    alt.value(INK),
                ),
            ),
        ).properties(width=alt.Step(PAIR), height=named.height)
    )
    return chart


def polls(rows: Rows, counterparts: Sequence[str], colours: Mapping[str, str]) -> alt.Chart:
    """Return what a poll says of each counterpart, one row for each question and year."""
    values = list(rows)
    named = under_names("question", [row["question"] for row in values], deep=12)
    chart: alt.Chart = styled(
        alt.Chart(alt.Data(values=values))
        .mark_point(size=110, opacity=1, filled=True, yOffset=named.below)
        .encode(
            x=alt.X(
                "value:Q",
                scale=alt.Scale(domain=[0, 100]),
                title=gettext("percent of respondents"),
                axis=alt.Axis(tickCount=5),
            ),
            y=named.y,
            color=alt.Color(
                "counterpart:N",
                scale=_scale(counterparts, colours),
                legend=alt.Legend(orient="top", title=None, columns=3),
            ),
            shape=alt.Shape(
                "counterpart:N",
                scale=alt.Scale(domain=list(counterparts), range=SHAPES[: len(counterparts)]),
            ),
        )
        .properties(width=WIDE, height=named.height)
    )
    return chart


def figures(rows: Rows, *, counted: str = "") -> alt.Chart:
    """Return numbers side by side as bars, those that a test asks about in colour; `counted` is what all of them count."""
    values = list(rows)
    named = under_names("label", [row["label"] for row in values], deep=14)
    bars = alt.Chart(alt.Data(values=values)).encode(
        y=named.y,
        x=alt.X(
            "value:Q",
            title=counted or None,
            scale=alt.Scale(domain=_with_room(values), nice=False),
            axis=alt.Axis(labels=False, ticks=False),
        ),
    )
    asked, others = COLOURS[2], "#b9bfc7"
    chart: alt.Chart = styled(
        alt.layer(
            bars.mark_bar(height=14, yOffset=named.below).encode(
                color=alt.Color(
                    "asked:N",
                    scale=alt.Scale(domain=["yes", "no"], range=[asked, others]),
                    legend=None,
                )
            ),
            bars.mark_text(align="left", dx=4, dy=named.below, color=INK).encode(
                text=alt.Text("shown:N")
            ),
        )
        .properties(width=WIDE, height=named.height)
        .resolve_scale(color="independent")
    )
    return chart


def _with_room(values: Sequence[Mapping[str, Any]]) -> list[float]:
    """Return from which number to which an axis goes, with room for what is written at the end of the longest bar."""
    least, most = (end(0.0, *(row["value"] for row in values)) for end in (min, max))
    written = max(len(row["shown"]) for row in values) * LETTER + 8
    return [least, most + ((most - least) or 1) * written / (WIDE - written)]


SIDES = {
    marked("carries it"): COLOURS[2],
    marked("what it rests on"): COLOURS[2],
    marked("speaks against it"): COLOURS[0],
}
SIGNS = ["circle", "circle", "diamond"]
"""The colours and signs of what the claims and figures of a finding are to it."""

NARROW = 75
"""The breadth of the two names beside a picture of dots, in pixels: their rows are high enough for several lines."""


def published(rows: Rows) -> alt.Chart:
    """Return when the sources of claims appeared, those for a statement over those against it."""
    values = [{**row, "side": gettext(row["side"])} for row in rows]
    sides = [gettext(side) for side in SIDES]
    names = looked_up({side: broken(side, NARROW) for side in sides})
    chart: alt.Chart = styled(
        alt.Chart(alt.Data(values=values))
        .mark_point(size=90, opacity=0.75, filled=True)
        .encode(
            x=alt.X(
                "day:T", title=gettext("when its sources appeared"), axis=alt.Axis(tickCount=5)
            ),
            y=alt.Y(
                "side:N",
                sort=sides,
                title=None,
                axis=alt.Axis(labelExpr=names, labelLimit=NEVER_CUT, labelLineHeight=LINE),
            ),
            yOffset=alt.YOffset("place:O"),
            color=alt.Color(
                "side:N",
                scale=alt.Scale(domain=sides, range=list(SIDES.values())),
                legend=None,
            ),
            shape=alt.Shape(
                "side:N",
                scale=alt.Scale(domain=sides, range=SIGNS),
                legend=None,
            ),
        )
        .properties(width=WIDE - NARROW, height=alt.Step(12))
    )
    return chart


def tallies(rows: Rows, parts: Mapping[str, str], *, counted: str) -> alt.Chart:
    """Return counts as stacked bars, one for each label, with the number in each part."""
    values = list(rows)
    order = list(dict.fromkeys(row["label"] for row in values))
    most = max(sum(row["count"] for row in values if row["label"] == label) for label in order)
    ticks = min(most, 5)  # counts are whole, so that there is no tick between two of them
    named = under_names("label", order, deep=17)
    bars = alt.Chart(alt.Data(values=values)).encode(y=named.y, order=alt.Order("place:Q"))
    chart: alt.Chart = styled(
        alt.layer(
            bars.mark_bar(stroke="white", height=17, yOffset=named.below).encode(
                x=alt.X("count:Q", title=counted, axis=alt.Axis(tickCount=ticks, format="d")),
                color=alt.Color(
                    "part:N",
                    scale=alt.Scale(domain=list(parts), range=list(parts.values())),
                    legend=alt.Legend(orient="top", title=None, columns=3),
                ),
            ),
            bars.mark_text(color="#14181d", dy=named.below).encode(
                x=alt.X("count:Q", stack="zero", bandPosition=0.5),
                text=alt.Text("count:Q"),
                detail=alt.Detail("part:N"),
            ),
        ).properties(width=WIDE, height=named.height)
    )
    return chart


BESIDE = 120
"""How wide the names of a grid's rows are, in pixels: cells of a number each are narrow, and leave them that room."""


def grid(rows: Rows, columns: Sequence[str]) -> alt.Chart:
    """Return counts as a grid of rows and columns, the darker the more."""
    values = list(rows)
    lines = {row["row"]: broken(row["row"], BESIDE) for row in values}
    high = max(20, max(map(len, lines.values())) * LINE + 4)
    # As many columns as there are share what a phone has left, none narrower than a short name.
    wide = min(64, max(48, (WIDE - BESIDE + 15) // len(columns)))
    most = max(row["count"] for row in values)
    cells = alt.Chart(alt.Data(values=values)).encode(
        x=over_columns("column", columns, wide=wide),
        y=alt.Y(
            "row:N",
            sort=list(lines),
            title=None,
            axis=alt.Axis(
                labelExpr=looked_up(lines), labelLimit=NEVER_CUT, labelLineHeight=LINE, ticks=False
            ),
        ),
    )
    chart: alt.Chart = styled(
        alt.layer(
            cells.mark_rect(stroke="white").encode(
                color=alt.Color(
                    "count:Q", scale=alt.Scale(range=["#f2f5f8", "#1f4a73"]), legend=None
                )
            ),
            cells.mark_text(fontSize=11).encode(
                text=alt.Text("count:Q"),
                color=alt.condition(alt.datum.count > most / 2, alt.value("white"), alt.value(INK)),
            ),
        ).properties(width=alt.Step(wide), height=alt.Step(high))
    )
    return chart


def colours_of(sides: Sequence[str], hosts: Sequence[str] = ()) -> dict[str, str]:
    """Return a colour for each side, the same in every chart of a case; no host has one of a power."""
    hues = {side: COLOURS[place % len(COLOURS)] for place, side in enumerate(sides)}
    only_hosts = [host for host in hosts if host not in hues]
    return hues | {
        host: HOST_COLOURS[place % len(HOST_COLOURS)] for place, host in enumerate(only_hosts)
    }


def _scale(domain: Sequence[str], colours: Mapping[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(domain), range=[colours[side] for side in domain])


SMALLEST = 11
"""The size of letters, in pixels: a phone that makes a picture a tenth smaller leaves them legible."""


def styled(chart: Any, *, right: int = 20) -> Any:
    """Return a chart in the hand of the atlas: one font, quiet axes, no ground of its own, room on the right."""
    line = "#9aa0a8"
    # Browsers have other letters than those that widths are reckoned with: room on both sides.
    room = {"left": 14, "right": right, "top": 5, "bottom": 5}
    axis = alt.AxisConfig(
        grid=False,
        domainColor=line,
        tickColor=line,
        labelColor=INK,
        titleColor=INK,
        labelFontSize=SMALLEST,
        titleFontSize=SMALLEST,
    )
    # In one call, since each copies the chart with all its rows.
    return chart.configure(
        font=FONT,
        background="transparent",
        padding=room,
        view=alt.ViewConfig(stroke=None),
        axis=axis,
        legend=alt.LegendConfig(labelFontSize=SMALLEST),
    )


HERE = "https://atlas.invalid/"
"""Stands before the address of a page in a chart's links, which Vega takes in no other form."""


@dataclass(frozen=True)
class Drawing:
    """A chart, the sentence that says it to who cannot see it, and the claims and figures that it rests on."""

    chart: alt.Chart | alt.FacetChart
    says: str
    behind: tuple[str, ...] = ()
