"""The wheel that is installed holds everything that stands in the source, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of the source as it stands, built without asking a registry."""
    pytest.importorskip("hatchling")
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q"]
    subprocess.run([*command, "-w", str(out), str(ROOT)], check=True, capture_output=True)
    (path,) = out.glob("tertius-*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


def test_a_wheel_holds_every_file_of_the_source(wheel):
    """Templates, static files, vocabularies and word lists come along with the code."""
    source = {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "tertius").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {Path(name).suffix for name in source} >= {".py", ".yml", ".html", ".css", ".js", ".tsv"}
    inside = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert inside == source


def test_a_wheel_says_what_to_run(wheel):
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "tertius = tertius.cli.main:main" in wheel.read(name).decode()


def test_the_package_runs_by_its_name(tmp_path):
    """Where no script is on the path, `python -m tertius` makes and checks a case in any folder."""
    run = [sys.executable, "-m", "tertius"]
    new = ["new", "balkans", "--host", "SRB", "--powers", "RUS,CHN"]
    for command in (new, ["check", "balkans"]):
        done = subprocess.run(
            [*run, *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert "0 problems" in done.stderr
