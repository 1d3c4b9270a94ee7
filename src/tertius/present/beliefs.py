"""What people say of each counterpart beside what the figures show, drawn with the interval of the poll."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from tertius.evidence.said import number
from tertius.language.told import gettext, listed, marked
from tertius.present import charts
from tertius.present.labels import Labels
from tertius.present.rows import NEVER_CUT
from tertius.present.sourced import behind
from tertius.study.result import Study

Row = Mapping[str, Any]

SAID, FIGURE = marked("people say"), marked("the figure")
HUES = {SAID: charts.COLOURS[2], FIGURE: charts.COLOURS[0]}
SHAPES = {SAID: "circle", FIGURE: "diamond"}
"""Both differ in shape and in darkness, so that they are told apart without colour."""


def belief_drawing(study: Study, labels: Labels, rows: Sequence[Row]) -> charts.Drawing:
    """Return the answers to one question, each with its interval and the figure beside it."""
    points = [point for row in rows for point in _points(labels, row)]
    intervals = [
        {
            "whom": labels.side(r["counterpart"]),
            "low": r["perceived_low"],
            "high": r["perceived_high"],
        }
        for r in rows
        if r["perceived_low"] is not None
    ]
    says = listed((_said(labels, row) for row in rows), "; ")
    names = behind(study, "perception", rows)
    return charts.Drawing(_chart(points, intervals), says, names)


def _points(labels: Labels, row: Row) -> Iterator[dict[str, Any]]:
    """Yield the answer and the figure of one counterpart, as far as they are known."""
    for kind, column in ((SAID, "perceived"), (FIGURE, "measured")):
        if row[column] is not None:
            yield {
                "whom": labels.side(row["counterpart"]),
                "kind": gettext(kind),
                "value": row[column],
                "shown": listed([number(round(row[column], 1)), "%"], ""),
                "is_said": kind == SAID,
            }


def _said(labels: Labels, row: Row) -> str:
    """Return in words what is drawn of one counterpart."""
    whom, share = labels.side(row["counterpart"]), number(round(row["perceived"], 1))
    if row["measured"] is None:
        return gettext(
            "{power}: {share} percent say so, no figure is known", power=whom, share=share
        )
    figure = number(round(row["measured"], 1))
    return gettext(
        "{power}: {share} percent say so, the figure is {figure} percent",
        power=whom,
        share=share,
        figure=figure,
    )


def _chart(points: list[dict[str, Any]], intervals: list[dict[str, Any]]) -> alt.Chart:
    """Return answers and figures on one scale from 0 to 100, joined for each counterpart."""
    kinds = [gettext(kind) for kind in HUES]
    order = list(dict.fromkeys(point["whom"] for point in points))
    whom = alt.Y("whom:N", sort=order, title=None, axis=alt.Axis(labelLimit=NEVER_CUT))
    share = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[0, 100]),
        title=gettext("percent"),
        axis=alt.Axis(tickCount=5),
    )
    both = alt.Chart(alt.Data(values=points)).encode(y=whom, x=share)
    marks = both.mark_point(size=110, filled=True, opacity=1).encode(
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=list(HUES.values())),
            legend=alt.Legend(orient="top", title=None),
        ),
        shape=alt.Shape(
            "kind:N", scale=alt.Scale(domain=kinds, range=list(SHAPES.values())), legend=None
        ),
    )
    joined = both.mark_line(color="#b9bfc7", strokeWidth=1.5).encode(detail=alt.Detail("whom:N"))
    words = both.encode(text=alt.Text("shown:N"))
    ranges = (
        alt.Chart(alt.Data(values=intervals))
        .mark_bar(height=8, opacity=0.35, color=HUES[SAID])
        .encode(y=whom, x=alt.X("low:Q", title=gettext("percent")), x2=alt.X2("high:Q"))
    )
    above = words.transform_filter(alt.datum.is_said).mark_text(dy=-13, fontSize=11)
    below = words.transform_filter(~alt.datum.is_said).mark_text(dy=15, fontSize=11)
    layers = [joined, *([ranges] if intervals else []), marks, above, below]
    chart: alt.Chart = charts.styled(alt.layer(*layers).properties(width=230, height=alt.Step(48)))
    return chart
