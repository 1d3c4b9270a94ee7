"""Reading and checking findings.yml against the case and the columns of the measures."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from tertius.case.checks.cells import leads_nowhere
from tertius.case.checks.told import untold
from tertius.case.document import dotted, read_document
from tertius.case.folder import Unreadable
from tertius.case.problems import Problem, message
from tertius.case.read import Case
from tertius.case.refused import refused, steps
from tertius.evidence.text import nearest, shorten
from tertius.findings.compiled import Columns, Compiled, Miswritten, compiled_finding, conditions
from tertius.findings.entry import FILE, At
from tertius.findings.finding import Finding, Place, Test, Value
from tertius.findings.same import check_same
from tertius.findings.vacuous import check_vacuous
from tertius.findings.words import Lexicon
from tertius.language.given import FindingInLanguage

EVIDENCE = ("claims", "observations", "searches")


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
            problems += dict.fromkeys(_entry_problem(place, one) for one in error.errors())
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
            compiled.append(compiled_finding(finding, columns))
            entry_problems += _wrong_words(compiled[-1], lexicon, place)
        except Miswritten as error:
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
    entries = {finding.id: place for place, finding in places}
    problems += [*check_same(compiled, entries), *check_vacuous(compiled, entries)]
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
    near = nearest(name, names)
    written = f"Write {near}." if near else "Write the id of one in findings.yml."
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
        return _one_list(place)
    if path[:1] == ("stated",) and len(path) < 3 and isinstance(found, str):
        wrong = message("finding", "places", near=_as_place(found, listed=len(path) == 1))
    if path and wrong.wording == "no_map":  # a part of a finding, and not the finding
        wrong = message("finding", "no_part")
    named = f"{place.name} {dotted(path)}".strip()
    return wrong.at(FILE, line, named, shorten(found) if is_shown else None)


def _one_list(place: At) -> Problem:
    """Return what to write for ids that stand in a list where lists of lists are needed: all of them in one set."""
    written = place.document.value[place.number - 1]["supports"]
    names = shorten(", ".join(str(name) for name in written if isinstance(name, str)))
    wrong = message("finding", "sets", names=names)
    return wrong.at(FILE, place.line_of("supports"), f"{place.name} supports", names)


def _as_place(found: str, *, listed: bool) -> str:
    """Return a source and its locator, written as text, as a place is written."""
    source, _, locator = (part.strip() for part in found.partition(","))
    near = f'{{source: {shorten(source)}, locator: "{shorten(locator) or "p. 1"}"}}'
    return f"[{near}]" if listed else near


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


def _dangling(case: Case, finding: Finding, place: At) -> Iterator[Problem]:
    for key, name in finding.ids():
        table, _ = case.by_id.get(name, ("", None))
        allowed = ("claims",) if key == "claim" else EVIDENCE
        if table not in allowed and not any(case.may_hold(t, name) for t in allowed):
            everything = [row.id for t in allowed for row in case.rows(t)]
            near = nearest(name, everything)
            there = f"is in {table}.csv" if table else "is nowhere in the case"
            hint = f" Write {near}." if near else ""
            text = f"{there}, and an id of {' or '.join(allowed)} is needed.{hint}"
            yield place.problem("dangling", text, key=key, cell=name)


def _both_ways(finding: Finding, place: At) -> Iterator[Problem]:
    """Yield a problem for each row that a finding rests on and that is to speak against it."""
    carries = {name for group in finding.supports or () for name in group}
    for name in sorted(carries & {*finding.against}):
        text = "stands in supports too. Keep it on one side."
        yield place.problem("finding", text, key="against", cell=name)
