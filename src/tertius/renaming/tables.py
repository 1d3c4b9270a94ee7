"""A new id in the tables, in sources.json and in the inbox of a case."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tertius.case.lines import insert_rows, items, records, replace_items, sorted_table
from tertius.case.proposals.proposal import Decision, Proposal, Rows
from tertius.case.write import cell_span, csv_line
from tertius.evidence.row import Row
from tertius.evidence.tables import BY_NAME
from tertius.renaming.change import Change


def table_bytes(
    data: bytes, row_type: type[Row], change: Change, tensions: Mapping[str, str]
) -> bytes:
    """Return a table's file with the new id in the cells that name the old; other cells keep every byte.

    Rows stay in order where they were. `tensions` has the new id of each tension that is explained.
    """
    text = data.decode("utf-8")
    header, *lines = records(text)
    pieces: list[str] = []
    copied = 0
    for span in lines:
        row = dict(zip(header.value, span.value, strict=False))
        if len(row) < len(header.value) or span.value == header.value:
            continue
        new = change.cells(row_type.table, row)
        if row_type.table == "explanations":
            new["tension"] = tensions.get(row["tension"], row["tension"])
        for place, column in enumerate(header.value):
            if new[column] != row[column]:
                start, end = cell_span(text, span.start, place)
                pieces += [text[copied:start], csv_line([new[column]])]
                copied = end
    changed = "".join([*pieces, text[copied:]]).encode("utf-8")
    if changed == data or sorted_table(data, row_type) != data:
        return changed
    return sorted_table(changed, row_type)


def redirects_bytes(data: bytes, change: Change, day: str) -> bytes:
    """Return redirects.csv with a row for the old id, and without one for the new id, which is in force again."""
    text = data.decode("utf-8")
    header, *lines = records(text)
    place = header.value.index("old")
    for span in reversed(lines):
        if len(span.value) > place and span.value[place] == change.new:
            text = text[: span.start] + text[span.end :]
    row = {"old": change.old, "new": change.new, "date": day}
    return insert_rows(text.encode("utf-8"), BY_NAME["redirects"], [row])


def sources_bytes(data: bytes, change: Change) -> bytes:
    """Return sources.json with the new id in the items that name the old; other items keep every byte."""
    old = [span.value for span in items(data.decode("utf-8"))]
    new = [change.cells("sources", {**item, "id": str(item["id"])}) for item in old]
    pairs = [
        (a, b)
        for a, b in zip(old, new, strict=True)
        if json.dumps({**a, "id": str(a["id"])}) != json.dumps(b)
    ]
    return replace_items(data, [a for a, _ in pairs], [b for _, b in pairs])


def renamed_proposal(proposal: Proposal, change: Change) -> Proposal:
    """Return a proposal with the new id where it names a row of the case.

    What it proposes under that id itself stays as it was proposed; the rows that were taken follow.
    """
    proposes = any(row.get("id") == change.old for row in proposal.rows.get(change.of, ()))
    return replace(
        proposal,
        via=change.name(proposal.via) if change.of == "sources" else proposal.via,
        rows=proposal.rows if proposes else _rows(proposal.rows, change),
        decision=_decision(proposal.decision, change) if proposal.decision else None,
    )


def _decision(decision: Decision, change: Change) -> Decision:
    return replace(
        decision,
        rows=_rows(decision.rows, change),
        replaced=_rows(decision.replaced, change),
        merged={name: change.name(to) for name, to in decision.merged.items()},
    )


def _rows(rows: Rows, change: Change) -> Rows:
    return {table: _changed(table, listed, change) for table, listed in rows.items()}


def _changed(
    table: str, listed: Iterable[Mapping[str, object]], change: Change
) -> tuple[Mapping[str, object], ...]:
    return tuple(change.cells(table, row) for row in listed)
