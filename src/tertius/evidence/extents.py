"""How far each country reaches, to see that a point lies in another part of the world."""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

BESIDE = Decimal(2)
"""Degrees by which a point may lie outside what its country reaches: a ship, a small island."""

Point = tuple[Decimal, Decimal]
"""A latitude and a longitude in degrees."""


@cache
def extents() -> Mapping[str, tuple[float, float, float, float]]:
    """Return, by the code of a country, its southernmost, westernmost, northernmost and easternmost degree.

    They are those of the outlines that the map draws (Natural Earth), rounded outwards to a tenth.
    """
    text = files("tertius.evidence").joinpath("extents.json").read_text(encoding="utf-8")
    return {code: (s, w, n, e) for code, (s, w, n, e) in json.loads(text).items()}


def point_meant(code: str, point: Point) -> Point | None:
    """Return the point that is meant where one lies outside a country and its numbers exchanged, or without a sign, lie inside.

    None where it lies inside, where nothing else does, or where the country is not known.
    """
    extent = extents().get(code)
    if extent is None or _is_inside(extent, point):
        return None
    lat, lon = point
    for other in ((lon, lat), (-lat, lon), (lat, -lon), (-lat, -lon)):
        if _is_inside(extent, other):
            return other
    return None


def _is_inside(extent: tuple[float, float, float, float], point: Point) -> bool:
    south, west, north, east = map(Decimal, map(str, extent))
    lat, lon = point
    return south - BESIDE <= lat <= north + BESIDE and west - BESIDE <= lon <= east + BESIDE
