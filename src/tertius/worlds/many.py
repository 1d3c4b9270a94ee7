"""Findings judged in worlds that somebody chooses, all in one pass."""

from collections.abc import Mapping, Sequence
from functools import partial

from tertius.case.read import Case
from tertius.engine.duckdb import DuckStore
from tertius.facts.ledger import Ledger, ledger_of
from tertius.findings.compiled import Compiled
from tertius.findings.judge import Judgement, judge
from tertius.inputs.grading import Grader
from tertius.inputs.schema import inputs
from tertius.worlds.changes import changes_between, with_lists_of
from tertius.worlds.computation import Changes, Computation, choices_of


def judge_in_worlds(
    compiled: Sequence[Compiled],
    computation: Computation,
    changes: Changes,
    ledgers: Mapping[str, Ledger],
) -> dict[str, dict[str, Judgement]]:
    """Return the judgement of each finding in each world, by world and finding.

    `changes` says how the worlds differ from what was computed; `ledgers` has what counts in each of
    them, of the rows that findings name.
    """
    measures = {measure for one in compiled for measure in one.measures}
    asked = computation.asked(changes, measures)
    judged: dict[str, dict[str, Judgement]] = {}
    for world, ledger in ledgers.items():
        rows_of = partial(asked.rows, world=world)
        judged[world] = {one.finding.id: judge(one, rows_of, ledger) for one in compiled}
    return judged


def judge_states(
    today: Case, compiled: Sequence[Compiled], others: Mapping[str, Case]
) -> dict[str, dict[str, Judgement]]:
    """Return the judgement of each finding in a case and in other states of it, in one pass.

    The judgements are by state, such as a scenario, and finding; the case itself goes by "". Rows
    that any of the states ties together stay in one partition in all, so that a scenario may join
    what the case keeps apart.
    """
    grader = Grader(today, None, tuple(others.values()))
    worlds = {name: inputs(case, grader.of(case)) for name, case in others.items()}
    base = with_lists_of(inputs(today, grader), list(worlds.values()))
    computation = Computation(DuckStore(), base, choices_of(today))
    every_state = {"": base, **worlds}
    ledgers = {name: ledger_of(tables) for name, tables in every_state.items()}
    return judge_in_worlds(compiled, computation, changes_between(base, worlds), ledgers)
