"""What stands between each power of the case and each host: engagements with their years, and ties."""

from datetime import date

from tertius.engine.lazy import Table, ibis
from tertius.engine.step import step
from tertius.facts.subjects import is_standing

AGAINST = "sanctions"
"""The relation that is no tie of partners."""


@step(per=("family",), cut=True)
def standings(
    entries: Table,
    engagements: Table,
    case_hosts: Table,
    case_powers: Table,
    *,
    as_of: date,
    binding_types: tuple[str, ...],
) -> Table:
    """Return each standing engagement of a power of the case in a host of the case, once a domain.

    An engagement stands from the year in which it began to the one in which it ended, or, where it
    lasts, to that of the results. Without a date it has no years.
    """
    place = ["world", "family", "id", "host", "domain", "power"]
    there = entries.filter(entries.standing)
    there = there.semi_join(case_hosts, "host").semi_join(case_powers, "power")
    once = there.select(*place, "lasting", "since", "until").distinct()
    kinds = engagements.select("world", "family", "id", "type")
    joined = once.join(kinds, ["world", "family", "id"])
    today = ibis.literal(as_of)
    lasts = ibis.least(ibis.coalesce(joined.until, today), today)
    end = ibis.ifelse(joined.lasting, lasts, ibis.coalesce(joined.until, joined.since))
    return joined.select(
        *place,
        binds=joined.type.isin(binding_types),
        from_year=joined.since.year().cast("int64"),
        to_year=end.year().cast("int64"),
    )


@step(per=("family",))
def tie_hosts(
    ties: Table,
    actor_groups: Table,
    case_hosts: Table,
    case_powers: Table,
    *,
    as_of: date,
    holding_relations: tuple[str, ...],
) -> Table:
    """Return each standing tie between a host's actor and a power's, sanctions and stakes apart."""
    held = ties.filter(~ties.relation.isin((*holding_relations, AGAINST)))
    held = held.filter(is_standing(held.start_first, held.until_last, ibis.literal(as_of)))
    codes = actor_groups.select("actor", "code")
    ends = held.select("world", "family", "id", "actor", "target").join(codes, "actor")
    ends = ends.join(codes.select(target="actor", other_code="code"), "target")
    ways = [
        ends.select("world", "family", "id", host=ibis._.code, power=ibis._.other_code),
        ends.select("world", "family", "id", host=ibis._.other_code, power=ibis._.code),
    ]
    both = ways[0].union(ways[1]).distinct()
    return both.semi_join(case_hosts, "host").semi_join(case_powers, "power")
