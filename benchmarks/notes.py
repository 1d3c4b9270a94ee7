"""How well footnotes are read: the held-out notes, and the notes of the policy paper.

Both were labelled by reading, by somebody who had not seen the reader (benchmarks/data/README.md).
A field is right where its letters and digits are the same, whatever the quotes, the case, the
accents and the marks at its ends, or where it is one of the other readings that the label allows.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from references import ASKED, NOTE_FIELDS, SHARED, Score, note_fields, paired

from tertius.intake.citations import read_notes
from tertius.intake.citations.reference import Reference
from tertius.intake.documents.paper import PrintedNote
from tertius.intake.documents.read import read_paper

DATA = Path(__file__).parent / "data"
PAPER = SHARED / "paper" / "serbia-paper.txt"
Gold = Mapping[str, Any]


def main() -> None:
    """Score both sets."""
    score_held_out()
    if PAPER.exists():
        score_paper()
    else:
        print(f"{PAPER} is not there; its notes are not scored.")


class Tally:
    """What is counted over a set of notes."""

    def __init__(self) -> None:
        self.fields: dict[str, Score] = defaultdict(Score)
        self.counts: Counter[str] = Counter()
        self.wrong: list[str] = []

    def add(self, gold: Gold, kind: str, references: Sequence[Reference], *groups: str) -> None:
        """Count one note: its kind, its references, their fields, and where short forms lead."""
        asked = gold["references"]
        self.counts["notes"] += 1
        self.counts["kind right"] += gold["kind"] == kind
        self.counts["as many references"] += len(asked) == len(references)
        said = [note_fields(reference.csl) for reference in references]
        labels = [note_fields(_plain(reference)) for reference in asked]
        for found, label in paired(said, labels):
            allowed = next(
                (one for one, fields in zip(asked, labels, strict=True) if fields is label), {}
            )
            read = _as_allowed(found, label, allowed)
            for group in groups:
                self.fields[group].add(read, label, NOTE_FIELDS)
        self._short_forms(gold, references)

    def _short_forms(self, gold: Gold, references: Sequence[Reference]) -> None:
        for place, asked in enumerate(gold["references"]):
            said = references[place] if place < len(references) else None
            here = (said.refers_to, sorted(said.candidates)) if said else (None, [])
            if asked.get("refers_to"):
                self.counts["short forms to resolve"] += 1
                self.counts["short forms resolved rightly"] += here[0] == asked["refers_to"]
                if here[0] != asked["refers_to"]:
                    self.wrong.append(
                        f"{gold.get('document', '')} {gold['number']}: {here}, asked {asked['refers_to']}"
                    )
            elif asked.get("candidates"):
                allowed = [None, *asked.get("also", {}).get("refers_to", [])]
                self.counts["ambiguous"] += 1
                self.counts["ambiguous, with its candidates"] += (
                    here[0] in allowed
                    and (here[0] or here[1] == sorted(asked["candidates"])) is not False
                )
            elif here[0]:
                self.counts["resolved where nothing is to resolve"] += 1

    def show(self) -> None:
        """Print the counts and the fields of each group."""
        print("  " + "; ".join(f"{name} {number}" for name, number in self.counts.items()))
        for name, score in self.fields.items():
            print(
                f"  {name}: F1 {score.f1(ASKED):.3f} over author, title, container, date, link; {score.f1(NOTE_FIELDS):.3f} over all fields"
            )
        for field in NOTE_FIELDS:
            print(f"    {field:<17} {self.fields['all'].line(field)}")
        for line in self.wrong:
            print(f"    not resolved as labelled: {line}")


def score_held_out() -> None:
    """The 226 held-out notes, document by document."""
    rows = json.loads((DATA / "notes.json").read_text(encoding="utf-8"))
    documents: dict[str, list[Gold]] = defaultdict(list)
    for row in rows:
        documents[row["document"]].append(row)
    tally = Tally()
    begun = perf_counter()
    for group in documents.values():
        printed = [PrintedNote(r["number"], r["text"], r["complete"]) for r in group if r["text"]]
        read = iter(read_notes(printed))
        for row in group:
            kind, references = next(read) if row["text"] else ("missing", ())
            tally.add(row, kind, references, "all", row["style"])
    print(f"\nHeld-out notes in three styles, {perf_counter() - begun:.2f}s")
    tally.show()


def score_paper() -> None:
    """The policy paper, read from its file as `tertius read` does."""
    gold = json.loads((DATA / "serbia_notes.json").read_text(encoding="utf-8"))
    begun = perf_counter()
    paper = read_paper(PAPER)
    taken = perf_counter() - begun
    read = {note.number: note for note in paper.notes}
    tally = Tally()
    anchors = sum(
        bool((note := read.get(row["number"])) and note.anchor)
        and paper.place(note.anchor.offset) == f"line {row['anchor']['line']}"
        for row in gold
    )
    in_order = [note.anchor.offset for note in paper.notes if note.anchor]
    whole = sum(
        bool(note := read.get(row["number"]))
        and (note.present, note.present and note.complete)
        == (row["present"], row["present"] and row["complete"])
        for row in gold
    )
    for row in gold:
        if row["present"]:
            note = read[row["number"]]
            tally.add(row, note.kind, note.references, "all")
    print(f"\nThe policy paper, {taken:.2f}s")
    print(
        f"  {len(in_order)} anchors, in order: {in_order == sorted(in_order)}; {anchors} of {len(gold)} on the line of the label"
    )
    print(f"  {whole} of {len(gold)} notes rightly whole, cut or lost")
    tally.show()


def _plain(asked: Gold) -> Gold:
    """The label without what is no field."""
    return {
        key: value for key, value in asked.items() if key not in {"also", "refers_to", "candidates"}
    }


def _as_allowed(
    said: Mapping[str, str], label: Mapping[str, str], asked: Gold
) -> Mapping[str, str]:
    """What was read, with another reading that the label allows written as the label has it."""
    read = dict(said)
    for key, readings in asked.get("also", {}).items():
        for reading in readings:
            if reading is None:
                name = next(iter(note_fields({key: "x"})), key)
                if name not in said and name in label:
                    read[name] = label[name]
                continue
            for name, text in note_fields({key: reading}).items():
                if said.get(name) == text:
                    if name in label:
                        read[name] = label[name]
                    else:
                        read.pop(name)
    return read


if __name__ == "__main__":
    main()
