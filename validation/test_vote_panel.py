"""The votes behind the published ideal points, prepared by the published rules."""

import numpy as np

from shared_files import shared_file
from tertius.intake.datasets.reading import read_csv
from tertius.intake.datasets.unga_panel import read_panel


def test_the_published_sample():
    """797,473 votes on 4,784 items of 10,469 country-sessions of 199 countries, each as often as published.

    The counts are those of the file of estimates of April 2020 by Bailey, Strezhnev and Voeten
    (even sessions), and those that their program prints.
    """
    panel = read_panel(shared_file("data/unga_votes_2019"))
    assert len(panel.place) == 797_473
    assert len(panel.items) == 4_784
    assert panel.seats == 10_469
    assert len(np.unique(panel.state)) == 199
    published = read_csv(
        shared_file("data/ideal_points_2020/even_sessions.csv.gz"),
        dict.fromkeys(("ccode", "session", "votes"), "whole"),
    )
    seats = zip(panel.state.tolist(), panel.session.tolist(), panel.cast.tolist(), strict=True)
    cast = {(state, session): votes for state, session, votes in seats}
    for row in published.to_pylist():
        assert cast[row["ccode"], row["session"]] == row["votes"], row
