import os
import stat
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertius.case.grid import read_grid
from tertius.case.read import read_case
from tertius.case.write import (
    fill_ids,
    propose_id,
    slug,
    table_text,
    write_all,
    write_atomically,
    write_table,
)
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import columns
from tertius.evidence.tables import BY_NAME, TABLES
from tertius.study.open import check_case


@pytest.mark.parametrize("name", ["fsync", "replace", "chmod"])
def test_a_crash_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    """A crash anywhere while writing leaves the old file whole, and no other file beside it."""
    (tmp_path / "a.csv").write_bytes(b"old")

    def crash(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, name, crash)
    with pytest.raises(OSError):
        write_atomically(tmp_path / "a.csv", b"new" * 1000)
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"old"


def test_an_interrupt_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Ctrl-C while writing leaves the old file whole too."""
    (tmp_path / "a.csv").write_bytes(b"old")

    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "a.csv", b"new")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a.csv": b"old"}


def test_a_new_file_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A file that was not there before is not there after a failure either."""
    real = os.replace

    def fail(source: str, target: Path) -> None:
        if target.name == "b":
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError):
        write_all({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert list(tmp_path.iterdir()) == []


def test_the_new_file_is_whole_before_it_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """At the moment of exchange the new file is complete on the disk, and the old one untouched."""
    (tmp_path / "a.csv").write_bytes(b"old")
    seen: list[tuple[bytes, bytes]] = []
    replace, synced = os.replace, []
    monkeypatch.setattr(os, "fsync", synced.append)

    def look(source: str, target: Path) -> None:
        assert synced
        seen.append((Path(source).read_bytes(), target.read_bytes()))
        replace(source, target)

    monkeypatch.setattr(os, "replace", look)
    write_atomically(tmp_path / "a.csv", b"new")
    assert seen == [(b"new", b"old")]
    assert (tmp_path / "a.csv").read_bytes() == b"new"


def test_the_mode_of_a_file_is_kept(tmp_path: Path):
    """A file that only its owner may read stays so; a new one may be read by all."""
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "a.csv").chmod(0o600)
    write_atomically(tmp_path / "a.csv", b"new")
    write_atomically(tmp_path / "b.csv", b"new")
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "b.csv").stat().st_mode) == 0o644


def test_a_crash_while_filling_ids(small: Any, monkeypatch: pytest.MonkeyPatch):
    """A crash while ids are filled leaves every table as it was."""
    small.end("places.csv", ",Niš,SRB,,,\n")
    before = small.bytes()
    monkeypatch.setattr(os, "replace", lambda *args: (_ for _ in ()).throw(OSError("crash")))
    with pytest.raises(OSError):
        fill_ids(small.path, check_case(small.path)[2])
    assert small.bytes() == before


@pytest.mark.parametrize("row", TABLES, ids=[row.table for row in TABLES])
def test_small_tables_come_back_as_they_are(small: Any, row: Any):
    """Reading a table of the small case and writing it gives the same bytes: it was sorted by its key."""
    case, _ = read_case(small.path)
    before = small.bytes()
    write_table(small.path, row, case.rows(row.table)[::-1])
    assert small.bytes() == before


LINE = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30
).filter(lambda text: text == text.strip() and not text.startswith(("=", "+", "-", "@")))
IDS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
NUMBERS = st.decimals(-(10**15) + 1, 10**15 - 1, places=2).map(lambda n: Decimal(f"{n:f}"))
DATES = st.dates().map(
    lambda day: PartialDate.read(f"{day.year:04}-{day.month:02}"[: 7 if day.year % 2 else 4])
)
PARTY = st.builds("{}:{}".format, st.sampled_from(["lender", "buyer"]), IDS)


def cells(column: Any) -> st.SearchStrategy[Any]:
    """Any value that a column can hold, or nothing where it may be empty."""
    if column.name == "share_pct":
        values = st.decimals(0, 100, places=2)
    elif column.kind != "text":
        values = DATES if column.kind == "date" else NUMBERS
    else:
        free = not (
            column.name in ("id", "a", "b", "old", "new", "tension", "would_refute")
            or column.words
            or column.points_to
            or column.code
        )
        values = PARTY if column.name == "parties" else LINE if free else IDS
    if column.many:
        values = st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)
    return (
        values if column.required else st.just(()) | values if column.many else st.none() | values
    )


def read_back(folder: Path, row: Any) -> list[Any]:
    grid = read_grid(folder, f"{row.table}.csv")
    return [
        row.model_validate(
            {key: cell for key, cell in zip(grid.header, record, strict=True) if cell}
        )
        for _, record in grid.records
    ]


@pytest.mark.parametrize(
    "table", ["outlets", "actors", "names", "places", "searches", "engagements", "redirects"]
)
@settings(max_examples=40)
@given(data=st.data())
def test_any_rows_come_back(
    tmp_path_factory: pytest.TempPathFactory, table: str, data: st.DataObject
):
    """Any rows that are written are read back the same, and written again give the same bytes."""
    row, folder = BY_NAME[table], tmp_path_factory.getbasetemp()
    values = st.fixed_dictionaries({column.name: cells(column) for column in columns(row)})
    if table == "engagements":
        values = values.map(lambda v: {**v, "until": None})
    key = lambda v: tuple(str(v[name]) for name in row.key)
    rows = [
        row.model_construct(**v) for v in data.draw(st.lists(values, max_size=4, unique_by=key))
    ]
    write_table(folder, row, rows)
    written = (folder / f"{table}.csv").read_bytes()
    back = read_back(folder, row)
    assert sorted(back, key=str) == sorted(rows, key=str)
    assert table_text(row, back).encode() == written


def test_sorted_tables_merge_line_by_line(tmp_path: Path):
    """A row that is added stands on a line of its own, whatever else the table holds."""
    row = BY_NAME["redirects"]
    one, two, three = (
        row(old=name, new="x", date=PartialDate.read("2021")) for name in ("a", "b", "c")
    )
    before = table_text(row, [three, one]).splitlines()
    after = table_text(row, [three, two, one]).splitlines()
    assert after == [*before[:2], "b,x,2021", *before[2:]]


CARRIAGE = "\r\n"
FIXED = {
    "plain": (",Niš,SRB,43.3,21.9,settlement\n", "nis-2,Niš,SRB,43.3,21.9,settlement\n"),
    "no last line end": (",Niš,SRB,43.3,21.9,settlement", "nis-2,Niš,SRB,43.3,21.9,settlement"),
    "quotes that nobody needs": ('"","Niš","SRB",43.3,,\n', 'nis-2,"Niš","SRB",43.3,,\n'),
    "quotes that somebody needs": (',"Niš, ""grad""",SRB,,,\n', 'nis-grad,"Niš, ""grad""",SRB,,,\n'),
    "spaces": (" , Niš , SRB ,,,\n", "nis-2, Niš , SRB ,,,\n"),
    "another line separator in a cell": (
        "bor,Bor\u2028grad,SRB,,,\n,Niš,SRB,,,\n", "bor,Bor\u2028grad,SRB,,,\nnis-2,Niš,SRB,,,\n"),
    "a cell of two lines": (',"Bor\ngrad",SRB,,,\n,Niš,SRB,,,\n', ',"Bor\ngrad",SRB,,,\nnis-2,Niš,SRB,,,\n'),
    "two alike": (",Niš,SRB,,,\n,Niš,SRB,,,\n", "nis-2,Niš,SRB,,,\nnis-3,Niš,SRB,,,\n"),
    "a name without a letter": (",新,SRB,,,\n", "place,新,SRB,,,\n"),
    "an empty line between": ("\n,Niš,SRB,,,\n", "\nnis-2,Niš,SRB,,,\n"),
}  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("name", FIXED)
def test_fix_fills_ids_and_changes_no_other_byte(small: Any, name: str, mark: str, ending: str):
    """Filling ids keeps line ends, quotes, spaces and the byte order mark; `nis` is taken already."""
    before, after = FIXED[name]
    head = (small.path / "places.csv").read_bytes().decode()
    small.write("places.csv", mark + (head + before).replace("\n", ending))
    others = {file: data for file, data in small.bytes().items() if file != "places.csv"}
    fill_ids(small.path, check_case(small.path)[2])
    assert (small.path / "places.csv").read_bytes().decode() == mark + (head + after).replace(
        "\n", ending
    )
    assert {file: data for file, data in small.bytes().items() if file != "places.csv"} == others


def test_fix_fills_every_table(small: Any):
    """An id is made of what tells a row from others, and is new throughout the case."""
    small.add(
        "outlets",
        name="The Daily",
        kind="newspaper",
        state_controlled="no",
        reliability="C",
        why="As before.",
    )
    small.add("ties", actor="srb", relation="funds", target="eu")
    small.add("claims", subject="nis-sale", property="motive", value="money", source="wire-2014")
    small.add(
        "searches",
        looked_for="Čačak",
        searched_in="archive",
        language="sr",
        date="2021",
        found="nothing",
    )
    filled = fill_ids(small.path, check_case(small.path)[2])
    assert filled == ["nis-sale-motive-2", "the-daily", "cacak", "srb-funds-eu"]
    assert not [
        said for said in small.problems() if " id: " in said and "no claim that says" not in said
    ]


SLIPS = {
    "a subject that is not there": ({"subject": "nis-sael"}, "subject"),
    "a date that is none": ({"date": "30.10.2014"}, "date"),
    "two faults": ({"date": "30.10.2014", "low": "1,5"}, "date and low"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_fix_waits_for_the_rest_of_the_row(small: Any, slip: str):
    """No id is made of a row that is to be mended first, and the message names what is to be mended."""
    cells, columns = SLIPS[slip]
    row = {"subject": "nis-sale", "property": "motive", "value": "money", "source": "wire-2014"}
    small.add("claims", **(row | cells))
    before = small.bytes()
    problems = check_case(small.path)[2]
    assert fill_ids(small.path, problems) == []
    assert small.bytes() == before
    [said] = [str(one) for one in problems if one.code == "empty-id"]
    assert said.endswith(
        f"id: is empty. Mend {columns} first; `tertius check CASE --fix` fills it then."
    )


def test_fix_fills_ids_beside_a_slip_elsewhere(small: Any):
    """A fault in one row keeps no other row from its id, also where both have the same empty grade."""
    kind = {"kind": "newspaper", "state_controlled": "no", "why": "As before."}
    small.add("outlets", name="The Daily", **kind)
    row = {"property": "motive", "value": "money", "source": "wire-2014"}
    small.add("claims", subject="nis-sael", **row)
    small.add("claims", subject="nis-sale", **row)
    assert fill_ids(small.path, check_case(small.path)[2]) == ["nis-sale-motive-2", "the-daily"]


def test_fix_without_anything_to_fill(small: Any):
    """A case whose ids are all there is left as it is, to the byte."""
    before = small.bytes()
    assert fill_ids(small.path, check_case(small.path)[2]) == []
    assert small.bytes() == before


def test_fix_while_a_table_cannot_be_read(small: Any):
    """No id is given while one that is taken may stand in a table that cannot be read."""
    small.end("places.csv", ",Niš,SRB,,,\n")
    (small.path / "actors.csv").unlink()
    before = small.bytes()
    assert fill_ids(small.path, check_case(small.path)[2]) == []
    assert small.bytes() == before


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Đura Đaković", "djura-djakovic"),
        ("Łódź", "lodz"),
        ("Straße Ærø", "strasse-aero"),
        ("Naftna industrija Srbije a.d.", "naftna-industrija-srbije-a-d"),
        ("  --  ", ""),
        ("中国", ""),
        ("x" * 100, "x" * 80),
        ("a" * 79 + " b", "a" * 79),
        ("a" * 70 + " amount", "a" * 70 + "-amount"),
        ("a" * 75 + " amount", "a" * 75),
    ],
)
def test_slugs(text: str, name: str):
    """A slug is made of plain letters and digits, joined by hyphens, 80 at most, the last word whole."""
    assert slug(text) == name


def test_a_row_that_nothing_names():
    """A row without a word that an id could be made of is named for what it is."""
    assert propose_id("searches", {}) == "search"
    assert propose_id("ties", {"actor": "中国"}) == "tie"


@given(st.text(max_size=200))
def test_every_proposed_id_is_an_id(text: str):
    """Whatever a row is called, its proposed id can be an id."""
    proposed = propose_id("searches", {"looked_for": text})
    assert (
        BY_NAME["redirects"](old=proposed, new="x", date=PartialDate.read("2021")).old == proposed
    )
