"""Where compiled loops are kept between commands."""

from types import SimpleNamespace

import pytest

from tertius.votes.ideal import compiled


class Stub:
    """Stand in for Numba, and note what it is asked for."""

    def __init__(self):
        self.config = SimpleNamespace(CACHE_DIR="theirs")
        self.asked = []

    def njit(self, function, *, cache, nogil):
        """Return a function as it is."""
        self.asked.append((self.config.CACHE_DIR, cache, nogil))
        return function


@pytest.fixture
def numba(monkeypatch):
    """Put the stub in Numba's place."""
    stub = Stub()
    monkeypatch.setattr(compiled, "numba", stub)
    return stub


def test_compiled_loops_lie_in_the_folder_of_the_cache(numba, monkeypatch, tmp_path):
    """Loops are kept below TERTIUS_CACHE, not beside the program, and other code's own folder stays set."""
    monkeypatch.setenv("TERTIUS_CACHE", str(tmp_path / "cache"))
    compiled.compiled(len)
    assert numba.asked == [(str(tmp_path / "cache" / "compiled"), True, True)]
    assert numba.config.CACHE_DIR == "theirs"


def test_without_a_folder_nothing_is_kept(numba, monkeypatch, tmp_path):
    """Where nothing is to be cached, or the folder cannot be made, loops are compiled and not kept."""
    (tmp_path / "file").write_text("in the way")
    for named in ("", str(tmp_path / "file")):
        monkeypatch.setenv("TERTIUS_CACHE", named)
        compiled.compiled(len)
    assert numba.asked == [("", False, True)] * 2
