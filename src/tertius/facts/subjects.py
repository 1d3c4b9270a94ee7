"""Rows as they stand in a world: whether they exist, and with which contested values.

A row exists as its settled property `exists` says, and only where the rows that it names do.
A fact on a property named like a column replaces the coder's value of that column.
"""

from tertius.engine.lazy import BooleanValue, Table, Value, ibis
from tertius.engine.step import step

SIGNED, OCCURRED, STALLED, CANCELLED, DECLINED = 4, 8, 9, 10, 13
"""Places of stages in the order of taxonomy.yml: totals count from signed to occurred."""

PRESENT = ("power_to_host", "mutual")
"""The directions in which something is a power's presence in a host."""

YES, NO, UNKNOWN = "yes", "no", "unknown"


def existence(facts: Table) -> Table:
    """Return whether each subject exists: yes, no, or unknown where that is disputed."""
    existing = facts.filter(facts.property == "exists")
    return existing.select(
        "world", "family", "subject", exists=ibis.ifelse(existing.known, existing.value, UNKNOWN)
    )


def overrides(facts: Table, columns: tuple[str, ...], days: tuple[str, ...] = ()) -> Table:
    """Return for each subject the contested columns that a known fact replaces, as one row.

    A column of `days` comes with its first and last possible day.
    """
    replacing = facts.filter(facts.property.isin(columns) & facts.known)
    values = {name: replacing.value.max(where=replacing.property == name) for name in columns}
    first = {
        f"{name}_first": replacing.first_day.min(where=replacing.property == name) for name in days
    }
    last = {
        f"{name}_last": replacing.last_day.max(where=replacing.property == name) for name in days
    }
    return replacing.group_by("world", "family", "subject").agg(**values, **first, **last)


def _overridden(
    rows: Table, facts: Table, columns: tuple[str, ...], days: tuple[str, ...]
) -> Table:
    """Return the rows with existence joined and contested columns replaced."""
    key = ["world", "family", "subject"]
    named = rows.rename(subject="id")
    replacements = overrides(facts, columns, days)
    joined = named.left_join(existence(facts), key, rname="{name}_fact").left_join(
        replacements, key, rname="said_{name}"
    )
    replaced: dict[str, Value] = {}
    for name in columns:
        text = joined[f"said_{name}"]
        replaced[name] = ibis.coalesce(
            text.cast(rows[name].type()) if name == "share_pct" else text, joined[name]
        )
    for name in days:
        for end in ("first", "last"):
            mine = joined[f"said_{name}_{end}"]
            replaced[f"{name}_{end}"] = ibis.ifelse(
                joined[f"said_{name}"].notnull(), mine, joined[f"{name}_{end}"]
            )
    kept = {name: joined[name] for name in named.columns if name not in replaced}
    return joined.select(**kept, **replaced, exists=joined.exists)


@step(per=("family",), cut=True)
def ties(tie_rows: Table, facts: Table) -> Table:
    """Return the ties that exist in a world, with contested shares and dates replaced."""
    columns = ("share_pct", "sector", "domain", "start", "until")
    current = _overridden(tie_rows, facts, columns, ("start", "until"))
    return current.filter(current.exists == YES).drop("exists").rename(id="subject")


@step(per=("family",), cut=True)
def positions(position_rows: Table, facts: Table) -> Table:
    """Return the positions that exist in a world, with contested views replaced."""
    columns = ("view", "kind", "priority", "start", "until")
    current = _overridden(position_rows, facts, columns, ("start", "until"))
    return current.filter(current.exists == YES).drop("exists").rename(id="subject")


def stages(facts: Table) -> Table:
    """Return how far each engagement has come, and whether totals count it.

    A stage that certainly came before another loses to it; among the rest, undated ones included,
    the later in the order of stages stands. `reached` is the last stage from signed to occurred.
    """
    stage_facts = facts.filter((facts.property == "stage") & facts.known)
    by_subject = ibis.window(group_by=["world", "family", "subject"])
    latest = stage_facts.first_day.max().over(by_subject)
    placed = stage_facts.mutate(
        late=stage_facts.first_day.isnull() | latest.isnull() | (stage_facts.last_day >= latest),
        carries=stage_facts.number.between(SIGNED, OCCURRED),
    )
    progress = placed.group_by("world", "family", "subject").agg(
        stage_order=placed.number.max(where=placed.late),
        reached=placed.number.max(where=placed.carries),
        since=placed.last_day.min(where=placed.carries),
    )
    carried = progress.stage_order.between(SIGNED, OCCURRED)
    held_up = (progress.stage_order == STALLED) & progress.reached.notnull()
    return progress.mutate(counts=carried | held_up, ended=progress.stage_order >= CANCELLED)


def amounts(facts: Table) -> Table:
    """Return the amount of each engagement, in the case's currency: of its latest stage from signed on.

    Where no amount names its stage, the one without a stage stands; what was only promised never
    does. An amount without a reference rate is unknown, and so is a disputed one.
    """
    amount_facts = facts.filter(
        (facts.property == "amount")
        & (facts.period == "")
        & (facts.qualifier == "")
        & ((facts.stage_order == 0) | facts.stage_order.between(SIGNED, OCCURRED))
    )
    place = ibis.row_number().over(
        group_by=["world", "family", "subject"], order_by=amount_facts.stage_order.desc()
    )
    return (
        amount_facts.mutate(place=place)
        .filter(ibis._.place == 0)
        .select("world", "family", "subject", "amount")
    )


@step(per=("family",), cut=True)
def engagements(
    engagement_rows: Table, ancestors: Table, facts: Table, *, money_types: tuple[str, ...]
) -> Table:
    """Return every engagement that a claim speaks of, as it stands in a world.

    `exists` is yes, no or unknown; `counts` says whether totals include it, `ended` whether it was
    cancelled, failed or declined, `umbrella` whether a part of it counts in its stead.
    """
    key = ["world", "family", "subject"]
    columns = ("type", "power", "host", "domain", "sector", "start", "until", "direction", "scope")
    own = _overridden(engagement_rows, facts, columns, ("start", "until"))
    staged = (
        own.filter(own.exists.notnull())
        .left_join(stages(facts), key, rname="{name}_staged")
        .left_join(amounts(facts), key, rname="{name}_stated")
    )
    rows = staged.select(
        *own.columns,
        "stage_order",
        "since",
        "amount",
        counts=ibis.coalesce(staged.counts, False),
        ended=ibis.coalesce(staged.ended, False),
        money=staged.type.isin(money_types) | staged.amount.notnull(),
    )
    return _within_umbrellas(rows, ancestors).rename(id="subject")


def shares(whole: Value, part: Value) -> BooleanValue:
    """Return whether the values of one cell, joined by semicolons, are all among another's."""
    return (";" + whole + ";").contains(";" + part + ";")


def _within_umbrellas(rows: Table, ancestors: Table) -> Table:
    """Return engagements with existence decided by the agreements that they are part of too.

    `umbrella` marks an agreement that parts of it replace in totals.
    """
    above = ancestors.left_join(
        rows.select("world", "family", ancestor="subject", above=rows.exists),
        ["world", "family", "ancestor"],
    )
    missing = above.group_by("world", "family", subject=above.id).agg(
        gone=(ibis.coalesce(above.above, NO) == NO).any(),
        doubtful=(ibis.coalesce(above.above, NO) == UNKNOWN).any(),
    )
    key = ["world", "family", "subject"]
    # Without a view the join takes the place of `rows`, whose SQL then stands four times in the query.
    joined = rows.view().left_join(missing, key, rname="{name}_above")
    exists = ibis.cases(
        (joined.exists == NO, NO),
        (ibis.coalesce(joined.gone, False), NO),
        ((joined.exists == UNKNOWN) | ibis.coalesce(joined.doubtful, False), UNKNOWN),
        else_=YES,
    )
    standing = joined.select(*[c for c in rows.columns if c != "exists"], exists=exists)
    present = standing.filter(
        (standing.exists == YES)
        & standing.counts
        & standing.direction.isin(PRESENT)
        & (standing.scope != "background")
    )
    wholes = standing.select("world", "family", "host", "power", ancestor="subject")
    parts = ancestors.join(
        present.select("world", "family", id="subject", part_host="host", part_power="power"),
        ["world", "family", "id"],
    ).join(wholes, ["world", "family", "ancestor"])
    parts = parts.filter(
        shares(parts.power, parts.part_power) & shares(parts.host, parts.part_host)
    )
    replaced = parts.select(
        "world", "family", subject=parts.ancestor, umbrella=ibis.literal(True)
    ).distinct()
    marked = standing.left_join(replaced, key, rname="{name}_part")
    return marked.select(*standing.columns, umbrella=ibis.coalesce(marked.umbrella, False))


@step(per=("family",), cut=True)
def parties(party_rows: Table, facts: Table, actor_powers: Table) -> Table:
    """Return who takes part in each engagement: the coder's parties, and claims added or disputed.

    `power` is the power for which the role is played: the one named after `@`, else the actor's
    own country.
    """
    key = ["world", "family", "engagement", "role", "actor", "power"]
    party_facts = facts.filter(facts.property == "party")
    claimed = party_facts.select(
        "world",
        "family",
        "known",
        engagement=party_facts.subject,
        role=party_facts.member.split(":")[0],
        actor=_after(party_facts.member, ":").split("@")[0],
        power=_after(party_facts.member, "@"),
    )
    coded = _for_whom(party_rows, actor_powers)
    stated = _for_whom(claimed, actor_powers)
    kept = coded.anti_join(stated.filter(~stated.known), key)
    added = stated.filter(stated.known).anti_join(coded, key)
    both = kept.select(*key).union(added.select(*key))
    return both.mutate(power=both.power.nullif(""))


def _after(text: Value, mark: str) -> Value:
    """Return what stands after the first mark, up to the next; empty where there is none.

    The mark is added once more, because not every engine reads past the end of a list.
    """
    return (text + mark).split(mark)[1]


def _for_whom(rows: Table, actor_powers: Table) -> Table:
    """Return the rows with the power that each party acts for; empty text where none is stated."""
    placed = rows.left_join(actor_powers, "actor", rname="{name}_of")
    plain = placed.select(*rows.columns, "country")
    power = ibis.coalesce(plain.power.nullif(""), plain.country, "")
    return plain.mutate(power=power).drop("country")


@step(per=("family",))
def links(
    link_rows: Table, facts: Table, engagements: Table, ties: Table, positions: Table
) -> Table:
    """Return the links that exist in a world: claimed, and both ends there. Actors always are."""
    existing = existence(facts)
    claimed = link_rows.join(
        existing.filter(existing.exists == YES).select("world", "family", id="subject"),
        ["world", "family", "id"],
    )
    there = (
        engagements.filter(engagements.exists == YES)
        .select("world", "family", "id")
        .union(ties.select("world", "family", "id"))
        .union(positions.select("world", "family", "id"))
    )
    for end in ("subject", "object"):
        ends = claimed.select("world", "family", "id", end, f"{end}_is_actor")
        present = ends.left_join(
            there.select("world", "family", "id")
            .rename({end: "id"})
            .mutate(there=ibis.literal(True)),
            ["world", "family", end],
        )
        standing = present.filter(present[f"{end}_is_actor"] | ibis.coalesce(present.there, False))
        claimed = claimed.semi_join(
            standing.select("world", "family", "id"), ["world", "family", "id"]
        )
    return claimed


def is_standing(first: Value, last: Value, as_of: Value) -> BooleanValue:
    """Return whether something that began and ended within these days holds on a day."""
    begun = first.isnull() | (first <= as_of)
    lasts = last.isnull() | (last >= as_of)
    return begun & lasts
