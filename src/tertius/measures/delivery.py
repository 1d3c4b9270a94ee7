"""What was promised and what became of it.

How far each thing has come, its amounts by the stage they are stated for, and what it costs the
host.
"""

from collections.abc import Collection, Mapping

from tertius.engine.lazy import BooleanValue, Table, Value, ibis
from tertius.engine.step import step
from tertius.facts.evidence import USED, RestsOn, Row, Rows
from tertius.facts.exchanges import Exchanges
from tertius.facts.measure import measure, number, text, truth
from tertius.facts.subjects import DECLINED, OCCURRED, PRESENT, SIGNED, YES, shares
from tertius.facts.texts import DOMAIN, HOST, SECTOR, SECTOR_OR_ALL, SIDE, Text, ids, vocabulary
from tertius.language.told import marked

PLEDGED, STARTED, DELIVERED, CANCELLED = 3, 5, 6, 10
"""Places in the order of stages: promised up to here, signed up to, delivered from, ended from."""

OUTCOMES: Mapping[int, str] = {
    1: "promised",
    2: "promised",
    3: "promised",
    4: "signed",
    5: "started",
    6: "delivered",
    7: "delivered",
    8: "delivered",
    9: "stalled",
    10: "cancelled",
    11: "not_delivered",
    12: "failed",
    13: "declined",
}
"""What each stage comes to, by its place in the order."""

UNDETERMINED = "undetermined"
COUNTED = (*dict.fromkeys(OUTCOMES.values()), UNDETERMINED)
OUTCOME = Text(words=dict.fromkeys(COUNTED, ""))
QUALITIES = ("new", "second_hand", "modernised")

SUBJECT = ("world", "family", "subject")
PLACE = ("world", "host", "power", "sector")
EVERYTHING = "all"


BEARS = USED | {"cost_to_host", "quality"}
"""The properties of a promise that bear on what became of it."""


def rest_on_promises(names: Collection[str], subject_searches: Rows) -> RestsOn:
    """Return what rows rest on that are made of promises: these, and the searches about them."""
    looked = {search for name in names for search in subject_searches.ids(subject=name)}
    return RestsOn(names, properties=BEARS, ids=looked)


def _promise_rests_on(row: Row, named: Collection[str], *, subject_searches: Rows) -> RestsOn:
    return rest_on_promises({row["engagement"]}, subject_searches)


@measure(
    "What became of each promise?",
    place=80,
    per=("family",),
    cut=True,
    key=("engagement",),
    columns={
        "engagement": text("The engagement.", ids("engagements")),
        "type": text("Its type.", vocabulary("engagement_type")),
        "power": text("The powers, as codes joined by semicolons.", SIDE.or_joined()),
        "host": text("The hosts, as codes joined by semicolons.", HOST.or_joined()),
        "domain": DOMAIN,
        "sector": text("The sectors, joined by semicolons.", SECTOR.or_joined().or_empty()),
        "money": truth("Whether it is about money: by its type, or because an amount is known."),
        "outcome": text(
            "How far it has come: `promised`, `signed`, `started`, `delivered`, `stalled`, `cancelled`, `not_delivered`, `failed`, `declined`, or `undetermined` where no source says.",
            OUTCOME,
        ),
        "was_promised": truth("Whether a source has it announced, planned or pledged."),
        "was_signed": truth("Whether a source has it signed or started."),
        "promised_amount": number("Money as it was promised, in the case's currency."),
        "signed_amount": number("Money as it was signed."),
        "delivered_amount": number("Money as it was paid or handed over."),
        "cost_to_host": number("What the host itself pays, in the case's currency."),
        "quality": text("`new`, `second_hand` or `modernised`.", vocabulary("quality")),
        "searched_in_vain": number("How many searches about it found nothing."),
        "promised_first": text(
            "The first day on which the earliest step up to signature may have fallen."
        ),
        "promised_last": text("The last such day."),
        "delivered_first": text("The first day on which it may have been delivered."),
        "delivered_last": text("The last such day."),
        "ended_first": text(
            "The first day on which it may have been cancelled, failed or found undelivered."
        ),
        "ended_last": text("The last such day."),
        "confirmed": text(
            "The last day for which a source names a stage of it, or on which that source appeared."
        ),
        "is_umbrella": truth("Whether a part of it stands here too, so that totals leave it out."),
    },
    evidence=_promise_rests_on,
    answered_by="an engagement with claims on the stages that it reached",
    exchanges=Exchanges(
        reason=marked("names single promises, and which it is was not left to chance")
    ),
)
def promises(
    engagements: Table,
    ancestors: Table,
    facts: Table,
    subject_searches: Table,
    *,
    delivering_types: tuple[str, ...],
) -> Table:
    """One row for each thing that can be promised and delivered: how far it came, and its amounts.

    Those are loans, donations, acquisitions, contracts, arms transfers, institutions, programmes
    and whatever has an amount, done by a power with or for the host. `outcome` is the stage that
    stands, `undetermined` where no source names one. An amount stands under the stage that it is
    stated for; one without a stage under the furthest that was reached of promise and signature,
    or under delivery for what was done in one moment. `searched_in_vain` counts the searches about
    it that found nothing. `is_umbrella` marks an agreement of which a part stands here too.
    """
    deliverable = engagements.filter(
        (engagements.exists == YES)
        & engagements.direction.isin(PRESENT)
        & (engagements.scope != "background")
        & (engagements.type.isin(delivering_types) | engagements.money)
    ).rename(subject="id")
    looked = subject_searches.group_by(*SUBJECT).agg(
        searched_in_vain=subject_searches.count().cast("int64")
    )
    joined = deliverable
    for name, part in (
        ("reached", _reached(facts)),
        ("stated", _stated(facts)),
        ("told", _terms(facts)),
        ("looked", looked),
    ):
        joined = joined.left_join(part, list(SUBJECT), rname=f"{{name}}_{name}")
    order = joined.stage_order
    was_promised, was_signed, was_delivered = (
        ibis.coalesce(joined[name], False) for name in ("promised", "signed", "delivered")
    )
    at_once = was_delivered & (order == OCCURRED) & ~was_signed
    rows = joined.select(
        *SUBJECT,
        "type",
        "power",
        "host",
        "domain",
        "sector",
        "money",
        outcome=ibis.cases(
            *((order == n, word) for n, word in OUTCOMES.items()), else_=UNDETERMINED
        ),
        was_promised=was_promised,
        was_signed=was_signed,
        promised_amount=_amount(joined, "promised", was_promised & ~was_signed & ~was_delivered),
        signed_amount=_amount(joined, "signed", (was_signed | was_delivered) & ~at_once),
        delivered_amount=_amount(joined, "delivered", at_once),
        cost_to_host=joined.cost_to_host,
        quality=joined.quality,
        searched_in_vain=ibis.coalesce(joined.searched_in_vain, 0),
        **{name: joined[name] for name in DAYS},
    )
    return _marked(rows, ancestors).rename(engagement="subject")


DAYS = (
    "promised_first",
    "promised_last",
    "delivered_first",
    "delivered_last",
    "ended_first",
    "ended_last",
    "confirmed",
)
"""Between which days each step fell, and the last day on which a source confirms a stage."""


def _reached(facts: Table) -> Table:
    """Return which steps each engagement took, and between which days the first of each fell."""
    stages = facts.filter((facts.property == "stage") & facts.known)
    n = stages.number
    begun, arrived = n <= SIGNED, n.between(DELIVERED, OCCURRED)
    ended = n.between(CANCELLED, DECLINED - 1)
    public = (stages.published > 0).ifelse(
        ibis.date("1970-01-01") + (stages.published - UNIX_DAY).as_interval("D"), None
    )
    return stages.group_by(*SUBJECT).agg(
        promised=(n <= PLEDGED).any(),
        signed=n.between(SIGNED, STARTED).any(),
        delivered=arrived.any(),
        promised_first=stages.first_day.min(where=begun),
        promised_last=stages.last_day.min(where=begun),
        delivered_first=stages.first_day.min(where=arrived),
        delivered_last=stages.last_day.min(where=arrived),
        ended_first=stages.first_day.min(where=ended),
        ended_last=stages.last_day.min(where=ended),
        confirmed=ibis.greatest(stages.last_day.max(), public.cast("date").max()),
    )


UNIX_DAY = 719_163
"""The number of 1 January 1970, where 1 January of the year 1 is day 1."""


def _stated(facts: Table) -> Table:
    """Return the amounts of each engagement by the step they are stated for, one for each step."""
    amounts = facts.filter(
        (facts.property == "amount") & facts.known & (facts.period == "") & (facts.qualifier == "")
    )
    steps = {
        "unstaged": amounts.stage_order == 0,
        "promised": amounts.stage_order.between(1, PLEDGED),
        "signed": amounts.stage_order.between(SIGNED, STARTED),
        "delivered": amounts.stage_order.between(DELIVERED, OCCURRED),
    }
    step_of = ibis.cases(*((holds, name) for name, holds in steps.items()))
    stepped = amounts.mutate(step=step_of).filter(step_of.notnull())
    place = ibis.row_number().over(group_by=[*SUBJECT, "step"], order_by=stepped.stage_order.desc())
    furthest = stepped.mutate(place=place)
    furthest = furthest.filter(furthest.place == 0)
    return furthest.group_by(*SUBJECT).agg(
        **{
            f"{name}_amount": furthest.amount.max(where=furthest.step == name).cast("decimal(38,6)")
            for name in steps
        }
    )


def _terms(facts: Table) -> Table:
    """Return each engagement's cost to the host, at the furthest stage with one, and quality."""
    terms = facts.filter(facts.property.isin(("cost_to_host", "quality")) & facts.known)
    costs = terms.property == "cost_to_host"
    last = terms.stage_order.max(where=costs).over(ibis.window(group_by=list(SUBJECT)))
    marked = terms.mutate(counts=costs & (terms.stage_order == last))
    return marked.group_by(*SUBJECT).agg(
        cost_to_host=marked.amount.sum(where=marked.counts).cast("decimal(38,6)"),
        quality=marked["value"].max(where=marked.property == "quality"),
    )


def _amount(joined: Table, step: str, takes_unstaged: BooleanValue) -> Value:
    """Return the amount stated for a step, else the one without a stage where it belongs there."""
    return ibis.coalesce(
        joined[f"{step}_amount"], ibis.ifelse(takes_unstaged, joined.unstaged_amount, None)
    )


def _marked(rows: Table, ancestors: Table) -> Table:
    """Return the rows, with the agreements marked of which a part is among them."""
    parts = ancestors.join(
        rows.select("world", "family", id="subject", part_host="host", part_power="power"),
        ["world", "family", "id"],
    ).join(
        rows.select("world", "family", "host", "power", ancestor="subject"),
        ["world", "family", "ancestor"],
    )
    parts = parts.filter(
        shares(parts.power, parts.part_power) & shares(parts.host, parts.part_host)
    )
    wholes = parts.select(
        "world", "family", subject=parts.ancestor, is_umbrella=ibis.literal(True)
    ).distinct()
    marked = rows.left_join(wholes, list(SUBJECT), rname="{name}_whole")
    return marked.select(*rows.columns, is_umbrella=ibis.coalesce(marked.is_umbrella, False))


@step(per=("family",))
def promise_places(promises: Table, sector_domains: Table) -> Table:
    """Return the promises by host, power and sector, and once for all sectors together.

    Umbrellas are left out where their parts stand here.
    """
    alone = promises.filter(~promises.is_umbrella)
    by_host = alone.mutate(host=alone.host.split(";").unnest())
    placed = by_host.mutate(power=by_host.power.split(";").unnest())
    by_sector = placed.mutate(
        sector=ibis.coalesce(placed.sector.nullif(""), placed.domain).split(";").unnest()
    )
    named = by_sector.left_join(sector_domains, "sector", rname="{name}_of_sector")
    each = named.select(
        *[name for name in by_sector.columns if name != "domain"],
        domain=ibis.coalesce(named.domain_of_sector, named.domain),
    )
    together = placed.mutate(sector=ibis.literal(EVERYTHING), domain=ibis.null("string"))
    return each.union(together.select(*each.columns)).distinct()


@step(per=PLACE[1:], cut=("domain",), sums=True)
def deliveries(promise_places: Table) -> Table:
    """Return the numbers of `delivery` as sums, with how many amounts each adds up.

    Where promises have no domain, `domain` is empty text.
    """
    rows = promise_places.mutate(domain=ibis.coalesce(promise_places.domain, ""))
    arrived = rows.outcome == "delivered"
    took = {"promised": rows.was_promised, "signed": rows.was_signed, "delivered": arrived}
    amounts: dict[str, Value] = {}
    for name, step_taken in took.items():
        amount = rows[f"{name}_amount"]
        amounts[f"{name}_amount"] = _total(amount)
        amounts[f"{name}_known"] = _number(amount.notnull())
        amounts[f"{name}_unknown"] = _number(step_taken & rows.money & amount.isnull())
    return rows.group_by(*PLACE, "domain").agg(
        engagements=rows.count().cast("int64"),
        **{word: _number(rows.outcome == word) for word in COUNTED},
        **amounts,
        cost_to_host=_total(rows.cost_to_host),
        costs_known=_number(rows.cost_to_host.notnull()),
        **{word: _number(rows.quality == word) for word in QUALITIES},
        searched_in_vain=_number(~arrived & (rows.searched_in_vain > 0)),
    )


def rest_on_place(
    row: Row, named: Collection[str], *, promise_places: Rows, subject_searches: Rows
) -> RestsOn:
    """Return what a row rests on that is made of a power's promises in a sector of a host."""
    place = {name: row[name] for name in PLACE[1:]}
    return rest_on_promises(promise_places.ids("engagement", **place), subject_searches)


@measure(
    "What was promised, and what arrived?",
    place=90,
    per=PLACE[1:],
    key=PLACE[1:],
    columns={
        "host": HOST,
        "power": SIDE,
        "sector": text("The sector, or `all`.", SECTOR_OR_ALL),
        "domain": text("The domain; empty for `all`.", DOMAIN),
        "engagements": number("How many things that can be delivered, umbrellas left out."),
        "promised": number("How many are only announced, planned or pledged."),
        "signed": number("How many are signed and not started."),
        "started": number("How many are under way."),
        "delivered": number("How many are delivered, in use, or done in one moment."),
        "stalled": number("How many are held up."),
        "cancelled": number("How many were called off."),
        "not_delivered": number(
            "How many were searched for and not found paid or handed over, as a source says."
        ),
        "failed": number("How many were attempted without success."),
        "declined": number("How many were offered or asked for, and refused."),
        "undetermined": number("Of how many no source names a stage."),
        "promised_amount": number(
            "The sum of the amounts stated as promised, in the case's currency, whatever became of them."
        ),
        "promised_unknown": number("How many promises over money have no known amount."),
        "signed_amount": number("The sum of the amounts stated as signed."),
        "signed_unknown": number("How many that were signed have no known amount."),
        "delivered_amount": number("The sum of the amounts stated as paid or handed over."),
        "delivered_unknown": number("How many that were delivered have no known amount for it."),
        "cost_to_host": number("What the host itself pays, apart from what the power gives."),
        "costs_known": number("Of how many that cost is known.", label="known costs"),
        "new": number("How many deliver something new."),
        "second_hand": number("How many deliver something used."),
        "modernised": number("How many deliver something used and renewed."),
        "searched_in_vain": number(
            "How many that did not arrive were looked for, and nothing was found."
        ),
    },
    evidence=rest_on_place,
    answered_by="an engagement with claims on the stages that it reached",
    exchanges=Exchanges(("outcomes",)),
)
def delivery(deliveries: Table) -> Table:
    """How far each power's promises have come in a host: by sector, and for `all` sectors together.

    The counts are exclusive and add up to `engagements`; `declined` is what was offered or asked
    for and refused. Amounts, in the case's currency, stand under the step that they are stated
    for, so one thing may add to several; `promised_unknown`, `signed_unknown` and
    `delivered_unknown` count the deals over money that took the step without a known amount: an
    unknown amount is never zero. `cost_to_host` is what falls on the host itself, apart from what
    the power gives. `searched_in_vain` counts what did not arrive and was looked for.

    An amount with a `qualifier` or a `period` is a fact of its own, as of a part or in the dollars of
    another year: no sum has it, and its deal counts as one without a known amount.
    """
    numbers = [name for name in deliveries.columns if name not in (*PLACE, "domain")]
    summed = deliveries.group_by(*PLACE).agg(
        domain=deliveries.domain.nullif("").min(),
        **{name: deliveries[name].sum().cast(deliveries[name].type()) for name in numbers},
    )
    counted_by = {f"{name}_amount": f"{name}_known" for name in ("promised", "signed", "delivered")}
    counted_by["cost_to_host"] = "costs_known"
    shown = [name for name in numbers if name not in counted_by.values() or name == "costs_known"]
    return summed.select(
        *PLACE,
        "domain",
        **{
            name: ibis.ifelse(summed[counted_by[name]] > 0, summed[name], None)
            if name in counted_by
            else summed[name]
            for name in shown
        },
    )


def _total(amount: Value) -> Value:
    """Return the sum of amounts, unknown ones left out."""
    return ibis.coalesce(amount.sum(), 0).cast("decimal(38,6)")


def _number(holds: BooleanValue) -> Value:
    """Return for how many rows a condition holds, unknown counting as no."""
    return ibis.coalesce(holds, False).sum().cast("int64")
