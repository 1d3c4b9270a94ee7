"""Convergence of interests on the small case, as its README lists them."""

import ibis
import pyarrow as pa

from small_case import one, rows
from tertius.measures.convergence import convergence


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


def test_a_side_that_nobody_looked_for_is_unknown():
    """China's position rests on a mismatch alone and no search looked for one: unknown, not silent."""
    issue = next(r["issue"] for r in rows("stances") if "accession" in r["issue"])
    row = one("convergence", issue=issue, party="RUS", other="CHN")
    assert (row["relation"], row["other_view"]) == (None, None)


def compared(views, searched=()):
    """The relation of each ordered pair of A, B and C on one issue."""
    text = pa.string()
    stances = pa.schema(
        [
            ("world", text),
            ("issue", text),
            ("domain", text),
            ("code", text),
            ("view", text),
            ("kinds", text),
            ("core", pa.bool_()),
        ]
    )
    held = [
        {
            "world": "",
            "issue": "i",
            "domain": "politics",
            "code": c,
            "view": v,
            "kinds": "declared",
            "core": False,
        }
        for c, v in views.items()
    ]
    looked = pa.schema([("world", text), ("id", text), ("issue", text), ("code", text)])
    sought = [{"world": "", "id": f"s-{c}", "issue": "i", "code": c} for c in searched]
    found = convergence.function(
        ibis.memtable(pa.Table.from_pylist(held, schema=stances)),
        ibis.memtable(pa.table({"code": ["A", "B", "C"]})),
        ibis.memtable(pa.Table.from_pylist(sought, schema=looked)),
    )
    return {(r["party"], r["other"]): r["relation"] for r in found.to_pyarrow().to_pylist()}


def test_every_relation_between_two_sides():
    """The same view is together, for against against apart, anything between partly."""
    assert compared({"A": "supports", "B": "supports"})["A", "B"] == "together"
    assert compared({"A": "supports", "B": "opposes"})["A", "B"] == "apart"
    assert compared({"A": "avoids", "B": "avoids"})["A", "B"] == "together"
    assert compared({"A": "mixed", "B": "mixed"})["A", "B"] == "partly"
    assert compared({"A": "supports", "B": "conditional"})["A", "B"] == "partly"


def test_silence_needs_a_search_that_looked():
    """A side without a view is silent where somebody looked for one, and unknown elsewhere."""
    found = compared({"A": "supports"}, searched=["B"])
    assert (found["A", "B"], found["B", "A"], found["A", "C"]) == ("silent", "silent", None)
    assert ("B", "C") not in found


def test_each_pair_shows_both_ways():
    """Every pair stands under both of its sides, with the views exchanged."""
    found = {(r["issue"], r["party"], r["other"]): r for r in rows("convergence")}
    for (issue, party, other), row in found.items():
        back = found[issue, other, party]
        assert (row["view"], row["other_view"], row["relation"]) == (
            back["other_view"],
            back["view"],
            back["relation"],
        )
