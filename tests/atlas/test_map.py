"""The map of the small case: what lies at a place, what in a country alone, and what nobody located."""

import re
from dataclasses import replace

from small_case import small_study
from tertius.atlas.map import map_page
from tertius.present.labels import Labels


def page(study):
    return map_page(study, Labels(study)).context


def with_rows(study, table, rows):
    """The study with other rows of one table of its case."""
    lines = replace(study.case.tables[table], rows=rows)
    return replace(study, case=replace(study.case, tables={**study.case.tables, table: lines}))


def test_engagements_lie_where_the_case_says():
    """Six engagements lie in Belgrade or Novi Sad, six in Serbia alone; each sign counts those in the table."""
    shown = page(small_study())
    assert (shown["engagements"], shown["placed"]) == (12, 6)
    named = [row for row in small_study().case.rows("engagements") if row.place]
    at_places = [(r["id"], r["key"]) for r in shown["rows"] if r["spot"]]
    assert sorted(at_places) == sorted((row.id, place) for row in named for place in row.place)
    signs = dict(re.findall(r'data-node="([^"]+)".*?data-count="">(\d+)<', shown["svg"]))
    for key, count in signs.items():
        where, power = key.split("/")
        listed = [r for r in shown["rows"] if r["key"] == where and power in r["powers"]]
        assert len(listed) == int(count), key
    assert {key.split("/")[0] for key in signs} == {"belgrade", "novi-sad", "SRB"}


def test_a_place_without_a_point_is_named_and_not_drawn():
    """Where a place has no coordinates its engagements count under the country, and the page says which."""
    study = small_study()
    bare = [row.model_copy(update={"lat": None, "lon": None}) for row in study.case.rows("places")]
    shown = page(with_rows(study, "places", bare))
    assert shown["unplaced"] == ["Belgrade", "Novi Sad"]
    assert shown["placed"] == 0
    assert {row["key"] for row in shown["rows"]} == {"SRB"}
    assert any(row["how"] == "country; Belgrade has no point" for row in shown["rows"])


def test_a_part_of_a_country_counts_in_the_country_around():
    """Republika Srpska has no outline: it counts in Bosnia and Herzegovina, and the page says so."""
    study = small_study()
    rows = [
        row.model_copy(update={"host": ("BA-SRP",), "place": ()})
        for row in study.case.rows("engagements")
    ]
    shown = page(with_rows(study, "engagements", rows))
    assert shown["parts"] == ["Republika Srpska"]
    assert {row["key"] for row in shown["rows"]} == {"BIH"}
    assert ">Bosnia and Herzegovina</text>" in shown["svg"]
