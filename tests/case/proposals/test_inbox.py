import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposed import cameras, small_proposal, yes
from tertius.case.fingerprint import case_hash
from tertius.case.proposals.inbox import (
    LARGEST_PROPOSAL,
    in_reading_order,
    proposal_bytes,
    put,
    read_inbox,
)
from tertius.case.read import read_case
from tertius.cli.main import app
from tertius.errors import CaseError


def test_put_and_read(small: Any):
    """What is put into the inbox is read back, with a file of its own for each proposal."""
    other = small_proposal("b-one", {"actors": ({"id": "x", "name": 'Ж\u2028 ;,"'},)})
    counts = put(small.path, [cameras(), other])
    assert (counts.new, counts.waiting, counts.decided) == (2, 0, 0)
    assert sorted(file.name for file in (small.path / "inbox").iterdir()) == [
        "b-one.json",
        "paper-2020-cameras.json",
    ]
    assert read_inbox(small.path) == ([other, cameras()], [])


def test_putting_again_changes_nothing(small: Any):
    """A proposal that waits, or was decided, is left as it is to the byte, and counted."""
    decided = small_proposal("done", {}, decision=yes("rejected", reason="No."))
    put(small.path, [cameras(), decided])
    before = small.bytes()
    counts = put(small.path, [cameras(sentence="Another."), small_proposal("done", {})])
    assert (counts.new, counts.waiting, counts.decided) == (0, 1, 1)
    assert small.bytes() == before


def test_the_inbox_is_no_part_of_the_evidence(small: Any):
    """Proposals change neither the fingerprint of a case nor its problems."""
    before = case_hash(read_case(small.path)[0]), small.problems()
    put(small.path, [cameras()])
    (small.path / "inbox" / "junk.json").write_bytes(b"{")
    assert (case_hash(read_case(small.path)[0]), small.problems()) == before


GOOD = json.loads(proposal_bytes(cameras()))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is not JSON here"),
        (b"[]", "is not a map of names and values."),
        (b'{"id": 1}', "via: is missing."),
        (b"\xff", "holds a letter that is not written as UTF-8"),
        ({"extra": 1}, '"extra" is not a key of a proposal. Remove it.'),
        ({"id": "Big"}, 'id: "Big" is not an id.'),
        ({"id": "../case"}, 'id: "../case" is not an id.'),
        ({"id": "other"}, 'id: "other" does not fit the file. Name the file other.json.'),
        ({"sentence": 3}, 'sentence: "3" is not a text in quotes.'),
        ({"offset": -1}, 'offset: "-1" is not a whole number'),
        ({"offset": True}, 'offset: "True" is not a whole number'),
        ({"rows": []}, "rows: is not a map of tables."),
        ({"rows": {"../claims": []}}, 'rows: "../claims" is no table.'),
        ({"rows": {"claims": [{"colour": "red"}]}}, '"colour" is not a column of claims.csv.'),
        ({"rows": {"claims": [{"value": 25}]}}, 'rows.claims.value: "25" is not a text in quotes.'),
        ({"rows": {"claims": ["x"]}}, "holds a row that is not a map of cells."),
        ({"rows": {"sources": [{"id": []}]}}, "holds a source whose id is not a text."),
        ({"rows": {"claims": [{}] * 201}}, "is not a list of at most 200."),
        ({"reasons": [{"table": "claims"}]}, "reasons.row: is missing."),
        ({"decision": {"verdict": "perhaps", "by": "a", "date": "b"}}, '"perhaps" is no verdict.'),
        (
            {"decision": {"verdict": "accepted", "by": "a", "date": "b", "merged": []}},
            "is not a map",
        ),
    ],
)
def test_a_file_that_is_no_proposal(small: Any, data: Any, said: str):
    """A file that is no proposal is a problem that blocks nothing, and the others are read."""
    put(small.path, [small_proposal("fine", {})])
    written = data if isinstance(data, bytes) else json.dumps({**GOOD, **data}).encode()
    (small.path / "inbox" / "paper-2020-cameras.json").write_bytes(written)
    proposals, (problem,) = read_inbox(small.path)
    assert [proposal.id for proposal in proposals] == ["fine"]
    assert (problem.code, problem.blocks) == ("proposal", False)
    assert str(problem).startswith("inbox/paper-2020-cameras.json")
    assert said in str(problem)


def test_a_large_file_is_not_read(small: Any):
    """A file beyond the limit is a problem, and a proposal that would be one is not put there."""
    (small.path / "inbox").mkdir()
    (small.path / "inbox" / "a.json").write_bytes(b" " * (LARGEST_PROPOSAL + 1))
    assert "is larger than" in str(read_inbox(small.path)[1][0])
    with pytest.raises(CaseError, match="is larger than 256 KiB"):
        put(small.path, [cameras(paragraph="x" * LARGEST_PROPOSAL)])


def test_the_inbox_stays_inside_the_case(small: Any, tmp_path: Path):
    """An inbox, or a file in it, that leads out of the case is not read and not written."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "paper-2020-cameras.json").write_bytes(proposal_bytes(cameras()))
    (small.path / "inbox").mkdir()
    link = small.path / "inbox" / "paper-2020-cameras.json"
    link.symlink_to(outside / link.name)
    proposals, (problem,) = read_inbox(small.path)
    assert (proposals, problem.code) == ([], "proposal")
    (small.path / "inbox" / "paper-2020-cameras.json").unlink()
    (small.path / "inbox").rmdir()
    (small.path / "inbox").symlink_to(outside)
    assert read_inbox(small.path)[0] == []
    with pytest.raises(CaseError, match="leads out of the case folder"):
        put(small.path, [small_proposal("new", {})])
    assert [file.name for file in outside.iterdir()] == ["paper-2020-cameras.json"]


def test_a_proposal_that_could_not_be_read_back(small: Any):
    """Nothing is written of proposals one of which is none."""
    with pytest.raises(CaseError, match="is not an id"):
        put(small.path, [cameras(), small_proposal("Not An Id", {})])
    assert not (small.path / "inbox").exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "x"]), JSON, max_size=4))
def test_any_json_is_a_proposal_or_a_problem(tmp_path_factory: Any, changes: Any):
    """Whatever stands in a file of the inbox, it is read or it is a problem, and never a crash."""
    folder = tmp_path_factory.mktemp("case")
    (folder / "inbox").mkdir()
    data = json.dumps({**GOOD, **changes}).encode()
    (folder / "inbox" / "paper-2020-cameras.json").write_bytes(data)
    proposals, problems = read_inbox(folder)
    assert len(proposals) + len(problems) == 1


def test_reading_order():
    """Proposals come as somebody reads the papers: line 9 before line 10, then along the line."""
    found = [small_proposal(name, {}) for name in ("c", "a", "b")]
    lines = zip(found, (("line 10", 0), ("line 9", 5), ("line 9", 2)), strict=True)
    placed = [
        type(one)(**{**vars(one), "locator": line, "offset": at}) for one, (line, at) in lines
    ]
    assert [one.id for one in in_reading_order(placed)] == ["b", "a", "c"]


def test_check_says_how_many_wait(small: Any):
    """`tertius check` says how many proposals wait, and lists files that are none; the case stays clean."""
    from typer.testing import CliRunner

    put(small.path, [cameras(), small_proposal("done", {}, decision=yes("rejected"))])
    (small.path / "inbox" / "junk.json").write_bytes(b"{")
    result = CliRunner().invoke(app, ["check", str(small.path)])
    assert result.exit_code == 0
    assert "inbox/junk.json:1: is not JSON here" in result.stdout
    assert "1 proposal waits in inbox/." in result.stderr
