"""No file of a case leads out of its folder."""

import os
from hashlib import sha256
from typing import Any

import pytest


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_is_not_waited_for(small: Any):
    """A pipe in place of a table is a problem; reading it would wait for ever."""
    (small.path / "redirects.csv").unlink()
    os.mkfifo(small.path / "redirects.csv")
    assert small.problems() == ["redirects.csv: is not a file. Put the file in its place."]


@pytest.mark.parametrize("file", ["claims.csv", "case.yml", "sources.json", "findings.yml"])
def test_no_file_is_read_through_a_link_out(small: Any, file: str):
    """A link that leads out of the folder is not followed, whichever file it stands for."""
    outside = small.path.parent / "outside"
    (small.path / file).rename(outside)
    (small.path / file).symlink_to(outside)
    assert small.problems() == [f"{file}: leads out of the case folder. Put the file inside it."]


def test_a_link_to_itself(small: Any):
    """A link that leads to itself is a problem, not a traceback."""
    (small.path / "redirects.csv").unlink()
    (small.path / "redirects.csv").symlink_to("redirects.csv")
    assert small.problems() == [
        "redirects.csv: leads out of the case folder. Put the file inside it."
    ]


def test_a_link_within_the_folder_is_read(small: Any):
    """A link that stays within the folder is as good as a file."""
    (small.path / "redirects.csv").rename(small.path / "kept.csv")
    (small.path / "redirects.csv").symlink_to("kept.csv")
    assert small.problems() == []


@pytest.mark.parametrize(
    "name",
    [r"a\0b", "x" * 5000, "/etc/passwd", "../../../../etc/passwd", "a/../../case.yml", "~/x"],
)
def test_dataset_paths_stay_inside(small: Any, name: str):
    """No name of a dataset leads out of data/ or ends in a traceback."""
    small.swap(
        "case.yml", "datasets: []", f'datasets: [{{id: d, release: "1", file: "{name}", hash: x}}]'
    )
    (said,) = small.problems()
    assert said.startswith(("case.yml:12 datasets: ", "case.yml:12: holds a control character"))
    assert said.endswith((" Put the file inside it.", " Put it there.", " Remove it."))


def test_a_dataset_has_the_hash_that_the_case_names(small: Any):
    """A dataset that differs from its release is a problem with both hashes in sight; the right one is none."""
    (small.path / "data").mkdir(exist_ok=True)
    (small.path / "data" / "votes.csv").write_bytes(b"yes,no\n")
    right = sha256(b"yes,no\n").hexdigest()
    entry = 'datasets: [{id: d, release: "1", file: votes.csv, hash: "sha256:HASH"}]'
    small.swap("case.yml", "datasets: []", entry.replace("HASH", "0" * 64))
    (said,) = small.problems()
    assert said.startswith(f'case.yml:12 datasets: "votes.csv" has the SHA-256 {right}')
    small.swap("case.yml", "0" * 64, right)
    assert small.problems() == []
