"""Problems of chains: parts of parts, bases of bases, owners of owners."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tertius.case.problems import Problem, message
from tertius.case.read import Case
from tertius.evidence.chains import Chains, chains_of
from tertius.evidence.chains import circles as circles_of


def check_parts(case: Case) -> Iterator[Problem]:
    """Check for agreements that are parts of each other."""
    chains = chains_of((row.id, row.part_of) for row in case.rows("engagements") if row.part_of)
    places = {row.id: ("engagements.csv", number) for number, row in case.tables["engagements"]}
    yield from circles(chains, places, "part_of", wording="part")


def check_bases(case: Case) -> Iterator[Problem]:
    """Check for rows that are based on each other."""
    places = {
        row.id: (f"{table}.csv", number)
        for table in ("claims", "observations")
        for number, row in case.tables[table]
    }
    chains = chains_of(
        (row.id, base)
        for table in ("claims", "observations")
        for row in case.rows(table)
        for base in row.based_on
    )
    yield from circles(chains, places, "based_on", wording="base")


def circles(
    chains: Chains, places: Mapping[str, tuple[str, int]], column: str, *, wording: str
) -> Iterator[Problem]:
    """Yield the groups of rows that lead back to themselves, as many as rows at most.

    Each stands at the row whose id comes first. A place is a file and a line; every row that
    leads to another has one. The wording is one of `part-cycle`.
    """
    for part in circles_of(chains):
        circle = sorted(part)
        around = message("part-cycle", wording, circle=" → ".join(circle))
        yield around.at(*places[circle[0]], column, circle[0])


def _holdings(case: Case) -> Iterator[tuple[int, Any]]:
    relations = case.taxonomy.words("relation")
    for number, row in case.tables["ties"]:
        if relations.get(row.relation, {}).get("holds"):
            yield number, row


def check_ownership(case: Case) -> Iterator[Problem]:
    """Check for owners that own each other in a circle."""
    standing = [(n, r) for n, r in _holdings(case) if r.until is None]
    lines = {(row.actor, row.target): number for number, row in standing}
    said = {number: f"{row.actor} {row.relation} {row.target}" for number, row in standing}
    for part in circles_of(chains_of(lines)):
        if len(part) > 1:
            inside = [number for (a, b), number in lines.items() if a in part and b in part]
            last, *others = sorted(inside, reverse=True)
            named = [f"{said[number]} (ties.csv:{number})" for number in sorted(others)]
            ties = ", and ".join([said[last], *named[:MOST_TIES]])
            yield message("ownership-cycle", "circle", ties=ties).at("ties.csv", last, "target")


MOST_TIES = 5
"""How many ties of a circle one message names beside the last."""


def check_stakes(case: Case) -> Iterator[Problem]:
    """Check for stakes in one company that stand at one time and exceed 100 percent."""
    held: dict[str, list[tuple[int, Any]]] = defaultdict(list)
    for number, row in _holdings(case):
        if row.relation == "owns" and row.share_pct is not None:
            held[row.target].append((number, row))
    for target, rows in sorted(held.items()):
        for day in sorted({_sure_days(row)[0] for _, row in rows}, reverse=True):
            there = [(number, row) for number, row in rows if _stands_on(row, day)]
            total = sum((row.share_pct for _, row in there), Decimal(0))
            if total - sum(_rounding(row.share_pct) for _, row in there) > 100:
                yield _exceeding(target, there, total, day)
                break


def _exceeding(target: str, there: list[tuple[int, Any]], total: Decimal, day: date) -> Problem:
    """Return the problem of stakes beyond 100 percent at the last of them, with where the others stand."""
    *before, (number, last) = sorted(there, key=lambda pair: pair[0])
    named = [f"{row.share_pct} (ties.csv:{line})" for line, row in before]
    more = [f"{len(named) - MOST_TIES} more"] if len(named) > MOST_TIES else []
    fields = {"target": target, "total": total, "others": " and ".join(named[:MOST_TIES] + more)}
    exceeds = (
        message("stakes", "today", **fields)
        if day == date.max
        else message("stakes", "day", day=day, **fields)
    )
    return exceeds.at("ties.csv", number, "share_pct", str(last.share_pct))


def _stands_on(row: Any, day: date) -> bool:
    """Return whether a stake certainly stands at the end of a day: one sold on it has gone over."""
    first, last = _sure_days(row)
    return first <= day and (day < last or day == date.max or first == last == day)


def _rounding(share: Decimal) -> Decimal:
    """Return half a unit of the last decimal of a share: as much less may have been meant.

    A share in whole percent is taken as it stands, since 51 and 50 percent are no rounding.
    """
    decimals = -int(share.as_tuple().exponent)
    return Decimal(1).scaleb(-decimals) / 2 if decimals > 0 else Decimal(0)


def _sure_days(row: Any) -> tuple[date, date]:
    """Return the first day on which a tie certainly stands and the day of its end; the end of time stands for today.

    One whose beginning nobody states stood on the day before its end.
    """
    last = (row.until.earliest or row.until.latest) if row.until else None
    first = (row.start.latest or row.start.earliest) if row.start else None
    before = last - timedelta(days=1) if last and last > date.min else last
    return first or before or date.max, last or date.max
