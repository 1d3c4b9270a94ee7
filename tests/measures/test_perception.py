"""What people believe beside what the figures show, counted by hand."""

import math

import ibis
import pyarrow as pa
import pytest

from tertius.inputs.schema import SHAPES
from tertius.measures.perception import perception

OBSERVED = ibis.schema(
    {
        "world": "string",
        **dict.fromkeys(
            ("indicator", "area", "counterpart", "sector", "stage", "period", "qualifier", "unit"),
            "string",
        ),
        "known": "boolean",
        **dict.fromkeys(("value", "sample", "deff"), "decimal(30,6)"),
    }
)
PAIR = {
    "asked": "partner",
    "question": "Who is the most important partner?",
    "measured_indicator": "trade_share",
    "measured_qualifier": "total",
}


def compared(*observed, known=True):
    """Rows of perception, by counterpart, from (indicator, counterpart, period, value, sample)."""
    rows = [
        dict.fromkeys(OBSERVED, "")
        | {"indicator": indicator, "area": "SRB", "counterpart": counterpart, "period": period}
        | {"qualifier": "total" if indicator == "trade_share" else "partner", "unit": "pct"}
        | {"known": known, "value": value, "sample": sample, "deff": None}
        for indicator, counterpart, period, value, sample in observed
    ]
    table = ibis.memtable(pa.Table.from_pylist(_decimal(rows), schema=OBSERVED.to_pyarrow()))
    pairs = ibis.memtable(pa.Table.from_pylist([PAIR], schema=SHAPES["questions"]))
    found = perception.function(table, pairs).to_pyarrow().to_pylist()
    return {row["counterpart"]: row for row in found}


def _decimal(rows):
    from decimal import Decimal

    return [
        {
            k: Decimal(str(v)) if isinstance(v, int | float) and k != "known" else v
            for k, v in r.items()
        }
        for r in rows
    ]


FIGURES = (
    ("trade_share", "EU", "2018", 64.6, None),
    ("trade_share", "RUS", "2018", 6.9, None),
    ("trade_share", "CHN", "2018", 5.1, None),
)


def test_the_gap_is_what_is_said_less_what_is_measured():
    """73 percent name Russia, which has 6.9 percent of trade: a gap of 66.1 points, with its interval."""
    rows = compared(("opinion_share", "RUS", "2020", 73, 1000), *FIGURES)
    row = rows["RUS"]
    half = 1.96 * 100 * math.sqrt(1.5 * 0.73 * 0.27 / 1000)
    assert row["gap"] == pytest.approx(66.1)
    assert row["gap_low"] == pytest.approx(66.1 - half)
    assert row["gap_high"] == pytest.approx(66.1 + half)
    assert row["log_ratio"] == pytest.approx(math.log(73 / 6.9))


def test_an_interval_stays_within_what_can_be():
    """Of few people asked, 98 percent named Russia: no more than all of them could have."""
    row = compared(("opinion_share", "RUS", "2020", 98, 20), *FIGURES)["RUS"]
    assert row["perceived_high"] == 100
    assert 0 < row["perceived_low"] < 98


def test_an_unknown_sample_gives_no_interval_and_says_so():
    """Without the sample's size nothing is said of the error."""
    row = compared(("opinion_share", "RUS", "2020", 73, None), *FIGURES)["RUS"]
    interval = ("perceived_low", "perceived_high", "gap_low", "gap_high")
    assert [row[name] for name in interval] == [None] * 4
    assert "the sample is not stated" in row["caveat"]


def test_answers_beyond_a_hundred_are_not_added_up():
    """73 and 71 percent cannot be parts of one whole, so there is no total gap and the caveat says why."""
    rows = compared(
        ("opinion_share", "RUS", "2020", 73, None),
        ("opinion_share", "CHN", "2020", 71, None),
        *FIGURES,
    )
    assert rows["RUS"]["total_gap"] is None
    assert "several answers could be given" in rows["CHN"]["caveat"]
    assert (rows["RUS"]["perceived_rank"], rows["CHN"]["measured_rank"]) == (1, 2)


def test_the_total_gap_is_half_the_sum_of_the_gaps():
    """30, 20 and 40 percent said, 6.9, 5.1 and 64.6 measured: half of 23.1 + 14.9 + 24.6."""
    rows = compared(
        ("opinion_share", "RUS", "2018", 30, None),
        ("opinion_share", "CHN", "2018", 20, None),
        ("opinion_share", "EU", "2018", 40, None),
        ("no_answer", "", "2018", 10, None),
        *FIGURES,
    )
    assert rows["EU"]["total_gap"] == pytest.approx((23.1 + 14.9 + 24.6) / 2)
    assert rows["EU"]["perceived_of_answers"] == pytest.approx(40 / 0.9)
    assert {row["no_answer"] for row in rows.values()} == {10}
    assert {row["named_correctly"] for row in rows.values()} == {40}
    assert rows["EU"]["measured_first"] == "EU"
    assert "figure" not in rows["EU"]["caveat"]


@pytest.mark.parametrize(
    ("periods", "chosen"),
    [
        (("2016", "2018", "2020"), "2020"),
        (("2016", "2018", ""), "2018"),
        (("", "2021"), ""),
        (("2022", "2021"), "2021"),
    ],
)
def test_the_figure_is_of_the_nearest_period(periods, chosen):
    """Its own period first, then the latest before it, then an undated one, then the next after."""
    figures = [("trade_share", "RUS", period, 5, None) for period in periods]
    row = compared(("opinion_share", "RUS", "2020", 73, None), *figures)["RUS"]
    assert row["measured_period"] == chosen


def test_a_belief_without_a_figure_is_shown_without_a_gap():
    """Where nothing is measured the gap is unknown, never the belief itself."""
    row = compared(("opinion_share", "RUS", "2020", 73, None))["RUS"]
    assert (row["measured"], row["gap"], row["measured_rank"]) == (None, None, None)
    assert "no figure stands beside it" in row["caveat"]


def test_a_disputed_number_is_not_compared():
    """A poll whose number is unknown after settling has no row."""
    assert compared(("opinion_share", "RUS", "2020", 73, None), *FIGURES, known=False) == {}


def test_who_leads_is_told_over_the_nearest_figures_of_all():
    """The EU's figure of 2018 and Russia's without a year stand side by side, asked or not."""
    figures = (("trade_share", "EU", "2018", 64.6, None), ("trade_share", "RUS", "", 6.9, None))
    row = compared(("opinion_share", "RUS", "2020", 73, None), *figures)["RUS"]
    assert (row["measured_first"], row["named_correctly"]) == ("EU", None)
    assert "the figure has no period" in row["caveat"]
