"""Every problem of a case, its report's and its scenarios' included."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tertius.case.problems import in_order
from tertius.case.quotes import check_quotes
from tertius.case.scenarios.model import Scenario
from tertius.case.scenarios.read import read_scenarios
from tertius.report.read import Written, check_report, read_written_report
from tertius.report.text import has_report
from tertius.study.open import Buildable, Opened, built, check_case


@dataclass(frozen=True)
class Checked:
    """A case, read once and checked whole: handed on to whatever builds it."""

    opened: Opened
    """With the problems of its report and its scenarios among its own."""
    report: Written | None
    """Its report as it is written; None where the case has none, or cannot be read."""
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    """Those that can be tried, by name."""


def check(folder: Path) -> Opened:
    """Return the case, its findings, and every problem in them, in its report or in a scenario."""
    return check_whole(folder, check_case(folder)).opened


def check_whole(folder: Path, opened: Opened) -> Checked:
    """Return a case that was opened with the problems of its report and its scenarios too, in order."""
    case = opened.case
    if case is None:
        return Checked(opened, None)
    scenarios, wrong = read_scenarios(case, folder)
    wrong += check_quotes(case)[0]
    report = read_written_report(folder) if has_report(folder) else None
    if report is not None:
        wrong += check_report(report, case, opened.compiled)[1]
    problems = in_order([*opened.problems, *wrong])
    return Checked(opened._replace(problems=problems), report, scenarios)


def open_checked(folder: Path) -> tuple[Buildable, Checked]:
    """Return a case that can be built, and all of it that was read. Raises CaseError, listing the problems, if not."""
    checked = check_whole(folder, check_case(folder))
    return built(folder, checked.opened), checked
