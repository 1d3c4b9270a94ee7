"""How alike states vote, counted by hand and by laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tertius.votes.likeness import likeness, pair_counts
from tertius.votes.rollcalls import RollCalls, all_pairs

TABLES = arrays(np.int64, (3, 3), elements=st.integers(0, 9))


def calls(ballots, items=None, sessions=None):
    """Return roll calls of states a, b, c, … with these ballots."""
    ballots = np.asarray(ballots, dtype=np.int8)
    count = len(ballots)
    return RollCalls(
        ids=np.arange(1, count + 1),
        sessions=np.asarray(sessions if sessions is not None else [1] * count),
        days=np.zeros(count, dtype=np.int64),
        items=np.asarray(items if items is not None else range(count)),
        states=tuple("abcdefgh"[: ballots.shape[1]]),
        ballots=ballots,
    )


def test_every_measure_by_hand():
    """Of four roll calls two alike, one a step apart and one opposed: every measure, counted by hand."""
    found = likeness(np.array([[1, 1, 1], [0, 1, 0], [0, 0, 0]]))
    assert found.votes == 4
    assert found.agreement == 0.5
    assert found.agreement_voeten == (1 + 1 + 0.5 + 0) / 4
    assert found.s_absolute == pytest.approx(1 - 2 * (0 + 0 + 0.5 + 1) / 4)
    assert found.s_squared == pytest.approx(1 - 2 * (0 + 0 + 0.25 + 1) / 4)
    # Rows 3/4, 1/4, 0; columns 1/4, 1/2, 1/4; both together 1/2, 3/8, 1/8.
    assert found.kappa == pytest.approx((0.5 - 5 / 16) / (1 - 5 / 16))
    assert found.pi == pytest.approx((0.5 - 26 / 64) / (1 - 26 / 64))
    assert found.kappa_linear == pytest.approx(1 - (6 / 16) / (7 / 16))
    assert found.alignment == pytest.approx(2 * (7 / 16 - 6 / 16))


def test_undefined_where_chance_leaves_nothing():
    """Two states that always say yes agree in full, and no measure corrected for chance is defined."""
    found = likeness(np.array([[7, 0, 0], [0, 0, 0], [0, 0, 0]]))
    assert (found.agreement, found.s_absolute, found.alignment) == (1, 1, 0)
    assert np.isnan([found.pi, found.kappa, found.kappa_linear, found.kappa_squared]).all()
    assert np.isnan(likeness(np.zeros((3, 3))).agreement)


@settings(max_examples=50, deadline=None)
@given(TABLES)
def test_laws(table):
    """S is twice Voeten's agreement less one, and exchanging two states changes nothing."""
    found, mirrored = likeness(table), likeness(table.T)
    assert found.s_absolute == pytest.approx(2 * found.agreement_voeten - 1, nan_ok=True)
    for name in vars(found):
        assert getattr(found, name) == pytest.approx(getattr(mirrored, name), nan_ok=True), name


def test_absence_is_left_out_or_read_as_abstention():
    """An absence leaves the roll call out; read as an abstention it counts; no row never counts."""
    one, other = np.array([1, 8, 1, 0]), np.array([1, 3, 8, 1])
    assert pair_counts(one, other).sum() == 1
    counted = pair_counts(one, other, absent_abstains=True)
    assert counted.tolist() == [[1, 1, 0], [0, 0, 1], [0, 0, 0]]


@settings(max_examples=25, deadline=None)
@given(arrays(np.int8, (12, 4), elements=st.sampled_from([0, 1, 2, 3, 8])), st.booleans())
def test_all_pairs_as_pair_by_pair(ballots, absent_abstains):
    """All pairs at once are what each pair is by itself, session by session."""
    sessions = np.array([1] * 7 + [2] * 5)
    given_calls = calls(ballots, sessions=sessions)
    found = all_pairs(given_calls, absent_abstains=absent_abstains)
    expected = {}
    for session in (1, 2):
        rows = ballots[sessions == session]
        for a in range(4):
            for b in range(a + 1, 4):
                counts = pair_counts(rows[:, a], rows[:, b], absent_abstains=absent_abstains)
                if counts.any():
                    expected[session, a, b] = likeness(counts)
    keys = list(zip(found.session.tolist(), found.one.tolist(), found.other.tolist(), strict=True))
    assert keys == list(expected)
    for place, key in enumerate(keys):
        for name, value in vars(expected[key]).items():
            held = getattr(found.likeness, name)[place]
            assert held == pytest.approx(value, abs=1e-6, nan_ok=True), (key, name)


def test_unanimous_roll_calls_can_be_left_out():
    """Roll calls without a dissenting vote are left out where asked, absences aside."""
    given_calls = calls([[1, 1, 8], [1, 3, 1], [2, 2, 2]])
    assert given_calls.divided.tolist() == [False, True, False]
    found = all_pairs(given_calls, divided_only=True)
    assert found.likeness.votes.tolist() == [1, 1, 1]
