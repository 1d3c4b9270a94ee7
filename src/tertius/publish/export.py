"""One format of a case, computed and written as it may be published."""

import os
from contextlib import closing
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


def export_study(
    folder: Path,
    form: StudyFormat,
    target: Path,
    *,
    replace: bool = False,
    alleged: bool = False,
    progress: Progress = lambda said: None,
) -> int:
    """Write a case in one format, and return how many claims were left out as alleged of persons.

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
    left_out = len(spared - world.withdrawn)
    if left_out:
        gone = fallen(Grader(case), world.withdrawn | spared)
        world = world.less(f"{world.name}, without what is alleged of persons", gone)
    with closing(DuckStore()) as engine:
        study = run_study(
            publishable(case, world.withdrawn),
            compiled,
            world=world,
            engine=engine,
            with_flips=False,
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
