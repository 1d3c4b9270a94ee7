"""All tensions of a case, with the explanations that people gave of them."""

import pkgutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module

from tertius.case.read import Case
from tertius.evidence.claim import Explanation
from tertius.tensions import rules
from tertius.tensions.evidence import Evidence
from tertius.tensions.rule import RULES, Rule
from tertius.tensions.tension import Tension


@dataclass(frozen=True)
class Tensions:
    """The tensions of a case, and explanations whose tension is gone."""

    found: tuple[Tension, ...]
    gone: tuple[Explanation, ...]

    @property
    def open(self) -> tuple[Tension, ...]:
        """Return the tensions that nobody has explained."""
        return tuple(one for one in self.found if not one.explanations)

    def touching(self, names: Iterable[str]) -> tuple[Tension, ...]:
        """Return the tensions of which a side rests on one of some rows or sources, or which are about one."""
        touched = {one.id: one for name in names for one in self._by_name.get(name, ())}
        return tuple(touched[name] for name in sorted(touched))

    @cached_property
    def _by_name(self) -> Mapping[str, list[Tension]]:
        by_name: dict[str, list[Tension]] = defaultdict(list)
        for one in self.found:
            sources = {name for side in one.sides for name in side.sources}
            for name in {*one.rows, *one.about, *sources}:
                by_name[name].append(one)
        return by_name


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return every rule by name, in alphabetical order: those of the files in `rules`."""
    for module in pkgutil.iter_modules(rules.__path__):
        import_module(f"{rules.__name__}.{module.name}")
    return dict(sorted(RULES.items()))


def find_tensions(case: Case, withdrawn: Collection[str] = ()) -> Tensions:
    """Return the tensions among the current rows of a case, by rule and then by what they are about.

    `withdrawn` names rows that do not count, as in a world that leaves something out.
    """
    evidence = Evidence(case.without(set(withdrawn)) if withdrawn else case)
    explanations: dict[str, list[Explanation]] = defaultdict(list)
    for row in case.rows("explanations"):
        explanations[row.tension].append(row)
    found = {one.id: one for each in all_rules().values() for one in each.tensions(evidence)}
    ordered = sorted(found.values(), key=lambda one: (one.rule, one.about, one.id))
    return Tensions(
        tuple(one.explained_by(explanations.get(one.id, ())) for one in ordered),
        tuple(row for row in case.rows("explanations") if row.tension not in found),
    )
