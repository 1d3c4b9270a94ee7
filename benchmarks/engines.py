"""DuckDB and Spark on the cores of this machine: how long one baseline evaluation takes on each.

Every step of a portfolio made by chance, at growing sizes. The second evaluation in a process counts,
when Java has compiled what it runs; starting Spark, and the first evaluation, stand beside it. Each
engine and size is run in a process of its own, whose memory is printed; Java's is not in it. It takes many minutes, so it is no part of `make bench`:
run it with `python benchmarks engines`, or with sizes (`python benchmarks/engines.py 0.01 1`).
"""

import json
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from synthetic import CHOICES, portfolio

from tertius.engine.duckdb import DuckStore
from tertius.engine.spark import SparkStore
from tertius.worlds.computation import Computation

if TYPE_CHECKING:
    from tertius.engine.plan import Engine

SIZES = ("0.01", "0.25", "1", "4")
ENGINES = {"duckdb": DuckStore, "spark": SparkStore}
ONE = "--one"


def measure(engine: str, size: str) -> dict[str, float]:
    """The seconds until an engine is there, of its first evaluation and of its second."""
    tables = portfolio(float(size))
    begun = perf_counter()
    started: Engine = ENGINES[engine]()
    taken = {"start": perf_counter() - begun}
    for name in ("first", "second"):
        begun = perf_counter()
        Computation(started, tables, CHOICES)
        taken[name] = perf_counter() - begun
    started.close()
    gib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {**taken, "claims": tables["claims"].num_rows, "gib": gib}


def alone(engine: str, size: str) -> dict[str, float]:
    """The same, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, ONE, engine, size], check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main(sizes: tuple[str, ...] = SIZES) -> None:
    """Print both engines side by side at every size."""
    print(
        f"{'size':>6}{'claims':>11}  {'engine':<8}{'start':>7}{'first':>8}{'second':>8}{'GiB':>6}"
    )
    for size in sizes:
        second = {}
        for engine in ENGINES:
            told = alone(engine, size)
            second[engine] = told["second"]
            times = f"{told['start']:>6.1f}s{told['first']:>7.1f}s{told['second']:>7.1f}s"
            print(
                f"{size:>6}{told['claims']:>11,.0f}  {engine:<8}{times}{told['gib']:>6.1f}",
                flush=True,
            )
        print(
            f"{'':>19}Spark takes {second['spark'] / second['duckdb']:.1f} times as long",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == [ONE]:
        sys.path.insert(0, str(Path(__file__).parent))
        print(json.dumps(measure(*sys.argv[2:])))
    else:
        main(tuple(sys.argv[1:]) or SIZES)
