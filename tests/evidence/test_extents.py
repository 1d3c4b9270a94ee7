"""How far countries reach, and which point is meant by one that lies outside."""

import math
from decimal import Decimal

import pytest

from tertius.evidence.extents import extents, point_meant
from tertius.present.outline import outlines


def test_extents_are_those_of_the_outlines():
    """Each holds the whole outline that the map draws, and is not a tenth of a degree wider than it."""
    drawn = {country.code: country.rings for country in outlines().values() if country.code}
    assert drawn.keys() == extents().keys()
    for code, rings in drawn.items():
        points = [point for ring in rings for point in ring]
        lons, lats = [x for x, _ in points], [y for _, y in points]
        south, west, north, east = extents()[code]
        for outer, inner in ((south, min(lats)), (west, min(lons))):
            assert 0 <= inner - outer < 0.1 + 1e-9
        for outer, inner in ((north, max(lats)), (east, max(lons))):
            assert 0 <= outer - inner < 0.1 + 1e-9
        assert math.isfinite(south + west + north + east)


@pytest.mark.parametrize(
    ("code", "point", "meant"),
    [
        ("SRB", ("44.82", "20.46"), None),  # Belgrade
        ("SRB", ("20.46", "44.82"), ("44.82", "20.46")),
        ("KEN", ("4.04", "39.67"), None),  # Mombasa without its minus lies in Kenya too.
        ("ZWE", ("17.83", "31.05"), ("-17.83", "31.05")),  # Harare
        ("ZWE", ("31.05", "-17.83"), ("-17.83", "31.05")),
        ("SRB", ("10", "10"), None),  # Nothing tells what was meant.
        ("BA-SRP", ("20.46", "44.82"), None),  # No country of the outlines.
    ],
)
def test_the_point_that_is_meant(code: str, point: tuple[str, str], meant: tuple[str, str] | None):
    """Numbers exchanged or without a sign are put right where that alone lies inside the country."""
    lat, lon = map(Decimal, point)
    assert point_meant(code, (lat, lon)) == (meant and tuple(map(Decimal, meant)))
