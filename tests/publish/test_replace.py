"""A build takes the place of the one before as a whole or not at all, and nothing of anybody's is lost."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tertius.errors import TertiusError
from tertius.publish import replace
from tertius.publish.manifest import MANIFEST
from tertius.publish.replace import replaced

PAGES = {"index.html": "<p>one", "actors/nis.html": "<p>nis"}


def build(out, pages=PAGES):
    with replaced(out) as folder:
        for name, text in pages.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")


def contents(folder):
    """Every file of a folder with what it holds, without the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def put(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def beside(out):
    return sorted(path.name for path in out.parent.iterdir())


@pytest.fixture
def out(tmp_path):
    return tmp_path / "builds" / "site"


@pytest.fixture(params=["at once", "in two steps"])
def way(request, monkeypatch):
    """On a system that can exchange two folders in one step, and on one that cannot."""
    if request.param == "in two steps":
        monkeypatch.setattr(replace, "_exchange", lambda one, other: False)
    return request.param


def killed_at_each_step(tmp_path, way):
    """For each moment of a build at which it was killed: what stood there, and after the next build."""
    run = subprocess.run(
        [sys.executable, Path(__file__).with_name("killing.py"), tmp_path, way],
        capture_output=True,
        text=True,
        check=True,
    )
    *cut, last = map(json.loads, run.stdout.splitlines())
    assert len(cut) > 50
    assert all(killed for killed, *_ in cut)
    assert last[0] is False
    return [each[1:] for each in cut]


OTHERS = {"CNAME": "mine", "sub/note.txt": "mine too", ".git/config": "and mine"}
OLD = {"a.html": "old", "sub/b.html": "old", "gone/c.html": "old", **OTHERS}
NEW = {"a.html": "new", "sub/b.html": "new", "more/d.html": "new", **OTHERS}


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="has no exchange of folders")
def test_a_killed_build_leaves_the_old_one_or_the_new_one(tmp_path):
    """Killed at any step, the folder is wholly the old build or the new one, and the next leaves only itself."""
    states = killed_at_each_step(tmp_path, "at once")
    assert [after for after, _, _ in states if after not in (OLD, NEW)] == []
    assert {after == NEW for after, _, _ in states} == {False, True}
    for _, then, names in states:
        assert (then, names) == (NEW, ["site"])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_where_folders_cannot_be_exchanged_the_next_build_puts_back_what_was_moved(tmp_path):
    """Without an exchange a kill can leave no folder for the next build to mend, and never a mixture."""
    states = killed_at_each_step(tmp_path, "in two steps")
    assert [after for after, _, _ in states if after not in (OLD, NEW, {})] == []
    for _, then, names in states:
        assert (then, names) == (NEW, ["site"])


def test_what_was_moved_aside_comes_back(out):
    """A build that fails after one was killed between two steps leaves the build of before both."""
    build(out)
    out.rename(out.parent / ".site.tertius-old-0123abcd")
    with pytest.raises(ZeroDivisionError), replaced(out):
        raise ZeroDivisionError
    assert (contents(out), beside(out)) == (PAGES, ["site"])


def test_a_build_that_fails_changes_nothing(out, way):
    """Where writing fails, the folder is as it was, the user's files too, and nothing lies beside it."""
    build(out)
    put(out, {"CNAME": "mine"})
    before = contents(out)
    with pytest.raises(FileExistsError), replaced(out) as folder:
        put(folder, {"index.html": "half", "index.html/of.html": "a page below a page"})
    assert (contents(out), beside(out)) == (before, ["site"])


def test_pages_that_are_gone_go_and_others_stay(out, way):
    """The next build takes its own pages with it, and leaves what somebody put among them."""
    build(out)
    put(out, {"CNAME": "mine", "actors/note.txt": "mine", "own/page.html": "mine", ".nojekyll": ""})
    (out / "empty").mkdir()
    (out / "link").symlink_to("CNAME")
    build(out, {"index.html": "<p>two"})
    assert contents(out) == {
        "index.html": "<p>two",
        "CNAME": "mine",
        "link": "mine",
        "actors/note.txt": "mine",
        "own/page.html": "mine",
        ".nojekyll": "",
    }
    assert (out / "link").is_symlink()
    assert (out / "empty").is_dir()
    assert beside(out) == ["site"]


def test_files_that_stay_are_the_same_files(out, way):
    """A file of the user's is not copied: who has it open goes on writing into the one that stays."""
    build(out)
    put(out, {"CNAME": "mine"})
    with (out / "CNAME").open("a", encoding="utf-8") as opened:
        build(out, {"index.html": "<p>two"})
        opened.write(", and more")
    assert contents(out) == {"index.html": "<p>two", "CNAME": "mine, and more"}


def test_files_are_copied_where_they_cannot_have_two_names(out, way, monkeypatch):
    """On a file system without hard links files come along all the same."""

    def refuse(self, target):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    build(out)
    put(out, {"CNAME": "mine"})
    build(out, {"index.html": "<p>two"})
    assert (contents(out), beside(out)) == ({"index.html": "<p>two", "CNAME": "mine"}, ["site"])


def test_what_is_saved_in_the_last_moment_is_kept(out, way, monkeypatch):
    """What a person saves anew while the folder is being replaced stands in it afterwards."""
    build(out)
    put(out, {"CNAME": "mine"})
    place = replace._put_in_place

    def save_first(new, *, target, out):
        (target / "CNAME").unlink()
        put(target, {"CNAME": "changed", "late.txt": "late", "index.html": "by hand"})
        place(new, target=target, out=out)

    monkeypatch.setattr(replace, "_put_in_place", save_first)
    build(out, {"index.html": "<p>two"})
    assert contents(out) == {
        "index.html": "<p>two",
        "index.html.kept-1": "by hand",
        "CNAME": "mine",
        "CNAME.kept-1": "changed",
        "late.txt": "late",
    }
    assert beside(out) == ["site"]


def refused(out, match):
    """The folder is refused before anything is written, and is as it was, with all that lies beside it."""
    whole = out.parent
    before = contents(whole)
    with pytest.raises(TertiusError, match=match), replaced(out):
        pytest.fail("was begun")
    assert contents(whole) == before


@pytest.mark.parametrize(
    "files",
    [
        {"thesis.txt": "years"},
        {"findings.json": "[]"},
        {"report/report.pdf": "mine"},
        {"atlas/index.html": "an atlas of the world"},
    ],
)
def test_a_folder_that_is_no_build_is_refused(out, files):
    """A folder with anything in it that Tertius did not write is never begun with, whatever the names."""
    put(out, files)
    refused(out, r"site holds what Tertius did not write \(.*\)\. Name a new or an empty folder")


def test_many_files_are_counted(out):
    """The message names three files and counts the others."""
    put(out, {f"{letter}.txt": "" for letter in "abcde"})
    refused(out, r"\(a\.txt, b\.txt, c\.txt and 2 more\)")


def test_an_empty_folder_is_taken(out):
    """An empty folder is no other's, nor is one that a file manager looked into."""
    put(out, {".DS_Store": ""})
    build(out)
    assert contents(out) == {**PAGES, ".DS.Store": ""} or contents(out) == {
        **PAGES,
        ".DS_Store": "",
    }


def test_a_page_that_was_changed_by_hand_is_refused(out):
    """A page that somebody wrote anew is not overwritten; one that was deleted comes back."""
    build(out)
    put(out, {"index.html": "my own"})
    refused(out, r"was changed after Tertius wrote it \(index\.html\)")
    (out / "index.html").unlink()
    build(out)
    assert contents(out) == PAGES


def test_a_database_with_changes_waiting_is_refused(out):
    """Changes that DuckDB holds beside its file are changes of the file."""
    build(out, {"tertius.duckdb": "tables"})
    put(out, {"tertius.duckdb.wal": "a row"})
    refused(out, r"was changed after Tertius wrote it \(tertius\.duckdb\.wal\)")


def test_a_file_in_the_place_of_a_new_page_is_refused(out):
    """Where the new build has a page that somebody wrote already, neither is lost."""
    build(out)
    put(out, {"actors/bank.html": "mine"})
    before = contents(out)
    with pytest.raises(TertiusError, match=r"actors/bank\.html is not of Tertius"):
        build(out, {**PAGES, "actors/bank.html": "<p>bank"})
    assert (contents(out), beside(out)) == (before, ["site"])


def test_a_manifest_that_cannot_be_read_is_refused(out):
    """Without the list nobody knows whose the files are."""
    build(out)
    for text in ("", "[]", '{"files": 1}', "{"):
        (out / MANIFEST).write_text(text, encoding="utf-8")
        refused(out, rf"{MANIFEST} cannot be read")


def older(out):
    """What a version without manifest built."""
    page = '<html><head><meta name="generator" content="Tertius 0.1.0"></head></html>'
    files = {
        "tertius.duckdb": "db",
        "findings.json": "{}",
        "report/report.html": "<p>",
        "atlas/index.html": page,
        "atlas/actors/nis.html": page,
        "atlas/static/style.css": "p {}",
        "atlas/tertius-atlas.json": "{}",
    }
    put(out, files)


def test_a_build_of_an_older_version_is_replaced(out):
    """A build without manifest is known by what it holds; what was put among its pages stays."""
    older(out)
    put(out, {"atlas/CNAME": "mine", "atlas/about.html": "<p>mine"})
    build(out)
    assert contents(out) == {**PAGES, "atlas/CNAME": "mine", "atlas/about.html": "<p>mine"}


def test_an_older_build_among_other_files_is_refused(out):
    """Where an older version wrote among somebody's documents, the folder is not taken for a build."""
    older(out)
    put(out, {"thesis.txt": "years"})
    refused(out, r"did not write \(thesis\.txt\)")


def test_a_file_is_no_folder(out):
    """A file is refused, and stays."""
    put(out.parent, {"site": "a file"})
    refused(out, r"site is a file\. Name a folder")


def test_a_link_stays_a_link(out, way, tmp_path):
    """A folder that is named by a link is replaced where it lies."""
    (tmp_path / "disk").mkdir()
    out.parent.mkdir()
    out.symlink_to(tmp_path / "disk" / "real", target_is_directory=True)
    build(out)
    build(out, {"index.html": "<p>two"})
    assert out.is_symlink()
    assert contents(tmp_path / "disk") == {"real/index.html": "<p>two"}
    assert beside(out) == ["site"]


def test_a_volume_is_refused(out, monkeypatch):
    """What is mounted cannot be moved, and neither can what something is mounted in."""
    build(out)
    put(out, {"own/page.html": "mine"})
    with monkeypatch.context() as patch:
        patch.setattr(replace.os.path, "ismount", lambda path: Path(path) == out)
        refused(out, r"is the top of a disk or a volume")
    monkeypatch.setattr(replace.os.path, "ismount", lambda path: Path(path) == out / "own")
    refused(out, r"site/own is a volume of its own")


def test_who_stands_in_the_folder_is_told_to_go(out, monkeypatch):
    """A shell would be left in a folder that is gone."""
    build(out)
    monkeypatch.chdir(out / "actors")
    refused(out, r"You stand in .*site, whose place the build takes")


def test_where_nothing_can_be_written_beside_it_is_refused(out, monkeypatch):
    """Where the folder above may not be written, the message says what a build needs it for."""

    def deny(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(replace.os, "open", deny)
    refused_match = r"builds: Permission denied\. A build is made there before it takes its place"
    with pytest.raises(TertiusError, match=refused_match):
        build(out)
    assert not out.exists()


def test_a_folder_that_cannot_be_written_is_refused(out, monkeypatch):
    """A folder that its owner closed to writing is not replaced by way of the one above."""
    build(out)
    monkeypatch.setattr(replace.os, "access", lambda path, mode: False)
    refused(out, r"site cannot be written")


def test_what_is_open_elsewhere_is_not_replaced(out, monkeypatch):
    """Where the system does not let the folder be moved, it stays, and the message says why."""
    build(out)
    rename = Path.rename

    def deny(self, target):
        if self == out:
            raise PermissionError(errno.EACCES, "Access is denied")
        return rename(self, target)

    monkeypatch.setattr(replace, "_exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", deny)
    with pytest.raises(TertiusError, match=r"may be open in another program"):
        build(out, {"index.html": "<p>two"})
    assert (contents(out), beside(out)) == (PAGES, ["site"])


def test_two_builds_into_one_folder(out):
    """While one build writes, another into the same folder is refused, and the first is not disturbed."""
    with replaced(out) as folder:
        put(folder, {"index.html": "<p>one"})
        with pytest.raises(TertiusError, match=r"Another build is writing .*site\. Wait for it"):
            build(out)
    assert (contents(out), beside(out)) == ({"index.html": "<p>one"}, ["site"])


def test_names_that_look_alike_are_left_alone(out):
    """What lies beside the folder is cleared only under the very names that builds give."""
    put(out.parent, {".site.tertius": "x"})
    (out.parent / ".site.tertius-old-2019").mkdir()
    (out.parent / ".other.tertius-building-0123abcd").mkdir()
    build(out)
    assert beside(out) == [
        ".other.tertius-building-0123abcd",
        ".site.tertius",
        ".site.tertius-old-2019",
        "site",
    ]
