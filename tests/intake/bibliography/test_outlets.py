"""Outlets proposed from what a bibliography says, and an export synchronised."""

import json

import pytest

from coded_case import empty_case
from tertius.case.proposals.inbox import read_inbox
from tertius.case.proposals.trial import Refused
from tertius.case.read import read_case
from tertius.evidence.codes import name_of
from tertius.evidence.taxonomy import published
from tertius.intake.bibliography.add import add_bibliography
from tertius.intake.bibliography.outlets import known, outlet_of
from tertius.review.session import Session


def entry(name, **fields):
    return {"id": name, "type": "article-newspaper", "title": name.title(), **fields}


ITEMS = [
    entry("a", **{"container-title": "The Reuters"}),
    entry("b", URL="https://www.reuters.com/world/x"),
    entry("c", **{"container-title": "Vijesti"}),
    entry("d", type="report", publisher="World Bank", title="Debt"),
    entry("e", URL="https://news.example.org/1"),
    entry("f", type="chapter", title="Chapter", **{"container-title": "The Book"}),
]


@pytest.fixture
def added(tmp_path):
    case = empty_case(tmp_path)
    file = tmp_path / "zotero.json"
    file.write_text(json.dumps(ITEMS), encoding="utf-8")
    return case, file, add_bibliography(case, file)


def test_an_outlet_for_each_that_is_named(added):
    """Sources of one outlet come as one proposal; kind and grade of a known one are filled, of another asked."""
    case, _, result = added
    proposals, problems = read_inbox(case)
    assert not problems
    assert result.outlets == len(proposals) == 4
    found = {p.rows["outlets"][0]["id"]: p for p in proposals}
    assert set(found) == {"reuters", "vijesti", "world-bank", "news-example-org"}
    reuters = found["reuters"]
    assert [row["id"] for row in reuters.rows["sources"]] == ["a", "b"]
    assert reuters.rows["outlets"][0]["reliability"] == "B"
    assert "kind" not in found["vijesti"].rows["outlets"][0]


def test_what_is_asked_of_an_outlet(added):
    """Accepted too early, a proposal asks for kind and control alone: the grade and the sources follow from them."""
    case, _, _ = added
    session = Session(case, "ana")
    (early,) = [p for p in session.proposals() if p.rows["outlets"][0]["id"] == "vijesti"]
    with pytest.raises(Refused) as caught:
        session.accept(early)
    assert [(wrong.table, wrong.column) for wrong in caught.value.wrong] == [
        ("outlets", "kind"),
        ("outlets", "state_controlled"),
    ]


def test_a_kind_without_a_rule_is_graded_by_hand(added):
    """An outlet of a kind of the case's own has no grade by rule, and is refused without one."""
    case, _, _ = added
    settings = case / "case.yml"
    text = settings.read_text(encoding="utf-8")
    own = "vocabulary: {outlet_kind: {blog: {means: A blog.}}}"
    settings.write_text(text.replace("vocabulary: {}", own), encoding="utf-8")
    session = Session(case, "ana")
    (early,) = [p for p in session.proposals() if p.rows["outlets"][0]["id"] == "vijesti"]
    described = {**early.rows["outlets"][0], "kind": "blog", "state_controlled": "no"}
    with pytest.raises(Refused) as caught:
        session.accept(early, {**early.rows, "outlets": (described,)})
    assert [wrong.column for wrong in caught.value.wrong] == ["reliability", "why"]


def test_accepted_the_sources_have_it(added):
    """Accepting writes the outlet and names it at its sources; the reason for the grade is the rule's."""
    case, _, _ = added
    session = Session(case, "ana")
    for proposal in session.proposals():
        rows = proposal.rows
        if rows["outlets"][0]["id"] == "vijesti":
            described = {**rows["outlets"][0], "kind": "newspaper", "state_controlled": "no"}
            session.accept(proposal, {**rows, "outlets": (described,)})
        elif rows["outlets"][0]["id"] == "reuters":
            session.accept(proposal)
    read, problems = read_case(case)
    assert not problems
    grades = {row.id: (row.reliability, row.why) for row in read.rows("outlets")}
    assert grades["vijesti"] == ("B", "newspaper without state control is B")
    assert {n: s.custom.outlet for n, s in read.sources.items() if s.custom.outlet} == {
        "a": "reuters",
        "b": "reuters",
        "c": "vijesti",
    }


def test_a_kind_as_people_call_it(added):
    """`news agency` is taken for wire; a kind that is none is named itself, and not the grade that follows from it."""
    case, _, _ = added
    session = Session(case, "ana")
    proposal = next(p for p in session.proposals() if p.rows["outlets"][0]["id"] == "vijesti")
    rows = proposal.rows
    described = {**rows["outlets"][0], "kind": "nonsense", "state_controlled": "no"}
    with pytest.raises(Refused) as raised:
        session.accept(proposal, {**rows, "outlets": (described,)})
    assert [(one.table, one.column) for one in raised.value.wrong] == [("outlets", "kind")]
    session.accept(proposal, {**rows, "outlets": ({**described, "kind": "News Agency"},)})
    read, _ = read_case(case)
    (row,) = [one for one in read.rows("outlets") if one.id == "vijesti"]
    assert (row.kind, row.reliability) == ("wire", "B")


def test_what_the_case_learnt_meanwhile_stays(added):
    """An outlet that is accepted after its source was stored, and its title corrected, takes neither away."""
    case, _, _ = added
    file = case / "sources.json"
    items = json.loads(file.read_text(encoding="utf-8"))
    stored = {"sha256": "0" * 64, "ending": ".txt", "date": "2024-03-01"}
    changed = [
        {**one, "title": "Corrected", "custom": {"archived": stored}} if one["id"] == "a" else one
        for one in items
    ]
    file.write_text(json.dumps(changed), encoding="utf-8")
    session = Session(case, "ana")
    reuters = next(p for p in session.proposals() if p.rows["outlets"][0]["id"] == "reuters")
    dated = [
        {**row, "note": "seen"} if row["id"] == "a" else row for row in reuters.rows["sources"]
    ]
    session.accept(reuters, {**reuters.rows, "sources": tuple(dated)})
    found = {one["id"]: one for one in json.loads(file.read_text(encoding="utf-8"))}
    assert found["a"] == {
        **changed[0],
        "note": "seen",
        "custom": {"archived": stored, "outlet": "reuters"},
    }
    assert found["b"]["custom"] == {"outlet": "reuters"}


def test_an_outlet_given_by_hand_stays(added):
    """A source that was given another outlet meanwhile keeps it: the proposal is refused until it says so too."""
    case, _, _ = added
    with (case / "outlets.csv").open("a", encoding="utf-8") as table:
        table.write("wire,The Wire,,newspaper,no,C,By hand.\n")
    file = case / "sources.json"
    items = json.loads(file.read_text(encoding="utf-8"))
    changed = [{**one, "custom": {"outlet": "wire"}} if one["id"] == "a" else one for one in items]
    file.write_text(json.dumps(changed), encoding="utf-8")
    session = Session(case, "ana")
    reuters = next(p for p in session.proposals() if p.rows["outlets"][0]["id"] == "reuters")
    place = next(n for n, row in enumerate(reuters.rows["sources"]) if row["id"] == "a")
    with pytest.raises(Refused) as raised:
        session.accept(reuters)
    (wrong,) = raised.value.wrong
    assert (wrong.table, wrong.row, wrong.column) == ("sources", place, "custom.outlet")
    assert "has the outlet wire by now" in wrong.message
    assert session.wrong(reuters, reuters.rows, {}) == [wrong]
    left = tuple({} if row["id"] == "a" else row for row in reuters.rows["sources"])
    session.accept(reuters, {**reuters.rows, "sources": left})
    read, _ = read_case(case)
    assert {name: read.sources[name].custom.outlet for name in "ab"} == {
        "a": "wire",
        "b": "reuters",
    }


def test_another_title_leaves_the_outlet_as_it_is(added):
    """A proposal about a title, made before the source was given another outlet, does not bring the old one back."""
    case, exported, _ = added
    with (case / "outlets.csv").open("a", encoding="utf-8") as table:
        table.write("late,Late,,newspaper,no,C,By hand.\nwire,The Wire,,newspaper,no,C,By hand.\n")
    file = case / "sources.json"
    items = json.loads(file.read_text(encoding="utf-8"))

    def give(outlet):
        given = [
            {**one, "custom": {"outlet": outlet}} if one["id"] == "a" else one for one in items
        ]
        file.write_text(json.dumps(given), encoding="utf-8")

    give("wire")
    renamed = [{**one, "title": "Renamed"} if one["id"] == "a" else one for one in ITEMS]
    exported.write_text(json.dumps(renamed), encoding="utf-8")
    add_bibliography(case, exported)
    give("late")
    session = Session(case, "ana")
    change = next(p for p in session.proposals() if any(r.column == "title" for r in p.reasons))
    session.accept(change)
    read, _ = read_case(case)
    assert (read.sources["a"].title, read.sources["a"].custom.outlet) == ("Renamed", "late")


def test_an_outlet_of_the_case_comes_first():
    """Where the case has the outlet, its own row is named and no new one proposed."""
    seen = outlet_of(entry("x", **{"container-title": "Reuters"}), {"reuters": "reuters-uk"})
    assert seen.is_there
    assert seen.row["id"] == "reuters-uk"
    assert outlet_of(entry("x", type="book"), {}) is None
    assert outlet_of(entry("x", URL="https://[bad"), {}) is None


def test_the_list_is_sound():
    """Each outlet of the list has a known kind, a country that exists, a reason, and a site of its own."""
    sites = [site for one in known() for site in one["sites"]]
    assert len(sites) == len(set(sites))
    for one in known():
        assert one["kind"] in published().words("outlet_kind")
        assert one["control"] in ("yes", "no", "partly")
        assert one["basis"]
        assert not one.get("country") or name_of(one["country"])


def test_an_export_taken_anew(added):
    """With --update a changed title is written at once; keys, outlet and the case's own note stay, and nothing goes."""
    case, file, _ = added
    sources = case / "sources.json"
    text = sources.read_text(encoding="utf-8")
    items = json.loads(text)
    mine = next(item for item in items if item["id"] == "a")
    mine |= {"custom": {"outlet": "mine"}, "note": "read twice"}
    sources.write_text(json.dumps(items), encoding="utf-8")
    changed = [{**ITEMS[0], "title": "A, corrected", "note": "theirs"}, *ITEMS[1:], entry("g")]
    file.write_text(json.dumps(changed), encoding="utf-8")
    result = add_bibliography(case, file, update=True)
    assert (result.changed, result.new) == (["a"], ["g"])
    after = {item["id"]: item for item in json.loads(sources.read_text(encoding="utf-8"))}
    assert after["a"] == {
        **mine,
        "title": "A, corrected",
    }
    assert len(after) == len(items) + 1
    assert add_bibliography(case, file, update=True).changed == []
