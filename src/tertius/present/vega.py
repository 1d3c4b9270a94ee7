"""Charts written as SVG: without scripts, with a sentence for who cannot see them, and links that a keyboard follows."""

import re
from typing import Any

import altair as alt
from altair.utils import schemapi

from tertius.language.told import catalogue
from tertius.present.charts import HERE, Drawing


def drawn(drawing: Drawing | None) -> str:
    """Return the drawing as an SVG; nothing where there is nothing to draw."""
    return svg(drawing.chart, says=drawing.says) if drawing else ""


_drawing: list[Any] = []
"""Holds the program that draws as soon as it was asked for."""


def program() -> Any:
    """Return the program that draws. It keeps a thread, without which a fork of this process cannot draw."""
    import vl_convert

    _drawing[:] = [vl_convert]
    return vl_convert


def has_drawn() -> bool:
    """Return whether this process has drawn, or was forked from one that had."""
    return bool(_drawing)


LABELS = re.compile(r' aria-(label|roledescription)="([^"]*)"')
NAMED = re.compile(r"name: (.*?); (?:last|power):")


def _unread(markup: str) -> str:
    """Return a drawing without what Vega says of its parts in English; a bar that leads somewhere keeps its name."""

    def kept(found: re.Match[str]) -> str:
        named = NAMED.search(found[2])
        return f' aria-label="{named[1]}"' if named and found[1] == "label" else ""

    return LABELS.sub(kept, markup)


LINKED = re.compile(r'<a (?=xlink:href="([^"]*)")')


def _stopped_at_once(markup: str) -> str:
    """Return a drawing in which a keyboard stops at one of the marks that lead to the same page, the first."""
    seen: set[str] = set()

    def kept(found: re.Match[str]) -> str:
        is_first = found[1] not in seen
        seen.add(found[1])
        return found[0] if is_first else '<a tabindex="-1" aria-hidden="true" '

    return LINKED.sub(kept, markup)


def svg(chart: alt.Chart | alt.FacetChart, *, says: str) -> str:
    """Return the chart as an SVG that needs no script, with a sentence for readers who cannot see it."""
    import html

    spoken = catalogue()
    written = chart.to_json(validate=schemapi.DEBUG_MODE)
    markup: str = (
        program().vegalite_to_svg(written)
        if spoken is None
        else _unread(
            program().vegalite_to_svg(
                written,
                format_locale=spoken.number_locale(),
                time_format_locale=spoken.time_locale(),
            )
        )
    )
    start = markup.index("<svg")
    label = html.escape(says, quote=True)
    # A picture is read out as one thing, and links inside it would be lost to whoever hears the page.
    role = "group" if "<a " in markup else "img"
    return (
        _stopped_at_once(markup[start:])
        .replace(f'xlink:href="{HERE}', 'xlink:href="')
        .replace("<svg", f'<svg role="{role}" aria-label="{label}"', 1)
    )
