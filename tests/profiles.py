"""Profiles of powers made by hand, and how Russia and China overlap by them."""

import ibis
import pyarrow as pa

from tertius.measures.bonds import (
    bond_counts,
    chance_links,
    complements,
    counted_bonds,
    repeated_bonds,
)
from tertius.measures.likeness import (
    encounters,
    likeness,
    likeness_overall,
    meetings,
    totals,
    totals_of_pairs,
)
from tertius.measures.overlap import overlap


def texts(*names):
    """A schema whose columns all hold text."""
    return pa.schema([(name, pa.string()) for name in names])


PLACE = ("world", "host", "sector", "power")
PROFILE = (
    texts(*PLACE, "role", "basis")
    .append(pa.field("rows", pa.int64()))
    .append(pa.field("weight", pa.decimal128(38, 6)))
)
BOND = texts(*PLACE, "other", "id", "item", "bond", "counted", "rung", "first", "second")


def table(rows, schema):
    """Rows as a table of the world and host that they leave out: no source withdrawn, Serbia."""
    return ibis.memtable(
        pa.Table.from_pylist([{"world": "", "host": "SRB", **r} for r in rows], schema=schema)
    )


def profile(power, weights):
    """What one power does in one sector, role by role; a weight of zero is no row."""
    return [
        {
            "sector": "rail",
            "power": power,
            "role": f"role-{n}",
            "basis": "count",
            "rows": w,
            "weight": w,
        }
        for n, w in enumerate(weights)
        if w
    ]


def counts(bonds):
    """How many bonds of each kind pairs have."""
    return bond_counts.function(counted_bonds.function(repeated_bonds.function(bonds)))


def compare(first, second, made=()):
    """The overlap of Russia, with the first weights, and China, with the second, both ways in all sectors."""
    profiles = table([*profile("RUS", first), *profile("CHN", second)], PROFILE)
    both = {"first": "CHN", "second": "RUS"}
    made = table([both | row for row in made], BOND)
    pairs = totals_of_pairs.function(totals.function(profiles))
    met = meetings.function(profiles)
    found = overlap.function(
        likeness.function(pairs, met),
        likeness_overall.function(pairs, met),
        counts(made),
        chance_links.function(complements.function(made)),
        encounters.function(pairs, met),
    )
    found = found.filter(found.sector == "all").to_pyarrow().to_pylist()
    return {(r["power"], r["other"]): r for r in found}
