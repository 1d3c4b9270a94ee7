"""How much evidence stands behind each power and domain."""

from collections.abc import Collection

from tertius.engine.lazy import Table, Value
from tertius.engine.step import measure
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import EFFORT
from tertius.facts.texts import DOMAIN, SIDE


def _coverage_rests_on(row: Row, named: Collection[str], *, bearings: Rows) -> RestsOn:
    """Return every row of evidence that bears on the power and domain."""
    place = {name: row[name] for name in ("host", "power", "domain")}
    return RestsOn(ids=bearings.ids(**place))


@measure(
    "How much was gathered on each power?",
    per=("host", "power", "domain"),
    cut=True,
    key=("host", "power", "domain"),
    columns={
        "host": SIDE.or_empty(),
        "power": SIDE.or_empty(),
        "domain": DOMAIN.or_empty(),
        "claims": "number",
        "observations": "number",
        "searches": "number",
        "sources": "number",
        "origins": "number",
        "languages": "number",
        "checked": "number",
        "lost": "number",
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

    def number(holds: Value) -> Value:
        return rows.id.nunique(where=holds).cast("int64")

    open_rows = rows.id.nunique(where=read & ~rows.lost)
    return rows.group_by("world", "host", "power", "domain").agg(
        claims=number(kind == "claim"),
        observations=number(kind == "observation"),
        searches=number(kind == "search"),
        sources=rows.source.nunique().cast("int64"),
        origins=(
            rows.origin.nunique(where=~rows.lost) + (rows.lost & read).any().cast("int64")
        ).cast("int64"),
        languages=rows.language.nunique().cast("int64"),
        checked=number(rows.checked),
        lost=(rows.id.nunique(where=read) - open_rows).cast("int64"),
    )
