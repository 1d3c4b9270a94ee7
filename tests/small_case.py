"""The small case of tests/cases/small, run once; its README counts by hand what it holds."""

from functools import cache
from pathlib import Path

from tertius.study.open import check_case
from tertius.study.run import run_study

FOLDER = Path(__file__).parent / "cases" / "small"
SERBIA = Path(__file__).parents[1] / "cases" / "serbia"

DOUBTS = frozenset({("claims.csv", "unconverted"), ("sources.json", "undated-source")})
"""What the small case holds on purpose: an amount in dinars, which nothing converts, and an undated page."""

SAID_OF_DOUBTS = (
    (
        'claims.csv:22 unit: "RSD 2000000000" cannot be compared in EUR: no rate for RSD, as the European Central Bank '
        "publishes none. It counts as unknown; add a claim in EUR where a source has one. (builds all the same)\n"
    ),
    (
        "sources.json: 1 of the sources that rows name has no date (company-page), so what it says is left out of "
        '`--known-on` and of history. Write "issued": {"date-parts": [[2014, 5, 7]]} in it, or the date in Zotero. (builds all the same)\n'
    ),
)
"""How the two are printed; the first file comes before most others, and the second after."""


def beside_doubts(problems):
    """The problems of a copy of the small case, without the two doubts that the small case has itself."""
    return [problem for problem in problems if (problem.file, problem.code) not in DOUBTS]


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
