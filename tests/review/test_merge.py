"""Two people decide in two clones of one case, and git brings their work together."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from proposed import cameras, claim, roomy, small_proposal, yes
from tertius.case.merge import settle_conflicts
from tertius.case.new import GIT_ATTRIBUTES
from tertius.case.order import order_files
from tertius.case.proposals.decide import decide, take_back
from tertius.case.proposals.inbox import put, read_inbox
from tertius.case.read import read_case
from tertius.study.open import check_case

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    person = {
        f"GIT_{who}_{what}": "x@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *arguments],
        check=False,
        cwd=folder,
        env={**os.environ, **person, **plain},
        capture_output=True,
        text=True,
    )
    assert (done.returncode != 0) is fails, done.stdout + done.stderr
    return done.stdout


def source(name: str, title: str = "A title") -> dict[str, Any]:
    return {"id": name, "type": "article", "title": title, "custom": {"outlet": "wire"}}


def actor(name: str) -> dict[str, str]:
    return {"id": name, "kind": "Company", "name": name.title(), "country": "CHN"}


@pytest.fixture
def clones(small: Any, tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of a case in which proposals wait; each item of sources.json is a line."""
    folder = roomy(small)
    (folder / ".gitattributes").write_text(GIT_ATTRIBUTES)
    order_files(folder)
    put(folder, proposals())
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Begin")
    git(tmp_path, "clone", "--quiet", str(folder), "ana")
    git(tmp_path, "clone", "--quiet", str(folder), "ben")
    return tmp_path / "ana", tmp_path / "ben"


def proposals() -> list[Any]:
    """Bundles whose rows fall side by side in the tables, each with a source of its own."""
    made = [
        small_proposal(
            f"p-{name}",
            {
                "sources": (source(f"wire-2015-{name}", f"Title {name}"),),
                "actors": (actor(f"huawei-{name}"),),
                "claims": (claim(f"m-{name}", source=f"wire-2015-{name}"),),
            },
        )
        for name in "abcdef"
    ]
    first = [small_proposal(f"first-{n}", {"sources": (source(f"aa-{n}"),)}) for n in (1, 2)]
    last = [
        small_proposal(
            f"last-{n}", {"sources": (source(f"zz-{n}"),), "claims": (claim(f"zz-{n}"),)}
        )
        for n in (1, 2)
    ]
    shared = [
        small_proposal(
            f"shared-{n}",
            {
                "actors": (actor("zte"),),
                "names": ({"actor": "zte", "name": f"ZTE {n}", "lang": "en"},),
            },
        )
        for n in (1, 2)
    ]
    return [*made, *first, *last, *shared, cameras()]


def accept(folder: Path, *names: str) -> None:
    for proposal in read_inbox(folder)[0]:
        if proposal.id in names:
            decide(folder, proposal, yes())
    git(folder, "commit", "--quiet", "--all", "--message=Decide")


def merge(clones: tuple[Path, Path], *, fails: bool = False) -> Path:
    ana, ben = clones
    git(ana, "pull", "--quiet", "--no-rebase", "--no-edit", str(ben), "main", fails=fails)
    return ana


def mended(folder: Path) -> list[str]:
    """What `check --fix` says of files in conflict, when it has put them together."""
    said = [str(merged) for merged in settle_conflicts(folder)]
    order_files(folder)
    return said


def is_clean_and_sorted(folder: Path) -> bool:
    case, _, problems = check_case(folder)
    assert [str(problem) for problem in problems if problem.blocks] == []
    ids = [[row.id for row in case.rows(table)] for table in ("actors", "claims")]
    return all(found == sorted(found) for found in [*ids, list(case.sources)])


def test_rows_side_by_side(clones: tuple[Path, Path]):
    """Two people accept bundles whose rows and sources alternate; git stops, and --fix puts them together."""
    ana, ben = clones
    accept(ana, "p-b", "p-c", "p-f")
    accept(ben, "p-a", "p-d", "p-e")
    folder = merge(clones, fails=True)
    assert "conflict" in {p.code for p in check_case(folder)[2]}
    assert mended(folder) == [
        f"{name}: put together row by row" for name in ("sources.json", "actors.csv", "claims.csv")
    ]
    assert is_clean_and_sorted(folder)
    case, _ = read_case(folder)
    names = [f"wire-2015-{name}" for name in "abcdef"]
    assert [name for name in case.sources if name.startswith("wire-2015-")] == names
    assert {case.sources[f"wire-2015-{n}"].title for n in "abcdef"} == {
        f"Title {n}" for n in "abcdef"
    }
    accepted = [p.id for p in read_inbox(folder)[0] if p.decision]
    assert accepted == [f"p-{name}" for name in "abcdef"]


def test_rows_apart(clones: tuple[Path, Path]):
    """Where the rows do not touch, the merged tables are sorted without more ado."""
    ana, ben = clones
    accept(ana, "first-1")
    accept(ben, "last-1")
    folder = merge(clones)
    assert is_clean_and_sorted(folder)
    assert order_files(folder) == []


def test_two_last_rows(clones: tuple[Path, Path]):
    """Both add behind the last row and the last source."""
    ana, ben = clones
    accept(ana, "last-2")
    accept(ben, "last-1")
    folder = merge(clones, fails=True)
    assert len(mended(folder)) == 2
    assert is_clean_and_sorted(folder)


def test_two_first_sources(clones: tuple[Path, Path]):
    """Both add before the first source."""
    ana, ben = clones
    accept(ana, "first-2")
    accept(ben, "first-1")
    folder = merge(clones, fails=True)
    assert mended(folder) == ["sources.json: put together row by row"]
    assert is_clean_and_sorted(folder)


def edit(folder: Path, swaps: dict[str, str]) -> None:
    """Change lines of places.csv: a line to another, or to nothing."""
    lines = (folder / "places.csv").read_text().splitlines()
    kept = [swaps.get(line.split(",")[0], line) for line in lines]
    (folder / "places.csv").write_text("\n".join([line for line in kept if line] + [""]))
    git(folder, "commit", "--quiet", "--all", "--message=Edit")


def test_a_deleted_row_stays_deleted(clones: tuple[Path, Path]):
    """One deletes a row and the other changes its neighbour: git stops, and --fix brings nothing back."""
    ana, ben = clones
    edit(ana, {"belgrade": ""})
    edit(ben, {"novi-sad": "novi-sad,Neusatz,SRB,45.25,19.85,settlement"})
    folder = merge(clones, fails=True)
    assert mended(folder) == ["places.csv: put together row by row"]
    text = (folder / "places.csv").read_text()
    assert "Neusatz" in text
    assert "belgrade" not in text


def test_two_versions_of_one_row(clones: tuple[Path, Path]):
    """Both change one row: it stands twice, and check asks which of the two is to stay."""
    ana, ben = clones
    for folder, name in ((ana, "Beograd"), (ben, "Belgrad")):
        edit(folder, {"belgrade": f"belgrade,{name},SRB,44.82,20.46,settlement"})
    folder = merge(clones, fails=True)
    assert mended(folder) == [
        "places.csv: put together row by row; changed by both, standing twice: belgrade"
    ]
    (said,) = [str(p) for p in check_case(folder)[2] if p.code == "doubled-id"]
    assert "too, and the two differ in name (" in said
    assert "Keep one row if they are one thing" in said


def test_one_new_actor_in_both(clones: tuple[Path, Path]):
    """Both bring the same new actor with different bundles: it stands there once."""
    ana, ben = clones
    accept(ana, "shared-1", "p-a")
    accept(ben, "shared-2")
    folder = merge(clones, fails=True)
    mended(folder)
    assert is_clean_and_sorted(folder)
    assert (folder / "actors.csv").read_text().count("zte") == 1


def test_both_decide_alike(clones: tuple[Path, Path]):
    """Both accept the same proposal alike: one decision, one set of rows."""
    for clone in clones:
        accept(clone, "paper-2020-cameras")
    assert is_clean_and_sorted(merge(clones))


def test_both_decide_the_same_differently(clones: tuple[Path, Path]):
    """Two codings of one proposal conflict loudly in its own file of the inbox."""
    ana, ben = clones
    accept(ana, "paper-2020-cameras")
    decide(ben, cameras(), yes("rejected", reason="No."))
    git(ben, "commit", "--quiet", "--all", "--message=Reject")
    folder = merge(clones, fails=True)
    assert "UU inbox/paper-2020-cameras.json" in git(folder, "status", "--porcelain")
    _, (problem,) = read_inbox(folder)
    assert problem.file == "inbox/paper-2020-cameras.json"


def test_a_decision_taken_back_in_one_clone(clones: tuple[Path, Path]):
    """Taking back after a merge leaves the other's rows."""
    ana, ben = clones
    accept(ana, "p-a")
    accept(ben, "p-b")
    folder = merge(clones, fails=True)
    mended(folder)
    (kept,) = [proposal for proposal in read_inbox(folder)[0] if proposal.id == "p-a"]
    take_back(folder, kept)
    order_files(folder)
    assert is_clean_and_sorted(folder)
    case, _ = read_case(folder)
    assert [row.id for row in case.rows("actors") if row.id.startswith("huawei")] == ["huawei-b"]
