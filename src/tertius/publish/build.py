"""From a case folder to everything that is published from it: atlas, report, findings, database."""

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from tertius.atlas.build import build_atlas
from tertius.atlas.languages import languages_of
from tertius.case.fingerprint import case_hash
from tertius.case.problems import Problem
from tertius.case.withhold import publishable
from tertius.engine.aside import aside
from tertius.engine.duckdb import DuckStore
from tertius.engine.plan import Engine
from tertius.errors import CaseError, TertiusError
from tertius.evidence.text import several
from tertius.export.formats import study_formats
from tertius.export.json import findings_json
from tertius.findings.compiled import Compiled
from tertius.measures import MEASURES
from tertius.present.chance import vacuous_tests
from tertius.present.vega import has_drawn
from tertius.publish.check import open_checked
from tertius.publish.replace import replaced
from tertius.report.build import FILES, Printed, build_report
from tertius.report.read import Written
from tertius.study.elsewhere import Elsewhere, elsewhere_of
from tertius.study.judged import Progress
from tertius.study.result import Study
from tertius.study.run import run_study
from tertius.worlds.selection import INTERNAL, world_published

ATLAS = "atlas"
REPORT = "report"
"""The folder of the report, beside that of the atlas."""
FINDINGS = "findings.json"
"""The findings of a build, by which the next one into the same folder says what changed."""


@dataclass(frozen=True)
class Published:
    """What a build came to."""

    atlas: Path
    pages: int
    findings: int
    problems: tuple[Problem, ...]
    report: Printed | None
    """The files of the report; None where the case has no report.md."""
    vacuous: tuple[str, ...] = ()
    """A warning for each test that comes out the same in every exchange world."""


def publish(
    folder: Path,
    out: Path,
    *,
    internal: bool = False,
    strict: bool = False,
    languages: Sequence[str] | None = None,
    start: Callable[[], Engine] = DuckStore,
    progress: Progress = lambda said: None,
) -> Published:
    """Build a case into a folder: tables for others' programs, the findings, the report and the atlas.

    All of it takes the place of an older build at once, when it is whole. What computes is started
    when the case is found to be sound, and closed in any event. `languages` are those of the atlas beside
    English; None takes them from the case.

    Raises CaseError where the case has problems that block, or, if strict, any; TertiusError where
    the folder to write to lies inside the case, or cannot be replaced without loss.
    """
    if out.resolve().is_relative_to(folder.resolve()):
        raise TertiusError(f"{out} lies inside the case. Name a folder outside it with --out.")
    if folder.resolve().is_relative_to(out.resolve()):
        raise TertiusError(f"{out} holds the case. Name a folder outside it with --out.")
    progress("reading and checking")
    (case, compiled, problems), checked = open_checked(folder)
    if strict and problems:
        listed = "\n".join(str(problem) for problem in problems)
        raise CaseError(
            f"{folder} has {several(len(problems), 'problem')}, and --strict allows none:\n{listed}"
        )
    spoken = languages_of(case.settings.languages if languages is None else languages)
    world = INTERNAL if internal else world_published(case)
    shown = case if internal else publishable(case, world.withdrawn)
    # Without its withheld rows a case may be one on which fewer scenarios can be tried.
    scenarios = checked.scenarios if shown is case else None
    fingerprint = case_hash(shown)
    other_days = partial(
        elsewhere_of, shown, world, compiled, folder, scenarios, fingerprint=fingerprint
    )
    with (
        replaced(out) as new,
        aside(other_days, possible=not DuckStore.was_opened) as (elsewhere,),
        closing(start()) as engine,
    ):
        study = run_study(
            shown,
            compiled,
            world=world,
            engine=engine,
            with_chance=True,
            fingerprint=fingerprint,
            progress=progress,
        )
        before = _earlier(out)
        pages, printed = _write(
            study,
            compiled,
            new,
            checked.report,
            before=before,
            elsewhere=elsewhere,
            languages=spoken,
            progress=progress,
        )
    if printed:
        files = tuple(out / REPORT / path.name for path in printed.files)
        printed = replace(printed, files=files)
    vacuous = tuple(vacuous_tests(study))
    return Published(out / ATLAS, pages, len(study.results), tuple(problems), printed, vacuous)


def _write(
    study: Study,
    compiled: list[Compiled],
    folder: Path,
    written: Written | None,
    *,
    before: Any,
    elsewhere: Callable[[], Elsewhere],
    languages: Sequence[str],
    progress: Progress,
) -> tuple[int, Printed | None]:
    """Write everything into an empty folder, and return the number of pages and the report."""
    for one in study_formats():
        one.write(study, folder / one.place)
    text = json.dumps(findings_json(study), indent=2, ensure_ascii=False)
    (folder / FINDINGS).write_text(f"{text}\n", encoding="utf-8")
    names = [f"../{REPORT}/{name}" for name in FILES] if written is not None else []
    reports = []
    if written is not None:
        progress("printing the report")
        # What both read is computed before there are two; another process cannot ask for tables.
        study.tensions  # noqa: B018
        for measure in MEASURES:
            study.tables[measure]
        reports = [partial(build_report, study, compiled, written, folder / REPORT)]
    with aside(*reports, possible=not has_drawn()) as printed:
        progress("judging through time and in scenarios")
        there = elsewhere()
        # The atlas comes first: once this process has drawn, no other can write pages beside it.
        progress("writing the atlas")
        pages = build_atlas(
            study,
            folder / ATLAS,
            report=names,
            data=_data(),
            before=before,
            elsewhere=there,
            languages=languages,
        )
        return pages, printed[0]() if printed else None


def _data() -> dict[str, str]:
    """Return where the data of a build lies, as the first page of the atlas sees it."""
    place = {one.name: one.place for one in study_formats()}
    return {
        "findings": f"../{FINDINGS}",
        "package": f"../{place['parquet']}/datapackage.json",
        "database": f"../{place['duckdb']}",
    }


def _earlier(out: Path) -> Any:
    """Return what the findings of an earlier build in a folder hold; None where there are none to be read."""
    try:
        return json.loads((out / FINDINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
