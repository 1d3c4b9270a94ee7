"""Work beside the rest of a build: its answer comes back, and what goes wrong there is raised here."""

import os
from contextlib import suppress

import pytest

from tertius.engine import aside as module
from tertius.engine.aside import aside


def test_what_is_made_in_another_process_comes_back(monkeypatch):
    """Where this one can fork, the work is done by another, once, and its answer is handed over."""
    pytest.importorskip("fcntl")
    monkeypatch.setattr(module, "can_fork", lambda: hasattr(os, "fork"))
    with aside(os.getpid) as (made,):
        assert made() != os.getpid()


def test_where_no_process_can_be_forked_this_one_does_the_work(monkeypatch):
    """The work is done when it is asked for, and not where nobody asks."""
    monkeypatch.setattr(module, "can_fork", lambda: False)
    done = []
    with aside(lambda: done.append(os.getpid())):
        assert done == []
    with aside(lambda: done.append(os.getpid())) as (made,):
        made()
    assert done == [os.getpid()]


def test_what_fails_there_is_done_again_here(monkeypatch):
    """An error in the other process is raised in this one; where it was killed, the work is done here."""
    pytest.importorskip("fcntl")
    monkeypatch.setattr(module, "can_fork", lambda: hasattr(os, "fork"))

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


def test_nobody_waits_for_what_is_not_asked_for(monkeypatch):
    """A build that fails meanwhile ends the other process, however long its work would take."""
    pytest.importorskip("fcntl")
    monkeypatch.setattr(module, "can_fork", lambda: hasattr(os, "fork"))
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
