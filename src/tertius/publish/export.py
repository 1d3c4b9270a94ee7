"""One format of a case, computed and written as it may be published."""

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tertius.case.persons import alleged_of_people
from tertius.case.withhold import publishable
from tertius.engine.duckdb import DuckStore
from tertius.errors import TertiusError
from tertius.export.formats import StudyFormat
from tertius.inputs.grading import Grader
from tertius.publish.replace import replaced
from tertius.study.judged import Progress
from tertius.study.open import open_case
from tertius.study.run import run_study
from tertius.worlds.selection import fallen, world_published


@dataclass(frozen=True)
class LeftOut:
    """Hold how many claims were left out as alleged of persons, and how many more with them."""

    alleged: int
    with_them: int = 0
    """Claims that are based on one that is left out, or speak of what only such speak of."""


def export_study(
    folder: Path,
    form: StudyFormat,
    target: Path,
    *,
    replace: bool = False,
    alleged: bool = False,
    progress: Progress = lambda said: None,
) -> LeftOut:
    """Write a case in one format, and return what was left out as alleged of persons.

    Nothing that is withheld is in it. A folder takes the place of an older one that was written so;
    a file does where `replace` says so. Raises CaseError where the case has problems that block,
    TertiusError where something is in the way.
    """
    if target.resolve().is_relative_to(folder.resolve()):
        raise TertiusError(f"{target} lies inside the case. Name another place with --out.")
    if target.exists() and not replace:
        raise TertiusError(
            f"{target} is there already. Name another place with --out, or give --replace."
        )
    progress("reading and checking")
    case, compiled, _ = open_case(folder)
    world = world_published(case)
    spared = frozenset() if alleged or not form.names_people else alleged_of_people(case)
    shown, left_out = publishable(case, world.withdrawn), LeftOut(0)
    if alone := spared - world.withdrawn:
        gone = fallen(Grader(case), world.withdrawn | spared)
        world = world.less(f"{world.name}, without what is alleged of persons", gone)
        careful = publishable(case, world.withdrawn)
        fewer = len(shown.rows("claims")) - len(careful.rows("claims"))
        shown, left_out = careful, LeftOut(len(alone), fewer - len(alone))
    with closing(DuckStore()) as engine:
        study = run_study(
            shown,
            compiled,
            world=world,
            engine=engine,
            with_flips=form.has_findings,
            with_chance=form.has_findings,
            progress=progress,
        )
        progress("writing")
        if form.is_folder:
            with replaced(target) as new:
                form.write(study, new)
        else:
            with TemporaryDirectory(dir=target.resolve().parent, prefix=".tertius-") as beside:
                form.write(study, Path(beside) / form.place)
                os.replace(Path(beside) / form.place, target)
    return left_out
