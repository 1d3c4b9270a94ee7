"""Conditions in findings: SQL yes-or-no expressions, typed, bounded, and built from a tree.

Text never reaches a database. It is parsed into a tree; every node of the tree is checked against
the columns it may name and turned into a small function; anything else is refused by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError

from tertius.errors import ExpressionError
from tertius.facts.measure import Kind
from tertius.findings.miswritten import no_condition, other_signs
from tertius.findings.nodes import DEEPEST, WORDS, Builder, Evaluate, Row, flat, plain

LONGEST = 2000
"""Characters of one condition: conditions come from other people, and none may be slow to parse."""


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
        raise ExpressionError(no_condition(text, _reason(error))) from None
    if len(trees) != 1:
        raise ExpressionError("is more than one condition. Join them with AND or OR.")
    node = Builder(columns).build(trees[0], 0)
    if node.kind != "truth":
        given = WORDS[node.kind] if node.kind else "NULL"
        raise ExpressionError(f"gives {given}, not yes or no. Compare it, as in share > 0.5.")
    parts = tuple(_part(part.unnest(), Builder(columns)) for part in flat(trees[0], exp.And))
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


def _reason(error: Exception) -> str:
    """Return what the parser gives as its reason; of an error without one, its first line."""
    if isinstance(error, ParseError) and error.errors:
        return str(error.errors[0]["description"])
    return str(error).partition("\n")[0]


def _check_nesting(text: str) -> None:
    depth = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if depth > DEEPEST:
            raise ExpressionError(f"is nested deeper than {DEEPEST} levels. Write it flatter.")


TOWARDS: dict[type[exp.Expression], int] = {
    exp.GT: 1,
    exp.GTE: 1,
    exp.EQ: 1,
    exp.NEQ: -1,
    exp.LT: -1,
    exp.LTE: -1,
}
"""By comparison, the sign with which left less right grows as the comparison is met more clearly."""


def _part(tree: Any, builder: Builder) -> Part:
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
        a, b = plain(left.evaluate(row)), plain(right.evaluate(row))
        return None if a is None or b is None else sign * (a - b)

    return Part(text, node.evaluate, lead, None, two_sided=kind in (exp.EQ, exp.NEQ))


def _equalities(tree: Any) -> dict[str, Any]:
    """Return, by column, the literal that a conjunction demands, as in `host = 'SRB' AND …`."""
    equalities: dict[str, Any] = {}
    for whole in flat(tree, exp.And):
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
