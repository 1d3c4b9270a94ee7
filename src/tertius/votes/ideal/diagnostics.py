"""Whether chains have met, and how many independent draws they are worth."""

import numpy as np


def split_r_hat(draws: np.ndarray) -> np.ndarray:
    """Return split R-hat for draws of shape (chains, draws, places): near 1 where all halves agree.

    Each chain is halved, and the variance between the halves set against that within them (Gelman
    and others, Bayesian Data Analysis, third edition, 11.4). NaN for a place that never moves.
    """
    half = draws.shape[1] // 2
    halves = np.concatenate([draws[:, :half], draws[:, half : 2 * half]]).astype(float)
    within = halves.var(axis=1, ddof=1).mean(axis=0)
    between = halves.mean(axis=1).var(axis=0, ddof=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.sqrt((half - 1) / half + between / within))


def effective_draws(draws: np.ndarray) -> np.ndarray:
    """Return how many independent draws each place's draws (chains, draws, places) are worth.

    Autocorrelations of the chains are averaged and summed by pairs while the sum of a pair is
    positive (Geyer 1992), with the variance between chains counted. NaN for a place that never
    moves.
    """
    chains, count, places = draws.shape
    centred = draws - draws.mean(axis=1, keepdims=True)
    size = 2 * count
    spectrum = np.abs(np.fft.rfft(centred, n=size, axis=1)) ** 2
    covariance = np.fft.irfft(spectrum, n=size, axis=1)[:, :count].mean(axis=0) / count
    within = covariance[0] * count / (count - 1)
    between = draws.mean(axis=1).var(axis=0, ddof=1) if chains > 1 else np.zeros(places)
    total = within * (count - 1) / count + between
    with np.errstate(invalid="ignore", divide="ignore"):
        correlation = 1 - (within - covariance) / total
        pairs = correlation[: count // 2 * 2].reshape(-1, 2, places).sum(axis=1)
        goes_on = np.logical_and.accumulate(pairs > 0, axis=0)
        length = -1 + 2 * np.where(goes_on, np.minimum.accumulate(pairs, axis=0), 0).sum(axis=0)
        worth = chains * count / np.maximum(length, 1 / np.log10(chains * count))
    return np.where(total > 0, worth, np.nan)
