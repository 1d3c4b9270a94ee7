"""Findings whose test comes out one way whatever the evidence says, or counts in another unit than its column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product
from typing import Any

import sqlglot
from sqlglot import exp

from tertius.case.problems import Message, Problem, message
from tertius.errors import ExpressionError
from tertius.facts.measure import Kind
from tertius.findings.compiled import Compiled
from tertius.findings.entry import FILE, At
from tertius.findings.expression import Condition, condition
from tertius.findings.finding import Finding, Value
from tertius.findings.nodes import said
from tertius.findings.normal import normal
from tertius.measures import MEASURES

MOST = 20_000
"""So many combinations of values are tried; a test with more is left alone, which no person has written yet."""


@dataclass(frozen=True)
class Range:
    """Hold what a name in a test stands for: one cell, its kind, its bounds, and what is asked of its row."""

    cell: tuple[str, ...]
    column: str
    kind: Kind
    least: float | None
    most: float | None
    where: Condition

    @property
    def is_share(self) -> bool:
        """Return whether it is a share of one."""
        return self.most == 1


def check_vacuous(compiled: Sequence[Compiled], places: Mapping[str, At]) -> Iterator[Problem]:
    """Check for tests that hold or fail whatever the evidence says, and for shares held against percent."""
    for one in compiled:
        place = places[one.finding.id]
        for key, asked, wrong in _wrong(one):
            yield wrong.at(FILE, place.line_of(key), f"{place.name} {key}", asked.text)


def _wrong(one: Compiled) -> Iterator[tuple[str, Condition, Message]]:
    finding, test = one.finding, one.finding.test
    prefix = "trigger." if finding.trigger else ""
    for name, where in one.wheres.items():
        value = finding.values.get(name)
        measure = value.measure if value else name
        ranges = {column: _range(measure, column, where, "") for column in where.columns}
        key = f"values.{name}.where" if value else f"{prefix}where"
        if wrong := _other_unit(where, ranges):
            yield key, where, wrong
        elif _answers(where, ranges, picked=False) == {False}:
            yield key, where, message("vacuous", "no_row")
    if one.expect is None:
        return
    ranges = {
        name: _asked(finding.values[name], name, one.wheres)
        if test is None
        else _range(test.measure, name, one.wheres[test.measure], "")
        for name in one.expect.columns
    }
    if wrong := _other_unit(one.expect, ranges) or _one_way(one.expect, ranges, finding):
        yield f"{prefix}expect", one.expect, wrong


def _one_way(expect: Condition, ranges: Mapping[str, Range], finding: Finding) -> Message | None:
    answers = _answers(expect, ranges, picked=True)
    if answers == {True} and not finding.trigger:  # A trigger may wait for its row alone.
        return message("vacuous", "always_values" if finding.values else "always")
    return message("vacuous", "never") if answers == {False} else None


def _asked(value: Value, name: str, wheres: Mapping[str, Condition]) -> Range:
    cell = (normal(value.where), value.each or "")
    return _range(value.measure, value.column, wheres[name], *cell)


def _range(measure: str, column: str, where: Condition, *cell: str) -> Range:
    declared = MEASURES[measure].declared[column]
    return Range(
        (measure, column, *cell),
        column,
        declared.kind,
        0 if declared.is_share or declared.is_count else None,
        1 if declared.is_share else None,
        where,
    )


def _other_unit(asked: Condition, ranges: Mapping[str, Range]) -> Message | None:
    """Return what to write where a share is held against a number that only a percentage can be."""
    for node in sqlglot.parse_one(asked.text, read="duckdb").find_all(*ORDERED, exp.EQ, exp.NEQ):
        column, literal = node.this, node.expression
        if not isinstance(column, exp.Column) or not isinstance(literal, exp.Literal):
            continue
        if literal.is_string or not ranges[column.name].is_share:
            continue
        number = Decimal(literal.this)
        # From 2 on nobody means a share of one that is a little too large.
        if 2 <= number <= 100:
            node.set("expression", exp.Literal.number(f"{(number / 100).normalize():f}"))
            return message("vacuous", "share", column=column.name, near=said(node))
    return None


ORDERED = (exp.GT, exp.GTE, exp.LT, exp.LTE)
CALCULATED = (exp.Add, exp.Sub, exp.Mul, exp.Div)


def _answers(asked: Condition, ranges: Mapping[str, Range], *, picked: bool) -> set[bool]:
    """Return what a condition comes to over all values that its columns may have; nothing where that is not known.

    Comparisons tell values apart by their order alone, so one value at each literal and as many between
    two literals as there are columns stand for all. `picked` leaves those out that `where` does not let through.
    """
    tree: Any = sqlglot.parse_one(asked.text, read="duckdb")
    if ranges and (tree.find(*CALCULATED) or _orders_texts(tree, ranges)):
        return set()
    cells = {one.cell: one for one in ranges.values()}
    wheres = [one.where.text for one in cells.values()] if picked else []
    trees = [tree, *(sqlglot.parse_one(text, read="duckdb") for text in wheres)]
    known = asked.asks_null or any(one.where.asks_null for one in cells.values())
    alone = {cell: _alone(one) if picked else [] for cell, one in cells.items()}
    pools = {
        cell: [
            value
            for value in _values(one, trees, len(cells), with_unknown=known)
            if all(part({one.column: value}) is True for part in alone[cell])
        ]
        for cell, one in cells.items()
    }
    size = 1
    for pool in pools.values():
        size *= len(pool)
    if not 0 < size <= MOST:
        return set()
    answers: set[bool] = set()
    for values in product(*pools.values()):
        row = dict(zip(pools, values, strict=True))
        answer = asked({name: row[one.cell] for name, one in ranges.items()})
        if answer is not None:
            answers.add(answer)
        if len(answers) > 1:  # Nearly every test has both after some values.
            break
    return answers


def _orders_texts(tree: Any, ranges: Mapping[str, Range]) -> bool:
    return any(
        ranges[column.name].kind != "number"
        for node in tree.find_all(*ORDERED, exp.Between)
        for column in node.find_all(exp.Column)
    )


def _alone(one: Range) -> list[Condition]:
    """Return the parts of `where` that name this column and no other."""
    parts = []
    for part in one.where.parts:
        try:
            alone = condition(part.text, {one.column: one.kind})
        except ExpressionError:
            continue  # It names other columns too.
        if alone.columns:
            parts.append(alone)
    return parts


def _values(one: Range, trees: Sequence[Any], count: int, *, with_unknown: bool) -> list[Any]:
    """Return values that stand for all that a column may have."""
    unknown = [None] if with_unknown else []
    if one.kind == "truth":
        return [True, False, *unknown]
    literals = [literal for tree in trees for literal in tree.find_all(exp.Literal)]
    if one.kind == "text":
        words = sorted({each.this for each in literals if each.is_string})
        # No word of a condition holds a character that cannot be written there.
        return [*words, *(f"\0{number}" for number in range(count)), *unknown]
    numbers = {
        float(each.this) * sign for each in literals if not each.is_string for sign in (1, -1)
    }
    at = sorted(numbers | {bound for bound in (one.least, one.most, 0.0) if bound is not None})
    steps = [number / (count + 1) for number in range(1, count + 1)]
    between = [low + (high - low) * step for low, high in pairwise(at) for step in steps]
    around = [
        *(at[0] - number for number in range(1, count + 1)),
        *(at[-1] + number for number in range(1, count + 1)),
    ]
    return [
        *(
            value
            for value in (*at, *between, *around)
            if (one.least is None or value >= one.least) and (one.most is None or value <= one.most)
        ),
        *unknown,
    ]
