"""From a case folder to everything that is published from it: atlas, report, findings, database."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tertius.atlas.build import build_atlas
from tertius.case.problems import Problem
from tertius.case.withhold import publishable
from tertius.engine.duckdb import DuckStore
from tertius.engine.plan import Engine
from tertius.errors import CaseError, TertiusError
from tertius.export.duckdb import publish_tables
from tertius.export.json import findings_json
from tertius.publish.check import open_checked
from tertius.report.build import FILES, Printed, build_report
from tertius.study.run import Progress, run_study
from tertius.worlds.selection import World, world_published

DATABASE = "tertius.duckdb"
REPORT = "report"
"""The folder of the report, beside that of the atlas."""


@dataclass(frozen=True)
class Published:
    """What a build came to."""

    atlas: Path
    pages: int
    findings: int
    problems: tuple[Problem, ...]
    report: Printed | None
    """The files of the report; None where the case has no report.md."""


def publish(
    folder: Path,
    out: Path,
    *,
    internal: bool = False,
    strict: bool = False,
    start: Callable[[], Engine] = DuckStore,
    progress: Progress = lambda said: None,
) -> Published:
    """Build a case into a folder: the database, the findings, the report and the atlas.

    What computes is started when the case is found to be sound, and closed in any event.

    Raises CaseError where the case has problems that block, or, if strict, any; TertiusError where
    the folder to write to lies inside the case.
    """
    if out.resolve().is_relative_to(folder.resolve()):
        raise TertiusError(f"{out} lies inside the case. Name a folder outside it with --out.")
    progress("reading and checking")
    (case, compiled, problems), written = open_checked(folder)
    if strict and problems:
        listed = "\n".join(str(problem) for problem in problems)
        raise CaseError(
            f"{folder} has {len(problems)} problems, and --strict allows none:\n{listed}"
        )
    out.mkdir(parents=True, exist_ok=True)
    database = out / DATABASE
    database.unlink(missing_ok=True)
    world = world_published(case) if not internal else World("baseline, internal", frozenset())
    with closing(start()) as engine:
        study = run_study(
            publishable(case, world.withdrawn) if not internal else case,
            compiled,
            world=world,
            engine=engine,
            progress=progress,
        )
        publish_tables(study, database)
        for name in FILES:
            (out / REPORT / name).unlink(missing_ok=True)
        printed = None
        if written is not None:
            progress("printing the report")
            printed = build_report(study, compiled, written, out / REPORT)
        progress("writing the atlas")
        text = json.dumps(findings_json(study), indent=2, ensure_ascii=False)
        (out / "findings.json").write_text(f"{text}\n", encoding="utf-8")
        names = [f"../{REPORT}/{path.name}" for path in printed.files] if printed else []
        pages = build_atlas(study, out / "atlas", report=names)
    return Published(out / "atlas", pages, len(study.results), tuple(problems), printed)
