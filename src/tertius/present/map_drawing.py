"""The map of engagements as SVG: countries by how much is coded in them, and a sign for each power at each place."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape

from tertius.evidence.codes import name_of
from tertius.language.told import ngettext, territory
from tertius.present.map_labels import STEP, Box, Label, placed_labels, text_width
from tertius.present.network_drawing import OTHER, SIGNS
from tertius.present.outline import (
    Country,
    Point,
    Projection,
    clipped,
    disputed_lines,
    middle_of,
    outlines,
)

WIDE = 1040.0
LOW, HIGH = 420.0, 900.0
"""How high a map is at least and at most, in pixels."""
ROUND = 0.3
"""How much of the region is drawn around the hosts, as a part of their breadth."""

NEAR = 12.0
"""A name farther from its point than so many pixels is tied to it by a line."""

SEA, LAND, LINE = "#eef3f7", "#f7f6f2", "#b9b4a8"
FEW, MANY = (221, 228, 236), (143, 169, 196)
"""The colours of countries with few and with many engagements: light enough for names to be read on both."""


@dataclass(frozen=True)
class Marked:
    """Hold what is marked at a spot: how many engagements of each power, and where they are listed."""

    key: str
    name: str
    spot: Point
    """Longitude and latitude."""
    counts: Mapping[str, int]
    """By the code of a power."""
    is_country: bool
    is_exact: bool = True


@dataclass(frozen=True)
class View:
    """Hold a part of the world as it is drawn: where each point lies in pixels, and how high it is."""

    projection: Projection
    left: float
    top: float
    scale: float
    height: float

    def at(self, point: Point) -> Point | None:
        """Return where a point is drawn, in pixels; None on the other side of the world."""
        placed = self.projection.at(point)
        if placed is None:
            return None
        return (placed[0] - self.left) * self.scale, (placed[1] - self.top) * self.scale

    @cached_property
    def reach(self) -> float:
        """Return how many degrees the corner that is farthest lies from the middle of the projection."""
        corners = [
            (self.left + x / self.scale, self.top + y / self.scale)
            for x in (-20, WIDE + 20)
            for y in (-20, self.height + 20)
        ]
        away = max(math.hypot(*corner) for corner in corners)
        return math.degrees(2 * math.asin(min(away / 2, 1.0)))

    def may_show(self, ring: Sequence[Point]) -> bool:
        """Return whether any part of a ring can lie within the drawing, without placing its points."""
        lon, lat = self.projection.lon, self.projection.lat
        if not min(p[1] for p in ring) - self.reach <= lat <= max(p[1] for p in ring) + self.reach:
            return False
        if abs(lat) + self.reach >= 89:  # around a pole every longitude is near
            return True
        # The meridians that touch a circle on the globe.
        sine = math.sin(math.radians(min(self.reach, 90))) / math.cos(math.radians(lat))
        wide = math.degrees(math.asin(min(sine, 1.0)))
        west, east = min(p[0] for p in ring) - wide, max(p[0] for p in ring) + wide
        return any(west <= lon + turn <= east for turn in (-360, 0, 360))

    def shows(self, point: Point) -> bool:
        """Return whether a point lies within the drawing."""
        placed = self.at(point)
        return placed is not None and 0 <= placed[0] <= WIDE and 0 <= placed[1] <= self.height


def view_of(codes: Sequence[str], spots: Sequence[Point]) -> View | None:
    """Return a view of some countries and spots with the region around; None where no outline is known."""
    known = [outlines()[code] for code in codes if code in outlines()]
    points = [*(p for country in known for p in country.mainland), *spots]
    if not points:
        return None
    projection = Projection(*middle_of(points))
    placed = [p for point in points if (p := projection.at(point))]
    low = [min(p[axis] for p in placed) for axis in (0, 1)]
    high = [max(p[axis] for p in placed) for axis in (0, 1)]
    # 0.02 is about 130 km: a single town is drawn with the country around.
    span = [max(high[axis] - low[axis], 0.02) * (1 + 2 * ROUND) for axis in (0, 1)]
    middle = [(high[axis] + low[axis]) / 2 for axis in (0, 1)]
    scale = min(WIDE / span[0], HIGH / span[1])
    height = max(LOW, min(HIGH, span[1] * scale))
    left, top = middle[0] - WIDE / scale / 2, middle[1] - height / scale / 2
    return View(projection, left, top, scale, round(height))


def label_spot(country: Country, view: View) -> Point | None:
    """Return where a country's name stands, in pixels; None where it is not in view."""
    inside = clipped(_pixels(country.mainland, view), (0, 0, WIDE, view.height))
    if len(inside) < 3:
        return None
    return _centre(inside)


def map_svg(
    view: View,
    marks: Sequence[Marked],
    totals: Mapping[str, int],
    hues: Mapping[str, str],
    names: Mapping[str, str],
    *,
    says: str,
) -> str:
    """Return the map as an SVG; each mark leads to where its engagements are listed on the same page.

    `totals` has the engagements of each country by code, which its colour tells; `hues` a colour
    and `names` a name by the code of each power.
    """
    most = max(totals.values(), default=0)
    shapes = "".join(_shape(one, path, totals, most) for one, path in _outlined(view))
    lines = "".join(
        f'<path d="{_path(placed, closed=False)}"/>'
        for line in disputed_lines()
        if (placed := [p for point in line if (p := view.at(point))])
        and any(0 <= x <= WIDE and 0 <= y <= view.height for x, y in placed)
    )
    drawn = "".join(
        _mark(one, anchor, box, hues, names) for one, anchor, box in _placed(marks, view)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE:g} {view.height:g}" '
        f'width="{WIDE:g}" height="{view.height:g}" style="overflow:hidden" role="group" '
        f'aria-label="{escape(says, quote=True)}" font-family="Helvetica, Arial, sans-serif" '
        f'font-size="12"><rect width="{WIDE:g}" height="{view.height:g}" fill="{SEA}"/>'
        f'<g stroke="{LINE}" stroke-width="1" stroke-linejoin="round">{shapes}</g>'
        f'<g fill="none" stroke="#ffffff" stroke-width="2">{lines}</g>'
        f'<g fill="none" stroke="#6b6459" stroke-width="1.6" stroke-dasharray="4 3">{lines}</g>'
        f"<g>{drawn}</g></svg>"
    )


@lru_cache(maxsize=4)
def _outlined(view: View) -> tuple[tuple[Country, str], ...]:
    """Return each country in view with the path of its outline, which is the same in every language."""
    box = (-20.0, -20.0, WIDE + 20, view.height + 20)
    placed = (
        (one, [clipped(_pixels(ring, view), box) for ring in one.rings if view.may_show(ring)])
        for one in outlines().values()
    )
    drawn = (
        (one, "".join(_path(ring, closed=True) for ring in rings if len(ring) >= 3))
        for one, rings in placed
    )
    return tuple((one, path) for one, path in drawn if path)


def _shape(country: Country, path: str, totals: Mapping[str, int], most: int) -> str:
    count = totals.get(country.key, 0)
    part = (count / most) ** 0.5 if most else 0.0
    tint = ",".join(f"{a + (b - a) * part:.0f}" for a, b in zip(FEW, MANY, strict=True))
    fill = f"rgb({tint})" if count else LAND
    return f'<path d="{path}" fill="{fill}"><title>{escape(territory(country.code, name_of(country.code) or country.name))}</title></path>'


def _pixels(ring: Sequence[Point], view: View) -> list[Point]:
    return [placed for point in ring if (placed := view.at(point))]


def _path(points: Sequence[Point], *, closed: bool) -> str:
    steps: list[str] = []
    for x, y in points:
        step = f"{x:.1f},{y:.1f}"
        if not steps or steps[-1] != step:
            steps.append(step)
    return f"M{'L'.join(steps)}{'Z' if closed else ''}"


def _centre(ring: Sequence[Point]) -> Point:
    """Return the centre of the area within a ring."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        crossed = x1 * y2 - x2 * y1
        area += crossed
        x += (x1 + x2) * crossed
        y += (y1 + y2) * crossed
    if not area:
        return ring[0]
    return x / (3 * area), y / (3 * area)


def _placed(marks: Sequence[Marked], view: View) -> Iterator[tuple[Marked, Point, Box]]:
    """Yield each mark that is in view, with its point and where its name and numbers stand."""
    known: list[tuple[Marked, Point]] = []
    for one in marks:
        spot = label_spot(outlines()[one.key], view) if one.is_country else view.at(one.spot)
        if spot is not None:
            known.append((one, spot))
    labels = [
        Label(
            spot,
            max(text_width(one.name, is_bold=one.is_country), STEP * len(one.counts)),
            one.is_country,
        )
        for one, spot in known
    ]
    boxes = placed_labels(labels, (WIDE, view.height))
    for (one, spot), box in zip(known, boxes, strict=True):
        yield one, spot, box


def _mark(
    mark: Marked, anchor: Point, box: Box, hues: Mapping[str, str], names: Mapping[str, str]
) -> str:
    """Return the name of a place or country with a sign and a number for each power."""
    halo = 'stroke="#ffffff" stroke-width="3" paint-order="stroke" stroke-linejoin="round"'
    codes = list(mark.counts)
    x, below = anchor
    y, right = box.top + 12, box.left + box.width
    # What stands left of its point ends there.
    ends_at_point = not mark.is_country and right < x
    spare = box.width - STEP * len(codes)
    left = box.left + (spare / 2 if mark.is_country else spare + 14 if ends_at_point else 0)
    signs = "".join(
        _sign(mark, code, names[code], (left + STEP * k + 8, y + 14), hues)
        for k, code in enumerate(codes)
    )
    if mark.is_country:
        name = f'<text x="{box.left + box.width / 2:.1f}" y="{y:.1f}" text-anchor="middle" font-weight="bold" fill="#14181d" {halo}>{escape(mark.name)}</text>'
        return name + signs
    dashed = "" if mark.is_exact else ' stroke-dasharray="2 2"'
    at, side = (right, "end") if ends_at_point else (box.left, "start")
    leader = ""
    if box.away_from(anchor) > NEAR:
        leader = f'<path d="M{x:.1f},{below:.1f}L{at:.1f},{y - 4:.1f}" stroke="#14181d" stroke-width="1" fill="none"/>'
    return (
        f'{leader}<circle cx="{x:.1f}" cy="{below:.1f}" r="4" fill="#ffffff" stroke="#14181d" stroke-width="1.5"{dashed}/>'
        f'<text x="{at:.1f}" y="{y:.1f}" text-anchor="{side}" fill="#14181d" {halo}>{escape(mark.name)}</text>{signs}'
    )


def _sign(mark: Marked, code: str, power: str, spot: Point, hues: Mapping[str, str]) -> str:
    x, y = spot
    order = list(hues)
    path = SIGNS[order.index(code) % len(SIGNS)] if code in hues else SIGNS[0]
    count = mark.counts[code]
    said = ngettext(
        "{count} engagement of {power} in {place}",
        "{count} engagements of {power} in {place}",
        count,
        power=power,
        place=mark.name,
    )
    return (
        f'<a href="#at-{escape(mark.key, quote=True)}" data-node="{escape(f"{mark.key}/{code}", quote=True)}" '
        f'aria-label="{escape(said, quote=True)}">'
        f'<path d="{path}" transform="translate({x:.1f},{y:.1f})" fill="{hues.get(code, OTHER)}" '
        'stroke="#ffffff" stroke-width="1"/>'
        f'<text x="{x + 10:.1f}" y="{y + 4:.1f}" fill="#14181d" stroke="#ffffff" stroke-width="3" '
        f'paint-order="stroke" data-count="">{count}</text></a>'
    )
