"""What it costs to ask what tests risked, as ratios in one run: on the Serbia case, and on a portfolio.

The unit is one baseline of every measure, its SQL kept. On the Serbia case the chance of all findings
is computed, on the portfolio one exchange world in which the powers of every host are dealt anew.
"""

from pathlib import Path
from statistics import median
from time import perf_counter

from portfolio import MEASURES, baseline, timed
from synthetic import portfolio

from tertius.engine.duckdb import DuckStore
from tertius.measures import MEASURES as ALL
from tertius.sensitivity.chance.deal import chance_findings
from tertius.study.open import open_case
from tertius.study.run import run_study
from tertius.worlds.computation import Computation, choices_of
from tertius.worlds.exchange import exchange_of
from tertius.worlds.selection import BASELINE, tables_in

CASE = Path(__file__).parent.parent / "cases" / "serbia"
RUNS = 3
SIZE = 1.0
"""The portfolio of 400,000 claims."""


def main() -> None:
    """Print seconds and ratios for chance on the Serbia case and on the portfolio."""
    case, compiled, _ = open_case(CASE)
    study = run_study(case, compiled, with_flips=False)
    verdicts = {result.id: result.verdict for result in study.results}
    powers = case.settings.powers
    chance_findings(study.computation, compiled, verdicts, powers)  # writes the SQL
    stored = tables_in(case, BASELINE)
    units, asked = [], []
    for _ in range(RUNS):
        begun = perf_counter()
        computation = Computation(DuckStore(), stored, choices_of(case), measures=ALL)
        units.append(perf_counter() - begun)
        begun = perf_counter()
        chances = chance_findings(computation, compiled, verdicts, powers)
        asked.append(perf_counter() - begun)
    dealt = sum(chance.worlds > 0 for chance in chances.values())
    unit, whole = median(units), median(asked)
    print(f"every measure of the Serbia case: {unit:.2f} s")
    print(f"chance of {dealt} findings: {whole:.2f} s, {whole / unit:.1f} times (target 20)")
    tables = portfolio(SIZE)
    baseline(tables)
    once, computation = timed(baseline, tables)
    named = sorted({row["power"] for row in computation.fetch("engagements").to_pylist()} - {None})
    exchange = exchange_of("powers", computation.fetch, named)
    changes = exchange.changes(exchange.deck.draw(1, range(1)), ["0"])
    computation.changed(changes, MEASURES)  # writes the SQL
    laying, exchange = timed(exchange_of, "powers", computation.fetch, named)
    begun = perf_counter()
    changes = exchange.changes(exchange.deck.draw(2, range(1)), ["0"])
    dealing = perf_counter() - begun
    world, _ = timed(computation.changed, changes, MEASURES)
    total = laying.clock + dealing + world.clock
    print(
        f"portfolio: baseline {once.clock:.2f} s; one exchange of every host {total:.2f} s "
        f"(dealing {dealing:.2f} s), {total / once.clock:.1f} times (target 3)"
    )
