"""How long promises wait: the share delivered, ended and still open after a time.

Kaplan and Meier (1958) for what is still open, Aalen and Johansen (1978) for what was delivered or
ended, both with exact ties: dates here are often years, and many fall together.
"""

from tertius.engine.lazy import Table, Value, ibis
from tertius.facts.exchanges import Exchanges
from tertius.facts.measure import measure, number, text
from tertius.facts.texts import HOST, SECTOR_OR_ALL, SIDE, words
from tertius.language.told import marked
from tertius.measures.delivery import PLACE, rest_on_place

FEWEST = 5
"""So many dated promises it takes: with fewer a curve says more than it knows."""

ENDED = ("cancelled", "not_delivered", "failed")
WAITING = ("promised", "signed", "started", "stalled")

DATINGS = {
    "middle": ("middle", "middle"),
    "shortest": ("last", "first"),
    "longest": ("first", "last"),
}
"""How a partial date is read: where the promise, and where its end, falls in its span."""

CURVE = (*PLACE, "dating")
DAYS_A_YEAR = 365.25
"""Days of a year on average, leap years counted."""

EXACT, DIGITS = "decimal(38,20)", 12
"""Terms are added up as decimals and shares rounded: neither order nor engine changes a curve."""


@measure(
    "How long do promises wait?",
    place=100,
    per=("host", "power"),
    key=("host", "power", "sector", "dating", "days"),
    columns={
        "host": HOST,
        "power": SIDE,
        "sector": text("The sector, or `all`.", SECTOR_OR_ALL),
        "dating": text(
            "How partial dates are read: `middle`, or as bounds `shortest` and `longest`.",
            words(middle="", shortest="earliest", longest="latest"),
        ),
        "promises": number("How many promises."),
        "undated": number("How many of them lack a date that the curve needs."),
        "refused": text("Why there is no curve; empty where there is one."),
        "days": number("Days since the promise."),
        "at_risk": number("How many were still open just before.", label="still open before"),
        "delivered": number("How many were delivered after just so many days."),
        "ended": number("How many ended otherwise."),
        "open_share": number("The share still open then, from 0 to 1 (Kaplan and Meier)."),
        "delivered_share": number(
            "The share delivered by then (Aalen and Johansen).", label="share delivered by then"
        ),
        "ended_share": number("The share ended by then.", label="share ended by then"),
        "years": number("The same in years."),
    },
    evidence=rest_on_place,
    answered_by="a promise with dated stages",
    exchanges=Exchanges(("outcomes",)),
)
def delivery_times(promise_places: Table) -> Table:
    """The shares of promises delivered, ended and still open, by the years since the promise.

    The clock starts at the first dated stage up to `signed`. Cancelled, failed and undelivered
    promises have `ended`, a competing risk; what is open is counted until the last date on which a
    source confirms it, and not until today. `dating` reads partial dates by their middle, and, as
    bounds, so that waits are shortest and longest. `at_risk` were still open just before. Where fewer
    than five promises are dated, or none of them came to an end, there is no curve and `refused`
    says so. A promise that failed before anyone recorded it is missing: the shares delivered are
    rather too high.
    """
    rows = promise_places.filter(promise_places.outcome.isin(("delivered", *ENDED, *WAITING)))
    event = ibis.cases(
        (rows.outcome == "delivered", "delivered"),
        (rows.outcome.isin(ENDED), "ended"),
        else_="open",
    )
    events = rows.mutate(event=event)
    spans = [
        _span(events, *read).mutate(dating=ibis.literal(name)) for name, read in DATINGS.items()
    ]
    together = spans[0].union(spans[1]).union(spans[2])
    counted = together.group_by(*CURVE).agg(
        promises=together.count().cast("int64"),
        undated=together.days.isnull().sum().cast("int64"),
        ends=(together.days.notnull() & (together.event != "open")).sum().cast("int64"),
    )
    dated = counted.promises - counted.undated
    refused = ibis.cases(
        (
            dated < FEWEST,
            dated.cast("string") + ibis.literal(f" dated promises; a curve takes {FEWEST}"),
        ),
        (counted.ends == 0, marked("none of the dated promises was delivered or ended")),
        else_=ibis.null("string"),
    )
    judged = counted.mutate(refused=refused).drop("ends")
    curve = curves(together.filter(together.days.notnull()), CURVE)
    shown = judged.filter(judged.refused.isnull()).inner_join(curve, list(CURVE))
    columns = [*judged.columns, *(c for c in curve.columns if c not in CURVE)]
    empty = {name: ibis.null(curve[name].type()) for name in curve.columns if name not in CURVE}
    none = judged.filter(judged.refused.notnull() & (judged.dating == "middle")).mutate(**empty)
    rows = shown.select(*columns).union(none.select(*columns))
    return rows.mutate(years=(rows.days / DAYS_A_YEAR).round(2))


def curves(spans: Table, group: tuple[str, ...]) -> Table:
    """Return, for each group and number of `days`, how many were at risk, and the shares so far.

    `spans` has one row for each promise: the group's columns, `days`, and its `event`, which is
    delivered, ended or open. S(t) is the product of (1 - d/n) over the times up to t, and the share
    delivered the sum of d/n, each times S just before. What is neither has ended: the three always
    add up to one, so this is the sum of its own d/n too.
    """
    ties = spans.group_by(*group, "days").agg(
        delivered=(spans.event == "delivered").sum().cast("int64"),
        ended=(spans.event == "ended").sum().cast("int64"),
        leaving=spans.count().cast("int64"),
    )
    later = ibis.window(group_by=list(group), order_by="days", preceding=0)
    so_far = ibis.window(group_by=list(group), order_by="days", following=0)
    risky = ties.mutate(at_risk=ties.leaving.sum().over(later).cast("int64"))
    stays = 1 - (risky.delivered + risky.ended) / risky.at_risk
    staying = risky.mutate(stays=stays)
    # Nothing stays only at the last time of a group, so no product after it misses the zero.
    logs = staying.stays.nullif(0).ln().cast(EXACT).sum().over(so_far)
    product = logs.cast("float64").exp()
    lived = staying.mutate(
        open_share=ibis.ifelse(staying.stays == 0, 0.0, ibis.coalesce(product, 1.0))
    )
    before = ibis.coalesce(
        lived.open_share.lag().over(ibis.window(group_by=list(group), order_by="days")), 1.0
    )
    standing = lived.mutate(before=before)
    parts = (standing.before * standing.delivered / standing.at_risk).cast(EXACT)
    shares = standing.mutate(
        open_share=standing.open_share.round(DIGITS),
        delivered_share=parts.sum().over(so_far).cast("float64").round(DIGITS),
    )
    rest = (1 - shares.open_share - shares.delivered_share).round(DIGITS)
    return shares.select(
        *group,
        "days",
        "at_risk",
        "delivered",
        "ended",
        "open_share",
        "delivered_share",
        ended_share=ibis.ifelse(rest > 0, rest, 0.0),
    )


def _span(rows: Table, begins: str, ends: str) -> Table:
    """Return each promise with the days from its beginning to its end, or last confirmation."""
    end = ibis.cases(
        (rows.event == "delivered", _day(rows, "delivered", ends)),
        (rows.event == "ended", _day(rows, "ended", ends)),
        else_=rows.confirmed.epoch_seconds() // SECONDS_A_DAY,
    )
    days = (end - _day(rows, "promised", begins)).cast("int64")
    return rows.select(*PLACE, "engagement", "event", days=ibis.ifelse(days < 0, 0, days))


SECONDS_A_DAY = 86_400
"""Days are counted as whole days since 1970, in UTC."""


def _day(rows: Table, step: str, read: str) -> Value:
    """Return the number of the day on which a step fell: the first, last or middle of its span."""
    first, last = (
        rows[f"{step}_{end}"].epoch_seconds() // SECONDS_A_DAY for end in ("first", "last")
    )
    return {"first": first, "last": last, "middle": first + (last - first) // 2}[read]
