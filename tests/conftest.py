"""What several tests share: the small case, copies of it that a test may break, and how hypothesis runs."""

import csv
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import small_case
from tertius.cli.main import COLLECTING
from tertius.engine.cache import FOLDER
from tertius.study.open import check_case
from tertius.study.result import Study

SMALL = Path(__file__).parent / "cases" / "small"

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.register_profile(
    "explore", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# As every command does: otherwise a twentieth of the time goes into looking through what stays.
gc.set_threshold(*COLLECTING)

LONGEST = (
    "tests/engine/test_spark.py",
    "tests/engine/test_connect.py",
    *("tests/worlds/", "tests/sensitivity/", "tests/study/", "tests/case/test_mutations.py"),
    *("tests/case/scenarios/", "tests/atlas/", "tests/publish/", "validation/", "tests/case/"),
)
"""Where the tests stand that take longest."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have what one file shares made on one worker alone, and begin with what takes long.

    Otherwise each worker makes the same once more, and at the end all wait for one.
    """
    for item in items:
        if item.get_closest_marker("xdist_group") is None and _shares(item):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def _shares(item: pytest.Item) -> bool:
    """Return whether a test uses anything that is made once for its file."""
    made = getattr(item, "_fixtureinfo", None)
    return made is not None and any(
        one.scope == "module" for each in made.name2fixturedefs.values() for one in each
    )


@pytest.fixture(scope="session", autouse=True)
def kept_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the program keeps for the next run lies with the tests' own files, for all workers together.

    TESTS_CACHE names a folder that several runs share.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    os.environ[FOLDER] = os.environ.get("TESTS_CACHE") or str(folder / "kept")


@pytest.fixture
def plans_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which plans are kept, with nothing in it yet."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "cache"))
    return tmp_path / "cache" / "plans"


@pytest.fixture(scope="session", autouse=True)
def nothing_outlasts_a_power_cut() -> Iterator[None]:
    """No test waits for the disk: what it writes is read again from memory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@dataclass(frozen=True)
class Copy:
    """A copy of a case folder, with the ways in which tests change it."""

    path: Path

    def set(self, table: str, row: str, column: str, value: str) -> None:
        """Write one cell of the row that has an id, and leave the others as they are."""
        file = self.path / f"{table}.csv"
        with file.open(encoding="utf-8", newline="") as opened:
            header, *lines = list(csv.reader(opened))
        (line,) = (cells for cells in lines if cells[0] == row)
        line[header.index(column)] = value
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows([header, *lines])

    def add(self, table: str, **cells: str) -> None:
        """Append a row with the given cells, the others empty."""
        file = self.path / f"{table}.csv"
        with file.open(encoding="utf-8", newline="") as opened:
            header = next(csv.reader(opened))
        assert set(cells) <= set(header)
        with file.open("a", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerow(
                [cells.get(name, "") for name in header]
            )

    def swap(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        text = (self.path / file).read_bytes().decode("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def write(self, file: str, data: str | bytes) -> None:
        """Put a text or bytes in place of a file."""
        (self.path / file).write_bytes(data.encode("utf-8") if isinstance(data, str) else data)

    def end(self, file: str, text: str) -> None:
        """Add a text at the end of a file."""
        self.write(file, (self.path / file).read_bytes() + text.encode("utf-8"))

    def problems(self) -> list[str]:
        """Everything that checking finds, as it is printed, beside the two doubts that the small case has itself."""
        return [str(problem) for problem in small_case.beside_doubts(check_case(self.path)[2])]

    def bytes(self) -> dict[str, bytes]:
        """Every file of the folder with what it holds."""
        return {
            str(file.relative_to(self.path)): file.read_bytes()
            for file in sorted(self.path.rglob("*"))
            if file.is_file()
        }


@pytest.fixture(scope="session")
def copy_small() -> Callable[[Path], Copy]:
    """Makes a copy of the small case in a folder."""
    return lambda folder: Copy(Path(shutil.copytree(SMALL, folder / "small")))


@pytest.fixture
def small(copy_small: Callable[[Path], Copy], tmp_path: Path) -> Copy:
    """A copy of the small case that the test may change."""
    return copy_small(tmp_path)


@pytest.fixture(scope="session")
def small_study() -> Study:
    """The small case, run with flips once for every test of a worker; no test changes it."""
    return small_case.small_study()
