"""Findings judged in worlds that somebody chooses, all in one pass."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tertius.case.read import Case
from tertius.engine.duckdb import DuckStore
from tertius.facts.ledger import Ledger, read_ledger
from tertius.findings.compiled import Compiled
from tertius.findings.judge import Judgement, judge
from tertius.inputs.states import tables_of_states
from tertius.worlds.changes import Stored, changes_between, with_lists_of
from tertius.worlds.computation import Changes, Computation, choices_of
from tertius.worlds.differences import PARTITIONS


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
    tables, worlds = tables_of_states(today, others)
    base = with_lists_of(tables, list(worlds.values()))
    measures = {measure for one in compiled for measure in one.measures}
    computation = Computation(DuckStore(), base, choices_of(today), measures=measures)
    cited = {name for one in compiled for _, name in one.finding.ids()}
    ledgers = {name: _ledger(state, cited) for name, state in {"": base, **worlds}.items()}
    return judge_in_worlds(compiled, computation, changes_between(base, worlds), ledgers)


def _ledger(tables: Stored, cited: Collection[str]) -> Ledger:
    """Return what counts in a state, of the facts that some ids bear on; origins have no part in a verdict."""
    wanted = pa.array(sorted(cited), pa.string())

    def beside(name: str) -> list[dict[str, Any]]:
        table, per = tables[name], list(PARTITIONS[name])
        facts = table.filter(pc.is_in(table["id"], wanted)).group_by(per).aggregate([])
        rows: list[dict[str, Any]] = table.join(facts, per, join_type="left semi").to_pylist()
        return rows

    searches = frozenset(tables["search_ids"]["id"].to_pylist())
    return read_ledger(beside("claims"), beside("observation_rows"), (), searches)
