"""What git keeps of a file in conflict is read, and nothing that the repository names is run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tertius.sandbox.git import kept_by_git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")

PLAIN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{
        f"GIT_{who}_{what}": "x@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    },
}


def git(folder: Path, *arguments: str, fails: bool = False) -> None:
    done = subprocess.run(
        ["git", *arguments],
        check=False,
        cwd=folder,
        env={**os.environ, **PLAIN},
        capture_output=True,
    )
    assert (done.returncode != 0) is fails, done.stderr


def in_conflict(folder: Path, place: str = "claims.csv") -> Path:
    """A repository in which two people changed one line, and the file with the conflict."""
    file = folder / place
    file.parent.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    for branch, text in (("main", "before"), ("theirs", "theirs"), ("main", "ours")):
        if text != "before":
            git(folder, "checkout", "--quiet", *(["-b"] if branch == "theirs" else []), branch)
        file.write_text(f"id\n{text}\n", encoding="utf-8")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", text)
    git(folder, "merge", "--quiet", "theirs", fails=True)
    assert "<<<<<<<" in file.read_text(encoding="utf-8")
    return file


def shown(file: Path) -> list[str]:
    kept = kept_by_git(file)
    assert kept is not None
    return [kept.shown(stage).decode() for stage in (1, 2, 3)]


THREE = ["id\nbefore\n", "id\nours\n", "id\ntheirs\n"]


@pytest.mark.parametrize("place", ["claims.csv", "cases/own case/claims.csv"])
def test_the_three_versions_of_a_conflict_are_read(tmp_path, place):
    """Of a file at the top of a repository or below it, each version comes as it was."""
    assert shown(in_conflict(tmp_path, place)) == THREE


def test_a_file_in_a_second_tree_of_one_repository_is_read(tmp_path):
    """Where a file leads to the repository, as in a second work tree, its index and the common objects are read."""
    file = in_conflict(tmp_path / "first")
    git(file.parent, "merge", "--abort")
    git(file.parent, "worktree", "add", "--quiet", "-b", "second", "../second")
    second = tmp_path / "second"
    git(second, "merge", "--quiet", "theirs", fails=True)
    assert shown(second / "claims.csv") == THREE


def test_no_program_that_the_repository_names_is_run(tmp_path):
    """One that watches files, and one that fetches an object that is missing, are named and never begin."""
    file = in_conflict(tmp_path / "case")
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!{sys.executable}\nopen({str(ran)!r}, 'w')\n", encoding="utf-8")
    program.chmod(0o755)
    for name, value in {
        "core.fsmonitor": str(program),
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": str(tmp_path),
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": str(program),
    }.items():
        git(file.parent, "config", name, value)
    assert shown(file) == THREE
    kept = kept_by_git(file)
    for blob in (file.parent / ".git" / "objects").glob("??/*"):
        blob.unlink()
    with pytest.raises(subprocess.CalledProcessError):
        kept.shown(1)
    assert not ran.exists()
    git(file.parent, "status", "--short", fails=True)
    assert ran.exists(), "git itself runs what the settings name"


def test_a_file_outside_every_repository_has_no_versions(tmp_path):
    """Where no repository is found nothing is asked of git."""
    file = tmp_path / "claims.csv"
    file.write_text("id\n", encoding="utf-8")
    assert kept_by_git(file) is None


def test_a_file_that_is_not_in_conflict_has_no_versions(tmp_path):
    """What git does not keep under the number of a conflict is an error that the caller tells."""
    file = in_conflict(tmp_path).with_name("other.csv")
    file.write_text("id\n", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        kept_by_git(file).shown(1)
