"""What git keeps of a file, read without anything that the repository itself tells git to do.

The settings of a repository name programs that git runs: one that watches files, one that fetches what
is missing. A case folder is somebody else's text and may bring a repository of its own, so git is given
its objects and its index alone, under settings of ours.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS = 20
"""Git answers from its own files; longer than this it waits for something."""

LONGEST = 4096
"""So many letters of a file that leads to a repository are read: it holds one path."""

SETTINGS = """\
[core]
    repositoryformatversion = 0
    bare = true
"""
"""What git is told of a repository, in place of what that says of itself."""


@dataclass(frozen=True)
class Kept:
    """Hold where git keeps the versions of one file."""

    index: Path
    objects: Path
    path: str
    """The file's place in its repository, as git names it."""

    def shown(self, stage: int) -> bytes:
        """Return the version that git keeps under a number of a conflict.

        Raises OSError where there is no git, SubprocessError where it has no such version.
        """
        with _own_settings() as folder:
            return subprocess.run(  # noqa: S603 - the arguments are ours, and the path is a file's
                ["git", "cat-file", "blob", f":{stage}:{self.path}"],  # noqa: S607 - whichever git made the conflict
                cwd=folder,
                env={
                    **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
                    "GIT_DIR": str(folder),
                    "GIT_INDEX_FILE": str(self.index),
                    "GIT_OBJECT_DIRECTORY": str(self.objects),
                    "GIT_CONFIG_NOSYSTEM": "1",
                    "GIT_CONFIG_GLOBAL": os.devnull,
                },
                capture_output=True,
                timeout=SECONDS,
                check=True,
            ).stdout


def kept_by_git(file: Path) -> Kept | None:
    """Return where git keeps the versions of a file; None where it lies in no repository."""
    place = file.resolve()
    for root in place.parents:
        repository = _repository(root / ".git")
        if repository is None:
            continue
        common = repository
        if (repository / "commondir").is_file():
            common = repository / _line(repository / "commondir")
        return Kept(repository / "index", common / "objects", place.relative_to(root).as_posix())
    return None


def _repository(place: Path) -> Path | None:
    """Return the folder in which git keeps what it knows, where a file may stand that leads to it."""
    if place.is_dir():
        return place
    if place.is_file() and (line := _line(place)).startswith("gitdir: "):
        return place.parent / line.removeprefix("gitdir: ")
    return None


def _line(file: Path) -> str:
    with file.open(encoding="utf-8", errors="replace") as opened:
        return opened.read(LONGEST).strip()


@contextmanager
def _own_settings() -> Iterator[Path]:
    """Yield a folder that git takes for a repository, with nothing in it but settings of ours."""
    with TemporaryDirectory(prefix="tertius-git-") as made:
        folder = Path(made)
        for name in ("objects", "refs"):
            (folder / name).mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
        (folder / "config").write_text(SETTINGS, encoding="ascii")
        yield folder
