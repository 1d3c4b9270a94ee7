import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proposed import bundle, cameras, claim, pair, roomy, small_proposal, yes
from tertius.case.lines import insert_items, insert_rows, remove_items, remove_rows
from tertius.case.new import GIT_ATTRIBUTES
from tertius.case.order import order_files
from tertius.case.proposals.bundle import cells, with_cells
from tertius.case.proposals.decide import decide, take_back
from tertius.case.proposals.inbox import put, read_inbox
from tertius.case.proposals.trial import Refused
from tertius.errors import CaseError
from tertius.evidence.tables import BY_NAME
from tertius.study.open import check_case


def records(folder: Path, table: str) -> dict[str, dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def blocking(folder: Path) -> list[str]:
    return [str(problem) for problem in check_case(folder)[2] if problem.blocks]


def test_accepting_puts_every_row_into_its_table(small: Any):
    """The whole bundle enters, sorted, dated, with the decision; no other line changes."""
    folder = roomy(small)
    put(folder, [cameras()])
    before = small.bytes()
    kept = decide(folder, cameras(), yes())
    after = small.bytes()
    added = {
        name: [line for line in after[name].splitlines() if line not in before[name].splitlines()]
        for name in after
        if after[name] != before[name] and name.endswith(".csv")
    }
    assert added == {
        "actors.csv": [b"huawei,Company,Huawei,CHN,"],
        "engagements.csv": [
            b"huawei-cameras,Cameras for the railways,contract,CHN,SRB,economy,rail,,supplier:huawei;buyer:serbian-railways,2016-07,,,,power_to_host,core"
        ],
        "claims.csv": [
            b"huawei-cameras-amount,huawei-cameras,amount,25000000,,,,EUR,signed,,,2016-07,wire-2016,paper-2020,,,,alleged,reportedly,,,,,,2021-02-03,,,,",
            b"huawei-cameras-signed,huawei-cameras,stage,signed,,,,,,,,2016-07,wire-2016,paper-2020,,,,alleged,reportedly,,,,,,2021-02-03,,,,",
        ],
    }
    for table in ("actors", "engagements", "claims"):
        assert list(records(folder, table)) == sorted(records(folder, table))
    ids = [item["id"] for item in json.loads(after["sources.json"])]
    assert ids == sorted(ids)
    assert "wire-2016" in ids
    assert blocking(folder) == []
    assert read_inbox(folder)[0] == [kept]
    assert (kept.decision.verdict, kept.decision.by) == ("accepted", "ana")
    assert kept.decision.rows["claims"][0]["recorded"] == "2021-02-03"


def test_a_wrong_cell_keeps_everything_out(small: Any):
    """A row that would bring a problem is named with its cell, and nothing is written."""
    folder = roomy(small)
    rows = bundle()
    rows["claims"] = (rows["claims"][0], {**rows["claims"][1], "subject": "nobody"})
    proposal = cameras(rows=rows)
    put(folder, [proposal])
    before = small.bytes()
    with pytest.raises(Refused) as refused:
        decide(folder, proposal, yes())
    (wrong,) = refused.value.wrong
    assert (wrong.table, wrong.row, wrong.column) == ("claims", 1, "subject")
    assert str(refused.value).endswith("Nothing was written.")
    assert small.bytes() == before


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("actors", {"id": "nis", "kind": "Company", "name": "Another"}, "id"),
        ("actors", {"id": "nis-sale-done", "kind": "Company", "name": "A claim's id"}, "id"),
        ("sources", {"id": "wire-2014", "type": "article"}, "id"),
        ("sources", {"id": "a;b", "type": "article"}, "id"),
        ("names", {"actor": "nobody", "name": "N", "lang": "en"}, "actor"),
        ("claims", claim("x", value="=1+1"), "value"),
        ("claims", claim("x", value="a\nb"), "value"),
        ("claims", {**claim("x"), "source": ""}, "source"),
        ("ties", {"id": "t", "actor": "rus", "relation": "befriends", "target": "nis"}, "relation"),
    ],
)
def test_what_keeps_a_row_out(small: Any, table: str, row: dict[str, Any], column: str):
    """Ids that are taken, that lead nowhere, and cells that are none are named by their column."""
    folder = roomy(small)
    proposal = small_proposal("one", {table: (row,)})
    put(folder, [proposal])
    before = small.bytes()
    with pytest.raises(Refused) as refused:
        decide(folder, proposal, yes())
    assert (table, 0, column) in [(w.table, w.row, w.column) for w in refused.value.wrong]
    assert small.bytes() == before


def test_a_case_that_says_its_size(small: Any):
    """A row beyond what case.yml expects is refused with the setting to change."""
    proposal = small_proposal("one", {"actors": ({"id": "x", "kind": "Company", "name": "X"},)})
    put(small.path, [proposal])
    with pytest.raises(
        Refused,
        match=r"case\.yml expects\.all\.actors: 17 rows would be there, 1 more than expected\. Write \[17, 17\]",
    ):
        decide(small.path, proposal, yes())


def test_merging_rewrites_the_references(small: Any):
    """A merged row is not put there, and the rows that named it name the one of the case."""
    folder = roomy(small)
    put(folder, [cameras()])
    merged = {"huawei": "bank-of-china", "wire-2016": "wire-2014"}
    kept = decide(folder, cameras(), yes("merged", merged=merged))
    assert "huawei" not in records(folder, "actors")
    engagement = records(folder, "engagements")["huawei-cameras"]
    assert engagement["parties"] == "supplier:bank-of-china;buyer:serbian-railways"
    assert records(folder, "claims")["huawei-cameras-signed"]["source"] == "wire-2014"
    assert kept.decision.merged == merged
    assert blocking(folder) == []


def test_claims_of_a_merged_engagement_stand_on_the_one_of_the_case(small: Any):
    """An engagement that the case has already gets the claims, and its own cells stay."""
    folder = roomy(small)
    put(folder, [cameras()])
    before = (folder / "engagements.csv").read_bytes()
    decide(folder, cameras(), yes("merged", merged={"huawei-cameras": "card-contract"}))
    assert (folder / "engagements.csv").read_bytes() == before
    assert records(folder, "claims")["huawei-cameras-signed"]["subject"] == "card-contract"


@pytest.mark.parametrize("other", ["nobody", "nis", "wire-2014"])
def test_merging_with_what_is_not_there(small: Any, other: str):
    """A row is merged only with one of its own table."""
    folder = roomy(small)
    put(folder, [cameras()])
    before = small.bytes()
    with pytest.raises(Refused, match=r"which is not in engagements\.csv"):
        decide(folder, cameras(), yes("merged", merged={"huawei-cameras": other}))
    assert small.bytes() == before


def test_a_row_that_stands_there_to_the_letter(small: Any):
    """A second bundle with the same actor and source adds only what is new, and needs the first."""
    folder = roomy(small)
    rows = {key: bundle()[key] for key in ("sources", "actors")}
    tie = {"id": "chn-controls-huawei", "actor": "chn", "relation": "controls", "target": "huawei"}
    second = small_proposal("second", {**rows, "ties": (tie,)})
    put(folder, [cameras(), second])
    first = decide(folder, cameras(), yes())
    kept = decide(folder, second, yes())
    assert list(kept.decision.rows) == ["ties"]
    assert kept.decision.merged == {"wire-2016": "wire-2016", "huawei": "huawei"}
    before = small.bytes()
    with pytest.raises(CaseError, match="The rows are needed there"):
        take_back(folder, first)
    assert small.bytes() == before
    take_back(folder, kept)
    take_back(folder, first)
    assert "huawei" not in records(folder, "actors")


def test_rejecting_and_leaving(small: Any):
    """A rejection and an open question are kept with their reasons, and no table changes."""
    put(small.path, [cameras(), pair()])
    tables = {name: data for name, data in small.bytes().items() if not name.startswith("inbox")}
    decide(small.path, cameras(), yes("rejected", reason="It is another railway."))
    decide(small.path, pair(), yes("undecided", reason="Ask the register."))
    after = {name: data for name, data in small.bytes().items() if not name.startswith("inbox")}
    assert after == tables
    decided = {p.id: p.decision.reason for p in read_inbox(small.path)[0]}
    assert decided == {
        "paper-2020-cameras": "It is another railway.",
        "names-bank-of-china": "Ask the register.",
    }


def test_a_decision_stands(small: Any):
    """What was decided is not decided again until it is taken back; what was left open may be."""
    folder = roomy(small)
    put(folder, [cameras()])
    decide(folder, cameras(), yes("undecided"))
    decide(folder, cameras(), yes())
    with pytest.raises(CaseError, match=r"was accepted by ana on 2021-02-03\. Take"):
        decide(folder, cameras(), yes("rejected"))


def test_a_proposal_that_changed_meanwhile(small: Any):
    """A decision is not kept for a proposal that says something else than what was shown."""
    put(small.path, [cameras()])
    with pytest.raises(CaseError, match="has changed in inbox/ meanwhile"):
        decide(small.path, cameras(sentence="Another."), yes())
    with pytest.raises(CaseError, match="is missing"):
        decide(small.path, small_proposal("gone", {}), yes())


def test_a_decision_has_a_person(small: Any):
    """Nobody decides namelessly."""
    put(small.path, [cameras()])
    with pytest.raises(CaseError, match="--by"):
        decide(small.path, cameras(), replace(yes(), by=" "))


def test_a_changed_row_is_not_taken_back(small: Any):
    """A row that somebody corrected since stays, and so does the decision."""
    folder = roomy(small)
    put(folder, [cameras()])
    kept = decide(folder, cameras(), yes())
    small.set("engagements", "huawei-cameras", "start", "2016-08")
    before = small.bytes()
    with pytest.raises(CaseError, match="huawei-cameras is not there any more as it was accepted"):
        take_back(folder, kept)
    assert small.bytes() == before


def test_a_failure_while_writing_changes_nothing(small: Any, monkeypatch: pytest.MonkeyPatch):
    """Where one of the files cannot be written, none is."""
    import os

    folder = roomy(small)
    put(folder, [cameras()])
    before = small.bytes()
    real, count = os.replace, [0]

    def fail(source: Any, target: Any) -> None:
        count[0] += 1
        if count[0] == 3:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError):
        decide(folder, cameras(), yes())
    assert small.bytes() == before


def test_empty_ids_are_filled(small: Any):
    """A row without an id gets one of its cells, and none that is taken."""
    folder = roomy(small)
    source = {"type": "book", "title": "The long way round", "author": [{"family": "Đukić"}]}
    rows = {
        "sources": (source,),
        "actors": (
            {"kind": "Company", "name": "NIS"},
            {"kind": "Company", "name": "NIS"},
        ),
    }
    put(folder, [small_proposal("one", rows)])
    kept = decide(folder, small_proposal("one", rows), yes())
    assert [row["id"] for row in kept.decision.rows["actors"]] == ["nis-2", "nis-3"]
    assert kept.decision.rows["sources"][0]["id"] == "djukic-the-long-way-round"


LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)


@given(
    values=st.lists(LINE, min_size=1, max_size=3),
    ending=st.sampled_from(["\n", "\r\n"]),
    closed=st.booleans(),
    names=st.lists(st.sampled_from(["aa", "m-1", "zz"]), min_size=1, unique=True),
)
@example(
    values=["one\ntwo", "three\rfour", "five\r\nsix"],
    ending="\n",
    closed=True,
    names=["aa", "m-1", "zz"],
)
def test_rows_go_in_and_out_of_a_table(values: Any, ending: str, closed: bool, names: Any):
    """Whatever a cell holds, taking rows out again gives the table back to the byte."""
    lines = ["tension,explanation,by,date", "b,x,ana,2021", 'm,"y, z",ana,2021']
    data = (ending.join(lines) + ending * closed).encode()
    rows = [
        {"tension": name, "explanation": value.strip(), "by": "ana", "date": "2021"}
        for name, value in zip(names, values * 3, strict=False)
    ]
    table = BY_NAME["explanations"]
    full = insert_rows(data, table, rows)
    kept = [line for line in full.decode().splitlines() if line in lines]
    assert kept == lines
    assert remove_rows(full, table, rows) == data


@given(
    ids=st.lists(st.sampled_from(["a", "c", "e", "g"]), unique=True).map(sorted),
    new=st.lists(st.sampled_from(["b", "d", "f", "h"]), min_size=1, unique=True),
    title=LINE,
    layout=st.sampled_from([None, 1, 2, "\t"]),
)
def test_items_go_in_and_out_of_a_list(ids: Any, new: Any, title: str, layout: Any):
    """Whatever a title holds, in whatever layout, taking sources out gives the file back to the byte."""
    there = [{"id": name, "author": [{"family": "x"}]} for name in ids]
    data = (json.dumps(there, indent=layout) + "\n").encode()
    items = [{"id": name, "title": title} for name in new]
    full = insert_items(data, items)
    found = json.loads(full)
    assert [item["id"] for item in found] == sorted([*ids, *new])
    assert all(item["title"] == title for item in found if item["id"] in new)
    assert remove_items(full, items) == data


@given(st.data())
def test_taking_back_gives_the_same_bytes(tmp_path_factory: Any, copy_small: Any, data: Any):
    """In whatever order proposals are accepted or rejected, taking them all back changes no byte."""
    small = copy_small(tmp_path_factory.mktemp("case"))
    folder = roomy(small)
    proposals = [
        cameras(),
        small_proposal("one", {"claims": (claim("a-first"), claim("zz-last"))}),
        small_proposal("two", {"actors": ({"id": "nis-b", "kind": "Company", "name": "B"},)}),
        pair(),
    ]
    put(folder, proposals)
    before = small.bytes()
    order = data.draw(st.permutations(proposals))
    decided = []
    for proposal in order:
        verdict = data.draw(st.sampled_from(["accepted", "rejected", "undecided"]))
        if proposal.proposer == "names":
            verdict = "rejected"
        decided.append(decide(folder, proposal, yes(verdict)))
    assert blocking(folder) == []
    for proposal in data.draw(st.permutations(decided)):
        take_back(folder, proposal)
    assert small.bytes() == before


def changed_source(folder: Path) -> Any:
    """What a bibliography says of a source of the case, another title and a link."""
    items = json.loads((folder / "sources.json").read_bytes())
    (old,) = [item for item in items if item["id"] == "wire-2014"]
    return small_proposal(
        "bibliography-1",
        {"sources": ({**old, "title": "Another title", "URL": "https://example.org"},)},
        proposer="bibliography",
    )


def test_a_bibliography_changes_a_source(small: Any):
    """Accepting what a bibliography says of a source writes it anew, and taking that back restores it."""
    order_files(small.path)
    proposal = changed_source(small.path)
    put(small.path, [proposal])
    before = small.bytes()
    kept = decide(small.path, proposal, yes())
    items = {item["id"]: item for item in json.loads((small.path / "sources.json").read_bytes())}
    assert (items["wire-2014"]["title"], len(items)) == ("Another title", 10)
    assert kept.decision.replaced["sources"][0]["title"] != "Another title"
    assert read_inbox(small.path)[0] == [kept]
    assert blocking(small.path) == []
    take_back(small.path, kept)
    assert small.bytes() == before


def test_a_paper_changes_no_source(small: Any):
    """A proposal from a paper that says something else of a source of the case is refused."""
    proposal = replace(changed_source(small.path), proposer="rules")
    put(small.path, [proposal])
    with pytest.raises(Refused, match=r"is used already in sources\.json\. Merge with that row"):
        decide(small.path, proposal, yes())


def test_cells_of_a_source_keep_the_rest_of_it():
    """Editing one cell of a reference changes that field and no other."""
    item = {
        "id": "x",
        "type": "book",
        "author": [{"family": "Ilić", "given": "Ana"}, {"literal": "Institute"}],
        "issued": {"date-parts": [[2019, 12, 1]]},
        "custom": {"outlet": "wire", "lost": True},
        "ISBN": "1",
    }
    shown = cells("sources", item)
    assert (shown["author"], shown["issued"]) == ("Ilić, Ana; Institute", "2019-12-01")
    assert with_cells("sources", item, shown) == item
    changed = with_cells("sources", item, {**shown, "issued": "2020", "custom.outlet": ""})
    assert changed == {**item, "issued": {"date-parts": [[2020]]}, "custom": {"lost": True}}


def test_fix_puts_lines_in_order(small: Any):
    """Lines out of order are sorted, a doubled line is dropped; sources stand one a line where git merges lines."""
    before = (small.path / "places.csv").read_bytes()
    sources = json.loads((small.path / "sources.json").read_bytes())
    header, first, second = before.splitlines(keepends=True)
    small.write("places.csv", header + second + first + second)
    assert order_files(small.path) == ["places.csv"]
    assert (small.path / "places.csv").read_bytes() == before
    small.write(".gitattributes", GIT_ATTRIBUTES)
    assert order_files(small.path) == ["sources.json"]
    lines = (small.path / "sources.json").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(sources) + 2
    assert json.loads("".join(lines)) == sources
    assert order_files(small.path) == []


@pytest.mark.parametrize(
    "text", ['[\n{"id": "b"}\n{"id": "a"}\n,{"id": "a"}\n]\n', '[{"id":"a"},\n[{"id":"b"}\n]']
)
def test_fix_mends_a_merged_list(small: Any, text: str):
    """A list in which git put two first items side by side is mended."""
    small.write("sources.json", text)
    assert order_files(small.path) == ["sources.json"]
    assert (small.path / "sources.json").read_text() == '[\n{"id": "a"}\n,{"id": "b"}\n]\n'


@pytest.mark.parametrize(
    "text", ["", "{}", '[{"id": "a", "id": "b"}]', "[1e999]", "[" * 9000, "[[]]"]
)
def test_fix_leaves_what_is_no_list(small: Any, text: str):
    """A file that is no list of sources stays as it is."""
    small.write("sources.json", text)
    assert order_files(small.path) == []
    assert (small.path / "sources.json").read_text() == text
