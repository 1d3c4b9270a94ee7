"""Amounts and years of a size that cannot be meant, and hosts that the case is not about."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tertius.case.checks.slips import is_other_scale
from tertius.case.problems import Problem, message
from tertius.case.read import Case
from tertius.evidence.codes import name_of
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import DECIMAL

APART = Decimal(1_000)
"""Two sums of one thing differ by less, unless one of them is in other units."""

LEAST_LOAN = Decimal(10_000)
"""No loan between a power and its host is smaller, in whatever currency: a smaller number counts thousands or millions."""

CENTURY = 100
"""What took place so many years before the period is no part of it, and a wrong digit is."""


def check_rivals(case: Case) -> Iterator[Problem]:
    """Check for amounts that are less than a thousandth of what another source says of the same."""
    rivals: dict[tuple[Any, ...], list[tuple[int, Decimal]]] = defaultdict(list)
    for number, row, value in _amounts(case):
        if value > 0:
            key = (row.subject, row.stage, row.period, row.qualifier, row.unit)
            rivals[key].append((number, value))
    for (*_, unit), claims in rivals.items():
        line, most = max(claims, key=lambda one: one[1])
        for number, value in claims:
            if value * APART < most and not is_other_scale(value, most):
                other = f"{most.normalize():f} {unit}"
                wrong = message("size", "rival", other=other, line=line)
                yield wrong.at("claims.csv", number, "value", f"{value:f}")


def check_loans(case: Case) -> Iterator[Problem]:
    """Check for loans of less than some thousand."""
    loans = {row.id for row in case.rows("engagements") if row.type == "loan"}
    for number, row, value in _amounts(case):
        if row.subject in loans and 0 < value < LEAST_LOAN:
            small = message("size", "loan", unit=row.unit)
            yield small.at("claims.csv", number, "value", f"{value:f}")


def _amounts(case: Case) -> Iterator[tuple[int, Any, Decimal]]:
    """Yield the claims that state an amount of money and count, with their lines and numbers."""
    units = case.taxonomy.words("unit")
    for number, row in case.tables["claims"]:
        counts = row.status == "current" and row.stance == "supports" and row.property == "amount"
        is_money = units.get(row.unit or "", {}).get("currency")
        if counts and is_money and row.value and DECIMAL.match(row.value):
            yield number, row, Decimal(row.value)


def check_centuries(case: Case) -> Iterator[Problem]:
    """Check for what is dated a century before the period of the case, other than its background."""
    first = case.settings.period.earliest
    if first is None:
        return
    old = first.year - CENTURY
    for table in ("engagements", "ties", "positions"):
        for number, row in case.tables[table]:
            if _is_before(row.start, old) and getattr(row, "scope", "core") == "core":
                yield _century(case, table, number, "start", row.start)
    for number, row in case.tables["claims"]:
        _, about = case.by_id.get(row.subject, ("", None))
        if _is_before(row.date, old) and not _is_before(getattr(about, "start", None), old):
            yield _century(case, "claims", number, "date", row.date)


def _is_before(when: PartialDate | None, year: int) -> bool:
    return bool(when and when.latest and when.latest.year < year)


def _century(case: Case, table: str, number: int, column: str, when: PartialDate) -> Problem:
    wrong = message("size", "century", period=case.settings.period)
    return wrong.at(f"{table}.csv", number, column, str(when))


def check_hosts(case: Case) -> Iterator[Problem]:
    """Check for engagements of the case itself in a host that it is not about."""
    hosts = case.settings.hosts
    if any(name_of(code) is None for code in hosts):
        return  # That is a problem of case.yml, and the rows of the host that is meant would repeat it.
    for number, row in case.tables["engagements"]:
        if row.scope != "core" or {*row.host} & {*hosts}:
            continue
        for host in row.host:
            if name_of(host) is not None:
                wrong = message("outside-host", "host", listed=", ".join(hosts))
                yield wrong.at("engagements.csv", number, "host", host)
