"""How much of each sector each power holds."""

from collections.abc import Collection

from tertius.engine.lazy import NumericValue, Table, ibis
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import Exchanges
from tertius.facts.measure import measure, number, text
from tertius.facts.texts import DOMAIN, HOST, SECTOR, SIDE, words
from tertius.measures.control import Ownership

SHARES = frozenset({"share", "count_share", "stake_share"})
"""Columns that set a power beside all others, so that they rest on the whole sector."""


def _presence_rests_on(
    row: Row,
    named: Collection[str],
    *,
    entries: Rows,
    stakes: Rows,
    holdings: Rows,
    searches: Rows,
) -> RestsOn:
    """Return a power's engagements and stakes in a sector; where a share is named, everybody's."""
    sector = {"host": row["host"], "sector": row["sector"]}
    place = {**sector, "power": row["power"]}
    counted = sector if SHARES.intersection(named) else place
    held = holdings.made(Ownership).with_those_behind(stakes.ids(**counted))
    return RestsOn(entries.ids(**counted) | held, ids=searches.ids(**place))


@measure(
    "How much of each sector does each power hold?",
    place=40,
    per=("host", "sector"),
    cut=("power",),
    key=("host", "sector", "power"),
    columns={
        "host": HOST,
        "sector": SECTOR,
        "domain": DOMAIN,
        "power": SIDE,
        "engagements": number(
            "How many engagements stand: there, neither ended nor replaced by their parts."
        ),
        "ended": number("How many were cancelled, not delivered or failed."),
        "uncertain": number(
            "How many are disputed, so that nobody can say whether they are there."
        ),
        "amount": number(
            "Money from signed on, in the case's currency; zero only where a search looked."
        ),
        "amounts_known": number("How many engagements the amount sums.", label="known amounts"),
        "amounts_unknown": number(
            "How many engagements count and have no known amount.", label="unknown amounts"
        ),
        "share": number("The amount as a share of the sector's, from 0 to 1."),
        "count_share": number(
            "The engagements as a share of the sector's, from 0 to 1.", label="share of engagements"
        ),
        "stakes": number("How many stakes are held, by ties that own or control."),
        "stake_pct": number(
            "The sum of the stated shares, in percent points.",
            label="stakes added up over companies, in percentage points",
        ),
        "stakes_unknown": number(
            "How many stakes have no stated share.", label="stakes of unknown size"
        ),
        "stake_share": number(
            "The stakes as a share of all powers' stakes, from 0 to 1.", label="share of all stakes"
        ),
        "years": number("How long the oldest lasting engagement or stake has stood at least."),
        "searches": number("How many searches looked here and found nothing."),
    },
    evidence=_presence_rests_on,
    answered_by="an engagement there, or a search for one that found nothing",
    exchanges=Exchanges(("powers",)),
)
def presence(cells: Table, sectors: Table) -> Table:
    """Each power's engagements, amounts, stakes and years in a sector of a host, and its shares.

    Counts alone mislead, so four bases stand side by side. Amounts that nobody states are counted
    beside the total, never as zero. An engagement of two powers shows under both, and the
    sector's total, made beside, counts it once. `stake_pct` adds up stated stakes over companies, in percentage points. `years` is how long the oldest lasting engagement
    or stake has stood at least.
    """
    key = ["world", "host", "sector"]
    by_sector = ibis.window(group_by=key)
    joined = cells.left_join(sectors, key)
    return joined.select(
        *key,
        "domain",
        "power",
        "engagements",
        "ended",
        "uncertain",
        "amount",
        "amounts_known",
        "amounts_unknown",
        share=_ratio(joined.amount, joined.sector_amount),
        count_share=_ratio(joined.engagements, joined.sector_engagements),
        stakes=joined.stakes,
        stake_pct=joined.stake_pct,
        stakes_unknown=joined.stakes_unknown,
        stake_share=_ratio(joined.stake_pct, joined.stake_pct.sum().over(by_sector)),
        years=joined.years,
        searches=joined.searched,
    )


def _ratio(part: NumericValue, whole: NumericValue) -> NumericValue:
    """Return a share as a float; a quotient of decimals has as many digits as each engine likes."""
    return part.cast("float64") / whole.cast("float64").nullif(0)


BASES = {"count": "engagements", "amount": "amount", "stake": "stake_pct", "years": "years"}
"""By what a power can lead, and the column of `presence` that says so."""

BASIS = words(
    count="number, engagements", amount="money, sum", stake="share, shares", years="time, age"
)

COUNTS_ENGAGEMENTS, COUNTS_STAKES = ("count", "amount", "years"), ("stake", "years")
"""The bases that are computed from engagements, and those from stakes."""


def _leader_rests_on(
    row: Row,
    named: Collection[str],
    *,
    entries: Rows,
    stakes: Rows,
    holdings: Rows,
    searches: Rows,
) -> RestsOn:
    """Return every power's engagements and stakes in a sector, as far as the basis counts them."""
    place = {"host": row["host"], "sector": row["sector"]}
    subjects: set[str] = set()
    if row["basis"] in COUNTS_ENGAGEMENTS:
        subjects |= entries.ids(**place)
    if row["basis"] in COUNTS_STAKES:
        subjects |= holdings.made(Ownership).with_those_behind(stakes.ids(**place))
    return RestsOn(subjects, ids=searches.ids(**place))


@measure(
    "Who leads in each sector, and by what?",
    place=50,
    per=("host", "sector"),
    key=("host", "sector", "basis"),
    columns={
        "host": HOST,
        "sector": SECTOR,
        "domain": DOMAIN,
        "basis": text("By what: `count`, `amount`, `stake` or `years`.", BASIS),
        "leader": text("Who leads; unknown where two or more are first.", SIDE, label="who leads"),
        "value": number("The leader's value."),
        "runner_up": text("Who comes second; unknown where nobody leads.", SIDE, label="second"),
        "runner_up_value": number("The second's value.", label="value of the second"),
        "margin": number(
            "The lead as a share of what all powers have together, from 0 to 1.", label="lead"
        ),
        "unknown": number(
            "How many powers are there without a known value.", label="powers without a known value"
        ),
    },
    evidence=_leader_rests_on,
    answered_by="an engagement there",
    exchanges=Exchanges(("powers",), strength={"leader": "margin"}),
)
def leader(presence: Table) -> Table:
    """One row for each host, sector and basis: who leads, by how much, and who comes second.

    The bases are count, amount, stake and years. A tie for first place has no leader, and one for the second no
    runner-up. `margin` is
    the lead as a share of what all powers have together; `unknown` counts the powers that are
    there and whose value on this basis nobody states.
    """
    rows = [
        presence.select(
            "world",
            "host",
            "domain",
            "sector",
            "power",
            "engagements",
            "stakes",
            basis=ibis.literal(basis),
            value=presence[column].cast("float64"),
            exact=presence[column].cast("decimal(38,6)"),
        )
        for basis, column in BASES.items()
    ]
    long = rows[0].union(rows[1]).union(rows[2]).union(rows[3])
    key = ["world", "host", "sector", "basis"]
    placed = long.mutate(
        place=ibis.row_number().over(
            group_by=key, order_by=[long.value.desc(nulls_first=False), long.power]
        ),
    )
    tied = placed.group_by(*key).agg(
        domain=ibis._.domain.min(),
        top=ibis._.power.max(where=ibis._.place == 0),
        value=ibis._.value.max(),
        second=ibis._.power.max(where=(ibis._.place == 1) & ibis._.value.notnull()),
        second_value=ibis._.value.max(where=ibis._.place == 1),
        third_value=ibis._.value.max(where=ibis._.place == 2),
        total=ibis._.exact.sum().cast("float64"),
        unknown=(
            ibis._.value.isnull()
            & ((ibis.coalesce(ibis._.engagements, 0) > 0) | (ibis.coalesce(ibis._.stakes, 0) > 0))
        )
        .sum()
        .cast("int64"),
        powers=ibis._.value.notnull().sum().cast("int64"),
    )
    led = (tied.value > 0) & (tied.second_value.isnull() | (tied.second_value < tied.value))
    return tied.filter(tied.powers > 0).select(
        *key[:-1],
        "domain",
        "basis",
        leader=led.ifelse(tied.top, None),
        value=tied.value,
        runner_up=(
            led & (tied.third_value.isnull() | (tied.third_value < tied.second_value))
        ).ifelse(tied.second, None),
        runner_up_value=led.ifelse(tied.second_value, None),
        margin=(tied.value - ibis.coalesce(tied.second_value, 0.0)) / tied.total.nullif(0),
        unknown=tied.unknown,
    )
