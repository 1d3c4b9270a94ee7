"""The labelled data say only what stands in the text that they label."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from shared_files import shared_file

DATA = Path(__file__).parents[2] / "benchmarks" / "data"
LITERAL = (
    *("title", "translated_title", "container", "publisher", "place", "edition", "volume", "issue"),
    *("number_of_volumes", "page", "locator", "document_number", "genre", "event", "archive"),
)
PEOPLE = ("author", "editor", "translator", "director", "recipient")


def rows(name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return read


def plain(text: str) -> str:
    return " ".join(text.split())


def not_in(text: str, reference: dict[str, Any]) -> list[str]:
    """The labels of a reference that are not, letter for letter, in the text."""
    said = [reference.get(field) for field in LITERAL]
    said += [name for field in PEOPLE for name in reference.get(field, [])]
    missing = [label for label in said if label and label not in plain(text)]
    link = reference.get("link")
    if link and link not in re.sub(r"\s", "", text):
        missing.append(link)
    dates = [reference[field] for field in ("date", "accessed") if reference.get(field)]
    return missing + [date for date in dates if date[:4] not in text]


def test_every_label_is_in_its_note() -> None:
    for note in rows("notes.json"):
        for reference in note["references"]:
            part = note["text"][reference["start"] : reference["end"]]
            assert not_in(part, reference) == [], (note["document"], note["number"])


def test_the_notes_of_a_document_follow_one_another_and_refer_backwards() -> None:
    kinds: dict[tuple[str, int], str] = {}
    last: Counter[str] = Counter()
    for note in rows("notes.json"):
        where = note["document"], note["number"]
        last[note["document"]] += 1
        assert note["number"] == last[note["document"]], where
        kinds[where] = note["kind"]
        assert (note["kind"] == "missing") == (note["text"] == ""), where
        assert (note["kind"] in ("missing", "comment")) == (note["references"] == []), where
        assert (note["kind"] == "multiple") == (len(note["references"]) > 1), where
        for reference in note["references"]:
            named = [reference["refers_to"]] if reference["refers_to"] else reference["candidates"]
            assert not (reference["refers_to"] and reference["candidates"]), where
            for number in named:
                assert number < note["number"], where
                assert kinds[note["document"], number] in ("full", "multiple"), where
            if note["kind"] == "full":
                assert named == [], where


def test_there_are_enough_notes_of_each_style() -> None:
    counts = Counter(note["style"] for note in rows("notes.json"))
    assert set(counts) == {"institute", "chicago", "mhra"}
    assert min(counts.values()) >= 50


def test_every_number_of_the_paper_is_labelled_once() -> None:
    notes = rows("serbia_notes.json")
    assert [note["number"] for note in notes] == list(range(1, 230))
    for note in notes:
        assert note["present"] == (note["kind"] != "missing")
        assert "text" not in note, "the sentences of the paper are not ours to give out"


def test_every_anchor_of_the_paper_stands_where_the_label_says() -> None:
    text = shared_file("paper/serbia-paper.txt").read_text(encoding="utf-8")
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for note in rows("serbia_notes.json"):
        anchor, number = note["anchor"], str(note["number"])
        start, end = starts[anchor["line"] - 1], starts[anchor["line"]]
        found = [
            match.start()
            for match in re.finditer(re.escape(anchor["before"] + number), text)
            if start <= match.start() + len(anchor["before"]) < end
        ]
        assert len(found) == 1, number


def test_every_label_of_the_paper_is_in_its_note() -> None:
    text = shared_file("paper/serbia-paper.txt").read_text(encoding="utf-8")
    for note in rows("serbia_notes.json"):
        heads = list(re.finditer(rf"^ ?{note['number']}\. (?=[A-Z])", text, re.MULTILINE))
        assert len(heads) == note["present"], note["number"]
        for reference in note["references"]:
            assert not_in(text[heads[0].end() :][:1400], reference) == [], note["number"]


@pytest.mark.parametrize("same", ["yes", "no"])
def test_there_are_enough_pairs_of_names(same: str) -> None:
    with (DATA / "name_pairs.csv").open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    assert list(pairs[0]) == ["a", "b", "same", "kind", "why"]
    assert all(all(cell.strip() for cell in pair.values()) for pair in pairs)
    assert len({frozenset((pair["a"], pair["b"])) for pair in pairs}) == len(pairs)
    assert sum(pair["same"] == same for pair in pairs) >= 0.4 * len(pairs)
    assert len(pairs) >= 420
