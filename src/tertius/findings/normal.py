"""Conditions in one form: two that say the same in another order are one text."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import sqlglot
from sqlglot import exp


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
