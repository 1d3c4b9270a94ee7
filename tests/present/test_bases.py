import re

from tertius.present import charts


def test_counts_have_whole_steps_and_unknown_is_no_zero():
    """An axis of one engagement reads 0 and 1, a zero says 0, and an unknown amount says so."""
    rows = [
        {"power": "Norway", "basis": "engagements", "value": 1.0},
        {"power": "Canada", "basis": "engagements", "value": 0.0},
        {"power": "Norway", "basis": "amount (million)", "value": 120.0},
        {"power": "Canada", "basis": "amount (million)", "value": None},
    ]
    colours = {"Norway": "#b5452f", "Canada": "#c99a2e"}
    drawn = charts.svg(charts.bases(rows, ["Norway", "Canada"], colours), says="x")
    words = re.findall(r">([^<>]+)</text>", drawn)
    assert not [word for word in words if "." in word]
    assert words.count("unknown") == 1
    assert words.count("0") == 3  # on both axes, and in place of the bar
