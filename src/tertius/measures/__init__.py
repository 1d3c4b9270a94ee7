"""The measures: what each asks, how it is computed, and what its rows rest on, one file for each.

A measure is found here by standing in this folder. What is settled before, in `facts/`, is found in
the same way.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from tertius import facts
from tertius.engine.step import Kind, Step

PRINTED = (
    "facts",
    "observations",
    "control",
    "presence",
    "leader",
    "overlap",
    "convergence",
    "promises",
    "delivery",
    "delivery_times",
    "perception",
    "alignment",
    "coverage",
    "dependence",
    "concentration",
    "dependence_index",
    "balance",
    "brokerage",
    "constraint",
)
"""The order in which measures are listed for readers; one that is not named here comes last."""


def _declared() -> Iterator[Step]:
    """Yield every step that a module of facts/ or of this folder declares."""
    for package, paths in ((facts.__name__, facts.__path__), (__name__, __path__)):
        for module in sorted(one.name for one in iter_modules(paths)):
            for value in vars(import_module(f"{package}.{module}")).values():
                if isinstance(value, Step):
                    yield value


def in_order(declared: Iterable[Step]) -> tuple[Step, ...]:
    """Return steps so that each stands after what it takes, measures as they are listed for readers.

    Raises ValueError where two steps have one name, or steps take each other in a circle.
    """
    steps: dict[str, Step] = {}
    for step in declared:
        if steps.setdefault(step.name, step) is not step:
            raise ValueError(f"two steps are named {step.name}")
    placed: dict[str, Step] = {}
    begun: set[str] = set()

    def place(name: str) -> None:
        if name in placed or name not in steps:
            return
        if name in begun:
            raise ValueError(f"the step {name} takes what is made of it")
        begun.add(name)
        for taken in steps[name].inputs:
            place(taken)
        placed[name] = steps[name]

    rank = {name: number for number, name in enumerate(PRINTED)}
    for name in sorted(steps, key=lambda n: (not steps[n].question, rank.get(n, len(rank)), n)):
        place(name)
    return tuple(placed.values())


STEPS: tuple[Step, ...] = in_order(_declared())
"""Every step, each after those that it takes."""

MEASURES: dict[str, Step] = {step.name: step for step in STEPS if step.question}
"""The published tables: what a finding may ask."""


def measure_columns() -> dict[str, Mapping[str, Kind]]:
    """Return for each measure the columns that a finding may name, and what kind each is."""
    return {name: step.columns for name, step in MEASURES.items()}
