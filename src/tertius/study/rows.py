"""The rows of one measure in a world, each with the condition that picks it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tertius.case.identity.same import judged
from tertius.case.read import Case
from tertius.case.scenarios.apply import changed_case
from tertius.case.scenarios.read import named_scenario
from tertius.engine.duckdb import DuckStore
from tertius.errors import CaseError, ExpressionError
from tertius.evidence.text import did_you_mean
from tertius.findings.entry import FILE
from tertius.findings.expression import Condition, condition
from tertius.findings.picks import picks
from tertius.findings.words import Lexicon
from tertius.measures import MEASURES
from tertius.study.open import Opened, built, check_case
from tertius.worlds.computation import Computation, choices_of
from tertius.worlds.selection import (
    BASELINE,
    World,
    tables_in,
    world_known_on,
    world_of_scenario,
    world_without,
)


@dataclass(frozen=True)
class Shown:
    """Rows of a measure, by the columns that a finding may name, and what picks each of them."""

    measure: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    wheres: tuple[str | None, ...]
    """By row; None where no condition tells it from another."""
    warnings: tuple[str, ...]
    """What the condition asks that no row of the case can have."""


def need_measure(name: str) -> str:
    """Return the name of a measure. Raises CaseError where there is none, naming the nearest."""
    if name in MEASURES:
        return name
    hint = did_you_mean(name.lower().replace("-", "_"), MEASURES)
    raise CaseError(f"{name!r} is no measure.{hint} There are: {', '.join(MEASURES)}.")


def read_where(case: Case, measure: str, text: str) -> tuple[Condition, tuple[str, ...]]:
    """Return a condition on a measure's rows, and what of it no row of the case can have.

    Raises CaseError with what the same condition in a finding would be told.
    """
    try:
        where = condition(text, MEASURES[measure].columns)
    except ExpressionError as error:
        raise CaseError(f'--where: "{text}" {error}') from None
    wrong = Lexicon(case).wrong(where, MEASURES[measure].texts)
    problems = [message.at("--where", cell=literal) for literal, message in wrong]
    if blocking := [str(problem) for problem in problems if problem.blocks]:
        raise CaseError("\n".join(blocking))
    return where, tuple(str(problem) for problem in problems)


def rows_shown(
    case: Case,
    measure: str,
    *,
    world: World,
    where: str | None = None,
    progress: Callable[[str], None] = lambda said: None,
) -> Shown:
    """Return the rows of a measure in a world; with a condition those that meet it.

    Nothing is computed but the measure and what it is made of. Raises CaseError where there is no
    such measure, or the condition cannot be used.
    """
    declared = MEASURES[need_measure(measure)]
    asked, warnings = read_where(case, measure, where) if where is not None else (None, ())
    progress("settling and measuring")
    computation = Computation(
        DuckStore(), tables_in(case, world), choices_of(case), measures={measure}
    )
    every = computation.rows(measure)
    wheres = picks(every, declared.key)
    kept = [
        (row, pick) for row, pick in zip(every, wheres, strict=True) if asked is None or asked(row)
    ]
    columns = tuple(declared.columns)
    order = sorted(kept, key=lambda pair: [_order(pair[0][name]) for name in declared.key])
    return Shown(
        measure,
        columns,
        tuple({name: row[name] for name in columns} for row, _ in order),
        tuple(pick for _, pick in order),
        warnings,
    )


def _order(value: Any) -> tuple[bool, float, str]:
    """Return a place for a value of a key: numbers by size, nothing last."""
    number = value if isinstance(value, int | float) else 0
    return value is None, float(number), str(value)


def case_in_world(
    folder: Path,
    *,
    without: str | None = None,
    known_on: str | None = None,
    scenario: str | None = None,
) -> tuple[Case, World]:
    """Return a case and the world that is asked for, whatever is wrong with the case's findings.

    Raises CaseError, listing the problems, where its tables cannot be computed, and WorldError
    where there is no such world.
    """
    read, compiled, problems = check_case(folder)
    of_tables = [problem for problem in problems if problem.file != FILE]
    case, _, _ = built(folder, Opened(read, compiled, of_tables))
    assert read is not None
    if scenario is not None:
        supposed = named_scenario(read, folder, scenario)
        return judged(changed_case(read, supposed)), world_of_scenario(supposed)
    if without is not None:
        return case, world_without(case, without)
    return case, BASELINE if known_on is None else world_known_on(case, known_on)
