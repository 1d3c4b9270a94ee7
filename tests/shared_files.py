"""Finding the files of the folder that lies beside the checkout, where it is there."""

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("TERTIUS_SHARED") or Path(__file__).parents[2] / "shared")


def shared_file(name: str) -> Path:
    """The path of a shared file; the test is skipped, with a message, where it is absent."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not in the shared folder beside the checkout")
    return path
