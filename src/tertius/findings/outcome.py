"""What a finding comes to in one world, and what of its numbers a reader would notice."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tertius.findings.judge import Judgement, Verdict


@dataclass(frozen=True)
class Outcome:
    """What a finding comes to in one world: its verdict, and of its numbers what a reader would notice."""

    verdict: Verdict
    state: str | None = None
    leader: tuple[str | None, ...] = ()
    """Whom its values name, such as who leads."""
    sign: tuple[int | None, ...] = ()
    """Whether each number is below, at or above zero; None where it is unknown."""
    rank: tuple[int | None, ...] = ()
    """The place of each named value among the others, the largest being 1."""

    @property
    def told(self) -> tuple[Verdict, str | None]:
        """The verdict and the state of the trigger."""
        return self.verdict, self.state


def outcome(judged: Judgement) -> Outcome:
    """Return the outcome of a judgement: its verdict, and the aspects that flips compare."""
    rows = judged.value if isinstance(judged.value, list) else [judged.value or {}]
    cells = [value for row in rows for value in row.values()]
    numbers = [v for v in cells if _is_number(v)]
    named = [v for v in rows[0].values() if _is_number(v)] if len(rows) == 1 else []
    return Outcome(
        judged.verdict,
        judged.state,
        leader=tuple(v for v in cells if v is None or isinstance(v, str)),
        sign=tuple((v > 0) - (v < 0) for v in numbers),
        rank=tuple(1 + sum(other > v for other in named) for v in named) if len(named) > 1 else (),
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
