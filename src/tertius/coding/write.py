"""Statements into the tables of a case: checked as they will stand, written in one step, taken back in one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tertius.case.additions import NewRow, with_rows
from tertius.case.folder import Unreadable
from tertius.case.proposals.decide import (
    decide_together,
    joined,
    owner_of,
    readable,
    today,
)
from tertius.case.proposals.inbox import INBOX, checked_bytes, read_proposal
from tertius.case.proposals.proposal import Decision, Proposal, Rows
from tertius.case.proposals.trial import Refused, settled, wrong_with
from tertius.case.read import Case
from tertius.coding.corrections import corrected, state_of
from tertius.coding.draft import Became, Fault
from tertius.coding.rows import Coded, coded
from tertius.coding.statement import Statement
from tertius.errors import CaseError

PROPOSER = "form"


class NotCoded(CaseError):
    """Raise where statements cannot become rows; nothing was written."""

    def __init__(self, faults: Sequence[Sequence[Fault]]) -> None:
        many = len(faults) > 1
        lines = [
            f"{f'{number}. ' if many else ''}{fault}"
            for number, of_one in enumerate(faults, 1)
            for fault in of_one
        ]
        super().__init__("\n".join([*lines, "Nothing was written."]))
        self.faults = faults


@dataclass(frozen=True)
class Made:
    """Hold what became of one statement."""

    proposal: Proposal
    """Its rows, with the decision that took them; to undo it is to take the decision back."""
    engagement: str
    was_there: bool = False
    """Whether the same statement stood in the case already, so that nothing was written."""
    became: tuple[Became, ...] = ()
    alike: tuple[str, ...] = ()
    """The engagements of the case that may be the same one."""

    @property
    def rows(self) -> Rows:
        """Return the rows as they entered the tables."""
        return self.proposal.decision.rows if self.proposal.decision else self.proposal.rows


@dataclass(frozen=True)
class Tried:
    """Hold what a statement would come to."""

    coded: Coded
    replaced: Rows
    faults: tuple[Fault, ...]


def code(folder: Path, statements: Sequence[Statement], *, by: str) -> list[Made]:
    """Write the rows of statements into a case, all of them or none; returns what became of each.

    A statement that was written before is not written again. Raises NotCoded with the faults of
    each statement, CaseError where the case cannot be read.
    """
    if not by.strip():
        raise CaseError("nobody is said to code. Give your name with --by.")
    case = readable(folder)
    statements = [_seen(case, statement) for statement in statements]
    there = [standing(folder, statement) for statement in statements]
    new = [place for place, made in enumerate(there) if made is None]
    doubled = _doubled([statements[place] for place in new])
    tried, faults = attempt(case, folder, [statements[place] for place in new])
    faults = [[*of_one, *more] for of_one, more in zip(faults, doubled, strict=True)]
    if any(faults):
        raise NotCoded(_spread(faults, new, len(statements)))
    made = _written(folder, [statements[place] for place in new], tried, by) if new else []
    results = dict(zip(new, made, strict=True))
    return [one if one is not None else results[place] for place, one in enumerate(there)]


def _seen(case: Case, statement: Statement) -> Statement:
    """Return a correction with the state that it corrects, where it does not say which it saw."""
    if not statement.edits or statement.seen:
        return statement
    return statement.model_copy(update={"seen": state_of(case, statement.edits)})


def attempt(
    case: Case, folder: Path, statements: Sequence[Statement], *, checked: bool = True
) -> tuple[list[Tried], list[list[Fault]]]:
    """Return what statements would come to in a case, one after the other, and their faults; writes nothing.

    Unless `checked`, only the fields are read, and the rows are not held against the rest of the case.
    """
    tried: list[Tried] = []
    growing = case
    for statement in statements:
        one = _one(growing, folder, statement)
        tried.append(one)
        if not one.faults and len(statements) > 1:
            growing = _grown(growing, one)
    faults = [list(one.faults) for one in tried]
    if checked and not any(faults):
        faults = _checked(case, tried)
    return tried, [list(dict.fromkeys(of_one)) for of_one in faults]


def _one(case: Case, folder: Path, statement: Statement) -> Tried:
    if statement.edits or statement.withdraw:
        result, replaced = corrected(case, folder, statement)
    else:
        result, replaced = coded(case, statement), {}
    if result.faults:
        return Tried(result, replaced, result.faults)
    return Tried(result, replaced, ())


def _grown(case: Case, one: Tried) -> Case:
    replaced = {row["id"] for listed in one.replaced.values() for row in listed}
    new = [
        NewRow(table, row, number, replaces=row["id"] if row.get("id") in replaced else "")
        for number, (table, row) in enumerate(
            (table, row) for table, listed in one.coded.rows.items() for row in listed
        )
    ]
    return with_rows(case, new).case


def _checked(case: Case, tried: Sequence[Tried]) -> list[list[Fault]]:
    """Return what would newly keep the case from building if all rows stood in it, by statement."""
    bundles = [one.coded.rows for one in tried]
    faults: list[list[Fault]] = [[] for _ in tried]
    ids = [row["id"] for one in tried for listed in one.replaced.values() for row in listed]
    try:
        bundle = settled(case, joined(bundles), {}, today(), corrected=ids)
        wrong = wrong_with(case, bundle)
    except Refused as refused:
        wrong = refused.wrong
    for one in wrong:
        if one.row is None:
            faults[-1].append(Fault("", f"{one.table} {one.column}: {one.message}"))
            continue
        place, index = owner_of(bundles, one.table, one.row)
        fields = tried[place].coded.fields
        name = fields.get((one.table, index, one.column), "")
        told = one.message if name else f"{one.table} {one.column}: {one.message}"
        faults[place].append(Fault(name, told))
    return faults


def _written(
    folder: Path, statements: Sequence[Statement], tried: Sequence[Tried], by: str
) -> list[Made]:
    decisions = [
        (
            proposal_of(statement, one),
            Decision(
                "accepted",
                by,
                today(),
                reason=statement.why,
                rows=one.coded.rows,
                replaced=one.replaced,
            ),
        )
        for statement, one in zip(statements, tried, strict=True)
    ]
    for proposal, _ in decisions:
        checked_bytes(proposal)
    kept = decide_together(folder, decisions)
    return [
        Made(proposal, one.coded.engagement, became=one.coded.became, alike=one.coded.alike)
        for proposal, one in zip(kept, tried, strict=True)
    ]


def proposal_of(statement: Statement, one: Tried) -> Proposal:
    """Return the bundle of a statement as it stands in the inbox, so that it can be taken back."""
    said = statement.quote or statement.label or one.coded.engagement
    return Proposal(
        id=proposal_id(statement),
        via=statement.via or statement.source,
        proposer=PROPOSER,
        sentence=said,
        paragraph=said,
        offset=0,
        locator=statement.locator,
        notes=(),
        rows=one.coded.rows,
    )


def proposal_id(statement: Statement) -> str:
    """Return the id under which a statement is kept: the same for the same statement, whoever posts it."""
    text = replace_seen(statement).model_dump_json()
    return f"{PROPOSER}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def replace_seen(statement: Statement) -> Statement:
    """Return a statement without what only the form needs."""
    return statement if statement.edits else statement.model_copy(update={"seen": ""})


def standing(folder: Path, statement: Statement) -> Made | None:
    """Return what became of a statement that was written before; None where it was not, or was taken back."""
    name = f"{proposal_id(statement)}.json"
    if not (folder / INBOX / name).exists():
        return None
    try:
        proposal = read_proposal(folder, name)
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable.problem} Nothing was written.") from None
    if proposal.decision is None or proposal.decision.verdict == "undecided":
        return None
    if proposal.decision.verdict == "rejected":
        return None
    engagements = proposal.decision.rows.get("engagements", ())
    return Made(proposal, str(engagements[0]["id"]) if engagements else "", was_there=True)


def _doubled(statements: Sequence[Statement]) -> list[list[Fault]]:
    """Return a fault for each statement that repeats another of the list, or corrects the same engagement."""
    seen: dict[str, int] = {}
    faults: list[list[Fault]] = []
    for number, statement in enumerate(statements, 1):
        keys = [proposal_id(statement), *filter(None, [statement.edits])]
        before = next((seen[key] for key in keys if key in seen), None)
        told = f"is the same engagement as number {before}. Keep one of the two."
        faults.append([] if before is None else [Fault("", told)])
        for key in keys:
            seen.setdefault(key, number)
    return faults


def _spread(faults: Sequence[list[Fault]], places: Sequence[int], count: int) -> list[list[Fault]]:
    """Return faults by the place of their statement among all."""
    by_place = dict(zip(places, faults, strict=True))
    return [by_place.get(place, []) for place in range(count)]


def with_source(statement: Statement, source: str) -> Statement:
    """Return a statement with its source where it names none."""
    return statement if statement.source else statement.model_copy(update={"source": source})
