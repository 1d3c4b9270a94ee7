"""Tertius as a library: a case opened, asked in the worlds of your choice, and its answers as tables.

``tertius.open`` is the door. The commands ask their questions here too.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from html import escape
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from tertius.case.problems import Problem
from tertius.errors import CaseError, TertiusError
from tertius.evidence.text import did_you_mean, several
from tertius.findings.compiled import Compiled
from tertius.study.open import Buildable, Opened, built, check_case, named_finding

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore]
    import polars as pl  # type: ignore[import-not-found,unused-ignore]
    import pyarrow as pa

    from tertius.study.result import Result, Study
    from tertius.study.scenarios import Supposed
    from tertius.tensions.find import Tensions
    from tertius.worlds.selection import World

Progress = Callable[[str], None]
Item = TypeVar("Item")


def quiet(_: str) -> None:
    """Say nothing of what is being done."""


SHOWN_COLUMNS = 6
"""Columns that a table names where it is printed; an ellipsis stands for the others."""
SHOWN_ROWS = 30
"""How much of a table is shown where nobody asked for all of it."""


class Rows(Sequence[Item], Generic[Item]):
    """Rows of one kind, in order, that become a table in whichever form you work with."""

    def __init__(self, rows: Sequence[Item], to_arrow: "Callable[[], pa.Table]") -> None:
        self._rows, self._to_arrow = tuple(rows), to_arrow

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        return self._rows[place]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._rows)

    def __repr__(self) -> str:
        names = self.to_arrow().column_names
        shown = ", ".join([*names[:SHOWN_COLUMNS], *(["…"] if names[SHOWN_COLUMNS:] else [])])
        return f"<{several(len(self), 'row')} of {shown}>"

    def _repr_html_(self) -> str:
        """Return the first rows as a notebook shows them."""
        table = self.to_arrow().slice(length=SHOWN_ROWS)
        cells = [[_shown(cell) for cell in row.values()] for row in table.to_pylist()]
        lines = [_line("th", map(escape, table.column_names)), *(_line("td", row) for row in cells)]
        more = len(self) - len(cells)
        rest = f"<p>… and {several(more, 'row')} more</p>" if more else ""
        return f"<table>{''.join(lines)}</table>{rest}"

    def to_arrow(self) -> "pa.Table":
        """Return the rows as an Arrow table, in the same order."""
        return self._to_arrow()

    def to_pandas(self) -> "pd.DataFrame":
        """Return the rows as a pandas frame. Raises TertiusError where pandas is not installed."""
        _need("pandas")
        return self.to_arrow().to_pandas()

    def to_polars(self) -> "pl.DataFrame":
        """Return the rows as a Polars frame. Raises TertiusError where Polars is not installed."""
        return _need("polars").from_arrow(self.to_arrow())


def _line(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


def _shown(cell: object) -> str:
    """Return a cell as a notebook shows it: nothing where nothing is known, a list with commas."""
    if cell is None:
        return ""
    return escape(", ".join(map(str, cell)) if isinstance(cell, list) else str(cell))


def _need(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise TertiusError(
            f"{name} is not installed. Install it with `pip install {name}`, or use to_arrow()."
        ) from None


@dataclass(frozen=True)
class Turn:
    """A smallest set of origins without which a finding comes to something else."""

    finding: str
    verdict: str
    """What the finding comes to with everything: its verdict, or the state of what it watches for."""
    origins: tuple[str, ...]
    becomes: str
    """What it comes to without them."""


@dataclass(frozen=True)
class Why:
    """What a finding rests on, down to sources and quotes, and what speaks against it."""

    result: "Result"
    text: str
    """The same in words, as `tertius why` prints it."""

    def __str__(self) -> str:
        return self.text


class OpenCase:
    """A case that was read and checked once, seen in one world: the baseline, unless you choose another.

    Nothing is computed before it is asked. Raises CaseError, listing the problems, where it is asked
    for results and cannot be built.
    """

    def __init__(
        self,
        folder: Path,
        opened: Opened,
        *,
        choice: tuple[str, str] | None = None,
        progress: Progress = quiet,
    ) -> None:
        self.folder = folder
        self._opened, self._choice, self._progress = opened, choice, progress
        self._studies: dict[tuple[str | None, bool, bool, bool], Study] = {}

    def __repr__(self) -> str:
        world = " ".join(self._choice) if self._choice else "baseline"
        return f"<case {self.folder.name}: {world}>"

    @property
    def compiled(self) -> list[Compiled]:
        """The findings that could be read, whether or not the case can be built."""
        return self._opened.compiled

    @cached_property
    def gaps(self) -> str:
        """How many sources lack their outlet or their date, in a sentence; empty where none does."""
        sources = self._opened.case.sources.values() if self._opened.case is not None else ()
        ours = [source for source in sources if not source.custom.lost]
        outlets = sum(source.custom.outlet is None for source in ours)
        dates = sum(source.date is None for source in ours)
        lacking = (
            (outlets, "outlet, and count as ungraded: name it in `custom.outlet` of each"),
            (dates, "date"),
        )
        listed = [
            f"{count} of {several(len(ours), 'source')} {'has' if count == 1 else 'have'} no {what}"
            for count, what in lacking
            if count
        ]
        return f"{'; '.join(listed)}." if listed else ""

    @cached_property
    def quotes(self) -> Mapping[str, int]:
        """How many quotes stand how to the sources that are stored; empty where none is stored."""
        from tertius.case.archive import archived_of
        from tertius.case.quotes import check_quotes

        case = self._opened.case
        if case is None or not any(archived_of(source) for source in case.sources.values()):
            return {}
        return {str(standing): count for standing, count in check_quotes(case)[1].items()}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of the case, its report and its scenarios, as `tertius check` lists them."""
        from tertius.publish.check import check_whole

        return tuple(check_whole(self.folder, self._opened).opened.problems)

    @cached_property
    def tensions(self) -> "Tensions | None":
        """Evidence of the case that does not fit together; None where case.yml cannot be read."""
        from tertius.case.identity.same import judged
        from tertius.tensions.find import find_tensions

        case = self._opened.case
        return None if case is None else find_tensions(judged(case))

    # Worlds

    def without(self, what: str) -> "OpenCase":
        """Return the case without some evidence, such as origin:ID or unchecked: what `--without` takes."""
        return self._in("--without", _text(what, "what to leave out, such as unchecked"))

    def known_on(self, day: object) -> "OpenCase":
        """Return the case as it was known on a day, such as 2016-12-31."""
        return self._in("--known-on", str(day))

    def scenario(self, name: str) -> "OpenCase":
        """Return the case as it would be in a scenario: the name of a file in scenarios/."""
        return self._in("--scenario", _text(name, "the name of a file in scenarios/"))

    def _in(self, option: str, what: str) -> "OpenCase":
        if self._choice:
            need_one_world([self._choice[0], option])
        check_words(option, what)
        there = OpenCase(self.folder, self._opened, choice=(option, what), progress=self._progress)
        # What cannot be built says why when it is asked for results, in whatever world.
        if self._opened.case is not None and not any(one.blocks for one in self._opened.problems):
            _ = there.world
        return there

    @cached_property
    def supposed(self) -> "Supposed | None":
        """The case today and in its scenario; None where no scenario was chosen."""
        if self._choice is None or self._choice[0] != "--scenario":
            return None
        from tertius.study.scenarios import suppose

        return suppose(self.folder, self._choice[1], self._opened)

    @cached_property
    def _buildable(self) -> Buildable:
        if self.supposed is not None:
            return Buildable(self.supposed.then, list(self.supposed.compiled), [])
        return built(self.folder, self._opened)

    @cached_property
    def world(self) -> "World":
        """The world that was chosen. Raises WorldError where the case has no such evidence or day."""
        from tertius.worlds.selection import (
            BASELINE,
            world_known_on,
            world_of_scenario,
            world_without,
        )

        if self.supposed is not None:
            return world_of_scenario(self.supposed.scenario)
        case = self._buildable.case
        if self._choice is None:
            return BASELINE
        option, what = self._choice
        return world_without(case, what) if option == "--without" else world_known_on(case, what)

    # Answers

    def findings(self) -> "Rows[Result]":
        """Return every finding with verdict, confidence and fragility."""
        results = self.study(chance=True).results
        return Rows(results, lambda: _arrow([_finding(one) for one in results], FINDING))

    def measure(self, name: str) -> Rows[Mapping[str, Any]]:
        """Return the rows of a measure, such as presence. Raises TertiusError where there is none."""
        from tertius.measures import MEASURES

        name = _text(name, "the name of a measure, such as presence")
        if name not in MEASURES:
            hint = did_you_mean(name, MEASURES)
            raise TertiusError(f"{name!r} is no measure.{hint} There are: {', '.join(MEASURES)}.")
        whole = (study for (finding, *_), study in self._studies.items() if finding is None)
        study = next(whole, None) or self.study(flips=False)
        rows = study.tables[name]

        def to_arrow() -> "pa.Table":
            import pyarrow as pa

            schema = study.computation.table(name).schema
            return pa.Table.from_pylist([dict(row) for row in rows], schema=schema)

        return Rows(rows, to_arrow)

    def why(self, finding: str) -> Why:
        """Return what a finding rests on. Raises CaseError where the case has no such finding."""
        from tertius.present.explain import explain

        study = self.study(_text(finding, "the id of a finding"), chance=True)
        result = study.result(finding)
        return Why(result, explain(study, result))

    def flips(self, finding: str | None = None, *, deep: bool = False) -> Rows[Turn]:
        """Return the smallest sets of origins without which a verdict changes, by finding.

        Pairs are searched for all findings; larger sets for one that is named, or where `deep`.
        """
        turns = [
            Turn(one.id, one.state or one.verdict, flip.origins, flip.state or flip.verdict)
            for one in self.study(finding, deep=deep or finding is not None).results
            for flip in one.flips or ()
        ]
        return Rows(turns, lambda: _arrow([vars(turn) for turn in turns], TURN))

    def study(
        self,
        finding: str | None = None,
        *,
        flips: bool = True,
        deep: bool = False,
        chance: bool = False,
    ) -> "Study":
        """Return the case run in its world, one finding alone where it is named, and keep it.

        Without `flips` nothing is sought that would change a verdict, which takes most of the time;
        with `chance` it is also asked how often chance would give it, which bounds its confidence.
        """
        if finding is not None:
            finding = _text(finding, "the id of a finding")
        asked = finding, flips, deep, chance
        if asked not in self._studies:
            self._studies[asked] = self._run(finding, flips=flips, deep=deep, chance=chance)
        return self._studies[asked]

    def _run(self, finding: str | None, *, flips: bool, deep: bool, chance: bool) -> "Study":
        from tertius.sensitivity.flips import DEEP, PAIRS
        from tertius.study.run import run_study

        case, compiled, _ = self._buildable
        world = self.world
        return run_study(
            case,
            compiled if finding is None else named_finding(compiled, finding),
            world=world,
            with_flips=flips,
            with_chance=chance,
            depth=DEEP if deep else PAIRS,
            progress=self._progress,
        )


def open(folder: str | PathLike[str], *, progress: Progress = quiet) -> OpenCase:  # noqa: A001 - users write tertius.open
    """Return the case in a folder, read and checked. Raises CaseError where it is no folder."""
    if not isinstance(folder, str | PathLike) or not str(folder):
        raise CaseError(f"{folder!r} names no folder. Write that of a case, such as cases/serbia.")
    path = Path(folder)
    need_folder(path)
    return OpenCase(path, check_case(path), progress=progress)


def need_folder(folder: Path) -> None:
    """Refuse what is not a folder: a file, or what is not there. Raises CaseError."""
    if not folder.is_dir():
        raise CaseError(
            f"{folder} is not a folder. Name the folder of a case, such as cases/serbia."
        )


def _text(value: object, wanted: str) -> str:
    """Return what is a text. Raises TertiusError for anything else, saying what is wanted."""
    if isinstance(value, str):
        return value
    raise TertiusError(f"{value!r} is no text. Write {wanted}.")


def check_words(option: str, what: str) -> None:
    """Check that a choice of a world is one in any case. Raises WorldError where it is none."""
    if option == "--without":
        from tertius.worlds.ways import omission_of

        omission_of(what)
    elif option == "--known-on":
        from tertius.worlds.selection import last_day_of

        last_day_of(what)


def need_one_world(given: Sequence[str]) -> None:
    """Refuse two choices of a world at once. Raises TertiusError naming the first two."""
    if len(given) > 1:
        raise TertiusError(f"{' and '.join(given[:2])} are two worlds. Choose one of them.")


FINDING: Mapping[str, str] = {
    **dict.fromkeys(("id", "section", "statement", "kind", "verdict", "state"), "string"),
    **dict.fromkeys(("support", "confidence", "hedge", "untested", "within", "value"), "string"),
    **dict.fromkeys(("measure", "where", "expect"), "string"),
    "reason": "string",
    **dict.fromkeys(("rests_on", "against", "sources", "origins", "caveats"), "list"),
    "fragility_least": "int64",
    "fragility_most": "int64",
}
"""The columns of findings as a table; `value` is JSON, since what a finding is told by varies."""

TURN: Mapping[str, str] = {
    "finding": "string",
    "verdict": "string",
    "origins": "list",
    "becomes": "string",
}


def _finding(result: "Result") -> dict[str, Any]:
    row = {one.name: getattr(result, one.name) for one in fields(result) if one.name in FINDING}
    row["value"] = None if result.value is None else json.dumps(result.value, default=str)
    row["fragility_least"] = result.fragility and result.fragility.least
    row["fragility_most"] = result.fragility and result.fragility.most
    return row


def _arrow(rows: list[dict[str, Any]], shape: Mapping[str, str]) -> "pa.Table":
    import pyarrow as pa

    kinds = {"string": pa.string(), "int64": pa.int64(), "list": pa.list_(pa.string())}
    schema = pa.schema([(name, kinds[kind]) for name, kind in shape.items()])
    plain = [
        {name: list(v) if isinstance(v, tuple) else v for name, v in row.items()} for row in rows
    ]
    return pa.Table.from_pylist(plain, schema=schema)
