"""Convergence of interests on the small case, as its README lists them."""

import ibis
import pyarrow as pa
import pytest

from small_case import one, rows
from tertius.case.settings import Issue
from tertius.inputs.issues import issue_relations
from tertius.measures.convergence import convergence
from tertius.study.open import check_case
from tertius.study.run import run_study


def study_of(folder):
    """A case of a folder in the baseline, and in no other world."""
    case, _, problems = check_case(folder)
    assert not [p for p in problems if p.blocks], problems
    return run_study(case, [], with_flips=False)


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
            ("through", text),
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
            "through": "",
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


ISSUES = [
    {"id": "accession", "label": "Accession", "domain": "politics", "excludes": ["other-union"]},
    {"id": "other-union", "label": "The other union", "domain": "economy"},
    {
        "id": "customs-union",
        "label": "A customs union",
        "domain": "economy",
        "implies": ["other-union"],
    },
]


@pytest.mark.parametrize(
    ("view", "on", "follows"),
    [
        (
            "supports",
            "accession",
            {("other-union", "opposes"), ("customs-union", "opposes")},
        ),
        ("supports", "other-union", {("accession", "opposes")}),
        ("supports", "customs-union", {("other-union", "supports"), ("accession", "opposes")}),
        ("opposes", "other-union", {("customs-union", "opposes")}),
        ("opposes", "accession", set()),
    ],
)
def test_what_follows_from_a_view(view, on, follows):
    """Counted by hand: accession and the other union exclude each other, and a customs union implies the latter."""
    relations = issue_relations([Issue.model_validate(issue) for issue in ISSUES])
    assert {
        (r["target"], r["target_view"]) for r in relations if (r["issue"], r["view"]) == (on, view)
    } == follows


@pytest.fixture(scope="module")
def related(copy_small, tmp_path_factory):
    """The small case where Russia wants an agreement that excludes the accession that Serbia wants."""
    small = copy_small(tmp_path_factory.mktemp("related"))
    accession = "- {id: eu-accession, label: Accession of Serbia to the EU, domain: politics}\n"
    agreement = (
        "- {id: other-union, label: The other union, domain: politics, excludes: [eu-accession]}\n"
    )
    small.swap("case.yml", accession, accession + agreement)
    small.swap("case.yml", "positions: [7, 7]", "positions: [8, 8]")
    small.add(
        "claims",
        id="rus-other-union-exists",
        subject="rus-supports-other-union",
        property="exists",
        value="yes",
        source="paper-2020",
        stance="supports",
        modality="stated",
        information="2",
        checked="no",
        status="current",
    )
    small.add(
        "positions",
        id="rus-supports-other-union",
        actor="rus",
        issue="other-union",
        view="supports",
        kind="declared",
    )
    return study_of(small.path)


def test_wishes_that_cannot_both_be_had_are_apart(related):
    """Nobody asked Serbia about the other union: what it wants elsewhere tells, and is what the row rests on."""
    (row,) = (
        r
        for r in related.tables["convergence"]
        if (r["issue"], r["party"], r["other"]) == ("other-union", "RUS", "SRB")
    )
    assert (row["view"], row["other_view"], row["relation"]) == ("supports", "opposes", "apart")
    assert (row["through"], row["other_through"]) == ("", "eu-accession")
    behind = related.lineage.evidence("convergence", row, frozenset())
    subjects = {related.case.by_id[name][1].subject for name in behind}
    assert subjects == {"rus-supports-other-union", "srb-supports-eu-accession"}


def test_a_view_of_its_own_comes_before_one_that_follows(related):
    """Russia's view of the accession is conditional, whatever it wants of the other union."""
    (row,) = (
        r
        for r in related.tables["convergence"]
        if (r["issue"], r["party"], r["other"]) == ("eu-accession", "RUS", "SRB")
    )
    assert (row["view"], row["through"], row["relation"]) == ("conditional", "", "partly")


def test_nothing_follows_for_both_sides_at_once(related):
    """Serbia and the EU say nothing of the other union, so no row compares what follows for them."""
    pairs = {
        (r["party"], r["other"])
        for r in related.tables["convergence"]
        if r["issue"] == "other-union"
    }
    assert pairs == {("RUS", other) for other in ("CHN", "EU", "SRB")} | {
        (other, "RUS") for other in ("CHN", "EU", "SRB")
    }
