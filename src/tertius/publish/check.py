"""Every problem of a case, its report's and its scenarios' included."""

from pathlib import Path

from tertius.case.problems import Problem, in_order
from tertius.case.read import Case
from tertius.case.scenarios.read import read_scenarios
from tertius.findings.read import Compiled
from tertius.report.read import read_report
from tertius.report.text import has_report
from tertius.study.open import check_case, opened


def check(folder: Path) -> tuple[Case | None, list[Compiled], list[Problem]]:
    """Return the case, its findings, and every problem in them, in its report or in a scenario, in order."""
    case, compiled, problems = check_case(folder)
    if case is None:
        return case, compiled, problems
    _, wrong = read_scenarios(case, folder)
    if has_report(folder):
        wrong += read_report(case, compiled)[1]
    return case, compiled, in_order([*problems, *wrong])


def open_checked(folder: Path) -> tuple[Case, list[Compiled], list[Problem]]:
    """Return a case that can be built with its report. Raises CaseError, listing the problems, if not."""
    return opened(folder, *check(folder))
