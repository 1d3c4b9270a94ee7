"""Renaming in a case: every file that names the id, all of them or none."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tertius.case.folder import LARGEST_DOCUMENT, LARGEST_TABLE, LARGEST_YAML, Unreadable, read_text
from tertius.case.problems import Problem
from tertius.case.proposals.decide import today
from tertius.case.proposals.inbox import INBOX, checked_bytes, read_inbox
from tertius.case.read import Case, read_case
from tertius.case.scenarios.model import FOLDER as SCENARIOS
from tertius.case.write import write_all
from tertius.errors import CaseError
from tertius.evidence.codes import name_of
from tertius.evidence.row import ID
from tertius.evidence.tables import NAMING_SPACE, TABLES
from tertius.evidence.text import did_you_mean
from tertius.findings.entry import FILE as FINDINGS
from tertius.measures import measure_columns
from tertius.renaming.change import Change
from tertius.renaming.documents import added_ids, findings_text, scenario_text, settings_text
from tertius.renaming.report import report_text
from tertius.renaming.tables import redirects_bytes, renamed_proposal, sources_bytes, table_bytes
from tertius.report.text import FILE as REPORT
from tertius.report.text import has_report
from tertius.sandbox.scratch import scratch
from tertius.study.open import Opened, check_case

ELSEWHERE = {"sources": "sources.json", "issues": "case.yml", "findings": FINDINGS}
"""What has ids beside the rows of tables, and in which file."""

MOST = 20
"""How many places a message lists."""


@dataclass(frozen=True)
class Renamed:
    """Hold what was written, and where the old id still stands in words."""

    of: str
    files: tuple[str, ...]
    is_redirected: bool
    """Whether redirects.csv leads from the old id to the new one."""
    in_words: tuple[str, ...]
    """Places, as file and line, whose words name the old id; nothing changes what somebody wrote."""


def rename(folder: Path, old: str, new: str, *, of: str = "", day: str = "") -> Renamed:
    """Write another id in place of one in every file of a case that names it; returns what was written.

    `of` names the table whose row is meant, where several things have the id. The row's old id goes
    into redirects.csv. Raises CaseError where an id cannot be used, a file cannot be read, or the
    case would not be as sound as before; nothing is written then.
    """
    opened = check_case(folder)
    case, _ = read_case(folder)
    if case is None:
        raise CaseError("\n".join(map(str, opened.problems)))
    _check_readable(case, opened)
    change = Change(old, new, _kind(case, opened, old, of))
    scenarios = {name: _text(folder, name) for name in _scenario_files(folder)}
    _check_new(case, opened, change, scenarios)
    files = dict(_files(case, opened, change, day or today(), scenarios))
    _check_result(case.folder, files, opened, change)
    write_all({folder / name: data for name, data in files.items()})
    return Renamed(
        change.of,
        tuple(files),
        "redirects.csv" in files,
        tuple(_in_words(folder, change, scenarios)),
    )


def _check_readable(case: Case, opened: Opened) -> None:
    """Refuse a case of which a part cannot be read: it may name the id."""
    unread = [
        problem
        for problem in opened.problems
        if problem.blocks and (problem.file == FINDINGS or not case.is_whole(_table(problem)))
    ]
    if unread:
        raise CaseError(
            f"{unread[0]}\n{unread[0].file} cannot be read whole, and may name the id. "
            "Mend it first: tertius check lists all. Nothing was written."
        )


def _table(problem: Problem) -> str:
    return problem.file.rpartition(".")[0]


def _named(case: Case, opened: Opened) -> Mapping[str, list[str]]:
    """Return the ids of everything that can be renamed, by table."""
    named = {table: [row.id for row in case.rows(table)] for table in NAMING_SPACE}
    named["sources"] = list(case.sources)
    named["issues"] = list(case.issues)
    named["findings"] = [one.finding.id for one in opened.compiled]
    return named


def _file(table: str) -> str:
    return ELSEWHERE.get(table, f"{table}.csv")


def _kind(case: Case, opened: Opened, old: str, of: str) -> str:
    """Return the table of what has an id. Raises CaseError where nothing has it, or several things have."""
    named = _named(case, opened)
    if of and of not in named:
        raise CaseError(f"{of!r} is no table with ids. Write one of: {', '.join(named)}.")
    tables = [table for table, ids in named.items() if old in ids and of in ("", table)]
    if len(tables) == 1:
        return tables[0]
    if tables:
        files = " and of one in ".join(_file(table) for table in tables)
        raise CaseError(
            f"{old} is the id of an entry in {files}. Say which is meant: --of {tables[0]}."
        )
    led = {row.old: row.new for row in case.rows("redirects")}
    if old in led:
        raise CaseError(
            f"{old} was given up for {led[old]} (redirects.csv). Rename that: tertius rename CASE {led[old]} NEW."
        )
    hint = did_you_mean(old, (name for ids in named.values() for name in ids))
    hint = hint or " The first column of each table has its ids."
    where = f" in {_file(of)}" if of else ""
    raise CaseError(f"{old} is no id of this case{where}.{hint}")


def _check_new(case: Case, opened: Opened, change: Change, scenarios: Mapping[str, str]) -> None:
    old, new = change.old, change.new
    if old == new:
        raise CaseError(f"{old} is called so already. Give another id.")
    if not ID.match(new):
        raise CaseError(
            f"{new!r} is not an id. Write lower-case words joined by single hyphens, such as gazprom-neft."
        )
    row = case.by_id[old][1] if change.of == "actors" else None
    if row is not None and row.kind in ("State", "Bloc") and name_of(old.upper()):
        raise CaseError(
            f"{old} is the code of {row.name}, by which rows and findings know it. It keeps its id; "
            "to show another name, change `name` in actors.csv."
        )
    named = _named(case, opened)
    space = NAMING_SPACE if change.of in NAMING_SPACE else (change.of,)
    for table in space:
        if new in named[table]:
            raise CaseError(
                f"{new} is the id of another entry in {_file(table)}. Give a free one, such as {_free(new, named, space)}; "
                "where both are one actor, write a row in judgements.csv instead."
            )
    for name, text in scenarios.items():
        if change.of in NAMING_SPACE and new in added_ids(text):
            raise CaseError(f"{new} is the id of a row that {name} adds. Give another.")
    given_up = {row.old: row.new for row in case.rows("redirects")}
    if change.of in NAMING_SPACE and given_up.get(new, old) != old:
        raise CaseError(
            f"{new} was the id of what is {given_up[new]} now (redirects.csv), and old rows may still mean that. "
            "Give another."
        )


def _free(new: str, named: Mapping[str, list[str]], space: tuple[str, ...]) -> str:
    taken = {name for table in space for name in named[table]}
    return next(name for n in range(2, len(taken) + 3) if (name := f"{new}-{n}") not in taken)


def _scenario_files(folder: Path) -> list[str]:
    return [f"{SCENARIOS}/{path.name}" for path in sorted((folder / SCENARIOS).glob("*.yml"))]


def _text(folder: Path, name: str, limit: int = LARGEST_YAML) -> str:
    try:
        return read_text(folder, name, limit=limit)
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable.problem} Nothing was written.") from None


def _files(
    case: Case, opened: Opened, change: Change, day: str, scenarios: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a case that change, each as it becomes."""
    folder = case.folder
    tensions = _tensions(case, change)
    for row_type in TABLES:
        name = f"{row_type.table}.csv"
        data = (folder / name).read_bytes()
        if row_type.table == "redirects":
            changed = redirects_bytes(data, change, day) if change.of in NAMING_SPACE else data
        else:
            changed = table_bytes(data, row_type, change, tensions)
        if changed != data:
            yield name, changed
    data = (folder / "sources.json").read_bytes()
    if (changed := sources_bytes(data, change)) != data:
        yield "sources.json", changed
    texts = {"case.yml": settings_text(_text(folder, "case.yml"), change)}
    texts[FINDINGS] = findings_text(_text(folder, FINDINGS), change, opened.compiled)
    texts |= {name: scenario_text(text, change) for name, text in scenarios.items()}
    if has_report(folder):
        texts[REPORT] = report_text(_text(folder, REPORT), change, measure_columns())
    for name, text in texts.items():
        before = _text(folder, name)
        if text != before:
            mark = (folder / name).read_bytes()[: -len(before.encode("utf-8"))]
            yield name, mark + text.encode("utf-8")
    proposals, _ = read_inbox(folder)
    for proposal in proposals:
        if (followed := renamed_proposal(proposal, change)) != proposal:
            yield f"{INBOX}/{proposal.id}.json", checked_bytes(followed)


def _tensions(case: Case, change: Change) -> Mapping[str, str]:
    """Return the new id of each tension that is explained and rests on the old id."""
    from tertius.case.identity.same import judged, redirected
    from tertius.tensions.find import find_tensions
    from tertius.tensions.tension import identify

    if not case.rows("explanations"):
        return {}
    followed = {}
    for one in find_tensions(judged(redirected(case))).found:
        grounds = {name for side in one.sides for name in side.rows or side.sources}
        if one.explanations and change.old in grounds:
            followed[one.id] = identify(one.rule, map(change.name, grounds))
    return followed


def _check_result(folder: Path, files: Mapping[str, bytes], before: Opened, change: Change) -> None:
    """Raise CaseError where the case with these files would have a problem that it has not now."""
    known = {(problem.file, problem.code) for problem in before.problems}
    with scratch("rename") as place:
        for path in folder.iterdir():
            if path.is_file() and path.suffix in (".csv", ".yml", ".json", ".md"):
                shutil.copyfile(path, place / path.name)
            elif path.name in (SCENARIOS, "data") and path.is_dir():
                shutil.copytree(path, place / path.name)
        for name, data in files.items():
            if not name.startswith(INBOX):
                (place / name).write_bytes(data)
        wrong = [
            problem
            for problem in check_case(place).problems
            if problem.blocks and (problem.file, problem.code) not in known
        ]
    if wrong:
        listed = "\n".join(map(str, wrong[:MOST]))
        raise CaseError(
            f"with {change.new} for {change.old} there would be:\n{listed}\nNothing was written."
        )


def _in_words(folder: Path, change: Change, scenarios: Mapping[str, str]) -> Iterator[str]:
    """Yield the places whose words still name the old id."""
    documents = sorted(path.name for path in folder.glob("*.md"))
    tables = [f"{row.table}.csv" for row in TABLES if row.table != "redirects"]
    for name in (*tables, "case.yml", FINDINGS, *scenarios, *documents):
        limit = LARGEST_TABLE if name.endswith(".csv") else LARGEST_DOCUMENT
        for number, line in enumerate(_text(folder, name, limit).splitlines(), 1):
            if change.words.search(line):
                yield f"{name}:{number}"
