"""Outlines of countries, and a projection that draws any region of the world without tearing it."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]

DISPUTED = (
    ("XKX", "SRB"),
    ("N. Cyprus", "CYP"),
    ("Somaliland", "SOM"),
    ("ESH", "MAR"),
    ("PSE", "ISR"),
    ("Siachen Glacier", "IND"),
    ("Siachen Glacier", "PAK"),
    ("Siachen Glacier", "CHN"),
)
"""Neighbours of which one does not recognise the other, or that both claim what lies between.

Only lines that the outlines have apart from others can be drawn so: those in Kashmir and Crimea are not.
"""


@dataclass(frozen=True)
class Country:
    """Hold a country's outline: its code, empty where ISO 3166 has none, and its rings in degrees."""

    code: str
    name: str
    rings: tuple[Ring, ...]

    @property
    def key(self) -> str:
        """Return what tells it from all others."""
        return self.code or self.name

    @property
    def mainland(self) -> Ring:
        """Return the ring that encloses most."""
        return max(self.rings, key=lambda ring: abs(_area(ring)))


@cache
def outlines() -> dict[str, Country]:
    """Return the outline of every country, by code, or by name where it has none."""
    topology = _topology()
    arcs = [_arc(topology["transform"], deltas) for deltas in topology["arcs"]]
    listed = [
        Country(
            one["properties"]["code"],
            one["properties"]["name"],
            tuple(_ring(arcs, ring) for polygon in one["arcs"] for ring in polygon),
        )
        for one in topology["objects"]["countries"]["geometries"]
    ]
    return {one.key: one for one in listed}


@cache
def disputed_lines() -> tuple[Ring, ...]:
    """Return the borders between neighbours that do not agree on them."""
    topology = _topology()
    used = {
        one["properties"]["code"] or one["properties"]["name"]: {
            arc if arc >= 0 else ~arc for polygon in one["arcs"] for ring in polygon for arc in ring
        }
        for one in topology["objects"]["countries"]["geometries"]
    }
    shared = sorted({arc for one, other in DISPUTED for arc in used[one] & used[other]})
    return tuple(_arc(topology["transform"], topology["arcs"][arc]) for arc in shared)


@cache
def _topology() -> Any:
    text = files("tertius.present").joinpath("outlines", "countries.json").read_text("utf-8")
    return json.loads(text)


def _arc(transform: Any, deltas: Sequence[Sequence[int]]) -> Ring:
    """Return the points of an arc in degrees; TopoJSON keeps the steps from each to the next."""
    (kx, ky), (x0, y0) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in deltas:
        x, y = x + dx, y + dy
        points.append((x * kx + x0, y * ky + y0))
    return tuple(points)


def _ring(arcs: Sequence[Ring], ring: Sequence[int]) -> Ring:
    points: list[Point] = []
    for arc in ring:
        run = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points.extend(run[1:] if points else run)
    return tuple(points)


def _area(ring: Ring) -> float:
    """Return twice the area that a ring encloses, in degrees that are as long as at its latitude."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    middle = sum(y for _, y in ring) / len(ring)
    crossed = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)
    return crossed * math.cos(math.radians(middle))


@dataclass(frozen=True)
class Projection:
    """Lambert's azimuthal projection, true in area, around a point in degrees."""

    lon: float
    lat: float

    def at(self, point: Point) -> Point | None:
        """Return where a point lies, to the east and south of the middle; None on the other side of the world."""
        lon, lat = math.radians(point[0] - self.lon), math.radians(point[1])
        middle = math.radians(self.lat)
        facing = math.sin(middle) * math.sin(lat) + math.cos(middle) * math.cos(lat) * math.cos(lon)
        if (
            facing < -0.5
        ):  # 120 degrees away, from where on shapes are drawn out to nothing one knows
            return None
        size = math.sqrt(2 / (1 + facing))
        east = size * math.cos(lat) * math.sin(lon)
        north = size * (
            math.cos(middle) * math.sin(lat) - math.sin(middle) * math.cos(lat) * math.cos(lon)
        )
        return east, -north


def middle_of(points: Sequence[Point]) -> Point:
    """Return the middle of points on the globe, also where they lie on both sides of 180 degrees."""
    x = sum(math.cos(math.radians(b)) * math.cos(math.radians(a)) for a, b in points)
    y = sum(math.cos(math.radians(b)) * math.sin(math.radians(a)) for a, b in points)
    z = sum(math.sin(math.radians(b)) for _, b in points)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def clipped(ring: Sequence[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """Return the part of a closed ring inside a box of left, top, right and bottom (Sutherland and Hodgman)."""
    left, top, right, bottom = box
    points = list(ring)
    for axis, bound, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        points = list(_beyond(points, axis, bound, sign))
    return points


def _beyond(points: Sequence[Point], axis: int, bound: float, sign: int) -> Iterator[Point]:
    """Yield the points of a ring on one side of a line, with those where it crosses."""
    for k, here in enumerate(points):
        before = points[k - 1]
        inside, was = (sign * (p[axis] - bound) >= 0 for p in (here, before))
        if inside != was:
            part = (bound - before[axis]) / (here[axis] - before[axis])
            other = before[1 - axis] + part * (here[1 - axis] - before[1 - axis])
            yield (bound, other) if axis == 0 else (other, bound)
        if inside:
            yield here
