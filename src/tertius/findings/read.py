"""Reading and checking findings.yml against the case and the columns of the measures."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from tertius.case.checks.cells import leads_nowhere
from tertius.case.checks.told import untold
from tertius.case.document import Document, dotted, read_document
from tertius.case.folder import Unreadable
from tertius.case.problems import Problem, message
from tertius.case.read import Case
from tertius.case.refused import refused, steps
from tertius.engine.step import Kind
from tertius.errors import ExpressionError
from tertius.evidence.text import shorten
from tertius.findings.expression import Condition, condition
from tertius.findings.finding import Finding, Place, Test, Value
from tertius.findings.normal import normal
from tertius.findings.words import Lexicon, Texts
from tertius.language.given import FindingInLanguage
from tertius.measures import MEASURES

FILE = "findings.yml"
EVIDENCE = ("claims", "observations", "searches")


@dataclass(frozen=True)
class At:
    """A place in findings.yml: an entry by its id and number, counted from 1, and the document that it is in."""

    name: str
    number: int
    document: Document = field(compare=False, repr=False)

    @property
    def line(self) -> int:
        """The line on which the entry begins."""
        return self.document.line(self.number - 1)

    def line_of(self, key: str, cell: str | None = None) -> int:
        """Return the line of a key such as `values.first.where`, or of a text below it; of the nearest that is there."""
        path: list[str | int] = [self.number - 1]
        value = self.document.value[self.number - 1]
        for step in filter(None, key.split(".")):
            if not isinstance(value, dict) or step not in value:
                break
            path.append(step)
            value = value[step]
        if cell is not None:
            path += _path_to(value, cell) or ()
        return self.document.line(*path)

    def problem(
        self, code: str, text: str, *, key: str = "", cell: str | None = None, at: str = ""
    ) -> Problem:
        """Return a problem of a kind with the entry, or with one of its keys; `at` is one that the text names itself."""
        line = self.line_of(at or key, cell)
        return Problem(FILE, line, f"{self.name} {key}".strip(), code, text, cell)


def _path_to(value: Any, text: str) -> list[str | int] | None:
    """Return the keys and places that lead to a text in what a document says; None where it is not there."""
    if value == text:
        return []
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for step, part in pairs if isinstance(value, (dict, list)) else ():
        path = _path_to(part, text)
        if path is not None:
            return [step, *path]
    return None


class _Miswritten(ExpressionError):
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


def read_findings(case: Case, columns: Columns) -> tuple[list[Compiled], list[Problem]]:
    """Return the compiled findings of a case, and a problem for each fault in findings.yml."""
    try:
        document = read_document(case.folder, FILE)
    except Unreadable as unreadable:
        return [], [unreadable.problem]
    data = [] if document.value is None else document.value
    if not isinstance(data, list):
        return [], [message("finding", "no_findings").at(FILE)]
    compiled: list[Compiled] = []
    problems = list(document.broken_off(FILE, TEXTS))
    seen: dict[str, int] = {}
    lexicon = Lexicon(case)
    places: list[tuple[At, Finding]] = []
    for number, entry in enumerate(data, start=1):
        name = str(entry.get("id", "")) if isinstance(entry, dict) else ""
        place = At(f"{shorten(name) or 'entry'} (no. {number})", number, document)
        try:
            finding = Finding.model_validate(entry)
        except ValidationError as error:
            problems += [_entry_problem(place, details) for details in error.errors()]
            continue
        if finding.id in seen:
            doubled = message("doubled-id", "finding", line=seen[finding.id])
            problems.append(doubled.at(FILE, place.line, place.name, finding.id))
        seen.setdefault(finding.id, place.line)
        places.append((place, finding))
        entry_problems = [
            *_dangling(case, finding, place),
            *_both_ways(finding, place),
            *_statement(finding, place),
            *_stated(case, finding, place),
            *_translated(finding, place),
        ]
        try:
            compiled.append(_compile(finding, columns))
            entry_problems += _wrong_words(compiled[-1], lexicon, place)
        except _Miswritten as error:
            prefix = "trigger." if finding.trigger else ""
            wrong = place.problem("condition", str(error), at=f"{prefix}{error.key}")
            entry_problems.append(wrong)
        problems += entry_problems
    names = _names(data)
    for place, finding in places:
        problems += _rivals(finding, place, names)
    problems += [*_refuted(case, names), *_answers(case, names)]
    if len(places) == len(data):
        problems += _sections(case, (finding for _, finding in places))
    problems += _same(compiled, {finding.id: place for place, finding in places})
    return compiled, problems


def _names(data: list[Any]) -> list[str]:
    """Return the ids of all findings, those that cannot be read included."""
    return [str(entry["id"]) for entry in data if isinstance(entry, dict) and "id" in entry]


def _rivals(finding: Finding, place: At, names: Sequence[str]) -> Iterator[Problem]:
    for name in finding.rivals:
        if name == finding.id:
            message = "is the finding itself. Name another that would explain the same."
            yield place.problem("finding", message, key="rivals", cell=name)
        elif name not in names:
            message = _no_finding(name, names)
            yield place.problem("dangling", message, key="rivals", cell=name)


def _refuted(case: Case, names: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each search that would refute a finding that does not exist."""
    for number, row in case.tables["searches"]:
        for name in row.would_refute:
            if name not in names:
                message = _no_finding(name, names)
                yield Problem("searches.csv", number, "would_refute", "dangling", message, name)


def _answers(case: Case, names: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each id that answers the question of the case and is no finding, or stands twice."""
    for place, name in enumerate(case.settings.answer):
        line = case.document.line("answer", place)
        if name not in names:
            yield Problem("case.yml", line, "answer", "dangling", _no_finding(name, names), name)
        elif name in case.settings.answer[:place]:
            yield Problem(
                "case.yml", line, "answer", "doubled-id", "stands twice. Keep it once.", name
            )


def _no_finding(name: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    written = f"Write {near[0]}." if near else "Write the id of one in findings.yml."
    return f"is no finding of this case. {written}"


def _stated(case: Case, finding: Finding, place: At) -> Iterator[Problem]:
    for stated in finding.stated:
        if stated.source not in case.sources and not case.may_hold("sources", stated.source):
            wrong = leads_nowhere(case, ("sources",), stated.source)
            line = place.line_of("stated", stated.source)
            yield wrong.at(FILE, line, f"{place.name} stated.source", stated.source)
        if not stated.locator.strip():
            message = "is empty. Say where in the source, such as line 12 or p. 4."
            yield place.problem("finding", message, key="stated.locator")


def _translated(finding: Finding, place: At) -> Iterator[Problem]:
    """Yield a problem for each list of a finding that a translation has with another number of sentences."""
    for code, given in finding.translations.items():
        for key in ("needs", "alternatives"):
            said, own = len(getattr(given, key)), len(getattr(finding, key))
            if said and said != own:
                wrong = message("translation", "other_number", given=said, code=code, had=own)
                where = f"translations.{code}.{key}"
                yield wrong.at(FILE, place.line_of(where), f"{place.name} {where}")


def _sections(case: Case, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Yield a problem for each section that case.yml translates and no finding stands in."""
    had = frozenset(finding.section for finding in findings)
    for code, given in case.settings.translations.items():
        yield from untold(case, (code, "sections"), given.sections, had)


def _same(compiled: Sequence[Compiled], places: Mapping[str, At]) -> Iterator[Problem]:
    """Yield a problem for each finding with the same test, or the same sets, as an earlier one."""
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


def _entry_problem(place: At, details: Any) -> Problem:
    path = steps(details)
    line = place.document.line(place.number - 1, *path)
    found = details["input"]
    is_shown = isinstance(found, str) and details["type"] != "missing"
    keys = KEYS.get(str(path[0]) if len(path) > 1 else "", ())
    wrong = refused("finding", details, keys=keys)
    if details["type"] == "extra_forbidden":
        named = f"{place.name} {dotted(path[:-1])}".strip()
        return wrong.at(FILE, line, named, shorten(str(path[-1])))
    if path[:1] == ("supports",) and len(path) == 2 and isinstance(found, str):
        wrong = message("finding", "sets", name=shorten(found))
    if path and wrong.wording == "no_map":  # a part of a finding, and not the finding
        wrong = message("finding", "no_part")
    named = f"{place.name} {dotted(path)}".strip()
    return wrong.at(FILE, line, named, shorten(found) if is_shown else None)


KEYS = {
    "": tuple(Finding.model_fields),
    "trigger": tuple(Test.model_fields),
    "values": tuple(Value.model_fields),
    "stated": tuple(Place.model_fields),
    "translations": tuple(FindingInLanguage.model_fields),
}
"""The keys that are known in a finding and in its parts."""

TEXTS = frozenset(
    {"statement", "hedge", "note", "untested", "needs", "alternatives", "locator", "horizon"}
)
"""The keys of findings.yml that hold words: none of them goes on behind ` #`."""


def _statement(finding: Finding, place: At) -> Iterator[Problem]:
    if not finding.statement.strip():
        yield place.problem(
            "finding", "has an empty statement. Say it in a sentence.", at="statement"
        )
    if finding.untested is not None and not finding.untested.strip():
        message = "has an empty untested. Name the part that its test does not reach, or remove it."
        yield place.problem("finding", message, at="untested")
    if any(not need.strip() for need in finding.needs):
        message = "has an empty needs. Say what evidence would be needed."
        yield place.problem("finding", message, at="needs")


def _wrong_words(one: Compiled, lexicon: Lexicon, place: At) -> Iterator[Problem]:
    """Yield a problem for each word in quotes that the column beside it cannot hold."""
    for key, asked, texts in conditions(one):
        for literal, wrong in lexicon.wrong(asked, texts):
            yield wrong.at(FILE, place.line_of(key), f"{place.name} {key}", literal)


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


def _dangling(case: Case, finding: Finding, place: At) -> Iterator[Problem]:
    for key, name in finding.ids():
        table, _ = case.by_id.get(name, ("", None))
        allowed = ("claims",) if key == "claim" else EVIDENCE
        if table not in allowed and not any(case.may_hold(t, name) for t in allowed):
            everything = [row.id for t in allowed for row in case.rows(t)]
            near = difflib.get_close_matches(name, everything, n=1)
            there = f"is in {table}.csv" if table else "is nowhere in the case"
            hint = f" Write {near[0]}." if near else ""
            text = f"{there}, and an id of {' or '.join(allowed)} is needed.{hint}"
            yield place.problem("dangling", text, key=key, cell=name)


def _both_ways(finding: Finding, place: At) -> Iterator[Problem]:
    """Yield a problem for each row that a finding rests on and that is to speak against it."""
    carries = {name for group in finding.supports or () for name in group}
    for name in sorted(carries & {*finding.against}):
        text = "stands in supports too. Keep it on one side."
        yield place.problem("finding", text, key="against", cell=name)


def _compile(finding: Finding, columns: Columns) -> Compiled:
    """Return a finding with its conditions; raise _Miswritten with the part that is wrong."""
    if finding.values:
        kinds: dict[str, Kind] = {}
        wheres: dict[str, Condition] = {}
        for name, value in finding.values.items():
            mine = _columns_of(value.measure, columns, f"values.{name}.measure")
            if value.column not in mine:
                raise _Miswritten(
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
        near = difflib.get_close_matches(measure, columns, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise _Miswritten(
            f"asks the measure {shorten(measure, 40)!r}. {hint}There are: {', '.join(columns)}.",
            key,
        )
    return columns[measure]


def _part(name: str, text: str, columns: Mapping[str, Kind]) -> Condition:
    try:
        return condition(text, columns)
    except ExpressionError as error:
        parts = name.split()
        key = ".".join(["values", *parts[1:]]) if len(parts) > 1 else name
        raise _Miswritten(f'{name}: "{shorten(text)}" {error}', key) from None
