"""Ideal points as a file, from a handful of votes, and what is said where there are none."""

import csv

import numpy as np
import pytest

import made_datasets as made
from tertius.errors import TertiusError
from tertius.intake import points
from tertius.intake.points import HEAD, estimate
from tertius.votes.ideal.fit import Sweeps

SHORT = Sweeps(burned=2, kept=8, thinned=1)
STATES = ("United States", "Russia", "China", "France")


def write_release(data):
    """Write a dozen roll calls of 1985 and 1995, one of them on a paragraph, in which Russia says no."""
    calls, votes = (
        ["rcid,session,importantvote,date,unres,amend,para,short,descr"],
        ["rcid,country,country_code,vote"],
    )
    for call in range(1, 13):
        year = 1985 if call < 7 else 1995
        calls.append(f"{call},{year - 1945}.0,0,{year}-11-05,R/{call},0,{int(call in (1, 12))},,")
        votes += [
            f"{call},{state},,{'no' if (state == 'Russia') == (call % 3 > 0) else 'yes'}"
            for state in STATES
        ]
    made.write(data, "unga_votes_2019/roll_calls.csv.gz", "\n".join(calls) + "\n")
    made.write(data, "unga_votes_2019/votes.csv.gz", "\n".join(votes) + "\n")
    made.write(data, "unga_votes_2019/matches.csv", "v1,rcid1,rcid2\n1,2,8\n")


def test_a_row_for_each_seat(tmp_path):
    """Each state has a row for each session, with its votes: those on paragraphs count to 1989 alone."""
    write_release(tmp_path)
    told = estimate(tmp_path, tmp_path / "points.csv", "exact", SHORT)
    assert told.startswith("8 places from 44 votes; effective draws: median ")
    with (tmp_path / "points.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == HEAD
    assert [(row["code"], row["session"], row["votes"]) for row in rows[:2]] == [
        ("USA", "40", "6"),
        ("USA", "50", "5"),
    ]
    assert all(float(row["q5"]) <= float(row["ideal_point"]) <= float(row["q95"]) for row in rows)


def test_places_where_chains_have_not_met_are_named(tmp_path, monkeypatch):
    """Places above the limit are counted, those furthest above named with session and R-hat."""
    write_release(tmp_path)

    def found(panel, *_, **__):
        r_hat = np.full(panel.seats, 1.01)
        r_hat[[0, 7]] = 1.2, 1.4
        draws = np.full(panel.seats, 90.0)
        return points.IdealPoints(*np.zeros((3, panel.seats)), r_hat, draws)

    monkeypatch.setattr(points, "ideal_points", found)
    told = estimate(tmp_path, tmp_path / "points.csv", "exact", SHORT)
    assert "median 90, fewest 90; chains have not met for 2 of them" in told
    assert "least of all for CHN in session 50 (1.40), USA in session 40 (1.20)." in told


def test_what_is_missing_or_unknown(tmp_path):
    """A file that is not there, and a country that no table has, are named; nothing is written."""
    with pytest.raises(TertiusError, match=r"votes\.csv\.gz is not on this disk"):
        estimate(tmp_path, tmp_path / "points.csv", "exact", SHORT)
    write_release(tmp_path)
    made.write(
        tmp_path,
        "unga_votes_2019/votes.csv.gz",
        "rcid,country,country_code,vote\n1,Atlantis,,yes\n",
    )
    with pytest.raises(TertiusError, match="has 'Atlantis', which is in no table"):
        estimate(tmp_path, tmp_path / "points.csv", "exact", SHORT)
    assert not (tmp_path / "points.csv").exists()
