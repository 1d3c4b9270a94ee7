"""Findings that ask one thing twice."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tertius.case.problems import Problem
from tertius.findings.compiled import Compiled
from tertius.findings.entry import At
from tertius.findings.normal import normal


def check_same(compiled: Sequence[Compiled], places: Mapping[str, At]) -> Iterator[Problem]:
    """Check for findings with the same test, or the same sets, as an earlier one."""
    first: dict[Any, str] = {}
    for one in compiled:
        key = _asked(one)
        if key is None:
            continue
        name = one.finding.id
        other = first.setdefault(key, name)
        if other == name:
            continue
        has = "rests on the same sets" if one.finding.supports else "asks the same test"
        message = (
            f"{has} as {other}. Make one of {other} and {name}, with both places in stated, "
            "or let each rest on something of its own."
        )
        yield places[name].problem("same-test", message)


def _asked(one: Compiled) -> Any:
    """Return the test of a computed finding or the sets of an argued one, normalised; else None.

    A trigger is left out: two forecasts may wait for one event.
    """
    finding = one.finding
    if finding.supports:
        return frozenset(frozenset(group) for group in finding.supports)
    if finding.sort != "computed" or one.expect is None:
        return None
    if finding.values:
        asked = {
            name: (value.measure, normal(value.where), value.each)
            for name, value in finding.values.items()
        }
        names = {name: f"{finding.values[name].column} of {asked[name]}" for name in finding.values}
        return normal(one.expect.text, names), frozenset(asked.values())
    test = finding.test
    assert test is not None
    row = (test.measure, normal(test.where), test.each)
    names = {column: f"{column} of {row}" for column in one.expect.columns}
    return normal(test.expect, names), frozenset({row})
