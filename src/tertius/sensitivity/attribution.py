"""How much of each verdict each origin carries, computed for all findings together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tertius.case.read import Case
from tertius.findings.outcome import Outcome
from tertius.sensitivity.flips import SEED
from tertius.sensitivity.minimal_sets import Evaluate
from tertius.sensitivity.outcomes import OutcomeCache, Verdicts, answer
from tertius.sensitivity.shapley import (
    EXACT_TO,
    Credit,
    leave_one_out,
    owen,
    owen_sampled,
    responsibility,
    shapley,
    shapley_sampled,
    table_of,
)

FEWEST, MOST, WORLDS = 8, 40, 400
"""Random orders in which credit is sampled: so many that they take some 400 worlds, within bounds.

An order takes a world for each origin. With the fewest there are four pairs of opposite orders to
tell an error by. All findings of the Serbia case together take some 12,500 worlds, or nine seconds
(docs/decisions/0018).
"""


@dataclass(frozen=True)
class Carried:
    """What each origin carries of one verdict: by itself, on average, and with its outlet's others."""

    alone: Credit
    shapley: Credit
    owen: Credit
    """The same, with the origins of one outlet coming in together."""
    responsibility: Credit | None
    """How near each is to deciding alone; None where not every set of origins is computed."""

    @property
    def shared(self) -> float:
        """What the origins carry together: 1 where the verdict falls without all of them, else 0."""
        return round(sum(self.shapley.values.values()), 9)


def credit_findings(
    case: Case,
    verdicts: Verdicts,
    oracles: Mapping[str, OutcomeCache],
    *,
    orders: int | None = None,
) -> dict[str, Carried]:
    """Return, for each finding, what each origin that bears on it carries of its verdict.

    A verdict counts as 1 while it is that of the baseline, else as 0. Exact for up to 12 origins,
    sampled above, with a standard error; `orders` says in how many random orders.
    """
    outlets = outlet_of(case)
    searches: dict[str, Callable[[Evaluate[Outcome]], Carried]] = {
        name: partial(_credit, oracle.players, outlets, verdicts.base[name], orders)
        for name, oracle in oracles.items()
    }
    return answer(verdicts, oracles, searches)


def _credit(
    players: Sequence[str],
    outlets: Mapping[str, str],
    base: Outcome,
    orders: int | None,
    ask: Evaluate[Outcome],
) -> Carried:
    def value(masks: Sequence[int]) -> list[float]:
        return [float(outcome.told == base.told) for outcome in ask(masks)]

    group_of = {name: outlets.get(name, name) for name in players}
    if len(players) <= EXACT_TO:
        table = table_of(len(players), value)
        return Carried(
            leave_one_out(players, value),
            shapley(players, table),
            owen(players, table, group_of),
            responsibility(players, [*table]),
        )
    if orders is None:
        orders = min(max(WORLDS // len(players) // 2 * 2, FEWEST), MOST)
    return Carried(
        leave_one_out(players, value),
        shapley_sampled(players, value, orders=orders, seed=SEED),
        owen_sampled(players, value, group_of, orders=orders, seed=SEED),
        None,
    )


def outlet_of(case: Case) -> dict[str, str]:
    """Return, by origin, the outlet that its source names; origins without one are left out."""
    return {
        key: f"outlet:{source.custom.outlet}"
        for key, source in case.sources.items()
        if source.custom.outlet
    }
