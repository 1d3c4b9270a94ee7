"""Figures of the powers through the years: a small picture for each thing of which several are known."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from tertius.evidence.dates import PartialDate
from tertius.evidence.said import sized, spoken, unit_said
from tertius.language.told import begun, catalogue, gettext, listed, marked
from tertius.present import charts
from tertius.present.drawings import colours
from tertius.present.labels import Labels
from tertius.present.network_drawing import OTHER
from tertius.present.sourced import behind
from tertius.study.result import Study

Row = Mapping[str, Any]

WHAT = ("area", "indicator", "sector", "stage", "qualifier", "unit")
"""The columns of a figure that say what is counted, beside whose it is and of when."""

DRAWN_ELSEWHERE = ("opinion_share", "no_answer", "rank")
"""Polls have a picture of their own, and a rank is no amount."""

MOST = 12
"""So many small pictures a reader compares; the list below has every figure."""

MOST_WRITTEN = 6
"""Beside more points than these there is no room for their numbers, and the axis says them."""

LARGE = ((1e9, marked("{unit}, in billions")), (1e6, marked("{unit}, in millions")))
MYRIADS = ((1e8, marked("{unit}, in hundred millions")), (1e4, marked("{unit}, in ten thousands")))
"""In what an axis counts from which size on, with what it then says."""


@dataclass(frozen=True)
class Panel:
    """One thing that is counted, drawn through the years."""

    title: str
    drawing: charts.Drawing


def panels(study: Study, labels: Labels) -> tuple[list[Panel], int]:
    """Return a picture for each thing of which two dated figures are known, and how many are left out."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in study.tables["observations"]:
        if _is_drawn(row):
            groups[tuple(row[name] for name in WHAT)].append(row)
    many = sorted(
        (rows for rows in groups.values() if len(rows) > 1),
        key=lambda rows: (-len(rows), *(rows[0][name] for name in WHAT)),
    )
    years = _years([row for rows in many[:MOST] for row in rows])
    return [_panel(study, labels, rows, years) for rows in many[:MOST]], len(many[MOST:])


def _is_drawn(row: Row) -> bool:
    """Return whether a figure is a number of known years."""
    if row["value"] is None or row["indicator"] in DRAWN_ELSEWHERE or not row["period"]:
        return False
    period = PartialDate.read(row["period"])
    return period.earliest is not None and period.latest is not None


def _bounds(row: Row) -> tuple[date, date]:
    """Return the first and last day of the period of a figure that is drawn."""
    period = PartialDate.read(row["period"])
    assert period.earliest is not None
    assert period.latest is not None
    return period.earliest, period.latest


def _years(rows: Sequence[Row]) -> tuple[str, str]:
    """Return the first and last day of all pictures, so that they can be read beside each other."""
    bounds = [_bounds(row) for row in rows]
    first = min((first.year for first, _ in bounds), default=0)
    last = max((last.year for _, last in bounds), default=0)
    return f"{first:04}-01-01", f"{last:04}-12-31"


def _panel(study: Study, labels: Labels, rows: list[Row], years: tuple[str, str]) -> Panel:
    rows = sorted(
        rows, key=lambda row: (labels.side(row["counterpart"] or row["area"]), *_bounds(row))
    )
    size, counted = _counted(rows)
    points = _apart([_point(labels, row, size) for row in rows])
    title = begun(listed(_title(study, labels, rows[0])))
    says = listed((listed([p["power"], p["when"], p["shown"]], " ") for p in points), "; ")
    hues = colours(labels)
    sides = {side: hues.get(side, OTHER) for side in dict.fromkeys(p["power"] for p in points)}
    chart = _chart(points, sides, years, counted)
    drawing = charts.Drawing(
        chart, listed([title, says], ": "), behind(study, "observations", rows)
    )
    return Panel(title, drawing)


def _title(study: Study, labels: Labels, row: Row) -> Iterator[str]:
    """Yield what a figure counts: the indicator, what of it, in what sector, and where."""
    words = study.case.taxonomy
    yield words.label("indicator", row["indicator"])
    if row["qualifier"]:
        yield study.case.qualified(row["qualifier"])
    if row["sector"]:
        yield words.label("sector", row["sector"])
    if row["stage"]:
        yield words.label("stage", row["stage"])
    yield labels.side(row["area"])


def _counted(rows: Sequence[Row]) -> tuple[float, str]:
    """Return by what numbers are divided to be read on an axis, and what the axis says."""
    unit = rows[0]["unit"]
    said = gettext("percent") if unit == "pct" else unit_said(unit) if unit else ""
    speech = catalogue()
    largest = max(abs(float(row["value"])) for row in rows)
    for size, words in MYRIADS if speech and speech.in_myriads else LARGE:
        if largest >= size:
            return size, gettext(words, unit=said or gettext("number"))
    return 1.0, said


def _point(labels: Labels, row: Row, size: float) -> dict[str, Any]:
    first, last = _bounds(row)
    ends = {
        name: float(row[name]) / size
        for name in ("low", "high")
        if row["low"] is not None and row["high"] is not None
    }
    return {
        "power": labels.side(row["counterpart"] or row["area"]),
        "value": float(row["value"]) / size,
        "shown": sized(row["value"]),
        "when": spoken(row["period"]),
        "first": first.isoformat(),
        "middle": (first + (last - first) / 2).isoformat(),
        "last": last.isoformat(),
        **ends,
    }


NEAR = 0.12
"""Numbers nearer than this share of the axis would be written over each other."""


def _apart(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return points with the side on which each number is written: below where another is close above."""
    values = [point["value"] for point in points]
    near = NEAR * ((max(*values, 0) - min(*values, 0)) or 1)
    return [
        {
            **point,
            "is_below": any(
                point["middle"] == other["middle"] and 0 < other["value"] - point["value"] < near
                for other in points
            ),
        }
        for point in points
    ]


def _chart(
    points: list[dict[str, Any]],
    sides: Mapping[str, str],
    years: tuple[str, str],
    counted: str,
) -> alt.Chart:
    """Return numbers by year, each over the years that it is of, with its range where one is stated."""
    scale = alt.Scale(domain=list(sides), range=list(sides.values()))
    base = alt.Chart().encode(
        x=alt.X(
            "middle:T",
            title=None,
            scale=alt.Scale(domain=list(years)),
            axis=alt.Axis(format="%Y", tickCount=4),
        ),
        y=alt.Y(
            "value:Q", title=counted or None, axis=alt.Axis(tickCount=4, titleFontWeight="normal")
        ),
        color=alt.Color(
            "power:N",
            scale=scale,
            legend=alt.Legend(orient="top", title=None, columns=3, symbolOpacity=1),
        ),
    )
    layers: list[Any] = [
        base.mark_line(strokeWidth=1.2),
        base.mark_rule(strokeWidth=4, opacity=0.35).encode(x=alt.X("first:T"), x2=alt.X2("last:T")),
        base.mark_point(size=60, filled=True, opacity=1).encode(
            shape=alt.Shape(
                "power:N",
                scale=alt.Scale(domain=list(sides), range=charts.SHAPES[: len(sides)]),
            )
        ),
    ]
    if any("low" in point for point in points):
        layers.append(base.mark_rule(strokeWidth=1.5).encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q")))
    if len(points) <= MOST_WRITTEN:
        for is_below, down in ((False, -9), (True, 10)):
            words = base.mark_text(dx=6, dy=down, align="left", fontSize=11)
            words = words.transform_filter(alt.datum.is_below == is_below)
            layers.append(words.encode(text=alt.Text("shown:N"), color=alt.value(charts.INK)))
    chart: alt.Chart = charts.styled(
        alt.layer(*layers, data=alt.Data(values=points)).properties(width=230, height=150)
    )
    return chart
