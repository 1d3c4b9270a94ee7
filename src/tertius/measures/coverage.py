"""How much evidence stands behind each power and domain."""

from collections.abc import Collection

from tertius.engine.lazy import Table, Value
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import EFFORT
from tertius.facts.measure import measure, number, text
from tertius.facts.texts import DOMAIN, SIDE


def _coverage_rests_on(row: Row, named: Collection[str], *, bearings: Rows) -> RestsOn:
    """Return every row of evidence that bears on the power and domain."""
    place = {name: row[name] for name in ("host", "power", "domain")}
    return RestsOn(ids=bearings.ids(**place))


@measure(
    "How much was gathered on each power?",
    place=130,
    per=("host", "power", "domain"),
    cut=True,
    key=("host", "power", "domain"),
    columns={
        "host": text("The host; empty for positions and other rows without one.", SIDE.or_empty()),
        "power": SIDE.or_empty(),
        "domain": DOMAIN.or_empty(),
        "claims": number("How many claims bear on the power in the domain."),
        "observations": number("How many observations."),
        "searches": number("How many searches."),
        "sources": number("From how many sources."),
        "origins": number("From how many independent origins; lost notes count as one."),
        "languages": number("In how many languages those sources are, as far as known."),
        "checked": number("How many claims and observations somebody opened at their source."),
        "lost": number("How many rest on lost notes alone."),
    },
    evidence=_coverage_rests_on,
    answered_by="evidence on the power, or a search for it",
    exchanges=EFFORT,
)
def coverage(bearings: Table) -> Table:
    """Claims, observations and searches that bear on each power in each domain, and their sources.

    By the coder's rows, before any are settled: this is the effort, not the result. A claim on an
    engagement of two powers counts for both. A position has no host of its own, so `host` is empty
    there. `origins` are independent roots, of which lost notes count as one; `languages` those
    in which sources are written, where that is known; `checked` the claims and observations
    that somebody opened at their source; `lost` those that only lost notes carry.
    """
    rows = bearings
    kind = rows.kind
    read = kind != "search"

    def counted(holds: Value) -> Value:
        return rows.id.nunique(where=holds).cast("int64")

    open_rows = rows.id.nunique(where=read & ~rows.lost)
    return rows.group_by("world", "host", "power", "domain").agg(
        claims=counted(kind == "claim"),
        observations=counted(kind == "observation"),
        searches=counted(kind == "search"),
        sources=rows.source.nunique().cast("int64"),
        origins=(
            rows.origin.nunique(where=~rows.lost) + (rows.lost & read).any().cast("int64")
        ).cast("int64"),
        languages=rows.language.nunique().cast("int64"),
        checked=counted(rows.checked),
        lost=(rows.id.nunique(where=read) - open_rows).cast("int64"),
    )
