"""A newer release of a dataset laid over the rows that a case has of it: what is new, gone and altered."""

import csv
import hashlib
import io
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tertius.case.proposals.decide import today
from tertius.case.read import Case, read_case
from tertius.case.write import write_all
from tertius.errors import CaseError
from tertius.evidence.tables import BY_NAME
from tertius.intake.datasets import dataset_named, datasets, need_on_disk
from tertius.intake.datasets.protocol import Cells, Dataset, Harvest, Request
from tertius.intake.profile import parquet, table_of, years_in
from tertius.sandbox.scratch import scratch

ASIDE = frozenset({"note", "locator", "recorded"})
"""Columns that say where a row stood and how it was made; a change of these alone changes nothing."""

KEPT = ("claims", "observations")
"""The tables whose rows can be withdrawn and stay; a row of another that is gone stays as it is."""


@dataclass(frozen=True)
class Altered:
    """Hold a row that a release has otherwise: by column what it was and what it is."""

    id: str
    cells: Mapping[str, tuple[str, str]]

    def __str__(self) -> str:
        changes = [
            f"{name} {was or 'empty'} → {now or 'empty'}" for name, (was, now) in self.cells.items()
        ]
        return f"{self.id}: {', '.join(changes)}"


@dataclass(frozen=True)
class Turned:
    """Hold a finding whose verdict is another after the release."""

    finding: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """Hold what a newer release changed in a case."""

    covers: str
    new: tuple[str, ...]
    gone: tuple[str, ...]
    altered: tuple[Altered, ...]
    turned: tuple[Turned, ...]
    same: int


def update(folder: Path, dataset: str, data: Path) -> Changes:
    """Write what a newer release of a dataset says into a case that has rows of it, and return what changed.

    A row that is gone is withdrawn with the reason and stays; one that is altered has the new cells,
    and the old ones stay withdrawn beside it. The time begins where the case's rows begin.

    Raises CaseError or DatasetError, and writes nothing, where the case cannot be read, has no row
    of the dataset, or the release is not what it should be.
    """
    case, problems = read_case(folder)
    if case is None:
        raise CaseError(f"{folder} cannot be read: {problems[0]}")
    known = dataset_named(dataset)
    need_on_disk(known, data)
    harvests = [_harvest(case, known, data, host) for host in case.settings.hosts]
    tables = {
        name: _cells(folder, name) for name in {t for h in harvests for t in h.rows} | set(KEPT)
    }
    fresh = {
        name: {row["id"]: dict(row) for harvest in harvests for row in harvest.rows.get(name, ())}
        for name in tables
    }
    own = {
        name
        for table in KEPT
        for name in _made(known, tables[table], fresh[table])
        if tables[table][name].get("status", "current") == "current"
    }
    if own.isdisjoint(key for name in KEPT for key in fresh[name]):
        raise CaseError(
            f"{folder} has no row of {dataset} as a profile makes them. To lay it beside what the case has, leave --update out."
        )
    covers = "; ".join(harvest.covers for harvest in harvests)
    new, altered, gone = _laid_over(tables, fresh, own, covers)
    files = {
        folder / f"{name}.csv": table_of(name, list(rows.values())).encode("utf-8")
        for name, rows in tables.items()
        if rows
    }
    files |= _data(folder, harvests)
    turned = _turned(folder, files) if new or altered or gone else ()
    write_all(files)
    same = len(own) - len(gone) - sum(one.id in own for one in altered)
    return Changes(covers, tuple(new), tuple(gone), tuple(altered), turned, same)


def _made(
    known: Dataset, rows: Mapping[str, Mapping[str, str]], fresh: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    """Yield the ids of rows that a profile made of a dataset, by whatever release.

    They are called as the release's own rows are, and on things that are called so. What somebody
    wrote by hand from the same source, or accepted on an engagement of the case, is none; nor is
    what another dataset of the source made, whose file the row's place names.
    """
    source = str(known.source["id"])
    others = [one for one in datasets().values() if str(one.source["id"]) == source]

    def manner(row: Mapping[str, str]) -> tuple[str, ...]:
        named = (row.get("subject") or row["id"]).split("-")[0]
        places = [one.id for one in others if row.get("locator", "").startswith(one.files)]
        return (row["id"].split("-")[0], named, *places)

    manners = {manner(row) for row in fresh.values()}
    for name, row in rows.items():
        if row.get("source") == source and (name in fresh or manner(row) in manners):
            yield name


def _harvest(case: Case, known: Dataset, data: Path, host: str) -> Harvest:
    """Return what the release has of a host since the first year of the case's own rows."""
    settings, source = case.settings, str(known.source["id"])
    powers, baselines = (
        tuple(code for code in codes if code != host)
        for codes in (settings.powers, settings.baselines)
    )
    asked = Request(host, powers, baselines)
    first = known.harvest(data, asked)
    starts = [
        min(years)
        for row in case.rows("observations")
        if source in row.source and (years := years_in([str(row.period or "")]))
    ]
    last = max(years_in([first.covers]), default=0)
    if not (starts and last):
        return first
    return known.harvest(
        data, Request(host, powers, baselines, years=max(1, last - min(starts) + 1))
    )


def _cells(folder: Path, table: str) -> dict[str, dict[str, str]]:
    """Return the rows of a table by id, as the texts of the cells that are not empty."""
    path = folder / f"{table}.csv"
    if not path.is_file():
        return {}
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
    key = BY_NAME[table].key[0]
    return {row[key]: {name: cell for name, cell in row.items() if cell} for row in rows}


def _laid_over(
    tables: Mapping[str, dict[str, dict[str, str]]],
    fresh: Mapping[str, Mapping[str, Cells]],
    own: set[str],
    covers: str,
) -> tuple[list[str], list[Altered], list[str]]:
    """Write the release's rows into the tables, and return what is new, altered and gone."""
    new: list[str] = []
    altered: list[Altered] = []
    gone: list[str] = []
    day = today()
    for name, rows in tables.items():
        for key, cells in fresh[name].items():
            was = rows.get(key)
            if was is None:
                rows[key] = dict(cells)
                new.append(key)
                continue
            changes = {
                column: (was.get(column, ""), cells.get(column, ""))
                for column in dict.fromkeys((*cells, *was))
                if column not in ASIDE and column in cells and was.get(column, "") != cells[column]
            }
            if was.get("status") == "deprecated":
                changes["status"] = ("deprecated", "current")
            if changes and name in KEPT:
                old = f"{key}-until-{day}"
                reason = f"The release that covers {covers} has it otherwise."
                rows[old] = was | {
                    "id": old,
                    "status": "deprecated",
                    "reason": reason,
                    "deprecated_on": day,
                    "superseded_by": key,
                }
            if changes:
                rows[key] = dict(cells)
                altered.append(Altered(key, changes))
        if name in KEPT:
            for key in sorted((own & rows.keys()) - fresh[name].keys()):
                reason = f"Gone from the release that covers {covers}."
                rows[key] |= {"status": "deprecated", "reason": reason, "deprecated_on": day}
                gone.append(key)
    return new, altered, gone


def _data(folder: Path, harvests: list[Harvest]) -> dict[Path, bytes]:
    """Return the tables kept under data/ with the settings that hold their hashes."""
    kept = {name: parquet(table) for harvest in harvests for name, table in harvest.data.items()}
    settings = (folder / "case.yml").read_text("utf-8")
    for name, content in kept.items():
        there = folder / "data" / name
        if there.is_file():
            old = hashlib.sha256(there.read_bytes()).hexdigest()
            settings = settings.replace(old, hashlib.sha256(content).hexdigest())
    if not kept:
        return {}
    files = {folder / "data" / name: content for name, content in kept.items()}
    return {**files, folder / "case.yml": settings.encode("utf-8")}


def _turned(folder: Path, files: Mapping[Path, bytes]) -> tuple[Turned, ...]:
    """Return the findings whose verdict turns, judged in a copy before anything is written."""
    with scratch("release") as place:
        # A link stays a link, so that one that leads out of the case is refused in the copy too.
        copy = Path(shutil.copytree(folder, place / "case", symlinks=True))
        before = _verdicts(copy, "the case does not build")
        write_all({copy / path.relative_to(folder): content for path, content in files.items()})
        after = _verdicts(copy, "with the release the case would not build")
    return tuple(
        Turned(name, verdict, after[name])
        for name, verdict in before.items()
        if after.get(name, verdict) != verdict
    )


def _verdicts(folder: Path, wrong: str) -> dict[str, str]:
    from tertius.study.open import check_case
    from tertius.study.run import run_study

    case, compiled, problems = check_case(folder)
    if case is None or any(problem.blocks for problem in problems):
        first = next(problem for problem in problems if problem.blocks)
        raise CaseError(f"{wrong}: {first} Nothing was written.")
    return {one.id: one.verdict for one in run_study(case, compiled, with_flips=False).results}
