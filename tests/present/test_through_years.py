"""Figures of the powers through the years: what is drawn together, and what is left to the list."""

from dataclasses import replace
from decimal import Decimal

from small_case import small_study
from tertius.present.labels import Labels
from tertius.present.through_years import MOST, panels


def figure(counterpart, period, value, **changed):
    """A row of observations on Serbia's exports, as the small case has one of Russia in 2017."""
    row = next(r for r in small_study().tables["observations"] if r["indicator"] == "trade_share")
    number = None if value is None else Decimal(str(value))
    return {**row, "counterpart": counterpart, "period": period, "value": number, **changed}


def drawn(*rows):
    study = small_study()
    study = replace(study, tables={**study.tables, "observations": rows})
    return panels(study, Labels(study))


def points(panel):
    return panel.drawing.chart.to_dict()["data"]["values"]


def test_figures_of_one_thing_stand_in_one_picture_by_power_and_year():
    """Exports to Russia in two years and to China in one are one picture; imports, of which one is known, are none."""
    found, more = drawn(
        figure("RUS", "2019", 7),
        figure("CHN", "2018", "1.5", low=1, high=2),
        figure("RUS", "2017", "5.9"),
        figure("RUS", "2017", 9, qualifier="imports"),
    )
    assert more == 0
    assert [panel.title for panel in found] == ["Trade share, exports, Serbia"]
    assert found[0].drawing.says == (
        "Trade share, exports, Serbia: China 2018 1.5; Russia 2017 5.9; Russia 2019 7"
    )
    assert [(p["first"], p["last"], p.get("low")) for p in points(found[0])] == [
        ("2018-01-01", "2018-12-31", 1.0),
        ("2017-01-01", "2017-12-31", None),
        ("2019-01-01", "2019-12-31", None),
    ]
    assert found[0].drawing.behind == ("exports-by-gazette",)


def test_what_has_no_year_no_end_or_no_number_is_not_drawn():
    """Of five figures one is of a known year, and one alone is no comparison."""
    rows = [
        figure("RUS", "2017", "5.9"),
        figure("CHN", "", 2),
        figure("CHN", "2012/..", 2),
        figure("CHN", "2018", None),
    ]
    assert drawn(*rows) == ([], 0)


def test_polls_and_ranks_are_not_drawn_by_year():
    """Polls have their own picture, and who is second has no place on a scale of amounts."""
    for indicator in ("opinion_share", "rank"):
        rows = [figure(power, "2017", 2, indicator=indicator) for power in ("RUS", "CHN")]
        assert drawn(*rows) == ([], 0)


def test_large_amounts_are_drawn_in_millions_and_said_whole():
    """5.2 and 9.8 million dollars over eleven years: the axis counts millions, and each bar spans the years."""
    found, _ = drawn(
        *(
            figure(power, "2008/2018", value, unit="USD")
            for power, value in (("CHN", 5_200_000), ("USA", 9_800_000))
        )
    )
    assert [(p["value"], p["shown"], p["first"], p["last"]) for p in points(found[0])] == [
        (5.2, "5.2 million", "2008-01-01", "2018-12-31"),
        (9.8, "9.8 million", "2008-01-01", "2018-12-31"),
    ]
    assert "USD, in millions" in str(found[0].drawing.chart.to_dict())


def test_no_more_than_a_dozen_things_are_drawn():
    """Of fourteen things that could be drawn twelve are, those with most figures first, and two are counted."""
    rows = [
        figure(power, year, 2, qualifier=f"thing {place:02}")
        for place in range(MOST + 2)
        for power in ("RUS", "CHN")
        for year in (("2017", "2018") if place == MOST + 1 else ("2017",))
    ]
    found, more = drawn(*rows)
    assert more == 2
    assert [panel.title.split(", ")[1] for panel in found] == [
        f"thing {MOST + 1}",
        *(f"thing {place:02}" for place in range(MOST - 1)),
    ]


def test_of_two_numbers_close_together_the_lower_is_written_below():
    """62.6 and 64.9 of one year would be written over each other; 35.8 has room."""
    found, _ = drawn(
        figure("CHN", "2017", "62.6"), figure("RUS", "2017", "64.9"), figure("USA", "2017", "35.8")
    )
    assert [(p["shown"], p["is_below"]) for p in points(found[0])] == [
        ("62.6", True),
        ("64.9", False),
        ("35.8", False),
    ]
