"""Which subjects, observations and searches any row of a measure was made of."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.ledger import Ledger
from tertius.measures import MEASURES


@dataclass(frozen=True)
class Lineage:
    """Traces every number back to its evidence, by the rule of the number's measure."""

    rows_of: Callable[[str], Iterable[Row]]
    """The rows of a step or input in the world at hand."""
    ledger: Ledger

    def evidence(self, measure: str, row: Row, named: Collection[str] = ()) -> list[str]:
        """Return the ids of claims, observations and searches that one row of a measure rests on.

        Columns named, such as a share, can rest on more than the row at large. Raises KeyError
        where there is no such measure.
        """
        rests = self._rests_on(measure, row, named)
        within = () if rests.is_fact else self._agreements_of(rests.subjects)
        ids = [
            *(name for s in (*rests.subjects, *within) for name in self._claims(s, rests)),
            *(name for key in rests.observations for name in self._deciding(key)),
            *rests.ids,
        ]
        return ids if rests.is_fact else sorted(set(ids))

    def subjects(self, measure: str, row: Row) -> list[str]:
        """Return the engagements, ties, positions and links that one row of a measure was made of."""
        return sorted(self._rests_on(measure, row, ()).subjects)

    def _rests_on(self, measure: str, row: Row, named: Collection[str]) -> RestsOn:
        step = MEASURES[measure]
        return step.evidence(row, named, **{t: self._table(t) for t in step.reads})

    def read(self, measure: str) -> None:
        """Read what the rows of a measure are traced by, where other processes will trace them."""
        for name in MEASURES[measure].reads:
            self._table(name)

    def _agreements_of(self, subjects: Collection[str]) -> set[str]:
        return {whole for subject in subjects for whole in self.above.get(subject, ())}

    def _claims(self, subject: str, rests: RestsOn) -> list[str]:
        """Return what decides the facts of a subject that bear."""
        return [
            name
            for key in self.ledger.by_subject.get(subject, ())
            if key[3] in rests.properties
            for name in self.ledger.deciding(key)
        ]

    def _deciding(self, key: tuple[object, ...]) -> list[str]:
        return self.ledger.deciding(("observations", *key))

    @cached_property
    def above(self) -> Mapping[str, list[str]]:
        """For each engagement the agreements that it is part of."""
        above: dict[str, list[str]] = {}
        for row in self._table("ancestors"):
            above.setdefault(row["id"], []).append(row["ancestor"])
        return above

    def _table(self, name: str) -> Rows:
        if name not in self._tables:
            self._tables[name] = Rows(self.rows_of(name))
        return self._tables[name]

    @cached_property
    def _tables(self) -> dict[str, Rows]:
        return {}
