"""Where interests meet and where they part."""

from datetime import date

import ibis
from ibis.expr.types import Table

from tertius.step import measure, step
from tertius.subjects import is_standing


@step(per=("issue",))
def stances(positions: Table, issue_rows: Table, *, as_of: date) -> Table:
    """What each state, bloc or part holds on each issue on a day.

    `view` is `mixed` where it holds several at once.
    """
    today = ibis.literal(as_of)
    held = positions.filter(positions.code.notnull())
    held = held.filter(
        is_standing(held.start_first, held.until_last, today)
    )
    joined = held.join(issue_rows, ["world", "issue"])
    found = joined.group_by("world", "issue", "code").agg(
        domain=joined.domain.min(),
        views=joined["view"].nunique(),
        one=joined["view"].min(),
        kinds=joined.kind.collect(distinct=True).sort().join(";"),
        core=(joined.priority == "core").any(),
    )
    return found.select(
        "world",
        "issue",
        "domain",
        "code",
        view=ibis.ifelse(found.views == 1, found.one, "mixed"),
        kinds=found.kinds,
        core=ibis.coalesce(found.core, False),
    )


@measure("Where do interests meet, and where do they part?", per=("issue",))
def convergence(stances: Table, sides: Table) -> Table:
    """For each issue, how the view of each side compares with the view of each other side.

    Sides are the powers, baselines and hosts of the case. `together` is the same view, `apart` for
    against against, `partly` anything between (avoiding, conditional, mixed), `silent` where one
    of the two holds no view that the case knows of.
    """
    key = ["world", "issue"]
    pairs = sides.select(party="code").cross_join(sides.select(other="code"))
    pairs = pairs.filter(pairs.party != pairs.other)
    issues = stances.semi_join(sides, "code").select("world", "issue", "domain").distinct()
    grid = issues.cross_join(pairs)
    mine = stances.select(*key, "view", "kinds", "core", party="code")
    theirs = stances.select(*key, other_view="view", other_kinds="kinds", other_core="core", other="code")
    joined = grid.left_join(mine, [*key, "party"]).left_join(theirs, [*key, "other"], rname="{name}_of")
    there, heard = joined["view"].notnull(), joined.other_view.notnull()
    opposite = (joined["view"].isin(("supports", "opposes"))) & (
        joined.other_view.isin(("supports", "opposes"))
    )
    relation = ibis.cases(
        (~there | ~heard, "silent"),
        ((joined["view"] == joined.other_view) & (joined["view"] != "mixed"), "together"),
        (opposite, "apart"),
        else_="partly",
    )
    return joined.filter(there | heard).select(
        *key,
        "domain",
        "party",
        "other",
        "view",
        "other_view",
        "kinds",
        "other_kinds",
        core=ibis.coalesce(joined.core, False),
        other_core=ibis.coalesce(joined.other_core, False),
        relation=relation,
    )
