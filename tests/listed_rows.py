"""Rows that stand in a YAML file beside the tests that read it."""

from pathlib import Path
from typing import Any

import yaml

from tertius.evidence.packaged import LOADER


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a file, read by the reader in C: a thousand take seconds otherwise, in each worker."""
    rows: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    return rows
