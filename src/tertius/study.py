"""The one place that runs a case: evidence in, facts, measures and judged findings out."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from tertius.case.check import check_rows
from tertius.case.problems import Problem, in_order
from tertius.case.read import Case, read_case
from tertius.case.write import table_text
from tertius.errors import CaseError, WorldError
from tertius.evidence.dates import PartialDate
from tertius.evidence.tables import TABLES
from tertius.findings.confidence import Fragility, confidence
from tertius.findings.expression import Kind, kind_of
from tertius.findings.flips import ALL_LOST, WITH_LOST, Asked, Changed, Flip, Removals, flips
from tertius.findings.judge import Judgement, judge
from tertius.findings.ledger import Ledger, read_ledger
from tertius.findings.lineage import Lineage
from tertius.findings.read import Compiled, read_findings
from tertius.measures import MEASURES, STEPS
from tertius.settle import FACT_KEY, OBSERVATION_KEY
from tertius.step import Choices, union
from tertius.store import SHAPES, case_tables, connect, inputs, is_zero, put, saver
from tertius.weigh import LOST, Weigher
from tertius.worlds import Change, Save, Worlds, columns_of, leave_each_out, overlay, stage, with_dependents

Progress = Callable[[str], None]


@dataclass(frozen=True)
class World:
    """A choice of which evidence counts, with its name and the rows that it leaves out."""

    name: str
    withdrawn: frozenset[str]
    day: date | None = None
    excluded_undated: int = 0


BASELINE = World("baseline", frozenset())


@dataclass(frozen=True)
class Result:
    """A finding with its verdict in one world and everything that a reader may ask of it."""

    id: str
    section: str
    statement: str
    kind: str
    verdict: str
    state: str | None
    confidence: str | None
    hedge: str | None
    value: Any
    measure: str | None
    where: str | None
    expect: str | None
    reason: str
    rests_on: tuple[str, ...]
    against: tuple[str, ...]
    sources: tuple[str, ...]
    origins: tuple[str, ...]
    fragility: Fragility | None
    flips: tuple[Flip, ...] | None
    trigger: Mapping[str, Any] | None
    alternatives: tuple[str, ...]
    note: str | None
    rows: tuple[tuple[str, Mapping[str, Any]], ...]


@dataclass(frozen=True)
class Study:
    """A case run in one world."""

    case: Case
    world: World
    results: tuple[Result, ...]
    tables: Mapping[str, tuple[Mapping[str, Any], ...]]
    """Every step's rows in this world, sorted."""
    ledger: Ledger
    lineage: Lineage
    connection: Backend
    measured: Mapping[str, Table]
    """The measures as tables of the connection."""

    @cached_property
    def case_hash(self) -> str:
        """A fingerprint of the case's rows that does not depend on their order."""
        return case_hash(self.case)

    def result(self, name: str) -> Result:
        """One finding's result. Raises CaseError where the case has no such finding."""
        for result in self.results:
            if result.id == name:
                return result
        raise CaseError(f"{name!r} is no finding of this case. `tertius findings` lists them.")


def check_case(folder: Path) -> tuple[Case | None, list[Compiled], list[Problem]]:
    """The case, its findings, and every problem in either, in order."""
    case, problems = read_case(folder)
    if case is None:
        return None, [], in_order(problems)
    problems += check_rows(case)
    compiled, wrong = read_findings(case, measure_columns())
    return case, compiled, in_order([*problems, *wrong])


def open_case(folder: Path) -> tuple[Case, list[Compiled], list[Problem]]:
    """A case that can be built. Raises CaseError, listing the problems, where it cannot."""
    case, compiled, problems = check_case(folder)
    blocking = [problem for problem in problems if problem.blocks]
    if case is None or blocking:
        shown = "\n".join(str(problem) for problem in blocking[:20])
        more = f"\n… and {len(blocking) - 20} more; `tertius check` lists all." if len(blocking) > 20 else ""
        raise CaseError(f"{folder} has {len(blocking)} problems that keep it from building:\n{shown}{more}")
    return case, compiled, problems


def run_study(
    case: Case,
    compiled: Sequence[Compiled],
    *,
    world: World = BASELINE,
    with_flips: bool = True,
    database: Path | None = None,
    progress: Progress = lambda said: None,
) -> Study:
    """Settle, measure and judge a case in one world.

    With flips, the same pass also computes every world without one origin.
    """
    weigher = Weigher(case, day=world.day)
    stored = {name: _without(table, world) for name, table in inputs(case, weigher).items()}
    connection = connect(database)
    progress("storing the evidence")
    base = put(connection, stored)
    save = saver(connection)
    removed = _removals(base, save) if with_flips else None
    progress("settling and measuring")
    tables = compute(base, save, _choices(case), removed)
    rows = {step.name: _rows(tables[step.name].base) for step in STEPS}
    ledger = _ledger(case, stored)
    lineage = Lineage(
        entries=rows["entries"],
        stakes=rows["stakes"],
        holdings=rows["holdings"],
        positions=[row for row in rows["positions"] if row["code"]],
        bonds=rows["bonds"],
        searches=_searches(case, world),
        ledger=ledger,
    )
    progress("judging the findings")
    removals = _collect(removed, tables) if removed is not None else None
    baseline = Asked({name: Changed(rows[name], (), {}, {}) for name in MEASURES})
    results = tuple(_result(one, case, baseline, ledger, lineage, removals) for one in compiled)
    measured = {name: tables[name].base for name in MEASURES}
    return Study(case, world, results, rows, ledger, lineage, connection, measured)


def compute(
    base: Mapping[str, Table], save: Save, choices: Choices, withdrawn: Table | None = None
) -> dict[str, Worlds]:
    """Every step of the measures, in the baseline and in the worlds that withdraw rows."""
    tables = {name: Worlds(table) for name, table in base.items()}
    if withdrawn is not None:
        tables["claims"] = overlay(base["claims"], FACT_KEY, save, withdrawn=withdrawn)
        tables["observation_rows"] = overlay(
            base["observation_rows"], OBSERVATION_KEY, save, withdrawn=withdrawn
        )
    for step in STEPS:
        function = partial(step.function, **{name: choices[name] for name in step.choices})
        given = {name: tables[name] for name in step.inputs}
        tables[step.name] = stage(function, step.per, save, cut=step.cut, inputs=given)
    return tables


def _choices(case: Case) -> Choices:
    words = case.taxonomy.words
    return {
        "as_of": case.settings.as_of,
        "money_types": tuple(w for w, entry in words("engagement_type").items() if entry.get("money")),
        "holding_relations": tuple(w for w, entry in words("relation").items() if entry.get("holds")),
    }


ANY_CHOICE: Choices = {"as_of": date(2000, 1, 1), "money_types": ("loan",), "holding_relations": ("owns",)}
"""Choices of the right kind, where only the columns of a measure are asked."""


@cache
def measure_columns() -> dict[str, dict[str, Kind]]:
    """For each measure the columns that a finding may name, and what kind each is."""
    schemas = {name: ibis.Schema.from_pyarrow(shape) for name, shape in SHAPES.items()}
    for step in STEPS:
        function = partial(step.function, **{name: ANY_CHOICE[name] for name in step.choices})
        given = {name: schemas[name] for name in step.inputs}
        schemas[step.name] = step.columns or columns_of(function, step.per, given)
    hidden = {"family", "component", "member", "stage_order", "first_day", "last_day"}
    return {
        name: {c: kind_of(t) for c, t in schemas[name].items() if c not in {*hidden, "world"}}
        for name in MEASURES
    }


# Worlds by their name on the command line


def world_without(case: Case, what: str) -> World:
    """The world without one origin, named `origin:ID`. Raises WorldError where there is none."""
    kind, _, name = what.partition(":")
    if kind != "origin" or not name:
        raise WorldError(f"{what!r} is no world. Write origin:ID with the id of a source.")
    weigher = Weigher(case)
    carriers: dict[str, set[str]] = defaultdict(set)
    for row in weigher.origins():
        carriers[row["id"]].add(row["origin"].removeprefix(LOST))
    if not any(name in origins for origins in carriers.values()):
        raise WorldError(f"{name!r} is the origin of no claim in this case. `tertius flips` names origins.")
    gone = {row for row, origins in carriers.items() if origins == {name}}
    return World(f"without origin:{name}", _fallen(weigher, gone))


def world_known_on(case: Case, text: str) -> World:
    """The world as it was known on a day: what was certainly published by then, and recorded so.

    Rows without a dated source are left out and counted. Raises WorldError where the day is none.
    """
    try:
        day = PartialDate.read(text).latest
    except ValueError:
        day = None
    if day is None:
        raise WorldError(f"{text!r} is not a day. Write one such as 2016-12-31.")
    weigher = Weigher(case, day=day)
    known = {row["id"]: row["known"] for row in weigher.known_days()}
    gone = {row for row, when in known.items() if when is None or when > day}
    later = {search.id for search in case.rows("searches") if (search.date.latest or day) > day}
    undated = sum(when is None for when in known.values())
    return World(f"known on {day}", _fallen(weigher, gone) | later, day, undated)


def world_published(case: Case) -> World:
    """The baseline as it may be published: without withheld rows and what only withheld sources say."""
    secret = {key for key, source in case.sources.items() if source.custom.withheld in (True, "yes")}
    gone = {
        row.id
        for table in ("claims", "observations")
        for row in case.rows(table)
        if row.withheld == "yes" or secret.issuperset(row.source) or row.via in secret
    }
    return World("baseline", _fallen(Weigher(case), gone))


def _fallen(weigher: Weigher, gone: Collection[str]) -> frozenset[str]:
    """The rows that are gone, with every row that is based on one of them."""
    return frozenset(gone) | {row["id"] for row in weigher.bases() if row["base"] in gone}


def _without(table: pa.Table, world: World) -> pa.Table:
    if not world.withdrawn or "id" not in table.column_names:
        return table
    return table.filter(pc.invert(pc.is_in(table["id"], pa.array(sorted(world.withdrawn), pa.string()))))


# Worlds that each leave something out


def _removals(base: Mapping[str, Table], save: Save) -> Table:
    """The rows (world, id) withdrawn in every world without one origin.

    Two more kinds bound the fragility where notes are lost: all lost notes together, and each known
    origin together with them.
    """
    carriers = base["origins"]
    lost = carriers.origin.startswith(LOST)
    known = carriers.filter(~lost)
    only_lost = carriers.filter(lost).select("id").distinct().anti_join(known, "id")
    known_alone = leave_each_out(known, prefix=WITH_LOST)
    worlds = known.select(world=ibis.literal(WITH_LOST) + known.origin).distinct()
    together = only_lost.mutate(world=ibis.literal(ALL_LOST)).select("world", "id")
    parts = [
        leave_each_out(carriers),
        together,
        known_alone,
        worlds.cross_join(only_lost).select("world", "id"),
    ]
    return save(with_dependents(union(parts), base["bases"]))


def _collect(withdrawn: Table, tables: Mapping[str, Worlds]) -> Removals:
    gone: dict[str, set[str]] = defaultdict(set)
    for row in withdrawn.to_pyarrow().to_pylist():
        gone[row["world"]].add(row["id"])
    return Removals(
        {world: frozenset(ids) for world, ids in sorted(gone.items())},
        Asked({name: _changed(tables[name]) for name in MEASURES}),
    )


def _changed(table: Worlds) -> Changed:
    base = _rows(table.base)
    if table.change is None:
        return Changed(base, (), {}, {})
    change: Change = table.change
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    touched: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for row in _rows(change.rows):
        rows[row["world"]].append(row)
    for row in change.touched.to_pyarrow().to_pylist():
        touched[row["world"]].add(tuple(row[name] for name in change.per))
    return Changed(base, change.per, rows, {world: frozenset(keys) for world, keys in touched.items()})


# Results


def _result(
    one: Compiled,
    case: Case,
    baseline: Asked,
    ledger: Ledger,
    lineage: Lineage,
    removals: Removals | None,
) -> Result:
    finding = one.finding
    told = judge(one, baseline.rows, ledger)
    rests_on = _rests_on(told, lineage)
    against = sorted(
        {name for name in finding.against if ledger.counts(name)}
        | {other for name in rests_on for other in ledger.against(name)}
    )
    found: list[Flip] | None = None
    fragility: Fragility | None = None
    if removals is not None:
        found, fragility = flips(one, told.verdict, told.state, removals, ledger)
    sure = fragility if told.verdict != "open" or told.state else None
    carried, contrary = (told.contrary, rests_on) if told.contrary else (rests_on, against)
    test = finding.test
    return Result(
        id=finding.id,
        section=finding.section,
        statement=finding.statement,
        kind=finding.sort,
        verdict=told.verdict,
        state=told.state,
        confidence=confidence(told.verdict, carried, contrary, fragility, ledger),
        hedge=finding.hedge,
        value=told.value,
        measure=test.measure if test else None,
        where=test.where if test else None,
        expect=test.expect if test else finding.expect,
        reason=told.reason,
        rests_on=tuple(rests_on),
        against=tuple(against),
        sources=tuple(_sources(case, rests_on)),
        origins=tuple(origin.removeprefix(LOST) for origin in ledger.origins_of(rests_on)),
        fragility=sure,
        flips=None if found is None else tuple(found),
        trigger=_trigger(one, told),
        alternatives=finding.alternatives,
        note=finding.note,
        rows=told.rows,
    )


def _rests_on(told: Judgement, lineage: Lineage) -> list[str]:
    behind = {name for measure, row in told.rows for name in lineage.evidence(measure, row)}
    return sorted({*told.ids, *behind})


def _sources(case: Case, names: Iterable[str]) -> list[str]:
    found = {
        source
        for name in names
        for source in getattr(case.by_id[name][1], "source", ())
    }
    return sorted(found)


def _trigger(one: Compiled, told: Judgement) -> Mapping[str, Any] | None:
    trigger = one.finding.trigger
    if trigger is None:
        return None
    return {**trigger.model_dump(exclude_none=True), "state": told.state, "horizon": one.finding.horizon}


def _ledger(case: Case, stored: Mapping[str, pa.Table]) -> Ledger:
    return read_ledger(
        stored["claims"].to_pylist(),
        stored["observation_rows"].to_pylist(),
        stored["origins"].to_pylist(),
        frozenset(search.id for search in case.rows("searches")),
    )


def _searches(case: Case, world: World) -> list[dict[str, Any]]:
    return [
        {"id": s.id, "host": s.host, "power": s.power, "sector": s.sector, "issue": s.issue, "zero": is_zero(s)}
        for s in sorted(case.rows("searches"), key=lambda s: s.id)
        if s.id not in world.withdrawn
    ]


def _rows(table: Table) -> tuple[Mapping[str, Any], ...]:
    """The rows of a table in an order that depends on their contents alone."""
    found = table.to_pyarrow()
    names = sorted(found.column_names)
    return tuple(sorted(found.to_pylist(), key=lambda row: [str(row[name]) for name in names]))


# What goes out


def case_hash(case: Case) -> str:
    """A SHA-256 over the sorted rows of every table, the sources, settings and findings."""
    digest = hashlib.sha256()
    for row in TABLES:
        digest.update(table_text(row, case.rows(row.table)).encode())
    sources = [s.model_dump(mode="json", by_alias=True) for _, s in sorted(case.sources.items())]
    digest.update(json.dumps(sources, sort_keys=True).encode())
    digest.update(case.settings.model_dump_json().encode())
    findings = case.folder / "findings.yml"
    digest.update(findings.read_bytes() if findings.is_file() else b"")
    return digest.hexdigest()


def findings_json(study: Study) -> dict[str, Any]:
    """The results as `tertius findings --json` prints them; what is not computed is null."""
    hidden = {"state", "alternatives", "note", "rows"}
    return {
        "tertius": 1,
        "case": study.case.settings.title,
        "case_hash": study.case_hash,
        "world": study.world.name,
        "findings": [
            {key: value for key, value in _plain(replace(result, rows=())).items() if key not in hidden}
            for result in study.results
        ],
    }


def flips_json(result: Result) -> list[dict[str, Any]]:
    """The flips of one finding as they go out: origins and the verdict without them."""
    return [{"origins": list(f.origins), "verdict": f.state or f.verdict} for f in result.flips or ()]


def _plain(result: Result) -> dict[str, Any]:
    found = asdict(result)
    found["flips"] = None if result.flips is None else flips_json(result)
    return json.loads(json.dumps(found, default=str))  # type: ignore[no-any-return]


def publish_tables(study: Study) -> None:
    """Put the case's own tables and every measure into the study's database, for whoever opens it."""
    put(study.connection, case_tables(study.case))
    for name in MEASURES:
        study.connection.create_table(f"measure_{name}", study.measured[name], overwrite=True)
