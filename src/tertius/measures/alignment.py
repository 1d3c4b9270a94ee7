"""How alike two states vote, from observations that are counted from roll calls."""

from collections.abc import Collection

from tertius.engine.lazy import Table
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import PRINTED
from tertius.facts.measure import measure, number, text
from tertius.facts.rule import OBSERVATION_KEY
from tertius.facts.texts import COUNTERPART, SIDE

BY_INDICATOR = {
    "agreement": "vote_agreement",
    "s": "vote_s",
    "pi": "vote_pi",
    "kappa": "vote_kappa",
    "alignment_index": "vote_alignment_index",
}
"""The columns that hold a measure of likeness, and the indicator of each."""

KEY = ("area", "counterpart", "period", "qualifier")


def alignment_rests_on(row: Row, named: Collection[str], *, observations: Rows) -> RestsOn:
    """Return the observations of a pair on one issue: those whose column is named, or all."""
    place = {name: row[name] for name in KEY}
    asked = {
        indicator
        for column, indicator in BY_INDICATOR.items()
        if any(name == column or name.startswith(f"{column}_") for name in named)
    }
    return RestsOn(
        observations={
            tuple(one[name] for name in OBSERVATION_KEY)
            for one in observations.where(**place)
            if one["indicator"] in (asked or BY_INDICATOR.values())
        }
    )


@measure(
    "How alike do two states vote?",
    place=120,
    per=KEY,
    key=KEY,
    columns={
        "area": text("The state whose votes are compared, as a code.", SIDE),
        "counterpart": text("With whose votes, as a code.", COUNTERPART),
        "period": "text",
        "qualifier": "text",
        "votes": number("How many roll calls both voted on."),
        "agreement": number("Share of them on which both cast the same vote, in percent."),
        "agreement_low": number("The lower end of its range."),
        "agreement_high": number("The upper end of its range."),
        "s": number("Signorino and Ritter's S, from -1 to 1."),
        "s_low": number("The lower end of its range."),
        "s_high": number("The upper end of its range."),
        "pi": number(
            "Scott's pi: likeness beyond what both together would give by chance, at most 1."
        ),
        "pi_low": number("The lower end of its range."),
        "pi_high": number("The upper end of its range."),
        "kappa": number("Cohen's kappa with linear weights: likeness beyond chance, at most 1."),
        "kappa_low": number("The lower end of its range."),
        "kappa_high": number("The upper end of its range."),
        "alignment_index": number(
            "The alignment index: S less the S that chance would give, from -2 to 2."
        ),
        "alignment_index_low": number("The lower end of its range."),
        "alignment_index_high": number("The upper end of its range."),
    },
    evidence=alignment_rests_on,
    answered_by="an observation of the pair's votes, as `tertius profile` makes it",
    exchanges=PRINTED,
)
def alignment(observations: Table) -> Table:
    """Each pair's likeness in votes on an issue (`qualifier`) over a period: agreement and S, and beyond chance pi, kappa and the alignment index.

    Agreement is in percent. Each measure has the range that holds 95 percent of draws by agenda
    item; it is empty where the measure is undefined or nobody gives one. Read kappa before
    agreement: two states that mostly say yes agree often by habit. Where two ranges overlap, do not
    rank.
    """
    voted = observations.filter(
        observations.indicator.isin(list(BY_INDICATOR.values())) & (observations.counterpart != "")
    )
    values = {
        f"{column}{ending}": voted[number].max(where=voted.indicator == indicator).cast("float64")
        for column, indicator in BY_INDICATOR.items()
        for ending, number in (("", "value"), ("_low", "low"), ("_high", "high"))
    }
    key = ["world", *KEY]
    return voted.group_by(*key).agg(votes=voted["sample"].max().cast("float64"), **values)
