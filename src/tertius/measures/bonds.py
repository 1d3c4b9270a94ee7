"""What makes rivals, partners or opponents of two powers in a host, and how often."""

from tertius.engine.lazy import Table, Value, ibis
from tertius.engine.step import step, union
from tertius.facts.subjects import YES
from tertius.measures.pairs import ALL, PAIR, SIDES

CUSTOMER_ROLES = ("target", "buyer", "borrower", "recipient")
"""Roles in which one actor can be wanted by two powers at once."""

OFFERING_ROLES = ("lender", "financier", "donor", "buyer", "supplier", "contractor", "founder")
"""Roles in which two powers can want the same of it."""

SERVING_ROLES = ("lender", "financier", "donor", "supplier", "contractor")
"""Roles in which a power serves somebody, so that the host is the customer where a deal names none.
Who buys or founds wants a thing, and one that is not named is known to nobody."""

BUYER, BOUGHT = "buyer", "target"
"""The roles of who buys a company or asset, and of what is bought."""

CUSTOMER, OBJECT = "customer", "object"
"""The upper rungs of the ladder on which two powers meet, on which they are rivals."""

COMPLEMENTS = ("supplies", "finances", "channel_of", "results_in")


@step(per=("family",))
def link_sides(
    links: Table,
    engagements: Table,
    ties: Table,
    positions: Table,
    actor_rows: Table,
    case_hosts: Table,
) -> Table:
    """Return each link between the sides of two powers, with its host, sector and direction.

    A link between actors alone concerns every host of the case and no sector in particular.
    """
    done = engagements.select(
        "world", "family", end="id", powers="power", hosts="host", sectors="sector"
    )
    held = ties.left_join(actor_rows.select(actor="id", powers="country"), "actor").select(
        "world", "family", end="id", powers="powers", hosts=ibis.null("string"), sectors="sector"
    )
    wanted = positions.left_join(actor_rows.select(actor="id", country="country"), "actor").select(
        "world",
        "family",
        end="id",
        powers=ibis.coalesce(ibis._.code, ibis._.country),
        hosts=ibis.null("string"),
        sectors=ibis.null("string"),
    )
    ends = done.union(held).union(wanted)
    sides = links
    for name in ("subject", "object"):
        here = ends.rename({name: "end"}).rename(
            {f"{name}_powers": "powers", f"{name}_hosts": "hosts", f"{name}_sectors": "sectors"}
        )
        sides = sides.left_join(here, ["world", "family", name], rname=f"{{name}}_{name}_end")
        sides = sides.mutate(
            **{f"{name}_powers": ibis.coalesce(sides[f"{name}_powers"], sides[f"{name}_country"])}
        )
    placed = sides.select(
        "world",
        "family",
        "id",
        "relation",
        hosts=ibis.coalesce(sides.subject_hosts, sides.object_hosts, ""),
        sectors=ibis.coalesce(sides.subject_sectors, sides.object_sectors, ""),
        power=sides.subject_powers.split(";").unnest(),
        others=sides.object_powers,
    )
    placed = placed.mutate(other=placed.others.split(";").unnest()).drop("others")
    placed = placed.mutate(sector=placed.sectors.split(";").unnest()).drop("sectors")
    everywhere = placed.filter(placed.hosts == "").drop("hosts").cross_join(case_hosts)
    named = placed.filter(placed.hosts != "")
    named = named.mutate(host=named.hosts.split(";").unnest()).drop("hosts")
    both = named.union(everywhere.select(*named.columns))
    return both.filter(
        both.power.notnull() & both.other.notnull() & (both.power != both.other)
    ).distinct()


@step(per=("family",), cut=True)
def courted(entries: Table, engagements: Table, parties: Table, actor_rows: Table) -> Table:
    """Return whom each power courts in each sector, and what the power seeks there, in which role.

    `rung` is `customer` for whom it serves by a standing deal: those that the deal names, states
    aside; else the state that it names; else, where it names nobody, the host itself. It is `object`
    for what it buys or sought to buy, whatever became of that. Nobody courts who acts for the power
    itself.
    """
    key = ["world", "family", "id"]
    columns = [*key, "host", "sector", "power", "role"]
    made = entries.filter(entries.standing & entries.role.isin(OFFERING_ROLES))
    made = made.select(*columns).distinct()
    wanted = parties.filter(parties.role.isin(CUSTOMER_ROLES)).select(
        "world", "family", "actor", wanted_as="role", own="power", id="engagement"
    )
    states = actor_rows.filter(actor_rows.kind.isin(("State", "Bloc"))).select(actor="id")
    named, of_state = wanted.anti_join(states, "actor"), wanted.semi_join(states, "actor")
    serving = made.filter(made.role.isin(SERVING_ROLES)).anti_join(named, key)
    host = serving.anti_join(of_state, key)
    host = host.mutate(actor=host.host.lower(), wanted_as=ibis.literal(""), own=ibis.null("string"))
    served = union([made.join(named, key), serving.join(of_state, key), host])
    is_object = (served.role == BUYER) & (served.wanted_as == BOUGHT)
    alive = engagements.filter((engagements.exists == YES) & ~engagements.umbrella)
    buying = entries.filter(entries.role == BUYER).select(*columns).distinct()
    sought = buying.semi_join(alive, key).join(named.filter(named.wanted_as == BOUGHT), key)
    met = union(
        [
            served.filter(~is_object).mutate(rung=ibis.literal(CUSTOMER)),
            sought.mutate(rung=ibis.literal(OBJECT)),
        ]
    )
    others = met.filter(met.own.isnull() | (met.own != met.power))
    return others.drop("own", "wanted_as").distinct()


@step(per=("family",), cut=("host", "sector", "power", "other"))
def acts(entries: Table, engagements: Table, parties: Table) -> Table:
    """Return engagements that join powers in different roles, and sanctions of one on another."""
    here = entries.filter(entries.standing & (entries.role != ""))
    here = here.select("world", "family", "host", "sector", "power", "role", "id").distinct()
    place = ["world", "family", "host", "sector", "id"]
    together = here.join(here.select(*place, other="power", other_role="role"), place)
    together = together.filter(
        (together.power != together.other) & (together.role != together.other_role)
    )
    joint = together.select("family", *PAIR, "id", bond=ibis.literal("complementary"))
    hits = _sanctions(engagements, parties).select(
        "family", *PAIR, "id", bond=ibis.literal("opposing")
    )
    return joint.union(hits.select(*joint.columns)).distinct()


def _sanctions(engagements: Table, parties: Table) -> Table:
    """Return the sanctions of one power whose target is another's actor."""
    made = engagements.filter(
        (engagements.type == "sanction") & (engagements.exists == YES) & ~engagements.ended
    )
    aimed = parties.filter(parties.role == "target").select(
        "world", "family", other="power", id="engagement"
    )
    joined = made.drop("until").join(aimed, ["world", "family", "id"])
    laid_out = joined.mutate(host=joined.host.split(";").unnest())
    laid_out = laid_out.mutate(power=laid_out.power.split(";").unnest())
    laid_out = laid_out.mutate(sector=ibis.coalesce(laid_out.sector, "").split(";").unnest())
    return laid_out.filter((laid_out.power != laid_out.other) & laid_out.other.notnull())


@step(per=("host", "sector", "actor", "role"), cut=("power", "other"))
def rivals(courted: Table) -> Table:
    """Return every two powers that want one thing in one role and sector, by two engagements."""
    same = ["world", "host", "sector", "actor", "role", "rung"]
    both = courted.join(courted.select(*same, other="power", other_id="id"), same)
    both = both.filter((both.power != both.other) & (both.id != both.other_id))
    return both.select(*same, "power", "other", "id").distinct()


@step(per=SIDES, cut=True)
def bonds(link_sides: Table, rivals: Table, acts: Table) -> Table:
    """Return everything that makes rivals, partners or opponents of two powers in a host.

    `contested` is a link that contests, or one customer that both court in the same role in one
    sector, or one thing that both sought to buy there, and `rung` says which: `object` or `customer`;
    it is empty for other bonds. `complementary` is a link by which one feeds the other, or
    one engagement in which they play different roles; `opposing` a link that opposes, or a sanction
    against the other's actor. `item` is what is counted: the actor courted, else the link or act.
    `counted` is the item of what is contested, else the id: what counts once. `first` and `second`
    are the two in one order, whichever way the bond points.
    """
    linked = link_sides.select(
        *PAIR,
        "id",
        item="id",
        bond=ibis.cases(
            (link_sides.relation == "contests", "contested"),
            (link_sides.relation.isin(COMPLEMENTS), "complementary"),
            (link_sides.relation == "opposes", "opposing"),
            else_="none",
        ),
        rung=ibis.ifelse(link_sides.relation == "contests", OBJECT, ""),
    )
    parts = [
        linked.filter(linked.bond != "none"),
        rivals.select(*PAIR, "id", "rung", item="actor", bond=ibis.literal("contested")),
        acts.select(*PAIR, "id", "bond", item="id", rung=ibis.literal("")),
    ]
    return (
        union(parts)
        .distinct()
        .mutate(
            counted=ibis.ifelse(ibis._.bond == "contested", ibis._.item, ibis._.id),
            first=ibis.least(ibis._.power, ibis._.other),
            second=ibis.greatest(ibis._.power, ibis._.other),
        )
    )


@step(per=("host", "sector", "first", "second", "bond", "counted", "rung"), sums=True)
def repeated_bonds(bonds: Table) -> Table:
    """Return how often each bond of a pair stands in a sector: a customer can be courted twice."""
    key = ["world", "host", "sector", "first", "second", "bond", "counted", "rung"]
    return bonds.group_by(*key).agg(rows=bonds.count().cast("int64"))


@step(per=("host", "first", "second", "bond", "counted", "rung"), cut=("sector", "power", "other"))
def counted_bonds(repeated_bonds: Table) -> Table:
    """Return each bond of a pair once in each of its sectors and once in all, from both sides."""
    here = repeated_bonds.drop("rows")
    overall = here.mutate(sector=ibis.literal(ALL)).distinct()
    both = union([here.filter(here.sector != ""), overall])
    return union(
        [
            both.mutate(power=both.first, other=both.second),
            both.mutate(power=both.second, other=both.first),
        ]
    )


@step(per=SIDES, sums=True)
def bond_counts(counted_bonds: Table) -> Table:
    """Return how many bonds of each kind a pair has, in either direction, by sector and in all.

    `objects` counts those of the contested items that are things sought, and not customers.
    """
    kinds = {
        "contested_items": "contested",
        "complementary_links": "complementary",
        "opposing_acts": "opposing",
    }
    return counted_bonds.group_by(*PAIR).agg(
        **{name: (counted_bonds.bond == kind).sum().cast("int64") for name, kind in kinds.items()},
        objects=(counted_bonds.rung == OBJECT).sum().cast("int64"),
    )


@step(per=("host", "power", "other"), cut=True)
def complements(bonds: Table) -> Table:
    """Return the bonds by which powers are partners, each counted once for a host."""
    made = bonds.filter(bonds.bond == "complementary")
    return made.select("world", "host", "power", "other", "id").distinct()


@step(per=("host",), cut=("sector", "power", "other"))
def chance_links(complements: Table) -> Table:
    """Return the links of a pair expected by chance in all sectors, and the z-score of its links.

    Every power keeps its number of links given and taken, and the ends are matched at random; the
    mean and variance of that matching are exact, so nothing is drawn.
    """
    made = complements
    here = ["world", "host"]
    total = made.group_by(*here).agg(n=made.count().cast("float64"))
    gives = made.group_by(*here, "power").agg(gives=made.count().cast("float64"))
    takes = made.group_by(*here, power="other").agg(takes=made.count().cast("float64"))
    powers = made.select(*here, "power").union(made.select(*here, power="other")).distinct()
    sides = powers.left_join(gives, [*here, "power"], rname="{name}_g").left_join(
        takes, [*here, "power"], rname="{name}_t"
    )
    sides = sides.select(
        *here, "power", gives=_number_or_zero(sides.gives), takes=_number_or_zero(sides.takes)
    )
    pairs = sides.join(
        sides.select(*here, other="power", other_gives="gives", other_takes="takes"), here
    ).join(total, here)
    pairs = pairs.filter(pairs.power != pairs.other)
    seen = (
        made.union(made.select(*here, power="other", other="power", id="id"))
        .group_by(*here, "power", "other")
        .agg(links=ibis._.count().cast("float64"))
    )
    joined = pairs.left_join(seen, [*here, "power", "other"], rname="{name}_seen")
    ab, ba = joined.gives * joined.other_takes, joined.other_gives * joined.takes
    mean = (ab + ba) / joined.n
    twice = (
        joined.gives * (joined.gives - 1) * joined.other_takes * (joined.other_takes - 1)
        + joined.other_gives * (joined.other_gives - 1) * joined.takes * (joined.takes - 1)
        + 2 * joined.gives * joined.other_gives * joined.takes * joined.other_takes
    )
    variance = mean + twice / (joined.n * (joined.n - 1)).nullif(0) - mean * mean
    # Rounding leaves a variance of 0 a little beside 0; without a spread there is no z-score.
    spread = ibis.ifelse(variance > 1e-9, variance, None).sqrt()
    return joined.select(
        *here,
        "power",
        "other",
        sector=ibis.literal(ALL),
        expected_links=mean,
        z=(_number_or_zero(joined.links) - mean) / spread,
    )


def _number_or_zero(links: Value) -> Value:
    """Return a number of links, 0 where there are none: a whole 0, as 0.0 is a decimal to some engines."""
    return ibis.coalesce(links, 0)
