"""Rows put into the files of a case and taken out of them, every other byte left as it is."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tertius.case.folder import PLAIN_JSON
from tertius.case.write import LINE_END, csv_line
from tertius.errors import CaseError
from tertius.evidence.row import Row

BOM = "\ufeff"


@dataclass(frozen=True)
class Span:
    """Hold one record of a table, or one item of sources.json, and where it stands in the text."""

    start: int
    end: int
    value: Any


def records(text: str) -> list[Span]:
    """Return the records of a CSV text, the header first, each with its line end."""
    begin = len(BOM) if text.startswith(BOM) else 0
    ends = [spans.end() for spans in LINE_END.finditer(text, begin)]
    lines = [begin, *ends]
    if lines[-1] != len(text):
        lines.append(len(text))
    reader = csv.reader(io.StringIO(text[begin:], newline=""), strict=True)
    spans: list[Span] = []
    before = 0
    for cells in reader:
        after = min(reader.line_num, len(lines) - 1)
        if cells:
            spans.append(Span(lines[before], lines[after], [cell.strip() for cell in cells]))
        before = after
    return spans


def insert_rows(data: bytes, row_type: type[Row], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return a table's file with rows put in where their keys belong.

    Raises CaseError where the header lacks a column that a row fills.
    """
    text = data.decode("utf-8")
    header, *there = records(text)
    ending = _line_end(text[header.start : header.end]) or "\n"
    pieces: list[str] = []
    copied = 0
    for row in sorted(rows, key=lambda row: row_key(row_type, row)):
        if missing := sorted(set(row) - set(header.value)):
            raise CaseError(
                f"{row_type.table}.csv has no column {missing[0]}. Add it to its header."
            )
        key = row_key(row_type, row)
        place = next(
            (
                span.start
                for span in there
                if row_key(row_type, dict(zip(header.value, span.value, strict=False))) > key
            ),
            len(text),
        )
        line = csv_line([row.get(name, "") for name in header.value])
        pieces.append(text[copied:place])
        copied = place
        if place < len(text) or _ends_a_line(text):
            pieces.append(f"{line}{ending}")
        else:
            pieces.append(f"{ending}{line}")
    return "".join([*pieces, text[copied:]]).encode("utf-8")


def remove_rows(data: bytes, row_type: type[Row], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return a table's file without some rows. Raises CaseError where one is gone or says something else."""
    text = data.decode("utf-8")
    for row in rows:
        header, *there = records(text)
        wanted = {name: cell for name, cell in row.items() if cell}
        for span in there:
            cells = dict(zip(header.value, span.value, strict=False))
            if {name: cell for name, cell in cells.items() if cell} == wanted:
                break
        else:
            raise CaseError(
                f"{row_type.table}.csv: {' '.join(row_key(row_type, row))} is not there any more as it was accepted. "
                "Change or delete the row in the table itself. Nothing was written."
            )
        start = span.start
        if not _ends_a_line(text[: span.end]):
            start -= len(_line_end(text[:start]))
        text = text[:start] + text[span.end :]
    return text.encode("utf-8")


def row_key(row_type: type[Row], row: Mapping[str, str]) -> tuple[str, ...]:
    """Return what names a row of a table, from its cells."""
    return tuple(row.get(name, "") for name in row_type.key)


def _line_end(text: str) -> str:
    """Return the line end that closes a text; empty where none does."""
    if text.endswith("\r\n"):
        return "\r\n"
    return text[-1:] if text[-1:] in ("\n", "\r") else ""


def _ends_a_line(text: str) -> bool:
    return bool(_line_end(text))


def sorted_table(data: bytes, row_type: type[Row]) -> bytes:
    """Return a table's file with its lines sorted by key.

    Left out are a line that repeats another or the header, and one that holds nothing.
    """
    text = data.decode("utf-8")
    header, *lined = records(text)
    ending = _line_end(text[header.start : header.end]) or "\n"
    there = [span for span in lined if any(span.value) and span.value != header.value]
    keyed = [
        (row_key(row_type, dict(zip(header.value, span.value, strict=False))), span)
        for span in there
    ]
    keys = [key for key, _ in keyed]
    lines = [text[span.start : span.end].rstrip("\r\n") for _, span in keyed]
    is_in_order = keys == sorted(keys) and len(set(lines)) == len(lines)
    if is_in_order and len(there) == len(lined):
        return data
    by_key = sorted(range(len(lines)), key=lambda index: keys[index])
    ordered = dict.fromkeys(lines[index] for index in by_key)
    head = text[: header.end].rstrip("\r\n")
    return ending.join([head, *ordered, ""]).encode("utf-8")


SPACE = re.compile(r"[ \t\r\n]*")
ITEM_BETWEEN = "\n,"
"""Before each item but the first: every item is a line of its own that no other item changes."""


def items(text: str) -> list[Span]:
    """Return the items of a JSON list, each with its place. Raises ValueError where it is no list."""
    place = _after(text, 1 if text.startswith(BOM) else 0)
    if text[place : place + 1] != "[":
        raise ValueError("is not a list")
    place = _after(text, place + 1)
    spans: list[Span] = []
    while text[place : place + 1] != "]":
        value, end = PLAIN_JSON.raw_decode(text, place)
        spans.append(Span(place, end, value))
        place = _after(text, end)
        if text[place : place + 1] == ",":
            place = _after(text, place + 1)
        elif text[place : place + 1] != "]":
            raise ValueError("is not a list")
    return spans


def _after(text: str, place: int) -> int:
    """Return the place behind white space."""
    space = SPACE.match(text, place)
    return space.end() if space else place


def insert_items(data: bytes, new: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the file of a JSON list with items put in where their ids belong, laid out like the others."""
    text = data.decode("utf-8")
    for item in sorted(new, key=lambda item: str(item["id"])):
        there = items(text)
        if not there:
            place = text.index("[") + 1
            text = f"{text[:place]}\n{one_line(item)}\n{text[place:]}"
            continue
        between = text[there[0].end : there[1].start] if len(there) > 1 else ITEM_BETWEEN
        laid_out = _like(text, there[0], item)
        larger = (span for span in there if str(span.value.get("id")) > str(item["id"]))
        if following := next(larger, None):
            text = f"{text[: following.start]}{laid_out}{between}{text[following.start :]}"
        else:
            text = f"{text[: there[-1].end]}{between}{laid_out}{text[there[-1].end :]}"
    return text.encode("utf-8")


def remove_items(data: bytes, old: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the file of a JSON list without some items. Raises CaseError where one is gone or changed."""
    text = data.decode("utf-8")
    for item in old:
        there = items(text)
        place = next((n for n, span in enumerate(there) if span.value == item), None)
        if place is None:
            raise CaseError(_gone(item))
        span = there[place]
        if place + 1 < len(there):
            text = text[: span.start] + text[there[place + 1].start :]
        elif place:
            text = text[: there[place - 1].end] + text[span.end :]
        else:
            start = span.start - text[: span.start].endswith("[\n")
            end = span.end + text[span.end :].startswith("\n")
            text = text[:start] + text[end:]
    return text.encode("utf-8")


def replace_items(
    data: bytes, old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]
) -> bytes:
    """Return the file of a JSON list with some items in place of others. Raises CaseError where one is gone."""
    text = data.decode("utf-8")
    for before, after in zip(old, new, strict=True):
        span = next((span for span in items(text) if span.value == before), None)
        if span is None:
            raise CaseError(_gone(before))
        text = f"{text[: span.start]}{_like(text, span, after)}{text[span.end :]}"
    return text.encode("utf-8")


def _gone(item: Mapping[str, Any]) -> str:
    return (
        f"sources.json: {item['id']} is not there any more as it was accepted. "
        "Change or delete it there. Nothing was written."
    )


def one_line(item: Mapping[str, Any]) -> str:
    """Return an item of a JSON list on one line, its letters as they are."""
    return json.dumps(item, ensure_ascii=False)


def _like(text: str, span: Span, item: Mapping[str, Any]) -> str:
    """Return an item laid out like one that stands in the text: on one line, or indented."""
    model = text[span.start : span.end]
    if "\n" not in model:
        return one_line(item)
    margin = re.search(r"[ \t]*\Z", text[: span.start])
    first = re.match(r"[^\n]*\n([ \t]*)", model)
    outer = margin.group() if margin else ""
    inner = first.group(1).removeprefix(outer) if first else "  "
    return json.dumps(item, ensure_ascii=False, indent=inner or "  ").replace("\n", f"\n{outer}")


def is_list(data: bytes) -> bool:
    """Return whether a file holds a JSON list, as opposed to lines of one that were merged."""
    try:
        items(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return False
    return True


def sorted_items(data: bytes) -> bytes:
    """Return the file of a JSON list as one item a line, sorted by id, so that two people's additions merge.

    Mends a list whose lines git put side by side without a comma between them. A line that repeats
    another is left out. Returns the file as it was where its lines are no items.
    """
    text = data.decode("utf-8").removeprefix(BOM)
    try:
        listed = _items_of(text)
    except (ValueError, RecursionError):
        return data
    if not listed or not all(isinstance(item, dict) and "id" in item for item in listed):
        return data
    lines = dict.fromkeys(one_line(item) for item in sorted(listed, key=lambda i: str(i["id"])))
    body = ITEM_BETWEEN.join(lines)
    return f"[\n{body}\n]\n".encode()


def _items_of(text: str) -> list[Any]:
    """Return the items of a list, also where commas between its lines are missing. Raises ValueError."""
    try:
        return [span.value for span in items(text)]
    except ValueError:
        lines = (line.strip(" \t\r,[]") for line in text.split("\n"))
        return [PLAIN_JSON.decode(line) for line in lines if line]
