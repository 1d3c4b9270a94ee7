"""Outlines of countries: where they lie, what is disputed, and a projection that is true in area."""

import math
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from tertius.present.map_drawing import WIDE, view_of
from tertius.present.outline import Projection, clipped, disputed_lines, middle_of, outlines


def holds(ring, point):
    """Whether a ring goes around a point, by how often a line to the east crosses it."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossed = not crossed
    return crossed


def test_cities_lie_in_their_countries():
    """Belgrade lies in Serbia and Pristina in Kosovo; Nairobi and Hamilton lie in their countries."""
    cities = {
        "SRB": (20.46, 44.82),
        "XKX": (21.17, 42.66),
        "KEN": (36.82, -1.29),
        "NZL": (175.3, -37.8),
    }
    for code, city in cities.items():
        inside = [one.key for one in outlines().values() if any(holds(r, city) for r in one.rings)]
        assert inside == [code]


def test_disputed_borders_are_drawn_as_such():
    """The line between Serbia and Kosovo is among the disputed ones, that between Kosovo and Albania is not."""
    points = {point for line in disputed_lines() for point in line}
    kosovo, serbia, albania = (
        {p for ring in outlines()[code].rings for p in ring} for code in ("XKX", "SRB", "ALB")
    )
    assert len(points & kosovo & serbia) > 5
    assert len(points & kosovo & albania) <= 1  # the point where all three lines end


def test_the_outlines_come_with_their_licence():
    """Whose outlines they are, and under which licence, stands beside them in the package."""
    text = files("tertius.present").joinpath("outlines", "LICENSE").read_text("utf-8")
    assert "Natural Earth" in text
    assert "Permission to use, copy, modify" in text


degrees = st.tuples(st.floats(-179, 179), st.floats(-80, 80))


@given(degrees, st.floats(-60, 60), st.floats(-60, 60))
def test_the_projection_is_true_in_area(middle, east, north):
    """A small square of degrees has the area that it has on the globe, wherever the middle is."""
    projection, side = Projection(*middle), 0.01
    lat = max(-85.0, min(85.0, middle[1] + north))
    corners = [
        (middle[0] + east + a * side, lat + b * side) for a, b in ((0, 0), (1, 0), (1, 1), (0, 1))
    ]
    placed = [projection.at(corner) for corner in corners]
    if any(p is None for p in placed):
        return
    pairs = zip(placed, (*placed[1:], placed[0]), strict=True)
    area = abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2
    globe = math.radians(side) ** 2 * math.cos(math.radians(lat + side / 2))
    assert math.isclose(area, globe, rel_tol=0.01)


def test_a_region_across_the_date_line_is_one_region():
    """The middle of two points at 179 degrees east and west lies between them, and Fiji is drawn whole."""
    lon, lat = middle_of([(179.0, -17.0), (-179.0, -17.0)])
    assert abs(abs(lon) - 180) < 1e-6
    assert math.isclose(lat, -17, abs_tol=0.1)
    view = view_of(["FJI"], [])
    placed = [view.at(point) for point in outlines()["FJI"].mainland]
    assert all(0 <= x <= WIDE and 0 <= y <= view.height for x, y in placed)


def test_a_ring_is_cut_at_a_box():
    """A square of two by two around a corner of the box leaves the quarter inside."""
    ring = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
    assert set(clipped(ring, (0, 0, 5, 5))) == {(0, 0), (1, 0), (1, 1), (0, 1)}
    assert clipped(ring, (2, 2, 5, 5)) == []


def test_where_nothing_is_known_there_is_no_view():
    """Of a bloc that has no outline, without a place, no map is drawn."""
    assert view_of(["EU"], []) is None


@given(degrees, st.sampled_from(["SRB", "FJI", "RUS", "NOR", "NZL", "KEN", "USA"]))
def test_no_ring_is_passed_over_that_is_in_view(point, code):
    """What is left out without placing its points has no point within the drawing."""
    view = view_of([code], [])
    lon, lat = point
    ring = [(lon, lat), (lon + 1, lat), (lon + 1, lat + 1), (lon, lat + 1)]
    assert view.may_show(ring) or not any(view.shows(p) for p in ring)
