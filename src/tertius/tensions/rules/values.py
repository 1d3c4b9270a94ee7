"""Values that cannot both hold: of one property, one figure, one moment."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from tertius.evidence.codes import called
from tertius.evidence.dates import PartialDate
from tertius.facts.rule import OBSERVATION_KEY
from tertius.language.told import gettext
from tertius.tensions.evidence import Evidence, grouped, stated_as
from tertius.tensions.rule import rule
from tertius.tensions.spans import Span, apart, days_of, span_of
from tertius.tensions.tension import Side, Tension, tension

ONCE = frozenset(
    {"announced", "pledged", "signed", "delivered", "occurred", "cancelled", "declined"}
)
"""The stages that are reached at one moment; what is planned, started or in use lasts."""

FAR = 3
"""From this ratio on two sums under one heading are far apart: rounding, exchange rates and a year
more or less explain a half or a double."""


def _sides(evidence: Evidence, rows: Sequence[Any], value: Callable[[Any], Any]) -> list[Side]:
    return [evidence.side(group) for group in grouped(rows, value).values()]


def _unlike(kind: str, rows: list[Any]) -> list[Any]:
    """Return the claims of one key whose values cannot hold beside another's."""
    if kind == "text" and not rows[0].qualifier:
        return []  # two descriptions meet only where both say in which respect they describe
    if kind == "number":
        spans = [(row, span) for row in rows if (span := span_of(row)) is not None]
        return _cannot_meet(spans)
    if kind == "date":
        days = [(row, span) for row in rows if (span := _day(row.value)) is not None]
        return _cannot_meet(days)
    if kind == "set":
        sets = {frozenset((row.value or "").split(";")) for row in rows}
        return rows if not _nested(sets) else []
    folded = {(row.value or "").casefold() for row in rows}
    return rows if len(folded) > 1 else []


def _day(text: str | None) -> Span | None:
    """Return the days that a value means; None where it is no date, which `tertius check` says."""
    try:
        return days_of(PartialDate.read(text)) if text else None
    except ValueError:
        return None


def _nested(sets: set[frozenset[str]]) -> bool:
    """Return whether each set of codes holds the next smaller: one names what another leaves out."""
    ordered = sorted(sets, key=len)
    return all(small <= large for small, large in pairwise(ordered))


def _cannot_meet(spans: list[tuple[Any, Span]]) -> list[Any]:
    if len(spans) < 2:
        return []
    away = apart([span for _, span in spans])
    return [row for (row, _), is_apart in zip(spans, away, strict=True) if is_apart]


@rule(
    "values-differ",
    "One property of one subject has values that cannot both hold.",
    reads=("claims.csv: subject, property, value, low, high, unit, stage, period, qualifier",),
)
def values_differ(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each key on which claims say what cannot hold together."""
    single = (row for row in evidence.supporting if not evidence.is_many(row))
    keys = grouped(
        single,
        lambda r: (r.subject, r.property, r.unit, r.stage, str(r.period or ""), r.qualifier),
    )
    for (subject, name, *_), rows in keys.items():
        if len(rows) < 2:
            continue
        unlike = _unlike(evidence.kind_of(rows[0]), rows)
        if unlike:
            yield tension(
                "values-differ",
                gettext(
                    "The {property} of {subject} has values that cannot all hold.",
                    property=evidence.word("property", name),
                    subject=evidence.called(subject),
                ),
                *_sides(evidence, unlike, stated_as),
                about=evidence.about([subject]),
            )


@rule(
    "figures-differ",
    "One figure of one area, counterpart and period has values that cannot both hold.",
    reads=(
        "observations.csv: indicator, area, counterpart, sector, stage, period, qualifier, value",
    ),
)
def figures_differ(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each key on which observations say what cannot hold together."""
    keys = grouped(
        evidence.observations,
        lambda r: (r.unit, *(str(getattr(r, name) or "") for name in OBSERVATION_KEY)),
    )
    for rows in keys.values():
        unlike = _cannot_meet([(row, span) for row in rows if (span := span_of(row))])
        if unlike:
            yield tension(
                "figures-differ",
                gettext(
                    "The figure {indicator} of {area} has values that cannot all hold.",
                    indicator=evidence.word("indicator", rows[0].indicator),
                    area=called(rows[0].area),
                ),
                *_sides(evidence, unlike, stated_as),
                about=(),
            )


@rule(
    "moments-differ",
    "A thing that happens once is dated to days that cannot be the same.",
    reads=("claims.csv: subject, value of stage, qualifier, date",),
)
def moments_differ(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each stage of one moment whose claims have dates that cannot meet."""
    reached = (
        row
        for row in evidence.supporting
        if row.property == "stage" and row.value in ONCE and row.date is not None
    )
    for (subject, stage, _), rows in grouped(
        reached, lambda r: (r.subject, r.value, r.qualifier)
    ).items():
        days = [(row, span) for row in rows if (span := days_of(row.date)) is not None]
        unlike = _cannot_meet(days)
        if unlike:
            yield tension(
                "moments-differ",
                gettext(
                    "{subject} is dated to days that cannot be the same ({stage}).",
                    subject=evidence.called(subject),
                    stage=evidence.word("stage", stage),
                ),
                *_sides(evidence, unlike, lambda row: str(row.date)),
                about=evidence.about([subject]),
            )


@rule(
    "sums-far-apart",
    "Sums of money under one heading, told apart by their scope alone, are far apart.",
    reads=(
        "observations.csv: indicator, area, counterpart, sector, period, qualifier, value, unit",
    ),
)
def sums_far_apart(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each heading whose largest sum is at least `FAR` times its smallest."""
    units = evidence.case.taxonomy.words("unit")
    sums = [
        row
        for row in evidence.observations
        if row.value and row.qualifier and units.get(row.unit or "", {}).get("currency")
    ]
    headings = grouped(sums, lambda r: (r.indicator, r.area, r.counterpart, r.sector, r.unit))
    for (indicator, area, *_), rows in headings.items():
        scopes = {row.qualifier for row in rows}
        if len(scopes) < 2:
            continue
        smallest = min(row.value for row in rows)
        if smallest > 0 and max(row.value for row in rows) >= FAR * smallest:
            yield tension(
                "sums-far-apart",
                gettext(
                    "Sums of {indicator} in {area} are far apart, and their scopes alone tell them apart.",
                    indicator=evidence.word("indicator", indicator),
                    area=called(area),
                ),
                *_sides(evidence, rows, stated_as),
                about=(),
            )
