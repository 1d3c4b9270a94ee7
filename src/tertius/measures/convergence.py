"""Where interests meet and where they part."""

from collections.abc import Collection
from datetime import date

from tertius.engine.lazy import Table, ibis
from tertius.engine.step import step, union
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import ON_ISSUES
from tertius.facts.measure import measure, text, truth
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
    """Return the view of each state, bloc or part on each issue on a day.

    `view` is `mixed` where one of them holds several views at once.
    """
    today = ibis.literal(as_of)
    held = positions.filter(positions.code.notnull())
    held = held.filter(is_standing(held.start_first, held.until_last, today))
    joined = held.join(issue_rows, ["world", "issue"])
    grouped = joined.group_by("world", "issue", "code").agg(
        domain=joined.domain.min(),
        views=joined["view"].nunique(),
        one=joined["view"].min(),
        kinds=joined.kind.collect(distinct=True).sort().join(";"),
        core=(joined.priority == "core").any(),
    )
    return grouped.select(
        "world",
        "issue",
        "domain",
        "code",
        view=ibis.ifelse(grouped.views == 1, grouped.one, "mixed"),
        kinds=grouped.kinds,
        core=ibis.coalesce(grouped.core, False),
    )


@step(per=("issue",), cut=True)
def implied_views(stances: Table, issue_relations: Table) -> Table:
    """Return what each view on an issue comes to on the issues that it excludes or implies."""
    reached = stances.join(issue_relations, ["world", "issue", "view"])
    return reached.select(
        "world",
        "issue",
        "target",
        "code",
        "kinds",
        "core",
        domain=reached.target_domain,
        view=reached.target_view,
    )


@step(per=("issue",), cut=True)
def own_views(stances: Table) -> Table:
    """Return every view under the issue that it is on, which is its `target` as well."""
    return stances.mutate(target=stances.issue)


@step(per=("target",), cut=True)
def views(own_views: Table, implied_views: Table) -> Table:
    """Return the view of each state, bloc or part on each issue: its own, else the one that follows.

    `through` names the issues from whose views it follows, and is empty where the view is its own.
    `issue` repeats `target`, by which what is computed of these rows is parted.
    """
    key = ["world", "target", "code"]
    follows = implied_views.anti_join(own_views, key)
    grouped = follows.group_by(*key).agg(
        domain=follows.domain.min(),
        views=follows["view"].nunique(),
        one=follows["view"].min(),
        kinds=follows.kinds.collect(distinct=True).sort().join(";"),
        core=follows.core.any(),
        through=follows.issue.collect(distinct=True).sort().join(";"),
    )
    own = own_views.select(*key, "issue", *STANCE, through=ibis.literal(""))
    return union(
        [
            own,
            grouped.select(
                *key,
                "domain",
                "kinds",
                "core",
                "through",
                issue=grouped.target,
                view=ibis.ifelse(grouped.views == 1, grouped.one, "mixed"),
            ).select(*own.columns),
        ]
    )


def _convergence_rests_on(
    row: Row, named: Collection[str], *, positions: Rows, search_ids: Rows
) -> RestsOn:
    """Return the positions of both sides on the issues that their views are on, and the searches for them."""
    views = ((row["party"], row["through"]), (row["other"], row["other_through"]))
    held = [(side, through.split(";") if through else [row["issue"]]) for side, through in views]
    return RestsOn(
        {
            name
            for side, on in held
            for issue in on
            for name in positions.ids(issue=issue, code=side)
        },
        ids={
            name
            for side, through in views
            if not through
            for name in search_ids.ids(issue=row["issue"], power=side)
        },
    )


@measure(
    "Where do interests meet, and where do they part?",
    place=70,
    per=("issue",),
    key=("issue", "party", "other"),
    columns={
        "issue": text("The issue.", ids("issues")),
        "domain": DOMAIN,
        "party": text("The one side, as a code.", SIDE, label="one side"),
        "other": SIDE,
        "view": text("Its view; `mixed` where it holds several.", VIEW),
        "other_view": text("The view of the other side.", VIEW, label="view of the other"),
        "kinds": text(
            "How its position is known, joined by semicolons.",
            vocabulary("position_kind").or_joined(),
            label="how the view is known",
        ),
        "other_kinds": text(
            "How that of the other is known.",
            vocabulary("position_kind").or_joined(),
            label="how the other's view is known",
        ),
        "core": truth("Whether a source calls it core.", label="called core"),
        "other_core": truth(
            "Whether a source calls the other's core.", label="called core for the other"
        ),
        "relation": text(
            "`together`, `apart`, `partly`, or `silent` where a search found no view; empty where nobody looked.",
            RELATION,
        ),
        "through": text(
            "The issues from whose views its own here follows, as case.yml relates them; empty where it has a view on this very issue.",
            ids("issues").or_joined().or_empty(),
            label="follows from its view on",
        ),
        "other_through": text(
            "The same for the other side.",
            ids("issues").or_joined().or_empty(),
            label="follows for the other from its view on",
        ),
    },
    evidence=_convergence_rests_on,
    answered_by="a position on the issue, or a search for one that found nothing",
    exchanges=ON_ISSUES,
)
def convergence(views: Table, sides: Table, stance_searches: Table) -> Table:
    """For each issue, how the view of each side compares with the view of each other side.

    Sides are the powers, baselines and hosts of the case. `together` is the same view, `apart` for
    against against, `partly` anything between (avoiding, conditional, mixed). A side is `silent`
    only where a search looked for its view and found none; where nobody looked, the relation is
    unknown.

    A side without a view of its own on an issue may hold one that follows from what it wants
    elsewhere, where case.yml says that two issues exclude or imply each other; `through` names the
    issues that it follows from. One side's view at least is its own in each row.
    """
    key = ["world", "issue"]
    pairs = sides.select(party="code").cross_join(sides.select(other="code"))
    pairs = pairs.filter(pairs.party != pairs.other)
    issues = views.semi_join(sides, "code").select("world", "issue", "domain").distinct()
    joined = issues.cross_join(pairs)
    looked = stance_searches.select(*key, "code").distinct()
    for side, prefix in (("party", ""), ("other", "other_")):
        held = views.select(*key, **{side: "code"}, **{f"{prefix}{c}": c for c in HELD})
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
    is_own = (joined.through == "") | (joined.other_through == "")
    return joined.filter(is_own).select(
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
        through=ibis.coalesce(joined.through, ""),
        other_through=ibis.coalesce(joined.other_through, ""),
    )


STANCE = ("domain", "kinds", "core", "view")
HELD = ("view", "kinds", "core", "through")
"""The columns of a side's stance on an issue."""
