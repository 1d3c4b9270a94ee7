"""The grade of each claim and observation, and what else of it is the same in every world.

That is its origins, the day on which it became known, its money in the case's currency, and the
family of rows that its subject belongs to. Nothing here depends on which evidence counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from tertius.case.read import Case
from tertius.evidence.chains import chains_of, groups, reached
from tertius.evidence.dates import PartialDate
from tertius.evidence.money import convert
from tertius.evidence.row import DECIMAL
from tertius.evidence.source import Source
from tertius.facts.rule import ASSUMED, Grade

RELIABILITY = {grade: place for place, grade in enumerate("ABCDEF", start=1)}
"""An outlet's reliability as a number, 1 the best."""

UNGRADED = 6
"""The reliability of a source without an outlet: that of F, which cannot be judged."""

SEARCHED = "search:"
"""Begins the origin of a search; where it looked follows."""

LOST = "lost:"
"""Begins the origin of a note whose text is lost: it may be any other origin, or none of them."""

UNKNOWN_DAY = 0
"""The publication day of a source without a date, below every real one."""

TIMELESS = ("reliability_of", "last_day_of", "origin_of", "family_of", "component_of")
"""What a grader looks up that is the same on every day."""


@dataclass(frozen=True)
class Grader:
    """Grades the claims and observations of one case, as they stood on a day where one is given.

    `beside` are other states of the case that are computed beside it, such as scenarios: what any
    of them ties together stays in one partition in all.
    """

    case: Case
    day: date | None = None
    beside: tuple[Case, ...] = ()

    def on(self, day: date) -> "Grader":
        """Return the grader of the same case on a day; what no day changes is not computed again."""
        other = replace(self, day=day)
        for name in TIMELESS:
            other.__dict__[name] = getattr(self, name)
        return other

    def of(self, case: Case) -> "Grader":
        """Return the grader of another of the states beside; what any of them ties together is the same."""
        other = replace(self, case=case)
        for name in ("family_of", "component_of"):
            other.__dict__[name] = getattr(self, name)
        return other

    def is_current(self, row: Any) -> bool:
        """Return whether a row was not withdrawn, or was not yet on the day."""
        if row.status == "current":
            return True
        return self.day is not None and (row.deprecated_on.earliest or date.min) > self.day

    @cached_property
    def reliability_of(self) -> Mapping[str, int]:
        """Each source's reliability, 1 (A) to 6 (F), held once at its outlet."""
        outlets = {row.id: RELIABILITY[row.reliability] for row in self.case.rows("outlets")}
        return {
            s.id: outlets.get(s.custom.outlet or "", UNGRADED) for s in self.case.sources.values()
        }

    @cached_property
    def last_day_of(self) -> Mapping[str, date | None]:
        """The last day on which each source can have been published; None where it has no date."""
        return {key: _last_day(source) for key, source in self.case.sources.items()}

    @cached_property
    def origin_of(self) -> Mapping[str, str]:
        """The root of the chain that each source copies."""
        return {key: self._root(source) for key, source in self.case.sources.items()}

    def _root(self, source: Source) -> str:
        while source.custom.derived_from:
            source = self.case.sources[source.custom.derived_from]
        return f"{LOST}{source.id}" if source.custom.lost else source.id

    @cached_property
    def family_of(self) -> Mapping[str, str]:
        """For each subject the family of rows whose existence hangs together: parts and links."""
        nodes: dict[str, None] = {}
        edges: list[tuple[str, str]] = []
        for case in (self.case, *self.beside):
            nodes |= {
                row.id: None
                for table in ("engagements", "ties", "positions", "links")
                for row in case.rows(table)
            }
            for row in case.rows("engagements"):
                if row.part_of:
                    nodes[row.part_of] = None
                    edges.append((row.id, row.part_of))
        for case in (self.case, *self.beside):
            for link in case.rows("links"):
                edges += [(link.id, end) for end in (link.subject, link.object) if end in nodes]
        return {row: min(family) for family in groups(nodes, edges) for row in family}

    @cached_property
    def component_of(self) -> Mapping[str, str]:
        """For each actor the group of actors that ownership ties together, in any world."""
        relations = self.case.taxonomy.words("relation")
        edges = [
            (row.actor, row.target)
            for case in (self.case, *self.beside)
            for row in case.rows("ties")
            if relations[row.relation].get("holds")
        ]
        return {actor: min(group) for group in groups((), edges) for actor in group}

    def origins(self) -> Iterable[dict[str, Any]]:
        """Yield each claim and observation with the origins of its sources; an assumption has none.

        A search has an origin too: where it looked. What one look found nothing of, another of the
        same place could not have found either.
        """
        for table in ("claims", "observations"):
            for row in self.case.rows(table):
                if row.id in self.case.assumed:
                    continue
                for origin in sorted({self.origin_of[source] for source in self._sources(row)}):
                    yield {"id": row.id, "origin": origin}
        for row in self.case.rows("searches"):
            if row.id not in self.case.assumed:
                yield {"id": row.id, "origin": f"{SEARCHED}{row.searched_in}"}

    def carried(self) -> Iterable[dict[str, Any]]:
        """Yield each current claim and observation with each of its origins, and their two grades.

        `reliability` is that of the origin's best source, 1 (A) to 6 (F), or for a lost note of what it was
        read in; `information` is 1 to 6.
        """
        for table in ("claims", "observations"):
            for row in self.case.rows(table):
                if not self.is_current(row):
                    continue
                best: dict[str, int] = {}
                for name, read in zip(self._sources(row), self._read_at(row), strict=True):
                    grade = self.reliability_of[read.id]
                    origin = self.origin_of[name]
                    best[origin] = min(grade, best.get(origin, grade))
                for origin, grade in sorted(best.items()):
                    yield {
                        "id": row.id,
                        "origin": origin,
                        "reliability": grade,
                        "information": int(row.information),
                    }

    def bases(self) -> Iterable[dict[str, str]]:
        """Yield each claim and observation with every row that it is based on, near or far."""
        chains = chains_of(
            (row.id, base)
            for table in ("claims", "observations")
            for row in self.case.rows(table)
            for base in row.based_on
        )
        for row in sorted(chains):
            for base in sorted(reached(chains, row)):
                yield {"id": row, "base": base}

    def known_days(self) -> Iterable[dict[str, Any]]:
        """Yield the day on which each claim and observation was certainly public.

        It is None where no source is dated.
        """
        for table in ("claims", "observations"):
            for row in self.case.rows(table):
                yield {"id": row.id, "known": self.known(row)}

    def known(self, row: Any) -> date | None:
        """Return the day on which a claim or observation was certainly public; None where no source is dated."""
        days = (self.last_day_of[source.id] for source in self._read_at(row))
        return min((day for day in days if day), default=None)

    def claims(self, rows: Iterable[Any] | None = None) -> Iterable[dict[str, Any]]:
        """Yield the rows of the table `claims`, of all claims or of some.

        A current claim on `stage` also claims existence.
        """
        for row in self.case.rows("claims") if rows is None else rows:
            if not self.is_current(row):
                continue
            graded = self._claim(row)
            yield graded
            if row.property == "stage" and graded["supports"]:
                yield {
                    **graded,
                    "property": "exists",
                    "member": "",
                    "value": "yes",
                    "number": None,
                    "stage": "",
                    "stage_order": 0,
                    "period": "",
                    "qualifier": "",
                }

    def observations(self, rows: Iterable[Any] | None = None) -> Iterable[dict[str, Any]]:
        """Yield the current observations, or those of some, as rows of the table `observation_rows`."""
        for row in self.case.rows("observations") if rows is None else rows:
            if not self.is_current(row):
                continue
            when = row.period
            yield {
                "id": row.id,
                "indicator": row.indicator,
                "area": row.area,
                "counterpart": row.counterpart or "",
                "sector": row.sector or "",
                "stage": row.stage or "",
                "period": str(row.period or ""),
                "qualifier": row.qualifier or "",
                "value": row.value,
                "low": row.low,
                "high": row.high,
                "approx": row.approx or "",
                "unit": row.unit or "",
                "amount": self._money(row.value, row.unit, when),
                "sample": row.sample,
                "deff": row.deff,
                **self.weight(row),
            }

    def weight(self, row: Any) -> dict[str, Any]:
        """Return what settles rivals: stance, grade (smaller is better) and publication day.

        The day is an ordinal of the proleptic calendar; UNKNOWN_DAY where no source has a date.
        """
        sources = self._read_at(row)
        reliability = min((self.reliability_of[s.id] for s in sources), default=UNGRADED)
        unchecked = 0 if row.checked == "yes" else 1
        graded = Grade(reliability, int(row.information), unchecked).packed
        return {
            "supports": row.stance == "supports" and row.checked != "mismatch",
            "grade": ASSUMED if row.id in self.case.assumed else graded,
            "published": max(
                (day.toordinal() for s in sources if (day := self.last_day_of[s.id])),
                default=UNKNOWN_DAY,
            ),
        }

    def _read_at(self, row: Any) -> list[Source]:
        """Return the sources of a row; a lost note has the grade and date of what it was read in."""
        sources = [self.case.sources[source] for source in self._sources(row)]
        if row.via:
            via = self.case.sources[row.via]
            sources = [via if source.custom.lost else source for source in sources]
        return sources

    def _sources(self, row: Any) -> tuple[str, ...]:
        """Return the sources of a row that were public on the day; all of them where none was."""
        if self.day is None:
            return tuple(row.source)
        public = tuple(
            name for name in row.source if (day := self.last_day_of[name]) and day <= self.day
        )
        return public or tuple(row.source)

    def _claim(self, row: Any) -> dict[str, Any]:
        entry = self.case.taxonomy.words("property").get(row.property, {})
        alone = row.property == "exists"  # a thing is there or not, without stage, period or scope
        when = _value_date(row) if row.property in ("start", "until") else row.date
        number = self._number(row)
        return {
            "id": row.id,
            "family": self.family_of.get(row.subject, row.subject),
            "subject": row.subject,
            "property": row.property,
            "member": (row.value or "") if entry.get("many") else "",
            "stage": "" if alone else row.stage or "",
            "stage_order": 0 if alone else self._stage_order(row.stage),
            "period": "" if alone else str(row.period or ""),
            "qualifier": "" if alone else row.qualifier or "",
            "value": row.value,
            "number": number,
            "low": row.low,
            "high": row.high,
            "approx": row.approx or "",
            "unit": row.unit or "",
            "amount": self._money(number, row.unit, row.date) if row.property != "stage" else None,
            "first_day": when.earliest if when else None,
            "last_day": (when.latest or when.earliest) if when else None,
            **self.weight(row),
        }

    def _number(self, row: Any) -> Decimal | None:
        if row.property == "stage":
            return Decimal(self._stage_order(row.value))
        return Decimal(row.value) if row.value and DECIMAL.match(row.value) else None

    def _stage_order(self, stage: str | None) -> int:
        return int(self.case.taxonomy.words("stage")[stage]["order"]) if stage else 0

    def _money(
        self, value: Decimal | None, unit: str | None, when: PartialDate | None
    ) -> Decimal | None:
        units = self.case.taxonomy.words("unit")
        if value is None or unit is None or not units[unit].get("currency"):
            return None
        return convert(value, unit, when, currency=self.case.settings.currency)


def _value_date(row: Any) -> PartialDate | None:
    return PartialDate.read(row.value) if row.value else None


def _last_day(source: Source) -> date | None:
    when = source.date
    return when.latest if when else None
