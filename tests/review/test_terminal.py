import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from proposed import cameras, pair, roomy, small_proposal
from tertius.case.proposals.inbox import put, read_inbox
from tertius.case.read import read_case
from tertius.errors import TertiusError
from tertius.review.person import reviewer
from tertius.review.session import Session
from tertius.review.terminal import Terminal


def talk(folder: Path, *answers: str) -> str:
    """What the terminal says to somebody who gives these answers, one to a line, and then leaves."""
    lines = iter(answers)
    said: list[str] = []

    def ask(question: str) -> str:
        said.append(question)
        try:
            answer = next(lines)
        except StopIteration:
            raise EOFError from None
        said.append(f"<{answer}>")
        return answer

    Terminal(Session(folder, "ana"), ask=ask, say=said.append).run()
    return "\n".join(said)


@pytest.fixture
def folder(small: Any) -> Path:
    put(roomy(small), [cameras()])
    return small.path


def decision(folder: Path) -> Any:
    return read_inbox(folder)[0][0].decision


def test_what_is_shown(folder: Path):
    """The sentence is marked in its paragraph; each cell has a number and the words it came from."""
    said = talk(folder)
    assert "They came late. »In July 2016 Huawei reportedly signed" in said.replace("\n  ", " ")
    assert "] 0 of 1, 0 accepted" in said
    assert "hedge            reportedly   from “reportedly”" in said
    assert "name             Huawei   from “Huawei”: a company, by pattern" in said


def test_accepting(folder: Path):
    """`a` puts the rows into the tables and counts it."""
    assert talk(folder, "a").endswith("1 of 1, 1 accepted")
    assert "huawei-cameras" in read_case(folder)[0].by_id


def test_a_cell_says_which_words_it_takes(folder: Path):
    """Asked for a cell of a vocabulary, somebody sees its words; of any other nothing is listed."""
    said = talk(folder, "e", "claims 1 stance", "supports", "e", "claims 2 note", "")
    assert "stance: supports, disputes [" in said
    assert "note [" in said


def test_editing(folder: Path):
    """`e` writes a cell by its number, or an empty one by its place; `-` empties it."""
    number = "4"
    said = talk(
        folder,
        "e",
        number,
        "broken",
        "e",
        "claims 2 note",
        "As printed.",
        "e",
        "actors 1 country",
        "-",
        "a",
    )
    assert "custom.outlet [wire]" in said
    assert "is not in outlets.csv" in said
    assert "Nothing was written." in said
    assert decision(folder) is None
    talk(folder, "e", "claims 2 note", "As printed.", "e", "actors 1 country", "-", "a")
    case, _ = read_case(folder)
    assert case.by_id["huawei-cameras-signed"][1].note == "As printed."
    assert case.by_id["huawei"][1].country is None
    assert decision(folder).verdict == "edited"


@pytest.mark.parametrize(
    "cell", ["0", "99", "²", "claims", "claims 9 note", "claims 0 note", "nowhere 1 id", ""]
)
def test_a_cell_that_is_not_there(folder: Path, cell: str):
    """A number or place that names no cell is said to be none."""
    assert "There is no such cell." in talk(folder, "e", cell)


def test_an_empty_cell_by_its_column(folder: Path):
    """An empty cell is named by its column where one row has it; where several do, they are listed."""
    talk(folder, "e", "country", "CHN", "a")
    assert read_case(folder)[0].by_id["huawei"][1].country == "CHN"


def test_a_column_of_several_rows(folder: Path):
    """A column that is empty in several rows is no cell yet, and its cells are listed."""
    said = talk(folder, "e", "note")
    assert "There is no such cell. Several are empty: write " in said
    assert "claims 1 note, or claims 2 note" in said


def test_the_undecided_are_offered_again(folder: Path):
    """Where nothing else waits, what was left undecided can be decided after all."""
    said = talk(folder, "s", "Unclear.", "o", "a")
    assert "Nothing waits. 1 left undecided." in said
    assert decision(folder).verdict == "accepted"


def test_editing_an_id(folder: Path):
    """A new id is followed by the rows that named the old one."""
    talk(folder, "e", "actors 1 id", "huawei-technologies", "a")
    case, _ = read_case(folder)
    assert case.by_id["huawei-cameras"][1].parties[0] == "supplier:huawei-technologies"


def test_merging(folder: Path):
    """`m` searches the case by words, and takes a candidate by its number."""
    said = talk(folder, "m", "2", "bank china", "1", "a")
    assert "1  bank-of-china  " in said
    assert decision(folder).merged == {"huawei": "bank-of-china"}


def test_leaving_a_row_out(folder: Path):
    """`x` takes a row out of the bundle."""
    talk(folder, "x", "4", "a")
    assert [row["id"] for row in decision(folder).rows["claims"]] == ["huawei-cameras-signed"]


def test_rejecting_and_leaving(folder: Path):
    """`r` wants a reason; `s` with a reason leaves the proposal undecided, without one for later."""
    assert "A reason is needed." in talk(folder, "r", "")
    talk(folder, "s", "")
    assert decision(folder) is None
    talk(folder, "s", "Unclear.")
    assert (decision(folder).verdict, decision(folder).reason) == ("undecided", "Unclear.")


def test_undoing(folder: Path, small: Any):
    """`u` takes the last decision back, with its rows."""
    before = small.bytes()
    said = talk(folder, "a", "u", "q")
    assert "1 of 1, 1 accepted. Nothing waits." in said
    assert said.count("] 0 of 1, 0 accepted") == 2
    assert small.bytes() == before
    assert "accepted by ana on" in talk(folder, "a", "b", "q")


def test_going_back(folder: Path):
    """`b` shows the proposal before, also a decided one, which `u` takes back."""
    put(folder, [small_proposal("zz", {"actors": ({"id": "z", "kind": "Company", "name": "Z"},)})])
    first, second = (one.id for one in Session(folder, "ana").proposals())
    said = talk(folder, "r", "No.", "b", "u", "q")
    assert "rejected by ana on" in said
    assert f"{first} waits again." in said
    assert second in said


def test_a_sentence_of_ones_own(folder: Path):
    """`n` asks for a sentence and rows, whose ids are filled, and keeps both."""
    cells = ["", "gazprom", "funds", "nis", "", "", "", "", ""]
    said = talk(
        folder,
        "n",
        "paper-2020",
        "page 4",
        "Gazprom funds it.",
        "nowhere",
        "ties",
        *cells,
        "",
        "a",
        "q",
    )
    assert "That is no table." in said
    assert "is in the tables." in said
    assert "gazprom-funds-nis" in read_case(folder)[0].by_id


def test_pairs(small: Any):
    """A pair of names is judged: same, not the same or undecided, each a row."""
    put(small.path, [pair()])
    talk(small.path, "b", "One is the branch of the other.")
    (row,) = [
        row for row in read_case(small.path)[0].rows("judgements") if row.a == "bank-of-china"
    ]
    assert (row.judgement, row.reason, row.by) == (
        "not_same",
        "One is the branch of the other.",
        "ana",
    )


def test_nothing_steers_the_terminal(small: Any):
    """Control characters in a sentence, a cell or a file name are not passed on."""
    rows = {"actors": ({"id": "x", "name": "a\x1b[2Jb\x07"},)}
    text = "One\x1b]0;title\x07 two."
    put(small.path, [small_proposal("one", rows, reasons=())])
    path = small.path / "inbox" / "one.json"
    path.write_text(
        path.read_text().replace(
            "It says one.", text.replace("\x1b", "\\u001b").replace("\x07", "\\u0007")
        )
    )
    said = talk(small.path)
    assert "�]0;title� two." in said
    assert "a�[2Jb�" in said
    assert not {"\x1b", "\x07"} & set(said)


def test_the_editor(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """With an editor set, the whole bundle is edited as text; what is no bundle changes nothing."""
    script = tmp_path / "edit.py"
    script.write_text(
        "import sys; p = sys.argv[1]; t = open(p).read().replace('Huawei', 'Hua Wei'); open(p, 'w').write(t)"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.delenv("VISUAL", raising=False)
    talk(folder, "e", "t", "a")
    assert read_case(folder)[0].by_id["huawei"][1].name == "Hua Wei"
    script.write_text("import sys; open(sys.argv[1], 'w').write('{')")
    put(folder, [small_proposal("zz", {"actors": ({"id": "z", "kind": "Company", "name": "Z"},)})])
    assert "The rows stay as they were." in talk(folder, "e", "t")


def test_it_can_be_piped(folder: Path):
    """The command reads its answers line by line from a pipe."""
    done = subprocess.run(
        [sys.executable, "-c", "from tertius.cli.main import main; main()", "review", str(folder), "--by", "ana"],
        input="a\nq\n", capture_output=True, text=True, check=False, env=dict(os.environ), timeout=120,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.strip().endswith("1 of 1, 1 accepted")


def test_who_decides():
    """A name that is given is taken; an empty one is none."""
    assert reviewer("  Ana   Marić ") == "Ana Marić"
    with pytest.raises(TertiusError, match="--by"):
        reviewer(" ")
    assert reviewer("", needed=False) == ""


def _has_since(folder: Path) -> None:
    """The case gets Huawei under another id, and a source with the address of the bundle's."""
    with (folder / "actors.csv").open("a", encoding="utf-8") as file:
        file.write("huawei-technologies,Company,Huawei Technologies,CHN,\n")
    with (folder / "names.csv").open("a", encoding="utf-8") as file:
        file.write("huawei-technologies,Huawei,en\n")


def test_what_the_case_has_by_now_is_known_again(folder: Path):
    """An actor that was added since a sentence was read is merged with the row that brings it in."""
    assert "which is in the case" not in talk(folder)
    _has_since(folder)
    assert "actors 1  = huawei-technologies, which is in the case" in talk(folder)
    talk(folder, "a")
    assert decision(folder).verdict == "merged"
    assert decision(folder).merged == {"huawei": "huawei-technologies"}
    row = read_case(folder)[0].by_id["huawei-cameras"][1]
    assert row.parties[0] == "supplier:huawei-technologies"


def test_who_knows_better_says_that_it_is_another(folder: Path):
    """What was known again is proposed, and whoever decides can say that it is another."""
    _has_since(folder)
    talk(folder, "m", "2", "", "", "a")
    assert decision(folder).merged == {}
    assert {"huawei", "huawei-technologies"} <= read_case(folder)[0].by_id.keys()


def test_a_source_that_came_since_is_known_again(folder: Path):
    """A source that the case got in the meantime, by its link or title, is no second one."""
    listed = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    listed.append({"id": "zotero-77", "type": "article", "title": "Cameras"})
    (folder / "sources.json").write_text(json.dumps(listed), encoding="utf-8")
    talk(folder, "a")
    assert decision(folder).merged == {"wire-2016": "zotero-77"}
    assert read_case(folder)[0].by_id["huawei-cameras-signed"][1].source == ("zotero-77",)


def test_what_somebody_proposes_is_meant_so(small: Any):
    """Only what was read out of a paper is known again: a person's own row stays a row of its own."""
    put(roomy(small), [cameras(proposer="person")])
    _has_since(small.path)
    assert "which is in the case" not in talk(small.path)
