"""Verdicts: whether a finding holds in a world, fails, or stays open, and why."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from tertius.facts.ledger import NONE, Ledger
from tertius.findings.compiled import Compiled
from tertius.findings.expression import Condition
from tertius.findings.finding import Each, Test, Value
from tertius.language.told import gettext, listed
from tertius.measures import MEASURES

Verdict = Literal["holds", "fails", "open"]
Row = Mapping[str, Any]
RowsOf = Callable[[str, Condition], Sequence[Row]]
"""The rows of a measure that a condition picks."""


@dataclass(frozen=True)
class Judgement:
    """The verdict on a finding in one world, with reason, value, state and the rows looked at."""

    verdict: Verdict
    reason: str
    value: Any = None
    state: Literal["asleep", "fired"] | None = None
    rows: tuple[tuple[str, Row], ...] = ()
    ids: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    """The evidence against an argued finding, where it makes the finding fail."""


def judge(
    compiled: Compiled, rows_of: RowsOf, ledger: Ledger, withdrawn: Collection[str] = NONE
) -> Judgement:
    """Return the judgement on a finding, given the rows of measures and the evidence that counts.

    `rows_of` gives the rows of a measure that a condition picks; `withdrawn` holds the ids that a
    world leaves out of `ledger`.
    """
    finding = compiled.finding
    if finding.sort == "argued":
        return _judge_argued(compiled, ledger, withdrawn)
    if finding.sort == "reported":
        return _judge_reported(str(finding.claim), ledger, withdrawn)
    judgement = judge_rows(compiled, rows_of)
    if finding.sort == "computed":
        return judgement
    fired = judgement.verdict == "holds"
    state: Literal["asleep", "fired"] = "fired" if fired else "asleep"
    reason = (
        gettext("watched; what would set it off is seen in this evidence")
        if fired
        else gettext(
            "watched; what would set it off is not seen in this evidence: {reason}",
            reason=judgement.reason,
        )
    )
    return Judgement("open", reason, judgement.value, state, judgement.rows)


def _judge_argued(compiled: Compiled, ledger: Ledger, withdrawn: Collection[str]) -> Judgement:
    groups = compiled.finding.supports or ()
    there = {name for group in groups for name in group if ledger.counts(name, withdrawn)}
    standing = [group for group in groups if set(group) <= there]
    if standing:
        ids = tuple(sorted({name for group in standing for name in group}))
        reason = gettext("its evidence counts and stands undisputed")
        if len(groups) > 1:
            reason = gettext(
                "of {sets} sets of evidence, each enough by itself, {standing} stand undisputed",
                sets=len(groups),
                standing=len(standing),
            )
        return Judgement("holds", reason, ids=ids)
    if not groups:  # what speaks against evidence that nobody gave refutes nothing
        return Judgement("open", gettext("no evidence is given that would suffice"))
    contrary = [name for name in compiled.finding.against if ledger.counts(name, withdrawn)]
    ids = tuple(sorted(there))
    if contrary:
        why = gettext("no set of its evidence stands whole, and evidence against it counts")
        return Judgement("fails", why, ids=ids, contrary=tuple(contrary))
    return Judgement("open", gettext("no set of its evidence stands whole"), ids=ids)


def _judge_reported(claim: str, ledger: Ledger, withdrawn: Collection[str]) -> Judgement:
    if ledger.counts(claim, withdrawn):
        why = gettext("it is so reported, and nothing of its grade disputes it")
        return Judgement("holds", why, ids=(claim,))
    there = claim in ledger.entries and claim not in withdrawn
    why = (
        gettext("the report is disputed by a source of at least its grade")
        if there
        else gettext("the report does not count")
    )
    return Judgement("open", why, ids=(claim,) if there else ())


def judge_rows(compiled: Compiled, rows_of: RowsOf) -> Judgement:
    """Return what the test of a finding comes to on the rows of measures."""
    return (_judge_values if compiled.finding.values else _judge_test)(compiled, rows_of)


def tested_rows(compiled: Compiled, rows_of: RowsOf) -> tuple[list[Row], Each | None] | None:
    """Return the rows of which a test asks what it expects, and of how many of them it must hold.

    For named values these are all their combinations. None where a value has no row, or too many.
    """
    finding = compiled.finding
    if test := finding.test:
        rows = rows_of(test.measure, compiled.wheres[test.measure])
        return None if _wrong_number(rows, test.each, test) else (list(rows), test.each)
    picked: dict[str, list[Any]] = {}
    for name, value in finding.values.items():
        rows = rows_of(value.measure, compiled.wheres[name])
        if _wrong_number(rows, value.each, value):
            return None
        picked[name] = [row[value.column] for row in rows]
    each = next((v.each for v in finding.values.values() if v.each), None)
    return list(_combinations(picked)), each


def _judge_test(compiled: Compiled, rows_of: RowsOf) -> Judgement:
    test, expect = compiled.finding.test, compiled.expect
    assert test is not None
    assert expect is not None
    where = compiled.wheres[test.measure]
    rows = rows_of(test.measure, where)
    looked = tuple((test.measure, row) for row in rows)
    if missing := _wrong_number(rows, test.each, test):
        return Judgement("open", missing, rows=looked)
    named = sorted(expect.columns)
    values = [{name: row[name] for name in named} for row in rows]
    verdict, reason = _verdict_of(rows, test.each, expect)
    return Judgement(verdict, reason, values[0] if test.each is None else values, rows=looked)


def _judge_values(compiled: Compiled, rows_of: RowsOf) -> Judgement:
    picked: dict[str, list[Any]] = {}
    looked: list[tuple[str, Row]] = []
    for name, value in compiled.finding.values.items():
        where = compiled.wheres[name]
        rows = rows_of(value.measure, where)
        looked += [(value.measure, row) for row in rows]
        if missing := _wrong_number(rows, value.each, value):
            return Judgement("open", listed([name, missing], ": "), rows=tuple(looked))
        picked[name] = [row[value.column] for row in rows]
    each = next((v.each for v in compiled.finding.values.values() if v.each), None)
    expect = compiled.expect
    assert expect is not None
    combined = list(_combinations(picked))
    verdict, reason = _verdict_of(combined, each, expect)
    shown = {name: values[0] if len(values) == 1 else values for name, values in picked.items()}
    return Judgement(verdict, reason, shown, rows=tuple(looked))


def _combinations(picked: Mapping[str, list[Any]]) -> Iterator[dict[str, Any]]:
    for values in product(*picked.values()):
        yield dict(zip(picked, values, strict=True))


def _wrong_number(rows: Sequence[Row], each: Each | None, question: Test | Value) -> str | None:
    """Return why these rows cannot be judged, and what would mend it; None where they can."""
    if not rows:
        answered_by = MEASURES[question.measure].answered_by
        return gettext(
            "nothing answers {measure} where {condition}, and no search looked there; {what} would",
            measure=question.measure,
            condition=question.where,
            what=gettext(answered_by),
        )
    if each is None and len(rows) > 1:
        return gettext(
            "{number} rows answer {measure} where {condition}, where one was asked for",
            number=len(rows),
            measure=question.measure,
            condition=question.where,
        )
    return None


def _verdict_of(rows: Sequence[Row], each: Each | None, expect: Condition) -> tuple[Verdict, str]:
    answers = [expect(row) for row in rows]
    if each == "any":
        answer = True if True in answers else None if None in answers else False
    else:
        answer = False if False in answers else None if None in answers else True
    if answer is None:
        return "open", _unknown(rows, expect)
    if answer:
        return "holds", gettext("{condition} is met", condition=expect.text)
    return "fails", gettext("{condition} is not met", condition=expect.text)


def _unknown(rows: Sequence[Row], expect: Condition) -> str:
    """Return which of the values that a condition compares is unknown, where it names several."""
    names = [name for name in sorted(expect.columns) if any(row[name] is None for row in rows)]
    if len(expect.columns) > 1 and len(names) == 1:
        return gettext(
            "the value {name} in {condition} is unknown", name=names[0], condition=expect.text
        )
    return gettext("a value in {condition} is unknown", condition=expect.text)
