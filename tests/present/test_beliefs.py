"""The picture of beliefs: what people say, how sure that is, and the figure beside it."""

from small_case import small_study
from tertius.present.beliefs import belief_drawing
from tertius.present.labels import Labels

RUSSIA = {
    "area": "SRB",
    "asked": "best-friend",
    "period": "2019-01",
    "measured_indicator": "trade_share",
    "measured_qualifier": "exports",
    "measured_period": "2017",
    "counterpart": "RUS",
    "perceived": 41.0,
    "perceived_low": 37.66,
    "perceived_high": 44.34,
    "measured": 5.9,
}
CHINA = {
    **RUSSIA,
    "counterpart": "CHN",
    "perceived": 16.0,
    "perceived_low": None,
    "perceived_high": None,
    "measured": None,
    "measured_period": None,
}


def test_answer_interval_and_figure_are_drawn_and_what_is_unknown_is_not():
    """Russia has an answer, its interval and a figure; of China, whose sample and figure are unknown, the answer alone."""
    study = small_study()
    drawing = belief_drawing(study, Labels(study), [RUSSIA, CHINA])
    assert drawing.says == (
        "Russia: 41 percent say so, the figure is 5.9 percent; "
        "China: 16 percent say so, no figure is known"
    )
    drawn = drawing.chart.to_dict()
    sets = [one["data"]["values"] for one in (drawn, *drawn["layer"]) if "data" in one]
    points = next(rows for rows in sets if "kind" in rows[0])
    intervals = next(rows for rows in sets if "low" in rows[0])
    assert [(p["whom"], p["kind"], p["value"]) for p in points] == [
        ("Russia", "people say", 41.0),
        ("Russia", "the figure", 5.9),
        ("China", "people say", 16.0),
    ]
    assert intervals == [{"whom": "Russia", "low": 37.66, "high": 44.34}]


def test_the_picture_rests_on_the_poll_and_on_the_figure():
    """Both answers of the poll and Russia's share of exports stand behind it."""
    study = small_study()
    behind = belief_drawing(study, Labels(study), [RUSSIA, CHINA]).behind
    assert {"poll-russia-2019", "poll-china-2019", "exports-by-gazette"} <= {*behind}
