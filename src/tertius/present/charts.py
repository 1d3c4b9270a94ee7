"""Charts of the atlas: each a function from rows to an Altair chart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

Rows = Iterable[Mapping[str, Any]]

COLOURS = ["#b5452f", "#c99a2e", "#2f5f8f", "#5b7f5b", "#7a6a93", "#6b6b6b", "#a3724a", "#3f8a8c"]
VERDICTS = {"holds": "#2f7d4f", "fails": "#b5452f", "open": "#6f7680"}
RELATIONS = {
    "together": "#2f7d4f",
    "partly": "#c9b458",
    "apart": "#b5452f",
    "silent": "#d9dce1",
    "unknown": "#f3f4f6",
}
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
NEVER_CUT = 0
"""No limit to the length of a label: what is cut off cannot be looked up in print."""

FONT = "Helvetica, Arial, sans-serif"


def verdicts(counts: Rows) -> alt.Chart:
    """Return how many findings hold, fail and stay open in each section."""
    rows = list(counts)
    order = list(dict.fromkeys(row["section"] for row in rows))
    bars = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("section:N", sort=order, title=None, axis=alt.Axis(labelLimit=NEVER_CUT)),
        order=alt.Order("place:Q"),
    )
    chart: alt.Chart = _styled(
        alt.layer(
            bars.mark_bar().encode(
                x=alt.X("findings:Q", title="findings", axis=alt.Axis(tickMinStep=1)),
                color=alt.Color(
                    "verdict:N",
                    scale=alt.Scale(domain=list(VERDICTS), range=list(VERDICTS.values())),
                    legend=alt.Legend(orient="top", title=None),
                ),
            ),
            bars.mark_text(fontSize=10, color="white").encode(
                x=alt.X("findings:Q", stack="zero", bandPosition=0.5),
                text="findings:Q",
                detail="verdict:N",
            ),
        ).properties(width=430, height=alt.Step(26))
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
        x=alt.X("value:Q", title=None, axis=alt.Axis(tickCount=4, labelExpr=WHOLE)),
        color=alt.Color("power:N", scale=_scale(powers, colours), legend=None),
    )
    words = base.mark_text(align="left", dx=3, fontSize=10).encode(x=alt.XDatum(0), text="said:N")
    order = list(dict.fromkeys(row["basis"] for row in values))
    layered = alt.layer(bars, words, data=alt.Data(values=values))
    faceted: alt.FacetChart = _styled(
        layered.properties(width=120, height=alt.Step(22))
        .facet(column=alt.Column("basis:N", sort=order, title=None))
        .resolve_scale(x="independent")
    )
    return faceted


def _said(value: float | None) -> str:
    return "unknown" if value is None else "" if value else "0"


def relations(rows: Rows) -> alt.Chart:
    """Return who stands together with whom on each issue, as a grid of pairs."""
    grid = alt.Chart(alt.Data(values=list(rows))).encode(
        x=alt.X(
            "pair:N", title=None, axis=alt.Axis(orient="top", labelAngle=0, labelLimit=NEVER_CUT)
        ),
        y=alt.Y("issue:N", title=None, axis=alt.Axis(labelLimit=NEVER_CUT)),
    )
    chart: alt.Chart = _styled(
        alt.layer(
            grid.mark_rect(stroke="white").encode(
                color=alt.Color(
                    "relation:N",
                    scale=alt.Scale(domain=list(RELATIONS), range=list(RELATIONS.values())),
                    legend=None,
                )
            ),
            grid.mark_text(fontSize=10).encode(
                text="relation:N",
                color=alt.condition(
                    alt.FieldOneOfPredicate("relation", ["together", "apart"]),
                    alt.value("white"),
                    alt.value("#333a44"),
                ),
            ),
        ).properties(width=alt.Step(100), height=alt.Step(22))
    )
    return chart


def polls(rows: Rows, counterparts: Sequence[str], colours: Mapping[str, str]) -> alt.Chart:
    """Return what a poll says of each counterpart, one row for each question and year."""
    values = list(rows)
    chart: alt.Chart = _styled(
        alt.Chart(alt.Data(values=values))
        .mark_point(size=110, opacity=1, filled=True)
        .encode(
            x=alt.X("value:Q", scale=alt.Scale(domain=[0, 100]), title="percent of respondents"),
            y=alt.Y("question:N", sort=None, title=None, axis=alt.Axis(labelLimit=NEVER_CUT)),
            color=alt.Color(
                "counterpart:N",
                scale=_scale(counterparts, colours),
                legend=alt.Legend(orient="top", title=None),
            ),
            shape=alt.Shape(
                "counterpart:N",
                scale=alt.Scale(domain=list(counterparts), range=SHAPES[: len(counterparts)]),
            ),
        )
        .properties(width=380, height=alt.Step(30))
    )
    return chart


def colours_of(sides: Sequence[str]) -> dict[str, str]:
    """Return a colour for each side, the same in every chart of a case."""
    return {side: COLOURS[place % len(COLOURS)] for place, side in enumerate(sides)}


def _scale(domain: Sequence[str], colours: Mapping[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(domain), range=[colours[side] for side in domain])


def _styled(chart: Any) -> Any:
    ink, line = "#333a44", "#9aa0a8"
    plain = chart.configure(font=FONT, background="transparent").configure_view(stroke=None)
    return plain.configure_axis(
        grid=False, domainColor=line, tickColor=line, labelColor=ink, titleColor=ink
    )


@dataclass(frozen=True)
class Drawing:
    """A chart, the sentence that says it to who cannot see it, and the rows that it shows."""

    chart: alt.Chart | alt.FacetChart
    says: str
    measure: str = ""
    rows: tuple[Mapping[str, Any], ...] = ()


def drawn(drawing: Drawing | None) -> str:
    """Return the drawing as an SVG; nothing where there is nothing to draw."""
    return svg(drawing.chart, says=drawing.says) if drawing else ""


def svg(chart: alt.Chart | alt.FacetChart, *, says: str) -> str:
    """Return the chart as an SVG that needs no script, with a sentence for readers who cannot see it."""
    import html

    import vl_convert

    markup: str = vl_convert.vegalite_to_svg(chart.to_json())
    start = markup.index("<svg")
    label = html.escape(says, quote=True)
    return markup[start:].replace("<svg", f'<svg role="img" aria-label="{label}"', 1)
