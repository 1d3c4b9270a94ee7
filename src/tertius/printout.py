"""Results as they go out: the JSON that scripts read, and tables in the database."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from tertius.measures import MEASURES
from tertius.store import DuckStore, case_tables
from tertius.study import Result, Study


def findings_json(study: Study) -> dict[str, Any]:
    """The results as `tertius findings --json` prints them; what is not computed is null."""
    hidden = {"state", "alternatives", "note", "rows", "search"}
    return {
        "tertius": 1,
        "case": study.case.settings.title,
        "case_hash": study.case_hash,
        "world": study.world.name,
        "findings": [
            {
                key: value
                for key, value in _plain(replace(result, rows=(), search=None)).items()
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


def publish_tables(study: Study, database: Path) -> None:
    """Write a database with the case's own tables and every measure, for whoever opens it."""
    store = DuckStore(database)
    store.put(case_tables(study.case))
    engine = study.computation.engine
    store.put({f"measure_{name}": engine.fetch(name) for name in MEASURES})
    store.close()
