"""What a fact carries of the row that decides it, and which rows are rivals at all."""

from datetime import date
from decimal import Decimal

import ibis
import pyarrow as pa
import pytest

from tertius.facts.settle import deciding, settle, settle_observations
from tertius.inputs.schema import SHAPES

CLAIM_KEY = ("family", "subject", "property", "member", "stage", "period", "qualifier")
OBSERVATION_KEY = ("indicator", "area", "counterpart", "sector", "stage", "period", "qualifier")

CLAIM = {
    "world": "",
    **dict.fromkeys(CLAIM_KEY, "k"),
    "id": "a",
    "stage_order": 3,
    "value": "2.5",
    "number": Decimal("2.5"),
    "low": Decimal(2),
    "high": Decimal(3),
    "approx": "about",
    "unit": "EUR",
    "amount": Decimal("2.75"),
    "first_day": date(2019, 1, 1),
    "last_day": date(2019, 12, 31),
    "supports": True,
    "grade": 220,
    "published": 18_000,
}
OBSERVATION = {
    "world": "",
    **dict.fromkeys(OBSERVATION_KEY, "k"),
    "id": "a",
    "value": Decimal(56),
    "low": Decimal(54),
    "high": Decimal(58),
    "approx": "about",
    "unit": "pct",
    "amount": Decimal("0.56"),
    "sample": Decimal(1000),
    "deff": Decimal("1.5"),
    "supports": True,
    "grade": 220,
    "published": 18_000,
}
NOT_CARRIED = ("id", "supports", "grade")


def stored(shape, rows):
    schema = pa.schema([("world", pa.string()), *SHAPES[shape]])
    return ibis.memtable(pa.Table.from_pylist(list(rows), schema=schema))


def facts(*claims):
    return settle.function(stored("claims", claims)).to_pyarrow().to_pylist()


def figures(*observations):
    table = stored("observation_rows", observations)
    return settle_observations.function(table).to_pyarrow().to_pylist()


def test_a_fact_carries_all_of_the_claim_that_decides_it():
    """Value, number, range, rounding, unit, amount, days and publication are those of the best claim."""
    worse = {**CLAIM, "id": "b", "value": "9", "number": Decimal(9), "grade": 330}
    assert facts(worse, CLAIM) == [
        {"known": True, **{k: v for k, v in CLAIM.items() if k not in NOT_CARRIED}}
    ]


def test_an_unknown_fact_keeps_its_key_and_nothing_else():
    """Where a dispute wins, or nobody supports a claim, every value is empty and `known` is false."""
    kept = ("world", *CLAIM_KEY, "stage_order")
    empty = {k: v if k in kept else None for k, v in CLAIM.items() if k not in NOT_CARRIED} | {
        "known": False
    }
    dispute = {**CLAIM, "id": "d", "supports": False}
    assert facts(CLAIM, dispute) == [empty]
    assert facts(dispute) == [empty]


@pytest.mark.parametrize("column", CLAIM_KEY)
def test_claims_that_differ_in_any_part_of_the_key_are_no_rivals(column):
    """Subject, property, member, stage, period, qualifier and family each make a fact of its own."""
    other = {**CLAIM, "id": "b", column: "other", "grade": 330, "supports": False}
    settled = facts(CLAIM, other)
    assert {(fact[column], fact["known"]) for fact in settled} == {("k", True), ("other", False)}


def test_a_figure_carries_all_of_the_observation_that_decides_it():
    """Value, range, rounding, unit, amount, sample and design effect are those of the best figure."""
    worse = {**OBSERVATION, "id": "b", "value": Decimal(40), "grade": 330}
    carried = {k: v for k, v in OBSERVATION.items() if k not in (*NOT_CARRIED, "published")}
    assert figures(worse, OBSERVATION) == [{**carried, "known": True}]


def test_an_unknown_figure_keeps_its_key_and_nothing_else():
    """Where a dispute wins, no number of an observation is left, nor its unit."""
    dispute = {**OBSERVATION, "id": "d", "supports": False, "grade": 110}
    (figure,) = figures(OBSERVATION, dispute)
    assert {name for name, value in figure.items() if value is not None} == {
        "world",
        "known",
        *OBSERVATION_KEY,
    }
    assert figure["known"] is False
    (alone,) = figures(dispute)
    assert alone == figure


@pytest.mark.parametrize("column", OBSERVATION_KEY)
def test_observations_that_differ_in_any_part_of_the_key_are_no_rivals(column):
    """Indicator, area, counterpart, sector, stage, period and qualifier each make a figure of its own."""
    other = {**OBSERVATION, "id": "b", column: "other", "grade": 330, "supports": False}
    settled = figures(OBSERVATION, other)
    assert {(row[column], row["known"]) for row in settled} == {("k", True), ("other", False)}


def test_the_best_supporter_and_the_best_dispute_of_each_key_decide():
    """Leaving out any other row changes no fact; worlds are not looked at, each id stands once."""
    rows = [
        CLAIM,
        {**CLAIM, "id": "later", "published": 18_001},
        {**CLAIM, "id": "worse", "grade": 330},
        {**CLAIM, "id": "dispute", "supports": False, "grade": 330},
        {**CLAIM, "id": "weak-dispute", "supports": False, "grade": 440},
        {**CLAIM, "id": "elsewhere", "stage": "signed", "grade": 550},
        {**CLAIM, "id": "later", "published": 18_001, "world": "w"},
    ]
    chosen = deciding(stored("claims", rows), CLAIM_KEY).to_pyarrow()
    assert chosen.column_names == ["id"]
    assert sorted(chosen["id"].to_pylist()) == ["dispute", "elsewhere", "later"]
