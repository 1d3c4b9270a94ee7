"""Conditions of findings in words: no reader has to read SQL, or the name of a column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlglot
from sqlglot import exp

from tertius.facts.texts import Text
from tertius.measures import MEASURES
from tertius.present.columns import column_label
from tertius.present.labels import Labels, number, show

COMPARED: dict[type[exp.Expression], str] = {
    exp.EQ: "is",
    exp.NEQ: "is not",
    exp.GT: "is more than",
    exp.GTE: "is at least",
    exp.LT: "is less than",
    exp.LTE: "is at most",
}

RECKONED: dict[type[exp.Expression], str] = {
    exp.Add: "plus",
    exp.Sub: "less",
    exp.Mul: "times",
    exp.Div: "divided by",
}

JOINED: dict[type[exp.Expression], str] = {exp.And: "and", exp.Or: "or"}


@dataclass(frozen=True)
class Speaker:
    """Put conditions on one measure, or on named values, into words."""

    labels: Labels
    measure: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the named values of a finding are called, by name."""

    def said(self, text: str) -> str:
        """Return a condition that was checked before in words."""
        return self._said(sqlglot.parse_one(text, dialect="duckdb"))

    def named(self, text: str) -> str:
        """Return a condition as a label: of what a column is, the value alone; all else in words.

        *sector = 'church' and power = 'RUS'* is *Church, Russia*.
        """
        tree = sqlglot.parse_one(text, dialect="duckdb")
        parts = list(tree.flatten()) if isinstance(tree, exp.And) else [tree]
        return ", ".join(map(self._named, parts))

    def _named(self, tree: Any) -> str:
        left, right = (tree.left, tree.right) if isinstance(tree, exp.EQ) else (None, None)
        if isinstance(left, exp.Column) and isinstance(right, exp.Literal) and right.is_string:
            return self.value(str(left.name), str(right.this))
        return self._said(tree)

    def value(self, column: str, value: Any) -> str:
        """Return the value of a column in words: names for codes and ids, labels for words."""
        text = self._texts.get(column)
        if not isinstance(value, str) or text is None:
            return show(value)
        parts = value.split(";") if text.joined else [value]
        return ", ".join(self._word(part, text) for part in parts)

    @property
    def _texts(self) -> Mapping[str, Text]:
        return MEASURES[self.measure].texts if self.measure else {}

    def _word(self, word: str, text: Text) -> str:
        if text.codes and word:
            return self.labels.side(word)
        for vocabulary in text.vocabularies:
            if word in self.labels.case.taxonomy.words(vocabulary):
                return str(self.labels.case.taxonomy.label(vocabulary, word))
        if text.ids:
            return self.labels.label(word)
        return word.replace("_", " ").replace("-", " ") or "none"

    def _said(self, tree: Any) -> str:
        kind = type(tree)
        if kind in JOINED:
            return f"{self._said(tree.left)} {JOINED[kind]} {self._said(tree.right)}"
        if kind in COMPARED:
            return self._compared(tree)
        if kind in RECKONED:
            return f"{self._said(tree.left)} {RECKONED[kind]} {self._said(tree.right)}"
        if isinstance(tree, exp.Paren):
            return f"({self._said(tree.this)})"
        if isinstance(tree, exp.Not):
            if isinstance(tree.this, exp.Is):
                return f"{self._said(tree.this.this)} is known"
            return f"not: {self._said(tree.this)}"
        if isinstance(tree, exp.Is):
            return f"{self._said(tree.this)} is unknown"
        if isinstance(tree, exp.In):
            column = str(tree.this.name)
            words = [self._literal(column, one) for one in tree.expressions]
            return f"{self._said(tree.this)} is one of {', '.join(words)}"
        if isinstance(tree, exp.Between):
            low, high = self._said(tree.args["low"]), self._said(tree.args["high"])
            return f"{self._said(tree.this)} lies between {low} and {high}"
        return self._leaf(tree)

    def _compared(self, tree: Any) -> str:
        left, right = tree.left, tree.right
        column = str(left.name) if isinstance(left, exp.Column) else ""
        if column and isinstance(right, (exp.Literal, exp.Boolean)):
            return f"{self._said(left)} {COMPARED[type(tree)]} {self._literal(column, right)}"
        return f"{self._said(left)} {COMPARED[type(tree)]} {self._said(right)}"

    def _literal(self, column: str, literal: Any) -> str:
        if isinstance(literal, exp.Literal) and literal.is_string:
            return self.value(column, str(literal.this))
        return self._said(literal)

    def _leaf(self, tree: Any) -> str:
        if isinstance(tree, exp.Column):
            return self.names.get(str(tree.name)) or column_label(str(tree.name))
        if isinstance(tree, exp.Boolean):
            return "yes" if tree.this else "no"
        if isinstance(tree, exp.Null):
            return "unknown"
        if isinstance(tree, exp.Literal):
            return str(tree.this) if tree.is_string else number(tree.this)
        if isinstance(tree, exp.Neg):
            return f"minus {self._said(tree.this)}"
        inner = [self._said(one) for one in tree.iter_expressions()]
        return f"{tree.key.replace('_', ' ')} of {', '.join(inner)}" if inner else str(tree)
