"""How often a verdict came up, in which words, and whether the draws suffice."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.sensitivity.likelihood import (
    LIKELIHOODS,
    Convergence,
    Frequency,
    convergence,
    frequencies,
    likelihood,
)

CONFIDENCE = re.compile(r"\b(high|moderate|low|confiden\w*)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (0, "below 1 percent"),
        (0.00999, "below 1 percent"),
        (0.01, "almost no chance"),
        (0.04999, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.44999, "unlikely"),
        (0.45, "roughly even chance"),
        (0.54999, "roughly even chance"),
        (0.55, "likely"),
        (0.8, "very likely"),
        (0.94999, "very likely"),
        (0.95, "almost certain"),
        (0.99, "almost certain"),
        (0.99001, "above 99 percent"),
        (1, "above 99 percent"),
    ],
)
def test_words_of_icd_203(share, word):
    """Each band holds its lower end; 99 percent is almost certain, and no word is said beyond."""
    assert likelihood(share).word == word


@given(st.integers(1, 3000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_every_frequency_has_one_word_and_an_interval_around_it(pair):
    """The share lies in its interval, the interval between 0 and 1, and the word's band holds the share."""
    told = Frequency(*pair)
    low, high = told.interval
    assert 0 <= low <= told.share <= high <= 1
    assert told.likelihood.low <= told.share <= told.likelihood.high
    assert not CONFIDENCE.search(str(told))


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_what_is_no_share(share):
    """A likelihood outside 0 and 1 is an error."""
    with pytest.raises(ValueError, match="is no share"):
        likelihood(share)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals(count, of, low, high):
    """The intervals are those printed for Wilson's method without correction (Newcombe 1998, table I)."""
    assert Frequency(count, of).interval == pytest.approx((low, high), abs=0.00005)


def test_intervals_cover():
    """Of frequencies over 200 draws at known probabilities, about 95 in 100 have it in their interval."""
    rng = np.random.default_rng(7)
    for p in (0.02, 0.1, 0.3, 0.5, 0.9):
        ends = np.array([Frequency(int(k), 200).interval for k in rng.binomial(200, p, 4000)])
        covered = ((ends[:, 0] <= p) & (p <= ends[:, 1])).mean()
        assert 0.92 < covered < 0.98, p


@pytest.mark.parametrize(("count", "of"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_what_is_no_frequency(count, of):
    """More than all draws, or none at all, is no frequency."""
    with pytest.raises(ValueError, match="is no frequency"):
        Frequency(count, of)


def test_a_frequency_in_words():
    """A frequency is said with its word, the word's band, the count and the interval."""
    assert str(Frequency(873, 1000)) == (
        "very likely (80 to 95 percent): in 873 of 1,000 draws (95 percent interval 85.1 to 89.2 percent)"
    )
    assert str(Frequency(1000, 1000)) == (
        "above 99 percent: in 1,000 of 1,000 draws (95 percent interval 99.6 to 100.0 percent)"
    )


def test_frequencies_of_verdicts():
    """Each verdict that came up has its frequency, the most frequent first."""
    told = frequencies(["holds", "open", "holds", "fails", "holds", "open"])
    assert list(told.items()) == [
        ("holds", Frequency(3, 6)),
        ("open", Frequency(2, 6)),
        ("fails", Frequency(1, 6)),
    ]


def halves(one, two, of=500):
    return Convergence(Frequency(one + two, 2 * of), (Frequency(one, of), Frequency(two, of)))


@pytest.mark.parametrize(
    ("one", "two", "converged", "words"),
    [
        (250, 250, True, ("roughly even chance",)),
        (150, 150, True, ("unlikely",)),
        (225, 225, False, ("unlikely", "roughly even chance")),
        (400, 400, True, ("likely", "very likely")),
        (0, 0, True, ("below 1 percent",)),
        (495, 495, True, ("almost certain", "above 99 percent")),
    ],
)
def test_draws_suffice_where_the_interval_is_close_or_has_one_word(one, two, converged, words):
    """A thousand draws suffice unless they leave both the number and the word in doubt."""
    told = halves(one, two)
    assert (told.converged, told.words) == (converged, words)
    assert told.converged == (told.half_width <= 0.03 or len(words) == 1)


def test_standard_error():
    """The standard error is that of a share of independent draws."""
    assert Frequency(500, 1000).error == pytest.approx(0.0158114)
    assert Frequency(0, 1000).error == 0


def test_halves_that_disagree():
    """Halves whose shares differ by more than chance gives are said to; equal ones agree."""
    assert not halves(250, 320).halves_agree
    assert halves(250, 270).halves_agree
    assert halves(0, 0).halves_agree


def test_halves_of_independent_draws_agree():
    """Of independent draws about 5 in 100 have halves that disagree by chance."""
    rng = np.random.default_rng(9)
    pairs = rng.binomial(500, 0.7, (2000, 2)).tolist()
    assert 0.03 < np.mean([not halves(*pair).halves_agree for pair in pairs]) < 0.07


def test_convergence_takes_draws_in_their_order():
    """The first half of the draws is compared with the second; the rest are other verdicts."""
    told = convergence(["holds"] * 3 + ["open", "fails", "holds", "open"], "holds")
    assert told.halves == (Frequency(3, 3), Frequency(1, 4))
    assert told.frequency == Frequency(4, 7)
    with pytest.raises(ValueError, match="1 draws have no two halves"):
        convergence(["holds"], "holds")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (halves(435, 438), "1,000 draws suffice: the share is known to within 2.1 points (standard error 1.1), all of it very likely; the two halves of the draws agree."),
        (halves(400, 400), "1,000 draws suffice: the share is known to within 2.5 points (standard error 1.3), on the border of likely and very likely; the two halves of the draws agree."),
        (halves(250, 200), "More draws are needed: the share is known to within 3.1 points (standard error 1.6), which reaches from unlikely to roughly even chance; the two halves of the draws differ by more than chance gives."),
    ],
)  # fmt: skip
def test_convergence_in_words(told, said):
    """What more draws would change is one sentence, without a word of confidence."""
    assert str(told) == said
    assert not CONFIDENCE.search(said)


def test_bands_join():
    """Each band begins where the one before ends, from 0 to 1."""
    assert [one.high for one in LIKELIHOODS[:-1]] == [one.low for one in LIKELIHOODS[1:]]
    assert (LIKELIHOODS[0].low, LIKELIHOODS[-1].high) == (0, 1)
