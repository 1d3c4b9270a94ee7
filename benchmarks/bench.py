"""How long commands take as whole processes, and where the time goes inside a build.

Times the Serbia case, then the same case grown ten times: every row copied nine times under ids
that end in -k2 to -k10, its references along with it; sources, outlets' grades and findings are
shared. Run it with `make bench`.
"""

import csv
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from tertius.atlas.build import build_atlas
from tertius.case.checks.run import check_rows
from tertius.case.read import read_case
from tertius.engine.cache import FOLDER
from tertius.engine.duckdb import DuckStore
from tertius.evidence.codes import name_of
from tertius.evidence.row import columns
from tertius.evidence.tables import BY_NAME, TABLES
from tertius.export.formats.duckdb import write_duckdb
from tertius.findings.read import read_findings
from tertius.measures import measure_columns
from tertius.study.run import run_study

ROOT = Path(__file__).parent.parent
SERBIA = ROOT / "cases" / "serbia"
SMALL = ROOT / "tests" / "cases" / "small"
TERTIUS = Path(sys.executable).parent / "tertius"
RUNS, BUILDS, TIMES = 5, 3, 10
ENGAGEMENTS, CLAIMS = 5_000, 20_000
"""How large the case is that goes out as a workbook."""
SHARED = ("sources", "issues", "outlets")

Times = dict[str, float]


def time_process(*arguments: object, cache: str | None = None) -> float:
    """The median of five runs of a command, in seconds; with `cache` empty, SQL is written anew."""
    taken = []
    environment = os.environ if cache is None else {**os.environ, FOLDER: cache}
    for _ in range(RUNS):
        begun = perf_counter()
        command = [TERTIUS, *map(str, arguments)]
        subprocess.run(command, check=True, capture_output=True, env=environment)
        taken.append(perf_counter() - begun)
    return statistics.median(taken)


def time_bare(code: str) -> float:
    """The seconds that Python takes for some code: what no command that needs it can go below."""
    begun = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return perf_counter() - begun


def time_builds(folder: Path) -> Times:
    """The seconds that each part of a build takes, in its order: the median of three builds."""
    builds = [_time_build(folder) for _ in range(BUILDS)]
    return {name: statistics.median(times[name] for times in builds) for name in builds[0]}


def _time_build(folder: Path) -> Times:
    times: Times = defaultdict(float)
    with _timed(times, "reading"):
        case, _ = read_case(folder)
    assert case is not None
    with _timed(times, "checking rows"):
        wrong = [problem for problem in check_rows(case) if problem.blocks]
    assert not wrong, wrong[:5]
    with _timed(times, "checking findings"):
        compiled, _ = read_findings(case, measure_columns())
    clock = _Clock(times)
    with _database_timed(times), tempfile.TemporaryDirectory() as out:
        done = run_study(case, compiled, progress=clock.begin)
        clock.begin("publishing tables")
        write_duckdb(done, Path(out) / "bench.duckdb")
        clock.begin("writing the atlas")
        build_atlas(done, Path(out) / "atlas")
        clock.end()
    return times


class _Clock:
    """Gives the time between two announcements of what is being done to the first."""

    def __init__(self, times: Times) -> None:
        self.times, self.doing, self.since = times, "weighing", perf_counter()

    def begin(self, what: str) -> None:
        self.end()
        self.doing, self.since = what, perf_counter()

    def end(self) -> None:
        self.times[self.doing] += perf_counter() - self.since


@contextmanager
def _timed(times: Times, name: str) -> Iterator[None]:
    begun = perf_counter()
    yield
    times[name] += perf_counter() - begun


@contextmanager
def _database_timed(times: Times) -> Iterator[None]:
    """Times what DuckDB computes, wherever it is asked to."""
    original = DuckStore.run

    def timed(*arguments: Any) -> None:
        with _timed(times, "  of all this in DuckDB"):
            original(*arguments)

    DuckStore.run = timed  # type: ignore[method-assign]
    try:
        yield
    finally:
        DuckStore.run = original  # type: ignore[method-assign]


def grow(folder: Path, target: Path, *, times: int = TIMES) -> None:
    """A copy of a case with every row ten times, or as often as said. States and other actors named by codes are shared."""
    shutil.copytree(folder, target)
    settings = (target / "case.yml").read_text(encoding="utf-8")
    (target / "case.yml").write_text(settings.split("\nexpects:")[0] + "\n", encoding="utf-8")
    tables = {row.table: _read(folder, row.table) for row in TABLES}
    actors = {row["id"] for row in tables["actors"] if name_of(row["id"].upper())}
    ids = {
        row["id"]
        for name, rows in tables.items()
        if name not in SHARED
        for row in rows
        if "id" in row
    }
    for name, rows in tables.items():
        if name in SHARED:
            continue
        copies = [_copied(row, name, ids - actors, n) for n in range(2, times + 1) for row in rows]
        key = BY_NAME[name].key
        unique = {tuple(row[part] for part in key): row for row in (*rows, *copies)}
        _write(target, name, list(unique.values()))


def _copied(row: dict[str, str], table: str, ids: set[str], number: int) -> dict[str, str]:
    """A row under another id, each id in it renamed along."""

    def renamed(value: str) -> str:
        return f"{value}-k{number}" if value in ids else value

    found = dict(row)
    for column in columns(BY_NAME[table]):
        name = column.name
        is_value = name == "value" and row.get("property") in ("party", "place", "part_of")
        if name == "parties" or is_value:
            found[name] = re.sub(r"[a-z0-9-]+(?=;|@|$)", lambda part: renamed(part[0]), row[name])
        elif name in ("id", "old", "new", "a", "b") or (
            column.points_to and not set(column.points_to) <= set(SHARED)
        ):
            found[name] = ";".join(renamed(value) for value in row[name].split(";"))
    return found


def _read(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in columns(BY_NAME[table])])
        writer.writeheader()
        writer.writerows(rows)


def count_rows(folder: Path) -> int:
    """How many rows the tables of a case have."""
    return sum(len(_read(folder, row.table)) for row in TABLES)


def show(small: Times, large: Times) -> None:
    """Print both builds side by side, with how each part grows."""
    print(f"{'':<28}{'once':>9}{f'{TIMES} times':>11}{'grows':>8}")
    for name, once in small.items():
        print(f"{name:<28}{once:>8.3f}s{large[name]:>10.3f}s{large[name] / once:>7.1f}x")
    once, often = (
        sum(t for name, t in times.items() if not name.startswith(" ")) for times in (small, large)
    )
    print(f"{'together':<28}{once:>8.3f}s{often:>10.3f}s{often / once:>7.1f}x")


def large_case(target: Path) -> None:
    """A case of 5,000 engagements with 20,000 claims; its other tables are as large as Serbia's.

    Engagements are copied with the actors, places and searches around them, and their claims repeated.
    """
    grow(SERBIA, target, times=ENGAGEMENTS // len(_read(SERBIA, "engagements")) + 1)
    for name in ("ties", "positions", "links", "names", "observations"):
        _write(target, name, _read(SERBIA, name))
    engagements = _read(target, "engagements")[:ENGAGEMENTS]
    kept = {row["id"] for row in engagements}
    for row in engagements:
        row["part_of"] = row["part_of"] if row["part_of"] in kept else ""
    _write(target, "engagements", engagements)
    told = {row["id"] for row in _read(SERBIA, "searches")}
    searches = [
        row for row in _read(target, "searches") if row["subject"] in kept or row["id"] in told
    ]
    _write(target, "searches", searches)
    about = [row for row in _read(target, "claims") if row["subject"] in kept]
    others = [row for row in _read(SERBIA, "claims") if row["subject"] not in kept]
    again = [row | {"id": f"{row['id']}-again"} for row in about]
    claims = [row | {"based_on": ""} for row in (*others, *about, *again)]
    _write(target, "claims", claims[:CLAIMS])


def show_workbook(folder: Path) -> None:
    """Print how long a large case takes out as a workbook and back."""
    case, book = folder / "large", folder / "large.xlsx"
    large_case(case)
    counts = ", ".join(f"{len(_read(case, name)):,} {name}" for name in ("engagements", "claims"))
    print(f"\nAs a workbook, median of {RUNS} runs: {counts}, {count_rows(case):,} rows in all")
    out = time_process("export", case, "--to", "xlsx", "--out", book, "--replace")
    print(f"  tertius export {out:>20.2f}s, {book.stat().st_size / 2**20:.1f} MiB")
    print(f"  tertius import {time_process('import', case, book):>20.2f}s")


def main() -> None:
    """Time the commands, then the parts of a build of the case and of the case grown."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"Whole processes, median of {RUNS} runs")
        print(f"  tertius --help             {time_process('--help'):>8.2f}s")
        bare = statistics.median(time_bare("import duckdb, pyarrow") for _ in range(RUNS))
        print(f"  import duckdb, pyarrow     {bare:>8.2f}s")
        out = ("--out", Path(folder) / "built")
        print(f"{'':<32}{'first':>9}{'again':>9}")
        for name in ("check", "findings"):
            first = time_process(name, SMALL, cache="")
            again = time_process(name, SMALL)
            print(f"  tertius {name + ' small':<22}{first:>8.2f}s{again:>8.2f}s")
        for name, more in (("check", ()), ("findings", ()), ("flips", ()), ("build", out)):
            first = time_process(name, SERBIA, *more, cache="")
            again = time_process(name, SERBIA, *more)
            print(f"  tertius {name + ' cases/serbia':<22}{first:>8.2f}s{again:>8.2f}s")
        grown = Path(folder) / "grown"
        grow(SERBIA, grown)
        print(
            f"\nInside one build, median of {BUILDS}: {count_rows(SERBIA):,} rows, and {count_rows(grown):,} rows"
        )
        measure_columns()
        show(time_builds(SERBIA), time_builds(grown))
        show_workbook(Path(folder))


if __name__ == "__main__":
    main()
