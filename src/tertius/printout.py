"""Results as they go out: the JSON that scripts read, and tables in the database."""

import json
from dataclasses import asdict, replace
from typing import Any

from tertius.measures import MEASURES
from tertius.store import case_tables, put
from tertius.study import Result, Study


def findings_json(study: Study) -> dict[str, Any]:
    """The results as `tertius findings --json` prints them; what is not computed is null."""
    hidden = {"state", "alternatives", "note", "rows"}
    return {
        "tertius": 1,
        "case": study.case.settings.title,
        "case_hash": study.case_hash,
        "world": study.world.name,
        "findings": [
            {
                key: value
                for key, value in _plain(replace(result, rows=())).items()
                if key not in hidden
            }
            for result in study.results
        ],
    }


def flips_json(result: Result) -> list[dict[str, Any]]:
    """The flips of one finding as they go out: origins and the verdict without them."""
    return [
        {"origins": list(f.origins), "verdict": f.state or f.verdict} for f in result.flips or ()
    ]


def _plain(result: Result) -> dict[str, Any]:
    found = asdict(result)
    found["flips"] = None if result.flips is None else flips_json(result)
    return json.loads(json.dumps(found, default=str))  # type: ignore[no-any-return]


def publish_tables(study: Study) -> None:
    """Put the case's own tables and every measure into the study's database, for whoever opens it."""
    put(study.connection, case_tables(study.case))
    for name in MEASURES:
        study.connection.create_table(f"measure_{name}", study.measured[name], overwrite=True)
