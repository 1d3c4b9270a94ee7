"""What `tertius read` prints."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from standing_in import answer, standing_in
from tertius.case.proposals.inbox import read_inbox
from tertius.cli.main import main
from tertius.intake.citations.reference import Reference

PAPER = """\
Loans and Gas

Loans

Russia lent money to Serbia in 1999.1 It lent more in 2008.2 Then it
stopped.3

1. Ann Author, ‘A Title’, Reuters, 3 May 2020.
2. Ibid.
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return path


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Stand-ins for the parts that read references, propose rows and keep the inbox; what they were given."""
    given: list[Any] = []
    full = Reference("Ann Author", 0, 10, {"type": "article-newspaper"})
    again = Reference("Ibid.", 0, 5)

    def read_notes(notes: Any) -> Any:
        return [("full", (full,)), ("ibid", (again,))]

    def propose(paper: Any, case: Any, *, via: str) -> list[Any]:
        given.append(via)
        return []

    def put(folder: Path, proposals: list[Any]) -> Any:
        return SimpleNamespace(new=3, waiting=1, decided=2)

    for name, part in {
        "tertius.intake.citations": SimpleNamespace(read_notes=read_notes),
        "tertius.case.proposals.inbox": SimpleNamespace(put=put),
    }.items():
        monkeypatch.setitem(sys.modules, name, part)
    monkeypatch.setattr("tertius.intake.extraction.proposals.propose", propose)
    return given


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr(sys, "argv", ["tertius", "read", *map(str, words)])
    with pytest.raises(SystemExit) as caught:
        main()
    return int(caught.value.code or 0)


def test_a_summary(paper: Path, parts: Any, monkeypatch: Any, capsys: Any):
    """An analyst reads the title, the sections, how much of the notes there is, and what is missing."""
    assert run(monkeypatch, paper) == 0
    assert capsys.readouterr().out == (
        "Loans and Gas\n"
        "  Loans\n"
        "\n"
        "19 words, 3 sentences.\n"
        "3 numbers of notes in the text; of the notes 2 are whole, 0 cut off, 1 lost.\n"
        "2 references: 1 article-newspaper, 1 kind unknown.\n"
        "1 note with a short form whose full entry is not known: 2.\n"
        "! Note 3 is lost: only the number stands in the text.\n"
    )


def test_json(paper: Path, parts: Any, monkeypatch: Any, capsys: Any):
    """A program reads the title, sections, notes, proposals, text and warnings."""
    assert run(monkeypatch, paper, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["title", "sections", "notes", "proposals", "text", "warnings"]
    assert found["proposals"] == []
    assert found["notes"][2] == {
        "number": 3,
        "label": "3",
        "series": 0,
        "present": False,
        "complete": False,
        "text": "",
        "place": None,
        "anchor": {"offset": len(found["text"]), "sentence": "Then it stopped."},
        "again": [],
        "links": [],
        "kind": "missing",
        "references": [],
    }
    assert found["notes"][0]["references"][0]["raw"] == "Ann Author"


def test_into_a_case(small: Any, paper: Path, parts: Any, monkeypatch: Any, capsys: Any):
    """Proposals go to the inbox, under the source that is named; their counts are printed."""
    source = next(iter(json.loads((small.path / "sources.json").read_text(encoding="utf-8"))))["id"]
    assert run(monkeypatch, paper, "--into", small.path, "--source", source) == 0
    said = capsys.readouterr().out.splitlines()[-1]
    assert parts == [source]
    assert said == (
        "3 new proposals; 1 wait already, 2 are decided already."
        f" Look at them with: tertius review {small.path}"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--source", "x"], "--source names the paper among a case's sources. Give --into CASE too."),
        (["--model", "http://localhost/v1"], "Give both or neither."),
        (["--model", "http://localhost/v1", "--model-name", "x"], "Give --into CASE too."),
        (["--into", "nowhere"], "nowhere is not a folder."),
    ],
)  # fmt: skip
def test_what_does_not_go_together(words: Any, said: str, paper: Path, parts: Any, monkeypatch: Any, capsys: Any):  # fmt: skip
    """A source or a model without a case, half a model, and a case that is none are refused."""
    assert run(monkeypatch, paper, *words) == 2
    assert said in capsys.readouterr().err


def test_a_source_that_is_not_there(small: Any, paper: Path, parts: Any, monkeypatch: Any, capsys: Any):  # fmt: skip
    """The paper has to be among the case's sources, by its id or by its title."""
    assert run(monkeypatch, paper, "--into", small.path, "--source", "no-such") == 2
    assert "the case has no such source" in capsys.readouterr().err
    assert run(monkeypatch, paper, "--into", small.path) == 2
    assert "with the title “Loans and Gas”; no source has it" in capsys.readouterr().err


def test_a_model_is_asked_too(small: Any, tmp_path: Path, monkeypatch: Any, capsys: Any):
    """With --model its proposals wait beside those of the rules, and what was dropped of them is counted."""
    source = next(iter(json.loads((small.path / "sources.json").read_text(encoding="utf-8"))))["id"]
    paper = tmp_path / "paper.txt"
    paper.write_text("China will never leave, somebody said.\n", encoding="utf-8")
    event = {"id": "mine", "label": "Somebody on China", "type": "statement", "power": "CHN", "host": "SRB",
             "domain": "politics", "direction": "about_host", "scope": "core", "parties": "speaker:srb"}  # fmt: skip
    claim = {"subject": "mine", "property": "exists", "value": "yes"}
    rows = {"engagements": [event], "claims": [claim]}
    said = [{"quotation": q, "rows": rows} for q in ("China will never leave", "China has left")]
    with standing_in(answer(*said)) as (address, asked):
        code = run(monkeypatch, paper, "--into", small.path, "--source", source,
                   "--model", address, "--model-name", "tiny", "--json")  # fmt: skip
    out, err = capsys.readouterr()
    assert code == 0, err
    assert len(asked) == 1
    assert "The model: 1 proposed, 1 dropped: 1 with a quotation that is not in the paper." in err
    waiting, problems = read_inbox(small.path)
    assert problems == []
    assert "model:tiny" in [proposal.proposer for proposal in waiting]
    assert [p["proposer"] for p in json.loads(out)["proposals"]][-1] == "model:tiny"
