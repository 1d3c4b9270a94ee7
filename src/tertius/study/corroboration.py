"""What public datasets say of a case's own statements: the same, something else, or nothing.

A statement is a claim or figure whose source is no dataset. A dataset speaks of it where a row of
its own has the same key: the same subject, property, stage and qualifier, or the same indicator,
area, counterpart, sector, stage and qualifier. Where one of the two has no period, that keeps
nothing apart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tertius.case.read import Case
from tertius.inputs.grading import Grader
from tertius.tensions.find import Tensions
from tertius.tensions.spans import span_of

DATASET = "dataset"
"""The type (CSL) of a source that is a dataset."""

OTHER_YEAR = Decimal("0.1")
"""Figures of two years, or of a year and none, agree where they differ by less than this share."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Spoken:
    """Hold a statement, the datasets' rows that speak of it, and the tensions in which both stand."""

    row: Any
    confirming: tuple[Any, ...]
    contradicting: tuple[Any, ...]
    tensions: tuple[str, ...]
    at_odds: tuple[str, ...] = ()
    """The ids of the datasets' rows on the other sides of these tensions."""

    @property
    def word(self) -> str:
        """Return in a word what public data does to the statement."""
        if self.contradicting or self.tensions:
            return "contradicted in part" if self.confirming else "contradicted"
        if all(_says_that_it_exists(row, self.row) for row in self.confirming):
            return "confirmed to exist"
        return "confirmed"


@dataclass(frozen=True)
class Corroboration:
    """Hold what datasets say of a case: by dataset, what they confirm, contradict, add and leave unseen."""

    datasets: tuple[str, ...]
    spoken: tuple[Spoken, ...]
    added: tuple[Any, ...]
    """The datasets' rows of which the case says nothing else."""
    unseen: tuple[Any, ...]
    """Statements of the kinds of which datasets speak elsewhere in the case, and here do not."""
    looked: tuple[Any, ...]
    """The searches in a dataset that found nothing."""


def corroboration(case: Case, tensions: Tensions) -> Corroboration:
    """Return what the datasets among a case's sources say of its statements."""
    names = tuple(sorted(s.id for s in case.sources.values() if s.type == DATASET))
    rows = [*_current(case, "claims"), *_current(case, "observations")]
    theirs = [row for row in rows if _of_dataset(row, names)]
    own = [row for row in rows if not _of_dataset(row, names)]
    origins = Grader(case).origin_of
    many = {name for name, entry in case.taxonomy.words("property").items() if entry.get("many")}
    by_key: dict[Key, list[Any]] = defaultdict(list)
    for row in theirs:
        by_key[_key(row, many)].append(row)
    in_tension: Mapping[str, list[Any]] = defaultdict(list)
    for one in tensions.open:
        for name in one.rows:
            in_tension[name].append(one)
    ids = {row.id for row in theirs}
    spoken, met = [], set()
    for row in own:
        mine = {origins[name] for name in row.source}
        beside = [
            other
            for other in (*by_key[_key(row, many)], *_existing(row, by_key))
            if _same_time(row, other) and mine.isdisjoint(origins[name] for name in other.source)
        ]
        at_odds = {
            one.id: apart for one in in_tension[row.id] if (apart := _set_apart(one, row.id, ids))
        }
        if beside or at_odds:
            met |= {o.id for o in beside}
            same = {o.id: _agrees(row, o) for o in beside}
            spoken.append(
                Spoken(
                    row,
                    tuple(o for o in beside if same[o.id]),
                    tuple(o for o in beside if not same[o.id]),
                    tuple(sorted(at_odds)),
                    tuple(dict.fromkeys(name for rows in at_odds.values() for name in rows)),
                )
            )
    return Corroboration(
        datasets=names,
        spoken=tuple(sorted(spoken, key=lambda one: one.row.id)),
        added=tuple(row for row in theirs if row.id not in met),
        unseen=tuple(_unseen(case, own, theirs, {one.row.id for one in spoken})),
        looked=tuple(_looked(case, names)),
    )


def _current(case: Case, table: str) -> list[Any]:
    return [row for row in case.rows(table) if row.status == "current"]


def _of_dataset(row: Any, names: tuple[str, ...]) -> bool:
    return bool(row.source) and all(name in names for name in row.source)


def _key(row: Any, many: Collection[str]) -> Key:
    """Return the key on which a row meets others; where a property can have many values, the value is in it."""
    if hasattr(row, "indicator"):
        parts = [row.indicator, row.area, row.counterpart, row.sector, row.stage, row.qualifier]
    else:
        member = row.value if row.property in many else ""
        parts = [row.subject, row.property, member, row.stage, row.qualifier]
    return tuple(str(part or "") for part in parts)


def _existing(row: Any, by_key: Mapping[Key, list[Any]]) -> list[Any]:
    """Return the datasets' rows that say of a statement on a stage that there is such a thing."""
    if getattr(row, "property", None) != "stage":
        return []
    return by_key.get((row.subject, "exists", "", "", ""), [])


def _says_that_it_exists(row: Any, statement: Any) -> bool:
    return getattr(row, "property", "") == "exists" and statement.property == "stage"


def _same_time(one: Any, other: Any) -> bool:
    first, second = one.period, other.period
    return first is None or second is None or str(first) == str(second)


def _agrees(one: Any, other: Any) -> bool:
    """Return whether two rows say the same: of one stance, and of one value."""
    if one.stance != other.stance:
        return False
    if getattr(one, "property", None) in ("stage", "exists"):
        return _days_meet(one, other)
    first, second = span_of(one), span_of(other)
    if first and second:
        low = abs(second.low) if second.low.is_finite() else Decimal(0)
        room = OTHER_YEAR * low if str(one.period) != str(other.period) else Decimal(0)
        return first.low - room <= second.high and second.low - room <= first.high
    return (one.value or "").casefold() == (other.value or "").casefold()


def _days_meet(one: Any, other: Any) -> bool:
    if one.date is None or other.date is None:
        return True
    return not (one.date.is_before(other.date) or other.date.is_before(one.date))


def _set_apart(tension: Any, name: str, theirs: Collection[str]) -> list[str]:
    """Return the rows on the sides of a tension that rest on datasets alone and stand against a statement."""
    others = [side for side in tension.sides if name not in side.rows]
    return [
        row for side in others if side.rows and set(side.rows) <= set(theirs) for row in side.rows
    ]


def _unseen(case: Case, own: list[Any], theirs: list[Any], seen: Collection[str]) -> Iterator[Any]:
    """Yield statements of a kind of which a dataset speaks in the case, and here does not.

    A kind is an indicator with a counterpart, or a type, power and sector of engagements.
    """
    kinds = {
        row.id: {(row.type, power, sector) for power in row.power for sector in row.sector}
        for row in case.rows("engagements")
    }
    known = set().union(*(kinds.get(getattr(row, "subject", ""), set()) for row in theirs))
    indicators = {row.indicator for row in theirs if hasattr(row, "indicator")} - {"rank"}
    told = {getattr(row, "subject", None) for row in (*theirs, *(r for r in own if r.id in seen))}
    for row in own:
        if row.id in seen:
            continue
        if hasattr(row, "indicator"):
            if row.indicator in indicators and row.counterpart:
                yield row
        elif (
            row.property in ("stage", "exists")
            and row.subject not in told
            and not known.isdisjoint(kinds.get(row.subject, set()))
        ):
            yield row


def _looked(case: Case, names: tuple[str, ...]) -> Iterator[Any]:
    titles = {case.sources[name].title for name in names}
    for row in case.rows("searches"):
        if row.found == "nothing" and row.searched_in in titles:
            yield row
