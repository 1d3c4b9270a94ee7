"""Ordinary mistakes of people who fill tables: each gets a sentence that says what to write instead."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import shared_files
from mistakes import MISTAKES, Change, lines
from small_case import beside_doubts
from tertius.case.kinds import KINDS
from tertius.case.problems import MOST, Problem
from tertius.study.open import check_case


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [mistake[1:] for mistake in MISTAKES],
    ids=[mistake[0] for mistake in MISTAKES],
)
def test_a_mistake_gets_a_sentence_that_helps(small: Any, change: Change, code: str, said: str):
    """The message of its kind names the place, quotes the cell and says what to write."""
    change(small)
    problems = beside_doubts(check_case(small.path)[2]) + [
        p for p in check_case(small.path)[2] if p.code in ("unconverted", "undated-source")
    ]
    assert any(p.code == code and said in str(p) for p in problems), list(map(str, problems))


def _advised(problem: Problem) -> dict[str, str]:
    """What a message says to write, by column: none where it leaves a choice or speaks of more than the row."""
    text = problem.message.partition(" (Also")[0]
    found = re.findall(r"(?:Write|and) (\S+) in `(\w+)`", text)
    cells = {column: value for value, column in found if value != "it"}
    if "leave `value` empty" in text:
        cells["value"] = ""
    elif "eave the cell empty" in text and "Write" not in text:
        cells[problem.column] = ""
    near = problem.fields.get("near")
    told = re.search(r"is not a \w+\. Write ([^\s,]+?)[.,:;](?:\s|$)", text)
    if isinstance(near, str) and " or " not in near and not re.search("`|Add a row", text):
        cells[problem.column] = near
    elif (told and not cells) or (told and problem.column not in cells and "`value`" not in text):
        cells[problem.column] = told[1]
    return cells


def _follow(small: Any, problem: Problem) -> bool:
    """Do what a message says, as somebody who knows no more; returns whether it says what to write."""
    file = small.path / problem.file
    if problem.code == "unknown-code" and problem.wording == "list":
        text = file.read_text(encoding="utf-8").splitlines()
        whole = f"[{problem.fields['listed']}]"
        text[problem.row - 1] = re.sub(r"\[.*\]", whole, text[problem.row - 1])
        small.write(problem.file, "\n".join([*text, ""]))
        return True
    cells = _advised(problem)
    if not cells or not problem.row:
        return False
    if problem.file.endswith(".csv") and problem.row > 1:
        header, *rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
        for column, value in cells.items():
            place = header.index(column)
            old, row = problem.cell or "", rows[problem.row - 2]
            is_part = column == problem.column and old in row[place]
            row[place] = row[place].replace(old, value) if is_part else value
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([header, *rows])
        small.write(problem.file, out.getvalue())
        return True
    text = file.read_text(encoding="utf-8").splitlines()
    near = cells.get(problem.column)
    old = problem.cell or ""
    if near is None or not old or text[problem.row - 1].count(old) != 1:
        return False
    text[problem.row - 1] = text[problem.row - 1].replace(old, near)
    small.write(problem.file, "\n".join([*text, ""]))
    return True


FOLLOWED = 55
"""Of the mistakes at least so many can be mended by doing what the message says and nothing else."""


def test_who_follows_a_message_gets_no_other(copy_small: Any, tmp_path: Path):
    """What a message says to write is right: with it in the cell nothing more is found there."""
    followed, left = 0, {}
    for number, (name, change, code, said) in enumerate(MISTAKES):
        small = copy_small(tmp_path / str(number))
        change(small)
        for _ in range(3):  # The parts of one mistake, such as a latitude and a longitude.
            found = [p for p in check_case(small.path)[2] if p.code == code and said in str(p)]
            if not found or not _follow(small, found[0]):
                break
        else:
            left[name] = "says the same again"
            continue
        if found:
            continue
        followed += 1
        if rest := small.problems():
            left[name] = rest
    assert left == {}
    assert followed >= FOLLOWED


def test_no_message_speaks_of_the_program():
    """No message names a type of the program's language, which its reader does not know."""
    texts = [text.lower() for kind in KINDS.values() for text in kind.messages.values()]
    words = {"tuple", "dict", "boolean", "bool", "mapping", "string", "float", "integer"}
    assert not [text for text in texts if words & set(re.findall("[a-z]+", text))]


@pytest.mark.parametrize(
    "shares", [("33.34", "33.33", "33.34"), ("50.05", "49.96")], ids=["thirds", "halves"]
)
def test_rounded_stakes_pass(small: Any, shares: tuple[str, ...]):
    """Stakes that exceed 100 percent by no more than their last decimals may be rounded are no problem."""
    small.add("actors", id="mill", kind="Company", name="Mill")
    holders = ("nis", "bank-of-china", "gazprom-neft")
    for holder, share in zip(holders, shares, strict=False):
        tie = {"actor": holder, "target": "mill", "share_pct": share, "start": "2010"}
        small.add("ties", id=f"{holder}-holds", relation="owns", **tie)
    assert "stakes" not in {problem.code for problem in check_case(small.path)[2]}


def test_a_sale_is_no_overlap(small: Any):
    """Who sells on the day on which another buys holds nothing beside him."""
    small.add("actors", id="mill", kind="Company", name="Mill")
    whole = {"relation": "owns", "target": "mill", "share_pct": "100"}
    small.add("ties", id="old", actor="nis", until="2014-05-07", **whole)
    small.add("ties", id="new", actor="bank-of-china", start="2014-05-07", **whole)
    assert "stakes" not in {problem.code for problem in check_case(small.path)[2]}


def test_empty_rows_are_left_out(small: Any):
    """Rows of commas alone, as spreadsheets write them, are no rows."""
    lines("places", lambda text: [*text, ",,,,,", ",,,,,"])(small)
    assert small.problems() == []


def test_a_seasons_and_unknown_digits_are_dates(small: Any):
    """EDTF's seasons, unknown digits and unknown ends are read."""
    for text in ("2014-21", "2014-1X", "2014-05-3X", "2014/", "201X", "2014-21/2014-23"):
        small.set("engagements", "nis-sale", "start", text)
        assert "bad-date" not in {problem.code for problem in check_case(small.path)[2]}


def test_messages_are_bounded(small: Any):
    """Of thousands of faults of one kind 300 are shown, and how many more there are."""
    many = [f"p-{n},Place,QQ{n},,,country" for n in range(4_000)]
    lines("places", lambda text: [*text, *many])(small)
    said = [str(p) for p in check_case(small.path)[2] if p.file == "places.csv"]
    assert len(said) == MOST + 1
    assert said[-1] == (
        "places.csv: … and 3,700 more like it. Mend these first; the next check shows the next."
    )


def test_a_hundred_thousand_columns(small: Any):
    """A file of very many columns is one problem, found at once."""
    small.write("places.csv", ",".join(f"c{n}" for n in range(100_000)) + "\n")
    (said,) = [str(p) for p in check_case(small.path)[2] if p.file == "places.csv"]
    assert said.startswith("places.csv:1: has 100,000 columns. The header is: id,name,host")


@pytest.mark.parametrize(
    "digits", ["9" * 5_000, "0x" + "f" * 5_000, "0o" + "7" * 5_000, ":".join(["59"] * 2_000)]
)
def test_numbers_without_end(small: Any, digits: str):
    """A number of thousands of digits is a wrong setting like any other, however it is written."""
    small.swap("case.yml", "actors: [16, 16]", f"actors: [16, {digits}]")
    (said,) = small.problems()
    assert "is not a whole number. Write digits alone, such as 11." in said


def _shared() -> Iterator[Path]:
    yield from sorted((shared_files.FOLDER / "faults" / "tables").glob("*.case"))


EXPECTED = {
    "amount-without-date": "cannot be put into EUR",
    "circular-stakes": "hold each other in a circle",
    "conflict-markers": "two people changed these lines",
    "power-outside": "is not among the powers of case.yml",
    "semicolon-csv": "separates its cells by semicolons",
    "where-word": "Write CAN.",
    "yaml-hash": "breaks off at ` #`",
    "yaml-norway": "Write NOR (Norway).",
}


@pytest.mark.parametrize("folder", list(_shared()), ids=lambda folder: folder.name)
def test_shared_faults(folder: Path):
    """Each shared case of a fault gets the message that was asked for."""
    said = "\n".join(map(str, check_case(folder)[2]))
    assert EXPECTED.get(folder.name.removesuffix(".case"), "") in said
