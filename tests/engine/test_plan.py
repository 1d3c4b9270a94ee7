"""A scheduler gives each table of a plan once, after what it is made of, and lets go of it in time."""

import hypothesis.strategies as st
from hypothesis import given

from tertius.engine.plan import Plan, Query, Scheduler


@st.composite
def plans(draw):
    """A plan in which each table may read any before it, and be empty with one of them."""
    parts: list[Query] = []
    for number in range(draw(st.integers(1, 9))):
        names = [part.name for part in parts]
        reads = draw(st.sets(st.sampled_from(names))) if names else set()
        empty_with = draw(st.sampled_from([None, *names])) if names else None
        parts.append(Query(f"t{number}", "", "", frozenset(reads | {"given"}), empty_with))
    kept = draw(st.sets(st.sampled_from([part.name for part in parts]), min_size=1))
    return Plan(tuple(parts)), kept


def behind(plan, kept):
    """The tables that some are, or are made of."""
    found, by_name = set(kept), {part.name: part for part in plan.parts}
    while more := {n for name in found for n in by_name[name].needs if n in by_name} - found:
        found |= more
    return found


@given(plans(), st.data())
def test_tables_are_taken_once_they_can_be_and_go_once_nothing_waits_for_them(planned, data):
    plan, kept = planned
    scheduler, running, done, gone = Scheduler(plan, kept), [], set(), set()
    while True:
        while part := scheduler.take():
            running.append(part)
            assert part.needs - {"given"} <= done - gone
        if not running:
            break
        finished = running.pop(data.draw(st.integers(0, len(running) - 1)))
        done.add(finished.name)
        gone |= (let_go := set(scheduler.done(finished, rows=1)))
        waiting = behind(plan, kept) - done
        read_yet = {n for part in plan.parts if part.name in waiting for n in part.needs}
        assert not let_go & (read_yet | kept)
    assert done == behind(plan, kept)
    assert gone == done - kept


def test_a_table_is_known_to_be_empty_with_another():
    first, reads = Query("a", "", "SELECT 1", frozenset()), frozenset({"a"})
    parts = (first, Query("b", "", "SELECT 1 FROM a", reads, "a"))
    for rows, empty in ((0, True), (3, False)):
        scheduler = Scheduler(Plan(parts), {"b"})
        first = scheduler.take()
        assert scheduler.take() is None
        assert scheduler.done(first, rows) == []
        second = scheduler.take()
        assert scheduler.is_empty(second) is empty
        assert scheduler.done(second, 0) == ["a"]


def test_a_table_without_sql_is_empty():
    """A table that is declared alone has no rows, and neither has one that needs some of it."""
    parts = (Query("a", "", "", frozenset()), Query("b", "", "SELECT 1", frozenset({"a"}), "a"))
    scheduler = Scheduler(Plan(parts), {"b"})
    for part in parts:
        assert scheduler.take() == part
        assert scheduler.is_empty(part)
        scheduler.done(part, 0)
