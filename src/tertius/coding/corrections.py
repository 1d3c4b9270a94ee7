"""An engagement of the case as a statement again, and what correcting or withdrawing it does to its rows."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tertius.case.folder import Unreadable
from tertius.case.grid import read_grid
from tertius.case.proposals.decide import today
from tertius.case.proposals.proposal import Rows
from tertius.case.read import Case
from tertius.case.write import row_cells
from tertius.coding.draft import Fault
from tertius.coding.rows import Coded, coded
from tertius.coding.statement import Further, Party, Statement, Step
from tertius.coding.words import near_ids
from tertius.errors import CaseError
from tertius.evidence.engagement import read_party

SAID = ("property", "value", "low", "high", "approx", "unit", "stage", "period", "qualifier", "date", "locator", "quote")  # fmt: skip
"""The cells of a claim that say what its source says, and where; a claim with others is another claim."""
TRUST = ("via", "stance", "modality", "hedge", "information", "checked", "note")
"""The fields that stand once for all that a source says of an engagement."""


def state_of(case: Case, engagement: str) -> str:
    """Return a text that changes whenever the engagement or a claim on it does."""
    rows = [row_cells(case.by_id[engagement][1])] if engagement in case.by_id else []
    rows += [row_cells(claim) for claim in case.rows("claims") if claim.subject == engagement]
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def sources_of(case: Case, engagement: str) -> list[str]:
    """Return the sources that say something of an engagement by themselves, the one that says most first."""
    counts: dict[str, int] = {}
    for claim in case.rows("claims"):
        if claim.subject == engagement and claim.status == "current" and len(claim.source) == 1:
            counts[claim.source[0]] = counts.get(claim.source[0], 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))


def statement_of(case: Case, engagement: str, source: str) -> Statement:
    """Return what one source says of an engagement, as the form shows it for correction.

    Raises CaseError where the case has no such engagement.
    """
    table, row = case.by_id.get(engagement, ("", None))
    if row is None or table != "engagements":
        near = near_ids({one.id: one.label for one in case.rows("engagements")}, engagement)
        raise CaseError(f"{engagement[:120]!r} is no engagement of the case.{near}")
    cells = row_cells(row)
    claims = _claims(case, engagement, source)
    first = row_cells(claims[0]) if claims else {}
    shared = {
        name: first[name]
        for name in ("quote", "locator")
        if first and len({row_cells(claim)[name] for claim in claims}) == 1
    }
    return Statement(
        source=source,
        edits=engagement,
        seen=state_of(case, engagement),
        parties=tuple(_party(text) for text in row.parties),
        steps=tuple(_steps(claims, shared)),
        further=tuple(_further(claims, shared)),
        **{name: first.get(name, "") for name in TRUST},
        **shared,
        **{name: cell for name, cell in cells.items() if name not in ("id", "parties")},
    )


def _claims(case: Case, engagement: str, source: str) -> list[Any]:
    """Return the current claims that one source makes on an engagement, alone."""
    return [
        claim
        for claim in case.rows("claims")
        if claim.subject == engagement and claim.status == "current" and claim.source == (source,)
    ]


def _party(text: str) -> Party:
    party = read_party(text)
    return Party(role=party.role, actor=party.actor, power=party.power or "")


def _steps(claims: Iterable[Any], shared: Mapping[str, str]) -> Iterable[Step]:
    """Yield the stages with their dates and amounts; an amount joins the stage that it belongs to."""
    stages = [row_cells(claim) for claim in claims if claim.property == "stage"]
    amounts = [
        row_cells(claim)
        for claim in claims
        if claim.property == "amount" and not claim.qualifier and not claim.period
    ]
    for cells in stages:
        own = next(
            (
                one
                for one in amounts
                if all(one[name] == cells[name] for name in ("date", "quote", "locator"))
                and one["stage"] == cells["value"]
            ),
            None,
        )
        if own:
            amounts.remove(own)
        money = _number_text(own) if own else ""
        yield Step(stage=cells["value"], date=cells["date"], amount=money, **_place(cells, shared))
    for cells in amounts:
        yield Step(
            stage=cells["stage"],
            date=cells["date"],
            amount=_number_text(cells),
            **_place(cells, shared),
        )


def _further(claims: Iterable[Any], shared: Mapping[str, str]) -> Iterable[Further]:
    """Yield every other claim but the bare one that it exists."""
    for claim in claims:
        plain = not claim.qualifier and not claim.period
        if claim.property in ("stage", "exists") or (claim.property == "amount" and plain):
            continue
        if claim.period or claim.stage:
            continue  # the form has no field for either: such a claim stays as it is
        cells = row_cells(claim)
        yield Further(
            property=cells["property"],
            value=_number_text(cells) if cells["unit"] or cells["low"] else cells["value"],
            qualifier=cells["qualifier"],
            date=cells["date"],
            **_place(cells, shared),
        )


def _place(cells: Mapping[str, str], shared: Mapping[str, str]) -> dict[str, str]:
    return {name: cells[name] for name in ("quote", "locator") if name not in shared}


def _number_text(cells: Mapping[str, str]) -> str:
    """Return a number as somebody would type it."""
    number = cells["value"] or f"{cells['low']} to {cells['high']}"
    approx = {"about": "about", "over": "over", "up_to": "up to"}.get(cells["approx"], "")
    return " ".join(filter(None, (approx, number, cells["unit"])))


def corrected(case: Case, folder: Path, statement: Statement) -> tuple[Coded, Rows]:
    """Return the rows by which a statement corrects or withdraws what a source says, and those they replace.

    The engagement's own cells are written anew. A claim that says something else now is deprecated,
    with the reason, the day and the claim in its place: nothing that a source was said to say is lost.
    """
    try:
        before = statement_of(case, statement.edits, statement.source)
    except CaseError as error:
        return _refused("edits", str(error))
    if statement.seen and statement.seen != before.seen:
        return _refused(
            "",
            f"{statement.edits} has changed in the case since it was shown. Look at it anew; what you typed is kept here.",
        )
    if statement.withdraw.casefold() == "yes":
        return _withdrawn(case, folder, statement)
    if statement.withdraw:
        return _refused("withdraw", "is neither yes nor empty. Write yes, or leave it empty.")
    return _edited(case, folder, statement, before)


def _refused(name: str, sentence: str, *, is_missing: bool = False) -> tuple[Coded, Rows]:
    return Coded({}, {}, (Fault(name, sentence, is_missing),)), {}


def _withdrawn(case: Case, folder: Path, statement: Statement) -> tuple[Coded, Rows]:
    claims = _claims(case, statement.edits, statement.source)
    if not statement.why:
        told = "is empty. Say why it is withdrawn; the reason stays with the rows."
        return _refused("why", told, is_missing=True)
    if not claims:
        listed = ", ".join(sources_of(case, statement.edits)[:4]) or "no source"
        told = f"says nothing of {statement.edits} that counts by itself; {listed} does."
        return _refused("source", told)
    old = _standing(folder, "claims", [claim.id for claim in claims])
    new = tuple(_deprecated(cells, statement.why) for cells in old)
    result = Coded({"claims": new}, {}, engagement=statement.edits)
    return result, {"claims": tuple(old)}


def _deprecated(cells: Mapping[str, str], why: str, instead: str = "") -> dict[str, str]:
    """Return the cells of a claim that no longer counts."""
    changed = {**cells, "status": "deprecated", "reason": why, "deprecated_on": today()}
    return changed | ({"superseded_by": instead} if instead else {})


def _edited(
    case: Case, folder: Path, statement: Statement, before: Statement
) -> tuple[Coded, Rows]:
    result = coded(case, statement)
    if result.faults:
        return result, {}
    rows = {table: list(listed) for table, listed in result.rows.items()}
    old: dict[str, tuple[Mapping[str, Any], ...]] = {}
    engagement = rows["engagements"][0]
    standing = {k: v for k, v in row_cells(case.by_id[statement.edits][1]).items() if v}
    if engagement == standing:
        del rows["engagements"]
    else:
        old["engagements"] = tuple(_standing(folder, "engagements", [statement.edits]))
    same_trust = all(getattr(statement, name) == getattr(before, name) for name in TRUST)
    gone = _match(case, statement, rows, by_trust=not same_trust)
    if gone and not statement.why:
        listed = ", ".join(gone)
        told = f"is empty. Say why {listed} no longer stands; the reason stays with the row."
        return _refused("why", told, is_missing=True)
    if gone:
        cells = _standing(folder, "claims", list(gone))
        old["claims"] = tuple(cells)
        rows["claims"] += [_deprecated(one, statement.why, gone[one["id"]]) for one in cells]
    kept = {table: tuple(listed) for table, listed in rows.items() if listed}
    if not kept:
        return _refused("", "changes nothing: the case says all of this already.")
    fields = _fields_of(result, kept)
    return replace(result, rows=kept, fields=fields), old


def _match(
    case: Case, statement: Statement, rows: dict[str, list[Any]], *, by_trust: bool
) -> dict[str, str]:
    """Take out of the rows the claims that stand already; returns the claims that stand no longer, with their successors."""
    left = list(rows.get("claims", ()))
    gone: list[Mapping[str, str]] = []
    columns = (*SAID, *(TRUST if by_trust else ()))
    for claim in _claims(case, statement.edits, statement.source):
        cells = row_cells(claim)
        twin = next(
            (one for one in left if all(one.get(name, "") == cells[name] for name in columns)), None
        )
        if twin:
            left.remove(twin)
        elif not _outside(claim):
            gone.append(cells)
    rows["claims"] = left
    return {cells["id"]: _successor(cells, left) for cells in gone}


def _outside(claim: Any) -> bool:
    """Return whether the form does not show a claim, so that leaving it out says nothing."""
    staged = claim.stage is not None and claim.property not in ("stage", "amount")
    return claim.property == "exists" or claim.period is not None or staged


def _successor(cells: Mapping[str, str], new: Iterable[Mapping[str, str]]) -> str:
    """Return the id of the claim that takes the place of another: on the same property, and stage where there are several."""
    alike = [one for one in new if one["property"] == cells["property"]]
    near = [one for one in alike if one.get("stage", "") == cells["stage"]] or alike
    return near[0]["id"] if len(near) == 1 else ""


def _standing(folder: Path, table: str, ids: list[str]) -> list[dict[str, str]]:
    """Return rows as the file has them, cells that are empty left out, in the order of the ids."""
    try:
        grid = read_grid(folder, f"{table}.csv")
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable} Nothing was written.") from None
    place = grid.header.index("id")
    by_id = {cells[place]: cells for _, cells in grid.records if len(cells) == len(grid.header)}
    return [
        {name: cell for name, cell in zip(grid.header, by_id[one], strict=True) if cell}
        for one in ids
        if one in by_id
    ]


def _fields_of(result: Coded, kept: Rows) -> dict[tuple[str, int, str], str]:
    """Return the fields of the cells that are left, by their new places."""
    fields: dict[tuple[str, int, str], str] = {}
    for table, listed in kept.items():
        before = [row.get("id") for row in result.rows.get(table, ())]
        for index, row in enumerate(listed):
            if row.get("id") in before:
                old = before.index(row.get("id"))
                fields |= {
                    (table, index, column): name
                    for (at, place, column), name in result.fields.items()
                    if at == table and place == old
                }
    return fields
