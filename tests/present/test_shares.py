"""The picture of shares has a mark for each share that is known of a power of the case, and says what it shows."""

from dataclasses import replace

from small_case import small_study
from tertius.measures.dependence import AS_ONE
from tertius.present.labels import Labels
from tertius.present.shares import MOST, shares_drawing

ROW = {
    "area": "SRB",
    "indicator": "trade_share",
    "qualifier": "exports",
    "sector": "",
    "stage": "",
    "period": "2018",
    "basis": AS_ONE,
    "counterpart": "RUS",
    "share": 0.059,
    "lower_bound": False,
}


def drawn(*rows):
    """The picture of some shares of the small case, and how many lines it leaves out; each is ROW with other cells."""
    study = small_study()
    told = replace(study, tables={**study.tables, "dependence": [ROW | row for row in rows]})
    object.__setattr__(told, "lineage", Nothing())
    return shares_drawing(told, Labels(told), AS_ONE)


class Nothing:
    """A lineage in which no row rests on anything."""

    def evidence(self, *of):
        return ()


def points(drawing):
    """What each mark stands for: its line, its side and the share in percent."""
    values = drawing.chart.data.values
    return [(one["what"], one["side"], round(one["share"], 6)) for one in values]


def test_each_known_share_of_a_power_is_a_mark():
    """Of two powers and a state that is none of the case, with one share unknown, two marks stand in one line."""
    drawing, more = drawn(
        {},
        {"counterpart": "CHN", "share": 0.0512, "lower_bound": True},
        {"counterpart": "CHN", "qualifier": "imports", "share": None},
        {"counterpart": "BRA", "share": 0.4},
    )
    line = "Trade share, exports, 2018"
    assert more == 0
    assert points(drawing) == [(line, "Russia", 5.9), (line, "China", 5.12)]
    assert drawing.says == (
        f"Shares by counterpart. {line}, Russia, 5.9%; {line}, China, at least 5.1%"
    )


def test_one_share_is_left_to_the_table():
    """One share alone is no picture, and so is none."""
    assert drawn({}) == (None, 0)
    assert drawn() == (None, 0)
    assert drawn({}, {"counterpart": "BRA"}) == (None, 0)


def test_lines_of_most_powers_come_first():
    """So many lines as a reader compares are drawn, one with two powers before those with one; the rest are counted."""
    alone = [{"period": str(year)} for year in range(1990, 1990 + MOST + 5)]
    drawing, more = drawn(*alone, {"counterpart": "CHN", "period": "2003"})
    lines = list(dict.fromkeys(what for what, _, _ in points(drawing)))
    assert (len(lines), more) == (MOST, 5)
    assert lines[0] == "Trade share, exports, 2003"
