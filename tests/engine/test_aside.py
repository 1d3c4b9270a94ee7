"""Work beside the rest of a build: its answer comes back, and what goes wrong there is raised here."""

import os
import sys
from contextlib import suppress

import pytest

from tertius.engine import aside as module
from tertius.engine.aside import aside

forking = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")


@forking
def test_what_is_made_in_another_process_comes_back():
    """Where this one can fork, the work is done by another, once, and its answer is handed over."""
    with aside(os.getpid) as (made,):
        assert made() != os.getpid()


@pytest.mark.parametrize(("forks", "possible"), [(False, True), (True, False)])
def test_where_no_process_can_be_forked_this_one_does_the_work(monkeypatch, forks, possible):
    """The work is done when it is asked for, and not where nobody asks."""
    monkeypatch.setattr(module, "can_fork", lambda: forks)
    done = []
    with aside(lambda: done.append(os.getpid()), possible=possible):
        assert done == []
    with aside(lambda: done.append(os.getpid()), possible=possible) as (made,):
        made()
    assert done == [os.getpid()]


@forking
def test_several_are_done_side_by_side():
    """Each work has a process of its own, and its answer stands in its place."""
    with aside(*(lambda n=n: (n, os.getpid()) for n in range(3))) as made:
        numbers, processes = zip(*(one() for one in made), strict=True)
    assert numbers == (0, 1, 2)
    assert len({os.getpid(), *processes}) == 4


@forking
def test_what_fails_there_is_done_again_here():
    """An error in the other process is raised in this one; where it was killed, the work is done here."""

    def fails():
        raise ValueError("wrong")

    with aside(fails) as (made,), pytest.raises(ValueError, match="wrong"):
        made()
    here = os.getpid()

    def is_killed():
        if os.getpid() != here:
            os._exit(9)
        return "made here"

    with aside(is_killed) as (made,):
        assert made() == "made here"


@forking
def test_nobody_waits_for_what_is_not_asked_for():
    """A build that fails meanwhile ends the other process, however long its work would take."""
    reading, writing = os.pipe()

    def waits():
        os.close(reading)
        os.write(writing, str(os.getpid()).encode())
        while True:
            os.sched_yield()

    with suppress(KeyError), aside(waits):
        child = int(os.read(reading, 20))
        raise KeyError
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
