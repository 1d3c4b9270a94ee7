"""Conditions of findings in words: no reader has to read SQL, or the name of a column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlglot
from sqlglot import exp

from tertius.evidence.said import number, show, unit_said
from tertius.facts.texts import Text
from tertius.language.told import gettext, listed, marked
from tertius.measures import MEASURES
from tertius.present.columns import column_label
from tertius.present.labels import Labels

COMPARED: dict[type[exp.Expression], str] = {
    exp.EQ: marked("{one} is {other}"),
    exp.NEQ: marked("{one} is not {other}"),
    exp.GT: marked("{one} is more than {other}"),
    exp.GTE: marked("{one} is at least {other}"),
    exp.LT: marked("{one} is less than {other}"),
    exp.LTE: marked("{one} is at most {other}"),
}

BETWEEN: dict[type[exp.Expression], str] = {
    exp.Add: marked("{one} plus {other}"),
    exp.Sub: marked("{one} less {other}"),
    exp.Mul: marked("{one} times {other}"),
    exp.Div: marked("{one} divided by {other}"),
    exp.And: marked("{one} and {other}"),
    exp.Or: marked("{one} or {other}"),
}
"""What stands between two parts that are joined or reckoned with."""


QUALIFIERS = ("qualifier", "asked", "measured_qualifier")
"""The columns that hold what a claim or figure says of its kind, in words joined by hyphens."""


@dataclass(frozen=True)
class Speaker:
    """Put conditions on one measure, or on named values, into words."""

    labels: Labels
    measure: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the named values of a finding are called, by name."""
    columns: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The measure and the column that each of them is taken from."""

    def said(self, text: str) -> str:
        """Return a condition that was checked before in words."""
        return self._said(sqlglot.parse_one(text, dialect="duckdb"))

    def named(self, text: str) -> str:
        """Return a condition as a label: of what a column is, the value alone; all else in words.

        *sector = 'church' and power = 'RUS'* is *Church, Russia*.
        """
        tree = sqlglot.parse_one(text, dialect="duckdb")
        parts = list(tree.flatten()) if isinstance(tree, exp.And) else [tree]
        return listed(map(self._named, parts))

    def _named(self, tree: Any) -> str:
        left, right = (tree.left, tree.right) if isinstance(tree, exp.EQ) else (None, None)
        if isinstance(left, exp.Column) and isinstance(right, exp.Literal) and right.is_string:
            return self.value(str(left.name), str(right.this))
        return self._said(tree)

    def value(self, column: str, value: Any) -> str:
        """Return the value of a column in words: names for codes and ids, labels for words."""
        text = self._texts.get(column)
        if column in QUALIFIERS and isinstance(value, str):
            return str(self.labels.case.qualified(value))
        if column == "unit" and isinstance(value, str):
            return unit_said(value)
        if not isinstance(value, str) or text is None:
            return show(value)
        parts = value.split(";") if text.joined else [value]
        return listed(self._word(part, text) for part in parts)

    @property
    def _texts(self) -> Mapping[str, Text]:
        return MEASURES[self.measure].texts if self.measure else {}

    def _word(self, word: str, text: Text) -> str:
        if text.codes and word:
            return self.labels.side(word)
        for vocabulary in text.vocabularies:
            if word in self.labels.case.taxonomy.words(vocabulary):
                label: str = self.labels.case.taxonomy.label(vocabulary, word)
                return label
        if text.ids:
            return self.labels.label(word)
        return gettext(word.replace("_", " ").replace("-", " ")) if word else gettext("none")

    def _said(self, tree: Any) -> str:
        kind = type(tree)
        if kind in COMPARED:
            return self._compared(tree)
        if kind in BETWEEN:
            return gettext(BETWEEN[kind], one=self._said(tree.left), other=self._said(tree.right))
        if isinstance(tree, exp.Paren):
            return gettext("({said})", said=self._said(tree.this))
        if isinstance(tree, exp.Not):
            if isinstance(tree.this, exp.Is):
                return gettext("{said} is known", said=self._said(tree.this.this))
            return gettext("not: {said}", said=self._said(tree.this))
        if isinstance(tree, exp.Is):
            return gettext("{said} is unknown", said=self._said(tree.this))
        if isinstance(tree, exp.In):
            column = str(tree.this.name)
            words = [self._literal(column, one) for one in tree.expressions]
            return gettext(
                "{said} is one of {words}", said=self._said(tree.this), words=listed(words)
            )
        if isinstance(tree, exp.Between):
            low, high = self._said(tree.args["low"]), self._said(tree.args["high"])
            return gettext(
                "{said} lies between {low} and {high}",
                said=self._said(tree.this),
                low=low,
                high=high,
            )
        return self._leaf(tree)

    def _compared(self, tree: Any) -> str:
        left, right = tree.left, tree.right
        column = str(left.name) if isinstance(left, exp.Column) else ""
        if column and isinstance(right, (exp.Literal, exp.Boolean)):
            other = self._literal(column, right)
        else:
            other = self._said(right)
        return gettext(COMPARED[type(tree)], one=self._said(left), other=other)

    def _literal(self, column: str, literal: Any) -> str:
        if isinstance(literal, exp.Literal) and literal.is_string:
            measure, own = self.columns.get(column, (self.measure, column))
            return Speaker(self.labels, measure).value(own, str(literal.this))
        return self._said(literal)

    def _leaf(self, tree: Any) -> str:
        if isinstance(tree, exp.Column):
            return self.names.get(str(tree.name)) or column_label(str(tree.name))
        if isinstance(tree, exp.Boolean):
            return gettext("yes") if tree.this else gettext("no")
        if isinstance(tree, exp.Null):
            return gettext("unknown")
        if isinstance(tree, exp.Literal):
            return str(tree.this) if tree.is_string else number(tree.this)
        if isinstance(tree, exp.Neg):
            return gettext("minus {said}", said=self._said(tree.this))
        inner = [self._said(one) for one in tree.iter_expressions()]
        if not inner:
            return str(tree)
        name = tree.key.replace("_", " ")
        return gettext("{function} of {parts}", function=name, parts=listed(inner))
