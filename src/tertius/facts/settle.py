"""Rival claims about one thing become one fact; the rivals stay where they were.

The rule stands in `rule`; here it becomes SQL.
"""

from collections.abc import Collection, Sequence

from tertius.engine.lazy import Table, ibis
from tertius.evidence.row import columns
from tertius.evidence.tables import BY_NAME, SUBJECTS
from tertius.facts.evidence import RestsOn, Row
from tertius.facts.exchanges import PRINTED, Exchanges
from tertius.facts.measure import measure, number, text
from tertius.facts.rule import FACT_KEY, OBSERVATION_KEY, dispute_wins, order
from tertius.facts.texts import COUNTERPART, SECTOR, SIDE, Text, ids, vocabulary
from tertius.language.told import marked

PROPERTY = Text(
    vocabularies=("property",),
    words={column.name: "" for table in SUBJECTS for column in columns(BY_NAME[table])},
)
"""What a claim can be about: a property, or a column of its subject's table that is contested."""


def rank(rows: Table, key: Sequence[str]) -> Table:
    """Return the rows with `place` (from 0 among rivals of one stance) and what the key comes to.

    `decides` marks the rows whose absence can change the fact: the first supporter of a key and
    its first dispute. `disputed` says that a dispute wins on the key, `alone` that nobody supports.
    """
    rivals = ["world", *key, "supports"]
    # A database sorts faster in reverse than by what it has to negate.
    ordered = order(rows, lambda column: column.desc())
    placed = rows.mutate(place=ibis.row_number().over(group_by=rivals, order_by=ordered))
    on_key = ibis.window(group_by=["world", *key])
    best_dispute = placed.grade.min(where=~placed.supports).over(on_key)
    best_supporter = placed.grade.min(where=placed.supports).over(on_key)
    return placed.mutate(
        decides=placed.place == 0,
        disputed=ibis.coalesce(dispute_wins(best_dispute, best_supporter), best_dispute.notnull()),
        alone=best_supporter.isnull(),
    )


def _fact_rests_on(row: Row, named: Collection[str]) -> RestsOn:
    """Return what decides the facts on one property of a subject."""
    return RestsOn(subjects={row["subject"]}, properties={row["property"]}, is_fact=True)


@measure(
    "What do the claims about one thing come to?",
    place=10,
    name="facts",
    per=FACT_KEY,
    cut=True,
    key=("subject", "property", "stage", "period", "qualifier", "value"),
    columns={
        "subject": text("The engagement, tie, position, link or actor.", ids(*SUBJECTS)),
        "property": text("The property, or the column that is contested.", PROPERTY),
        "stage": vocabulary("stage").or_empty(),
        "period": "text",
        "qualifier": "text",
        "known": "truth",
        "value": text("The value, as stated."),
        "number": number("The value as a number; of a stage, its place in the order of stages."),
        "low": "number",
        "high": "number",
        "approx": vocabulary("approx").or_empty(),
        "unit": vocabulary("unit").or_empty(),
        "amount": "number",
    },
    evidence=_fact_rests_on,
    answered_by="a claim on that property",
    exchanges=Exchanges(reason=marked("reads single facts")),
)
def settle(claims: Table) -> Table:
    """What the claims about each property come to: one fact for each key of each world.

    `known` is false, and the value is empty, where a dispute of at least the best supporter's
    grade stands against it or nobody supports it.
    """
    first = rank(claims, FACT_KEY).filter(ibis._.decides & (ibis._.supports | ibis._.alone))
    undisputed = ~first.disputed
    return first.select(
        "world",
        *FACT_KEY,
        "stage_order",
        known=undisputed,
        value=undisputed.ifelse(first.value, None),
        number=undisputed.ifelse(first.number, None),
        low=undisputed.ifelse(first.low, None),
        high=undisputed.ifelse(first.high, None),
        approx=undisputed.ifelse(first.approx, None),
        unit=undisputed.ifelse(first.unit, None),
        amount=undisputed.ifelse(first.amount, None),
        first_day=undisputed.ifelse(first.first_day, None),
        last_day=undisputed.ifelse(first.last_day, None),
        published=undisputed.ifelse(first.published, None),
    )


def _observation_rests_on(row: Row, named: Collection[str]) -> RestsOn:
    """Return what decides the number on a key."""
    return RestsOn(observations=[tuple(row[name] for name in OBSERVATION_KEY)], is_fact=True)


@measure(
    "What do polls and statistics say?",
    place=20,
    name="observations",
    per=OBSERVATION_KEY,
    key=OBSERVATION_KEY,
    columns={
        "indicator": text("What is measured.", vocabulary("indicator")),
        "area": text("The area, as a code.", SIDE),
        "counterpart": text(
            "In relation to whom, as a code; empty where to nobody.", COUNTERPART.or_empty()
        ),
        "sector": SECTOR.or_empty(),
        "stage": vocabulary("stage").or_empty(),
        "period": "text",
        "qualifier": "text",
        "known": "truth",
        "value": number("The number."),
        "low": "number",
        "high": "number",
        "amount": "number",
        "sample": number("How many people were asked."),
        "deff": number("Design effect of the sample.", label="design effect of the sample"),
        "approx": vocabulary("approx").or_empty(),
        "unit": vocabulary("unit").or_empty(),
    },
    evidence=_observation_rests_on,
    answered_by="an observation of that indicator, area and period",
    exchanges=PRINTED,
)
def settle_observations(observation_rows: Table) -> Table:
    """What the observations of each indicator, area, counterpart and period come to."""
    first = rank(observation_rows, OBSERVATION_KEY).filter(
        ibis._.decides & (ibis._.supports | ibis._.alone)
    )
    undisputed = ~first.disputed
    numbers = {
        name: undisputed.ifelse(first[name], None)
        for name in ("value", "low", "high", "amount", "sample", "deff")
    }
    words = {name: undisputed.ifelse(first[name], None) for name in ("approx", "unit")}
    return first.select("world", *OBSERVATION_KEY, known=undisputed, **numbers, **words)


def deciding(rows: Table, key: Sequence[str]) -> Table:
    """Return the ids of the rows without which a fact of the baseline could be another.

    Only the best supporter of a key and its best dispute decide, so leaving out any other row of
    it changes nothing. This would break if settling ever counted its supporters.
    """
    baseline = rows.mutate(world=ibis.literal(""))
    return rank(baseline, key).filter(ibis._.decides).select("id").distinct()
