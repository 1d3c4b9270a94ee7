"""Reading and checking findings.yml against the case and the columns of the measures."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from tertius.case.checks.cells import leads_nowhere
from tertius.case.folder import Unreadable, read_yaml
from tertius.case.problems import Problem
from tertius.case.read import Case
from tertius.engine.step import Kind
from tertius.errors import ExpressionError
from tertius.evidence.text import shorten
from tertius.findings.expression import Condition, condition, normal
from tertius.findings.finding import Finding, Test
from tertius.findings.words import Lexicon, Texts
from tertius.measures import MEASURES

FILE = "findings.yml"
EVIDENCE = ("claims", "observations", "searches")

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
        """The columns of measures that its verdict is told from."""
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
        """The measures that it asks."""
        return frozenset(measure for measure, _ in self.questions)


def read_findings(case: Case, columns: Columns) -> tuple[list[Compiled], list[Problem]]:
    """The findings of a case, compiled, and everything that is wrong with them."""
    try:
        data = read_yaml(case.folder, FILE)
    except Unreadable as unreadable:
        return [], [unreadable.problem]
    data = [] if data is None else data
    if not isinstance(data, list):
        return [], [
            Problem(FILE, 0, "", "finding", "is not a list of findings. Begin each with - id: …")
        ]
    compiled: list[Compiled] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    lexicon = Lexicon(case)
    places: list[tuple[str, Finding]] = []
    for number, entry in enumerate(data, start=1):
        name = str(entry.get("id", "")) if isinstance(entry, dict) else ""
        place = f"{shorten(name) or 'entry'} (no. {number})"
        try:
            finding = Finding.model_validate(entry)
        except ValidationError as error:
            problems += [_entry_problem(place, details) for details in error.errors()]
            continue
        if finding.id in seen:
            problems.append(
                Problem(
                    FILE,
                    0,
                    place,
                    "doubled-id",
                    "stands twice. Give each finding its own id.",
                    finding.id,
                )
            )
        seen.add(finding.id)
        places.append((place, finding))
        found = [
            *_dangling(case, finding, place),
            *_statement(finding, place),
            *_stated(case, finding, place),
        ]
        try:
            compiled.append(_compile(finding, columns))
            found += _wrong_words(compiled[-1], lexicon, place)
        except ExpressionError as error:
            found.append(Problem(FILE, 0, place, "condition", str(error)))
        problems += found
    names = _names(data)
    for place, finding in places:
        problems += _rivals(finding, place, names)
    problems += _refuted(case, names)
    problems += _same(compiled, {finding.id: place for place, finding in places})
    return compiled, problems


def _names(data: list[Any]) -> list[str]:
    """The ids of all findings, of those that cannot be read too."""
    return [str(entry["id"]) for entry in data if isinstance(entry, dict) and "id" in entry]


def _rivals(finding: Finding, place: str, names: Sequence[str]) -> Iterator[Problem]:
    for name in finding.rivals:
        if name == finding.id:
            said = "is the finding itself. Name another that would explain the same."
            yield Problem(FILE, 0, f"{place} rivals", "finding", said, name)
        elif name not in names:
            said = _no_finding(name, names)
            yield Problem(FILE, 0, f"{place} rivals", "dangling", said, name)


def _refuted(case: Case, names: Sequence[str]) -> Iterator[Problem]:
    """Searches that would refute a finding that is not there."""
    for number, row in case.tables["searches"]:
        for name in row.would_refute:
            if name not in names:
                said = _no_finding(name, names)
                yield Problem("searches.csv", number, "would_refute", "dangling", said, name)


def _no_finding(name: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    return f"is no finding of this case.{f' Write {near[0]}.' if near else ''}"


def _stated(case: Case, finding: Finding, place: str) -> Iterator[Problem]:
    for stated in finding.stated:
        at = f"{place} stated"
        if stated.source not in case.sources and not case.may_hold("sources", stated.source):
            known = {"sources": set(case.sources)}
            wrong = leads_nowhere(("sources",), stated.source, known)
            yield wrong.at(FILE, 0, f"{at}.source", stated.source)
        if not stated.locator.strip():
            said = "is empty. Say where in the source, such as line 12 or p. 4."
            yield Problem(FILE, 0, f"{at}.locator", "finding", said)


def _same(compiled: Sequence[Compiled], places: Mapping[str, str]) -> Iterator[Problem]:
    """Findings that ask the same test or rest on the same sets as one before them."""
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
        said = (
            f"{has} as {other}. Make one of {other} and {name}, with both places in stated, "
            "or let each rest on something of its own."
        )
        yield Problem(FILE, 0, places[name], "same-test", said)


def _asked(one: Compiled) -> Any:
    """What a computed finding tests or an argued one rests on, in an order of its own; else None.

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


def _entry_problem(place: str, details: Any) -> Problem:
    key = ".".join(str(part) for part in details["loc"])
    said = (
        str(details["ctx"]["error"])
        if "error" in details.get("ctx", {})
        else f"{details['msg'][:1].lower()}{details['msg'][1:]}."
    )
    if details["type"] == "extra_forbidden":
        said = "is not a key of a finding. Check its spelling."
    if details["type"] == "missing":
        said = "is missing. Add it."
    if details["type"] in ("model_type", "model_attributes_type"):
        said = "is not a finding. Write its id, its statement and what must hold for it."
    return Problem(FILE, 0, f"{place} {key}".strip(), "finding", said)


def _statement(finding: Finding, place: str) -> Iterator[Problem]:
    if not finding.statement.strip():
        yield Problem(FILE, 0, place, "finding", "has an empty statement. Say it in a sentence.")
    if finding.untested is not None and not finding.untested.strip():
        said = "has an empty untested. Name the part that its test does not reach, or remove it."
        yield Problem(FILE, 0, place, "finding", said)
    if any(not need.strip() for need in finding.needs):
        said = "has an empty needs. Say what evidence would be needed."
        yield Problem(FILE, 0, place, "finding", said)


def _wrong_words(one: Compiled, lexicon: Lexicon, place: str) -> Iterator[Problem]:
    """Yield a problem for each word in quotes that the column beside it cannot hold."""
    for key, asked, texts in _conditions(one):
        for literal, wrong in lexicon.wrong(asked, texts):
            yield wrong.at(FILE, 0, f"{place} {key}", literal)


def _conditions(one: Compiled) -> Iterator[tuple[str, Condition, Texts]]:
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


def _dangling(case: Case, finding: Finding, place: str) -> Iterator[Problem]:
    for key, name in finding.ids():
        table, _ = case.by_id.get(name, ("", None))
        allowed = ("claims",) if key == "claim" else EVIDENCE
        if table not in allowed and not any(case.may_hold(t, name) for t in allowed):
            everything = [row.id for t in allowed for row in case.rows(t)]
            near = difflib.get_close_matches(name, everything, n=1)
            there = f"is in {table}.csv" if table else "is nowhere in the case"
            hint = f" Write {near[0]}." if near else ""
            yield Problem(
                FILE,
                0,
                f"{place} {key}",
                "dangling",
                f"{there}, and an id of {' or '.join(allowed)} is needed.{hint}",
                name,
            )


def _compile(finding: Finding, columns: Columns) -> Compiled:
    """The finding with its conditions. Raises ExpressionError naming the part that is wrong."""
    if finding.values:
        kinds: dict[str, Kind] = {}
        wheres: dict[str, Condition] = {}
        for name, value in finding.values.items():
            mine = _columns_of(value.measure, columns)
            if value.column not in mine:
                raise ExpressionError(
                    f"value {name}: {value.column!r} is no column of {value.measure}. There are: {', '.join(mine)}."
                )
            kinds[name] = mine[value.column]
            wheres[name] = _part(f"value {name} where", value.where, mine)
        return Compiled(finding, wheres, _part("expect", str(finding.expect), kinds))
    if test := finding.test:
        return _compile_test(finding, test, columns)
    return Compiled(finding, {}, None)


def _compile_test(finding: Finding, test: Test, columns: Columns) -> Compiled:
    mine = _columns_of(test.measure, columns)
    where = _part("where", test.where, mine)
    return Compiled(finding, {test.measure: where}, _part("expect", test.expect, mine))


def _columns_of(measure: str, columns: Columns) -> Mapping[str, Kind]:
    if measure not in columns:
        near = difflib.get_close_matches(measure, columns, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise ExpressionError(
            f"asks the measure {shorten(measure, 40)!r}. {hint}There are: {', '.join(columns)}."
        )
    return columns[measure]


def _part(name: str, text: str, columns: Mapping[str, Kind]) -> Condition:
    try:
        return condition(text, columns)
    except ExpressionError as error:
        raise ExpressionError(f'{name}: "{shorten(text)}" {error}') from None
