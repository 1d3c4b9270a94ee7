"""Names on the map can be read: none stands on another where there is room, and each stands near its point."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tertius.present.map_labels import HIGH, Label, placed_labels, text_width

SIZE = (1000.0, 700.0)


def towns(*points):
    return [Label(point, 80.0, is_centred=False) for point in points]


def hidden(boxes):
    return [(a, b) for a, b in combinations(boxes, 2) if a.shared(b)]


def test_a_name_stands_beside_its_point():
    """Alone, a town's name begins right of its point, and a country's stands on the middle of it."""
    (town,) = placed_labels(towns((500, 300)), SIZE)
    assert 500 < town.left < 515
    assert town.top < 300 < town.top + town.height
    (country,) = placed_labels([Label((500, 300), 120.0, is_centred=True)], SIZE)
    assert (country.left, country.left + country.width) == (440, 560)


def test_names_of_near_towns_keep_off_each_other_and_the_country():
    """Five towns around a capital, within the breadth of one name, and the country's name among them."""
    near = towns((500, 300), (530, 315), (545, 310), (500, 350), (480, 280), (520, 330))
    country = Label((510, 345), 210.0, is_centred=True)
    assert not hidden(placed_labels([*near, country], SIZE))


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 700)), min_size=1, max_size=40))
def test_every_label_stands_within_the_drawing_and_near_its_point(points):
    """Wherever points lie, a name is within the drawing, no farther away than three names."""
    labels = towns(*points)
    for label, box in zip(labels, placed_labels(labels, SIZE), strict=True):
        assert box.away_from(label.anchor) <= 4 * HIGH
        if 100 < label.anchor[0] < 900 and 150 < label.anchor[1] < 550:
            assert 0 <= box.left <= SIZE[0] - box.width
            assert 0 <= box.top <= SIZE[1] - box.height


def test_chinese_names_are_broader():
    """A Chinese letter takes the breadth of about two Latin ones."""
    assert text_width("贝尔格莱德") == 60
    assert text_width("Beograd") < 50


@given(st.floats(200, 800), st.floats(200, 500), st.floats(20, 150))
def test_a_label_by_itself_is_where_it_is_expected(x, y, width):
    """Where nothing is in the way a town's name is right of its point, whatever its breadth."""
    (box,) = placed_labels([Label((x, y), width, is_centred=False)], SIZE)
    assert box.left > x
    assert box.away_from((x, y)) < 12
