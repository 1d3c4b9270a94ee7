"""The evidence as it stood on many days at once is on each what it is when asked for that day alone."""

from collections import defaultdict
from dataclasses import replace
from itertools import cycle

from hypothesis import HealthCheck, given, settings

from random_case import cases
from tertius.evidence.dates import PartialDate
from tertius.worlds.changes import changes_between
from tertius.worlds.differences import PARTITIONS, is_of_families
from tertius.worlds.history import days_of_news
from tertius.worlds.selection import BASELINE, tables_in, world_known_on
from tertius.worlds.versions import changes_on_days, versions_on

AS_PLAIN = settings(
    max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def _with_withdrawn(case):
    """A case of which every fourth claim and observation was withdrawn, some before it was known."""
    tables = dict(case.tables)
    for name in ("claims", "observations"):
        rows = list(case.rows(name))
        for place, day in zip(range(0, len(rows), 4), cycle(WITHDRAWN), strict=False):
            withdrawal = {
                "status": "deprecated",
                "reason": "an error",
                "deprecated_on": PartialDate.read(day),
            }
            rows[place] = rows[place].model_copy(update=withdrawal)
        tables[name] = replace(tables[name], rows=rows)
    return replace(case, tables=tables)


WITHDRAWN = ("2012", "2016-05", "2019-03-04", "2030")
CASES = cases().map(_with_withdrawn)


@AS_PLAIN
@given(case=CASES)
def test_what_stood_on_a_day_is_what_was_known_then(case):
    """On every day, each table of evidence has the rows of the world known then, graded as they were."""
    days = days_of_news(case)
    versions = versions_on(case, days, tables_in(case, BASELINE))
    for place, day in enumerate(days):
        known = tables_in(case, world_known_on(case, day.isoformat()))
        for name, one in versions.items():
            assert _rows(one.on(place)) == _rows(known[name]), (day, name)


@AS_PLAIN
@given(case=CASES)
def test_days_differ_from_the_baseline_as_their_tables_do(case):
    """Days touch the partitions in which their tables differ from the baseline's, and hold these whole.

    Of tables whose partitions lie in families each variant is there once, whichever days have it.
    """
    days = [day.isoformat() for day in days_of_news(case)]
    base = tables_in(case, BASELINE)
    versions = versions_on(case, days_of_news(case), base)
    worlds = {day: tables_in(case, world_known_on(case, day)) for day in days}
    whole = changes_between(base, worlds).altered
    changes = changes_on_days(versions, days)
    days_of = defaultdict(list)
    for row in changes.variants.to_pylist():
        days_of[row["variant"]].append(row["world"])
    assert changes.altered.keys() == whole.keys()
    for name, found in changes.altered.items():
        for part in ("rows", "touched"):
            lines = getattr(found, part).to_pylist()
            if is_of_families(PARTITIONS[name]):
                lines = [line | {"world": day} for line in lines for day in days_of[line["world"]]]
            assert _lines(lines) == _rows(getattr(whole[name], part)), (name, part)


@AS_PLAIN
@given(case=CASES)
def test_rows_beside_one_are_all_that_ever_shared_its_key(case):
    """What settles against a claim, on any day, is kept with it, and nothing of other keys."""
    versions = versions_on(case, days_of_news(case), tables_in(case, BASELINE))["claims"]
    key = PARTITIONS["claims"]
    rows = versions.rows.to_pylist()
    for claim in case.rows("claims")[:3]:
        keys = {tuple(row[c] for c in key) for row in rows if row["id"] == claim.id}
        beside = versions.beside([claim.id]).rows.to_pylist()
        assert beside == [row for row in rows if tuple(row[c] for c in key) in keys]


def _rows(table):
    """The rows of a table as texts, sorted, with those that occur twice twice."""
    return _lines(table.to_pylist())


def _lines(rows):
    return sorted(str(sorted(row.items())) for row in rows)
