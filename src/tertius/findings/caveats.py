"""What a comparison leans on: how unevenly evidence was gathered on the sides compared.

The code treats all powers alike; those who gathered the evidence may not have. A side is thinly
covered in a domain where fewer than FEWEST claims, figures and searches bear on it, or fewer than a
quarter of those on the best covered side.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

FEWEST = 10
QUARTER = 4

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
        """What to say beside a finding that looked at these rows; nothing where it compares nobody.

        `named` are the columns that its verdict is told from.
        """
        domains = sorted({row["domain"] for _, row in rows if row.get("domain")})
        found = {row.get(column) for _, row in rows for column in SIDES}
        everyone = SHARES.intersection(named) or any(measure in AMONG_ALL for measure, _ in rows)
        compared = [side for side in self.sides if everyone or side in found]
        return tuple(told for domain in domains if (told := self.thin(compared, domain)))

    def thin(self, compared: Sequence[str], domain: str) -> str | None:
        """Which of the sides compared are thinly covered in a domain, in words; None where none is."""
        numbers = {side: self.gathered[side, domain] for side in compared}
        if len(numbers) < 2:
            return None
        best = max(numbers, key=lambda side: (numbers[side], side))
        few = [
            f"{side} ({number or 'none'})"
            for side, number in numbers.items()
            if side != best and (number < FEWEST or number * QUARTER < numbers[best])
        ]
        if not few:
            return None
        return (
            f"Compared on uneven evidence in {domain}: {', '.join(few)} claims, figures and searches,"
            f" against {numbers[best]} on {best}."
        )
