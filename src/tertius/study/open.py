"""A case opened: read, checked, and its findings compiled."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tertius.case.checks.fold import folded
from tertius.case.checks.run import check_rows
from tertius.case.identity.same import judged, redirected
from tertius.case.problems import Problem, in_order
from tertius.case.read import Case, read_case
from tertius.errors import CaseError
from tertius.evidence.text import did_you_mean, several
from tertius.findings.compiled import Compiled
from tertius.findings.read import read_findings
from tertius.measures import measure_columns

SHOWN = 20
"""How many problems an error lists: a screen of them; `tertius check` lists all."""


class Opened(NamedTuple):
    """A case that was read and checked, which is done once and handed on."""

    case: Case | None
    """None where case.yml cannot be read."""
    compiled: list[Compiled]
    """Its findings, with their conditions ready to be asked."""
    problems: list[Problem]
    """Everything that is wrong with either, in order."""


class Buildable(NamedTuple):
    """A case that can be built, its findings, and the problems that do not keep it from that."""

    case: Case
    compiled: list[Compiled]
    problems: list[Problem]


def check_case(folder: Path) -> Opened:
    """The case, its findings, and every problem in either, in order."""
    case, problems = read_case(folder)
    if case is None:
        return Opened(None, [], in_order(problems))
    case = redirected(case)
    problems += check_rows(case)
    compiled, wrong = read_findings(case, measure_columns())
    return Opened(case, compiled, in_order(folded(case, [*problems, *wrong])))


def open_case(folder: Path) -> Buildable:
    """A case that can be built. Raises CaseError, listing the problems, where it cannot."""
    return built(folder, check_case(folder))


def built(folder: Path, opened: Opened) -> Buildable:
    """What was checked, if it can be built, with actors that are judged the same as one.

    Raises CaseError, listing the problems, where it cannot be built.
    """
    case, compiled, problems = opened
    blocking = [problem for problem in problems if problem.blocks]
    if case is None or blocking:
        shown = "\n".join(str(problem) for problem in blocking[:SHOWN])
        more = (
            f"\n… and {len(blocking) - SHOWN} more; `tertius check` lists all."
            if len(blocking) > SHOWN
            else ""
        )
        raise CaseError(
            f"{folder} has {several(len(blocking), 'problem that keeps', 'problems that keep')} it from building:\n{shown}{more}"
        )
    return Buildable(judged(case), compiled, problems)


def named_finding(compiled: Sequence[Compiled], name: str) -> list[Compiled]:
    """Return the one finding with an id, in a list. Raises CaseError where the case has none."""
    if matching := [one for one in compiled if one.finding.id == name]:
        return matching
    hint = did_you_mean(name, (one.finding.id for one in compiled))
    raise CaseError(f"{name!r} is no finding of this case.{hint} `tertius findings` lists them.")
