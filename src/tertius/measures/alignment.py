"""How alike two states vote, from observations that are counted from roll calls."""

from collections.abc import Collection

from tertius.engine.lazy import Table
from tertius.engine.step import measure
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import PRINTED
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


def _alignment_rests_on(row: Row, named: Collection[str], *, observations: Rows) -> RestsOn:
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
    per=KEY,
    key=KEY,
    columns={
        "area": SIDE,
        "counterpart": COUNTERPART,
        "period": "text",
        "qualifier": "text",
        "votes": "number",
        "agreement": "number",
        "agreement_low": "number",
        "agreement_high": "number",
        "s": "number",
        "s_low": "number",
        "s_high": "number",
        "pi": "number",
        "pi_low": "number",
        "pi_high": "number",
        "kappa": "number",
        "kappa_low": "number",
        "kappa_high": "number",
        "alignment_index": "number",
        "alignment_index_low": "number",
        "alignment_index_high": "number",
    },
    evidence=_alignment_rests_on,
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
