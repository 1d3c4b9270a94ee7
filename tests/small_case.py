"""The small case of tests/cases/small, run once; its README counts by hand what it holds."""

from functools import cache
from pathlib import Path

from tertius.study.open import check_case
from tertius.study.run import run_study

FOLDER = Path(__file__).parent / "cases" / "small"
SERBIA = Path(__file__).parents[1] / "cases" / "serbia"


@cache
def small_study():
    """The small case in the baseline, with every world without one origin."""
    case, compiled, problems = check_case(FOLDER)
    assert not [p for p in problems if p.blocks], problems
    return run_study(case, compiled)


@cache
def serbia_study():
    """The Serbia case in the baseline, with every world without one origin.

    Who asks for it is marked `xdist_group("serbia")`: one worker computes it for all of them.
    """
    case, compiled, problems = check_case(SERBIA)
    assert not [p for p in problems if p.blocks], problems
    return run_study(case, compiled)


def rows(measure, **wanted):
    """The rows of a measure of the small case that have these values."""
    return [r for r in small_study().tables[measure] if all(r[k] == v for k, v in wanted.items())]


def one(measure, **wanted):
    """The only row of a measure of the small case that has these values."""
    (row,) = rows(measure, **wanted)
    return row
