"""Whether unknown values could undo a verdict, and from which value on.

A test is judged as a whole over every unknown that bears on it, jointly: at the least, on a grid
from the smallest known amount to far beyond the largest, at crossings and turning points between,
and at the limit. Bounds of single columns mislead: the Herfindahl index of 3, 1 and x is 0.625 where
x is 0, goes to 1 with x, and is 5/13 between (Manski 2003 on bounds that unknowns leave).

Which unknowns bear is not declared: each is filled in by itself, and bears where the finding then
sees other values. Those of one power that change them alike are one group, told together.
"""

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tertius.case.read import Case
from tertius.findings.compiled import Compiled
from tertius.findings.expression import Condition, condition
from tertius.findings.judge import Judgement
from tertius.measures import MEASURES
from tertius.sensitivity.unknowns.groups import Point
from tertius.sensitivity.unknowns.looks import BoundSearch
from tertius.sensitivity.unknowns.undoing import undoing_of
from tertius.sensitivity.unknowns.wording import Bounded, Claims, bounded_by, why_open
from tertius.worlds.computation import Computation
from tertius.worlds.differences import needed
from tertius.worlds.filling import fillings_of

if TYPE_CHECKING:
    from tertius.sensitivity.unknowns.groups import Look, Point, Undone

OF_KNOWLEDGE = frozenset(
    {
        "known",
        "approx",
        "lower_bound",
        "unknown",
        "amounts_known",
        "amounts_unknown",
        "stakes_unknown",
        "promised_unknown",
        "signed_unknown",
        "delivered_unknown",
        "costs_known",
    }
)
"""The columns that say what is known. A part of a test on them is met by what is known, whatever the
unknown values are."""


COUNTED = frozenset(
    {
        *("engagements", "ended", "uncertain", "count_share", "stakes", "searches", "counted"),
        *("contested_items", "complementary_links", "opposing_acts", "expected_links", "z"),
        *("promised", "signed", "started", "delivered", "stalled", "cancelled", "not_delivered"),
        *("failed", "declined", "undetermined", "new", "second_hand", "modernised"),
        *("searched_in_vain", "promises", "undated", "at_risk", "days"),
    }
)
"""The columns of numbers that count rows, and stay whatever the unknown values are. A finding that
asks nothing else is not searched; a property test holds every one of them to it."""


FIRST = frozenset({"leader", "runner_up"})
"""The columns of words that values can change: who is first, and second."""


def bound_findings(
    case: Case,
    computation: Computation,
    compiled: Sequence[Compiled],
    judged: Mapping[str, Judgement],
) -> dict[str, Bounded]:
    """Return each finding's judgement over every value of the unknowns that bear on it, by its id.

    Args:
        case: tells the period and the currency.
        computation: the case, settled and measured in the baseline.
        compiled: the findings; only those that compute are searched.
        judged: by id, what each comes to by the values that are known.

    """
    bounded = {name: Bounded(judgement) for name, judgement in judged.items()}
    settings = case.settings
    computed = {m for one in compiled if one.finding.sort == "computed" for m in one.measures}
    fillings = fillings_of(
        computation.fetch,
        needed(computed),
        as_of=settings.as_of,
        since=settings.period.earliest or settings.as_of,
        currency=settings.currency,
    )
    asked = [one for one in compiled if _is_touched(one, fillings.steps)]
    searched = {
        one.finding.id: part for one in asked if (part := _of_values(one, judged)) is not None
    }
    if not fillings.unknowns or not searched:
        return bounded
    search = BoundSearch(computation, fillings, searched)
    bearing = search.bearing()
    claims = Claims.of(computation)
    runs: dict[str, Generator[list[Point], list[Look], Undone | None]] = {}
    for name, groups in bearing.items():
        if not groups:
            continue
        known_judgement = judged[name]
        if known_judgement.verdict == "open":
            bounded[name] = Bounded(
                replace(known_judgement, reason=why_open(known_judgement.reason, groups, claims))
            )
            continue
        search.groups[name] = groups
        runs[name] = undoing_of(groups, known_judgement.verdict, fillings)
    for name, undone in search.run(runs).items():
        if undone is not None:
            bounded[name] = bounded_by(judged[name], undone, bearing[name], claims)
    return bounded


def _is_touched(one: Compiled, steps: Iterable[str]) -> bool:
    """Return whether a finding computes something of steps in which unknowns stand."""
    if one.finding.sort != "computed" or not needed(one.measures).intersection(steps):
        return False
    test = one.finding.test
    if test is not None:
        asked = one.expect.columns if one.expect else frozenset()
        return _can_move(test.measure, asked, one.wheres[test.measure])
    return any(
        _can_move(value.measure, frozenset({value.column}), one.wheres[name])
        for name, value in one.finding.values.items()
    )


def _can_move(measure: str, asked: frozenset[str], where: Condition) -> bool:
    """Return whether unknown values can change these columns of the rows that a condition picks."""
    kinds = MEASURES[measure].columns
    moving = {name for name, kind in kinds.items() if kind == "number"} - COUNTED | FIRST
    return where.equals.get("basis") != "count" and bool(moving & (asked | where.columns))


def _of_values(one: Compiled, judged: Mapping[str, Judgement]) -> Compiled | None:
    """Return a finding with the parts of its test that ask values; None where none does.

    Parts that ask what is known, such as `unknown = 0` or `amount is null`, come to the same whatever
    the unknown values are. Where such a part may be what fails, nothing else can undo that.
    """
    expect, test = one.expect, one.finding.test
    assert expect is not None
    if test is not None:
        kinds = dict(MEASURES[test.measure].columns)
        asking = OF_KNOWLEDGE
    else:
        values = one.finding.values
        kinds = {name: MEASURES[v.measure].columns[v.column] for name, v in values.items()}
        asking = frozenset(name for name, v in values.items() if v.column in OF_KNOWLEDGE)
    if not expect.asks_null and not expect.columns & asking:
        return one
    parts = [condition(part.text, kinds) for part in expect.parts]
    kept = [part for part in parts if not part.asks_null and not part.columns & asking]
    if not kept or judged[one.finding.id].verdict == "fails":
        return None
    return replace(one, expect=condition(" AND ".join(f"({part.text})" for part in kept), kinds))
