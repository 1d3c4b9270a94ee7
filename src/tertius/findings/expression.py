"""Conditions in findings: SQL yes-or-no expressions, typed, bounded, and built from a tree.

Text never reaches a database. It is parsed into a tree; every node of the tree is checked against
the columns it may name and turned into a small function; anything else is refused by name.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlglot
from sqlglot import exp

from tertius.engine.step import Kind
from tertius.errors import ExpressionError
from tertius.findings.miswritten import no_column, no_condition, number_in_quotes, other_signs

Value = str | Decimal | float | int | bool | None
Row = Mapping[str, Any]
Evaluate = Callable[[Row], Any]

LONGEST = 2000
"""Characters of one condition: conditions come from other people, and none may be slow to parse."""

DEEPEST = 24
"""Levels of nesting: each takes several calls of the parser and of the builder, so this stays far
from Python's limit of recursion, and no condition that a person can read is nested so deep."""

WORDS: dict[Kind, str] = {"text": "text", "number": "a number", "truth": "yes or no"}


@dataclass(frozen=True)
class Part:
    """One of the conditions that a condition joins by AND, and how far a row is beyond its bound."""

    text: str
    evaluate: Evaluate
    lead: Evaluate | None
    """Left less right side, larger the more clearly it is met; None where no number is compared."""
    column: str | None
    """The column of text that is compared with a literal, where that is all the part does."""
    two_sided: bool
    """Whether both directions lead away from it, as with an equality of numbers."""


@dataclass(frozen=True)
class Condition:
    """A yes-or-no condition on a row: its text, the columns it names, and its function."""

    text: str
    columns: frozenset[str]
    equals: Mapping[str, Any]
    """The columns that must equal a literal, so that rows can be looked up instead of searched."""
    _evaluate: Evaluate
    parts: tuple[Part, ...] = ()
    """The conditions that it joins by AND, in order; itself where it joins none."""
    literals: frozenset[str] = frozenset()
    """The words in quotes that stand in it."""
    compared: tuple[tuple[str, str], ...] = ()
    """Each column of text with a word that it is said to equal, or not to equal, in their order."""
    asks_null: bool = False
    """Whether it asks if something is unknown."""

    def __call__(self, row: Row) -> bool | None:
        """Return whether a row meets the condition; None where an unknown leaves that open."""
        value = self._evaluate(row)
        return None if value is None else bool(value)


@dataclass(frozen=True)
class _Node:
    kind: Kind | None
    """None for the literal NULL, which fits every kind."""
    evaluate: Evaluate
    columns: frozenset[str]


def condition(text: str, columns: Mapping[str, Kind]) -> Condition:
    """Return the condition that a text states on the given columns.

    Raises ExpressionError, saying what was expected, for anything but comparisons, arithmetic,
    AND, OR, NOT, IN, BETWEEN and IS NULL on those columns and on literals.
    """
    if not isinstance(text, str) or not text.strip():
        raise ExpressionError("is empty. Write a condition such as share > 0.5.")
    if len(text) > LONGEST:
        raise ExpressionError(f"is {len(text):,} characters long. Write at most {LONGEST:,}.")
    _check_nesting(text)
    if wrong := other_signs(text):
        raise ExpressionError(wrong)
    try:
        trees: list[Any] = [tree for tree in sqlglot.parse(text, read="duckdb") if tree is not None]
    except Exception as error:  # noqa: BLE001 - a parser that is fed any text fails in any way
        first = str(error).split("\n")[0].split(". Line")[0]
        raise ExpressionError(no_condition(text, first)) from None
    if len(trees) != 1:
        raise ExpressionError("is more than one condition. Join them with AND or OR.")
    node = _Builder(columns).build(trees[0], 0)
    if node.kind != "truth":
        given = WORDS[node.kind] if node.kind else "NULL"
        raise ExpressionError(f"gives {given}, not yes or no. Compare it, as in share > 0.5.")
    parts = tuple(_part(part.unnest(), _Builder(columns)) for part in _flat(trees[0], exp.And))
    literals = frozenset(one.this for one in trees[0].find_all(exp.Literal) if one.is_string)
    asks_null = any(isinstance(one.expression, exp.Null) for one in trees[0].find_all(exp.Is))
    return Condition(
        text,
        node.columns,
        _equalities(trees[0]),
        node.evaluate,
        parts,
        literals,
        compared=_compared(trees[0]),
        asks_null=asks_null,
    )


def normal(text: str, names: Mapping[str, str] | None = None) -> str:
    """Return a condition so written that two which say the same in another order are one text.

    `names` replaces columns, so that a named value stands for what it was taken from.
    """
    return _normal(sqlglot.parse_one(text, read="duckdb"), names or {})


def _normal(tree: Any, names: Mapping[str, str]) -> str:
    kind = type(tree)
    if kind is exp.Paren:
        return _normal(tree.this, names)
    if kind in (exp.And, exp.Or):
        parts = sorted({_normal(part, names) for part in _joined(tree, kind)})
        return f"({f' {kind.__name__} '.join(parts)})"
    if kind is exp.In:
        listed = sorted({_normal(option, names) for option in tree.expressions})
        return f"{_normal(tree.this, names)} In ({', '.join(listed)})"
    if kind is exp.Column:
        return names.get(tree.name, tree.name)
    if kind is exp.Literal:
        return repr(tree.this) if tree.is_string else f"{Decimal(tree.this).normalize():f}"
    turned = {exp.GT: exp.LT, exp.GTE: exp.LTE}
    parts = [_normal(part, names) for part in tree.iter_expressions()]
    if kind in turned:
        kind, parts = turned[kind], parts[::-1]
    if kind in (exp.EQ, exp.NEQ, exp.Add, exp.Mul):
        parts.sort()
    return f"{kind.__name__}({', '.join(parts)})" if parts else tree.sql()


def _joined(tree: Any, kind: Any) -> list[Any]:
    """Return what AND or OR joins, through parentheses that say the same without them."""
    inner: Any = tree.unnest()
    if type(inner) is not kind:
        return [inner]
    return [*_joined(inner.this, kind), *_joined(inner.expression, kind)]


def _check_nesting(text: str) -> None:
    depth = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if depth > DEEPEST:
            raise ExpressionError(f"is nested deeper than {DEEPEST} levels. Write it flatter.")


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


class _Builder:
    """Builds typed nodes from a parsed tree, and refuses what no condition may hold."""

    def __init__(self, columns: Mapping[str, Kind]) -> None:
        self.known = columns

    def build(self, tree: Any, depth: int) -> _Node:
        if depth > DEEPEST:
            raise ExpressionError(f"is nested deeper than {DEEPEST} levels. Write it flatter.")
        below = depth + 1
        kind = type(tree)
        if kind in COMPARISONS:
            return self._compare(tree, COMPARISONS[kind], below)
        if kind in ARITHMETIC:
            return self._calculate(tree, ARITHMETIC[kind], below)
        builders: dict[type, Callable[[Any, int], _Node]] = {
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
            exp.Null: lambda t, d: _Node(None, lambda row: None, frozenset()),
        }
        if kind not in builders:
            raise ExpressionError(self._refused(tree))
        return builders[kind](tree, below)

    def _refused(self, tree: Any) -> str:
        if isinstance(tree, exp.Func):
            name = tree.name if isinstance(tree, exp.Anonymous) else tree.sql_name()
            return f"calls the function {str(name).lower()[:40]}. Only columns, literals and comparisons can stand here."
        return f"uses {type(tree).__name__.upper()}, which cannot stand here. Use comparisons, AND, OR, NOT, IN, BETWEEN, IS NULL."

    def _of_kind(self, tree: Any, kind: Kind, depth: int) -> _Node:
        node = self.build(tree, depth)
        if node.kind not in (kind, None):
            raise ExpressionError(
                f"has {_said(tree)}, which is {WORDS[node.kind]}, where {WORDS[kind]} is needed."
            )
        return node

    def _pair(self, left: Any, right: Any, depth: int) -> tuple[_Node, _Node]:
        a, b = self.build(left, depth), self.build(right, depth)
        if a.kind and b.kind and a.kind != b.kind:
            quoted = next(
                (s for s in (left, right) if isinstance(s, exp.Literal) and s.is_string), None
            )
            raise ExpressionError(
                f"compares {_said(left)}, which is {WORDS[a.kind]}, with {_said(right)}, which is {WORDS[b.kind]}."
                f"{number_in_quotes(quoted.this) if quoted else ''}"
            )
        return a, b

    def _compare(self, tree: Any, compare: Callable[[Any, Any], bool], depth: int) -> _Node:
        a, b = self._pair(tree.this, tree.expression, depth)
        three_valued = _order(compare)
        return _Node(
            "truth",
            lambda row: three_valued(_plain(a.evaluate(row)), _plain(b.evaluate(row))),
            a.columns | b.columns,
        )

    def _calculate(self, tree: Any, calculate: Callable[[Any, Any], Any], depth: int) -> _Node:
        a = self._of_kind(tree.this, "number", depth)
        b = self._of_kind(tree.expression, "number", depth)

        def evaluate(row: Row) -> Any:
            x, y = _plain(a.evaluate(row)), _plain(b.evaluate(row))
            return None if x is None or y is None else calculate(x, y)

        return _Node("number", evaluate, a.columns | b.columns)

    def _join(self, tree: Any, depth: int) -> _Node:
        both, stops = isinstance(tree, exp.And), isinstance(tree, exp.Or)
        parts = [self._of_kind(part, "truth", depth) for part in _flat(tree, type(tree))]
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

        return _Node("truth", evaluate, columns)

    def _negate(self, tree: Any, depth: int) -> _Node:
        part = self._of_kind(tree.this, "truth", depth)

        def evaluate(row: Row) -> bool | None:
            answer = part.evaluate(row)
            return None if answer is None else not answer

        return _Node("truth", evaluate, part.columns)

    def _minus(self, tree: Any, depth: int) -> _Node:
        part = self._of_kind(tree.this, "number", depth)

        def evaluate(row: Row) -> Any:
            value = part.evaluate(row)
            return None if value is None else -value

        return _Node("number", evaluate, part.columns)

    def _among(self, tree: Any, depth: int) -> _Node:
        if tree.args.get("query") or tree.args.get("unnest") or not tree.expressions:
            raise ExpressionError("uses IN without a list. Write sector IN ('rail', 'road').")
        pairs = [self._pair(tree.this, option, depth) for option in tree.expressions]
        three_valued = _order(lambda a, b: a == b)

        def evaluate(row: Row) -> bool | None:
            answers = [
                three_valued(_plain(a.evaluate(row)), _plain(b.evaluate(row))) for a, b in pairs
            ]
            return True if True in answers else None if None in answers else False

        return _Node(
            "truth", evaluate, frozenset().union(*(a.columns | b.columns for a, b in pairs))
        )

    def _between(self, tree: Any, depth: int) -> _Node:
        low, high = tree.args["low"], tree.args["high"]
        if tree.args.get("symmetric") is not None:
            raise ExpressionError(
                "uses BETWEEN with SYMMETRIC or ASYMMETRIC. Write the smaller value first."
            )
        a, first = self._pair(tree.this, low, depth)
        _, last = self._pair(tree.this, high, depth)

        above, below = _order(lambda x, y: x >= y), _order(lambda x, y: x <= y)

        def evaluate(row: Row) -> bool | None:
            x, lo, hi = (_plain(n.evaluate(row)) for n in (a, first, last))
            answers = above(x, lo), below(x, hi)
            return False if False in answers else None if None in answers else True

        return _Node("truth", evaluate, a.columns | first.columns | last.columns)

    def _is(self, tree: Any, depth: int) -> _Node:
        if not isinstance(tree.expression, (exp.Null, exp.Boolean)):
            other = tree.expression
            meant = f"'{other.name}'" if isinstance(other, exp.Column) else _said(other)
            raise ExpressionError(
                "uses IS with something else than NULL, TRUE or FALSE. "
                f"Write {_said(tree.this)} = {meant}."
            )
        wanted = None if isinstance(tree.expression, exp.Null) else bool(tree.expression.this)
        part = (
            self.build(tree.this, depth)
            if wanted is None
            else self._of_kind(tree.this, "truth", depth)
        )
        return _Node("truth", lambda row: part.evaluate(row) is wanted, part.columns)

    def _column(self, tree: Any, depth: int) -> _Node:
        name = tree.name
        if tree.table:
            raise ExpressionError(
                f"names {tree.sql()[:60]}. Write the column alone, without a table."
            )
        if name not in self.known:
            raise ExpressionError(
                f"names {name[:60]!r}, which is no column here. {no_column(name, self.known)}"
                f"There are: {', '.join(self.known)}."
            )
        return _Node(self.known[name], lambda row: row[name], frozenset({name}))

    def _literal(self, tree: Any, depth: int) -> _Node:
        value: Any = tree.this
        if tree.is_string:
            return _Node("text", lambda row: value, frozenset())
        try:
            plain = float(value)
        except ValueError:
            plain = math.nan
        if not math.isfinite(plain):
            raise ExpressionError(f"holds {value[:40]!r}, which is no number.")
        return _Node("number", lambda row: plain, frozenset())

    def _boolean(self, tree: Any, depth: int) -> _Node:
        value = bool(tree.this)
        return _Node("truth", lambda row: value, frozenset())


TOWARDS: dict[type[exp.Expression], int] = {
    exp.GT: 1,
    exp.GTE: 1,
    exp.EQ: 1,
    exp.NEQ: -1,
    exp.LT: -1,
    exp.LTE: -1,
}
"""By comparison, the sign with which left less right grows as the comparison is met more clearly."""


def _part(tree: Any, builder: _Builder) -> Part:
    """Return one part of a conjunction, with the difference of the numbers that it compares."""
    text = tree.sql(dialect="duckdb")
    node = builder.build(tree, 0)
    kind = type(tree)
    if kind not in TOWARDS:
        return Part(text, node.evaluate, None, None, two_sided=False)
    left, right = builder.build(tree.this, 0), builder.build(tree.expression, 0)
    if left.kind == "text":
        named = isinstance(tree.this, exp.Column) and isinstance(tree.expression, exp.Literal)
        return Part(text, node.evaluate, None, tree.this.name if named else None, two_sided=False)
    if left.kind != "number" or right.kind not in ("number", None):
        return Part(text, node.evaluate, None, None, two_sided=False)
    sign = TOWARDS[kind]

    def lead(row: Row) -> Any:
        a, b = _plain(left.evaluate(row)), _plain(right.evaluate(row))
        return None if a is None or b is None else sign * (a - b)

    return Part(text, node.evaluate, lead, None, two_sided=kind in (exp.EQ, exp.NEQ))


def _equalities(tree: Any) -> dict[str, Any]:
    """Return, by column, the literal that a conjunction demands, as in `host = 'SRB' AND …`."""
    equalities: dict[str, Any] = {}
    for whole in _flat(tree, exp.And):
        part = whole.unnest()
        if not isinstance(part, exp.EQ):
            continue
        column, literal = part.this, part.expression
        if (
            isinstance(column, exp.Column)
            and isinstance(literal, exp.Literal)
            and literal.is_string
        ):
            equalities.setdefault(column.name, literal.this)
    return equalities


def _compared(tree: Any) -> tuple[tuple[str, str], ...]:
    """Return every column with a word in quotes that it is held equal or unequal to, each once."""
    pairs: dict[tuple[str, str], None] = {}
    for node in tree.find_all(exp.EQ, exp.NEQ, exp.In, bfs=False):
        sides = node.expressions if isinstance(node, exp.In) else [node.expression]
        for side in sides:
            column, literal = node.this.unnest(), side.unnest()
            if isinstance(column, exp.Literal):
                column, literal = literal, column
            words = isinstance(literal, exp.Literal) and literal.is_string
            if words and isinstance(column, exp.Column):
                pairs[column.name, literal.this] = None
    return tuple(pairs)


def _flat(tree: Any, kind: Any) -> list[Any]:
    """Return the parts of a chain of ANDs, or of ORs, so that a long chain is not a deep one."""
    parts: list[Any] = []
    while isinstance(tree, kind):
        parts.append(tree.expression)
        tree = tree.this
    return [tree, *reversed(parts)]


def _plain(value: Any) -> Any:
    """Return a decimal as a float, so that amounts compare with shares; else the value itself."""
    return float(value) if isinstance(value, Decimal) else value


def _said(tree: Any) -> str:
    text = tree.sql(dialect="duckdb")
    # A message quotes no more, so that what is wrong still fits on a line or two.
    return text if len(text) <= 60 else f"{text[:60]}…"
