"""The inbox of a case: one file for each proposal, with the decision once it is taken."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, NoReturn, get_args

from tertius.case.folder import Unreadable, locate, read_json
from tertius.case.problems import Message, Problem, message
from tertius.case.proposals.proposal import Decision, Proposal, Reason, Rows, Verdict
from tertius.case.write import write_all
from tertius.errors import CaseError
from tertius.evidence.row import ID, LONGEST_CELL, columns
from tertius.evidence.tables import BY_NAME
from tertius.evidence.text import shorten

INBOX = "inbox"
# A proposal holds one sentence and its rows; the inbox is read whole whenever somebody reviews.
LARGEST_PROPOSAL = 2**18
MOST_PROPOSALS = 20_000
"""Files of the inbox that are read, the first by name; a problem tells that there are more, and those are passed over."""
MOST_ROWS = 200
"""Rows of one proposal, in all tables together, and entries of any other list of it; a file with more is no proposal."""
LONGEST_ID = 120
"""Letters of the id of a proposal, which is the name of its file; what a page sends in place of one is cut there."""
TABLES = ("sources", *BY_NAME)
"""What a bundle may hold rows of, in the order in which they are kept."""


@dataclass(frozen=True)
class Counts:
    """Hold what became of proposals that were put into the inbox."""

    new: int
    waiting: int
    decided: int


def read_inbox(folder: Path) -> tuple[list[Proposal], list[Problem]]:
    """Return the proposals of a case by id, and a problem for each file in inbox/ that is none."""
    proposals: list[Proposal] = []
    problems: list[Problem] = []
    try:
        names = file_names(folder)
    except Unreadable as unreadable:
        return [], [_as_proposal(unreadable.problem)]
    if len(names) > MOST_PROPOSALS:
        wrong = message("proposal", "too_many", files=len(names), most=MOST_PROPOSALS)
        problems.append(wrong.at(INBOX))
    for name in names[:MOST_PROPOSALS]:
        try:
            proposals.append(read_proposal(folder, name))
        except Unreadable as unreadable:
            problems.append(unreadable.problem)
    return proposals, problems


def file_names(folder: Path) -> list[str]:
    """Return the names of the files in inbox/, sorted. Raises Unreadable where it leads out of the case."""
    path = locate(folder, INBOX)
    if not path.is_dir():
        return []
    return sorted(entry.name for entry in os.scandir(path) if not entry.name.startswith("."))


def read_proposal(folder: Path, name: str) -> Proposal:
    """Return the proposal in one file of inbox/. Raises Unreadable where it is none."""
    try:
        value = read_json(folder, f"{INBOX}/{name}", limit=LARGEST_PROPOSAL, kind="proposal")
        return _Reader(name).proposal(value)
    except Unreadable as unreadable:
        raise Unreadable(_as_proposal(unreadable.problem)) from None


def _as_proposal(problem: Problem) -> Problem:
    """Return a problem with a file of the inbox as one that does not keep the case from building."""
    return replace(problem, file=shorten(problem.file), code="proposal")


def put(folder: Path, proposals: Iterable[Proposal]) -> Counts:
    """Put proposals into the inbox; one that waits there or was decided is left as it is, to the byte.

    Raises CaseError where the inbox leads out of the case, or a proposal could not be read back.
    """
    try:
        inbox = locate(folder, INBOX)
        there = set(file_names(folder))
    except Unreadable as unreadable:
        raise CaseError(str(unreadable)) from None
    files: dict[Path, bytes] = {}
    waiting = decided = 0
    for proposal in proposals:
        name = f"{proposal.id}.json"
        if name in there:
            if _is_decided(folder, name):
                decided += 1
            else:
                waiting += 1
        elif inbox / name in files:
            waiting += 1
        else:
            files[inbox / name] = checked_bytes(proposal)
    if files:
        inbox.mkdir(exist_ok=True)
    write_all(files)
    return Counts(len(files), waiting, decided)


def _is_decided(folder: Path, name: str) -> bool:
    try:
        return read_proposal(folder, name).decision is not None
    except Unreadable:
        return False


def checked_bytes(proposal: Proposal) -> bytes:
    """Return a proposal as its file. Raises CaseError where it could not be read back from it."""
    data = proposal_bytes(proposal)
    try:
        if len(data) > LARGEST_PROPOSAL:
            wrong = message("proposal", "too_large", kibibytes=LARGEST_PROPOSAL // 2**10)
            _refuse(proposal.id, "", wrong)
        _Reader(f"{proposal.id}.json").proposal(json.loads(data))
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable.problem} Nothing was written.") from None
    return data


def proposal_bytes(proposal: Proposal) -> bytes:
    """Return a proposal as its file: JSON with keys, tables and cells in one order."""
    value = asdict(proposal)
    value["rows"] = _in_order(proposal.rows)
    if proposal.decision:
        value["decision"]["rows"] = _in_order(proposal.decision.rows)
        value["decision"]["replaced"] = _in_order(proposal.decision.replaced)
        value["decision"]["merged"] = dict(sorted(proposal.decision.merged.items()))
    return f"{json.dumps(value, indent=2, ensure_ascii=False)}\n".encode("utf-8", "replace")


def _in_order(rows: Rows) -> dict[str, list[dict[str, Any]]]:
    """Return rows with tables and cells in the order of the case's own files."""
    ordered = [table for table in TABLES if table in rows]
    return {
        table: [_cells_in_order(table, row) for row in rows[table]]
        for table in [*ordered, *sorted(set(rows) - set(ordered))]
    }


def _cells_in_order(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    if table not in BY_NAME:
        return dict(row)
    names = [column.name for column in columns(BY_NAME[table])]
    return {name: row[name] for name in [*names, *sorted(set(row) - set(names))] if name in row}


def _refuse(file: str, key: str, wrong: Message, cell: str | None = None) -> NoReturn:
    shown = None if cell is None else shorten(cell)
    raise Unreadable(wrong.at(f"{INBOX}/{shorten(file)}", 0, shorten(key), shown))


@dataclass(frozen=True)
class _Reader:
    """Read what a file of the inbox says, and refuse what is no proposal."""

    file: str

    def proposal(self, value: Any) -> Proposal:
        keys = self._object("", value, Proposal)
        name = self._text("id", keys["id"], LONGEST_ID)
        if not ID.match(name):
            _refuse(self.file, "id", message("proposal", "id"), name)
        if self.file != f"{name}.json":
            _refuse(self.file, "id", message("proposal", "file_name", name=name), name)
        sentence = self._text("sentence", keys["sentence"])
        notes = self._list("notes", keys["notes"], MOST_ROWS)
        reasons = self._list("reasons", keys.get("reasons", []), 10 * MOST_ROWS)
        decision = keys.get("decision")
        return Proposal(
            id=name,
            via=self._text("via", keys["via"]),
            proposer=self._text("proposer", keys["proposer"]),
            sentence=sentence,
            paragraph=self._text("paragraph", keys["paragraph"], LARGEST_PROPOSAL),
            offset=self._number("offset", keys["offset"], LARGEST_PROPOSAL),
            locator=self._text("locator", keys["locator"]),
            notes=tuple(self._number("notes", note, 10**6) for note in notes),
            rows=self._rows("rows", keys["rows"]),
            reasons=tuple(self._reason(reason, len(sentence)) for reason in reasons),
            decision=None if decision is None else self._decision(decision),
        )

    def _reason(self, value: Any, length: int) -> Reason:
        keys = self._object("reasons", value, Reason)
        start, end = (self._number(f"reasons.{key}", keys[key], length) for key in ("start", "end"))
        if end < start:
            _refuse(self.file, "reasons", message("proposal", "order"))
        texts = {key: self._text(key, keys[key]) for key in ("table", "row", "column", "why")}
        return Reason(**texts, start=start, end=end)

    def _decision(self, value: Any) -> Decision:
        keys = self._object("decision", value, Decision)
        if keys["verdict"] not in get_args(Verdict):
            wrong = message("proposal", "verdict", verdicts=", ".join(get_args(Verdict)))
            _refuse(self.file, "decision.verdict", wrong, str(keys["verdict"]))
        merged = keys.get("merged", {})
        if not isinstance(merged, dict) or len(merged) > MOST_ROWS:
            _refuse(self.file, "decision.merged", message("proposal", "ids"))
        return Decision(
            verdict=keys["verdict"],
            by=self._text("decision.by", keys["by"]),
            date=self._text("decision.date", keys["date"]),
            reason=self._text("decision.reason", keys.get("reason", "")),
            rows=self._rows("decision.rows", keys.get("rows", {})),
            replaced=self._rows("decision.replaced", keys.get("replaced", {})),
            merged={
                self._text("decision.merged", old): self._text("decision.merged", new)
                for old, new in merged.items()
            },
        )

    def _rows(self, key: str, value: Any) -> Rows:
        if not isinstance(value, dict):
            _refuse(self.file, key, message("proposal", "tables"))
        rows: dict[str, tuple[Mapping[str, Any], ...]] = {}
        for table, listed in value.items():
            if table not in TABLES:
                wrong = message("proposal", "no_table", tables=", ".join(TABLES))
                _refuse(self.file, key, wrong, table)
            rows[table] = tuple(
                self._row(f"{key}.{table}", table, row)
                for row in self._list(key, listed, MOST_ROWS)
            )
        if sum(len(listed) for listed in rows.values()) > MOST_ROWS:
            _refuse(self.file, key, message("proposal", "too_many_rows", most=MOST_ROWS))
        return rows

    def _row(self, key: str, table: str, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            _refuse(self.file, key, message("proposal", "row"))
        if table not in BY_NAME:
            name = value.get("id", "")
            if isinstance(name, int) and not isinstance(name, bool):
                return {**value, "id": str(name)}
            if not isinstance(name, str):
                _refuse(self.file, key, message("proposal", "source_id"))
            return value
        names = {column.name for column in columns(BY_NAME[table])}
        for name, cell in value.items():
            if name not in names:
                _refuse(self.file, key, message("proposal", "column", table=table), name)
            self._text(f"{key}.{name}", cell)
        return value

    def _object(self, key: str, value: Any, shape: type[Any]) -> dict[str, Any]:
        if not isinstance(value, dict):
            _refuse(self.file, key, message("proposal", "map"))
        declared = {field.name: field for field in fields(shape)}
        for name in value:
            if name not in declared:
                _refuse(self.file, key, message("proposal", "key"), name)
        for name in list(declared)[: _NEEDED[shape]]:
            if name not in value:
                _refuse(self.file, f"{key}.{name}".strip("."), message("proposal", "absent"))
        return value

    def _text(self, key: str, value: Any, longest: int = LONGEST_CELL) -> str:
        if not isinstance(value, str):
            _refuse(self.file, key, message("proposal", "text"), str(value))
        if len(value) > longest:
            _refuse(self.file, key, message("proposal", "long", longest=longest))
        return value

    def _number(self, key: str, value: Any, most: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            _refuse(self.file, key, message("proposal", "number", most=most), str(value))
        return value

    def _list(self, key: str, value: Any, most: int) -> list[Any]:
        if not isinstance(value, list) or len(value) > most:
            _refuse(self.file, key, message("proposal", "list", most=most))
        return value


_NEEDED: dict[type[Any], int] = {Proposal: 9, Reason: 6, Decision: 3}
"""How many keys of each, from the first, have to be there."""

NUMBER = re.compile(r"[0-9]{1,9}")


def in_reading_order(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Return proposals as somebody reads the papers: by paper, then by place in it."""

    def place(proposal: Proposal) -> tuple[str, list[int], int, str]:
        numbers = [int(digits) for digits in NUMBER.findall(proposal.locator)[:4]]
        return proposal.via, numbers, proposal.offset, proposal.id

    return sorted(proposals, key=place)


def waiting(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Return the proposals on which nobody has decided."""
    return (proposal for proposal in proposals if proposal.decision is None)
