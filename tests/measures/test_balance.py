"""Balance: every aspect of the small case counted on paper, and defence added by hand."""

import pytest

from small_case import rows
from tertius.study.open import open_case
from tertius.study.run import run_study


def aspect(found, name):
    """The rows of one aspect: what they are about, the value, and how many things it counts."""
    return {
        tuple(r[k] for k in ("domain", "power", "other") if r[k]): (r["value"], r["counted"])
        for r in found
        if r["aspect"] == name
    }


def test_the_balance_of_the_small_case():
    """Four engagements of each power in the economy; nine of ten bind; one issue with each power."""
    found = rows("balance", host="SRB")
    assert aspect(found, "diversification") == {("economy",): (2.0, 8)}
    assert aspect(found, "entropy") == {("economy",): (1.0, 8)}
    assert aspect(found, "domain-split") == {}
    assert aspect(found, "binding") == {("RUS",): (1.0, 6), ("CHN",): (0.8, 5), (): (0.9, 10)}
    assert aspect(found, "together") == {("RUS",): (1, 2), ("CHN",): (1, 1), ("EU",): (1, 1)}
    assert aspect(found, "apart") == {("RUS",): (0, 2), ("CHN",): (0, 1), ("EU",): (0, 1)}
    powers = ("RUS", "CHN", "EU")
    assert aspect(found, "equidistance") == {
        (a, b): (1.0, 2) for a in powers for b in powers if a != b
    }
    assert aspect(found, "security-ambiguity") == {}
    assert {r["host"] for r in rows("balance")} == {"SRB"}


def arm(small, name, power, start, until, kind):
    small.add(
        "engagements",
        id=name,
        label=name,
        type=kind,
        power=power,
        host="SRB",
        domain="defence",
        sector="arms",
        start=start,
        until=until,
        direction="power_to_host",
        scope="core",
    )
    small.add(
        "claims",
        id=f"{name}-there",
        subject=name,
        property="stage",
        value="occurred" if kind == "exercise" else "signed",
        date=start,
        source="wire-2014",
        information="2",
        stance="supports",
    )


def balance_of(small):
    case, _, _ = open_case(small.path)
    study = run_study(case, [], with_flips=False)
    return study, study.tables["balance"]


def test_arms_from_one_power_alone_split_the_domains(small):
    """Economy half and half, defence all Russian: the two lie 0.3113 bits apart."""
    arm(small, "russian-jets", "RUS", "2014", "2017", "arms_transfer")
    _, found = balance_of(small)
    # H(3/4, 1/4) - (H(1/2, 1/2) + H(1, 0)) / 2 = 0.811278 - 0.5
    assert aspect(found, "domain-split")[()] == (pytest.approx(0.311278, abs=5e-7), 1)
    assert aspect(found, "diversification")["defence",] == (1.0, 1)
    assert aspect(found, "entropy")["defence",] == (None, 1)
    assert aspect(found, "security-ambiguity") == {}


def test_years_in_which_both_stand_in_defence(small):
    """Jets from 2014 to 2017 and exercises in 2016 and 2019 meet in one year."""
    arm(small, "russian-jets", "RUS", "2014", "2017", "arms_transfer")
    arm(small, "chinese-exercise", "CHN", "2016-05", "", "exercise")
    arm(small, "second-exercise", "CHN", "2019-05", "", "exercise")
    study, found = balance_of(small)
    met = aspect(found, "security-ambiguity")
    assert met == {("RUS", "CHN"): (1, 3), ("CHN", "RUS"): (1, 3)}
    (row,) = [r for r in found if r["aspect"] == "security-ambiguity" and r["power"] == "RUS"]
    assert study.lineage.evidence("balance", row) == [
        "chinese-exercise-there",
        "russian-jets-there",
        "second-exercise-there",
    ]
