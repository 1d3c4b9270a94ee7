"""The page of tensions: evidence that does not fit together, explained or open."""

from typing import Any

from tertius.atlas.page import Page, pages
from tertius.language.told import gettext, marked
from tertius.present.labels import Labels
from tertius.study.result import Study
from tertius.tensions.find import all_rules
from tertius.tensions.tension import Tension


@pages(
    place=75,
    address="tensions.html",
    menu=marked("Tensions"),
    title=marked("What does not fit together"),
    summary=marked(
        "Places at which the evidence says two things that do not fit, with both sides and what explains them."
    ),
)
def tensions(study: Study, labels: Labels) -> Page:
    """Return the page of all tensions, by the rule that sees them."""
    found = study.tensions
    by_rule = [
        (rule, [shown(labels, one) for one in found.found if one.rule == rule.name])
        for rule in all_rules().values()
    ]
    return Page(
        "tensions.html",
        "tensions.html",
        gettext("What does not fit together"),
        {
            "rules": [(rule, listed) for rule, listed in by_rule if listed],
            "count": len(found.found),
            "open": len(found.open),
        },
    )


def shown(labels: Labels, tension: Tension) -> dict[str, Any]:
    """Return a tension as pages show it: its sides with their sources, and its explanations."""
    return {
        "id": tension.id,
        "misfit": tension.misfit,
        "sides": [
            {
                "says": side.says,
                "cited": [labels.cited[name] for name in side.sources if name in labels.cited],
                "locators": side.locators,
            }
            for side in tension.sides
        ],
        "explanations": tension.explanations,
    }
