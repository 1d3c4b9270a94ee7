"""A case as it stands beside the same case in a scenario."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tertius.case.identity.same import judged
from tertius.case.read import Case
from tertius.case.scenarios.apply import changed_case, withdrawn_rows
from tertius.case.scenarios.model import Scenario
from tertius.case.scenarios.read import named_scenario, read_scenarios
from tertius.findings.compare import Comparison, compare
from tertius.findings.compiled import Compiled
from tertius.study.open import Opened, built, check_case
from tertius.study.result import Study
from tertius.study.run import run_study
from tertius.worlds.many import judge_states
from tertius.worlds.selection import BASELINE, world_of_scenario


@dataclass(frozen=True)
class Supposed:
    """A case that can be built, and the same case as it would be in one of its scenarios."""

    scenario: Scenario
    today: Case
    then: Case
    compiled: Sequence[Compiled]
    withdrawn: frozenset[str]
    """The rows that the scenario withdraws, with those that fall with them."""


def suppose(folder: Path, name: str, checked: Opened | None = None) -> Supposed:
    """A case and one of its scenarios; the case is read unless it was.

    Raises CaseError where the case cannot be built, or has no such scenario that can be tried.
    """
    checked = checked or check_case(folder)
    today, compiled, _ = built(folder, checked)
    case = checked.case
    assert case is not None
    scenario = named_scenario(case, folder, name)
    then = judged(changed_case(case, scenario))
    return Supposed(scenario, today, then, compiled, withdrawn_rows(case, scenario))


def suppose_all(
    folder: Path,
) -> tuple[Case, Sequence[Compiled], dict[str, Scenario], dict[str, Case]]:
    """Return a case, its findings, its scenarios, and the case as it would be in each.

    Raises CaseError where it cannot be built.
    """
    checked = check_case(folder)
    today, compiled, _ = built(folder, checked)
    case = checked.case
    assert case is not None
    scenarios = read_scenarios(case, folder)[0]
    then = {name: judged(changed_case(case, one)) for name, one in scenarios.items()}
    return today, compiled, scenarios, then


def count_turned(
    today: Case, compiled: Sequence[Compiled], then: Mapping[str, Case]
) -> dict[str, int]:
    """Count the verdicts and triggers that turn in each state of a case, all computed in one pass."""
    outcomes = judge_states(today, compiled, then)
    return {
        name: sum(
            (there.verdict, there.state) != (outcomes[""][one].verdict, outcomes[""][one].state)
            for one, there in outcomes[name].items()
        )
        for name in then
    }


def run_beside(
    supposed: Supposed, *, progress: Callable[[str], None] = lambda what: None
) -> tuple[Study, Study, Comparison]:
    """Run the case today and in the scenario; return both, and the findings that differ."""
    progress("today")
    today = run_study(supposed.today, supposed.compiled, world=BASELINE, with_flips=False)
    progress("in the scenario")
    then = run_study(
        supposed.then,
        supposed.compiled,
        world=world_of_scenario(supposed.scenario),
        with_flips=False,
    )
    return today, then, compare(today.results, then.results)
