"""Deciding on a proposal: its rows into the tables, with the decision, all of it or nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tertius.case.additions import file_of
from tertius.case.folder import LARGEST_DOCUMENT, LARGEST_TABLE, Unreadable, locate, read_bytes
from tertius.case.lines import (
    insert_items,
    insert_rows,
    items,
    remove_items,
    remove_rows,
    replace_items,
)
from tertius.case.problems import in_order
from tertius.case.proposals.bundle import plain
from tertius.case.proposals.inbox import INBOX, checked_bytes, proposal_bytes, read_proposal
from tertius.case.proposals.proposal import Decision, Proposal, Rows, Verdict
from tertius.case.proposals.trial import (
    Refused,
    newly_blocking,
    settled,
    without_rows,
    wrong_with,
)
from tertius.case.read import Case, read_case
from tertius.case.write import write_all
from tertius.errors import CaseError
from tertius.evidence.tables import BY_NAME


def today() -> str:
    """Return the day on which somebody decides."""
    return datetime.now(tz=UTC).astimezone().date().isoformat()


def verdict_of(proposal: Proposal, rows: Rows, merged: Mapping[str, str]) -> Verdict:
    """Return what a decision to take these rows is called."""
    if merged:
        return "merged"
    return "accepted" if plain(rows) == plain(proposal.rows) else "edited"


def decide(folder: Path, proposal: Proposal, decision: Decision) -> Proposal:
    """Keep a decision in the proposal's file, with its rows in the tables; returns the proposal as kept.

    A decision that takes rows names them, before rows that stand in the case already (`merged`)
    are left out and the references to them rewritten; one that names none takes the proposal's.
    Raises Refused where a row would bring a blocking problem into the case, CaseError where the
    proposal was decided in the meantime; nothing is written then.
    """
    _check_undecided(folder, proposal)
    if not decision.by.strip():
        raise CaseError("nobody is said to decide. Give your name with --by.")
    if decision.verdict in ("rejected", "undecided"):
        kept = replace(decision, rows={}, merged={})
        done = replace(proposal, decision=kept)
        _write(folder, {}, done)
        return done
    case = readable(folder)
    bundle = settled(
        case,
        decision.rows or proposal.rows,
        decision.merged,
        decision.date,
        may_change=may_change(proposal),
    )
    if wrong := wrong_with(case, bundle):
        raise Refused(wrong)
    old = _standing_items(folder, bundle.changed)
    kept = replace(decision, rows=bundle.rows, merged=bundle.merged, replaced=old)
    done = replace(proposal, decision=kept)
    _write(folder, _inserted(folder, bundle.rows, old), done)
    return done


def may_change(proposal: Proposal) -> bool:
    """Return whether accepting a proposal may write a source of the case anew: what a bibliography says of it."""
    return proposal.proposer == "bibliography"


def take_back(folder: Path, proposal: Proposal) -> Proposal:
    """Take a decision back, with its rows; returns the proposal as it waits again.

    Raises CaseError where a row has changed since, or the rest of the case needs it; nothing is
    written then.
    """
    standing = _standing(folder, proposal)
    if standing.decision is None:
        raise CaseError(f"{proposal.id} is not decided, so there is nothing to take back.")
    rows, replaced = standing.decision.rows, standing.decision.replaced
    files = _removed(folder, rows, replaced)
    if any(rows.values()):
        case = readable(folder)
        if new := newly_blocking(case, without_rows(case, rows, replaced)):
            listed = "\n".join(map(str, in_order(new)[:10]))
            raise CaseError(
                f"{listed}\nThe rows are needed there. Take those back first. Nothing was written."
            )
    waiting = replace(standing, decision=None)
    _write(folder, files, waiting)
    return waiting


def _standing(folder: Path, proposal: Proposal) -> Proposal:
    try:
        return read_proposal(folder, f"{proposal.id}.json")
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable.problem} Nothing was written.") from None


def _check_undecided(folder: Path, proposal: Proposal) -> None:
    """Check that a proposal waits in the inbox as it was shown; one of one's own has no file yet."""
    try:
        is_there = locate(folder, f"{INBOX}/{proposal.id}.json").exists()
    except Unreadable as unreadable:
        raise CaseError(str(unreadable)) from None
    if not is_there and proposal.proposer == "person":
        checked_bytes(proposal)
        return
    standing = _standing(folder, proposal)
    decision = standing.decision
    if decision and decision.verdict != "undecided":
        raise CaseError(
            f"{proposal.id} was {decision.verdict} by {decision.by} on {decision.date}. Take that back first."
        )
    if replace(standing, decision=None) != replace(proposal, decision=None):
        raise CaseError(f"{proposal.id} has changed in inbox/ meanwhile. Look at it anew.")


def readable(folder: Path) -> Case:
    """Return the case that rows are checked against. Raises CaseError where a whole file of it cannot be read."""
    case, problems = read_case(folder)
    if case is None or any(left_out is None for left_out in case.unread.values()):
        first = next((problem for problem in in_order(problems) if problem.blocks), "")
        raise CaseError(f"{first}\nMend the case first; `tertius check` lists everything.")
    return case


def _standing_items(folder: Path, names: Collection[str]) -> Rows:
    """Return items of sources.json as they stand, by their ids."""
    if not names:
        return {}
    text = _data(folder, "sources").decode("utf-8")
    return {"sources": tuple(one.value for one in items(text) if str(one.value["id"]) in names)}


def _inserted(folder: Path, rows: Rows, replaced: Rows) -> dict[Path, bytes]:
    """Return the files with the rows put in."""
    files = {}
    for table, listed in rows.items():
        data = _data(folder, table)
        if table == "sources":
            old, new, changed = _parted(listed, replaced)
            files[folder / file_of(table)] = insert_items(replace_items(data, old, changed), new)
        elif listed:
            files[folder / file_of(table)] = insert_rows(data, BY_NAME[table], listed)
    return files


def _removed(folder: Path, rows: Rows, replaced: Rows) -> dict[Path, bytes]:
    """Return the files with the rows taken out."""
    files = {}
    for table, listed in rows.items():
        data = _data(folder, table)
        if table == "sources":
            old, new, changed = _parted(listed, replaced)
            files[folder / file_of(table)] = replace_items(remove_items(data, new), changed, old)
        elif listed:
            files[folder / file_of(table)] = remove_rows(data, BY_NAME[table], listed)
    return files


Items = list[Mapping[str, Any]]


def _parted(listed: Sequence[Mapping[str, Any]], replaced: Rows) -> tuple[Items, Items, Items]:
    """Return items that were replaced, items that are new, and the items in place of the replaced, in one order."""
    old = {str(item["id"]): item for item in replaced.get("sources", ())}
    new = [item for item in listed if str(item["id"]) not in old]
    changed = {str(item["id"]): item for item in listed if str(item["id"]) in old}
    return [old[name] for name in changed], new, list(changed.values())


def _data(folder: Path, table: str) -> bytes:
    limit = LARGEST_DOCUMENT if table == "sources" else LARGEST_TABLE
    try:
        return read_bytes(folder, file_of(table), limit=limit)
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable} Nothing was written.") from None


def _write(folder: Path, files: dict[Path, bytes], proposal: Proposal) -> None:
    inbox = folder / INBOX
    inbox.mkdir(exist_ok=True)
    write_all({**files, inbox / f"{proposal.id}.json": proposal_bytes(proposal)})
