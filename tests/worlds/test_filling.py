"""Worlds in which unknown values are filled in: many at once, and a rebuild with them written in, agree."""

from collections import Counter
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, Phase, given, settings

from many_worlds import computed, in_world_of, shown
from ports_case import amount, ports_case, with_claims
from random_case import cases
from tertius.measures import MEASURES
from tertius.sensitivity.unknowns import COUNTED, FIRST
from tertius.worlds.filling import fillings_of
from tertius.worlds.unknowns import HOLDING

MEASURED = ("presence", "leader", "overlap", "promises", "delivery", "observations", "dependence")


def fillings(computation):
    return fillings_of(
        computation.fetch,
        HOLDING,
        as_of=date(2020, 12, 31),
        since=date(2008, 1, 1),
        currency="EUR",
    )


@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[
        Phase.explicit,
        Phase.generate,
    ],  # A case of forty claims takes minutes to make smaller.
)
@given(case=cases())
def test_counts_and_words_stay_whatever_is_filled_in(case):
    """Each unknown at its ends moves numbers that add up values, or who is first, and nothing else.

    Rows by a basis of values can appear where there was no value. Filled together in one pass, each
    world is what it is when it is filled by itself.
    """
    computation = computed(case)
    unknown = fillings(computation)
    worlds = {
        f"{number} {end}": {number: value}
        for number, one in enumerate(unknown.unknowns)
        for end, value in enumerate((one.low, one.high or Decimal(10) ** 15))
    }
    if not worlds:
        return
    found = computation.changed(unknown.changes(worlds), MEASURED)
    for measure in MEASURED:
        kinds = MEASURES[measure].columns
        still = [n for n, kind in kinds.items() if kind == "text" and n not in FIRST]
        still += [n for n, kind in kinds.items() if kind == "number" and n in COUNTED]
        before = Counter(str([row[n] for n in still]) for row in computation.rows(measure))
        for world in worlds:
            rows = in_world_of(computation, found, measure, world)
            assert not before - Counter(str([row[n] for n in still]) for row in rows)
            valued = [row for row in rows if row.get("basis") in ("amount", "stake", "years")]
            more = Counter(str([row[n] for n in still]) for row in rows) - before
            assert more <= Counter(str([row[n] for n in still]) for row in valued)
    first = next(iter(worlds))
    alone = computation.changed(unknown.changes({first: worlds[first]}), MEASURED)
    for measure in MEASURED:
        together = in_world_of(computation, found, measure, first)
        assert shown(together) == shown(in_world_of(computation, alone, measure, first))


def test_a_filling_equals_a_rebuild_with_the_amounts_written_in_as_claims():
    """Presence, leader, overlap and delivery with two amounts filled in are those of a case that states them."""
    deals = [
        ("colombo", "CHN", "loan", 100),
        ("lease", "IND", "loan", None),
        ("pier", "CHN", "contract", None),
    ]
    case = ports_case(deals)
    computation = computed(case)
    unknown = fillings(computation)
    millions = {"lease": 40, "pier": 7.5}
    values = {
        number: Decimal(str(millions[one.subject])) * 10**6
        for number, one in enumerate(unknown.unknowns)
    }
    assert sorted((one.sort, one.subject) for one in unknown.unknowns) == [
        ("amount", "lease"),
        ("amount", "pier"),
        ("signed", "lease"),
        ("signed", "pier"),
    ]
    measures = ("presence", "leader", "overlap", "promises", "delivery")
    found = computation.changed(unknown.changes({"filled": values}), measures)
    rebuilt = computed(with_claims(case, [amount(name, m) for name, m in millions.items()]))
    for measure in measures:
        filled = in_world_of(computation, found, measure, "filled")
        assert shown(filled) == shown(rebuilt.rows(measure)), measure
