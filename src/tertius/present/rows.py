"""Rows of a picture, each under its name: a phone has no room for names beside what they name."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from unicodedata import east_asian_width

import altair as alt

WIDE = 285
"""How wide what is drawn is, in pixels: with its margins, a phone of 390 shows it whole."""

LETTER = 6.5
"""The breadth of a letter, in pixels, in the widest font that browsers have for Helvetica."""

LINE = 13
"""The height of a line of a name, in pixels."""

GAP = 9
"""Between a row and the name of the next, in pixels: a name is nearer to its own row."""

NEVER_CUT = 0
"""No limit to the length of a label: what is cut off cannot be looked up in print."""


@dataclass(frozen=True)
class NamedRows:
    """Hold how rows stand under their names: their axis, the height of each, and how far below its middle its marks are."""

    y: alt.Y
    height: alt.Step
    below: float


def under_names(field: str, names: Iterable[str], *, deep: float, wide: float = WIDE) -> NamedRows:
    """Return how rows are drawn whose marks are `deep` pixels high, each name whole above its marks.

    All rows are as high as the longest name asks for, and a shorter one stands down at its marks.
    """
    order = list(dict.fromkeys(names))
    lines, most = _lowered(order, wide)
    step = most * LINE + deep + GAP
    axis = alt.Axis(
        labelExpr=looked_up(lines),
        labelLimit=NEVER_CUT,
        labelAlign="left",
        labelBaseline="top",
        labelLineHeight=LINE,
        labelPadding=0,
        labelOffset=-step / 2,
        ticks=False,
        domain=False,
    )
    # The rows of all kinds of marks stand as far apart, whatever room Vega would leave between them.
    scale = alt.Scale(type="band", paddingInner=0, paddingOuter=0)
    y = alt.Y(f"{field}:N", sort=order, title=None, axis=axis, scale=scale)
    return NamedRows(y, alt.Step(step), step / 2 - GAP - deep / 2 + 3)


def over_columns(field: str, names: Sequence[str], *, wide: float) -> alt.X:
    """Return the axis of columns that are `wide` pixels broad, each under its name in lines as broad."""
    lines, most = _lowered(names, wide)
    axis = alt.Axis(
        orient="top",
        labelAngle=0,
        labelExpr=looked_up(lines),
        labelLimit=NEVER_CUT,
        labelLineHeight=LINE,
        # Lines go down from the first, which is raised so that the last stands at the columns.
        labelPadding=3 + (most - 1) * LINE,
        ticks=False,
        domain=False,
    )
    return alt.X(f"{field}:N", sort=list(names), title=None, axis=axis)


def _lowered(names: Sequence[str], wide: float) -> tuple[dict[str, list[str]], int]:
    """Return each name in as many lines as the longest has, the empty ones first; and how many these are."""
    lines = {name: broken(name, wide) for name in names}
    most = max(map(len, lines.values()), default=1)
    return {name: [""] * (most - len(one)) + one for name, one in lines.items()}, most


def broken(name: str, wide: float) -> list[str]:
    """Return a name in lines that fit a breadth in pixels; Chinese signs take twice the room of letters."""
    signs = sum(east_asian_width(sign) in "WF" for sign in name)
    letters = wide / LETTER * (1 - 0.5 * signs / max(len(name), 1))
    # A word longer than a line stays whole: broken without a hyphen it would read as two.
    return wrap(name, max(int(letters), 4), break_long_words=signs > 0) or [name]


def looked_up(lines: dict[str, list[str]]) -> str:
    """Return the expression by which Vega finds the lines of a label."""
    return f"({json.dumps(lines)})[datum.label]"
