"""What a finding is about: its domains and powers, by which a reader filters the list."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tertius.present.labels import Labels
from tertius.study.result import Result, Study

if TYPE_CHECKING:
    from tertius.findings.compiled import Compiled


class Topics:
    """Tell the domains and the powers that findings are about.

    A finding is about what its conditions name; where they name none, about what the claims, figures
    and searches are about that it rests on or that speak against it.
    """

    def __init__(self, study: Study, labels: Labels) -> None:
        self.study, self.labels = study, labels
        self.domains = tuple(study.case.taxonomy.words("domain"))
        self.powers = (*study.case.settings.powers, *study.case.settings.baselines)

    def domains_of(self, result: Result) -> list[str]:
        """Return the domains that a finding is about, in the order of the vocabulary."""
        named = {self._domain(word) for word in self._words(result)}
        if not named.intersection(self.domains):
            named = {self._domain(word) for row in self._rows(result) for word in _words_of(row)}
        return [domain for domain in self.domains if domain in named]

    def powers_of(self, result: Result) -> list[str]:
        """Return the powers that a finding is about, in the order of the case."""
        named = self._words(result)
        if not named.intersection(self.powers):
            named = {word for row in self._rows(result) for word in _words_of(row)}
        return [power for power in self.powers if power in named]

    def _words(self, result: Result) -> set[str]:
        compiled: Compiled = self.study.verdicts.compiled[result.id]
        asked = [where for _, where in compiled.questions]
        asked += [compiled.expect] if compiled.expect else []
        return {word for one in asked for word in one.literals}

    def _domain(self, word: str) -> str:
        return self._of_word.get(word, word)

    @cached_property
    def _of_word(self) -> Mapping[str, str]:
        """The domain of each sector and issue."""
        sectors = self.study.case.taxonomy.words("sector")
        issues = {issue.id: issue.domain for issue in self.study.case.settings.issues}
        return {**{s: str(e.get("domain", "")) for s, e in sectors.items()}, **issues}

    def _rows(self, result: Result) -> Iterator[Any]:
        """Yield the rows behind a finding, and the engagement, tie or position that each is about."""
        by_id = self.study.case.by_id
        for name in (*result.rests_on, *result.against):
            if name in by_id:
                row = by_id[name][1]
                yield row
                subject: str = getattr(row, "subject", "")
                if subject in by_id:
                    yield by_id[subject][1]


COLUMNS = ("power", "sector", "issue", "domain", "counterpart", "area", "actor")
"""The columns of rows that may hold a power, a sector, an issue or a domain."""


def _words_of(row: Any) -> Iterator[str]:
    for column in COLUMNS:
        value = getattr(row, column, None)
        if isinstance(value, str):
            yield value
        elif isinstance(value, (tuple, list)):
            yield from (str(one) for one in value)
