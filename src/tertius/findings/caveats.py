"""What a comparison leans on: how unevenly evidence was gathered on the sides compared.

The code treats all powers alike; those who gathered the evidence may not have. A side is thinly
covered in a domain where fewer than FEWEST claims, figures and searches bear on it, or fewer than a
quarter of those on the best covered side.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tertius.evidence.codes import called
from tertius.evidence.taxonomy import published
from tertius.language.told import gettext, listed, worded

FEWEST = 10
"""A convention: on fewer rows than these a single source more moves a count by a tenth and more."""

QUARTER = 4
"""A convention, kept wide: a power may well do half as much in a domain as another one, and a side
is not called thinly covered for that."""

SIDES = ("power", "other", "party", "leader", "runner_up", "counterpart")
"""The columns of measures that name a side."""

AMONG_ALL = ("leader",)
"""The measures whose rows compare every power and baseline, named or not."""

SHARES = frozenset({"share", "count_share", "stake_share"})

Rows = Sequence[tuple[str, Mapping[str, Any]]]


class Coverage:
    """How many claims, figures and searches bear on each side in each domain, over all hosts."""

    def __init__(self, rows: Iterable[Mapping[str, Any]], sides: Sequence[str]) -> None:
        self.sides = tuple(sides)
        self.gathered: Counter[tuple[str, str]] = Counter()
        for row in rows:
            effort = row["claims"] + row["observations"] + row["searches"]
            self.gathered[row["power"], row["domain"]] += effort

    def caveats(self, rows: Rows, named: Iterable[str]) -> tuple[str, ...]:
        """Return a sentence for each domain in which a finding compares unevenly covered sides.

        `rows` are the rows that the finding looked at, each with the name of its measure; `named`
        are the columns that decide its verdict. Empty where the rows compare no sides.
        """
        domains = sorted({row["domain"] for _, row in rows if row.get("domain")})
        sides_seen = {row.get(column) for _, row in rows for column in SIDES}
        everyone = SHARES.intersection(named) or any(measure in AMONG_ALL for measure, _ in rows)
        compared = [side for side in self.sides if everyone or side in sides_seen]
        return tuple(sentence for domain in domains if (sentence := self.thin(compared, domain)))

    def thin(self, compared: Sequence[str], domain: str) -> str | None:
        """Return the caveat on the sides thinly covered in a domain; None where none of them is."""
        numbers = {side: self.gathered[side, domain] for side in compared}
        if len(numbers) < 2:
            return None
        best = max(numbers, key=lambda side: (numbers[side], side))
        few = [
            gettext("{number} on {side}", side=called(side), number=number or gettext("none"))
            for side, number in numbers.items()
            if side != best and (number < FEWEST or number * QUARTER < numbers[best])
        ]
        if not few:
            return None
        return gettext(
            "Compared on uneven evidence in {domain}: of claims, figures and searches {few}, against {number} on {side}.",
            domain=worded(domain, published().label("domain", domain)),
            few=listed(few),
            number=numbers[best],
            side=called(best),
        )
