"""Likeness in votes as a measure: a row for each pair, period and issue, counted by hand."""

import ibis
import pyarrow as pa

from tertius.facts.evidence import Rows
from tertius.facts.rule import OBSERVATION_KEY
from tertius.measures.alignment import alignment, alignment_rests_on

TEXTS = ("world", *OBSERVATION_KEY, "unit")
NUMBERS = ("value", "low", "high", "sample")
SCHEMA = ibis.schema({**dict.fromkeys(TEXTS, "string"), **dict.fromkeys(NUMBERS, "float64")})


def observed(indicator, counterpart, value, *, low=None, high=None, sample=40.0, qualifier="all"):
    """Return an observation of Serbia's votes."""
    return dict.fromkeys(TEXTS, "") | {
        "world": "baseline",
        "indicator": indicator,
        "area": "SRB",
        "counterpart": counterpart,
        "period": "2011/2021",
        "qualifier": qualifier,
        "value": value,
        "low": low,
        "high": high,
        "sample": sample,
    }


ROWS = [
    observed("vote_agreement", "RUS", 62.0, low=58.0, high=65.0),
    observed("vote_kappa", "RUS", 0.3),
    observed("vote_pi", "RUS", 0.2),
    observed("vote_alignment_index", "RUS", -0.1, high=0.1),
    observed("vote_agreement", "RUS", 90.0, sample=20.0, qualifier="Colonialism"),
    observed("vote_agreement", "", 1.0),
    observed("trade_share", "RUS", 7.0),
]


def test_a_row_for_each_pair_and_issue():
    """Measures of one pair on one issue stand side by side, what nobody gives is empty, trade is no vote."""
    table = ibis.memtable(pa.Table.from_pylist(ROWS, schema=SCHEMA.to_pyarrow()))
    found = alignment.function(table).to_pyarrow().to_pylist()
    by_issue = {row["qualifier"]: row for row in found}
    assert sorted(by_issue) == ["Colonialism", "all"]
    whole = by_issue["all"]
    assert (whole["agreement"], whole["agreement_low"], whole["agreement_high"]) == (62, 58, 65)
    assert (whole["kappa"], whole["kappa_low"], whole["s"], whole["votes"]) == (0.3, None, None, 40)
    assert (whole["pi"], whole["alignment_index"], whole["alignment_index_high"]) == (
        0.2,
        -0.1,
        0.1,
    )
    assert by_issue["Colonialism"]["kappa"] is None


def test_a_row_leads_to_its_observations():
    """A column leads to the observation that it holds, a row to all of its pair and issue."""
    row = {"area": "SRB", "counterpart": "RUS", "period": "2011/2021", "qualifier": "all"}
    every = {"vote_kappa", "vote_agreement", "vote_pi", "vote_alignment_index"}
    for named, indicators in ((("kappa",), {"vote_kappa"}), (("pi",), {"vote_pi"}), ((), every)):
        rests = alignment_rests_on(row, named, observations=Rows(ROWS))
        assert {key[OBSERVATION_KEY.index("indicator")] for key in rests.observations} == indicators
