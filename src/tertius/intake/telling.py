"""Names by which two titles may speak of one thing: capitalised words that few titles have."""

import re
from collections.abc import Iterable

from tertius.intake.extraction.proposals.cues import countries

NAME = re.compile(r"\b[A-ZŠĐČĆŽ][^\W_]{4,}\b")

COMMON = frozenset(
    ["Adopted", "Assembly", "Bank", "Construction", "Eximbank", "Export", "Faculty", "General", "Government", "Import",
     "Linked", "Ministry", "Nations", "Phase", "Philosophy", "Problem", "Project", "Report", "Republic", "Resolution",
     "Section", "Situation", "United", "University"]
)  # fmt: skip
"""Words that stand in many titles of projects and resolutions, and tell none from another."""

FEWEST = 2
"""So many names in common make a match worth a look: one is often a city."""


def telling_names(text: str, codes: Iterable[str]) -> set[str]:
    """Return the names in a text that tell it from others on the same countries, whose codes are given."""
    said = (countries().get(code, {}) for code in codes)
    own = {
        name
        for one in said
        for whole in (*one.get("names", ()), *one.get("of", ()))
        for name in NAME.findall(whole)
    }
    return set(NAME.findall(text)) - COMMON - own
