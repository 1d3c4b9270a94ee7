"""Convergence of interests on the small case, as its README lists them."""

from small_case import one, rows


def test_three_stand_together_on_kosovo():
    """Serbia, Russia and China hold the same view of Kosovo's independence, each with each."""
    pairs = {
        (r["party"], r["other"]): r["relation"]
        for r in rows("convergence", domain="politics")
        if "kosovo" in r["issue"] and {r["party"], r["other"]} <= {"SRB", "RUS", "CHN"}
    }
    assert len(pairs) == 6
    assert set(pairs.values()) == {"together"}


def test_conditional_is_neither_together_nor_apart():
    """On accession Russia's conditional view stands partly with those who support it."""
    issue = next(r["issue"] for r in rows("stances") if "accession" in r["issue"])
    assert one("convergence", issue=issue, party="RUS", other="EU")["relation"] == "partly"
    assert one("convergence", issue=issue, party="SRB", other="EU")["relation"] == "together"


def test_a_side_without_a_counted_position_is_silent():
    """China's position rests on a mismatch alone, so on accession China is silent, not opposed."""
    issue = next(r["issue"] for r in rows("stances") if "accession" in r["issue"])
    row = one("convergence", issue=issue, party="RUS", other="CHN")
    assert (row["relation"], row["other_view"]) == ("silent", None)


def test_each_pair_shows_both_ways():
    """Every pair stands under both of its sides, with the views exchanged."""
    found = {(r["issue"], r["party"], r["other"]): r for r in rows("convergence")}
    for (issue, party, other), row in found.items():
        back = found[issue, other, party]
        assert (row["view"], row["other_view"], row["relation"]) == (back["other_view"], back["view"], back["relation"])
