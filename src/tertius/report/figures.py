"""Figures and tables of a report, each with the sources that it rests on beneath it."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tertius.evidence.text import several
from tertius.present import charts, vega
from tertius.present.drawings import (
    findings_drawing,
    polls_drawing,
    relations_drawing,
    sector_drawing,
)
from tertius.present.sourced import behind
from tertius.report.inclusion import MOST_ROWS, Chart, Rows
from tertius.report.support import Support
from tertius.report.tree import Node, box, figure, para, table, words
from tertius.report.values import Values
from tertius.report.words import capital

WIDEST_CM = 15.6
"""The width of the text on the page."""

PIXELS_PER_CM = 96 / 2.54
"""A pixel of CSS is a 96th of an inch, and an inch has 2.54 cm."""


@dataclass
class Figures:
    """Draws figures and sets tables, and remembers what it drew."""

    support: Support
    values: Values
    drawings: list[charts.Drawing] = field(default_factory=list)

    def chart(self, asked: Chart) -> list[Node]:
        """Return a figure with its caption and sources; a sentence where there is nothing to draw."""
        drawing = self._draw(asked)
        if drawing is None:
            return [para(*words("Nothing of what this figure would show is in the evidence."))]
        self.drawings.append(drawing)
        caption = words(asked.caption)
        name = f"figure-{len(self.drawings) - 1}"
        drawn = figure(drawing.says, name, WIDEST_CM, caption)
        beneath = self.support.beneath(drawing.behind)
        return [box("", "drawn", [drawn, box("", "sources", [beneath])])]

    def _draw(self, asked: Chart) -> charts.Drawing | None:
        labels = self.support.labels
        study = labels.study
        if asked.chart == "presence":
            place = (asked.settings["host"], asked.settings["sector"])
            rows = [r for r in study.tables["presence"] if (r["host"], r["sector"]) == place]
            return sector_drawing(labels, rows) if rows else None
        if asked.chart == "positions":
            return relations_drawing(study, labels)
        if asked.chart == "polls":
            return polls_drawing(study, labels)
        return findings_drawing(study)

    def rows(self, asked: Rows) -> list[Node]:
        """Return a table of a measure's rows with its caption and sources; a sentence where it has none."""
        found = self.support.labels.study.tables[asked.measure]
        rows = [row for row in found if asked.where is None or asked.where(row)]
        rows.sort(key=lambda row: self._place(asked, row))
        if not rows:
            return [para(*words("No row of the evidence answers what this table asks."))]
        shown = rows[:MOST_ROWS]
        heads = [
            capital(name.replace("_", " ").replace(" pct", ", percent"))
            for name, _ in asked.columns
        ]
        cells = [
            [self.values.cell(asked.measure, row, name, form) for name, form in asked.columns]
            for row in shown
        ]
        right = [all(_is_number(row[name]) for row in shown) for name, _ in asked.columns]
        left = len(rows) - len(shown)
        caption = (
            f"{asked.caption} ({several(left, 'more row is', 'more rows are')} not shown.)"
            if left
            else asked.caption
        )
        made = table(heads, cells, words(caption), right)
        beneath = self.support.beneath(behind(self.support.labels.study, asked.measure, shown))
        return [box("", "tabled", [made, box("", "sources", [beneath])])]

    def _place(self, asked: Rows, row: Mapping[str, Any]) -> list[tuple[int, str]]:
        """Return where a row stands in a table: by its words, powers in the order of the case."""
        settings = self.support.labels.case.settings
        order = [*settings.hosts, *settings.powers, *settings.baselines]
        texts = [row[name] for name, _ in asked.columns if isinstance(row[name], str)]
        return [(order.index(text) if text in order else len(order), text) for text in texts]


def _is_number(value: Any) -> bool:
    return value is None or not isinstance(value, (str, bool))


def width_cm(drawing: charts.Drawing) -> float:
    """Return how wide a drawing stands on the page: as drawn, or as wide as the text."""
    drawn = vega.svg(drawing.chart, says="")
    wide = float(drawn.split('width="', 1)[1].split('"', 1)[0])
    return min(wide / PIXELS_PER_CM, WIDEST_CM)


def as_address(drawing: charts.Drawing, kind: str) -> str:
    """Return a drawing as an address that holds it whole, for HTML as SVG and for Word as PNG."""
    if kind == "svg":
        data, media = vega.svg(drawing.chart, says=drawing.says).encode("utf-8"), "svg+xml"
    else:
        data, media = vega.program().vegalite_to_png(drawing.chart.to_json(), scale=3), "png"
    return f"data:image/{media};base64,{base64.b64encode(data).decode('ascii')}"


def as_pdf(drawing: charts.Drawing) -> bytes:
    """Return a drawing as a PDF, whose letters stay letters."""
    return bytes(vega.program().vegalite_to_pdf(drawing.chart.to_json()))
