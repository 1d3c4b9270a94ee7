"""Typed nodes of a condition: every node of its tree checked and turned into a small function."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlglot import exp

from tertius.errors import ExpressionError
from tertius.facts.measure import Kind
from tertius.findings.miswritten import no_column, number_in_quotes

Value = str | Decimal | float | int | bool | None
Row = Mapping[str, Any]
Evaluate = Callable[[Row], Any]

DEEPEST = 24
"""Levels of nesting: each takes several calls of the parser and of the builder, so this stays far
from Python's limit of recursion, and no condition that a person can read is nested so deep."""

WORDS: dict[Kind, str] = {"text": "text", "number": "a number", "truth": "yes or no"}


@dataclass(frozen=True)
class Node:
    """Hold a part of a condition: what it gives, the function that gives it, and the columns that it names."""

    kind: Kind | None
    """None for the literal NULL, which fits every kind."""
    evaluate: Evaluate
    columns: frozenset[str]


def _order(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool | None]:
    return lambda a, b: None if a is None or b is None else compare(a, b)


COMPARISONS: dict[type[exp.Expression], Callable[[Any, Any], bool]] = {
    exp.EQ: lambda a, b: a == b,
    exp.NEQ: lambda a, b: a != b,
    exp.LT: lambda a, b: a < b,
    exp.LTE: lambda a, b: a <= b,
    exp.GT: lambda a, b: a > b,
    exp.GTE: lambda a, b: a >= b,
}
ARITHMETIC: dict[type[exp.Expression], Callable[[Any, Any], Any]] = {
    exp.Add: lambda a, b: a + b,
    exp.Sub: lambda a, b: a - b,
    exp.Mul: lambda a, b: a * b,
    exp.Div: lambda a, b: None if b == 0 else a / b,
}


class Builder:
    """Builds typed nodes from a parsed tree, and refuses what no condition may hold."""

    def __init__(self, columns: Mapping[str, Kind]) -> None:
        self.known = columns

    def build(self, tree: Any, depth: int) -> Node:
        if depth > DEEPEST:
            raise ExpressionError(f"is nested deeper than {DEEPEST} levels. Write it flatter.")
        below = depth + 1
        kind = type(tree)
        if kind in COMPARISONS:
            return self._compare(tree, COMPARISONS[kind], below)
        if kind in ARITHMETIC:
            return self._calculate(tree, ARITHMETIC[kind], below)
        builders: dict[type, Callable[[Any, int], Node]] = {
            exp.Paren: lambda t, d: self.build(t.this, d),
            exp.And: self._join,
            exp.Or: self._join,
            exp.Not: self._negate,
            exp.Neg: self._minus,
            exp.In: self._among,
            exp.Between: self._between,
            exp.Is: self._is,
            exp.Column: self._column,
            exp.Literal: self._literal,
            exp.Boolean: self._boolean,
            exp.Null: lambda t, d: Node(None, lambda row: None, frozenset()),
        }
        if kind not in builders:
            raise ExpressionError(self._refused(tree))
        return builders[kind](tree, below)

    def _refused(self, tree: Any) -> str:
        if isinstance(tree, exp.Func):
            name = tree.name if isinstance(tree, exp.Anonymous) else tree.sql_name()
            return f"calls the function {str(name).lower()[:40]}. Only columns, literals and comparisons can stand here."
        return f"uses {type(tree).__name__.upper()}, which cannot stand here. Use comparisons, AND, OR, NOT, IN, BETWEEN, IS NULL."

    def _of_kind(self, tree: Any, kind: Kind, depth: int) -> Node:
        node = self.build(tree, depth)
        if node.kind not in (kind, None):
            raise ExpressionError(
                f"has {said(tree)}, which is {WORDS[node.kind]}, where {WORDS[kind]} is needed."
            )
        return node

    def _pair(self, left: Any, right: Any, depth: int) -> tuple[Node, Node]:
        a, b = self.build(left, depth), self.build(right, depth)
        if a.kind and b.kind and a.kind != b.kind:
            quoted = next(
                (s for s in (left, right) if isinstance(s, exp.Literal) and s.is_string), None
            )
            raise ExpressionError(
                f"compares {said(left)}, which is {WORDS[a.kind]}, with {said(right)}, which is {WORDS[b.kind]}."
                f"{number_in_quotes(quoted.this) if quoted else ''}"
            )
        return a, b

    def _compare(self, tree: Any, compare: Callable[[Any, Any], bool], depth: int) -> Node:
        a, b = self._pair(tree.this, tree.expression, depth)
        three_valued = _order(compare)
        return Node(
            "truth",
            lambda row: three_valued(plain(a.evaluate(row)), plain(b.evaluate(row))),
            a.columns | b.columns,
        )

    def _calculate(self, tree: Any, calculate: Callable[[Any, Any], Any], depth: int) -> Node:
        a = self._of_kind(tree.this, "number", depth)
        b = self._of_kind(tree.expression, "number", depth)

        def evaluate(row: Row) -> Any:
            x, y = plain(a.evaluate(row)), plain(b.evaluate(row))
            return None if x is None or y is None else calculate(x, y)

        return Node("number", evaluate, a.columns | b.columns)

    def _join(self, tree: Any, depth: int) -> Node:
        both, stops = isinstance(tree, exp.And), isinstance(tree, exp.Or)
        parts = [self._of_kind(part, "truth", depth) for part in flat(tree, type(tree))]
        columns = frozenset().union(*(part.columns for part in parts))

        def evaluate(row: Row) -> bool | None:
            unknown = False
            for part in parts:
                answer = part.evaluate(row)
                if answer is None:
                    unknown = True
                elif bool(answer) is stops:
                    return stops
            return None if unknown else both

        return Node("truth", evaluate, columns)

    def _negate(self, tree: Any, depth: int) -> Node:
        part = self._of_kind(tree.this, "truth", depth)

        def evaluate(row: Row) -> bool | None:
            answer = part.evaluate(row)
            return None if answer is None else not answer

        return Node("truth", evaluate, part.columns)

    def _minus(self, tree: Any, depth: int) -> Node:
        part = self._of_kind(tree.this, "number", depth)

        def evaluate(row: Row) -> Any:
            value = part.evaluate(row)
            return None if value is None else -value

        return Node("number", evaluate, part.columns)

    def _among(self, tree: Any, depth: int) -> Node:
        if tree.args.get("query") or tree.args.get("unnest") or not tree.expressions:
            raise ExpressionError("uses IN without a list. Write sector IN ('rail', 'road').")
        pairs = [self._pair(tree.this, option, depth) for option in tree.expressions]
        three_valued = _order(lambda a, b: a == b)

        def evaluate(row: Row) -> bool | None:
            answers = [
                three_valued(plain(a.evaluate(row)), plain(b.evaluate(row))) for a, b in pairs
            ]
            return True if True in answers else None if None in answers else False

        return Node(
            "truth", evaluate, frozenset().union(*(a.columns | b.columns for a, b in pairs))
        )

    def _between(self, tree: Any, depth: int) -> Node:
        low, high = tree.args["low"], tree.args["high"]
        if tree.args.get("symmetric") is not None:
            raise ExpressionError(
                "uses BETWEEN with SYMMETRIC or ASYMMETRIC. Write the smaller value first."
            )
        a, first = self._pair(tree.this, low, depth)
        _, last = self._pair(tree.this, high, depth)

        above, below = _order(lambda x, y: x >= y), _order(lambda x, y: x <= y)

        def evaluate(row: Row) -> bool | None:
            x, lo, hi = (plain(n.evaluate(row)) for n in (a, first, last))
            answers = above(x, lo), below(x, hi)
            return False if False in answers else None if None in answers else True

        return Node("truth", evaluate, a.columns | first.columns | last.columns)

    def _is(self, tree: Any, depth: int) -> Node:
        if not isinstance(tree.expression, (exp.Null, exp.Boolean)):
            other = tree.expression
            meant = f"'{other.name}'" if isinstance(other, exp.Column) else said(other)
            raise ExpressionError(
                "has IS, which asks only whether there is a value (IS NULL, IS NOT NULL). "
                f"Write {said(tree.this)} = {meant}."
            )
        wanted = None if isinstance(tree.expression, exp.Null) else bool(tree.expression.this)
        part = (
            self.build(tree.this, depth)
            if wanted is None
            else self._of_kind(tree.this, "truth", depth)
        )
        return Node("truth", lambda row: part.evaluate(row) is wanted, part.columns)

    def _column(self, tree: Any, depth: int) -> Node:
        name = tree.name
        if tree.table:
            raise ExpressionError(
                f"names {tree.sql()[:60]}. Write the column alone, without a table."
            )
        if name not in self.known:
            raise ExpressionError(no_column(name, self.known, is_word=self._is_word(tree)))
        return Node(self.known[name], lambda row: row[name], frozenset({name}))

    def _is_word(self, tree: Any) -> bool:
        """Return whether a name stands where a column of texts is compared with something."""
        other = tree.parent.this if isinstance(tree.parent, (exp.Predicate, exp.In)) else None
        if other is tree or not isinstance(other, exp.Column):
            return False
        return self.known.get(other.name) == "text"

    def _literal(self, tree: Any, depth: int) -> Node:
        value: Any = tree.this
        if tree.is_string:
            return Node("text", lambda row: value, frozenset())
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise ExpressionError(f"holds {value[:40]!r}, which is no number.")
        return Node("number", lambda row: number, frozenset())

    def _boolean(self, tree: Any, depth: int) -> Node:
        value = bool(tree.this)
        return Node("truth", lambda row: value, frozenset())


def flat(tree: Any, kind: Any) -> list[Any]:
    """Return the parts of a chain of ANDs, or of ORs, so that a long chain is not a deep one."""
    parts: list[Any] = []
    while isinstance(tree, kind):
        parts.append(tree.expression)
        tree = tree.this
    return [tree, *reversed(parts)]


def plain(value: Any) -> Any:
    """Return a decimal as a float, so that amounts compare with shares; else the value itself."""
    return float(value) if isinstance(value, Decimal) else value


def said(tree: Any) -> str:
    """Return a part of a condition as a message quotes it."""
    text = tree.sql(dialect="duckdb")
    # A message quotes no more, so that what is wrong still fits on a line or two.
    return text if len(text) <= 60 else f"{text[:60]}…"
