"""Engagements and stakes laid out by host, sector and power: what every count is made of."""

from datetime import date

from tertius.engine.lazy import Table, ibis
from tertius.engine.step import step, union
from tertius.facts.subjects import DECLINED, OCCURRED, PRESENT, UNKNOWN, YES, is_standing


@step(per=("family",))
def entries(engagements: Table, parties: Table, sector_domains: Table) -> Table:
    """Return a row for each host, sector, power and role of each engagement in the case's scope.

    Counts what a power does in or with the host (power_to_host, mutual), core and neighbour alike;
    an engagement without a sector stands under the name of its domain.
    """
    counted = engagements.filter(
        engagements.direction.isin(PRESENT) & (engagements.scope != "background")
    )
    by_host = counted.mutate(host=counted.host.split(";").unnest())
    by_sector = by_host.mutate(
        sector=ibis.coalesce(by_host.sector.nullif(""), by_host.domain).split(";").unnest()
    )
    laid_out = by_sector.mutate(power=by_sector.power.split(";").unnest())
    placed = laid_out.left_join(sector_domains, "sector", rname="{name}_of_sector")
    roles = parties.select("world", "family", "role", "power", id="engagement").distinct()
    joined = placed.left_join(roles, ["world", "family", "id", "power"], rname="{name}_role")
    lasting = joined.counts & (joined.stage_order != OCCURRED)
    return joined.select(
        "world",
        "family",
        "id",
        "host",
        domain=ibis.coalesce(joined.domain_of_sector, joined.domain),
        sector=joined.sector,
        power=joined.power,
        role=ibis.coalesce(joined.role, ""),
        standing=(joined.exists == YES) & ~joined.ended & ~joined.umbrella,
        over=(joined.exists == YES) & joined.ended & (joined.stage_order != DECLINED),
        uncertain=joined.exists == UNKNOWN,
        totals=(joined.exists == YES) & joined.counts & ~joined.umbrella & joined.money,
        amount=joined.amount,
        lasting=lasting,
        since=ibis.coalesce(joined.start_last, joined.since),
        until=joined.until_last,
    ).distinct()


@step(per=("host", "sector", "power"), cut=("domain",), sums=True)
def efforts(entries: Table) -> Table:
    """Return the engagements and amounts of each power in each sector of each host, as sums.

    `rows` counts what was added up; no domain is empty text.
    """
    once = entries.drop("role").distinct().mutate(domain=ibis.coalesce(ibis._.domain, ""))
    stated, unknown = once.totals & once.amount.notnull(), once.totals & once.amount.isnull()
    return once.group_by("world", "host", "sector", "power", "domain").agg(
        rows=once.count().cast("int64"),
        engagements=once.standing.sum().cast("int64"),
        ended=once.over.sum().cast("int64"),
        uncertain=once.uncertain.sum().cast("int64"),
        amount=ibis.coalesce(once.amount.sum(where=stated), 0).cast("decimal(38,6)"),
        amounts_known=stated.sum().cast("int64"),
        amounts_unknown=unknown.sum().cast("int64"),
    )


@step(per=("host", "sector", "power"), cut=True)
def cells(efforts: Table, entries: Table, stakes: Table, searches: Table, *, as_of: date) -> Table:
    """Return the numbers of each power in each sector of each host, before shares are taken.

    A search that looked and found nothing makes a row of zeros where there would be none.
    """
    key = ["world", "host", "sector", "power"]
    today = ibis.literal(as_of)
    done = efforts.select(
        *key,
        "engagements",
        "ended",
        "uncertain",
        "amounts_known",
        "amounts_unknown",
        domain=efforts.domain.nullif(""),
        amount=ibis.ifelse(efforts.amounts_known > 0, efforts.amount, None),
        since=ibis.null("date"),
        stakes=ibis.literal(0, "int64"),
        stake_pct=ibis.null("decimal(38,6)"),
        stakes_unknown=ibis.literal(0, "int64"),
        searched=ibis.literal(0, "int64"),
    )
    stood = entries.standing & entries.lasting & is_standing(entries.since, entries.until, today)
    lasting = entries.filter(stood)
    lasting = lasting.group_by(*key).agg(since=lasting.since.min())
    shape = done.schema()
    held = stakes.group_by(*key).agg(
        domain=stakes.domain.min(),
        stakes=stakes.count(),
        stake_pct=stakes.share_pct.sum().cast("decimal(38,6)"),
        stakes_unknown=stakes.share_pct.isnull().sum().cast("int64"),
        since=stakes.since.min(),
    )
    looked = searches.group_by(*key).agg(domain=searches.domain.min(), searched=searches.count())
    zeros = (
        "engagements",
        "ended",
        "uncertain",
        "amounts_known",
        "amounts_unknown",
        "stakes",
        "stakes_unknown",
        "searched",
    )
    rows = [done, *(_padded(part, shape, zeros) for part in (lasting, held, looked))]
    together = union(rows)
    summed = together.group_by(*key).agg(
        domain=together.domain.min(),
        **{name: together[name].sum().cast("int64") for name in zeros},
        amount=together.amount.sum(),
        stake_pct=together.stake_pct.sum(),
        since=together.since.min(),
    )
    nothing = ibis.literal(0).cast("decimal(38,6)")
    looked_for = (summed.searched > 0) & (summed.engagements + summed.ended + summed.uncertain == 0)
    age = today.delta(summed.since, unit="day") / 365.25
    unsure = (summed.engagements == 0) & ((summed.searched == 0) | (summed.uncertain > 0))
    return summed.mutate(
        engagements=ibis.ifelse(unsure, None, summed.engagements),
        stakes=ibis.ifelse((summed.stakes == 0) & (summed.searched == 0), None, summed.stakes),
        amount=ibis.ifelse(looked_for, nothing, summed.amount),
        stake_pct=ibis.ifelse(looked_for & (summed.stakes == 0), nothing, summed.stake_pct),
        years=ibis.ifelse(age < 0, 0.0, age).round(2),
    ).drop("since")


def _padded(part: Table, shape: "ibis.Schema", zeros: tuple[str, ...]) -> Table:
    """Return a table with the columns that it lacks: counts as zero, the rest as unknown."""
    missing = {
        name: ibis.literal(0, "int64") if name in zeros else ibis.null(kind)
        for name, kind in shape.items()
        if name not in part.columns
    }
    return part.mutate(**missing).select(*shape.names)


@step(per=("host", "sector"), sums=True)
def sectors(entries: Table) -> Table:
    """Return each sector of each host over all powers, an engagement of two powers counted once.

    `rows` counts what was added up.
    """
    once = entries.drop("role", "power").distinct()
    stated = once.totals & once.amount.notnull()
    return once.group_by("world", "host", "sector").agg(
        rows=once.count().cast("int64"),
        sector_engagements=once.standing.sum().cast("int64"),
        sector_amount=ibis.coalesce(once.amount.sum(where=stated), 0).cast("decimal(38,6)"),
    )
