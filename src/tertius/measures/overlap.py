"""Whether two powers do the same things in a host, and whether as rivals or as partners."""

import ibis
from ibis import _
from ibis.expr.types import Table

from tertius.step import measure, step, union
from tertius.subjects import YES

CUSTOMER_ROLES = ("target", "buyer", "borrower", "recipient")
"""Roles in which one actor can be wanted by two powers at once."""

OFFERING_ROLES = ("lender", "financier", "donor", "buyer", "supplier", "contractor", "founder")
"""Roles in which two powers can want the same of it."""

COMPLEMENTS = ("supplies", "finances", "channel_of", "results_in")
ALL = "all"

PAIR = ("world", "host", "sector", "power", "other")


@step(per=("family",))
def link_sides(
    links: Table,
    engagements: Table,
    ties: Table,
    positions: Table,
    actor_rows: Table,
    case_hosts: Table,
) -> Table:
    """Each link between the sides of two powers: for which host and sector, from whom to whom.

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
        powers=ibis.coalesce(_.code, _.country),
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


@step(per=("family",))
def courted(entries: Table, parties: Table, actor_rows: Table) -> Table:
    """Whom each power courts in each sector, and in which role it does so.

    A customer or target is courted where it is no state and does not act for the power itself.
    """
    offering = entries.standing & entries.role.isin(OFFERING_ROLES)
    here = (
        entries.filter(offering)
        .select("world", "family", "host", "sector", "power", "role", "id")
        .distinct()
    )
    states = actor_rows.filter(actor_rows.kind.isin(("State", "Bloc"))).select(actor="id")
    wanted = parties.filter(parties.role.isin(CUSTOMER_ROLES)).anti_join(states, "actor")
    met = here.join(
        wanted.select("world", "family", "actor", own="power", id="engagement").distinct(),
        ["world", "family", "id"],
    )
    return met.filter(met.own.isnull() | (met.own != met.power)).drop("own").distinct()


@step(per=("family",))
def acts(entries: Table, engagements: Table, parties: Table) -> Table:
    """Engagements that join two powers in different roles, and sanctions of one against the other."""
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
    """Sanctions of one power whose target is another's actor."""
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


@step(per=("host",))
def bonds(link_sides: Table, courted: Table, acts: Table) -> Table:
    """Everything that makes rivals, partners or opponents of two powers in a host.

    `contested` is a link that contests, or one customer or target, other than a state, that both
    court in the same role in one sector; `complementary` a link by which one feeds the other, or
    one engagement in which they play different roles; `opposing` a link that opposes, or a sanction
    against the other's actor. `item` is what is counted: the actor courted, else the link or act.
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
    )
    same = ["world", "host", "sector", "actor", "role"]
    rivals = courted.join(courted.select(*same, other="power", other_id="id"), same)
    rivals = rivals.filter((rivals.power != rivals.other) & (rivals.id != rivals.other_id))
    parts = [
        linked.filter(linked.bond != "none"),
        rivals.select(*PAIR, "id", item="actor", bond=ibis.literal("contested")),
        acts.select(*PAIR, "id", "bond", item="id"),
    ]
    return union(parts).distinct()


@step(per=("host", "sector"), cut=True)
def profiles(entries: Table) -> Table:
    """What each power does in each sector of a host, by role, in whole units."""
    there = entries.filter(entries.standing)
    by_cell = there.group_by("world", "host", "sector", "power", "role").agg(
        count=there.id.nunique().cast("decimal(38,0)"),
        amount=there.amount.sum(where=there.totals).cast("decimal(38,0)"),
    )
    long = by_cell.select(
        "world", "host", "sector", "power", "role", basis=ibis.literal("count"), weight="count"
    ).union(
        by_cell.select(
            "world",
            "host",
            "sector",
            "power",
            "role",
            basis=ibis.literal("amount"),
            weight="amount",
        )
    )
    long = long.filter(long.weight > 0).mutate(cell=long.sector + "/" + long.role)
    return long.select("world", "host", "sector", "power", "cell", "role", "basis", "weight")


@step(per=("host",))
def wholes(profiles: Table) -> Table:
    """What each power does in all sectors of a host together, by sector and role."""
    return profiles.mutate(sector=ibis.literal(ALL))


@step(per=("host",))
def bond_counts(bonds: Table) -> Table:
    """How many bonds of each kind a pair has, whichever way they point, in each sector and in all."""
    both = bonds.union(bonds.mutate(power=bonds.other, other=bonds.power).select(*bonds.columns))
    everywhere = both.filter(both.sector != "").union(both.mutate(sector=ibis.literal(ALL)))
    return everywhere.group_by("world", "host", "sector", "power", "other").agg(
        contested_items=everywhere.item.nunique(where=everywhere.bond == "contested"),
        complementary_links=everywhere.id.nunique(where=everywhere.bond == "complementary"),
        opposing_acts=everywhere.id.nunique(where=everywhere.bond == "opposing"),
    )


@step(per=("host",))
def chance_links(bonds: Table) -> Table:
    """The links that a pair would have by chance in all sectors, and how far its links lie from that.

    Every power keeps its number of links given and taken, and the ends are matched at random; the
    mean and variance of that matching are exact, so nothing is drawn.
    """
    made = (
        bonds.filter(bonds.bond == "complementary")
        .select("world", "host", "power", "other", "id")
        .distinct()
    )
    here = ["world", "host"]
    total = made.group_by(*here).agg(n=made.count().cast("float64"))
    gives = made.group_by(*here, "power").agg(gives=made.count().cast("float64"))
    takes = made.group_by(*here, power="other").agg(takes=made.count().cast("float64"))
    powers = made.select(*here, "power").union(made.select(*here, power="other")).distinct()
    sides = powers.left_join(gives, [*here, "power"], rname="{name}_g").left_join(
        takes, [*here, "power"], rname="{name}_t"
    )
    sides = sides.select(
        *here, "power", gives=ibis.coalesce(sides.gives, 0.0), takes=ibis.coalesce(sides.takes, 0.0)
    )
    pairs = sides.join(
        sides.select(*here, other="power", other_gives="gives", other_takes="takes"), here
    ).join(total, here)
    pairs = pairs.filter(pairs.power != pairs.other)
    seen = (
        made.union(made.select(*here, power="other", other="power", id="id"))
        .group_by(*here, "power", "other")
        .agg(links=_.count().cast("float64"))
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
    spread = ibis.ifelse(variance > 1e-9, variance, None).sqrt()
    return joined.select(
        *here,
        "power",
        "other",
        sector=ibis.literal(ALL),
        expected_links=mean,
        z=(ibis.coalesce(joined.links, 0.0) - mean) / spread,
    )


@measure("Do two powers do the same, and as rivals or as partners?", per=("host", "sector"))
def overlap(profiles: Table, wholes: Table, bond_counts: Table, chance_links: Table) -> Table:
    """For each host and pair of powers, sector by sector and in all: how alike, and in what relation.

    Schoener's D, Pianka's and the Morisita-Horn index compare each power's own shares over sector
    and role (methods of Schoener 1970, Pianka 1973, Horn 1966). Likeness alone cannot tell rivals
    from partners: `competing` asks for a contested item (somebody whom both court in one role, or a
    link that says so),
    `complementary` for an evidenced link or a shared project with different roles, `opposed` for an
    act against the other; `parallel` is none of these. `expected_links` and `z` compare the links
    with chance, were every link's ends drawn anew.
    """
    key = ["world", "host", "sector", "basis"]
    profiles = union([profiles, wholes])
    totals = profiles.group_by(*key, "power").agg(
        total=profiles.weight.sum().cast("decimal(38,0)"),
        squares=(profiles.weight * profiles.weight).sum(),
    )
    pairs = totals.join(
        totals.select(*key, other="power", other_total="total", other_squares="squares"), key
    )
    pairs = pairs.filter(pairs.power != pairs.other)
    met = profiles.join(
        profiles.select(*key, "cell", other="power", other_weight="weight"), [*key, "cell"]
    )
    met = met.filter(met.power != met.other).join(
        pairs.select(*key, "power", "other", "total", "other_total"), [*key, "power", "other"]
    )
    shared = met.group_by(*key, "power", "other").agg(
        common=ibis.least(met.weight * met.other_total, met.other_weight * met.total).sum(),
        product=(met.weight * met.other_weight).sum(),
    )
    compared = pairs.left_join(shared, [*key, "power", "other"], rname="{name}_of").mutate(
        common=lambda t: ibis.coalesce(t.common.cast("float64"), 0.0),
        product=lambda t: ibis.coalesce(t["product"].cast("float64"), 0.0),
    )
    pair = ["world", "host", "sector", "power", "other"]
    joined = compared.left_join(bond_counts, pair, rname="{name}_bond").left_join(
        chance_links, pair, rname="{name}_chance"
    )
    a, b = joined.total.cast("float64"), joined.other_total.cast("float64")
    squares = joined.squares.cast("float64") / (a * a) + joined.other_squares.cast("float64") / (
        b * b
    )
    items = {
        name: ibis.coalesce(joined[name], 0)
        for name in ("contested_items", "complementary_links", "opposing_acts")
    }
    result = joined.select(
        "world",
        "host",
        "sector",
        "power",
        "other",
        "basis",
        schoener=joined.common / (a * b),
        pianka=joined["product"]
        / (joined.squares.cast("float64") * joined.other_squares.cast("float64")).sqrt(),
        morisita_horn=2 * joined["product"] / (a * b) / squares,
        **items,
        expected_links=joined.expected_links,
        z=joined.z,
        competing=items["contested_items"] > 0,
        complementary=items["complementary_links"] > 0,
        opposed=items["opposing_acts"] > 0,
    )
    return result.mutate(parallel=~(result.competing | result.complementary | result.opposed))
