"""What a run of a case comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tertius.case.read import Case
from tertius.errors import CaseError
from tertius.facts.ledger import Ledger
from tertius.findings.confidence import Fragility
from tertius.findings.finding import Place
from tertius.findings.lineage import Lineage
from tertius.findings.support import Sought
from tertius.sensitivity.chance.rates import Chance, Comparison, compare_with_chance
from tertius.sensitivity.flips import Flip, FlipSearch
from tertius.sensitivity.outcomes import OutcomeCache, Verdicts
from tertius.worlds.computation import Computation
from tertius.worlds.selection import World

if TYPE_CHECKING:
    import pyarrow as pa

    from tertius.tensions.find import Tensions

AS_TESTED = "holds as far as tested"
"""The verdict of a finding that holds while a part of its statement is untested."""


@dataclass(frozen=True)
class Result:
    """A finding with its verdict in one world and everything that a reader may ask of it."""

    id: str
    section: str
    statement: str
    kind: str
    verdict: str
    state: str | None
    support: str | None
    """The word for what supports it; None for what is only watched, and where its test was not dealt anew."""
    chance: Chance | None
    """How often chance would meet its test; None where that was not asked."""
    confidence: str | None
    binding: str | None
    """In words what keeps the confidence from being higher; None where it is high or open."""
    hedge: str | None
    untested: str | None
    within: str | None
    """Which unknown values would undo it, from where on; None where none would, or it is open."""
    value: Any
    measure: str | None
    where: str | None
    expect: str | None
    reason: str
    rests_on: tuple[str, ...]
    against: tuple[str, ...]
    sources: tuple[str, ...]
    origins: tuple[str, ...]
    fragility: Fragility | None
    flips: tuple[Flip, ...] | None
    trigger: Mapping[str, Any] | None
    alternatives: tuple[str, ...]
    note: str | None
    stated: tuple[Place, ...]
    needs: tuple[str, ...]
    caveats: tuple[str, ...]
    """What keeps its comparison from being even: sides on which little was gathered."""
    rows: tuple[tuple[str, Mapping[str, Any]], ...]
    search: FlipSearch | None
    """What was tried to change it, and what was found."""
    shared: tuple[str, ...] | None
    """Of an argued finding, the evidence that rivals rest on too, or that speaks against it."""
    mirrored: bool | None
    """Of an argued finding, whether another power has like claims for every member of a set."""
    sought: Sought | None
    """Of an argued finding, the searches that would have refuted it."""

    @property
    def spoken(self) -> str:
        """The verdict as readers see it: what its test does not reach is never said to hold."""
        return AS_TESTED if self.verdict == "holds" and self.untested else self.verdict


@dataclass(frozen=True)
class Study:
    """A case run in one world."""

    case: Case
    world: World
    results: tuple[Result, ...]
    tables: Mapping[str, tuple[Mapping[str, Any], ...]]
    """Every step's rows in this world, sorted; a step is computed when it is first read."""
    ledger: Ledger
    lineage: Lineage
    stored: "Mapping[str, pa.Table]"
    """The tables that the computation began with."""
    computation: Computation
    verdicts: Verdicts
    """The findings in worlds that leave something out."""
    oracles: Mapping[str, OutcomeCache]
    """By finding, the cache of its outcomes without the origins that bear on it; empty without flips."""
    case_hash: str
    """A fingerprint of the case's rows that does not depend on their order."""

    @cached_property
    def compared_with_chance(self) -> tuple[Comparison, ...]:
        """How many computed findings are met, beside how many in each world of an exchange."""
        return compare_with_chance(r.chance for r in self.results if r.chance is not None)

    @cached_property
    def tensions(self) -> "Tensions":
        """Evidence that does not fit together, among what counts in the world of the study."""
        from tertius.tensions.find import find_tensions

        return find_tensions(self.case, self.world.withdrawn)

    def result(self, name: str) -> Result:
        """Return one finding's result. Raises CaseError where the case has no such finding."""
        for result in self.results:
            if result.id == name:
                return result
        raise CaseError(f"{name!r} is no finding of this case. `tertius findings` lists them.")
