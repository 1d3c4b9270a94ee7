"""A case from public datasets alone: what each says of a host beside powers, and what none says."""

import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tertius.case.new import new_case
from tertius.case.read import read_row
from tertius.case.write import table_text, write_all
from tertius.errors import CaseError, TertiusError
from tertius.evidence.codes import BLOCS, name_of
from tertius.evidence.tables import BY_NAME
from tertius.evidence.text import several
from tertius.intake.datasets import datasets
from tertius.intake.datasets.protocol import Cells, Dataset, Harvest, Request

ABSENT = "not on this disk"
"""What is printed of a dataset whose files are not there: it says nothing of the host."""


@dataclass(frozen=True)
class Profiled:
    """Hold what became of each dataset: its harvest, or None where it is not on this disk."""

    folder: Path
    harvests: Mapping[str, Harvest | None]

    def lines(self) -> list[str]:
        """Return what each dataset came to, in words."""
        lines = []
        for name, harvest in self.harvests.items():
            if harvest is None:
                lines.append(f"{name}: {ABSENT}")
                continue
            count = sum(len(rows) for rows in harvest.rows.values())
            lines.append(f"{name}: {several(count, 'row')}, {harvest.covers}")
            lines += [f"  {join}" for join in harvest.joins]
            lines += [f"  gap: {gap}" for gap in harvest.gaps]
        return lines


def profile(
    folder: Path,
    asked: Request,
    data: Path,
    *,
    shareable: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Profiled:
    """Write a case on a host from the datasets under `data`, and return what became of each.

    `shareable` leaves out every dataset whose licence does not let its rows be passed on.

    Raises TertiusError, and writes nothing, where a code is unknown, the folder is not empty, a
    file is not what it should be, or none of the datasets is there.
    """
    _check(folder, asked, data)
    harvests: dict[str, Harvest | None] = {}
    for name, dataset in datasets().items():
        say(name)
        if shareable and not dataset.redistributable:
            continue
        there = not dataset.missing(data)
        harvests[name] = dataset.harvest(data, asked) if there else None
    read = {name: harvest for name, harvest in harvests.items() if harvest is not None}
    if not read:
        raise TertiusError(
            f"{data} holds none of the datasets: {', '.join(one.folder for one in datasets().values())}. Name the folder that holds them."
        )
    say("writing")
    files = _files(asked, read)
    files["report.md"] = _report(asked, harvests).encode("utf-8")
    new_case(folder, hosts=[asked.host], powers=list(asked.powers), period=_span(read))
    (folder / "data").mkdir(exist_ok=True)
    write_all({folder / name: content for name, content in files.items()})
    return Profiled(folder, harvests)


def _check(folder: Path, asked: Request, data: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CaseError(f"{folder} is not an empty folder. Name one that does not exist yet.")
    if not data.is_dir():
        raise TertiusError(f"{data} is not a folder. Name the one that holds the datasets.")
    for code in (asked.host, *asked.others):
        if name_of(code) is None:
            raise CaseError(f"{code!r} is not a code. Write ISO 3166 alpha-3 such as SRB, or EU.")
    if asked.host in BLOCS:
        raise CaseError(f"{asked.host} is a bloc. A host is a country: write a code such as SRB.")
    for code in asked.others:
        if (asked.host, *asked.others).count(code) > 1:
            raise CaseError(
                f"{code} is named twice. Name each state once, as host, power or baseline."
            )


def _span(read: Mapping[str, Harvest]) -> str:
    """Return the time that the rows cover, from the first to the last year that any names."""
    cells = [
        row.get(name, "")
        for harvest in read.values()
        for rows in harvest.rows.values()
        for row in rows
        for name in ("period", "start")
    ]
    # Where no dataset has a row of the host, what the datasets cover says when that is.
    years = years_in(cells) or years_in([harvest.covers for harvest in read.values()])
    return f"{min(years)}/{max(years)}"


def years_in(texts: Iterable[str]) -> list[int]:
    """Return the years that texts name."""
    return [int(year) for text in texts for year in re.findall(r"\b(?:19|20)\d\d\b", text)]


def _files(asked: Request, read: Mapping[str, Harvest]) -> dict[str, bytes]:
    """Return the files of the case: settings, sources, tables, findings, data."""
    used = {name: datasets()[name] for name, harvest in read.items() if harvest.rows}
    rows: dict[str, list[Cells]] = {"outlets": [outlet_row(one) for one in used.values()]}
    rows["outlets"] = list({cells["id"]: cells for cells in rows["outlets"]}.values())
    for harvest in read.values():
        for table, cells in harvest.rows.items():
            rows.setdefault(table, []).extend(cells)
    files = {
        f"{table}.csv": table_of(table, cells).encode("utf-8") for table, cells in rows.items()
    }
    kept = {
        name: parquet(table) for harvest in read.values() for name, table in harvest.data.items()
    }
    files |= {f"data/{name}": content for name, content in kept.items()}
    sources = list({one.source["id"]: dict(one.source) for one in used.values()}.values())
    files["sources.json"] = (json.dumps(sources, indent=1, ensure_ascii=False) + "\n").encode(
        "utf-8"
    )
    findings = [finding for harvest in read.values() for finding in harvest.findings]
    files["findings.yml"] = yaml.safe_dump(findings, sort_keys=False, allow_unicode=True).encode()
    files["case.yml"] = _settings(asked, read, kept).encode("utf-8")
    return files


RELIABILITY = {"academic": "B", "igo": "B", "ngo": "C", "think_tank": "C", "official": "C"}
"""The grade of a publisher of data by its kind, the same for all."""


def outlet_row(dataset: Dataset) -> Cells:
    """Return the row of who publishes a dataset, graded by its kind."""
    grade = RELIABILITY[dataset.outlet["kind"]]
    why = f"{dataset.outlet['kind'].replace('_', ' ')} without state control is {grade}; publishes the dataset with its code book"
    return {**dataset.outlet, "reliability": grade, "why": why}


def table_of(table: str, cells: Sequence[Cells]) -> str:
    """Return rows as the text of a table. Raises TertiusError for one that the table does not take."""
    rows = []
    for number, values in enumerate(cells, start=2):
        row = read_row(BY_NAME[table], number, values)
        if isinstance(row, list):
            raise TertiusError(f"a dataset made a row that {table}.csv does not take: {row[0]}")
        rows.append(row)
    rows.sort(key=lambda row: tuple(str(getattr(row, name)) for name in row.key))
    return table_text(BY_NAME[table], rows)


def parquet(table: Any) -> bytes:
    """Return a table as the bytes of a Parquet file."""
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _settings(asked: Request, read: Mapping[str, Harvest], kept: Mapping[str, bytes]) -> str:
    host, powers = name_of(asked.host), [name_of(code) for code in asked.powers]
    settings = {
        "title": f"{' and '.join(map(str, powers))} in {host}",
        "hosts": [asked.host],
        "powers": list(asked.powers),
        "baselines": list(asked.baselines),
        "period": _span(read),
        "question": f"What do public datasets show of {host} beside {', '.join(map(str, powers))}?",
        "currency": "USD",
        "contact": "",
        "issues": [],
        "datasets": [
            {
                "id": name.removesuffix(".parquet"),
                "release": _release(name, read),
                "file": name,
                "hash": hashlib.sha256(content).hexdigest(),
            }
            for name, content in kept.items()
        ],
        "vocabulary": {},
        "expects": {},
    }
    return "# Made from public datasets; add rows of your own beside theirs.\n" + yaml.safe_dump(
        settings, sort_keys=False, allow_unicode=True
    )


def _release(name: str, read: Mapping[str, Harvest]) -> str:
    return next(harvest.covers for harvest in read.values() if name in harvest.data)


def _report(asked: Request, harvests: Mapping[str, Harvest | None]) -> str:
    """Return the report: what each dataset covers, what was decided, what is missing."""
    host = name_of(asked.host)
    lines = [
        "---",
        f"title: {host} in public datasets",
        f"subtitle: Beside {', '.join(str(name_of(code)) for code in asked.others)}",
        "---",
        "",
        "# What was read",
        "",
    ]
    for name, harvest in harvests.items():
        dataset = datasets()[name]
        lines += [f"## {dataset.about}", ""]
        if harvest is None:
            lines += [f"This dataset is {ABSENT}. Nothing follows from its absence.", ""]
            continue
        count = sum(len(rows) for rows in harvest.rows.values())
        cited = f" [@{dataset.source['id']}]" if count else ""
        lines += [
            f"Covers {harvest.covers}; {several(count, 'row was', 'rows were')} made of it{cited}. {dataset.licence}",
            "",
        ]
        lines += [
            f"- {finding['statement']} {{{{ {finding['id']} }}}}" for finding in harvest.findings
        ]
        lines += [f"- {note}" for note in harvest.notes]
        lines += [f"- Of {join}." for join in harvest.joins]
        lines += [f"- Gap: {gap}" for gap in harvest.gaps]
        lines.append("")
    return "\n".join(lines)
