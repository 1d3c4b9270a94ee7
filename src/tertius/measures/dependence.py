"""On whom an area depends, for what: shares of trade, debt and investment, and how they gather."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from tertius.engine.lazy import Table, ibis, np, pa
from tertius.engine.step import arrow_of, step
from tertius.evidence.codes import BLOCS
from tertius.facts.evidence import Key, RestsOn, Row, Rows
from tertius.facts.exchanges import PRINTED
from tertius.facts.measure import measure, number, text, truth
from tertius.facts.rule import OBSERVATION_KEY
from tertius.facts.texts import COUNTERPART, SECTOR, SIDE, Text, vocabulary

UNION = "EU"
AS_ONE, AS_MEMBERS = "eu-as-one", "eu-as-members"
BASIS = Text(words={AS_ONE: "eu, bloc, union", AS_MEMBERS: "members, states"})
KEY = ("area", "indicator", "qualifier", "sector", "stage", "period")

COMPLETE = 0.005
"""Shares that add up to 1 within this leave nobody out: ten shares, each rounded to a tenth of a
percent, can miss by half a percent together."""

DRAWS, SEED = 1000, 1945
"""So many draws tell a share to within some 3 points at 95 percent; one seed repeats them."""

FIRMNESS = 20.0
"""How closely weights are drawn around those given: the sum of the Dirichlet parameters.

A convention (docs/decisions/0011): it gives a weight of a third a standard deviation of a tenth.
"""

EXACT = "decimal(20,12)"
"""Shares are added up as decimals, so that a sum does not hang on the order of its rows."""

INDEX = {
    "world": "string",
    "area": "string",
    "basis": "string",
    "counterpart": "string",
    "index": "float64",
    "index_rank": "int64",
    "weights": "string",
    "periods": "string",
    "rank_kept": "float64",
    "leader_kept": "float64",
}

RANKED = frozenset({"share_rank", "index_rank", "rank_kept", "leader_kept"})
"""Columns that compare a counterpart with all others, so that they rest on every share."""


@step(per=("area",), cut=True)
def portions(
    observations: Table, *, share_indicators: tuple[str, ...], value_indicators: tuple[str, ...]
) -> Table:
    """Return each observed share, stated in percent or made of a value and the area's total.

    The total is the observation of the same key without a counterpart. A share is unknown where
    one of the two is, and where it would not lie between 0 and 1.
    """
    stated = observations.filter(
        observations.indicator.isin(share_indicators) & (observations.counterpart != "")
    )
    valued = observations.filter(observations.indicator.isin(value_indicators))
    totals = valued.filter(valued.counterpart == "")
    parts = valued.filter(valued.counterpart != "").join(
        totals.select("world", *KEY, whole="value", whole_amount="amount", whole_unit="unit"),
        ["world", *KEY],
    )
    alike = ibis.coalesce(parts.unit == parts.whole_unit, False)
    part = ibis.ifelse(alike, parts.value, parts.amount).cast("float64")
    whole = ibis.ifelse(alike, parts.whole, parts.whole_amount).cast("float64")
    shares = [
        rows.select(
            "world",
            *KEY,
            "counterpart",
            share=share,
            floor=ibis.coalesce(rows.approx == "over", False),
        )
        for rows, share in (
            (stated, stated.value.cast("float64") / 100),
            (parts, part / whole.nullif(0)),
        )
    ]
    both = shares[0].union(shares[1])
    return both.mutate(
        share=ibis.ifelse(both.share.between(0, 1), both.share, None).round(12).cast(EXACT)
    )


def _behind(
    vectors: Iterable[Key],
    basis: str,
    observations: Rows,
    memberships: Rows,
    counterpart: str | None = None,
) -> RestsOn:
    """Return the observations that vectors are made of: a counterpart's and the totals, or all."""
    keys = set()
    for vector in vectors:
        there = observations.where(**dict(zip(KEY, vector, strict=True)))
        own = any(one["counterpart"] == UNION and one["value"] is not None for one in there)
        for one in there:
            counts_for = _counts_for(one, basis, memberships, has_union=own)
            if counts_for is None:
                continue
            is_total, everybody = counts_for == "", counterpart is None
            if is_total or everybody or counts_for == counterpart:
                keys.add(tuple(one[name] for name in OBSERVATION_KEY))
    return RestsOn(observations=keys)


def _counts_for(one: Row, basis: str, memberships: Rows, *, has_union: bool) -> str | None:
    """Return the counterpart for which an observation counts: empty for the total, None for nobody.

    `has_union` says whether the vector has a figure of the EU's own, which leaves its members out.
    """
    code = str(one["counterpart"])
    if basis == AS_ONE and memberships.where(period=one["period"], member=code):
        return None if has_union else UNION
    left_out = code in BLOCS and (code != UNION or basis != AS_ONE)
    return None if left_out else code


def _dependence_rests_on(
    row: Row, named: Collection[str], *, observations: Rows, memberships: Rows
) -> RestsOn:
    """Return a counterpart's share and the total; where a rank is named, every share."""
    counterpart = None if RANKED.intersection(named) else row["counterpart"]
    return _behind([_vector(row)], row["basis"], observations, memberships, counterpart)


def _vector(row: Row) -> Key:
    return tuple(row[name] for name in KEY)


@measure(
    "On whom does an area depend, and for what?",
    place=140,
    per=("area",),
    key=(*KEY, "basis", "counterpart"),
    columns={
        "area": text("The area that depends, as a code.", SIDE),
        "indicator": text(
            "What is shared out: trade, debt, exports, imports, investment.",
            vocabulary("indicator"),
        ),
        "qualifier": "text",
        "sector": text(
            "The sector that the figure is about; empty where it names none.", SECTOR.or_empty()
        ),
        "stage": vocabulary("stage").or_empty(),
        "period": "text",
        "basis": text(
            "`eu-as-one`, with its members folded into the EU, or `eu-as-members`, without the EU's own row.",
            BASIS,
        ),
        "counterpart": text("On whom, as a code.", COUNTERPART),
        "share": number(
            "The counterpart's share, from 0 to 1; unknown where a figure is, or where it would lie outside."
        ),
        "share_rank": number(
            "Its place among the counterparts, 1 being the largest; equal shares share a place."
        ),
        "lower_bound": truth(
            "Whether the share is at least this: stated as `over`, or summed over those EU members that are stated."
        ),
    },
    evidence=_dependence_rests_on,
    answered_by="an observation of that indicator",
    exchanges=PRINTED,
)
def dependence(portions: Table, memberships: Table) -> Table:
    """Each counterpart's share of an area's trade, debt, investment or the like, from 0 to 1.

    A vector and no index: each indicator, qualifier, sector, stage and period stands apart. With
    the EU as one actor its members of the time are folded into it: the EU's own figure where one
    is stated, else the sum of the members', a lower bound. With the EU as its members, the EU's
    row is left out. So the EU never stands beside its members in one sum; other blocs, which overlap with
    states in the same way, are left out. Shares are ranked within their vector, and equal shares share
    a rank.
    """
    members = memberships.filter(memberships.bloc == UNION).select(
        "period", counterpart="member", is_member=ibis.literal(True)
    )
    placed = portions.left_join(members, ["period", "counterpart"]).select(
        *portions.columns, is_member=ibis.coalesce(ibis._.is_member, False)
    )
    one = placed.counterpart == UNION
    within = placed.filter(one | placed.is_member)
    folded = within.group_by("world", *KEY).agg(
        stated=ibis._.share.max(where=ibis._.counterpart == UNION),
        floor=ibis._.floor.max(where=ibis._.counterpart == UNION),
        summed=ibis._.share.sum(where=ibis._.counterpart != UNION),
    )
    summed = ibis.ifelse(folded.summed <= 1, folded.summed, None)
    union = folded.select(
        "world",
        *KEY,
        counterpart=ibis.literal(UNION),
        share=ibis.coalesce(folded.stated, summed).cast(EXACT),
        floor=ibis.ifelse(folded.stated.isnull(), summed.notnull(), folded.floor),
    )
    states = placed.filter(~placed.counterpart.isin(tuple(BLOCS))).drop("is_member")
    outside = placed.filter(~placed.is_member & ~placed.counterpart.isin(tuple(BLOCS)))
    as_one = outside.drop("is_member").union(union.select(*portions.columns))
    both = as_one.mutate(basis=ibis.literal(AS_ONE)).union(
        states.mutate(basis=ibis.literal(AS_MEMBERS))
    )
    by_vector = ibis.window(
        group_by=["world", *KEY, "basis"], order_by=both.share.desc(nulls_first=False)
    )
    return both.select(
        "world",
        *KEY,
        "basis",
        "counterpart",
        share=both.share.cast("float64"),
        share_rank=ibis.ifelse(both.share.notnull(), ibis.rank().over(by_vector) + 1, None),
        lower_bound=both.floor,
    )


def _concentration_rests_on(
    row: Row, named: Collection[str], *, observations: Rows, memberships: Rows
) -> RestsOn:
    """Return every share of the vector, and its total."""
    return _behind([_vector(row)], row["basis"], observations, memberships)


@measure(
    "Does an area depend on few or on many?",
    place=150,
    per=("area",),
    key=(*KEY, "basis"),
    columns={
        "area": text("The area that depends, as a code.", SIDE),
        "indicator": text(
            "What is shared out: trade, debt, exports, imports, investment.",
            vocabulary("indicator"),
        ),
        "qualifier": "text",
        "sector": text(
            "The sector that the figure is about; empty where it names none.", SECTOR.or_empty()
        ),
        "stage": vocabulary("stage").or_empty(),
        "period": "text",
        "basis": text(
            "`eu-as-one`, with its members folded into the EU, or `eu-as-members`, without the EU's own row.",
            BASIS,
        ),
        "partners": number("How many counterparts have a known share above 0."),
        "named_share": number("What the known shares add up to."),
        "hhi_low": number(
            "The Herfindahl-Hirschman index, from 0 to 1, if the rest is spread infinitely thin.",
            label="concentration at the least",
        ),
        "hhi_high": number(
            "The index if one partner has the whole rest.", label="concentration at the most"
        ),
        "hhi_normalised": number(
            "The index from 0 (equal shares) to 1 (one partner); only where the shares add up to 1.",
            label="concentration, evened",
        ),
        "effective_partners_low": number(
            "To how many equal partners the largest index corresponds."
        ),
        "effective_partners_high": number(
            "To how many equal partners the smallest index corresponds."
        ),
    },
    evidence=_concentration_rests_on,
    answered_by="observations of that indicator",
    exchanges=PRINTED,
)
def concentration(dependence: Table) -> Table:
    """How far an area's shares gather in few hands: the Herfindahl-Hirschman index, within bounds.

    The index is the sum of squared shares, the effective partners its inverse. Where the named shares do
    not add up to 1, whoever has the rest is unknown: at the least it is spread over so many that each
    has next to nothing, at the most one partner has it all (the largest one whose share is only a
    lower bound, if that gives more). Named shares that add up to more than 1 contradict
    each other and give no index. Normalised, (H - 1/n) / (1 - 1/n), it needs shares that add up to 1.
    """
    key = ["world", *KEY, "basis"]
    exact = dependence.share.round(9).cast("decimal(18,9)")
    named = dependence.filter(dependence.share.notnull()).mutate(
        exact=exact, square=(exact * exact).cast("decimal(36,18)")
    )
    summed = named.group_by(*key).agg(
        partners=(named.share > 0).sum().cast("int64"),
        total=named.exact.sum().cast("float64"),
        squares=named.square.sum().cast("float64"),
        open_end=ibis.coalesce(named.exact.max(where=named.lower_bound), 0).cast("float64"),
    )
    rest = 1 - summed.total
    whole = rest.abs() <= COMPLETE
    low = ibis.ifelse(rest >= -COMPLETE, summed.squares, None)
    most = summed.squares + rest * rest + 2 * rest * summed.open_end
    high = ibis.ifelse(whole, low, ibis.ifelse(rest > 0, most, None))
    even = 1 / summed.partners.nullif(0)
    bounded = summed.select(
        *key,
        "partners",
        named_share=summed.total.round(9),
        hhi_low=low.round(9),
        hhi_high=high.round(9),
        hhi_normalised=ibis.ifelse(whole, (low - even) / (1 - even).nullif(0), None).round(9),
    )
    return bounded.mutate(
        effective_partners_low=1 / bounded.hhi_high.nullif(0),
        effective_partners_high=1 / bounded.hhi_low.nullif(0),
    )


def _index_rests_on(
    row: Row, named: Collection[str], *, observations: Rows, memberships: Rows
) -> RestsOn:
    """Return a counterpart's share in each part of the index; where a rank is named, every share."""
    counterpart = None if RANKED.intersection(named) else row["counterpart"]
    return _behind(_parts(row), row["basis"], observations, memberships, counterpart)


def _parts(row: Row) -> Iterator[Key]:
    """Yield the vectors that an index was made of, as its row names them."""
    for weight, when in zip(row["weights"].split("; "), row["periods"].split("; "), strict=True):
        indicator, _, qualifier = weight.rpartition(" ")[0].partition("/")
        period = when.rpartition(" ")[2].replace("undated", "")
        values = {"area": row["area"], "indicator": indicator, "qualifier": qualifier}
        yield tuple({**values, "period": period}.get(name, "") for name in KEY)


@measure(
    "By the case's own weights, on whom does an area depend most?",
    place=160,
    per=("area",),
    key=("area", "basis", "counterpart"),
    columns={
        "area": text("The area that depends, as a code.", SIDE),
        "basis": text("`eu-as-one` or `eu-as-members`, as in dependence.", BASIS),
        "counterpart": text("On whom, as a code.", COUNTERPART),
        "index": number("The weighted sum of its shares; unknown where one of them is."),
        "index_rank": number("Its place by the index, 1 being the largest."),
        "weights": text("The parts and their weights, as case.yml gives them."),
        "periods": text("The parts and the periods that they are taken from."),
        "rank_kept": number(
            "In which share of 1,000 draws of weights its place stays, from 0 to 1.",
            label="share of weightings that keep the place",
        ),
        "leader_kept": number(
            "In which share of them the first of the area stays first; unknown where nobody is first alone.",
            label="share of weightings that keep the leader",
        ),
    },
    shape=INDEX,
    evidence=_index_rests_on,
    answered_by="observations of the indicators that the index weighs",
    exchanges=PRINTED,
)
def dependence_index(
    dependence: "pa.Table",
    periods: "pa.Table",
    *,
    index_weights: tuple[tuple[str, str, float], ...],
) -> "pa.Table":
    """One weighted sum of the shares of a counterpart, where case.yml gives the weights.

    Each part is taken from its latest period in the area, without sector and stage. A counterpart
    of which one part is unknown has no index. `rank_kept` says in which share of 1,000 draws of
    weights (Dirichlet, their parameters 20 times the weights, one seed) the rank stays,
    `leader_kept` in which the leader does: an order that falls with small changes of weights is none.
    """
    if not index_weights:
        return arrow_of([], INDEX)
    days = dict(zip(periods["period"].to_pylist(), periods["day"].to_pylist(), strict=True))
    rows = [
        {**row, "day": days[row["period"]]}
        for row in dependence.to_pylist()
        if row["sector"] == row["stage"] == ""
        and row["share"] is not None
        and row["period"] in days
    ]
    by_area: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_area[row["world"], row["area"], row["basis"]].append(row)
    lines = [
        {"world": world, "area": area, "basis": basis, **line}
        for (world, area, basis), vector in sorted(by_area.items())
        for line in indices(vector, index_weights)
    ]
    return arrow_of(lines, INDEX)


def indices(
    vector: Iterable[Mapping[str, Any]], weights: tuple[tuple[str, str, float], ...]
) -> Iterator[dict[str, Any]]:
    """Yield the index of each counterpart of an area, its rank, and how firm both are."""
    rows = list(vector)
    columns, periods = [], []
    for indicator, qualifier, weight in weights:
        mine = [r for r in rows if (r["indicator"], r["qualifier"]) == (indicator, qualifier)]
        latest = max(((r["day"], r["period"]) for r in mine), default=(date.min, None))
        name = f"{indicator}/{qualifier}" if qualifier else indicator
        periods.append((name, weight, latest[1]))
        columns.append({r["counterpart"]: r["share"] for r in mine if r["period"] == latest[1]})
    counterparts = sorted({name for column in columns for name in column})
    complete = [name for name in counterparts if all(name in column for column in columns)]
    given = np.array([weight for _, _, weight in weights])
    given /= given.sum()
    shares = np.array([[column[name] for column in columns] for name in complete])
    shares = shares.reshape(len(complete), len(weights))
    index = np.round(shares @ given, 12)
    draws = np.random.default_rng(SEED).dirichlet(given * FIRMNESS, DRAWS)
    drawn = np.round(draws @ shares.T, 12)
    ranks, in_draws = _ranks(index[None, :])[0], _ranks(drawn)
    kept = (in_draws == ranks).mean(axis=0) if complete else ranks
    first = [place for place, rank in enumerate(ranks) if rank == 1]
    alone = len(first) == 1
    leads = ((in_draws[:, first[0]] == 1) & ((in_draws == 1).sum(axis=1) == 1)) if alone else None
    for name in counterparts:
        place = complete.index(name) if name in complete else None
        yield {
            "counterpart": name,
            "index": None if place is None else float(index[place]),
            "index_rank": None if place is None else int(ranks[place]),
            "weights": "; ".join(f"{part} {weight:g}" for part, weight, _ in periods),
            "periods": "; ".join(f"{part} {period or 'undated'}" for part, _, period in periods),
            "rank_kept": None if place is None else float(kept[place]),
            "leader_kept": None if leads is None else float(leads.mean()),
        }


def _ranks(values: "np.ndarray") -> "np.ndarray":
    """Return the rank of each value in its row, 1 being the largest; equal values share a rank."""
    return np.asarray(1 + (values[:, None, :] > values[:, :, None]).sum(axis=2))
