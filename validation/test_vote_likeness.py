"""Likeness of votes and alliances on the textbook cases of the literature."""

import numpy as np
import pytest

from tertius.votes.likeness import likeness

# Signorino and Ritter, International Studies Quarterly 43:115-44 (1999), Table 6: the alliance
# portfolios of Germany and Russia in 1914 over twenty states, 0 none to 3 defence; the values of pi,
# kappa and the alignment index as printed in the documentation of the R package fpsim.
GERMANY = [3, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 3, 0, 0] + [0] * 6
RUSSIA = [0, 3, 1, 3, 0, 1] + [0] * 14
CAPABILITIES = [0.25, 0.21, 0.20, 0.08, 0.08, 0.05, 0.03, 0.03, 0.02] + [0.01] * 5 + [0] * 6


def _portfolios(weights):
    table = np.zeros((4, 4))
    np.add.at(table, (GERMANY, RUSSIA), weights)
    return likeness(table)


def test_germany_and_russia_in_1914():
    """Signorino and Ritter's example: S, pi, kappa and the alignment index as they are printed."""
    found = _portfolios(1.0)
    assert found.s_absolute == pytest.approx(0.4)
    assert found.s_squared == pytest.approx(0.444444, abs=5e-7)
    assert found.pi == pytest.approx(-0.04477612, abs=5e-9)
    assert found.kappa_squared == pytest.approx(-0.07758621, abs=5e-9)
    assert found.kappa_linear == pytest.approx(-0.07142857, abs=5e-9)
    assert found.alignment == pytest.approx(-0.04)
    assert found.alignment_squared == pytest.approx(-0.04)


def test_germany_and_russia_weighed_by_capabilities():
    """The same portfolios, each state weighed by its capabilities: S is -0.46."""
    found = _portfolios(CAPABILITIES)
    assert found.s_absolute == pytest.approx(-0.46)
    assert found.s_squared == pytest.approx(-0.348889, abs=5e-7)


def test_united_states_and_mexico_in_1946():
    """The 38 roll calls of fpsim's second example: kappa and pi as they are printed."""
    found = likeness(np.array([[17, 2, 5], [0, 0, 2], [9, 1, 2]]))
    assert found.votes == 38
    assert found.agreement == 0.5
    assert found.kappa_squared == pytest.approx(-0.01222707, abs=5e-9)
    assert found.pi == pytest.approx(-0.02775801, abs=5e-9)
    assert found.s_absolute == pytest.approx(0.1316, abs=5e-5)
    assert found.s_squared == pytest.approx(0.1974, abs=5e-5)
