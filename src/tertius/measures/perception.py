"""What people believe beside what the figures show."""

from collections.abc import Collection

from tertius.engine.lazy import StringValue, Table, Value, ibis
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import POLLED
from tertius.facts.measure import measure, number, text
from tertius.facts.rule import OBSERVATION_KEY
from tertius.facts.texts import COUNTERPART, SIDE, ids, vocabulary
from tertius.language.told import marked

DESIGN_EFFECT = 1.5
"""How much a poll's design widens its error, where it does not say; a common cautious value."""

NORMAL_95 = 1.96
"""Standard errors to each side that a 95 percent interval takes."""

EXACT = "decimal(38,12)"
"""Percentages are added up as decimals, so that a sum does not hang on the order of its rows."""

ANSWERS = ("world", "area", "asked", "period")
QUESTION = (*ANSWERS, "measured_indicator", "measured_qualifier")


OF_ALL_ANSWERS = frozenset(
    {"perceived_rank", "measured_rank", "total_gap", "measured_first", "named_correctly"}
)
"""Columns that rest on every answer to the question."""


def _perception_rests_on(row: Row, named: Collection[str], *, observations: Rows) -> RestsOn:
    """Return the answer and the figure beside it; where ranks or sums are named, all of them."""
    numbers = [
        ("opinion_share", row["period"], row["asked"]),
        ("no_answer", row["period"], row["asked"]),
        (row["measured_indicator"], row["measured_period"], row["measured_qualifier"]),
    ]
    everybody = bool(OF_ALL_ANSWERS.intersection(named))
    return RestsOn(
        observations={
            tuple(one[name] for name in OBSERVATION_KEY)
            for indicator, period, qualifier in numbers
            for one in observations.where(
                area=row["area"], indicator=indicator, period=period, qualifier=qualifier
            )
            if everybody or one["counterpart"] in (row["counterpart"], "")
        }
    )


@measure(
    "What do people believe, and what do the figures show?",
    place=110,
    per=("area",),
    key=(*QUESTION[1:], "counterpart"),
    columns={
        "area": text("Where people were asked, as a code.", SIDE),
        "asked": text(
            "The question, by the `qualifier` of its rows.", ids("perceptions"), label="question"
        ),
        "period": "text",
        "measured_indicator": text("The indicator set beside it.", vocabulary("indicator")),
        "measured_qualifier": text("The qualifier of that indicator."),
        "counterpart": text("Whom the answer names, as a code.", COUNTERPART.or_empty()),
        "question": text("The question in words."),
        "perceived": number("The share of respondents who said so, in percent."),
        "perceived_low": number(
            "The lower end of its 95 percent interval; unknown without the sample."
        ),
        "perceived_high": number("The upper end."),
        "no_answer": number("The share who gave no answer, in percent."),
        "perceived_of_answers": number("The share among those who answered, in percent."),
        "perceived_rank": number(
            "Its place among the counterparts that poll and figures both name."
        ),
        "measured": number("The figure, in percent."),
        "measured_period": text("The period of the figure; empty where it has none."),
        "measured_rank": number("The figure's place among the same counterparts."),
        "gap": number("Perceived less measured, in percentage points."),
        "gap_low": number(
            "The lower end of the gap's 95 percent interval, from the poll's error alone."
        ),
        "gap_high": number("The upper end."),
        "log_ratio": number(
            "The natural logarithm of perceived by measured.",
            label="perceived by measured, as a logarithm",
        ),
        "total_gap": number(
            "Half the sum of all gaps' sizes; unknown where several answers could be given."
        ),
        "measured_first": text(
            "Who leads by the figures, asked about or not.",
            COUNTERPART.or_empty(),
            label="first by the figures",
        ),
        "named_correctly": number(
            "The share of respondents who named the one who leads, in percent.",
            label="share who named the right one, in percent",
        ),
        "caveat": text("What keeps the two from being the same thing, in words."),
    },
    evidence=_perception_rests_on,
    answered_by="an observation of the poll and one of the figure that case.yml sets beside it",
    exchanges=POLLED,
)
def perception(observations: Table, questions: Table) -> Table:
    """What a poll says of each counterpart beside what an indicator measures of it, both in percent.

    Which question is set beside which indicator stands under `perceptions` in case.yml. The figure
    is that of the poll's own period, else of the latest period before it, else one without a
    period, else the next after it; `caveat` names what differs. `gap` is perceived less measured,
    in percentage points, with an interval of 95 percent from sample size and design effect (1.5
    where unknown) where the sample is known; the figure itself is taken as exact. Ranks run over
    the counterparts that both name. Where the answers add up to more than 100 several could be
    given, so `total_gap`, half the sum of the gaps' sizes, is left out. `measured_first` is who
    leads by those figures, asked or not, and `named_correctly` the share of respondents who said so.
    """
    stated = observations.filter(observations.known)
    polls = stated.filter(stated.indicator == "opinion_share").select(
        "world",
        "area",
        "counterpart",
        "period",
        "sample",
        "deff",
        asked="qualifier",
        perceived=stated["value"].cast("float64"),
    )
    asked = polls.join(questions, "asked")
    silent = stated.filter(stated.indicator == "no_answer").select(
        "world", "area", "period", asked="qualifier", no_answer=stated["value"].cast("float64")
    )
    answers = asked.left_join(silent, list(ANSWERS), rname="{name}_silent")
    paired = _beside(answers.select(*asked.columns, "no_answer"), stated)
    return _compared(paired)


def _beside(answers: Table, stated: Table) -> Table:
    """Return each answer with the figure of the nearest period, and who leads by such figures."""
    figures = stated.filter(stated.unit == "pct").select(
        "world",
        "area",
        "counterpart",
        measured_indicator="indicator",
        measured_qualifier="qualifier",
        measured_period="period",
        measured=stated["value"].cast("float64"),
    )
    asked = answers.select(*QUESTION).distinct()
    same = ["world", "area", "measured_indicator", "measured_qualifier"]
    candidates = asked.join(figures, same)
    poll, figure = candidates.period, candidates.measured_period
    nearness = ibis.cases(
        (figure == poll, 0), ((figure != "") & (figure < poll), 1), (figure == "", 2), else_=3
    )
    order = [nearness, ibis.ifelse(nearness == 1, figure, None).desc(nulls_first=False), figure]
    place = ibis.row_number().over(group_by=[*QUESTION, "counterpart"], order_by=order)
    placed = candidates.mutate(place=place)
    nearest = placed.filter(placed.place == 0).drop("place")
    best = nearest.group_by(*QUESTION).agg(best=nearest.measured.max())
    ranked = nearest.join(best, list(QUESTION))
    leading = ranked.filter(ranked.measured == ranked.best)
    firsts = leading.group_by(*QUESTION).agg(
        leaders=leading.count(), measured_first=leading.counterpart.max()
    )
    joined = answers.left_join(nearest, [*QUESTION, "counterpart"], rname="{name}_figure")
    led = joined.left_join(firsts, list(QUESTION), rname="{name}_first")
    return led.select(
        *answers.columns,
        "measured",
        "measured_period",
        measured_first=ibis.ifelse(led.leaders == 1, led.measured_first, None),
    )


def _compared(paired: Table) -> Table:
    """Return gaps, intervals, ranks and caveats of answers that have their figure beside them."""
    within = ibis.window(group_by=list(QUESTION))
    both = paired.perceived.notnull() & paired.measured.notnull()
    share = paired.perceived / 100
    design = ibis.coalesce(paired.deff.cast("float64"), DESIGN_EFFECT)
    half = (
        NORMAL_95 * 100 * (design * share * (1 - share) / paired["sample"].cast("float64")).sqrt()
    )
    gap = paired.perceived - paired.measured
    total = paired.perceived.cast(EXACT).sum().over(within)
    apart = gap.abs().cast(EXACT).sum().over(within).cast("float64")
    figured = paired.measured_period
    one_period = figured.min().over(within) == figured.max().over(within)
    first = paired.counterpart == paired.measured_first

    def rank(column: str) -> Value:
        value = ibis.ifelse(both, paired[column], None)
        place = ibis.rank().over(group_by=list(QUESTION), order_by=value.desc(nulls_first=False))
        return ibis.ifelse(both, place + 1, None)

    return paired.select(
        *QUESTION,
        "counterpart",
        question=paired.question,
        perceived=paired.perceived,
        perceived_low=ibis.ifelse(half > paired.perceived, 0.0, paired.perceived - half),
        perceived_high=ibis.ifelse(half > 100 - paired.perceived, 100.0, paired.perceived + half),
        no_answer=paired.no_answer,
        perceived_of_answers=paired.perceived / (1 - paired.no_answer / 100).nullif(0),
        perceived_rank=rank("perceived"),
        measured=paired.measured,
        measured_period=paired.measured_period,
        measured_rank=rank("measured"),
        gap=gap,
        gap_low=gap - half,
        gap_high=gap + half,
        log_ratio=(paired.perceived.nullif(0) / paired.measured.nullif(0)).ln().round(12),
        total_gap=ibis.ifelse((total <= 100) & one_period, apart / 2, None),
        measured_first=paired.measured_first,
        named_correctly=paired.perceived.max(where=first).over(within),
        caveat=_caveat(paired, total),
    )


def _caveat(paired: Table, total: Value) -> StringValue:
    """Return in words what keeps a belief and its figure from being one and the same thing."""
    undated, other = paired.measured_period == "", paired.measured_period != paired.period
    parts = (
        ibis.literal(marked("a belief is set beside a share")),
        ibis.cases(
            (paired.measured.isnull(), marked("no figure stands beside it")),
            (undated, marked("the figure has no period")),
            (other, ibis.literal("the figure is of ") + paired.measured_period),
            else_="",
        ),
        ibis.ifelse(total > 100, marked("several answers could be given"), ""),
        ibis.ifelse(paired["sample"].isnull(), marked("the sample is not stated"), ""),
        ibis.ifelse(paired.no_answer.isnull(), marked("who gave no answer is not stated"), ""),
    )
    joined = parts[0]
    for part in parts[1:]:
        joined = joined + ibis.ifelse(part == "", "", ibis.literal("; ") + part)
    return joined
