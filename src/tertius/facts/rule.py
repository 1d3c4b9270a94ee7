"""How rivals settle, stated once: the SQL of `settle` and the Python of `ledger` are made of it.

The rule, in full. Among the current claims on one key (subject, property, stage, period,
qualifier, and the value itself where a property can have many):

- a dispute whose grade is at least that of the best supporter makes the fact unknown;
- else the supporter of the better grade decides (its outlet's reliability, then the grade of the
  information, then whether somebody checked the source);
- among equals the later publication, then the id.

What a scenario assumes has a better grade than anything that a source says.

Observations settle by the same rule on their own key.
"""

from collections.abc import Callable
from operator import neg
from typing import Any, NamedTuple

from tertius.language.told import marked

RULE = marked(
    "better grade, then later publication, then id; a dispute of at least the best grade makes it unknown"
)

FACT_KEY = ("family", "subject", "property", "member", "stage", "period", "qualifier")
OBSERVATION_KEY = ("indicator", "area", "counterpart", "sector", "stage", "period", "qualifier")


def order(rival: Any, largest_first: Callable[[Any], Any] = neg) -> tuple[Any, Any, Any]:
    """Return by what rivals of one stance on a key are ordered; the first of them decides.

    Takes one rival, or a table of them with the way in which its database puts the largest first,
    and gives values or columns of it in turn.
    """
    return rival.grade, largest_first(rival.published), rival.id


def dispute_wins(dispute: Any, supporter: Any) -> Any:
    """Return whether the best grade of a key's disputes beats the best of its supporters.

    Takes two packed grades, or two columns of them.
    """
    return dispute <= supporter


class Grade(NamedTuple):
    """The grade of a claim, the smaller the better: compared part by part, in this order."""

    reliability: int
    """Of its outlet: 1 (A) to 6 (F)."""
    information: int
    """Of what is said: 1 to 6."""
    unchecked: int
    """0 where somebody opened the source, else 1."""

    @property
    def packed(self) -> int:
        """The grade as one number, in the same order: a digit for each part."""
        return self.reliability * 100 + self.information * 10 + self.unchecked

    @classmethod
    def unpack(cls, packed: int) -> "Grade":
        """Return the grade that was packed into a number."""
        return cls(packed // 100, packed // 10 % 10, packed % 10)


ASSUMED = 0
"""The packed grade of what a scenario assumes, better than that of any source."""
