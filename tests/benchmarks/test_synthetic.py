"""The portfolio made by chance: always the same, of the size it says, and the laws hold on it."""

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tertius.engine.duckdb import DuckStore
from tertius.inputs.provenance import read_provenance
from tertius.inputs.schema import SHAPES
from tertius.worlds.computation import Changes, Computation
from tertius.worlds.differences import WITHDRAWN

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from synthetic import CHOICES, portfolio
from withdrawn import in_batches

MEASURES = ("presence", "overlap", "delivery", "leader")
SMALL = 0.01


@pytest.fixture(scope="module")
def tables():
    return portfolio(SMALL)


@pytest.fixture(scope="module")
def computation(tables):
    return Computation(DuckStore(), tables, CHOICES, measures=MEASURES)


def test_the_same_seed_gives_the_same_rows(tables):
    """A scale and a seed give the same tables each time, and another seed gives others."""
    assert portfolio(SMALL) == tables
    assert portfolio(SMALL, seed=7)["claims"] != tables["claims"]


def test_it_has_the_size_it_says(tables):
    """A hundredth of a portfolio has 1,000 engagements, 4,000 claims and 600 origins, in the shapes of all cases."""
    assert {name: table.schema for name, table in tables.items()} == SHAPES
    assert tables["engagement_rows"].num_rows == 1_000
    assert len(pc.unique(tables["claims"]["id"])) == 4_000
    assert len(pc.unique(tables["origins"]["origin"])) == 600
    assert pc.unique(tables["origins"]["id"]).sort() == pc.unique(tables["claims"]["id"]).sort()


def test_most_origins_say_little_and_one_says_much(tables):
    """The claims of origins have a long tail: most have one or two, the first one in twenty of all."""
    counts = sorted(
        tables["origins"]["origin"].combine_chunks().value_counts().field("counts").to_pylist()
    )
    assert counts[len(counts) // 2] <= 4
    assert counts[-1] > 200


def test_there_is_work_for_every_step(tables, computation):
    """Claims rival and dispute one another, promises have all outcomes, and every kind of bond occurs."""
    facts, claims = computation.rows("facts"), tables["claims"]
    assert len(facts) < 0.75 * claims.num_rows
    assert sum(not fact["known"] for fact in facts) > 100
    delivered = computation.rows("delivery")
    for outcome in ("promised", "delivered", "cancelled", "not_delivered", "undetermined"):
        assert any(row[outcome] for row in delivered), outcome
    assert {row["bond"] for row in computation.rows("bonds")} == {
        "contested",
        "complementary",
        "opposing",
    }
    assert {row["basis"] for row in computation.rows("leader")} == {
        "count",
        "amount",
        "stake",
        "years",
    }


def test_origins_left_out_equal_a_rebuild_without_their_rows(tables, computation):
    """Without any of some origins, each measure is what a computation without their claims gives."""
    provenance = read_provenance(tables["origins"].to_pylist(), tables["bases"].to_pylist())
    by_size = sorted(
        provenance.rows_of, key=lambda origin: (-len(provenance.rows_of[origin]), origin)
    )
    gone = {origin: provenance.fallen([origin]) for origin in by_size}
    rows = [(origin, row) for origin in by_size for row in sorted(gone[origin])]
    withdrawn = pa.table(list(zip(*rows, strict=True)), schema=WITHDRAWN)
    parts = [
        computation.changed(Changes(withdrawn=batch), MEASURES)
        for batch in in_batches(withdrawn, 1_500)
    ]
    for origin in (*by_size[:2], by_size[20], by_size[150], by_size[-1]):
        claims = tables["claims"]
        kept = claims.filter(
            pc.invert(pc.is_in(claims["id"], pa.array(sorted(gone[origin]), pa.string())))
        )
        rebuilt = Computation(DuckStore(), {**tables, "claims": kept}, CHOICES, measures=MEASURES)
        for name in MEASURES:
            assert seen(computation, parts, name, origin) == shown(rebuilt.rows(name)), (
                origin,
                name,
            )


def seen(computation, parts, name, world):
    """The rows of a measure in one world, which one of the batches has in full."""
    base, gone, mine = computation.rows(name), set(), []
    for part in parts:
        rows, touched = part[name]
        per = [column for column in touched.column_names if column != "world"]
        gone |= {tuple(r[c] for c in per) for r in touched.to_pylist() if r["world"] == world}
        mine += [
            {k: v for k, v in r.items() if k != "world"}
            for r in rows.to_pylist()
            if r["world"] == world
        ]
    return shown([*(r for r in base if tuple(r[c] for c in per) not in gone), *mine])


def shown(rows):
    return sorted(str(sorted(row.items())) for row in rows)
