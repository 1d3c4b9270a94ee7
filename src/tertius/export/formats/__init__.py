"""The registry of formats: a file in this folder is one, and is found by being here.

A file declares FORMAT, and imports what is slow where it writes: the command line reads every
file of this folder before it knows what it is asked for.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tertius.case.problems import Problem
    from tertius.case.read import Case
    from tertius.study.result import Study


@dataclass(frozen=True)
class CaseFormat:
    """One file for a whole case: `tertius export` writes it, `tertius import` brings it back."""

    name: str
    """What --to calls it, and how the name of its file ends."""
    about: str
    """A sentence for the reference."""
    write: "Callable[[Path, Case | None, Sequence[Problem]], tuple[bytes, str]]"
    """Return the file's bytes and what it holds in words, of a folder that may have problems."""


@dataclass(frozen=True)
class StudyFormat:
    """A file or folder of what was computed of a case, as it may be published."""

    name: str
    """What --to calls it."""
    place: str
    """The file or folder of it, in the folder that is built or beside others."""
    about: str
    """A sentence for the reference."""
    write: "Callable[[Study, Path], None]"
    """Write the place, at the path that is given; nothing is there yet."""
    is_built: bool = False
    """Whether every `tertius build` writes it, beside the atlas."""
    holds_rows: bool = True
    """Whether rows of the case are in it by their ids, and not only what is computed of all."""
    names_people: bool = False
    """Whether it hands on who acts: what is alleged of persons is then left out unless asked for."""
    has_findings: bool = False
    """Whether it has the findings as a reader sees them, so that what would change each is asked too."""

    @property
    def is_folder(self) -> bool:
        """Return whether it is a folder with several files."""
        return not self.place.rpartition(".")[1]


Format = CaseFormat | StudyFormat


@cache
def formats() -> tuple[Format, ...]:
    """Return every format, in the order of their names."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").FORMAT for name in names)


def by_name() -> dict[str, Format]:
    """Return every format, by the name that `tertius export --to` calls it."""
    return {one.name: one for one in formats()}


def case_formats() -> dict[str, CaseFormat]:
    """Return the formats that can be brought back, by name."""
    return {one.name: one for one in formats() if isinstance(one, CaseFormat)}


def study_formats() -> tuple[StudyFormat, ...]:
    """Return what a build writes beside the atlas."""
    return tuple(one for one in formats() if isinstance(one, StudyFormat) and one.is_built)
