"""Where interests meet and where they part."""

from collections.abc import Collection
from datetime import date

from tertius.engine.lazy import Table, ibis
from tertius.engine.step import measure, step
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import ON_ISSUES
from tertius.facts.subjects import is_standing
from tertius.facts.texts import DOMAIN, SIDE, ids, vocabulary, words

VIEW = vocabulary("view").or_word("mixed", "several, both")
RELATION = words(
    together="same, convergent, agree, aligned",
    apart="opposed, divergent, differ, disagree",
    partly="between, partial, mixed",
    silent="nothing, none, unknown",
)


@step(per=("issue",), cut=True)
def stances(positions: Table, issue_rows: Table, *, as_of: date) -> Table:
    """What each state, bloc or part holds on each issue on a day.

    `view` is `mixed` where it holds several at once.
    """
    today = ibis.literal(as_of)
    held = positions.filter(positions.code.notnull())
    held = held.filter(is_standing(held.start_first, held.until_last, today))
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


def _convergence_rests_on(
    row: Row, named: Collection[str], *, positions: Rows, search_ids: Rows
) -> RestsOn:
    """Return the positions of both sides on the issue, and the searches for them."""
    issue, sides = row["issue"], (row["party"], row["other"])
    return RestsOn(
        {name for side in sides for name in positions.ids(issue=issue, code=side)},
        ids={name for side in sides for name in search_ids.ids(issue=issue, power=side)},
    )


@measure(
    "Where do interests meet, and where do they part?",
    per=("issue",),
    key=("issue", "party", "other"),
    columns={
        "issue": ids("issues"),
        "domain": DOMAIN,
        "party": SIDE,
        "other": SIDE,
        "view": VIEW,
        "other_view": VIEW,
        "kinds": vocabulary("position_kind").or_joined(),
        "other_kinds": vocabulary("position_kind").or_joined(),
        "core": "truth",
        "other_core": "truth",
        "relation": RELATION,
    },
    evidence=_convergence_rests_on,
    exchanges=ON_ISSUES,
)
def convergence(stances: Table, sides: Table, stance_searches: Table) -> Table:
    """For each issue, how the view of each side compares with the view of each other side.

    Sides are the powers, baselines and hosts of the case. `together` is the same view, `apart` for
    against against, `partly` anything between (avoiding, conditional, mixed). A side is `silent`
    only where a search looked for its view and found none; where nobody looked, the relation is
    unknown.
    """
    key = ["world", "issue"]
    pairs = sides.select(party="code").cross_join(sides.select(other="code"))
    pairs = pairs.filter(pairs.party != pairs.other)
    issues = stances.semi_join(sides, "code").select("world", "issue", "domain").distinct()
    joined = issues.cross_join(pairs)
    looked = stance_searches.select(*key, "code").distinct()
    for side, prefix in (("party", ""), ("other", "other_")):
        held = stances.select(*key, **{side: "code"}, **{f"{prefix}{c}": c for c in HELD})
        sought = looked.select(*key, **{side: "code"}).mutate(
            **{f"{side}_sought": ibis.literal(True)}
        )
        joined = joined.left_join(held, [*key, side], rname=f"{{name}}_{side}_held")
        joined = joined.left_join(sought, [*key, side], rname=f"{{name}}_{side}_looked")
    mine, theirs = joined["view"], joined.other_view
    for_or_against = ("supports", "opposes")
    relation = ibis.cases(
        (mine.isnull() & joined.party_sought, "silent"),
        (theirs.isnull() & joined.other_sought, "silent"),
        (mine.isnull() | theirs.isnull(), ibis.null("string")),
        ((mine == theirs) & (mine != "mixed"), "together"),
        (mine.isin(for_or_against) & theirs.isin(for_or_against), "apart"),
        else_="partly",
    )
    return joined.filter(mine.notnull() | theirs.notnull()).select(
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


HELD = ("view", "kinds", "core")
"""What is told of a side's stance on an issue."""
