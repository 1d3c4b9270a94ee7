"""Results as the JSON that scripts read."""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from tertius.case.fingerprint import case_hash
from tertius.case.read import Case
from tertius.case.scenarios.model import Scenario
from tertius.export.tensions import tension_json
from tertius.findings.compare import Comparison
from tertius.inputs.grading import LOST
from tertius.sensitivity.attribution import Carried
from tertius.sensitivity.chance.rates import Chance
from tertius.sensitivity.monte_carlo import Drawn
from tertius.sensitivity.shapley import Credit
from tertius.study.result import Result, Study
from tertius.study.scenarios import Supposed


def findings_json(study: Study, today: Case | None = None) -> dict[str, Any]:
    """Return the results as `tertius findings --json` prints them; what is not computed is null.

    The fingerprint is that of the case as it stands today, whichever scenario was run.
    """
    hidden = {"state", "alternatives", "note", "stated", "needs", "rows", "search", "binding"}
    return {
        "tertius": 1,
        "case": study.case.settings.title,
        "case_hash": study.case_hash if today is None else case_hash(today),
        "world": study.world.name,
        "findings": [
            {
                key: value
                for key, value in _plain(replace(result, rows=(), search=None)).items()
                if key not in hidden
            }
            for result in study.results
        ],
        "tensions": [tension_json(one) for one in study.tensions.found],
    }


def scenarios_json(scenarios: Iterable[Scenario]) -> list[dict[str, Any]]:
    """Return the scenarios of a case as `tertius what-if --json` lists them."""
    return [
        {"name": one.name, "title": one.title, "assumption": one.assumption} for one in scenarios
    ]


def comparison_json(today: Study, supposed: Supposed, compared: Comparison) -> dict[str, Any]:
    """Return what a scenario changes, as `tertius what-if --json` prints it."""
    scenario = supposed.scenario
    (described,) = scenarios_json([scenario])
    changes = [
        {
            **{key: getattr(one, key) for key in ("id", "section", "statement", "kind")},
            "turns": one.turns,
            "today": asdict(one.before),
            "in_scenario": asdict(one.after),
        }
        for one in compared.differences
    ]
    rows = {
        "added": sum(map(len, scenario.add.values())),
        "changed": sum(map(len, scenario.change.values())),
        "withdrawn": sorted(supposed.withdrawn),
    }
    answer = {
        "tertius": 1,
        "case": today.case.settings.title,
        "case_hash": today.case_hash,
        "scenario": {**described, **rows},
        "changes": changes,
        "unchanged": compared.same,
    }
    plain: dict[str, Any] = json.loads(json.dumps(answer, default=str))
    return plain


def flips_json(result: Result) -> list[dict[str, Any]]:
    """Return the flips of one finding: in each the origins, and the verdict without them."""
    return [
        {"origins": list(f.origins), "verdict": f.state or f.verdict} for f in result.flips or ()
    ]


def search_json(result: Result) -> dict[str, Any]:
    """Return the flips of one finding, how far they were sought, and what of its numbers turns."""
    search = result.search
    return {
        "flips": flips_json(result),
        "fragility": None if search is None else asdict(search.fragility),
        "tried_to_size": None if search is None else search.exhausted,
        "origins": [] if search is None else [name.removeprefix(LOST) for name in search.players],
        "turns": {}
        if search is None
        else {key: list(map(list, sets)) for key, sets in search.turns.items()},
    }


def credit_json(carried: Carried) -> dict[str, Any]:
    """Return each origin's share of one verdict, with standard errors where it was sampled."""

    def shares(credit: Credit) -> dict[str, Any]:
        return {
            "method": credit.method,
            "orders": credit.orders,
            "values": {name.removeprefix(LOST): v for name, v in credit.values.items()},
            "errors": credit.errors
            and {name.removeprefix(LOST): v for name, v in credit.errors.items()},
        }

    return {
        "leave_one_out": shares(carried.alone),
        "shapley": shares(carried.shapley),
        "owen": shares(carried.owen),
        "responsibility": shares(carried.responsibility) if carried.responsibility else None,
    }


def chance_json(chance: Chance) -> dict[str, Any]:
    """Return how often a test comes out as it does in exchange worlds.

    Without any world, counts are null and the reason says why.
    """
    asked = chance.worlds > 0
    return {
        "exchange": chance.exchange,
        "met": chance.met if asked else None,
        "not_met": chance.not_met if asked else None,
        "open": chance.open if asked else None,
        "worlds": chance.worlds if asked else None,
        "low": chance.low,
        "high": chance.high,
        "rank": chance.rank,
        "least": chance.least,
        "parts": [
            {
                key: getattr(part, key)
                for key in ("expect", "met", "not_met", "open", "rank", "least", "decisive")
            }
            for part in chance.parts
        ],
        "reason": chance.reason,
        "exact": chance.is_exact,
        "vacuous": chance.is_vacuous,
        "also": [chance_json(other) for other in chance.also],
    }


def draws_json(drawn: Drawn) -> dict[str, Any]:
    """Return how often each verdict came up in draws, in which word, and whether the draws suffice."""
    return {
        "verdict": drawn.base,
        "frequencies": [
            {
                "verdict": word,
                "draws": frequency.count,
                "of": frequency.of,
                "share": frequency.share,
                "interval": list(frequency.interval),
                "word": frequency.likelihood.word,
            }
            for word, frequency in drawn.frequencies.items()
        ],
        "converged": drawn.convergence.converged,
        "half_width": drawn.convergence.half_width,
        "halves_agree": drawn.convergence.halves_agree,
    }


def _plain(result: Result) -> dict[str, Any]:
    fields = asdict(result)
    fields["flips"] = None if result.flips is None else flips_json(result)
    fields["chance"] = None if result.chance is None else chance_json(result.chance)
    plain: dict[str, Any] = json.loads(json.dumps(fields, default=str))
    return plain
