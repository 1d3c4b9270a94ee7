"""How alike what two powers do is, role by role, in a sector of a host and in all of them."""

from tertius.engine.lazy import Table, ibis
from tertius.engine.step import step, union
from tertius.measures.pairs import ALL


@step(per=("host", "sector", "power", "role"), cut=("basis",), sums=True)
def profiles(entries: Table) -> Table:
    """What each power does in each sector of a host, by role: in engagements and in money.

    `rows` counts what was added up.
    """
    there = entries.filter(entries.standing)
    weights = {
        "count": there.id.nunique(),
        "amount": ibis.coalesce(there.amount.sum(where=there.totals), 0),
    }
    key = ["world", "host", "sector", "power", "role"]
    return union(
        [
            there.group_by(*key)
            .agg(rows=there.count().cast("int64"), weight=weight.cast("decimal(38,6)"))
            .mutate(basis=ibis.literal(basis))
            .select(*key, "basis", "rows", "weight")
            for basis, weight in weights.items()
        ]
    )


def _weighed(profiles: Table) -> Table:
    """The profiles in whole units, without what weighs nothing."""
    whole = profiles.mutate(weight=profiles.weight.cast("decimal(38,0)"))
    return whole.filter(whole.weight > 0)


@step(per=("host", "sector", "power", "basis"), sums=True)
def totals(profiles: Table) -> Table:
    """What the profile of each power adds up to, with its squares, in each sector and in all."""
    weighed = _weighed(profiles)
    both = union([weighed, weighed.mutate(sector=ibis.literal(ALL))])
    return both.group_by("world", "host", "sector", "power", "basis").agg(
        rows=both.count().cast("int64"),
        total=both.weight.sum().cast("decimal(38,0)"),
        squares=(both.weight * both.weight).sum().cast("decimal(38,0)"),
    )


@step(per=("host", "sector", "basis"), cut=("first", "second"))
def totals_of_pairs(totals: Table) -> Table:
    """The totals of every two powers side by side."""
    place = ["world", "host", "sector", "basis"]
    numbers = ("total", "squares")
    first = totals.select(*place, first="power", **{f"first_{n}": n for n in numbers})
    second = totals.select(*place, second="power", **{f"second_{n}": n for n in numbers})
    both = first.join(second, place)
    return both.filter(both.first < both.second)


@step(per=("host", "sector", "role", "basis"), cut=("first", "second"))
def meetings(profiles: Table) -> Table:
    """Every two powers that do the same, in the same role, in a sector of a host."""
    place = ["world", "host", "sector", "role", "basis"]
    weighed = _weighed(profiles)
    first = weighed.select(*place, first="power", first_weight="weight")
    both = first.join(weighed.select(*place, second="power", second_weight="weight"), place)
    return both.filter(both.first < both.second)


@step(per=("host", "first", "second"), cut=("sector",))
def encounters(totals_of_pairs: Table, meetings: Table) -> Table:
    """Every two powers that are both in a sector of a host, in each sector and in any, both ways round.

    `same_role` says whether they play one role there.
    """
    pair = ["world", "host", "sector", "first", "second"]
    both = totals_of_pairs.filter(
        (totals_of_pairs.basis == "count") & (totals_of_pairs.sector != ALL)
    )
    alike = meetings.filter((meetings.basis == "count") & (meetings.role != ""))
    here = both.select(*pair, same_role=ibis.literal(0)).union(
        alike.select(*pair, same_role=ibis.literal(1))
    )
    every = union([here, here.mutate(sector=ibis.literal(ALL))])
    found = every.group_by(*pair).agg(same_role=every.same_role.max() > 0)
    return union(
        [
            found.mutate(power=found.first, other=found.second),
            found.mutate(power=found.second, other=found.first),
        ]
    )


ALIKE = ("host", "sector", "first", "second", "basis")


@step(per=ALIKE)
def likeness(totals_of_pairs: Table, meetings: Table) -> Table:
    """How alike two powers are in a sector of a host, both ways round."""
    return _alike(totals_of_pairs.filter(totals_of_pairs.sector != ALL), meetings)


@step(per=("host", "first", "second", "basis"))
def likeness_overall(totals_of_pairs: Table, meetings: Table) -> Table:
    """How alike two powers are in all sectors of a host together, both ways round."""
    everywhere = meetings.mutate(sector=ibis.literal(ALL))
    return _alike(totals_of_pairs.filter(totals_of_pairs.sector == ALL), everywhere)


def _alike(pairs: Table, meetings: Table) -> Table:
    """Schoener's D, Pianka's and the Morisita-Horn index of pairs, from exact sums."""
    key = ["world", *ALIKE]
    met = meetings.join(pairs, key)
    shared = met.group_by(*key).agg(
        common=ibis.least(
            met.first_weight * met.second_total, met.second_weight * met.first_total
        ).sum(),
        product=(met.first_weight * met.second_weight).sum(),
    )
    joined = pairs.left_join(shared, key, rname="{name}_of")
    common, product = (
        ibis.coalesce(joined[name].cast("float64"), 0.0) for name in ("common", "product")
    )
    a, b, a_squares, b_squares = (
        joined[name].cast("float64")
        for name in ("first_total", "second_total", "first_squares", "second_squares")
    )
    found = joined.select(
        *key,
        schoener=common / (a * b),
        pianka=product / (a_squares * b_squares).sqrt(),
        morisita_horn=2 * product / (a * b) / (a_squares / (a * a) + b_squares / (b * b)),
    )
    return union(
        [
            found.mutate(power=found.first, other=found.second),
            found.mutate(power=found.second, other=found.first),
        ]
    )
