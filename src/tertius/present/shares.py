"""A picture of shares: for each thing that is counted, how much of it each power has, from nothing to all."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from tertius.evidence.said import number, spoken
from tertius.language.told import begun, gettext, listed
from tertius.measures.dependence import KEY
from tertius.present import charts
from tertius.present.drawings import colours
from tertius.present.labels import Labels
from tertius.present.power_pictures import BELOW, WIDE
from tertius.present.sourced import behind
from tertius.present.timeline import ABOVE
from tertius.study.result import Study

Row = Mapping[str, Any]

FEWEST = 2
"""One share alone is told sooner by the table than by a picture."""

MOST = 12
"""So many lines a reader compares; the tables below have every share."""


def shares_drawing(study: Study, labels: Labels, basis: str) -> tuple[charts.Drawing | None, int]:
    """Return the shares that powers and baselines have of a host's trade, debt and the like, on one reading of the EU.

    Each thing that is counted is a line, those of most powers first; with the drawing comes how many
    lines it leaves out. None where fewer than two shares are known.
    """
    settings = study.case.settings
    sides = (*settings.powers, *settings.baselines)
    known: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in study.tables["dependence"]:
        if row["basis"] == basis and row["counterpart"] in sides and row["share"] is not None:
            known[tuple(row[name] for name in KEY)].append(row)
    lines = sorted(known.values(), key=lambda rows: (-len(rows), *(str(rows[0][k]) for k in KEY)))
    rows = [row for line in lines[:MOST] for row in line]
    if len(rows) < FEWEST:
        return None, 0
    points = [_point(study, labels, row) for row in rows]
    hues = colours(labels)
    marked = {point["side"] for point in points}
    shown = {side: hues[side] for side in map(labels.side, sides) if side in marked}
    says = gettext(
        "Shares by counterpart. {says}",
        says=listed((listed([p["what"], p["side"], p["said"]]) for p in points), "; "),
    )
    drawing = charts.Drawing(_chart(points, shown), says, behind(study, "dependence", rows))
    return drawing, len(lines[MOST:])


def _point(study: Study, labels: Labels, row: Row) -> dict[str, Any]:
    share = number(round(row["share"] * 100, 1))
    return {
        "what": begun(listed(_named(study, labels, row))),
        "side": labels.side(row["counterpart"]),
        "share": row["share"] * 100,
        "said": gettext("at least {share}%", share=share)
        if row["lower_bound"]
        else gettext("{share}%", share=share),
    }


def _named(study: Study, labels: Labels, row: Row) -> Iterator[str]:
    """Yield what a share is of: whose, the indicator, what of it, and of when."""
    words = study.case.taxonomy
    if len(study.case.settings.hosts) > 1 or row["area"] not in study.case.settings.hosts:
        yield labels.side(row["area"])
    yield words.label("indicator", row["indicator"])
    if row["qualifier"]:
        yield study.case.qualified(row["qualifier"])
    for name in ("sector", "stage"):
        if row[name]:
            yield words.label(name, row[name])
    if row["period"]:
        yield spoken(row["period"])


def _chart(points: Sequence[Row], sides: Mapping[str, str]) -> Any:
    shapes = alt.Scale(domain=list(sides), range=charts.SHAPES[: len(sides)])
    base = alt.Chart().encode(
        y=alt.Y(
            "what:N", sort=list(dict.fromkeys(p["what"] for p in points)), title=None, axis=ABOVE
        )
    )
    line = base.mark_rule(color="#c9ced6", yOffset=BELOW).encode(x=alt.datum(0), x2=alt.datum(100))
    marks = base.mark_point(
        size=70, filled=True, opacity=1, stroke="white", strokeWidth=1, yOffset=BELOW
    ).encode(
        x=alt.X(
            "share:Q",
            title=gettext("percent"),
            scale=alt.Scale(domain=[0, 100]),
            axis=alt.Axis(orient="top", tickCount=5),
        ),
        color=alt.Color(
            "side:N",
            scale=alt.Scale(domain=list(sides), range=list(sides.values())),
            legend=alt.Legend(orient="top", title=None, columns=3),
        ),
        shape=alt.Shape("side:N", scale=shapes),
    )
    layers = alt.layer(line, marks, data=alt.Data(values=list(points)))
    return charts.styled(layers.properties(width=WIDE, height=alt.Step(32)))
