"""The measures: what each asks, how it is computed, and what its rows rest on, one file for each.

A measure is found here by standing in this folder. What is settled before, in `facts/`, is found in
the same way.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from tertius import facts
from tertius.engine.step import Step
from tertius.facts.measure import Kind, Measure


def _declared() -> Iterator[Step]:
    """Yield every step that a module of facts/ or of this folder declares."""
    for package, paths in ((facts.__name__, facts.__path__), (__name__, __path__)):
        for module in sorted(one.name for one in iter_modules(paths)):
            for value in vars(import_module(f"{package}.{module}")).values():
                if isinstance(value, Step):
                    yield value


def in_order(declared: Iterable[Step]) -> tuple[Step, ...]:
    """Return steps so that each stands after what it takes, measures as they are listed for readers.

    Raises ValueError where two steps have one name, two measures one place, or steps take each other
    in a circle.
    """
    steps: dict[str, Step] = {}
    places: dict[int, Step] = {}
    for step in declared:
        if steps.setdefault(step.name, step) is not step:
            raise ValueError(f"two steps are named {step.name}")
        if isinstance(step, Measure) and places.setdefault(step.place, step) is not step:
            raise ValueError(
                f"the measures {places[step.place].name} and {step.name} stand in place {step.place}"
            )
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

    for number in sorted(places):
        place(places[number].name)
    for name in sorted(steps):
        place(name)
    return tuple(placed.values())


STEPS: tuple[Step, ...] = in_order(_declared())
"""Every step, each after those that it takes."""

MEASURES: dict[str, Measure] = {
    one.name: one
    for one in sorted(
        (step for step in STEPS if isinstance(step, Measure)), key=lambda one: one.place
    )
}
"""The published tables, by their places: what a finding may ask."""


def measure_columns() -> dict[str, Mapping[str, Kind]]:
    """Return for each measure the columns that a finding may name, and what kind each is."""
    return {name: step.columns for name, step in MEASURES.items()}
