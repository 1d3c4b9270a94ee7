"""How long it takes to ask the Serbia case what would change it, who carries it, and how likely it is."""

import gc
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from tertius.cli.main import COLLECTING
from tertius.sensitivity.attribution import credit_findings
from tertius.sensitivity.bearing import oracles_of, search_flips
from tertius.sensitivity.monte_carlo import draw_findings
from tertius.study.open import open_case
from tertius.study.run import run_study
from tertius.worlds.history import verdicts_through_time

CASE = Path(__file__).parent.parent / "cases" / "serbia"
RUNS = 3
DRAWS = 1_000


def main() -> None:
    """Print seconds for flips, credit, days and draws of all findings, once SQL is written."""
    gc.set_threshold(*COLLECTING)
    case, compiled, _ = open_case(CASE)
    run_study(case, compiled)
    baselines, flips, shared = [], [], []
    for _ in range(RUNS):
        baseline, study = _timed(lambda: run_study(case, compiled, with_flips=False))
        rests_on = {result.id: result.rests_on for result in study.results}
        oracles: dict[str, Any] = {}

        def ask(study: Any = study, rests_on: Any = rests_on, oracles: Any = oracles) -> None:
            oracles.update(oracles_of(study.verdicts, rests_on))
            search_flips(study.verdicts, oracles)

        seconds, _ = _timed(ask)
        worlds = len({gone for _, gone in study.verdicts._known})  # noqa: SLF001 - counted, not used
        baselines.append(baseline)
        flips.append(seconds)
    for _ in range(RUNS):
        whole = run_study(case, compiled)
        shared.append(
            _timed(lambda whole=whole: credit_findings(whole.case, whole.verdicts, whole.oracles))[
                0
            ]
        )
    print(f"baseline, settled, measured and judged: {median(baselines):.2f} s")
    print(
        f"every origin alone and every pair that bears, {worlds:,} worlds, {len(compiled)} findings: {median(flips):.2f} s (target 2)"
    )
    print(f"credit of all findings: {median(shared):.2f} s (target 10)")
    study = run_study(case, compiled, with_flips=False)
    days, _ = _timed(lambda: verdicts_through_time(case, compiled, study.computation, study.stored))
    print(f"verdicts through time: {days:.2f} s")
    seconds, drawn = _timed(
        lambda: draw_findings(study.case, study.stored, study.verdicts, worlds=DRAWS, seed=1945)
    )
    converged = sum(one.convergence.converged for one in drawn.values())
    print(f"{DRAWS:,} draws: {seconds:.1f} s; {converged} of {len(drawn)} findings converged")


def _timed(run: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = run()
    return time.perf_counter() - start, found


if __name__ == "__main__":
    main()
