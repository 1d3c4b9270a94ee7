"""Tensions as the JSON that scripts read."""

from typing import Any

from tertius.evidence.claim import Explanation
from tertius.tensions.find import Tensions
from tertius.tensions.tension import Tension


def tensions_json(found: Tensions) -> dict[str, Any]:
    """Return the tensions of a case as `tertius tensions --json` prints them."""
    return {
        "tertius": 1,
        "tensions": [tension_json(one) for one in found.found],
        "explained_and_gone": [{"tension": row.tension, **_explanation(row)} for row in found.gone],
    }


def tension_json(tension: Tension) -> dict[str, Any]:
    """Return one tension: its sides with rows and sources, what it touches, and its explanations."""
    return {
        "id": tension.id,
        "rule": tension.rule,
        "misfit": tension.misfit,
        "about": list(tension.about),
        "sides": [
            {
                "says": side.says,
                "rows": list(side.rows),
                "sources": list(side.sources),
                "locators": list(side.locators),
            }
            for side in tension.sides
        ],
        "explanations": [_explanation(row) for row in tension.explanations],
        "open": not tension.explanations,
    }


def _explanation(row: Explanation) -> dict[str, str]:
    return {"explanation": row.explanation, "by": row.by, "date": str(row.date)}
