"""Profiles of powers made by hand, and how Russia and China overlap by them."""

import ibis
import pyarrow as pa

from tertius.measures.overlap import bond_counts, chance_links, overlap


def texts(*names):
    """A schema whose columns all hold text."""
    return pa.schema([(name, pa.string()) for name in names])


PLACE = ("world", "host", "sector", "power")
PROFILE = texts(*PLACE, "cell", "role", "basis").append(pa.field("weight", pa.decimal128(38, 0)))
BOND = texts(*PLACE, "other", "id", "item", "bond")


def table(rows, schema):
    """Rows as a table of the world and host that they leave out: no source withdrawn, Serbia."""
    return ibis.memtable(
        pa.Table.from_pylist([{"world": "", "host": "SRB", **r} for r in rows], schema=schema)
    )


def profile(power, weights, sector="all", role="lender"):
    """What one power does, cell by cell; a weight of zero is no row."""
    return [
        {
            "sector": sector,
            "power": power,
            "cell": f"cell-{n}",
            "role": role,
            "basis": "count",
            "weight": w,
        }
        for n, w in enumerate(weights)
        if w
    ]


def compare(first, second, made=()):
    """The overlap of Russia, with the first weights, and China, with the second, both ways."""
    profiles = table([*profile("RUS", first), *profile("CHN", second)], PROFILE)
    made = table(list(made), BOND)
    found = overlap.function(
        table([], PROFILE), profiles, bond_counts.function(made), chance_links.function(made)
    )
    found = found.to_pyarrow().to_pylist()
    return {(r["power"], r["other"]): r for r in found}
