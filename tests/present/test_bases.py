import re

from tertius.present import charts, vega


def test_counts_have_whole_steps_and_unknown_is_no_zero():
    """An axis of one engagement reads 0 and 1, a zero says 0, and an unknown amount says so."""
    rows = [
        {"power": "Norway", "basis": "engagements", "value": 1.0},
        {"power": "Canada", "basis": "engagements", "value": 0.0},
        {"power": "Norway", "basis": "amount (million)", "value": 120.0},
        {"power": "Canada", "basis": "amount (million)", "value": None},
    ]
    colours = {"Norway": "#b5452f", "Canada": "#c99a2e"}
    drawn = vega.svg(charts.bases(rows, ["Norway", "Canada"], colours), says="x")
    words = re.findall(r">([^<>]+)</text>", drawn)
    assert not [word for word in words if "." in word]
    assert words.count("unknown") == 1
    assert words.count("0") == 3  # on both axes, and in place of the bar


def test_no_host_has_the_colour_of_a_power():
    """However many powers and hosts a case has, a colour says which of the two a side is; a power that is a host too keeps its own."""
    powers = [f"power {number}" for number in range(9)]
    hosts = ["power 3", *(f"host {number}" for number in range(6))]
    hues = charts.colours_of(powers, hosts)
    of_powers = {hues[power] for power in powers}
    assert hues["power 3"] == charts.colours_of(powers)["power 3"]
    assert of_powers.isdisjoint({hues[host] for host in hosts[1:]})
