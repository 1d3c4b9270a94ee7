"""Signs that are put into the text of a Word file before it is converted, and found again after."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OPEN, CLOSE = "\U0010f700", "\U0010f701"
"""Letters of the last private plane, which no font and no word processor uses."""
SIGN = re.compile(f"{OPEN}(note|call|cite|end):([a-z0-9-]{{0,24}}){CLOSE}")


def sign(kind: str, name: str = "") -> str:
    """Return the sign of a kind with the name of what it stands for."""
    return f"{OPEN}{kind}:{name}{CLOSE}"


@dataclass(frozen=True)
class Shown:
    """How Word shows a note: its number, and its mark where that is no number."""

    number: int
    mark: str = ""
    stream: str = ""


@dataclass
class Signs:
    """What the signs in a file stand for, by their names."""

    notes: dict[str, Shown] = field(default_factory=dict)
    cited: dict[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
