"""What it costs to ask every source of a large portfolio what falls with it, as ratios in one run.

A portfolio made by chance is computed in the baseline, and then without each of its origins, through
settling to `presence`, `overlap`, `delivery` and `leader`, with a test on every leader. One baseline
evaluation is the unit. Each size is run in a process of its own, so that the peak of its memory is its
own. Then the cost against claims and against worlds. Run it with `python benchmarks portfolio`; with sizes behind it
(`python benchmarks/portfolio.py 1 4`) only these are run.
"""

import json
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple

import altair as alt
import duckdb
import ibis
import pyarrow as pa
import pyarrow.compute as pc
import vl_convert
from synthetic import CHOICES, portfolio
from withdrawn import in_batches, leave_each_out, with_dependents

from tertius.engine.duckdb import DuckStore
from tertius.worlds.computation import Changes, Computation
from tertius.worlds.differences import WITHDRAWN

ROOT = Path(__file__).parent.parent
PLOT = ROOT / "build" / "portfolio"
MEASURES = ("presence", "overlap", "delivery", "leader")
SIZES = (0.25, 1.0, 4.0)
GROWTH = (1 / 16, 1 / 4, 1.0)
WORLDS = (100, 1_000, 10_000)
WORLDS_AT = 0.25
"""The size of the portfolio on which the number of worlds grows."""
BASELINES, NAIVE = 3, 3

Times = dict[str, Any]


class Seconds(NamedTuple):
    """How long a call takes: by the clock, and in processors, which others at work disturb less."""

    clock: float
    processor: float


def timed(function: Callable[..., Any], *arguments: Any, **keywords: Any) -> tuple[Seconds, Any]:
    """How many seconds a call takes, and what it gives."""
    begun = perf_counter(), process_time()
    found = function(*arguments, **keywords)
    return Seconds(perf_counter() - begun[0], process_time() - begun[1]), found


def middle(taken: Sequence[Seconds]) -> Seconds:
    """The medians of several times."""
    return Seconds(*(statistics.median(times) for times in zip(*taken, strict=True)))


def without_each_origin(tables: dict[str, pa.Table]) -> pa.Table:
    """For every origin the rows (world, id) that fall with it."""
    connection = ibis.duckdb.connect()
    origins, bases = (connection.create_table(name, tables[name]) for name in ("origins", "bases"))
    return with_dependents(leave_each_out(origins), bases).to_pyarrow()


def baseline(tables: dict[str, pa.Table]) -> Computation:
    """The measures of the benchmark in the baseline."""
    return Computation(DuckStore(), tables, CHOICES, measures=MEASURES)


def ask(computation: Computation, withdrawn: pa.Table) -> tuple[int, int]:
    """Compute every world and test its leaders: how many passes it took, and how many leaders change."""
    told = computation.engine.fetch("leader")
    passes = changes = 0
    for batch in in_batches(withdrawn):
        found = computation.changed(Changes(withdrawn=batch), MEASURES)
        changes += _leaders_changed(told, *found["leader"])
        passes += 1
    return passes, changes


def _leaders_changed(told: pa.Table, rows: pa.Table, touched: pa.Table) -> int:
    """In how many worlds, hosts, sectors and bases somebody else leads, or nobody any more."""
    query = """
        WITH was AS (SELECT t.world, b.* FROM touched t JOIN told b USING (host, sector))
        SELECT count(*) FROM was FULL JOIN rows USING (world, host, sector, basis)
        WHERE was.leader IS DISTINCT FROM rows.leader
    """
    with duckdb.connect() as connection:
        for name, table in (("told", told), ("rows", rows), ("touched", touched)):
            connection.register(name, table)
        ((changed,),) = connection.execute(query).fetchall()
    return int(changed)


def measure(scale: float) -> Times:
    """Everything that is measured on a portfolio of one size."""
    tables = portfolio(scale)
    compiling, _ = timed(_compile, tables)
    taken = []
    for _ in range(BASELINES):
        seconds, computation = timed(baseline, tables)
        taken.append(seconds)
    naming, withdrawn = timed(without_each_origin, tables)
    every, (passes, changes) = timed(ask, computation, withdrawn)
    peak = _peak()
    naive = [timed(baseline, _without(tables, withdrawn, world))[0] for world in _some(withdrawn)]
    once = middle(taken)
    worlds = len(pc.unique(withdrawn["world"]))
    return {
        "scale": scale,
        "claims": len(pc.unique(tables["claims"]["id"])),
        "origins": len(pc.unique(tables["origins"]["origin"])),
        "worlds": worlds,
        "compiling": compiling.clock,
        "baseline": once.clock,
        "naming": naming.clock,
        "every": every.clock,
        "ratio": every.clock / once.clock,
        "processor": once.processor,
        "processor_ratio": every.processor / once.processor,
        "naive_ratio": middle(naive).processor * worlds / every.processor,
        "passes": passes,
        "changes": changes,
        "peak": peak,
    }


def _peak() -> float:
    """The most memory that this process had, in GiB; what a process had before it began is not its own."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _compile(tables: dict[str, pa.Table]) -> None:
    """Write the SQL of both plans, which is written once for every size."""
    small = {name: table.slice(0, 0) for name, table in tables.items()}
    baseline(small).changed(Changes(withdrawn=WITHDRAWN.empty_table()), MEASURES)


def _some(withdrawn: pa.Table) -> list[str]:
    """Origins at equal distances in the order of their names."""
    worlds = sorted(pc.unique(withdrawn["world"]).to_pylist())
    return worlds[:: max(1, len(worlds) // NAIVE)][:NAIVE]


def _without(tables: dict[str, pa.Table], withdrawn: pa.Table, world: str) -> dict[str, pa.Table]:
    """The tables without what falls in a world, as one computes them who has no kernel."""
    gone = withdrawn.filter(pc.equal(withdrawn["world"], world))["id"].combine_chunks()
    claims = tables["claims"]
    return {**tables, "claims": claims.filter(pc.invert(pc.is_in(claims["id"], gone)))}


def measure_worlds() -> list[Times]:
    """What more and more worlds cost on one portfolio."""
    tables = portfolio(WORLDS_AT)
    _compile(tables)
    once, computation = timed(baseline, tables)
    withdrawn = without_each_origin(tables)
    names = sorted(pc.unique(withdrawn["world"]).to_pylist())
    found = []
    for number in WORLDS:
        chosen = pa.array(names[:: len(names) // number][:number])
        some = withdrawn.filter(pc.is_in(withdrawn["world"], chosen))
        seconds, _ = timed(ask, computation, some)
        found.append(
            {
                "worlds": number,
                "rows": some.num_rows,
                "every": seconds.clock,
                "baseline": once.clock,
            }
        )
    return found


def in_a_process(*arguments: object) -> Any:
    """What this file measures with these arguments, in a process of its own."""
    command = [sys.executable, __file__, "--json", *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def show_sizes(sizes: Sequence[Times]) -> None:
    """Print what each size comes to."""
    print("Every origin left out, through settle, presence, overlap, delivery and leader")
    print(
        f"{'size':>6}{'claims':>11}{'origins':>9}{'SQL':>8}{'baseline':>10}{'naming':>8}{'every':>9}"
        f"{'ratio':>8}{'processor':>11}{'naive':>9}{'memory':>9}{'passes':>8}{'leaders changed':>17}"
    )
    for t in sizes:
        print(
            f"{t['scale']:>6.2f}{t['claims']:>11,}{t['origins']:>9,}{t['compiling']:>7.1f}s"
            f"{t['baseline']:>9.2f}s{t['naming']:>7.2f}s{t['every']:>8.1f}s{t['ratio']:>7.1f}x"
            f"{t['processor_ratio']:>10.1f}x{t['naive_ratio']:>8,.0f}x{t['peak']:>6.2f} GB{t['passes']:>8}{t['changes']:>17,}"
        )
    print(
        "SQL is written once for all sizes. Ratio is every / baseline by the clock, processor the same in\n"
        "seconds of processors, and naive how much longer one full computation for each origin would\n"
        f"take, from {NAIVE} origins."
    )


def show_growth(claims: Sequence[Times], worlds: Sequence[Times]) -> None:
    """Print the cost against claims and against worlds, and plot both."""
    first, base = claims[0], worlds[0]
    print(f"\n{'claims':>12}{'times':>7}{'baseline':>10}{'grows':>7}{'every':>9}{'grows':>7}")
    for t in claims:
        print(
            f"{t['claims']:>12,}{t['claims'] / first['claims']:>6.0f}x{t['baseline']:>9.2f}s"
            f"{t['baseline'] / first['baseline']:>6.1f}x{t['every']:>8.1f}s{t['every'] / first['every']:>6.1f}x"
        )
    print(f"\n{'worlds':>12}{'times':>7}{'rows':>10}{'together':>10}{'grows':>7}{'each':>10}")
    for t in worlds:
        print(
            f"{t['worlds']:>12,}{t['worlds'] / base['worlds']:>6.0f}x{t['rows']:>10,}{t['every']:>9.2f}s"
            f"{t['every'] / base['every']:>6.1f}x{1000 * t['every'] / t['worlds']:>7.2f} ms"
        )
    _plot(claims, worlds)


def _plot(claims: Sequence[Times], worlds: Sequence[Times]) -> None:
    lines = [
        *(("claims", "baseline", t["claims"], t["baseline"]) for t in claims),
        *(("claims", "every origin left out", t["claims"], t["every"]) for t in claims),
        *(("worlds", "worlds together", t["worlds"], t["every"]) for t in worlds),
    ]
    rows = [dict(zip(("by", "what", "number", "seconds"), line, strict=True)) for line in lines]
    panels = [
        alt.Chart(alt.Data(values=[row for row in rows if row["by"] == by]), width=260, height=240)
        .mark_line(point=True)
        .encode(
            x=alt.X("number:Q", scale=alt.Scale(type="log"), title=by),
            y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="seconds"),
            color=alt.Color("what:N", title=None, scale=alt.Scale(scheme="dark2")),
        )
        for by in ("claims", "worlds")
    ]
    spec = alt.hconcat(*panels).to_json()
    PLOT.parent.mkdir(exist_ok=True)
    PLOT.with_suffix(".svg").write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")
    PLOT.with_suffix(".png").write_bytes(vl_convert.vegalite_to_png(spec, scale=2))
    print(f"Plotted in {PLOT.relative_to(ROOT)}.svg and .png")


def main(sizes: Sequence[float] = SIZES) -> None:
    """Measure each size, then growth."""
    found = {size: in_a_process(size) for size in sizes}
    show_sizes(list(found.values()))
    claims = [found.get(size) or in_a_process(size) for size in GROWTH]
    show_growth(claims, in_a_process("worlds"))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--json"]:
        what = sys.argv[2]
        print(json.dumps(measure_worlds() if what == "worlds" else measure(float(what))))
    elif sys.argv[1:]:
        show_sizes([in_a_process(size) for size in sys.argv[1:]])
    else:
        main()
