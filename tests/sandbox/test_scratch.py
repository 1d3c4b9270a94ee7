import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tertius.sandbox.scratch import scratch


@pytest.mark.skipif(os.name == "nt", reason="Windows does not say whether a process lives")
def test_what_a_killed_process_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder of a process that is no more is taken away, one of a living process and any other stay."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, alive, others = (
        tmp_path / name
        for name in (f"tertius-report-{ended.pid}-abc", f"tertius-report-{os.getpid()}-x", "mine")
    )
    for folder in (left, alive, others):
        folder.mkdir()
        (folder / "a").write_text("x")
    with scratch("report") as work:
        assert work.parent == tmp_path
        assert not left.exists()
    assert not work.exists()
    assert sorted(tmp_path.iterdir()) == sorted([alive, others])
