"""Dependence: shares as stated, the EU as one or as its members, bounds, and weights."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_case import one
from tertius.evidence.unions import eu_members
from tertius.measures.dependence import indices
from tertius.study.open import open_case
from tertius.study.run import run_study


@pytest.fixture
def small(small):
    """The small case, open for more observations than it expects of itself."""
    small.swap("case.yml", "observations: [4, 4]", "observations: [4, 20]")
    return small


def observe(small, name, indicator, counterpart, value, **cells):
    small.add(
        "observations",
        id=name,
        indicator=indicator,
        area="SRB",
        counterpart=counterpart,
        value=value,
        **{"unit": "pct", "source": "wire-2014", "stance": "supports", "information": "2", **cells},
    )


def trade(small, name, counterpart, value, **cells):
    cells = {"period": "2019", "qualifier": "total", **cells}
    observe(small, name, "trade_share", counterpart, value, **cells)


def study_of(small):
    case, _, _ = open_case(small.path)
    return run_study(case, [], with_flips=False)


def vector(study, basis="eu-as-one", **wanted):
    return {
        r["counterpart"]: r
        for r in study.tables["dependence"]
        if r["basis"] == basis and all(r[k] == v for k, v in wanted.items())
    }


def test_a_settled_share_is_the_dependence():
    """Serbia sold Russia 5.9 percent of its exports in 2017, and nobody knows who bought the rest."""
    for basis in ("eu-as-one", "eu-as-members"):
        row = one("dependence", basis=basis, counterpart="RUS")
        assert (row["share"], row["share_rank"], row["lower_bound"]) == (0.059, 1, False)
        row = one("concentration", basis=basis)
        assert (row["partners"], row["named_share"]) == (1, 0.059)
        assert (row["hhi_low"], row["hhi_high"]) == (0.003481, 0.888962)
        assert row["hhi_normalised"] is None


def test_members_of_the_eu_are_folded_into_it(small):
    """Without a figure for the EU its members' sum is a lower bound; as members they stand alone."""
    for code, value in (("RUS", "10"), ("DEU", "13"), ("ITA", "9"), ("GBR", "2")):
        trade(small, f"trade-{code.lower()}", code, value)
    study = study_of(small)
    one_actor = vector(study, period="2019")
    assert {name: row["share"] for name, row in one_actor.items()} == {"RUS": 0.1, "EU": 0.24}
    assert [one_actor[name]["lower_bound"] for name in ("RUS", "EU")] == [False, True]
    members = vector(study, "eu-as-members", period="2019")
    assert {name: row["share_rank"] for name, row in members.items()} == {
        "DEU": 1,
        "RUS": 2,
        "ITA": 3,
        "GBR": 4,
    }
    assert study.lineage.evidence("dependence", one_actor["EU"]) == [
        "trade-deu",
        "trade-gbr",
        "trade-ita",
    ]
    (row,) = [
        r
        for r in study.tables["concentration"]
        if (r["basis"], r["period"]) == ("eu-as-one", "2019")
    ]
    # The EU may have all of the rest: 0.1 squared and 0.9 squared.
    assert (row["hhi_low"], row["hhi_high"]) == (0.0676, 0.82)


def test_a_figure_for_the_eu_stands_before_the_sum_of_members(small):
    """Where the EU's own share is stated, it counts once and its members are not added to it."""
    for code, value in (("RUS", "10"), ("EU", "60"), ("DEU", "13"), ("CHN", "30")):
        trade(small, f"trade-{code.lower()}", code, value)
    study = study_of(small)
    found = vector(study, period="2019")
    assert {n: (r["share"], r["share_rank"]) for n, r in found.items()} == {
        "EU": (0.6, 1),
        "CHN": (0.3, 2),
        "RUS": (0.1, 3),
    }
    assert not found["EU"]["lower_bound"]
    assert set(vector(study, "eu-as-members", period="2019")) == {"RUS", "DEU", "CHN"}
    for basis, left_out in (("eu-as-one", "deu"), ("eu-as-members", "eu")):
        behind = study.lineage.evidence(
            "dependence", found["RUS"] | {"basis": basis}, {"share_rank"}
        )
        assert f"trade-{left_out}" not in behind
        assert len(behind) == 3
    (row,) = [
        r
        for r in study.tables["concentration"]
        if (r["basis"], r["period"]) == ("eu-as-one", "2019")
    ]
    assert row["hhi_low"] == row["hhi_high"] == 0.46
    assert row["hhi_normalised"] == pytest.approx((0.46 - 1 / 3) / (2 / 3), abs=1e-9)


def test_a_share_is_made_of_a_value_and_the_total(small):
    """Exports to Russia of 2 of 8 million are a quarter; a value without a total makes no share."""
    money = {"unit": "EUR", "period": "2018"}
    observe(small, "sold-rus", "export_value", "RUS", "2000000", **money)
    observe(small, "sold-all", "export_value", "", "8000000", **money)
    observe(small, "bought-rus", "import_value", "RUS", "2000000", **money)
    study = study_of(small)
    found = vector(study, period="2018")
    assert {name: row["share"] for name, row in found.items()} == {"RUS": 0.25}
    assert study.lineage.evidence("dependence", found["RUS"]) == ["sold-all", "sold-rus"]


def test_a_disputed_share_is_unknown(small):
    """A share that a source of equal grade disputes has no value and no rank."""
    trade(small, "trade-rus", "RUS", "10")
    trade(small, "trade-rus-denied", "RUS", "10", stance="disputes")
    row = vector(study_of(small), period="2019")["RUS"]
    assert (row["share"], row["share_rank"]) == (None, None)


def test_an_index_only_where_the_case_gives_weights(small):
    """Half trade, half debt: China before Russia, and a creditor without trade figures has no index."""
    for code, traded, owed in (("RUS", "10", "10"), ("CHN", "6", "20"), ("EU", "60", "")):
        trade(small, f"trade-{code.lower()}", code, traded)
        if owed:
            observe(small, f"debt-{code.lower()}", "debt_share", code, owed, period="2020")
    assert not study_of(small).tables["dependence_index"]
    small.end("case.yml", "index: {weights: {trade_share/total: 0.5, debt_share: 0.5}}\n")
    study = study_of(small)
    found = {
        r["counterpart"]: r for r in study.tables["dependence_index"] if r["basis"] == "eu-as-one"
    }
    assert {n: (r["index"], r["index_rank"]) for n, r in found.items()} == {
        "CHN": (0.13, 1),
        "EU": (None, None),
        "RUS": (0.1, 2),
    }
    row = found["CHN"]
    assert row["weights"] == "trade_share/total 0.5; debt_share 0.5"
    assert row["periods"] == "trade_share/total 2019; debt_share 2020"
    assert row["rank_kept"] == row["leader_kept"] > 0.5
    assert study.lineage.evidence("dependence_index", row) == ["debt-chn", "trade-chn"]
    assert "debt-rus" in study.lineage.evidence("dependence_index", row, {"index_rank"})


@given(shares=st.lists(st.integers(0, 100), min_size=2, max_size=5, unique=True))
def test_an_order_in_which_all_parts_agree_is_kept_by_all_weights(shares):
    """Where one counterpart has more of every part, no weights change the order."""
    rows = [
        {
            "indicator": part,
            "qualifier": "",
            "counterpart": f"P{n}",
            "share": share / 100,
            "day": date(2020, 1, 1),
            "period": "2020",
        }
        for part in ("trade_share", "debt_share")
        for n, share in enumerate(shares)
    ]
    weights = (("trade_share", "", 0.7), ("debt_share", "", 0.3))
    for row in indices(rows, weights):
        assert row["rank_kept"] == row["leader_kept"] == 1


@pytest.mark.parametrize(
    ("day", "members"),
    [("1957-12-31", 0), ("1973-01-01", 9), ("1995-01-01", 15), ("2004-05-01", 25), ("2007-01-01", 27), ("2013-07-01", 28), ("2020-01-31", 28), ("2020-02-01", 27)],
)  # fmt: skip
def test_the_eu_has_the_members_of_the_day(day, members):
    """The union grew from six to twenty-eight states, and has had twenty-seven since 2020."""
    assert len(eu_members(date.fromisoformat(day))) == members
