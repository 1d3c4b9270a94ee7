"""Pages are written side by side, and come out as if one process had written them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import SMALL
from tertius.atlas import write
from tertius.atlas.page import Page

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")

PAGES = [Page(f"{number}.html", "", "", {"number": number}) for number in range(40)]

BOTH = """
import sys
from pathlib import Path
from tertius.atlas import write
from tertius.atlas.build import build_atlas
from tertius.case.read import read_case
from tertius.findings.read import read_findings
from tertius.measures import measure_columns
from tertius.study.run import run_study

case, _ = read_case(Path(sys.argv[1]))
study = run_study(case, read_findings(case, measure_columns())[0])
beside, left = write._side_by_side, []

def told(pages, write_one, count):
    done = beside(pages, write_one, count)
    left.extend(page.address for place, page in enumerate(pages) if place not in done)
    return done

write._side_by_side = told
build_atlas(study, Path(sys.argv[2]) / "two", processes=2)
assert not left, left
build_atlas(study, Path(sys.argv[2]) / "one", processes=1)
"""


@pytest.fixture(autouse=True)
def undrawn(monkeypatch):
    """No page here is drawn, whatever this process drew before."""
    monkeypatch.setattr(write, "has_drawn", lambda: False)


def into(folder):
    """What writes a page here: its number, and the process that wrote it."""

    def write_one(page):
        with (folder / page.address).open("a") as file:
            print(page.context["number"], os.getpid(), file=file)

    return write_one


def written(folder):
    """The number of each page that was written, and the processes that wrote any."""
    lines = [path.read_text().split() for path in folder.iterdir()]
    return sorted(int(line[0]) for line in lines), {int(line[1]) for line in lines}


def test_the_atlas_is_the_same_whichever_way(tmp_path):
    """Written by two processes, every file has the bytes that one process writes, and no page is left to the first."""
    command = [sys.executable, "-c", BOTH, SMALL, tmp_path]
    subprocess.run(command, check=True)
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert len(one) > 70
    assert one == two


def test_each_page_is_written_once(tmp_path):
    """Three processes write forty pages, each of them once, and this one none."""
    write.write_pages(PAGES, into(tmp_path), processes=3)
    numbers, writers = written(tmp_path)
    assert numbers == list(range(40))
    assert len(writers) == 3
    assert os.getpid() not in writers


def test_an_error_is_that_of_the_page(tmp_path):
    """What is wrong with a page is raised as it is, once the others are written."""

    def write_one(page):
        if page.context["number"] == 7:
            raise ZeroDivisionError("page 7")
        into(tmp_path)(page)

    with pytest.raises(ZeroDivisionError, match=r"\Apage 7\Z"):
        write.write_pages(PAGES, write_one, processes=2)
    assert written(tmp_path)[0] == [number for number in range(40) if number != 7]


def test_what_a_killed_process_left_is_written(tmp_path):
    """Pages of a process that the system kills are written by the one that began it."""
    here = os.getpid()

    def write_one(page):
        if page.context["number"] == 20 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        (tmp_path / page.address).write_text(f"{page.context['number']} {os.getpid()}")

    write.write_pages(PAGES, write_one, processes=2)
    numbers, writers = written(tmp_path)
    assert numbers == list(range(40))
    assert here in writers


def test_whoever_drew_writes_alone(tmp_path, monkeypatch):
    """A process that has drawn writes all pages itself, since no child could draw."""
    monkeypatch.setattr(write, "has_drawn", lambda: True)
    write.write_pages(PAGES, into(tmp_path), processes=2)
    assert written(tmp_path) == (list(range(40)), {os.getpid()})


ENDLESS = """
import sys, time
from pathlib import Path
from tertius.atlas.page import Page
from tertius.atlas.write import write_pages
from os import getpid

def write_one(page):
    (Path(sys.argv[1]) / str(getpid())).touch()
    time.sleep(0.01)

write_pages([Page(str(n), "", "", {}) for n in range(10**6)], write_one, processes=2)
"""


def test_no_process_is_left_behind(tmp_path):
    """Once the process that began them is killed, those that write pages end too."""
    running = subprocess.Popen([sys.executable, "-c", ENDLESS, tmp_path])
    while len(children := [int(path.name) for path in tmp_path.iterdir()]) < 2:
        assert running.poll() is None
        time.sleep(0.01)
    running.kill()
    running.wait()
    while any(map(_runs, children)):
        time.sleep(0.01)


def _runs(process):
    """Whether a process is there that is not only waiting for its end to be noticed."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
