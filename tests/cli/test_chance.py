"""`tertius chance` on what is odd: each oddity is named, and chance left out rather than made up."""

import json

import pytest

from tertius.cli.main import main
from tertius.worlds.exchange import exchange_of


def added(case, name, power, *, host="SRB", sector="rail"):
    """A contract that was signed, added to a copy of the small case."""
    case.add(
        "engagements",
        id=name,
        label=name,
        type="contract",
        power=power,
        host=host,
        domain="economy",
        sector=sector,
        start="2015",
        direction="power_to_host",
        scope="core",
    )
    case.add(
        "claims",
        id=f"{name}-stage",
        subject=name,
        property="stage",
        value="signed",
        date="2015",
        source="wire-2014",
        stance="supports",
        information="2",
        checked="no",
        recorded="2021-01-10",
    )


def asked(name, measure, where, expect):
    """A computed finding, as it stands in findings.yml."""
    return (
        f"- {{id: {name}, statement: A test., measure: {measure}, "
        f'where: "{where}", expect: "{expect}"}}\n'
    )


def told(monkeypatch, capsys, *words):
    monkeypatch.setattr("sys.argv", ["tertius", "chance", *map(str, words)])
    with pytest.raises(SystemExit) as caught:
        main()
    return caught.value.code or 0, *capsys.readouterr()


NOTHING = {
    "exchange": None,
    "met": None,
    "not_met": None,
    "open": None,
    "worlds": None,
    "low": None,
    "high": None,
    "rank": None,
    "least": None,
    "parts": [],
    "exact": False,
    "vacuous": False,
    "also": [],
}
"""What stands in the place of a chance that cannot be told, beside the reason."""


def test_each_oddity_is_named_and_leaves_chance_out(monkeypatch, capsys, small):
    """A stratum of one, a row of no power, a measure of no exchange, no row at all: null, with the reason."""
    small.swap("case.yml", "hosts: [SRB]", "hosts: [SRB, XKX, MNE]")
    small.swap("case.yml", "powers: [RUS, CHN]", "powers: [RUS, CHN, USA, IND, TUR]")
    added(small, "lone", "CHN", host="XKX")
    added(small, "russian", "RUS", host="MNE")
    added(small, "chinese", "CHN", host="MNE", sector="road")
    rail = "host = '{}' and sector = '{}' and power = '{}'"
    small.end(
        "findings.yml",
        asked("alone", "presence", rail.format("XKX", "rail", "CHN"), "engagements = 1")
        + asked("more-powers", "presence", rail.format("MNE", "rail", "RUS"), "engagements = 1")
        + asked("no-row", "presence", rail.format("XKX", "road", "RUS"), "engagements = 0")
        + asked("actors", "control", "holder = 'rus' and target = 'nis'", "steps = 3"),
    )
    assert [p for p in small.problems() if "(builds" not in p] == []
    code, out, _ = told(monkeypatch, capsys, small.path, "--json")
    found = {row["id"]: row for row in json.loads(out)}
    assert code == 0
    reasons = {
        "alone": "dealing powers anew changes no row that it looks at",
        "no-row": "an open verdict has no chance to be asked of",
        "actors": "control names actors, and whose they are is no label that can be dealt",
        "russia-liked-better": "observations gives printed figures, which no dealing of deals could change",
    }
    for name, reason in reasons.items():
        assert found[name]["chance"] == {**NOTHING, "reason": reason}, name
    assert found["alone"]["support"] == "too_few"
    assert found["actors"]["support"] == "read_off"
    # Two rows of five powers that the case compares: the Russian one is in rail in one of two deals.
    dealt = found["more-powers"]["chance"]
    assert dealt["met"] + dealt["open"] == dealt["worlds"]
    assert dealt["open"] == pytest.approx(dealt["worlds"] / 2, rel=0.1)
    for name in ("russian-rail-loan-is-real", "vote-was-thanks", "china-enters-oil-gas"):
        assert found[name]["chance"] is None


def test_a_row_of_no_power_and_a_place_in_no_source_are_refused(monkeypatch, capsys, small):
    """Both are problems of the case, named with their place, before anything is dealt."""
    small.set("engagements", "nis-sale", "power", "")
    small.swap(
        "findings.yml",
        "  hedge: clearly\n",
        "  hedge: clearly\n  stated: [{source: papr-2020, locator: p. 4}]\n",
    )
    code, out, err = told(monkeypatch, capsys, small.path, "--json")
    assert (code, out) == (1, "")
    assert "engagements.csv" in err
    assert "power" in err
    assert "stated.source" in err
    assert "papr-2020" in err


def test_a_finding_that_is_not_there_is_named(monkeypatch, capsys, small):
    """Asked for a finding that the case lacks, the command says which is near."""
    code, _, err = told(monkeypatch, capsys, small.path, "china-leads-rails")
    assert code == 1
    assert "Did you mean china-leads-rail?" in err


def test_an_exchange_that_nobody_declared_is_no_exchange():
    """What is dealt has a name that the program knows."""
    with pytest.raises(ValueError, match="'lots' is no exchange"):
        exchange_of("lots", lambda name: None, ("RUS",))
