"""A finding whose conditions are ready to be asked of rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tertius.errors import ExpressionError
from tertius.evidence.text import did_you_mean, shorten
from tertius.facts.measure import Kind
from tertius.findings.expression import Condition, condition
from tertius.findings.finding import Finding, Test
from tertius.findings.words import Texts
from tertius.measures import MEASURES


class Miswritten(ExpressionError):
    """A part of a test that cannot be used, with the key at which it stands."""

    def __init__(self, text: str, key: str) -> None:
        super().__init__(text)
        self.key = key


Columns = Mapping[str, Mapping[str, Kind]]
"""For each measure the kind of each of its columns."""


@dataclass(frozen=True)
class Compiled:
    """A finding with its conditions ready to be asked of rows."""

    finding: Finding
    wheres: Mapping[str, Condition]
    """For each value the condition that picks its rows; the short form's under its measure."""
    expect: Condition | None

    def named(self) -> frozenset[str]:
        """Return the columns of measures that decide the verdict."""
        columns = {value.column for value in self.finding.values.values()}
        return frozenset(columns | (self.expect.columns if self.expect else frozenset()))

    @cached_property
    def questions(self) -> tuple[tuple[str, Condition], ...]:
        """Each measure that the finding asks, with the condition that picks its rows."""
        values = self.finding.values
        return tuple(
            (values[name].measure if name in values else name, where)
            for name, where in self.wheres.items()
        )

    @cached_property
    def measures(self) -> frozenset[str]:
        """The measures that the finding asks."""
        return frozenset(measure for measure, _ in self.questions)


def compiled_finding(finding: Finding, columns: Columns) -> Compiled:
    """Return a finding with its conditions; raise Miswritten with the part that is wrong."""
    if finding.values:
        kinds: dict[str, Kind] = {}
        wheres: dict[str, Condition] = {}
        for name, value in finding.values.items():
            mine = _columns_of(value.measure, columns, f"values.{name}.measure")
            if value.column not in mine:
                raise Miswritten(
                    f"value {name}: {value.column!r} is no column of {value.measure}. There are: {', '.join(mine)}.",
                    f"values.{name}.column",
                )
            kinds[name] = mine[value.column]
            wheres[name] = _part(f"value {name} where", value.where, mine)
        return Compiled(finding, wheres, _part("expect", str(finding.expect), kinds))
    if test := finding.test:
        return _compile_test(finding, test, columns)
    return Compiled(finding, {}, None)


def _compile_test(finding: Finding, test: Test, columns: Columns) -> Compiled:
    mine = _columns_of(test.measure, columns, "measure")
    where = _part("where", test.where, mine)
    return Compiled(finding, {test.measure: where}, _part("expect", test.expect, mine))


def _columns_of(measure: str, columns: Columns, key: str) -> Mapping[str, Kind]:
    if measure not in columns:
        hint = did_you_mean(measure, columns)
        raise Miswritten(
            f"asks the measure {shorten(measure, 40)!r}.{hint} There are: {', '.join(columns)}.",
            key,
        )
    return columns[measure]


def _part(name: str, text: str, columns: Mapping[str, Kind]) -> Condition:
    try:
        return condition(text, columns)
    except ExpressionError as error:
        parts = name.split()
        key = ".".join(["values", *parts[1:]]) if len(parts) > 1 else name
        raise Miswritten(f'{name}: "{shorten(text)}" {error}', key) from None


def conditions(one: Compiled) -> Iterator[tuple[str, Condition, Texts]]:
    """Yield each condition of a finding: its key, and what the columns that it names may hold."""
    finding = one.finding
    prefix = "trigger." if finding.trigger else ""
    for name, where in one.wheres.items():
        value = finding.values.get(name)
        measure = value.measure if value else name
        yield f"values.{name}.where" if value else f"{prefix}where", where, MEASURES[measure].texts
    if one.expect is None:
        return
    if test := finding.test:
        yield f"{prefix}expect", one.expect, MEASURES[test.measure].texts
        return
    texts = {
        name: held
        for name, value in finding.values.items()
        if (held := MEASURES[value.measure].texts.get(value.column))
    }
    yield "expect", one.expect, texts
