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
from tertius.case.proposals.bundle import cells, plain
from tertius.case.proposals.inbox import INBOX, checked_bytes, proposal_bytes, read_proposal
from tertius.case.proposals.proposal import Decision, Proposal, Rows, Verdict
from tertius.case.proposals.trial import (
    Refused,
    Settled,
    Wrong,
    newly_blocking,
    settled,
    without_rows,
    wrong_with,
)
from tertius.case.read import Case, read_case
from tertius.case.write import row_cells, write_all
from tertius.errors import CaseError
from tertius.evidence.tables import BY_NAME

OWN = ("person", "form")
"""Who proposes what is not in the inbox before it is accepted: somebody who codes."""


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
    Rows of the case that it corrects (`replaced`) are written anew where they still say what it saw.
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
    return decide_together(folder, [(proposal, decision)])[0]


def decide_together(folder: Path, decisions: Sequence[tuple[Proposal, Decision]]) -> list[Proposal]:
    """Keep decisions that take rows, with their rows in the tables, all of them or none.

    The rows are checked together, so that one may name what another brings. Raises Refused, whose
    rows are counted over all decisions in their order; nothing is written then.
    """
    case = readable(folder)
    taken = [
        _onto_what_stands(folder, case, proposal, decision.rows or proposal.rows)
        for proposal, decision in decisions
    ]
    together = joined(taken)
    if wrong := given_otherwise(case, [proposal for proposal, _ in decisions], taken):
        raise Refused(wrong)
    corrected = joined([decision.replaced for _, decision in decisions])
    bundle = settled(
        case,
        together,
        {old: new for _, decision in decisions for old, new in decision.merged.items()},
        decisions[0][1].date,
        may_change=all(may_change(proposal) for proposal, _ in decisions),
        corrected=[str(row["id"]) for listed in corrected.values() for row in listed],
    )
    if wrong := wrong_with(case, bundle):
        raise Refused(wrong)
    old = {**corrected, **_standing_items(folder, bundle.changed & case.sources.keys())}
    parted = _parted_again(bundle, taken)
    kept = [
        replace(
            proposal,
            decision=replace(
                decision,
                rows=parted[place],
                merged={
                    name: to for name, to in bundle.merged.items() if _names(taken[place], name)
                },
                replaced=_of_rows(old, parted[place]),
            ),
        )
        for place, (proposal, decision) in enumerate(decisions)
    ]
    _write(folder, _inserted(folder, bundle.rows, old), *kept)
    return kept


def joined(bundles: Sequence[Rows]) -> Rows:
    """Return the rows of several bundles as one, those of the first before those of the second."""
    tables = dict.fromkeys(table for bundle in bundles for table in bundle)
    return {
        table: tuple(row for bundle in bundles for row in bundle.get(table, ())) for table in tables
    }


def owner_of(bundles: Sequence[Rows], table: str, index: int) -> tuple[int, int]:
    """Return which bundle a row of the joined ones is of, and its place there."""
    for place, bundle in enumerate(bundles):
        count = len(bundle.get(table, ()))
        if index < count:
            return place, index
        index -= count
    raise IndexError(index)


def _parted_again(bundle: Settled, taken: Sequence[Rows]) -> list[Rows]:
    """Return the settled rows as each bundle brought them."""
    parted: list[dict[str, tuple[Mapping[str, Any], ...]]] = [{} for _ in taken]
    for table, listed in bundle.rows.items():
        for index, row in enumerate(listed):
            place, _ = owner_of(taken, table, bundle.begun[table, index])
            parted[place][table] = (*parted[place].get(table, ()), row)
    return list(parted)


def _names(rows: Rows, name: str) -> bool:
    return any(row.get("id") == name for listed in rows.values() for row in listed)


def _of_rows(old: Rows, rows: Rows) -> Rows:
    """Return those of the rows as they stood that some rows are written in place of."""
    ids = {row.get("id") for listed in rows.values() for row in listed}
    return {
        table: kept
        for table, listed in old.items()
        if (kept := tuple(row for row in listed if row["id"] in ids))
    }


def may_change(proposal: Proposal) -> bool:
    """Return whether accepting a proposal may write a source of the case anew: what a bibliography says of it."""
    return proposal.proposer == "bibliography"


OF_A_BIBLIOGRAPHY = "outlet"
"""The field of `custom` that proposals of a bibliography fill; what else stands there is none of their business."""


def given_otherwise(
    case: Case, proposals: Sequence[Proposal], bundles: Sequence[Rows]
) -> list[Wrong]:
    """Return which sources of the bundles that name outlets have another outlet in the case by now."""
    column = f"custom.{OF_A_BIBLIOGRAPHY}"
    named = [
        (proposal, row)
        for proposal, rows in zip(proposals, bundles, strict=True)
        for row in rows.get("sources", ())
    ]
    wrong = []
    for index, (proposal, row) in enumerate(named):
        source = case.sources.get(str(row.get("id")))
        there = source.custom.outlet if source and _names_outlets(proposal) else None
        if there and cells("sources", row).get(column) != there:
            told = f"the source has the outlet {there} by now. Write {there} and leave a new outlet out; or leave this row out, or reject the proposal."
            wrong.append(Wrong("sources", index, column, told))
    return wrong


def _names_outlets(proposal: Proposal) -> bool:
    """Return whether a proposal of a bibliography says who publishes sources, and nothing else of them."""
    return may_change(proposal) and (
        "outlets" in proposal.rows
        or any(one.column == f"custom.{OF_A_BIBLIOGRAPHY}" for one in proposal.reasons)
    )


def _onto_what_stands(folder: Path, case: Case, proposal: Proposal, rows: Rows) -> Rows:
    """Return a bundle with each source that is written anew as it stands now, but for what is proposed or was edited.

    A proposal holds the whole entry as it was when it was made. What the case has learnt of it since then,
    such as where its text is stored, stays.
    """
    if not may_change(proposal):
        return rows
    ids = {str(row.get("id")) for row in rows.get("sources", ())} & case.sources.keys()
    standing = {str(one["id"]): one for one in _standing_items(folder, ids).get("sources", ())}
    made = {str(row.get("id")): row for row in proposal.rows.get("sources", ())}
    told = {(reason.row, reason.column) for reason in proposal.reasons}
    fields = {name: {column for row, column in told if row == name} for name in ids}
    is_outlet = _names_outlets(proposal)
    return {
        **rows,
        "sources": tuple(
            _three_ways(
                standing[name],
                made[name],
                row,
                {*fields[name], "custom"} if is_outlet else fields[name] or set(row),
            )
            if (name := str(row.get("id"))) in standing and name in made
            else row
            for row in rows.get("sources", ())
        ),
    }


def _three_ways(
    standing: Mapping[str, Any],
    made: Mapping[str, Any],
    row: Mapping[str, Any],
    meant: Collection[str],
) -> dict[str, Any]:
    """Return an entry as it stands, with what was proposed (`meant`) or edited in the proposal since it was made."""
    found = dict(standing)
    for name in dict.fromkeys([*row, *made]):
        old, new = made.get(name), row.get(name)
        if name == "custom":
            custom = _three_ways(
                standing.get(name) or {},
                old or {},
                new or {},
                {OF_A_BIBLIOGRAPHY} & (new or {}).keys() if name in meant else set(),
            )
            found.pop(name, None)
            if custom:
                found[name] = custom
        elif name in meant or new != old:
            found.pop(name, None)
            if new is not None:
                found[name] = new
    return found


def take_back(folder: Path, proposal: Proposal) -> Proposal:
    """Take a decision back, with its rows; returns the proposal as it waits again.

    An id that was given up for one of the rows is redirected no longer. Raises CaseError where a row has changed since, or the rest of the case needs it; nothing is
    written then.
    """
    standing = _standing(folder, proposal)
    if standing.decision is None:
        raise CaseError(f"{proposal.id} is not decided, so there is nothing to take back.")
    rows, replaced = standing.decision.rows, standing.decision.replaced
    files: dict[Path, bytes] = {}
    if any(rows.values()):
        case = readable(folder)
        rows = {**rows, "redirects": _leading_to(case, rows, replaced)}
        files = _removed(folder, rows, replaced)
        if new := newly_blocking(case, without_rows(case, rows, replaced)):
            listed = "\n".join(map(str, in_order(new)[:10]))
            raise CaseError(
                f"{listed}\nThe rows are needed there. Take those back first. Nothing was written."
            )
    waiting = replace(standing, decision=None)
    _write(folder, files, waiting)
    return waiting


def _leading_to(case: Case, rows: Rows, replaced: Rows) -> tuple[Mapping[str, str], ...]:
    """Return the redirects to rows that are taken out, as the cells of their lines."""
    kept = {row.get("id") for listed in replaced.values() for row in listed}
    gone = {row.get("id") for listed in rows.values() for row in listed} - {None} - kept
    return tuple(row_cells(row) for row in case.rows("redirects") if row.new in gone)


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
    if not is_there and proposal.proposer in OWN:
        checked_bytes(proposal)
        return
    standing = _standing(folder, proposal)
    decision = standing.decision
    if decision and decision.verdict != "undecided":
        raise CaseError(
            f"{proposal.id} was {decision.verdict} by {decision.by} on {decision.date}. Take that back first."
        )
    if proposal.proposer == "form" and standing.proposer == "form":
        return  # its id says what was stated: it is the same statement, taken back before
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
            left = remove_rows(data, BY_NAME[table], replaced.get(table, ()))
            files[folder / file_of(table)] = insert_rows(left, BY_NAME[table], listed)
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
            left = remove_rows(data, BY_NAME[table], listed)
            files[folder / file_of(table)] = insert_rows(
                left, BY_NAME[table], replaced.get(table, ())
            )
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


def _write(folder: Path, files: dict[Path, bytes], *proposals: Proposal) -> None:
    inbox = folder / INBOX
    inbox.mkdir(exist_ok=True)
    decided = {inbox / f"{proposal.id}.json": proposal_bytes(proposal) for proposal in proposals}
    write_all({**files, **decided})
