"""When something stood: in words, and the first and last day on which it may have."""

from dataclasses import dataclass
from datetime import date

from tertius.evidence.dates import PartialDate
from tertius.evidence.said import spoken
from tertius.language.told import gettext


@dataclass(frozen=True)
class Stood:
    """Hold beginning and end in words, and the days between which something may have stood."""

    began: str
    ended: str
    first: date | None
    """None where no date is known."""
    last: date | None
    """None where no end is stated."""

    @property
    def first_year(self) -> str:
        """Return the first year in which it may have stood; empty where no date is known."""
        return str(self.first.year) if self.first else ""

    @property
    def last_year(self) -> str:
        """Return the last year in which it may have stood; empty where no end is stated."""
        return str(self.last.year) if self.last else ""


def stood_in(start: PartialDate | None, until: PartialDate | None) -> Stood:
    """Return when something stood that begins and ends on dates known in part, or not at all."""
    return Stood(
        spoken(start) if start else gettext("unknown"),
        spoken(until) if until else gettext("not stated"),
        start.first_known if start else None,
        until.latest if until else None,
    )
